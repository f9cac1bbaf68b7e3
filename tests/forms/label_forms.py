"""Forms whose labels ask for care: units in columns of their own, years in titles only, years nobody can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS, cells, some_counts
from tests.forms.report import Report
from tests.forms.vocabulary import COUNTS


def units_beside(report: Report) -> None:
    """A column of units beside the names or behind the figures, over years or over months."""
    years = (report.year - 2, report.year - 1)
    behind = report.rng.random() < 0.5
    heads = [report.era(year, report.era_style) for year in years]
    rows: list[list[Content]] = [["項目", *heads, "単位"] if behind else ["項目", "単位", *heads]]
    for name, unit in report.rng.sample(COUNTS, 4):
        values = [report.rng.randint(20, 9000) for _ in years]
        shown, mark = [report.shown(value) for value in values], Box(unit, align="center")
        rows.append([name, *shown, mark] if behind else [name, mark, *shown])
        for year, value in zip(years, values, strict=True):
            report.figure(name, value, unit, year=year)
    report.draw(rows, [4, 2, 2.4, 2.4])
    months: list[list[Content]] = [["区分", "単位", *[f"{m}月" for m in MONTH_NUMBERS]]]
    for series in some_counts(report, 2):
        months.append([series.measure, Box(series.unit, align="center"), *cells(report, series)])
        report.monthly(series)
    report.draw(months, [4, 1.4, *[1.7] * 12], size=7)


def units_above(report: Report) -> None:
    """Every year with two columns below it: the count in its unit, and its share in per cent."""
    years = (report.year - 2, report.year - 1)
    unit = report.rng.choice(("件", "千件", "人", "百万円"))
    over: list[Content] = [Box(report.era(year), across=2, align="center") for year in years]
    rows: list[list[Content]] = [[Box("区分", down=2, align="center"), *over], [unit, "%", unit, "%"]]
    for name, _ in report.rng.sample(COUNTS, 4):
        row: list[Content] = [name]
        for year in years:
            value, share = report.rng.randint(20, 9000), report.rng.randint(10, 900) / 10
            row += [report.shown(value), report.shown(share, 1)]
            report.figure(name, value, unit, year=year)
            report.figure(name, share, "%", year=year, decimals=1)
        rows.append(row)
    report.draw(rows, [4, 2.4, 2, 2.4, 2], heads=2)


def titled_years(report: Report) -> None:
    """One table for each of two years, which only the line above it names."""
    for year in (report.year, report.year - 1):
        word = report.era(year, report.rng.choice((0, 1, 2)))
        rows: list[list[Content]] = [["区分", *[f"{m}月" for m in MONTH_NUMBERS], "計"]]
        report.say(report.rng.choice((f"■ {word} 申請等の受付", f"申請等の受付（{word}）", f"【{word}】申請等の受付")))
        for series in some_counts(report, 2, 12 if year < report.year else None):
            rows.append([f"{series.measure}（{series.unit}）", *cells(report, series), report.shown(series.total)])
            report.monthly(series, year)
            report.figure(series.measure, series.total, series.unit, year=year)
        report.draw(rows, [4, *[1.7] * 12, 2.2], size=7)


def unread_years(report: Report) -> None:
    """A year left open by whoever made the table: its figures are of no year that anybody could name."""
    lost = report.rng.choice(("令和〇年度", "R-1年度", "20X5年度", "令和●年度", "令和　年度"))
    known = report.year - 1
    rows: list[list[Content]] = [["項目", lost, report.era(known)]]
    for name, unit in report.rng.sample(COUNTS, 4):
        values = [report.rng.randint(20, 9000) for _ in range(2)]
        rows.append([f"{name}（{unit}）", *map(report.shown, values)])
        report.figure(name, values[1], unit, year=known)
    report.draw(rows, [5, 3, 3])


def short_total(report: Report) -> None:
    """A single row of the months so far, whose total is not their sum."""
    (series,) = some_counts(report, 1)
    first = MONTH_NUMBERS[: report.months]
    if series.total is not None:
        series.total += 3 * max(v for v in series.values if v is not None)
        report.contradictions.append(("period_figure", series.total))
    rows: list[list[Content]] = [["区分", *[f"{m}月" for m in first], "計"]]
    values = cells(report, series, 0, report.months)
    rows.append([f"{series.measure}（{series.unit}）", *values, report.shown(series.total)])
    report.monthly(series)
    report.figure(series.measure, series.total, series.unit)
    report.truth.conflicts.append("the total is not the sum of its months")
    report.draw(rows, [4, *[1.7] * report.months, 2.2], size=7)


def labels_among(report: Report) -> None:
    """The names of the rows right of the figures, or between them; over years or over the months so far."""
    years = (report.year - 3, report.year - 2, report.year - 1)
    at = report.rng.choice((1, 2, 3))
    heads: list[Content] = [report.era(year) for year in years]
    rows: list[list[Content]] = [[*heads[:at], "項目", *heads[at:]]]
    for name, unit in report.rng.sample(COUNTS, 4):
        values = [report.rng.randint(20, 9000) for _ in years]
        shown: list[Content] = [report.shown(value) for value in values]
        rows.append([*shown[:at], Box(f"{name}（{unit}）", align="center"), *shown[at:]])
        for year, value in zip(years, values, strict=True):
            report.figure(name, value, unit, year=year)
    report.draw(rows, [3] * at + [5] + [3] * (3 - at))
    if report.months < 12:
        return
    half = report.rng.choice((6, 12))
    names: list[Content] = [f"{m}月" for m in MONTH_NUMBERS]
    months: list[list[Content]] = [[*names[:half], "区分", *names[half:]]]
    for series in some_counts(report, 2, 12):
        values_of = cells(report, series)
        label = Box(f"{series.measure}（{series.unit}）", align="center")
        months.append([*values_of[:half], label, *values_of[half:]])
        report.monthly(series, report.year)
    report.draw(months, [1.7] * half + [4] + [1.7] * (12 - half), size=6)


LABEL_FORMS: Sequence[Callable[[Report], None]] = (
    units_beside, units_above, titled_years, unread_years, short_total, labels_among,
)  # fmt: skip
