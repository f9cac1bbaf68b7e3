"""Rows that no rule parts: a drawn row whose cells print one line each for several rows, taken apart line by line.

[生活習慣病予防健診実施率 | 58.5%以上 | 43.2%]        two rows, where the figures stand
[特定保健指導実施率       | 24.5%以上 | 15.9%]        exactly beside the names
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from extract.catalogue import match
from extract.document import Cell, Line, Table
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.repair.rows.parted_rows import Parted, Span, in_row, meeting, with_rows_parted
from extract.shapes.tables.labelled.cells import are_cut

#: Lines stand side by side if their middles differ by less than this part of their height.
_LEVEL = 0.4
_ALIKE = "rows that no rule parts; their names may be one name on several lines"
_WRAPPED = "rows that no rule parts; a line of their names has no figure beside it and was put to the one above"
_MIDDLE = "it stands in the middle of several rows that no rule parts, and may be said of all of them"
#: A target as a figure or as last year's: 58.5%以上, 対前年度以上.
_AIM = re.compile(r"(?:(?:対?前年度?(?:実績)?)|(?P<figure>[^以未]{1,12}))(?:以[上下内]|未満)(?:とする)?")
_DOTS = "●・→⇒"
#: Columns of marks that make a calendar; fewer judge.
_CALENDAR = 4
#: Words that begin no row of their own.
_GOES_ON = re.compile(r"^(?:[()（）、。]|(?:の|及び|を|に|と|は|で)|(?:者?数|率|割合|件数|状況)(?:$|[(（]))")


@dataclass(frozen=True)
class _Row:
    """A printed row within a drawn one: the lines of its name and the height in which it stands."""

    names: list[Line]
    span: Span


def with_lines_as_rows(table: Table) -> Table:
    """The table with such rows taken apart; itself where there is none.

    Each figure or mark of the drawn row must stand beside a line of its names, and two columns at least hold several,
    or one beside names that are all those of KPIs.
    """
    if not table.has_places:
        return table
    parted = {row: found for row in range(table.n_rows) if (found := _parted(table, row)) is not None}
    return with_rows_parted(
        table, {row: Parted(len(rows), partial(_apart, names, rows)) for row, (names, rows) in parted.items()}
    )


def _parted(table: Table, row: int) -> tuple[Cell, list[_Row]] | None:
    """The cell of names of a drawn row that holds several, and these."""
    cells = [cell for cell in table.cells if cell.row == row and cell.lines]
    if len(cells) < 2 or any(cell.rowspan > 1 or cell.colspan > 1 or cell.tables for cell in cells):
        return None
    data = [cell for cell in cells if _is_data(cell)]
    marked = [cell for cell in data if not any(_is_figure(line.text) for line in cell.lines)]
    if 0 < len(marked) < _CALENDAR:
        data = [cell for cell in data if cell not in marked]
    several = [cell for cell in data if len(cell.lines) > 1]
    if not several or any(are_cut([line.text for line in cell.lines]) for cell in several):
        return None
    ahead = [cell for cell in cells if cell not in data and cell.col < data[0].col and len(cell.lines) > 1]
    found = next(((cell, rows) for cell in reversed(ahead) if (rows := _rows(cell, data)) is not None), None)
    if found is None or (len(several) == 1 and not _are_kpis(found[1])):
        return None
    names, rows = found
    others = [cell for cell in cells if cell is not names and cell not in data]
    whole = all(len(c.lines) == 1 or c.col < names.col or _beside(c, rows) is not None for c in others)
    return found if whole else None


def _are_kpis(rows: Sequence[_Row]) -> bool:
    """Whether each row is named by one line that surely is a KPI's, a different one in each."""
    known = [match(solid(row.names[0].text), None) for row in rows if len(row.names) == 1]
    return len({found.kpi.code for found in known if found is not None and found.sure}) == len(rows)


def _is_data(cell: Cell) -> bool:
    return all(_is_figure(line.text) or _is_mark(line.text) for line in cell.lines)


def _is_figure(text: str) -> bool:
    plain = solid(text)
    aim = _AIM.fullmatch(plain)
    figure = aim["figure"] if aim else plain
    return is_blank(plain) or figure is None or parse_figure(figure) is not None


def _is_mark(text: str) -> bool:
    return symbol_of(text) is not None or solid(text) in _DOTS


def _rows(names: Cell, data: Sequence[Cell]) -> list[_Row] | None:
    """The rows that lines of names and what stands beside them make; None where they do not fit together."""
    if any(line.box is None for cell in (names, *data) for line in cell.lines):
        return None
    heads = [line for line in names.lines if any(_is_level(line, other) for cell in data for other in cell.lines)]
    if len(heads) < 2 or heads[0] is not names.lines[0] or any(_GOES_ON.match(solid(line.text)) for line in heads):
        return None
    groups = [[line] for line in heads[:1]]
    for line in names.lines[1:]:
        if line in heads:
            groups.append([line])
        else:
            groups[-1].append(line)
    middles = [line.middle for line in heads]
    if any(low >= high for low, high in zip(middles, middles[1:], strict=False)):
        return None
    blocks = [(group[0].sides[0], group[-1].sides[1]) for group in groups]
    outer = names.box or (0.0, blocks[0][0], 0.0, blocks[-1][1])
    spans = meeting(blocks, outer[1], outer[3])
    rows = [_Row(group, span) for group, span in zip(groups, spans, strict=True)]
    return rows if all(_beside(cell, rows) is not None for cell in data) else None


def _beside(cell: Cell, rows: Sequence[_Row]) -> dict[int, Line] | None:
    """The line of a cell that stands beside each row; None where one stands beside none, or two beside the same."""
    out: dict[int, Line] = {}
    for line in cell.lines:
        at = next((at for at, row in enumerate(rows) if _is_level(line, row.names[0])), None)
        if at is None or at in out:
            return None
        out[at] = line
    return out


def _is_level(line: Line, other: Line) -> bool:
    here, there = line.sides, other.sides
    height = min(here[1] - here[0], there[1] - there[0])
    return abs(sum(here) - sum(there)) / 2 < _LEVEL * height


def _apart(names: Cell, rows: Sequence[_Row], cell: Cell) -> list[Cell] | None:
    """The cells that a cell of a drawn row is in the printed rows; None for one whose only line is said of all."""
    if cell is names:
        alike = _doubt(rows)
        doubts = [_WRAPPED if len(row.names) > 1 else alike for row in rows]
        lines = [[_with(line, doubt) for line in row.names] for row, doubt in zip(rows, doubts, strict=True)]
    else:
        beside = _beside(cell, rows)
        alone = len(cell.lines) == 1 and not _is_data(cell)
        if beside is None or alone:
            return None
        doubt = _MIDDLE if len(beside) == 1 and 2 * next(iter(beside)) == len(rows) - 1 else None
        lines = [[_with(beside[number], doubt)] if number in beside else [] for number in range(len(rows))]
    return [in_row(cell, number, lines[number], row.span) for number, row in enumerate(rows)]


def _doubt(rows: Sequence[_Row]) -> str | None:
    """Why two names may be one: they begin with no mark, and the catalogue does not know each of them."""
    texts = [solid(row.names[0].text) for row in rows]
    if len(rows) > 2 or all(re.match(r"[・○●■◆①-⑳(\d]", text) for text in texts):
        return None
    known = [found for text in texts if (found := match(text, None)) is not None and found.sure]
    return None if len(known) == len(texts) else _ALIKE


def _with(line: Line, doubt: str | None) -> Line:
    return replace(line, doubt=line.doubt or doubt) if doubt else line
