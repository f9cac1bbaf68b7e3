"""Forms of small tables of figures by quarter, half-year and year, with totals, last year's figures and ranks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.report import Report
from tests.forms.vocabulary import COUNTS

_STYLES = ("closed", "open_sides", "horizontal", "head_rule")
_QUARTERS = (
    ("1Q", "2Q", "3Q", "4Q"),
    ("第1四半期", "第2四半期", "第3四半期", "第4四半期"),
    ("4～6月", "7～9月", "10～12月", "1～3月"),
)


def _quarters(report: Report) -> list[str]:
    """The headings of the quarters that the report knows."""
    return list(report.rng.choice(_QUARTERS)[: report.months // 3])


def _total(report: Report) -> str:
    return "累計" if report.kind == "progress" else "年度計"


def _period(report: Report, same: bool = False) -> str:
    """The period of a total: of last year's at the same time where it is `same`."""
    if report.kind == "results":
        return "FY"
    return f"YTD({(report.months + 2) % 12 + 1}月)" if same else "YTD"


def _counts(report: Report, columns: int, base: int | None = None) -> list[int]:
    base = base or report.rng.choice((6, 40, 900, 7600))
    return [report.rng.randint(base, 2 * base) for _ in range(columns)]


def quarters_across(report: Report) -> None:
    """Quarters across with their total, last year's at the same time in brackets, and the ratio of both."""
    report.say("■ 申請等の状況")
    style, in_brackets = report.rng.choice(_STYLES), report.rng.random() < 0.7
    heads = _quarters(report)
    before = "前年同期" if report.kind == "progress" else f"{report.era(report.year - 1)}計"
    rows: list[list[Content]] = [["区分", *heads, _total(report), before, "対前年比"]]
    for name, unit in report.rng.sample(COUNTS, 3):
        values = _counts(report, len(heads))
        last = sum(_counts(report, len(heads), values[0]))
        ratio = round(100 * sum(values) / last, 1)
        shown = report.shown(last)
        row = [*map(report.shown, values), report.shown(sum(values)), f"（{shown}）" if in_brackets else shown]
        rows.append([f"{name}（{unit}）", *(Box(text, align="right") for text in (*row, report.shown(ratio, 1, "%")))])
        for number, value in enumerate(values, 1):
            report.figure(name, value, unit, f"Q{number}")
        report.figure(name, sum(values), unit, _period(report))
        report.figure(name, last, unit, _period(report, same=True), year=report.year - 1)
        report.figure(f"{name} 対前年比", ratio, "%", _period(report), decimals=1)
    report.draw(rows, [5, *[2.2] * len(heads), 2.4, 2.6, 2.2], style)


def years_by_quarter(report: Report) -> None:
    """Two levels of headings: years with their quarters below them, or quarters with years below them."""
    years, heads = (report.year - 1, report.year), _quarters(report)
    outer = report.rng.random() < 0.5
    below, over = (heads, [report.era(y) for y in years]) if outer else ([report.era(y) for y in years], heads)
    first: list[Content] = [Box("区分", down=2, align="center")]
    first += [Box(text, across=len(below), align="center") for text in over]
    rows: list[list[Content]] = [first, [text for _ in over for text in below]]
    for name, unit in report.rng.sample(COUNTS, 3):
        values = {(y, q): v for y in years for q, v in enumerate(_counts(report, len(heads)), 1)}
        order = [(y, q) for y in years for q in range(1, len(heads) + 1)]
        order = order if outer else sorted(order, key=lambda at: (at[1], at[0]))
        rows.append([f"{name}（{unit}）", *(Box(report.shown(values[at]), align="right") for at in order)])
        for year, quarter in order:
            report.figure(name, values[year, quarter], unit, f"Q{quarter}", year=year)
    report.draw(rows, [5, *[2] * (len(heads) * 2)], report.rng.choice(("closed", "open_sides")), heads=2, size=7)


def quarters_down(report: Report) -> None:
    """Quarters down with their total below them, and that of the year before; what is counted stands across."""
    report.say("■ 申請等の状況")
    measures = report.rng.sample(COUNTS, 3)
    rows: list[list[Content]] = [["期間", *(f"{name}（{unit}）" for name, unit in measures)]]
    heads = _quarters(report)
    columns = [_counts(report, len(heads)) for _ in measures]
    for at, head in enumerate(heads):
        rows.append([head, *(report.shown(values[at]) for values in columns)])
    rows.append([_total(report), *(report.shown(sum(values)) for values in columns)])
    last = [sum(_counts(report, len(heads))) for _ in measures]
    word = "前年同期" if report.kind == "progress" else f"（参考）{report.era(report.year - 1)}計"
    rows.append([word, *(report.shown(value) for value in last)])
    for (name, unit), values, prior in zip(measures, columns, last, strict=True):
        for number, value in enumerate(values, 1):
            report.figure(name, value, unit, f"Q{number}")
        report.figure(name, sum(values), unit, _period(report))
        report.figure(name, prior, unit, _period(report, same=True), year=report.year - 1)
    report.draw(rows, [3, 3, 3, 3], report.rng.choice(_STYLES))


