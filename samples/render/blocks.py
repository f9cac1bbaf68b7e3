"""Blocks of a report cell: each becomes HTML and says which facts it prints.

A block is a mapping with one leading key: `heading`, `item`, `text`, `done`, `targets`, `months` or `table`. Any text
may carry `facts`, whose figures fill its `{0}`, `{1}`, … so that print and truth cannot differ; `[[…]]` is underlined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from samples.render.figures import MONTHS, Row, month_of, month_rows, printed
from samples.render.truth import Truth

STATUSES = {
    "◎": "exceeded",
    "○": "on_plan",
    "△": "in_progress_or_below",
    "×": "not_done",
    "－": "scheduled",
    "□": "not_done_yet",
}
Block = dict[str, Any]


@dataclass
class Context:
    """Where in the report a block stands, and what follows from that."""

    truth: Truth
    year: str
    period: str
    section: list[str] = field(default_factory=list)
    source_section: str = "body"
    owner_group: str = ""
    importance: str = ""
    difficulty: str = ""

    @property
    def path(self) -> str:
        """The headings above, outermost first."""
        return " > ".join(part for part in self.section if part)

    def under(self, *headings: str, **changes: Any) -> Context:
        """The same place under further headings."""
        return replace(self, section=[*self.section, *headings], **changes)


def tag(name: str, content: str, attributes: str = "") -> str:
    """An element."""
    return f"<{name}{' ' + attributes if attributes else ''}>{content}</{name}>"


def markup(text: str) -> str:
    """Text as HTML, `[[…]]` underlined, line breaks kept."""
    return re.sub(r"\[\[(.*?)\]\]", r"<u>\1</u>", escape(text, quote=False)).replace("\n", "<br>")


def plain(text: str) -> str:
    """Text as printed, without the marks for underlining."""
    return text.replace("[[", "").replace("]]", "").replace("\n", "")


def render(blocks: list[Block], context: Context) -> str:
    """The HTML of the blocks; what they print is written down in the context's truth."""
    inner = replace(context, section=list(context.section))
    depth = len(inner.section)
    html: list[str] = []
    for block in blocks:
        if "heading" in block:
            level = int(block.get("level", 1)) - 1
            inner.section = [*inner.section[: depth + level], plain(block["heading"])]
            inner.importance = block.get("importance", "")
            inner.difficulty = block.get("difficulty", "")
        html.append(_render_one(block, inner))
    return "\n".join(html)


def _render_one(block: Block, context: Context) -> str:
    for key, renderer in _RENDERERS.items():
        if key in block:
            return renderer(block, context)
    raise ValueError(f"unknown block {sorted(block)}")


def filled(text: str, block: Block, context: Context) -> str:
    """The text with the figures of its facts, which are written down."""
    facts = block.get("facts", [])
    values = [printed(fact.get("value", "")) + fact.get("unit", "") for fact in facts]
    text = text.format(*values) if facts else text
    for fact in facts:
        write_fact(fact, context, plain(text))
    return text


def write_fact(fact: Row, context: Context, text: str = "") -> None:
    """Write down one fact: a target (`is`), a rank, a figure of a period (`period`) or a KPI result."""
    year = fact.get("year", context.year)
    common = {"fiscal_year": year, "kpi_code": fact.get("kpi", ""), "note": fact.get("note", "")}
    if "is" in fact:
        comparator, value, unit = (*fact["is"].split(), "", "")[:3]
        extra = {"kpi_text": fact.get("text", text), "source_section": context.source_section}
        common |= extra | {"comparator": comparator, "target_value": value, "unit": unit}
        context.truth.add("kpi_targets", **common)
    elif "rank" in fact:
        common |= {"measure_ja": fact["measure"], "as_of": fact["as_of"]}
        context.truth.add("ranks", **common, rank=fact["rank"], previous_rank=fact.get("previous", ""))
    elif "period" in fact:
        common |= {key: fact.get(key, "") for key in ("period", "value", "unit", "dimension")}
        context.truth.add("period_totals", **common, measure_ja=fact["measure"])
    else:
        common |= {"as_of": fact["as_of"], "value": fact["value"], "unit": fact["unit"]}
        basis = fact.get("basis", "full_year" if fact["as_of"] == "FY" else "cumulative")
        scope, provisional = fact.get("scope", "branch"), fact.get("provisional", "0")
        common |= {"basis": basis, "scope": scope, "provisional": provisional}
        context.truth.add("kpi_actuals", **common, source_section=context.source_section)


def _heading(block: Block, context: Context) -> str:
    return tag("p", markup(block["heading"]), f'class="heading{block.get("level", "")}"')


def _text(block: Block, context: Context) -> str:
    return tag("p", markup(filled(block["text"], block, context)), 'class="text"')


def _item(block: Block, context: Context) -> str:
    """A sentence of the plan; `no` is printed before it, else a bullet."""
    text, number = filled(block["item"], block, context), block.get("no", "")
    context.truth.add(
        "plan_items",
        fiscal_year=context.year,
        section=context.path,
        item_no=number,
        item_ja=plain(text),
        importance=block.get("importance", context.importance),
        difficulty=block.get("difficulty", context.difficulty),
        owner_group=context.owner_group,
        note=block.get("note", ""),
    )
    bullet = f"{number} " if number else block.get("bullet", "・")
    return tag("p", escape(bullet) + markup(text), 'class="item"')


def _done(block: Block, context: Context) -> str:
    """What was done, with the symbol that judges it."""
    text, symbol = filled(block["done"], block, context), block.get("status", "")
    html = tag("p", escape(block.get("bullet", "・")) + markup(text), 'class="item"')
    if not symbol:
        return html
    write_status(symbol, plain(text), context)
    return tag("div", html + tag("p", symbol, 'class="mark"'), 'class="judged"')


