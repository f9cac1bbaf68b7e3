"""KPI cards: boxes of text that name a KPI and below it print its target and results, a line each.

健康宣言事業所数
目標：900事業所以上
実績：912事業所（令和6年9月末）
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.catalogue import match
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
_LONGEST_NAME = 60
_NAME_LINES = 3


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


@dataclass(frozen=True)
class Card:
    """A KPI's name, the lines that print it, and the entries below it."""

    name: KpiName
    title: list[Line]
    entries: list[Entry]


def read_cards(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> list[Line]:
    """Records what the cards among these lines say; returns the lines that they are made of.

    A card states a target: results below a name alone are left to be read as text.
    """
    entries = [entry for line in lines for entry in _entries(line)]
    year = scope.fiscal_year or scope.header.fiscal_year
    used: list[Line] = []
    for card in _cards(entries, year):
        if any(entry.role == "target" for entry in card.entries):
            for entry in card.entries:
                _record(entry, card.name, scope, recorder)
            used += [*card.title, *(entry.line for entry in card.entries)]
    return [line for line in lines if any(line.place == other.place for other in used)]


def _cards(entries: Sequence[Entry], year: int | None) -> Iterator[Card]:
    """Names with the entries below them; entries without a KPI above them are no card."""
    words: list[Line] = []
    values: list[Entry] = []
    for entry in [*entries, None]:
        if entry is not None and entry.value is not None and entry.role is not None:
            values.append(entry)
            continue
        if values:
            if (named := _name(words, year)) is not None:
                yield Card(named[0], named[1], values)
            words, values = [], []
        if entry is not None:
            words.append(entry.line)


def _name(lines: Sequence[Line], year: int | None) -> tuple[KpiName, list[Line]] | None:
    """The KPI that the last lines name, and those lines: as many as make the name most like the official one."""
    best: tuple[KpiName, list[Line]] | None = None
    for first in range(max(0, len(lines) - _NAME_LINES), len(lines)):
        title = list(lines[first:])
        text = _LEAD.sub("", joined([line.text for line in title]))
        found = match(solid(text), year) if 4 <= len(solid(text)) <= _LONGEST_NAME else None
        if found is None or found.alike_only:
            continue
        known = best[0].found if best else None
        if known is None or (found.sure, found.score) > (known.sure, known.score):
            best = KpiName(text, found, next((line.doubt for line in title if line.doubt), None)), title
    return best


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
            if label and len(label) <= _LONGEST_LABEL and match(label) is None:
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
