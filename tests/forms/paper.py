"""A PDF writer as small as the tests need: Japanese text, strokes and filled boxes, pages upright or turned.

Coordinates are points from the upper left corner of the page as it is read. The font is not embedded; its code points
are Unicode and a ToUnicode map says so.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Gothic /Encoding /Identity-H /DescendantFonts [4 0 R] "
    b"/ToUnicode 5 0 R >>",
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Gothic /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
    b"/Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 /W [32 126 500] >>",
    b"<< /Type /FontDescriptor /FontName /Gothic /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 "
    b"/Descent -120 /CapHeight 700 /StemV 80 >>",
)


def width_of(text: str, size: float) -> float:
    """How wide a line of text is: ASCII half as wide as everything else."""
    return sum(size / 2 if " " <= char <= "~" else size for char in text)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines of a text broken to a width, its own line breaks kept."""
    lines = []
    for line in text.split("\n"):
        current = ""
        for char in line:
            if current and width_of(current + char, size) > width:
                lines.append(current)
                current = ""
            current += char
        lines.append(current)
    return lines


@dataclass
class Sheet:
    """One page: its size as read, how it is laid in the file (`turn` degrees, by the page's /Rotate or in its content)
    and the operators drawn so far.
    """

    width: float
    height: float
    rotate: int = 0
    sideways: bool = False
    drawn: list[str] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)

    def text(self, x: float, top: float, text: str, size: float = 9) -> None:
        """One line whose upper left corner is (x, top)."""
        codes = text.encode("utf-16-be").hex()
        self.codes.update(map(ord, text))
        self.drawn.append(
            f"BT /F1 {size:g} Tf 1 0 0 1 {x:.2f} {self.height - top - 0.88 * size:.2f} Tm <{codes}> Tj ET"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        """A stroke."""
        self.drawn.append(f"{width:g} w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.85) -> None:
        """A filled box without an outline."""
        self.drawn.append(f"{grey:g} g {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f 0 g")

    def box(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        """An outline."""
        for ax, ay, bx, by in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.line(ax, ay, bx, by, width)

    def rounded(self, x0: float, y0: float, x1: float, y1: float, radius: float = 8, width: float = 0.8) -> None:
        """An outline with rounded corners."""
        top, bottom, bend = self.height - y0, self.height - y1, radius * 0.45
        self.drawn.append(
            f"{width:g} w {x0 + radius:.2f} {top:.2f} m {x1 - radius:.2f} {top:.2f} l "
            f"{x1 - bend:.2f} {top:.2f} {x1:.2f} {top - bend:.2f} {x1:.2f} {top - radius:.2f} c "
            f"{x1:.2f} {bottom + radius:.2f} l "
            f"{x1:.2f} {bottom + bend:.2f} {x1 - bend:.2f} {bottom:.2f} {x1 - radius:.2f} {bottom:.2f} c "
            f"{x0 + radius:.2f} {bottom:.2f} l "
            f"{x0 + bend:.2f} {bottom:.2f} {x0:.2f} {bottom + bend:.2f} {x0:.2f} {bottom + radius:.2f} c "
            f"{x0:.2f} {top - radius:.2f} l "
            f"{x0:.2f} {top - bend:.2f} {x0 + bend:.2f} {top:.2f} {x0 + radius:.2f} {top:.2f} c s"
        )

    def arrow(self, x0: float, y: float, x1: float) -> None:
        """A filled arrow that points to the right."""
        middle, neck = self.height - y, x1 - 5
        points = ((x0, 1), (neck, 1), (neck, 4), (x1, 0), (neck, -4), (neck, -1), (x0, -1))
        path = " ".join(f"{x:.2f} {middle + dy:.2f} {'l' if i else 'm'}" for i, (x, dy) in enumerate(points))
        self.drawn.append(f"0.4 g {path} f 0 g")

    def content(self) -> bytes:
        """The content stream in the page's own coordinates."""
        matrix = ""
        if self.rotate == 90 or self.sideways:  # read clockwise turned: what is drawn must stand turned the other way
            matrix = f"0 1 -1 0 {self.height:g} 0 cm\n"
        return (matrix + "\n".join(self.drawn)).encode("ascii")

    @property
    def media(self) -> tuple[float, float]:
        """Width and height of the page in the file."""
        return (self.height, self.width) if self.rotate or self.sideways else (self.width, self.height)


def to_pdf(sheets: list[Sheet]) -> bytes:
    """The pages as one file; the same pages give the same bytes."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT[0], _FONT[1], _stream(_to_unicode(sheets)), _FONT[2]]
    kids = []
    for sheet in sheets:
        objects.append(_stream(sheet.content()))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (*sheet.media, sheet.rotate, len(objects))
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids))
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        out
        + head
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            len(out),
        )
    )


def _to_unicode(sheets: list[Sheet]) -> bytes:
    """The map of the font's codes to characters, for all that the pages print."""
    codes = sorted({code for sheet in sheets for code in sheet.codes})
    parts = [codes[i : i + 100] for i in range(0, len(codes), 100)]
    maps = "".join(
        f"{len(part)} beginbfchar\n" + "".join(f"<{code:04X}> <{code:04X}>\n" for code in part) + "endbfchar\n"
        for part in parts
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /U def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{maps}endcmap\nend\nend\n"
    ).encode("ascii")


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
