"""PDF files to the document model.

Takes characters and straight strokes of each page as two engines agree on them (`extract.readers.pages`), turns pages
whose text runs sideways, builds tables from the rulings (`extract.readers.rules`), nests tables that lie in cells of
others and sorts every character into the innermost cell it stands in. Pages are closed one by one, so that memory stays
flat.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pypdfium2

from extract.collection import without_collection
from extract.document import Bar, Block, Cell, Document, Line, Page, Paragraph, Place, Table
from extract.errors import UnreadableFile
from extract.readers.charts.rules import chart_boxes, without_charts
from extract.readers.charts.tables import ChartTable, charts_of
from extract.readers.drawn.bars import bars_of
from extract.readers.drawn.boxes import holds, within
from extract.readers.drawn.drawn_bullets import bullets_of
from extract.readers.drawn.panes import is_cell_of, panes
from extract.readers.drawn.shape_rows import shape_rows
from extract.readers.drawn.striped import striped_grids
from extract.readers.pages import pdfium
from extract.readers.pages.engines import Engines, why_of
from extract.readers.pages.sheet import Char, Sheet, dots_of, is_bold, strokes_and_shades
from extract.readers.rules.carried_columns import sides_on, with_ends_carried
from extract.readers.rules.divided_cells import with_divided_cells_whole
from extract.readers.rules.head_columns import cut_under_heads, is_head_of
from extract.readers.rules.heads_again import parted_at_heads
from extract.readers.rules.open_heads import tops, with_open_heads
from extract.readers.rules.open_rules import Shade, open_grids
from extract.readers.rules.open_sides import with_sides_left_out
from extract.readers.rules.open_titles import with_open_titles
from extract.readers.rules.rulings import (
    MAX_MARKS,
    Box,
    Grid,
    Mark,
    Point,
    frames,
    merge_marks,
    ruled_grid,
)
from extract.readers.rules.shaded_labels import with_shaded_labels
from extract.readers.rules.title_bands import with_title_bands
from extract.readers.rules.white_columns import with_white_columns
from extract.readers.scans import recognition
from extract.readers.words.aligned import with_aligned_tables
from extract.readers.words.aligned_months import with_month_tables
from extract.readers.words.cut_figures import in_doubt, with_cut_figures
from extract.readers.words.glyphs import Glyph, TextLine, is_garbage, lines_of, unique, words_of
from extract.readers.words.tables_beside import with_tables_beside
from extract.readers.words.text_columns import TextColumns, group_of, text_columns
from extract.readers.words.written_down import columns_written_down

if TYPE_CHECKING:  # recognition brings large libraries that few files need
    from extract.readers.scans import ocr

Turn = Callable[[Box], Box]
#: Makes a named tuple without the call of its own constructor: a page has a thousand characters.
_new = tuple.__new__
#: A page without characters that draws more curves than this may draw characters as outlines.
OUTLINES = 200
#: A picture over most of a page with no more characters than a stamp or a page number is a scanned page.
WHOLE_PAGE, STAMP = 0.8, 20
#: A picture that takes this share of a page may hold figures; one with a character to so many square points is a ground
#: for text.
LARGE_PICTURE, SPARSE = 0.1, 4000.0


def read_pdf(data: bytes, file_name: str, sha256: str) -> Document:
    """The document in these bytes.

    Raises:
        UnreadableFile: not a PDF, encrypted, damaged beyond opening, or without pages; the message says what to do.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile("this is not a PDF (no %PDF header); offer the file that the branch published")
    engines = Engines(data)
    try:
        pages: list[Page] = []
        for index in range(engines.pages):
            pages.append(_read_page(engines, index, data, pages[-1] if pages else None))
    finally:
        engines.close()
    return Document(sha256, file_name, "pdf", pages)


def _read_page(engines: Engines, index: int, data: bytes, before: Page | None) -> Page:
    """One page behind the one `before`; what goes wrong on it stays on it."""
    try:
        with without_collection():
            return _read_sheet(engines, index, data, before)
    except MemoryError:
        raise
    except Exception as error:
        why, remedy = why_of(error)
        others = "; the other pages were read" if engines.pages > 1 else ""
        problem = f"page {index + 1} cannot be read ({why}){others}; {remedy}"
        return Page(index + 1, [], problems=[problem])


def _read_sheet(engines: Engines, index: int, data: bytes, before: Page | None) -> Page:
    sheet, problems = engines.sheet(index)
    reader = _PageReader(sheet, sides_on(before))
    problem = reader.no_text()
    if problem is None:
        page = reader.read()
        problems += reader.unread_pictures()
    else:
        page = reader.recognise(problem, lambda: _scan(data, sheet))
    page.problems += problems
    return page


