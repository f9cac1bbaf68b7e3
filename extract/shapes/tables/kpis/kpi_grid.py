"""KPIs in tables of any build: every figure is what the labels above and beside it say together.

One label names the KPI, another says target, result or national average, some say when. So KPIs may run across, stand
over a small table each, or be split over two headings; a list with a column of names is read by `kpi_list`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extract.catalogue import Match, match
from extract.document import Cell, Paragraph, Table
from extract.locate import Locator
from extract.normalise.dates import PERIOD_ENDS, month_in_year
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.title_words import title_line
from extract.shapes.plan.status_marks import read_mark
from extract.shapes.remarks.footnotes import noted
from extract.shapes.tables.kpis.attainment import is_attainment, record_attainment
from extract.shapes.tables.kpis.cell_parts import is_role, name_and_target
from extract.shapes.tables.kpis.grid_statuses import read_grid_statuses
from extract.shapes.tables.kpis.kpi_dates import date_result
from extract.shapes.tables.kpis.kpi_facts import record_result, record_target
from extract.shapes.tables.kpis.kpi_words import (
    AIM_WORDS,
    COMPARED,
    EXPLAINS,
    RESULT_HEAD,
    TARGET_HEAD,
    KpiName,
    branch_of_head,
    main_head,
    note_behind,
    printed_figure,
    states_target,
    text_of,
)
from extract.shapes.tables.kpis.list_dates import date_beside, stamp_in
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.kpis.prior_values import record_prior, split_prior
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.labelled.ranks import is_rank_text, read_rank
from extract.shapes.tables.labels import Label, read_label, read_labels, year_unread

_RANK = re.compile(r"^(?:全国)?\d{1,2}位")
_AIM_ON_PRIOR = re.compile(r"[)\]〕]以[上下]")
#: A figure with a bare one in brackets behind it, and what a label says in brackets of such.
_AND_BARE = re.compile(r"[^()]*\d[^()]*\([△▲-]?\d[\d,.]*[^\d()]{0,4}\)")
_BRACKETS_LAST = re.compile(r"(?<=.)\((?P<words>[^()]+)\)$")
#: Units in which words of a time may hold digits.
_NO_FIGURE = (None, "日", "か月", "回", "位")
#: A cell longer than this is text, and its table no table of figures.
_LONGEST = 90
#: What a label says that its figures are, first match wins; None of words about figures.
_ROLES: tuple[tuple[str | None, Callable[[str], object]], ...] = (
    ("compared", COMPARED.search),
    ("rank", re.compile("順位").search),
    (None, states_target),
    ("target", TARGET_HEAD.search),
    ("result", RESULT_HEAD.search),
    (None, EXPLAINS.search),
)
_BOTH = re.compile(r"目標値?(?:と|及び|および|・|[/／])実績|実績値?(?:と|及び|および|・|[/／])目標")
#: So many ranks of one KPI are that of this year and that of last.
_THIS_AND_LAST = 2
_NO_ROLE = "a figure in a table of KPIs whose headings do not say what it is"


@dataclass(frozen=True)
class Reading:
    """What the labels of one cell say: the KPI's name, and what is left of them."""

    cell: Cell
    name: KpiName
    said: tuple[str, ...]
    label: Label
    branch: str | None = None  # whose the labels say that it is: own, other
    behind: str = ""  # what a label in brackets says of the figure in brackets behind it: 実績(前年度)

    @property
    def role(self) -> str | None:
        """target, result, rank or compared; None where no label says it. The label nearest to the figure decides.

        What another branch reached is there to compare; a group of them has no role in such a table.
        """
        if self.label.of_group:
            return None
        if self.branch == "other":
            return "compared"
        if _RANK.match(solid(self.cell.text)):
            return "rank"
        for text in reversed(self.said):
            if _BOTH.search(text):
                continue  # 目標と実績 over rows of their own: which of the two a figure is it does not say
            said = next((role for role, says in _ROLES if says(text)), "")
            if said != "":
                return said
        figure = printed_figure(self.cell)
        dated = figure is not None and read_label(note_behind(self.cell, figure), None).says_when
        return "result" if self.branch or self.label.says_when or self.label.national or dated else None


