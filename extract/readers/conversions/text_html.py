"""HTML inside text conversions: a tolerant reader that keeps source positions and loses no text.

Conversions hold HTML without closing tags, cut in the middle, and beside text that only looks like a tag
(`<数値目標>`). So only known tags count as markup; whatever else stands between angle brackets is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.document import Block, Cell, Line, Paragraph, Place, Table
from extract.readers.conversions.text_source import BREAKS_OFF, Piece, Source, make_line, pieces

MAX_DEPTH = 50  # tables within tables; deeper ones are read as running text
MAX_SPAN = 1000
MAX_SPANNED = 200_000  # grid positions covered by spans in one document


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TABLE_TAGS = _words("table caption colgroup col thead tbody tfoot tr td th")
_BLOCK_TAGS = _TABLE_TAGS | _words(
    "p div ul ol li dl dt dd h1 h2 h3 h4 h5 h6 hr pre blockquote section article header footer main aside nav "
    "figure figcaption form fieldset center address details summary html head body title meta link script style "
    "template br"
)
_INLINE_TAGS = _words(
    "span u b strong i em font sup sub a small big s del ins strike mark code tt ruby rt rp rb label input img wbr "
    "nobr abbr cite q"
)
KNOWN_TAGS = _BLOCK_TAGS | _INLINE_TAGS
_UNSEEN = frozenset(("script", "style", "template", "title"))
_BOLD = frozenset(("b", "strong"))
_BARE_ATTRIBUTES = _words("nowrap noshade hidden compact reversed border")
_HOLDERS = _words("table div ul ol dl section article blockquote center details form")

_MARKUP = re.compile(r"<!--|</?[a-zA-Z][^<>]*>|<[!?][^<>]*>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_CUT_TAG = re.compile(r"</?(?:([a-zA-Z][a-zA-Z0-9]*)(\s[ -;=?-~]*)?)?")
_HEADING = re.compile(r"h([1-6])")
_SPANS = {name: re.compile(rf"""\b{name}\s*=\s*["']?\s*(\d{{1,6}})""", re.I) for name in ("rowspan", "colspan")}


@dataclass(frozen=True)
class Token:
    """A stretch of the source: `kind` is text, open, close or cut (a tag that the end of the text cut through)."""

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def tokens(text: str, start: int, end: int, whole_file: bool = False) -> Iterator[Token]:
    """Text and tags between two offsets. In a whole HTML file every tag is markup, elsewhere only known ones."""
    at = position = start
    unclosed: set[str] = set()  # what is known not to be closed any more, so that it is looked for only once
    while match := _MARKUP.search(text, position, end):
        token, after = _markup(text, match, end, whole_file, unclosed)
        position = after
        if token is None:
            continue
        if match.start() > at:
            yield Token("text", at, match.start())
        yield token
        at = after
    tail = _cut_tag(text, at, end)
    if tail > at:
        yield Token("text", at, tail)
    if tail < end:
        yield Token("cut", tail, end)


def _markup(
    text: str, match: re.Match[str], end: int, whole_file: bool, unclosed: set[str]
) -> tuple[Token | None, int]:
    """The token of what looks like markup (None where it is text), and where to go on."""
    start, after = match.span()
    if match.group() == "<!--":
        closing = _closing(text, "-->", after, end, unclosed)
        return (Token("skip", start, closing), closing) if closing else (None, after)
    tag = _TAG.fullmatch(text, start, after)
    if tag is None:
        return (Token("skip", start, after), after) if whole_file else (None, after)
    slash, name, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
    if not whole_file and not _is_known(name, attributes):
        return None, after
    if name in _UNSEEN and not slash:
        closing = _closing(text, f"</{name}", after, end, unclosed)
        after = text.find(">", closing) + 1 or end if closing else after
        return Token("skip", start, min(after, end)), min(after, end)
    return Token("close" if slash else "open", start, after, name, attributes), after


def _closing(text: str, mark: str, start: int, end: int, unclosed: set[str]) -> int | None:
    """The offset behind the next `mark`, None where there is none."""
    if mark in unclosed:
        return None
    found = text.find(mark, start, end)
    if found < 0:
        unclosed.add(mark)
        return None
    return found + len(mark)


def _is_known(name: str, attributes: str) -> bool:
    """Whether this is a tag of HTML and not a comparison such as `a <b and c> d`."""
    if name not in KNOWN_TAGS:
        return False
    words = attributes.strip("/ \t\r\n")
    if not words:
        return True
    return attributes[0].isspace() and ("=" in words or all(w in _BARE_ATTRIBUTES for w in words.lower().split()))


def _cut_tag(text: str, start: int, end: int) -> int:
    """Where a tag begins that the end cut through; `end` where there is none."""
    at = text.rfind("<", start, end)
    match = _CUT_TAG.fullmatch(text, at, end) if at >= 0 else None
    if match is None or end - at < 2:
        return end
    name, attributes = (match.group(1) or "").lower(), match.group(2)
    cut = name in KNOWN_TAGS if attributes else any(known.startswith(name) for known in KNOWN_TAGS)
    return at if cut else end


