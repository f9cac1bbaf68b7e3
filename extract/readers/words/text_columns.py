"""Running text set in two columns, as newsletters have it: which part of a page is, and where its gutter lies.

The lines of both columns stand at the same heights; read across, every line would go on in that of the other column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from extract.readers.drawn.boxes import hull
from extract.readers.rules.rulings import Box, Mark
from extract.readers.rules.word_columns import lines_by_level
from extract.readers.words.glyphs import Glyph, words_of
from extract.readers.words.printed_words import Piece, hull_of

#: The gutter lies within this part of the page's width and is so wide, in sizes of the text.
_MIDDLE, _GUTTER = (0.3, 0.7), 1.2
#: A column of text has so many lines, of so many characters on average; so many of them reach its right side, within
#: so many sizes of the text, and nearly all are in one piece.
_LINES, _CHARS, _FULL, _NEAR, _WHOLE = 4, 12, 0.4, 1.6, 0.8
#: A table that text runs beside begins so far from the side of the page's text, in widths of it; its title stands so
#: close over it, and the text ends so close to it, in sizes of the text. Two lines are enough.
_SIDE, _OVER, _REACH, _FEW = 0.25, 1.0, 4.0, 2
#: Words beside a chart are so many lines, with so many characters in them; so much white ends what stands beside it.
_ROWS_ASIDE, _CHARS_ASIDE, _WHITE = 3, 24, 2.5
#: The months or years below a chart, and the figures in it: so many of either, not further above than this, in sizes.
_AXIS = re.compile(r"(?:(?:令和|平成|[RH])?(?:\d{1,2}|元)年度?|\d{1,2}月)")
_FIGURE = re.compile(r"[\d,]+(?:\.\d+)?[%％]?")
_FEWEST_TIMES, _HIGHEST = 4, 30.0
#: A title is at least so many times as large as the text.
_LARGE = 1.4
#: What a line down the page parts is so high, in sizes of the text, with so many lines of so many characters at either
#: side; text that touches it is cut by it.
_WALL, _ROWS_AT_WALL, _CHARS_AT_WALL = 4.0, 2, 8


#: An entry of a list or a numbered title; so many of them begin at one side, within so many sizes of the text.
_ENTRY = re.compile(r"[・●○◎■◆◇□▶➢✓※①-⑳]|[(（]?\d{1,2}[.．)）](?!\d)")
_ENTRIES, _SAME_SIDE = 2, 0.3


@dataclass(frozen=True)
class TextColumns:
    """Columns of text between the heights `top` and `bottom`, two parted at `gutter` or more with those at `others`."""

    top: float
    bottom: float
    gutter: float
    others: tuple[float, ...] = ()

    def overlaps(self, other: TextColumns) -> bool:
        """Whether two parts of a page share some of its height."""
        return self.top < other.bottom and other.top < self.bottom


def group_of(box: Box, parts: Sequence[TextColumns]) -> tuple[int, int]:
    """Where what stands in a box comes on a page with these parts, from above: (n, 1) in the second column of one."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for i, part in enumerate(parts):
        if y < part.top:
            return 2 * i, 0
        if y <= part.bottom:
            return 2 * i + 1, sum(x > gutter for gutter in (part.gutter, *part.others))
    return 2 * len(parts), 0


