"""Documents by hand: tables from rows of text, paragraphs from lines, and small PDFs from content streams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from extract.document import BBox, Block, Cell, Document, Line, Page, Paragraph, Place, Table
from extract.facts import Row
from extract.interpret import interpret
from extract.recorder import Recorder
from extract.shapes.context import Header, NamedKpi, Scope

SHA = "a" * 64
#: Size of a cell of tables with geometry, in points.
WIDE, HIGH = 40.0, 12.0
#: White on either side of a cell's text.
PAD = 2.0


def paragraph(*lines: str, page: int | None = 1, boxed: bool = False, width: float | None = None) -> Paragraph:
    """Lines of running text; `boxed` gives them sides, each as wide as its letters (or all `width`)."""
    made = []
    for i, text in enumerate(lines):
        box: BBox | None = None
        if boxed:
            box = (50.0, 50.0 + 12 * i, 50.0 + (width or 9.0 * len(text)), 60.0 + 12 * i)
        made.append(Line(text, Place(page, bbox=box), size=9.0 if boxed else None, box=box))
    return Paragraph(made)


def table(
    rows: Sequence[Sequence[str | Sequence[Block] | None]],
    *,
    spans: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    page: int | None = 1,
    index: str = "1.0",
    boxed: bool = False,
    xs: Sequence[float] | None = None,
) -> Table:
    """A table of texts (or of blocks). None leaves a position to the span (rows, columns) of another cell; `boxed`
    gives every cell sides, in columns that begin at `xs`."""
    n_cols = max(len(row) for row in rows)
    edges = list(xs or [WIDE * i for i in range(n_cols + 1)])
    cells = []
    for r, row in enumerate(rows):
        for c, content in enumerate(row):
            if content is None:
                continue
            height, width = (spans or {}).get((r, c), (1, 1))
            box: BBox | None = (edges[c], HIGH * r, edges[c + width], HIGH * (r + height)) if boxed else None
            blocks: list[Block]
            if isinstance(content, str):
                inside = (box[0] + PAD, box[1], box[2] - PAD, box[3]) if box else None
                lines = [
                    Line(text, Place(page, bbox=box), size=9.0 if boxed else None, box=inside)
                    for text in content.split("\n")
                    if text
                ]
                blocks = [Paragraph(lines)] if lines else []
            else:
                blocks = list(content)
            cells.append(Cell(r, c, blocks, height, width, Place(page, bbox=box), box=box))
    outline: BBox | None = (edges[0], 0.0, edges[-1], HIGH * len(rows)) if boxed else None
    return Table(index, len(rows), n_cols, cells, Place(page, bbox=outline))


def document(*pages: Sequence[Block] | Page, reader: str = "pdf") -> Document:
    """A document of pages of blocks."""
    made = [page if isinstance(page, Page) else Page(i, list(page)) for i, page in enumerate(pages, 1)]
    return Document(SHA, "report.pdf", reader, made)


def header(
    fiscal_year: int | None = 2022,
    *,
    as_of: date | None = None,
    kind: str = "results",
    period: str = "FY",
    branch: str | None = "oita",
) -> Header:
    """A report's own facts."""
    return Header(branch, fiscal_year, kind, period, as_of, "見本")


def scope(
    head: Header | None = None, *, kpis: Iterable[str | NamedKpi] = (), caption: Sequence[str] = (), **more: object
) -> Scope:
    """Surroundings of a table; KPIs by code."""
    head = head or header()
    named = tuple(kpi if isinstance(kpi, NamedKpi) else NamedKpi(kpi, None, kpi) for kpi in kpis)
    return Scope(head, head.fiscal_year, kpis=named, caption=tuple(caption)).under(**more)


def recorder() -> Recorder:
    """An empty recorder."""
    return Recorder(SHA, "pdf")


def titled(*blocks: Block, title: str = "令和4年度 大分支部事業報告", reader: str = "pdf") -> Recorder:
    """All that is read of one page that begins with a title."""
    return interpret(document([paragraph(title), *blocks], reader=reader))[0]


def brief(rows: Iterable[Row], *names: str) -> list[tuple[object, ...]]:
    """Some columns of facts, dates as YYYY-MM."""

    def short(value: object) -> object:
        return value.strftime("%Y-%m") if isinstance(value, date) else value

    return [tuple(short(row.get(name)) for name in names) for row in rows]


# ── PDFs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pdf(
    *contents: str,
    rotate: int = 0,
    image: bool = False,
    extra_pages: int = 0,
    encrypt: bool = False,
    size: tuple[int, int] = (400, 300),
    media: tuple[int, int, int, int] | None = None,
    crop: tuple[int, int, int, int] | None = None,
) -> bytes:
    """A PDF with one page per content stream, in Helvetica as /F1; `image` draws a picture on every page, `encrypt`
    names a password handler, `extra_pages` claims pages that are not there, `media` and `crop` are the
    box of a page and what is shown of it."""
    cropped = b"/CropBox [%d %d %d %d] " % crop if crop else b""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    picture = b""
    if image:
        data = b"\x80\x40"
        objects.append(
            b"<< /Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Length %d >>\nstream\n%s\nendstream" % (len(data), data)
        )
        picture = b" /XObject << /Im1 4 0 R >>"
    kids = []
    for content in contents:
        stream = content.encode("latin-1")
        if image:
            stream = b"q 380 0 0 280 10 10 cm /Im1 Do Q\n" + stream
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%d %d %d %d] %s/Rotate %d "
            b"/Resources << /Font << /F1 3 0 R >>%s >> /Contents %d 0 R >>"
            % (*(media or (0, 0, *size)), cropped, rotate, picture, len(objects))
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids) + extra_pages)
    secret = b"<" + b"41" * 32 + b">"
    locked = b" /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (secret, secret)
    return assembled(objects, locked if encrypt else b"")


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects, the first being the catalogue; `trailer` is added to its trailer."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    ends = b" /Size %d /Root 1 0 R" % (len(objects) + 1) + trailer
    return out + b"trailer\n<<%s >>\nstartxref\n%d\n%%%%EOF\n" % (ends, start)


def show(text: str, x: float, y: float, size: float = 10) -> str:
    """Content that prints Latin text at (x, y) from the lower left corner."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Content that draws a straight stroke."""
    return f"{x0} {y0} m {x1} {y1} l S\n"


def ruled(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Content that draws all rulings of a plain grid."""
    return "\n".join([rule(xs[0], y, xs[-1], y) for y in ys] + [rule(x, ys[0], x, ys[-1]) for x in xs])
