"""Columns of tables whose cells hold tables as wide as the cells: white runs down between words and such tables, where
lines across (titles of groups) are none of the columns. Geometry as in `rulings`.

 事業   実施概要        進捗状況         状況
────────────────────────────────────────────
 ○サービス水準の向上（業務グループ）
────────────────────────────────────────────
 案内   窓口で案内する。 ───────────────  ○
                        単月  4月  5月
                        R3     12   15
                        ───────────────
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.drawn.boxes import SAME_SIDE
from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.printed_words import Word, hull_of

#: White strips so wide part two columns; those beside a table in a cell may be narrower.
_GAP, _BESIDE = 5.0, 1.0
#: Rules this part of the table's width may part titles from other rows; a title begins within so many heights of it.
_WIDE, _LEFT = 0.5, 2.0
#: Lines of one row of a table differ by no more, in heights of a line.
_LEVEL = 0.6


def columns_around(
    inner: Sequence[Box], stack: Sequence[Mark], rules: Sequence[Mark], ends: Sequence[float], words: Sequence[Word]
) -> list[float] | None:
    """The column boundaries of a table of rules with tables in its cells; None where it has none that are as wide as
    its column, or where its rules are jointed.

    `rules` are all rules around it that stand in none of these tables, `ends` where those that divide only some columns
    begin and end.
    """
    first = stack[0]
    left, right = first.lo, first.hi
    if any(rule.joints for rule in stack) or not _share_sides(inner):
        return None
    hulls = [box for box in map(hull_of, words) if box[0] < right and left < box[2]]
    spans = sorted((box[0], box[2]) for box in [*_in_columns(hulls, stack, rules), *inner])
    sides = {side for box in inner for side in (box[0], box[2])}
    strips: list[float] = []
    reach = left
    for lo, hi in spans:
        beside = any(abs(side - x) <= 1 for side in sides for x in (lo, reach))
        if lo - reach >= (_BESIDE if beside else _GAP) and reach > left:
            strips.append(_side_in((reach, lo), [*ends, *sides, *(x for rule in rules for x in (rule.lo, rule.hi))]))
        reach = max(reach, hi)
    return [left, *(x for x in strips if left + SAME_SIDE < x < right - SAME_SIDE), right] if strips else None


def _share_sides(inner: Sequence[Box]) -> bool:
    """Whether two or more tables begin and end at the same sides."""
    return any(
        abs(one[0] - other[0]) <= SAME_SIDE and abs(one[2] - other[2]) <= SAME_SIDE
        for i, one in enumerate(inner)
        for other in inner[i + 1 :]
    )


def _side_in(strip: tuple[float, float], sides: Sequence[float]) -> float:
    """A side that lies in a white strip, or the middle of it."""
    lo, hi = strip
    return next((x for x in sides if lo - 1 <= x <= hi + 1), (lo + hi) / 2)


def _in_columns(hulls: Sequence[Box], stack: Sequence[Mark], rules: Sequence[Mark]) -> list[Box]:
    """The words but for those that stand alone at the left between two rules: titles of the rows below."""
    width = stack[0].hi - stack[0].lo
    wide = [rule for rule in [*stack, *rules] if _WIDE * width < rule.hi - rule.lo and rule.hi > stack[0].lo]
    titles: list[Box] = []
    for above, below in pairwise(sorted(wide, key=lambda rule: rule.pos)):
        lo = max(above.lo, below.lo)
        band = sorted(box for box in hulls if above.pos < _middle(box) < below.pos and box[2] > lo)
        if not band:
            continue
        height = band[0][3] - band[0][1]
        one_line = all(abs(_middle(box) - _middle(band[0])) <= _LEVEL * height for box in band)
        close = all(after[0] - before[2] < height for before, after in pairwise(band))
        if one_line and close and band[0][0] - lo < _LEFT * height:
            titles += band
    return [box for box in hulls if box not in titles]


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
