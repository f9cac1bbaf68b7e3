"""Bars of colour in a schedule: what stands in one is of all the months that it covers, and one alone is a mark.

取組      4月  5月  6月  7月
訪問      ▓▓▓▓▓▓▓▓             ■ in April and May
研修           ▓ 募集 ▓         募集 in May and June
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Bar, Line
from extract.shapes.repair.schedules.month_frames import Frame, Word, by_height
from extract.shapes.repair.schedules.placed_rows import Band

#: How a bar without words is written down.
_MARK = "■"
COLOUR = "a coloured bar without a mark; the months that it covers were told by its sides"
INSIDE = "printed in a coloured bar; the months that it covers were told by its sides"
#: A column that is coloured in so many rows says nothing of any.
_COLUMN = 3
#: A bar fills a row where it ends within so many points of its rules.
_FILLS = 3.0


def with_bars(bands: Sequence[Band], frame: Frame, bars: Sequence[Bar]) -> bool:
    """Gives the bands what bars of colour say in them; returns whether that is more than their words say."""
    beside = [(band, bar) for bar in bars if (band := _band_of(bar, bands, frame)) is not None]
    told = [(band, bar, frame.between(bar.box[0], bar.box[2])) for band, bar in beside]
    changed = False
    for band, bar, months in told:
        columns = sum(other == months for _, _, other in told)
        if not months or columns >= max(_COLUMN, len(bands)) or _is_column(bar, band, frame, bars):
            continue
        inside = [word for word in band.marks if bar.box[0] < word.x < bar.box[2] and bar.box[1] < word.y < bar.box[3]]
        if not inside and not any(word.line.doubt not in (COLOUR, INSIDE) for word in band.marks):
            line = Line(_MARK, bar.place, doubt=COLOUR, box=bar.box)
            band.marks.append(Word(line, bar.box, (bar.box[0], bar.box[2])))
            changed = True
        elif len(inside) == 1 and len(months) > 1:
            word = inside[0]
            changed = changed or frame.months_of(word) != months
            line = replace(word.line, doubt=word.line.doubt or INSIDE)
            band.marks[band.marks.index(word)] = Word(line, word.box, (bar.box[0], bar.box[2]))
    return changed


def _is_column(bar: Bar, band: Band, frame: Frame, bars: Sequence[Bar]) -> bool:
    """Whether a bar fills its row between rules below a bar of the same sides that holds headings of months: both are
    the colour of columns.
    """
    if band.sides is None or max(bar.box[1] - band.sides[0], band.sides[1] - bar.box[3]) > _FILLS:
        return False
    heads = frame.heads[0].y
    over = [other for other in bars if other.box[1] < heads < other.box[3] and other is not bar]
    return any(abs(other.box[0] - bar.box[0]) + abs(other.box[2] - bar.box[2]) < _FILLS for other in over)


def _band_of(bar: Bar, bands: Sequence[Band], frame: Frame) -> Band | None:
    """The one band that a bar lies in, if it lies under the months alone."""
    if bar.box[0] < frame.left - frame.step / 2 or bar.box[2] > frame.right + frame.step / 2:
        return None
    middle = (bar.box[1] + bar.box[3]) / 2
    inside = [band for band in bands if _top(band) <= middle <= _bottom(band)]
    crossed = [band for band in bands if bar.box[1] < _middle(band) < bar.box[3]]
    return inside[0] if len(inside) == 1 and len(crossed) < 2 else None


def _top(band: Band) -> float:
    return band.sides[0] if band.sides is not None else min(w.box[1] - w.height / 2 for w in _words(band))


def _bottom(band: Band) -> float:
    return band.sides[1] if band.sides is not None else max(w.box[3] + w.height / 2 for w in _words(band))


def _middle(band: Band) -> float:
    rows = by_height(band.labels or band.marks)
    return rows[len(rows) // 2][0].y if rows else (_top(band) + _bottom(band)) / 2


def _words(band: Band) -> list[Word]:
    return [*band.labels, *band.marks, *band.remarks]
