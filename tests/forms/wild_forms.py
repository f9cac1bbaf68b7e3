"""Forms that mix what others keep apart: sums among months, targets above results, years folded, a wrong total."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS, cells, some_counts
from tests.forms.report import Report, Series
from tests.forms.vocabulary import COUNTS


def _sum(series: Series, first: int, last: int) -> float | None:
    part = series.values[first:last]
    return None if None in part else sum(v for v in part if v is not None)


def sums_among_months(report: Report) -> None:
    """Months across with the half-years' (or quarters') sums between them and the year's at the end."""
    spans = report.rng.choice((
        ((0, 6, "上期計", "H1"), (6, 12, "下期計", "H2")),
        tuple((i, i + 3, f"{i // 3 + 1}Q計", f"Q{i // 3 + 1}") for i in (0, 3, 6, 9)),
        tuple((i, i + 3, f"第{i // 3 + 1}四半期", f"Q{i // 3 + 1}") for i in (0, 3, 6, 9)),
    ))  # fmt: skip
    head: list[Content] = ["区分"]
    for first, last, name, _ in spans:
        head += [*[f"{m}月" for m in MONTH_NUMBERS[first:last]], name]
    rows: list[list[Content]] = [[*head, "年度計"]]
    for series in some_counts(report, 3):
        row: list[Content] = [f"{series.measure}（{series.unit}）"]
        for first, last, _, period in spans:
            whole = _sum(series, first, last)
            row += [*cells(report, series, first, last), report.shown(whole)]
            report.figure(series.measure, whole, series.unit, period)
        rows.append([*row, report.shown(series.total)])
        report.figure(series.measure, series.total, series.unit)
        report.monthly(series)
    report.draw(rows, [4, *[1.7] * (len(rows[0]) - 1)], size=6)


def target_rows(report: Report) -> None:
    """Months across; per KPI a row of monthly targets above the row of results."""
    rows: list[list[Content]] = [[Box("KPI", across=2, align="center"), *[f"{m}月" for m in MONTH_NUMBERS]]]
    for kpi in report.kpis(2):
        planned, actual = report.running(kpi, 12), report.running(kpi)
        planned.measure = actual.measure
        rows.append([Box(actual.measure, down=2), "目標", *cells(report, planned)])
        rows.append(["実績", *cells(report, actual)])
        report.monthly(actual)
    report.draw(rows, [5, 2, *[1.8] * 12], size=7)


def target_over_result(report: Report) -> None:
    """Years across; per KPI a row of targets above a row of results."""
    years = (report.year - 2, report.year - 1, report.year)
    rows: list[list[Content]] = [
        [Box("KPI", across=2, align="center"), *[report.era(y, report.era_style) for y in years]]
    ]
    for kpi in report.kpis(3):
        name = report.rng.choice(kpi.names)
        aims, results = ([round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in years] for _ in range(2))
        word = "以下" if kpi.at_most else "以上"
        rows.append([Box(name, down=2), "目標", *[report.shown(v, kpi.decimals, kpi.unit) + word for v in aims]])
        shown = [report.shown(v, kpi.decimals, kpi.unit) for v in results]
        rows.append(["実績", *shown[:2], shown[2] if report.months == 12 else "－"])
        for year, aim, result in zip(years, aims, results, strict=True):
            report.target(kpi, name, aim, year)
            if year < report.year:
                report.actual(kpi, result, year=year, as_of="FY")
            elif report.months == 12:
                report.actual(kpi, result, as_of="FY")
    report.draw(rows, [6, 2, 3, 3, 3])


def kpi_two_level(report: Report) -> None:
    """One row per KPI; years under the headings target and result."""
    before, now = report.year - 1, report.year
    heads = [report.era(before, report.era_style), report.era(now, report.era_style)]
    rows: list[list[Content]] = [
        [
            Box("KPI", down=2, align="center"),
            Box("目標", across=2, align="center"),
            Box("実績", across=2, align="center"),
        ],
        [*heads, *heads],
    ]
    for kpi in report.kpis(4):
        name = report.rng.choice(kpi.names)
        aims, results = ([round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in (1, 2)] for _ in (1, 2))
        word = "以下" if kpi.at_most else "以上"
        rows.append([
            name, *[report.shown(v, kpi.decimals, kpi.unit) + word for v in aims],
            report.shown(results[0], kpi.decimals, kpi.unit),
            report.shown(results[1], kpi.decimals, kpi.unit) if report.months == 12 else "集計中",
        ])  # fmt: skip
        report.target(kpi, name, aims[0], before)
        report.target(kpi, name, aims[1])
        report.actual(kpi, results[0], year=before, as_of="FY")
        if report.months == 12:
            report.actual(kpi, results[1], as_of="FY")
    report.draw(rows, [6, 3, 3, 3, 3], heads=2)


def folded_months(report: Report) -> None:
    """Months down in two halves side by side: April to September left, October to March right."""
    name, unit = report.rng.choice(COUNTS)
    series = report.counts(name, unit)
    report.say(f"○ {name}（単位：{unit}）")
    rows: list[list[Content]] = [["月", name, "月", name]]
    for i in range(6):
        rows.append([
            Box(f"{MONTH_NUMBERS[i]}月", align="center"), report.shown(series.values[i]),
            Box(f"{MONTH_NUMBERS[i + 6]}月", align="center"), report.shown(series.values[i + 6]),
        ])  # fmt: skip
    report.monthly(series)
    report.draw(rows, [2, 3, 2, 3])


