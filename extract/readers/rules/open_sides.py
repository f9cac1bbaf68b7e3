"""Sides that a frame leaves out: some verticals are drawn, the outer ones are not, and other columns show only in the
joints and ends of its rules, in the coloured headings above it, in figures below one another, or in blocks of text
beside one another. Geometry as in `rulings`.

 ▓ 事業計画 ▓ 実施状況 ▓ 今後 ▓      ┌──────────┬──────────┬──────┐
   ……       ……       │ ……        │ 事業計画 │ 実施状況 │ 今後 │
 ───────────╴─────────┼──────  →   ├──────────┼──────────┼──────┤
   ……       ……       │ ……        │ ……       │ ……       │ ……   │
 ───────────╴─────────┴──────       └──────────┴──────────┴──────┘
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.normalise.text import solid
from extract.readers.drawn.boxes import SAME_SIDE, middle_in
from extract.readers.rules.heads import rows_of_boxes
from extract.readers.rules.rulings import SLIT, Box, Mark, positions_of
from extract.readers.rules.white_columns import Span, sides_of_blocks
from extract.readers.words.printed_words import Piece, PrintedWord, cut_at, fills_a_cell, hull_of

#: Coloured headings end where verticals begin, or touch a rule, within so many points.
_TOUCH = 2.0
#: A drawn side runs along this part of the height at least.
_DRAWN = 0.5
#: Another side stands so far from drawn ones, in points; so few rules that end there show it.
_BESIDE, _FEWEST_RULES = 6.0, 2
#: White so wide, in points, parts two columns of figures; a row of words and figures makes so many such columns.
_WHITE, _FEWEST_STRIPS = 5.0, 2
#: Of the rows so many at most have words across a side, and so many at least have some on both sides of it.
_CROSSED, _BOTH = 0.25, 0.5
#: A heading stands as low as others where its middle is no further above theirs, in heights of it.
_LEVEL = 0.4
#: A number that stands beside the rows of one item.
_NUMBER = re.compile(r"[①-⑳]|[(]?\d{1,2}[.)]?|[ア-ン]")
#: Words reach so far over a side that they keep to, in points.
_OVER = 1.5


def with_sides_left_out(frame: Sequence[Mark], shades: Sequence[Box], words: Sequence[PrintedWord]) -> list[Mark]:
    """The rulings of a frame with those that it leaves out; as they are where both outer sides are drawn.

    `shades` are coloured boxes, `words` the printed words of the page.
    """
    rules = [mark for mark in frame if mark.horizontal]
    verticals = [mark for mark in frame if not mark.horizontal]
    if not rules or not verticals or _is_closed(rules, verticals):
        return list(frame)
    heads = _heads_over(rules, verticals, shades)
    closing = list(_around(heads))
    rules += [mark for mark in closing if mark.horizontal]
    verticals += [mark for mark in closing if not mark.horizontal]
    ys = _heights(rules, verticals)
    if len(ys) < _FEWEST_RULES:
        return list(frame)
    box = (min(rule.lo for rule in rules), ys[0], max(rule.hi for rule in rules), ys[-1])
    inside = [word for word in words if middle_in(hull_of(word), box)]
    low = heads[0][3] if heads else ys[0]
    body = [(top, bottom) for top, bottom in pairwise(ys) if top >= low - _TOUCH]
    sides = [x for x in _shown(rules, heads, verticals, inside) if _keeps(x, body, inside)]
    known = positions_of([box[0], *_through(verticals, body), *sides, box[2]])
    blocks = [x for ends in pairwise(known) for x in sides_of_blocks(ends, body, inside)]
    sides += blocks
    known = sorted([*known, *blocks])
    sides += _between_figures(known, body, inside, [mark.pos for mark in verticals])
    closing += _between_heads(sorted([*known, *sides]), (ys[0], low), inside) if heads else []
    bars = [bar for bar in shades if _is_title(bar, inside)]
    return [*frame, *closing, *(mark for x in sides for mark in _drawn(x, _parted(x, ys, bars), inside))]


def _is_closed(rules: Sequence[Mark], verticals: Sequence[Mark]) -> bool:
    """Whether both outer sides are drawn."""
    left, right = min(rule.lo for rule in rules), max(rule.hi for rule in rules)
    high = max(mark.hi for mark in verticals) - min(mark.lo for mark in verticals)
    return all(
        sum(mark.hi - mark.lo for mark in verticals if abs(mark.pos - side) <= _BESIDE) >= _DRAWN * high
        for side in (left, right)
    )


def _heads_over(rules: Sequence[Mark], verticals: Sequence[Mark], shades: Sequence[Box]) -> list[Box]:
    """The coloured headings, from left to right, that a frame begins with where no rule closes them: as wide as the
    frame or reaching out of it on the left, over the columns of what the rules leave out.
    """
    left, right = min(rule.lo for rule in rules), max(rule.hi for rule in rules)
    first = min(rule.pos for rule in rules)
    top = min(mark.lo for mark in verticals)
    for row in rows_of_boxes(shades):
        high, low = row[0][1], row[0][3]
        wide = row[0][0] <= left + SAME_SIDE and abs(row[-1][2] - right) <= SAME_SIDE
        begins = high - _TOUCH <= top <= low + _TOUCH and low < first - _TOUCH
        if wide and begins:
            return row
    return []


def _around(heads: Sequence[Box]) -> Iterator[Mark]:
    """The sides of coloured headings."""
    if heads:
        left, top, _, bottom = heads[0]
        meet = tuple(box[0] for box in heads[1:])
        yield from (Mark(True, y, left, heads[-1][2], meet) for y in (top, bottom))
        yield from (Mark(False, x, top, bottom) for x in meet)


def _between_heads(known: Sequence[float], row: Span, words: Sequence[PrintedWord]) -> list[Mark]:
    """The sides drawn below coloured headings that part two of them."""
    sides: list[Mark] = []
    hulls = [box for box in map(hull_of, words) if row[0] < _middle(box) < row[1]]
    for before, x, after in zip(known, known[1:], known[2:], strict=False):
        beside = [any(lo < (box[0] + box[2]) / 2 < hi for box in hulls) for lo, hi in ((before, x), (x, after))]
        sides += _drawn(x, [row], words) if all(beside) else []
    return sides


def _heights(rules: Sequence[Mark], verticals: Sequence[Mark]) -> list[float]:
    """Where rows begin and end: at rules, and where a page break cuts several verticals off."""
    ends = [(min(mark.lo for mark in verticals), 0), (max(mark.hi for mark in verticals), 1)]
    tips = [y for y, end in ends if sum(abs((m.hi if end else m.lo) - y) <= _TOUCH for m in verticals) > 1]
    own = [rule.pos for rule in rules]
    return positions_of([*own, *(y for y in tips if all(abs(y - pos) > SLIT for pos in own))])


def _shown(
    rules: Sequence[Mark], heads: Sequence[Box], verticals: Sequence[Mark], words: Sequence[PrintedWord]
) -> list[float]:
    """Where several rules are jointed, begin or end, or one begins behind a number, or coloured headings meet, and no
    vertical runs down.
    """
    left, right = min(rule.lo for rule in rules), max(rule.hi for rule in rules)
    marks = [{x for x in (rule.lo, *rule.joints, rule.hi) if left + _BESIDE < x < right - _BESIDE} for rule in rules]
    meet = [box[0] for box in heads[1:]]
    low = heads[0][3] if heads else 0.0
    down = [mark.pos for mark in verticals if mark.hi > low + _BESIDE]
    numbered = [
        rule.lo for rule in rules if rule.lo > left + _BESIDE and _is_behind_number(rule, rules, verticals, words)
    ]
    found = positions_of([*meet, *(x for own in marks for x in own)])
    return [
        x
        for x in found
        if all(abs(x - side) > _BESIDE for side in down)
        and (_is_near(x, [*meet, *numbered]) or sum(_is_near(x, own) for own in marks) >= _FEWEST_RULES)
    ]


def _is_behind_number(
    rule: Mark, rules: Sequence[Mark], verticals: Sequence[Mark], words: Sequence[PrintedWord]
) -> bool:
    """Whether a rule that parts the rows of several columns begins right of a number, which is of the row above it and
    of the one below, and names stand in both.
    """
    around = [other.pos for other in rules if other.lo < rule.lo - _BESIDE]
    top = max((y for y in around if y < rule.pos - SLIT), default=None)
    low = min((y for y in around if y > rule.pos + SLIT), default=None)
    crossing = {m.pos for m in verticals if m.lo - _TOUCH <= rule.pos <= m.hi + _TOUCH and rule.lo + _BESIDE < m.pos}
    if len(crossing) < _FEWEST_STRIPS or top is None or low is None:
        return False
    own = [(word, box) for word in words if top < _middle(box := hull_of(word)) < low]
    ahead = [solid("".join(word.texts)) for word, box in own if box[0] < rule.lo]
    behind = {_middle(box) < rule.pos for _, box in own if rule.lo <= box[0] < min(crossing)}
    return len(ahead) == 1 and bool(_NUMBER.fullmatch(ahead[0])) and behind == {True, False}


def _keeps(x: float, body: Sequence[Span], words: Sequence[PrintedWord]) -> bool:
    """Whether words stand on both sides of a side, on one of them in most rows, and across it in few."""
    crossed = before = behind = 0
    for top, bottom in body:
        row = [piece for word in words if top < _middle(hull_of(word)) < bottom for piece in cut_at(word, (0, x, 9e9))]
        crossed += any(_crosses(piece, x) for piece in row)
        before += any(piece.box[2] <= x + _OVER for piece in row)
        behind += any(piece.box[0] >= x - _OVER for piece in row)
    few, many = sorted((before, behind))
    return few > 0 and crossed <= _CROSSED * len(body) and many >= _BOTH * len(body)


def _between_figures(
    known: Sequence[float],
    body: Sequence[Span],
    words: Sequence[PrintedWord],
    drawn: Sequence[float],
) -> list[float]:
    """The sides between columns of figures that stand in one column of those known: several white strips down through
    all rows; where a side is drawn in other rows, that.
    """
    sides: list[float] = []
    pieces = [piece for word in words for piece in cut_at(word, known)]
    pieces = [piece for piece in pieces if any(top < piece.middle < bottom for top, bottom in body)]
    for left, right in pairwise(known):
        own = [piece for piece in pieces if left < (piece.box[0] + piece.box[2]) / 2 < right]
        strips = _strips([piece.box for piece in own])
        middles = [(lo + hi) / 2 for lo, hi in strips]
        if len(strips) < _FEWEST_STRIPS or not _are_of_figures(own, middles, body):
            continue
        over = [hull_of(word) for word in words if _middle(hull_of(word)) < body[0][0]]
        for strip in strips:
            inside = [x for x in drawn if strip[0] <= x <= strip[1]]
            sides += inside or _sides_in(strip, over)
    return sides


def _sides_in(strip: Span, heads: Sequence[Box]) -> list[float]:
    """The middle of the widest part of a white strip that no heading stands over; where one stands within the strip, as
    low as others, it is that of a blank column with sides of its own.
    """
    met = [box for box in heads if _meets(box, strip)]
    parts = _gaps(strip, met)
    level = (min(box[1] for box in met) + max(box[3] for box in met)) / 2 if met else 0.0
    own = [box for box in met if strip[0] <= box[0] and box[2] <= strip[1]]
    low = own and max(map(_middle, own)) > level - _LEVEL * (own[0][3] - own[0][1])
    if low and len(parts) > 1:
        return [(lo + hi) / 2 for lo, hi in parts]
    lo, hi = max(parts, key=lambda part: part[1] - part[0], default=strip)
    return [(lo + hi) / 2]


def _gaps(strip: Span, boxes: Sequence[Box]) -> list[Span]:
    """The parts of a strip that no box stands over."""
    gaps, reach = [], strip[0]
    for lo, hi in [*sorted((box[0], box[2]) for box in boxes), (strip[1], strip[1])]:
        if lo > reach:
            gaps.append((reach, lo))
        reach = max(reach, hi)
    return gaps


def _meets(box: Box, strip: tuple[float, float]) -> bool:
    return box[0] < strip[1] and strip[0] < box[2]


def _strips(boxes: Iterable[Box]) -> list[tuple[float, float]]:
    """The white strips between boxes, from left to right."""
    found, reach = [], float("inf")
    for box in sorted(boxes):
        if box[0] - reach >= _WHITE:
            found.append((reach, box[0]))
        reach = max(reach, box[2]) if reach < float("inf") else box[2]
    return found


def _are_of_figures(pieces: Sequence[Piece], sides: Sequence[float], body: Sequence[Span]) -> bool:
    """Whether most of what stands between the sides are figures, one to a cell, and several columns of most rows hold
    some; a cell with many holds a table of its own.
    """
    figures = [piece for piece in pieces if fills_a_cell(piece.text)]
    rows = [
        Counter(bisect_left(sides, piece.box[0]) for piece in figures if top < piece.middle < bottom)
        for top, bottom in body
    ]
    cells = [count for row in rows for count in row.values()]
    if sum(count > 1 for count in cells) > _CROSSED * len(cells):
        return False
    filled = sum(len(row) >= _FEWEST_STRIPS for row in rows)
    return filled >= _FEWEST_STRIPS and filled >= _BOTH * len(body) and len(figures) >= _BOTH * len(pieces)


def _is_title(bar: Box, words: Sequence[PrintedWord]) -> bool:
    """Whether a coloured box holds one piece of text: the name of the rows below it."""
    hulls = sorted(box for box in map(hull_of, words) if middle_in(box, bar))
    return bool(hulls) and all(b[0] - a[2] < b[3] - b[1] for a, b in pairwise(hulls))


def _parted(x: float, ys: Sequence[float], bars: Sequence[Box]) -> list[Span]:
    """The rows that a side may part: not those that a coloured name of rows fills on both sides of it."""
    return [
        (top, bottom)
        for top, bottom in pairwise(ys)
        if not any(
            bar[0] + _BESIDE < x < bar[2] - _BESIDE and abs(bar[1] - top) <= _TOUCH and abs(bar[3] - bottom) <= _TOUCH
            for bar in bars
        )
    ]


def _drawn(x: float, rows: Sequence[Span], words: Sequence[PrintedWord]) -> Iterator[Mark]:
    """A side in those rows that have no word across it."""
    for top, bottom in rows:
        row = [word for word in words if top < _middle(hull_of(word)) < bottom]
        if not any(_crosses(piece, x) for word in row for piece in cut_at(word, (0, x, 9e9))):
            yield Mark(False, x, top, bottom)


def _crosses(piece: Piece, x: float) -> bool:
    return piece.box[0] + _OVER < x < piece.box[2] - _OVER


def _through(verticals: Sequence[Mark], body: Sequence[Span]) -> list[float]:
    """Where verticals run along most rows below the headings, in one piece or in several around wide cells."""
    high = body[-1][1] - body[0][0] if body else 0.0
    runs: dict[float, float] = {}
    for x in positions_of([mark.pos for mark in verticals]):
        parts = [mark for mark in verticals if _is_near(mark.pos, [x])]
        runs[x] = sum([max(0.0, min(m.hi, bottom) - max(m.lo, top)) for m in parts for top, bottom in body], 0.0)
    return [x for x, along in runs.items() if body and along >= _DRAWN * high]


def _is_near(x: float, sides: Iterable[float]) -> bool:
    return any(abs(x - side) <= SAME_SIDE for side in sides)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
