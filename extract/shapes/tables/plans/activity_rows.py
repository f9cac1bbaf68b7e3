"""Rows of activities that are judged again and again: a symbol for each below the ends of the quarters.

テーマ   区分   計画               6月末  9月末  12月末
訪問     取組   事業所へ行く。     ○      △      ○
         KPI    訪問した割合       20%    41%    60%

The rows of figures between them, and all other tables, are left to the shapes that read such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.status_marks import STATUS_HEAD
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.plans.plan_columns import role_of
from extract.shapes.tables.schedules.parts import part_alone

_AT_END = re.compile(r"^(?P<month>6|9|12|3)月(?:末|時点|末時点|末現在)$")
_QUARTER_OF = {"6": "Q1", "9": "Q2", "12": "Q3", "3": "Q4"}
_FEWEST_PERIODS, _FEWEST_ROWS = 2, 2
#: So many ends of quarters leave no doubt that each stands for its quarter, not for its half-year.
_SURE_QUARTERS = 3
_HALVES = "the column names a month; that its status is of the quarter which ends then is not said"
_NO_YEAR = "no fiscal year is printed for this table"
_UNSTATED = "no legend of this report explains the symbol; taken for what it usually says"
_DASH = "a dash among statuses that no legend explains; look at the page and add a correction"
_SHORTEST_ACTIVITY = 5
#: The months of a part of the year, or its end, in brackets behind its name.
_WHEN_BEHIND = re.compile(r"\((?:\d{1,2}月?[~・-])?\d{1,2}月(?:末|時点|末時点|末現在)?\)$")


@dataclass(frozen=True)
class ActivityRows:
    """Activities in a table: their `rows`, the column `name` that says what is done, `periods` by column, the column
    of their `theme` if there is one, `first` the first row below the headings, the columns of other `roles`, and
    whether a heading over the periods says that what stands below them was `judged`.
    """

    table: Table
    rows: tuple[int, ...]
    name: int
    periods: dict[int, str]
    theme: int | None
    first: int
    roles: dict[int, str]
    judged: bool = False

    @property
    def rest(self) -> Table:
        """The table without the words of these rows, of their themes, and of what is to be done next about them."""
        return replace(
            self.table, cells=[replace(cell, blocks=[]) if self._takes(cell) else cell for cell in self.table.cells]
        )

    def _takes(self, cell: Cell) -> bool:
        if cell.row < self.first:
            return False
        if cell.col == self.theme or (cell.row in self.rows and cell.col in (self.name, *self.periods)):
            return True
        return self.roles.get(cell.col) == "next" and not re.search(r"\d", cell.text)


def activity_rows(table: Table, explained: frozenset[str] = frozenset()) -> ActivityRows | None:
    """The rows of activities of a table with a column for each of several quarters or half-years, or None.

    Marks of a schedule judge nothing: None where other marks or words stand below the periods too, or one and the same
    symbol throughout that is not among those `explained` by the report's legend.
    """
    if table.holds_tables:
        return None
    found = next((head for row in range(min(4, table.n_rows)) if (head := _periods(table, row)) is not None), None)
    if found is None:
        return None
    first, periods = found
    rows = tuple(row for row in range(first, table.n_rows) if _is_judged(table, row, periods))
    if not _judges(table, first, periods, explained):
        return None
    ahead = [col for col in range(min(periods)) if _role(_head(table, col, first)) != "kpi"]  # what they are to reach
    ahead = ahead or list(range(min(periods)))
    length = {col: sum(len(_text(table.at(row, col))) for row in rows) for col in ahead}
    name = max(ahead, key=lambda col: length[col], default=None)
    fewest = 1 if table.continues else _FEWEST_ROWS
    if len(rows) < fewest or name is None or length[name] < _SHORTEST_ACTIVITY * len(rows):
        return None
    if any(_own(table, row, name) is None for row in rows):
        return None  # several symbols' rows for one text: which of them judges what is not said
    others = (col for col in range(table.n_cols) if col != name and col not in periods)
    roles = {col: role for col in others if (role := _role(_head(table, col, first))) is not None}
    judged = all(STATUS_HEAD.search(_head(table, col, first)) is not None for col in periods)
    return ActivityRows(table, rows, name, periods, _theme(table, rows, name, roles), first, roles, judged)


def read_activity_rows(found: ActivityRows, scope: Scope, recorder: Recorder) -> None:
    """Records the activity of each row as a plan item under its theme, and its status in every period."""
    table = found.table
    year = scope.fiscal_year or scope.header.fiscal_year
    sure = len(found.periods) >= _SURE_QUARTERS or all(period.startswith("H") for period in found.periods.values())
    for row in found.rows:
        cell = table.at(row, found.name)
        if cell is None:
            continue
        item = _words(cell)
        over = table.at(row, found.theme) if found.theme is not None else None
        theme = _words(over) if over is not None else ""
        section = " > ".join([*scope.section, *([theme] if theme else [])]) or None
        beside = {role: text for col, role in found.roles.items() if (text := _said(table.at(row, col)))}
        no_year = None if year else _NO_YEAR
        recorder.add(
            "plan_item",
            Locator(cell.place, table.index, cell.row, cell.col),
            cell.text,
            "activity_rows",
            doubt_in(cell) or no_year,
            fiscal_year=year,
            item_no=beside.get("number"),
            item_ja=item,
            importance=beside.get("importance"),
            difficulty=beside.get("difficulty"),
            owner_group=beside.get("owner"),
            section=section,
        )
        for col, period in found.periods.items():
            judged = table.at(row, col)
            symbol = symbol_of(judged.text) if judged is not None else None
            if judged is None or symbol is None:
                continue
            where = Locator(judged.place, table.index, judged.row, judged.col)
            if symbol == "－" and symbol not in scope.explained:
                recorder.reject(where, judged.text, _DASH)
                continue
            recorder.add(
                "plan_status",
                where,
                judged.text,
                "activity_rows",
                doubt_in(judged)
                or no_year
                or (None if sure else _HALVES)
                or (None if symbol in scope.explained else _UNSTATED),
                fiscal_year=year,
                period=period,
                item_ja=item,
                symbol=symbol,
                status=scope.legend.get(symbol),
                section=section,
            )


def _periods(table: Table, row: int) -> tuple[int, dict[int, str]] | None:
    """The first row below the headings, and by column the quarter or half-year, where a row names several once each."""
    heads = [cell for cell in table.cells if cell.row == row and cell.col > 0]
    periods = {cell.col: period for cell in heads if (period := period_of(cell.text)) is not None}
    if len(periods) < _FEWEST_PERIODS or len(set(periods.values())) < len(periods):
        return None
    return max(cell.row + cell.rowspan for cell in heads if cell.col in periods), periods


def period_of(text: str) -> str | None:
    """The quarter or half-year that a heading names and nothing else, by itself or by the month that it ends in."""
    month = _AT_END.match(solid(text))
    return _QUARTER_OF[month["month"]] if month else part_alone(text) or part_alone(_WHEN_BEHIND.sub("", solid(text)))


def _is_judged(table: Table, row: int, periods: dict[int, str]) -> bool:
    """Whether a row has nothing but symbols below the periods, one of them no dash."""
    texts = [solid(cell.text) for col in periods if (cell := _own(table, row, col)) is not None]
    symbols = [symbol_of(text) for text in texts if text]
    return bool(set(symbols) - {"－"}) and None not in symbols


def _judges(table: Table, first: int, periods: dict[int, str], explained: frozenset[str]) -> bool:
    """Whether what stands below the periods are figures and symbols that judge."""
    texts = {solid(cell.text) for cell in table.cells if cell.row >= first and cell.col in periods}
    symbols = {symbol for text in texts if (symbol := symbol_of(text)) is not None and symbol != "－"}
    others = {text for text in texts if text and symbol_of(text) is None and not is_figure_text(text)}
    return not others and (len(symbols) > 1 or bool(symbols & explained))


def _own(table: Table, row: int, col: int) -> Cell | None:
    """The cell at a position, if it begins in this row and ends there."""
    cell = table.at(row, col)
    return cell if cell is not None and cell.row == row and cell.rowspan == 1 else None


def _theme(table: Table, rows: tuple[int, ...], name: int, roles: dict[int, str]) -> int | None:
    """The column left of the activities whose words are those of several rows each, and name what they are for."""
    best: int | None = None
    for col in range(name):
        if roles.get(col) in ("number", "importance", "difficulty", "owner"):
            continue
        cells = {cell.row: cell for row in rows if (cell := table.at(row, col)) is not None and solid(cell.text)}
        spans = any(cell.rowspan > 1 for cell in cells.values())
        texts = [solid(cell.text) for cell in cells.values()]
        differ = len(set(texts)) == len(texts) > 1 or (len(texts) == 1 and spans)
        if spans and differ and not any(is_figure_text(text) or is_blank(text) for text in texts):
            best = col
    return best


def _role(head: str) -> str | None:
    """What a heading says of its column, also where it does so in brackets behind a letter of plan, do, check, act."""
    return role_of(head) or role_of(re.sub(r"[()]", "", head))


def _head(table: Table, col: int, first: int) -> str:
    texts = [solid(cell.text) for row in range(first) if (cell := table.at(row, col)) is not None and solid(cell.text)]
    return "".join(dict.fromkeys(texts))


def _text(cell: Cell | None) -> str:
    return solid(cell.text) if cell is not None else ""


def _words(cell: Cell) -> str:
    return tidy(joined([line.text for line in cell.lines]))


def _said(cell: Cell | None) -> str:
    return "" if cell is None or is_blank(cell.text) else _words(cell)
