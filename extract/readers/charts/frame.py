"""The frame of a chart: values grow upwards and categories run to the right, whichever way its bars are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.readers.rules.rulings import Box


@dataclass(frozen=True)
class Frame:
    """How boxes of a page are seen: upright by `turn`, and turned once more where bars lie."""

    turn: Callable[[Box], Box]
    lying: bool

    def of_page(self, box: Box) -> Box:
        """A box of the page as drawn."""
        return self.of_upright(self.turn(box))

    def of_upright(self, box: Box) -> Box:
        """A box of the upright page."""
        return (box[1], -box[2], box[3], -box[0]) if self.lying else box

    def upright(self, box: Box) -> Box:
        """A box of this frame on the upright page."""
        return (-box[3], box[0], -box[1], box[2]) if self.lying else box
