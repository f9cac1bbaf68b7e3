"""Rows of a schedule as tables: the words of each row under its months, in columns of labels that white parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import BBox, Cell, Line, Paragraph, Place, Table, place_of
from extract.shapes.repair.columns.months_apart import NO_RULES
from extract.shapes.repair.schedules.month_frames import (
    Frame,
    Word,
    by_height,
    is_mark,
    one_above_other,
    with_arrows_joined,
)

#: Lines of one activity are no further from its marks than so many heights.
_NEAR = 1.7
#: What is printed below a mark is no further from it than so many heights, and reaches no further into it.
_NEXT_LINE, _TOUCHES = 0.5, 0.5
#: White between columns of labels.
_GAP = 4.0


@dataclass
class Band:
    """What stands between two rules, or between none: its words and the cells left of it that reach over more rows."""

    labels: list[Word] = field(default_factory=list)
    marks: list[Word] = field(default_factory=list)
    remarks: list[Word] = field(default_factory=list)
    tall: list[Cell] = field(default_factory=list)
    sides: tuple[float, float] | None = None  # where rules bound it above and below


@dataclass
class Row:
    """One printed row: the height of its marks, and its words."""

    y: float
    labels: list[Word] = field(default_factory=list)
    marks: list[Word] = field(default_factory=list)
    remarks: list[Word] = field(default_factory=list)


def printed_rows(band: Band) -> list[Row]:
    """The rows that a band holds, by the heights of its marks; a label far from all of them is a row of its own."""
    heights = by_height(_with_words_below(band.marks))
    if len(heights) < 2:
        y = heights[0][0].y if heights else band.labels[0].y if band.labels else 0.0
        return [Row(y, band.labels, [word for words in heights for word in words], band.remarks)]
    rows = [Row(words[0].y, [], words) for words in heights]
    for line in by_height(band.labels):
        row = min(rows, key=lambda row: abs(row.y - line[0].y))
        if abs(row.y - line[0].y) > _NEAR * line[0].height:
            row = Row(line[0].y)
            rows.append(row)
        row.labels += line
    for word in band.remarks:
        min(rows, key=lambda row: abs(row.y - word.y)).remarks.append(word)
    return sorted(rows, key=lambda row: row.y)


def _with_words_below(words: Sequence[Word]) -> list[Word]:
    """The words in months, each mark with what is printed right below it (where, how often): both are one."""
    out: list[Word] = []
    for word in sorted(words, key=lambda word: word.y):
        near = [i for i, mark in enumerate(out) if is_mark(mark.text) and _is_below(word, mark)]
        if near and not is_mark(word.text):
            out[near[-1]] = one_above_other(out[near[-1]], word)
        else:
            out.append(word)
    return out


def _is_below(word: Word, mark: Word) -> bool:
    """Whether a word stands in the next line below a mark, and under its middle."""
    gap = word.box[1] - mark.box[3]
    over = word.box[0] < mark.x < word.box[2]
    return over and -_TOUCHES * mark.height < gap < _NEXT_LINE * max(word.height, mark.height)


def months_table(
    index: str, frame: Frame, bands: Sequence[Band], *, headed: bool, doubt: str | None = NO_RULES
) -> Table:
    """The schedule: columns of labels that white parts, one for each month, one of remarks; all that stands in it is
    in `doubt`.
    """
    rows = [(row, band) for band in bands for row in printed_rows(band)]
    spans = _label_spans([word for row, _ in rows for word in row.labels], bands)
    sides = [left for left, _ in spans]
    last = len(sides) + len(frame.heads)
    cells = _heads(frame, spans) if headed else []
    down = 1 if headed else 0
    for at, (row, band) in enumerate(rows, down):
        if at == down or rows[at - down - 1][1] is not band:
            for cell in band.tall:
                count = _rows_covered(cell, bands, band, rows)
                cells.append(replace(cell, row=at, col=_column(sides, _left(cell)), rowspan=count, colspan=1))
        for col in range(len(sides)):
            own = [word for word in row.labels if _column(sides, word.box[0]) == col]
            cells += [_cell(at, col, own)] if own else []
        cells += _months(row, at, len(sides), frame)
        cells += [_cell(at, last, row.remarks)] if row.remarks else []
    for line in (line for cell in cells for line in cell.lines) if doubt is not None else ():
        line.doubt = line.doubt or doubt
    place = _place([cell for cell in cells if cell.lines])
    return Table(index, down + len(rows), last + 1, cells, place, continues=not headed)


def _months(row: Row, at: int, first: int, frame: Frame) -> list[Cell]:
    """The cells of a row's months, which begin in the column `first`; one for all the months that an arrow spans."""
    words: dict[int, list[Word]] = {}
    ends: dict[int, int] = {}
    for word in (word for line in by_height(row.marks) for word in with_arrows_joined(line)):
        over = frame.months_of(word)
        words.setdefault(over.start, []).append(word)
        ends[over.start] = max(ends.get(over.start, 0), over.stop)
    cells: list[Cell] = []
    month = 0
    while month < len(frame.heads):
        later = [other for other in words if other > month]
        end = min([ends.get(month, month + 1), *later]) if month in words else month + 1
        box = (frame.heads[month].x - frame.step / 2, row.y - 4, frame.heads[end - 1].x + frame.step / 2, row.y + 4)
        cells.append(replace(_cell(at, first + month, words.get(month, [])), colspan=end - month, box=box))
        month = end
    return cells


