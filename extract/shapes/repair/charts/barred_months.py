"""Bars of several years below one another beside each month as a table of months and years.

  4月  6年度 ▇▇▇▇▇ 412            │ 令和6年度 │ 令和5年度
       5年度 ▇▇▇▇ 398      →  4月 │ 412       │ 398
  5月  6年度 ▇▇▇▇▇▇ 430       5月 │ 430       │ 401
       5年度 ▇▇▇▇ 401

Rules of the bars may make a table of them, or a frame holds their words as lines.
Each year stands left of its figure;
years without an era are those that the page names with one. A frame around the bars is opened, as what it prints over
them is their title. Where a word is neither month, year nor figure, or months do not stand in the middle of as many
years each, all stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Block, Cell, Line, Paragraph, Table, cell_of, place_of
from extract.normalise.numbers import parse_figure
from extract.normalise.text import fold, solid

_MONTH = re.compile(r"(?:1[0-2]|[1-9])月")
_YEAR = re.compile(r"(?P<era>令和|平成|[RH])?(?P<year>\d{1,2}|元)年度?")
_WITH_ERA = re.compile(r"(令和|平成)(\d{1,2}|元)年度?")
_FEWEST_MONTHS, _FEWEST_YEARS = 3, 2
#: Words at one height differ by so little; a month stands so near the middle of its years; digits stand so close.
_LEVEL, _MIDDLE, _CLOSE = 4.0, 5.0, 1.5

_Row = tuple[Line, Line]  # a year and its figure


def with_barred_months_as_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with every such table, and the frame around it, as a table of months under its title."""
    eras = _eras(blocks)
    loose = [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    goes_on = any(_MONTH.fullmatch(solid(word.text)) for word in _words(loose))  # below the last of the rules
    return [part for block in blocks for part in _opened(block, goes_on, eras)]


def _opened(block: Block, goes_on: bool, eras: dict[str, str]) -> list[Block]:
    if not isinstance(block, Table):
        return [block]
    if len(block.cells) == 1 and (parts := _framed(block, eras)) is not None:
        return parts
    lines = list(_all_lines([block]))
    table = _months(block, _words(lines), eras) if block.n_cols >= _FEWEST_YEARS and not goes_on else None
    return [table or block]


def _framed(frame: Table, eras: dict[str, str]) -> list[Block] | None:
    """What a frame holds, the bars and their months as a table between what stands over and under them."""
    lines = list(_all_lines([frame]))
    words = _words(lines)
    if any(word.box is None for word in (*lines, *words)):
        return None
    years = [word.middle for word in words if _YEAR.fullmatch(solid(word.text))]
    if not years:
        return None
    first, last = min(years) - _LEVEL, max(years) + _LEVEL
    over, under = [line for line in lines if line.middle < first], [line for line in lines if line.middle > last]
    table = _months(frame, [word for word in words if first <= word.middle <= last], eras)
    if table is None:
        return None
    return [*([Paragraph(over)] if over else []), table, *([Paragraph(under)] if under else [])]


def _words(lines: Sequence[Line]) -> list[Line]:
    return [word for line in lines for word in line.pieces or (line,)]


def _eras(blocks: Sequence[Block]) -> dict[str, str]:
    """The eras that a page prints with years, by their numbers, of those that it prints with one."""
    found: dict[str, set[str]] = {}
    for line in _all_lines(blocks):
        for era, year in _WITH_ERA.findall(fold(line.text)):
            found.setdefault(year, set()).add(era)
    return {year: next(iter(names)) for year, names in found.items() if len(names) == 1}


def _all_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        else:
            for cell in block.cells:
                yield from _all_lines(cell.blocks)


def _months(table: Table, words: Sequence[Line], eras: dict[str, str]) -> Table | None:
    if any(word.box is None for word in words):
        return None
    months = sorted((word for word in words if _MONTH.fullmatch(solid(word.text))), key=lambda word: word.middle)
    years = sorted((word for word in words if _YEAR.fullmatch(solid(word.text))), key=lambda word: word.middle)
    rest = [word for word in words if not any(word is other for other in (*months, *years))]
    names = list(dict.fromkeys(solid(year.text) for year in years))
    if len(months) < _FEWEST_MONTHS or len(names) < _FEWEST_YEARS or len(years) != len(months) * len(names):
        return None
    if any(parse_figure(word.text) is None for word in rest):
        return None
    rows = [(year, figure) for year in years if (figure := _figure(year, rest)) is not None]
    if len(rows) != len(years) or sum(len(_beside(year, rest)) for year in years) != len(rest):
        return None
    groups = [rows[at : at + len(names)] for at in range(0, len(rows), len(names))]
    if not all(_is_of(month, group, names) for month, group in zip(months, groups, strict=True)):
        return None
    return _table(table, months, groups, eras)


def _beside(year: Line, words: Sequence[Line]) -> list[Line]:
    found = [word for word in words if abs(word.middle - year.middle) <= _LEVEL]
    return sorted(found, key=lambda word: word.box[0] if word.box is not None else 0.0)


def _figure(year: Line, words: Sequence[Line]) -> Line | None:
    """The figure at the height of a year; digits that a rule cut are one."""
    parts = _beside(year, words)
    boxes = [part.box for part in parts if part.box is not None]
    if not parts or any(two[0] - one[2] > _CLOSE for one, two in zip(boxes, boxes[1:], strict=False)):
        return None
    if len(parts) == 1:
        return parts[0]
    box = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
    text = "".join(solid(part.text) for part in parts)
    whole = replace(parts[0], text=text, place=place_of(parts), box=box, doubt=None, pieces=())
    return whole if parse_figure(text) is not None else None


def _is_of(month: Line, group: Sequence[_Row], names: Sequence[str]) -> bool:
    """Whether a month stands in the middle of years that are all there, in their order."""
    middle = sum(year.middle for year, _ in group) / len(group)
    return [solid(year.text) for year, _ in group] == list(names) and abs(month.middle - middle) <= _MIDDLE


def _table(table: Table, months: Sequence[Line], groups: Sequence[Sequence[_Row]], eras: dict[str, str]) -> Table:
    heads = [replace(year, text=_spelled(year.text, eras), pieces=()) for year, _ in groups[0]]
    cells = [cell_of(0, col + 1, head) for col, head in enumerate(heads)]
    for row, (month, group) in enumerate(zip(months, groups, strict=True)):
        cells.append(cell_of(row + 1, 0, month))
        cells += [cell_of(row + 1, col + 1, figure) for col, (_, figure) in enumerate(group)]
    cells.append(Cell(0, 0, [], place=heads[0].place, box=heads[0].box))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Table(table.index, len(months) + 1, len(heads) + 1, cells, table.place)


def _spelled(text: str, eras: dict[str, str]) -> str:
    found = _YEAR.fullmatch(solid(text))
    return text if found is None or found["era"] else f"{eras.get(found['year'], '')}{solid(text)}"
