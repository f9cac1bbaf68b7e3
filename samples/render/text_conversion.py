"""A report as text conversions print it: rows with tabs, HTML in the cells, nested tables repeated below the row."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from samples.render.blocks import Context, plain, render
from samples.render.pdf import NOTICE
from samples.render.truth import Truth

Report = dict[str, Any]

_TABLE = re.compile(r"<table.*?</table>")
_ROW = re.compile(r"<tr>(.*?)</tr>")
_CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>")


def text_conversion(report: Report, truth: Truth) -> str:
    """The text of a report in two columns; places in the truth are its lines."""
    truth.place_column = "source_line"
    lines = ["", plain(report["title"]), ""]
    truth.place = 2
    truth.add("report", title=plain(report["title"]), report_kind=report["kind"], period=report["period"],
              as_of=report.get("as_of", ""))  # fmt: skip
    for preface in report.get("preface", []):
        lines += [plain(preface), ""]
    context = Context(truth, report["fiscal_year"], report["period"])
    for page in report["pages"]:
        lines += [plain(page["pillar"]), "", plain(page["section"]), ""]
        lines.append(f"計画内容\t実施状況（{report['legend']}）")
        inner = context.under(page["pillar"], page["section"])
        for row in page["rows"]:
            truth.place = len(lines) + 1
            plan = _one_line(render(row["plan"], inner))
            done = _one_line(render(row["done"], inner.under(source_section="done")))
            lines += [f"{plan}\t{done}", *_repeated(done)]
        lines.append("")
    return "\n".join([*lines, NOTICE, ""])


def _one_line(html: str) -> str:
    """HTML as conversions write it: on one line, without classes, line breaks in cells lost."""
    html = re.sub(r' class="[^"]*"', "", html).replace("<br>", " ").replace("\n", " ")
    html = html.replace("<table>", '<table border="1">').replace("<div>", "").replace("</div>", "")
    return html


def _repeated(html: str) -> list[str]:
    """The rows of nested tables once more, as the rows of a spreadsheet below the row that holds them."""
    rows = [row for table in _TABLE.findall(html) for row in _ROW.findall(table)]
    return ["\t".join(unescape(cell) for cell in _CELL.findall(row)) for row in rows]
