"""Tables that stand beside one another, each under a title of its own: read across, their titles would be one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from extract.readers.rules.rulings import Box
from extract.readers.rules.word_columns import lines_by_level
from extract.readers.words.glyphs import Glyph, words_of
from extract.readers.words.printed_words import Piece, hull_of
from extract.readers.words.text_columns import TextColumns

#: Tables beside one another begin at one height, within so many sizes of the text, which their titles may differ by.
_LEVEL = 2.5
#: A title stands so close over its table or over the line between them, and may begin so far left of it, in sizes.
_OVER, _OUT = 1.5, 1.0
#: Two lines, a title and a unit, stand over a table.
_LINES_OVER = 3


def with_tables_beside(
    parts: Sequence[TextColumns], glyphs: Sequence[Glyph], boxes: Iterable[Box]
) -> list[TextColumns]:
    """The parts of a page that are set in columns, those added that tables make which stand beside one another.

    Args:
        parts: what is known to be set in columns; it stays as it is.
        glyphs: the characters outside tables.
        boxes: the sides of the page's tables.
    """
    found: list[TextColumns] = []
    level = [row for row in _levels(sorted(boxes, key=itemgetter(1)), glyphs) if len(row) > 1]
    if not level:
        return list(parts)
    pieces = [Piece(hull_of(word), "".join(word.texts)) for word in words_of(glyphs)]
    for row in level:
        part = _part(row, pieces)
        if part is not None and not any(map(part.overlaps, (*parts, *found))):
            found.append(part)
    return sorted([*parts, *found], key=lambda part: part.top)


def _levels(boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> list[list[Box]]:
    """Tables in rows, those of a row from left to right with white between."""
    em = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2] if glyphs else 0.0
    rows: list[list[Box]] = []
    for box in boxes:
        if rows and box[1] - rows[-1][0][1] <= _LEVEL * em and all(_is_beside(box, other) for other in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _is_beside(box: Box, other: Box) -> bool:
    return box[0] >= other[2] or other[0] >= box[2]


def _part(row: Sequence[Box], pieces: Sequence[Piece]) -> TextColumns | None:
    """The part of the page that tables side by side make with the lines over each; None where they have none, or
    something reaches across.
    """
    over = [_lines_over(box, pieces) for box in row]
    if sum(map(bool, over)) < len(row):
        return None
    top, bottom = min(p.box[1] for lines in over for p in lines) - 1, max(box[3] for box in row)
    gutters = [(left[2] + right[0]) / 2 for left, right in pairwise(row)]
    held = [p for p in pieces if top <= (p.box[1] + p.box[3]) / 2 <= bottom]
    if any(p.box[0] < x < p.box[2] for p in held for x in gutters):
        return None
    return TextColumns(top, bottom, gutters[0], tuple(gutters[1:]))


def _lines_over(table: Box, pieces: Sequence[Piece]) -> list[Piece]:
    """The words right over a table that stand within its sides: its title, and its unit below that."""
    found: list[Piece] = []
    top = table[1]
    for row in sorted(lines_by_level(pieces), key=lambda row: -row[0].box[3]):
        em = row[0].height
        within = [p for p in row if table[0] - _OUT * em <= p.box[0] and p.box[2] <= table[2] + _OUT * em]
        if not within or within[0].box[3] > top + 1:
            continue
        if top - within[0].box[3] > _OVER * em or len(found) >= _LINES_OVER:
            break
        found.extend(within)
        top = min(p.box[1] for p in within)
    return found
