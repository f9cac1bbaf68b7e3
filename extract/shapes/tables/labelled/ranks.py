"""Ranks among the 47 branches: 12位, 46位(46位), 12位(前月10位), 12位 ※1月末."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extract.catalogue import catalogue, told_nearby
from extract.document import Cell, Paragraph, Table
from extract.locate import Locator
from extract.normalise.dates import fiscal_year_of, month_in_year, month_named
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labels import Label, read_label

_RANK = re.compile(
    r"^(?:全国(?:順位)?|(?:全国)?47支部中)?:?(?P<rank>\d{1,2})位(?:/47(?:支部)?中?)?(?:\((?P<when>[^()]*\d月[^()]*)\))?"
    r"(?:\((?:(?:前[年月回]|昨年)度?(?:同月|同期)?|(?:令和|R)(?:元|\d{1,2})年度?)?:?(?P<before>\d{1,2})位?\))?"
    r"(?:[※*](?P<noted>\d{1,2}月(?:末|診療分)(?:時点|現在)?))?$"
)
#: A rank where the heading alone says that it is one: 12, 12(15).
_BARE_RANK = re.compile(r"^(?P<rank>\d{1,2})(?P<when>)?(?:\((?P<before>\d{1,2})\))?(?P<noted>)?$")
#: What may follow a rank among remarks.
_AHEAD = re.compile(r"(?P<rank>(?:全国)\d{1,2}位(?:/47(?:支部)?中?)?(?:\([^()]*位\))?)(?:[。、※(]|$)")


_BRANCHES = 47
_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_YET = "a plan prints no rank of its own year; of which year this one is its headings do not say"
_WHICH_YEAR = "its heading names last year in brackets, as if it were that of a second rank in brackets"
_UNSURE = "which KPI its row names is not sure"
_MOVED = "stands outside of a column headed as ranks"


def is_rank(cell: Cell) -> bool:
    """Whether a cell prints a rank and nothing else."""
    return is_rank_text(cell.text)


def is_rank_text(text: str) -> bool:
    """Whether a text is a rank and nothing else."""
    return bool(_RANK.match(solid(text)))


def is_bare_rank(cell: Cell) -> bool:
    """Whether a cell prints a number that is a rank where its heading says so: one of 47, without a unit."""
    found = _BARE_RANK.match(solid(cell.text)) if cell.place.bbox is not None else None
    return found is not None and 1 <= int(found["rank"]) <= _BRANCHES


def rank_ahead(cell: Cell) -> Cell | None:
    """The rank that a remark begins with (全国9位(前年度11位)。…), as a cell of its own."""
    found = _AHEAD.match(solid(cell.text))
    if found is None or not cell.lines:
        return None
    return replace(cell, blocks=[Paragraph([replace(cell.lines[0], text=found["rank"], pieces=())])])


def is_moved_rank(cell: Cell) -> bool:
    """Whether a conversion set a rank into a column that is not headed as one of ranks."""
    return cell.place.bbox is None and is_rank(cell)


def read_rank(
    table: Table | None,
    cell: Cell,
    scope: Scope,
    recorder: Recorder,
    moved: bool = False,
    before: Cell | None = None,
    head: Label | None = None,
    year: int | None = None,
    as_of: date | None = None,
) -> None:
    """Records the rank a cell prints, for the KPI of its row; a cell with digits that is no rank is rejected.

    `table` is None where it stands on a line of text. `moved`: it stands outside of the column of ranks. `before`: the
    cell of a column of its own with last year's rank. `head`: what its headings say; a year that they name is the
    rank's, unless `year` is told; else it is of the report's. `as_of`: the month it is of, where the table tells.
    """
    text = solid(cell.text)
    if not text:
        return
    where = Locator(cell.place, table.index, cell.row, cell.col) if table else Locator(cell.place)
    placed = cell.place.bbox is not None  # a conversion sets other numbers into the column
    found = _RANK.match(text) or (_BARE_RANK.match(text) if placed else None)
    if not found:
        if re.search(r"\d", text):
            recorder.reject(where, cell.text, "a rank that is not of the form N位(N位)")
        return
    rank, previous = int(found["rank"]), int(found["before"]) if found["before"] else None
    kpis = list(dict.fromkeys(kpi.code for kpi in scope.kpis))
    doubt = doubt_in(cell) or (_MOVED if moved else None)
    if before is not None and (other := _RANK.match(solid(before.text)) or _bare(before)):
        doubt = doubt or doubt_in(before) or ("last year's rank is printed twice" if previous else None)
        previous = previous or int(other["rank"])
    if not 1 <= rank <= _BRANCHES or (previous is not None and not 1 <= previous <= _BRANCHES):
        doubt = "there are 47 branches"
    if len(kpis) != 1:
        doubt = doubt or "the row names no KPI, or several"
    elif not any(kpi.sure for kpi in scope.kpis):
        doubt = doubt or _UNSURE
    code = kpis[0] if kpis else None
    header = scope.header
    if head is not None and "(" in text:
        head = of_first_rank(head, header.fiscal_year)
    elif head is not None and head.prior and not without_brackets(head, header.fiscal_year).prior:
        doubt = doubt or _WHICH_YEAR
    when = found["when"] or found["noted"]
    year = year or (head.fiscal_year if head else None) or header.fiscal_year
    if header.is_plan and year == header.fiscal_year:
        doubt = doubt or _NOT_YET
    recorder.add(
        "kpi_rank",
        where,
        cell.text,
        "rank_cell",
        doubt,
        fiscal_year=year,
        kpi_code=code,
        match=told_nearby(code, scope.kpis[0].text, "the KPI of the row") if code else None,
        measure_ja=catalogue()[code].name if code else scope.topic,
        as_of=(month_named(when, year) if when else as_of or (_as_of(head, year) if head else None))
        or (header.as_of if year == header.fiscal_year else None),
        rank=rank,
        previous_rank=previous,
        section=scope.section_path,
    )


def _as_of(head: Label, year: int | None) -> date | None:
    """The month that a heading of ranks names, with a year or of theirs."""
    bare = head.bare_as_of
    return head.as_of or (month_in_year(year, bare) if bare is not None and year is not None else None)


def without_brackets(head: Label, year: int | None) -> Label:
    """What a label says of a rank that stands in no brackets: 全国順位(前年度) is over 12位(15位)."""
    return read_label(_BRACKETS.sub("", head.text), year)


def of_first_rank(head: Label, year: int | None) -> Label:
    """What a label says of the first of two ranks: of an earlier year is the one in brackets, 全国順位(前年度) over
    12位(15位).
    """
    dated = head.fiscal_year or (fiscal_year_of(head.as_of) if head.as_of else None)
    earlier = head.prior or (dated is not None and year is not None and dated < year)
    return without_brackets(head, year) if earlier else head


def _bare(cell: Cell) -> re.Match[str] | None:
    return _BARE_RANK.match(solid(cell.text)) if is_bare_rank(cell) else None
