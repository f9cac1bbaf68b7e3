"""Forms that show KPIs: tables, boxes, cards, and the list that contradicts the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content, Grid
from tests.forms.report import Report
from tests.forms.vocabulary import Kpi


def figures_of(report: Report, kpi: Kpi) -> tuple[str, float, float, float, float]:
    """Name, target, result, last year's result and national average of a KPI."""
    target, result, before, national = (round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(4))
    return report.rng.choice(kpi.names), target, result, before, national


def aim(report: Report, kpi: Kpi, value: float) -> str:
    """A target as printed."""
    return report.shown(value, kpi.decimals, kpi.unit) + ("以下" if kpi.at_most else "以上")


def _symbol(kpi: Kpi, target: float, result: float) -> str:
    met = result <= target if kpi.at_most else result >= target
    return "○" if met else "△"


def result_head(report: Report) -> str:
    """The heading over the results."""
    return f"{report.era()}実績" if report.months == 12 else f"{report.when}末実績"


def as_of(report: Report) -> str:
    """The month of the results, "FY" for those of a whole year."""
    return "FY" if report.months == 12 else report.as_of


def kpi_table(report: Report) -> None:
    """One row per KPI: number, name, target, last year, result, attainment, evaluation, national average, rank."""
    heads = [
        "No.",
        "KPI",
        "目標値",
        f"{report.era(report.year - 1)}実績",
        result_head(report),
        "達成率",
        "評価",
        "全国順位",
    ]
    rows: list[list[Content]] = [list(heads)]
    for i, kpi in enumerate(report.kpis(5), 1):
        name, target, result, before, _ = figures_of(report, kpi)
        rank, symbol = report.rng.randint(1, 47), _symbol(kpi, target, result)
        rows.append([
            Box(str(i), align="center"), name, aim(report, kpi, target), report.shown(before, kpi.decimals, kpi.unit),
            report.shown(result, kpi.decimals, kpi.unit), f"{100 * result / target:.1f}%", Box(symbol, align="center"),
            f"{rank}位",
        ])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
        report.actual(kpi, result, as_of=as_of(report))
        _attained(report, name, target, result)
        report.truth.add("statuses", period="", section="", item_ja=name, symbol=symbol, status="")
        report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank))
    report.say("評価：○…目標達成、△…目標を下回る")
    report.draw(rows, [1, 6, 3, 3, 3, 2, 1.4, 2], size=8)


def _attained(report: Report, name: str, target: float, result: float) -> None:
    """The rate of attainment of a KPI, a figure of the period that the report is of."""
    period = "FY" if report.kind == "results" or report.months == 12 else "YTD"
    report.figure(f"{name} 達成率", round(100 * result / target, 1), "%", period, decimals=1)


def kpi_boxes(report: Report) -> None:
    """Every KPI a small table of its own: its name across the top, below it target, result and rate."""
    for kpi in report.kpis(4):
        name, target, result, _, national = figures_of(report, kpi)
        head = result_head(report)
        rows: list[list[Content]] = [
            [Box(name, across=4, align="center", shaded=True)],
            ["目標", head, "達成率", "全国平均"],
            [Box(aim(report, kpi, target), align="center"),
             Box(report.shown(result, kpi.decimals, kpi.unit), align="center"),
             Box(f"{100 * result / target:.1f}%", align="center"),
             Box(report.shown(national, kpi.decimals, kpi.unit), align="center")],
        ]  # fmt: skip
        report.draw(rows, [3, 3, 2, 3], heads=2)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, national, as_of=as_of(report), national=True)
        _attained(report, name, target, result)


def kpi_box_lines(report: Report) -> None:
    """Every KPI a bordered box of lines: its name, then target, result and last year's result, each on a line."""
    for kpi in report.kpis(4):
        name, target, result, before, _ = figures_of(report, kpi)
        date = f"{report.era()}実績" if report.months == 12 else f"実績（{report.when}末）"
        text = "\n".join((
            f"【{name}】",
            f"目標：{aim(report, kpi, target)}",
            f"{date}：{report.shown(result, kpi.decimals, kpi.unit)}",
            f"{report.era(report.year - 1)}実績：{report.shown(before, kpi.decimals, kpi.unit)}",
        ))  # fmt: skip
        report.draw([[Box(text)]], [1], heads=0)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")


