"""How much of its target a KPI reached, printed beside the two: a figure of its own, no result of the KPI."""

from __future__ import annotations

import re

from extract.document import Cell
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.status_marks import status_words
from extract.shapes.tables.kpis.kpi_words import printed_figure
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labels import read_labels

_ATTAINMENT = re.compile(r"^(?:対?(?:KPI|目標)(?:の|に対する)?)?達成[率度](?:\(%\))?$")
#: The unit of what is attained, in brackets behind its name: it is not that of the rate.
_UNIT_BEHIND = re.compile(r"[(（](?:%|％|単位[:：].{1,4}|事業所|社|件|人|名|円|千円|日)[)）]$")


#: A name that tells only of whom a rate is.
_PEOPLE, _WHOSE = re.compile(r"(?:被保険者|被扶養者)(?:\(.*\))?"), "its name says only of whom it is, and not of what"


def is_attainment(head: str) -> bool:
    """Whether a heading says nothing but that its figures are rates of attainment (達成率, 目標達成率)."""
    return bool(_ATTAINMENT.match(head))


def verdict_in(cell: Cell, scope: Scope) -> bool | None:
    """Whether a word says that a target was reached (達成) or missed (未達成); None for any other status, and for words
    that the report's own legend makes statuses.
    """
    word = solid(cell.text).strip("()[]【】")
    if "達" not in word or word in scope.legend:
        return None
    status = status_words().get(word)
    return None if status is None else status != "in_progress_or_below"


def record_attainment(recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: str, head: str) -> Row | None:
    """Records the rate that a cell under `head` prints for the KPI of this name; None where it prints none."""
    figure = printed_figure(cell)
    if figure is None or figure.unit not in ("%", None) or not is_attainment(head):
        return None
    return recorder.add(
        "period_figure",
        where,
        cell.text,
        "attainment",
        doubt_in(cell) or (_WHOSE if _PEOPLE.fullmatch(solid(name)) else None),
        fiscal_year=read_labels([head], scope.fiscal_year).fiscal_year or scope.fiscal_year or scope.header.fiscal_year,
        measure_ja=f"{_UNIT_BEHIND.sub('', name)} {head}",
        kpi_code=None,
        period="FY" if scope.header.period in (None, "FY") else "YTD",
        dimension=None,
        value=figure.value,
        unit=figure.unit or "%",
        section=scope.section_path,
    )
