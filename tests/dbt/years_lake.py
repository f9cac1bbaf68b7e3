"""A made-up lake of several branches and years: paths to judge pace by, and two plans to compare."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from synthetic_lake import Lake, Report, months_of

CHECKUPS = "lifestyle_checkup_rate"
#: Share of the year's checkups reached by the end of each month, April first.
PATH = (0.03, 0.10, 0.18, 0.26, 0.34, 0.42, 0.51, 0.60, 0.70, 0.80, 0.90, 1.0)
#: Per branch: the checkup rates of finished years, and what its September of FY2024 projects to on the plain path.
BRANCHES = {
    "gunma": ({2020: 57.0, 2021: 58.0, 2022: 60.0, 2023: 61.0}, 70.0),
    "chiba": ({2020: 54.0, 2021: 55.0, 2022: 56.0, 2023: 57.0}, 52.0),
    "tochigi": ({2020: 59.0, 2021: 60.0, 2022: 61.0, 2023: 62.0}, 64.0),
    "saitama": ({2023: 57.0}, 52.0),
}
TARGET = 64.0


def running(year_value: float, fiscal_year: int, months: int = 12) -> list[tuple[date, float]]:
    """Cumulative rates: each year runs a little before or behind the plain path, and all end at their value."""
    lead = {2021: 0.01, 2022: -0.01, 2023: 0.005}.get(fiscal_year, 0.0)
    shares = [share + lead * (share < 1.0) for share in PATH]
    return [(month, round(year_value * share, 2)) for month, share in zip(months_of(fiscal_year), shares, strict=True)][
        :months
    ]


def lake_of_years(folder: Path) -> Lake:
    """Results of FY2020 to FY2023, FY2024 up to September, and the plans of FY2024 and FY2025."""
    lake = Lake(folder)
    for branch, (years, projected) in BRANCHES.items():
        for fiscal_year, value in years.items():
            results = _report(lake, branch, fiscal_year, "results", date(fiscal_year + 1, 3, 1))
            results.target(CHECKUPS, value - 0.5 if branch == "gunma" else value + 0.5)
            for month, rate in running(value, fiscal_year):
                results.month(CHECKUPS, month, rate, basis="cumulative")
            for month in months_of(fiscal_year):
                results.month("judo_multi_site_rate", month, 8.0 - (fiscal_year - 2021))
        progress = _report(lake, branch, 2024, "progress", date(2024, 9, 1))
        for month, rate in running(projected, 2024, months=6):
            doubt = {"review_state": "flagged", "review_reason": "made up"} if month.month == 5 else {}
            progress.month(CHECKUPS, month, rate, basis="cumulative", **doubt)
        for month in months_of(2024)[:6]:
            progress.month("judo_multi_site_rate", month, 5.5)
        _plan(lake, branch, 2024, TARGET, "健診の受診を勧める。", "card_recovery_rate")
        _plan(lake, branch, 2025, TARGET + 1, "健診の受診を電話で勧める。", "counter_application_rate")
    return lake


def _report(lake: Lake, branch: str, fiscal_year: int, kind: str, as_of: date | None) -> Report:
    name = f"{branch}-{fiscal_year}-{kind}"
    report = Report(name, branch, fiscal_year, kind, "FY" if kind != "progress" else "Q2", as_of)
    return lake.offer(f"{name}.pdf", report)


def _plan(lake: Lake, branch: str, fiscal_year: int, target: float, item: str, kpi_code: str) -> None:
    plan = _report(lake, branch, fiscal_year, "plan", None)
    plan.target(CHECKUPS, target)
    plan.target("judo_multi_site_rate", 7.0, "<=")
    plan.target(kpi_code, 20.0)
    plan.add("plan_item", item_no="(1)", item_ja="業務を見直す。")
    plan.add("plan_item", item_no="(2)", item_ja=item)
