"""Lists of targets in the cells of a table's row that its first cell heads: a name, the target and in brackets the
result of the year that the heading names (目標, ( )は令和5年度実績), without rules or with rules between some of them.

They become a list of KPIs of their own, with these headings; a row in which anything else stands is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import Block, Cell, Line, Paragraph, Place, Table
from extract.normalise.numbers import UNITS
from extract.normalise.text import fold, solid

_HEAD = re.compile(
    r"(?:KPI|数値)?(?:の)?(?P<aim>(?:(?:令和|R)(?:\d{1,2}|元)年度)?(?:の?(?:KPI|数値))?の?目標値?)"
    r"[(※]*(?:[(][ 　]*[)])内?は、?(?P<prior>(?:令和|R)(?:\d{1,2}|元)年度(?:の?実績値?))。?[)]?"
)
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_FIGURE = rf"\d[\d,.]*(?:{_UNIT})"
_BEHIND = rf"\s*[(](?P<prior>[-－―ー]|{_FIGURE})[)]"
_LINE = re.compile(rf"(?P<name>.*?[^\d\s.,])?[\s:：]*(?P<aim>{_FIGURE}(?:以上|以下|以内)?)(?:{_BEHIND})?")
_PRIOR = re.compile(rf"(?P<name>\D*?){_BEHIND}")
#: Lines of one name and its target stand so near to one height, in points.
_LEVEL = 5.0
_LEAST = 3


@dataclass
class _Entry:
    names: list[Line]
    aim: Line
    prior: Line | None


def with_targets_in_cells(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such rows as lists of their own behind the table that they stand in."""
    out: list[Block] = []
    for block in blocks:
        found = [_list(block, row) for row in range(block.n_rows)] if isinstance(block, Table) else []
        rows = {row for row, made in enumerate(found) if made is not None}
        if not isinstance(block, Table) or not rows:
            out.append(block)
            continue
        kept = [cell for cell in block.cells if cell.row not in rows]
        out += [replace(block, cells=kept)] if kept else []
        out += [made for made in found if made is not None]
    return out


def _list(table: Table, row: int) -> Table | None:
    """The targets in a row as a list of KPIs; None where it is headed otherwise or holds anything else."""
    cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.col)
    head = _HEAD.fullmatch(solid(cells[0].text)) if cells and all(cell.rowspan == 1 for cell in cells) else None
    lists = [_entries(cell) for cell in cells[1:]]
    if head is None or any(entries is None for entries in lists):
        return None
    entries = [entry for found in lists for entry in found or ()]
    if len(entries) < _LEAST or not all(_is_known(entry) for entry in entries):
        return None
    where = cells[0].place
    made = [_cell(0, col, [Line(text, where)], where) for col, text in enumerate(("KPI", head["aim"], head["prior"]))]
    for at, entry in enumerate(entries, 1):
        parts = (entry.names, [entry.aim], [entry.prior] if entry.prior is not None else [])
        made += [_cell(at, col, lines, None) for col, lines in enumerate(parts) if lines]
    return Table(f"{table.index}.{row}.targets", len(entries) + 1, 3, made, cells[1].place)


def _entries(cell: Cell) -> list[_Entry] | None:
    """The names and figures of a cell from top to bottom; None where a line is neither, or no place tells the order."""
    lines = [*cell.lines, *(line for table in cell.tables for part in table.cells for line in part.lines)]
    if any(table.holds_tables for table in cell.tables) or any(line.box is None for line in lines):
        return None
    entries: list[_Entry] = []
    for line in _levels(lines):
        text = fold(line.text).strip()
        found, behind = _LINE.fullmatch(text), _PRIOR.fullmatch(text)
        if behind is not None and entries and entries[-1].prior is None:  # it ran on to the line below
            entries[-1].names += [_part(line, behind["name"])] if behind["name"] else []
            entries[-1].prior = _part(line, behind["prior"])
        elif found is not None and found["name"]:
            prior = _part(line, found["prior"]) if found["prior"] else None
            entries.append(_Entry([_part(line, found["name"])], _part(line, found["aim"]), prior))
        elif entries and not re.search(r"[\d%]", text) and not _is_named([line]):
            entries[-1].names.append(line)  # the name goes on below
        else:
            return None
    return None if any(entry.prior is None for entry in entries) else entries


def _part(line: Line, text: str) -> Line:
    """A part of a line, where the piece stands that prints it."""
    text = text.strip()
    home = next((piece for piece in line.pieces if text in fold(piece.text)), line)
    return replace(line, text=text, place=home.place, box=home.box, pieces=())


def _levels(lines: Sequence[Line]) -> list[Line]:
    """Lines with what stands beside them on the same height, which a rule between columns parted."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        near = rows and line.box and rows[-1][0].box and line.middle - rows[-1][0].middle < _LEVEL
        if near and all(_beside(line, other) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_one(sorted(row, key=lambda line: line.box[0] if line.box else 0.0)) for row in rows]


def _beside(one: Line, other: Line) -> bool:
    return bool(one.box and other.box) and (one.box[0] >= other.box[2] or other.box[0] >= one.box[2])  # type: ignore[index]


def _one(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    place = row[0].place
    for line in row[1:]:
        place = place.joined(line.place)
    doubt = next((line.doubt for line in row if line.doubt), None)
    return replace(row[0], text="\t".join(line.text for line in row), place=place, pieces=tuple(row), doubt=doubt)


def _is_named(names: Sequence[Line]) -> bool:
    found = match("".join(solid(line.text) for line in names))
    return found is not None and found.sure and not found.alike_only


def _is_known(entry: _Entry) -> bool:
    """Whether a name is one that the catalogue may know: words, and none of a figure's."""
    text = "".join(solid(line.text) for line in entry.names)
    return match(text) is not None


def _cell(row: int, col: int, lines: Sequence[Line], place: Place | None) -> Cell:
    where = place or lines[0].place
    return Cell(row, col, [Paragraph(list(lines))], place=where, header=row == 0)