def has_markup(text: str, start: int, end: int) -> bool:
    """Whether known HTML tags stand between the offsets."""
    return any(token.kind in ("open", "close", "skip") for token in tokens(text, start, end))


def is_inline(text: str, start: int, end: int) -> bool:
    """Whether all markup between the offsets is within a line (underlining, bold, …)."""
    return all(token.name in _INLINE_TAGS for token in tokens(text, start, end) if token.kind in ("open", "close"))


def open_holders(text: str, start: int, end: int) -> int:
    """How many tables, lists and boxes more are opened than closed between the offsets."""
    marks = [token for token in tokens(text, start, end) if token.name in _HOLDERS]
    return sum(1 if token.kind == "open" else -1 for token in marks)


@dataclass
class Flow:
    """Blocks being gathered: those of a page, or of one cell."""

    source: Source
    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    parts: list[Piece] = field(default_factory=list)
    level: int | None = None
    bold: int = 0

    def end_line(self) -> None:
        """Close the open line; what follows is a new line of the same paragraph."""
        if self.parts and (line := make_line(self.source, self.parts)):
            self.lines.append(line)
        self.parts = []

    def end_paragraph(self) -> None:
        """Close the open line and paragraph."""
        self.end_line()
        if self.lines:
            self.blocks.append(Paragraph(self.lines, self.level))
        self.lines, self.level = [], None

    def last_line(self) -> Line | None:
        """The last line gathered so far, if the last thing gathered is text."""
        if self.lines:
            return self.lines[-1]
        last = self.blocks[-1] if self.blocks else None
        return last.lines[-1] if isinstance(last, Paragraph) else None


@dataclass
class _OpenCell:
    flow: Flow
    start: int
    header: bool
    rowspan: int = 1
    colspan: int = 1
    end: int = 0


@dataclass
class _OpenTable:
    outer: Flow
    start: int
    rows: list[list[_OpenCell]] = field(default_factory=list)
    in_row: bool = False
    in_head: bool = False
    cell: _OpenCell | None = None


