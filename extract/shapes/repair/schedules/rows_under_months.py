"""Schedules whose rows or months no rule parts, put together by the places of their words.

取組項目      4月  5月  6月      a table of headings, lines that no rule holds, a table of other columns:
訪問          ●        ●       together one schedule, as long as all that stands below
研修               ●           keeps to the months

Every mark is in doubt: under which month it stands, and in which row, was told by its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from extract.document import Bar, Block, Cell, Document, Line, Page, Paragraph, Place, Table, around
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.plan.sign_legends import is_sign_legend
from extract.shapes.repair.charts.charts_as_tables import loosened
from extract.shapes.repair.columns.months_apart import NO_RULES
from extract.shapes.repair.schedules.month_bars import with_bars
from extract.shapes.repair.schedules.month_frames import (
    Frame,
    Word,
    by_height,
    frame_of,
    pieces_of,
    with_cuts_joined,
    words_of,
)
from extract.shapes.repair.schedules.placed_rows import Band, months_table, printed_rows
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.months.month_heads import month_columns

#: Headings stand in so many rows at most.
_MOST_HEADS = 3
#: The next line of a schedule is no further below than so many heights of a line.
_FAR = 3.5
#: What a cell over several months says is no longer.
_LONGEST_SPAN = 20
_TITLE = re.compile(r"^\(?(?:単位|注\d?:)|^※")
_MARK = re.compile(r"^[●○◎◯〇■□★☆◆◇▲△→⇒]")
_ARROW = re.compile(r"^[←⇐].*[→⇒]$")
_DIGITS = re.compile(r"\d+")
#: A line that says that a table goes on; a page's number is no longer than this.
_GOES_ON, _SHORT = re.compile(r"[(〔【]?.{0,8}(?:続く|続き|つづく|つづき)[)〕】]?"), 5
_DATE = re.compile(r"\d{1,2}/\d{1,2}")
#: Who does the work of a part of the plan: it stands beside the title of that part, and is no mark of a month.
_OWNER = re.compile(r"^[(\[【]?(?:担当|主管|所管|責任)[^:]{0,6}:")


def with_rows_under_months(document: Document) -> Document:
    """The document with such schedules as tables of their own."""
    pages: list[Page] = []
    frame: Frame | None = None
    feet = _feet(document)
    for page in document.pages:
        blocks, frame = _on_page(page.blocks, frame, page.bars, feet)
        pages.append(page if blocks is page.blocks else replace(page, blocks=blocks))
    changed = any(a is not b for a, b in zip(pages, document.pages, strict=True))
    return replace(document, pages=pages) if changed else document


def _on_page(
    blocks: list[Block], before: Frame | None, bars: Sequence[Bar], feet: Set[str]
) -> tuple[list[Block], Frame | None]:
    """The blocks of a page with its schedules, and the frame of the one that it ends in; `feet` as of `_feet`."""
    out: list[Block] = []
    left = list(blocks)
    changed, last = False, None
    if before is not None and left:
        bands, rest = _bands_below(left, before)
        with_bars(bands, before, bars)
        if bands and _goes_on(left[0], before) and _is_schedule(bands):
            out.append(months_table("0.months", before, bands, headed=False))
            left, changed, last = rest, True, before
    while left:
        block = loosened(left.pop(0))
        found = _headed(block) if isinstance(block, Table) else None
        if not isinstance(block, Table) or found is None:
            out.append(block)
            last = last if isinstance(block, Paragraph) and _is_foot(block, feet) else None
            continue
        frame, head, row = found
        own, below_own = _bands_of(block, row, frame)
        last = frame
        ruled = not _is_loose(block, head, row)
        more, below = _bands_below(left, frame, block if ruled else None) if not below_own.cells else ([], left)
        if ruled and _has_marks(own) and not _has_marks(more):
            more, below = [], left  # a title below, with who does the work at its right
        loose = bool(more) or not ruled
        coloured = with_bars([*own, *more], frame, bars)
        if not _is_schedule([*own, *more]) or not (loose or coloured):
            out.append(block)
            continue
        out += _above(block, head)
        out.append(
            months_table(f"{block.index}.months", frame, [*own, *more], headed=True, doubt=NO_RULES if loose else None)
        )
        left, changed = [*([below_own] if below_own.cells else []), *below], True
    return (out if changed else blocks), last


def _feet(document: Document) -> Set[str]:
    """What the last lines of several pages say, but for their numbers."""
    last = [block for page in document.pages for block in page.blocks[-1:] if isinstance(block, Paragraph)]
    said = Counter(_DIGITS.sub("", solid(block.lines[-1].text)) for block in last)
    return {text for text, pages in said.items() if pages > 1}


def _is_foot(block: Paragraph, feet: Set[str]) -> bool:
    """Whether lines below a schedule say no more than a page's number, that it goes on, or what its marks mean."""
    texts = [solid(line.text) for line in block.lines]
    return all(
        len(text) <= _SHORT or _GOES_ON.fullmatch(text) or _TITLE.match(text) or _DIGITS.sub("", text) in feet
        for text in texts
    )


