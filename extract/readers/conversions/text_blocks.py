"""Blocks of a text report: tab-separated rows, pipe tables, Markdown headings and lists, and HTML among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from extract.document import Block, Cell, Line, Paragraph, Table
from extract.readers.conversions.text_html import HtmlReader, has_markup, is_inline, open_holders
from extract.readers.conversions.text_source import Source, make_line, pieces

MAX_COLUMNS = 1000  # fields of a row beyond these are kept, but together in the last cell

_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \u3000]+(?=\S)")
_BULLET = re.compile(r"\s*[-*+][ \u3000]+(?=\S)")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)][ \u3000]+\S")
# "- 13件" is a number below zero, not a list item.
_NEGATIVE = re.compile(
    r"[\d０-９,，.．]*[\d０-９] ?(?:[%％件人円社日回枚分]|千円|百万円|億円|時間|事業所|機関|ポイント|pt)?"
)
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}|```[A-Za-z]*")
_SEPARATOR_FIELD = re.compile(r":?-{2,}:?")
_PIPE_SEPARATOR = re.compile(r"[\s|:-]*")
_PIPE = re.compile(r"(?<!\\)\|")

Span = tuple[int, int]


@dataclass
class BlockReader:
    """Reads the lines of one page, given as offsets into the source, into blocks in reading order."""

    source: Source
    html: HtmlReader
    blocks: list[Block] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _listed: bool = False
    _unclosed_until: int = -1

    def read(self, spans: list[Span]) -> list[Block]:
        """The blocks of these lines; tables have no index yet."""
        at = 0
        while at < len(spans):
            at = self._next(spans, at)
        self._end_paragraph()
        return self.blocks

    def _next(self, spans: list[Span], at: int) -> int:
        """Read what begins at line `at`; returns the line to go on with."""
        start, end = spans[at]
        line = self.source.text[start:end]
        if "\t" in line and not _is_indented_item(line):
            return self._tab_rows(spans, at)
        if not line.strip() or _RULE.fullmatch(line.strip()):
            self._end_paragraph()
            return at + 1
        if "|" in line and (stop := self._pipe_rows_end(spans, at)):
            return self._pipe_rows(spans, at, stop)
        if self._holds_markup(start, end) and not is_inline(self.source.text, start, end):
            return self._html(spans, at)
        self._text_line(line, start, end)
        return at + 1

    def _end_paragraph(self) -> None:
        if self._lines:
            self.blocks.append(Paragraph(self._lines, listed=self._listed))
        self._lines, self._listed = [], False

    def _text_line(self, line: str, start: int, end: int) -> None:
        """A line of running text: a heading, the start of a list item, or one more line of the open paragraph."""
        if heading := _HEADING.match(line):
            self._end_paragraph()
            title = line.rstrip()
            unmarked = title.rstrip("#")
            stop = len(unmarked) if unmarked.endswith((" ", "\u3000")) else len(title)
            if found := self._inline(start + heading.end(), start + stop):
                self.blocks.append(Paragraph(found, level=len(heading.group(1))))
            return
        bullet = _BULLET.match(line)
        if bullet and not _NEGATIVE.fullmatch(line[bullet.end() :].strip()):
            self._end_paragraph()
            self._listed = True
            start += bullet.end()
        elif bullet or _NUMBERED.match(line):
            self._end_paragraph()
        self._lines.extend(self._inline(start, end))

    def _inline(self, start: int, end: int) -> list[Line]:
        blocks = self._content(start, end)
        return [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]

    def _content(self, start: int, end: int, among_html: bool = False) -> list[Block]:
        """The blocks of one field of a row, or of a line whose markup stays within it.

        Among HTML fields even a single tag that the end of the row cut through is markup.
        """
        text = self.source.text[start:end]
        if not text or text.isspace():
            return []
        if "<" in text and (among_html or self._holds_markup(start, end)):
            return self.html.read(start, end)
        line = make_line(self.source, pieces(self.source.text, start, end))
        return [Paragraph([line])] if line else []

    def _holds_markup(self, start: int, end: int) -> bool:
        return self.source.text.find("<", start, end) >= 0 and has_markup(self.source.text, start, end)

    def _tab_rows(self, spans: list[Span], at: int) -> int:
        """Consecutive lines with tabs are one table. A lone row with a single filled field is running text."""
        self._end_paragraph()
        stop = at
        while stop < len(spans) and "\t" in self.source.text[slice(*spans[stop])]:
            stop += 1
        rows = [fields for span in spans[at:stop] if not _is_separator(fields := self._fields(span), self.source)]
        table = self._table(rows, (spans[at][0], spans[stop - 1][1]))
        if table:
            self.blocks.extend(_flattened(table))
        return stop

    def _fields(self, span: Span) -> list[Span]:
        found: list[Span] = []
        at, end = span
        while (tab := self.source.text.find("\t", at, end)) >= 0:
            found.append((at, tab))
            at = tab + 1
        return [*found, (at, end)]

    def _table(self, rows: list[list[Span]], span: Span, headers: int = 0) -> Table | None:
        """The fields as a grid: every field is a cell, nothing is merged; None where no field holds text."""
        cells: list[Cell] = []
        for row, fields in enumerate(rows):
            among_html = self._holds_markup(fields[0][0], fields[-1][1])
            for col, (start, end) in enumerate(fields[:MAX_COLUMNS]):
                content = self._content(start, end, among_html)
                if col == MAX_COLUMNS - 1 and len(fields) > MAX_COLUMNS:
                    content.extend(self._overflow(fields[MAX_COLUMNS:]))
                place = self.source.place(*self._visible(start, end))
                cells.append(Cell(row, col, content, place=place, header=row < headers))
        if not any(cell.blocks for cell in cells):
            return None
        n_cols = max(cell.col for cell in cells) + 1
        return Table("", len(rows), n_cols, cells, self.source.place(*self._visible(*span)))

    def _overflow(self, fields: list[Span]) -> list[Block]:
        number = self.source.line_number(fields[0][0])
        self.html.problems.append(f"Line {number} has more than {MAX_COLUMNS} columns; the last one holds the rest.")
        return [block for start, end in fields for block in self._content(start, end)]

    def _visible(self, start: int, end: int) -> Span:
        """The offsets without outer spaces; of a blank field the character that closes it."""
        text = self.source.text[start:end]
        if not text.strip():
            return (end, end + 1) if end < len(self.source.text) else (max(0, end - 1), end)
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())

    def _pipe_rows_end(self, spans: list[Span], at: int) -> int:
        """The line behind the pipe table that begins here; 0 where none does."""
        first = self._bare(spans[at])
        second = self._bare(spans[at + 1]) if at + 1 < len(spans) else ""
        ruled = "|" in second and "-" in second and _PIPE_SEPARATOR.fullmatch(second) is not None
        if not ruled and not (first.startswith("|") and (second.startswith("|") or _is_pipe_row(first))):
            return 0
        stop = at + 1
        while stop < len(spans) and "\t" not in (line := self._bare(spans[stop])):
            if not (line.startswith("|") or (ruled and "|" in line)):
                break
            stop += 1
        return stop

    def _bare(self, span: Span) -> str:
        """A line without outer spaces and list mark."""
        line = self.source.text[slice(*span)]
        bullet = _BULLET.match(line)
        return line[bullet.end() :].strip() if bullet and line[bullet.end()] == "|" else line.strip()

    def _pipe_rows(self, spans: list[Span], at: int, stop: int) -> int:
        self._end_paragraph()
        rows: list[list[Span]] = []
        headers = 0
        for span in spans[at:stop]:
            bare = self._bare(span)
            if "-" in bare and _PIPE_SEPARATOR.fullmatch(bare):
                headers = headers or len(rows)
            else:
                start = self.source.text.index(bare, span[0])
                rows.append(self._pipe_fields(start, start + len(bare)))
        table = self._table(rows, (spans[at][0], spans[stop - 1][1]), headers)
        if table:
            self.blocks.append(table)
        return stop

    def _pipe_fields(self, start: int, end: int) -> list[Span]:
        bars = [match.start() for match in _PIPE.finditer(self.source.text, start, end)]
        edges = [start - 1, *bars, end]
        fields = [(left + 1, right) for left, right in pairwise(edges)]
        outer_left, outer_right = fields[0][0] == fields[0][1], fields[-1][0] == fields[-1][1]
        return fields[outer_left : len(fields) - outer_right] or fields

    def _html(self, spans: list[Span], at: int) -> int:
        """HTML outside of tab rows: its line, or all lines up to where its table, list or box is closed."""
        self._end_paragraph()
        stop = self._html_end(spans, at)
        self.blocks.extend(self.html.read(spans[at][0], spans[stop - 1][1]))
        return stop

    def _html_end(self, spans: list[Span], at: int) -> int:
        depth = 0
        text = self.source.text
        for index in range(at, len(spans) if at > self._unclosed_until else at):
            line = text[slice(*spans[index])].strip()
            if not line or (index > at and "\t" in line):
                break
            depth += open_holders(text, *spans[index])
            if depth <= 0:
                return index + 1
            self._unclosed_until = index
        stop = at + 1
        while stop < len(spans) and _is_tag_line(text[slice(*spans[stop])]):
            stop += 1
        return stop


def _is_indented_item(line: str) -> bool:
    """Whether the only tabs of the line indent a list item."""
    return "\t" not in line.strip() and bool(_BULLET.match(line.strip()))


def _is_pipe_row(line: str) -> bool:
    return line.endswith("|") and line.count("|") >= 3


def _is_tag_line(line: str) -> bool:
    return line.lstrip().startswith("<") and "\t" not in line.strip()


def _is_separator(fields: list[Span], source: Source) -> bool:
    """Whether a row is the line of dashes under a Markdown heading row."""
    filled = [text for start, end in fields if (text := source.text[start:end].strip())]
    return bool(filled) and all(_SEPARATOR_FIELD.fullmatch(text) for text in filled)


def _flattened(table: Table) -> list[Block]:
    """The table itself, or the content of its only filled cell where it is a single row."""
    filled = [cell for cell in table.cells if cell.blocks]
    return filled[0].blocks if table.n_rows == 1 and len(filled) == 1 else [table]
