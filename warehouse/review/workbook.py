"""Open cases as an Excel workbook that staff fill in and hand back, for reviewers who do not use git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError

from warehouse.errors import CorrectionsError
from warehouse.evidence import sentences
from warehouse.evidence.reasons import OTHER, classes_of, reason_sentences
from warehouse.evidence.words import words
from warehouse.review.cases import ConflictCase, FactCase
from warehouse.review.decisions import CONFLICT_COLUMNS, FACT_COLUMNS, ConflictDecision, FactDecision, told
from warehouse.review.values import as_text

FACTS_SHEET, CONFLICTS_SHEET, HELP_SHEET = "事実 facts", "矛盾 conflicts", "使い方 how to"

#: Machine name of a column → heading and width. The names stand in the second row, by which a sheet is read back.
_HEADINGS = {
    "file_name": ("報告書 / Report", 30),
    "page": ("ページ / Page", 8),
    "branch": ("支部 / Branch", 10),
    "fiscal_year": ("年度 / Year", 8),
    "fact_kind": ("種類 / Kind", 15),
    "about": ("項目 / What", 40),
    "extracted_text": ("原文 / As printed", 40),
    "review_reason": ("確認理由 / Why flagged", 44),
    "detail": ("内容 / Disagreement", 44),
    "chosen_by": ("採用の規則 / Rule", 30),
    "left_file_name": ("左の報告書 / Left report", 30),
    "left_page": ("左のページ / Left page", 8),
    "left_value": ("左の値 / Left value", 14),
    "right_file_name": ("右の報告書 / Right report", 30),
    "right_page": ("右のページ / Right page", 8),
    "right_value": ("右の値 / Right value", 14),
    "fact_column": ("対象の列 / Column", 14),
    "value_seen": ("読取値 / Value read", 14),
    "decision": ("判断 / Decision", 14),
    "value_right": ("正しい値 / Right value", 14),
    "reason": ("理由 / Reason", 36),
    "evidence": ("根拠 / Evidence", 28),
    "proposed_by": ("提案者 / Proposed by", 14),
    "proposed_on": ("提案日 / Proposed on", 14),
    "approved_by": ("承認者 / Approved by", 14),
    "approved_on": ("承認日 / Approved on", 14),
    "look_again_by": ("再確認期限 / Look again by", 14),
    "fact_id": ("事実ID / Fact", 22),
    "report_id": ("報告書ID / Report id", 18),
    "conflict_id": ("矛盾ID / Conflict", 22),
    "left_fact_id": ("左の事実ID / Left fact", 22),
    "right_fact_id": ("右の事実ID / Right fact", 22),
}
_SIGNING = ("reason", "evidence", "proposed_by", "proposed_on", "approved_by", "approved_on", "look_again_by")
_TO_FILL = frozenset(("decision", "value_right", *_SIGNING))
_FACT_SHEET = (
    "file_name", "page", "branch", "fiscal_year", "fact_kind", "about", "extracted_text", "review_reason",
    "fact_column", "value_seen", "decision", "value_right", *_SIGNING, "fact_id", "report_id",
)  # fmt: skip
_CONFLICT_SHEET = (
    "branch", "fiscal_year", "about", "detail", "chosen_by", "left_file_name", "left_page", "left_value",
    "right_file_name", "right_page", "right_value", "decision", *_SIGNING,
    "conflict_id", "left_fact_id", "right_fact_id",
)  # fmt: skip
_HELP = (
    "黄色の欄に記入して返送してください。/ Fill in the yellow cells and hand the file back.",
    "判断 Decision（事実）: confirmed = 読取どおり正しい as read; "
    "corrected = 正しい値に直す (fill in the right value); withdrawn = 値ではない it is no figure",
    "判断 Decision（矛盾）: left / right = その側が正しい that side is right; both_stand = 両方正しい both are",
    "別の列（月・年度・単位など）を直すときは「対象の列」「読取値」も書き換えてください。"
    "/ To correct another column, change column and value read, too.",
    "承認者は提案者と別の人です。/ The approver is another person than the proposer.",
    "記入しない行は変わりません。/ Rows that are not filled in change nothing.",
)

_HEAD = PatternFill("solid", fgColor="1F3864")
_YELLOW = PatternFill("solid", fgColor="FFF6D5")
_THIN = Border(bottom=Side("thin", color="D0D0D0"))
_HEAD_ROWS = 2


def write_workbook(
    path: Path, facts: Sequence[FactCase], conflicts: Sequence[ConflictCase], evidence: str | None = None
) -> None:
    """Write the open cases; with `evidence`, an address or folder, each links to its place in the evidence site."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = FACTS_SHEET
    links = [_link(evidence, case.report_id, case.fact_id) for case in facts]
    rows = [asdict(case) | {"review_reason": _why(case.review_reason)} for case in facts]
    _fill(sheet, _FACT_SHEET, rows, links, ("confirmed", "corrected", "withdrawn"))
    links = [_link(evidence, case.left_report_id, case.left_fact_id) for case in conflicts]
    rows = [
        asdict(case) | {"detail": _both(*sentences.told(case.detail)), "chosen_by": _rule(case.chosen_by)}
        for case in conflicts
    ]
    _fill(book.create_sheet(CONFLICTS_SHEET), _CONFLICT_SHEET, rows, links, ("left", "right", "both_stand"))
    _explain(book.create_sheet(HELP_SHEET))
    book.save(path)


