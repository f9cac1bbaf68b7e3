"""Forms of month tables by how they are typeset: headings in two levels, titles and ranks among the rows, months in
short, halves one below the other, tables in a strip of a layout, calendars that list activities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS, cells, some_counts
from tests.forms.report import Report
from tests.forms.vocabulary import COUNTS

HALF = 6


def _total(report: Report, measure: str, values: Sequence[float | None], unit: str, year: int) -> str:
    total = sum(value for value in values if value is not None)
    report.figure(measure, total, unit, year=year)
    return report.shown(total)


def pairs_under_months(report: Report) -> None:
    """Under every month two years, or single months and what they add up to."""
    names = report.rng.sample([name for name, unit in COUNTS if unit == "件"], 2)
    report.say("各種申請の処理状況（単位：件）")
    years = report.rng.random() < 0.6
    seconds = [report.era(report.year - 1, 3), report.era(report.year, 3)] if years else ["単月", "累計"]
    rows: list[list[Content]] = [
        [Box("区分", down=2, align="center"), *[Box(f"{m}月", across=2, align="center") for m in MONTH_NUMBERS[:HALF]]],
        [*seconds * HALF],
    ]
    for name in names:
        one = report.counts(name, "件", min(report.months, HALF))
        if years:
            other = report.counts(name, "件", HALF)
            report.monthly(other, report.year - 1)
            pairs = list(zip(other.values, one.values, strict=True))[:HALF]
        else:
            sums = [None if v is None else sum(x or 0 for x in one.values[: i + 1]) for i, v in enumerate(one.values)]
            running = report.counts(name, "件")
            running.values, running.basis = list(sums), "cumulative"
            report.monthly(running)
            pairs = list(zip(one.values, sums, strict=True))[:HALF]
        report.monthly(one)
        rows.append([name, *[report.shown(value) for pair in pairs for value in pair]])
    report.draw(rows, [3, *[1.6] * 2 * HALF], heads=2, size=7, style=report.rng.choice(("closed", "open_sides")))


def titles_among_rows(report: Report) -> None:
    """Titles over the whole width between the rows: what is measured, or of which year."""
    years = report.rng.random() < 0.5
    names = report.rng.sample(("傷病手当金", "出産手当金", "高額療養費"), 2)
    titles = [report.era(report.year - 1), report.era(report.year)] if years else ["受付件数（件）", "支給金額（千円）"]
    report.say("申請書の受付件数（単位：件）" if years else "■ 月別の状況")
    again = report.rng.random() < 0.5
    head: list[Content] = ["区分", *[f"{m}月" for m in MONTH_NUMBERS], "計"]
    rows: list[list[Content]] = [] if again else [head]
    for k, title in enumerate(titles):
        rows += [[Box(title, across=14)], *([head] if again else [])]
        year = report.year - 1 + k if years else report.year
        unit = "千円" if k and not years else "件"
        for name in names:
            series = report.counts(
                f"{'受付件数' if years else title[:4]} {name}", unit, 12 if year < report.year else None
            )
            report.monthly(series, year)
            total = _total(report, series.measure, series.values, unit, year)
            rows.append([name, *cells(report, series), total])
    report.draw(rows, [3, *[1.7] * 12, 2.4], size=7)


def sums_under_halves(report: Report) -> None:
    """The halves of the year over their months and their sums; the sum of the year reaches over both rows."""
    report.say("相談等の状況（単位：件）")
    rows: list[list[Content]] = [
        [Box("区分", down=2), Box("上半期", across=7, align="center"), Box("下半期", across=7, align="center"),
         Box("年度計", down=2)],
        [*[f"{m}月" for m in MONTH_NUMBERS[:HALF]], "小計", *[f"{m}月" for m in MONTH_NUMBERS[HALF:]], "小計"],
    ]  # fmt: skip
    for series in [report.counts(name, "件") for name, unit in COUNTS if unit == "件"][:3]:
        halves = [[v for v in series.values[i : i + HALF] if v is not None] for i in (0, HALF)]
        row: list[Content] = [series.measure]
        for half, values, period in zip((0, HALF), halves, ("H1", "H2"), strict=True):
            full = len(values) == HALF
            if full:
                report.figure(series.measure, sum(values), "件", period)
            row += [*cells(report, series, half, half + HALF), report.shown(sum(values)) if full else ""]
        report.monthly(series)
        rows.append([*row, _total(report, series.measure, series.values, "件", report.year)])
    report.draw(rows, [3, *[1.6] * 6, 2, *[1.6] * 6, 2, 2.2], heads=2, size=7)


def short_months(report: Report) -> None:
    """Months as year and month in short, in kanji, or with an apostrophe; across, or down with the latest first."""
    era = report.year - 2018
    style = report.rng.randrange(4)
    heads = [
        (f"{era + (i > 8)}/{m}", f"{'四五六七八九'[i] if i < 6 else ('十', '十一', '十二', '一', '二', '三')[i - 6]}月",
         f"'{report.year % 100 + (i > 8)}.{m}", f"{m}月")[style]
        for i, m in enumerate(MONTH_NUMBERS)
    ]  # fmt: skip
    group = some_counts(report, 2)
    names = [f"{series.measure}（{series.unit}）" for series in group]
    for series in group:
        report.monthly(series)
    if style == 3:
        known = range(report.months - 1, -1, -1)
        rows: list[list[Content]] = [["月", *names], *[[Box(heads[i], align="center"), *[
            report.shown(series.values[i]) for series in group]] for i in known]]  # fmt: skip
        report.draw(rows, [2, 3, 3])
        return
    rows = [["項目", *heads]]
    rows += [[name, *[report.shown(v) for v in series.values]] for name, series in zip(names, group, strict=True)]
    report.draw(rows, [4, *[1.8] * 12], size=7)


def ranks_beside_months(report: Report) -> None:
    """A KPI by month in two years, with the national average and the rank at the end or ranks below."""
    kpi = next(kpi for kpi in report.kpis(5) if kpi.unit == "%" and kpi.cumulative)
    report.say(f"■ {kpi.names[0]}")
    rank, before = report.rng.randint(1, 20), report.rng.randint(21, 47)
    below = report.rng.random() < 0.5
    national = round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals)
    years = (report.year - 1, report.year)
    group = [report.running(kpi, 12 if year < report.year else None) for year in years]
    for series, year in zip(group, years, strict=True):
        series.measure = kpi.names[0]
        report.monthly(series, year)
    if below:
        rows: list[list[Content]] = [["", *[report.era(year) for year in years]]]
        rows += [
            [Box(f"{m}月", align="center"), *[report.shown(s.values[i], kpi.decimals, "%") for s in group]]
            for i, m in enumerate(MONTH_NUMBERS)
        ]
        rows.append([Box("全国順位", align="center"), f"{before}位", f"{rank}位"])
        report.draw(rows, [2, 3, 3])
    else:
        rows = [["年度", *[f"{m}月" for m in MONTH_NUMBERS], "全国平均", "全国順位"]]
        for k, (series, year) in enumerate(zip(group, years, strict=True)):
            row: list[Content] = [report.era(year), *[report.shown(v, kpi.decimals, "%") for v in series.values]]
            if not k:
                row += [
                    Box(report.shown(national, kpi.decimals, "%"), down=2),
                    Box(f"{rank}位\n（{before}位）", down=2),
                ]
            rows.append(row)
        report.draw(rows, [3, *[2] * 12, 2.4, 2.4], size=6)
        report.actual(kpi, national, national=True)
    for year, place in ((report.year, rank), (report.year - 1, before)):
        if below or year == report.year:
            report.truth.add(
                "ranks", fiscal_year=str(year), kpi_code=kpi.code, measure_ja=kpi.names[0], rank=str(place)
            )


def listed_activities(report: Report) -> None:
    """A calendar of the year: months down, groups across, and in the cells what they do."""
    report.say(f"{report.era()} 年間スケジュール")
    groups = ("業務", "保健", "企画総務")
    things = {"業務": ("事例の勉強会", "窓口の研修会"), "保健": ("受診券の送付", "健診会場の選定", "未受診者への案内"),
              "企画総務": ("評議会の開催", "広報紙の発行")}  # fmt: skip
    rows: list[list[Content]] = [["月", *groups]]
    for i, month in enumerate(MONTH_NUMBERS):
        row: list[Content] = [Box(f"{month}月", align="center")]
        for group in groups:
            chosen = report.rng.sample(things[group], report.rng.choice((0, 1, 1, 2)) if i > 1 else 1)
            row.append("\n".join(f"・{name}" for name in chosen))
            for name in chosen:
                report.truth.add(
                    "schedule", section=group, activity_ja=name, month=month_of(str(report.year), i), mark="・"
                )
        rows.append(row)
    report.draw(rows, [1, 3, 3, 3])


TYPESET_FORMS: Sequence[Callable[[Report], None]] = (
    pairs_under_months, titles_among_rows, sums_under_halves, short_months, ranks_beside_months,
)  # fmt: skip
