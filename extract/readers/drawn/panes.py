"""Boxes of text set side by side, as cards are: with rounded corners, drawn as a ring, or only as a coloured ground.

Each is a grid of one cell, so that its text is read by itself and not line by line across its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from extract.readers.pages.sheet import Path, is_rounded, is_white
from extract.readers.rules.rulings import Box, Grid, GridCell, Point

#: A pane is at least so wide and high, and takes at most this share of the page's width.
_LEAST_WIDTH, _LEAST_HEIGHT, _WIDEST = 60.0, 36.0, 0.6
#: The two edges of a drawn ring are at most this far apart.
_RING = 4.0
#: Panes beside one another share this part of their height and do not touch, as cells do.
_SHARED_HEIGHT, _LEAST_GAP = 0.6, 3.0


def panes(
    paths: Sequence[Path], turn: Callable[[Box], Box], grids: Sequence[Grid], ink: Sequence[Point], width: float
) -> list[Grid]:
    """The boxes on a page of this `width` that stand beside one another and hold text, outside of its `grids`.

    `ink` are the middles of characters.
    """
    found: list[Box] = []
    for box in sorted(map(turn, _boxes(paths)), key=lambda b: b[0] - b[2]):
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide < _LEAST_WIDTH or high < _LEAST_HEIGHT or wide > _WIDEST * width:
            continue
        if not any(_is_same(box, other) for other in found) and not any(_overlap(box, grid.box) for grid in grids):
            found.append(box)
    beside = [box for box in found if any(_stand_beside(box, other) for other in found)]
    outer = [box for i, box in enumerate(beside) if not any(_overlap(box, other) for other in beside[:i])]
    return [_grid(box) for box in outer if any(_within(point, box) for point in ink)]


def _boxes(paths: Sequence[Path]) -> Iterator[Box]:
    """The boxes that paths outline or fill; of a ring only its outer edge."""
    painted: dict[int, list[Path]] = defaultdict(list)
    for path in paths:
        painted[path.order].append(path)
    for parts in painted.values():
        for path in parts:
            inked = path.stroke is not None or (path.fill is not None and not is_white(path.fill))
            if inked and (path.is_rect or is_rounded(path)):
                yield path.box


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _RING for a, b in zip(one, other, strict=True))


def _overlap(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1


def is_cell_of(grid: Grid, box: Box) -> bool:
    """Whether a box is the coloured ground of one of a table's cells."""
    return any(_is_same(box, cell.box) for cell in grid.cells)


def _stand_beside(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    least = min(one[3] - one[1], other[3] - other[1])
    apart = min(one[2], other[2]) + _LEAST_GAP <= max(one[0], other[0])
    return apart and shared >= _SHARED_HEIGHT * least


def _within(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _grid(box: Box) -> Grid:
    return Grid([box[0], box[2]], [box[1], box[3]], [GridCell(0, 0, 1, 1, box)])
