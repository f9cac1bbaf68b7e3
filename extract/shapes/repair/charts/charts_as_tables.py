"""Bar and line charts over months as tables: a row of the months below the bars, one of the figures over them, or one
for each of the years that a line above names where as many figures stand side by side over every month.

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

from extract.document import BBox, Block, Line, Paragraph, Table, cell_of, place_of
from extract.normalise.dates import header_month
from extract.normalise.numbers import parse_figure
from extract.normalise.text import fold, solid
from extract.shapes.tables.labels import read_label

_FROM_CHART = "read from a chart: the figure stands over its month, and the title alone says what it is"
_OF_SERIES = "read from a chart: of which year each of the figures over a month is their order alone says"
_FEWEST_MONTHS, _FEWEST_SERIES, _FEWEST_LINES = 3, 2, 3
#: What of the room of a month a figure over it may be off its middle.
_OFF = 0.35
_MARKS = "■●□▲◆"
#: Words of one line stand so near to one height, in points.
_LEVEL = 3.0
#: Figures of bars side by side are as far apart, at the least.
_BESIDE = 0.15


def with_charts_as_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with the charts among its lines as tables, of charts side by side each under its own title;
    a chart with two figures over one month stays unless the line above names two series.
    """
    out: list[Block] = []
    for block in (loosened(part) for whole in blocks for part in _unframed(whole)):
        if isinstance(block, Table) or not any(map(_axes, block.lines)):
            out.append(block)
            continue
        rest: list[Line] = []
        for line in block.lines:
            above = [*out, replace(block, lines=rest)] if rest else out
            axes = _axes(line)
            bars = _bars_above(above) if axes else []
            series, named = _series(_without(above, bars), axes)
            tables = [_chart(bars, axis, f"{len(out)}.{i}" if i else f"{len(out)}") for i, axis in enumerate(axes)]
            if any(table is None for table in tables) and series:
                bars = [*bars, *named]
                each = enumerate(zip(axes, series, strict=True))
                tables = [_of_series(bars, axis, names, f"{len(out)}.{i}") for i, (axis, names) in each]
            charts = [table for table in tables if table is not None]
            if not charts or len(charts) < len(axes):
                rest.append(line)
                continue
            above = _without(above, bars)
            above = _with_title_from_beside(above, axes[0]) if len(axes) == 1 else above
            out = [*above, *charts] if len(charts) == 1 else _under_titles(above, charts, axes)
            rest = []
        if rest:
            out.append(replace(block, lines=rest))
    return out


def _unframed(block: Block) -> list[Block]:
    """What the frames of charts hold, one frame after the other; a table of anything else as it is."""
    if not isinstance(block, Table) or block.n_rows > 1 or any(cell.tables for cell in block.cells):
        return [block]
    if not any(_axes(line) for cell in block.cells for line in cell.lines):
        return [block]
    parts: list[Block] = []
    for cell in block.cells:
        for part in with_charts_as_tables([Paragraph(cell.lines)]):
            number = f"{block.index}.chart{len(parts)}"
            parts.append(replace(part, index=number) if isinstance(part, Table) else part)
    return parts if any(isinstance(part, Table) for part in parts) else [block]


def loosened(block: Block) -> Block:
    """What stands between the axes of two charts, which a reader takes for the rules of a table of one row, as lines
    from top to bottom: the months of the first, then what stands over those of the second.
    """
    if not isinstance(block, Table) or block.n_rows > 1 or block.holds_tables:
        return block
    words = [word for cell in block.cells for line in cell.lines for word in line.pieces or (line,)]
    if not words or any(word.box is None for word in words):
        return block
    lines: list[list[Line]] = []
    for word in sorted(words, key=lambda line: line.middle):
        if lines and word.middle - lines[-1][-1].middle <= _LEVEL:
            lines[-1].append(word)
        else:
            lines.append([word])
    found = [_joined(sorted(line, key=_middle)) for line in lines]
    figures = sum(parse_figure(word.text) is not None for word in words)
    if figures < _FEWEST_MONTHS or len(found) < _FEWEST_LINES or not _axes(found[0]):
        return block
    titled = all(parse_figure(word.text) is None for word in found[1].pieces or (found[1],))  # no row below the months
    return Paragraph(found) if titled else block


def _joined(words: Sequence[Line]) -> Line:
    """Words of one height as the pieces of a line."""
    boxes = [word.box for word in words if word.box is not None]
    if len(words) == 1 or not boxes:
        return words[0]
    box = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
    text = "\t".join(word.text for word in words)
    return replace(words[0], text=text, place=place_of(words), box=box, pieces=tuple(words))


