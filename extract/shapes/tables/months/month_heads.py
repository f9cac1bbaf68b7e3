"""Headings of months across: which columns of a heading row are months in turn, and which sums stand among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from extract.document import Table
from extract.normalise.dates import FISCAL_MONTHS, fiscal_year_in, header_month, header_month_year, period_named
from extract.normalise.text import solid
from extract.shapes.plan.symbols import symbol_of

#: Fewer headings in turn may be single dates.
_FEWEST = 3
#: A heading of the row of months: 月, 実施月.
_MONTHS_FOLLOW = re.compile(r"^[(]?[^\d年]{0,3}月(?:別|次)?[)]?$")


def month_columns(table: Table, row: int, first: int = 0) -> Mapping[int, int]:
    """Columns of a heading row that are consecutive fiscal months (col → calendar month), or {}: the longest run."""
    return max(month_runs(table, row, first), key=len, default={})


def month_runs(table: Table, row: int, first: int = 0) -> Sequence[Mapping[int, int]]:
    """All runs of consecutive fiscal months in a heading row, from the left.

    At least three months, of which half are written with 月 or one with its year; bare numbers must make at least six.
    A dozen rules ask for those of every row, so the answers stay with the table.
    """
    known: dict[tuple[int, int], list[dict[int, int]]] = table.__dict__.setdefault("_month_runs", {})
    if (row, first) not in known:
        known[row, first] = _month_runs(table, row, first)
    return known[row, first]


def _month_runs(table: Table, row: int, first: int) -> list[dict[int, int]]:
    runs: list[tuple[dict[int, int], int]] = []
    run: dict[int, int] = {}
    bare = blocked = 0
    for col in range(first, table.n_cols):
        cell = table.at(row, col)
        if cell is None or ((cell.row, cell.col) != (row, col) and cell.col != col):
            continue
        text = solid(cell.text)
        month = header_month(text) if text else None
        if month is None:
            blocked += bool(text) and not is_sum(text)
            continue
        if run and (_goes_on(run, col, month, blocked, text.isdigit()) or _runs_over(table, row, run, col, month)):
            run[col] = month
            bare += text.isdigit()
        else:
            runs.append((run, bare))
            run, bare = {col: month}, int(text.isdigit())
        blocked = 0
    if not run:
        return []
    found = [run for run, bare in (*runs, (run, bare)) if len(run) >= _fewest(table, row, run, bare)]
    found = [run for run in found if not _stand_over_statuses(table, row, run)]
    return found or _backwards(table, row, first)


def _stand_over_statuses(table: Table, row: int, run: Mapping[int, int]) -> bool:
    """Whether months that are all ends of quarters head symbols alone: how work stood by then, and no figures."""
    if not at_quarter_ends(run.values()):
        return False
    below = [cell.text for cell in table.cells if cell.row > row and cell.col in run and solid(cell.text)]
    return bool(below) and all(symbol_of(text) for text in below)


def _backwards(table: Table, row: int, first: int) -> list[dict[int, int]]:
    """The months of a heading row with the latest first, in their order; none where others stand between them."""
    cells = [cell for col in range(first, table.n_cols) if (cell := table.at(row, col)) and cell.col == col]
    months = [(cell.col, header_month(cell.text)) for cell in cells if not solid(cell.text).isdigit()]
    run = [(col, month) for col, month in months if month is not None]
    if len(run) < _FEWEST or run != months[months.index(run[0]) :][: len(run)]:
        return []
    back = all(a == b % 12 + 1 for (_, a), (_, b) in pairwise(run))
    return [dict(reversed(run))] if back else []


def _fewest(table: Table, row: int, run: dict[int, int], bare: int) -> int:
    """How many headings are months rather than numbers: bare numbers must be more, unless one beside names its year, or
    the heading before them says that they are months.
    """
    before = [table.at(row, col) for col in range(min(run, default=0))]
    named = [text for cell in before if cell is not None and (text := solid(cell.text))]
    if named and _MONTHS_FOLLOW.match(named[-1]):
        return _FEWEST
    heads = (cell for col in run if (cell := table.at(row, col)) is not None)
    return 6 if bare * 2 > len(run) and not any(header_month_year(cell.text) for cell in heads) else _FEWEST


def _goes_on(run: dict[int, int], col: int, month: int, blocked: int, bare: bool) -> bool:
    """Whether a month heading continues the run before it: the next month beside it, or a later one as many columns
    on as months (headings between them unreadable), or, side by side, a later one whose neighbours are lost, or the
    end of the next quarter where all before it are ends of quarters.
    """
    last_col, last = next(reversed(run.items()))
    step = FISCAL_MONTHS.index(month) - FISCAL_MONTHS.index(last)
    if step == 1 and not blocked:  # sums of the months before may stand between
        return True
    if step == 1 and blocked == 1 and min(run) == 0 and not bare and col - last_col == 2:
        return True  # the labels stand between the months, none left of them
    lost = step == 2 or (step == 3 and at_quarter_ends([*run.values(), month]))
    return step > 0 and not bare and (col - last_col == step or (lost and not blocked and col - last_col == 1))


def at_quarter_ends(months: Iterable[int]) -> bool:
    """Whether months are all ends of quarters: 6月 | 9月 | 12月 | 3月."""
    return all(month % 3 == 0 for month in months)


def _runs_over(table: Table, row: int, run: dict[int, int], col: int, month: int) -> bool:
    """Whether April beside March goes on: into the next fiscal year, where the heading or the one over it names a year,
    or in the year of the calendar, of which the months before are the first.
    """
    last_col, last = next(reversed(run.items()))
    if (last, month) != (FISCAL_MONTHS[-1], FISCAL_MONTHS[0]) or col - last_col != 1:
        return False
    here = table.at(row, col)
    if len(run) == 3 and next(iter(run.values())) == 1 and here is not None and not solid(here.text).isdigit():
        return True
    heads = (c for at in (row, row - 1) if at >= 0 and (c := table.at(at, col)) is not None)
    return any(header_month_year(c.text) or fiscal_year_in(c.text) for c in heads)


def runs_over_years(months: Iterable[int]) -> bool:
    """Whether months in turn run over the end of a fiscal year."""
    places = [FISCAL_MONTHS.index(month) for month in months]
    return places not in (sorted(places), sorted(places, reverse=True))


def is_sum(text: str) -> bool:
    """Whether a heading among months is that of their sum: 上期計, 第1四半期, 1Q計, 小計."""
    return len(text) <= 8 and (period_named(text) is not None or text in ("計", "小計", "合計", "累計"))


def sums_between(table: Table, row: int, months: Mapping[int, int]) -> list[int]:
    """Columns between the months whose headings are those of sums."""
    cells = ((col, table.at(row, col)) for col in range(min(months), max(months)) if col not in months)
    return [col for col, cell in cells if cell is not None and cell.col == col and is_sum(solid(cell.text))]


#: What heads columns behind months that are of their rows: sums, averages, aims, and what they are compared with.
_BESIDE = re.compile(r"計|平均|通期|年間|全国|年度|実績|目標|対比|[前昨]年|増減|伸び率|対[前先]月|[前先]月[比差]")


def total_columns(table: Table, head: Sequence[int], last: int) -> list[int]:
    """Columns right of the months that belong to the same grid, whose headings stand in the rows `head`: 計, 平均,
    全国平均 and the like.
    """
    cols = []
    row = head[-1]
    before = table.at(row, last)
    for col in range(last + 1, table.n_cols):
        cell = table.at(row, col)
        text = solid(cell.text) if cell else ""
        if cell is not None and cell is before:
            continue  # the cell before spans this column too
        before = cell
        if cell is None or not text or len(text) > 12 or cell.row not in head:
            break
        if not _BESIDE.search(text) and not is_sum(text):
            break
        cols.append(col)
    return cols
