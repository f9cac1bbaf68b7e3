"""KPI cards that no outline surrounds: names side by side, below each its figures, white between them.

健康宣言事業所数        ジェネリック医薬品使用割合
912事業所               83.1%
目標 900事業所以上      目標 82.0%以上

That a group of lines is cards is believed where two columns or more hold the same: a KPI's name and entries of the same
roles in the same order. Nothing proves where a card ends, so all that they say is in doubt.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.document import Line
from extract.locate import Locator
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.status_marks import STATUS_WORD
from extract.shapes.plan.symbols import SHAPES, one_of, symbol_of
from extract.shapes.tables.cards.card_entries import entries_of, is_date_line, says_role
from extract.shapes.tables.cards.kpi_cards import cards_of, read_box, read_cards

NO_BOX = "no outline surrounds the name and its figures; they were told apart by the white between them"
#: The font size where the reader could not tell.
_USUAL_SIZE = 9.0
#: A symbol in the corner of a card, set off by white from the words before and behind it.
_CORNER = re.compile(rf"(?:^|(?<=[\s　])){one_of(SHAPES)}(?=[\s　]|$)")
_STATUS = re.compile(rf"[(【〔\[]?(?:{STATUS_WORD})[)】〕\]]?\s*[:：]?")
#: A symbol may reach so far into the card on its left, in points.
_SLACK = 4.0
_NOT_READ = "a figure among cards that was not understood; look at the page"


@dataclass
class _Column:
    """Lines of cards that stand one below another, and how far they reach to the left and right."""

    left: float
    right: float
    lines: list[Line] = field(default_factory=list)

    def meets(self, line: Line) -> bool:
        """Whether a line stands over or under those of the column."""
        return line.box is not None and line.box[0] < self.right and self.left < line.box[2]

    def fits(self, line: Line) -> bool:
        """Whether it has its left edge, its middle or its right edge where the first line of the column has it."""
        first = self.lines[0].box
        if first is None or line.box is None:
            return False
        left, right = line.box[0] - first[0], line.box[2] - first[2]
        return min(abs(left), abs(right), abs(left + right) / 2) <= (line.size or _USUAL_SIZE)

    def add(self, line: Line) -> None:
        """Sets a line below the others."""
        if line.box is not None:
            self.left, self.right = min(self.left, line.box[0]), max(self.right, line.box[2])
        self.lines.append(line)


def read_unboxed_cards(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> list[Line]:
    """Records what cards without an outline say; returns the lines that they are made of.

    Figures of a card whose name the catalogue does not know count what it names, or are rejected.
    """
    used: list[Line] = []
    year = scope.fiscal_year or scope.header.fiscal_year
    for run, columns in _runs(lines):
        cards = [(at, card) for at, column in enumerate(columns) for card in _split(column.lines)]
        if not _is_repeated(cards, year):
            continue
        for _, card in cards:
            places = {line.place for line in card}
            used += [line for line in run if any(piece.place in places for piece in line.pieces or (line,))]
            doubted = [replace(line, doubt=line.doubt or NO_BOX) for line in card]
            if not read_cards(doubted, scope, recorder) and not read_box(doubted, scope, recorder):
                for entry in entries_of(doubted):
                    if entry.value is not None:
                        recorder.reject(Locator(entry.line.place), entry.line.text, _NOT_READ)
    return used


def _runs(lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[_Column]]]:
    """Consecutive lines whose pieces stand in columns with white between them from the first to the last."""
    run: list[Line] = []
    columns: list[_Column] = []
    for line in lines:
        pieces = [part for piece in line.pieces or (line,) for part in _parts(piece)]
        symbols = [piece for piece in pieces if symbol_of(piece.text)]
        pieces = [piece for piece in pieces if piece not in symbols]
        met = [[column for column in columns if column.meets(piece)] for piece in pieces]
        apart = zip(pieces, met, strict=True)
        if any(len(over) > 1 or not all(column.fits(piece) for column in over) for piece, over in apart):
            yield run, columns
            run, columns = [], []
        if not run and len(pieces) < 2:
            continue
        run.append(line)
        for piece in pieces:
            column = next((column for column in columns if column.meets(piece)), None)
            if column is None and piece.box is not None:
                column = _Column(piece.box[0], piece.box[2])
                columns.append(column)
            if column is not None:
                column.add(piece)
        for symbol in symbols:
            beside = [column for column in columns if symbol.box and column.right <= symbol.box[0] + _SLACK]
            if beside:
                max(beside, key=lambda column: column.right).lines.append(replace(symbol, pieces=(symbol, symbol)))
    yield run, columns


def _parts(piece: Line) -> list[Line]:
    """A piece of a line and the symbols in the corners of cards between its words, each by itself, left to right.

    Each has the part of the piece that its letters take; the white between them is shared out evenly.
    """
    text = piece.text.strip()
    corners = [] if piece.box is None or symbol_of(text) else list(_CORNER.finditer(text))
    if piece.box is None or not corners:
        return [piece]
    edges = [0, *(edge for corner in corners for edge in corner.span()), len(text)]
    parts = [part for start, end in itertools.pairwise(edges) if (part := text[start:end].strip())]
    if any(_STATUS.fullmatch(part) for part in parts):
        return [piece]
    x0, top, x1, bottom = piece.box
    widths = [(piece.size or _USUAL_SIZE) * sum(0.5 if char.isascii() else 1.0 for char in part) for part in parts]
    white = (x1 - x0 - sum(widths)) / max(1, len(parts) - 1)
    out = []
    for part, wide in zip(parts, widths, strict=True):
        out.append(replace(piece, text=part, box=(x0, top, x0 + wide, bottom)))
        x0 += wide + white
    return out


def _split(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a column as cards: a name begins one where figures stand above it. Symbols go to its end."""
    cards: list[tuple[list[Line], list[Line]]] = []  # lines, and the symbols in its corner
    had_figure = True
    for line in lines:
        if symbol_of(line.text):
            if cards:
                cards[-1][1].append(line)
            continue
        entries = entries_of([line])
        figure = any(entry.value is not None or entry.role for entry in entries)
        if had_figure and not figure and not any(map(is_date_line, entries)) and not says_role(line):
            cards.append(([], []))
            had_figure = False
        had_figure = had_figure or figure
        if cards:
            cards[-1][0].append(line)
    whole = ([*words, *symbols] for words, symbols in cards)
    return [card for card in whole if any(entry.value is not None for entry in entries_of(card))]


def _is_repeated(cards: Sequence[tuple[int, list[Line]]], year: int | None) -> bool:
    """Whether cards of the same roles in two columns or more name KPIs."""
    columns: dict[tuple[str | None, ...], set[int]] = defaultdict(set)
    for at, lines in cards:
        for card in cards_of(entries_of(lines), year):
            columns[tuple(entry.role for entry in card.entries)].add(at)
    return any(len(found) > 1 for found in columns.values())
