"""What each column of a table that lists KPIs holds: names, targets, results, dates, ranks and statuses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extract.document import Cell, Table
from extract.normalise.dates import fiscal_year_in, month_in_year
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.plan.status_marks import holds_marks
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.kpis.attainment import is_attainment
from extract.shapes.tables.kpis.bracket_legend import read_legend
from extract.shapes.tables.kpis.kpi_words import (
    AIM_WORDS,
    COMPARED,
    EXPLAINS,
    RESULT_HEAD,
    ROLE,
    TARGET_HEAD,
    YEAR_END_HEAD,
    branch_of_head,
    is_national,
    is_target_head,
    main_head,
    printed_figure,
    states_target,
    text_of,
)
from extract.shapes.tables.kpis.list_counts import is_count_head
from extract.shapes.tables.kpis.list_dates import DateColumn, dates_of
from extract.shapes.tables.kpis.list_names import is_rate_of, named
from extract.shapes.tables.kpis.list_years import column_of_year, is_of_other_year
from extract.shapes.tables.labelled.ranks import is_bare_rank, rank_ahead
from extract.shapes.tables.labels import NUMBER_HEAD, Label, read_label, read_labels
from extract.shapes.tables.months.month_sheets import sheet_labels
from extract.shapes.tables.units import is_unit_head
from extract.shapes.text.sentences import read_target

#: Units of what is no rate and no time.
_COUNTS = ("件", "人", "名", "枚", "回", "円", "千円", "百万円")
#: What a heading says of the figures in brackets below it: 全国順位(前年度).
_BRACKETED = re.compile(r"\([^()]*\)")
_REMARK_HEAD = re.compile(r"^(?:備考|摘要|特記事項|コメント|参考|補足)")
#: A heading of ranks and of nothing else, with the year that they are of, or without the words of its time.
_YEAR_WORDS = r"(?:(?:(?:令和|平成|R|H)?(?:元|\d{1,2})年度?|[前昨今本当]年度?)の?(?:末)?)?"
_RANK_HEAD = re.compile(rf"{_YEAR_WORDS}(?:全国(?:の|での)?)?(?:支部)?順位(?:\([^()]*\))?{_YEAR_WORDS}")
_AMONG_ALL = r"(?:全?47支部(?:中|内)の?)"
_RANK_WORD = re.compile(rf"{_AMONG_ALL}?(?:の|で|での|内)?(?:支部)?(?:順位|ランキング)(?:\({_AMONG_ALL}\))?")
#: What heads a column by when it is of, beside headings that date the others: 今回, 前回.
_TURN = re.compile(r"[今前先]回|当期|直近|最新")
_SHARE_OR_RANK = re.compile(r"\d(?:%|位)")
#: What heads ranks of the time before this one.
_TIME_BEFORE = re.compile(r"前(?:回|月|期|四半期)")
_KPI_HEAD = re.compile(r"^(?:評価|成果|主な|重要業績)*(?:指標|KPI)(?:名|項目)?(?:[(]|$)")
#: A heading of names that says what stands in brackets behind them: KPI(目標値).
_AIM_IN_BRACKETS = re.compile(r"[(〔\[【](?:KPI|年度|支部|数値|達成)*目標値?[)〕\]】]$")
#: Targets of the association as a whole are none of the branch.
_NATIONS_TARGET = re.compile(r"(?:全国|協会全体|本部|国)の?(?:数値)?目標値?")
#: Targets of a later time than the year.
_LATER_TARGET = re.compile(r"\d+年後|中長?期|将来|最終年度|第\d期")
#: So many bounds at least, and more of them than of anything else, make a column under a year one of targets.
_FEWEST_BOUNDS = 2
#: A target and no result: it ends in the sense of a bound (66.0%以上, 7日以内, 対前年度以上), brackets aside.
_BOUND = re.compile(r"(?:以[上下内]|未満)(?:と?する)?(?:\([^()]*\))?$")
_WHEN_HEAD = re.compile(r"時点|基準|年月|集計")


@dataclass
class ListColumns:
    """Columns of a KPI list by what they hold; `results` with what their heading says.

    `own_targets`: the name column states the targets too (生活習慣病予防健診実施率 66.0%以上); `aims_in_brackets`: its
    heading says that they stand in brackets behind the names.
    """

    name: int
    first_row: int
    named: int
    targets: dict[int, int | None] = field(default_factory=dict)
    results: dict[int, Label] = field(default_factory=dict)
    whens: list[int] = field(default_factory=list)
    dates: dict[int, DateColumn] = field(default_factory=dict)  # which of `whens` each result is dated by
    ranks: dict[int, Label] = field(default_factory=dict)
    ranks_before: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    judged: dict[int, str] = field(default_factory=dict)  # what is printed over each column of statuses
    own_targets: bool = False
    aims_in_brackets: bool = False
    unread: dict[int, str] = field(default_factory=dict)  # columns under a year that cannot be read, and its words
    counts: dict[int, Label] = field(default_factory=dict)  # columns of people or cases beside rates
    remarks: list[int] = field(default_factory=list)  # columns of remarks, some with figures
    headed: bool = False  # the heading over the names says that they are those of KPIs
    unknown: list[int] = field(default_factory=list)  # columns of figures whose heading is not understood
    units: int | None = None
    heads: dict[int, str] = field(default_factory=dict)  # what is printed over each column of targets
    rates: list[str] = field(default_factory=list)  # headings of results that say which rate they are
    compared: dict[int, str] = field(default_factory=dict)  # columns that compare others, and their headings
    brackets: dict[int, dict[str, Label]] = field(default_factory=dict)  # what headings say of figures in brackets

    @property
    def why_left(self) -> str | None:
        """What the coverage report says of columns that give no facts."""
        heads = "・".join(head for head in self.compared.values() if not is_attainment(head))
        return f"{heads} compare other columns and are no results; held against these" if heads else None

    @property
    def sure(self) -> bool:
        """Whether the table is a KPI list beyond doubt, also where its headings could be those of a plan table."""
        return (
            bool(self.targets or self.own_targets or self.aims_in_brackets)
            and bool(self.results or any(self.brackets.values()))
            and (self.named >= 2 or self.headed)
        )

    def cells(self, table: Table) -> set[tuple[int, int]]:
        """Grid positions that the list accounts for."""
        cols = {
            self.name,
            *self.targets,
            *self.results,
            *self.counts,
            *self.remarks,
            *self.ranks,
            *self.ranks_before,
            *self.statuses,
            *self.unread,
            *self.whens,
        }
        return {(row, col) for row in range(table.n_rows) for col in cols}


def list_columns(table: Table, scope: Scope, fewest: int = 2) -> ListColumns | None:
    """What each column of the table holds if it lists KPIs, else None.

    A row or more must name a KPI, and a column must be headed as target, or two rows (`fewest`) be named beside one of
    results.
    """
    year = scope.fiscal_year or scope.header.fiscal_year
    counts = {col: _names(table, col, year) for col in range(table.n_cols)}
    best = max(counts, key=lambda col: counts[col], default=None)
    if best is None or counts[best] < 1:
        return None
    best = column_of_year(table, best, counts, year)
    rows = [c for c in table.cells if c.col == best and named(c, year)]
    if _has_sides(table, best, rows[0].row, scope) or _has_groups(table, best, rows[0].row):
        return None  # its rows are targets and results, or the branch and the nation, by turns; or its columns people
    first = min(c.row for c in rows)
    columns = ListColumns(best, first, len(rows))
    for col in range(table.n_cols):
        if col == best or (col < best and counts[col] and not is_of_other_year(table, col, best)):
            continue
        _place_column(table, col, columns, scope)
    _pair_ranks(columns, year)
    over = "".join(solid(c.text) for c in heads_over(table, best, first))
    columns.headed = bool(_KPI_HEAD.search(over))
    columns.aims_in_brackets = bool(_AIM_IN_BRACKETS.search(over))
    of_year = is_target_head(over) and fiscal_year_in(over) in (year, *([] if columns.targets else [None]))
    if (not columns.targets and columns.results) or of_year:
        stated = sum(bool((said := read_target(text_of(c), year, in_kpi_block=True)) and said.match) for c in rows)
        columns.own_targets = stated * 2 > len(rows)
    columns.results = _of_sheet(columns, scope, year)
    columns.dates = dates_of(table, first, columns.whens, columns.results, list(columns.targets))
    if not columns.targets and _figures_among(table, best, first):
        return None  # a table of figures of which some rows are KPIs
    if not columns.targets and not ((columns.results or columns.unread) and len(rows) >= fewest):
        return None
    return columns


def _of_sheet(columns: ListColumns, scope: Scope, year: int | None) -> dict[int, Label]:
    """The headings of results, on a sheet of one month (令和6年11月 | 令和5年11月 | 累計(4~11月)) with the month that
    each is of alone, or that it has run up to: how the KPI stands where targets are beside it, else a sum of months.
    """
    told = sheet_labels(columns.results, scope, year)
    if not (any(label.single for label in told.values()) and any(label.runs_to for label in told.values())):
        return columns.results
    aimed = bool(columns.targets) or columns.own_targets or columns.aims_in_brackets
    return {col: _of_month(label, aimed) for col, label in told.items()}


def _of_month(label: Label, aimed: bool) -> Label:
    if label.single is not None:
        return replace(label, as_of=label.single, month=None, bare_as_of=None, basis="monthly")
    if label.runs_to is None or label.fiscal_year is None:
        return label
    to = month_in_year(label.fiscal_year, label.runs_to)
    ran = replace(label, as_of=to, basis="cumulative")
    return replace(ran, period=None, runs_to=None) if aimed else ran


def _pair_ranks(columns: ListColumns, year: int | None) -> None:
    """Makes one column of ranks that names last year, or the time before, the one of previous ranks, beside one that
    names this year, or none of both.
    """
    before = [col for col, label in columns.ranks.items() if _TIME_BEFORE.search(label.text)]
    before = before or _of_earlier_month(columns.ranks, year)
    if len(columns.ranks) == 2 and len(before) == 1:
        columns.ranks_before += before
        del columns.ranks[before[0]]
        return
    named = {label.fiscal_year: col for col, label in columns.ranks.items()}
    if year is not None and len(columns.ranks) == 2 and set(named) == {year, year - 1}:
        columns.ranks_before.append(named[year - 1])
        del columns.ranks[named[year - 1]]


def _of_earlier_month(ranks: Mapping[int, Label], year: int | None) -> list[int]:
    """Of columns of ranks that are each of a month of their own those of the earlier ones."""
    months = {col: month for col, label in ranks.items() if (month := _month_of(label, year)) is not None}
    dated = len(months) == len(ranks) == len(set(months.values()))
    return [col for col, month in months.items() if month < max(months.values())] if dated else []


def _month_of(label: Label, year: int | None) -> date | None:
    """The month that a heading names, without a year of its own that of the report's year."""
    of_year = label.fiscal_year or year
    if label.as_of is not None or label.bare_as_of is None or of_year is None:
        return label.as_of
    return month_in_year(of_year, label.bare_as_of)


