"""KPI cards: boxes of text that name a KPI and below it print its target and results, a line each.

健康宣言事業所数
目標：900事業所以上
実績：912事業所（令和6年9月末）
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.catalogue import Match, match
from extract.document import Cell, Line, Paragraph
from extract.locate import Locator
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, joined, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.kpi_facts import (
    COMPARED,
    RESULT_HEAD,
    TARGET_HEAD,
    KpiName,
    date_of,
    printed_figure,
    record_result,
    record_target,
)
from extract.shapes.labels import read_label

_END = re.compile(r"^(?:以上|以下|以内|未満)?(?:[(（][^()（）]*[)）])?[。]?$")
_AIM_WORDS = re.compile(r"(?P<value>(?:対)?前年度?(?:実績)?以[上下])$")
_LEAD = re.compile(r"^[・■●◆◇□○▶►※>\s]+")
_LONGEST_LABEL = 30


@dataclass(frozen=True)
class Entry:
    """One line of a card: its label and the figure behind it; a line without one is part of a name."""

    line: Line
    label: str
    value: str | None

    @property
    def role(self) -> str | None:
        """target, result or compared, by the words of the label."""
        if COMPARED.search(self.label):
            return "compared"
        if TARGET_HEAD.search(self.label):
            return "target"
        label = read_label(self.label, None)
        return "result" if RESULT_HEAD.search(self.label) or label.says_when or label.national else None


def read_card(cell: Cell, scope: Scope, recorder: Recorder) -> int:
    """Records what the cards in a cell say; returns how many facts, 0 where the cell holds none."""
    entries = [entry for line in cell.lines for entry in _entries(line)]
    year = scope.fiscal_year or scope.header.fiscal_year
    cards = list(_cards(entries, scope, year))
    if not any(entry.role == "target" for _, values in cards for entry in values):
        return 0
    return sum(_record(entry, name, scope, recorder) for name, values in cards for entry in values)


def _cards(entries: Sequence[Entry], scope: Scope, year: int | None) -> Iterator[tuple[KpiName, list[Entry]]]:
    """Names with the entries below them; entries without a KPI above them are left to be read as text."""
    words: list[Line] = []
    values: list[Entry] = []
    for entry in [*entries, None]:
        if entry is not None and entry.value is not None and entry.role is not None:
            values.append(entry)
            continue
        if values or entry is None:
            if (name := _name(words, scope, year)) is not None and values:
                yield name, values
            words, values = [], []
        if entry is not None:
            words.append(entry.line)


def _name(lines: Sequence[Line], scope: Scope, year: int | None) -> KpiName | None:
    """The KPI that the lines name: all of them, or the last ones where others stand before them."""
    for first in range(len(lines)):
        text = _LEAD.sub("", joined([line.text for line in lines[first:]]))
        found: Match | None = match(solid(text), year) if 4 <= len(solid(text)) <= 90 else None
        if found is not None and not found.alike_only:
            doubt = next((line.doubt for line in lines[first:] if line.doubt), None)
            return KpiName(text, found, doubt)
    return None


def _entries(line: Line) -> Iterator[Entry]:
    for part in re.split(r"\t+", line.text):
        if solid(part):
            yield _entry(replace(line, text=part))


def _entry(line: Line) -> Entry:
    """A line as label and figure: 目標：67.0%以上, 令和6年9月末 68.2%, 実績 68.2%(9月末)."""
    text = _LEAD.sub("", fold(line.text).strip())
    words = _AIM_WORDS.search(solid(text))
    if words:
        label = solid(text)[: words.start()]
        return Entry(line, label.strip(":："), words["value"])
    for figure, start, end in reversed(figures_in(text)):
        if _END.match(solid(text[end:])) and (figure.unit or "." in figure.text or "," in figure.text):
            label = solid(text[:start]).strip(":：は ")
            if label and len(label) <= _LONGEST_LABEL:
                return Entry(line, label, text[start:])
    return Entry(line, "", None)


def _record(entry: Entry, name: KpiName, scope: Scope, recorder: Recorder) -> int:
    year = scope.fiscal_year or scope.header.fiscal_year
    label = read_label(entry.label, year)
    where = Locator(entry.line.place)
    value = replace(entry.line, text=entry.value or "")
    cell = Cell(0, 0, [Paragraph([value])], place=value.place)
    if entry.role == "target":
        return record_target(recorder, scope, where, cell, name, label.fiscal_year or year)
    figure = printed_figure(cell)
    if entry.role != "result" or figure is None:
        return 0
    note = solid(value.text).removeprefix(solid(figure.text))
    record_result(recorder, scope, where, cell, name, figure, date_of(label, note, "", scope))
    return 1