def text_columns(
    glyphs: Sequence[Glyph],
    boxes: Iterable[Box],
    width: float,
    charts: Sequence[Box] = (),
    panels: Sequence[Box] = (),
    walls: Sequence[Mark] = (),
) -> list[TextColumns]:
    """The parts of a page of this `width` that hold text in two columns; `boxes` are those of its tables, `charts` of
    its bar charts, `panels` of the coloured boxes behind its text, `walls` the lines down the page that no table has.

    What reaches over the gutter, a title or a table, ends such a part. Text that runs beside tables with their titles,
    which the page has at its right, is such a part as well, what is printed beside a chart, and what such a line parts.
    """
    boxes = list(boxes)
    pieces = [Piece(hull_of(word), "".join(word.texts)) for word in words_of(glyphs)]
    if not pieces:
        return []
    em = sorted(piece.height for piece in pieces)[len(pieces) // 2]
    walled = _at_walls(pieces, walls, [*boxes, *charts], em, width)
    if len(pieces) < 2 * _LINES:
        return walled
    rows = [_joined(row, em) for row in lines_by_level(pieces)]
    rows += [[Piece(box, "")] for box in boxes]
    rows.sort(key=lambda row: row[0].box[1])
    found: list[TextColumns] = []
    start = behind = 0
    while start < len(rows):
        read = (_from(rows, behind, start, gutters, em) for gutters in _gutters(rows, start, em, width))
        found_here = [one for one in read if one is not None]
        end, part = max(found_here, key=itemgetter(0)) if found_here else (start + 1, None)
        if part is not None:
            found.append(part)
            behind = end
        start = end
    found = [*walled, *(one for one in found if not any(map(one.overlaps, walled)))]
    aside = [one for one in _beside_tables(pieces, boxes, em, width) if not any(map(one.overlaps, found))]
    found += aside
    beside = _beside_charts(pieces, charts, [*boxes, *panels], em, width)
    found += [one for one in beside if not any(map(one.overlaps, found))]
    return sorted(found, key=lambda part: part.top)


def _at_walls(
    pieces: Sequence[Piece], walls: Sequence[Mark], boxes: Sequence[Box], em: float, width: float
) -> list[TextColumns]:
    """The parts of a page that lines down the page part, with text between them and none across."""
    parts: list[TextColumns] = []
    left = [m for m in walls if m.hi - m.lo >= _WALL * em and _MIDDLE[0] * width <= m.pos <= _MIDDLE[1] * width]
    while left:
        first = left[0]
        level = sorted((m for m in left if m.lo < first.hi and first.lo < m.hi), key=lambda m: m.pos)
        left = [m for m in left if m not in level]
        top, bottom = min(m.lo for m in level), max(m.hi for m in level)
        gutters = [m.pos for m in level]
        held = [p for p in pieces if top <= (p.box[1] + p.box[3]) / 2 <= bottom]
        beside = [box for box in boxes if box[1] < bottom and top < box[3]]
        if any(box[0] < x < box[2] for box in (*beside, *(p.box for p in held)) for x in gutters):
            continue
        columns = [[p for p in held if sum(p.box[0] > x for x in gutters) == i] for i in range(len(gutters) + 1)]
        if all(_is_beside_wall([_joined(row, em) for row in lines_by_level(column)]) for column in columns):
            parts.append(TextColumns(top, bottom, gutters[0], tuple(gutters[1:])))
    return parts


def _is_beside_wall(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether these are lines of words, and not the names or figures of a table that only a line parts."""
    long = [row for row in rows if sum(len(piece.text) for piece in row) >= _CHARS_AT_WALL]
    return len(long) >= _ROWS_AT_WALL and 2 * len(long) >= len(rows)


def _beside_charts(
    pieces: Sequence[Piece], charts: Sequence[Box], boxes: Sequence[Box], em: float, width: float
) -> list[TextColumns]:
    """The parts of a page where a chart, of bars or of lines, stands beside words."""
    parts: list[TextColumns] = []
    charts = [*charts, *_over_times(pieces, em)]
    for chart in sorted(charts, key=itemgetter(1)):
        if parts and chart[1] < parts[-1].bottom:
            continue
        level = [c for c in charts if c[1] < chart[3] and chart[1] < c[3]]
        plot = hull(level)
        around = [box for box in boxes if not (box[0] <= plot[0] and box[2] >= plot[2])]
        held = [p for p in pieces if plot[1] <= (p.box[1] + p.box[3]) / 2 <= plot[3]]
        taken = [plot, *(p.box for p in held), *(b for b in around if b[1] < plot[3] and plot[1] < b[3])]
        gutter = _widest_white(taken, em, width)
        if gutter is None or plot[0] < gutter < plot[2]:
            continue
        part = _up_and_down([*pieces, *(Piece(box, "") for box in around)], plot, gutter, em)
        words = [p for p in pieces if part.top <= (p.box[1] + p.box[3]) / 2 <= part.bottom]
        words = [p for p in words if (p.box[0] > gutter) == (plot[2] < gutter)]
        said = ["".join(p.text for p in row if not p.text.isascii()) for row in lines_by_level(words)]
        if sum(map(bool, said)) >= _ROWS_ASIDE and len("".join(said)) >= _CHARS_ASIDE:
            parts.append(part)
    return parts


def _over_times(pieces: Sequence[Piece], em: float) -> list[Box]:
    """The sides of charts that only their words show: figures at several heights over a line of months or years."""
    found: list[Box] = []
    for row in lines_by_level(pieces):
        times = [p.box for p in row if _AXIS.fullmatch(p.text)]
        if len(times) < _FEWEST_TIMES:
            continue
        left, top, right, bottom = hull(times)
        within = [p for p in pieces if _FIGURE.fullmatch(p.text) and left - em < (p.box[0] + p.box[2]) / 2 < right + em]
        above = [p for p in within if 0 < top - p.box[1] < _HIGHEST * em]
        below = any(bottom - 1 <= p.box[1] < bottom + _WHITE * em for p in within)
        if not below and len(above) >= len(times) - 1 and len(lines_by_level(above)) > 1:
            found.append(hull([*times, *(p.box for p in above)]))
    return found


def _widest_white(boxes: Sequence[Box], em: float, width: float) -> float | None:
    """The middle of the widest white between boxes that lies in the middle of the page; None where it is no gutter."""
    best, reach = (0.0, 0.0), min(box[0] for box in boxes)
    for box in sorted(boxes):
        middle = (reach + box[0]) / 2
        if _MIDDLE[0] * width <= middle <= _MIDDLE[1] * width:
            best = max(best, (box[0] - reach, middle))
        reach = max(reach, box[2])
    return best[1] if best[0] >= _GUTTER * em else None


def _up_and_down(pieces: Sequence[Piece], plot: Box, gutter: float, em: float) -> TextColumns:
    """What stands on both sides of a gutter at the height of a chart, and above and below up to much white, to what
    reaches over the gutter and to a title in large print.
    """
    rows = [_joined(row, em) for row in lines_by_level(pieces)]
    top, bottom = plot[1], plot[3]
    for row in sorted(rows, key=lambda row: row[0].box[1], reverse=True):
        low, high = max(p.box[3] for p in row), min(p.box[1] for p in row)
        if low < top and (_ends(row, gutter, em) or top - low > _WHITE * em):
            break
        top = min(top, high) if high < bottom else top
    for row in sorted(rows, key=lambda row: row[0].box[1]):
        low, high = max(p.box[3] for p in row), min(p.box[1] for p in row)
        if high > bottom and (_ends(row, gutter, em) or high - bottom > _WHITE * em):
            break
        bottom = max(bottom, low) if low > top else bottom
    return TextColumns(top, bottom, gutter)


def _ends(row: Sequence[Piece], gutter: float, em: float) -> bool:
    """Whether a row is of neither column: it reaches over the gutter, or is a title in large print."""
    crosses = any(p.box[0] < gutter < p.box[2] for p in row)
    return crosses or (len(row) == 1 and row[0].height >= _LARGE * em)


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


def _gutters(rows: Sequence[Sequence[Piece]], start: int, em: float, width: float) -> list[tuple[float, ...]]:
    """Where a gutter may lie left of what the first line has in the middle of the page, or further left where that is
    set in: left of where many lines below begin; or gutters left of all that the first line has there.
    """
    least, most = _MIDDLE[0] * width, _MIDDLE[1] * width
    sides = [piece.box[0] for piece in rows[start] if piece.text]
    begun = Counter(round(row[-1].box[0]) for row in rows[start + 1 :])
    outer = [x for x, count in begun.items() if count >= _LINES and sides and x < max(sides) - 1]
    gutters = [x - _GUTTER * em / 2 for x in [*sides, *outer]]
    found: list[tuple[float, ...]] = [(x,) for x in gutters if least <= x <= most]
    between = sorted({x for x in gutters[: len(sides)] if least <= x <= most})
    return [*found, tuple(between)] if len(between) > 1 else found


def _from(
    rows: Sequence[Sequence[Piece]], least: int, start: int, gutters: Sequence[float], em: float
) -> tuple[int, TextColumns] | None:
    """The row behind the columns that begin in the row `start`, and they; None where they are none.

    Rows above it from `least` on belong to them where nothing but their height parts them.
    """
    half = _GUTTER * em / 2 - 0.1

    def crosses(row: Sequence[Piece]) -> bool:
        return any(p.box[0] < gutter + half and p.box[2] > gutter - half for p in row for gutter in gutters)

    end = next((i for i in range(start, len(rows)) if crosses(rows[i])), len(rows))
    while start > least and not crosses(rows[start - 1]) and _goes_on(rows[start - 1], rows[start], em):
        start -= 1
    part = rows[start:end]
    columns: list[list[list[Piece]]] = [[] for _ in range(len(gutters) + 1)]
    for row in part:
        for i, column in enumerate(columns):
            if held := [p for p in row if p.text and sum(p.box[0] > gutter for gutter in gutters) == i]:
                column.append(held)
    if not all(_is_text(column, em) or _is_list(column, em) for column in columns):
        return None
    boxes = [piece.box for row in part for piece in row]
    return end, TextColumns(min(b[1] for b in boxes), max(b[3] for b in boxes), gutters[0], tuple(gutters[1:]))


def _goes_on(above: Sequence[Piece], row: Sequence[Piece], em: float) -> bool:
    """Whether a row stands right above another and is no title in large print."""
    return row[0].box[1] - above[0].box[3] < em and all(not p.text or p.height < _LARGE * em for p in above)


def _is_list(rows: Sequence[Sequence[Piece]], em: float) -> bool:
    """Whether these are lines in one piece, with entries behind marks that begin at one side."""
    if len(rows) < _LINES or sum(len(row) == 1 for row in rows) < _WHOLE * len(rows):
        return False
    begun = [row[0].box[0] for row in rows if _ENTRY.match(row[0].text) and len(row[0].text) >= _CHARS_AT_WALL]
    chars = sum(len(piece.text) for row in rows for piece in row)
    beside = max((sum(abs(x - other) <= _SAME_SIDE * em for other in begun) for x in begun), default=0)
    return beside >= _ENTRIES and chars >= _CHARS_AT_WALL * len(rows)


def _is_text(rows: Sequence[Sequence[Piece]], em: float) -> bool:
    """Whether these are lines of running text: long ones in one piece that break where the column ends."""
    if len(rows) < _LINES or sum(len(row) == 1 for row in rows) < _WHOLE * len(rows):
        return False
    end = max(row[-1].box[2] for row in rows)
    full = sum(end - row[-1].box[2] <= _NEAR * em for row in rows)
    chars = sum(len(piece.text) for row in rows for piece in row)
    return full >= _FULL * len(rows) and chars >= _CHARS * len(rows)
