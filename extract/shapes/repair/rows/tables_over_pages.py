"""Tables that go on at the top of the next page: under the headings of the page before, their torn row whole again.

No  取組                       評価      the headings stand on the page before,
11  事業所へ出向き、                     and a row is torn where the page ends:
    制度を説明する。           ○         its other half is the first of the next page
12  窓口で案内する。           △

Layouts of plans and grids of months know themselves how they go on; of them only torn rows are mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, Document, Page, Paragraph, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.context import Header
from extract.shapes.plan.plan_text import openness
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.months.month_bands import month_bands
from extract.shapes.tables.plans.activity_rows import activity_rows
from extract.shapes.tables.plans.layout import find_layout
from extract.shapes.tables.plans.plan_columns import plan_layout

#: What stands at the foot or head of any page: its number, that a table goes on.
_AROUND = re.compile(
    r"[-－―ー–\s]*(?:P\.?)?\d{1,3}(?:/\d{1,3})?(?:ページ|頁)?[-－―ー–\s]*|[(〔【]?.{0,8}(?:続き|続く|つづき|つづく)[)〕】]?"
)
_DIGITS = re.compile(r"\d+")
_MARKS = frozenset("●◉■★☆→⇒←⇔▶")
_NUMBER = re.compile(r"(?:No\.?)?[(]?\d{1,3}(?:-\d{1,2})?[).]?|[①-⑳]")
#: Roles of columns of a layout that hold text.
_TEXT = ("plan", "status", "year")
#: Sides of one column may differ so much from page to page, in points.
_SAME_SIDE = 3.0
#: Numbers show rows where so many rows have one.
_FEWEST_NUMBERED = 3
#: What goes on may begin at one of so many sides: without the column of the names of groups, or with it.
_CUT_OFF = 2
#: Rows of headings over a table, and the longest of them.
_MOST_HEADS, _LONGEST_HEAD = 3, 30


def with_tables_over_pages(document: Document, header: Header, explained: frozenset[str]) -> Document:
    """The document with every table that goes on over a page break under its headings and with its torn row whole.

    `explained` are the symbols of statuses that the report's legend explains.
    """
    pages = list(document.pages)
    changed = False
    for i in range(1, len(pages)):
        above, below = _at_break(_last_table(pages[i - 1], pages[i]), _first_table(pages[i], pages[i - 1]))
        if above is None or below is None:
            continue
        seam = _seam(above, below)
        joined = _joined(seam, header, explained) if seam is not None else None
        if joined is None:
            continue
        pages[i - 1] = _with(pages[i - 1], above, joined[0])
        pages[i] = _with(pages[i], below, joined[1])
        changed = True
    return replace(document, pages=pages) if changed else document


@dataclass(frozen=True)
class _Seam:
    """A table and what goes on with it in the same columns: `heads` are its rows of headings, `typed` the columns that
    hold nothing but figures and marks, `own` whether what goes on repeats the headings.
    """

    above: Table
    below: Table
    heads: int
    typed: tuple[int, ...]
    own: bool


# ── which tables go on ───────────────────────────────────────────────────────────────────────────────────────────────


def _last_table(page: Page, after: Page) -> Table | None:
    """The table that a page ends in, above what stands at the foot of every page: the same words but for its number."""
    repeated = {_DIGITS.sub("", text) for text in _loose_texts(after)}
    for block in reversed(page.blocks):
        if isinstance(block, Table):
            return block
        texts = [solid(line.text) for line in block.lines]
        if not all(_AROUND.fullmatch(text) or _DIGITS.sub("", text) in repeated for text in texts):
            return None
    return None


def _loose_texts(page: Page) -> set[str]:
    """The lines of a page outside of tables."""
    return {solid(line.text) for block in page.blocks if isinstance(block, Paragraph) for line in block.lines}


def _first_table(page: Page, before: Page) -> Table | None:
    """The table that a page begins with, below what heads every page."""
    repeated = _loose_texts(before)
    for block in page.blocks:
        if isinstance(block, Table):
            return block
        texts = [solid(line.text) for line in block.lines]
        if not all(_AROUND.fullmatch(text) or text in repeated for text in texts):
            return None
    return None


def _at_break(above: Table | None, below: Table | None) -> tuple[Table | None, Table | None]:
    """The tables that a page break may tear: these two, or those that their cells at the break end and begin with."""
    if above is None or below is None:
        return None, None
    if not above.holds_tables and not below.holds_tables:
        return (above if _is_plain(above) else None), (below if _is_plain(below) else None)
    first = next((row for row in range(below.n_rows) if _row_texts(below, row) != _row_texts(above, row)), 0)
    ends = [cell.blocks[-1] for cell in above.cells if cell.row + cell.rowspan == above.n_rows and cell.tables]
    starts = [cell.blocks[0] for cell in below.cells if cell.row == first and cell.tables]
    torn = [block if isinstance(block, Table) and _is_plain(block) else None for block in (*ends, *starts)]
    return (torn[0], torn[1]) if len(ends) == len(starts) == 1 else (None, None)


def _row_texts(table: Table, row: int) -> list[tuple[int, str]]:
    return [(cell.col, text) for cell in table.cells if cell.row == row and (text := solid(cell.text))]


def _is_plain(table: Table) -> bool:
    return table.n_cols > 2 and table.has_places and not table.holds_tables


def _seam(above: Table, below: Table) -> _Seam | None:
    """How the second table goes on with the first, or None where it is another one."""
    fitted = _in_columns(below, above)
    if fitted is None:
        return None
    heads = _head_rows(above)
    if heads == 0 or heads >= above.n_rows:
        return None
    typed = tuple(col for col in range(above.n_cols) if _is_typed(above, col, heads))
    if not typed or all(cell.col > typed[0] for cell in fitted.cells):
        return None
    own = _texts(fitted, range(min(heads, fitted.n_rows))) == _texts(above, range(heads))
    first = heads if own else 0
    if first >= fitted.n_rows or not all(_fits(fitted.at(first, col)) for col in typed):
        return None
    return _Seam(above, fitted, heads, typed, own)


def _in_columns(table: Table, other: Table) -> Table | None:
    """The table in the columns of the other one, whose sides it shares; None where it has others. The first column, of
    names of groups, may be cut off.
    """
    sides, own = _sides(other), _sides(table)
    if not sides or not own or abs(max(own) - sides[-1]) > _SAME_SIDE:
        return None
    cut_off = len(own) > _MOST_HEADS and len(own) == len(sides) - 1
    if all(abs(min(own) - side) > _SAME_SIDE for side in sides[: _CUT_OFF if cut_off else 1]):
        return None
    if len(sides) != other.n_cols + 1:
        return None
    cells = []
    for cell in table.cells:
        if cell.box is None:
            return None
        ends = [_nearest(sides, x) for x in (cell.box[0], cell.box[2])]
        if None in ends or ends[0] == ends[1]:
            return None
        cells.append(replace(cell, col=ends[0], colspan=ends[1] - ends[0]))  # type: ignore[arg-type, operator]
    return replace(table, n_cols=other.n_cols, cells=cells)


def _sides(table: Table) -> list[float]:
    """The sides of the columns, left to right."""
    found: list[float] = []
    for side in sorted(x for cell in table.cells if cell.box is not None for x in (cell.box[0], cell.box[2])):
        if not found or side - found[-1] > _SAME_SIDE:
            found.append(side)
    return found


def _nearest(sides: Sequence[float], x: float) -> int | None:
    return next((i for i, side in enumerate(sides) if abs(side - x) <= _SAME_SIDE), None)


def _head_rows(table: Table) -> int:
    """How many rows of headings a table begins with: short words that are neither figures nor marks."""
    heads = 0
    for row in range(min(_MOST_HEADS, table.n_rows)):
        cells = [cell for cell in table.cells if cell.row == row and solid(cell.text)]
        if not cells or any(_is_value(cell.text) or len(solid(cell.text)) > _LONGEST_HEAD for cell in cells):
            break
        if row and (
            len(cells) == 1 or not any(cell.row + cell.rowspan > row for cell in table.cells if cell.row < row)
        ):
            break
        heads = row + 1
    covered = [cell.row + cell.rowspan for cell in table.cells if cell.row < heads]
    return heads if heads and max(covered) == heads and _is_full(table) else 0


def _is_full(table: Table) -> bool:
    """Whether the first row says something of nearly every column."""
    first = [cell for cell in table.cells if cell.row == 0 and solid(cell.text)]
    return sum(cell.colspan for cell in first) >= table.n_cols - 1 and len(first) > 1


def _is_value(text: str) -> bool:
    plain = solid(text)
    return symbol_of(plain) is not None or is_figure_text(text) or plain[:1] in _MARKS


def _is_typed(table: Table, col: int, heads: int) -> bool:
    """Whether a column holds figures and marks, and no numbers of rows."""
    texts = [cell.text for cell in table.cells if cell.col == col and cell.row >= heads and solid(cell.text)]
    values = [text for text in texts if not is_blank(text)]
    return bool(values) and all(map(_is_value, values)) and not all(_NUMBER.fullmatch(solid(t)) for t in values)


def _fits(cell: Cell | None) -> bool:
    return cell is None or not solid(cell.text) or is_blank(cell.text) or _is_value(cell.text)


def _texts(table: Table, rows: range) -> list[tuple[int, int, str]]:
    return sorted((cell.row, cell.col, solid(cell.text)) for cell in table.cells if cell.row in rows)


# ── what becomes of them ─────────────────────────────────────────────────────────────────────────────────────────────


def _joined(seam: _Seam, header: Header, explained: frozenset[str]) -> tuple[Table, Table | None] | None:
    """Both tables as they should be read; None where nothing is to be done."""
    above: Table = seam.above
    below: Table | None = seam.below
    first = seam.heads if seam.own else 0
    months = bool(month_bands(above))
    torn = not months and _is_torn(seam, first)
    if torn:
        above, below = _whole(seam, first)
    if below is not None and not seam.own and not months and not _knows_itself(above, header, explained):
        return above, _under_heads(seam, above, below)
    return (above, below) if torn else None


def _knows_itself(table: Table, header: Header, explained: frozenset[str]) -> bool:
    """Whether a table is a layout with columns of text, which are remembered for the next page."""
    if not header.is_plan and activity_rows(table, explained) is not None:
        return False
    layout = find_layout(table, None, header) or plan_layout(table, header)
    return layout is not None and (layout.of_plan or any(column.role in _TEXT for column in layout.columns))


def _is_torn(seam: _Seam, first: int) -> bool:
    """Whether the first row goes on with the last one of the page before: its text does, or it alone has no number, and
    neither the number nor a figure or mark stands in both.
    """
    one, two = _row(seam.above, seam.above.n_rows - 1), _row(seam.below, first)
    if any(cell.rowspan > 1 and cell.row < seam.above.n_rows - 1 and cell.col in seam.typed for cell in one.values()):
        return False
    both = [col for col in one.keys() & two.keys() if solid(one[col].text) and solid(two[col].text)]
    if any(col in seam.typed or _NUMBER.fullmatch(solid(two[col].text)) for col in both):
        return False
    values = [[col for col in seam.typed if col in row and solid(row[col].text)] for row in (one, two)]
    if all(values) or not any(values):
        return False
    open_ended = any(openness(solid(one[col].text)) > 0 for col in both)
    return open_ended or (bool(both) and not values[1] and _alone_unnumbered(seam, first))


def _alone_unnumbered(seam: _Seam, first: int) -> bool:
    """Whether all rows of both tables but this one print a number of their own in one column."""
    rows = [(seam.above, row) for row in range(seam.heads, seam.above.n_rows)]
    rows += [(seam.below, row) for row in range(first + 1, seam.below.n_rows)]
    if len(rows) < _FEWEST_NUMBERED:
        return False
    return any(
        not _number_at(seam.below, first, col) and all(_number_at(table, row, col) for table, row in rows)
        for col in range(min(seam.typed))
    )


def _number_at(table: Table, row: int, col: int) -> str:
    """The number of a row that stands in a column; empty where none begins there."""
    cell = table.at(row, col)
    text = solid(cell.text) if cell is not None and cell.row == row else ""
    return text if _NUMBER.fullmatch(text) else ""


def _row(table: Table, row: int) -> dict[int, Cell]:
    """The cells that cover a row, by their column."""
    return {cell.col: cell for col in range(table.n_cols) if (cell := table.at(row, col)) is not None}


def _whole(seam: _Seam, first: int) -> tuple[Table, Table | None]:
    """The table above with the torn row whole, and what is left of the one below."""
    last = seam.above.n_rows - 1
    ends = _row(seam.below, first)
    cells = [
        _with_end(cell, ends.get(cell.col)) if cell.row + cell.rowspan > last else cell for cell in seam.above.cells
    ]
    taken = {id(cell) for cell in ends.values() if cell.rowspan == 1}
    rest = [
        replace(cell, row=max(cell.row - 1, first))
        if cell.row > first
        else replace(cell, rowspan=cell.rowspan - 1)
        if id(cell) in {id(end) for end in ends.values()}
        else cell
        for cell in seam.below.cells
        if id(cell) not in taken
    ]
    below = replace(seam.below, n_rows=seam.below.n_rows - 1, cells=rest)
    return replace(seam.above, cells=cells), below if below.n_rows > first else None


def _with_end(cell: Cell, end: Cell | None) -> Cell:
    if end is None or not solid(end.text):
        return cell
    if not solid(cell.text):
        return replace(cell, blocks=end.blocks, place=end.place)
    return replace(cell, blocks=[Paragraph([*cell.lines, *end.lines])])


def _under_heads(seam: _Seam, above: Table, below: Table) -> Table:
    heads = [cell for cell in above.cells if cell.row < seam.heads]
    body = [replace(cell, row=cell.row + seam.heads) for cell in _with_titles(above, below, seam)]
    return replace(below, n_rows=below.n_rows + seam.heads, cells=[*heads, *body], continues=True)


def _with_titles(above: Table, below: Table, seam: _Seam) -> Iterator[Cell]:
    """The cells, those that go on with a title over several rows with its words."""
    spanning = {
        cell.col for table in (above, below) for cell in table.cells if cell.rowspan > 1 and cell.row >= seam.heads
    }
    for cell in below.cells:
        over = above.at(above.n_rows - 1, cell.col)
        goes_on = cell.row == 0 and cell.col < min(seam.typed) and cell.col in spanning and not solid(cell.text)
        if goes_on and over is not None and over.row >= seam.heads and over.col == cell.col:
            yield replace(cell, blocks=over.blocks)
        else:
            yield cell


def _with(page: Page, table: Table, other: Table | None) -> Page:
    """The page with one of its tables, or of those in the cells of others, exchanged for another, or gone."""
    return replace(page, blocks=_exchanged(page.blocks, table, other))


def _exchanged(blocks: Sequence[Block], table: Table, other: Table | None) -> list[Block]:
    out: list[Block] = []
    for block in blocks:
        if block is table:
            out += [other] if other is not None else []
        elif isinstance(block, Table) and block.holds_tables:
            cells = [replace(cell, blocks=_exchanged(cell.blocks, table, other)) for cell in block.cells]
            out.append(replace(block, cells=cells))
        else:
            out.append(block)
    return out
