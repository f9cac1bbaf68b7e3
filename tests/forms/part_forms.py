"""Forms that print several figures of a KPI in one cell or on one line, each with its words, or name KPIs from afar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.kpi_forms import aim, as_of, figures_of, result_head
from tests.forms.paper import wrapped
from tests.forms.report import Report
from tests.forms.vocabulary import Kpi


def _shown(report: Report, kpi: Kpi, value: float) -> str:
    return report.shown(value, kpi.decimals, kpi.unit)


def stacked_cells(report: Report) -> None:
    """One row per KPI; in one cell its target and its result, told by their words or by those of the heading."""
    by_heading = report.rng.random() < 0.5
    between = "／" if by_heading else "\n"
    words = ("", "") if by_heading else ("目標　", "実績　")
    head = f"目標{between}{result_head(report)}" if by_heading else result_head(report).removesuffix("実績")
    rows: list[list[Content]] = [["指標", head, f"{report.era(report.year - 1)}実績"]]
    for kpi in report.kpis(4):
        name, target, result, before, _ = figures_of(report, kpi)
        parts = (words[0] + aim(report, kpi, target), words[1] + _shown(report, kpi, result))
        rows.append([name, Box(between.join(parts)), _shown(report, kpi, before)])
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
    report.draw(rows, [5, 5, 3])


def remarks_with_figures(report: Report) -> None:
    """The national average and the rank in a column of remarks, last year's figure behind the result."""
    rows: list[list[Content]] = [["KPI", "目標値", result_head(report), "備考"]]
    for kpi in report.kpis(4):
        name, target, result, _, national = figures_of(report, kpi)
        rank = report.rng.randint(1, 47)
        remark = f"全国平均{_shown(report, kpi, national)}　全国{rank}位"
        rows.append([name, aim(report, kpi, target), _shown(report, kpi, result), Box(remark)])
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, national, as_of=as_of(report), national=True)
        report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank))
    report.draw(rows, [5, 3, 3, 4])


def lists_beside(report: Report) -> None:
    """Two lists of KPIs side by side under the same headings, in one table."""
    heads = ["指標", "目標", result_head(report)]
    rows: list[list[Content]] = [[*heads, *heads]]
    kpis = report.kpis(6)
    for pair in zip(kpis[:3], kpis[3:], strict=True):
        row: list[Content] = []
        for kpi in pair:
            name, target, result, *_ = figures_of(report, kpi)
            row += [name, aim(report, kpi, target), _shown(report, kpi, result)]
            report.target(kpi, name, target)
            report.actual(kpi, result, as_of=as_of(report))
        rows.append(row)
    report.draw(rows, [4, 3, 3, 4, 3, 3], size=7)


def marked_kpis(report: Report) -> None:
    """A table whose rows bear numbers only; a list below it says which KPI each of them is."""
    rows: list[list[Content]] = [["ＫＰＩ", "目標値", result_head(report), "全国順位"]]
    names = []
    for mark, kpi in zip("①②③④", report.kpis(4), strict=True):
        name, target, result, *_ = figures_of(report, kpi)
        rank = report.rng.randint(1, 47)
        rows.append([Box(mark, align="center"), aim(report, kpi, target), _shown(report, kpi, result), f"{rank}位"])
        names.append(f"{mark} {name}")
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank))
    report.draw(rows, [2, 3, 3, 2])
    for line in names:
        report.say(line)


def labels_over_figures(report: Report) -> None:
    """Boxes: a name, a line of words for the figures, the figures below (or above) their words."""
    below = report.rng.random() < 0.5
    for kpi in report.kpis(4):
        name, target, result, before, _ = figures_of(report, kpi)
        words = ("目標", result_head(report), f"{report.era(report.year - 1)}実績")
        values = (aim(report, kpi, target), _shown(report, kpi, result), _shown(report, kpi, before))
        top, step = report.y, report.width / 3
        for line in wrapped(name, report.width - 12, 9):
            report.sheet.text(report.margin + 6, report.y + 4, line, 9)
            report.y += 12
        for line in (words, values) if below else (values, words):
            for i, text in enumerate(line):
                report.sheet.text(report.margin + 12 + i * step, report.y + 4, text, 9)
            report.y += 14
        report.y += 6
        report.sheet.box(report.margin, top, report.margin + report.width, report.y)
        report.y += 8
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")


def target_in_name(report: Report) -> None:
    """The target in brackets behind the name, in the column of names."""
    heads = ["指標（目標値）", result_head(report), f"{report.era(report.year - 1)}実績"]
    rows: list[list[Content]] = [list(heads)]
    for kpi in report.kpis(4):
        name, target, result, before, _ = figures_of(report, kpi)
        word = report.rng.choice(("目標：", "目標", ""))
        rows.append(
            [f"{name}\n（{word}{aim(report, kpi, target)}）", _shown(report, kpi, result), _shown(report, kpi, before)]
        )
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
    report.draw(rows, [6, 3, 3])


def years_in_rows(report: Report) -> None:
    """Per KPI a row for each year, the year in a column of its own."""
    last = report.year if report.months == 12 else report.year - 1
    rows: list[list[Content]] = [["KPI", "年度", "目標", "実績"]]
    for kpi in report.kpis(3):
        name = report.rng.choice(kpi.names)
        for year in (last - 1, last):
            target, result = (round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(2))
            first: list[Content] = [Box(name, down=2)] if year < last else []
            rows.append([*first, report.era(year), aim(report, kpi, target), _shown(report, kpi, result)])
            report.target(kpi, name, target, year)
            report.actual(kpi, result, year=year, as_of="FY")
    report.draw(rows, [6, 2, 3, 3])


def labelled_cells(report: Report) -> None:
    """No headings: each row is a name and cells that say themselves what their figures are."""
    rows: list[list[Content]] = []
    for kpi in report.kpis(4):
        name, target, result, before, _ = figures_of(report, kpi)
        cells = (
            f"目標　{aim(report, kpi, target)}",
            f"{result_head(report)}　{_shown(report, kpi, result)}",
            f"{report.era(report.year - 1)}実績　{_shown(report, kpi, before)}",
        )
        rows.append([name, *[Box(cell) for cell in cells]])
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
    report.draw(rows, [5, 3, 4, 4], heads=0, size=8)


def year_behind_figure(report: Report) -> None:
    """Headings that say no year; behind every figure stands its own."""
    rows: list[list[Content]] = [["指標", "現状", "目標"]]
    for kpi in report.kpis(4):
        name, target, _, before, _ = figures_of(report, kpi)
        last = report.year - 1
        rows.append([
            name,
            f"{_shown(report, kpi, before)}（{report.era(last)}）",
            f"{aim(report, kpi, target)}（{report.era()}）",
        ])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, before, year=last, as_of="FY")
    report.draw(rows, [5, 4, 4])


PART_FORMS: Sequence[Callable[[Report], None]] = (
    stacked_cells, remarks_with_figures, lists_beside, marked_kpis, labels_over_figures, target_in_name, years_in_rows,
    labelled_cells, year_behind_figure,
)  # fmt: skip
