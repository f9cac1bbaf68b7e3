"""The labels beside and over the cell of each fact: what a fact set keeps of its document for those who ask later.

Reading a document again takes seconds; its labels are a few kilobytes. The worker writes them beside the facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from extract.document import Cell, Document, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.numbers import parse_figure
from extract.normalise.text import tidy
from extract.shapes.repair.columns.parts_apart import with_parts_apart
from extract.shapes.repair.whole.inline_grids import with_inline_grids
from extract.shapes.tables.labelled.stacked_rows import unstacked

HEADINGS_FILE = "headings.json"
#: A longer text beside a figure is no label of it.
_LABEL = 80

#: `table` (its index), `row` (labels left of the cell) and `column` (labels over it); empty outside of tables.
Headings = dict[str, Any]


class Labels:
    """The tables of one document as interpretation sees them, asked for the labels of many places."""

    def __init__(self, document: Document) -> None:
        """Nothing is looked at before the first question."""
        self._document = document

    def of(self, source_ref: str) -> Headings:
        """The labels of the cell that a place lies in."""
        home = self._cell_at(Locator.of(source_ref))
        if home is None:
            return {}
        table, cell = home
        return {"table": table.index, "row": _labels(_left_of(table, cell)), "column": _labels(_above(table, cell))}

    @cached_property
    def _tables(self) -> dict[int | None, list[Table]]:
        return {
            page.number: [with_parts_apart(unstacked(with_inline_grids(table))) for table in page.tables()]
            for page in self._document.pages
        }

    def _cell_at(self, where: Locator) -> tuple[Table, Cell] | None:
        """The innermost table and cell that hold a place."""
        best: tuple[Table, Cell] | None = None
        for table in self._tables.get(where.place.page, ()):
            if where.table == table.index and where.row is not None and where.col is not None:
                cell = table.at(where.row, where.col)
                return (table, cell) if cell is not None else None
            if where.table is None and table.place.touches(where.place):
                holding = [cell for cell in table.cells if cell.place.touches(where.place)]
                best = (table, holding[0]) if holding else best
        return best


def _left_of(table: Table, cell: Cell) -> Iterator[Cell]:
    for col in range(cell.col):
        beside = table.at(cell.row, col)
        if beside is not None:
            yield beside


def _above(table: Table, cell: Cell) -> Iterator[Cell]:
    for row in range(cell.row):
        over = table.at(row, cell.col)
        if over is not None:
            yield over


def _labels(cells: Iterator[Cell]) -> list[str]:
    texts = (tidy(cell.text) for cell in cells)
    return list(dict.fromkeys(t for t in texts if t and len(t) <= _LABEL and parse_figure(t) is None))


# ── beside the facts ─────────────────────────────────────────────────────────────────────────────────────────────────


def write_headings(folder: Path, document: Document, rows: Mapping[str, Iterable[Row]]) -> None:
    """Write the labels of all facts and rejects into their fact set; every text once."""
    labels = Labels(document)
    numbers: dict[str, int] = {}
    known: dict[str, Headings] = {}
    places: dict[str, list[Any]] = {}
    for row in (row for kind_rows in rows.values() for row in kind_rows):
        key = row.get("fact_id") or row.get("reject_id")
        if key is None:
            continue
        place = row["source_ref"]
        if place not in known:
            known[place] = labels.of(place)
        if found := known[place]:
            sides = [[numbers.setdefault(text, len(numbers)) for text in found[side]] for side in ("row", "column")]
            places[key] = [found["table"], *sides]
    written = {"texts": list(numbers), "places": places}
    (folder / HEADINGS_FILE).write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")


def read_headings(folder: Path) -> dict[str, Headings] | None:
    """The labels by fact or reject id; None where a fact set has none of its own (it could not be read)."""
    path = folder / HEADINGS_FILE
    if not path.exists():
        return None
    written = json.loads(path.read_text(encoding="utf-8"))
    texts = written["texts"]
    return {
        key: {"table": table, "row": [texts[i] for i in row], "column": [texts[i] for i in column]}
        for key, (table, row, column) in written["places"].items()
    }
