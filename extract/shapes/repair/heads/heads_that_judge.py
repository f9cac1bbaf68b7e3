"""Parts of the year over nothing but statuses, where a title speaks of judging: 上期 says 上期評価.

Parts alone over symbols or letters are a schedule that judges; beside the whole year, or over grades, they are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from extract.document import Cell, Paragraph, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.plan.symbols import symbol_of

_YEAR = re.compile(r"年度|年間|通期|年度末")
_PART = re.compile(rf"[上下](?:半)?期|第?[1-4]四半期|[1-4]Q|Q[1-4]|{_YEAR.pattern}")
_JUDGES = re.compile(r"評価|評定|判定|達成状況|進捗")
_FEWEST, _LEAST_KINDS = 2, 2
_WORD = "評価"


def with_judging_heads(
    table: Table, explained: Set[str], legend: Mapping[str, str], lines: Sequence[str]
) -> Table:
    """The table with such headings spelled out, where the legend explains all that stands below them: `explained` are
    its symbols, `legend` also has its letters and grades. `lines` are the title of the report and those over the table.
    """
    explained = explained | {word for word in legend if symbol_of(word) is None}
    if not explained or not any(_JUDGES.search(solid(line)) for line in lines):
        return table
    heads = [cell for cell in table.cells if cell.row == 0 and _PART.fullmatch(solid(cell.text))]
    columns = {head.col for head in heads}
    marks = [symbol_of(c.text) or solid(c.text) for c in table.cells if c.col in columns and c.row > 0 and _holds(c)]
    said = set(marks) - {"－"}
    whole = any(_YEAR.fullmatch(solid(head.text)) for head in heads) or any(map(str.isdigit, said))
    if not whole or len(heads) < _FEWEST or len(said) < _LEAST_KINDS or not said <= explained:
        return table
    return replace(table, cells=[_spelled(cell) if cell in heads else cell for cell in table.cells])


def _holds(cell: Cell) -> bool:
    return bool(solid(cell.text)) and not is_blank(cell.text) and cell.colspan == 1


def _spelled(head: Cell) -> Cell:
    line = head.lines[-1]
    lines = [*head.lines[:-1], replace(line, text=line.text + _WORD, pieces=())]
    return replace(head, blocks=[Paragraph(lines)])
