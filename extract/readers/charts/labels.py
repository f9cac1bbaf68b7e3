"""The words in and around a chart, in its own frame: values grow upwards, categories run to the right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.normalise.numbers import parse_figure
from extract.normalise.text import solid
from extract.readers.charts.frame import Frame
from extract.readers.rules.rulings import Box
from extract.readers.words.glyphs import WORD_GAP, Glyph

#: Between figures of bars side by side lies more than so many font sizes, between their digits less.
_DIGITS_APART = 0.12
#: Feet of the digits of one figure differ by no more font sizes.
_ONE_FOOT = 0.06
#: Names of years and months stand close to one another below narrow bars.
_ENDS_TIME = "度月期末"
#: Middles of glyphs of one label differ by no more font sizes; glyphs are looked up in bands of this height.
_LEVEL, _BAND = 0.3, 8.0
#: What ended so far to the left goes on no more, in points.
_ENDED = 80.0
_NUMBER = re.compile(r"[△▲+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\D{0,4}")


@dataclass(frozen=True, eq=False)
class Label:
    """Glyphs that stand together on one line, what they say, and their box; `value` where that is a figure."""

    text: str
    glyphs: tuple[Glyph, ...]
    box: Box
    value: float | None

    @property
    def middle(self) -> float:
        """How far to the right its middle stands."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def level(self) -> float:
        """How far down its middle stands."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        """From its top to its foot."""
        return self.box[3] - self.box[1]


def labels_of(glyphs: Iterable[Glyph]) -> list[Label]:
    """The labels of a page: words, and figures that stand close to one another each for itself.

    Figures in a chart stand at all heights, so that glyphs go with the one right before them and not with a line.
    """
    runs: list[list[Glyph]] = []
    by_level: dict[int, list[list[Glyph]]] = defaultdict(list)
    for glyph in sorted([g for g in glyphs if g.text.strip()], key=attrgetter("x0")):
        level = int(glyph.middle // _BAND)
        near: list[list[Glyph]] = []
        for at in (level - 1, level, level + 1):
            by_level[at] = [run for run in by_level[at] if run[-1].x1 > glyph.x0 - _ENDED]
            near += [run for run in by_level[at] if _goes_on(run[-1], glyph)]
        run = max(near, key=lambda run: run[-1].x1, default=None)
        if run is None:
            run = []
            runs.append(run)
            by_level[level].append(run)
        run.append(glyph)
    return [_label(run) for run in runs]


def seen_in(frame: Frame, labels: Iterable[Label]) -> list[Label]:
    """Labels of the upright page in the frame of a chart."""
    return [Label(label.text, label.glyphs, frame.of_upright(label.box), label.value) for label in labels]


def joined(labels: Sequence[Label]) -> Label:
    """Labels that belong together as one, in the order given."""
    if len(labels) == 1:
        return labels[0]
    x0s, tops, x1s, bottoms = zip(*(label.box for label in labels), strict=True)
    glyphs = tuple([glyph for label in labels for glyph in label.glyphs])
    return Label("".join([label.text for label in labels]), glyphs, (min(x0s), min(tops), max(x1s), max(bottoms)), None)


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    gap, size = glyph.x0 - before.x1, max(before.size, glyph.size)
    if abs(before.middle - glyph.middle) > _LEVEL * size or not -size < gap <= WORD_GAP * size:
        return False
    if before.text in _ENDS_TIME and gap > _DIGITS_APART * size:
        return False
    if not (glyph.text.isdigit() and (before.text.isdigit() or before.text in "%人件円")):
        return True
    return gap <= _DIGITS_APART * size and abs(before.bottom - glyph.bottom) <= _ONE_FOOT * size


def _label(run: Sequence[Glyph]) -> Label:
    text = "".join([glyph.text for glyph in run])
    box = (run[0].x0, min([g.top for g in run]), run[-1].x1, max([g.bottom for g in run]))
    return Label(text, tuple(run), box, _value(text))


def _value(text: str) -> float | None:
    if _NUMBER.fullmatch(solid(text)) is None:
        return None
    figure = parse_figure(text)
    return figure.value if figure is not None else None
