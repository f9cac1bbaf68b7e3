"""Boxes that print a KPI in each of their rows: how it is judged, its name, the result, what it is compared with.

┌──────────────────────────────────────────────────────────┐
│ 重点項目                                                 │
│ ○ 健康宣言事業所数     912事業所   目標900以上(前年度871) │
│ ---------------------------------------------------------│      rules between the rows make a table of some of them
│ △ 一者応札案件の割合   16.0%       目標15%以下(前年度14%) │
└──────────────────────────────────────────────────────────┘

Each becomes a line of the card, the symbol behind its figures, if it is no bullet: the rows print several that a legend
explains, or one that never is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Cell, Line, Table
from extract.normalise.text import fold
from extract.shapes.plan.symbols import NEVER_BULLETS, SHAPES, one_of, symbol_of
from extract.shapes.tables.cards.card_entries import entries_of
from extract.shapes.tables.cards.kpi_cards import cards_of

_AHEAD = re.compile(rf"^\s*(?P<symbol>{one_of(SHAPES)})[\s\t]+(?P<rest>\S.*)$", re.S)


def row_lines(cell: Cell, explained: frozenset[str]) -> list[Line] | None:
    """The lines of a cell from top to bottom, the rows of its tables among them; None unless one has a symbol or a
    table's row for each KPI, and nothing else in its tables.
    """
    rows = [row for table in cell.tables for row in _rows(table)]
    if any(not _is_card(_without_symbol(row)) for row in rows):
        return None
    lines = sorted([*cell.lines, *rows], key=lambda line: line.box[1] if line.box is not None else 0.0)
    out = with_symbols_behind(lines, explained)
    return out if rows or any(a is not b for a, b in zip(lines, out, strict=True)) else None


def with_symbols_behind(lines: Sequence[Line], explained: frozenset[str]) -> list[Line]:
    """The lines with a symbol before a KPI and its figures, if the legend explains it, set behind them."""
    rows = {i: symbol for i, line in enumerate(lines) if (symbol := _symbol(line)) and symbol_of(symbol) in explained}
    rows = {i: symbol for i, symbol in rows.items() if _is_card(_without_symbol(lines[i]))}
    out = list(lines)
    if len(set(rows.values())) > 1 or NEVER_BULLETS.intersection(rows.values()):
        for i, symbol in rows.items():
            rest = _without_symbol(lines[i])
            pieces = (*(rest.pieces or (rest,)), replace(rest, text=symbol, pieces=()))
            out[i] = replace(rest, text=f"{rest.text}\t{symbol}", pieces=pieces)
    return out


def _rows(table: Table) -> list[Line]:
    """The rows of a table as lines."""
    out = []
    for row in range(table.n_rows):
        cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.col)
        pieces = [line for cell in cells for line in cell.lines]
        boxes = [piece.box for piece in pieces if piece.box is not None]
        if not boxes or len(boxes) < len(pieces) or any(cell.tables for cell in cells):
            continue
        box = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
        place = pieces[0].place
        for piece in pieces[1:]:
            place = place.joined(piece.place)
        doubt = next((piece.doubt for piece in pieces if piece.doubt), None)
        text = "\t".join(piece.text for piece in pieces)
        out.append(Line(text, place, pieces[0].size, doubt=doubt, box=box, pieces=tuple(pieces)))
    return out


def _symbol(line: Line) -> str | None:
    """The symbol before the words of a line, as printed."""
    found = _AHEAD.match(fold(line.text))
    return found["symbol"] if found is not None else None


def _without_symbol(line: Line) -> Line:
    """A line without the symbol before it, which stands alone or before the words of its first piece."""
    found = _AHEAD.match(fold(line.text))
    if found is None:
        return line
    pieces = list(line.pieces)
    if pieces and symbol_of(fold(pieces[0].text).strip()):
        pieces = pieces[1:]
    elif pieces and (first := _AHEAD.match(fold(pieces[0].text))) is not None:
        pieces[0] = replace(pieces[0], text=first["rest"])
    return replace(line, text=found["rest"], pieces=tuple(pieces) if len(pieces) > 1 else ())


def _is_card(line: Line) -> bool:
    """Whether a line prints the name of one KPI and figures behind it."""
    cards = list(cards_of(entries_of([line]), None))
    return len(cards) == 1 and len(cards[0].entries) > 1