def _goes_on(block: Block, before: Frame) -> bool:
    """Whether a page's first block may be rows of the schedule before: lines, or a table with fewer columns."""
    if isinstance(block, Paragraph):
        return True
    return block.n_cols < len(before.heads) and _headed(block) is None


# ── headings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _headed(table: Table) -> tuple[Frame, int, int] | None:
    """The frame of a table's months, its first row of headings and the first row below them."""
    if not table.has_places or table.holds_tables:
        return None
    lines: dict[int, list[Line]] = {}
    for cell in table.cells:
        lines.setdefault(cell.row, []).extend(cell.lines)
    for row in sorted(lines):
        frame = frame_of(lines[row])
        if frame is None:
            continue
        beside = [table.at(row, col) for col in range(table.n_cols)]
        first = min((cell.row for cell in beside if cell is not None), default=row)
        if first < row:
            upper = [cell for cell in table.cells if first <= cell.row <= row and cell.lines]
            frame = frame_of([line for cell in upper for line in cell.lines]) or frame
        return frame, first, row + 1
    return None


def _is_loose(table: Table, head: int, row: int) -> bool:
    """Whether no column of its own holds each month, or one of its rows prints marks at several heights."""
    if not any(len(month_columns(table, at)) >= len(month_columns(table, row - 1)) > 0 for at in range(head, row)):
        return True
    months = month_columns(table, row - 1)
    frame = frame_of([line for cell in table.cells if cell.row == row - 1 for line in cell.lines])
    if frame is None or len(months) < len(frame.heads):
        return True
    return any(_holds_several(table, at, frame) for at in range(row, table.n_rows))


def _holds_several(table: Table, row: int, frame: Frame) -> bool:
    """Whether a drawn row prints marks at several heights, and names at each of them."""
    own = [cell for cell in table.cells if cell.row == row and cell.rowspan == 1]
    if all(len(cell.lines) < 2 for cell in own):
        return False
    if len(_heights(_band([line for cell in own for line in _lines_as_one(cell)], frame))) == 1:
        return False  # words below one of the marks lift it
    band = _band([line for cell in own for line in cell.lines], frame)
    heights = _heights(band)
    if band is None or len(heights) < 2:
        return False
    return all(
        any(row.labels for row in printed_rows(band) if row.marks and row.marks[0] in marks) for marks in heights
    )


def _heights(band: Band | None) -> list[list[Word]]:
    """The marks of a row, those at one height together."""
    return by_height([word for word in band.marks if _MARK.match(word.text)]) if band is not None else []


def _lines_as_one(cell: Cell) -> Sequence[Line]:
    """The lines of a cell; of one mark with its words, which stand in the middle of the cell, as one line there."""
    boxes = [line.box for line in cell.lines if line.box is not None]
    if cell.box is None or len(boxes) < 2 or len(boxes) < len(cell.lines):
        return cell.lines
    if [_MARK.match(solid(line.text)) is not None for line in cell.lines] != [True] + [False] * (len(boxes) - 1):
        return cell.lines
    (left, top, right, bottom), height = around(boxes), boxes[0][3] - boxes[0][1]
    if abs((top + bottom) - (cell.box[1] + cell.box[3])) > height:
        return cell.lines
    middle = (left, (top + bottom - height) / 2, right, (top + bottom + height) / 2)
    return [replace(cell.lines[0], text="".join(line.text for line in cell.lines), box=middle, pieces=())]


def _above(table: Table, head: int) -> Iterator[Block]:
    """What a table holds above the headings of its months."""
    cells = [cell for cell in table.cells if cell.row < head]
    if any(cell.lines for cell in cells):
        yield replace(table, n_rows=head, cells=cells, place=_place(cells, table))


def _place(cells: Sequence[Cell], table: Table) -> Place:
    place = cells[0].place if cells else table.place
    for cell in cells[1:]:
        place = place.joined(cell.place)
    return place


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _band(lines: Sequence[Line], frame: Frame) -> Band | None:
    """The words of lines where each keeps to the frame, else None."""
    band = Band()
    for line in lines:
        for piece in pieces_of(line):
            if frame.is_label(piece):
                band.labels.append(piece)
            elif piece.x > frame.right and frame.fits(piece):
                band.remarks.append(piece)
            else:
                words = words_of(piece.line)
                if not words or not all(map(frame.fits, words)):
                    return None
                for word in words:
                    beside = band.labels if frame.is_label(word) else band.remarks
                    (band.marks if frame.left <= word.x <= frame.right else beside).append(word)
    band.marks = with_cuts_joined(band.marks)
    return band


