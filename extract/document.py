"""The document model: what every reader makes and all interpretation reads.

A document is pages of blocks in reading order. A block is a `Paragraph` (lines of running text) or a `Table`;
a table is a grid of `Cell`s that may span rows and columns, and a cell holds blocks again, so tables nest.
Every piece knows its `Place`. Nothing below this model is known to interpretation: it cannot tell a PDF from
a text conversion except by `Document.reader` and by what the places hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

BBox = tuple[float, float, float, float]


def around(boxes: Sequence[BBox]) -> BBox:
    """The box around one or more boxes.

    Raises:
        ValueError: there are none.
    """
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


@dataclass(frozen=True)
class Place:
    """Where a piece stood: `page` 1-based with `bbox` (x0, top, x1, bottom in PDF points, origin top left),
    or `span` (first line, first column, last line, last column; lines and columns 1-based, end inclusive).
    """

    page: int | None = None
    bbox: BBox | None = None
    span: tuple[int, int, int, int] | None = None

    def joined(self, other: Place) -> Place:
        """The smallest place that holds both; a place without box or span yields to the other.

        Pieces of two pages keep the first one's page and box.
        """
        if self.page != other.page:
            return self
        bbox = self.bbox or other.bbox
        if self.bbox and other.bbox:
            bbox = around([self.bbox, other.bbox])
        span = self.span or other.span
        if self.span and other.span:
            start = min(self.span[:2], other.span[:2])
            end = max(self.span[2:], other.span[2:])
            span = (*start, *end)
        return Place(self.page, bbox, span)

    def touches(self, other: Place) -> bool:
        """Whether both share some area of one page, more than the ruling between neighbours, or some of the text."""
        if self.page != other.page:
            return False
        if self.bbox and other.bbox:
            a, b = self.bbox, other.bbox
            return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
        if self.span and other.span:
            return self.span[:2] <= other.span[2:] and other.span[:2] <= self.span[2:]
        return False


@dataclass
class Line:
    """One printed line of text. `size` is the font size in points and `bold` the weight, where the reader can tell.
    `doubt` says why the characters may be wrong (unmapped glyphs, OCR, a broken passage), else None.
    """

    text: str
    place: Place
    size: float | None = None
    bold: bool = False
    doubt: str | None = None
    box: BBox | None = None  # its sides with the page turned upright; None where the source has no geometry
    pieces: tuple[Line, ...] = ()  # what wide gaps set apart on it, left to right, where the source has geometry

    @property
    def sides(self) -> tuple[float, float]:
        """Its top and bottom with the page turned upright; nothing where the source has no geometry."""
        return (self.box[1], self.box[3]) if self.box is not None else (0.0, 0.0)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return sum(self.sides) / 2


def place_of(parts: Sequence[Line | Cell]) -> Place:
    """The place that holds all of one or more lines or cells."""
    place = parts[0].place
    for part in parts[1:]:
        place = place.joined(part.place)
    return place


@dataclass
class Paragraph:
    """Consecutive lines of running text; `level` is the heading depth (1 = outermost) where the source marks one,
    `listed` says that the source marks it as an item of a list.
    """

    lines: list[Line]
    level: int | None = None
    listed: bool = False

    @property
    def text(self) -> str:
        """The lines joined by newlines."""
        return "\n".join([line.text for line in self.lines])

    @property
    def place(self) -> Place:
        """The place that holds all lines."""
        return place_of(self.lines)


@dataclass
class Cell:
    """One cell of a table; `row` and `col` are 0-based and name its upper left grid position."""

    row: int
    col: int
    blocks: list[Block] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1
    place: Place = field(default_factory=Place)
    header: bool = False  # marked as a heading by the source (<th>), or shaded like one
    box: BBox | None = None  # its sides with the page turned upright; None where the source has no geometry

    @property
    def text(self) -> str:
        """The cell's own text, lines joined by newlines, without what stands in nested tables."""
        kept: tuple[list[Block], str] | None = self.__dict__.get("_text")
        if kept is None or kept[0] is not self.blocks:  # asked for dozens of times, by every rule that looks at a table
            text = "\n".join([block.text for block in self.blocks if isinstance(block, Paragraph)])
            kept = self.__dict__["_text"] = (self.blocks, text)
        return kept[1]

    @property
    def lines(self) -> list[Line]:
        """The lines of the cell's own text."""
        kept: tuple[list[Block], list[Line]] | None = self.__dict__.get("_lines")
        if kept is None or kept[0] is not self.blocks:
            lines = [line for block in self.blocks if isinstance(block, Paragraph) for line in block.lines]
            kept = self.__dict__["_lines"] = (self.blocks, lines)
        return kept[1][:]

    @property
    def tables(self) -> list[Table]:
        """Tables nested directly in this cell."""
        return [block for block in self.blocks if isinstance(block, Table)]


def cell_of(row: int, col: int, line: Line) -> Cell:
    """A cell that holds one line, where this stands."""
    return Cell(row, col, [Paragraph([line])], place=line.place, box=line.box)


@dataclass
class Table:
    """A grid of `n_rows` × `n_cols` positions; each is covered by at most one of `cells`.

    `index` is unique within the document and stable for the same bytes: the page's tables counted in reading
    order, nested ones as "outer.cell-row.cell-col.n".
    """

    index: str
    n_rows: int
    n_cols: int
    cells: list[Cell]
    place: Place
    continues: bool = False  # the reader saw that it goes on from the table before it
    chart: bool = False  # drawn as bars or lines: its cells are the words and figures of a chart
    titles: tuple[str, ...] = ()  # the lines over it in the frame that it was taken from

    @property
    def has_places(self) -> bool:
        """Whether its cells have sides on a page, as those of a text conversion have not."""
        return any(cell.box is not None for cell in self.cells)

    @cached_property
    def holds_tables(self) -> bool:
        """Whether tables are nested in its cells."""
        return any(isinstance(block, Table) for cell in self.cells for block in cell.blocks)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers this grid position, spans included."""
        return self._cover.get((row, col))

    @cached_property
    def _cover(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, col): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }

    def rows(self) -> list[list[str]]:
        """Texts as a plain grid: a spanning cell's text stands at its upper left position, "" elsewhere."""
        grid = [[""] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            grid[cell.row][cell.col] = cell.text
        return grid


Block = Paragraph | Table


@dataclass(frozen=True)
class Bar:
    """A coloured box on a page: `box` is its sides with the page turned upright."""

    box: BBox
    place: Place


@dataclass
class Page:
    """One page, or the whole of an unpaged text (`number` None). `problems` are readable sentences, each saying what
    could not be read and what to do.
    """

    number: int | None
    blocks: list[Block]
    width: float | None = None
    height: float | None = None
    problems: list[str] = field(default_factory=list)
    is_image: bool = False  # a picture without a text layer that could be used
    recognised: bool = False  # its text was recognised in its picture (OCR)
    late: bool = False  # it was not recognised for want of time
    bars: list[Bar] = field(default_factory=list)  # coloured boxes, where the reader knows colours

    def tables(self) -> Iterator[Table]:
        """Every table of the page, nested ones after the table that holds them."""
        stack: list[Block] = list(reversed(self.blocks))
        while stack:
            block = stack.pop()
            if isinstance(block, Table):
                yield block
                for cell in reversed(block.cells):
                    stack.extend(reversed(cell.blocks))


@dataclass
class Document:
    """One report as read: `reader` is pdf, text or ocr; `sha256` and `file_name` say which file."""

    sha256: str
    file_name: str
    reader: str
    pages: list[Page]