def read_kpi_grid(table: Table, scope: Scope, recorder: Recorder) -> int:
    """Records the targets, results and ranks of a table whose labels name KPIs and say where a target stands, or whose
    figures each is: the branch's or the nation's.

    Returns how many were recorded; 0 where the table is none of this kind.
    """
    if table.n_cols == 1 or any(len(solid(cell.text)) > _LONGEST or cell.tables for cell in table.cells):
        return 0
    readings = list(_readings(table, scope))
    targets = any(reading.role == "target" for reading in readings)
    sides = {"nation" if reading.label.national else reading.branch for reading in readings}
    if not targets and not ({"own", "nation"} <= sides and all(reading.role for reading in readings)):
        return 0
    if not targets and 2 * len(readings) < sum(is_figure_text(cell.text) for cell in table.cells):
        return 0  # a table of other figures, one of them a KPI
    before = len(recorder.of("kpi_target")), len(recorder.of("kpi_actual"))
    count = sum(_record_title(table, cell, scope, recorder) for cell in table.cells)
    before_of = _earlier_ranks(readings, scope)
    paired = {id(cell) for cell in before_of.values()}
    for reading in readings:
        beside = [other.label for other in readings if other.name.code == reading.name.code]
        if id(reading.cell) not in paired:
            count += _record(table, reading, beside, scope, recorder, before_of.get(id(reading.cell)))
    year = scope.fiscal_year or scope.header.fiscal_year
    labels_of, name_of = partial(_labels_around, table), partial(_named_by, table, scope, year)
    return count + read_grid_statuses(table, labels_of, name_of, scope, recorder, before)


def _labels_around(table: Table, cell: Cell) -> list[Cell]:
    return [*_labels(table, cell, across=False), *_labels(table, cell, across=True)]


def _named_by(table: Table, scope: Scope, year: int | None, labels: Sequence[Cell]) -> tuple[str, str] | None:
    """The code and words of the KPI that labels, or the line above the table, name."""
    of_line, until = _name_above(table, scope, year)
    named = _name(labels, year) or (of_line if all(label.row < until for label in labels) else None)
    return (named[0].kpi.code, without_mark(named[2])) if named is not None else None


def _record_title(table: Table, cell: Cell, scope: Scope, recorder: Recorder) -> int:
    """Records the target in brackets behind the name of a KPI that stands over the whole table."""
    year = scope.fiscal_year or scope.header.fiscal_year
    aimed = name_and_target(solid(cell.text)) if _is_title(table, cell) else None
    found = _match(aimed[0], year) if aimed is not None else None
    if aimed is None or found is None:
        return 0
    target = replace(cell, blocks=[Paragraph([replace(cell.lines[0], text=aimed[1].value, pieces=())])])
    where = Locator(cell.place, table.index, cell.row, cell.col)
    of_year = read_label(aimed[1].label, year).fiscal_year or year
    return record_target(recorder, scope, where, target, KpiName(aimed[0], found, doubt_in(cell)), of_year)


def _earlier_ranks(readings: Sequence[Reading], scope: Scope) -> dict[int, Cell]:
    """By the cell of a rank that of last year, which a label of its own heads: 全国順位, below it 前年同期の順位.

    Beside figures of its year a rank is one of that year: 令和5年度 | 61.9% | 12位, below it 令和6年度 | 61.4% | 15位.
    """
    ranks = [reading for reading in readings if reading.role == "rank" and _RANK.match(solid(reading.cell.text))]
    year = scope.fiscal_year or scope.header.fiscal_year
    earlier = [rank for rank in ranks if rank.label.prior or (rank.label.fiscal_year or year) != year]
    found: dict[int, Cell] = {}
    for rank in earlier:
        place = rank.cell
        aligned = [other for other in ranks if other.cell.row == place.row or other.cell.col == place.col]
        same = [other for other in aligned if other.name.code == rank.name.code]
        now = [other for other in same if not any(other is one for one in earlier)]
        if len(now) == 1 and _stands_by_figures(rank, now[0], readings):
            continue
        if len(now) == 1 and len(same) == _THIS_AND_LAST and _is_last_year(rank.label, year):
            found[id(now[0].cell)] = rank.cell
    return found


def _stands_by_figures(rank: Reading, now: Reading, readings: Sequence[Reading]) -> bool:
    """Whether the line that parts a rank from that of this year holds targets or results of its KPI as well."""
    down = rank.cell.col == now.cell.col
    beside = [other for other in readings if other.role in ("target", "result") and other.name.code == rank.name.code]
    return any((other.cell.row == rank.cell.row) if down else (other.cell.col == rank.cell.col) for other in beside)


