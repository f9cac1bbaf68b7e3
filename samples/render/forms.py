"""The five forms of report: how pages arrange their blocks. Each form gives the HTML of its pages, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from samples.render.blocks import Context, markup, plain, render, tag, write_fact, write_status
from samples.render.figures import MONTHS, month_of, printed
from samples.render.truth import Truth

Report = dict[str, Any]


def pages(report: Report, truth: Truth) -> list[str]:
    """The HTML of every page of a report; what it says is written down in `truth`."""
    truth.add(
        "report",
        title=plain(report["title"]),
        report_kind=report["kind"],
        period=report["period"],
        as_of=report.get("as_of", ""),
    )
    context = Context(truth, report["fiscal_year"], report["period"])
    html = []
    for number, page in enumerate(report["pages"], start=1):
        truth.place = number
        html.append("\n".join(FORMS[report["form"]](report, page, context)))
    return html


def _title(report: Report, context: Context) -> Iterator[str]:
    """The title and what stands under it, on the first page."""
    if context.truth.place == 1:
        yield tag("h1", markup(report["title"]))
        for line in report.get("preface", []):
            yield tag("p", markup(line), 'class="preface"')


def _row(cells: list[str]) -> str:
    return tag("tr", "".join(tag("td", cell) for cell in cells))


def _heads(names: list[str]) -> str:
    return tag("tr", "".join(tag("th", markup(name)) for name in names), 'class="head"')


# -- results grid: plan, monthly tables in the progress column, a symbol and a rank at the end of the row -------------


def results_grid(report: Report, page: Report, context: Context) -> Iterator[str]:
    """Results of a year: 項番, 事業, 概要, 進捗状況 with nested month tables, 実施状況, 全国順位."""
    yield from _title(report, context)
    heads = ["", "項番", "事業", "実施概要", "進捗状況", "実施状況", "全国順位"]
    rows = [_heads(heads)]
    pillar = context.under(page["pillar"])
    count = sum(1 + sum(len(project["lines"]) for project in group["projects"]) for group in page["groups"])
    side = tag("td", "<br>".join(page["pillar_printed"]), f'class="pillar" rowspan="{count}"')
    for group in page["groups"]:
        rows.append(tag("tr", side + tag("td", markup(group["group"]), 'class="group" colspan="6"')))
        side = ""
        inner = pillar.under(group["group"], owner_group=group["owner"])
        for project in group["projects"]:
            rows += _project(project, inner)
    yield tag("table", "\n".join(rows), 'class="grid"')
    if "legend_box" in page:
        yield tag("div", markup(report["legend"]), 'class="legend"')


def _project(project: Report, context: Context) -> Iterator[str]:
    span = f'rowspan="{len(project["lines"])}"'
    lines = [*project.get("marks", []), project["name"]]
    first = tag("td", project["no"], f'class="centre" {span}') + tag("td", markup("\n".join(lines)), span)
    changes = {"importance": project.get("importance", ""), "difficulty": project.get("difficulty", "")}
    inner = context.under(project["name"], **changes)
    for line in project["lines"]:
        cells = tag("td", render(line["plan"], inner)) + tag("td", render(line.get("done", []), inner))
        cells += tag("td", line.get("status", ""), 'class="centre"')
        rank = line.get("rank", {})
        if rank:
            write_fact(rank, inner)
        cells += tag("td", markup(rank.get("printed", "")), 'class="centre"')
        if "status" in line:
            write_status(line["status"], _judged(line["plan"]), inner)
        yield tag("tr", first + cells)
        first = ""


def _judged(plan: list[Report]) -> str:
    """What a symbol at the end of a row judges: the first sentence of the plan in that row."""
    block = plan[0]
    return plain(block["item"] if "item" in block else block["targets"][0]["text"])


# -- two and three columns: plan beside progress, symbols at the right of what they judge -----------------------------


def two_columns(report: Report, page: Report, context: Context) -> Iterator[str]:
    """Progress of a quarter: 計画内容 beside 実施状況."""
    yield from _title(report, context)
    yield tag("p", f"{markup(page['pillar'])}　{markup(page['section'])}", 'class="banner"')
    inner = context.under(page["pillar"], page["section"])
    rows = [_heads(["計画内容", f"実施状況（{report['legend']}）"])]
    for row in page["rows"]:
        rows.append(_row([render(row["plan"], inner), render(row["done"], _progress(inner))]))
    yield tag("table", "\n".join(rows), 'class="grid"')


def three_columns(report: Report, page: Report, context: Context) -> Iterator[str]:
    """Progress of a half-year: 事業計画, 実施状況及び評価, 今後の実施予定; the KPI list on the last page."""
    yield from _title(report, context)
    yield tag("p", markup(page["banner"]), 'class="banner"')
    if "kpi_list" in page:
        yield from _kpi_list(page, context)
        return
    yield tag("p", f"実施状況：{report['legend']}", 'class="small"')
    inner = context.under(page["banner"])
    rows = [_heads(["事業計画", "実施状況及び評価", "今後の実施予定等"])]
    for row in page["rows"]:
        # Only the first column prints the heading; it stands for the whole row.
        heading = next(block["heading"] for block in row["plan"] if "heading" in block)
        progress = _progress(inner).under(heading)
        rows.append(_row([render(row["plan"], inner), render(row["done"], progress), render(row["next"], progress)]))
    yield tag("table", "\n".join(rows), 'class="grid"')


def _progress(context: Context) -> Context:
    return context.under(source_section="done")


def _kpi_list(page: Report, context: Context) -> Iterator[str]:
    """KPI設定項目, 目標, 実績 and the month of the result, one KPI a row."""
    inner = context.under(source_section="kpi_list")
    for part in page["kpi_list"]:
        yield tag("p", markup(part["title"]), 'class="preface"')
        rows = [_heads(["事業計画", "KPI設定項目", "目標", "実績", "時点"])]
        for kpi in part["rows"]:
            target = {"kpi": kpi["kpi"], "is": kpi["is"], "text": kpi["text"]}
            write_fact(target, inner)
            actual = {key: kpi[key] for key in ("kpi", "value", "unit", "as_of", "provisional") if key in kpi}
            if "value" in kpi:
                write_fact(actual, inner)
            result = printed(kpi["value"]) + kpi["unit"] if "value" in kpi else "－"
            rows.append(_row([markup(text) for text in (kpi["plan"], kpi["text"], kpi["target"], result, kpi["when"])]))
        yield tag("table", "\n".join(rows), 'class="grid list"')


# -- new against old: two years of the plan side by side --------------------------------------------------------------


def new_and_old(report: Report, page: Report, context: Context) -> Iterator[str]:
    """A plan beside that of the year before: 分野, 新, 旧; KPI of both years on the last page."""
    yield from _title(report, context)
    last_year = str(int(report["fiscal_year"]) - 1)
    if "kpi_title" in page:
        yield tag("p", markup(page["kpi_title"]), 'class="preface"')
        rows = [_heads(report["kpi_heads"])]
        contexts = [context.under(source_section="kpi_list"), context.under(source_section="kpi_list", year=last_year)]
        for row in page["rows"]:
            rows.append(_row([render(row["new"], contexts[0]), render(row["old"], contexts[1])]))
    else:
        rows = [_heads(["分野", *report["heads"]])]
        above = [page["field"], *page.get("within", [])]  # headings printed on a page before
        contexts = [context.under(*above), context.under(*above, year=last_year)]
        for row in page["rows"]:
            cells = [render(row["new"], contexts[0]), render(row["old"], contexts[1])]
            rows.append(_row([markup(row.get("field", "")), *cells]))
    yield tag("table", "\n".join(rows), 'class="grid compare"')


# -- slides: plan, KPI, actions and who does what in which month ------------------------------------------------------


def slides(report: Report, page: Report, context: Context) -> Iterator[str]:
    """A slide of an action plan, or the slide with the contents."""
    if "contents" in page:
        yield from _title(report, context)
        yield render(page["blocks"], context)
        rows = [_heads(["項目", "担当グループ", "ページ"]), *(_row(line) for line in page["contents"])]
        yield tag("table", "\n".join(rows), 'class="figures"')
        return
    yield tag("p", f"{markup(page['title'])}<span>【{page['group']}】</span>", 'class="slide"')
    inner = context.under(page["pillar"], page["title"], owner_group=page["group"])
    for head, key in (("事業計画", "plan"), ("KPI（重要業績評価指標）", "kpi"), ("行動計画", "actions")):
        yield tag("p", head, 'class="band"')
        yield render(page[key], inner.under(head) if key != "kpi" else inner)
    yield _schedule(page["schedule"], inner.under("行動計画"))


def _schedule(schedule: list[Report], context: Context) -> str:
    """The month grid of marks; `marks` are twelve words, "-" for none."""
    rows = [tag("tr", tag("th", "取組項目", 'colspan="2"') + "".join(tag("th", month) for month in MONTHS))]
    for line in schedule:
        marks = ["" if mark == "-" else mark for mark in line["marks"].split()]
        cells = tag("td", line.get("no", ""), 'class="centre"') + tag("td", markup(line["activity"]), 'class="label"')
        rows.append(tag("tr", cells + "".join(tag("td", mark, 'class="centre"') for mark in marks)))
        for index, mark in enumerate(marks):
            if mark:
                context.truth.add(
                    "schedule",
                    section=context.path,
                    item_no=line.get("no", ""),
                    activity_ja=line["activity"],
                    month=month_of(context.year, index),
                    mark=mark,
                )
    return tag("table", "\n".join(rows), 'class="months schedule"')


FORMS: dict[str, Callable[[Report, Report, Context], Iterator[str]]] = {
    "results_grid": results_grid,
    "two_columns": two_columns,
    "three_columns": three_columns,
    "new_and_old": new_and_old,
    "slides": slides,
}