def heads_over(table: Table, col: int, first: int) -> list[Cell]:
    """The cells of a column above row `first`, but for titles of groups of rows."""
    rows = (row for row in range(first) if not (row and is_title_row(table, row)))
    return [cell for row in rows if (cell := table.at(row, col)) is not None]


def is_title_row(table: Table, row: int) -> bool:
    """Whether all that a row says is one text at its left."""
    filled = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rowspan and solid(cell.text)]
    return len(filled) == 1 and filled[0].col == 0 and table.n_cols > 1


def _figures_among(table: Table, name: int, first: int) -> bool:
    """Whether a row above the first KPI is one of figures as well: a label and more than one figure beside it; or one
    below it whose label has a unit of counts.
    """
    counts = (cell.row for cell in table.cells if cell.col == name and read_label(cell.text, None).unit in _COUNTS)
    for row in (*range(1, first), *counts):
        label, cells = table.at(row, name), [table.at(row, col) for col in range(table.n_cols) if col != name]
        figures = [c for c in cells if c is not None and c.row == row and parse_figure(solid(c.text)) is not None]
        if label is not None and label.row == row and solid(label.text) and len(figures) > 1:
            return True
    return False


def _has_sides(table: Table, name: int, first: int, scope: Scope) -> bool:
    """Whether a column beside the names says of each row what it is (target or result, of which year, the branch or
    the nation), or such rows stand below each name.
    """
    if any(ROLE.match(solid(c.text)) for c in table.cells if c.col == name and c.row > first):
        return True
    for col in range(table.n_cols):
        texts = [t for c in table.cells if c.col == col != name and c.row >= first and (t := solid(c.text))]
        if any(ROLE.match(text) for text in texts):
            return True
        if len(set(texts)) > 1 and all(_is_year(text) for text in texts):
            return True
        if len(set(texts)) > 1 and all(branch_of_head(text, scope) or is_national(text) for text in texts):
            return True
    return False


