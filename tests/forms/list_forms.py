"""KPI lists whose columns date their figures: parts of the year, a date of each row, footnotes, ranks in brackets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.kpi_forms import aim, as_of, figures_of, result_head
from tests.forms.paper import width_of, wrapped
from tests.forms.report import Report

_QUARTERS = (("第1四半期", "1Q", "4～6月", "Q1"), ("第2四半期", "2Q", "7～9月", "Q2"),
             ("第3四半期", "3Q", "10～12月", "Q3"), ("第4四半期", "4Q", "1～3月", "Q4"))  # fmt: skip


def kpi_quarters(report: Report) -> None:
    """One row per KPI, one column per quarter, the target before or behind them."""
    style, target_first = report.rng.randrange(3), report.rng.random() < 0.5
    count = max(2, report.months // 3)
    heads: list[Content] = [quarter[style] for quarter in _QUARTERS[:count]]
    aims: list[Content] = ["目標値"]
    rows: list[list[Content]] = [["指標", *aims, *heads] if target_first else ["指標", *heads, *aims]]
    for kpi in report.kpis(4):
        name, target, *_ = figures_of(report, kpi)
        values = sorted(round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(count))
        shown: list[Content] = [report.shown(value, kpi.decimals, kpi.unit) for value in values]
        said: list[Content] = [aim(report, kpi, target)]
        rows.append([name, *said, *shown] if target_first else [name, *shown, *said])
        report.target(kpi, name, target)
        for value, quarter in zip(values, _QUARTERS, strict=False):
            report.figure(name, value, kpi.unit, quarter[3], decimals=kpi.decimals, code=kpi.code)
    report.draw(rows, [6, *[2.6] * (len(rows[0]) - 1)])


def dated_rows(report: Report) -> None:
    """One row per KPI with its unit and the month it runs to, last year's figure of the same time beside the result."""
    before_head = report.rng.choice(("前年同時点", "前年同期", "前年同月"))
    rows: list[list[Content]] = [["指標", "単位", "時点", "実績", before_head, "目標"]]
    for kpi in report.kpis(4):
        name, target, result, before, _ = figures_of(report, kpi)
        last = report.rng.randint(max(0, report.months - 3), report.months - 1)
        month = month_of(str(report.year), last)
        rows.append([
            name, Box(kpi.unit, align="center"), Box(f"{int(month[5:])}月末", align="center"),
            report.shown(result, kpi.decimals), report.shown(before, kpi.decimals),
            report.shown(target, kpi.decimals) + ("以下" if kpi.at_most else "以上"),
        ])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=month)
        report.actual(kpi, before, year=report.year - 1, as_of=month_of(str(report.year - 1), last))
    report.draw(rows, [6, 1.6, 1.8, 2.4, 2.4, 2.6], style=report.rng.choice(("closed", "horizontal")))


def footnoted_rows(report: Report) -> None:
    """Marks of footnotes behind names: one gives the month of the figure, one says that it is provisional."""
    month = month_of(str(report.year), report.months - 2)
    rows: list[list[Content]] = [["指標", "目標値", result_head(report), "全国順位（前年度）"]]
    for i, kpi in enumerate(report.kpis(4)):
        name, target, result, *_ = figures_of(report, kpi)
        rank, before = report.rng.sample(range(1, 48), 2)
        mark = ("※1", "※2", "", "")[i]
        rows.append([name + mark, aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit),
                     Box(f"{rank}位({before}位)", align="center")])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=month if mark == "※2" else as_of(report))
        report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank),
                         previous_rank=str(before))  # fmt: skip
    report.draw(rows, [6, 3, 3, 3])
    report.say("※1 速報値。")
    report.say(f"※2 {int(month[5:])}月診療分。")


def rounded_cards(report: Report) -> None:
    """Cards with rounded corners."""
    _cards(report, report.sheet.rounded)


def filled_cards(report: Report) -> None:
    """Cards that a ground of grey sets apart, without an outline."""
    _cards(report, report.sheet.fill)


def bare_cards(report: Report) -> None:
    """Cards that only the white between them keeps apart."""
    _cards(report, lambda *_: None)


def _cards(report: Report, frame: Callable[[float, float, float, float], None]) -> None:
    """Cards in rows of three: a name, the result alone and large, target and last year below."""
    gap, high = 14.0, 92.0
    width = (report.width - 2 * gap) / 3
    for i, kpi in enumerate(report.kpis(6)):
        name, target, result, before, _ = figures_of(report, kpi)
        x, y = report.margin + i % 3 * (width + gap), report.y + i // 3 * (high + gap)
        frame(x, y, x + width, y + high)
        lines = wrapped(name, width - 12, 9)
        for j, line in enumerate(lines):
            report.sheet.text(x + (width - width_of(line, 9)) / 2, y + 5 + 11 * j, line, 9)
        shown = report.shown(result, kpi.decimals, kpi.unit)
        report.sheet.text(x + (width - width_of(shown, 18)) / 2, y + 44, shown, 18)
        below = ("目標 " + aim(report, kpi, target), "前年同期 " + report.shown(before, kpi.decimals, kpi.unit))
        for j, line in enumerate(below):
            report.sheet.text(x + (width - width_of(line, 8)) / 2, y + 66 + 11 * j, line, 8)
        report.target(kpi, name, target)
        report.actual(kpi, result)
        report.actual(kpi, before, year=report.year - 1, as_of=month_of(str(report.year - 1), report.months - 1))
    report.y += 2 * (high + gap)


LIST_FORMS: Sequence[Callable[[Report], None]] = (kpi_quarters, dated_rows, footnoted_rows)
