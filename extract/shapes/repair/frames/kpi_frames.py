"""Frames of one KPI taken apart, whichever way they print it: a card of its name and figures, and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import Block, Cell, Line, Paragraph, Table
from extract.normalise.text import solid
from extract.shapes.plan.status_marks import STATUS_WORD
from extract.shapes.tables.kpis.cell_parts import is_role

_STATUS = re.compile(STATUS_WORD)


def with_frames_open(blocks: Sequence[Block], opened: Callable[[Table], list[Block] | None]) -> list[Block]:
    """The blocks with every frame as the blocks that `opened` makes of it, which leaves other tables alone."""
    return [part for block in blocks for part in (isinstance(block, Table) and opened(block)) or [block]]


def title_of(line: Line, name: str) -> Line | None:
    """A line as the name of the KPI that it surely names, and of no other; None where it does not."""
    found = match(solid(name))
    if found is None or not found.sure or found.alike_only:
        return None
    return replace(line, text=name, pieces=())


def names_figure(label: str, role: str | None = None) -> bool:
    """Whether a label stands at a target, a result or an evaluation; `role` is what it says besides a year."""
    return is_role(role or label) or _STATUS.fullmatch(label) is not None


def entry(line: Line, label: str, value: str, doubt: str | None) -> Line:
    """A line of the card: 目標:900以上."""
    return replace(line, text=f"{label}:{value}", doubt=doubt, pieces=())


def card_of(frame: Table, title: Line, entries: Sequence[Line], body: Cell) -> Table:
    """The card that stands for a frame, at the place of its `body`."""
    card = Cell(0, 0, [Paragraph([title, *entries])], place=body.place, box=body.box)
    return Table(frame.index, 1, 1, [card], frame.place)
