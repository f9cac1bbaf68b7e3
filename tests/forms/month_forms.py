"""Forms whose rows or columns are months, quarters or half-years."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.report import Report, Series
from tests.forms.vocabulary import COUNTS

MONTH_NUMBERS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


def month_heads(report: Report, year: int | None = None) -> list[str]:
    """The twelve month headings in one of the ways they are written."""
    year = year or report.year
    era = year - 2018
    late = [era + (i > 8) for i in range(12)]
    styles: tuple[Callable[[int, int], str], ...] = (
        lambda i, m: f"{m}月",
        lambda i, m: f"{m}月".translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)}),
        lambda i, m: f"R{late[i]}.{m}",
        lambda i, m: f"{year + (i > 8)}/{m}",
        lambda i, m: f"{month_of(str(year), i)[:4]}年{m}月",
        lambda i, m: f"R{late[i]}年{m}月" if m in (1, 4) else f"{m}月",
        lambda i, m: f"{m:>2}月分",
    )
    style = report.rng.choice(styles)
    return [style(i, m) for i, m in enumerate(MONTH_NUMBERS)]


def some_counts(report: Report, count: int, months: int | None = None) -> list[Series]:
    """Series of different counts."""
    return [report.counts(name, unit, months) for name, unit in report.rng.sample(COUNTS, count)]


def cells(report: Report, series: Series, first: int = 0, last: int = 12) -> list[str]:
    """The printed figures of some months; blank where unknown."""
    blank = report.rng.choice(("", "－", "-"))
    return [report.shown(v, series.decimals) or blank for v in series.values[first:last]]


def by_post(report: Report, months: int | None = None) -> list[Series]:
    """Applications by post and over the counter, and the share received by post."""
    post = report.counts("郵送件数", "件", months)
    post.values = [None if v is None else v + 9000 for v in post.values]
    desk = report.counts("窓口件数", "件", months)
    desk.values = [None if v is None else 100 + v % 300 for v in desk.values]
    for series in (post, desk):
        series.total = sum(v for v in series.values if v is not None)

    def share(a: float | None, b: float | None) -> float | None:
        return None if a is None or b is None else round(100 * a / (a + b) + 1e-9, 1)

    rates = [share(a, b) for a, b in zip(post.values, desk.values, strict=True)]
    code = "mail_application_rate" if report.year <= 2024 else ""
    rate = Series("郵送化率", "%", rates, share(post.total, desk.total), 1, code)
    return [post, desk, rate]


def _total(report: Report, series: Series, period: str = "FY", year: int | None = None) -> None:
    report.figure(
        series.measure, series.total, series.unit, period, decimals=series.decimals, code=series.code, year=year
    )


def months_across(report: Report) -> None:
    """Measures down, months across, a total at the end."""
    total = report.rng.choice(("計", "合計", "年度計", "累計"))
    where = report.rng.choice(("caption", "label", "column"))
    caption = "各種申請の処理状況" + ("（単位：件）" if where == "caption" else "")
    report.say(f"■ {caption}")
    rows: list[list[Content]] = [["区分", *month_heads(report), total]]
    for series in [report.counts(name, unit) for name, unit in report.rng.sample(COUNTS[:4], 3)]:
        label = f"{series.measure}（{series.unit}）" if where == "label" else series.measure
        rows.append([label, *cells(report, series), report.shown(series.total)])
        report.monthly(series)
        _total(report, series)
    style = report.rng.choice(("closed", "open_sides"))
    report.draw(rows, [3, *[1.6] * 12, 2], style=style, size=7)


def years_within_measures(report: Report) -> None:
    """Two year rows per measure, whose name stands in a merged cell at the left."""
    order = report.rng.choice((1, -1))
    rows: list[list[Content]] = [[Box("項目", across=2, align="center"), *[f"{m}月" for m in MONTH_NUMBERS], "合計"]]
    for name, unit in report.rng.sample(COUNTS, 3):
        years = (report.year - 1, report.year)[::order]
        for k, year in enumerate(years):
            series = report.counts(name, unit, 12 if year < report.year else None)
            label: list[Content] = [Box(f"{name}\n（{unit}）", down=2)] if k == 0 else []
            rows.append(
                [*label, report.era(year, report.era_style), *cells(report, series), report.shown(series.total)]
            )
            report.monthly(series, year)
            _total(report, series, year=year)
    report.draw(rows, [4, 2.6, *[1.9] * 12, 2.4], style=report.rng.choice(("closed", "open_sides")), size=7)


def months_down(report: Report) -> None:
    """Months down, measures across, the total in the last row."""
    report.say("○ 月別の実施状況")
    group = by_post(report) if report.rng.random() < 0.5 else some_counts(report, 3)
    rows: list[list[Content]] = [[report.rng.choice(("月", "年月", "")), *[f"{s.measure}（{s.unit}）" for s in group]]]
    for i, head in enumerate(month_heads(report)):
        if i < report.months or report.rng.random() < 0.7:
            rows.append([Box(head, align="center"), *[report.shown(s.values[i], s.decimals) for s in group]])
    rows.append(
        [Box(report.rng.choice(("計", "合計")), align="center"), *[report.shown(s.total, s.decimals) for s in group]]
    )
    for series in group:
        report.monthly(series)
        _total(report, series)
    report.draw(rows, [2, *[3] * len(group)], style=report.rng.choice(("closed", "open_sides", "horizontal")))


def months_down_two_years(report: Report) -> None:
    """Months down, under every measure two years side by side."""
    group = report.rng.sample(COUNTS, 2)
    years = (report.year - 1, report.year)
    heads = [report.era(year, report.era_style) for year in years]
    rows: list[list[Content]] = [
        [
            Box("月", down=2, align="center"),
            *[Box(f"{name}（{unit}）", across=2, align="center") for name, unit in group],
        ],
        [*heads, *heads],
    ]
    series = {(n, y): report.counts(n, u, 12 if y < report.year else None) for n, u in group for y in years}
    for i, month in enumerate(MONTH_NUMBERS):
        rows.append([Box(f"{month}月", align="center"), *[report.shown(s.values[i]) for s in series.values()]])
    rows.append([Box("合計", align="center"), *[report.shown(s.total) for s in series.values()]])
    for (_, year), one in series.items():
        report.monthly(one, year)
        _total(report, one, year=year)
    report.draw(rows, [2, 3, 3, 3, 3], heads=2, style=report.rng.choice(("closed", "open_sides")))


def half_years(report: Report) -> None:
    """Two tables under one another, April to September and October to March, each with its own total."""
    group = some_counts(report, 3)
    for first, period, head in ((0, "H1", "上期計"), (6, "H2", "下期計")):
        rows: list[list[Content]] = [["項目", *[f"{m}月" for m in MONTH_NUMBERS[first : first + 6]], head]]
        for series in group:
            known = [v for v in series.values[first : first + 6] if v is not None]
            rows.append([f"{series.measure}（{series.unit}）", *cells(report, series, first, first + 6),
                         report.shown(sum(known)) if known else ""])  # fmt: skip
            if known:
                report.figure(series.measure, sum(known), series.unit, period)
        report.draw(rows, [4, *[2] * 6, 2.4])
    for series in group:
        report.monthly(series)


def _quarters(series: Series) -> list[float | None]:
    parts = [series.values[i : i + 3] for i in (0, 3, 6, 9)]
    return [None if None in part else sum(v for v in part if v is not None) for part in parts]


def quarters_across(report: Report) -> None:
    """Measures down, quarters across, the year at the end."""
    heads = report.rng.choice((
        [f"第{i}四半期" for i in (1, 2, 3, 4)],
        ["4～6月", "7～9月", "10～12月", "1～3月"],
        ["1Q", "2Q", "3Q", "4Q"],
        [f"第{i}四半期\n（{span}）" for i, span in ((1, "4-6月"), (2, "7-9月"), (3, "10-12月"), (4, "1-3月"))],
    ))  # fmt: skip
    rows: list[list[Content]] = [["区分", *heads, "年度計"]]
    for series in some_counts(report, 3):
        quarters = _quarters(series)
        known = sum(q for q in quarters if q is not None)
        rows.append([f"{series.measure}（{series.unit}）", *[report.shown(q) for q in quarters], report.shown(known)])
        for i, value in enumerate(quarters, 1):
            report.figure(series.measure, value, series.unit, f"Q{i}")
        report.figure(series.measure, known, series.unit)
    report.draw(rows, [4, 2, 2, 2, 2, 2], style=report.rng.choice(("closed", "open_sides", "horizontal")))


def quarters_down(report: Report) -> None:
    """Quarters down, measures across, this year and last."""
    name, unit = report.rng.choice(COUNTS)
    before, now = report.counts(name, unit, 12), report.counts(name, unit)
    rows: list[list[Content]] = [["", report.era(report.year - 1), report.era(), "増減"]]
    report.say(f"● {name}（単位：{unit}）")
    pairs = list(zip(_quarters(before), _quarters(now), strict=True))
    for i, (old, new) in enumerate(pairs, 1):
        change = None if old is None or new is None else new - old
        rows.append([f"第{i}四半期", report.shown(old), report.shown(new), report.shown(change)])
        report.figure(name, old, unit, f"Q{i}", year=report.year - 1)
        report.figure(name, new, unit, f"Q{i}")
        report.figure(f"{name} 増減", change, unit, f"Q{i}", dimension="増減")
    report.draw(rows, [3, 3, 3, 3])


def prior_in_brackets(report: Report) -> None:
    """Months down, last year's figure in brackets below every figure, as the heading of the table says."""
    group = report.rng.sample(COUNTS, 2)
    note = report.rng.choice(("（　）内は前年同月", "下段（　）は前年同月の数値", "※（　）内は前年度の同月実績"))
    report.say(note)
    pairs = [(report.counts(n, u), report.counts(n, u, 12)) for n, u in group]
    rows: list[list[Content]] = [["月", *[f"{now.measure}（{now.unit}）" for now, _ in pairs]]]
    for i, month in enumerate(MONTH_NUMBERS[: report.months]):
        rows.append([Box(f"{month}月", align="center"), *[
            Box(f"{report.shown(now.values[i])}\n({report.shown(old.values[i])})", align="right") for now, old in pairs
        ]])  # fmt: skip
    for now, old in pairs:
        report.monthly(now)
        old.values = report.known([v for v in old.values if v is not None])
        report.monthly(old, report.year - 1)
    report.draw(rows, [2, 3, 3])


