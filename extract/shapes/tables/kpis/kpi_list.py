"""Tables that list KPIs: a name column, and columns for target, result and date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from extract.catalogue import Match
from extract.document import Cell, Paragraph, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import month_named
from extract.normalise.numbers import Figure, figures_in, is_blank
from extract.normalise.text import solid
from extract.recorder import Comparison, Recorder, Verdict
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.measures import Naming, unit_fits
from extract.shapes.remarks.footnotes import noted
from extract.shapes.tables.above.table_times import says_same_time
from extract.shapes.tables.kpis.attainment import record_attainment, verdict_in
from extract.shapes.tables.kpis.bracket_legend import record_brackets, split_brackets
from extract.shapes.tables.kpis.kpi_dates import date_result
from extract.shapes.tables.kpis.kpi_facts import record_result, record_target
from extract.shapes.tables.kpis.kpi_words import (
    ATTAINED,
    OTHER_UNIT,
    KpiName,
    note_behind,
    printed_figure,
    text_of,
    unsure,
)
from extract.shapes.tables.kpis.list_columns import ListColumns, has_figures, heads_over
from extract.shapes.tables.kpis.list_counts import (
    counted_words,
    counts_beside,
    record_bare_count,
    record_count,
    record_own_count,
)
from extract.shapes.tables.kpis.list_dates import stamp_in
from extract.shapes.tables.kpis.list_names import WORK, named_under, work_before
from extract.shapes.tables.kpis.list_remarks import read_remark
from extract.shapes.tables.kpis.list_years import stated_beside, stated_in
from extract.shapes.tables.kpis.prior_values import record_prior, split_prior
from extract.shapes.tables.labelled.cells import doubt_in, out_of_brackets
from extract.shapes.tables.labelled.ranks import rank_ahead, read_rank
from extract.shapes.tables.labels import Label, year_unread
from extract.shapes.tables.statuses.status_list import of_earlier_year, record_status, row_name
from extract.shapes.tables.units import unit_named
from extract.shapes.text.sentences import read_target

#: A name with its target in brackets: サービススタンダード(100%).
_BEHIND = re.compile(r"^(?P<name>.{2,}?)[(〔\[【](?P<aim>[^()〔〕\[\]【】]*\d[^()〔〕\[\]【】]*)[)〕\]】]$")
_NUMBERED_WORDS = re.compile(r"\d{1,2}[.):、](?=[一-龥ぁ-んァ-ヶ])")
_RANK_ALONE = "a rank of last year without one of this year beside it"
#: A sentence that says what is to be done, unlike a name.
#: A heading over what was done.
_PROGRESS = re.compile(r"進捗|実施状況|(?:実施|取組)(?:結果|実績)")
_HEAD_UNKNOWN = "a figure in a list of KPIs under a heading that does not say what it is"
_COMPARES = "a figure that only compares those beside it is no fact of its own"
_OF_WHICH = "its row has a date, which may be that of the figure beside it under a heading that is not understood"
_BOUND = re.compile(r"以[上下内]|未満")
_AIM_AS_RESULT = "a target (以上, 以下) under a heading of results; look at the page"
_SEVERAL_FIGURES = "the cell prints more figures than one, and nothing says what each of them is"


def read_kpi_list(table: Table, columns: ListColumns, scope: Scope, recorder: Recorder) -> int:
    """Records targets, results, ranks and statuses of a KPI list; returns how many targets and results."""
    year = scope.fiscal_year or scope.header.fiscal_year
    count = 0
    for col, words in columns.unread.items():
        for cell in (c for c in table.cells if c.col == col and c.row >= columns.first_row and not is_blank(c.text)):
            recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, year_unread(words))
    _reject_unknown(table, columns, recorder)
    over = "".join(c.text for c in heads_over(table, columns.name, columns.first_row))
    for row in range(columns.first_row, table.n_rows):
        name = table.at(row, columns.name)
        if name is None or not solid(name.text):
            continue
        stated = {columns.targets[col] or year: cell for col, cell in _starting(table, row, columns.targets)}
        of_other_year = stated_beside(stated, name)
        name, found = of_other_year or (name, named_under(name, (over, *columns.heads.values(), *columns.rates), year))
        units = table.at(row, columns.units) if columns.units is not None else None
        named_so = kpi_name(name, found, unit_named(units.text) if units is not None else None)
        before_row = len(recorder.of("kpi_target")), len(recorder.of("kpi_actual"))
        own_target = of_other_year is None and (columns.own_targets or columns.aims_in_brackets)
        if own_target and name.row == row:
            count += _own_target(table, name, found, columns, scope, recorder)
        count += _targets(table, row, named_so, columns, scope, recorder)
        note_of_row = _note_of_branch(table, row, columns, year)
        for col, cell in _without_counts(table, row, columns, named_so, scope, recorder):
            label = columns.results[col]
            compared = note_of_row if label.national or label.prior else ""
            own, _ = split_brackets(cell, columns.brackets[col])
            of_name = _name_of_year(stated, label.fiscal_year) or named_so
            when = _when(table, row, col, columns)
            count += _result(table, of_name, own, when, label, columns, scope, recorder, compared)
        for col, cell in _starting(table, row, columns.brackets):
            where = Locator(cell.place, table.index, cell.row, cell.col)
            legend, others = columns.brackets[col], columns.results.values()
            count += record_brackets(recorder, scope, where, cell, named_so, legend, others)
        _count_people(table, row, columns, text_of(name), scope, recorder)
        _read_remarks(table, row, columns, named_so, scope, recorder)
        shares = _attained(table, row, columns, text_of(name), scope, recorder)
        _compare(table, row, columns, shares, recorder, *before_row)
        kpis = (NamedKpi(found.kpi.code, None, text_of(name)),) if found else ()
        before = [cell for _, cell in _starting(table, row, columns.ranks_before)]
        for col, cell in _starting(table, row, columns.ranks):
            one_each = len(before) == len(columns.ranks) == 1
            beside, head = before[0] if one_each else None, columns.ranks[col]
            read_rank(table, rank_ahead(cell) or cell, scope.under(kpis=kpis), recorder, before=beside, head=head)
        if not columns.ranks:
            for cell in before:
                recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _RANK_ALONE)
        _read_statuses(table, row, name, columns, _pair_of_row(recorder, *before_row), scope, recorder)
    return count


def _targets(table: Table, row: int, name: KpiName, columns: ListColumns, scope: Scope, recorder: Recorder) -> int:
    """Records the targets of a row, of the KPI that it names, or of the one that the target itself does."""
    aims, count = _starting(table, row, columns.targets), 0
    numbers = [cell for _, cell in aims if printed_figure(cell) is not None]
    for col, cell in aims:
        if numbers and not has_figures(table, col, columns.first_row):
            continue  # a column of words alone explains the numbers of the one beside it
        where = Locator(cell.place, table.index, cell.row, cell.col)
        year = columns.targets[col] or scope.fiscal_year or scope.header.fiscal_year
        if (of_cell := stated_in(cell, year)) is not None:
            count += _stated_target(table, cell, of_cell, scope, recorder, year)
            continue
        aim, _ = split_brackets(cell, columns.brackets[col])
        count += record_target(recorder, scope, where, aim, name, year, columns.heads[col])
    return count


def _read_statuses(
    table: Table,
    row: int,
    name: Cell,
    columns: ListColumns,
    pair: tuple[Row, Row] | None,
    scope: Scope,
    recorder: Recorder,
) -> None:
    """Records the statuses of a row; words that only say whether its KPI was reached are kept for the checks."""
    for col, cell in _starting(table, row, columns.statuses):
        if cell.col < col:
            continue  # a title over the work and its statuses
        over_several = cell.rowspan > max(1, name.rowspan)
        judged = _of_rows(table, cell) if over_several else _judged(table, cell, name, columns.first_row)
        here = of_earlier_year(scope, columns.judged.get(cell.col, ""))
        met = verdict_in(cell, scope) if judged == text_of(name) else None
        work = row_name(table, cell, cell.col) if met is None else ""
        if met is None:
            within = here.under(section=(*here.section, work)) if work and work != judged else here
            record_status(table, cell, judged, within, recorder, "kpi_list")
        elif pair is not None and here is scope:
            recorder.verdicts.append(Verdict(*pair, solid(cell.text), met))


def _of_rows(table: Table, status: Cell) -> str:
    """What stands left of a status for just the rows of several KPIs that it judges together."""
    rows = (status.row, status.rowspan)
    cells = [c for col in range(status.col) if (c := table.at(status.row, col)) and (c.row, c.rowspan) == rows]
    return next((text_of(cell) for cell in cells if re.search(r"[一-龥ぁ-んァ-ヶ]{2}", cell.text)), "")


def _reject_unknown(table: Table, columns: ListColumns, recorder: Recorder) -> None:
    """Lists the figures of columns that give no facts, so that none is lost unseen."""
    for cell in table.cells:
        words = _NUMBERED_WORDS.match(solid(cell.text))
        if cell.col not in columns.unknown or cell.row < columns.first_row or words:
            continue
        if printed_figure(cell) is not None:
            recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _HEAD_UNKNOWN)


def _compare(
    table: Table,
    row: int,
    columns: ListColumns,
    shares: Mapping[int, Row],
    recorder: Recorder,
    targets: int,
    results: int,
) -> None:
    """Keeps what a row prints to compare its one target with its one result of the same year, for the checks, and lists
    what is no fact of its own.
    """
    pair = _pair_of_row(recorder, targets, results)
    for col, cell in _starting(table, row, columns.compared):
        figure, head = printed_figure(cell), columns.compared[col]
        if figure is None:
            continue
        if pair is not None and ATTAINED.search(head):
            by_rate = figure.unit == "%" and not re.search(r"差", head)
            if by_rate or re.search(r"差", head):
                recorder.comparisons.append(Comparison(*pair, figure, head, not by_rate, shares.get(col)))
        if col not in shares:
            recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _COMPARES)


def _pair_of_row(recorder: Recorder, targets: int, results: int) -> tuple[Row, Row] | None:
    """The one target and the one result of its year among the facts recorded since there were so many of each."""
    aims = recorder.of("kpi_target")[targets:]
    found = [fact for fact in recorder.of("kpi_actual")[results:] if fact["scope"] == "branch"]
    found = [fact for fact in found if aims and fact["fiscal_year"] == aims[0]["fiscal_year"]]
    return (aims[0], found[0]) if len(aims) == 1 and len(found) == 1 else None


def _judged(table: Table, status: Cell, name: Cell, first_row: int) -> str:
    """What a status judges: the work that the row says is to be done, also before its KPI in one cell, else the KPI."""
    if (planned := work_before(name)) is not None:
        return planned
    cells = {
        id(cell): cell
        for col in range(status.col)
        if (cell := table.at(status.row, col)) is not None
        and cell is not name
        and not any(_PROGRESS.search(solid(head.text)) for head in heads_over(table, col, first_row))
    }
    work = [text for cell in cells.values() if WORK.search(solid(text := text_of(cell)))]
    return max(work, key=len, default="" if is_blank(name.text) else text_of(name))


def _attained(
    table: Table, row: int, columns: ListColumns, name: str, scope: Scope, recorder: Recorder
) -> dict[int, Row]:
    """Records how much of its target a row says was reached; returns the facts by the column they stand in."""
    shares: dict[int, Row] = {}
    for col, cell in _starting(table, row, columns.compared):
        where = Locator(cell.place, table.index, cell.row, cell.col)
        fact = record_attainment(recorder, scope, where, cell, name, columns.compared[col])
        if fact is not None:
            shares[col] = fact
    return shares


def _count_people(table: Table, row: int, columns: ListColumns, name: str, scope: Scope, recorder: Recorder) -> None:
    """Records the counts of people or cases that a row prints beside its rate."""
    for col, cell in _starting(table, row, columns.counts):
        where = Locator(cell.place, table.index, cell.row, cell.col)
        record_count(recorder, scope, where, cell, name, columns.counts[col])


def _without_counts(
    table: Table, row: int, columns: ListColumns, name: KpiName, scope: Scope, recorder: Recorder
) -> list[tuple[int, Cell]]:
    """The results of a row, without the counts that it prints beside its rate, which are recorded as such."""
    results = _starting(table, row, columns.results)
    beside = [(cell, columns.results[col]) for col, cell in results]
    around = Naming(scope).caption_unit(name.text) if name.found is not None else None
    counts = counts_beside(name.found, name.printed_unit, beside, around)
    for col, cell in results:
        if cell in counts:
            where = Locator(cell.place, table.index, cell.row, cell.col)
            record_bare_count(recorder, scope, where, cell, name.text, columns.results[col])
    return [(col, cell) for col, cell in results if cell not in counts]


def _read_remarks(
    table: Table, row: int, columns: ListColumns, name: KpiName, scope: Scope, recorder: Recorder
) -> None:
    """Records what the remarks of a row say of its KPI; one with figures that are not understood is rejected."""
    for _, cell in _starting(table, row, columns.remarks):
        where = Locator(cell.place, table.index, cell.row, cell.col)
        figures = [figure for figure, _, _ in figures_in(solid(cell.text)) if figure.unit in ("位", name.unit)]
        if (figures or printed_figure(cell) is not None) and not read_remark(recorder, scope, where, cell, name):
            recorder.reject(where, cell.text, _HEAD_UNKNOWN)


def _starting(table: Table, row: int, cols: Iterable[int]) -> list[tuple[int, Cell]]:
    """The cells of these columns that begin in this row."""
    return [(col, cell) for col in cols if (cell := table.at(row, col)) is not None and cell.row == row]


def _own_target(
    table: Table, name: Cell, found: Match | None, columns: ListColumns, scope: Scope, recorder: Recorder
) -> int:
    year = scope.fiscal_year or scope.header.fiscal_year
    said = read_target(text_of(name), year, in_kpi_block=True)
    behind = _BEHIND.match(solid(name.text)) if said is None and columns.aims_in_brackets else None
    if behind is not None:
        aim = replace(name, blocks=[Paragraph([replace(name.lines[0], text=behind["aim"], pieces=())])])
        where = Locator(name.place, table.index, name.row, name.col)
        return record_target(recorder, scope, where, aim, replace(kpi_name(name, found), text=behind["name"]), year)
    return _stated_target(table, name, found, scope, recorder, year)


def _stated_target(
    table: Table, name: Cell, found: Match | None, scope: Scope, recorder: Recorder, year: int | None
) -> int:
    """Records the target of a year that a cell states in a sentence with the name of its KPI."""
    said = read_target(text_of(name), year, in_kpi_block=True)
    if said is None:
        return 0
    found = found or said.match
    recorder.add(
        "kpi_target",
        Locator(name.place, table.index, name.row, name.col),
        text_of(name),
        "kpi_list",
        doubt_in(name) or unsure(found),
        fiscal_year=year,
        kpi_code=found.kpi.code if found else None,
        kpi_text=text_of(name),
        comparator=said.comparator,
        target_value=said.value,
        unit=said.unit,
        source_part="kpi_list",
        section=scope.section_path,
        match_score=found.score if found else None,
        match_second=found.second if found else None,
        match=found.told(text_of(name), "the name beside the figure") if found else None,
    )
    return 1


def _result(
    table: Table,
    name: KpiName,
    cell: Cell,
    when: tuple[Cell | None, bool],
    label: Label,
    columns: ListColumns,
    scope: Scope,
    recorder: Recorder,
    beside: str = "",
) -> int:
    """Records one result of a row, with what says `when` it is of; `beside` is the month noted at the branch's own
    figure that it is compared with.
    """
    bare = out_of_brackets(cell) if label.prior else cell
    figure = printed_figure(bare)
    dates, of_own = when
    if figure is None or (dates is not None and dates is cell and not figure.unit):
        return 0
    note, prior = split_prior(note_behind(bare, figure))
    where = Locator(cell.place, table.index, cell.row, cell.col)
    if _BOUND.match(note):
        recorder.reject(where, cell.text, _AIM_AS_RESULT)
        return 0
    other = figure.unit not in (None, "%") and name.found is not None and not unit_fits(name.found.kpi, figure.unit)
    if other and (words := counted_words(cell, figure)):
        record_own_count(recorder, scope, where, cell, words, figure, label)
        return 0
    if _says_another(note, figure):
        name = replace(name, doubt=name.doubt or _SEVERAL_FIGURES)
    stamp = beside
    if dates is not None and dates is not cell:
        stamp, unread = stamp_in(dates.text)
        other_year = label.fiscal_year not in (None, scope.header.fiscal_year)
        unsure = _OF_WHICH if columns.unknown and other_year and not of_own else None
        name = replace(name, doubt=name.doubt or unread or unsure)
    if of_own and (label.prior or label.fiscal_year not in (None, scope.header.fiscal_year)):
        note, stamp = note + stamp, ""  # a bare month in a column of its own is of the year that the figure is
    if label.fiscal_year in (None, scope.header.fiscal_year):
        stamp += noted((name.text, label.text, cell.text), scope.notes)
    elif says_same_time(label):
        stamp += noted((name.text,), scope.notes)
    name, dated = date_result(name, label, note, stamp, scope, columns.results.values())
    record_result(recorder, scope, where, cell, name, figure, dated)
    if prior is not None and not dated.national:
        record_prior(recorder, scope, where, cell, name, prior, dated)
    return 1


def _when(table: Table, row: int, col: int, columns: ListColumns) -> tuple[Cell | None, bool]:
    """The cell that dates the result in column `col` of a row, and whether it dates that result alone."""
    dates = columns.dates.get(col)
    return (table.at(row, dates.col), dates.own) if dates is not None else (None, False)


def _name_of_year(stated: Mapping[int | None, Cell], year: int | None) -> KpiName | None:
    """The name of a row's KPI as the target of the year of a result states it."""
    cell = stated.get(year) if year is not None else None
    found = stated_in(cell, year) if cell is not None else None
    return kpi_name(cell, found) if cell is not None and found is not None else None


def _says_another(note: str, figure: Figure) -> bool:
    """Whether a figure of the same unit follows in a cell, as a result of another time or place would."""
    return any(other.unit is not None and other.unit == figure.unit for other, _, _ in figures_in(note))


def _note_of_branch(table: Table, row: int, columns: ListColumns, year: int | None) -> str:
    """The note with a month at the branch's own figure of a row (8月末), which is that of what it is compared with."""
    for col, cell in _starting(table, row, columns.results):
        label, figure = columns.results[col], printed_figure(cell)
        if figure is None or label.national or label.prior or label.fiscal_year not in (None, year):
            continue
        if month_named(note := note_behind(cell, figure), year):
            return note
    return ""


def kpi_name(cell: Cell, found: Match | None, unit: str | None = None) -> KpiName:
    """The name that a cell prints, and the unit in a column of its own."""
    other = OTHER_UNIT if found is not None and not unit_fits(found.kpi, unit) else None
    return KpiName(text_of(cell), found, doubt_in(cell) or other, printed_unit=unit)
