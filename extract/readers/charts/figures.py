"""Which figure is drawn by which bar or point of a chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.readers.charts.frame import Frame
from extract.readers.charts.labels import Label
from extract.readers.charts.marks import Spot
from extract.readers.drawn.boxes import middle_in
from extract.readers.rules.rulings import Box
from extract.readers.words.glyphs import Glyph

#: A figure stands so far from the end of its bar or from its point.
BEYOND, _NEAR_POINT = 10.0, 15.0
#: Digits are looked up in columns so wide, and stand no farther from the middle of their figure.
_COLUMN, _DIGIT = 24.0, 12.0


class Digits:
    """The digits of a page in a chart's frame, by columns: most boxes in colour are shades of tables, without any."""

    def __init__(self, glyphs: Sequence[Glyph], frame: Frame) -> None:
        self.glyphs, self.frame = glyphs, frame
        self.columns: dict[int, list[Box]] | None = None

    def may_be_of(self, bar: Spot) -> bool:
        """Whether a digit stands at the end of a bar or in it, near enough that its figure may be the bar's."""
        columns = self.columns = self.columns if self.columns is not None else self._by_column()
        reach = max(bar.half, 4.0) + _DIGIT
        low = bar.box[3] if bar.box is not None else bar.y
        for column in range(int((bar.x - reach) // _COLUMN), int((bar.x + reach) // _COLUMN) + 1):
            for x0, top, x1, bottom in columns.get(column, ()):
                if abs((x0 + x1) / 2 - bar.x) <= reach and bottom >= bar.y - BEYOND - _DIGIT and top <= low + _DIGIT:
                    return True
        return False

    def _by_column(self) -> dict[int, list[Box]]:
        found: dict[int, list[Box]] = defaultdict(list)
        for glyph in self.glyphs:
            if glyph.text.isdigit():
                box = self.frame.of_upright((glyph.x0, glyph.top, glyph.x1, glyph.bottom))
                found[int((box[0] + box[2]) / 2 // _COLUMN)].append(box)
        return found


def of_bars(bars: Sequence[Spot], values: Sequence[Label]) -> dict[Spot, Label]:
    """The figure at the end of each bar or within it; none at all where a bar has none, or shares its own."""
    found: dict[Spot, Label] = {}
    for bar in bars:
        beyond = [v for v in values if _is_over(bar, v) and -2 <= bar.y - v.box[3] <= BEYOND]
        within = [v for v in values if bar.box is not None and middle_in(v.box, bar.box)]
        near = within if bar.stacked else beyond or within
        if not near:
            return {}
        found[bar] = min(near, key=lambda v: abs(v.middle - bar.x) + abs(bar.y - v.box[3]))
    return found if len(set(found.values())) == len(found) else {}


def _is_over(bar: Spot, label: Label) -> bool:
    return abs(label.middle - bar.x) <= max(bar.half, 4.0)


def of_points(spots: Sequence[Spot], values: Sequence[Label], side: int, reach: float) -> dict[Spot, Label]:
    """The figure right above (-1), below (1) or nearest to (0) each point; none twice."""
    pairs = []
    for spot in spots:
        for label in values:
            gap = max(spot.y - label.box[3], label.box[1] - spot.y)
            above = label.level < spot.y
            if abs(label.middle - spot.x) <= reach and gap <= _NEAR_POINT and (side == 0 or above == (side < 0)):
                pairs.append((max(gap, 0.0) + abs(label.middle - spot.x), spot, label))
    found: dict[Spot, Label] = {}
    for _, spot, label in sorted(pairs, key=lambda pair: pair[0]):
        if spot not in found and label not in found.values():
            found[spot] = label
    return found