def _is_last_year(label: Label, year: int | None) -> bool:
    """Whether a label names the year before, or what was a year before."""
    return label.prior if label.fiscal_year is None else year is not None and label.fiscal_year == year - 1


def _record(
    table: Table, reading: Reading, beside: Sequence[Label], scope: Scope, recorder: Recorder, before: Cell | None
) -> int:
    """Records one figure; `before` is the cell with last year's rank of a rank."""
    cell, label, name = reading.cell, reading.label, reading.name
    where = Locator(cell.place, table.index, cell.row, cell.col)
    role = reading.role
    if unread := label.unread_year or (scope.unread_year if not label.fiscal_year else None):
        recorder.reject(where, cell.text, year_unread(unread))
        return 0
    if role == "compared":
        head = next((text for text in reversed(reading.said) if is_attainment(text)), "")
        record_attainment(recorder, scope, where, cell, name.text, head)
        return 0
    if role == "rank":
        kpis = (NamedKpi(name.code, None, name.text),) if name.code else ()
        year = label.fiscal_year or scope.fiscal_year or scope.header.fiscal_year
        end = month_in_year(year, PERIOD_ENDS[label.period]) if year and label.period in PERIOD_ENDS else None
        read_rank(table, cell, scope.under(kpis=kpis), recorder, before=before, head=label, as_of=end)
        return 1
    if role == "target":
        year = None if label.prior else label.fiscal_year
        return record_target(recorder, scope, where, cell, name, year or scope.fiscal_year, "".join(reading.said))
    figure = printed_figure(cell)
    if role is None or figure is None:
        recorder.reject(where, cell.text, _NO_ROLE)
        return 0
    behind = note_behind(cell, figure)
    note, prior = split_prior(f"({reading.behind}{behind[1:]}" if reading.behind else behind)
    of_report = label.fiscal_year in (None, scope.header.fiscal_year)
    stamp = noted((name.text, *reading.said, cell.text), scope.notes) if of_report else ""
    if of_report and not label.prior and not label.says_when:
        said, unread = stamp_in(date_beside(table, cell))
        stamp, name = said + stamp, replace(name, doubt=name.doubt or unread)
    name, dated = date_result(name, label, note, stamp, scope, beside)
    record_result(recorder, scope, where, cell, name, figure, dated)
    if prior is not None and not dated.national:
        record_prior(recorder, scope, where, cell, name, prior, dated)
    return 1


def _readings(table: Table, scope: Scope) -> Iterator[Reading]:
    """Every figure of the table whose labels, or the line above the table, name a KPI."""
    year = scope.fiscal_year or scope.header.fiscal_year
    of_line, until = _name_above(table, scope, year)
    for cell in table.cells:
        if not _is_value(cell) or _match(text_of(cell), year):
            continue
        labels = _labels_around(table, cell)
        named = _name(labels, year) or (of_line if cell.row < until else None)
        if named is None:
            continue
        found, used, text = named
        heads = [solid(other.text) for other in labels if other not in used]
        behind = _of_brackets(cell, heads)
        heads = [head.removesuffix(f"({behind})") for head in heads] if behind else heads
        said = tuple(map(main_head, heads)) + _own_label(cell)
        doubt = next((d for other in [*labels, cell] if (d := doubt_in(other))), None)
        branch = next((whose for text in said if (whose := branch_of_head(text, scope))), None)
        named_so = KpiName(without_mark(text), found, doubt)
        yield Reading(cell, named_so, said, read_labels(said, year), branch, behind)


def _of_brackets(cell: Cell, heads: Sequence[str]) -> str:
    """The words for last year in the brackets of a label, where the cell prints a figure and one in brackets."""
    if not _AND_BARE.fullmatch(solid(cell.text)):
        return ""
    found = (_BRACKETS_LAST.search(head) for head in heads)
    words = (one["words"] for one in found if one is not None)
    return next((text for text in words if read_label(text, None).prior), "")


def _own_label(cell: Cell) -> tuple[str, ...]:
    """The words before the figure in its own cell, where they say what it is: 目標66.0%以上.

    Those of a target that is last year's figure, 前年度実績(1.05%)以下, are part of it.
    """
    figure, text = printed_figure(cell), solid(cell.text)
    if _AIM_ON_PRIOR.search(text):
        return ()
    label = text[: text.index(figure.text)] if figure is not None and figure.text in text else ""
    return (label,) if label and is_role(label) else ()


