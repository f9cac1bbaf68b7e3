"""Ranks among figures by month: a row or a column 全国順位 beside those of a KPI."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extract.catalogue import Kpi
from extract.document import Cell, Table
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.tables.labelled.ranks import is_rank, read_rank
from extract.shapes.tables.labels import Label

_HEAD = "順位"


def stands_under_ranks(cell: Cell, *labels: Label) -> bool:
    """Whether a cell prints a rank, or one of the labels over or beside it says that it does."""
    return is_rank(cell) or any(_HEAD in label.text for label in labels)


def read_month_rank(
    table: Table,
    cell: Cell,
    scope: Scope,
    recorder: Recorder,
    kpi: Kpi | None,
    year: int | None,
    month: date | None,
    head: Label | None = None,
) -> None:
    """Records the rank that a cell prints, of a KPI in a year, as of a month where one is named; it is in doubt where
    no row beside it names the KPI, or its label (`head`) names last year as if for a second rank in brackets.
    """
    if kpi is not None:
        scope = replace(scope, kpis=(NamedKpi(kpi.code, None, kpi.name),))
    read_rank(table, cell, scope, recorder, head=head, year=year, as_of=month)