def halves_across(report: Report) -> None:
    """Half-years of three years, a year in each row; the last one may not be over."""
    name, unit = report.rng.choice(COUNTS)
    report.say(f"■ {name}の推移（単位：{unit}）")
    rows: list[list[Content]] = [["年度", "上期", "下期", "年間"]]
    for year in range(report.year - 3, report.year):
        values = _counts(report, 2)
        rows.append([report.era(year), *map(report.shown, (*values, sum(values)))])
        for period, value in zip(("H1", "H2", "FY"), (*values, sum(values)), strict=True):
            report.figure(name, value, unit, period, year=year)
    report.draw(rows, [3, 2, 2, 2], report.rng.choice(_STYLES))


def figures_in_brackets(report: Report) -> None:
    """Last year's figure in brackets below or behind each figure, as the heading or a remark says."""
    said = report.rng.random() < 0.5
    head = "件数（前年同期）" if said and report.kind == "progress" else "件数（前年度）" if said else "件数"
    if not said:
        report.say(f"※（　）内は{'前年同期' if report.kind == 'progress' else '前年度'}の数値")
    else:
        report.say("■ 受付の状況")
    between = report.rng.choice(("", "\n"))
    rows: list[list[Content]] = [["区分", head]]
    for counted, unit in report.rng.sample([c for c in COUNTS if c[1] == "件"], 4):
        value, before = _counts(report, 2)
        name = counted.removesuffix("件数")
        rows.append([name, Box(f"{report.shown(value, 0, unit)}{between}（{report.shown(before, 0, unit)}）")])
        report.figure(f"{name} 件数", value, unit, _period(report))
        report.figure(f"{name} 件数", before, unit, _period(report), year=report.year - 1)
    report.draw(rows, [3, 3], report.rng.choice(_STYLES[:3]))


def branch_and_nation(report: Report) -> None:
    """The branch's rate, that of the nation and the rank side by side, a year in each row."""
    kpi = next(kpi for kpi in report.kpis(9) if kpi.unit == "%" and kpi.until == 9999)
    report.say(f"■ {kpi.names[0]}")
    rows: list[list[Content]] = [["年度", "支部", "全国平均", "全国順位"]]
    for year in range(report.year - 3, report.year):
        own, nation = (round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(2))
        rank = report.rng.randint(1, 47)
        shown = [report.shown(value, kpi.decimals, "%") for value in (own, nation)]
        rows.append([report.era(year), *(Box(text, align="right") for text in (*shown, f"{rank}位"))])
        report.actual(kpi, own, year=year, as_of="FY")
        report.actual(kpi, nation, year=year, as_of="FY", national=True)
        report.truth.add("ranks", fiscal_year=str(year), kpi_code=kpi.code, measure_ja=kpi.names[0], rank=str(rank))
    report.draw(rows, [3, 2, 2, 2], report.rng.choice(_STYLES))


def ranks_below(report: Report) -> None:
    """A rate by quarter under its years, and the rank of the year in the last row."""
    kpi = next(kpi for kpi in report.kpis(9) if kpi.unit == "%" and kpi.until == 9999)
    years = (report.year - 2, report.year - 1)
    report.say(f"■ {kpi.names[0]}（累計）")
    rows: list[list[Content]] = [["", *(report.era(year) for year in years)]]
    for number, head in enumerate(_QUARTERS[1], 1):
        values = [round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in years]
        rows.append([head, *(Box(report.shown(v, kpi.decimals, "%"), align="right") for v in values)])
        for year, value in zip(years, values, strict=True):
            report.figure(kpi.names[0], value, "%", f"Q{number}", year=year, decimals=kpi.decimals, code=kpi.code)
    ranks = [report.rng.randint(1, 47) for _ in years]
    rows.append(["全国順位", *(Box(f"{rank}位", align="right") for rank in ranks)])
    for year, rank in zip(years, ranks, strict=True):
        report.truth.add("ranks", fiscal_year=str(year), kpi_code=kpi.code, measure_ja=kpi.names[0], rank=str(rank))
    report.draw(rows, [3, 2, 2], report.rng.choice(_STYLES))


#: Every form of this module; any kind of report about results.
PERIOD_FORMS: Sequence[Callable[[Report], None]] = (
    quarters_across, years_by_quarter, quarters_down, halves_across, figures_in_brackets, branch_and_nation,
    ranks_below,
)  # fmt: skip
