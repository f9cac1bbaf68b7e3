"""Pages of charts of free build: bars of two years over the months, of the branch beside the nation over the years, and
lying bars of kinds, each with a legend or names beside the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.paper import width_of
from tests.forms.report import Report

_GREYS = (0.2, 0.6, 0.8)
_SIZE = 6.0


def _standing(
    report: Report,
    names: Sequence[str],
    rows: Sequence[Sequence[float | None]],
    shown: Sequence[Sequence[str]],
    legend: Sequence[str],
    high: float,
) -> None:
    """Bars side by side for each name, their figures over them, and the legend above or below."""
    rng, sheet = report.rng, report.sheet
    above = rng.random() < 0.6
    left, top = report.margin + 34, report.y + (34 if above else 18)
    foot, step = top + high, (report.width - 40) / len(names)
    most = max(value for row in rows for value in row if value is not None)
    gap = rng.choice((0.2, 0.3, 0.4))
    wide = step * (1 - gap) / len(rows)
    if rng.random() < 0.5:
        for i in range(5):
            y = foot - high * i / 4
            text = f"{most * i / 4:.4g}"
            sheet.text(left - 6 - width_of(text, _SIZE), y - _SIZE / 2, text, _SIZE)
            sheet.line(left, y, left + step * len(names), y, 0.3)
    sheet.line(left, foot, left + step * len(names), foot)
    for i, name in enumerate(names):
        sheet.text(left + step * (i + 0.5) - width_of(name, _SIZE) / 2, foot + 4, name, _SIZE)
        for j, row in enumerate(rows):
            value = row[i]
            if value is not None:
                x, y = left + step * (i + gap / 2) + wide * j, foot - high * value / most
                sheet.fill(x, y, x + wide, foot, _GREYS[j])
                sheet.text(x + wide / 2 - width_of(shown[j][i], _SIZE) / 2, y - _SIZE - 2, shown[j][i], _SIZE)
    x, y = left + 20, top - 26 if above else foot + 18
    for grey, name in zip(_GREYS, legend, strict=False):
        sheet.fill(x, y, x + 6, y + 6, grey)
        sheet.text(x + 9, y, name, _SIZE)
        x += 30 + width_of(name, _SIZE)
    report.y = foot + 36


def charts_of_two_years(report: Report) -> None:
    """Bars of last year and this one over the months, told apart by their colours."""
    rng = report.rng
    name, unit = rng.choice((("申請の受付件数", "件"), ("相談の件数", "件"), ("証明書の交付件数", "枚")))
    report.wide = False
    report.say(f"{rng.choice(('■ ', '', '図1　'))}{name}（単位：{unit}）", 10)
    months = [f"{number}月" for number in MONTH_NUMBERS]
    now = report.counts(name, unit)
    before = replace(now, values=[round((value or 50) * rng.uniform(0.8, 1.2)) for value in now.values])
    years = [(report.year - 1, before), (report.year, now)]
    shown = [[report.shown(v, 0, "") if v is not None else "" for v in series.values] for _, series in years]
    _standing(report, months, [series.values for _, series in years], shown,
              [report.era(year) for year, _ in years], rng.choice((90.0, 130.0)))  # fmt: skip
    for year, series in years:
        report.monthly(series, year)


def charts_beside_the_nation(report: Report) -> None:
    """A KPI of the branch and of the nation over the years, told apart by their colours."""
    rng = report.rng
    report.wide = False
    years = list(range(report.year - rng.randint(2, 3), report.year + 1))
    for kpi in report.kpis(2):
        name = rng.choice(kpi.names)
        report.say(f"{rng.choice(('■ ', '', '○ '))}{name}（単位：{kpi.unit}）", 10)
        values = [[round(rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in years] for _ in range(2)]
        shown = [[report.shown(value, kpi.decimals, "") for value in row] for row in values]
        words = [rng.choice((f"{report.branch_ja}支部", "支部")), rng.choice(("全国", "全国平均"))]
        _standing(report, [report.era(year) for year in years], values, shown, words, 110.0)
        for national, row in zip((False, True), values, strict=True):
            for year, value in zip(years, row, strict=True):
                report.actual(kpi, value, year=year, as_of="FY", national=national)


def charts_of_kinds(report: Report) -> None:
    """Lying bars, one for each kind of what a title counts."""
    rng, sheet = report.rng, report.sheet
    report.wide = False
    what, kinds, unit = rng.choice((
        ("業種別の健康宣言事業所", ("建設業", "製造業", "運輸業", "卸売業", "医療福祉"), "社"),
        ("申請区分別の受付件数", ("傷病手当金", "出産手当金", "高額療養費", "療養費"), "件"),
    ))  # fmt: skip
    report.say(f"{what}（{report.era()}、単位：{unit}）", 10)
    values = [rng.randint(40, 900) for _ in kinds]
    left, step = report.margin + 70, rng.choice((18.0, 24.0))
    for kind, value in zip(kinds, values, strict=True):
        y, long = report.y + 4, value / max(values) * (report.width - 140)
        sheet.fill(left, y, left + long, y + step * 0.65, 0.5)
        middle = y + step * 0.325 - _SIZE / 2
        sheet.text(left - 5 - width_of(kind, _SIZE), middle, kind, _SIZE)
        sheet.text(left + long + 4, middle, report.shown(value, 0, ""), _SIZE)
        report.figure(f"{what} {kind}", value, unit)
        report.y += step
    report.y += 20


#: Draws, kind of report and side of paper (None: any).
FREE_CHARTS = (
    (charts_of_two_years, "results", True),
    (charts_beside_the_nation, "results", None),
    (charts_of_kinds, "results", None),
)