def against_last_year(report: Report) -> None:
    """Months across; three rows per measure: this year, last year, and the one in per cent of the other."""
    rows: list[list[Content]] = [[Box("", across=2), *[f"{m}月" for m in MONTH_NUMBERS[: report.months]]]]
    for name, unit in report.rng.sample(COUNTS, 2):
        now, old = report.counts(name, unit), report.counts(name, unit)
        ratio = Series(f"{name} 対前年比", "%", [
            None if a is None or b is None else round(100 * a / b, 1)
            for a, b in zip(now.values, old.values, strict=True)
        ], None, 1)  # fmt: skip
        labels = (report.era(), report.era(report.year - 1), "対前年比(%)")
        for k, (label, series) in enumerate(zip(labels, (now, old, ratio), strict=True)):
            head: list[Content] = [Box(f"{name}（{unit}）", down=3)] if k == 0 else []
            rows.append([*head, label, *cells(report, series, 0, report.months)])
        report.monthly(now)
        report.monthly(old, report.year - 1)
        report.monthly(ratio)
    report.draw(rows, [3.4, 2.6, *[1.7] * report.months], size=7)


def upright_heads(report: Report) -> None:
    """Groups of rows whose name stands upright in a merged cell at the left."""
    groups = (("現金給付", ("傷病手当金", "出産手当金", "埋葬料")), ("相談", ("電話相談件数", "来所相談件数")))
    rows: list[list[Content]] = [[Box("区分", across=2, align="center"), *month_heads(report), "計"]]
    for group, names in groups:
        for k, name in enumerate(names):
            series = report.counts(name, "件")
            head: list[Content] = [Box(group, down=len(names), upright=True)] if k == 0 else []
            rows.append([*head, name, *cells(report, series), report.shown(series.total)])
            report.monthly(series)
            _total(report, series)
    report.say("○ 件数の推移（単位：件）")
    report.draw(rows, [1, 3.4, *[1.8] * 12, 2.2], size=7)


