"""Statuses in tables of KPIs of any build: a row or column that a label says to judge, for the KPI of its labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.document import Cell, Paragraph, Table
from extract.facts import Row
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.recorder import Recorder, Verdict
from extract.shapes.context import Scope
from extract.shapes.plan.status_marks import LONGEST, STATUS_WORD, read_mark
from extract.shapes.tables.kpis.attainment import verdict_in
from extract.shapes.tables.statuses.status_list import of_earlier_year, record_status

#: Why a status was given, in brackets behind it: ○（理由：案内を送った。）
_REASON = re.compile(r"(?P<status>[^()]{1,8})\((?:評価の?)?(?:理由|根拠|要因|コメント|説明|所見)[:、].*\)。?")
#: A question on a KPI.
_QUESTION = re.compile(
    r"(?:【(?P<part>[^【】]+)】)?(?P<name>[^【】。]+?)(?:について|に関して)の?[^。]{0,8}(?:回答|答え|記入|記載)[^。]{0,8}ください。?"
)
_LABEL = re.compile(rf"(?:.{{1,8}}年度)?(?:{STATUS_WORD})(?:\([^()]*\))?")


def read_grid_statuses(
    table: Table,
    labels_of: Callable[[Cell], Sequence[Cell]],
    name_of: Callable[[Sequence[Cell]], tuple[str, str] | None],
    scope: Scope,
    recorder: Recorder,
    before: tuple[int, int],
) -> int:
    """Records the statuses of a table of KPIs; returns how many.

    `labels_of` gives the labels of a cell, `name_of` the code and words of the KPI that they name; `before` is how many
    targets and results stood before the table: a word that only says whether a target was reached is kept for the
    checks of the two.
    """
    count = 0
    for cell in map(_without_reason, table.cells):
        if is_blank(cell.text) or len(solid(cell.text)) > LONGEST or read_mark(cell.text, scope.legend) is None:
            continue
        labels = labels_of(cell)
        if not any(_LABEL.fullmatch(solid(label.text)) for label in labels):
            continue
        named = name_of(labels)
        if named is None:
            continue
        code, name = named
        text = "".join(solid(label.text) for label in labels if solid(label.text) != solid(name))
        name, within = _asked(name, scope)
        met = verdict_in(cell, scope)
        pair = _pair(recorder, code, before)
        if met is None:
            count += record_status(table, cell, name, of_earlier_year(within, text), recorder, "kpi_grid")
        elif pair is not None:
            recorder.verdicts.append(Verdict(*pair, solid(cell.text), met))
    return count


def _asked(name: str, scope: Scope) -> tuple[str, Scope]:
    """What a question asks of, and the part in brackets before it (【健診】受診率についてお答えください)."""
    found = _QUESTION.fullmatch(name)
    if found is None:
        return name, scope
    return found["name"], scope.under(section=(*scope.section, found["part"])) if found["part"] else scope


def _without_reason(cell: Cell) -> Cell:
    """A cell without the reason in brackets behind its status."""
    found = _REASON.fullmatch(solid(cell.text))
    if found is None or not cell.lines or read_mark(found["status"], {}) is None:
        return cell
    return replace(cell, blocks=[Paragraph([replace(cell.lines[0], text=found["status"], pieces=())])])


def _pair(recorder: Recorder, code: str, before: tuple[int, int]) -> tuple[Row, Row] | None:
    """The one target of a KPI and the one result of its year among the facts of the table."""
    aims = [fact for fact in recorder.of("kpi_target")[before[0] :] if fact["kpi_code"] == code]
    found = [
        fact
        for fact in recorder.of("kpi_actual")[before[1] :]
        if fact["kpi_code"] == code and fact["scope"] == "branch"
    ]
    found = [fact for fact in found if len(aims) == 1 and fact["fiscal_year"] == aims[0]["fiscal_year"]]
    return (aims[0], found[0]) if len(found) == 1 else None
