"""A passage with the surroundings that its sentences are read in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from extract.locate import Locator
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.text.flow import Flow
from extract.shapes.text.passages import Passage

#: Behind such a label stands what comes next: 【今後の取組】.
_FROM_NOW_ON = re.compile(
    r"[【〔\[(<〈]?(?:今後|次年度|来年度|翌年度|次期|下(?:半)?期)(?:の|に|へ)?[^】〕\])>〉:]{0,10}[】〕\])>〉:]"
)
LOOKS_AHEAD = "a label before it says that it is aimed at from now on; it may be of the next year"


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

    @property
    def looks_ahead(self) -> bool:
        """Whether a label before the passage says, in a report on what was done, that it is aimed at from now on."""
        return not self.scope.header.is_plan and bool(_FROM_NOW_ON.match(solid(self.passage.text)))
