"""The last row of a table whose rules stand over its rows only, so that none closes it below. Geometry as in `rulings`.

────────────────────      ────────────────────
  区分   4月   5月           区分 │ 4月 │ 5月
────────────────────      ────────┼─────┼─────
  窓口   120   131    →      窓口 │ 120 │ 131
────────────────────      ────────┼─────┼─────
  郵送   980   975           郵送 │ 980 │ 975
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.printed_words import Piece, Word, columns_of, cut_at, fills_a_cell

#: A table with fewer rules shows no rows, and a row with fewer figures is told from no line of text.
_FEWEST_RULES, _FEWEST_FIGURES = 3, 2
#: How far out of the ends of the rules a word of the row may stand, and out of its column, in points.
_ASIDE, _OVER = 3.0, 1.5
#: Pieces are of one line where their middles differ by no more, in heights of a piece.
_LEVEL = 0.6


def bottom_below(
    stack: Sequence[Mark], xs: Sequence[float], words: Sequence[Word], home: Box | None, others: Sequence[Box]
) -> float | None:
    """The lower side of the one row right below the last rule, or None where none stands there.

    It is a single line as close below its rule as the line of the row before is below its own, with figures in all the
    columns in which that row has them, and a label where that has one; no more lines follow at that distance. `home` is
    the cell that holds the table, `others` the extents of other tables.
    """
    if len(stack) < _FEWEST_RULES:
        return None
    first, last = stack[-2], stack[-1]
    pitch = last.pos - first.pos
    pieces = [piece for w in words for piece in cut_at(w, xs)]
    above = [piece for piece in pieces if first.pos < piece.middle < last.pos and _between(piece, last)]
    below = [piece for piece in pieces if last.pos < piece.middle < last.pos + 2 * pitch]
    if home is not None:
        below = [piece for piece in below if piece.middle < home[3]]
    row = [piece for piece in below if piece.middle < last.pos + pitch]
    if not above or not row or not all(_between(piece, last) for piece in row):
        return None
    if any(b.middle - a.middle > _LEVEL * a.height for a, b in pairwise(sorted(row, key=attrgetter("middle")))):
        return None  # several lines
    bottom = max(piece.box[3] for piece in row)
    room = last.pos - max(piece.box[3] for piece in above)
    followed = any(piece.box[1] < bottom + 2 * max(room, 1.0) for piece in below if piece not in row)
    elsewhere = any(_stands_in(piece, box) for piece in row for box in others)
    return None if followed or elsewhere or not _alike(xs, above, row) else min(bottom + room, last.pos + pitch)


def _between(piece: Piece, rule: Mark) -> bool:
    return rule.lo - _ASIDE <= piece.box[0] and piece.box[2] <= rule.hi + _ASIDE


def _stands_in(piece: Piece, box: Box) -> bool:
    return box[0] < piece.box[2] and piece.box[0] < box[2] and box[1] <= piece.middle <= box[3]


def _alike(xs: Sequence[float], above: Sequence[Piece], row: Sequence[Piece]) -> bool:
    """Whether a row has figures where the one above has them, words where that has words, and crosses no column."""
    kinds = [
        {col: all(fills_a_cell(piece.text) for piece in found) for col, found in columns_of(xs, pieces).items()}
        for pieces in (above, row)
    ]
    cut = any(piece.box[0] + _OVER < x < piece.box[2] - _OVER for piece in row for x in xs[1:-1])
    return not cut and kinds[0] == kinds[1] and sum(kinds[0].values()) >= _FEWEST_FIGURES