@dataclass
class _Node:
    """A table's grid on its way into the tree: children by the cell they lie in, glyphs by cell.

    The grid of a chart has no cells.
    """

    grid: Grid
    chart: ChartTable | None = None
    children: dict[int, list[_Node]] = field(default_factory=dict)
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)


class _PageReader:
    """Reads one page; all geometry is in the page as a reader holds it, upright."""

    def __init__(self, sheet: Sheet, before: Sequence[Sequence[float]] = ()) -> None:
        """`before` are the column sides of the tables on the page before."""
        self.sheet = sheet
        self.before = before
        self.turn, self.unturn = _turns(sheet)
        self.glyphs = unique(self._glyphs(sheet.chars))
        self.glyphs += bullets_of(map(self.turn, dots_of(sheet)), self.glyphs)
        self.tables = 0

    def read(self) -> Page:
        """The page's blocks in reading order."""
        number, width, height = self.sheet.number, self.sheet.width, self.sheet.height
        if not self.glyphs:
            return Page(number, [], width, height)
        charts = self._charts()
        marks, shades = _beside(charts, *self._marks())
        if len(marks) > MAX_MARKS:
            problem = (
                f"page {number} draws {len(marks)} strokes, too many for a table; its text was read without tables"
            )
            return Page(number, self._paragraphs(self.glyphs), width, height, [problem])
        ink = self._ink()
        plots = [*(chart.box for chart in charts), *chart_boxes(shades, ink)]
        marks, cells = without_charts(marks, shades, ink)
        roots = self._nest(self._grids(marks, cells, ink), charts)
        loose = self._sort_in(roots)
        tables, panels = [node.grid.box for node in roots], [shade.box for shade in cells]
        walls = [m for m in marks if not (m.horizontal or any(holds(box, _mark_box(m)) for box in (*tables, *plots)))]
        parts = with_tables_beside(text_columns(loose, tables, width, plots, panels, walls), loose, tables)
        blocks = _with_unruled(self._in_columns(loose, roots, parts), str(number))
        blocks = [piece for block in blocks for piece in _by_column(block, parts)] if parts else blocks
        bars = [Bar(box, self._place(box)) for box in bars_of(shades)]
        return Page(number, blocks, width, height, bars=bars)

    def no_text(self) -> str | None:
        """Why this page's text cannot be had from its text layer; None where it can, or where nothing is printed."""
        if self.sheet.is_scan:
            return "is a picture with a layer of recognised text"
        if not self.glyphs and self.sheet.pictures:
            return "is a picture without text"
        if len(self.glyphs) <= STAMP and any(self._share(p.box) > WHOLE_PAGE for p in self.sheet.pictures):
            return "is a picture with no more text than a stamp"
        if not self.glyphs and self.sheet.curves > OUTLINES:
            return "draws its characters as outlines"
        return "has a text layer that does not say which characters it shows" if is_garbage(self.glyphs) else None

    def unread_pictures(self) -> list[str]:
        """What to say of each picture within this page's text that is large enough to hold figures."""
        said = []
        for box in (picture.box for picture in self.sheet.pictures):
            if self._share(box) < LARGE_PICTURE:
                continue
            within = sum(holds(box, char.box) for char in self.sheet.chars)
            if within * SPARSE < _area(box):
                where = " ".join(f"{side:.0f}" for side in box)
                said.append(
                    f"page {self.sheet.number} has a picture (at {where}) that is not read; if it shows figures, "
                    "offer a file in which they are text"
                )
        return said

    def _share(self, box: Box) -> float:
        """Which part of the page a box takes."""
        width = min(box[2], self.sheet.width) - max(box[0], 0.0)
        height = min(box[3], self.sheet.height) - max(box[1], 0.0)
        return max(width, 0.0) * max(height, 0.0) / max(self.sheet.width * self.sheet.height, 1.0)

    def recognise(self, problem: str, scan: Callable[[], ocr.Scan]) -> Page:
        """The page's blocks as recognised in its picture; without OCR, what there is and the problem."""
        number, width, height = self.sheet.number, self.sheet.width, self.sheet.height
        missing = recognition.why_not()
        late = False
        if missing is None:
            from extract.readers.scans import ocr

            try:
                blocks = self._recognised(scan())
                if self.glyphs:  # rulings alone say nothing
                    return Page(number, blocks, width, height, [], True, True)
                missing = "OCR found none in it either; look at the page"
            except RuntimeError as error:
                missing = f"{error}, or offer a file with text"
                late = isinstance(error, ocr.OutOfTime)
        layer = _PageReader(self.sheet)  # anew: a failed recognition leaves its own glyphs behind
        page = layer.read()
        page.is_image = not layer.glyphs
        page.late = late
        page.problems.append(f"page {number} {problem}; {missing}")
        return page

    def _recognised(self, scan: ocr.Scan) -> list[Block]:
        from extract.readers.scans import ocr

        self.turn, self.unturn = _as_it_is, scan.place
        self.glyphs = scan.ink
        roots = self._nest(self._grids(merge_marks(scan.marks), [], self._ink()))

        def region(x: float, y: float) -> Hashable:
            home = _innermost(roots, x, y)
            return None if home is None else (id(home[0]), home[1])

        self.glyphs = scan.read(region)
        blocks = self._blocks(self._sort_in(roots), roots)
        for table in Page(None, blocks).tables():
            ocr.share_doubt(table)
        return blocks

    def _glyphs(self, chars: Iterable[Char]) -> Iterable[Glyph]:
        if self.turn is not _as_it_is:
            chars = [char._replace(box=self.turn(char.box)) for char in chars]
        return [
            _new(Glyph, (text, x0, top, x1, bottom, size, is_bold(font), None, doubt))
            for text, (x0, top, x1, bottom), size, font, _, doubt in chars
        ]

    def _marks(self) -> tuple[list[Mark], list[Shade]]:
        marks, shades = strokes_and_shades(self.sheet)
        turned = [_turned(mark, self.turn) for mark in marks]
        return merge_marks(turned), [Shade(self.turn(shade.box), shade.color) for shade in shades]

    def _grids(self, marks: Sequence[Mark], shades: Sequence[Shade], ink: Sequence[Point]) -> list[Grid]:
        grids, rest = [], []
        words = words_of(self.glyphs)
        colours = [shade.box for shade in shades]
        for frame in frames(marks):
            whole = with_ends_carried(frame, self.before)
            grid = ruled_grid(with_open_titles(with_sides_left_out(whole, colours, words), words), ink)
            if grid is None:
                rest.extend(frame)
            else:
                grids.append(grid)
        striped = striped_grids(shades, marks, grids)
        rest = [m for m in rest if not any(m.horizontal and holds(g.box, (m.lo, m.pos, m.hi, m.pos)) for g in striped)]
        grids += striped
        wide = self.turn((0.0, 0.0, self.sheet.width, self.sheet.height))[2]
        grids = [cut_under_heads(with_white_columns(grid, words), words) for grid in grids]
        grids = with_shaded_labels(grids, colours, words)
        grids = with_title_bands(with_open_heads(grids, rest, colours, words), colours, words)
        rest = [m for m in rest if not any(tops(m, grid) for grid in grids)]
        boxed = panes(self.sheet.paths, self.turn, grids, ink, wide)
        if sum(m.horizontal for m in rest) >= 2:
            opened = open_grids(rest, shades, words, [*grids, *boxed], self.before)
            boxed = [pane for pane in boxed if not any(is_cell_of(grid, pane.box) for grid in opened)]
            grids = [grid for grid in grids if not any(is_head_of(grid, table) for table in opened)] + opened
        grids += boxed
        shaped = shape_rows(shades, grids, words)
        grids = [grid for grid in grids if not any(holds(other.box, grid.box) for other in shaped)] + shaped
        grids = [part for grid in grids for part in parted_at_heads(grid, words)]
        return [grid for grid in grids if _big_enough(grid)]

    def _charts(self) -> list[ChartTable]:
        """The charts of the page; their words are no longer among its glyphs."""
        charts = charts_of(self.sheet.paths, self.glyphs, self.turn)
        taken = {id(glyph) for chart in charts for label in chart.labels for glyph in label.glyphs}
        self.glyphs = [glyph for glyph in self.glyphs if id(glyph) not in taken] if taken else self.glyphs
        return charts

    def _ink(self) -> list[Point]:
        """The middles of the page's glyphs, from top to bottom."""
        return sorted([((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2) for g in self.glyphs], key=itemgetter(1))

    def _nest(self, grids: list[Grid], charts: Sequence[ChartTable] = ()) -> list[_Node]:
        """Tables as a forest: a table lies in the smallest cell of another one that holds its outline."""
        drawn = [_Node(Grid([chart.box[0], chart.box[2]], [chart.box[1], chart.box[3]], []), chart) for chart in charts]
        nodes = sorted([*(_Node(grid) for grid in grids), *drawn], key=lambda n: -_area(n.grid.box))
        roots: list[_Node] = []
        for i, node in enumerate(nodes):
            home = _home(nodes[:i], node.grid.box)
            if home is None:
                roots.append(node)
            else:
                home[0].children.setdefault(home[1], []).append(node)
        return roots

    def _sort_in(self, roots: Sequence[_Node]) -> list[Glyph]:
        """Puts every glyph into its innermost cell; returns those outside all tables.

        Most glyphs stand in the cell of the one before them. It is looked at first where what stands in it cannot be in
        another: in a cell without tables, of a table that overlaps no other.
        """
        loose: list[Glyph] = []
        here = loose
        left = top = right = bottom = 0.0
        pairs = [(a, b) for a, b in combinations(roots, 2) if _overlap(a.grid.box, b.grid.box)]
        alone = {id(node) for node in roots} - {id(node) for pair in pairs for node in pair}
        for glyph in self.glyphs:
            x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
            if not (left < x <= right and top < y <= bottom):
                home = _innermost(roots, x, y)
                left = top = right = bottom = 0.0
                here = loose
                if home is not None:
                    node, i = home
                    here = node.glyphs.setdefault(i, [])
                    if id(node) in alone and i not in node.children:
                        left, top, right, bottom = node.grid.cells[i].box
            here.append(glyph)
        return loose

    def _in_columns(
        self, glyphs: Sequence[Glyph], nodes: Sequence[_Node], parts: Sequence[TextColumns]
    ) -> list[Block]:
        """The blocks of a page; of its parts in two columns those of the left one first."""
        if not parts:
            return self._blocks(glyphs, nodes)
        groups: dict[tuple[int, int], tuple[list[Glyph], list[_Node]]] = defaultdict(lambda: ([], []))
        for glyph in glyphs:
            groups[group_of((glyph.x0, glyph.top, glyph.x1, glyph.bottom), parts)][0].append(glyph)
        for node in nodes:
            groups[group_of(node.grid.box, parts)][1].append(node)
        ordered = sorted(groups.items(), key=itemgetter(0))
        return [block for _, (own, tables) in ordered for block in self._blocks(own, tables)]

    def _blocks(self, glyphs: Sequence[Glyph], nodes: Sequence[_Node]) -> list[Block]:
        """Text and tables by height: a line that starts above a table's top comes before it."""
        if not glyphs and not nodes:
            return []
        if not nodes and (columns := columns_written_down(glyphs)):
            return self._paragraph(columns)
        lines = lines_of(glyphs)
        pieces: list[tuple[float, float, TextLine | _Node]] = [(line.box[1], line.box[0], line) for line in lines]
        pieces += [(node.grid.box[1], node.grid.box[0], node) for node in nodes]
        blocks: list[Block] = []
        run: list[TextLine] = []
        for _, _, piece in sorted(pieces, key=lambda p: p[:2]):
            if isinstance(piece, _Node):
                blocks += self._paragraph(run)
                run = []
                blocks.append(self._table(piece))
            else:
                run.append(piece)
        return [*blocks, *self._paragraph(run)]

    def _paragraphs(self, glyphs: Sequence[Glyph]) -> list[Block]:
        return self._paragraph(lines_of(glyphs))

    def _paragraph(self, lines: Sequence[TextLine]) -> list[Block]:
        if not lines:
            return []
        return [Paragraph([self._line(line) for line in lines])]

    def _line(self, line: TextLine) -> Line:
        pieces = tuple([self._line(piece) for piece in line.pieces])
        return Line(line.text, self._place(line.box), line.size, line.bold, line.doubt, line.box, pieces)

    def _table(self, node: _Node) -> Table:
        index = f"{self.sheet.number}.{self.tables}"
        self.tables += 1
        if node.chart is not None:
            return self._chart(node.chart, index)
        grid = node.grid
        cells = []
        for i, part in enumerate(grid.cells):
            blocks = self._blocks(node.glyphs.get(i, []), node.children.get(i, []))
            cells.append(
                Cell(part.row, part.col, blocks, part.rowspan, part.colspan, self._place(part.box), box=part.box)
            )
        table = Table(index, len(grid.ys) - 1, len(grid.xs) - 1, cells, self._place(grid.box))
        table = with_divided_cells_whole(table)
        for cell in table.cells:
            cell.blocks = _with_unruled(cell.blocks, f"{index}.{cell.row}.{cell.col}")
        return with_cut_figures(in_doubt(table, grid.doubt) if grid.doubt else table)

    def _chart(self, chart: ChartTable, index: str) -> Table:
        cells = []
        for row, labels in enumerate(chart.rows):
            for col, label in enumerate(labels):
                box = chart.cell(row, col)
                blocks = self._paragraphs(label.glyphs) if label is not None else []
                cells.append(Cell(row, col, blocks, place=self._place(box), box=box))
        return Table(index, len(chart.rows), len(chart.rows[0]), cells, self._place(chart.box), chart=True)

    def _place(self, box: Box) -> Place:
        x0, top, x1, bottom = self.unturn(box)
        return Place(self.sheet.number, (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)))


