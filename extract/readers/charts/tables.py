"""Charts as the tables they stand for: a row of categories, a row of figures for each colour, named by the legend.

A chart is read where every bar has one figure, every category one name, every colour its name in the legend, no figure
between the bars is left over, and lengths follow figures; else its words stay text, and what reads text judges them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.normalise.text import solid
from extract.readers.charts.figures import BEYOND, Digits, of_bars, of_points
from extract.readers.charts.frame import Frame
from extract.readers.charts.groups import by_color, slots_of, together
from extract.readers.charts.labels import Label, joined, labels_of, seen_in
from extract.readers.charts.legend import legend_of
from extract.readers.charts.marks import Spot, bar_charts, line_charts
from extract.readers.charts.scale import follows, ticks_of
from extract.readers.drawn.boxes import hull, middle_in, overlap
from extract.readers.pages.sheet import Path
from extract.readers.rules.rulings import Box
from extract.readers.words.glyphs import Glyph

#: The names of categories stand within this below the axis, beside it where bars lie, and below a line.
_BELOW, _BESIDE, _UNDER_LINE = 30.0, 130.0, 160.0
#: The name of a category stands no farther aside from its middle, in steps.
_ASIDE = 0.42
_TIME = re.compile(r"\d年度?|[元\d]年|\d月|四半期|\dQ|Q\d|[上下]半?期|^[RH]\d")
_BAND = re.compile(r"(?:令和|平成|[RH])?[元\d]{1,4}年度?|[上下]半?期|第?\d四半期")


@dataclass(frozen=True, eq=False)
class ChartTable:
    """A chart as rows of labels, its box, and the boxes of its bars; `scale` are the words of its axis."""

    rows: list[list[Label | None]]
    box: Box
    bars: list[Box]
    scale: list[Label]

    def cell(self, row: int, col: int) -> Box:
        """Where a cell stands: its label, or where its row and its column cross."""
        label = self.rows[row][col]
        if label is not None:
            return of_glyphs(label)
        across = [of_glyphs(one) for one in self.rows[row] if one is not None] or [self.box]
        down = [of_glyphs(one) for line in self.rows if (one := line[col]) is not None] or [self.box]
        top, left = across[0][1], down[0][0]
        return (left, top, max(down[0][2], left), max(across[0][3], top))

    @property
    def labels(self) -> list[Label]:
        """Every label that was taken from the page."""
        return [label for row in self.rows for label in row if label is not None] + self.scale


def charts_of(paths: Sequence[Path], glyphs: Sequence[Glyph], turn: Callable[[Box], Box]) -> list[ChartTable]:
    """The charts of a page, upright by `turn`, whose reading their own lengths prove."""
    found: list[ChartTable] = []
    labels: list[Label] | None = None
    for lying in (False, True):
        frame = Frame(turn, lying)
        bars = list(bar_charts(paths, frame, Digits(glyphs, frame).may_be_of))
        lines = [] if lying else list(line_charts(paths, frame))
        if not bars and not lines:
            continue
        labels = labels_of(glyphs) if labels is None else labels
        around = seen_in(frame, labels) if lying else labels
        for spots in together(bars, lines):
            table = _Chart(spots, around, paths, frame).table()
            if table is not None and not any(overlap(table.box, other.box) for other in found):
                found.append(table)
    return found


class _Chart:
    """One chart: its rows of spots (bars as one, each line as one) and the words around it."""

    def __init__(
        self, series: list[list[Spot]], labels: Sequence[Label], paths: Sequence[Path], frame: Frame
    ) -> None:
        self.paths, self.frame, self.lying = paths, frame, frame.lying
        self.spots = [spot for row in series for spot in row]
        self.series = [part for row in series for part in by_color(row)]
        self.bars = [spot.box for spot in self.spots if spot.box is not None]
        low = max([box[3] for box in self.bars], default=max(spot.y for spot in self.spots))
        left, right = (f(spot.x + side * spot.half for spot in self.spots) for f, side in ((min, -1), (max, 1)))
        self.plot: Box = (left, min(spot.y for spot in self.spots), right, low)
        self.labels = labels
        self.slots = slots_of(self.series, self.spots)
        steps = [b - a for a, b in pairwise(self.slots)]
        self.step = min(steps, default=0.0)

    def table(self) -> ChartTable | None:
        if len(self.slots) < 2 or self.step <= 0:
            return None
        figures = self._figures()
        if figures is None:
            return None
        top = min([label.box[1] for label in figures.values()])
        plot = (self.plot[0], min(self.plot[1], top), self.plot[2], self.plot[3])
        used = set(figures.values())
        sums = self._sums(figures)
        left = (x for x in self.labels if x.value is not None and x not in used and x not in sums)
        if any(middle_in(label.box, plot) for label in left):
            return None
        names = self._categories()
        if names is None:
            return None
        colors = [spots[0].color for spots in self.series]
        legend = legend_of(colors, self.series, self.paths, self.labels, self.frame, plot, self.bars)
        if legend is None:
            return None
        rows: list[list[Label | None]] = [[None, *names]]
        for spots, name in zip(self.series, legend, strict=True):
            by_slot = {self._slot(spot.x): figures.get(spot) for spot in spots}
            rows.append([name, *(by_slot.get(at) for at in range(len(names)))])
        if all(row[0] is None for row in rows):
            rows = [row[1:] for row in rows]
        if not any(_TIME.search(solid(name.text)) for name in names):
            rows = [list(column) for column in zip(*rows, strict=True)]
        if rows[0] and all(label is None for label in rows[0]):
            rows = rows[1:]
        scale = ticks_of(self.labels, plot, used)
        taken = [label for row in rows for label in row if label is not None]
        bars = list(map(self.frame.upright, self.bars))
        return ChartTable(rows, hull([of_glyphs(label) for label in taken]), bars, scale)

    def _figures(self) -> dict[Spot, Label] | None:
        """The figure of every spot; None where a bar has none, or lengths do not follow figures."""
        values = [label for label in self.labels if label.value is not None]
        bars = [spot for spot in self.spots if spot.box is not None]
        found = of_bars(bars, values)
        if len(found) < len(bars) or (bars and not follows([(-spot.length, label) for spot, label in found.items()])):
            return None
        for spots in self.series:
            if spots[0].box is None:
                own = self._of_line(spots, [label for label in values if label not in found.values()])
                if own is None:
                    return None
                found.update(own)
        return found

    def _of_line(self, spots: Sequence[Spot], values: Sequence[Label]) -> dict[Spot, Label] | None:
        reach = min(max(self.step * _ASIDE, 4.0), 14.0)
        for side in (-1, 1, 0):
            own = of_points(spots, values, side, reach)
            if len(own) >= 3 and follows([(spot.y, label) for spot, label in own.items()]):
                return own
        return None

    def _sums(self, figures: Mapping[Spot, Label]) -> set[Label]:
        """The figures over piles of bars that are the sums of these; no name stands with them, and they stay text."""
        sums: set[Label] = set()
        for at, x in enumerate(self.slots):
            pile = [spot for spot in self.spots if spot.stacked and self._slot(spot.x) == at]
            total = sum(figures[spot].value or 0.0 for spot in pile)
            top = min((spot.y for spot in pile), default=self.plot[1])
            over = (label for label in self.labels if label.value is not None and abs(label.middle - x) < self.step / 2)
            sums |= {y for y in over if -2 <= top - y.box[3] <= BEYOND and abs((y.value or 0.0) - total) < 0.05}
        return sums

    def _slot(self, x: float) -> int:
        return min(range(len(self.slots)), key=lambda at: abs(self.slots[at] - x))

    def _categories(self) -> list[Label] | None:
        """The name of every slot, and of those that go on at the same step behind the last figure."""
        depth = _BESIDE if self.lying else (_BELOW if self.bars else _UNDER_LINE)
        foot = self.plot[3]
        reach = self.step * _ASIDE
        within = [label for label in self.labels if -3 <= label.box[1] - foot <= depth]
        right = [label for label in within if label.middle >= self.slots[0] - reach]
        rows = [within] if self.lying else _levels(right)
        for at, row in enumerate(rows):
            named = self._named(row, reach)
            if named is None:
                if self.bars and not self.lying:
                    return None
                continue
            after = rows[at + 1] if at + 1 < len(rows) else []
            return self._with_second_line(named, after)
        return None

    def _named(self, row: Sequence[Label], reach: float) -> list[Label] | None:
        slots = list(self.slots)
        if not self.lying:
            while any(abs(label.middle - slots[-1] - self.step) <= reach / 2 for label in row):
                slots.append(slots[-1] + self.step)
        named: list[list[Label]] = [[] for _ in slots]
        for label in row:
            at = min(range(len(slots)), key=lambda i: abs(slots[i] - label.middle))
            if abs(slots[at] - label.middle) <= reach:
                named[at].append(label)
            elif slots[0] <= label.middle <= slots[-1]:
                return None
        if not all(named) or any(label.value is not None for labels in named for label in labels):
            return None
        if not self.lying and any(len(labels) > 1 for labels in named):
            return None
        return [joined(_in_order(labels)) for labels in named]

    def _with_second_line(self, named: list[Label], after: Sequence[Label]) -> list[Label] | None:
        """Names with what stands right below each of them; None where bands below them date several at once."""
        foot = max(label.box[3] for label in named)
        near = [label for label in after if label.box[1] - foot <= 0.8 * label.height]
        near = [label for label in near if self.plot[0] - self.step <= label.middle <= self.plot[2] + self.step]
        if len(near) == len(named) and all(
            abs(a.middle - b.middle) <= 0.25 * self.step for a, b in zip(named, near, strict=True)
        ):
            return [joined([a, b]) for a, b in zip(named, near, strict=True)]
        if any(_BAND.fullmatch(solid(label.text)) for label in near):
            return None
        return named


def _levels(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels by height, from the top, each row from left to right."""
    rows: list[list[Label]] = []
    for label in sorted(labels, key=lambda label: label.level):
        if rows and label.level - rows[-1][0].level <= 0.5 * label.height:
            rows[-1].append(label)
        else:
            rows.append([label])
    return [sorted(row, key=lambda label: label.middle) for row in rows]


def _in_order(labels: Sequence[Label]) -> list[Label]:
    """Labels as they are read: by line, then from left to right."""
    return sorted(labels, key=lambda label: (round(of_glyphs(label)[1] / 3), label.glyphs[0].x0))


def of_glyphs(label: Label) -> Box:
    """The box of a label on the upright page."""
    return hull([(g.x0, g.top, g.x1, g.bottom) for g in label.glyphs])

