"""Frames of targets set in columns of white: a name, its target, and in brackets the result of an earlier year.

┌ 【目標指標】 ────────────────────────────────────────────────┐
│ ・申請の郵送化率          96.8%以上   (令和4年度実績 96.3%)   │
│ ・柔道整復施術療養費の申   前年度以下  (令和4年度実績 0.72%)   │
│   請に占める、施術箇所3…                                     │
└──────────────────────────────────────────────────────────────┘

Bullets give the rows, lines without one belong to the name above. Rows that surely name a KPI and print one target
become lines of a card; a figure without 以上 or 以下 is a target where another stands right under or over it in its
column, or the result of another year beside it. Any other row stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.document import Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import UNITS
from extract.normalise.text import fold, joined, solid
from extract.shapes.repair.frames.kpi_frames import entry, title_of, with_frames_open

_FRAME = "■●◆◇□○・【】〔〕[]<>〈〉《》「」:： "
#: What such a frame is headed, besides its ornaments.
_HEAD = re.compile(
    r"(?:数値|成果|達成|評価|業績|重要|KPI)*(?:目標|KPI)(?:指標|数値|値|項目|一覧)?(?:\((?:KPI|目標値?)\))?"
)
_BULLET = re.compile(r"^[・･•●○◆◇■□▪]\s*(?=\S)")
_UNIT = "|".join(map(re.escape, UNITS))
_SENSE = r"以上|以下|以内|未満"
_AIM = rf"対?前年度?(?:実績)?(?:以上|以下)|\d[\d,.]*\s?(?:{_UNIT})\s?(?:{_SENSE})?"
#: A target, alone or behind what a gap parts from it.
_TARGET = re.compile(rf"(?:^|(?P<name>.*?\S)\s+)(?P<target>{_AIM})$")
_BOUND = re.compile(rf"(?:{_SENSE})$")
#: The same where the name runs up to the column of the targets.
_GLUED = re.compile(
    rf"(?P<name>.*[^\d.,])(?P<target>対?前年度?(?:実績)?(?:以上|以下)|\d[\d,.]*\s?(?:{_UNIT})\s?(?:{_SENSE}))$"
)
#: The result of an earlier year in brackets, alone or behind something else.
_RESULT = re.compile(
    r"(?P<rest>.*?)\s*[(](?P<label>(?:(?:令和|平成|[RH])(?:\d{1,2}|元)年度|20\d\d年度|[前昨]年度)の?(?:実績|結果)値?)[:\s]*"
    rf"(?P<value>\d[\d,.]*\s?(?:{_UNIT}))[)]$"
)
#: Lines of a name begin no further from one another, and targets of a column at the same place, in points.
_INDENT, _BESIDE = 14.0, 4.0
#: Letters from here on are as wide as they are high.
_WIDE = 0x2000
_NOT_A_NAME = re.compile(r"^[※注*(]|。$")


@dataclass
class _Row:
    """What stands from one bullet to the next: the lines as they are, and what their parts are."""

    lines: list[Line]
    names: list[Line] = field(default_factory=list)
    targets: list[tuple[Line, str]] = field(default_factory=list)
    results: list[tuple[Line, str, str]] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether its target says neither 以上 nor 以下."""
        return not any(_BOUND.search(text) for _, text in self.targets)


