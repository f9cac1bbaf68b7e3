"""Month tables of free build: how measures, years and months are laid out, named and summed is all drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS, month_heads
from tests.forms.report import Report, Series
from tests.forms.vocabulary import COUNTS

_CAPTIONS = ("申請の処理状況", "月別の実施状況", "業務量の推移", "相談・勧奨の実績")
_PARTS = {
    "quarters": [("第1四半期計", "Q1", 0, 3), ("第2四半期計", "Q2", 3, 6), ("第3四半期計", "Q3", 6, 9),
                 ("第4四半期計", "Q4", 9, 12)],
    "halves": [("上期計", "H1", 0, 6), ("下期計", "H2", 6, 12)],
}  # fmt: skip


def _measures(report: Report, count: int) -> list[Series]:
    """Counts of one unit, so that a caption can say it."""
    named = [(name, unit) for name, unit in COUNTS if unit == "件"]
    return [report.counts(name, unit) for name, unit in report.rng.sample(named, count)]


def _years(report: Report, series: Series) -> dict[int, Series]:
    """The measure in last year and this, or in this year alone."""
    if report.rng.random() < 0.5:
        return {report.year: series}
    before = report.counts(series.measure, series.unit, 12)
    pair = {report.year - 1: before, report.year: series}
    return pair if report.rng.random() < 0.7 else dict(reversed(pair.items()))


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


class Layout:
    """Which columns stand beside the months: parts of the year among them, sums and means behind them."""

    def __init__(self, report: Report, narrow: bool = False) -> None:
        rng = report.rng
        self.report = report
        self.parts = _PARTS[rng.choice(("quarters", "halves"))] if rng.random() < 0.3 and not narrow else []
        self.total = rng.choice(("", "計", "合計", "年度計", "累計"))
        self.blank = rng.choice(("", "－", "-"))
        self.heads = month_heads(report)

    def for_years(self, years: Sequence[int]) -> None:
        """Months of several years are printed without one."""
        if len(years) > 1:
            self.heads = [f"{month}月" for month in MONTH_NUMBERS]

    def head(self, first: int = 0, last: int = 12) -> list[str]:
        """The headings of some months and what stands among and behind them."""
        out = []
        for i in range(first, last):
            out.append(self.heads[i])
            out += [name for name, _, _, end in self.parts if end == i + 1]
        return out + ([self.total] if self.total and last == 12 else [])

    def cells(self, series: Series, year: int, first: int = 0, last: int = 12) -> list[str]:
        """The figures under these headings, written down as facts."""
        report, out = self.report, []
        for i in range(first, last):
            out.append(report.shown(series.values[i], series.decimals) or self.blank)
            for _, period, start, end in self.parts:
                if end == i + 1:
                    whole = None not in series.values[start:end]
                    part = _sum(series.values[start:end]) if whole else None
                    report.figure(series.measure, part, series.unit, period, year=year)
                    out.append(report.shown(part) or self.blank)
        if self.total and last == 12:
            report.figure(series.measure, series.total, series.unit, year=year)
            out.append(report.shown(series.total))
        return out


def _caption(report: Report, unit: str) -> str:
    """The title over a table, with the unit of all its figures where it is said there; returns where it is said."""
    where = report.rng.choice(("caption", "label", "line"))
    mark = report.rng.choice(("■ ", "○ ", "（1）", "【", ""))
    title = f"{mark}{report.rng.choice(_CAPTIONS)}{'】' if mark == '【' else ''}"
    report.say(title + (f"（単位：{unit}）" if where == "caption" else ""), report.size + 1)
    if where == "line":
        report.say(f"（単位：{unit}）")
    return where


def free_months_across(report: Report) -> None:
    """Months across; measures, and years within them or they within years, down."""
    rng = report.rng
    layout, unit = Layout(report), "件"
    said = _caption(report, unit)
    group = [_years(report, series) for series in _measures(report, rng.randint(1, 3))]
    years = list(group[0])
    layout.for_years(years)
    group = [{y: by.get(y, report.counts(next(iter(by.values())).measure, unit, 12 if y < report.year else None))
              for y in years} for by in group]  # fmt: skip
    style = rng.choice(("flat", "measure", "year")) if len(years) > 1 else "flat"
    halves = rng.random() < 0.25 and not layout.parts
    label = lambda series: f"{series.measure}（{unit}）" if said == "label" else series.measure  # noqa: E731
    tables: list[list[list[Content]]] = []
    for first, last in ((0, 6), (6, 12)) if halves else ((0, 12),):
        across = 1 if style == "flat" and len(years) == 1 else 2
        lead: list[Content] = [Box(rng.choice(("区分", "項目", "")), across=across)]
        rows: list[list[Content]] = [[*lead, *layout.head(first, last)]]
        if style == "year":
            for year in years:
                for k, by in enumerate(group):
                    head: list[Content] = [Box(report.era(year), down=len(group))] if k == 0 else []
                    rows.append([*head, label(by[year]), *layout.cells(by[year], year, first, last)])
        else:
            for by in group:
                for k, year in enumerate(years):
                    single: list[Content] = [label(by[year])] if len(years) == 1 else []
                    if len(years) > 1:
                        single = [Box(label(by[year]), down=len(years))] if k == 0 and style == "measure" else []
                        if style == "flat":
                            single = [label(by[year])]
                        single.append(report.era(year, report.era_style))
                    rows.append([*single, *layout.cells(by[year], year, first, last)])
        tables.append(rows)
    for by in group:
        for year, series in by.items():
            report.monthly(series, year)
    columns = sum(cell.across if isinstance(cell, Box) else 1 for cell in tables[0][0])
    lead_columns = columns - len(layout.head(0, 6 if halves else 12))
    for rows in tables:
        more = sum(cell.across if isinstance(cell, Box) else 1 for cell in rows[0]) - lead_columns
        widths = [*[3.6, 2.6][:lead_columns], *[1.8] * more]
        report.draw(rows, widths, style=rng.choice(("closed", "open_sides")), size=7)


def free_months_down(report: Report) -> None:
    """Months down; measures, or the years of one, across; sums of parts of the year among the months."""
    rng = report.rng
    layout, unit = Layout(report), "件"
    said = _caption(report, unit)
    group = [_years(report, series) for series in _measures(report, rng.randint(1, 3))]
    years = list(group[0])
    layout.for_years(years)
    group = [{y: by.get(y, report.counts(next(iter(by.values())).measure, unit, 12 if y < report.year else None))
              for y in years} for by in group]  # fmt: skip
    label = lambda series: f"{series.measure}（{unit}）" if said == "label" else series.measure  # noqa: E731
    columns = [(year, by[year]) for by in group for year in years]
    corner = rng.choice(("月", "", "年月", "区分"))
    rows: list[list[Content]]
    if len(years) == 1:
        rows = [[corner, *[label(series) for _, series in columns]]]
    else:
        across = len(years)
        rows = [
            [Box(corner, down=2), *[Box(label(by[years[0]]), across=across, align="center") for by in group]],
            [report.era(year, report.era_style) for by in group for year in years],
        ]
    cells = [layout.cells(series, year) for year, series in columns]
    for i, head in enumerate(layout.head()):
        rows.append([Box(head, align="center"), *[column[i] for column in cells]])
    for year, series in columns:
        report.monthly(series, year)
    style = rng.choice(("closed", "open_sides", "horizontal"))
    report.draw(rows, [2.4, *[3] * len(columns)], heads=1 if len(years) == 1 else 2, style=style, size=8)


def free_months_of_one(report: Report) -> None:
    """One small table per measure, named by its title; years down or across, months the other way."""
    rng, down = report.rng, report.rng.random() < 0.4
    layout = Layout(report, narrow=True)
    marks = rng.choice(("（{}）", "図表{} ", "{}．", "■", "＜{}＞"))
    for i, series in enumerate(_measures(report, rng.randint(2, 4)), 1):
        by = _years(report, series)
        layout.heads = month_heads(report)
        layout.for_years(list(by))
        unit = rng.choice(("（単位：件）", "（件）", "　単位：件"))
        if report.y > report.sheet.height - (330 if down else 150):
            report.turn()
        report.say(f"{marks.format(i)}{series.measure}{rng.choice(('', 'の推移'))}{unit}", report.size + 0.5)
        corner = rng.choice(("", "年度", "区分"))
        rows: list[list[Content]]
        if down:
            cells = [layout.cells(one, year) for year, one in by.items()]
            rows = [[rng.choice(("月", "")), *[report.era(year) for year in by]]]
            rows += [[Box(head, align="center"), *[c[k] for c in cells]] for k, head in enumerate(layout.head())]
        else:
            rows = [[corner, *layout.head()]]
            rows += [[report.era(year), *layout.cells(one, year)] for year, one in by.items()]
        for year, one in by.items():
            report.monthly(one, year)
        report.draw(rows, [2.6, *[1.8] * (len(rows[0]) - 1)], style=rng.choice(("closed", "open_sides")), size=7)


def free_kpi_months(report: Report) -> None:
    """KPIs by month, running up or of each month: single and cumulative rows, targets beside or below, last year."""
    rng = report.rng
    target_at = rng.choice(("", "column", "row"))
    months = 12 if rng.random() < 0.5 else report.months
    before = rng.random() < 0.5
    heads = [f"{month}月" for month in MONTH_NUMBERS][:months] if before else month_heads(report)[:months]
    first = [rng.choice(("KPI", "指標", "項目")), rng.choice(("区分", "年度", ""))]
    rows: list[list[Content]] = [[*first, *(["目標"] if target_at == "column" else []), *heads]]
    for kpi in report.kpis(rng.randint(1, 3)):
        series = report.running(kpi)
        target = round(rng.uniform(kpi.low, kpi.high), kpi.decimals)
        shown_target = report.shown(target, kpi.decimals, kpi.unit) + ("以下" if kpi.at_most else "以上")
        lines: list[tuple[str, Series, int]] = [(report.era(), series, report.year)]
        if before:
            last = report.running(kpi, 12)
            last.measure = series.measure
            last.values = [*last.values[:months], *[None] * (12 - months)]
            lines.append((report.era(report.year - 1), last, report.year - 1))
        count = len(lines) + (target_at == "row")
        for k, (head, one, year) in enumerate(lines):
            rows.append([
                *([Box(series.measure, down=count)] if k == 0 else []), head,
                *([shown_target if k == 0 else ""] if target_at == "column" else []),
                *[report.shown(v, kpi.decimals, kpi.unit if kpi.unit == "%" else "") for v in one.values[:months]],
            ])  # fmt: skip
            report.monthly(one, year)
        if target_at == "row":
            rows.append([f"{rng.choice(('', '年度'))}目標", Box(shown_target, across=months, align="center")])
        if target_at:
            report.target(kpi, series.measure, target)
    report.draw(rows, [4, 2.4, *([2.6] if target_at == "column" else []), *[1.9] * months], size=7)


FREE_MONTHS: Sequence[Callable[[Report], None]] = (
    free_months_across, free_months_down, free_months_of_one, free_kpi_months,
)  # fmt: skip
