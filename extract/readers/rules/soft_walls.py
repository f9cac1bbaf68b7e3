"""The walls of a table whose cells no rule closes: where no word stands across, and where nothing spans several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.drawn.boxes import SAME_SIDE, within
from extract.readers.rules.head_levels import heads_over_rule
from extract.readers.rules.rulings import SLIT, Box, Mark, Walls
from extract.readers.words.printed_words import Piece, Word, hull_of


def bars_across(shaded: Sequence[Box], words: Sequence[Word], left: float, right: float) -> list[Box]:
    """Coloured boxes over the whole width of a table that hold one piece of text: the name of the rows below."""
    bars = []
    for box in shaded:
        hulls = sorted(hull for w in words if within(hull := hull_of(w), box))
        one = all(b[0] - a[2] < b[3] - b[1] for a, b in pairwise(hulls))
        if box[2] - box[0] > right - left - 2 * SAME_SIDE and hulls and one:
            bars.append(box)
    return bars


def titles_across(xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]) -> list[Box]:
    """The boxes of rows in which one line of text stands alone and runs on over the side of a column: the name of the
    rows below, over all columns from its own on. What is set letter by letter runs down in the first column.
    """
    boxes = []
    hulls = [(hull_of(word), len(word)) for word in words]
    for top, bottom in pairwise(ys):
        row = sorted(box for box, length in hulls if top < _middle(box) < bottom and (length > 1 or box[0] > xs[1]))
        start = max((x for x in xs[:2] if row and x <= row[0][0] + 1), default=None)
        after = next((x for x in xs if start is not None and x > start), xs[-1])
        one_line = all(box[1] < _middle(row[0]) < box[3] for box in row)
        close = all(b[0] - a[2] < b[3] - b[1] for a, b in pairwise(row))
        over = any(box[0] + 2 < after < box[2] - 2 for box in row)
        if start is not None and one_line and close and over and after < xs[-1]:
            boxes.append((start, top, xs[-1], bottom))
    return boxes


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def heads_over_parts(
    parts: Sequence[Mark], xs: Sequence[float], ys: Sequence[float], pieces: Sequence[Piece]
) -> list[Box]:
    """The boxes of headings of several columns above a rule that parts them from those of the single ones."""
    first = next((part for part in parts if len(ys) > 2 and abs(part.pos - ys[1]) <= SLIT), None)
    if first is None:
        return []
    above = [p for p in pieces if ys[0] < p.middle < ys[1] and first.lo < p.box[0] and p.box[2] < first.hi]
    return [(xs[a], ys[0], xs[b + 1], ys[1]) for a, b in heads_over_rule(xs, (first.lo, first.hi), above) if a < b]


def open_beside(
    parts: Sequence[Mark], stack: Sequence[Mark], xs: Sequence[float], ys: Sequence[float], walls: Walls
) -> None:
    """Takes the walls away that stand at the height of a rule in columns which no rule of that height covers."""
    whole = [mark.pos for mark in stack]
    for r, y in enumerate(ys[1:-1]):
        drawn = [part for part in parts if abs(part.pos - y) <= SLIT]
        if not drawn or any(abs(pos - y) <= SLIT for pos in whole):
            continue
        for c, (start, end) in enumerate(zip(xs, xs[1:], strict=False)):
            if not any(part.lo <= (start + end) / 2 <= part.hi for part in drawn):
                walls.below.discard((r, c))


def soft_walls(xs: list[float], ys: list[float], words: Sequence[Box]) -> Walls:
    """A wall on every boundary but where a word stands across it."""
    walls = Walls(len(ys) - 1, len(xs) - 1)
    for r in range(walls.n_rows):
        for c in range(walls.n_cols):
            box = (xs[c], ys[r], xs[c + 1], ys[r + 1])
            if not any(_across_right(w, box) for w in words):
                walls.right.add((r, c))
            if not any(_across_bottom(w, box) for w in words):
                walls.below.add((r, c))
    return walls


def _across_right(word: Box, box: Box) -> bool:
    return word[0] + 2 < box[2] < word[2] - 2 and box[1] <= (word[1] + word[3]) / 2 <= box[3]


def _across_bottom(word: Box, box: Box) -> bool:
    return word[1] + 2 < box[3] < word[3] - 2 and box[0] <= (word[0] + word[2]) / 2 <= box[2]