def _has_groups(table: Table, name: int, first: int) -> bool:
    """Whether headings beside the names tell two groups of people apart, which names that tell none are of by turns."""
    heads = {solid(c.text) for c in table.cells if c.col != name and c.row + c.rowspan <= first}
    names = "".join(solid(c.text) for c in table.cells if c.col == name and c.row >= first)
    return {"被保険者", "被扶養者"} <= heads and not re.search(r"被保険者|被扶養者", names)


def _is_year(text: str) -> bool:
    """Whether a label says nothing but a year."""
    label = read_label(text, None)
    return label.fiscal_year is not None and not label.rest and label.month is None


def _place_column(table: Table, col: int, columns: ListColumns, scope: Scope) -> None:
    """Enters one column under what its heading and its cells say."""
    first, year = columns.first_row, scope.fiscal_year or scope.header.fiscal_year
    cells = [c for c in heads_over(table, col, first) if solid(c.text)]
    heads = [main_head(solid(c.text)) for c in cells]
    head = "".join(dict.fromkeys(heads))
    below = [c for c in table.cells if c.col == col and c.row >= first and not is_blank(c.text)]
    texts = [solid(c.text) for c in below if c.colspan == 1 or not is_title_row(table, c.row)]
    head, columns.brackets[col] = read_legend(head, year)
    heads = [head] if columns.brackets[col] else heads
    label = read_labels(list(dict.fromkeys(heads)), year)
    branch = branch_of_head(head, scope)
    if NUMBER_HEAD.match(head):
        return
    if texts and (all(symbol_of(text) for text in texts) or holds_marks(head, texts)):
        columns.statuses.append(col)
        columns.judged[col] = head
    elif is_unit_head(head):
        columns.units = col
    elif (unread := label.unread_year or (scope.unread_year if not label.fiscal_year else None)) and has_figures(
        table, col, first
    ):
        columns.unread[col] = unread
    elif branch == "other":
        return
    elif _holds_ranks(table, col, first, heads, year):
        columns.brackets[col] = {}  # in brackets stands the rank of that time
        bare = read_labels([_BRACKETED.sub("", text) for text in dict.fromkeys(heads)], year)
        if bare.prior:
            columns.ranks_before.append(col)
        else:
            columns.ranks[col] = bare if label.prior or any("(" in text for text in texts) else label
    elif _says_when(table, col, first) or (_WHEN_HEAD.search(head) and not has_figures(table, col, first)):
        columns.whens.append(col)
    elif _REMARK_HEAD.match(head) and not has_figures(table, col, first) and any(map(_SHARE_OR_RANK.search, texts)):
        columns.remarks.append(col)
    elif _counts(table, col, columns, head, year):
        columns.counts[col] = label
    elif has_figures(table, col, first) or (is_target_head(head) and _has_aims(table, col, first)):
        figures = [solid(c.text) for c in table.cells if c.col == col and c.row >= first and printed_figure(c)]
        tells = _tells(texts) or _tells(figures)
        rate = not tells and not scope.header.is_plan and _is_rate(table, col, columns, head, year)
        aims = label.fiscal_year is not None and not label.month and _are_aims(texts)
        _place_figures(col, columns, heads, label, scope, tells, rate, aims)


