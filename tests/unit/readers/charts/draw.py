"""Charts as a page draws them: paths in colours and glyphs, on an upright page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.readers.pages.sheet import Path
from extract.readers.words.glyphs import Glyph

COLORS = ((0.1, 0.3, 0.7), (0.6, 0.6, 0.6), (0.9, 0.5, 0.1), (0.2, 0.6, 0.2))
WHITE = (1.0, 1.0, 1.0)
SIZE = 6.0


@dataclass
class Canvas:
    """What was drawn so far."""

    paths: list[Path] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)

    def box(self, x0: float, y0: float, x1: float, y1: float, color: tuple[float, ...]) -> None:
        """A filled box."""
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        self.paths.append(Path(corners, (x0, y0, x1, y1), None, color, True, len(self.paths)))

    def stroke(self, points: Sequence[tuple[float, float]], color: tuple[float, ...]) -> None:
        """An open line."""
        xs, ys = zip(*points, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        self.paths.append(Path(tuple(points), box, color, None, False, len(self.paths)))

    def text(self, x: float, top: float, text: str, anchor: str = "left") -> None:
        """Words whose left end, middle or right end stands at `x`."""
        widths = [SIZE if ord(char) > 0x2000 else SIZE / 2 for char in text]
        x -= sum(widths) * {"left": 0.0, "middle": 0.5, "right": 1.0}[anchor]
        for char, width in zip(text, widths, strict=True):
            self.glyphs.append(Glyph(char, x, top, x + width, top + SIZE, SIZE))
            x += width


@dataclass
class BarChart:
    """Bars for each category, series side by side; `lying` turns them to the right."""

    names: list[str]
    series: dict[str, list[float | None]]
    left: float = 60.0
    top: float = 60.0
    width: float = 420.0
    height: float = 140.0
    lying: bool = False
    scale: bool = False
    legend: bool = True
    lengths: dict[tuple[int, int], float] = field(default_factory=dict)  # other than the figure asks for

    def draw(self, canvas: Canvas) -> None:
        """Everything that belongs to the chart, without a title."""
        top = max(value for row in self.series.values() for value in row if value is not None) * 1.1
        room = self.height if self.lying else self.width
        step = room / len(self.names)
        wide = step * 0.7 / len(self.series)
        long = self.width if self.lying else self.height
        for j, row in enumerate(self.series.values()):
            for i, value in enumerate(row):
                if value is not None:
                    at = step * (i + 0.15) + wide * j
                    length = self.lengths.get((j, i), value) / top * long
                    self._bar(canvas, at, wide, length, COLORS[j], f"{value:,}")
        for i, name in enumerate(self.names):
            self._name(canvas, step * (i + 0.5), name)
        if self.scale:
            for i in range(5):
                self._tick(canvas, long * i / 4, f"{top * i / 4:.3f}")
        if self.legend:
            self._legend(canvas)

    def _bar(self, canvas: Canvas, at: float, wide: float, length: float, color: tuple[float, ...], text: str) -> None:
        if self.lying:
            y = self.top + at
            canvas.box(self.left, y, self.left + length, y + wide, color)
            canvas.text(self.left + length + 3, y + wide / 2 - SIZE / 2, text)
        else:
            foot = self.top + self.height
            canvas.box(self.left + at, foot - length, self.left + at + wide, foot, color)
            canvas.text(self.left + at + wide / 2, foot - length - SIZE - 2, text, "middle")

    def _name(self, canvas: Canvas, at: float, name: str) -> None:
        if self.lying:
            canvas.text(self.left - 4, self.top + at - SIZE / 2, name, "right")
        else:
            canvas.text(self.left + at, self.top + self.height + 4, name, "middle")

    def _tick(self, canvas: Canvas, at: float, text: str) -> None:
        if self.lying:
            canvas.text(self.left + at, self.top + self.height + 4, text, "middle")
        else:
            canvas.text(self.left - 4, self.top + self.height - at - SIZE / 2, text, "right")

    def _legend(self, canvas: Canvas) -> None:
        x, y = self.left + 10, self.top - 22
        for name, color in zip(self.series, COLORS, strict=False):
            canvas.box(x, y, x + 5, y + 5, color)
            canvas.text(x + 8, y - 0.5, name)
            x += 30 + SIZE * len(name)


def upright(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The frame of a page that is not turned."""
    return box