def write_status(symbol: str, item: str, context: Context) -> None:
    """Write down the judgement of an item."""
    context.truth.add(
        "statuses",
        fiscal_year=context.year,
        period=context.period,
        section=context.path,
        item_ja=item,
        symbol=symbol,
        status=STATUSES[symbol],
    )


def _targets(block: Block, context: Context) -> str:
    """KPI sentences, each a target."""
    lines = []
    for target in block["targets"]:
        facts = [target, *target.get("facts", [])]
        for fact in facts:
            write_fact(fact, context, plain(target["text"]))
        lines.append(tag("p", markup(target["text"]), 'class="item"'))
    return "\n".join(lines)


def _months(block: Block, context: Context) -> str:
    """A table of months: April to March, then the total and the national average where the rows have them."""
    table = block["months"]
    rows = month_rows([dict(row) for row in table["rows"]])
    total, national = table.get("total_head", ""), table.get("national_head", "")
    heads = [table.get("corner", ""), *MONTHS, *([total] if total else []), *([national] if national else [])]
    html = [tag("tr", "".join(tag("th", escape(head)) for head in heads))]
    for row in rows:
        suffix = row.get("suffix", "")
        cells = [printed(value) + suffix if value else row.get("blank", "") for value in row["values"]]
        if total:
            cells.append(printed(row["total"]) + suffix if row["total"] else "")
        if national:
            cells.append(row["national"] + suffix if "national" in row else "")
        numbers = "".join(tag("td", escape(cell), 'class="number"') for cell in cells)
        html.append(tag("tr", tag("td", escape(row["label"]), 'class="label"') + numbers))
        _write_months(row, table, context)
    return tag("table", "\n".join(html), 'class="months"')


def _write_months(row: Row, table: Row, context: Context) -> None:
    common = {
        "fiscal_year": row.get("year", context.year),
        "measure_ja": row.get("measure", row["label"]),
        "kpi_code": row.get("kpi", ""),
        "unit": row.get("unit", ""),
    }
    basis = str(row.get("basis", table.get("basis", "monthly")))
    for index, value in enumerate(row["values"]):
        if value:
            month = month_of(common["fiscal_year"], index)
            context.truth.add("monthly_actuals", **common, month=month, basis=basis, value=value)
    if row["total"]:
        period = table.get("total_period", "FY")
        context.truth.add("period_totals", **common, period=period, value=row["total"])
    if "national" in row:
        last = max(index for index, value in enumerate(row["values"]) if value)
        as_of = month_of(common["fiscal_year"], last)
        fact = {"kpi": row["kpi"], "year": common["fiscal_year"], "as_of": as_of, "basis": basis}
        write_fact(fact | {"value": row["national"], "unit": row["unit"], "scope": "national_average"}, context)


def _table(block: Block, context: Context) -> str:
    """A table whose cells inherit what their column and row say: a figure is one fact, a text none.

    `head` gives the heading rows where the columns' own `head` is not enough; "sum" adds up the figures before it.
    """
    table = block["table"]
    columns: list[Row] = table["columns"]
    heads = table.get("head") or [[{"text": column["head"]} for column in columns]]
    html = [tag("tr", "".join(_head(cell) for cell in row)) for row in heads]
    for row in table["rows"]:
        cells = [tag("td", markup(label), 'class="label"') for label in _labels(row)]
        inherited = {key: value for key, value in row.items() if key not in ("cells", "label")}
        for cell, column in zip(row["cells"], columns[len(cells) :], strict=True):
            fact = table.get("facts", {}) | {key: value for key, value in column.items() if key != "head"}
            fact |= inherited | (cell if isinstance(cell, dict) else {"value": _cell_value(cell, row)})
            cells.append(_cell(fact, context))
        html.append(tag("tr", "".join(cells)))
    return tag("table", "\n".join(html), 'class="figures"')


def _labels(row: Row) -> list[str]:
    label = row["label"]
    return list(label) if isinstance(label, list) else [label]


def _cell_value(cell: str, row: Row) -> str:
    if cell != "sum":
        return cell
    before = row["cells"][: row["cells"].index("sum")]
    return str(sum(int(value) for value in before if value))


def _head(cell: Row) -> str:
    spans = " ".join(f'{name}="{cell[name]}"' for name in ("rowspan", "colspan") if name in cell)
    return tag("th", markup(cell["text"]), spans)


def _cell(fact: Row, context: Context) -> str:
    """One cell: the figure with its unit, last year's in brackets where `prior` gives it."""
    unit, value = fact.get("unit", ""), fact.get("value", "")
    if not value or not re.fullmatch(r"-?[\d.]+", value):
        text = value or (unit if fact.get("blank") == "unit" else "")
        return tag("td", markup(text), 'class="number"')
    shown = "" if fact.get("show_unit") == "no" else unit
    plus = "+" if "signed" in fact and not value.startswith("-") else ""
    text = plus + printed(value) + shown
    write_fact(fact, context)
    if "prior" in fact:
        text += f"\n({printed(fact['prior'])}{shown})"
        write_fact(fact | {"value": fact["prior"]} | fact["prior_fact"], context)
    return tag("td", markup(text), 'class="number"')


_RENDERERS: dict[str, Callable[[Block, Context], str]] = {
    "heading": _heading,
    "item": _item,
    "text": _text,
    "done": _done,
    "targets": _targets,
    "months": _months,
    "table": _table,
}
