"""Counts and their rates side by side, the rates headed only by "the same": 健診受診者数 | 同 受診率."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.forms.grid import Box, Content
from tests.forms.month_forms import month_heads
from tests.forms.report import Report, Series
from tests.forms.vocabulary import KPIS, Kpi

_KPIS = {kpi.code: kpi for kpi in KPIS}
#: Each KPI with names of what is counted for it, its unit, and what the rate is called.
_PAIRS = (
    ("lifestyle_checkup_rate",
     ("生活習慣病予防健診", "生活習慣病予防健診受診者数", "生活習慣病予防健診 実施者数"), "人", ("実施率",)),
    ("employer_checkup_data_rate", ("事業者健診データ", "事業者健診データ取得件数", "事業者健診データ取得数"), "件",
     ("取得率",)),
    ("dependent_checkup_rate", ("被扶養者の特定健診", "特定健診（被扶養者）", "被扶養者の特定健診受診者数"), "人",
     ("実施率", "受診率")),
    ("insured_guidance_rate", ("被保険者の特定保健指導", "被保険者の特定保健指導実施者数"), "人", ("実施率",)),
    ("dependent_guidance_rate", ("被扶養者の特定保健指導", "被扶養者の特定保健指導実施者数"), "人", ("実施率",)),
)  # fmt: skip
_MARKS = ("同 ", "同　", "同", "〃 ", "〃　", "〃")
_TITLES = ("健診・保健指導の実施状況", "健診等の実績（率は累計）", "保健事業の実績")


@dataclass(frozen=True)
class _Pair:
    """A count and its rate, with the headings they are printed under."""

    kpi: Kpi
    count: Series
    rate: Series
    heads: tuple[str, str]


def _pairs(report: Report, number: int) -> list[_Pair]:
    rng, out = report.rng, []
    mark, form = rng.choice(_MARKS), rng.choice(("（{}）", "\n（{}）", " ({})"))
    for code, names, unit, rates in rng.sample(_PAIRS, number):
        kpi, name, tail = _KPIS[code], rng.choice(names), rng.choice(rates)
        rate = report.running(kpi)
        rate.basis = "cumulative"
        heads = (name + form.format(unit), mark + tail + form.format("％"))
        out.append(_Pair(kpi, report.counts(name, unit), rate, heads))
    return out


def _title(report: Report) -> None:
    report.say(report.rng.choice(("■ ", "1　", "（1）", "")) + report.rng.choice(_TITLES), report.size + 1)


def same_by_month(report: Report) -> None:
    """Months down; a count and its rate across for each thing; targets and last year at the foot, or no such rows."""
    rng = report.rng
    pairs = _pairs(report, rng.randint(2, 3))
    _title(report)
    rows: list[list[Content]] = [[rng.choice(("年月", "月", "")), *[head for pair in pairs for head in pair.heads]]]
    for i, month in enumerate(month_heads(report)):
        row: list[Content] = [Box(month, align="center")]
        for pair in pairs:
            row += [report.shown(pair.count.values[i]), report.shown(pair.rate.values[i], pair.kpi.decimals)]
        rows.append(row)
    for pair in pairs:
        report.monthly(pair.count)
        report.monthly(pair.rate)
    if rng.random() < 0.6:
        rows.append(_aims(report, pairs))
    if rng.random() < 0.5:
        rows.append([rng.choice(("計", "年度計", "合計"))])
        for pair in pairs:
            rows[-1] += [report.shown(pair.count.total), "－"]
            report.figure(pair.count.measure, pair.count.total, pair.count.unit)
    report.draw(rows, [2.4, *[3] * (2 * len(pairs))], style=rng.choice(("closed", "open_sides", "horizontal")), size=8)


def _aims(report: Report, pairs: Sequence[_Pair]) -> list[Content]:
    row: list[Content] = [report.rng.choice(("目標", f"{report.era()}目標", "目標値"))]
    for pair in pairs:
        aim = round(report.rng.uniform(pair.kpi.low, pair.kpi.high), pair.kpi.decimals)
        row += ["", f"{report.shown(aim, pair.kpi.decimals)}%以上"]
        report.target(pair.kpi, pair.rate.measure, aim)
    return row


def same_by_year(report: Report) -> None:
    """Years across; a row for each count and one below it for its rate."""
    rng = report.rng
    pairs = _pairs(report, rng.randint(2, 3))
    _title(report)
    years = [report.year - k for k in range(rng.randint(2, 4), 0, -1)]
    rows: list[list[Content]] = [[rng.choice(("区分", "項目", "")), *[report.era(year) for year in years]]]
    for pair in pairs:
        counts = [rng.randint(900, 90000) for _ in years]
        rates = [round(rng.uniform(pair.kpi.low, pair.kpi.high), pair.kpi.decimals) for _ in years]
        rows.append([pair.heads[0].replace("\n", ""), *[report.shown(count) for count in counts]])
        rows.append([pair.heads[1].replace("\n", ""), *[report.shown(rate, pair.kpi.decimals) for rate in rates]])
        for year, count, rate in zip(years, counts, rates, strict=True):
            report.figure(pair.count.measure, count, pair.count.unit, year=year)
            report.actual(pair.kpi, rate, year=year, as_of="FY")
    report.draw(rows, [6, *[3] * len(years)], style=rng.choice(("closed", "open_sides", "horizontal")), size=8)


FREE_DITTOS: Sequence[Callable[[Report], None]] = (same_by_month, same_by_year)
