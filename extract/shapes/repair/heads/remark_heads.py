"""Lists of KPIs without headings, on a page where a remark says what their figures and those in brackets are.

数字は令和5年度の目標、（ ）内は令和4年度の実績です。
健康宣言事業所数 ................ 640事業所以上（611事業所）
一者応札案件の割合 .............. 20%以下（16.7%）

The remark becomes the headings of two columns of figures; lines of a name and a figure become rows of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import parse_figure
from extract.normalise.text import solid
from extract.shapes.remarks.bracket_remarks import figures_and_brackets
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.kpis.kpi_words import RESULT_HEAD, TARGET_HEAD

_SENSE = re.compile(r"以[上下内]|未満")
_VALUE = re.compile(
    r"(?:対?前年度?(?:実績)?以[上下]|[△▲]?\d[\d,]*(?:\.\d+)?[^\d()、。]{0,4}(?:以[上下内]|未満)?)(?P<note>\([^()]*\))?"
)
_AIM, _NAMES = "目標", "指標"


@dataclass(frozen=True)
class Heads:
    """What the `line` of a remark says of the figures of a list, and of those in brackets behind them."""

    line: Line
    own: str
    other: str


def with_heads_of_remarks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with its lists of KPIs under headings, where exactly one remark says what they print."""
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    said = [(line, told) for line in lines if (told := figures_and_brackets(line)) is not None]
    entries = [value for block in blocks for value in _values(block)] if len(said) == 1 else []
    if not entries:
        return list(blocks)
    line, (own, other) = said[0]
    senses = sum(_SENSE.search(value) is not None for value in entries)
    own = (own or (_AIM if 2 * senses > len(entries) else "")).replace("の", "")
    if not is_role(own) or not is_role(other) or TARGET_HEAD.search(other) or not RESULT_HEAD.search(own + other):
        return list(blocks)
    heads = Heads(replace(line, pieces=(), box=None), own, other)
    return [part for i, block in enumerate(blocks) for part in _headed(block, heads, i)]


def _values(block: Block) -> list[str]:
    """What the entries of a list without headings print behind their names."""
    if isinstance(block, Table):
        return [solid(figure.text) for _, figure in _rows(block)] if _is_list(block) else []
    return [solid(line.pieces[1].text) for line in block.lines if _is_entry(line)]


def _headed(block: Block, heads: Heads, number: int) -> Iterator[Block]:
    """A block with its list under headings; what else it holds stands as it did."""
    if isinstance(block, Table):
        yield _under(block, heads) if _is_list(block) else block
        return
    run: list[Line] = []
    for i, line in enumerate([*block.lines, None]):
        if line is not None and _is_entry(line) == bool(run and _is_entry(run[0])):
            run.append(line)
            continue
        if run:
            yield _as_table(run, heads, f"{number}.{i}") if _is_entry(run[0]) else replace(block, lines=run)
        run = [line] if line is not None else []


def _is_entry(line: Line) -> bool:
    """Whether a line names a KPI and prints a figure apart from it."""
    if len(line.pieces) != 2 or _VALUE.fullmatch(solid(line.pieces[1].text)) is None:
        return False
    return _names_kpi(line.pieces[0].text)


def _names_kpi(text: str) -> bool:
    found = match(solid(text))
    return found is not None and found.sure


def _is_list(table: Table) -> bool:
    """Whether a table of two columns holds nothing but KPIs and their figures, and titles over both; the first row is
    no heading.
    """
    if table.n_cols != 2:
        return False
    rows = _rows(table)
    others = (cell for cell in table.cells if not _in_rows(cell, rows))
    alone = all(cell.colspan == table.n_cols or not solid(cell.text) for cell in others)
    listed = [_names_kpi(name.text) and bool(_VALUE.fullmatch(solid(figure.text))) for name, figure in rows]
    return len(rows) > 1 and alone and 2 * sum(listed) > len(rows) and listed[0]


def _rows(table: Table) -> list[tuple[Cell, Cell]]:
    found = [(table.at(row, 0), table.at(row, table.n_cols - 1)) for row in range(table.n_rows)]
    return [
        (name, figure)
        for name, figure in found
        if name is not None and figure is not None and name is not figure and solid(name.text) and solid(figure.text)
    ]


def _in_rows(cell: Cell, rows: Sequence[tuple[Cell, Cell]]) -> bool:
    return any(cell is part for row in rows for part in row)


def _under(table: Table, heads: Heads) -> Table:
    """The table below a row of headings, with the figures in brackets in a column of their own."""
    cells: list[Cell] = []
    for cell in table.cells:
        below = replace(cell, row=cell.row + 1)
        if cell.col == 0:
            cells.append(replace(below, colspan=3) if cell.colspan == table.n_cols else below)
        else:
            cells += _parted(below)
    return replace(table, n_rows=table.n_rows + 1, n_cols=3, cells=[*_head_cells(heads), *cells])


def _as_table(lines: Sequence[Line], heads: Heads, number: str) -> Table:
    """Entries on lines as the rows of a table under headings."""
    place = place_of(lines)
    cells: list[Cell] = []
    for row, line in enumerate(lines, 1):
        name, figure = (
            Cell(row, col, [Paragraph([piece])], place=piece.place, box=piece.box)
            for col, piece in enumerate(line.pieces)
        )
        cells += [name, *_parted(figure)]
    return Table(f"{place.page}.list{number}", len(lines) + 1, 3, [*_head_cells(heads), *cells], place)


def _parted(cell: Cell) -> list[Cell]:
    """The cell of a figure, and one of the figure in brackets behind it; words in brackets stay with the figure."""
    plain = solid(cell.text)
    found = _VALUE.fullmatch(plain)
    note = found["note"] if found is not None else None
    if not cell.lines or note is None or parse_figure(note[1:-1]) is None:
        return [cell]
    line = replace(cell.lines[0], pieces=())
    own, other = replace(line, text=plain[: -len(note)]), replace(line, text=note[1:-1])
    return [
        replace(cell, blocks=[Paragraph([own])]),
        replace(cell, col=cell.col + 1, blocks=[Paragraph([other])]),
    ]


def _head_cells(heads: Heads) -> list[Cell]:
    return [
        Cell(0, col, [Paragraph([replace(heads.line, text=text)])], place=heads.line.place)
        for col, text in enumerate((_NAMES, heads.own, heads.other))
    ]
