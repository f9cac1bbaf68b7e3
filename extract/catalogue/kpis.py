"""The catalogue as an analyst edits it: `extract/data/kpi_names.csv`, one row for each KPI.

A row has the official name, the unit, the fiscal years in which the KPI ran and those of which figures are printed
under its name, what replaced it, groups of terms of which one each must occur (`all_of`, groups by ";", alternatives by
"|"), terms that rule it out (`none_of`), words that may stand in the name as well without changing what it measures
(`also`) and the short labels it goes by in tables (`row_labels`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from extract.normalise.text import solid

#: Names that begin with so many characters in common are of the same thing.
_ALIKE = 8
#: Names are asked for by several rules and of several years; so many answers are kept.
_REMEMBERED = 8192
_DATA = Path(__file__).parents[1] / "data" / "kpi_names.csv"


_MONTHS_COUNTED = re.compile(r"[ヵヶカケ箇](?=月)")


@dataclass(frozen=True, eq=False)  # the catalogue has each once
class Kpi:
    """One row of the catalogue; fiscal years are inclusive, None is open."""

    code: str
    name: str
    unit: str | None
    default_basis: str | None
    from_fy: int | None
    to_fy: int | None
    figures_from_fy: int | None
    figures_to_fy: int | None
    replaced_by: str | None
    all_of: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...]
    also: tuple[str, ...]
    row_labels: tuple[str, ...]

    def in_force(self, fiscal_year: int | None) -> bool:
        """Whether it was a KPI in that fiscal year; an unknown year counts as yes."""
        return _within(fiscal_year, self.from_fy, self.to_fy)

    def ran_in(self, fiscal_year: int | None) -> bool:
        """Whether figures of that fiscal year are printed under its name, as a KPI or for comparison."""
        return self.in_force(fiscal_year) or _within(fiscal_year, self.figures_from_fy, self.figures_to_fy)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters of its name."""
        return frozenset(self.name)

    @cached_property
    def terms(self) -> frozenset[str]:
        """All terms that it has, those that rule it out among them."""
        return frozenset(term for group in (*self.all_of, self.none_of) for term in group)

    def named_in(self, text: str) -> bool:
        """Whether a solid text has a term of every group and none of the excluded ones."""
        return self.named_with({term for term in self.terms if term in text})

    def named_with(self, said: Set[str]) -> bool:
        """The same of a text that says these of its terms."""
        for group in self.all_of:
            if said.isdisjoint(group):
                return False
        return said.isdisjoint(self.none_of)

    def years(self) -> str:
        """The years in which it was a KPI, in words."""
        if self.from_fy and self.to_fy:
            return f"ran from FY{self.from_fy} to FY{self.to_fy}"
        return f"runs from FY{self.from_fy}" if self.from_fy else f"ran until FY{self.to_fy}" if self.to_fy else "runs"


def _within(year: int | None, first: int | None, last: int | None) -> bool:
    return year is None or (first or 0) <= year <= (last or 9999)


def spelled(text: str) -> str:
    """Solid text with the spellings of か月 (ヵ月, ヶ月, カ月, ケ月, 箇月) as one."""
    plain = solid(text)
    return _MONTHS_COUNTED.sub("か", plain) if "月" in plain else plain


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(spelled(term) for term in cell.split("|") if term.strip())


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


def _kpi(row: dict[str, str]) -> Kpi:
    return Kpi(
        code=row["kpi_code"],
        name=solid(row["name_ja"]),
        unit=row["unit"] or None,
        default_basis=row["default_basis"] or None,
        from_fy=_year(row["from_fy"]),
        to_fy=_year(row["to_fy"]),
        figures_from_fy=_year(row["figures_from_fy"]),
        figures_to_fy=_year(row["figures_to_fy"]),
        replaced_by=row["replaced_by"] or None,
        all_of=tuple(_terms(group) for group in row["all_of"].split(";") if group.strip()),
        none_of=_terms(row["none_of"]),
        also=_terms(row["also"]),
        row_labels=_terms(row["row_labels"]),
    )


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Kpi]:
    """All KPIs by code, in the catalogue's order."""
    with _DATA.open(encoding="utf-8", newline="") as handle:
        return {kpi.code: kpi for kpi in map(_kpi, csv.DictReader(handle))}


@cache
def kin_of(code: str) -> tuple[str, ...]:
    """The code of a KPI and those of others that measure the same thing otherwise, as a rate and its days: their names
    begin alike. KeyError for a code that the catalogue has not.
    """
    begin = catalogue()[code].name[:_ALIKE]
    others = [kpi.code for kpi in catalogue().values() if kpi.code != code and kpi.name[:_ALIKE] == begin]
    return (code, *others)


@lru_cache(maxsize=1)
def _every_term() -> tuple[str, ...]:
    """The terms of all KPIs, each once."""
    return tuple({term for kpi in catalogue().values() for term in kpi.terms})


@lru_cache(maxsize=_REMEMBERED)
def named_by(text: str) -> tuple[Kpi, ...]:
    """The KPIs of which a solid text has a term of every group and none of the excluded ones."""
    said = {term for term in _every_term() if term in text}
    return tuple([kpi for kpi in catalogue().values() if kpi.named_with(said)]) if said else ()


def before(kpi: Kpi, fiscal_year: int | None) -> Kpi | None:
    """The KPI that this one replaced, if that was in force in the fiscal year."""
    return next((k for k in catalogue().values() if k.replaced_by == kpi.code and k.in_force(fiscal_year)), None)
