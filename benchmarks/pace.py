"""How often the verdict on pace agreed with what the year came to: a backtest on any release.

    python -m benchmarks.pace [DATABASE] [--agreement SHARE | --plot KPI BRANCH FISCAL_YEAR FILE.svg]

Every month of every year whose own figure is known is looked at as it was judged then: from earlier years only. `right`
and `wrong` are verdicts; `open` are months of which nothing was claimed although the year has an outcome. `inside` says
how often the year's figure lay in the range that was projected. `--plot` draws one KPI's path with its band.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import altair as alt
import duckdb
import pandas as pd
from rich.console import Console
from rich.table import Table

RELEASE = Path("var/warehouse/published/current.duckdb")
#: Months that are printed one by one; the reports of half-years and quarters end with them.
SHOWN_MONTHS = (6, 9, 12)
BAND, LINE, LAST_YEAR, TARGET = "#c9dcec", "#1f5d8c", "#8a8a8a", "#b3401e"


@dataclass(frozen=True)
class Tally:
    """Verdicts on months of years with a known outcome; `covered` of `ranged` year figures lay in their range."""

    right: int = 0
    wrong: int = 0
    left_open: int = 0
    covered: int = 0
    ranged: int = 0

    @property
    def agreement(self) -> float | None:
        """The share of the verdicts that were right, or None without any."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def coverage(self) -> float | None:
        """The share of the ranges that held the year's figure, or None without any."""
        return self.covered / self.ranged if self.ranged else None


def judged_months(database: Path) -> pd.DataFrame:
    """One row per month of a year with an outcome: month, KPI, source of the path, rule, pace, outcome, range."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(
            """
            select extract(month from month) as month, kpi_code, path_source, pace, pace_rule, year_outcome,
                full_year_value between projected_low and projected_high as is_inside
            from marts.mart_kpi_pace
            where year_outcome is not null and pace_rule <> 'year_is_over'
            """
        ).df()


def tally(months: pd.DataFrame) -> Tally:
    """Count how the verdicts of these months agree with the outcomes of their years."""
    verdicts = months[months.pace.isin(["on_pace", "behind_pace"])]
    right = int(((verdicts.pace == "on_pace") == (verdicts.year_outcome == "met")).sum())
    ranged = months.is_inside.dropna()
    return Tally(right, len(verdicts) - right, len(months) - len(verdicts), int(ranged.sum()), len(ranged))


def series(database: Path, kpi_code: str, branch_code: str, fiscal_year: int) -> pd.DataFrame:
    """The months of one branch's KPI in one year: figures, band, projection and labels.

    Raises:
        ValueError: the release has no such series.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        months = connection.execute(
            """
            select * from marts.mart_kpi_pace
            where kpi_code = ? and branch_code = ? and fiscal_year = ? order by month
            """,
            [kpi_code, branch_code, fiscal_year],
        ).df()
    if months.empty:
        raise ValueError(f"no figures of {kpi_code} of {branch_code} in fiscal year {fiscal_year}")
    return months


def chart(months: pd.DataFrame) -> alt.LayerChart:
    """The year's figures over the band that the target would need by each month, with last year's and the target."""
    first = months.iloc[0]
    axis = alt.X("month:T", title=None, axis=alt.Axis(format="%Y-%m", labelAngle=0, tickCount="month"))
    scale = alt.Scale(zero=False)
    unit = f"{first.kpi_label_ja} ({first.unit})"
    base = alt.Chart(months).encode(x=axis)
    band = base.mark_area(color=BAND).encode(y=alt.Y("expected_low:Q", scale=scale, title=unit), y2="expected_high:Q")
    path = base.mark_line(color=LINE, strokeDash=[2, 3], strokeWidth=1).encode(y=alt.Y("expected:Q", scale=scale))
    before = base.mark_line(color=LAST_YEAR).encode(y=alt.Y("prior_year_same_month:Q", scale=scale))
    marks = alt.Color(
        "pace:N",
        title="進み具合 pace",
        scale=alt.Scale(
            domain=["on_pace", "uncertain", "behind_pace", "not_judged"],
            range=["#2f7d4f", "#c99a1b", "#b3401e", "#8a8a8a"],
        ),
    )
    now = base.mark_line(color=LINE, strokeWidth=2).encode(y=alt.Y("value:Q", scale=scale))
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(y=alt.Y("value:Q", scale=scale), color=marks)
    target = base.mark_line(color=TARGET, strokeDash=[6, 3]).encode(y=alt.Y("target_value_resolved:Q", scale=scale))
    title = alt.Title(
        f"{first.branch_ja}支部 {first.kpi_label_ja} {first.fiscal_year}年度",
        subtitle=[
            f"{first.branch_en}, {first.kpi_label_en}, FY{first.fiscal_year}. Dots: this year. Grey: last year. "
            "Dashed red: target.",
            "Blue band: what earlier years would expect by the month of a year that ends on its target.",
        ],
        anchor="start",
    )
    layers = alt.layer(band, path, before, target, now, dots).properties(width=680, height=320, title=title)
    return layers.configure(font="Noto Sans CJK JP, sans-serif")


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _print(months: pd.DataFrame) -> None:
    table = Table("months", "right", "wrong", "open", "agreement", "inside the range")
    groups = [(f"month {month}", months[months.month == month]) for month in SHOWN_MONTHS]
    groups += [(f"path: {source}", part) for source, part in months.groupby("path_source")]
    groups += [(str(kpi), part) for kpi, part in months.groupby("kpi_code")]
    for name, part in [*groups, ("all", months)]:
        found = tally(part)
        table.add_row(
            name,
            *(str(number) for number in (found.right, found.wrong, found.left_open)),
            _percent(found.agreement),
            f"{_percent(found.coverage)} of {found.ranged}",
        )
    console = Console()
    console.print(table)
    for rule, count in months.pace_rule.value_counts().items():
        console.print(f"  {rule}: {count}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", nargs="?", type=Path, default=RELEASE)
    parser.add_argument("--agreement", type=float, metavar="SHARE")
    parser.add_argument("--plot", nargs=4, metavar=("KPI", "BRANCH", "FISCAL_YEAR", "FILE"))
    args = parser.parse_args()
    if args.plot:
        kpi, branch, year, file = args.plot
        chart(series(args.database, kpi, branch, int(year))).save(file)
        return
    months = judged_months(args.database)
    _print(months)
    reached = tally(months).agreement
    if args.agreement is not None and (reached is None or reached < args.agreement):
        said = _percent(reached) or "none"
        raise SystemExit(f"of the verdicts {said} was right, at least {args.agreement:.0%} must be")


if __name__ == "__main__":
    main()
