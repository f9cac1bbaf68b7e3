"""Pages of statistics of free build: a table of some years for each KPI under its title, charts over months, the months
of two years side by side, boxes of groups with what they plan and aim at.
"""

from __future__ import annotations

from collections.abc import Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content, Grid
from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.paper import width_of, wrapped
from tests.forms.report import Report, Series
from tests.forms.vocabulary import COUNTS, Kpi

_NUMBERS = ("図表{} ", "表{}　", "図{}　", "表{}. ", "図表{}：", "■ ", "", "（{}）")
_GROUPS = ("業務グループ", "保健グループ", "レセプトグループ", "企画総務グループ")
_STYLES = ("horizontal", "horizontal", "closed", "open_sides", "ruled_heads")


def _say_at(report: Report, text: str, align: str, size: float) -> None:
    """A line of text from the left margin, or in the middle between the margins."""
    indent = (report.width - width_of(text, size)) / 2 if align == "center" else 0.0
    report.say(text, size, indent)


def _intro(report: Report) -> None:
    """The issuer and a chapter close below the title, or neither."""
    rng = report.rng
    if rng.random() < 0.4:
        report.y -= rng.choice((0.0, 6.0))
        who = rng.choice(("全国健康保険協会{}支部", "協会けんぽ{}支部", "令和7年7月　全国健康保険協会{}支部"))
        text = who.format(report.branch_ja)
        report.say(text, 9, rng.choice((0.0, report.width - width_of(text, 9))))
    if rng.random() < 0.5:
        report.say(rng.choice(("Ⅰ　主要指標の推移", "1．主な指標", "統計編", "第1　指標の状況")), 11)


def _over_years(report: Report, kpi: Kpi, years: Sequence[int], roles: Sequence[str]) -> dict[str, list[float]]:
    """Figures of a KPI by role and year, written down as facts of whole years."""
    out: dict[str, list[float]] = {role: [] for role in roles}
    for year in years:
        for role in roles:
            if role == "rank":
                rank = report.rng.randint(1, 47)
                as_of = report.as_of if year == report.year else month_of(str(year), 11)
                report.truth.add("ranks", fiscal_year=str(year), kpi_code=kpi.code, measure_ja=kpi.names[0],
                                 as_of=as_of, rank=str(rank))  # fmt: skip
                out[role].append(rank)
                continue
            value = round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals)
            report.actual(kpi, value, year=year, as_of="FY", national=role == "nation")
            out[role].append(value)
    return out


def captioned_series(report: Report) -> None:
    """Tables of one form below one another, each of one KPI under its title: years across, branch, nation, rank."""
    rng = report.rng
    _intro(report)
    years = range(report.year - rng.randint(2, 4), report.year + 1)
    roles = rng.choice((("own", "nation", "rank"), ("own", "nation"), ("own", "rank"), ("nation", "own", "rank")))
    words = {
        "own": rng.choice((f"{report.branch_ja}支部", f"{report.branch_ja}", "支部")),
        "nation": rng.choice(("全国", "全国平均", "全国計")), "rank": rng.choice(("順位", "全国順位")),
    }  # fmt: skip
    style, number, align = rng.choice(_STYLES), rng.choice(_NUMBERS), rng.choice(("center", "center", "left"))
    unit_at = rng.choice(("title", "title", "cell", "line"))
    gap, corner = rng.choice((2.0, 8.0)), rng.choice(("", "", "区分", "項目"))
    era = rng.choice((0, 1, 3))
    for i, kpi in enumerate(report.kpis(rng.randint(3, 6)), 1):
        name, high = rng.choice(kpi.names), 20 * (len(roles) + 1) + 50
        if report.y + high > report.sheet.height - 30:
            report.turn()
        title = number.format(i) + name + (f"（単位：{kpi.unit}）" if unit_at == "title" else "")
        _say_at(report, title, align, 9)
        if unit_at == "line":
            text = f"（単位：{kpi.unit}）"
            report.say(text, 8, report.width - width_of(text, 8))
        figures = _over_years(report, kpi, years, roles)
        rows: list[list[Content]] = [[corner, *(report.era(year, era) for year in years)]]
        for role in roles:
            unit = kpi.unit if unit_at == "cell" else ""
            shown = [f"{v:.0f}位" if role == "rank" else report.shown(v, kpi.decimals, unit) for v in figures[role]]
            rows.append([words[role], *(Box(text, align="right") for text in shown)])
        report.draw(rows, [2.0, *[1.6] * len(years)], style, size=8)
        report.y += gap - 8


def _chart_of(report: Report) -> tuple[Series, str]:
    """A series of figures over months and its name in a title."""
    rng = report.rng
    if rng.random() < 0.6:
        series = report.running(report.kpis(1)[0])
    else:
        name, unit = rng.choice([(name, unit) for name, unit in COUNTS if name.endswith("数")])
        series = report.counts(name, unit)
    return series, series.measure


