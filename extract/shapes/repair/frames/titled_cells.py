"""Frames that a KPI's name heads and whose cells each print a label over what it stands for.

┌ 窓口での受付率 ────────────────────┐
│ 目標      │ 実績          │ 見込   │        窓口での受付率
│ 5.2%以下  │ 4.8%          │ ○     │   →    目標:5.2%以下
│           │ 9月末         │        │        実績:4.8%(9月末)
└───────────┴───────────────┴────────┘        見込:○
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Block, Cell, Line, Table, place_of
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.shapes.repair.frames.kpi_frames import card_of, entry, names_figure, title_of, with_frames_open
from extract.shapes.tables.labels import read_label

_LEAST_CELLS, _LONGEST_LABEL, _MOST_LINES = 2, 12, 5
_STROKE = re.compile(r"[/／、]")
#: When a figure was, below it; what the same month of last year had.
_MONTH = re.compile(
    r"(?:(?:令和|R)?(?:元|\d{1,2})年度?)?(?P<month>\d{1,2})月(?:末|分|診療分|末?時点|末?現在|末?まで|末?累計)*"
)
_BEFORE = re.compile(r"(?:前年(?:度)?同[月期]末?)[::]?(?P<figure>[\d,.]+\D{1,4})")


def with_titled_cells_as_cards(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every such frame as the card of its KPI."""
    return with_frames_open(blocks, _opened)


def _opened(table: Table) -> list[Block] | None:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    if table.n_rows != 2 or table.holds_tables or len(cells) <= _LEAST_CELLS or cells[0].colspan != table.n_cols:
        return None
    head, body = cells[0], cells[1:]
    if not head.lines or any(cell.row != 1 for cell in body):
        return None
    name = tidy(joined([line.text for line in head.lines]))
    title = title_of(replace(head.lines[0], place=place_of(head.lines)), name)
    entries = [_entries(cell) for cell in body if not is_blank(cell.text)]
    if title is None or len(entries) < _LEAST_CELLS or not all(entries):
        return None
    card = replace(head, row=0, col=0, rowspan=1, colspan=1, place=table.place)
    return [card_of(table, title, [line for found in entries for line in found], card)]


def _entries(cell: Cell) -> list[Line]:
    """What a cell prints below its label, as lines of a card; nothing where it begins with no label."""
    lines = [line for line in cell.lines if solid(line.text)]
    label = solid(lines[0].text).rstrip(":") if lines else ""
    if not 2 <= len(lines) <= _MOST_LINES or len(label) > _LONGEST_LABEL:
        return []
    if not (names_figure(label) or read_label(label, None).national):
        return []
    small = lines[1].size
    notes = [line for line in lines[2:] if small and line.size and line.size < small and _says_when(line.text)]
    said = [line for line in lines[1:] if not any(line is note for note in notes)]
    value = "".join(line.text.strip() for line in said)
    first = replace(lines[1], place=place_of(lines[1:]))
    out: list[Line] = []
    before: list[Line] = []
    for note in notes:
        month = ""
        for part in filter(None, map(str.strip, _STROKE.split(note.text))):
            when, earlier = _MONTH.fullmatch(solid(part)), _BEFORE.fullmatch(solid(part))
            if when is not None:
                month, value = when["month"], f"{value}({solid(part)})"
            elif earlier is not None and month:
                before.append(entry(note, f"前年{month}月末", earlier["figure"], first.doubt))
            else:
                return []
    out.append(entry(first, label, value, first.doubt))
    return [*out, *before]


def _says_when(text: str) -> bool:
    parts = [solid(part) for part in _STROKE.split(text) if part.strip()]
    return bool(parts) and all(_MONTH.fullmatch(part) or _BEFORE.fullmatch(part) for part in parts)
