"""Statuses within a box of one activity: 評価 ◎ beside its title, or in the field that a label names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.catalogue import match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.legend import meaning_of
from extract.shapes.plan.plan_text import PartLabels
from extract.shapes.plan.sheet_fields import labelled_role
from extract.shapes.plan.status_marks import STATUS_WORD, Mark, read_mark
from extract.shapes.plan.symbols import SHAPES, one_of
from extract.shapes.tables.labelled.cells import doubt_in

_LABEL = re.compile(rf"(?:{STATUS_WORD})[::]?")
_LABELLED = re.compile(rf"(?:{STATUS_WORD})[::]?[(【\[]?(?P<symbol>{one_of(SHAPES)})[)】\]]?")
#: Labels of the field that says what was done.
_DONE = re.compile(r"(?:実施|取組|進捗|事業|活動)(?:の|した)?(?:状況|結果|実績|内容|取組)(?:等)?|実績|結果|成果")
_DASH = "－"
#: A longer text is no meaning in a legend.
_LONGEST_MEANING = 24
_OF_HEADING = "nothing in the box says what the symbol judges; taken for what the heading above it names"
_SEVERAL = "several statuses stand in one box; which part of it each judges is not certain"


@dataclass(frozen=True)
class Judgement:
    """A status and the cell that prints it."""

    cell: Cell
    mark: Mark


def read_status_boxes(table: Table, scope: Scope, recorder: Recorder) -> int:
    """Records the statuses of a box whose labels say that they are statuses; returns how many."""
    found = list(_judgements(table, scope))
    title = _title(table, found)
    section = " > ".join([*scope.section, *([title] if title else [])]) or None
    item = _kpi_beside(table, found) or _field(table, found) or title or scope.topic or ""
    far = None if title or item != scope.topic else _OF_HEADING
    for judgement in found:
        cell, doubt = judgement.cell, _SEVERAL if len(found) > 1 else None
        recorder.add(
            "plan_status",
            Locator(cell.place, table.index, cell.row, cell.col),
            cell.text,
            "status_box",
            doubt_in(cell)
            or doubt
            or judgement.mark.doubt
            or (far if item else "nothing in the box says what the symbol judges"),
            fiscal_year=scope.header.fiscal_year,
            period=scope.header.period,
            item_ja=item,
            symbol=judgement.mark.symbol,
            status=judgement.mark.status,
            section=section,
        )
    return len(found)


def _judgements(table: Table, scope: Scope) -> Iterator[Judgement]:
    """The statuses that labels say to be such: symbols, and words or letters in a box on a plan or progress."""
    labels = PartLabels(table)
    fields = any(labels.beside(cell) == "plan" or _DONE.fullmatch(_bare(cell)) for cell in table.cells)
    for cell in table.cells:
        text = solid(cell.text)
        labelled = _LABELLED.fullmatch(text)
        mark = read_mark(labelled["symbol"], scope.legend) if labelled else None
        if mark is None and _is_labelled(table, cell) and not _LABEL.fullmatch(text):
            said = read_mark(text, scope.legend)
            mark = said if said is not None and (fields or text in SHAPES) and said.symbol != _DASH else None
        if mark is not None and not _is_explained(table, cell):
            yield Judgement(cell, mark)


def _is_explained(table: Table, cell: Cell) -> bool:
    """Whether the cell beside a symbol says what it stands for, as a legend does."""
    beside = table.at(cell.row, cell.col + cell.colspan)
    text = solid(beside.text) if beside is not None else ""
    return len(text) <= _LONGEST_MEANING and meaning_of(text) is not None


def _is_labelled(table: Table, cell: Cell) -> bool:
    """Whether the cell left of a symbol or above it says that it is a status."""
    beside = (table.at(cell.row, cell.col - 1), table.at(cell.row - 1, cell.col))
    return any(other is not None and _LABEL.fullmatch(solid(other.text)) for other in beside)


def _title(table: Table, found: list[Judgement]) -> str | None:
    """The words of the first cell, unless that is a label or a status."""
    first = table.at(0, 0)
    if first is None or any(first is judgement.cell for judgement in found) or _is_label(first):
        return None
    if labelled_role(first) not in (None, "plan", "work"):
        return None
    return " ".join(first.text.split()) or None


def _kpi_beside(table: Table, found: list[Judgement]) -> str | None:
    """The name of the KPI in the row of the only status, before its label: 1 │ 健診実施率 │ 評価 │ ○."""
    if len(found) != 1:
        return None
    judged = found[0].cell
    ahead = [cell for cell in table.cells if cell.row == judged.row and cell.col < judged.col and not _is_label(cell)]
    known = match(solid(ahead[-1].text)) if ahead else None
    return tidy(ahead[-1].text) if known is not None and not known.alike_only else None


def _field(table: Table, found: list[Judgement]) -> str | None:
    """What the field on the activity's progress says, else the one on its plan."""
    fields = [cell for cell in table.cells if not _is_label(cell) and all(cell is not f.cell for f in found)]
    done = [cell for cell in fields if (label := table.at(cell.row, cell.col - 1)) and _DONE.fullmatch(_bare(label))]
    labels = PartLabels(table)
    planned = [cell for cell in fields if labels.beside(cell) == "plan"]
    return next((" ".join(cell.text.split()) for cell in (*done, *planned) if solid(cell.text)), None)


def _is_label(cell: Cell) -> bool:
    return bool(_DONE.fullmatch(_bare(cell)) or _LABEL.fullmatch(solid(cell.text)))


def _bare(cell: Cell) -> str:
    return solid(cell.text).strip("【】[]()・:")
