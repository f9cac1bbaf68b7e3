"""Where the facts and rejects of a document stand, to find what is in none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.document import Place, Table
from extract.facts import FACT_KINDS, Row
from extract.locate import Locator
from extract.recorder import Recorder

#: How the reasons of rejects begin that say no more than that no rule took a cell.
NOT_READ = "not read: "
#: Units of figures that date, count list items or describe people: no measure of their own.
NO_MEASURE = frozenset({"月", "日", "歳", "か月", "ヶ月", "位", "部位", "時間", "割"})
#: Height of the strips of a page in which places are looked up, in points.
STRIP = 12.0


class Mark(NamedTuple):
    """A fact or reject and where it stands."""

    kind: str
    place: Place
    table: str | None
    flagged: bool


@dataclass
class Marks:
    """Facts and rejects by page, and by the innermost table they stand in."""

    recorder: Recorder
    by_page: dict[int | None, list[Mark]] = field(default_factory=dict)
    by_strip: dict[tuple[int | None, int], list[Place]] = field(default_factory=dict)
    exact: set[Place] = field(default_factory=set)
    by_table: dict[str, list[Mark]] = field(default_factory=dict)
    said: dict[Place, list[Row]] = field(default_factory=dict)
    _loose: dict[int | None, list[Mark]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = [kind for kind in (*FACT_KINDS, "reject") if kind != "report"]
        rows = [(kind, row) for kind in kinds for row in self.recorder.of(kind) if not _is_leftover(kind, row)]
        for kind, row in [*rows, *self.recorder.repeated]:
            mark = _of(kind, row)
            self.by_page.setdefault(mark.place.page, []).append(mark)
            self.said.setdefault(mark.place, []).append(row)
            if mark.place not in self.exact:
                self.exact.add(mark.place)
                for strip in _strips(mark.place):
                    self.by_strip.setdefault((mark.place.page, strip), []).append(mark.place)

    def sort_in(self, page: int | None, tables: Sequence[Table]) -> None:
        """Puts the page's marks to the innermost of its tables."""
        known = {table.index for table in tables}
        for mark in self.by_page.get(page, []):
            home = mark.table if mark.table in known else None
            for table in tables if home is None else ():  # outer tables come first, so the last one is the innermost
                if table.place.touches(mark.place):
                    home = table.index
            if home is None:
                self._loose.setdefault(page, []).append(mark)
            else:
                self.by_table.setdefault(home, []).append(mark)

    def loose(self, page: int | None) -> list[Mark]:
        """Facts of a page outside its tables."""
        return [mark for mark in self._loose.get(page, []) if mark.kind != "reject"]

    def touches(self, place: Place) -> bool:
        """Whether any fact or reject stands at this place."""
        if place in self.exact and (place.bbox or place.span):
            return True
        return any(place.touches(own) for s in _strips(place) for own in self.by_strip.get((place.page, s), ()))

    def rows_at(self, place: Place) -> list[Row]:
        """The facts and rejects that stand at this place."""
        near = {place, *(own for s in _strips(place) for own in self.by_strip.get((place.page, s), ()))}
        return [row for own in near if own == place or own.touches(place) for row in self.said.get(own, ())]

    def judged(self, place: Place) -> bool:
        """Whether a status or a reject stands at this place."""
        kinds = ("plan_status", "reject")
        return any(mark.kind in kinds and mark.place.touches(place) for mark in self.by_page.get(place.page, ()))


def _strips(place: Place) -> range:
    """The strips of its page or lines of its text in which a place lies, so that only neighbours are compared."""
    if place.bbox:
        return range(int(place.bbox[1] // STRIP), int(place.bbox[3] // STRIP) + 1)
    return range(place.span[0], place.span[2] + 1) if place.span else range(0)


def _is_leftover(kind: str, row: Row) -> bool:
    """Whether a row says no more than that its cell was not read, as the coverage report does as well."""
    return kind == "reject" and str(row["reason"]).startswith(NOT_READ)


def _of(kind: str, row: Row) -> Mark:
    where = Locator.of(row["source_ref"])
    return Mark(kind, where.place, where.table, row.get("review_state") == "flagged")
