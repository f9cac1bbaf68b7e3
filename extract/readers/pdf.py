"""PDF files to the document model, by pdfplumber.

Reads characters and straight strokes of each page, turns pages whose text runs sideways, builds tables from the
rulings (`extract.readers.rulings`), nests tables that lie in cells of others and sorts every character into the
innermost cell it stands in. Pages are closed one by one, so that memory stays flat.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException

from extract.document import Block, Cell, Document, Line, Page, Paragraph, Place, Table
from extract.errors import UnreadableFile
from extract.readers import ocr
from extract.readers.glyphs import Glyph, TextLine, lines_of, unique, words_of
from extract.readers.rulings import (
    MAX_MARKS,
    THIN,
    Box,
    Grid,
    GridCell,
    Mark,
    Shade,
    frames,
    merge_marks,
    open_grids,
    ruled_grid,
)

# pdfminer reports every font without a bounding box; the pages read well all the same.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

Turn = Callable[[Box], Box]
#: A page without characters that draws more curves than this may draw characters as outlines.
OUTLINES = 200


def read_pdf(data: bytes, file_name: str, sha256: str) -> Document:
    """The document in these bytes.

    Raises:
        UnreadableFile: not a PDF, encrypted, damaged beyond opening, or without pages; the message says what to do.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile("this is not a PDF (no %PDF header); offer the file that the branch published")
    expected = _pdfium_pages(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [_read_page(page, data) for page in pdf.pages]
    except PDFPasswordIncorrect as error:
        raise UnreadableFile(_ENCRYPTED) from error
    except PdfminerException as error:
        raise UnreadableFile(_why_not(error)) from error
    except RecursionError as error:
        raise UnreadableFile("the file nests too deeply to be read; print it to a new PDF and offer that") from error
    except Exception as error:  # damaged files raise whatever their damage touches first
        raise UnreadableFile(f"the file is damaged ({type(error).__name__}); fetch it again") from error
    if not pages:
        raise UnreadableFile("the file opens but shows no page; it is damaged, fetch it again")
    if expected and expected > len(pages):
        pages[-1].problems.append(f"{expected - len(pages)} further pages could not be opened; fetch the file again")
    return Document(sha256, file_name, "pdf", pages)


_ENCRYPTED = "the file is encrypted; ask the branch for one that opens without a password"


def _why_not(error: Exception) -> str:
    inner = error.args[0] if error.args else error
    if isinstance(inner, PDFPasswordIncorrect) or "PDFPasswordIncorrect" in repr(error):
        return _ENCRYPTED
    return f"the file is damaged or cut off ({type(inner).__name__}); fetch it again"


def _pdfium_pages(data: bytes) -> int | None:
    """How many pages a second engine sees; None where it cannot open the file either."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(pdf)
    finally:
        pdf.close()


def _read_page(page: PlumberPage, data: bytes) -> Page:
    """One page; what goes wrong on it stays on it."""
    try:
        reader = _PageReader(page)
        problem = reader.no_text()
        return reader.read() if problem is None else reader.recognise(problem, lambda: _scan(data, page))
    except (RecursionError, MemoryError):
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        problem = f"page {page.page_number} cannot be read ({why}); check the file, other pages were read"
        return Page(page.page_number, [], problems=[problem])
    finally:
        page.close()


@dataclass
class _Node:
    """A table's grid on its way into the tree: children by the cell they lie in, glyphs by cell."""

    grid: Grid
    children: dict[int, list[_Node]] = field(default_factory=dict)
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)


