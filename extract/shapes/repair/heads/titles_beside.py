"""Titles side by side on one line, each over a table of its own: every table gets its own as the line above it.

健康宣言事業所数          健康保険委員委嘱事業所数
[年度 | 6月末 | 9月末]    [年度 | 6月末 | 9月末]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import BBox, Block, Line, Paragraph, Table
from extract.normalise.text import solid
from extract.shapes.names.line_words import by_words
from extract.shapes.names.title_words import is_year_line
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.labels import read_label

#: How far above its table a title may end, in heights of it.
_NEAR = 1.5
#: How far a title may reach beyond its table, in points.
_SIDE = 3.0
#: Titles run over so many lines at most.
_LINES = 2
#: A name does not end so; it goes on in the next line.
_BREAKS_OFF = re.compile(r"[のをにとや・、(:]$")
#: So goes on what a line says of a target.
_GOES_ON = re.compile(r"(?:以上|以下|以内|未満)")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")


def with_titles_beside(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such lines taken apart, where every title stands over one table and names a KPI or
    keeps right above its table, within its width.
    """
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        tables = _beside(blocks, at + 1)
        parted = _parted(block, tables) if isinstance(block, Paragraph) and len(tables) > 1 else None
        found = _found(parted, tables) if parted is not None else None
        out.append(block)
        at += 1
        if found is not None and isinstance(block, Paragraph):
            first, titles = found
            rest = block.lines[:first]
            out[-1:] = [replace(block, lines=rest)] if rest else []
            for lines, table in zip(titles, tables, strict=True):
                out += [*(Paragraph([line]) for line in lines), table]
            at += len(tables)
    return out


def _parted(block: Paragraph, tables: Sequence[Table]) -> Paragraph:
    """The lines over some tables, each with its pieces parted where a word begins at the left side of a table: titles
    that fill their places leave no wide gap between them.
    """
    boxes = [table.place.bbox for table in tables if table.place.bbox is not None]
    return replace(block, lines=[_line_parted(line, boxes) for line in block.lines])


def _line_parted(line: Line, boxes: Sequence[BBox]) -> Line:
    pieces: list[Line] = []
    for piece in line.pieces or (line,):
        over = [box for box in boxes if _is_over(piece, box)]
        pieces += _cut_at([box[0] for box in over[1:]], piece) if len(over) > 1 else [piece]
    return replace(line, pieces=tuple(pieces)) if len(pieces) > max(1, len(line.pieces)) else line


def _cut_at(sides: Sequence[float], piece: Line) -> Iterator[Line]:
    """The parts of a piece, each but the first from the word on that begins at one of the sides, be it by a letter."""
    words: list[Line] = []
    for word in by_words(piece):
        near = word.box is not None and any(abs(word.box[0] - x) < word.box[3] - word.box[1] for x in sides)
        if near and words:
            yield _one_of(words)
            words = []
        words.append(word)
    yield _one_of(words)


def _one_of(words: Sequence[Line]) -> Line:
    """Words of one line as a piece of it."""
    boxes = [word.box for word in words if word.box is not None]
    box = (boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3]) if boxes else None
    return replace(words[0], text=" ".join(word.text for word in words), box=box, pieces=())


def _found(block: Paragraph, tables: Sequence[Table]) -> tuple[int, list[list[Line]]] | None:
    """The first line of the titles and, for every table, its own lines in their order; None where there are none."""
    stacks = _stacks(block, tables)
    if stacks is not None:
        return stacks
    titles = _titles(block, tables)
    return (_first_of(block, tables), [[title] for title in titles]) if titles is not None else None


def _stacks(block: Paragraph, tables: Sequence[Table]) -> tuple[int, list[list[Line]]] | None:
    """Titles of several lines each, as the lines right above the tables: each piece of theirs keeps to one table."""
    known = [table.place.bbox for table in tables if table.place.bbox is not None]
    first, tops = len(block.lines), [box[1] for box in known]
    for i in range(len(block.lines) - 1, -1, -1):
        owners = [(piece, _owner(piece, known)) for piece in (block.lines[i].pieces or (block.lines[i],))]
        if not all(owner is not None and _is_near(piece, tops[owner]) for piece, owner in owners):
            break
        for piece, owner in owners:
            if owner is not None and piece.box is not None:
                tops[owner] = piece.box[1]
        if len(owners) == len(tables) == len({owner for _, owner in owners}):
            first = i
    lines = [piece for line in block.lines[first:] for piece in (line.pieces or (line,))]
    if len(known) < len(tables) or len(block.lines) - first < _LINES:
        return None
    owned = [[piece for piece in lines if _owner(piece, known) == i] for i in range(len(tables))]
    titles = [_whole(own) for own in owned]
    return (first, titles) if all(_says_what(own[0].text) for own in titles) else None


def _is_near(piece: Line, top: float) -> bool:
    """Whether a piece of a line ends right above a place."""
    return piece.box is not None and -_NEAR / 2 <= (top - piece.box[3]) / (piece.box[3] - piece.box[1]) <= _NEAR