def _rows_covered(cell: Cell, bands: Sequence[Band], band: Band, rows: Sequence[tuple[Row, Band]]) -> int:
    """How many printed rows a cell reaches over that begins beside a band."""
    at = next(i for i, other in enumerate(bands) if other is band)
    beside = bands[at : at + cell.rowspan]
    return sum(any(other is one for one in beside) for _, other in rows)


def _left(cell: Cell) -> float:
    return min((line.box[0] for line in cell.lines if line.box is not None), default=cell.box[0] if cell.box else 0.0)


def _label_spans(words: Sequence[Word], bands: Sequence[Band]) -> list[tuple[float, float]]:
    """Where the columns of labels begin and end: white runs down between all of them."""
    spans = [(word.box[0], word.box[2]) for word in words]
    spans += [(line.box[0], line.box[2]) for band in bands for cell in band.tall for line in cell.lines if line.box]
    columns: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if columns and left - columns[-1][1] < _GAP:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns or [(0.0, 0.0)]


def _column(sides: Sequence[float], x: float) -> int:
    return max((i for i, side in enumerate(sides) if side <= x + 1), default=0)


def _heads(frame: Frame, spans: Sequence[tuple[float, float]]) -> list[Cell]:
    """The row of headings; a label's heading stands over the column that it is over or nearest to."""
    labels: dict[int, list[Word]] = {}
    for word in frame.labels:
        apart = [max(left - word.box[2], word.box[0] - right) for left, right in spans]
        labels.setdefault(apart.index(min(apart)), []).append(word)
    cells = [_cell(0, col, words) for col, words in labels.items()]
    cells += [_cell(0, len(spans) + i, [word]) for i, word in enumerate(frame.heads)]
    cells += [_cell(0, len(spans) + len(frame.heads), frame.remarks)] if frame.remarks else []
    return [replace(cell, header=True) for cell in cells]


def _cell(row: int, col: int, words: Sequence[Word]) -> Cell:
    """A cell of words, those of one height as one line."""
    lines: list[Line] = []
    for level in by_height(words):
        first = level[0].line
        sides = (level[0].box[0], level[0].box[1], level[-1].box[2], level[0].box[3])
        text = "".join([word.line.text for word in level])
        place = place_of([word.line for word in level])
        lines.append(replace(first, text=text, box=sides, place=place))
    if not lines:
        return Cell(row, col)
    left, right = min(word.box[0] for word in words), max(word.box[2] for word in words)
    box: BBox = (left, min(word.box[1] for word in words), right, max(word.box[3] for word in words))
    return Cell(row, col, [Paragraph(lines)], place=place_of(lines), box=box)


def _place(cells: Sequence[Cell]) -> Place:
    place = cells[0].place if cells else Place()
    for cell in cells[1:]:
        place = place.joined(cell.place)
    return place