def _beside(
    charts: Sequence[ChartTable], marks: list[Mark], shades: list[Shade]
) -> tuple[list[Mark], list[Shade]]:
    """The strokes and coloured boxes of a page but for those that charts are drawn with."""
    if not charts:
        return marks, shades
    boxes = [_mark_box(mark) for mark in marks]
    kept = [mark for mark, box in zip(marks, boxes, strict=True) if not any(within(box, chart.box) for chart in charts)]
    bars = {bar for chart in charts for bar in chart.bars}
    return kept, [shade for shade in shades if shade.box not in bars]


def _with_unruled(blocks: Sequence[Block], index: str) -> list[Block]:
    """The blocks of a page or cell with the tables that no ruling draws; their indexes begin with `index`."""
    return with_aligned_tables(with_month_tables(blocks, index), index)


def _by_column(block: Block, parts: Sequence[TextColumns]) -> list[Block]:
    """A paragraph as one for each column that its lines stand in: each has sides of its own."""
    if isinstance(block, Table):
        return [block]
    runs = groupby(block.lines, key=lambda line: group_of(line.box, parts) if line.box is not None else None)
    return [replace(block, lines=list(lines)) for _, lines in runs]


def _scan(data: bytes, sheet: Sheet) -> ocr.Scan:
    """The page as a picture, drawn by pdfium."""
    from extract.readers.scans import ocr

    dpi = ocr.resolution(sheet.width, sheet.height)
    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[sheet.number - 1]
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        origin = pdfium.shown_from(page)
    finally:
        pdf.close()
    return ocr.Scan(image, dpi, origin)


