"""Evaluation sheets to facts: the work of each activity as plan items, with who does it, and how it is judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from extract.catalogue import catalogue, match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import period_named
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.plan.plan_items import PlanItems
from extract.shapes.plan.sheet_fields import Field, Sheet
from extract.shapes.plan.status_marks import LONGEST, UNKNOWN, read_mark
from extract.shapes.plan.status_tails import status_tail
from extract.shapes.plan.symbols import SHAPES, one_of
from extract.shapes.plan.work_done import DONE
from extract.shapes.tables.kpis.kpi_sheets import holds_figures, kpi_tables, names_kpi
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labels import earlier_year
from extract.shapes.text.flow import Flow
from extract.shapes.text.passages import Passage, passages_of

_SEVERAL = "several statuses of one time stand in the sheet; which part of it each judges is not certain"
_KPI_OR_WORK = "the sheet holds a KPI and work for it, and which of the two its status judges is not printed"
_NO_LABEL = "no label says that it is a status, and no legend of the report explains it"
_NUMBER = re.compile(r"(?P<number>\d{1,2}|[①-⑳])$")
#: The sign before the number of a sheet, and both of them: №1 健診の受診促進.
_SIGN = re.compile(r"^(?:№|No\.?)\s*(?=\d)", re.IGNORECASE)
#: A status with the reasons for it in sentences behind it: △ 受診者は増えたが、目標に届いていない。
_REASONED = re.compile(rf"(?P<symbol>{one_of(SHAPES)})(?=[^\d\s].*。$)")
_STROKE = re.compile(r"[/／・]")
_NUMBERED = re.compile(rf"{_SIGN.pattern}\d{{1,2}}\s*[.:．：]?\s*", re.IGNORECASE)
#: How the text of a field is read, by its role.
_PARTS = {"plan": "plan", "work": "plan", "done": "status", "status": "status", "kpi": "body", "other": "next"}

ReadText = Callable[[Sequence[Passage | Table], Scope, Flow], Flow]
ReadFigures = Callable[[Table, Scope], int]


def read_sheets(
    table: Table,
    sheets: Sequence[Sheet],
    scope: Scope,
    plans: PlanItems,
    recorder: Recorder,
    read_figures: ReadFigures,
    read_text: ReadText,
) -> None:
    """Records what the sheets of a table say.

    `read_figures` reads the targets and results that labels name, and returns how many there were; `read_text` what
    else the fields say.
    """
    for sheet in sheets:
        here = scope_of(sheet, scope)
        numbers = _NUMBER.search(solid(sheet.fields[0].label.text).strip("()[]【】"))
        plan_cells = sheet.plans
        for cell in plan_cells:
            number = numbers["number"] if numbers is not None and len(plan_cells) == 1 else None
            plans.field(table, cell, here, bool(sheet.titles), number)
        for cell in () if scope.header.is_plan else sheet.told:
            plans.field(table, cell, here, bool(sheet.titles), doubt=DONE)
        _read_statuses(table, sheet, here, recorder)
        year = here.fiscal_year or here.header.fiscal_year
        for title in sheet.titles:
            read_text(list(title.tables), here, Flow())
        named = kpi_tables(table, sheet, year, statuses=False)
        read = sum(read_figures(part, here) for part in named)
        # what sentences count on the sheet of a KPI need not be that KPI
        said = scope if sheet.of_kpi else here
        figures = {cell.place for part in named for cell in part.cells} if read else set()
        for field in sheet.fields:
            if field.role in _PARTS and field.cell.place not in figures and not _is_mark(field, scope):
                is_plan = any(field.cell is cell for cell in plan_cells)
                part = _PARTS[field.role] if is_plan or field.role not in ("plan", "work") else "status"
                flow = Flow(block="target" if field.role == "kpi" else None)
                kpis = _kpis(sheet, year) if field.cell.tables and not sheet.of_kpi else said.kpis
                read_text(passages_of(field.cell.blocks), said.under(part=part, kpis=kpis), flow)


def _kpis(sheet: Sheet, year: int | None) -> tuple[NamedKpi, ...]:
    """The KPIs that the fields of targets name, for the tables beside them whose rows say only 割合 or 回収率."""
    words = [line.text for cell in sheet.cells("kpi") for line in (cell.lines or ())]
    texts = [joined([line.text for line in cell.lines]) for cell in sheet.cells("kpi")]
    found = [match(solid(text), year) for text in dict.fromkeys((*texts, *words))]
    codes = dict.fromkeys(one.kpi.code for one in found if one is not None and one.sure and not one.alike_only)
    return tuple(NamedKpi(code, None, catalogue()[code].name) for code in codes)


def scope_of(sheet: Sheet, scope: Scope) -> Scope:
    """The scope under the names of the activity, with its owner, importance and difficulty."""
    titles = [status_tail(text, scope.legend) or text for text in map(_words, sheet.titles)]
    names = [_SIGN.sub("", title if isinstance(title, str) else title.words) for title in titles]
    section = (*scope.section, *(name for name in names if name and name not in scope.section))
    changes: dict[str, object] = {"section": section, "topic": section[-1] if section else scope.topic}
    for role in ("owner", "importance", "difficulty"):
        if found := sheet.cells(role):
            changes[role] = _words(found[0])
    weights = [solid(part) for cell in sheet.cells("weights") for part in _STROKE.split(_words(cell))]
    if len(weights) == 2:  # 重要度／困難度 │ 高／－
        changes |= zip(("importance", "difficulty"), (None if is_blank(one) else one for one in weights), strict=True)
    return scope.under(**changes)


def _read_statuses(table: Table, sheet: Sheet, scope: Scope, recorder: Recorder) -> None:
    """Records the statuses of a sheet, each of the part of the year that its label names, and rejects unknown words."""
    found = list(_judgements(sheet, scope))
    times = Counter((label, period_named(label)) for _, _, label in found)
    for cell, text, label in found:
        mark, period, year = read_mark(text, scope.legend), period_named(label), earlier_year(label, scope.header)
        where = Locator(cell.place, table.index, cell.row, cell.col)
        item, unsure = _judged(sheet, scope.fiscal_year or scope.header.fiscal_year, cell)
        if mark is None or not item:
            recorder.reject(where, cell.text, UNKNOWN if item else "a status beside nothing that it could judge")
            continue
        recorder.add(
            "plan_status",
            where,
            cell.text,
            "activity_sheet",
            doubt_in(cell)
            or mark.doubt
            or unsure
            or (None if label != solid(cell.text) or mark.symbol in scope.explained else _NO_LABEL)
            or (_SEVERAL if times[label, period] > 1 else None),
            fiscal_year=year or scope.fiscal_year or scope.header.fiscal_year,
            period=period or ("FY" if year else scope.header.period),
            item_ja=item,
            symbol=mark.symbol,
            status=mark.status,
            section=scope.section_path,
        )


def _judgements(sheet: Sheet, scope: Scope) -> Iterator[tuple[Cell, str, str]]:
    """The cells that print a status, its text, and the words of its label."""
    for title in sheet.titles:
        if (tail := status_tail(_words(title), scope.legend)) is not None:
            yield title, tail.printed, tail.label
    for field in sheet.fields:
        text = solid(field.cell.text)
        if field.role != "status" or is_blank(text):
            continue
        reasoned = _REASONED.match(text)
        if _is_mark(field, scope) or len(text) <= LONGEST:
            yield field.cell, field.cell.text, solid(field.label.text)
        elif reasoned is not None and reasoned["symbol"] in scope.explained:
            yield field.cell, reasoned["symbol"], solid(field.label.text)


def _is_mark(field: Field, scope: Scope) -> bool:
    return field.role == "status" and read_mark(field.cell.text, scope.legend) is not None


def _judged(sheet: Sheet, year: int | None, status: Cell) -> tuple[str, str | None]:
    """What a `status` of the sheet judges, and why that is not certain: the KPI that the sheet begins with, else its
    one plan, else its name, else the first of its plans or what was done. One beside the name of a KPI judges that,
    those of the parts of the year its name.
    """
    names = [_NUMBERED.sub("", _words(cell)) for cell in sheet.titles]
    if sheet.by_parts and names:
        return names[-1], None
    plans = [item for cell in sheet.plans for item in passages_of(cell.blocks) if isinstance(item, Passage)]
    if sheet.of_kpi and sheet.title is not None:
        beside = status.row < sheet.title.row + sheet.title.rowspan
        return without_mark(_words(sheet.title)), None if beside or not plans else _KPI_OR_WORK
    first = sheet.title if sheet.title is not None else sheet.fields[0].cell
    if names_kpi(first, year) and any(field.role == "kpi" and field.cell is not first for field in sheet.fields):
        return _words(first), _KPI_OR_WORK if plans else None
    if len(plans) == 1:
        return plans[0].body, _KPI_OR_WORK if holds_figures(sheet) else None
    return names[-1] if names else plans[0].body if plans else next(map(_words, sheet.done), ""), None


def _words(cell: Cell) -> str:
    return tidy(joined([line.text for line in cell.lines]))
