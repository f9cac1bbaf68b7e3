"""Tables of one width below one another: their rules look like those of one table. Geometry as in `rulings`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from extract.normalise.text import solid
from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.printed_words import PrintedWord, Word, fills_a_cell, hull_of

#: So much of what stands below a title stood below the first rule as well where both are tables of one form.
_SAME = 0.5
#: White between two tables is lower than such a part of any row below.
_WHITE = 0.5
#: A title with its unit takes at most so many lines, and begins within so many heights of it from the left.
_LINES, _LEFT = 2, 3.0
#: A sign that leads a remark, in a word of its own.
_REMARK = re.compile(r"[※＊*]\d?")
#: What a heading of figures says.
_HEADS = re.compile(r"(?:年度|[RH]\d{1,2}|\d月|実績値?|目標値?|数|割合|率|合?計|全国平均)$")
#: A table of headings and a row has so many rules; two share the one between them.
_FEWEST_RULES, _FEWEST_OF_TWO = 3, 5
#: A row of so many words without a figure is one of headings.
_FEWEST_HEADS = 3
#: So many headings that say what figures are, with figures below them, begin a table below text.
_FEWEST_OF_FIGURES = 2
#: A heading of a month with the word, and how many of them make a row of headings.
_MONTH_HEAD, _FEWEST_MONTHS = re.compile(r"(?:[1-9]|1[0-2])月"), 3
#: Sides of a bar and of rules are the same within so many points.
_BESIDE = 3.0
#: The heading of a month, with the word or without.
_MONTH = re.compile(r"(1[0-2]|[1-9])月?")
#: So many months that follow one another head a calendar; text above it has so many lines.
_MONTHS, _FEWEST_LINES = 6, 2


def split_at_titles(stacks: Iterable[Sequence[Mark]], words: Sequence[Word]) -> list[list[Mark]]:
    """Stacks cut where between two rules stands only a title, or nothing, and below it the words of the first rows
    again, or headings over figures below a title: so begins another table.
    """
    parts: list[list[Mark]] = []
    for stack in stacks:
        part = list(stack)
        bands = [_within(words, above, below) for above, below in pairwise(stack)] if len(stack) > 3 else []
        start = 0
        for i, band in enumerate(bands[:-1], 1):
            begins = _repeats(bands[start : start + 2], bands[i : i + 2]) or (band and _begins(bands[i : i + 2]))
            if i - start > 1 and _is_title(band, stack[0].lo) and begins:
                parts.append(list(stack[start:i]))
                start = i
                part = list(stack[i:])
        parts.append(part)
    return [part for part in parts if len(part) >= 2]


def split_at_bars(stacks: Iterable[Sequence[Mark]], bars: Sequence[Box], words: Sequence[Word]) -> list[list[Mark]]:
    """Stacks cut where a coloured bar over the whole width stands free between two rules with lines of text below it:
    the title of a section, whose table is another one.
    """
    parts: list[list[Mark]] = []
    for stack in stacks:
        part = [stack[0]]
        for above, below in pairwise(stack):
            if any(_heads_section(bar, above, below, words) for bar in bars):
                parts.append(part)
                part = []
            part.append(below)
        parts.append(part)
    return [part for part in parts if len(part) >= 2]


def split_at_text(stacks: Iterable[Sequence[Mark]], bars: Sequence[Box], words: Sequence[Word]) -> list[list[Mark]]:
    """Stacks cut where lines of text stand between two rules and another table begins: a row of months follows, below
    the second rule or upon it, or headings over figures, or one of the lines is a label in colour. The rule above the
    text, with a title alone over it, underlines that title and ends no table.

    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    1. 健診の推進    [保健グループ]
    ────────────────────────────
    ▒事業計画▒
    ○ 受診機会の確保
    ▒KPI▒
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    KPI       令和5年度目標   令和4年度
    """
    parts: list[list[Mark]] = []
    for stack in stacks:
        bands = [_within(words, above, below) for above, below in pairwise(stack)]
        start = 0
        for i, band in enumerate(bands, 1):
            low = max((hull_of(word)[1] for word in band), default=0.0)
            text = [word for word in band if hull_of(word)[3] <= low]
            upon = _is_text(text) and _are_months([word for word in band if word not in text])
            if upon or (_is_text(band) and (_has_label(band, stack[i - 1], stack[i], bars) or _heads_below(bands[i:]))):
                titled = i - 2 >= start and bool(bands[i - 2]) and _is_title(bands[i - 2], stack[0].lo)
                parts.append(list(stack[start : i - 1 if titled else i]))
                start = i
        parts.append(list(stack[start:]))
    return [part for part in parts if len(part) >= 2]


def _heads_below(bands: Sequence[Sequence[PrintedWord]]) -> bool:
    """Whether the first of the rows is one of months, or of several headings that say what the figures below are."""
    heads = [word for band in bands[:1] for word in band if _HEADS.search(solid("".join(word.texts)))]
    return bool(bands) and (_are_months(bands[0]) or (len(heads) >= _FEWEST_OF_FIGURES and _begins(bands[:2])))


def _has_label(band: Sequence[PrintedWord], above: Mark, below: Mark, bars: Sequence[Box]) -> bool:
    """Whether a line of the text between two rules stands in a coloured box of its own at their left, and is not the
    first cell of a row: the box touches neither rule.
    """
    boxes = [
        (left, top, right, low)
        for left, top, right, low in bars
        if above.lo - _BESIDE <= left <= above.lo + _LEFT * (low - top)
        and right < (above.lo + above.hi) / 2
        and above.pos + 1 < top
        and low < below.pos - 1
    ]
    middles = [((hull[0] + hull[2]) / 2, (hull[1] + hull[3]) / 2) for hull in map(hull_of, band)]
    return any(left < x < right and top < y < low for left, top, right, low in boxes for x, y in middles)


def sides_of_calendars(bars: Iterable[Box], rules: Sequence[Mark], words: Sequence[Word]) -> list[Mark]:
    """The upper and lower sides of coloured bars over a row of months that no rule touches, as wide as a rule below."""
    sides = []
    for left, top, right, low in bars:
        wide = [rule for rule in rules if abs(rule.lo - left) <= _BESIDE and abs(rule.hi - right) <= _BESIDE]
        upper, lower = Mark(True, top, left, right), Mark(True, low, left, right)
        bare = not any(top - _BESIDE <= rule.pos <= low + _BESIDE for rule in wide)
        if bare and any(rule.pos > low for rule in wide) and _are_months(_within(words, upper, lower)):
            sides += [upper, lower]
    return sides


def _are_months(band: Sequence[PrintedWord]) -> bool:
    """Whether months stand in a row of headings, each after the one before it."""
    words = sorted(band, key=lambda word: hull_of(word)[0])
    found = [_MONTH.fullmatch(solid("".join(word.texts))) for word in words]
    months = [int(match[1]) for match in found if match]
    follow = all(b == a % 12 + 1 for a, b in pairwise(months))
    return len(months) >= _MONTHS and follow


def _is_text(band: Sequence[PrintedWord]) -> bool:
    """Whether several lines stand in a band, no two words of one are parted by wide white, and no figure or mark stands
    behind others.
    """
    lines: dict[int, list[PrintedWord]] = defaultdict(list)
    for word in sorted(band, key=lambda word: hull_of(word)[0]):
        lines[round(hull_of(word)[3])].append(word)
    high = max((box[3] - box[1] for box in map(hull_of, band)), default=0.0)
    behind = [(a, b) for line in lines.values() for a, b in pairwise(line)]
    close = all(hull_of(b)[0] - hull_of(a)[2] < _LEFT * high for a, b in behind)
    return len(lines) >= _FEWEST_LINES and close and not any(fills_a_cell("".join(b.texts)) for _, b in behind)


def split_at_months(stacks: Iterable[Sequence[Mark]], words: Sequence[Word]) -> list[list[Mark]]:
    """Stacks cut at the rule over a row that heads columns with the same months again, at other places than before: the
    tables have columns of their own, as where one of them prints a total behind its months and the other none.

    単月        4月   5月   6月   計
    令和4年度    14    21    23   58
    累計          4月    5月    6月
    令和4年度     210    231    254

    A title in a band of its own above that row, or a remark with it, is no row of the table before.
    """
    parts: list[list[Mark]] = []
    for stack in stacks:
        part = list(stack[:1])
        heads: dict[str, float] = {}
        for above, below in pairwise(stack):
            months = _months_in(_within(words, above, below)) if len(stack) >= _FEWEST_OF_TWO else {}
            again = [abs(heads[month] - at) for month, at in months.items() if month in heads]
            if len(part) >= _FEWEST_RULES and len(again) >= _FEWEST_MONTHS and max(again) > _BESIDE:
                titled = len(part) > _FEWEST_RULES and _is_title(_within(words, *part[-2:]), above.lo)
                parts.append(part[:-1] if titled else part)
                part, heads = [above], {}
            heads = heads or months
            part.append(below)
        parts.append(part)
    return [part for part in parts if len(part) >= 2]


def _months_in(band: Sequence[PrintedWord]) -> dict[str, float]:
    """The middle of each month that heads a column, in a row of such headings; none in any other row."""
    found = [(solid("".join(word.texts)), hull_of(word)) for word in band]
    months = {text: (box[0] + box[2]) / 2 for text, box in found if _MONTH_HEAD.fullmatch(text)}
    figures = any(fills_a_cell(text) and not _MONTH_HEAD.fullmatch(text) for text, _ in found)
    return months if len(months) >= _FEWEST_MONTHS and not figures else {}


def _heads_section(bar: Box, above: Mark, below: Mark, words: Sequence[Word]) -> bool:
    """Whether a bar between two rules touches neither, holds words and no figure, and has lines of others below it."""
    wide = abs(bar[0] - above.lo) <= _BESIDE and abs(bar[2] - above.hi) <= _BESIDE
    if not wide or bar[1] < above.pos + _BESIDE or below.pos - bar[3] < _LINES * (bar[3] - bar[1]):
        return False
    beside = [(word, hull) for word in words if (hull := hull_of(word))[0] < bar[2] and hull[2] > bar[0]]
    held = [word for word, hull in beside if bar[1] < (hull[1] + hull[3]) / 2 < bar[3]]
    lines = {round((top + bottom) / 2) for _, (_, top, _, bottom) in beside if bar[3] < (top + bottom) / 2 < below.pos}
    figures = any(isinstance(word, PrintedWord) and fills_a_cell("".join(word.texts)) for word in held)
    return bool(held) and not figures and len(lines) >= _LINES


def below_lead(ys: Sequence[float], words: Sequence[Word]) -> list[float]:
    """The heights of a table's rules without the first one, if only a sentence stands between it and the next, since it
    underlines the title above, or nothing in a band far lower than any row, since it ends the table above.
    """
    band = [word for word in words if ys[0] < (hull_of(word)[1] + hull_of(word)[3]) / 2 < ys[1]]
    low = min((below - above for above, below in pairwise(ys[1:])), default=0.0)
    if not band and len(ys) > _FEWEST_RULES and ys[1] - ys[0] < _WHITE * low:
        return list(ys[1:])
    lines = {round(hull_of(word)[3]) for word in band}
    last = max(band, key=lambda word: hull_of(word)[2], default=None)
    sentence = isinstance(last, PrintedWord) and "".join(last.texts).endswith("。")
    return list(ys[1:] if sentence and len(lines) == 1 and len(ys) > 3 else ys)


def _within(words: Sequence[Word], above: Mark, below: Mark) -> list[PrintedWord]:
    out = []
    for word in words:
        left, top, right, bottom = hull_of(word)
        level = above.pos < (top + bottom) / 2 < below.pos
        if level and isinstance(word, PrintedWord) and above.lo - 3 <= left and right <= above.hi + 3:
            out.append(word)
    return out


def _is_title(band: Sequence[PrintedWord], left: float) -> bool:
    """Whether there is nothing in a band, or a line or two from the left on without a figure, be they a remark."""
    boxes = [hull_of(word) for word in band]
    if not boxes:
        return True
    if not all(word.is_read for word in band):
        return False
    high = max(box[3] - box[1] for box in boxes)
    levels = {round((box[1] + box[3]) / 2 / high) for box in boxes}
    begins = min(box[0] for box in boxes) - left < _LEFT * high
    texts = [("".join(word.texts), box[0] - left < high) for word, box in zip(band, boxes, strict=True)]
    figures = any(fills_a_cell(text) and not (leads and _REMARK.fullmatch(text)) for text, leads in texts)
    return begins and len(levels) <= _LINES and not figures


def _repeats(first: Sequence[Sequence[PrintedWord]], again: Sequence[Sequence[PrintedWord]]) -> bool:
    """Whether one of the first two rows stands again at the same place below a title, or headings over figures stand
    at both.
    """
    texts = [[[solid("".join(word.texts)) for word in band] for band in bands] for bands in (first, again)]
    if all(_is_head(bands[0]) and any(map(fills_a_cell, chain(*bands[1:]))) for bands in texts):
        return True
    for one, other in zip(*texts, strict=False):
        words = [{text for text in band if not fills_a_cell(text)} for band in (one, other)]
        if len(words[0] & words[1]) >= max(1, _SAME * max(map(len, words))):
            return True
    return False


def _begins(bands: Sequence[Sequence[PrintedWord]]) -> bool:
    """Whether a row of headings that say what figures are comes first, and one of figures follows."""
    texts = [["".join(word.texts) for word in band] for band in bands]
    heads = len(texts[0]) > 1 and not any(map(fills_a_cell, texts[0])) and any(map(_HEADS.search, texts[0]))
    return heads and len(texts) > 1 and any(map(fills_a_cell, texts[1]))


def _is_head(texts: Sequence[str]) -> bool:
    return len(texts) >= _FEWEST_HEADS and not any(map(fills_a_cell, texts))