def years_beside_months(report: Report) -> None:
    """Months down, the calendar year in a merged cell at their left."""
    group = some_counts(report, 2)
    year = report.year - 2018
    rows: list[list[Content]] = [["年", "月", *[f"{s.measure}（{s.unit}）" for s in group]]]
    for i, month in enumerate(MONTH_NUMBERS[: report.months]):
        down = min(report.months, 9) if i == 0 else 3
        first: list[Content] = []
        if i in (0, 9):
            first = [Box(f"令和{year + (i > 8)}年", down=down)]
        rows.append([*first, Box(f"{month}月", align="center"), *[report.shown(s.values[i]) for s in group]])
    for series in group:
        report.monthly(series)
    report.draw(rows, [2, 2, 4, 4])


def branch_and_nation(report: Report) -> None:
    """Months across; the branch in one row, the national average in the next."""
    kpi = next(kpi for kpi in report.kpis(11) if kpi.unit == "%" and kpi.code != "mail_application_rate")
    series = report.running(kpi)
    nation = report.running(kpi)
    report.say(f"■ {series.measure}（単月）" if series.basis == "monthly" else f"■ {series.measure}（累計）")
    rows: list[list[Content]] = [["", *[f"{m}月" for m in MONTH_NUMBERS[: report.months]]]]
    rows.append(
        [f"{report.branch_ja}支部", *[f"{report.shown(v, kpi.decimals)}%" for v in series.values[: report.months]]]
    )
    rows.append(["全国平均", *[f"{report.shown(v, kpi.decimals)}%" for v in nation.values[: report.months]]])
    report.monthly(series)
    for i, value in enumerate(nation.values[: report.months]):
        if value is not None:
            report.actual(kpi, value, as_of=report.month(i), national=True)
    report.draw(rows, [3, *[1.6] * report.months], size=7)


def title_in_table(report: Report) -> None:
    """Every table begins with a row that names what it is about and its unit."""
    for name, unit in report.rng.sample(COUNTS, 2):
        rows: list[list[Content]] = [[Box(f"【{name}】　（単位：{unit}）", across=14)]]
        rows.append(["", *[f"{m}月" for m in MONTH_NUMBERS], "計"])
        for year in (report.year, report.year - 1):
            series = report.counts(name, unit, 12 if year < report.year else None)
            rows.append([report.era(year, report.era_style), *cells(report, series), report.shown(series.total)])
            report.monthly(series, year)
            report.figure(name, series.total, unit, year=year)
        report.draw(rows, [2.6, *[1.8] * 12, 2.2], heads=2, size=7)


def measures_by_year(report: Report) -> None:
    """Counts in rows, years in columns, the change against last year and its rate at the end."""
    years = (report.year - 2, report.year - 1)
    rows: list[list[Content]] = [
        ["項目", *[report.era(y, report.era_style) for y in years], "対前年度増減", "対前年度比"]
    ]
    for name, unit in report.rng.sample(COUNTS, 4):
        old, new = report.rng.randint(300, 9000), report.rng.randint(300, 9000)
        rate = round(100 * new / old, 1)
        rows.append([f"{name}（{unit}）", report.shown(old), report.shown(new), report.shown(new - old), f"{rate}%"])
        for year, value in zip(years, (old, new), strict=True):
            report.figure(name, value, unit, year=year)
        report.figure(f"{name} 対前年度増減", new - old, unit, year=years[1], dimension="対前年度増減")
        report.figure(f"{name} 対前年度比", rate, "%", year=years[1], dimension="対前年度比", decimals=1)
    report.draw(rows, [4, 2.4, 2.4, 2.4, 2.4])


def kpi_lines(report: Report) -> None:
    """No table at all: a heading per KPI, its target and results in lines below."""
    for kpi in report.kpis(4):
        name = report.rng.choice(kpi.names)
        target, result, before = (round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(3))
        word = "以下" if kpi.at_most else "以上"
        date = f"{report.era()}実績" if report.months == 12 else f"実績（{report.when}末）"
        report.say(f"■ {name}")
        report.say(f"目標：{report.shown(target, kpi.decimals, kpi.unit)}{word}", indent=12)
        report.say(f"{date}：{report.shown(result, kpi.decimals, kpi.unit)}", indent=12)
        report.say(f"{report.era(report.year - 1)}実績：{report.shown(before, kpi.decimals, kpi.unit)}", indent=12)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of="FY" if report.months == 12 else report.as_of)
        report.actual(kpi, before, year=report.year - 1, as_of="FY")


def wrong_total(report: Report) -> None:
    """A table of months one of whose totals is not the sum of its months."""
    rows: list[list[Content]] = [["区分", *[f"{m}月" for m in MONTH_NUMBERS], "計"]]
    group = some_counts(report, 6)
    wrong = report.rng.randrange(6)
    for i, series in enumerate(group):
        if i == wrong and series.total is not None:
            series.total += 10
            report.contradictions.append(("period_figure", series.total))
        rows.append([f"{series.measure}（{series.unit}）", *cells(report, series), report.shown(series.total)])
        report.monthly(series)
        report.figure(series.measure, series.total, series.unit)
    report.truth.conflicts.append("one total is ten more than the sum of its months")
    report.draw(rows, [4, *[1.7] * 12, 2.2], size=7)


WILD_FORMS: Sequence[Callable[[Report], None]] = (
    sums_among_months, target_rows, target_over_result, kpi_two_level, folded_months, years_beside_months,
    branch_and_nation, title_in_table, measures_by_year, kpi_lines, wrong_total,
)  # fmt: skip