def _draw_chart(report: Report, series: Series, box: tuple[float, float, float, float], unit: str, scale: bool,
                marks: str) -> None:  # fmt: skip
    """Bars, or points on a line, with their figures over them and the months below."""
    sheet, (x0, y0, x1, y1) = report.sheet, box
    left = x0 + (34.0 if scale else 4.0)
    step = (x1 - left) / 12
    known = [value for value in series.values if value is not None]
    low, high = 0.9 * min(known), max(known)
    size = 7.0 if step > 26 else 5.0
    if scale:
        for i in range(5):
            y = y1 - (y1 - y0) * i / 4
            text = report.shown(round(low + (high - low) * i / 4, series.decimals), series.decimals, unit)
            sheet.text(left - 4 - width_of(text, size), y - 4, text, size)
            sheet.line(left, y, x1, y, 0.3)
    sheet.line(left, y1, x1, y1)
    before: tuple[float, float] | None = None
    for i, value in enumerate(series.values):
        x, month = left + step * (i + 0.5), f"{MONTH_NUMBERS[i]}月"
        sheet.text(x - width_of(month, size) / 2, y1 + 4, month, size)
        if value is None:
            continue
        y = y1 - (y1 - y0 - 20) * (value - low * 0.98) / (high - low * 0.98)
        if marks == "bars":
            sheet.fill(x - step * 0.3, y, x + step * 0.3, y1, 0.6)
        else:
            sheet.fill(x - 2, y - 2, x + 2, y + 2, 0.2)
            if before:
                sheet.line(*before, x, y)
            before = (x, y)
        text = report.shown(value, series.decimals, unit)
        sheet.text(x - width_of(text, size) / 2, y - size - 4, text, size)


def month_charts(report: Report) -> None:
    """Charts of a KPI or a count over the months, one below the other."""
    rng = report.rng
    _intro(report)
    mark, scale = rng.choice(("■ ", "○", "図1　", "Ⅱ　", "")), rng.random() < 0.3
    tail, unit_at = rng.choice(("の推移", "の月別推移", "（月別）", "")), rng.choice(("figure", "title", "line"))
    marks = rng.choice(("bars", "bars", "points"))
    for _ in range(1 if marks == "points" else rng.randint(1, 2)):
        series, name = _chart_of(report)
        when = f"（{report.era()}）" if rng.random() < 0.5 else ""
        unit = f"（単位：{series.unit}）" if unit_at == "title" else ""
        _say_at(report, f"{mark}{name}{tail}{when}{unit}", rng.choice(("left", "center")), 10)
        if unit_at == "line":
            report.say(f"（単位：{series.unit}）", 8)
        top, high = report.y + 10, rng.choice((110.0, 160.0))
        sides = (report.margin, top, report.margin + report.width, top + high)
        _draw_chart(report, series, sides, series.unit if unit_at == "figure" else "", scale, marks)
        report.monthly(series)
        report.y = top + high + 40


def charts_beside(report: Report) -> None:
    """Two charts over the months side by side, each under its own title."""
    rng, sheet = report.rng, report.sheet
    _intro(report)
    mark, tail = rng.choice(("■ ", "○", "図{}　", "")), rng.choice(("の推移", "（月別）", ""))
    unit_at, middle = rng.choice(("figure", "title", "line")), rng.random() < 0.5
    scale, gap, top = rng.random() < 0.3, 24.0, report.y
    report.wide = False  # such figures would run into one another
    width = (report.width - gap) / 2
    for at in range(2):
        series, name = _chart_of(report)
        while width_of(name, 9) > width - 90:
            series, name = _chart_of(report)
        x, unit = report.margin + at * (width + gap), f"（単位：{series.unit}）"
        title = mark.format(at + 1) + name + tail + (unit if unit_at == "title" else "")
        sheet.text(x + ((width - width_of(title, 9)) / 2 if middle else 0), top, title, 9)
        if unit_at == "line":
            sheet.text(x, top + 14, unit, 7)
        sides = (x, top + 30, x + width, top + 160)
        _draw_chart(report, series, sides, series.unit if unit_at == "figure" else "", scale, "bars")
        report.monthly(series)
    report.y = top + 200


