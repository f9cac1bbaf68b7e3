"""A table cell's figures: one, or one with another in brackets below it, and why they may be wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.document import Cell, Paragraph
from extract.normalise.numbers import Figure, parse_figure
from extract.normalise.text import fold, joined, solid

#: A figure with another, or a note, in brackets; one with words of another cell behind it.
#: A figure with another in brackets below it, or with a note.
WITH_SUB = re.compile(r"^(?P<main>[^()\[\]〔〕【】<>〈〉]+)[(\[〔【<〈](?P<sub>[^()\[\]〔〕【】<>〈〉]*)[)\]〕】>〉]$")
_RUN_ON = re.compile(r"^(?P<main>\S+)\s+[^\d\s]{2,}$")
#: Cells are read by every rule that looks at their table; so many answers are kept.
_REMEMBERED = 20_000
_POINTED = re.compile(r"\d{1,3}\.[0-5]\d")
#: Digits that end where no figure can; a rate without its sign, and the last digits of a figure with theirs.
_CUT = re.compile(r"(?:[.,]|,\d{1,2})$")
_DECIMAL, _LAST_DIGITS = re.compile(r"\d+\.\d+"), re.compile(r"\d{1,2}%")
_LAST_DIGIT = re.compile(r"\d[^\d.,]+")
_IN_BRACKETS = re.compile(r"[(\[〔【<〈](?P<figure>[^()\[\]〔〕【】<>〈〉]+)[)\]〕】>〉]")
_POINT_FOR_COLON = "printed with a point in a row of hours and minutes; read as h:mm"


@dataclass(frozen=True)
class Printed:
    """A cell's figure and the one in brackets below it, with what else the brackets say."""

    figure: Figure | None
    sub: Figure | None
    sub_text: str | None
    text: str
    doubt: str | None = None


def read_cell(cell: Cell) -> Printed:
    """The figures a cell prints: `24,336件 (24,386件)` holds two, `100%(8月時点)` one with a note."""
    lines = cell.lines
    return _printed(tuple([line.text for line in lines]), all(line.box is None for line in lines))


@lru_cache(maxsize=_REMEMBERED)
def _printed(lines: tuple[str, ...], converted: bool) -> Printed:
    """The figures of a cell of these lines; `converted` says that none of them has a place on a page."""
    text = joined(list(lines))
    if _are_several(lines):
        return Printed(None, None, None, " ".join(lines))
    whole = parse_figure(text)
    if whole is not None:
        return Printed(whole, None, None, text)
    with_sub = WITH_SUB.match(solid(text))
    if with_sub and (main := parse_figure(with_sub["main"])) is not None:
        return Printed(main, parse_figure(with_sub["sub"]), with_sub["sub"], text)
    run_on = _RUN_ON.match(fold(text).strip()) if converted else None
    if run_on and (main := parse_figure(run_on["main"])) is not None:
        return Printed(main, None, None, text, doubt="words of another cell run into this one")
    return Printed(None, None, None, text)


def are_several(cell: Cell) -> bool:
    """Whether every line of a cell is a figure of its own: those of two rows that no rule parts (1,018 over 1,111)."""
    return _are_several([line.text for line in cell.lines])


def _are_several(lines: Sequence[str]) -> bool:
    texts = [line for line in lines if solid(line)] if len(lines) > 1 else ()
    return len(texts) > 1 and all(parse_figure(line) is not None for line in texts) and not are_cut(lines)


def are_cut(lines: Sequence[str]) -> bool:
    """Whether the lines of a cell are pieces of one figure that its column is too narrow for: 94. over 8%, 1,20 over 4,
    0.20 over 1%, 10 over 0%, or digit by digit.
    """
    texts = [text for line in lines if (text := solid(line))]
    if len(texts) < 2 or parse_figure("".join(texts)) is None:
        return False
    digits = all(len(text) == 1 for text in texts[:-1]) and len(texts) > 2 and _LAST_DIGIT.fullmatch(texts[-1])
    decimal = len(texts) == 2 and _DECIMAL.fullmatch(texts[0]) and _LAST_DIGITS.fullmatch(texts[1])
    zero = len(texts) == 2 and texts[0] == "10" and texts[1] == "0%"
    return bool(digits or decimal or zero) or any(_CUT.search(text) for text in texts[:-1])


def in_brackets(cell: Cell) -> Printed:
    """The figures of a cell in a row or column whose label stands in brackets, or is of last year, as its figures do:
    (18,906件) holds one.
    """
    printed = read_cell(cell)
    inner = _IN_BRACKETS.fullmatch(solid(printed.text))
    figure = parse_figure(inner["figure"]) if inner else None
    return printed if figure is None else Printed(figure, None, None, printed.text)


def out_of_brackets(cell: Cell) -> Cell:
    """A cell that prints nothing but a figure in brackets, without these."""
    inner = _IN_BRACKETS.fullmatch(solid(cell.text)) if len(cell.lines) == 1 else None
    if inner is None or parse_figure(inner["figure"]) is None:
        return cell
    return replace(cell, blocks=[Paragraph([replace(cell.lines[0], text=inner["figure"], pieces=())])])


def is_bracketed(text: str) -> bool:
    """Whether a label stands in brackets, but for the month that was put behind it."""
    return bool(re.fullmatch(r"\([^()]+\)(?:\d{1,2}月\w*)?", text))


def with_clock_times(row: dict[int, Printed], placed: bool) -> dict[int, Printed]:
    """A row of durations (3:05) whose conversion wrote some with a point: 3.46 among them is 3:46, and doubtful.

    `placed`: the row is read from a page, which prints the point that it shows.
    """
    if placed:
        return row
    figures = [printed.figure for printed in row.values() if printed.figure is not None]
    if 2 * sum(figure.unit == "min" for figure in figures) <= len(figures):
        return row
    out = dict(row)
    for col, printed in row.items():
        if printed.figure is not None and printed.figure.unit is None and _POINTED.fullmatch(printed.figure.text):
            clock = parse_figure(printed.figure.text.replace(".", ":"))
            out[col] = Printed(clock, printed.sub, printed.sub_text, printed.text, doubt=_POINT_FOR_COLON)
    return out


def doubt_in(cell: Cell) -> str | None:
    """Why the cell's characters may be wrong, or None."""
    return next((line.doubt for line in cell.lines if line.doubt), None)
