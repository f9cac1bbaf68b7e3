"""Labels at the left of a box's rows that only their colour sets apart: no ruling stands between them and what is said
beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.rules.rulings import Box, Grid, GridCell
from extract.readers.words.printed_words import PrintedWord, hull_of

#: A coloured box fills its row within so many points; so many rows have one, which all end at one place.
_FILLS, _ROWS = 3.0, 2
#: A label is no wider than this share of its row.
_SHARE = 0.5


def with_shaded_labels(grids: Sequence[Grid], shades: Sequence[Box], words: Sequence[PrintedWord]) -> list[Grid]:
    """The grids, those of one column with rows that begin in colour parted where the colour ends.

    Args:
        grids: the skeletons of a page's tables.
        shades: the coloured boxes of the page.
        words: what is printed on it; nothing in a parted row reaches over the colour's end.
    """
    return [_parted(grid, shades, words) if len(grid.xs) == 2 and len(grid.ys) > _ROWS else grid for grid in grids]


def _parted(grid: Grid, shades: Sequence[Box], words: Sequence[PrintedWord]) -> Grid:
    ends = {cell.row: end for cell in grid.cells if (end := _end(cell.box, shades)) is not None}
    if len(ends) < _ROWS or max(ends.values()) - min(ends.values()) > _FILLS:
        return grid
    end = sum(ends.values()) / len(ends)
    tall = [cell.box for cell in grid.cells if cell.row in ends]
    inside = (box for box in map(hull_of, words) if any(row[1] < (box[1] + box[3]) / 2 < row[3] for row in tall))
    if any(box[0] < end - 1 and box[2] > end + 1 for box in inside if grid.xs[0] < box[2] and box[0] < grid.xs[1]):
        return grid
    cells: list[GridCell] = []
    for cell in grid.cells:
        left, top, right, low = cell.box
        if cell.row in ends:
            cells.append(GridCell(cell.row, 0, cell.rowspan, 1, (left, top, end, low)))
            cells.append(GridCell(cell.row, 1, cell.rowspan, 1, (end, top, right, low)))
        else:
            cells.append(GridCell(cell.row, 0, cell.rowspan, 2, cell.box))
    return Grid([grid.xs[0], end, grid.xs[1]], grid.ys, cells, grid.ruled, grid.doubt)


def _end(row: Box, shades: Sequence[Box]) -> float | None:
    """Where the colour ends that a row begins with, over all of its height; None where it has none."""
    left, top, right, low = row
    found = [
        shade[2]
        for shade in shades
        if abs(shade[0] - left) <= _FILLS
        and abs(shade[1] - top) <= _FILLS
        and abs(shade[3] - low) <= _FILLS
        and left + _FILLS < shade[2] <= left + _SHARE * (right - left)
    ]
    return found[0] if found else None