@dataclass
class HtmlReader:
    """Reads stretches of HTML of one document into blocks; `problems` gathers what the page should say."""

    source: Source
    problems: list[str]
    whole_file: bool = False
    spanned: int = 0

    def read(self, start: int, end: int) -> list[Block]:
        """The blocks of the HTML between two offsets; tables have no index yet."""
        self._root = Flow(self.source)
        self._tables: list[_OpenTable] = []
        self._too_deep = 0
        self._pre = 0
        self._unclosed = ""
        cut = False
        for token in tokens(self.source.text, start, end, self.whole_file):
            if token.kind == "text":
                self._text(token)
            elif token.kind == "open":
                self._open(token)
            elif token.kind == "close":
                self._close(token)
            cut = token.kind == "cut"
        self._finish(end, cut)
        return self._root.blocks

    @property
    def _flow(self) -> Flow:
        if not self._tables:
            return self._root
        table = self._tables[-1]
        return table.cell.flow if table.cell else table.outer

    def _text(self, token: Token) -> None:
        text = self.source.text
        if self._tables and not text[token.start : token.end].isspace():
            table = self._tables[-1]
            if table.in_row and table.cell is None:  # text straight in a row: a cell whose tag was lost
                table.cell = _OpenCell(Flow(self.source), token.start, table.in_head)
        flow = self._flow
        if not self._pre:
            flow.parts.extend(pieces(text, token.start, token.end, flow.bold > 0))
            return
        at = token.start
        for line_end in re.finditer(r"\r\n|\n|\r|\Z", text[token.start : token.end]):
            flow.parts.extend(pieces(text, at, token.start + line_end.start(), flow.bold > 0))
            at = token.start + line_end.end()
            if line_end.group():
                flow.end_line()

    def _open(self, token: Token) -> None:
        name = token.name
        if name in _BLOCK_TAGS:
            self._unclosed = name if name in ("p", "li") else ""
        if name in _TABLE_TAGS:
            self._open_table_part(token)
        elif name == "br":
            self._flow.end_line()
        elif name in _BLOCK_TAGS:
            self._flow.end_paragraph()
            self._pre += name == "pre"
            if heading := _HEADING.fullmatch(name):
                self._flow.level = int(heading.group(1))
        elif name in _BOLD:
            self._flow.bold += 1

    def _close(self, token: Token) -> None:
        name = token.name
        if name in _TABLE_TAGS:
            self._close_table_part(token)
        elif name in _BLOCK_TAGS and name != "br":
            self._flow.end_paragraph()
            self._pre -= name == "pre" and self._pre > 0
            self._unclosed = ""
        elif name in _BOLD:
            self._flow.bold = max(0, self._flow.bold - 1)

    def _open_table_part(self, token: Token) -> None:
        name = token.name
        if name == "table":
            self._open_table(token)
        elif not self._tables or self._too_deep:
            self._flow.end_paragraph()
        elif name in ("td", "th"):
            self._open_cell(token)
        else:
            self._end_row(token.start)
            table = self._tables[-1]
            table.outer.end_paragraph()
            if name == "tr":
                table.rows.append([])
                table.in_row = True
            elif name in ("thead", "tbody", "tfoot"):
                table.in_head = name == "thead"

    def _close_table_part(self, token: Token) -> None:
        name = token.name
        if name == "table" and self._too_deep:
            self._too_deep -= 1
            self._flow.end_paragraph()
        elif not self._tables or self._too_deep:
            self._flow.end_paragraph()
        elif name == "table":
            self._end_table(token.end)
        elif name in ("td", "th"):
            self._end_cell(token.end)
        else:
            self._end_row(token.end)
            self._tables[-1].outer.end_paragraph()
            if name == "thead":
                self._tables[-1].in_head = False

    def _open_table(self, token: Token) -> None:
        if len(self._tables) >= MAX_DEPTH:
            if not self._too_deep:
                line = self.source.line_number(token.start)
                self.problems.append(
                    f"Tables are nested more than {MAX_DEPTH} deep at line {line}; the inner ones are read as text."
                )
            self._too_deep += 1
        elif self._tables and self._tables[-1].cell is None and not self._tables[-1].in_row:
            self._end_table(token.start)  # a table straight in a table, as browsers read it: the outer one ended
        elif self._tables and self._tables[-1].cell is None:
            self._tables[-1].cell = _OpenCell(Flow(self.source), token.start, False)
        self._flow.end_paragraph()
        if not self._too_deep:
            self._tables.append(_OpenTable(self._flow, token.start))

    def _open_cell(self, token: Token) -> None:
        self._end_cell(token.start)
        table = self._tables[-1]
        if not table.in_row:
            table.outer.end_paragraph()
            table.rows.append([])
            table.in_row = True
        table.cell = _OpenCell(
            Flow(self.source),
            token.start,
            token.name == "th" or table.in_head,
            _span(token.attributes, "rowspan"),
            _span(token.attributes, "colspan"),
        )

    def _end_cell(self, end: int) -> None:
        table = self._tables[-1]
        if table.cell:
            table.cell.flow.end_paragraph()
            table.cell.end = end
            table.rows[-1].append(table.cell)
        table.cell = None

    def _end_row(self, end: int) -> None:
        self._end_cell(end)
        self._tables[-1].in_row = False

    def _end_table(self, end: int) -> None:
        self._end_row(end)
        table = self._tables.pop()
        table.outer.end_paragraph()
        if any(table.rows):
            table.outer.blocks.append(self._grid(table, self.source.place(table.start, end)))

    def _finish(self, end: int, cut: bool) -> None:
        """Close what the source left open, and say so on the last line of what is incomplete."""
        flow = self._flow
        flow.end_line()
        cut_paragraph = self._unclosed and flow.lines and self.source.holds(f"</{self._unclosed}>")
        if (self._tables or cut or cut_paragraph) and (line := flow.last_line()):
            line.doubt = line.doubt or BREAKS_OFF
        if self._tables:
            number = self.source.line_number(max(0, end - 1))
            self.problems.append(f"A table breaks off at line {number}; look up in the original what follows.")
        flow.end_paragraph()
        while self._tables:
            self._end_table(end)
        self._root.end_paragraph()

    def _grid(self, table: _OpenTable, place: Place) -> Table:
        """The table with its cells at their grid positions; spans never run over other cells or out of the table."""
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row, open_cells in enumerate(table.rows):
            col = 0
            for cell in open_cells:
                while (row, col) in taken:
                    col += 1
                rowspan = min(cell.rowspan, len(table.rows) - row)
                rowspan, colspan = self._clipped(row, col, rowspan, cell.colspan, taken)
                where = self.source.place(cell.start, cell.end)
                cells.append(Cell(row, col, cell.flow.blocks, rowspan, colspan, where, cell.header))
                if rowspan > 1:
                    taken.update((r, c) for r in range(row + 1, row + rowspan) for c in range(col, col + colspan))
                col += colspan
        n_cols = max(cell.col + cell.colspan for cell in cells)
        return Table("", len(table.rows), n_cols, cells, place)

    def _clipped(self, row: int, col: int, rowspan: int, colspan: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
        """Spans that fit beside what is taken and within what one document may cover."""
        if rowspan * colspan == 1:
            return 1, 1
        self.spanned += rowspan * colspan
        if self.spanned > MAX_SPANNED:
            sentence = "Cells span an unlikely number of rows and columns; further spans are ignored."
            if sentence not in self.problems:
                self.problems.append(sentence)
            return 1, 1
        width = next((c for c in range(1, colspan) if (row, col + c) in taken), colspan)
        columns = range(col, col + width)
        height = next((r for r in range(1, rowspan) if any((row + r, c) in taken for c in columns)), rowspan)
        return height, width


def _span(attributes: str, name: str) -> int:
    match = _SPANS[name].search(attributes)
    return min(max(1, int(match.group(1))), MAX_SPAN) if match else 1
