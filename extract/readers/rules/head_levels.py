"""Headings of two levels that no rule parts: those over several columns stand above those of each column. Geometry as
in `rulings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.printed_words import Piece, Word, columns_of, hull_of

#: A word stands over a boundary if it goes so far beyond it on both sides.
_OVER = 2.0
#: Middles of one line differ by no more, in heights of it; the middle of a heading from that of its columns.
_LEVEL, _ASIDE = 0.3, 0.6
#: Headings in the middle of their columns are so many points off it at most, on average.
_OFF = 2.0
#: A row is at least so high, and headings stand so many heights of them above their rule at most.
_LEAST_ROW, _NEAR_RULE = 6.0, 1.5


def head_levels(
    xs: Sequence[float], ends: tuple[float, float], pieces: Sequence[Piece]
) -> tuple[float, list[Box]] | None:
    """The height between two levels of headings, and the boxes of those that take several columns or both levels; None
    where there is one level.
    """
    columns = columns_of(xs, pieces)
    over = [piece for piece in pieces if any(piece.box[0] + _OVER < x < piece.box[2] - _OVER for x in xs[1:-1])]
    over = over or [p for col in columns for p in columns[col][:1] if _stands_alone(columns, col)]
    if not over:
        return None
    level = min(piece.middle for piece in over)
    upper = [piece for piece in pieces if abs(piece.middle - level) < _LEVEL * piece.height]
    bottom = max(piece.box[3] for piece in upper)
    taken: dict[int, tuple[int, int]] = {}
    for piece in sorted(upper, key=lambda piece: piece.box[0]):
        span = _columns_under(xs, piece, upper)
        if all(any(line.box[1] >= bottom - 1 for line in columns.get(col, [])) for col in range(span[0], span[1] + 1)):
            taken |= dict.fromkeys(range(span[0], span[1] + 1), span)
    below = [line.box[1] for col in taken for line in columns[col] if line.box[1] >= bottom - 1]
    if not any(first < last for first, last in taken.values()):
        return None
    side = (bottom + min(below)) / 2
    boxes = [(xs[first], ends[0], xs[last + 1], side) for first, last in sorted(set(taken.values()))]
    boxes += [(xs[col], ends[0], xs[col + 1], ends[1]) for col in range(len(xs) - 1) if col not in taken]
    return side, boxes


def _stands_alone(columns: dict[int, list[Piece]], col: int) -> bool:
    """Whether the upper of two lines stands over a column whose neighbours have a line beside the lower one alone."""
    beside = [columns.get(at, []) for at in (col - 1, col + 1)]
    if len(columns[col]) != 2 or any(len(lines) != 1 for lines in beside):
        return False
    low = columns[col][1]
    return all(abs(lines[0].middle - low.middle) < _LEVEL * low.height for lines in beside)


def _columns_under(xs: Sequence[float], piece: Piece, upper: Sequence[Piece]) -> tuple[int, int]:
    """The columns that a heading stands in the middle of, up to those of the headings beside it."""
    left = max([other.box[2] for other in upper if other.box[2] <= piece.box[0]], default=xs[0])
    right = min([other.box[0] for other in upper if other.box[0] >= piece.box[2]], default=xs[-1])
    middle = (piece.box[0] + piece.box[2]) / 2
    first = sum(x <= piece.box[0] + _OVER for x in xs[1:-1])
    last = sum(x < piece.box[2] - _OVER for x in xs[1:-1])
    found = [
        (first_, last_)
        for first_ in range(first + 1)
        for last_ in range(last, len(xs) - 1)
        if xs[first_] >= left - 1 and xs[last_ + 1] <= right + 1
        and abs((xs[first_] + xs[last_ + 1]) / 2 - middle) <= _ASIDE * piece.height
    ]  # fmt: skip
    return max(found, key=lambda span: span[1] - span[0], default=(first, last))


def below_groups(stack: Sequence[Mark], rules: Sequence[Mark], words: Sequence[Word]) -> list[Mark]:
    """The rules across a table, with one over its headings where nothing is drawn there: a shorter rule right above the
    first parts headings of several columns from those below them.

         令和4年度   令和5年度
      区分 ─────────────────────   (shorter)
         4月   5月   4月   5月
      ──────────────────────────   (the first)
    """
    first = stack[0]
    over = [r for r in rules if r.pos < first.pos - _LEAST_ROW and first.lo - 2 <= r.lo and r.hi <= first.hi + 2]
    short = max(over, key=lambda rule: rule.pos, default=None)
    if short is None or short.hi - short.lo > first.hi - first.lo - _LEAST_ROW:
        return list(stack)
    boxes = [hull_of(word) for word in words]
    lower = [box for box in boxes if short.pos < (box[1] + box[3]) / 2 < first.pos]
    high = max((box[3] - box[1] for box in lower), default=0.0)
    upper = [box for box in boxes if short.pos - _NEAR_RULE * high < (box[1] + box[3]) / 2 < short.pos]
    within = [box for box in upper if short.lo <= box[0] and box[2] <= short.hi]
    below = [box for box in lower if short.lo - 2 <= box[0] and box[2] <= short.hi + 2]
    fits = first.pos - short.pos <= 2 * _NEAR_RULE * high and len(below) >= max(2, 2 * len(within)) and bool(within)
    if not fits or any(box[0] < first.lo - 2 or box[2] > first.hi + 2 for box in upper):
        return list(stack)
    return [Mark(True, min(box[1] for box in within) - 1, first.lo, first.hi), *stack]


def heads_over_rule(xs: Sequence[float], ends: tuple[float, float], pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The first and last column of each heading that a rule of these ends parts from those of the single columns below
    it: together they take all of them, and each stands in the middle of its own, or all at the right or the left of it.
    """
    inside = [x for x in xs if ends[0] - 3 <= x <= ends[1] + 3]
    boxes = sorted((piece.box for piece in pieces), key=lambda box: box[0])
    if not boxes or len(boxes) >= len(inside) - 1:
        return []
    first = list(xs).index(inside[0])
    cost, sides = _shares(inside, [(box[0] + box[2]) / 2 for box in boxes], (0.5, 0.5), 0.0)
    aside = (
        _shares(inside, [box[2] for box in boxes], (0.0, 1.0), inside[-1] - boxes[-1][2]),
        _shares(inside, [box[0] for box in boxes], (1.0, 0.0), inside[0] - boxes[0][0]),
    )
    if cost > _OFF * len(boxes) and (best := min(aside))[0] <= len(boxes):
        sides = best[1]
    return [(first + a, first + b - 1) for a, b in pairwise(sides)]


def _shares(
    inside: Sequence[float], heads: Sequence[float], weights: tuple[float, float], pad: float
) -> tuple[float, list[int]]:
    """The sides between the columns of headings that stand at such places of what they take, `pad` points before it,
    and by how many points all of them fail these places.
    """
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}  # by the last side taken
    for head in heads:
        ways: dict[int, tuple[float, list[int]]] = {}
        for at, (cost, sides) in best.items():
            for end in range(at + 1, len(inside)):
                place = weights[0] * inside[at] + weights[1] * inside[end] - pad
                way = (cost + abs(place - head), [*sides, end])
                ways[end] = min(ways.get(end, way), way)
        best = ways
    return best.get(len(inside) - 1, (float("inf"), []))
