"""Figures that headings carry in brackets below their name: 被保険者(12,345人) beside the corner (対象者数)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Cell
from extract.normalise.numbers import Figure, parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.labelled.grids import Band

#: Headings below it may have run into it where no ruling parts them.
_BRACKETED = re.compile(r"^(?P<name>[^()\d]{2,20})\((?P<count>[\d,]+[^\d,()]{1,3})\)[^()\d]*$")
_SAID = re.compile(r"\((?P<label>[^()\d]{2,20}(?:数|額|率|高))\)$")


@dataclass(frozen=True)
class HeadingFigure:
    """A figure in a heading's brackets: what the corner's brackets call it, and whom the heading names."""

    cell: Cell
    label: str
    name: str
    figure: Figure


def heading_figures(band: Band) -> Iterator[HeadingFigure]:
    """The bracketed figures of a band's headings, where the brackets of its corner say what they are."""
    corner = [cell for row in band.head for col in band.label_cols if (cell := band.table.at(row, col)) is not None]
    said = next((found["label"] for cell in corner if (found := _SAID.search(solid(cell.text)))), None)
    if said is None:
        return
    for row in band.head:
        for col in band.value_cols:
            cell = band.table.at(row, col)
            if cell is None or (cell.row, cell.col) != (row, col):
                continue
            found = _BRACKETED.match(solid(cell.text))
            figure = parse_figure(found["count"]) if found else None
            if found and figure is not None and figure.unit is not None:
                yield HeadingFigure(cell, said, found["name"], figure)
