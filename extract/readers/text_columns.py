"""Running text set in two columns, as newsletters have it: which part of a page is, and where its gutter lies.

The lines of both columns stand at the same heights; read across, every line would go on in that of the other column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from extract.readers.glyphs import Glyph, words_of
from extract.readers.printed_words import Piece, hull_of
from extract.readers.rulings import Box
from extract.readers.word_columns import lines_by_level

#: The gutter lies within this part of the page's width and is so wide, in sizes of the text.
_MIDDLE, _GUTTER = (0.3, 0.7), 1.2
#: A column of text has so many lines, of so many characters on average; so many of them reach its right side, within
#: so many sizes of the text, and nearly all are in one piece.
_LINES, _CHARS, _FULL, _NEAR, _WHOLE = 4, 12, 0.4, 1.6, 0.8
#: A table that text runs beside begins so far from the side of the page's text, in widths of it; its title stands so
#: close over it, and the text ends so close to it, in sizes of the text. Two lines are enough.
_SIDE, _OVER, _REACH, _FEW = 0.25, 1.0, 4.0, 2
#: A title is at least so many times as large as the text.
_LARGE = 1.4


@dataclass(frozen=True)
class TextColumns:
    """Two columns of text between the heights `top` and `bottom`, parted at `gutter`."""

    top: float
    bottom: float
    gutter: float

    def overlaps(self, other: TextColumns) -> bool:
        """Whether two parts of a page share some of its height."""
        return self.top < other.bottom and other.top < self.bottom


def group_of(box: Box, parts: Sequence[TextColumns]) -> tuple[int, int]:
    """Where what stands in a box comes on a page with these parts, from above: (n, 1) in the right column of one."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for i, part in enumerate(parts):
        if y < part.top:
            return 2 * i, 0
        if y <= part.bottom:
            return 2 * i + 1, int(x > part.gutter)
    return 2 * len(parts), 0