def _with_title_from_beside(blocks: Sequence[Block], axis: Sequence[Line]) -> list[Block]:
    """The blocks above a chart with the title over it right before it, where it stands on a line with words over the
    table beside the chart.
    """
    at = len(blocks) - 1
    while at >= 0 and isinstance(blocks[at], Paragraph):
        at -= 1
    block, before = (blocks[at], blocks[at - 1]) if at > 0 else (None, None)
    if not isinstance(block, Table) or not isinstance(before, Paragraph) or not before.lines:
        return list(blocks)
    pieces = before.lines[-1].pieces
    over = [piece for piece in pieces if _overlaps(piece.box, axis)]
    if _overlaps(block.place.bbox, axis) or len(over) != 1 or len(pieces) == len(over):
        return list(blocks)
    rest = _joined([piece for piece in pieces if piece is not over[0]])
    left = replace(before, lines=[*before.lines[:-1], rest])
    return [*blocks[: at - 1], left, block, Paragraph(over), *blocks[at + 1 :]]


def _overlaps(box: BBox | None, axis: Sequence[Line]) -> bool:
    first, last = axis[0].box, axis[-1].box
    return box is not None and first is not None and last is not None and box[0] < last[2] and box[2] > first[0]


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
    months = [cell_of(0, col, month) for col, month in enumerate(axis, 1)]
    figures = [cell_of(1, col + 1, replace(bar, doubt=bar.doubt or _FROM_CHART)) for col, bar in sorted(over.items())]
    place = place_of([*over.values(), *axis])
    return Table(f"{place.page}.chart{number}", 2, len(months) + 1, [*months, *figures], place)


def _series(blocks: Sequence[Block], axes: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """What the last line above the bars names for each chart (令和7年度 令和6年度), as many for every one, and that
    line; nothing where it names no several years, or stands elsewhere.
    """
    last = blocks[-1] if blocks else None
    line = last.lines[-1] if isinstance(last, Paragraph) and last.lines else None
    words = _words(line) if line is not None and axes else []
    if line is None or not all(_year_of(word) for word in words):
        return [], []
    ends = [None, *axes], [*axes[1:], None]
    found = [[word for word in words if _is_between(word, *sides)] for sides in zip(*ends, strict=False)]
    counts = {len(names) for names in found}
    told = all(len(set(map(_year_of, names))) == len(names) for names in found)
    alike = len(counts) == 1 and sum(map(len, found)) == len(words) and len(found[0]) >= _FEWEST_SERIES
    return (found, [line]) if told and alike else ([], [])


def _year_of(word: Line) -> str | None:
    """The year that a word of a legend names and nothing else."""
    label = read_label(solid(word.text).lstrip(_MARKS), None)
    return str(label.fiscal_year) if label.fiscal_year and not label.rest else None


def _of_series(bars: Sequence[Line], axis: Sequence[Line], names: Sequence[Line], number: str) -> Table | None:
    """The table of a chart with a row for each series: the figures over a month from left to right are theirs in the
    order of their names; None where a month has fewer or more of them, or a figure stands over none.
    """
    middles = [_middle(month) for month in axis]
    room = min(other - one for one, other in pairwise(middles))
    over: dict[int, list[Line]] = {}
    for bar in (word for line in bars for word in _words(line) if parse_figure(word.text) is not None):
        if not middles[0] - room / 2 < _middle(bar) < middles[-1] + room / 2:
            continue
        if not _is_above(bar, axis[0]):
            return None
        col = min(range(len(middles)), key=lambda i: abs(middles[i] - _middle(bar)))
        over.setdefault(col, []).append(bar)
    if len(over) < _FEWEST_MONTHS or not all(_are_beside(figures, len(names), room) for figures in over.values()):
        return None
    cells = [cell_of(0, col, month) for col, month in enumerate(axis, 1)]
    for row, name in enumerate(names, 1):
        cells.append(cell_of(row, 0, replace(name, text=fold(name.text).lstrip(_MARKS).strip(), pieces=())))
        for col, figures in sorted(over.items()):
            figure = sorted(figures, key=_middle)[row - 1]
            cells.append(cell_of(row, col + 1, replace(figure, doubt=figure.doubt or _OF_SERIES)))
    place = place_of([*(figure for figures in over.values() for figure in figures), *axis])
    return Table(f"{place.page}.chart{number}", len(names) + 1, len(axis) + 1, cells, place)


def _are_beside(figures: Sequence[Line], count: int, room: float) -> bool:
    """Whether as many figures stand side by side over a month: those of lines stand above one another."""
    middles = sorted(map(_middle, figures))
    return len(middles) == count and all(other - one > _BESIDE * room for one, other in pairwise(middles))


def _is_above(bar: Line, month: Line) -> bool:
    return bar.box is not None and month.box is not None and bar.box[3] <= month.box[1] + 1


def _middle(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2 if line.box is not None else 0.0
