"""Lists of bare figures that dots lead to, under a note that says their unit.

2 支部の収支（令和4年度）        （単位：百万円）
〈収入〉
保険料収入 ………………… 61,118
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.catalogue import match
from extract.document import Block, Line, Paragraph, Table
from extract.locate import Locator
from extract.normalise.dates import fiscal_years_in
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.title_words import unit_in_brackets
from extract.shapes.tables.labels import read_label
from extract.shapes.text.bare_chapters import COUNTED

_ENTRY = re.compile(
    r"(?P<name>\D{2,30}?)\s*(?:[.・…‥⋯]{3,}|…+)\s*(?P<figure>[△▲-]?\d{1,3}(?:,\d{3})+|[△▲-]?\d+(?:\.\d+)?)"
)
_NOTE = re.compile(r"[(〔\[]?単位[::]")
_HEADING = re.compile(rf"(?:第?\d{{1,2}}(?!{COUNTED.pattern})|[IVXⅠ-Ⅻ]+|[■□◆◇●○▼【])\D")
_GROUP = re.compile(r"[<〈《【〔\[(](?P<words>[^<>〈〉《》【】〔〕\[\]()\d]{1,12})[>〉》】〕\])]")
#: What is of both groups, or of neither: 差引, 収支差.
_OF_BOTH = re.compile(r"差|収支")
#: A list has so many entries; the label of a group begins so near to them, in points.
_FEWEST, _BESIDE = 2, 40.0
_NO_YEAR = "no year is printed over its list; taken for the report's"
_MAY_BE = "it bears the name of a KPI; look at the page"
_OF_PART = "the heading of its list speaks of a part of the year"


@dataclass(frozen=True)
class _Entry:
    line: Line
    name: str
    figure: str


def read_leader_lists(blocks: Iterable[Block], scope: Scope, recorder: Recorder) -> int:
    """Records the figures of such lists among the text of a page; returns how many were recorded or rejected."""
    blocks = list(blocks)
    lines = [part for block in blocks if isinstance(block, Paragraph) for line in block.lines for part in _parts(line)]
    tables = [box[1] for block in blocks if isinstance(block, Table) for c in block.cells[:1] if (box := c.place.bbox)]
    notes = [line for line in lines if _NOTE.match(solid(line.text))]
    entries = [entry for line in lines if notes and line.box is not None and (entry := _entry(line))]
    heads = [line for line in lines if _HEADING.match(fold(line.text).strip()) and _entry(line) is None]
    count = 0
    for note in notes:
        unit = unit_in_brackets(solid(note.text)) or read_label(note.text, None).unit
        of_note = [entry for entry in entries if _last_above(entry.line, [*heads, *notes]) is note]
        of_note = [entry for entry in of_note if not any(_is_between(note, top, entry.line) for top in tables)]
        if unit is None or len(of_note) < _FEWEST:
            continue
        head = _last_above(note, heads)
        for entry in of_note:
            _record(entry, unit, head, _group(entry, lines), scope, recorder)
        count += len(of_note)
    return count


def _parts(line: Line) -> Sequence[Line]:
    """The pieces of a line that stand apart: two lists side by side."""
    return line.pieces if sum(_entry(piece) is not None for piece in line.pieces) > 1 else [line]


def _entry(line: Line) -> _Entry | None:
    found = _ENTRY.fullmatch(fold(line.text).strip())
    return _Entry(line, tidy(found["name"]), found["figure"]) if found is not None else None


def _last_above(line: Line, others: Iterable[Line]) -> Line | None:
    """The lowest of other lines that stand higher than a line."""
    if line.box is None:
        return None
    top = line.box[1]
    above = [(other.box[1], other) for other in others if other.box is not None and other.box[1] < top]
    return max(above, key=lambda pair: pair[0])[1] if above else None


def _is_between(above: Line, top: float, below: Line) -> bool:
    """Whether something begins between two lines."""
    return above.box is not None and below.box is not None and above.box[1] < top < below.box[1]


def _group(entry: _Entry, lines: Sequence[Line]) -> str:
    """What the label in brackets says over an entry, at its left end: 〈収入〉."""
    box = entry.line.box
    if box is None or _OF_BOTH.search(entry.name):
        return ""
    groups = [line for line in lines if line.box is not None and abs(line.box[0] - box[0]) < _BESIDE
              and _GROUP.fullmatch(fold(line.text).strip()) and not _NOTE.match(solid(line.text))]  # fmt: skip
    over = _last_above(entry.line, groups)
    found = _GROUP.fullmatch(fold(over.text).strip()) if over is not None else None
    return found["words"] if found is not None and found["words"] not in entry.name else ""


def _record(entry: _Entry, unit: str, head: Line | None, group: str, scope: Scope, recorder: Recorder) -> None:
    where = Locator(entry.line.place)
    said = solid(head.text) if head is not None else ""
    label = read_label(said, scope.header.fiscal_year)
    years = {found.value for found in fiscal_years_in(said)}
    known = match(solid(entry.name))
    if label.says_part or len(years) > 1 or (known is not None and known.sure):
        recorder.reject(where, entry.line.text, _MAY_BE if known is not None and known.sure else _OF_PART)
        return
    year = label.fiscal_year or scope.header.fiscal_year
    whole = scope.header.is_of_whole_year or (year is not None and year != scope.header.fiscal_year)
    doubt = entry.line.doubt or (None if label.fiscal_year is not None and whole else _NO_YEAR)
    figure = figures_in(entry.figure)[0][0]
    recorder.add(
        "period_figure",
        where,
        entry.line.text,
        "leader_list",
        doubt,
        fiscal_year=year,
        measure_ja=f"{group} {entry.name}".strip(),
        kpi_code=None,
        period="FY",
        dimension=None,
        value=figure.value,
        unit=unit,
        section=tidy(head.text) if head is not None else scope.section_path,
    )
