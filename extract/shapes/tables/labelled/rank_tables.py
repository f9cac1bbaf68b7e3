"""Tables of nothing but ranks: a row for each KPI, a column for each year or time.

指標              令和5年度  令和4年度
査定率                19位       17位
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.catalogue import catalogue, match
from extract.document import Cell, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.row_kpis import called, clearest
from extract.shapes.tables.labelled.ranks import is_rank, read_rank
from extract.shapes.tables.labels import Label, read_label

_FEWEST_NAME = 2
#: What heads the ranks of the report's own time.
_NOW = re.compile(r"今[回期]|直近|現在|最新")
#: What a short name leaves out of a longer one.
_ASIDE = re.compile(r"[(〔\[][^()〔〕\[\]]*[)〕\]]|の")


@dataclass(frozen=True)
class RankTable:
    """The row of headings, and the columns of ranks with what is printed over them; names stand in the first column."""

    head: int
    columns: dict[int, Label]


def read_rank_table(table: Table, scope: Scope, recorder: Recorder) -> bool:
    """Records the ranks of such a table, last year's beside this year's as the one before; False where it is none."""
    found = rank_table(table, scope)
    if found is None:
        return False
    year = scope.fiscal_year or scope.header.fiscal_year
    before = _column_before(found, year)
    for row in range(found.head + 1, table.n_rows):
        name = table.at(row, 0)
        words = tidy(joined([line.text for line in name.lines])) if name is not None else ""
        kpis = _kpis(words, scope, recorder, year)
        here = scope.under(kpis=kpis, topic=words or scope.topic)
        for col, head in found.columns.items():
            cell = table.at(row, col)
            if cell is None or is_blank(cell.text) or col == before:
                continue
            earlier = table.at(row, before) if before is not None and head.fiscal_year in (year, None) else None
            read_rank(table, cell, here, recorder, before=earlier, head=head, year=head.fiscal_year or year)
    return True


def rank_table(table: Table, scope: Scope) -> RankTable | None:
    """The ranks of a table whose rows below one row of headings hold a name each and ranks alone; None of any other."""
    if table.holds_tables or table.n_cols < 2 or any(cell.rowspan > 1 or cell.colspan > 1 for cell in table.cells):
        return None
    if not any(is_rank(cell) for cell in table.cells) or any(is_rank(cell) for cell in table.cells if cell.row == 0):
        return None
    year = scope.fiscal_year or scope.header.fiscal_year
    heads = {col: table.at(0, col) for col in range(1, table.n_cols)}
    labels = {col: read_label(solid(cell.text), year) for col, cell in heads.items() if cell is not None}
    body = [cell for cell in table.cells if cell.row > 0]
    fits = all(_is_name(cell) if cell.col == 0 else is_rank(cell) or is_blank(cell.text) for cell in body)
    said = all(label.says_when or "順位" in label.text or _NOW.fullmatch(label.text) for label in labels.values())
    return RankTable(0, labels) if fits and said and len(labels) == table.n_cols - 1 else None


def _is_name(cell: Cell) -> bool:
    text = solid(cell.text)
    return len(text) >= _FEWEST_NAME and not is_rank(cell) and not read_label(text, None).says_when


def _column_before(found: RankTable, year: int | None) -> int | None:
    """The column of last year's ranks beside one of this year's."""
    years = {label.fiscal_year: col for col, label in found.columns.items()}
    if year is None or len(found.columns) != 2 or set(years) - {None} not in ({year, year - 1}, {year - 1}):
        return None
    return years[year - 1]


def _kpis(words: str, scope: Scope, recorder: Recorder, year: int | None) -> tuple[NamedKpi, ...]:
    """The KPI of a name; of a short one (査定率), the only one of the report's own KPIs of the year that goes by it."""
    found = match(words, year)
    if found is not None and found.sure and not found.alike_only and found.kpi.ran_in(year):
        return (NamedKpi(found.kpi.code, None, words),)
    rows = [*recorder.of("kpi_target"), *recorder.of("kpi_actual")]
    codes = list(dict.fromkeys(row["kpi_code"] for row in rows if row["kpi_code"] and row["fiscal_year"] == year))
    own = [NamedKpi(code, None, catalogue()[code].name) for code in codes if catalogue()[code].ran_in(year)]
    fitting = [kpi for kpi in own if (fit := match(words, year, (kpi.code,))) is not None and not fit.alike_only]
    printed = {row["kpi_code"] for row in rows if _ends_in(str(row["kpi_text"] or ""), words)}
    ending = [kpi for kpi in own if kpi.code in printed]
    meant = clearest(solid(words), called(solid(words), own))
    for kpis in (fitting, ending):
        meant = meant or (kpis[0] if len(kpis) == 1 else None)
    return (meant,) if meant is not None else ()


def _ends_in(name: str, words: str) -> bool:
    """Whether a name is, or ends in, a shorter one, but for brackets: 返納金債権(資格喪失後受診)の回収率."""
    plain, short = (_ASIDE.sub("", solid(text)) for text in (name, words))
    return bool(short) and plain.endswith(short)