def _bands_of(table: Table, row: int, frame: Frame, end: int | None = None) -> tuple[list[Band], Table]:
    """The rows of a table from one on as far as they keep to the frame, and what is left below them."""
    bands: list[Band] = []
    end = table.n_rows if end is None else end
    for at in range(row, end):
        own = [cell for cell in table.cells if cell.row == at and not cell.tables]
        tall = [cell for cell in own if cell.rowspan > 1 and cell.box is not None and cell.box[2] < frame.heads[0].x]
        spans = [span for cell in own for span in _spans(cell, frame)]
        taken = {id(cell) for cell in tall} | {id(word.line) for word in spans}
        lines = [line for cell in own if id(cell) not in taken for line in cell.lines if id(line) not in taken]
        band = _band(lines, frame)
        if band is not None:
            band.marks += spans
        if band is None or _is_text(band) or any(cell.tables for cell in table.cells if cell.row == at):
            break
        if lines or tall:
            bands.append(replace(band, tall=tall, sides=_bounds(own)))
    else:
        at = end
    rest = [replace(cell, row=cell.row - at) for cell in table.cells if cell.row >= at]
    index = f"{table.index}.{at}"
    return bands, replace(table, index=index, n_rows=table.n_rows - at, cells=rest, place=_place(rest, table))


def _bounds(cells: Sequence[Cell]) -> tuple[float, float] | None:
    """The top and bottom of a row, by its cells of one row."""
    boxes = [cell.box for cell in cells if cell.box is not None and cell.rowspan == 1]
    return (min(box[1] for box in boxes), max(box[3] for box in boxes)) if boxes else None


def _spans(cell: Cell, frame: Frame) -> list[Word]:
    """What a cell drawn over several months says of all of them: its one line, where the cell is wider than the words,
    or an arrow between the marks of other rows.
    """
    if cell.colspan < 2 or cell.box is None or not frame.left <= cell.box[0] < cell.box[2] <= frame.right + frame.step:
        return []
    found = []
    for line in cell.lines:
        if line.box is None or line.pieces:
            continue
        word = Word(line, line.box, (cell.box[0], cell.box[2]))
        wider = len(frame.months_of(word)) > len(frame.between(line.box[0], line.box[2]))
        if wider and len(word.text) <= _LONGEST_SPAN and (len(cell.lines) == 1 or _ARROW.search(word.text)):
            found.append(word)
    return found


def _has_marks(bands: Sequence[Band]) -> bool:
    """Whether any month of some rows holds a mark and not words alone."""
    return any(_MARK.match(word.text) or _ARROW.match(word.text) for band in bands for word in band.marks)


def _is_text(band: Band) -> bool:
    """Whether a row is a title or a sentence over the whole table."""
    titled = any(_TITLE.match(word.text) and not _is_remark(word, band) for word in band.labels)
    titled = titled or any(_OWNER.match(word.text) for word in [*band.marks, *band.remarks])
    return titled or (not band.marks and (bool(band.remarks) or any("。" in word.text for word in band.labels)))


def _is_remark(word: Word, band: Band) -> bool:
    """Whether a label is a remark on the name right above it, and no line below the table."""
    over = (label for label in band.labels if label.y < word.y - word.height / 2)
    return word.text.startswith("※") and any(abs(label.box[0] - word.box[0]) < word.height for label in over)


def _bands_below(blocks: Sequence[Block], frame: Frame, ruled: Table | None = None) -> tuple[list[Band], list[Block]]:
    """The rows that lines and tables below the headings hold while they keep to the frame, and the other blocks; below
    a `ruled` table, which holds its months in columns, a narrower one is another.
    """
    bands: list[Band] = []
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            headed = _headed(block)
            if not block.has_places or block.holds_tables or (ruled is not None and _is_narrower(block, ruled, frame)):
                return bands, list(blocks[i:])
            own, rest = _bands_of(block, 0, frame, headed[1] if headed is not None else block.n_rows)
            if not any(band.marks for band in own):
                return bands, list(blocks[i:])
            bands += own
            if rest.cells:
                return bands, [rest, *blocks[i + 1 :]]
            continue
        taken = _lines_that_fit(block.lines, frame)
        if taken:
            band = _band(block.lines[:taken], frame)
            bands += [band] if band is not None else []
        if taken < len(block.lines):
            rest_lines = block.lines[taken:]
            return bands, [*([replace(block, lines=rest_lines)]), *blocks[i + 1 :]]
    return bands, []


def _is_narrower(table: Table, above: Table, frame: Frame) -> bool:
    """Whether a table ends well left of the one above it."""
    right, other = (max(cell.box[2] for cell in t.cells if cell.box is not None) for t in (table, above))
    return right < other - frame.step


def _lines_that_fit(lines: Sequence[Line], frame: Frame) -> int:
    """How many of the lines are rows: up to the last one with marks before a line that does not keep to the frame."""
    taken, bottom = 0, None
    for i, line in enumerate(lines):
        band = _band([line], frame)
        if band is None or line.box is None or _is_text(band) or is_sign_legend(line.text):
            break
        if bottom is not None and line.box[1] - bottom > _FAR * (line.box[3] - line.box[1]):
            break
        bottom = line.box[3]
        if band.marks and (band.labels or i):
            taken = i + 1
        elif len(band.labels) > 2:
            break
    return taken


def _is_schedule(bands: Sequence[Band]) -> bool:
    """Whether what stands under the months are marks and words, and no figures."""
    texts = [word.text for band in bands for word in band.marks if not is_blank(word.text)]
    figures = [text for text in texts if is_figure_text(text) and not _DATE.fullmatch(text)]
    return len(texts) > 1 and len(figures) * 3 < len(texts)
