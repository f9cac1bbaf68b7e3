"""Statuses in tables of figures: a row of them below what each column is about, or one behind a title.

指標        郵送化率   査定率          郵送化率（自己評価○）
実績        97.3%      0.132%          令和5年度   97.0%
評価        ○          △               令和6年度   97.3%
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.status_ends import judged_title
from extract.shapes.plan.status_marks import STATUS_HEAD, Mark, holds_marks, read_mark
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.labelled.cells import doubt_in

_LONGEST_HEAD = 16
_UNEXPLAINED = "no legend of this report explains the symbol; taken for what it usually says"


def read_status_rows(table: Table, scope: Scope, recorder: Recorder) -> int:
    """Records the statuses of a table's rows of evaluations, and those behind titles in its cells; returns how many.

    Nothing is recorded where the report is a plan or the cell gave a status already.
    """
    if scope.header.is_plan or table.holds_tables:
        return 0
    known = {row["source_ref"] for row in recorder.of("plan_status")}
    count = 0
    for cell, item, mark in [*_in_rows(table, scope), *_behind_titles(table, scope)]:
        where = Locator(cell.place, table.index, cell.row, cell.col)
        if where.source_ref(recorder.sha256) in known:
            continue
        explained = mark.symbol in scope.explained or symbol_of(mark.symbol) is None
        recorder.add(
            "plan_status",
            where,
            cell.text,
            "status_row",
            doubt_in(cell) or mark.doubt or (None if explained else _UNEXPLAINED),
            fiscal_year=scope.fiscal_year or scope.header.fiscal_year,
            period=scope.header.period,
            item_ja=item,
            symbol=mark.symbol,
            status=mark.status,
            section=scope.section_path,
        )
        count += 1
    return count


def _in_rows(table: Table, scope: Scope) -> Iterator[tuple[Cell, str, Mark]]:
    """The statuses of rows that hold nothing else, each with the words over its column."""
    for row in range(1, table.n_rows):
        label = table.at(row, 0)
        cells = [cell for cell in table.cells if cell.row == row and cell.col > 0 and solid(cell.text)]
        if label is None or label.row != row or not _is_of_statuses(label, cells):
            continue
        for cell in cells:
            mark, item = read_mark(cell.text, scope.legend), _over(table, cell)
            if mark is not None and item and not is_blank(cell.text):
                yield cell, item, mark


def _is_of_statuses(label: Cell, cells: list[Cell]) -> bool:
    head = solid(label.text)
    if not cells or len(head) > _LONGEST_HEAD or not STATUS_HEAD.search(head):
        return False
    texts = [cell.text for cell in cells]
    symbols = all(symbol_of(text) for text in texts) and any(not is_blank(text) for text in texts)
    return symbols or holds_marks(head, texts, least=2)


def _over(table: Table, cell: Cell) -> str:
    """The topmost words over a cell that are those of its own column."""
    above = (table.at(row, cell.col) for row in range(cell.row))
    heads = [head for head in above if head is not None and head.col == cell.col and solid(head.text)]
    first = heads[0] if heads and parse_figure(heads[0].text) is None else None
    return tidy(joined([line.text for line in first.lines])) if first is not None else ""


def _behind_titles(table: Table, scope: Scope) -> Iterator[tuple[Cell, str, Mark]]:
    """The statuses that stand behind the words of a cell."""
    for cell in table.cells:
        judged = judged_title(fold(tidy(joined([line.text for line in cell.lines]))), scope.legend)
        if judged is not None and symbol_of(judged[1].symbol) is not None:
            yield cell, judged[0], judged[1]
