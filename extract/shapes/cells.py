"""A table cell's figures: one, or one with another in brackets below it, and why they may be wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.document import Cell
from extract.normalise.numbers import Figure, parse_figure
from extract.normalise.text import fold, joined, solid


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
    text = joined([line.text for line in cell.lines])
    plain = solid(text)
    whole = parse_figure(text)
    if whole is not None:
        return Printed(whole, None, None, text)
    match_ = re.match(r"^(?P<main>[^()]+)\((?P<sub>[^()]*)\)$", plain)
    if match_ and (main := parse_figure(match_["main"])) is not None:
        return Printed(main, parse_figure(match_["sub"]), match_["sub"], text)
    run_on = re.match(r"^(?P<main>\S+)\s+[^\d\s]{2,}$", fold(text).strip())
    if run_on and all(line.box is None for line in cell.lines) and (main := parse_figure(run_on["main"])) is not None:
        return Printed(main, None, None, text, doubt="words of another cell run into this one")
    return Printed(None, None, None, text)


def doubt_in(cell: Cell) -> str | None:
    """Why the cell's characters may be wrong, or None."""
    return next((line.doubt for line in cell.lines if line.doubt), None)
