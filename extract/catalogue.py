"""Names to KPI codes: deterministic and explainable.

`data/kpi_names.csv` is the catalogue as an analyst edits it: for each KPI its official name, unit, the fiscal years in
which it ran, groups of terms of which one each must occur (`all_of`, groups by ";", alternatives by "|"), terms that
rule it out (`none_of`) and the short labels it goes by in tables. A name is matched in two steps: the terms pick the
candidates, the likeness to the official name ranks them. `Match.why` says what decided.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.fuzz import partial_ratio, token_ratio

from extract.normalise.text import solid

_DATA = Path(__file__).parent / "data" / "kpi_names.csv"

#: Below this likeness a name without the right terms is not taken for a KPI at all.
FUZZY_FLOOR = 86.0
#: A winner this little ahead of the second candidate is unsure.
CLEAR_LEAD = 3.0


@dataclass(frozen=True)
class Kpi:
    """One row of the catalogue; `from_fy` and `to_fy` are inclusive, None is open."""

    code: str
    name: str
    unit: str | None
    default_basis: str | None
    from_fy: int | None
    to_fy: int | None
    all_of: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...]
    row_labels: tuple[str, ...]

    def ran_in(self, fiscal_year: int | None) -> bool:
        """Whether the KPI was in force in that fiscal year; an unknown year counts as yes."""
        if fiscal_year is None:
            return True
        return (self.from_fy or 0) <= fiscal_year <= (self.to_fy or 9999)

    def named_in(self, text: str) -> bool:
        """Whether a solid text has a term of every group and none of the excluded ones."""
        return all(any(term in text for term in group) for group in self.all_of) and not any(
            t in text for t in self.none_of
        )


@dataclass(frozen=True)
class Match:
    """The KPI a name means; `score` 0–100, `second` the next candidate, `sure` False where a person should look."""

    kpi: Kpi
    score: float
    second: str | None
    sure: bool
    why: str

    @property
    def alike_only(self) -> bool:
        """Whether only the likeness to the official name speaks for it, none of the terms."""
        return self.why.startswith("alike")


def _spelled(text: str) -> str:
    """Solid text with the spellings of か月 (ヵ月, ヶ月, カ月, ケ月, 箇月) as one."""
    return re.sub(r"[ヵヶカケ箇](?=月)", "か", solid(text))


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(_spelled(term) for term in cell.split("|") if term.strip())


def _kpi(row: dict[str, str]) -> Kpi:
    return Kpi(
        code=row["kpi_code"],
        name=solid(row["name_ja"]),
        unit=row["unit"] or None,
        default_basis=row["default_basis"] or None,
        from_fy=int(row["from_fy"]) if row["from_fy"] else None,
        to_fy=int(row["to_fy"]) if row["to_fy"] else None,
        all_of=tuple(_terms(group) for group in row["all_of"].split(";") if group.strip()),
        none_of=_terms(row["none_of"]),
        row_labels=_terms(row["row_labels"]),
    )


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Kpi]:
    """All KPIs by code, in the catalogue's order."""
    with _DATA.open(encoding="utf-8", newline="") as handle:
        return {kpi.code: kpi for kpi in map(_kpi, csv.DictReader(handle))}


def match(text: str, fiscal_year: int | None = None, within: Sequence[str] | None = None) -> Match | None:
    """The KPI that `text` names, or None.

    `within` limits the candidates to some codes. Where the terms of several KPIs occur, one that ran in the fiscal year
    goes before one that did not, then the likeness to the official name decides.
    """
    return _match(_spelled(text), fiscal_year, tuple(within) if within is not None else None)


@lru_cache(maxsize=8192)
def _match(name: str, fiscal_year: int | None, within: tuple[str, ...] | None) -> Match | None:
    if not name:
        return None
    pool = [kpi for kpi in catalogue().values() if within is None or kpi.code in within]
    named = [kpi for kpi in pool if kpi.named_in(name)]
    if named:
        ranked = sorted(
            ((_likeness(name, kpi), kpi.ran_in(fiscal_year), kpi) for kpi in named), key=lambda r: (-r[1], -r[0])
        )
        score, in_force, best = ranked[0]
        second = ranked[1][2].code if len(ranked) > 1 else None
        rivals = [s for s, runs, _ in ranked[1:] if runs == in_force]
        sure = not rivals or score - max(rivals) >= CLEAR_LEAD
        why = "terms " + ", ".join(next(t for t in group if t in name) for group in best.all_of)
        return Match(best, score, second, sure, why if sure else f"{why}; {second} fits as well")
    likeness = sorted(
        ((_likeness(name, kpi), kpi) for kpi in pool if not any(t in name for t in kpi.none_of)), key=lambda r: -r[0]
    )
    if likeness and likeness[0][0] >= FUZZY_FLOOR and len(name) >= 8:
        second = likeness[1][1].code if len(likeness) > 1 else None
        return Match(likeness[0][1], likeness[0][0], second, False, "alike only, terms missing")
    return None


def _likeness(name: str, kpi: Kpi) -> float:
    whole = token_ratio(name, kpi.name)
    part = partial_ratio(name, kpi.name) if min(len(name), len(kpi.name)) >= 5 else 0.0
    return max(whole, 0.97 * part) + 0.02 * whole


_GENERIC = re.compile(
    r"^(?:実績|実績値|当年度|今年度|本年度|単月|累計|達成率|実施率|受診率|率|割合|年度|支部|実績\(.*\)|[-ー―]*|数値|推移|区分|年度別|月別)$"
)


def fits_row(label: str, kpi: Kpi, unit: str | None) -> bool:
    """Whether a table row with this short label can be the KPI that its surroundings name.

    A label fits where it says nothing of its own (実績, 単月, a year) or is one of the KPI's labels, and where its unit
    does not speak against it.
    """
    plain = solid(label)
    if unit and kpi.unit and unit != kpi.unit and not (kpi.unit == "事業所" and unit in ("社", "件")):
        return False
    if not plain or _GENERIC.match(plain):
        return True
    return any(
        own == plain or (len(own) >= 2 and own in plain and len(plain) <= len(own) + 6) for own in kpi.row_labels
    ) or bool(_match(plain, None, (kpi.code,)))
