"""The target of the year in a grid of months: one cell over several months, in a row that says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.catalogue import match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.kpi_facts import record_target
from extract.shapes.tables.kpis.kpi_words import KpiName, printed_figure
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labelled.figures import TARGET_ROW

#: A cell over fewer months is an aim for these.
_FEWEST_MONTHS = 2


def read_year_target(
    table: Table,
    labels: Sequence[str],
    cells: Iterable[tuple[int, Cell]],
    year: int | None,
    scope: Scope,
    recorder: Recorder,
) -> bool:
    """Records the target that a row of a month grid prints once for the year, where one of the row's `labels` names its
    KPI; whether it did.
    """
    filled = list({id(cell): cell for _, cell in cells if solid(cell.text)}.values())
    if len(filled) != 1 or filled[0].colspan < _FEWEST_MONTHS or printed_figure(filled[0]) is None:
        return False
    named = next(((text, found) for text in labels if (found := match(solid(text), year)) is not None), None)
    if named is None or not any(TARGET_ROW.search(solid(text)) for text in labels if text is not named[0]):
        return False
    name = KpiName(solid(named[0]), named[1], doubt_in(filled[0]))
    where = Locator(filled[0].place, table.index, filled[0].row, filled[0].col)
    return bool(record_target(recorder, scope, where, filled[0], name, year, "".join(map(solid, labels))))