def _both(en: str | None, ja: str | None) -> str:
    return f"{ja}\n{en}" if ja else en or ""


def _why(reason: str) -> str:
    """The reason in Japanese, at least what its classes say, and in English with its figures and places."""
    says = reason_sentences()
    return _both(reason, sentences.whole(reason) or "".join(says[key] for key in classes_of(reason) if key != OTHER))


def _rule(chosen_by: str) -> str:
    ja, _ = words().get(chosen_by, ["", ""])
    return _both(chosen_by, ja)


def _link(evidence: str | None, report_id: str, fact_id: str) -> str | None:
    return f"{evidence.rstrip('/')}/reports/{report_id}.html#{fact_id}" if evidence else None


def _fill(
    sheet: Worksheet, columns: Sequence[str], rows: list[dict[str, Any]], links: list[str | None], words: Sequence[str]
) -> None:
    for number, name in enumerate(columns, 1):
        heading, width = _HEADINGS[name]
        sheet.column_dimensions[get_column_letter(number)].width = width
        head = _put(sheet, 1, number, heading)
        head.fill, head.font = _HEAD, Font(bold=True, color="FFFFFF")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        _put(sheet, 2, number, name).font = Font(size=8, color="808080")
    for line, (row, link) in enumerate(zip(rows, links, strict=True), _HEAD_ROWS + 1):
        for number, name in enumerate(columns, 1):
            filled = _put(sheet, line, number, row.get(name))
            filled.alignment, filled.border = Alignment(wrap_text=True, vertical="top"), _THIN
            if name in _TO_FILL:
                filled.fill = _YELLOW
        if link:
            first = sheet.cell(line, 1)
            first.font = Font(color="0563C1", underline="single")
            if isinstance(first, Cell):
                first.hyperlink = link
    choice = DataValidation("list", formula1='"' + ",".join(words) + '"', allow_blank=True, showErrorMessage=True)
    letter = get_column_letter(columns.index("decision") + 1)
    choice.add(f"{letter}{_HEAD_ROWS + 1}:{letter}{max(len(rows), 1) + _HEAD_ROWS}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = f"{get_column_letter(columns.index('about') + 2)}{_HEAD_ROWS + 1}"
    sheet.auto_filter.ref = f"A{_HEAD_ROWS}:{get_column_letter(len(columns))}{len(rows) + _HEAD_ROWS}"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """Put a value into a cell as what it is; a text that begins with = stays a text."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - nothing here is merged
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"
    else:
        cell.value = value
    return cell


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 120
    for line, text in enumerate(_HELP, 1):
        _put(sheet, line, 1, text).alignment = Alignment(wrap_text=True, vertical="top")


def read_workbook(path: Path) -> tuple[list[FactDecision], list[ConflictDecision]]:
    """The decisions that somebody filled into a workbook; untouched rows are left out, approval may still be missing.

    Raises:
        CorrectionsError: it is no such workbook, or a filled row lacks something; sheet and row are named.
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise CorrectionsError([f"{path.name} is no Excel workbook (.xlsx) that can be read: {error}"]) from error
    problems: list[str] = []
    facts = [
        decision
        for place, row in _filled(book, FACTS_SHEET, problems)
        if (decision := _decision(FactDecision, FACT_COLUMNS, place, row, problems))
    ]
    conflicts = [
        decision
        for place, row in _filled(book, CONFLICTS_SHEET, problems)
        if (decision := _decision(ConflictDecision, CONFLICT_COLUMNS, place, row, problems))
    ]
    if problems:
        raise CorrectionsError(problems)
    return facts, conflicts


def _filled(book: Workbook, name: str, problems: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Place and cells of every row in which somebody wrote something."""
    if name not in book.sheetnames:
        problems.append(f"there is no sheet {name!r}: hand back the workbook that was sent out")
        return
    rows = book[name].iter_rows(values_only=True)
    next(rows, None)
    columns = [str(cell or "") for cell in next(rows, ())]
    if not {"decision", *_SIGNING} <= set(columns):
        problems.append(f"sheet {name!r}: the second row, which names the columns, was changed or removed")
        return
    for number, cells in enumerate(rows, _HEAD_ROWS + 1):
        row = {column: _text(cell) for column, cell in zip(columns, cells, strict=False)}
        if any(row.get(column) for column in _TO_FILL):
            yield f"sheet {name!r} row {number}", row


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    return as_text(cell).strip() if isinstance(cell, str | float | bool | date | None) else str(cell)


def _decision(model: Any, columns: Sequence[str], place: str, row: dict[str, str], problems: list[str]) -> Any:
    try:
        return model(**{column: row.get(column, "") for column in columns})
    except ValidationError as error:
        problems += [f"{place}: {told(problem)}" for problem in error.errors()]
        return None
