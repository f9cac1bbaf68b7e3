"""Figures beside work: columns of a layout that say what of the work is counted, and how much of it there was.

実施内容             | 活動の指標   | 単位 | 令和4年度 | 令和5年度 | 評価
会場を駅の近くに設ける | 会場の数     | か所 |        2 |        3 | ○
                     | 受診者       | 人   |      410 |      655 |

A piece of work may have several; they are a table of their own, and the rest of the layout is read without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Cell, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.labelled.cells import read_cell
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.plans.layout import Layout
from extract.shapes.tables.units import is_unit_head

#: Headings over what of the work is counted.
_MEASURED = re.compile(
    r"(?:活動|成果|評価|測定|管理|進捗|取組|実施|事業)?の?(?:指標|尺度|測定項目|計測項目|項目|実績|内訳)(?:名|項目)?"
    r"|(?:アウトプット|アウトカム|ストラクチャー|プロセス)(?:の?指標|の?項目)?|数値項目|件数等"
)
#: Headings that say of a column that it is of what was done, whenever.
_DONE = re.compile(r"(?:実績|結果)(?:値|数)?")
_SHORTEST, _LONGEST = 2, 40
_NO_WORDS = re.compile(r"[\d,.%\s-]*")


@dataclass(frozen=True)
class CountsBeside:
    """Such columns as a table, and the layout of the rest; `taken` are their positions in the whole table."""

    table: Table
    layout: Layout
    taken: frozenset[tuple[int, int]]


def counts_beside(table: Table, layout: Layout, year: int | None) -> CountsBeside | None:
    """The counts of a layout whose reader knows where things stand; None where it has none."""
    top = layout.first_row - 1
    plans = [column.col for column in layout.columns if column.role == "plan"]
    if not table.has_places or table.holds_tables or top < 0 or not plans:
        return None
    heads = [solid(cell.text) if (cell := table.at(top, col)) else "" for col in range(table.n_cols)]
    named = [col for col, head in enumerate(heads) if col not in plans and _MEASURED.fullmatch(head)]
    for name in named:
        behind = range(name + 1, table.n_cols)
        units = [col for col in behind if col == name + 1 and is_unit_head(heads[col])]
        figures: list[int] = []
        for col in (col for col in behind if col not in units):
            if not _counts(table, col, layout.first_row, heads[col], year):
                break
            figures.append(col)
        if figures and _names(table, name, layout.first_row):
            return _apart(table, layout, [name, *units, *figures])
    return None


def _counts(table: Table, col: int, first: int, head: str, year: int | None) -> bool:
    """Whether a column holds nothing but figures of a time, or of what was done."""
    label = read_label(head, year)
    cells = [table.at(row, col) for row in range(first, table.n_rows)]
    said = [cell for cell in cells if cell is not None and not is_blank(cell.text)]
    figures = bool(said) and all(cell.rowspan == cell.colspan == 1 and read_cell(cell).figure for cell in said)
    return figures and (label.says_when or _DONE.fullmatch(head) is not None)


def _names(table: Table, col: int, first: int) -> bool:
    """Whether a column names in every row what is counted there, each something else."""
    cells = [table.at(row, col) for row in range(first, table.n_rows)]
    texts = [solid(cell.text) for cell in cells if cell is not None and cell.rowspan == cell.colspan == 1]
    lengths = all(_SHORTEST <= len(text) <= _LONGEST and not _NO_WORDS.fullmatch(text) for text in texts)
    return len(texts) == len(cells) and lengths and len(set(texts)) == len(texts)


def _apart(table: Table, layout: Layout, cols: Sequence[int]) -> CountsBeside:
    top = layout.first_row - 1
    at = {col: new for new, col in enumerate(cols)}
    kept: list[Cell] = [cell for cell in table.cells if cell.col in at and cell.row >= top]
    cells = [replace(cell, row=cell.row - top, col=at[cell.col]) for cell in kept]
    cells = [replace(cell, blocks=[]) if cell.row == cell.col == 0 else cell for cell in cells]  # it names nothing
    counts = replace(table, n_rows=table.n_rows - top, n_cols=len(cols), cells=cells)
    rest = replace(layout, columns=[column for column in layout.columns if column.col not in at])
    taken = frozenset((row, col) for row in range(top, table.n_rows) for col in cols)
    return CountsBeside(counts, rest, taken)
