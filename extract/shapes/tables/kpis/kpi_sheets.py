"""The KPIs of a sheet of labels and what they stand for: each as a small table of its own, its name over its figures.

指標   │ 健康宣言事業所数                          健康宣言事業所数
目標値 │ 900事業所以上 │ 9月末実績 │ 912事業所  →  目標値     900事業所以上
                                                   9月末実績  912事業所
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import Block, Cell, Line, Paragraph, Table
from extract.normalise.numbers import figures_in, is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.plan.sheet_fields import Field, Sheet
from extract.shapes.plan.status_tails import status_tail
from extract.shapes.tables.kpis.cell_parts import is_labelled_figures, parts_of
from extract.shapes.tables.kpis.kpi_words import AIM_WORDS, RESULT_HEAD, TARGET_HEAD, text_of
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.labelled.ranks import is_rank_text
from extract.shapes.tables.labels import read_label

_SHORTEST, _LONGEST_NAME, _LONGEST_FIGURE = 4, 80, 40
#: So many things are said of a KPI in its sheet at the least.
_LEAST_TOLD = 2
_OF_TARGET = "it stands behind a target with a time of its own; whether it is a target or a result no words say"
_ROLES = ("kpi", "done", "status")


def under_name(table: Table, sheets: Sequence[Sheet], scope: Scope) -> Sequence[Sheet]:
    """The one sheet of a table that names no KPI itself under the line above the table, if that does."""
    year = scope.fiscal_year or scope.header.fiscal_year
    only = sheets[0] if len(sheets) == 1 else None
    if only is None or only.title is not None or not scope.caption or not any(f.role == "kpi" for f in only.fields):
        return sheets
    name = Cell(0, 0, [Paragraph([Line(without_mark(scope.caption[-1]), table.place)])], place=table.place)
    unnamed = not any(names_kpi(field.cell, year) for field in only.fields)
    return [replace(only, title=name)] if unnamed and names_kpi(name, year) else sheets


def kpi_tables(table: Table, sheet: Sheet, year: int | None, statuses: bool = True) -> list[Table]:
    """A table for each KPI that a sheet names beside its figures, with its `statuses` if these are of the KPI; none
    where it names none.
    """
    parts = [(name, [f for f in fields if statuses or f.role != "status"]) for name, fields in _parts(sheet, year)]
    return [_table(table, *part) for part in parts if any(field.role == "kpi" for field in part[1])]


def is_kpi_sheet(sheet: Sheet, year: int | None) -> bool:
    """Whether a sheet names a KPI and says two things or more of it, and holds no field but such."""
    named = {id(field.cell) for field in sheet.fields if names_kpi(field.cell, year)}
    rest = [field for field in sheet.fields if id(field.cell) not in named and not is_blank(field.cell.text)]
    return _told(sheet, year) == len(rest) >= _LEAST_TOLD


def tells_of_kpi(sheet: Sheet, year: int | None) -> bool:
    """Whether a sheet names a KPI and says two things or more of it, whatever else it holds."""
    return _told(sheet, year) >= _LEAST_TOLD


def holds_figures(sheet: Sheet) -> bool:
    """Whether a sheet prints two figures or more that its labels say are those of a KPI."""
    return sum(field.role == "kpi" and _is_figure(field) for field in sheet.fields) >= _LEAST_TOLD


def _told(sheet: Sheet, year: int | None) -> int:
    return sum(len(fields) for _, fields in _parts(sheet, year))


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
    if field.role == "done":  # beside results stand words on what was done, and what these count is no result
        return parse_figure(text) is not None or is_labelled_figures(text)
    return field.role == "status" or bool(figures_in(text)) or bool(AIM_WORDS.fullmatch(text))


def _name(cell: Cell) -> str:
    tail = status_tail(text_of(cell), {})
    return solid(tail.words if tail is not None else text_of(cell))


def _table(table: Table, name: Cell, fields: Sequence[Field]) -> Table:
    title = replace(name, row=0, col=0, rowspan=1, colspan=2)
    if name.lines:
        title = replace(title, blocks=[Paragraph([replace(name.lines[0], text=_name(name), pieces=())])])
    pairs = [pair for field in fields for pair in _pairs(field)]
    cells = [title]
    for row, (label, value) in enumerate(pairs, 1):
        cells.append(replace(label, row=row, col=0, rowspan=1, colspan=1))
        cells.append(replace(value, row=row, col=1, rowspan=1, colspan=1))
    return Table(table.index, len(pairs) + 1, 2, cells, table.place)


def _pairs(field: Field) -> list[tuple[Cell, Cell]]:
    """The label and the figure of a field; of one with more figures in brackets behind it, 0.97%(全国平均1.10%、14位),
    each of them under the words of both. Last year's figure alone stays with the result that it is compared with.
    """
    whole = field.role == "status" or is_rank_text(field.cell.text)  # 12位(前年度9位) is read as one
    parts = () if whole else parts_of(field.cell.text)
    behind = parts[1:]
    of_prior = len(behind) == 1 and read_label(behind[0].label, None).prior
    if not behind or parts[0].label or of_prior or not all(part.head for part in behind):
        return [(field.label, field.cell)]
    first = field.cell.lines[0]
    out = []
    of_target = bool(TARGET_HEAD.search(solid(field.label.text)))
    for part in parts:
        more = [Line(part.head, field.cell.place)] if part.head else []
        role = of_target and bool(RESULT_HEAD.search(part.head))  # what it says itself, and no target
        words: list[Block] = [Paragraph(more if role else [*field.label.lines, *more])]
        unsaid = of_target and not role and read_label(part.head, None).says_when
        doubt = first.doubt or (_OF_TARGET if unsaid else None)
        said: list[Block] = [Paragraph([replace(first, text=part.value, pieces=(), doubt=doubt)])]
        out.append((replace(field.label, blocks=words), replace(field.cell, blocks=said)))
    return out