def _counts(table: Table, col: int, columns: ListColumns, head: str, year: int | None) -> bool:
    """Whether a column counts people or cases beside KPIs that are rates."""
    rows = [c for c in table.cells if c.col == columns.name and c.row >= columns.first_row]
    units = [found.kpi.unit for cell in rows if (found := named(cell, year)) is not None]
    counted = [
        figure for c in table.cells if c.col == col and c.row >= columns.first_row and (figure := printed_figure(c))
    ]
    bare = all(figure.unit != "%" and figure.value.is_integer() for figure in counted)
    return bool(counted) and bare and is_count_head(head, units) and not TARGET_HEAD.search(head)


def _is_rate(table: Table, col: int, columns: ListColumns, head: str, year: int | None) -> bool:
    """Whether a column holds shares under the name of the rate that most KPIs of the list are: 実施率 | 目標."""
    shares = [f for c in table.cells if c.col == col and c.row >= columns.first_row and (f := printed_figure(c))]
    names = [c for c in table.cells if c.col == columns.name and c.row >= columns.first_row and solid(c.text)]
    rates = sum(is_rate_of(cell, read_label(head, year).rest or head, year) for cell in names)
    return bool(shares) and all(figure.unit == "%" for figure in shares) and 2 * rates > len(names)


def _place_figures(
    col: int,
    columns: ListColumns,
    heads: Sequence[str],
    label: Label,
    scope: Scope,
    tells: bool,
    rate: bool,
    aims: bool,
) -> None:
    """Enters a column of figures as comparison, target or result, or as one whose heading is not understood; of one
    that `tells` in sentences what was done nothing is a result, one headed by the `rate` that its KPIs are holds them.
    Most of what `aims` under a year alone (令和7年度(新)) are bounds: so all of its column are targets.
    """
    head = "".join(dict.fromkeys(heads))
    says_result = RESULT_HEAD.search(head) or _is_year_end(head, scope) or branch_of_head(head, scope) == "own"
    if COMPARED.search(head):
        columns.compared[col] = head
    elif _heads_ranks(heads, label.fiscal_year) or label.of_group or states_target(head):
        columns.unknown.append(col)  # what is no rank there is no figure of the KPI either
    elif heads and (_NATIONS_TARGET.fullmatch(heads[-1]) or _LATER_TARGET.search(heads[-1])):
        columns.unknown.append(col)
    elif TARGET_HEAD.search(head) and not _is_nation_beside_target(heads):
        columns.targets[col] = label.fiscal_year if not label.prior else None
        columns.heads[col] = head
    elif aims and not says_result and not label.national:
        columns.targets[col] = label.fiscal_year
        columns.heads[col] = head
    elif heads and EXPLAINS.search(heads[-1]) and not RESULT_HEAD.search(heads[-1]):
        columns.unknown.append(col)
    elif not tells and (says_result or label.says_when or label.national or rate):
        columns.results[col] = label
        columns.rates.extend(heads[-1:] if rate else ())
    elif _REMARK_HEAD.match(head):
        columns.remarks.append(col)
    else:
        columns.unknown.append(col)


