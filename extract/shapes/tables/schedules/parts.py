"""Schedules whose columns are quarters or half-years instead of months."""

from __future__ import annotations

import re

from extract.document import Table
from extract.normalise.dates import FISCAL_MONTHS, PART_MONTHS, period_named
from extract.normalise.text import solid
from extract.shapes.tables.labelled.grids import Band, has_marks, is_figure_text, label_columns
from extract.shapes.tables.months.month_bands import month_body
from extract.shapes.tables.units import unit_named

_PART_HEAD = re.compile(r"(?:(?:第?[1-4](?:四半期|Q)|Q[1-4]|[上下](?:半)?期|\d{1,2}月?[~-]\d{1,2}月)[()]?)+")


_SPAN = re.compile(r"(\d{1,2})月?[・~、,-](\d{1,2})月(?:頃|中)?")
#: A heading names no more months than these.
_MOST_MONTHS = 6


def parts_band(table: Table) -> Band | None:
    """The table as a schedule whose columns are quarters or half-years and hold marks or words, or None."""
    for row in range(min(3, table.n_rows)):
        heads = {c.col: c for col in range(1, table.n_cols) if (c := table.at(row, col)) is not None and c.row == row}
        parts = {col: part for col, c in heads.items() if (part := _part_of(c.text)) is not None}
        if len(parts) < 2 or len(set(parts.values())) < len(parts) or _part_below(table, row, parts):
            continue
        body = month_body(table, row + 1, table.n_rows, list(parts))
        labels = label_columns(table, row, body, min(parts))
        band = Band(table, [row], body, labels, list(parts), parts=parts)
        return band if labels and len(body) == table.n_rows - row - 1 and _only_marks(table, band) else None
    return None


def months_named(text: str) -> tuple[int, ...]:
    """The months that a heading of a part of the year names (第1四半期, 4・5月) and nothing else; () where none is."""
    part = part_alone(text)
    if part is not None:
        return PART_MONTHS[part]
    span = _SPAN.fullmatch(solid(text))
    if span is None or not {int(span[1]), int(span[2])} <= set(FISCAL_MONTHS):
        return ()
    first, last = FISCAL_MONTHS.index(int(span[1])), FISCAL_MONTHS.index(int(span[2]))
    return FISCAL_MONTHS[first : last + 1] if 0 < last - first < _MOST_MONTHS else ()


def months_of(part: str) -> tuple[int, ...]:
    """The months of a part of the year by its name (Q1) or by its first and last month (4-5)."""
    return PART_MONTHS[part] if part in PART_MONTHS else months_named(f"{part}月")


def _part_of(text: str) -> str | None:
    """The part of the year that a heading names, None where none is: Q1, or 4-5 of what is no quarter."""
    months = months_named(text)
    return part_alone(text) or (f"{months[0]}-{months[-1]}" if months else None)


def _only_marks(table: Table, band: Band) -> bool:
    """Whether a schedule's cells hold marks and no figures, nor the units of figures to come."""
    cells = [table.at(row, col) for row in band.body for col in band.parts]
    texts = [cell.text for cell in cells if cell is not None]
    return has_marks(table, band) and not any(is_figure_text(text) or unit_named(text) for text in texts)


def part_alone(text: str) -> str | None:
    """The quarter or half-year that a heading names and nothing else (第1四半期, 4~6月, 下期), or None."""
    part = period_named(text)
    return part if part not in (None, "FY") and _PART_HEAD.fullmatch(solid(text)) else None


def _part_below(table: Table, row: int, parts: dict[int, str]) -> bool:
    """Whether the row below names smaller parts of the year."""
    cells = [table.at(row + 1, col) for col in parts] if row + 1 < table.n_rows else []
    return any(cell is not None and cell.row == row + 1 and part_alone(cell.text) for cell in cells)
