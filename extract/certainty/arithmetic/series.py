"""Rows of months as the checks need them: one printed row (or column) with its months and its totals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extract.certainty.printed import spot
from extract.facts import Row
from extract.normalise.dates import month_in_year
from extract.normalise.text import solid
from extract.recorder import Recorder

_SUM_LABEL = re.compile(r"(?:合計|総計|総数)$|(?:^|\s)計$")
_RATE_WORDS = re.compile(r"率|割合|平均|当たり|あたり|所要日数|時間")
_NO_COUNT = re.compile(r"[%％:：.]")
_BASIS_WORDS = re.compile(r"[(（]?(?:単月|累計|月別|当月)[)）]?")


@dataclass(frozen=True)
class Series:
    """The monthly facts of one printed row, in month order, and the figures beside them that sum them up."""

    rows: tuple[Row, ...]
    totals: tuple[Row, ...]

    @property
    def measure(self) -> str:
        """What the row measures, as named."""
        return str(self.rows[0]["measure_ja"])

    @property
    def name(self) -> str:
        """The measure without the words that only say month or running total: the same for both rows of a pair."""
        return _BASIS_WORDS.sub("", solid(self.measure))

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the months."""
        return int(self.rows[0]["fiscal_year"])

    @property
    def basis(self) -> str | None:
        """Monthly, cumulative, or None where nothing is printed."""
        basis: str | None = self.rows[0]["basis"]
        return basis

    @property
    def kpi_code(self) -> str | None:
        """The KPI that the row is, if any."""
        code: str | None = self.rows[0]["kpi_code"]
        return code

    @property
    def unit(self) -> str | None:
        """The unit of the row."""
        unit: str | None = self.rows[0]["unit"]
        return unit

    @cached_property
    def place(self) -> tuple[int | None, str | None, int | None]:
        """Page, table and table row of its first month."""
        ref = spot(self.rows[0])
        return ref.get("page"), ref.get("table"), ref.get("row")

    @property
    def table(self) -> tuple[int | None, str | None]:
        """Page and table."""
        return self.place[:2]

    @cached_property
    def by_month(self) -> dict[date, Row]:
        """Its facts by month."""
        return {row["month"]: row for row in self.rows}

    @property
    def months(self) -> tuple[date, ...]:
        """The months that are printed."""
        return tuple(row["month"] for row in self.rows)

    @property
    def missing(self) -> list[date]:
        """The months of its fiscal year that are not printed."""
        return [month for month in year_months(self.fiscal_year) if month not in self.by_month]

    @property
    def is_sound(self) -> bool:
        """No month twice and all months of one year: else the row is not what a check may build on."""
        return len(self.by_month) == len(self.rows) and len({row["fiscal_year"] for row in self.rows}) == 1

    @cached_property
    def is_sum_row(self) -> bool:
        """Whether its label says that it adds up other rows."""
        return bool(_SUM_LABEL.search(self.measure.strip()))

    @cached_property
    def is_count(self) -> bool:
        """Whether it counts things or money, so that its months add up.

        Judged by the print, as a unit may be inherited from the KPI nearby.
        """
        texts = [str(row["extracted_text"]) for row in (*self.rows, *self.totals)]
        if any(_NO_COUNT.search(text) for text in texts) or self.unit in ("min", "日"):
            return False
        return self.is_sum_row or not (_RATE_WORDS.search(self.measure) or self.unit == "%")

    @property
    def is_percent(self) -> bool:
        """Whether it is a rate in percent."""
        return self.unit == "%" and not self.is_sum_row


def year_months(fiscal_year: int) -> list[date]:
    """The twelve months of a fiscal year, April first."""
    return [month_in_year(fiscal_year, (3 + i) % 12 + 1) for i in range(12)]


def all_series(recorder: Recorder) -> list[Series]:
    """Every sound row of months of the report, in the order in which they were read."""
    rows: dict[str, list[Row]] = defaultdict(list)
    totals: dict[str, list[Row]] = defaultdict(list)
    for row in recorder.of("monthly_actual"):
        if row["value"] is not None and row["month"] is not None and row.get("series_id"):
            rows[row["series_id"]].append(row)
    for row in recorder.of("period_figure"):
        if row.get("series_id") and row["value"] is not None and row["period"] == "FY" and not row["dimension"]:
            totals[row["series_id"]].append(row)
    found: list[Series] = []
    for key, own in rows.items():
        ours = [total for total in totals[key] if total["fiscal_year"] == own[0]["fiscal_year"]]
        found.append(Series(tuple(sorted(own, key=lambda row: row["month"])), tuple(ours)))
    return [series for series in found if series.is_sound]


def neighbours(series: Sequence[Series]) -> dict[tuple[object, ...], list[Series]]:
    """Rows of the same table and fiscal year, from the top down."""
    tables: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for one in series:
        if one.table[1] is not None:
            tables[(*one.table, one.fiscal_year)].append(one)
    return {key: sorted(own, key=lambda s: s.place[2] or 0) for key, own in tables.items()}
