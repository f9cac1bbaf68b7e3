"""The KPIs of a sheet of labels and what they stand for: each as a small table of its own, its name over its figures.

指標   │ 健康宣言事業所数                          健康宣言事業所数
目標値 │ 900事業所以上 │ 9月末実績 │ 912事業所  →  目標値     900事業所以上
                                                   9月末実績  912事業所
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import Cell, Paragraph, Table
from extract.normalise.numbers import figures_in, is_blank
from extract.normalise.text import solid
from extract.shapes.plan.sheet_fields import Field, Sheet
from extract.shapes.plan.status_tails import status_tail
from extract.shapes.tables.kpi_facts import AIM_WORDS, text_of

_SHORTEST, _LONGEST_NAME, _LONGEST_FIGURE = 4, 80, 40
_ROLES = ("kpi", "done", "status")


def kpi_tables(table: Table, sheet: Sheet, year: int | None, statuses: bool = True) -> list[Table]:
    """A table for each KPI that a sheet names beside its figures, with its `statuses` if these are of the KPI; none
    where it names none.
    """
    parts = [(name, [f for f in fields if statuses or f.role != "status"]) for name, fields in _parts(sheet, year)]
    return [_table(table, *part) for part in parts if any(field.role == "kpi" for field in part[1])]


def is_kpi_sheet(sheet: Sheet, year: int | None) -> bool:
    """Whether a sheet names a KPI and says two things or more of it, and holds no field but such."""
    parts = list(_parts(sheet, year))
    told = sum(len(fields) for _, fields in parts)
    named = {id(field.cell) for field in sheet.fields if names_kpi(field.cell, year)}
    rest = [field for field in sheet.fields if id(field.cell) not in named and not is_blank(field.cell.text)]
    return bool(parts) and told >= 2 and told == len(rest)


def names_kpi(cell: Cell, year: int | None) -> bool:
    """Whether a cell is the name of a KPI."""
    text = _name(cell)
    if not _SHORTEST <= len(text) <= _LONGEST_NAME or text.endswith("。"):
        return False
    found = match(text, year)
    return found is not None and not found.alike_only


def _parts(sheet: Sheet, year: int | None) -> Iterator[tuple[Cell, list[Field]]]:
    """Every cell that names a KPI, and the fields behind it that hold figures or statuses."""
    name = sheet.title if sheet.title is not None and names_kpi(sheet.title, year) else None
    part: list[Field] = []
    for field in sheet.fields:
        if field.role in ("kpi", "work") and names_kpi(field.cell, year):
            if name is not None and part:
                yield name, part
            name, part = field.cell, []
        elif name is not None and _is_figure(field):
            part.append(field)
    if name is not None and part:
        yield name, part


def _is_figure(field: Field) -> bool:
    text = solid(field.cell.text)
    if field.role not in _ROLES or is_blank(text) or len(text) > _LONGEST_FIGURE or text.endswith("。"):
        return False
    return field.role == "status" or bool(figures_in(text)) or bool(AIM_WORDS.fullmatch(text))


def _name(cell: Cell) -> str:
    tail = status_tail(text_of(cell), {})
    return solid(tail.words if tail is not None else text_of(cell))


def _table(table: Table, name: Cell, fields: Sequence[Field]) -> Table:
    title = replace(name, row=0, col=0, rowspan=1, colspan=2)
    if name.lines:
        title = replace(title, blocks=[Paragraph([replace(name.lines[0], text=_name(name), pieces=())])])
    cells = [title]
    for row, field in enumerate(fields, 1):
        cells.append(replace(field.label, row=row, col=0, rowspan=1, colspan=1))
        cells.append(replace(field.cell, row=row, col=1, rowspan=1, colspan=1))
    return Table(table.index, len(fields) + 1, 2, cells, table.place)