def _is_value(cell: Cell) -> bool:
    text = solid(cell.text)
    if AIM_WORDS.fullmatch(text) or is_rank_text(text):
        return True  # 1位(前年度29位) as well, whose brackets say when
    figure = None if is_blank(text) else printed_figure(cell)
    if figure is not None and read_label(text, None).says_when and parse_figure(text) is None:
        return figure.unit not in _NO_FIGURE  # 61.3%(9月末) and 前年同月58.2% are figures, 4~9月 is none
    return bool(_RANK.match(text)) or figure is not None


def _labels(table: Table, cell: Cell, across: bool) -> list[Cell]:
    """Labels above the cell (`across`: left of it), outermost first: those up to the next figures beyond them.

    A figure that spans more columns than the cell is one of the whole table, and beyond it stands its name.
    """
    found: list[Cell] = []
    lines = range(cell.col, cell.col + cell.colspan) if not across else range(cell.row, cell.row + cell.rowspan)
    start = cell.col if across else cell.row
    for step in range(start - 1, -1, -1):
        others = [table.at(line, step) if across else table.at(step, line) for line in lines]
        if not across and (first := table.at(step, 0)) is not None and _is_title(table, first):
            others = [first]  # a line of words over the rows below it, wherever its cell ends
        texts = [o for o in others if o is not None and not is_blank(o.text) and read_mark(o.text, {}) is None]
        values = [other for other in texts if _is_value(other) and _match(text_of(other), None) is None]
        if values and found and (across or not all(other.colspan > cell.colspan for other in values)):
            if across or not all(map(partial(_is_title, table), found)):
                break
            continue  # a title over some rows: what heads the columns stands above the figures before it
        if found and not across and all(map(partial(_is_title, table), found)):
            texts = [other for other in texts if not _is_title(table, other)]
        found += [other for other in texts if other not in values and other not in found]
    return found[::-1]


def _is_title(table: Table, cell: Cell) -> bool:
    """Whether a cell stands alone in its row, over the whole table or the rows below it."""
    if cell.col != 0 or table.n_cols < 2:
        return False
    beside = (table.at(cell.row, col) for col in range(cell.colspan, table.n_cols))
    return all(other is None or other is cell or is_blank(other.text) for other in beside)


def _name(labels: Sequence[Cell], year: int | None) -> tuple[Match, list[Cell], str] | None:
    """The KPI that one label names, or two together (被保険者 | 特定保健指導実施率), with the labels used."""
    alone = [(found, [cell], text_of(cell)) for cell in labels if (found := _match(text_of(cell), year))]
    if alone and (best := max(alone, key=lambda named: (named[0].sure, named[0].score)))[0].sure:
        return best
    for i, outer in enumerate(labels):
        for inner in labels[i + 1 :]:
            text = text_of(outer) + text_of(inner)
            if (found := _match(text, year)) and (found.sure or not alone):
                return found, [outer, inner], text
    return best if alone else None


def _name_above(table: Table, scope: Scope, year: int | None) -> tuple[tuple[Match, list[Cell], str] | None, int]:
    """The KPI that the line above a table names, and the row up to which it does: that of the first title that stands
    over some rows and names another. None where any other cell names another for a part of the table.
    """
    named = _name_of_line(scope, year)
    if named is None:
        return None, 0
    inside = ((cell, found) for cell in table.cells if not _is_value(cell) and (found := _match(text_of(cell), year)))
    others = [cell for cell, found in inside if found.kpi.code != named[0].kpi.code]
    until = min((cell.row for cell in others), default=table.n_rows)
    return (named, until) if all(_is_title(table, cell) for cell in others) else (None, 0)


def _name_of_line(scope: Scope, year: int | None) -> tuple[Match, list[Cell], str] | None:
    """The KPI that the line or heading right above the table names."""
    text = title_line(scope) or scope.topic or ""
    found = _match(text, year)
    return (found, [], text) if found else None


def _match(text: str, year: int | None) -> Match | None:
    plain = solid(text)
    if not 4 <= len(plain) <= _LONGEST:
        return None
    found = match(plain, year)
    return found if found is not None and not found.alike_only else None