class _PageReader:
    """Reads one page; all geometry is in the page as a reader holds it, upright."""

    def __init__(self, page: PlumberPage) -> None:
        self.page = page
        chars = page.chars
        self.turn, self.unturn = _turns(chars, float(page.width), float(page.height))
        self.glyphs = unique(self._glyphs(chars))
        self.tables = 0

    def read(self) -> Page:
        """The page's blocks in reading order."""
        width, height = float(self.page.width), float(self.page.height)
        number = self.page.page_number
        if not self.glyphs:
            return Page(number, [], width, height)
        marks, shades = self._marks()
        if len(marks) > MAX_MARKS:
            problem = (
                f"page {number} draws {len(marks)} strokes, too many for a table; its text was read without tables"
            )
            return Page(number, self._paragraphs(self.glyphs), width, height, [problem])
        roots = self._nest(self._grids(marks, shades))
        loose = self._sort_in(roots)
        blocks = self._blocks(loose, roots)
        return Page(number, blocks, width, height)

    def no_text(self) -> str | None:
        """Why this page's text cannot be had from its text layer; None where it can, or where nothing is printed."""
        if not self.glyphs and self.page.images:
            return "is a picture without text"
        if not self.glyphs and len(self.page.curves) > OUTLINES:
            return "draws its characters as outlines"
        return "has a text layer that does not say which characters it shows" if ocr.is_garbage(self.glyphs) else None

    def recognise(self, problem: str, scan: Callable[[], ocr.Scan]) -> Page:
        """The page's blocks as recognised in its picture; without OCR, what there is and the problem."""
        width, height = float(self.page.width), float(self.page.height)
        number = self.page.page_number
        missing = ocr.why_not()
        late = False
        if missing is None:
            try:
                blocks = self._recognised(scan())
                if self.glyphs:  # rulings alone say nothing
                    return Page(number, blocks, width, height, [], True, True)
                missing = "OCR found none in it either; look at the page"
            except RuntimeError as error:
                missing = f"{error}, or offer a file with text"
                late = isinstance(error, ocr.OutOfTime)
        layer = _PageReader(self.page)  # anew: a failed recognition leaves its own glyphs behind
        page = layer.read()
        page.is_image = not layer.glyphs
        page.late = late
        page.problems.append(f"page {number} {problem}; {missing}")
        return page

    def _recognised(self, scan: ocr.Scan) -> list[Block]:
        self.turn, self.unturn = (lambda box: box), scan.picture.as_printed
        self.glyphs = scan.ink
        roots = self._nest(self._grids(merge_marks(scan.marks), []))

        def region(x: float, y: float) -> Hashable:
            home = _innermost(roots, x, y)
            return None if home is None else (id(home[0]), home[1])

        self.glyphs = scan.read(region)
        blocks = self._blocks(self._sort_in(roots), roots)
        for table in Page(None, blocks).tables():
            ocr.share_doubt(table)
        return blocks

    def _glyphs(self, chars: Iterable[dict[str, Any]]) -> Iterable[Glyph]:
        width, height = float(self.page.width), float(self.page.height)
        for char in chars:
            box = (char["x0"], char["top"], char["x1"], char["bottom"])
            if box[2] < 0 or box[3] < 0 or box[0] > width or box[1] > height:
                continue  # off the page: nobody sees it
            x0, top, x1, bottom = self.turn(box)
            yield Glyph(char["text"], x0, top, x1, bottom, float(char["size"]), "bold" in char["fontname"].lower())

    def _marks(self) -> tuple[list[Mark], list[Shade]]:
        marks: list[Mark] = []
        shades: list[Shade] = []
        for rect in self.page.rects:
            box = self.turn((rect["x0"], rect["top"], rect["x1"], rect["bottom"]))
            color = _color(rect.get("non_stroking_color"))
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                if rect["stroke"] or not _is_white(color):
                    marks.extend(_thin(box))
            elif rect["stroke"]:
                marks.extend(_outline(box))
            elif not _is_white(color):
                shades.append(Shade(box, color))
        for line in [*self.page.lines, *self.page.curves]:
            points = line.get("pts") or []
            if line.get("stroke") or line["object_type"] == "line":
                marks.extend(self._strokes(points))
        return merge_marks(marks), shades

    def _strokes(self, points: Sequence[tuple[float, float]]) -> Iterable[Mark]:
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            box = self.turn((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
            if min(box[2] - box[0], box[3] - box[1]) <= 1.0:
                yield from _thin(box)

    def _grids(self, marks: Sequence[Mark], shades: Sequence[Shade]) -> list[Grid]:
        grids, rest = [], []
        for frame in frames(marks):
            grid = ruled_grid(frame)
            if grid is None:
                rest.extend(frame)
            else:
                grids.append(grid)
        if sum(m.horizontal for m in rest) >= 2:
            grids += open_grids(rest, shades, words_of(self.glyphs))
        return [grid for grid in grids if _big_enough(grid)]

    def _nest(self, grids: list[Grid]) -> list[_Node]:
        """Tables as a forest: a table lies in the smallest cell of another one that holds its outline."""
        nodes = sorted((_Node(grid) for grid in grids), key=lambda n: -_area(n.grid.box))
        roots: list[_Node] = []
        for i, node in enumerate(nodes):
            home = _home(nodes[:i], node.grid.box)
            if home is None:
                roots.append(node)
            else:
                home[0].children.setdefault(home[1], []).append(node)
        return roots

    def _sort_in(self, roots: Sequence[_Node]) -> list[Glyph]:
        """Puts every glyph into its innermost cell; returns those outside all tables."""
        loose = []
        for glyph in self.glyphs:
            home = _innermost(roots, (glyph.x0 + glyph.x1) / 2, glyph.middle)
            if home is None:
                loose.append(glyph)
            else:
                home[0].glyphs.setdefault(home[1], []).append(glyph)
        return loose

    def _blocks(self, glyphs: Sequence[Glyph], nodes: Sequence[_Node]) -> list[Block]:
        """Text and tables by height: a line that starts above a table's top comes before it."""
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
        return [
            Paragraph(
                [Line(line.text, self._place(line.box), line.size, line.bold, line.doubt, line.box) for line in lines]
            )
        ]

    def _table(self, node: _Node) -> Table:
        index = f"{self.page.page_number}.{self.tables}"
        self.tables += 1
        grid = node.grid
        cells = []
        for i, part in enumerate(grid.cells):
            blocks = self._blocks(node.glyphs.get(i, []), node.children.get(i, []))
            cells.append(
                Cell(part.row, part.col, blocks, part.rowspan, part.colspan, self._place(part.box), box=part.box)
            )
        return Table(index, len(grid.ys) - 1, len(grid.xs) - 1, cells, self._place(grid.box))

    def _place(self, box: Box) -> Place:
        x0, top, x1, bottom = self.unturn(box)
        return Place(self.page.page_number, (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)))


def _scan(data: bytes, page: PlumberPage) -> ocr.Scan:
    """The page as a picture, drawn by the second engine."""
    dpi = ocr.resolution(float(page.width), float(page.height))
    pdf = pypdfium2.PdfDocument(data)
    try:
        image = pdf[page.page_number - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        pdf.close()
    return ocr.Scan(image, dpi)


def _turns(chars: Sequence[dict[str, Any]], width: float, height: float) -> tuple[Turn, Turn]:
    """How to turn the page's boxes upright, and back: pages laid sideways have most characters drawn up or down."""
    sideways = [c for c in chars if not c["upright"] and c["text"].strip()]
    if len(sideways) * 2 <= sum(1 for c in chars if c["text"].strip()):
        return (lambda box: box), (lambda box: box)
    upwards = sum(1 if c["matrix"][1] > 0 else -1 for c in sideways) > 0
    if upwards:  # text runs from the bottom to the top: turn clockwise
        return (
            lambda b: (height - b[3], b[0], height - b[1], b[2]),
            lambda b: (b[1], height - b[2], b[3], height - b[0]),
        )
    return (
        lambda b: (b[1], width - b[2], b[3], width - b[0]),
        lambda b: (width - b[3], b[0], width - b[1], b[2]),
    )


def _thin(box: Box) -> Iterable[Mark]:
    if box[2] - box[0] >= box[3] - box[1]:
        yield Mark(True, (box[1] + box[3]) / 2, box[0], box[2])
    else:
        yield Mark(False, (box[0] + box[2]) / 2, box[1], box[3])


def _outline(box: Box) -> Iterable[Mark]:
    yield Mark(True, box[1], box[0], box[2])
    yield Mark(True, box[3], box[0], box[2])
    yield Mark(False, box[0], box[1], box[3])
    yield Mark(False, box[2], box[1], box[3])


def _color(value: object) -> tuple[float, ...]:
    if isinstance(value, int | float):
        return (float(value),)
    if isinstance(value, list | tuple):
        return tuple(float(v) for v in value if isinstance(v, int | float))
    return ()


def _is_white(color: tuple[float, ...]) -> bool:
    if len(color) == 4:  # CMYK: no ink
        return max(color) < 0.02
    return bool(color) and min(color) > 0.98


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _big_enough(grid: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    return x1 - x0 >= 8 and bottom - top >= 5


def _holds(box: Box, inner: Box) -> bool:
    return box[0] - 1 <= inner[0] and box[1] - 1 <= inner[1] and box[2] + 1 >= inner[2] and box[3] + 1 >= inner[3]


def _home(nodes: Sequence[_Node], box: Box) -> tuple[_Node, int] | None:
    best: tuple[float, _Node, int] | None = None
    for node in nodes:
        if not _holds(node.grid.box, box):
            continue
        for i, cell in enumerate(node.grid.cells):
            if _holds(cell.box, box) and (best is None or _area(cell.box) <= best[0]):
                best = (_area(cell.box), node, i)
    return (best[1], best[2]) if best else None


def _innermost(nodes: Sequence[_Node], x: float, y: float) -> tuple[_Node, int] | None:
    for node in nodes:
        i = _cell_at(node.grid, x, y)
        if i is not None:
            return _innermost(node.children.get(i, []), x, y) or (node, i)
    return None


def _cell_at(grid: Grid, x: float, y: float) -> int | None:
    x0, top, x1, bottom = grid.box
    if not (x0 <= x <= x1 and top <= y <= bottom):
        return None
    for i, cell in enumerate(grid.cells):
        if _inside(cell, x, y):
            return i
    return None


def _inside(cell: GridCell, x: float, y: float) -> bool:
    return cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]
