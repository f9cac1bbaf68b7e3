"""Frames of a questionnaire: a question that names a KPI, and below it numbered labels with their answers beside them.

┌ 問6 「生活習慣病予防健診実施率」についてお答えください。 ┐
├──────────────────────────────────────────────────────────┤
│ (1) 目標は              68.4%以上とする                  │
│ (2) 令和5年度の実績は    66.0  %                         │
│ (3) 主に取り組んだことは ・検診車による健診を増やした。  │
│ (4) 自己評価は          [△]                              │
└──────────────────────────────────────────────────────────┘

Underlines and boxes round the answers are no tables: targets, results and evaluations become the lines of a card under
the KPI's name, other answers text behind it. A frame that says anything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.document import Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.text import fold, solid, tidy
from extract.shapes.repair.frames.kpi_frames import card_of, entry, names_figure, title_of, with_frames_open

_QUESTION = re.compile(
    r"^(?:問|設問|質問|Q)\s*\d{1,2}[.:)]?\s*[「『](?P<name>[^「」『』]{4,60})[」』]に(?:ついて|関して)"
)
_LABEL = re.compile(r"^[(]?\d{1,2}[).]\s*(?P<label>[^。:]{2,24}?)は?\s*:?$")
#: A label whose answer no gap sets apart from it.
_GLUED = re.compile(r"^[(]?\d{1,2}[).]\s*(?P<label>[^。:\s]{2,24}?)は?\s*:?\s+(?P<answer>\S.*)$")
_YEAR_LABEL = re.compile(r"^(?P<year>(?:(?:令和|平成|[RH])(?:\d{1,2}|元)|20\d\d)年度|前年度|昨年度)の?(?P<role>.+)$")
#: How an answer ends that is a sentence: 68.4%以上とする。
_ENDING = re.compile(r"(?:とする|とします|です|である)?。?$")
_WRAPPED = "its answer goes on on a second line; look at the page"
#: Lines stand side by side if their middles differ by less than this part of their height.
_LEVEL = 0.5


@dataclass
class _Answer:
    """A label and the lines that answer it."""

    label: str
    at: Line
    lines: list[list[Line]] = field(default_factory=list)

    @property
    def is_figure(self) -> bool:
        """Whether the label asks for a target, a result or an evaluation."""
        found = _YEAR_LABEL.match(self.label)
        return names_figure(self.label, found["role"] if found else None)


def with_questions_as_cards(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every such frame taken apart."""
    return with_frames_open(blocks, _opened)


def _opened(table: Table) -> list[Block] | None:
    if table.n_cols != 1 or not 1 < table.n_rows == len(table.cells):
        return None
    head, *body = sorted(table.cells, key=lambda cell: cell.row)
    title = _title(head)
    answers = _answers([line for cell in body for line in _lines_within(cell)]) if title is not None else None
    if title is None or answers is None or not any(answer.is_figure for answer in answers):
        return None
    if len({answer.label for answer in answers}) < len(answers):
        return None
    card = [_as_entry(answer) for answer in answers if answer.is_figure and answer.lines]
    out: list[Block] = [card_of(table, title, card, replace(body[0], place=table.place))]
    for answer in answers:
        if not answer.is_figure and answer.lines:
            head_line = replace(answer.at, text=f"■{answer.label}", pieces=())
            out.append(Paragraph([head_line, *(_joined(row) for row in answer.lines)]))
    return out


def _title(head: Cell) -> Line | None:
    """The line that asks about one KPI, as its name alone."""
    lines = [line for line in head.lines if solid(line.text)]
    asked = _QUESTION.match(tidy(fold(lines[0].text))) if len(lines) == 1 and not head.tables else None
    return title_of(lines[0], tidy(asked["name"])) if asked is not None else None


def _lines_within(cell: Cell) -> Iterator[Line]:
    """The pieces of all lines of a cell, those in tables within it as well."""
    for line in cell.lines:
        yield from line.pieces or (line,)
    for table in cell.tables:
        for inner in table.cells:
            yield from _lines_within(inner)


def _answers(lines: Sequence[Line]) -> list[_Answer] | None:
    """The labels and answers from top to bottom; None where a line is neither, or where no label says what it is."""
    out: list[_Answer] = []
    for row in _rows(lines):
        text = tidy(fold(row[0].text))
        label, glued = _LABEL.match(text), _GLUED.match(text)
        if label is not None:
            answer = _Answer(solid(label["label"]), row[0], [row[1:]] if row[1:] else [])
            out.append(answer)
        elif glued is not None:
            out.append(_Answer(solid(glued["label"]), row[0], [[replace(row[0], text=glued["answer"]), *row[1:]]]))
        elif out and row[0].box and out[-1].at.box and row[0].box[0] > out[-1].at.box[0] + 1:
            out[-1].lines.append(row)
        else:
            return None
    return out or None


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines that stand beside one another, left to right, from top to bottom; none where one has no sides."""
    placed = [(line.box, line) for line in lines if line.box is not None and solid(line.text)]
    if len(placed) < sum(bool(solid(line.text)) for line in lines):
        return []
    rows: list[list[Line]] = []
    middle = -1e9
    for box, line in sorted(placed, key=lambda item: item[0][1] + item[0][3]):
        here, height = (box[1] + box[3]) / 2, box[3] - box[1]
        if not rows or here - middle > _LEVEL * height:
            rows.append([])
            middle = here
        rows[-1].append(line)
    return [sorted(row, key=lambda line: line.box[0] if line.box else 0.0) for row in rows]


def _as_entry(answer: _Answer) -> Line:
    """A label and its answer as one line of a card: 目標:68.4%以上とする."""
    row = [line for lines in answer.lines for line in lines]
    doubt = next((line.doubt for line in (answer.at, *row) if line.doubt), None)
    value = _ENDING.sub("", solid("".join(line.text for line in row)))
    return entry(_joined(row), answer.label, value, doubt or (_WRAPPED if len(answer.lines) > 1 else None))


def _joined(row: Sequence[Line]) -> Line:
    """Lines beside one another as one."""
    boxes = [line.box for line in row if line.box is not None]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    doubt = next((line.doubt for line in row if line.doubt), None)
    text = " ".join(line.text for line in row)
    return replace(row[0], text=text, place=place_of(row), box=box, doubt=doubt, pieces=())