def _owner(piece: Line, boxes: Sequence[BBox]) -> int | None:
    """The number of the one table that a piece of a line stands over and keeps to."""
    over = [i for i, box in enumerate(boxes) if _is_over(piece, box)]
    if len(over) != 1 or piece.box is None:
        return None
    left, right = _room(boxes[over[0]], boxes)
    begins = abs(piece.box[0] - boxes[over[0]][0]) < piece.box[3] - piece.box[1]
    free = begins and over[0] == len(boxes) - 1  # nothing stands right of the last table
    return over[0] if left <= piece.box[0] and (free or piece.box[2] <= right) else None


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The lines of a title, with its name on one line where it breaks off at the end of the first."""
    first, *more = lines
    goes_on = bool(more) and (_BREAKS_OFF.search(solid(first.text)) or _GOES_ON.match(solid(more[0].text)))
    if more and (goes_on or _names_more(first.text, more[0].text)):
        place = first.place.joined(more[0].place)
        return [replace(first, text=first.text + more[0].text, place=place), *more[1:]]
    return list(lines)


def _names_more(first: str, second: str) -> bool:
    """Whether two lines name a KPI together, more like the official name than the first alone, the second none."""
    names = [match(solid(without_mark(text))) for text in (first, second, first + second)]
    alone, below, whole = (None if name is None or name.alike_only else name for name in names)
    return below is None and whole is not None and (alone is None or alone.score < whole.score)


def _beside(blocks: Sequence[Block], start: int) -> list[Table]:
    """The tables from a place on that begin side by side."""
    tables: list[Table] = []
    for block in blocks[start:]:
        box = block.place.bbox if isinstance(block, Table) else None
        if not isinstance(block, Table) or box is None:
            break
        if tables and any(other.place.bbox is None or not _apart(other.place.bbox, box) for other in tables):
            break
        tables.append(block)
    return tables


def _apart(one: BBox, other: BBox) -> bool:
    """Whether two boxes stand beside one another, at the same height."""
    across = one[2] <= other[0] or other[2] <= one[0]
    return across and min(one[3], other[3]) > max(one[1], other[1])


def _says_what(text: str) -> bool:
    """Whether words can be a title: no sentence, and more than a time (上半期), but for the year of a table."""
    return is_year_line(text) or ("。" not in _IN_BRACKETS.sub("", text) and bool(read_label(text, None).rest))


def _right_above(title: BBox, lowest: float, room: tuple[float, float], table: BBox) -> bool:
    """Whether a title stands right above a table, but for lines of titles that end at `lowest`, and within its room."""
    near = -_NEAR / 2 <= (table[1] - lowest) / (title[3] - title[1]) <= _NEAR
    return near and room[0] <= title[0] and title[2] <= room[1]


def _titles(block: Paragraph, tables: Sequence[Table]) -> list[Line] | None:
    """The pieces of the last line, or of the one above the second lines of titles, in the order of the tables below;
    None unless each is the title of one of them.
    """
    at = _first_of(block, tables)
    boxes = [table.place.bbox for table in tables]
    if len(block.lines) - at > _LINES or any(box is None for box in boxes):
        return None
    pieces, more = block.lines[at].pieces, block.lines[at + 1 :]
    if (
        len(pieces) != len(tables)
        or not all(_says_what(piece.text) for piece in pieces)
        or any(line.box is None for line in more)
    ):
        return None
    named = all(match(solid(piece.text)) for piece in pieces) and not more
    lowest = max((line.box[3] for line in (*pieces, *more) if line.box), default=0.0)
    titles = []
    for box in (box for box in boxes if box):
        over = [p for p in pieces if _is_over(p, box)]
        room = _room(box, [other for other in boxes if other])
        if len(over) != 1 or not over[0].box or not (named or _right_above(over[0].box, lowest, room, box)):
            return None
        own = [line for line in more if _is_over(line, box)]
        if any(line.box and not (room[0] <= line.box[0] and line.box[2] <= room[1]) for line in own):
            return None
        titles.append((over[0], own))
    if len({id(title) for title, _ in titles}) < len(titles) or sum(len(own) for _, own in titles) != len(more):
        return None
    return [replace(title, text="".join([title.text, *(line.text for line in own)])) for title, own in titles]


def _first_of(block: Paragraph, tables: Sequence[Table]) -> int:
    """The number of the last line that has as many pieces as there are tables; 0 where none has."""
    return max((i for i, line in enumerate(block.lines) if len(line.pieces) == len(tables)), default=0)


def _is_over(line: Line, table: BBox) -> bool:
    return line.box is not None and line.box[0] < table[2] and table[0] < line.box[2]


def _room(table: BBox, tables: Sequence[BBox]) -> tuple[float, float]:
    """From where to where the title of a table may run: its sides, and what is free up to the tables beside it."""
    left = max((box[2] for box in tables if box[2] <= table[0]), default=table[0] - _SIDE)
    right = min((box[0] for box in tables if box[0] >= table[2]), default=table[2] + _SIDE)
    return left, right