def text_columns(glyphs: Sequence[Glyph], boxes: Iterable[Box], width: float) -> list[TextColumns]:
    """The parts of a page of this `width` that hold text in two columns; `boxes` are those of its tables.

    What reaches over the gutter, a title or a table, ends such a part. Text that runs beside tables with their titles,
    which the page has at its right, is such a part as well.
    """
    boxes = list(boxes)
    pieces = [Piece(hull_of(word), "".join(word.texts)) for word in words_of(glyphs)]
    if len(pieces) < 2 * _LINES:
        return []
    em = sorted(piece.height for piece in pieces)[len(pieces) // 2]
    rows = [_joined(row, em) for row in lines_by_level(pieces)]
    rows += [[Piece(box, "")] for box in boxes]
    rows.sort(key=lambda row: row[0].box[1])
    found: list[TextColumns] = []
    start = behind = 0
    while start < len(rows):
        read = (_from(rows, behind, start, gutter, em) for gutter in _gutters(rows, start, em, width))
        found_here = [one for one in read if one is not None]
        end, part = max(found_here, key=itemgetter(0)) if found_here else (start + 1, None)
        if part is not None:
            found.append(part)
            behind = end
        start = end
    aside = [one for one in _beside_tables(pieces, boxes, em, width) if not any(map(one.overlaps, found))]
    return sorted([*found, *aside], key=lambda part: part.top)


def _beside_tables(pieces: Sequence[Piece], boxes: Sequence[Box], em: float, width: float) -> list[TextColumns]:
    """The parts of a page where running text stands left of a table and its title, from above."""
    first = min(piece.box[0] for piece in pieces)
    found: list[TextColumns] = []
    for box in sorted(boxes, key=itemgetter(1)):
        if box[0] < first + _SIDE * width or (found and box[1] < found[-1].bottom):
            continue
        titles = [p.box for p in pieces if _is_title(p.box, box, em)]
        top, bottom = min([box[1], *(title[1] for title in titles)]) - 1, box[3]
        gutter = box[0] - em / 2
        held = [p for p in pieces if top <= (p.box[1] + p.box[3]) / 2 <= bottom]
        left = [p for p in held if p.box[2] <= gutter]
        beside = all(p.box[2] <= gutter or p.box[0] >= gutter for p in held)
        if titles and beside and _is_text_beside([_joined(row, em) for row in lines_by_level(left)], gutter, em):
            found.append(TextColumns(top, bottom, gutter))
    return found


def _is_title(line: Box, table: Box, em: float) -> bool:
    """Whether a line stands right over a table, and begins where it does or within it."""
    return table[0] - em / 2 <= line[0] < table[2] and -1 <= table[1] - line[3] < _OVER * em


def _is_text_beside(rows: Sequence[Sequence[Piece]], gutter: float, em: float) -> bool:
    """Whether lines are running text that goes on up to a table beside it."""
    if len(rows) < _FEW:
        return False
    full = any(gutter - row[-1].box[2] <= _REACH * em for row in rows)
    return full and sum(len(piece.text) for row in rows for piece in row) >= _CHARS * len(rows)


def _joined(row: Sequence[Piece], em: float) -> list[Piece]:
    """The pieces of a line, parted only by white that is as wide as a gutter."""
    out: list[Piece] = []
    for piece in row:
        if out and piece.box[0] - out[-1].box[2] < _GUTTER * em:
            box = out[-1].box
            out[-1] = Piece(
                (box[0], min(box[1], piece.box[1]), piece.box[2], max(box[3], piece.box[3])), out[-1].text + piece.text
            )
        else:
            out.append(piece)
    return out


def _gutters(rows: Sequence[Sequence[Piece]], start: int, em: float, width: float) -> list[float]:
    """Where a gutter may lie left of what the first line has in the middle of the page, or further left where that is
    set in: left of where many lines below begin.
    """
    least, most = _MIDDLE[0] * width, _MIDDLE[1] * width
    sides = [piece.box[0] for piece in rows[start] if piece.text]
    begun = Counter(round(row[-1].box[0]) for row in rows[start + 1 :])
    outer = [x for x, count in begun.items() if count >= _LINES and sides and x < max(sides) - 1]
    gutters = [x - _GUTTER * em / 2 for x in [*sides, *outer]]
    return [x for x in gutters if least <= x <= most]


def _from(
    rows: Sequence[Sequence[Piece]], least: int, start: int, gutter: float, em: float
) -> tuple[int, TextColumns] | None:
    """The row behind the columns that begin in the row `start`, and they; None where they are none.

    Rows above it from `least` on belong to them where nothing but their height parts them.
    """
    half = _GUTTER * em / 2 - 0.1

    def crosses(row: Sequence[Piece]) -> bool:
        return any(p.box[0] < gutter + half and p.box[2] > gutter - half for p in row)

    end = next((i for i in range(start, len(rows)) if crosses(rows[i])), len(rows))
    while start > least and not crosses(rows[start - 1]) and _goes_on(rows[start - 1], rows[start], em):
        start -= 1
    part = rows[start:end]
    left = [[p for p in row if p.box[2] <= gutter and p.text] for row in part]
    right = [[p for p in row if p.box[0] >= gutter and p.text] for row in part]
    if not all(_is_text([row for row in column if row], em) for column in (left, right)):
        return None
    boxes = [piece.box for row in part for piece in row]
    return end, TextColumns(min(b[1] for b in boxes), max(b[3] for b in boxes), gutter)


def _goes_on(above: Sequence[Piece], row: Sequence[Piece], em: float) -> bool:
    """Whether a row stands right above another and is no title in large print."""
    return row[0].box[1] - above[0].box[3] < em and all(not p.text or p.height < _LARGE * em for p in above)


def _is_text(rows: Sequence[Sequence[Piece]], em: float) -> bool:
    """Whether these are lines of running text: long ones in one piece that break where the column ends."""
    if len(rows) < _LINES or sum(len(row) == 1 for row in rows) < _WHOLE * len(rows):
        return False
    end = max(row[-1].box[2] for row in rows)
    full = sum(end - row[-1].box[2] <= _NEAR * em for row in rows)
    chars = sum(len(piece.text) for row in rows for piece in row)
    return full >= _FULL * len(rows) and chars >= _CHARS * len(rows)
