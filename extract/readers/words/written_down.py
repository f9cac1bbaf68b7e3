"""Words written downwards in several columns side by side, the first at the right, as in narrow headings of tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.readers.words.glyphs import Glyph, TextLine

#: Letters of a column stand under one another, their middles no further apart, in sizes.
_ASIDE = 0.35
#: A heading has no more columns, and its longest no fewer letters.
_MOST, _LEAST = 4, 4
#: Columns are further apart than the letters in them, so many times, and no further.
_APART, _FAR = 1.15, 2.5
#: So much of a heading is letters, and no marks or figures.
_LETTERS = 0.7


def columns_written_down(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The columns of letters that are written downwards, from the right; none where there are fewer than two.

    Letters of lines stand nearer to the one beside them than to the one below, those of columns the other way round.
    """
    letters = [glyph for glyph in glyphs if glyph.text.strip()]
    columns = _columns(letters) if sum(g.text.isalpha() for g in letters) >= _LETTERS * len(letters) else []
    if not 2 <= len(columns) <= _MOST or max(map(len, columns)) < _LEAST or min(map(len, columns)) < 2:
        return []
    steps = [below.middle - above.middle for column in columns for above, below in pairwise(column)]
    down = median(steps)
    across = [_centre(right[0]) - _centre(left[0]) for right, left in pairwise(columns)]
    if min(across) < _APART * down or max(across) > _FAR * down:
        return []
    if min(steps) < down / 2 or max(steps) > 2 * down:
        return []
    return [_line(column) for column in columns]


def _columns(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters that stand under one another, the rightmost first, each column from its top."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(letters, key=_centre, reverse=True):
        if columns and _centre(columns[-1][0]) - _centre(glyph) <= _ASIDE * max(glyph.size, 4.0):
            columns[-1].append(glyph)
        elif len(columns) > _MOST:
            return []
        else:
            columns.append([glyph])
    return [sorted(column, key=lambda glyph: glyph.middle) for column in columns]


def _centre(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _line(column: Sequence[Glyph]) -> TextLine:
    """A column as one line of text."""
    box = (
        min(glyph.x0 for glyph in column),
        min(glyph.top for glyph in column),
        max(glyph.x1 for glyph in column),
        max(glyph.bottom for glyph in column),
    )
    doubt = next((glyph.doubt for glyph in column if glyph.doubt), None)
    size = median(glyph.size for glyph in column)
    return TextLine("".join(glyph.text for glyph in column), box, size, all(g.bold for g in column), doubt)
