"""Results of a KPI in rows of their own beside its name, each with its label, as one cell beside the name.

指標      │ 目標       │ 結果
──────────┼────────────┼──────────────
          │            │ R5年度  57.1%
受診率    │ 60.0%以上  │ R6年度  58.4%
          │            │ 全国    56.2%

Rules part these rows, or those of another column run through them; what belongs together the names and the labels say,
which begin anew with each name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import BBox, Cell, Paragraph, Table, place_of
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.kpis.cell_parts import Part, labelled_figure
from extract.shapes.tables.kpis.kpi_words import RESULT_HEAD

#: So many names with results in rows, and so many rows beside one, are no chance.
_GROUPS, _ROWS = 2, 2

Entry = tuple[Cell, Part]


def with_results_together(table: Table) -> Table:
    """The table with such results as one cell beside each name; itself where there are none."""
    if not table.has_places or table.holds_tables:
        return table
    for col in range(1, table.n_cols):
        groups = _groups(table, col)
        if len(groups) >= _GROUPS:
            gone = {id(cell) for group in groups for cell, _ in group}
            kept = [cell for cell in table.cells if id(cell) not in gone]
            cells = [*kept, *(_joined([cell for cell, _ in group]) for group in groups)]
            table = replace(table, cells=sorted(cells, key=lambda cell: (cell.row, cell.col)))
    return table


def _groups(table: Table, col: int) -> list[list[Entry]]:
    """The labelled results of a column by the name they stand beside; none where one of them stands beside another."""
    own = sorted((cell for cell in table.cells if cell.col == col and not is_blank(cell.text)), key=lambda c: c.row)
    if not any(RESULT_HEAD.search(solid(cell.text)) for cell in own):
        return []
    parts = [(cell, labelled_figure(cell.text)) for cell in own]
    first = next((i for i, (_, part) in enumerate(parts) if part is not None and part.label), 0)
    entries = [(cell, part) for cell, part in parts[first:] if part is not None and part.label and cell.colspan == 1]
    if first == 0 or len(entries) < len(parts) - first or not RESULT_HEAD.search(solid(own[first - 1].text)):
        return []
    groups: list[list[Entry]] = []
    for cell, part in entries:
        if groups and part.head not in {other.head for _, other in groups[-1]}:
            groups[-1].append((cell, part))
        else:
            groups.append([(cell, part)])
    return groups if max(map(len, groups)) >= _ROWS and _beside_names(table, col, groups) else []


def _beside_names(table: Table, col: int, groups: Sequence[Sequence[Entry]]) -> bool:
    """Whether one column left of the results names a KPI in the first row of each group, and begins nothing within."""
    for left in range(col):
        names = [table.at(group[0][0].row, left) for group in groups]
        starts = {cell.row for cell in table.cells if cell.col == left and not is_blank(cell.text)}
        named = [name is not None and match(name.text) is not None for name in names]
        begun = [name is not None and name.row == group[0][0].row for name, group in zip(names, groups, strict=True)]
        within = any(row in starts for group in groups for row in range(group[0][0].row + 1, group[-1][0].row + 1))
        if all(begun) and 2 * sum(named) > len(named) and not within:
            return True
    return False


def _joined(cells: Sequence[Cell]) -> Cell:
    """Cells of one column as one, over all of their rows."""
    first, last = cells[0], cells[-1]
    boxes = [cell.box for cell in cells if cell.box is not None]
    box: BBox | None = None
    if boxes:
        box = min(b[0] for b in boxes), boxes[0][1], max(b[2] for b in boxes), boxes[-1][3]
    lines = [line for cell in cells for line in cell.lines]
    rows = last.row + last.rowspan - first.row
    return replace(first, rowspan=rows, blocks=[Paragraph(lines)], place=place_of(cells), box=box)
