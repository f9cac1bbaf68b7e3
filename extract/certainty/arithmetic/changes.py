"""Changes against last year (増減, 対前年比) against the figures of the two years.

Source of the rule: a table that prints two years often prints their difference or ratio below or beside them. Whether
it is the difference, the ratio or the growth in percent is not always said; all are tried, to the printed digits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.certainty.arithmetic.rates import is_rate_of
from extract.certainty.arithmetic.series import Series
from extract.certainty.findings import Claim, Disagreement
from extract.certainty.printed import number, places, rounding, spot, where
from extract.facts import Row
from extract.normalise.dates import month_in_year
from extract.normalise.text import solid
from extract.recorder import Recorder

CHECK = "change_of_years"
_YEARS = re.compile(r"前年|昨年")
#: Words that say a change, with what is left of a name without them.
_CHANGE = re.compile(
    r"[(（]?対?(?:前|昨)?年?(?:度|同期|同月)*(?:増減(?:数|額|率|値)?|対比|比率|差引?|比較?|伸び?率|増加(?:数|率)?)[)）]?$"
)


@dataclass(frozen=True)
class Change:
    """A printed change with the figures of the later and the earlier year."""

    change: Row
    later: Row
    earlier: Row

    @property
    def difference(self) -> float:
        """By how much the figure rose."""
        return float(self.later["value"] - self.earlier["value"])

    @property
    def ratio(self) -> float | None:
        """The later figure in percent of the earlier one; None where that is 0."""
        base = float(self.earlier["value"])
        return 100.0 * float(self.later["value"]) / base if base else None

    @property
    def relation(self) -> str | None:
        """Which change it is, or None where the figures give none of them."""
        slack = rounding(self.change) + rounding(self.later) + rounding(self.earlier) + 1e-9
        if abs(float(self.change["value"]) - self.difference) <= slack:
            return "the difference"
        if self.ratio is None:
            return None
        if is_rate_of(self.change, self.ratio):
            return "the ratio"
        if is_rate_of(self.change, self.ratio - 100.0):
            return "the growth"
        return "the ratio" if _is_fraction(self.change, self.ratio) else None


def is_change(measure: str | None) -> bool:
    """Whether a name says that the figure is a change."""
    return bool(_CHANGE.search(solid(measure or "")))


def _base(measure: str | None) -> str:
    return _CHANGE.sub("", solid(measure or ""))


def _is_fraction(change: Row, ratio: float) -> bool:
    """A ratio printed as 1.05 rather than 105%."""
    return change["unit"] != "%" and abs(float(change["value"]) - ratio / 100) <= 0.5 * 10.0 ** -places(change) + 1e-9


def claims(recorder: Recorder, series: Sequence[Series]) -> list[Claim]:
    """What printed changes say about the years they compare; where their kind is not known, only what fits is said."""
    found: list[Claim] = []
    for changes in (*_of_months(series), *_of_periods(recorder)):
        relations = [change.relation for change in changes if change.relation]
        meant = max(set(relations), key=relations.count, default=None)
        usual = len(relations) * 2 >= len(changes) or any(_YEARS.search(solid(_name(c.change))) for c in changes)
        found += [_claim(change, meant) for change in changes if change.relation or usual]
    return found


def _of_months(series: Sequence[Series]) -> Iterator[list[Change]]:
    """Rows of changes with the two year rows above them in their table."""
    for one in series:
        if not is_change(one.measure) or one.table[1] is None:
            continue
        rows = [s for s in series if s.table == one.table and not is_change(s.measure) and _above(s, one)]
        pairs = [(late, early) for late in rows for early in rows if _are_years_of(one, late, early)]
        tries = [list(_months(one, late, early)) for late, early in pairs]
        yield max(tries, key=lambda changes: sum(c.relation is not None for c in changes), default=[])


def _above(row: Series, change: Series) -> bool:
    return (row.place[2] or 0) < (change.place[2] or 0) and _base(row.measure) == (
        _base(change.measure) or _base(row.measure)
    )


def _are_years_of(change: Series, late: Series, early: Series) -> bool:
    return late.fiscal_year == early.fiscal_year + 1 == change.fiscal_year and late.is_count == early.is_count


def _months(change: Series, late: Series, early: Series) -> Iterator[Change]:
    for month, row in change.by_month.items():
        before = month_in_year(early.fiscal_year, month.month)
        if month in late.by_month and before in early.by_month:
            yield Change(row, late.by_month[month], early.by_month[before])


def _of_periods(recorder: Recorder) -> Iterator[list[Change]]:
    """The changes of one table of figures; each of the one figure of its year and the one of the year before."""
    tables: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in [*recorder.of("period_figure"), *recorder.of("kpi_actual")]:
        ref = spot(row)
        if ref.get("table") is not None and row["value"] is not None and row["fiscal_year"] is not None:
            tables[ref.get("page"), ref["table"]].append(row)
    for rows in tables.values():
        changes = [row for row in rows if is_change(_name(row))]
        yield [change for row in changes if (change := _years_of(row, rows)) is not None]


def _name(row: Row) -> str:
    return str(row.get("measure_ja") or row.get("kpi_text") or "")


def _years_of(change: Row, rows: Sequence[Row]) -> Change | None:
    base = _base(_name(change))
    named = [row for row in rows if row is not change and not is_change(_name(row)) and solid(_name(row)) == base]
    year = change["fiscal_year"]
    later, earlier = ([row for row in named if row["fiscal_year"] == wanted] for wanted in (year, year - 1))
    return Change(change, later[0], earlier[0]) if len(later) == len(earlier) == 1 else None


def _claim(change: Change, meant: str | None) -> Claim:
    unit = change.later["unit"]
    later = f"{number(change.later['value'], unit)} ({where(change.later)})"
    earlier = f"{number(change.earlier['value'], unit)} ({where(change.earlier)})"
    printed = f"{number(change.change['value'], change.change['unit'])} ({where(change.change)})"
    members = (change.change, change.later, change.earlier)
    if change.relation:
        return Claim(CHECK, True, members, f"{printed} is {change.relation} of {later} and {earlier}")
    rate = f", their ratio {number(round(change.ratio, 3), '%')}" if change.ratio is not None else ""
    given = f"the difference of {later} and {earlier} is {number(round(change.difference, 6), unit)}{rate}"
    told = Disagreement(change.change, change.later, number(change.change["value"]), number(change.later["value"]))
    as_what = meant or "the change"
    return Claim(CHECK, False, members, f"{given}, but {printed} is printed as {as_what}", disagreement=told)
