"""Cards without an outline that print their figures in a small table: the name stands above, white parts the cards.

Which words belong to which table only their place says, so all that such cards say is in doubt; where no KPI is named
over a table, its figures are rejected: its words (目標, 全国平均) are no names of what they measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Line, Place, Table
from extract.locate import Locator
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.cards.card_inner import inner_lines, takes_turns, with_status_below
from extract.shapes.tables.cards.kpi_cards import read_cards
from extract.shapes.tables.cards.unboxed_cards import NO_BOX
from extract.shapes.tables.months.month_heads import month_columns
from extract.shapes.text.passages import Passage

_UNNAMED = "no KPI is named over the small table that it stands in; look at the page and add a correction"
#: So far apart may lines of one card stand, in points; the large figure has white around it.
_FARTHEST = 40.0
_MOST_LINES = 6
_SLACK = 12.0
_FEWEST_MONTHS = 4

Sides = tuple[float, float, float, float]


def read_loose_cards(
    items: Sequence[Passage | Table], scope: Scope, recorder: Recorder
) -> tuple[frozenset[Place], frozenset[str]]:
    """Records what such cards of a page say; returns the places of their lines and the indexes of their tables."""
    tables = [item for item in items if isinstance(item, Table) and not item.chart and not _is_series(item)]
    found = [(item, sides, lines) for item in tables
             if (sides := _sides(item)) is not None and (lines := inner_lines(item))]  # fmt: skip
    cards = [card for card in found if takes_turns(card[0]) or any(_beside(card[1], other[1]) for other in found)]
    pieces = [
        piece for item in items if isinstance(item, Passage) for line in item.lines for piece in line.pieces or (line,)
    ]
    used: set[Place] = set()
    for table, sides, figures in cards:
        tops = [other[1][3] for other in found if other[1][3] <= sides[1] and _over(other[1], sides)]
        above = _above(pieces, sides, max(tops, default=0.0))
        lines = [
            replace(line, doubt=line.doubt or NO_BOX) for line in [*with_status_below(above, scope.explained), *figures]
        ]
        read = read_cards(lines, scope, recorder)
        used |= {line.place for line in read}
        if not read:
            for line in figures:
                recorder.reject(Locator(line.place, table.index), line.text, _UNNAMED)
    return frozenset(used), frozenset(table.index for table, _, _ in cards)


def _is_series(table: Table) -> bool:
    """Whether a table holds the figures of so many months that it is none of a card."""
    return len(month_columns(table, 0)) >= _FEWEST_MONTHS


def _above(pieces: Sequence[Line], sides: Sides, top: float) -> list[Line]:
    """The lines right above a table and within its width, from top to bottom."""
    over = [
        piece
        for piece in pieces
        if piece.box is not None
        and sides[0] - _SLACK <= piece.box[0]
        and piece.box[2] <= sides[2] + _SLACK
        and top <= piece.box[1] < sides[1]
    ]
    taken: list[Line] = []
    edge = sides[1]
    for piece in sorted(over, key=lambda line: line.box[3] if line.box else 0.0, reverse=True):
        if piece.box is None or edge - piece.box[3] > _FARTHEST or len(taken) == _MOST_LINES:
            break
        taken.append(piece)
        edge = min(edge, piece.box[1])
    return sorted(taken, key=lambda line: (round(line.box[1]), line.box[0]) if line.box else (0, 0.0))


def _sides(table: Table) -> Sides | None:
    boxes = [cell.box for cell in table.cells if cell.box is not None]
    if not boxes:
        return None
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _over(one: Sides, other: Sides) -> bool:
    return one[0] < other[2] and other[0] < one[2]


def _beside(one: Sides, other: Sides) -> bool:
    """Whether two tables stand side by side."""
    return not _over(one, other) and one[1] < other[3] and other[1] < one[3]