def years_beside(report: Report) -> None:
    """The months of this year and the last, each in a table of its own with its year in the first row, side by side
    under one title.
    """
    rng = report.rng
    _intro(report)
    name = rng.choice(("申請の受付件数", "相談の件数", "証明書の交付件数"))
    report.say(rng.choice(("表1　{}", "■ {}", "{}", "（1）{}")).format(name), 10)
    year_at, year_mark = rng.choice(("row", "line")), rng.choice(("{}", "【{}】", "○{}"))
    columns = rng.sample(("郵送", "窓口", "電子"), rng.randint(2, 3))
    total = rng.choice(("合計", "計"))
    unit = rng.choice(("（件）", "\n（件）", ""))
    gap = 20.0
    width = (report.width - gap) / 2
    years = [report.year, report.year - 1]
    if rng.random() < 0.4:
        years.reverse()
    style, top = rng.choice(("closed", "open_sides")), report.y
    if not unit:
        report.say("（単位：件）", 8)
        top = report.y
    for at, year in enumerate(years):
        months = 12 if year < report.year else report.months
        series = [report.counts(f"{name} {word}", "件", months) for word in columns]
        whole = [None if None in values else sum(values) for values in zip(*(s.values for s in series), strict=True)]  # type: ignore[type-var, arg-type]
        sums = Series(f"{name} 合計", "件", list(whole), None)
        rows: list[list[Content]] = [[Box(report.era(year), across=2 + len(columns), shaded=True)]]
        rows = rows if year_at == "row" else []
        rows.append(["月", *(f"{word}{unit}" for word in (*columns, total))])
        for i, month in enumerate(MONTH_NUMBERS):
            cells = [report.shown(s.values[i]) for s in (*series, sums)]
            rows.append([Box(f"{month}月", align="center"), *(Box(cell, align="right") for cell in cells)])
        for one in (*series, sums):
            report.monthly(one, year)
        x, y = report.margin + at * (width + gap), top
        if year_at == "line":
            report.sheet.text(x, y, year_mark.format(report.era(year)), 9)
            y += 14
        Grid([width / (2 + len(columns))] * (2 + len(columns)), rows, len(rows) - 12, style, 8).draw(report.sheet, x, y)
    report.y = top + 300


def group_boxes(report: Report) -> None:
    """Boxes of the groups side by side: what matters most to each as a list, below it its KPIs with last results."""
    rng, sheet = report.rng, report.sheet
    report.say(rng.choice(("グループ別の重点と数値目標", "各グループの計画", "グループ別計画")), 12)
    groups = rng.sample(_GROUPS, rng.choice((2, 3, 4)))
    gap = 10.0
    width = (report.width - gap * (len(groups) - 1)) / len(groups)
    focus = rng.choice(("重点", "重点事項", "重点取組", "取組", "主な取組"))
    bullet = rng.choice(("◆", "・", "○", "●", "■"))
    aims = rng.choice(("数値目標（KPI）", "数値目標", "KPI", "【KPI】"))
    band, high = rng.random() < 0.6, 360.0
    kpis = report.kpis(len(groups) * 2)
    when, as_of = f"令和{report.year - 2018}年1月末", f"{report.year}-01"
    rule = rng.choice(("dashes", "none"))
    for g, group in enumerate(groups):
        x, y = report.margin + g * (width + gap), report.y
        sheet.box(x, y, x + width, y + high)
        if band:
            sheet.fill(x, y, x + width, y + 16, 0.8)
        sheet.text(x + (width - width_of(group, 9)) / 2, y + 3, group, 9)
        y += 22
        sheet.text(x + 4, y, focus, 8)
        y += 14
        for _ in range(rng.randint(1, 3)):
            text = report.sentence()
            report.item(text, group)
            for line in wrapped(bullet + text, width - 10, 8):
                sheet.text(x + 5, y, line, 8)
                y += 11
        y += 4
        sheet.text(x + 4, y, aims, 8)
        y += 15
        for kpi in kpis[2 * g : 2 * g + 2]:
            target, result = (round(rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(2))
            name = rng.choice(kpi.names)
            for line in wrapped(name, width - 10, 8):
                sheet.text(x + 5, y, line, 8)
                y += 11
            sense = "以下" if kpi.at_most else "以上"
            text = report.shown(target, kpi.decimals, kpi.unit) + sense
            sheet.text(x + (width - width_of(text, 11)) / 2, y + 1, text, 11)
            y += 17
            text = f"{when}：{report.shown(result, kpi.decimals, kpi.unit)}"
            sheet.text(x + width - 5 - width_of(text, 7), y, text, 7)
            y += 16
            if rule == "dashes":
                for i in range(int(width // 8)):
                    sheet.line(x + 4 + 8 * i, y - 4, x + 8 + 8 * i, y - 4, 0.4)
            report.target(kpi, name, target)
            report.actual(kpi, result, year=report.year - 1, as_of=as_of)
    report.y += high + 10


#: Draws, kind of report and side of paper (None: any).
FREE_STATISTICS = (
    (captioned_series, "results", None),
    (month_charts, "results", None),
    (charts_beside, "results", True),
    (years_beside, None, None),
    (group_boxes, "action_plan", True),
)
