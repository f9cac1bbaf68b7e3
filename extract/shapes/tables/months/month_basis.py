"""Whether months are single or run up from April, by the total printed beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: So many different figures that never fall are a run, not an accident.
_RUN = 3
_OTHERS = "the last month equals the total, though that of another row of the table does not"
_ONCE = "only its last month, which equals the total, says that the months run up from April"


@dataclass(frozen=True)
class MonthsBesideTotal:
    """The figures of one row's months in their order, and the total behind them with its decimal places."""

    months: Sequence[float]
    total: float
    places: int

    @property
    def adds(self) -> bool:
        """Whether the months add up to the total, within what rounding leaves open."""
        slack = 0.5 * 10**-self.places * (len(self.months) + 1) + 1e-9
        return abs(sum(self.months) - self.total) <= slack

    @property
    def ends(self) -> bool:
        """Whether the last month is the total."""
        return abs(self.months[-1] - self.total) <= 1e-9

    @property
    def rises(self) -> bool:
        """Whether the months are several figures that never fall."""
        fall = any(b < a for a, b in zip(self.months, self.months[1:], strict=False))
        return not fall and len(set(self.months)) >= _RUN

    def runs_over(self, other: MonthsBesideTotal) -> bool:
        """Whether each step from month to month is what the other row prints for that month."""
        steps = [b - a for a, b in zip(self.months, self.months[1:], strict=False)]
        return len(self.months) == len(other.months) and all(
            abs(step - month) <= 1e-9 for step, month in zip(steps, other.months[1:], strict=False)
        )


@dataclass(frozen=True)
class Basis:
    """Single months ("monthly"), "cumulative" or None where the total does not say; `doubt`: why it may be wrong."""

    basis: str | None = None
    doubt: str | None = None


def runs_up(rates: Sequence[float]) -> bool:
    """Whether the rates of months never fall and grow as fast as what begins anew in April: half as many times as large
    as the first at the end as there are months, at least.
    """
    if len(rates) < _RUN or any(after < before for before, after in pairwise(rates)):
        return False
    return len(set(rates)) >= _RUN and rates[-1] >= rates[0] * len(rates) / 2


def bases_by_total(rows: Sequence[MonthsBesideTotal | None]) -> list[Basis]:
    """The basis of every row of a table; rows without months or without a total are None.

    Months that add up to the total, or whose last is not the total, are single. Months whose last is the total run up
    to it if they never fall or other rows do the same; where other rows show that the column is no end of a run, the
    last month equals it by accident.
    """
    return [
        Basis() if row is None else _basis(row, [r for r in rows if r is not None and r is not row]) for row in rows
    ]


def _basis(row: MonthsBesideTotal, beside: Sequence[MonthsBesideTotal]) -> Basis:
    if row.adds:
        return Basis("monthly" if sum(month != 0 for month in row.months) > 1 else None)
    if not row.ends:
        return Basis("monthly")
    if len(set(row.months)) == 1:
        return Basis()
    if any(row.runs_over(other) for other in beside):
        return Basis("cumulative")
    if any(not other.ends and not other.adds for other in beside):
        return Basis("cumulative", _OTHERS) if row.rises else Basis("monthly")
    if any(other.adds and other.total for other in beside):
        return Basis("cumulative" if row.rises else "monthly", _OTHERS)
    alike = any(other.ends and len(set(other.months)) > 1 for other in beside)
    return Basis("cumulative", None if row.rises or alike else _ONCE)
