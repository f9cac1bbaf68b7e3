"""One workbook: its tables row by row, so that memory stays bounded, and a list of everything that is in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from warehouse.exports import cover
from warehouse.exports.dictionary import Table
from warehouse.exports.notes import Doubt, doubts, facts_in, worst
from warehouse.exports.package import Release
from warehouse.exports.session import another
from warehouse.exports.sheets import Plan, Planned, plan
from warehouse.exports.styles import Styles, excel_value, format_of
from warehouse.exports.subjects import Subject, words

#: Rows of one sheet; the rest goes on in the next. Excel takes a million rows, but only 65,530 links.
MOST_ROWS = 60_000
#: Notes of one sheet: Excel opens slowly with more. All of them stand in the list of doubts.
MOST_NOTES = 5_000
_BATCH = 2_000
_LONGEST_TEXT = 32_767
_NOTE = {"author": "Kenpo Warehouse", "x_scale": 2.4, "y_scale": 1.6}
_LIKE_FORMULA = ("=", "+", "-", "@")
_CUT = "…（続きはCSV・Parquet）"
_HEAD_ROWS = 2
DOUBTS_SHEET = "要確認一覧"
_DOUBT_COLUMNS = (
    ("セル", "Cell", 20), ("項目", "Column", 22), ("状態", "State", 16), ("理由", "Reason", 60),
    ("報告書", "Report", 40), ("ページ", "Page", 8), ("原文", "As printed", 40), ("根拠", "Evidence", 12),
)  # fmt: skip


@dataclass
class _Written:
    """A sheet, and how many rows it has so far."""

    sheet: Worksheet
    title_en: str
    width: int
    rows: int = 0


@dataclass
class _Room:
    """What all sheets of one workbook share."""

    book: Workbook
    styles: Styles
    connection: duckdb.DuckDBPyConnection
    release: Release
    subject: Subject
    base: str
    doubts: list[_Written] = field(default_factory=list)
    written: list[_Written] = field(default_factory=list)


def write_workbook(
    connection: duckdb.DuckDBPyConnection,
    subject: Subject,
    tables: Sequence[Table],
    release: Release,
    path: Path,
    base: str,
) -> None:
    """Write one subject's workbook; links lead to the evidence site at `base` (an address or a relative folder).

    Raises:
        ExportError: the subject names a table or column that the release does not have.
    """
    by_name = {table.name: table for table in tables}
    plans = [plan(sheet, by_name) for sheet in subject.sheets]
    book = Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                "strings_to_numbers": False, "tmpdir": str(path.parent)})  # fmt: skip
    room = _Room(book, Styles(book), connection, release, subject, base)
    book.set_properties({"title": subject.title_ja, "subject": release.release_id, "author": "Kenpo Warehouse",
                         "comments": subject.about_ja, "created": release.columns["built_at"]})  # fmt: skip
    front = book.add_worksheet(cover.COVER_SHEET)
    for one in plans:
        _write_table(room, one)
    for done in room.written:
        done.sheet.autofilter(_HEAD_ROWS - 1, 0, _HEAD_ROWS - 1 + max(done.rows, 1), done.width - 1)
    cover.write_sources(book, room.styles, connection, release.release_id, base)
    cover.write_columns(book, room.styles, plans, release.release_id)
    listed = [(done.sheet.name, done.title_en, done.rows) for done in room.written]
    cover.write_cover(front, room.styles, connection, subject, release, listed)
    book.close()


def _write_table(room: _Room, one: Plan) -> None:
    """Write the rows of a plan into as many sheets as they need."""
    rows = another(room.connection).execute(one.query)
    parts, notes = [_new_table_sheet(room, one, 1)], 0
    for batch, found in _batches(room, rows, one):
        for values in batch:
            if parts[-1].rows == MOST_ROWS:
                parts.append(_new_table_sheet(room, one, len(parts) + 1))
                notes = 0
            notes += _write_row(room, one, parts[-1], values, found, notes)


def _batches(
    room: _Room, rows: duckdb.DuckDBPyConnection, one: Plan
) -> Iterator[tuple[list[tuple[Any, ...]], dict[str, Doubt]]]:
    positions = sorted({position for column in one.columns for position in column.facts})
    while batch := rows.fetchmany(_BATCH):
        facts = (fact for row in batch for position in positions for fact in facts_in(row[position]))
        yield batch, doubts(room.connection, facts)


def _new_table_sheet(room: _Room, one: Plan, part: int) -> _Written:
    columns = [(column.heading_ja, column.heading_en, column.width) for column in one.columns]
    if _has_links(one):
        columns.append(("根拠", "Evidence", 8))
    return _new_sheet(room, one.sheet.title, one.sheet.title_en, columns, part, one.sheet.frozen)


def _new_sheet(
    room: _Room, title: str, title_en: str, columns: Sequence[tuple[str, str, float]], part: int, frozen: int
) -> _Written:
    name = title if part == 1 else f"{title} ({part})"
    sheet = room.book.add_worksheet(name)
    cover.lay_out(sheet, room.styles, f"{name}　{title_en}", columns, room.release.release_id, frozen)
    room.written.append(_Written(sheet, title_en, len(columns)))
    return room.written[-1]


def _has_links(one: Plan) -> bool:
    return bool(one.sheet.evidence or one.sheet.address or one.sheet.months)


def _write_row(
    room: _Room, one: Plan, written: _Written, values: tuple[Any, ...], found: dict[str, Doubt], notes: int
) -> int:
    """Write the next row of a sheet that has so many notes; returns how many it got."""
    sheet, row, added = written.sheet, _HEAD_ROWS + written.rows, 0
    for at, column in enumerate(one.columns):
        doubt = worst(found[fact] for position in column.facts for fact in facts_in(values[position]) if fact in found)
        value = values[column.value]
        colour = doubt.state if doubt and value is not None else _colour(column, values)
        link = room.base + doubt.address if doubt and value is not None and notes + added < MOST_NOTES else None
        _put(room.styles, sheet, row, at, column, values, colour, link)
        if doubt and value is not None:
            _list_doubt(room, sheet, row, at, column, doubt)
            if link:
                sheet.write_comment(row, at, doubt.text(room.base), _NOTE)
                added += 1
    if _has_links(one):
        _put_link(room.styles, sheet, row, len(one.columns), room.base, values[-2], values[-1])
    written.rows += 1
    return added


def _colour(column: Planned, values: tuple[Any, ...]) -> str | None:
    """The colour of a cell without a doubtful fact: that of its own word, else of the state beside it."""
    own = values[column.value] if column.kind == "word" else None
    state = values[column.state_at] if column.state_at is not None else None
    return state if state not in (None, "ok") else own


def _put(
    styles: Styles, sheet: Worksheet, row: int, at: int, column: Planned, values: tuple[Any, ...],
    colour: str | None, link: str | None,
) -> None:  # fmt: skip
    """Write a value as what it is; text never becomes a formula, a number keeps its printed unit."""
    value, kind = values[column.value], column.kind
    if value is None:
        sheet.write_blank(row, at, None, styles.cell(kind, format_of(kind, None, 0), colour))
        return
    unit = values[column.unit_at] if column.unit_at is not None else column.unit
    number = format_of(kind, unit, value)
    if link and kind not in ("text", "word"):
        sheet.write_url(row, at, _target(link))
    if kind in ("whole", "number", "year"):
        look = styles.cell(kind, number, colour, linked=link is not None)
        sheet.write_number(row, at, value, look)
    elif kind in ("month", "date", "moment"):
        look = styles.cell(kind, number, colour, linked=link is not None)
        sheet.write_datetime(row, at, excel_value(value), look)
    elif kind == "truth":
        sheet.write_string(row, at, "はい Yes" if value else "いいえ No", styles.cell(kind, number, colour))
    else:
        text = words().get(value, value) if kind == "word" else shortened(value)
        sheet.write_string(row, at, text, styles.cell(kind, number, colour, quoted=text[:1] in _LIKE_FORMULA))


def _put_link(
    styles: Styles, sheet: Worksheet, row: int, at: int, base: str, address: str | None, text: str | None
) -> None:
    if address and text:
        sheet.write_url(row, at, _target(base + address), styles.cell("text", "@", linked=True), text)
    else:
        sheet.write_blank(row, at, None, styles.cell("text", "@"))


def _target(address: str) -> str:
    """An address as the library wants it: files of a folder are marked as such."""
    return address if address.startswith(("http://", "https://")) else f"external:{address}"


def shortened(text: str) -> str:
    """A text as long as Excel takes it."""
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - len(_CUT)] + _CUT


def _list_doubt(room: _Room, sheet: Worksheet, row: int, at: int, column: Planned, doubt: Doubt) -> None:
    """Add a cell to the list of doubts, which can be printed and has no limit."""
    if not room.doubts or room.doubts[-1].rows == MOST_ROWS:
        part = len(room.doubts) + 1
        room.doubts.append(_new_sheet(room, DOUBTS_SHEET, "Cells in doubt", _DOUBT_COLUMNS, part, 2))
    target, styles = room.doubts[-1], room.styles
    line = _HEAD_ROWS + target.rows
    cell = f"{sheet.name}!{xl_rowcol_to_cell(row, at)}"
    page = str(doubt.page) if doubt.page else ""
    state = words().get(doubt.state, doubt.state)
    for place, text in enumerate((cell, column.heading_ja, state, doubt.reason, doubt.file_name, page, doubt.printed)):
        look = styles.cell("text", "@", doubt.state if place == 2 else None, quoted=text[:1] in _LIKE_FORMULA)
        target.sheet.write_string(line, place, shortened(text), look)
    _put_link(styles, target.sheet, line, len(_DOUBT_COLUMNS) - 1, room.base, doubt.address, "根拠")
    target.rows += 1