def kpi_cards(report: Report) -> None:
    """Cards side by side: a bordered box each, with lines for name, target and result."""
    gap, width = 12.0, (report.width - 24) / 3
    chosen = report.kpis(3)
    bottoms = []
    for i, kpi in enumerate(chosen):
        name, target, result, _, _ = figures_of(report, kpi)
        date = f"{report.era()}実績" if report.months == 12 else f"{report.when}末"
        text = f"{name}\n目標　{aim(report, kpi, target)}\n{date}　{report.shown(result, kpi.decimals, kpi.unit)}"
        card = Grid([width], [[Box(text)]], 0, "closed", report.size)
        bottoms.append(card.draw(report.sheet, report.margin + i * (width + gap), report.y))
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
    report.y = max(bottoms) + 10


def kpis_across(report: Report) -> None:
    """KPIs across; target, result, last year and national average down."""
    chosen = report.kpis(3)
    figures = [figures_of(report, kpi) for kpi in chosen]
    rows: list[list[Content]] = [["", *[f[0] for f in figures]]]
    rows.append([f"{report.era()}目標", *[aim(report, k, f[1]) for k, f in zip(chosen, figures, strict=True)]])
    labels = (result_head(report), f"{report.era(report.year - 1)}実績", f"全国平均（{report.when}末）")
    for i, label in enumerate(labels):
        rows.append(
            [label, *[report.shown(f[2 + i], k.decimals, k.unit) for k, f in zip(chosen, figures, strict=True)]]
        )
    for kpi, (name, target, result, before, national) in zip(chosen, figures, strict=True):
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
        report.actual(kpi, national, national=True)
    report.draw(rows, [3, 4, 4, 4])


def results_of_years(report: Report) -> None:
    """One row per KPI, one column per year, the target of this year last."""
    years = range(report.year - 3, report.year)
    rows: list[list[Content]] = [["指標", "単位", *[f"{report.era(y, report.era_style)}実績" for y in years],
                                  f"{report.era(None, report.era_style)}目標"]]  # fmt: skip
    for kpi in report.kpis(4):
        name, target, *_ = figures_of(report, kpi)
        values = [round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in years]
        word = "以下" if kpi.at_most else "以上"
        rows.append([name, Box(kpi.unit, align="center"), *[report.shown(v, kpi.decimals) for v in values],
                     report.shown(target, kpi.decimals) + word])  # fmt: skip
        report.target(kpi, name, target)
        for year, value in zip(years, values, strict=True):
            report.actual(kpi, value, year=year, as_of="FY")
    report.draw(rows, [6, 1.6, 2.4, 2.4, 2.4, 2.4], style=report.rng.choice(("closed", "horizontal", "open_sides")))


def list_against_body(report: Report) -> None:
    """Targets in sentences and in a list behind them, which repeats another figure for one of them."""
    chosen = report.kpis(3)
    figures = [figures_of(report, kpi) for kpi in chosen]
    for kpi, (name, target, *_) in zip(chosen, figures, strict=True):
        report.say("【KPI】")
        report.say(f"・{name}を{aim(report, kpi, target)}とする")
        report.target(kpi, name, target)
    report.turn()
    report.say("KPI一覧", 12)
    rows: list[list[Content]] = [["KPI", f"{report.era()}目標", f"{report.era(report.year - 1)}実績"]]
    wrong = report.rng.randrange(3)
    for i, (kpi, (name, target, _, before, _)) in enumerate(zip(chosen, figures, strict=True)):
        printed = target if i != wrong else round(target - (3 if kpi.decimals else 30), kpi.decimals)
        rows.append([name, aim(report, kpi, printed), report.shown(before, kpi.decimals, kpi.unit)])
        report.target(kpi, name, printed)
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
    report.truth.conflicts.append(f"{chosen[wrong].code}: the list has another target than the text")
    report.draw(rows, [6, 3, 3])


KPI_FORMS: Sequence[Callable[[Report], None]] = (
    kpi_table, kpi_boxes, kpi_box_lines, kpi_cards, kpis_across, results_of_years, list_against_body,
)  # fmt: skip
