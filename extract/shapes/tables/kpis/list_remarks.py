"""Remarks in KPI lists that print figures of the KPI of their row: 全国順位12位(前年度15位), 全国平均57.9%."""

from __future__ import annotations

from extract.document import Cell
from extract.locate import Locator
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.kpi_words import KpiName
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.text.clause_words import CHANGE, COMPARE, FIGURE, RANK, words_of
from extract.shapes.text.kpi_clauses import Statement, read_clauses

IN_REMARK = "printed among remarks, beside other figures of its KPI"
_MOST_BRANCHES = 47


def read_remark(recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: KpiName) -> bool:
    """Records what a remark says of the KPI of this name; whether every figure and rank in it was understood.

    All of it is flagged: the KPI is that of the row, and mostly the time is that of the report.
    """
    if name.found is None or not name.found.sure:
        return False
    text = solid(cell.text)
    words = words_of(text, scope.fiscal_year)
    counted = sum(word.sign in (FIGURE, RANK) for word in words)
    if not counted or any(word.sign in (CHANGE, COMPARE) for word in words):
        return False
    reading = read_clauses(f"{name.found.kpi.name}は、{text}", scope.header, scope.fiscal_year, ())
    said = reading.stated
    whose = {statement.subject.match.kpi.code for statement in said}
    plain = all(s.kind == "rank" or s.national or _is_dated(s, scope) for s in said)
    if reading.unread or len(said) != counted or whose != {name.code} or not plain:
        return False
    for statement in said:
        _record(recorder, scope, where, cell, name, statement)
    return True


def _is_dated(said: Statement, scope: Scope) -> bool:
    """Whether a figure of the branch is of another time than the row's own, which no words date."""
    return said.kind == "result" and (said.time.year, said.time.as_of) != (
        scope.header.fiscal_year,
        scope.header.as_of,
    )


def _record(recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: KpiName, said: Statement) -> None:
    rank, previous = said.rank or (None, None)
    doubt = doubt_in(cell) or name.doubt or said.doubt or IN_REMARK
    shared = {"fiscal_year": said.time.year, "kpi_code": name.code, "section": scope.section_path}
    if said.kind == "rank":
        fits = (
            rank is not None and 1 <= rank <= _MOST_BRANCHES and (previous is None or 1 <= previous <= _MOST_BRANCHES)
        )
        recorder.add(
            "kpi_rank",
            where,
            cell.text,
            "list_remark",
            doubt if fits else "there are 47 branches",
            **shared,
            match=name.columns["match"],
            measure_ja=said.subject.match.kpi.name,
            as_of=said.time.as_of or scope.header.as_of,
            rank=rank,
            previous_rank=previous,
        )
        return
    figure = said.figure
    recorder.add(
        "kpi_actual",
        where,
        cell.text,
        "list_remark",
        doubt,
        **{**name.columns, **shared, "kpi_text": tidy(name.text)},
        as_of=said.time.as_of,
        basis="full_year" if said.time.full_year else None,
        value=figure.value if figure else None,
        unit=(figure.unit if figure else None) or name.unit,
        provisional=said.provisional,
        scope="national_average" if said.national else "branch",
    )
