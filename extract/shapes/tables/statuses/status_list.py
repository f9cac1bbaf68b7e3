"""Tables that list what is judged beside the status of each: 取組項目 | 実施状況, without columns of plan text."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import period_named
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.legend_tables import legend_entries
from extract.shapes.plan.plan_text import kind_of
from extract.shapes.plan.status_marks import SHARED, STATUS_HEAD, UNKNOWN, holds_marks, read_mark
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.labels import earlier_year
from extract.shapes.text.passages import Passage, passages_of

#: Headings over what was done; a text of no more characters below them is a word or a figure.
_DONE = re.compile(r"(?:結果|実績|実施状況|取組状況|進捗状況|成果)$")
_FEW_CHARS = 8
#: Headings over the names of work.
NAMES_OF_WORK = re.compile(
    r"(?:主な|重点|具体的な?|主要な?)*(?:施策|取組|取り組み|事業)(?:名|項目|事項|名称)?|(?:実施|評価|点検)項目"
    r"|事業計画(?:の?項目)?"
)
#: What figures are, with a unit or a sense, and what else says something.
_FIGURES = re.compile(r"\d[\d,.]*(?:事業所|千円|万円|百万円|薬局|か所|[^\d→、。]{1,2}(?=→|/|$))")
_WORDS = re.compile(r"\w")
_SEVERAL = "one status stands beside a list of work; taken for that of all of it"
#: Headings fill so many rows at most.
_MOST_HEADS = 2
#: Fewer statuses below one another are no column of them.
_LEAST = 2


def read_status_list(table: Table, scope: Scope, recorder: Recorder) -> int:
    """Records the statuses of a table's columns of symbols, words or letters; returns how many, 0 where it has none."""
    if table.holds_tables or legend_entries(table):
        return 0
    columns = [col for col in range(table.n_cols) if _is_of_statuses(table, col)]
    cells = [cell for cell in table.cells if cell.col in columns and cell.row > 0 and solid(cell.text)]
    if all(is_figure_text(_item(table, cell, columns[0])) for cell in cells):
        return 0  # how many were judged so
    under = {col: of_earlier_year(scope, head.text) for col in columns if (head := table.at(0, col)) is not None}
    count = 0
    for cell in cells:
        for at in (cell, *_rows_below(table, cell, columns[0])):
            here, name, item = under.get(cell.col, scope), row_name(table, at, columns[0]), _item(table, at, columns[0])
            doubt = None if at is cell else SHARED
            if name and item != name and _tells_more(table, at, columns[0], item):
                here = here.under(section=(*here.section, name))
            else:
                item = name or item
            lines = _listed(table, at, columns[0], item)
            item, doubt = (lines[0], doubt) if len(lines) == 1 else (item, doubt or _SEVERAL if lines else doubt)
            count += record_status(table, cell, item, here, recorder, doubt=doubt)
    return count


def _rows_below(table: Table, cell: Cell, before: int) -> list[Cell]:
    """A status that stands beside several rows, in each row below the first that the cell left of it begins in."""
    rows = range(cell.row + 1, cell.row + cell.rowspan) if before else ()
    own = (row for row in rows if (beside := table.at(row, before - 1)) is not None and beside.row == row)
    return [replace(cell, row=row, rowspan=1) for row in own]


def record_status(
    table: Table,
    cell: Cell,
    item: str,
    scope: Scope,
    recorder: Recorder,
    rule: str = "status_list",
    doubt: str | None = None,
) -> int:
    """Records the status that a cell prints for an item, in doubt for a reason of its place; words that are not known
    are rejected.
    """
    where = Locator(cell.place, table.index, cell.row, cell.col)
    mark = read_mark(cell.text, scope.legend)
    if mark is None or not item:
        if solid(cell.text) and not is_blank(cell.text):
            recorder.reject(where, cell.text, UNKNOWN if item else "a status beside nothing that it could judge")
        return 0
    recorder.add(
        "plan_status",
        where,
        cell.text,
        rule,
        doubt_in(cell) or mark.doubt or doubt,
        fiscal_year=scope.fiscal_year or scope.header.fiscal_year,
        period=scope.header.period,
        item_ja=item,
        symbol=mark.symbol,
        status=mark.status,
        section=scope.section_path,
    )
    return 1


def of_earlier_year(scope: Scope, heading: str) -> Scope:
    """The scope of a status whose heading names an earlier year, which is judged as a whole, or a part of the year."""
    year, part = earlier_year(heading, scope.header), period_named(heading)
    if year is None and part in (None, "FY", scope.header.period):
        return scope
    period = part if part is not None else "FY"
    return scope.under(fiscal_year=year or scope.fiscal_year, header=replace(scope.header, period=period))


def _is_of_statuses(table: Table, col: int) -> bool:
    head = table.at(0, col)
    if head is None or head.rowspan > _MOST_HEADS or not STATUS_HEAD.search(solid(head.text)):
        return False
    cells = [cell for cell in table.cells if cell.col == col and cell.row >= head.rowspan and solid(cell.text)]
    if len(cells) < _LEAST:
        return False
    texts = [cell.text for cell in cells]
    return all(symbol_of(text) for text in texts) or holds_marks(
        solid(head.text), texts, 1 if any(symbol_of(text) for text in texts) else _LEAST
    )


def row_name(table: Table, cell: Cell, before: int) -> str:
    """What the row is headed by, in a column of the names of work left of the statuses; "" where there is none."""
    heads = ((col, table.at(0, col)) for col in range(before))
    over = next((head for _, head in heads if head is not None and NAMES_OF_WORK.fullmatch(solid(head.text))), None)
    named = table.at(cell.row, over.col + over.colspan - 1) if over is not None else None
    return joined([line.text for line in named.lines]) if named is not None and named.row > 0 else ""


def _tells_more(table: Table, cell: Cell, before: int, item: str) -> bool:
    """Whether the text of a row stands in a column of what was done."""
    for col in range(before):
        head, other = table.at(0, col), table.at(cell.row, col)
        if other is not None and joined([line.text for line in other.lines]) == item:
            return head is not None and bool(_DONE.search(solid(head.text)))
    return False


def _listed(table: Table, cell: Cell, before: int, item: str) -> list[str]:
    """The entries of the list of work that an item is, without their marks; nothing where it is none."""
    found = (other for col in range(before) if (other := table.at(cell.row, col)) is not None)
    of = next((other for other in found if joined([line.text for line in other.lines]) == item), None)
    passages = [each for each in passages_of(of.blocks) if isinstance(each, Passage)] if of is not None else []
    marked = all(kind_of(passage.mark) == "bullet" for passage in passages)
    return [passage.body for passage in passages] if marked else []


def _item(table: Table, cell: Cell, before: int) -> str:
    """What is judged: what the row says was done, in a column headed so left of the statuses, else its longest text;
    the text next to statuses at the left end.
    """
    if before == 0:
        beside = (table.at(cell.row, col) for col in range(cell.col + 1, table.n_cols))
        return next((joined([line.text for line in c.lines]) for c in beside if c is not None and solid(c.text)), "")
    texts: list[str] = []
    done: list[str] = []
    for col in range(before):
        head, other = table.at(0, col), table.at(cell.row, col)
        if other is None or other.row == 0:
            continue
        text = joined([line.text for line in other.lines])
        if not _WORDS.search(_FIGURES.sub("", solid(text))):
            continue  # 200社 → 164社
        texts.append(text)
        if head is not None and _DONE.search(solid(head.text)) and not is_figure_text(other.text):
            done.append(texts[-1])
    return max([text for text in done if len(text) > _FEW_CHARS] or texts, key=len, default="")
