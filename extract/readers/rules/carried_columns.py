"""Columns of a table that goes on from the page before: rules of the same extent without joints or verticals, over
text that keeps clear of the column sides of the table there. Geometry as in `rulings`.

 page 1   計画        ┊ 実施状況     ┊ 評価       page 2   ───────────────────────────────
          ────────────┼──────────────┼─────                ・照会する。 ・照会した。   ○
          ・案内する。┊ ・案内した。 ┊ ○                   ───────────────────────────────
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Page, Table
from extract.readers.rules.rulings import Mark, positions_of
from extract.readers.rules.soft_walls import titles_across
from extract.readers.words.printed_words import Word, hull_of

#: Rules reach as far as those of the page before if their ends differ by no more, in points.
_SAME = 1.5
#: A side cuts a glyph that reaches so far over it.
_CUT = 0.5
#: Fewer columns than this make no table of text that is worth telling from the page before by its rules alone.
_FEWEST = 3
#: A wall that a page break cut off is at least so high.
_HIGH = 60.0


def sides_on(page: Page | None) -> list[list[float]]:
    """The column sides of each table of a page, from above; of those in cells of others the one that the page's last
    table ends with.
    """
    tables = [block for block in page.blocks if isinstance(block, Table)] if page is not None else []
    last = tables[-1] if tables else None
    cells = [cell for cell in last.cells if cell.row + cell.rowspan == last.n_rows and cell.tables] if last else []
    tables += [block for cell in cells if isinstance(block := cell.blocks[-1], Table)]
    found = [
        positions_of({side for cell in table.cells if cell.box for side in (cell.box[0], cell.box[2])})
        for table in tables
    ]
    return [sides for sides in found if len(sides) > 2]


def with_ends_carried(frame: Sequence[Mark], before: Sequence[Sequence[float]]) -> list[Mark]:
    """The strokes of a frame; of a wall that stands where one of a table of the page before did, without an end rule
    above it or below, the end is drawn as well, over the width of that table: a page break cut it off.

     page 1   計画        ┊ 実施状況     page 2   ・照会する。┊ ・照会した。
              ────────────┼────────────           ・通知する。┊ ・通知した。
              ・案内する。┊ ・案内した。          ────────────┴────────────
    """
    rules, walls = [mark for mark in frame if mark.horizontal], [mark for mark in frame if not mark.horizontal]
    if len(walls) != 1 or len(rules) > 1 or walls[0].hi - walls[0].lo < _HIGH:
        return list(frame)
    (wall,) = walls
    if rules and min(abs(rules[0].pos - end) for end in (wall.lo, wall.hi)) > _SAME:
        return list(frame)
    for sides in reversed(before):
        outer = Mark(True, 0.0, sides[0], sides[-1])
        reach = rules[0] if rules else outer
        same = abs(reach.lo - outer.lo) <= _SAME and abs(reach.hi - outer.hi) <= _SAME
        if same and any(abs(wall.pos - side) <= _SAME for side in sides[1:-1]):
            ends = [end for end in (wall.lo, wall.hi) if not rules or abs(rules[0].pos - end) > _SAME]
            return [*frame, *(Mark(True, end, reach.lo, reach.hi) for end in ends)]
    return list(frame)


def carried_columns(
    own: Sequence[float], before: Sequence[Sequence[float]], stack: Sequence[Mark], words: Sequence[Word]
) -> list[float] | None:
    """The column sides of the last table of the page before that goes on between the rules of a stack; None where none
    does, where several rules show their own joints, or where it has fewer columns than the `own` ones that the white
    between words leaves.

    Its sides may cut no glyph but those of titles that run across, one of them stands in each white strip of the own
    ones and by each joint, and text stands in every column.
    """
    lo, hi = stack[0].lo, stack[0].hi
    joints = [rule.joints for rule in stack if rule.joints]
    if len(joints) > 1:
        return None
    for sides in reversed(before):
        if len(sides) <= _FEWEST:
            continue
        xs = [lo, *sides[1:-1], hi]
        if abs(sides[0] - lo) > _SAME or abs(sides[-1] - hi) > _SAME or len(xs) < len(own):
            continue
        if any(min(abs(x - side) for side in xs) > _SAME for x in (joints[0] if joints else ())):
            continue
        titles = titles_across(xs, [rule.pos for rule in stack], words)
        text = [word for word in words if not any(top < hull_of(word)[3] < bottom for _, top, _, bottom in titles)]
        if _keeps_clear(xs, text) and all(_shares_strip(x, xs, text) for x in own[1:-1]):
            return xs
    return None


def _keeps_clear(xs: Sequence[float], words: Sequence[Word]) -> bool:
    glyphs = [glyph for word in words for glyph in word]
    if any(glyph[0] + _CUT < x < glyph[2] - _CUT for glyph in glyphs for x in xs[1:-1]):
        return False
    filled = {sum(x < (glyph[0] + glyph[2]) / 2 for x in xs[1:-1]) for glyph in glyphs}
    return len(filled) == len(xs) - 1


def _shares_strip(own: float, xs: Sequence[float], words: Sequence[Word]) -> bool:
    """Whether no glyph parts a side found by white from one of the sides carried over."""
    near = min(xs[1:-1], key=lambda x: abs(x - own))
    low, high = sorted((own, near))
    return not any(glyph[0] + _CUT < high and low < glyph[2] - _CUT for word in words for glyph in word)
