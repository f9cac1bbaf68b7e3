"""KPIs with few rulings or none of their own: rows that no rule parts, lists in cells, brackets behind sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.kpi_forms import aim, as_of, figures_of, result_head
from tests.forms.report import Report
from tests.forms.vocabulary import Kpi

#: Names longer than this would wrap in their column.
_LONGEST_NAME = 16
#: A name that sentences end in is their object.
_WAYS = ("{name}を{aim}とする", "{name}について、{aim}とする", "{name} {aim}")


def _short(report: Report, count: int, unit: str = "") -> list[tuple[Kpi, str]]:
    """Some KPIs with names that fit on a line."""
    pool = [kpi for kpi in report.kpis(9) if len(kpi.names[0]) <= _LONGEST_NAME and kpi.unit.startswith(unit)]
    return [(kpi, kpi.names[0]) for kpi in pool[:count]]


def lines_in_a_row(report: Report) -> None:
    """One drawn row for all KPIs: a rule under the headings, none between the lines below."""
    chosen = _short(report, 5)
    columns: list[list[str]] = [[], [], [], []]
    for kpi, name in chosen:
        _, target, result, before, _ = figures_of(report, kpi)
        shown = (name, aim(report, kpi, target), report.shown(before, kpi.decimals, kpi.unit),
                 report.shown(result, kpi.decimals, kpi.unit))  # fmt: skip
        for column, text in zip(columns, shown, strict=True):
            column.append(text)
        report.target(kpi, name, target)
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
        report.actual(kpi, result, as_of=as_of(report))
    heads: list[Content] = ["指標", "目標値", f"{report.era(report.year - 1)}実績", result_head(report)]
    body: list[Content] = [Box("\n".join(columns[0]))]
    body += [Box("\n".join(column), align="right") for column in columns[1:]]
    report.draw([heads, body], [7, 3, 3, 3], style=report.rng.choice(("closed", "horizontal", "open_sides")), size=8)


def counts_beside_rates(report: Report) -> None:
    """A list of rates with the people that they are of: expected and in scope."""
    rows: list[list[Content]] = [["指標", "目標値", result_head(report), "対象者数", "実施見込者数"]]
    for kpi, name in _short(report, 4, unit="%"):
        _, target, result, _, _ = figures_of(report, kpi)
        people = report.rng.randint(1200, 90000)
        expected = report.rng.randint(200, 1100)
        rows.append([name, aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit),
                     report.shown(people), report.shown(expected)])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.figure(f"{name} 対象者数", people, "人")
        report.figure(f"{name} 実施見込者数", expected, "人")
    report.draw(rows, [7, 3, 3, 3, 3], size=8)


def figures_in_remarks(report: Report) -> None:
    """A column of remarks: the rank of one KPI, the nation's figure of the next, last year's of the third."""
    rows: list[list[Content]] = [
        ["指標", "目標値", result_head(report), report.rng.choice(("備考", "参考", "特記事項"))]
    ]
    for i, (kpi, name) in enumerate(_short(report, 3)):
        _, target, result, before, national = figures_of(report, kpi)
        rank, earlier = report.rng.sample(range(1, 48), 2)
        if i == 0:
            remark = f"全国順位{rank}位（前年度{earlier}位）"
            report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank),
                             previous_rank=str(earlier))  # fmt: skip
        elif i == 1:
            remark = f"全国平均{report.shown(national, kpi.decimals, kpi.unit)}"
            report.actual(kpi, national, as_of=as_of(report), national=True)
        else:
            remark = f"{report.era(report.year - 1)}は{report.shown(before, kpi.decimals, kpi.unit)}"
            report.actual(kpi, before, year=report.year - 1, as_of="FY")
        rows.append([name, aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit), remark])
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
    report.draw(rows, [7, 3, 3, 6], size=8)


def lists_in_cells(report: Report) -> None:
    """One row for each field of work, in whose cells two KPIs stand below one another with their figures."""
    mark = report.rng.choice(("", "・"))
    rows: list[list[Content]] = [["事業項目", "KPI（目標）", f"{result_head(report)}"]]
    chosen = _short(report, 6)
    for pair in (chosen[:2], chosen[2:4], chosen[4:5]):
        aims, results = [], []
        for kpi, name in pair:
            _, target, result, _, _ = figures_of(report, kpi)
            aims.append(f"{mark}{name}：{aim(report, kpi, target)}")
            results.append(f"{mark}{name}：{report.shown(result, kpi.decimals, kpi.unit)}")
            report.target(kpi, name, target)
            report.actual(kpi, result, as_of=as_of(report))
        rows.append([report.rng.choice(("サービスの向上", "健診の推進", "医療費の適正化")), Box("\n".join(aims)),
                     Box("\n".join(results))])  # fmt: skip
    report.draw(rows, [4, 8, 8], size=8)


def results_behind_targets(report: Report) -> None:
    """A block of KPIs: a bullet for each target, with results of two times in the brackets behind it."""
    report.say(report.rng.choice(("【KPI】", "■KPI", "【数値目標】")))
    way = report.rng.choice(_WAYS)
    for kpi, name in _short(report, 4):
        _, target, result, before, _ = figures_of(report, kpi)
        this, last = (
            (f"{report.era()}実績", f"{report.era(report.year - 1)}実績")
            if report.months == 12
            else (f"{report.when}末時点", f"{report.era(report.year - 1)}実績")
        )
        shown = [report.shown(value, kpi.decimals, kpi.unit) for value in (result, before)]
        report.say("・" + way.format(name=name, aim=aim(report, kpi, target)), indent=8)
        report.say(f"（{this}{shown[0]}、{last}{shown[1]}）", indent=16)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")


THIN_FORMS: Sequence[Callable[[Report], None]] = (
    lines_in_a_row,
    counts_beside_rates,
    figures_in_remarks,
    lists_in_cells,
    results_behind_targets,
)
