"""Rates against the rows of the same table that they are made of.

Source of the rule: a table that prints a rate often prints its numerator and denominator (or its two parts) above it.
Which rows these are is not said; they are found by trying, and believed only where nearly every month fits to the
printed digits, rounded or cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from extract.certainty.arithmetic.series import Series, neighbours
from extract.certainty.findings import Claim, Disagreement, believed
from extract.certainty.printed import number, places, where
from extract.facts import Row

CHECK = "rate_of_counts"
#: How many table rows apart a rate and its counts may stand.
_REACH = 6


@dataclass(frozen=True)
class Ratio:
    """One month's rate with the two counts it may be made of; `parts` says that the whole is their sum."""

    rate: Row
    top: Row
    bottom: Row
    parts: bool

    @property
    def whole(self) -> float:
        """The denominator."""
        return float(self.bottom["value"] + (self.top["value"] if self.parts else 0))

    @property
    def quotient(self) -> float:
        """The rate that the counts give, in percent."""
        return 100.0 * float(self.top["value"]) / self.whole

    @property
    def holds(self) -> bool:
        """Whether the printed rate is the quotient, rounded or cut off at its last digit."""
        return is_rate_of(self.rate, self.quotient)


def is_rate_of(rate: Row, quotient: float, value: float | None = None) -> bool:
    """Whether a printed rate is this quotient, rounded or cut off at the rate's last printed digit."""
    printed = float(rate["value"] if value is None else value)
    unit = 10.0 ** -places(rate, printed)
    return -0.5 * unit - 1e-9 <= quotient - printed < unit - 1e-9


def claims(series: Sequence[Series]) -> list[Claim]:
    """What the counts of a table say about its rates."""
    found: list[Claim] = []
    for rows in neighbours(series).values():
        for rate in rows:
            if rate.is_percent and not rate.is_count:
                found += _claims_of(rate, [row for row in rows if row.is_count and _is_near(rate, row)])
    return found


def _is_near(rate: Series, row: Series) -> bool:
    return abs((rate.place[2] or 0) - (row.place[2] or 0)) <= _REACH


def _claims_of(rate: Series, counts: Sequence[Series]) -> list[Claim]:
    pairs = [(top, bottom, parts) for top, bottom in permutations(counts, 2) for parts in (False, True)]
    tries = [list(_ratios(rate, top, bottom, parts)) for top, bottom, parts in pairs]
    meant = [ratios for ratios in tries if _is_meant(ratios)]
    best = max(meant, key=lambda ratios: (sum(r.holds for r in ratios), -len(ratios)), default=[])
    return [_claim(ratio) for ratio in best]


def _is_meant(ratios: Sequence[Ratio]) -> bool:
    """Believed, and not only because some rate is the same all year (100%)."""
    return believed(ratios, lambda r: r.holds) and len({r.rate["value"] for r in ratios if r.holds}) > 1


def _ratios(rate: Series, top: Series, bottom: Series, parts: bool) -> Iterator[Ratio]:
    for month, row in rate.by_month.items():
        if month in top.by_month and month in bottom.by_month:
            ratio = Ratio(row, top.by_month[month], bottom.by_month[month], parts)
            if ratio.whole > 0:
                yield ratio
    if len(rate.totals) == len(top.totals) == len(bottom.totals) == 1:
        ratio = Ratio(rate.totals[0], top.totals[0], bottom.totals[0], parts)
        if ratio.whole > 0:
            yield ratio


def _claim(ratio: Ratio) -> Claim:
    parts = f"{ratio.top['measure_ja']} {number(ratio.top['value'])} ({where(ratio.top)})"
    whole = f"{ratio.bottom['measure_ja']} {number(ratio.bottom['value'])} ({where(ratio.bottom)})"
    relation = f"{parts} of the sum of it and {whole}" if ratio.parts else f"{parts} of {whole}"
    detail = f"{relation} is {number(round(ratio.quotient, 3), '%')}, "
    printed = f"the rate ({where(ratio.rate)}) says {number(ratio.rate['value'], '%')}"
    members = (ratio.rate, ratio.top, ratio.bottom)
    if ratio.holds:
        return Claim(CHECK, True, members, f"{detail}as {printed}")
    told = Disagreement(ratio.rate, ratio.top, number(ratio.rate["value"]), number(round(ratio.quotient, 3)))
    return Claim(CHECK, False, members, f"{detail}but {printed}", disagreement=told)
