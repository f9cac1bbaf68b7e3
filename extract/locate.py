"""Where a fact stands: the JSON that travels with every number to the marts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from extract.document import Place
from extract.facts import dump_json

#: Checks ask again and again where a fact stands; so many answers are kept.
_REMEMBERED = 20_000


@dataclass(frozen=True)
class Locator:
    """Place of a figure: the page piece it stood in, and the table cell where it stood in one."""

    place: Place
    table: str | None = None
    row: int | None = None
    col: int | None = None

    def source_ref(self, sha256: str) -> str:
        """JSON with sha256, page, bbox (x0, top, x1, bottom in PDF points from the top left), span (first line, first
        column, last line, last column, 1-based), table index, row and column (0-based); absent parts left out.
        """
        ref: dict[str, object] = {"sha256": sha256}
        if self.place.page is not None:
            ref["page"] = self.place.page
        if self.place.bbox is not None:
            ref["bbox"] = list(self.place.bbox)
        if self.place.span is not None:
            ref["span"] = list(self.place.span)
        if self.table is not None:
            ref |= {"table": self.table, "row": self.row, "col": self.col}
        return dump_json(ref)

    @staticmethod
    @lru_cache(maxsize=_REMEMBERED)
    def of(source_ref: str) -> Locator:
        """The place that `source_ref` wrote down."""
        ref = json.loads(source_ref)
        bbox, span = ref.get("bbox"), ref.get("span")
        place = Place(ref.get("page"), tuple(bbox) if bbox else None, tuple(span) if span else None)
        return Locator(place, ref.get("table"), ref.get("row"), ref.get("col"))
