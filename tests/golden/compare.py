"""Facts read beside facts that are true: one-to-one pairs by value, time and meaning, and what is left on either side.

The rules are strict where a fact is a number, a year, a month or a code, and lenient where it is words: a label counts
as the same where one contains the other, since the truth may write the heading of a table before it or not. A pair may
still differ in a lesser column such as the unit; these differences are listed one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.catalogue import catalogue
from extract.normalise.text import solid

Fact = dict[str, Any]
Key = tuple[object, ...]


def number(value: object) -> float | None:
    """A printed or stored number; h:mm as minutes."""
    if value is None or value == "":
        return None
    text = str(value).replace(",", "")
    if ":" in text:
        hours, minutes = text.lstrip("-").split(":")
        return (int(hours) * 60 + int(minutes)) * (-1.0 if text.startswith("-") else 1.0)
    return round(float(text), 9)


def month(value: object) -> str | None:
    """YYYY-MM of a date; None for a whole year."""
    text = str(value) if value else ""
    return text[:7] if text[:4].isdigit() and len(text) >= 7 else None


def unit(value: object) -> str | None:
    """A unit; h:mm is stored in minutes."""
    return {"h:mm": "min", "": None}.get(str(value or ""), str(value or "") or None)


def basis(fact: Fact) -> str | None:
    """As printed, else the catalogue's for that KPI, as the marts fill it in."""
    said = fact.get("basis")
    kpi = catalogue().get(str(fact.get("kpi_code") or ""))
    return str(said) if said else kpi.default_basis if kpi else None


def printed_at(fact: Fact) -> str | None:
    """The page of a paged report."""
    return str(fact["page"]) if fact.get("page") else None


def code(fact: Fact) -> str | None:
    """The KPI's code, None where the figure is none."""
    return fact.get("kpi_code") or None


def year(fact: Fact) -> int:
    """The fiscal year."""
    return int(fact["fiscal_year"])


@dataclass(frozen=True)
class Kind:
    """What must agree for two facts of one kind to be the same: `key` exactly, `words` leniently (not at all where the
    truth has a KPI's code). `also` are columns in which the two are compared once they are paired."""

    name: str
    truth: str
    key: Callable[[Fact], Key]
    words: str | None = None
    also: dict[str, Callable[[Fact], object]] = field(default_factory=dict)


KINDS = (
    Kind(
        "report",
        "report.csv",
        lambda f: (f.get("branch") or f.get("branch_code"), year(f)),
        "title",
        {
            "report_kind": lambda f: f["report_kind"],
            "period": lambda f: f["period"],
            "as_of": lambda f: month(f["as_of"]),
        },
    ),
    Kind(
        "kpi_target",
        "kpi_targets.csv",
        lambda f: (year(f), code(f), f["comparator"], number(f["target_value"]), printed_at(f)),
        also={"unit": lambda f: unit(f["unit"])},
    ),
    Kind(
        "kpi_actual",
        "kpi_actuals.csv",
        lambda f: (year(f), code(f), month(f["as_of"]), number(f["value"]), f["scope"], printed_at(f)),
        also={"unit": lambda f: unit(f["unit"]), "provisional": lambda f: str(f["provisional"]) in ("1", "True")},
    ),
    Kind(
        "monthly_actual",
        "monthly_actuals.csv",
        lambda f: (year(f), month(f["month"]), number(f["value"]), printed_at(f)),
        "measure_ja",
        {"kpi_code": code, "basis": basis, "unit": lambda f: unit(f["unit"])},
    ),
    Kind(
        "period_figure",
        "period_totals.csv",
        lambda f: (year(f), number(f["value"]), printed_at(f)),
        "measure_ja",
        {"kpi_code": code, "period": lambda f: f["period"], "unit": lambda f: unit(f["unit"])},
    ),
    Kind(
        "schedule_mark",
        "schedule.csv",
        lambda f: (year(f), month(f["month"]), f["mark"], printed_at(f)),
        "activity_ja",
        {"item_no": lambda f: f["item_no"] or None},
    ),
    Kind(
        "kpi_rank",
        "ranks.csv",
        lambda f: (year(f), code(f), int(f["rank"]), printed_at(f)),
        also={"as_of": lambda f: month(f["as_of"]), "previous_rank": lambda f: number(f["previous_rank"])},
    ),
)


def read_truth(folder: Path, kind: Kind) -> list[Fact]:
    """The true facts of a kind; none where the report has no such file."""
    path = folder / kind.truth
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return [dict(row) for row in csv.DictReader(handle)]


def alike(one: object, other: object) -> bool:
    """Whether one label contains the other, spaces, dots and brackets apart, or the last words of the true one stand in
    the one read: which heading is written before a row's own words is a matter of taste."""
    a, b = (solid(str(text or "")).translate(str.maketrans("", "", "・()")) for text in (one, other))
    own = solid(str(one or "").split(" ")[-1])
    return a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a)) or (len(own) > 3 and own in b)


@dataclass(frozen=True)
class Difference:
    """One way in which a reading is not the truth: a `missing` fact, an `extra` one, or a column that differs."""

    kind: str
    what: str
    fact: Fact
    shown: str

    def matches(self, kind: str, what: str, **columns: object) -> bool:
        """Whether it is of this kind and its (true, or extra) fact has these values, as text."""
        same = all(str(self.fact.get(name) or "") == str(value) for name, value in columns.items())
        return (self.kind, self.what) == (kind, what) and same


def _shown(kind: Kind, fact: Fact) -> str:
    words = f" {fact[kind.words]!r}" if kind.words else f" {code(fact)}"
    state = f" [{fact['review_state']}: {fact['review_reason']}]" if fact.get("review_state", "ok") != "ok" else ""
    return " ".join("-" if part is None else str(part) for part in kind.key(fact)) + words + state


def _pairs(kind: Kind, true: Fact, fact: Fact) -> bool:
    if kind.key(true) != kind.key(fact):
        return False
    if kind.words is None or (code(true) and code(true) == code(fact)):
        return True
    return alike(true[kind.words], fact[kind.words])


def differences(kind: Kind, truth: list[Fact], facts: list[Fact]) -> list[Difference]:
    """All ways in which the facts of one kind are not the truth.

    True facts noted as prose need not be found. Of facts no truth knows, those that are flagged count as such too: the
    caller decides.
    """
    out: list[Difference] = []
    left = list(facts)
    for true in truth:
        candidates = [fact for fact in left if _pairs(kind, true, fact)]
        twin = min(candidates, key=lambda f: sum(get(true) != get(f) for get in kind.also.values()), default=None)
        if twin is None:
            if not (true.get("note") or "").startswith("prose"):
                out.append(Difference(kind.name, "missing", true, f"{kind.name} missing: {_shown(kind, true)}"))
            continue
        left.remove(twin)
        for name, get in kind.also.items():
            if get(true) != get(twin):
                shown = f"{kind.name} {name} is {get(twin)!r}, not {get(true)!r}: {_shown(kind, twin)}"
                out.append(Difference(kind.name, name, true, shown))
    out += [Difference(kind.name, "extra", fact, f"{kind.name} extra: {_shown(kind, fact)}") for fact in left]
    return out
