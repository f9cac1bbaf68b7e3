"""Boxes in lanes below parts of the year, or years, each with its own frame and white between them, as one table.

             第1四半期        第2四半期           the headings stand on a line or in boxes of their own,
┌────────┐ ┌─────────────┐ ┌─────────────┐       what names a lane stands left of the first box
│ 業務   │ │ ・点検する。│ │ ・広げる。  │
└────────┘ └─────────────┘ └─────────────┘

Only boxes of work to be done, as `part_plans` knows them, are put together; all others stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import BBox, Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.dates import header_month
from extract.normalise.text import solid
from extract.shapes.tables.plans.part_plans import names_part, part_plans, year_alone, year_plans

#: A box stands below the heading whose middle is no further from its own than this part of the step between headings.
_REACH = 0.4
_FEWEST = 2
#: Headings stand side by side, and boxes of one lane, if their middles differ by less than this part of their height.
_LEVEL = 0.5


@dataclass
class _Lanes:
    """Headings left to right, each with its middle; the boxes below them, and lines and boxes left of these."""

    heads: list[tuple[float, Cell]]
    boxes: list[Cell] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)
    index: str = ""

    @property
    def step(self) -> float:
        """From one heading to the next."""
        return (self.heads[-1][0] - self.heads[0][0]) / (len(self.heads) - 1)

    def column(self, box: BBox) -> int | None:
        """Below which heading a box stands, from 1; None where below none."""
        x = (box[0] + box[2]) / 2
        near = min(range(len(self.heads)), key=lambda i: abs(self.heads[i][0] - x))
        return near + 1 if abs(self.heads[near][0] - x) <= _REACH * self.step else None

    def is_label(self, box: BBox) -> bool:
        """Whether something stands left of the first column."""
        return box[2] < self.heads[0][0] - _REACH * self.step


def with_boxes_under_parts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such boxes as tables."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        found = _headed(blocks, at)
        if found is not None:
            lanes, kept, end = found
            end = _fill(lanes, blocks, end)
            made = _table(lanes)
            if made is not None and (part_plans(made) or year_plans(made)):
                out += [*kept, made]
                at = end
                continue
        out.append(blocks[at])
        at += 1
    return out


def _headed(blocks: Sequence[Block], at: int) -> tuple[_Lanes, list[Block], int] | None:
    """The headings that a block ends in, or that boxes from it on are; what stands over them, and the block behind."""
    block = blocks[at]
    if isinstance(block, Paragraph):
        first = next((i for i, line in enumerate(block.lines) if _is_head(line)), None)
        if first is None:
            return None
        pieces = _pieces(block.lines[first])
        heads = [(_middle(piece), Cell(0, 0, [Paragraph([piece])], place=piece.place)) for piece in pieces]
        for line in block.lines[first + 1 :]:
            if not _is_head(line) or len(_pieces(line)) != len(heads):
                return None
            for (_, cell), piece in zip(heads, _pieces(line), strict=True):
                cell.blocks = [Paragraph([*cell.lines, piece])]
        kept: list[Block] = [replace(block, lines=block.lines[:first])] if first else []
        return _Lanes(sorted(heads, key=lambda head: head[0])), kept, at + 1
    end = at
    boxed: list[tuple[float, Cell]] = []
    while end < len(blocks) and (head := _box(blocks[end])) is not None and _is_time(head.text):
        boxed.append((_middle(head), head))
        end += 1
    return (_Lanes(sorted(boxed, key=lambda head: head[0])), [], end) if len(boxed) >= _FEWEST else None


def _is_head(line: Line) -> bool:
    pieces = _pieces(line)
    parts = [piece for piece in pieces if names_part(piece.text)]
    if len(pieces) >= _FEWEST and all(year_alone(piece.text) for piece in pieces):
        return True
    return len(parts) >= _FEWEST and all(piece in parts or header_month(solid(piece.text)) for piece in pieces)


def _is_time(text: str) -> bool:
    return names_part(text) or year_alone(text) is not None


def _pieces(line: Line) -> Sequence[Line]:
    return [piece for piece in line.pieces if piece.box is not None and solid(piece.text)]


def _middle(part: Line | Cell) -> float:
    return (part.box[0] + part.box[2]) / 2 if part.box is not None else 0.0


def _box(block: Block) -> Cell | None:
    """The cell of a box that stands alone."""
    alone = isinstance(block, Table) and len(block.cells) == 1 and not block.cells[0].tables
    return block.cells[0] if isinstance(block, Table) and alone and block.cells[0].box is not None else None


def _fill(lanes: _Lanes, blocks: Sequence[Block], at: int) -> int:
    """Takes the boxes and labels from a block on as far as they keep to the headings; returns the block behind."""
    while at < len(blocks):
        block = blocks[at]
        cell = _box(block)
        if cell is not None and cell.box is not None and isinstance(block, Table):
            if not lanes.is_label(cell.box) and lanes.column(cell.box) is None:
                break
            (lanes.labels if lanes.is_label(cell.box) else lanes.boxes).append(cell)
            lanes.index = lanes.index or block.index
        elif isinstance(block, Paragraph) and all(line.box and lanes.is_label(line.box) for line in block.lines):
            lanes.labels += [Cell(0, 0, [Paragraph([line])], place=line.place, box=line.box) for line in block.lines]
        else:
            break
        at += 1
    return at


def _table(lanes: _Lanes) -> Table | None:
    """The table of the lanes, one row each; None where a place holds two boxes, or a lane fewer than two."""
    rows: list[list[Cell]] = []
    for cell in sorted(lanes.boxes, key=_height):
        if rows and abs(_height(cell) - _height(rows[-1][0])) < _LEVEL * _tall(rows[-1][0]):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    if not rows or any(len(row) < _FEWEST for row in rows):
        return None
    cells = [replace(cell, row=0, col=col) for col, (_, cell) in enumerate(lanes.heads, 1)]
    for at, row in enumerate(rows, 1):
        columns = [lanes.column(cell.box) for cell in row if cell.box is not None]
        if len(set(columns)) < len(row):
            return None
        cells += [replace(cell, row=at, col=col or 0) for cell, col in zip(row, columns, strict=True)]
        top, bottom = min(c.box[1] for c in row if c.box), max(c.box[3] for c in row if c.box)
        beside = [label for label in lanes.labels if top - 1 <= _height(label) <= bottom + 1]
        if beside:
            lines = [line for label in beside for line in label.lines]
            cells.append(replace(beside[0], row=at, col=0, blocks=[Paragraph(lines)], place=place_of(beside)))
    return Table(lanes.index, len(rows) + 1, len(lanes.heads) + 1, cells, place_of(cells))


def _height(cell: Cell) -> float:
    return (cell.box[1] + cell.box[3]) / 2 if cell.box is not None else 0.0


def _tall(cell: Cell) -> float:
    return cell.box[3] - cell.box[1] if cell.box is not None else 0.0
