"""Cards that set their figures in a small table of their own, as slides do.

健康宣言事業所数          ○
実績(12月末現在)
912事業所
| 目標        | 前年同期 |
| 900以上     | 880      |
| 全国平均    | 全国順位 |
| 860         | 12位     |

Rows of words stand over rows of figures, or each word left of its figure. Both become lines of the card (目標:900以上),
and the symbol behind its name the line that judges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Cell, Line, Table
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import fold, joined, solid
from extract.shapes.plan.symbols import SHAPES, one_of, symbol_of
from extract.shapes.tables.cards.card_entries import Entry, entries_of
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.labels import read_label

_SYMBOL_BEHIND = re.compile(rf"^(?P<name>.*\S)?\s*(?P<symbol>{one_of(SHAPES)})$", re.S)
_ONE_TURN = 2
#: A name and the symbol behind it; a gap within a name makes more pieces of it.
_MOST_PIECES = 2
_LABEL_CHARS = 16
#: Words over what is no figure of the KPI: where it was taken from, who looks after it.
_ASIDE = re.compile(r"出典|資料|担当|備考|単位|集計|定義|判定基準")
#: That a figure is of the time of the card's own.
_AT_THAT_TIME = re.compile(r"^\(?同(?:時点|時期|期間?|月)\)?$")
_STATUS = re.compile(r"(?:総合|自己|支部)?(?:評価|判定)|達成度|進捗度|達成状況|進捗状況")
#: A remark that says why there is no figure: (新指標のため比較なし), 集計中のため未公表.
_NO_FIGURE = re.compile(
    r"[^\d以]{0,20}(?:なし|無し|ない|対象外|新指標|新設|新規|未(?:公表|確定|定|集計|実施|設定)|非公表|集計中|公表前|不可)"
)
_NO_LEGEND = "no legend of the report explains the symbol"


def inner_lines(table: Table) -> list[Line] | None:
    """The pairs of words and figures of a small table as lines, each at the place of its figure; None where its cells
    are no such pairs.
    """
    if table.holds_tables:
        return None
    for pairs in (list(_down(table)), list(_across(table))):
        if len(pairs) * 2 == len(table.cells) and _are_figures(pairs):
            return [line for head, value in pairs if (line := _line(head, value)) is not None]
    return None


def takes_turns(table: Table) -> bool:
    """Whether rows of words and rows of figures take turns in it, more than once."""
    pairs = list(_down(table)) if table.n_rows > _ONE_TURN else []
    return bool(pairs) and len(pairs) * 2 == len(table.cells) and _are_figures(pairs)


def with_status_below(lines: Sequence[Line], explained: frozenset[str]) -> list[Line]:
    """The lines of a card with the one symbol behind its name, or alone on its line, set below them as its status."""
    found = [(at, match) for at, line in enumerate(lines) if (match := _SYMBOL_BEHIND.match(fold(line.text).strip()))]
    if len(found) != 1:
        return list(lines)
    at, match = found[0]
    line, symbol = lines[at], symbol_of(match["symbol"])
    if symbol is None or (len(line.pieces) > _MOST_PIECES and any(map(_is_entry, line.pieces[:-1]))):
        return list(lines)
    doubt = line.doubt or (None if symbol in explained else _NO_LEGEND)
    status = replace(line, text=match["symbol"], doubt=doubt, pieces=(line, line))  # as if a gap set it off
    named = [replace(line, text=match["name"].strip(), pieces=())] if match["name"] else []
    return [*lines[:at], *named, *lines[at + 1 :], status]


def _is_entry(piece: Line) -> bool:
    """Whether a piece of a line is a figure or says what one is, unlike the parts of a name."""
    text = solid(piece.text)
    return is_role(text) or parse_figure(text) is not None or symbol_of(text) is not None


def _down(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """Each cell of the even rows with the one right below it, of the same width."""
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        below = table.at(cell.row + 1, cell.col)
        same = below is not None and (below.row, below.col, below.colspan) == (cell.row + 1, cell.col, cell.colspan)
        if cell.row % 2 == 0 and cell.rowspan == 1 and below is not None and same:
            yield cell, below


def _across(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """The cells of each row two by two."""
    for row in range(table.n_rows):
        cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda c: c.col)
        if len(cells) % 2 == 0 and all(cell.rowspan == 1 for cell in cells):
            yield from zip(cells[::2], cells[1::2], strict=True)


def _are_figures(pairs: Sequence[tuple[Cell, Cell]]) -> bool:
    """Whether each pair is a word that says what a figure is and that figure, or an aside."""
    figures = 0
    for head, value in pairs:
        label, text = _label(head), solid(value.text)
        if _ASIDE.search(label) or (_says_what(label) and _is_none(text)):
            continue
        if _says_what(label) and (entry := _entry(head, value)) is not None and entry.role is not None:
            figures += 1
        else:
            return False
    return figures >= 1


def _is_none(text: str) -> bool:
    """Whether a cell says that there is no figure, with a dash or in words."""
    return is_blank(text) or bool(_NO_FIGURE.fullmatch(text.strip("()〔〕[]")))


def _says_what(label: str) -> bool:
    """Whether words say which of the figures of a KPI one is: 目標, 前年同期, 全国平均, 全国順位, 評価."""
    if not label or len(label) > _LABEL_CHARS or re.fullmatch(r"[\d.,%]+", label):
        return False
    read = read_label(label, None)
    rest = _AT_THAT_TIME.sub("", read.rest)
    return is_role(label) or bool(_STATUS.fullmatch(label)) or (not rest and (read.says_when or read.national))


def _entry(head: Cell, value: Cell) -> Entry | None:
    line = _line(head, value)
    entries = entries_of([line]) if line is not None else []
    return entries[0] if len(entries) == 1 and entries[0].value is not None else None


def _line(head: Cell, value: Cell) -> Line | None:
    """A pair as one line at the place of the figure; None for asides and blanks."""
    label, text = _label(head), solid(joined([line.text for line in value.lines]))
    if _ASIDE.search(label) or _is_none(text) or not value.lines:
        return None
    doubt = next((line.doubt for line in [*head.lines, *value.lines] if line.doubt), None)
    return Line(f"{label}:{text}", value.place, value.lines[0].size, doubt=doubt, box=value.box)


def _label(head: Cell) -> str:
    return solid(joined([line.text for line in head.lines]))