def _mark_box(mark: Mark) -> Box:
    return (mark.lo, mark.pos, mark.hi, mark.pos) if mark.horizontal else (mark.pos, mark.lo, mark.pos, mark.hi)


def _turned(mark: Mark, turn: Turn) -> Mark:
    x0, top, x1, bottom = turn(_mark_box(mark))
    return Mark(True, top, x0, x1) if bottom - top < x1 - x0 else Mark(False, x0, top, bottom)


def _as_it_is(box: Box) -> Box:
    return box


def _turns(sheet: Sheet) -> tuple[Turn, Turn]:
    """How to turn the page's boxes upright, and back: pages laid sideways have most characters drawn up or down."""
    width, height = sheet.width, sheet.height
    sideways = [char.turn for char in sheet.chars if char.turn in (1, -1)]
    if len(sideways) * 2 <= len(sheet.chars):
        return _as_it_is, _as_it_is
    if sum(sideways) > 0:  # text runs from the bottom to the top: turn clockwise
        return (
            lambda b: (height - b[3], b[0], height - b[1], b[2]),
            lambda b: (b[1], height - b[2], b[3], height - b[0]),
        )
    return (
        lambda b: (b[1], width - b[2], b[3], width - b[0]),
        lambda b: (width - b[3], b[0], width - b[1], b[2]),
    )


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _big_enough(grid: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    return x1 - x0 >= 8 and bottom - top >= 5


def _overlap(box: Box, other: Box) -> bool:
    return box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]


def _home(nodes: Sequence[_Node], box: Box) -> tuple[_Node, int] | None:
    best: tuple[float, _Node, int] | None = None
    for node in nodes:
        i = node.grid.cell_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if i is not None and holds(cell := node.grid.cells[i].box, box) and (best is None or _area(cell) <= best[0]):
            best = (_area(cell), node, i)
    return (best[1], best[2]) if best else None


def _innermost(nodes: Sequence[_Node], x: float, y: float) -> tuple[_Node, int] | None:
    for node in nodes:
        i = node.grid.cell_at(x, y)
        if i is not None:
            inner = node.children.get(i)
            return (_innermost(inner, x, y) if inner else None) or (node, i)
    return None
