"""Tables on paper: cells that span, wrap and stand upright, in closed grids, between horizontal rules or bare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.forms.paper import Sheet, width_of, wrapped

#: closed: all rulings; open_sides: none at the left and right edge; horizontal: no vertical ones; ruled_heads: rules
#: over and under the headings and at the end alone; bare: none at all;
#: head_rule: one rule below the headings and one below the last row; whole_rows, whole_heads: as horizontal and
#: ruled_heads, each rule drawn in one stroke; bands: no rules, the headings and every other row on a coloured ground.
STYLES = (
    "closed", "open_sides", "horizontal", "ruled_heads", "head_rule", "bare", "whole_rows", "whole_heads", "bands",
)  # fmt: skip


#: Height, left and right end of a rule.
_Stroke = tuple[float, float, float]


@dataclass
class Box:
    """One cell: `across` columns and `down` rows; `upright` letters stand below one another."""

    text: str = ""
    across: int = 1
    down: int = 1
    align: str = "left"
    shaded: bool = False
    upright: bool = False


Content = str | Box


@dataclass
class Grid:
    """Rows of cells; a position that another cell spans is left out of its row. `heads` counts the heading rows."""

    widths: Sequence[float]
    rows: list[list[Content]] = field(default_factory=list)
    heads: int = 1
    style: str = "closed"
    size: float = 9
    pad: float = 3
    leading: float = 1.25

    def boxes(self) -> list[tuple[int, int, Box]]:
        """Every cell with its row and column."""
        taken: set[tuple[int, int]] = set()
        out = []
        for row, contents in enumerate(self.rows):
            col = 0
            for content in contents:
                while (row, col) in taken:
                    col += 1
                box = content if isinstance(content, Box) else Box(content)
                if not isinstance(content, Box):
                    box.align = "center" if row < self.heads else "right" if _is_number(content) else "left"
                    box.shaded = row < self.heads and self.style == "closed"
                out.append((row, col, box))
                taken |= {(row + r, col + c) for r in range(box.down) for c in range(box.across)}
                col += box.across
        return out

    def heights(self) -> list[float]:
        """The height of every row: as its tallest cell of one row needs."""
        least = self.size * self.leading + 2 * self.pad
        heights = [least] * len(self.rows)
        for row, col, box in sorted(self.boxes(), key=lambda b: b[2].down):
            need = self._lines(col, box)[1] + 2 * self.pad
            short = need - sum(heights[row : row + box.down])
            if short > 0:
                heights[row + box.down - 1] += short
        return heights

    def _lines(self, col: int, box: Box) -> tuple[list[str], float]:
        width = sum(self.widths[col : col + box.across]) - 2 * self.pad
        lines = list(box.text.replace("\n", "")) if box.upright else wrapped(box.text, width, self.size)
        return lines, len(lines) * self.size * self.leading

    def draw(self, sheet: Sheet, x: float, top: float) -> float:
        """Draws the table at (x, top); returns where it ends."""
        heights = self.heights()
        xs = [x + sum(self.widths[:i]) for i in range(len(self.widths) + 1)]
        ys = [top + sum(heights[:i]) for i in range(len(heights) + 1)]
        if self.style == "bands":
            for row in range(len(self.rows)):
                if row < self.heads or (row - self.heads) % 2:
                    sheet.fill(x, ys[row], xs[-1], ys[row + 1], 0.8 if row < self.heads else 0.92)
        strokes: list[_Stroke] = []
        for row, col, box in self.boxes():
            sides = (xs[col], ys[row], xs[col + box.across], ys[row + box.down])
            if box.shaded:
                sheet.fill(*sides)
            if self.style.startswith("whole"):
                strokes += self._strokes(sides, row, box)
            else:
                self._rules(sheet, sides, xs, row, col, box)
            self._write(sheet, sides, col, box)
        for y, x0, x1 in _joined(strokes):
            sheet.line(x0, y, x1, y)
        return ys[-1]

    def _strokes(self, sides: tuple[float, float, float, float], row: int, box: Box) -> list[_Stroke]:
        """The rules over and under a cell where they are drawn in one stroke through all cells."""
        x0, y0, x1, y1 = sides
        every = self.style == "whole_rows"
        over = [(y0, x0, x1)] if every or row in (0, self.heads) else []
        return over + ([(y1, x0, x1)] if every or row + box.down == len(self.rows) else [])

    def _rules(
        self, sheet: Sheet, sides: tuple[float, float, float, float], xs: Sequence[float], row: int, col: int, box: Box
    ) -> None:
        x0, y0, x1, y1 = sides
        if self.style in ("bare", "bands"):
            return
        if self.style == "ruled_heads":
            if row in (0, self.heads):
                sheet.line(x0, y0, x1, y0)
            if row + box.down == len(self.rows):
                sheet.line(x0, y1, x1, y1)
            return
        if self.style == "head_rule":
            if row + box.down in (self.heads, len(self.rows)):
                sheet.line(x0, y1, x1, y1)
            return
        sheet.line(x0, y0, x1, y0)
        sheet.line(x0, y1, x1, y1)
        if self.style == "horizontal":
            return
        if self.style == "closed" or col:
            sheet.line(x0, y0, x0, y1)
        if self.style == "closed" or col + box.across < len(xs) - 1:
            sheet.line(x1, y0, x1, y1)

    def _write(self, sheet: Sheet, sides: tuple[float, float, float, float], col: int, box: Box) -> None:
        lines, height = self._lines(col, box)
        y = sides[1] + (sides[3] - sides[1] - height) / 2 + 0.1 * self.size
        for line in lines:
            spare = sides[2] - sides[0] - 2 * self.pad - width_of(line, self.size)
            shift = {"left": 0.0, "center": spare / 2, "right": spare}["center" if box.upright else box.align]
            if line:
                sheet.text(sides[0] + self.pad + max(shift, 0), y, line, self.size)
            y += self.size * self.leading


def _joined(strokes: Sequence[_Stroke]) -> list[_Stroke]:
    """Strokes (height, left, right) with those that touch in one line as one."""
    out: list[_Stroke] = []
    for y, x0, x1 in sorted((round(y, 2), x0, x1) for y, x0, x1 in strokes):
        if out and out[-1][0] == y and x0 <= out[-1][2] + 0.1:
            out[-1] = (y, out[-1][1], max(out[-1][2], x1))
        else:
            out.append((y, x0, x1))
    return out


def _is_number(text: str) -> bool:
    return bool(text) and all(
        char in "0123456789０１２３４５６７８９,.，．%％△▲-－:()（）件人円社日回千 \n" for char in text
    )
