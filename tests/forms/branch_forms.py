"""Tables that set the branch beside others: only its own figures, ranks and the nation's are facts of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.kpi_forms import as_of, figures_of, result_head
from tests.forms.report import Report
from tests.forms.vocabulary import BRANCHES


def branches_ranked(report: Report) -> None:
    """Branches by rank with the result of one KPI each, this branch among them."""
    kpi = report.kpis(1)[0]
    name, _, own, *_ = figures_of(report, kpi)
    ranks = sorted(report.rng.sample(range(1, 48), 5))
    place = report.rng.randrange(5)
    others = _others(report, 4)
    rows: list[list[Content]] = [["順位", "支部", result_head(report)]]
    for i, rank in enumerate(ranks):
        branch = report.branch_ja if i == place else others.pop()
        value = own if i == place else round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals)
        rows.append([f"{rank}位", branch, report.shown(value, kpi.decimals, kpi.unit)])
    report.say(f"{name}の支部別順位")
    report.draw(rows, [2, 4, 4])
    report.actual(kpi, own, as_of=as_of(report))
    report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(ranks[place]))


def branches_across(report: Report) -> None:
    """KPIs down, this branch, its neighbours and the nation across."""
    others = _others(report, 2)
    heads: list[Content] = [f"{branch}支部" for branch in (report.branch_ja, *others)]
    rows: list[list[Content]] = [["指標", *heads, "全国平均"]]
    for kpi in report.kpis(4):
        name, one, own, two, national = figures_of(report, kpi)
        shown = [report.shown(value, kpi.decimals, kpi.unit) for value in (own, one, two, national)]
        rows.append([name, *(Box(text, align="center") for text in shown)])
        report.actual(kpi, own, as_of=as_of(report))
        report.actual(kpi, national, as_of=as_of(report), national=True)
    report.draw(rows, [8, 3, 3, 3, 3])


def _others(report: Report, count: int) -> list[str]:
    return report.rng.sample([name for name, _ in BRANCHES if name != report.branch_ja], count)


BRANCH_FORMS: Sequence[Callable[[Report], None]] = (branches_ranked, branches_across)
