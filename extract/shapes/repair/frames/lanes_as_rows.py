"""KPIs in lanes as the rows of a list: beside each name its target, and bars with their figures one below the other.

◆ 目標  ■ 支部  ■ 全国平均        (the line above says what stands in a lane, in its order)
                      ◆ 目標 62.0%以上          指標       目標        支部    全国平均
健診実施率  ▇▇▇▇ 31.8%            ○     →      健診実施率  62.0%以上  31.8%   30.9%     ○
            ▇▇▇ 30.9%

Whose bar a figure stands at only its colour says; that the order is that of the line above is a guess, so all figures
but targets are in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import parse_figure
from extract.normalise.text import fold, solid
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.kpis.kpi_words import RESULT_HEAD, branch_of_word, is_national, is_target_head, states_target

_MARK = "■◆●▲◇□★"
_LEGEND = re.compile(rf"[{_MARK}]\s*(?P<name>[^{_MARK}\s:：()（）]+)")
_FEWEST_LANES, _FEWEST_NAMES = 2, 2
#: The names above the lanes stand on so many lines at the most.
_MOST_LINES = 4
_BY_ORDER = "read from bars: whose figure it is only their colour says; taken in the order of the line above"


@dataclass
class _Lane:
    names: list[Line] = field(default_factory=list)
    aims: list[Line] = field(default_factory=list)
    figures: list[Line] = field(default_factory=list)
    symbols: list[Line] = field(default_factory=list)


def with_lanes_as_rows(table: Table, above: Sequence[str]) -> Table:
    """The table as a list of KPIs where all of it are lanes under a line that says what they hold; else unchanged."""
    ends = (" ".join(above[-count:]) for count in range(1, min(len(above), _MOST_LINES) + 1))  # one mark on each
    names = max(map(_names_in, ends), key=len, default=[])
    lanes = _lanes(table) if names else []
    others = [name for name in names if not is_target_head(solid(name))]
    if len(lanes) < _FEWEST_LANES or not all(_is_whole(lane, len(others)) for lane in lanes):
        return table
    heads = ["指標", next(name for name in names if name not in others), *others]
    cells = [_cell(0, col, [Line(text, table.place)]) for col, text in enumerate(heads)]
    for row, lane in enumerate(lanes, 1):
        cells.append(_cell(row, 0, lane.names))
        cells.append(_cell(row, 1, [_bare(lane.aims[0])]))
        figures = [replace(figure, doubt=figure.doubt or _BY_ORDER) for figure in lane.figures]
        cells += [_cell(row, col, [figure]) for col, figure in enumerate(figures, 2)]
        cells += [_cell(row, len(heads), [symbol]) for symbol in lane.symbols]
    return Table(table.index, len(lanes) + 1, len(heads) + 1, cells, table.place)


def _names_in(line: str) -> list[str]:
    """What a line with marks names: one is the target, the others are the branch's results or the nation's."""
    names = [found["name"] for found in _LEGEND.finditer(fold(line))]
    aims = [name for name in names if is_target_head(solid(name))]
    results = [name for name in names if is_national(name) or branch_of_word(name) or RESULT_HEAD.search(name)]
    return names if len(aims) == 1 and len(aims) + len(results) == len(names) >= _FEWEST_NAMES else []


def _lanes(table: Table) -> list[_Lane]:
    """The lanes of a table from top to bottom, each from its target on; none where something else stands among them."""
    lanes: list[_Lane] = []
    if table.holds_tables:
        return []
    waiting: list[Line] = []
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.col == 0:
            waiting = list(cell.lines)
            if lanes and not lanes[-1].names and not _has_aim(table, cell.row):
                lanes[-1].names, waiting = waiting, []
            continue
        for word in (word for line in cell.lines for word in line.pieces or (line,)):
            text = solid(word.text)
            if states_target(text.lstrip(_MARK)):
                lanes.append(_Lane(names=waiting, aims=[word]))
                waiting = []
            elif lanes and symbol_of(text) is not None:
                lanes[-1].symbols.append(word)
            elif lanes and parse_figure(text) is not None:
                lanes[-1].figures.append(word)
            else:
                return []
    return lanes


def _has_aim(table: Table, row: int) -> bool:
    cells = [cell for cell in table.cells if cell.row == row and cell.col > 0]
    return any(states_target(solid(cell.text).lstrip(_MARK)) for cell in cells)


def _is_whole(lane: _Lane, most: int) -> bool:
    """Whether a lane has its name and target, figures of as many as the line above names or fewer, and one status."""
    return bool(lane.names) and len(lane.aims) == 1 and 0 < len(lane.figures) <= most and len(lane.symbols) <= 1


def _bare(aim: Line) -> Line:
    """A target without the mark and the word before its figure."""
    text = fold(aim.text)
    return replace(aim, text=re.sub(rf"^[{_MARK}\s]*目標値?\s*[:：]?\s*", "", text), pieces=())


def _cell(row: int, col: int, lines: Sequence[Line]) -> Cell:
    return Cell(row, col, [Paragraph(list(lines))], place=place_of(lines), box=lines[0].box)