def _is_year_end(head: str, scope: Scope) -> bool:
    """Whether a heading in a report of a whole year says the end of the year and no more: 年度末."""
    return scope.header.is_of_whole_year and bool(YEAR_END_HEAD.match(head))


def _tells(texts: Sequence[str]) -> bool:
    """Whether most cells of a column, or most of those with figures, are sentences: it tells what was done."""
    return 2 * sum(text.endswith("。") for text in texts) > len(texts)


def _are_aims(texts: Sequence[str]) -> bool:
    """Whether most cells of a column are bounds, two at least."""
    bounds = sum(bool(_BOUND.search(text)) for text in texts)
    return bounds >= _FEWEST_BOUNDS and 2 * bounds > len(texts)


def _holds_ranks(table: Table, col: int, first: int, heads: Sequence[str], year: int | None) -> bool:
    """Whether most cells of a column are ranks, under a heading that says so, or remarks that begin with one."""
    head = "".join(dict.fromkeys(heads))
    cells = [c for c in table.cells if c.col == col and c.row >= first and not is_blank(c.text)]
    remarks = bool(_REMARK_HEAD.match(head))
    ranks = [c for c in cells if rank_ahead(c) is not None or ("位" in c.text and not remarks)]
    if _heads_ranks(heads, year) and all(map(is_bare_rank, cells)):
        return bool(cells)
    return ("順位" in head or remarks) and len(ranks) * 2 > len(cells)


def _heads_ranks(heads: Sequence[str], year: int | None) -> bool:
    """Whether headings say ranks and nothing else: the nearest that says more than when (全国順位 over 6月末) does."""
    if _RANK_HEAD.fullmatch("".join(dict.fromkeys(heads))):
        return True
    for head in reversed(heads):
        said = read_label(_TURN.sub("", head), year)
        if said.rest or said.national:
            return bool(_RANK_WORD.fullmatch(said.rest))
    return False


def _is_nation_beside_target(heads: Sequence[str]) -> bool:
    """Whether a column is the nation's under a heading for the target and the nation together: 目標・全国."""
    shared = any(TARGET_HEAD.search(head) and "全国" in head for head in heads[:-1])
    return shared and is_national(heads[-1])


def _says_when(table: Table, col: int, first: int) -> bool:
    """Whether the column's cells are mostly dates such as 6月時点."""
    texts = [solid(c.text) for c in table.cells if c.col == col and c.row >= first and not is_blank(c.text)]
    return bool(texts) and sum(
        bool(re.match(r"^(?:令和|R)?[^%(]{0,6}\d{1,2}月(?:末|時点|診療分|現在)", t)) for t in texts
    ) * 2 > len(texts)


def _names(table: Table, col: int, year: int | None) -> int:
    return sum(1 for c in table.cells if c.col == col and named(c, year))


def has_figures(table: Table, col: int, first: int) -> bool:
    """Whether a column prints a figure from row `first` on."""
    return any(printed_figure(c) is not None for c in table.cells if c.col == col and c.row >= first)


def _has_aims(table: Table, col: int, first: int) -> bool:
    """Whether targets in a column say that last year's figure is to be reached."""
    return any(AIM_WORDS.fullmatch(solid(c.text)) for c in table.cells if c.col == col and c.row >= first)
