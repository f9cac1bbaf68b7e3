"""Tables of months or quarters without any ruling, also inside a cell: a line of their names set apart, below it lines
of a label and figures, each under one of them.

Columns are told by where the words stand, so a month may be blank; every cell says that it is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.document import Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.dates import FISCAL_MONTHS
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.readers.words.aligned import by_words

NO_RULINGS = "the table has no rulings; its columns were told apart by where the words stand"
#: A heading names so many months, or quarters, one after the other.
_LEAST_MONTHS, _LEAST_QUARTERS = 6, 2
_MONTH = re.compile(r"(1[0-2]|[1-9])月")
_QUARTER = re.compile(r"第?([1-4])(?:四半期|Q)")
#: The lines of a label come so near to the figures beside its middle, in heights of them.
_REACH = 0.3
_BRACKETED = re.compile(r"\(([^()]+)\)")


def with_month_tables(blocks: Iterable[Block], index: str) -> list[Block]:
    """Blocks with such runs of lines as tables; their index is `index`.m0, `index`.m1 and so on."""
    out: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Table) or not any(line.pieces for line in block.lines):
            out.append(block)
            continue
        rest: list[Line] = []
        at = 0
        above = _last_heading(out[-1]) if out and isinstance(out[-1], Table) else None
        while at < len(block.lines):
            run, taken = _run([above, *block.lines[at:]] if above is not None else block.lines[at:])
            if above is not None:  # rows that the rule under the heading of the table above cut off
                at, above = at - (1 if run else 0), None
                if not run:
                    continue
            if run:
                out += [replace(block, lines=rest)] if rest else []
                out.append(_table(run, f"{index}.m{count}"))
                rest, count = [], count + 1
            else:
                rest.append(block.lines[at])
            at += taken if run else 1
        out += [replace(block, lines=rest)] if rest else []
    return out


def _last_heading(table: Table) -> Line | None:
    """The heading that a table ends with as one line, or None."""
    cells = [cell for cell in table.cells if cell.row == table.n_rows - 1]
    pieces = tuple(replace(line, box=cell.box) for cell in cells for line in cell.lines[:1] if cell.box is not None)
    line = replace(pieces[0], pieces=pieces) if table.n_rows > 1 and len(pieces) > 1 else None
    return line if line is not None and is_heading(line) else None


def _run(lines: Sequence[Line]) -> tuple[list[dict[int, Line]], int]:
    """The rows from the first line on, the pieces of each by column, and how many lines they take; none where it is no
    heading with figures below.
    """
    rows: list[dict[int, Line]] = []
    taken: list[int] = []
    sides: list[Line] = []
    figures = False
    while (at := sum(taken)) < len(lines):
        line, count = _with_label_around(lines, at) if sides else (lines[at], 1)
        if is_heading(line):
            first = 1 if _is_when(line.pieces[0].text) else 0
            sides = list(line.pieces)
            rows.append(dict(enumerate(line.pieces, first)))
            taken.append(count)
            continue
        row = _row(line, sides, 1 if rows and 0 not in rows[0] else 0) if sides else None
        if row is None:
            break
        rows.append(row)
        taken.append(count)
        figures = True
    while rows and all(parse_figure(piece.text) is None for piece in rows[-1].values()) and len(rows) > 1:
        if not any(_is_when(piece.text) for piece in rows[-1].values()):
            break
        rows.pop()  # the heading of what follows
    return (rows, sum(taken[: len(rows)])) if figures else ([], 0)


def _with_label_around(lines: Sequence[Line], at: int) -> tuple[Line, int]:
    """A line of figures between the two lines of their label as one line, and of how many it is made; else the line."""
    line = lines[at]
    if len(lines) < at + 3 or len(line.pieces) > 1 or _value(line) is not None:
        return line, 1
    figures, below = lines[at + 1], lines[at + 2]
    if line.box is None or figures.box is None or below.box is None or len(below.pieces) > 1:
        return line, 1
    reach = _REACH * (line.box[3] - line.box[1])
    beside = max(line.box[2], below.box[2]) < figures.box[0] and abs(line.box[0] - below.box[0]) <= reach
    between = line.box[3] > figures.box[1] - reach and below.box[1] < figures.box[3] + reach
    values = [word for piece in figures.pieces or (figures,) for word in piece.text.split()]
    if not (beside and between and all(parse_figure(word) is not None for word in values)):
        return line, 1
    label = replace(line, text=line.text + below.text, place=line.place.joined(below.place))
    return replace(figures, text=f"{label.text}\t{figures.text}", pieces=(label, *(figures.pieces or (figures,)))), 3


def is_heading(line: Line) -> bool:
    """Whether the pieces of a line name months, or quarters, one after the other."""
    texts = [solid(piece.text) for piece in line.pieces]
    months = [FISCAL_MONTHS.index(int(found[1])) for text in texts if (found := _MONTH.fullmatch(text))]
    quarters = [int(found[1]) for text in texts if (found := _QUARTER.fullmatch(text))]
    return any(
        len(named) >= least and all(b == a + 1 for a, b in zip(named, named[1:], strict=False))
        for named, least in ((months, _LEAST_MONTHS), (quarters, _LEAST_QUARTERS))
    )


def _is_when(text: str) -> bool:
    return bool(_MONTH.fullmatch(solid(text)) or _QUARTER.fullmatch(solid(text)))


def _row(line: Line, heads: Sequence[Line], shift: int) -> dict[int, Line] | None:
    """The pieces of a line by the column they stand in; None where it is no label with figures, or two share one."""
    told = by_words(line.text)
    if len(told) == len(heads) + shift:  # gaps as narrow as those between words
        return {at: replace(line, text=word, pieces=()) for at, word in enumerate(told)}
    if len(line.pieces) < 2 or _value(line.pieces[0]) is not None:
        return None
    words = [word for piece in line.pieces[1:] for word in _words(piece)]
    if len(words) == len(heads) - 1 + shift and all(_value(word) is not None for word in words):
        return dict(enumerate([line.pieces[0], *words]))  # one for every column
    row = {0: line.pieces[0]}
    for piece in words:
        col = _column(piece, heads)
        if col is None or col + shift in row or not (_value(piece) is not None or is_blank(piece.text)):
            return None
        row[col + shift] = piece
    return row if any(_value(piece) is not None for piece in row.values()) else None


def _words(piece: Line) -> list[Line]:
    """The words of a piece that prints several figures; each has the part of it that its letters take."""
    texts = piece.text.split()
    if len(texts) < 2 or piece.box is None or any(parse_figure(text) is None for text in texts):
        return [piece]
    left, top, right, bottom = piece.box
    step, start = (right - left) / len(piece.text), 0
    words = []
    for text in texts:
        start = piece.text.index(text, start)
        box = (left + start * step, top, left + (start + len(text)) * step, bottom)
        words.append(replace(piece, text=text, box=box))
        start += len(text)
    return words


def _value(piece: Line) -> object:
    bare = _BRACKETED.fullmatch(solid(piece.text))
    return parse_figure(bare[1] if bare else piece.text)


def _column(piece: Line, heads: Sequence[Line]) -> int | None:
    """The heading that stands over a piece: the nearest by their sides or middles, none farther than half a column."""
    if piece.box is None or any(head.box is None for head in heads):
        return None
    left, right = piece.box[0], piece.box[2]
    boxes = [head.box for head in heads if head.box is not None]
    apart = [min(abs(left - b[0]), abs(right - b[2]), abs(left + right - b[0] - b[2]) / 2) for b in boxes]
    nearest = min(range(len(boxes)), key=apart.__getitem__)
    pitch = min(abs(b[2] - a[2]) for a, b in zip(boxes, boxes[1:], strict=False))
    return nearest if apart[nearest] <= pitch / 2 else None


def _table(rows: Sequence[dict[int, Line]], index: str) -> Table:
    cells = [
        Cell(r, col, [Paragraph([replace(piece, doubt=piece.doubt or NO_RULINGS)])], place=piece.place)
        for r, row in enumerate(rows)
        for col, piece in sorted(row.items())
    ]
    width = max(col for row in rows for col in row) + 1
    return Table(index, len(rows), width, cells, place_of([piece for row in rows for piece in row.values()]))
