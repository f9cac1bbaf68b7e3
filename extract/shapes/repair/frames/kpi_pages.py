"""Pages of one KPI each: its name in the line at the head of the page, below that its figures in boxes side by side.

管理票 No.2         事業者健診データ取得率         令和7年度 第2四半期
┌────────────┐ ┌────────────┐ ┌────────────┐ ┌────────────┐
│  年度目標  │ │ 現在値(9月)│ │  全国順位  │ │    評価    │
│  9.0%以上  │ │    3.1%    │ │    12位    │ │     ○     │
└────────────┘ └────────────┘ └────────────┘ └────────────┘

The boxes are the row of that KPI in a list whose headings are their labels. What else stands on the page is of the KPI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import BBox, Block, Cell, Line, Paragraph, Place, Table, place_of
from extract.normalise.numbers import parse_figure
from extract.normalise.text import fold, joined, solid, tidy
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.title_words import names_quantity
from extract.shapes.plan.status_marks import STATUS_WORD
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.repair.frames.kpi_frames import title_of
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.kpis.kpi_words import AIM_WORDS, RESULT_HEAD, is_target_head
from extract.shapes.tables.labelled.ranks import is_rank_text
from extract.shapes.tables.labels import read_label

_NUMBER = re.compile(r"^(?:(?:KPI|指標|№|No\.?)\s*\d{1,2}|\d{1,2}(?=[.:)\s]))\s*[.:)]?\s*", re.IGNORECASE)
_STATE = "状況"
_SENSE = re.compile(r"(?:以[上下内]|未満)$")
_STATUS = re.compile(rf"(?:第?[1-4]四半期|[上下]半?期|年度|通期)?の?(?:{STATUS_WORD})")
#: How the figure of now is called on such a page.
_NOW = re.compile(r"(?:現在|直近|最新)の?(?:値|実績)?(?=[(]|$)")
#: Fewer boxes are no row of them; a head of the page has no more lines.
_FEWEST, _MOST_HEAD = 2, 6
_LONGEST_LABEL = 24
#: Boxes of a row begin and end this near to one another, in points.
_LEVEL = 3.0
_HEAD_OF_NAMES = "KPI"


@dataclass(frozen=True)
class KpiPage:
    """The line that names the KPI of a page, and the boxes of its figures from left to right."""

    title: Line
    boxes: Sequence[Table]

    def over(self, scope: Scope) -> Scope:
        """The surroundings of what stands on the page."""
        name = self.title.text
        found = match(solid(name))
        kpis = (NamedKpi(found.kpi.code, None, name, True, True),) if found is not None else ()
        return scope.under(section=(name,), topic=name, kpis=kpis)


def kpi_page(blocks: Sequence[Block]) -> KpiPage | None:
    """The KPI of such a page; None of any other."""
    first = next((i for i, block in enumerate(blocks) if isinstance(block, Table)), 0)
    head = [piece for block in blocks[:first] if isinstance(block, Paragraph) for piece in _pieces(block)]
    if not 0 < len(head) <= _MOST_HEAD:
        return None
    titles = [title for piece in head if (title := _title(piece)) is not None]
    boxes = _row_of_boxes([block for block in blocks[first:] if isinstance(block, Table)])
    aimed = any(is_target_head(solid(_lines(box)[0].text)) for box in boxes)
    return KpiPage(titles[0], boxes) if len(titles) == 1 and len(boxes) >= _FEWEST and aimed else None


def with_boxes_listed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of such a page with its boxes as a list of one KPI, and its name as the last line above them."""
    page = kpi_page(blocks)
    if page is None:
        return list(blocks)
    boxes = {id(box) for box in page.boxes}
    at = next(i for i, block in enumerate(blocks) if isinstance(block, Table))
    head = [piece for block in blocks[:at] if isinstance(block, Paragraph) for piece in _pieces(block)]
    lines = [Paragraph([piece]) for piece in head if piece.place != page.title.place]
    rest = [block for block in blocks[at:] if id(block) not in boxes]
    return [*lines, Paragraph([page.title]), _list_of(page), *rest]


def _pieces(block: Paragraph) -> Iterator[Line]:
    for line in block.lines:
        yield from line.pieces or (line,)


def _title(piece: Line) -> Line | None:
    name = _NUMBER.sub("", tidy(fold(piece.text)))
    return title_of(piece, name) if names_quantity(name) or name.endswith(_STATE) else None


def _row_of_boxes(tables: Sequence[Table]) -> list[Table]:
    """The topmost tables of a page, which stand side by side, from left to right; none unless each is such a box."""
    placed = [(box, table) for table in tables if (box := _sides(table)) is not None]
    if not placed:
        return []
    top, bottom = min((box[1], box[3]) for box, _ in placed)
    level = [(box, table) for box, table in placed if max(abs(box[1] - top), abs(box[3] - bottom)) <= _LEVEL]
    row = sorted([(box[0], box[2], table) for box, table in level], key=lambda item: item[:2])
    apart = all(one[1] <= two[0] + 1 for one, two in zip(row, row[1:], strict=False))
    above = any(box[1] < bottom and all(table is not other for *_, other in row) for box, table in placed)
    boxes = [table for *_, table in row]
    return boxes if apart and not above and all(_is_box(table) for table in boxes) else []


def _sides(table: Table) -> BBox | None:
    return table.cells[0].box if len(table.cells) == 1 else table.place.bbox


def _is_box(table: Table) -> bool:
    """Whether a table is one cell with a label and below it a figure, a rank or a judgement."""
    return len(table.cells) == 1 and not table.cells[0].tables and _label_lines(_lines(table)) is not None


def _label_lines(lines: Sequence[Line]) -> int | None:
    """How many lines of a box are its label, the others its value; None where it is no such box."""
    texts = [line.text for line in lines]
    cuts = range(1, len(lines))
    return next((at for at in cuts if _answers(solid(joined(texts[:at])), solid(joined(texts[at:])))), None)


def _answers(label: str, value: str) -> bool:
    if len(label) > _LONGEST_LABEL:
        return False
    if symbol_of(value):
        return bool(_STATUS.fullmatch(label))
    said = read_label(label, None)
    told = is_role(label) or said.national or said.prior or _NOW.match(label) or RESULT_HEAD.search(label)
    figure = is_rank_text(value) or AIM_WORDS.fullmatch(value) or parse_figure(_SENSE.sub("", value)) is not None
    return bool(told and figure)


def _lines(table: Table) -> list[Line]:
    return [line for line in table.cells[0].lines if solid(line.text)]


def _list_of(page: KpiPage) -> Table:
    """The list with one row, below the labels of the boxes."""
    place = place_of([page.title, *(table.cells[0] for table in page.boxes)])
    cells = [_cell(0, 0, [replace(page.title, text=_HEAD_OF_NAMES)], page.title.place, page.title.box)]
    cells.append(_cell(1, 0, [page.title], page.title.place, page.title.box))
    for col, table in enumerate(page.boxes, 1):
        cell, lines = table.cells[0], _lines(table)
        at = _label_lines(lines)
        cells += [_cell(0, col, lines[:at], cell.place, cell.box), _cell(1, col, lines[at:], cell.place, cell.box)]
    return Table(page.boxes[0].index, 2, len(page.boxes) + 1, cells, place)


def _cell(row: int, col: int, lines: Sequence[Line], place: Place, box: BBox | None) -> Cell:
    return Cell(row, col, [Paragraph(list(lines))], place=place, box=box)