def with_target_frames_as_cards(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the rows of every such frame as lines of a card."""
    return with_frames_open(blocks, _opened)


def is_frame_of_targets(table: Table) -> bool:
    """Whether a table is a box whose first line says that targets stand in it, and nothing else."""
    if len(table.cells) != 1 or table.holds_tables:
        return False
    lines = [line for line in table.cells[0].lines if solid(line.text)]
    return len(lines) > 1 and _HEAD.fullmatch(solid(lines[0].text).strip(_FRAME)) is not None


def figures_of(cell: Cell) -> Iterator[tuple[Line, str]]:
    """The targets and the results of earlier years in the lines of a frame below its heading, each with its line, as
    printed: 96.8%以上, 前年度以上, 令和4年度実績96.3%.
    """
    for line in cell.lines[1:]:
        for part in line.pieces or (line,):
            text = fold(part.text).strip()
            if (result := _RESULT.match(text)) is not None:
                yield line, f"{result['label']}{result['value']}"
                text = result["rest"]
            text = _BULLET.sub("", text)
            if (target := _TARGET.match(text) or _GLUED.match(text)) is not None:
                yield line, target["target"]


def _opened(table: Table) -> list[Block] | None:
    if not is_frame_of_targets(table) or any(line.box is None for line in table.cells[0].lines):
        return None
    head, *lines = (line for line in table.cells[0].lines if solid(line.text))
    starts = _starts(lines)
    rows = [_read(row, starts) for row in _rows(lines)]
    cards = [_card(row, rows) for row in rows]
    if not any(cards):
        return None
    parts = [line for row, card in zip(rows, cards, strict=True) for line in card or row.lines]
    cell = replace(table.cells[0], blocks=[Paragraph([head, *parts])])
    return [replace(table, cells=[cell])]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines from each bullet to the next; those above the first stand alone."""
    rows: list[list[Line]] = []
    for line in lines:
        if not rows or _BULLET.match(fold(line.text).strip()) or not _BULLET.match(fold(rows[-1][0].text).strip()):
            rows.append([])
        rows[-1].append(line)
    return rows


def _starts(lines: Sequence[Line]) -> list[float]:
    """Where targets begin that stand apart on their lines."""
    parts = [part for line in lines for part in line.pieces if part.box is not None]
    return [part.box[0] for part in parts if part.box and _TARGET.fullmatch(fold(part.text).strip())]


def _target_in(part: Line, text: str, starts: Sequence[float]) -> re.Match[str] | None:
    """The target that a part of a line is or ends in: behind a gap, or, where a name runs up to it, at the place where
    others begin, as far as the width of its letters tells.
    """
    if (found := _TARGET.match(text)) is not None or part.box is None or part.size is None:
        return found
    found = _GLUED.match(text)
    ems = sum(0.5 if ord(char) < _WIDE else 1.0 for char in found["target"]) if found is not None else 0.0
    at = part.box[2] - ems * part.size
    return found if any(abs(at - start) <= part.size for start in starts) else None


def _read(lines: list[Line], starts: Sequence[float]) -> _Row:
    row = _Row(lines)
    for line in lines:
        for part in line.pieces or (line,):
            text = fold(part.text).strip()
            if (result := _RESULT.match(text)) is not None:
                row.results.append((part, solid(result["label"]), solid(result["value"])))
                text = result["rest"]
            target = _target_in(part, text, starts)
            if target is not None:
                row.targets.append((part, solid(target["target"])))
                text = target["name"] or ""
            if text:
                row.names.append(replace(part, text=text, pieces=()))
    return row


def _card(row: _Row, rows: Sequence[_Row]) -> list[Line] | None:
    """The lines of a card that say what a row says; None where it is no such row."""
    if len(row.targets) != 1 or len(row.results) > 1 or not row.names or not _is_name(row.names):
        return None
    if row.is_bare and not row.results and not any(_under(row, other) for other in rows if not other.is_bare):
        return None
    name = _BULLET.sub("", joined([line.text for line in row.names]))
    title = title_of(row.names[0], name)
    if title is None:
        return None
    doubt = next((line.doubt for line in row.lines if line.doubt), None)
    title = replace(title, text=f"・{name}", place=place_of(row.names), doubt=doubt)
    at, target = row.targets[0]
    results = [entry(part, label, value, doubt) for part, label, value in row.results]
    return [title, entry(at, "目標", target, doubt), *results]


def _is_name(lines: Sequence[Line]) -> bool:
    """Whether words are one name: the first behind a bullet, those below it begin at nearly its place."""
    first, *more = lines
    left = first.box[0] if first.box is not None else 0.0
    below = all(line.box is not None and -_BESIDE <= line.box[0] - left <= _INDENT for line in more)
    texts = [fold(line.text).strip() for line in more]
    marked = bool(_BULLET.match(fold(first.text).strip()))
    return marked and below and not any(_NOT_A_NAME.search(text) or _TARGET.match(text) for text in texts)


def _under(row: _Row, other: _Row) -> bool:
    """Whether the targets of two rows begin at the same place."""
    starts = [part.box[0] for part, _ in (*row.targets[:1], *other.targets[:1]) if part.box is not None]
    return len(starts) > 1 and abs(starts[0] - starts[1]) <= _BESIDE
