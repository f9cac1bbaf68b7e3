"""Tables without any ruling: consecutive lines of words set in columns, as wide gaps in every line show.

A run of lines is believed to be one only where every line below its heading has as many pieces as the others, a label
and figures. Which gap is which column is told by order alone, so every cell says that it is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extract.document import Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import UNITS, is_blank
from extract.normalise.text import solid
from extract.readers.words.printed_words import is_value

NO_RULINGS = "the table has no rulings; its columns were told apart by the gaps between the words"
#: Months of the second half of a year, beside those of the first.
_MONTH = re.compile(r"(?:1[0-2]|[1-9]|１[０-２]|[１-９])\s?月$")
#: Rows below the heading that a table must have.
_LEAST_ROWS = 3
#: A row with a label that goes on below it has a label and so many figures at least, in all.
_LEAST_PIECES = 3
#: A line of fewer words has no label with a figure behind it.
_LABEL_AND_FIGURE = 2
#: So much white below a line, in heights of it, ends its table.
_FAR = 4.0
#: Lines of one label begin within so many points.
_SAME_SIDE = 2.0


def with_aligned_tables(blocks: Iterable[Block], index: str) -> list[Block]:
    """Blocks with such runs of lines as tables; their index is `index`.a0, `index`.a1 and so on."""
    out: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Table):
            out.append(block)
            continue
        whole = _with_wrapped_labels(block.lines)
        parted = groupby(zip(whole, _parts(whole), strict=True), key=lambda row: (_in_columns(row[0][0]), row[1]))
        for (in_columns, _), run in parted:
            rows = [row for row, _ in run]
            lines = [line for _, printed in rows for line in printed]
            table = _table([row for row, _ in rows], f"{index}.a{count}") if in_columns else None
            count += table is not None
            out.append(table or Paragraph(lines, block.level))
    return _rejoined(out)


def _in_columns(line: Line) -> bool:
    return "\t" in line.text or len(by_words(line.text)) > 2


def _parts(whole: Sequence[tuple[Line, list[Line]]]) -> list[int]:
    """For each line, the part it stands in: much white ends one, as that above what a page prints at its foot."""
    parts = [0] if whole else []
    for (_, above), (_, below) in pairwise(whole):
        one, other = above[-1].box, below[0].box
        far = one is not None and other is not None and other[1] - one[3] > _FAR * (one[3] - one[1])
        parts.append(parts[-1] + far)
    return parts


def _with_wrapped_labels(lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """The lines, each with those as printed; what goes on with the first piece of a row above is joined to it."""
    out: list[tuple[Line, list[Line]]] = []
    for line in lines:
        row, printed = out[-1] if out else (line, [])
        if out and _goes_on_below(row, printed[-1], line):
            first, *rest = row.text.split("\t", maxsplit=1)
            text = "\t".join((first + line.text, *rest))
            out[-1] = replace(row, text=text, place=row.place.joined(line.place)), [*printed, line]
        else:
            out.append((line, [line]))
    return out


def _goes_on_below(row: Line, above: Line, line: Line) -> bool:
    """Whether a line stands right below the label of a row of figures, within its column."""
    if len(row.pieces) < _LEAST_PIECES or not _holds_figures([piece.text for piece in row.pieces]) or line.pieces:
        return False
    label, second = row.pieces[0].box, row.pieces[1].box
    if label is None or second is None or line.box is None or above.box is None:
        return False
    high = label[3] - label[1]
    under = abs(line.box[0] - label[0]) <= _SAME_SIDE and line.box[2] < second[0]
    return under and line.box[1] - above.box[3] < high / 2 and not re.search(r"\d", line.text[:2])


def _table(lines: Sequence[Line], index: str) -> Table | None:
    rows = [[piece.strip() for piece in re.split(r"\t+", line.text)] for line in lines]
    rows = _told_by_words(rows) or [_as_wide(row, len(rows[0])) for row in rows]
    heads = next((i for i, row in enumerate(rows) if _holds_figures(row)), len(rows))
    body = rows[heads:]
    width = len(body[0]) if body else 0
    fits = all(len(row) == width and _holds_figures(row) for row in body)
    headed = heads > 0 and all(width - 1 <= len(row) <= width for row in rows[:heads])
    if len(body) < _LEAST_ROWS or not fits or not headed:
        return None
    cells = []
    for row, (line, pieces) in enumerate(zip(lines, rows, strict=True)):
        first = width - len(pieces)  # a heading leaves its corner out
        for col, piece in enumerate(pieces, first):
            words = replace(line, text=piece, doubt=line.doubt or NO_RULINGS)
            cells.append(Cell(row, col, [Paragraph([words])], place=line.place))
    return Table(index, len(rows), width, cells, place_of(lines))


def by_words(text: str) -> list[str]:
    """A line as its label and the figures behind it, which spaces part; empty where it is anything else."""
    words = text.split()
    if len(words) < _LABEL_AND_FIGURE:
        return []
    first = next((i for i, word in enumerate(words) if is_value(word) or is_blank(word)), len(words))
    values = words[first:]
    told = first > 0 and any(map(is_value, values)) and all(is_value(word) or is_blank(word) for word in values)
    return [" ".join(words[:first]), *values] if told else []


def _told_by_words(rows: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """Rows of which gaps as narrow as those between words part some, as labels and figures word by word; None unless
    all rows have as many, and the headings a word for each.
    """
    told = [(row, by_words(" ".join(row))) for row in rows]
    heads = next((i for i, (_, words) in enumerate(told) if words), len(told))
    width = {len(words) for _, words in told[heads:]}
    if len(width) != 1 or all(len(row) in width for row in rows[heads:]):
        return None
    above = [" ".join(row).split() for row in rows[:heads]]
    fits = all(len(words) in width for words in above)
    return [*above, *(words for _, words in told[heads:])] if fits else None


def _as_wide(row: list[str], width: int) -> list[str]:
    """A row of as many pieces as the heading has, where narrow gaps left figures joined with what is before them."""
    if len(row) >= width:
        return row
    pieces: list[str] = []
    for piece in row:
        words = piece.split()
        first = len(words) - next((i for i, word in enumerate(reversed(words)) if not is_value(word)), len(words))
        pieces += [" ".join(words[:first]), *words[first:]] if first else words
    return pieces if len(pieces) == width else row


def _holds_figures(row: Sequence[str]) -> bool:
    """Whether a row is a label with figures, or with dashes for some of them, or with units before which no figure
    stands as yet; months may stand among them.
    """
    values = row[1:]
    figures = [value for value in values if is_value(value)]
    return bool(figures) and all(
        value in figures or is_blank(value) or solid(value) in UNITS or _MONTH.match(value) for value in values
    )


def _rejoined(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that were taken apart for nothing as one again."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if isinstance(block, Paragraph) and isinstance(before, Paragraph) and block.level == before.level:
            out[-1] = Paragraph([*before.lines, *block.lines], block.level)
        else:
            out.append(block)
    return out