def bare_columns(report: Report) -> None:
    """Months down without any ruling: columns only stand in line."""
    group = some_counts(report, 2)
    rows: list[list[Content]] = [["月", *[f"{s.measure}（{s.unit}）" for s in group]]]
    for i, month in enumerate(MONTH_NUMBERS[: report.months]):
        rows.append([Box(f"{month}月", align="center"), *[report.shown(s.values[i]) for s in group]])
    rows.append([Box("合計", align="center"), *[report.shown(s.total) for s in group]])
    for series in group:
        report.monthly(series)
        _total(report, series)
    report.draw(rows, [2, 3, 3], style="bare")


def over_two_pages(report: Report) -> None:
    """A long table whose heading is printed again on the second page."""
    report.say("資料　業務別の処理件数（単位：件）")
    head: list[Content] = ["業務", *[f"{m}月" for m in MONTH_NUMBERS], "計"]
    group = [report.counts(name, "件") for name, unit in COUNTS if unit == "件"]
    again = report.rng.random() < 0.7
    for part in (group[:5], group[5:]):
        rows: list[list[Content]] = [head] if again or (part is not group[5:] and part[0] is group[0]) else []
        for series in part:
            rows.append([series.measure, *cells(report, series), report.shown(series.total)])
            report.monthly(series)
            _total(report, series)
        report.draw(rows, [4, *[1.8] * 12, 2.4], heads=1 if rows[0] is head else 0, size=7)
        if part[0] is group[0]:
            report.turn()


def kpi_months(report: Report) -> None:
    """KPIs by month with the target of the year in a column of its own."""
    rows: list[list[Content]] = [["KPI", "目標", *[f"{m}月" for m in MONTH_NUMBERS[: report.months]]]]
    for kpi in report.kpis(3):
        series = report.running(kpi)
        target = round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals)
        word = "以下" if kpi.at_most else "以上"
        rows.append([series.measure, report.shown(target, kpi.decimals, kpi.unit) + word, *[
            report.shown(v, kpi.decimals, kpi.unit if kpi.unit == "%" else "") for v in series.values[: report.months]
        ]])  # fmt: skip
        report.target(kpi, series.measure, target)
        report.monthly(series)
    report.draw(rows, [4, 2.2, *[1.8] * report.months], size=7)


MONTH_FORMS: Sequence[Callable[[Report], None]] = (
    months_across, years_within_measures, months_down, months_down_two_years, half_years, quarters_across,
    quarters_down, prior_in_brackets, against_last_year, upright_heads, bare_columns, over_two_pages, kpi_months,
)  # fmt: skip
