"""Bar charts over months as tables of two rows: the months below the bars, and the figures that stand over them.

申請件数の月別推移（件）
          1,204
 998       ▇▇      1,010
 ▇▇        ▇▇       ▇▇
4月       5月      6月

That a figure is of the month below it only its place says, so all of them are in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.dates import header_month
from extract.normalise.numbers import parse_figure
from extract.normalise.text import solid

_FROM_CHART = "read from a chart: the figure stands over its month, and the title alone says what it is"
_FEWEST_MONTHS = 3
#: What of the room of a month a figure over it may be off its middle.
_OFF = 0.35


def with_charts_as_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with the charts among its lines as tables; a chart with two figures over one month stays."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) or not any(map(_is_axis, block.lines)):
            out.append(block)
            continue
        rest: list[Line] = []
        for line in block.lines:
            above = [*out, replace(block, lines=rest)] if rest else out
            bars = _bars_above(above) if _is_axis(line) else []
            table = _chart(bars, line, len(out)) if bars else None
            if table is None:
                rest.append(line)
                continue
            out = [*_without(above, bars), table]
            rest = []
        if rest:
            out.append(replace(block, lines=rest))
    return out


def _is_axis(line: Line) -> bool:
    """Whether the pieces of a line are months one after another."""
    months = [header_month(solid(piece.text)) for piece in line.pieces]
    known = [month for month in months if month is not None]
    return (
        len(known) == len(months) >= _FEWEST_MONTHS
        and all(other == one % 12 + 1 for one, other in pairwise(known))
        and all(piece.box is not None for piece in line.pieces)
    )


def _bars_above(blocks: Sequence[Block]) -> list[Line]:
    """The lines of nothing but figures at the end of the blocks, and those in tables of nothing else, which the scale
    of a chart makes.
    """
    bars: list[Line] = []
    for block in reversed(blocks):
        for line in reversed(_lines_of(block)):
            pieces = line.pieces or (line,)
            if not all(piece.box is not None and parse_figure(piece.text) is not None for piece in pieces):
                return bars
            bars.append(line)
    return bars


def _lines_of(block: Block) -> list[Line]:
    return [line for cell in block.cells for line in cell.lines] if isinstance(block, Table) else block.lines


def _without(blocks: Sequence[Block], bars: Sequence[Line]) -> list[Block]:
    """The blocks without these lines."""
    gone = set(map(id, bars))
    out: list[Block] = []
    for block in blocks:
        lines = [line for line in _lines_of(block) if id(line) not in gone]
        if isinstance(block, Table):
            out += [block] if lines or not block.cells else []
        elif lines:
            out.append(replace(block, lines=lines))
    return out


def _chart(bars: Sequence[Line], axis: Line, number: int) -> Table | None:
    """The table of a chart; None where a figure stands over no month, or several over one. What stands beside all
    months is the scale.
    """
    middles = [_middle(month) for month in axis.pieces]
    room = min(other - one for one, other in pairwise(middles))
    over: dict[int, Line] = {}
    for bar in (piece for line in bars for piece in line.pieces or (line,)):
        if not middles[0] - room / 2 < _middle(bar) < middles[-1] + room / 2:
            continue  # of the scale beside the bars
        col = min(range(len(middles)), key=lambda i: abs(middles[i] - _middle(bar)))
        above = bar.box is not None and axis.box is not None and bar.box[3] <= axis.box[1] + 1
        if not above or col in over or abs(middles[col] - _middle(bar)) > _OFF * room:
            return None
        over[col] = bar
    if len(over) < _FEWEST_MONTHS:
        return None
    months = [_cell(0, col, month) for col, month in enumerate(axis.pieces, 1)]
    figures = [_cell(1, col + 1, replace(bar, doubt=bar.doubt or _FROM_CHART)) for col, bar in sorted(over.items())]
    place = place_of([*bars, axis])
    return Table(f"{place.page}.chart{number}", 2, len(months) + 1, [*months, *figures], place)


def _cell(row: int, col: int, line: Line) -> Cell:
    return Cell(row, col, [Paragraph([line])], place=line.place, box=line.box)


def _middle(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2 if line.box is not None else 0.0
