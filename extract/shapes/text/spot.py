"""A passage with the surroundings that its sentences are read in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extract.locate import Locator
from extract.shapes.context import Scope
from extract.shapes.text.flow import Flow
from extract.shapes.text.passages import Passage


@dataclass(frozen=True)
class Spot:
    """A passage with the surroundings it is read in."""

    passage: Passage
    scope: Scope
    flow: Flow
    section: str | None
    column_lost: bool

    @cached_property
    def where(self) -> Locator:
        """Its place."""
        return Locator(self.passage.place)
