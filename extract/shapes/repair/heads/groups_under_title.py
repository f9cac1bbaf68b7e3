"""Tables whose rows name only a group of people, of a rate that the title over the table and a heading say together.

表5 特定保健指導の実施状況
区分      対象者数  実施率  目標
被保険者  17,530人  25.5%   27.3%以上
被扶養者     742人  10.5%   9.5%以上

Their rows get the whole name: 特定保健指導 被保険者 実施率.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.catalogue import match
from extract.document import Cell, Paragraph, Table
from extract.normalise.text import fold, solid, tidy
from extract.shapes.context import Scope
from extract.shapes.names.title_words import title_line
from extract.shapes.tables.kpis.kpi_words import is_target_head
from extract.shapes.tables.kpis.list_names import is_rate_head

_GROUPS = ("被保険者", "被扶養者")
_TOTAL = re.compile(r"(?:合|総|全体)?計|全体")
_ASIDE = re.compile(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_NUMBER = re.compile(r"^[【■□◆●〔\[(<]*(?:(?:図?表|別表|参考)?\s*\d+(?:[-.]\d+)*[.)]?\s*)?")
_ENDS = re.compile(
    r"の?(?:(?:実施|受診|利用|取組|進捗|達成)の?)?(?:状況|実績|結果|推移|概要)(?:について)?[】〕\])>]*$|[】〕\])>]+$"
)
_SHORTEST, _LONGEST = 4, 24


def with_groups_named(table: Table, scope: Scope) -> Table:
    """The table with the whole names of its KPIs in the first column; unchanged where title and heading name none."""
    names = [cell for cell in table.cells if cell.col == 0 and cell.row > 0]
    groups = {_group(cell): cell for cell in names}
    heads = [solid(cell.text) for cell in table.cells if cell.row == 0 and cell.col > 0]
    rates = [head for head in heads if is_rate_head(head)]
    if table.holds_tables or not set(_GROUPS) <= set(groups) or not rates or not any(map(is_target_head, heads)):
        return table
    if len(groups) != len(names) or not all(group in _GROUPS or _TOTAL.fullmatch(group) for group in groups):
        return table
    subject, year = _subject(title_line(scope)), scope.fiscal_year or scope.header.fiscal_year
    whole = {group: f"{subject} {group} {rates[0]}" for group in _GROUPS}
    found = [match(name, year) for name in whole.values()]
    sure = all(of is not None and of.sure and not of.alike_only and of.kpi.unit == "%" for of in found)
    if not subject or not sure or len({of.kpi.code for of in found if of is not None}) != len(_GROUPS):
        return table
    totals = {group: f"{subject} {group}" for group in groups if group not in whole}
    cells = {id(groups[group]): _named(groups[group], name) for group, name in (whole | totals).items()}
    return replace(table, cells=[cells.get(id(cell), cell) for cell in table.cells])


def _group(cell: Cell) -> str:
    return _ASIDE.sub("", solid(cell.text))


def _subject(title: str) -> str:
    """What the title of a table is about, without its number and the words that say only that it shows figures."""
    words = _ASIDE.sub("", tidy(fold(title)))
    subject = _ENDS.sub("", _NUMBER.sub("", words)).strip()
    return subject if _SHORTEST <= len(subject) <= _LONGEST else ""


def _named(cell: Cell, name: str) -> Cell:
    return replace(cell, blocks=[Paragraph([replace(cell.lines[0], text=name, pieces=())])])
