"""Frames of one KPI that set its results in a grid of times and of the branch and the nation, with words around it.

┌─────────────────────────────────────┐
│ ③ 健康宣言事業所数                ○ │
│ 今年度の目標           900事業所以上 │
│ │            │ 大分支部 │ 全国平均 │ │
│ │ 令和4年9月末│   812   │   760    │ │
│ 全国順位 12位（前年同月 14位）       │
│ 次の一手 案内を送る。                │
└─────────────────────────────────────┘

The name, the symbol beside it and each figure become lines of a card, each figure under the words of its row and its
column; the rank is of the last of the times. What is to be done next becomes a box of its own, as does any
other text below. A frame of which some figure or word above the grid would not be told so stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from extract.document import BBox, Block, Cell, Line, Paragraph, Table, around, place_of
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.repair.frames.kpi_frames import entry, title_of, with_frames_open
from extract.shapes.tables.cards.card_entries import entries_of
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.labels import read_label
from extract.shapes.text.bare_chapters import COUNTED

_NUMBER = re.compile(
    rf"^(?:[①-⑳][.．、]?|(?:KPI|指標)?\s*(?:№|No\.?)?\s*[(]?\d{{1,2}}(?:[).．]|(?!\d|{COUNTED.pattern})))\s*",
    re.IGNORECASE,
)
_MOST_ROWS, _TITLE_LINES = 4, 3
#: Words over the figures of the branch itself.
_OWN = re.compile(r"(?:(?:当|本|自|[一-龥]{2,3})支部|支部)(?:の?(?:実績|数値|値))?|実績値?")
#: Words of figures, which no name holds.
_FIGURE_WORD = re.compile(r"目標|実績")
_RANK = re.compile(r"(?P<label>(?:全国)?順位)[:\s]*(?P<rank>\d{1,2}位.*|[-－―ー–—]+)")
#: What heads work that is still to come.
_NEXT = re.compile(
    r"[【〔\[<《■●◆▶►]*(?P<label>次の(?:一手|打ち?手|手|取組|対応|行動|アクション)|(?:今後|これから|次期|残り期間|下半?期|年度末まで)の"
    r"(?:主な|重点)?(?:取り?組み?|対応|対策|予定|方針|活動)(?:内容)?)[】〕\]>》]*[:\s]*"
)
_PLANNED = "取組計画"
_NO_LEGEND = "no legend of the report explains the symbol"


def with_gridded_frames_open(blocks: Sequence[Block], explained: Set[str] = frozenset()) -> list[Block]:
    """The blocks with every such frame as a card; `explained` are the symbols that a legend explains."""
    return with_frames_open(blocks, lambda table: _opened(table, explained))


def _opened(table: Table, explained: Set[str]) -> list[Block] | None:
    if table.n_cols != 1 or table.n_rows > _MOST_ROWS or not table.holds_tables:
        return None
    blocks = [block for cell in sorted(table.cells, key=lambda cell: cell.row) for block in cell.blocks]
    grids = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    grid = blocks[grids[0]]
    if len(grids) != 1 or not isinstance(grid, Table) or (results := _results(grid)) is None:
        return None
    over, under = (_lines(part) for part in (blocks[: grids[0]], blocks[grids[0] + 1 :]))
    head = _head(over, explained)
    if head is None:
        return None
    ranks = [line for line in under if _RANK.fullmatch(_plain(line))]
    rest = [line for line in under if not any(line is rank for rank in ranks)]
    time = _last_time(_times(grid))
    entries = [*head[1:], *results, *(_rank(line, time) for line in ranks if not _is_none(line))]
    if any(found.value is None or found.role is None for found in entries_of(entries)):
        return None
    card = replace(table.cells[0], row=0, rowspan=1, blocks=[Paragraph([head[0], *entries])], place=table.place)
    return [Table(table.index, 1, 1, [card], table.place), *_boxes(table, rest)]


def _plain(line: Line) -> str:
    return fold(line.text).replace("\t", " ").strip()


def _lines(blocks: Sequence[Block]) -> list[Line]:
    found = [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    return [line for line in found if solid(line.text)]


def _head(lines: Sequence[Line], explained: Set[str]) -> list[Line] | None:
    """The name of the KPI and the entries below it; None where the lines over a grid say anything else."""
    names: list[Line] = []
    status: list[Line] = []
    entries: list[Line] = []
    for line in lines:
        pieces = list(line.pieces or (line,))
        symbol = symbol_of(solid(pieces[-1].text))
        if symbol is not None and not entries:
            doubt = line.doubt or (None if symbol in explained else _NO_LEGEND)
            status.append(entry(pieces[-1], "評価", solid(pieces[-1].text), doubt))
            pieces = pieces[:-1]
        if (said := _entry(pieces)) is not None:
            entries.append(said)
        elif entries:
            return None
        else:
            names += pieces
    name = _name(names)
    return [name, *status, *entries] if name is not None and len(status) <= 1 else None


def _entry(pieces: Sequence[Line]) -> Line | None:
    """A label and its figure, with a gap between them or none, as one line."""
    if len(pieces) == 2:
        doubt = next((piece.doubt for piece in pieces if piece.doubt), None)
        pieces = [entry(pieces[1], solid(pieces[0].text).strip(":"), solid(pieces[1].text), doubt)]
    found = entries_of(pieces) if len(pieces) == 1 else []
    return pieces[0] if len(found) == 1 and found[0].value is not None and found[0].role is not None else None


def _name(lines: Sequence[Line]) -> Line | None:
    """Lines as the name of a KPI; its number may stand at the middle of their height, left of all."""
    if not 1 <= len(lines) <= _TITLE_LINES * 2 or any(line.box is None for line in lines):
        return None
    first = min(lines, key=lambda line: line.box[0] if line.box is not None else 0.0)
    texts = [_NUMBER.sub("", _plain(line)) if line is first else _plain(line) for line in lines]
    if any(_FIGURE_WORD.search(text) for text in texts):
        return None
    return title_of(replace(lines[0], place=place_of(lines)), joined([text for text in texts if text]))


def _times(grid: Table) -> list[str]:
    """The words of a grid that say when, from its side or from over its columns."""
    heads = [solid(row[0]) for row in grid.rows()[1:]]
    return heads if any(read_label(head, None).says_when for head in heads) else list(map(solid, grid.rows()[0][1:]))


def _last_time(times: Sequence[str]) -> str | None:
    """The latest of several times, all but whole years with their month; None where their words do not tell it."""
    dates = [(read_label(time, None).as_of, time) for time in times]
    dated = [(date, time) for date, time in dates if date is not None]
    return max(dated)[1] if dated and dates[0][0] is not None else None


def _results(grid: Table) -> list[Line] | None:
    """The figures of a grid as entries with the words of their row and column; None where these say anything else."""
    if grid.n_rows < 2 or grid.n_cols < 2 or len(grid.cells) != grid.n_rows * grid.n_cols or grid.holds_tables:
        return None
    across, *rows = grid.rows()
    heads, sides = [solid(text) for text in across[1:]], [solid(row[0]) for row in rows]
    own = [sum(_OWN.fullmatch(text) is not None for text in texts) for texts in (heads, sides)]
    known = all(_OWN.fullmatch(text) or (text and is_role(text)) for text in (*heads, *sides))
    times = sides if own[0] else heads
    if not known or sorted(own) != [0, 1] or not all(read_label(text, None).says_when for text in times):
        return None
    lines = []
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col)):
        text = solid(joined([line.text for line in cell.lines]))
        if cell.row == 0 or cell.col == 0 or not text or is_blank(text):
            continue
        words = (sides[cell.row - 1], heads[cell.col - 1])
        time, whose = words if own[0] else words[::-1]
        label = time if _OWN.fullmatch(whose) else f"{whose}({time})" if "順位" in whose else f"{time}({whose})"
        lines.append(entry(cell.lines[0], label, text, next((line.doubt for line in cell.lines if line.doubt), None)))
    return lines or None


def _is_none(line: Line) -> bool:
    found = _RANK.fullmatch(_plain(line))
    return found is None or not found["rank"][0].isdigit()


def _rank(line: Line, time: str | None) -> Line:
    found = _RANK.fullmatch(_plain(line))
    if found is None or time is None:
        return line
    return entry(line, f"{found['label']}({time})", solid(found["rank"]), line.doubt)


def _boxes(frame: Table, lines: Sequence[Line]) -> list[Block]:
    """What stands below the figures: work to come beside its label, and any other text."""
    at = next((i for i, line in enumerate(lines) if _NEXT.match(_plain(line))), len(lines))
    parts: list[list[Paragraph]] = [[Paragraph(list(lines[:at]))]] if at else []
    if at < len(lines):
        text = _plain(lines[at])
        found = _NEXT.match(text)
        first = [replace(lines[at], text=text[found.end() :], pieces=())] if found and found.end() < len(text) else []
        if work := [*first, *lines[at + 1 :]]:
            parts.append([Paragraph([replace(lines[at], text=_PLANNED, pieces=())]), Paragraph(work)])
    out: list[Block] = []
    for number, part in enumerate(parts):
        cells = [Cell(0, col, [paragraph], place=paragraph.place) for col, paragraph in enumerate(part)]
        cells = [replace(cell, box=_box_of(cell.lines)) for cell in cells]
        out.append(Table(f"{frame.index}.below{number}", 1, len(part), cells, place_of(cells)))
    return out


def _box_of(lines: Sequence[Line]) -> BBox | None:
    boxes = [line.box for line in lines if line.box is not None]
    return around(boxes) if boxes else None
