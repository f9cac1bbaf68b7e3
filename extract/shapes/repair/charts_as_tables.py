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
from extract.normalise.text import fold, solid

_FROM_CHART = "read from a chart: the figure stands over its month, and the title alone says what it is"
_FEWEST_MONTHS = 3
#: What of the room of a month a figure over it may be off its middle.
_OFF = 0.35


def with_charts_as_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with the charts among its lines as tables, of charts side by side each under its own title;
    a chart with two figures over one month stays.
    """
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) or not any(map(_axes, block.lines)):
            out.append(block)
            continue
        rest: list[Line] = []
        for line in block.lines:
            above = [*out, replace(block, lines=rest)] if rest else out
            axes = _axes(line)
            bars = _bars_above(above) if axes else []
            tables = [_chart(bars, axis, f"{len(out)}.{i}" if i else f"{len(out)}") for i, axis in enumerate(axes)]
            charts = [table for table in tables if table is not None]
            if not charts or len(charts) < len(axes):
                rest.append(line)
                continue
            above = _without(above, bars)
            out = [*above, *charts] if len(charts) == 1 else _under_titles(above, charts, axes)
            rest = []
        if rest:
            out.append(replace(block, lines=rest))
    return out


def _axes(line: Line) -> list[list[Line]]:
    """The months on a line, those of each chart one after another; none where it says anything else."""
    axes: list[list[Line]] = []
    if "月" not in line.text:
        return axes
    before = None
    for piece in _words(line):
        month = header_month(solid(piece.text))
        if month is None or piece.box is None:
            return []
        if before is None or month != before % 12 + 1 or (len(axes[-1]) >= _FEWEST_MONTHS and month == _first(axes[0])):
            axes.append([])
        axes[-1].append(piece)
        before = month
    return axes if all(len(axis) >= _FEWEST_MONTHS for axis in axes) else []


def _first(axis: Sequence[Line]) -> int | None:
    return header_month(solid(axis[0].text))


def _under_titles(blocks: Sequence[Block], charts: Sequence[Table], axes: Sequence[Sequence[Line]]) -> list[Block]:
    """The blocks above charts side by side and these, each under the pieces of the last lines that stand over it."""
    out = list(blocks)
    titles: list[list[Block]] = [[] for _ in charts]
    while out and isinstance(out[-1], Paragraph):
        line = out[-1].lines[-1]
        if len(line.pieces) != len(charts) or not all(map(_is_between, line.pieces, [None, *axes], [*axes[1:], None])):
            break
        for title, piece in zip(titles, line.pieces, strict=True):
            title.insert(0, Paragraph([piece]))
        out = _without(out, [line])
    return [*out, *(block for title, chart in zip(titles, charts, strict=True) for block in (*title, chart))]


def _is_between(piece: Line, before: Sequence[Line] | None, behind: Sequence[Line] | None) -> bool:
    """Whether words stand right of the chart before theirs, and left of the one behind."""
    left = before[-1].box if before else None
    right = behind[0].box if behind else None
    clear = piece.box is not None and (left is None or left[2] <= piece.box[0])
    return clear and piece.box is not None and (right is None or piece.box[2] <= right[0])


def _bars_above(blocks: Sequence[Block]) -> list[Line]:
    """The lines of nothing but figures at the end of the blocks, and those in tables of nothing else, which the scale
    of a chart makes.
    """
    bars: list[Line] = []
    for block in reversed(blocks):
        for line in reversed(_lines_of(block)):
            if not all(word.box is not None and parse_figure(word.text) is not None for word in _words(line)):
                return bars
            bars.append(line)
    return bars


def _words(line: Line) -> list[Line]:
    """What stands apart on a line; where only spaces part several words they share its width as their letters do."""
    return [word for piece in line.pieces or (line,) for word in _shared(piece)]


def _shared(piece: Line) -> list[Line]:
    texts = fold(piece.text).split()
    if len(texts) < 2 or piece.box is None:
        return [piece]
    left, top, right, bottom = piece.box
    widths = [sum(1 if char.isascii() else 2 for char in text) for text in texts]
    share = (right - left) / (sum(widths) + len(texts) - 1)
    ends = [share * (sum(widths[: i + 1]) + i) for i in range(len(texts))]
    return [
        replace(piece, text=text, box=(left + end - share * wide, top, left + end, bottom), pieces=())
        for text, wide, end in zip(texts, widths, ends, strict=True)
    ]


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


def _chart(bars: Sequence[Line], axis: Sequence[Line], number: str) -> Table | None:
    """The table of a chart; None where a figure stands over no month, or several over one. What stands beside all
    months is the scale, or of another chart.
    """
    middles = [_middle(month) for month in axis]
    room = min(other - one for one, other in pairwise(middles))
    over: dict[int, Line] = {}
    for bar in (word for line in bars for word in _words(line)):
        if not middles[0] - room / 2 < _middle(bar) < middles[-1] + room / 2:
            continue
        col = min(range(len(middles)), key=lambda i: abs(middles[i] - _middle(bar)))
        if col in over or abs(middles[col] - _middle(bar)) > _OFF * room or not _is_above(bar, axis[0]):
            return None
        over[col] = bar
    if len(over) < _FEWEST_MONTHS:
        return None
    months = [_cell(0, col, month) for col, month in enumerate(axis, 1)]
    figures = [_cell(1, col + 1, replace(bar, doubt=bar.doubt or _FROM_CHART)) for col, bar in sorted(over.items())]
    place = place_of([*over.values(), *axis])
    return Table(f"{place.page}.chart{number}", 2, len(months) + 1, [*months, *figures], place)


def _is_above(bar: Line, month: Line) -> bool:
    return bar.box is not None and month.box is not None and bar.box[3] <= month.box[1] + 1


def _cell(row: int, col: int, line: Line) -> Cell:
    return Cell(row, col, [Paragraph([line])], place=line.place, box=line.box)


def _middle(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2 if line.box is not None else 0.0
