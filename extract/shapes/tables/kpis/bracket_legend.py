"""What a heading says of the figures in brackets below it: 令和6年度KPI(【 】内は直近の実績、( )内は令和5年度実績)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from extract.document import Cell, Line, Paragraph
from extract.locate import Locator
from extract.normalise.numbers import Figure, figures_in
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.kpi_dates import date_result
from extract.shapes.tables.kpis.kpi_facts import record_result
from extract.shapes.tables.kpis.kpi_words import RESULT_HEAD, TARGET_HEAD, KpiName, text_of
from extract.shapes.tables.labels import Label, read_label

_PAIRS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "<": ">", "〈": "〉", "《": "》"}
_OPEN, _CLOSE = (re.escape("".join(side)) for side in (_PAIRS.keys(), _PAIRS.values()))
_LEGEND = re.compile(
    rf"[※・、。,]*(?P<open>[{_OPEN}])[{_CLOSE}](?:書き?)?内?(?:は|:|=|…)(?P<says>[^、。,{_OPEN}{_CLOSE}]+)[、。,]?"
)


def read_legend(head: str, year: int | None) -> tuple[str, dict[str, Label]]:
    """A heading without its legend, and what each opening bracket stands for; brackets whose figures are no results, or
    of no time, are left out.
    """
    plain = solid(head)
    said = {found["open"]: found["says"] for found in _LEGEND.finditer(plain)}
    labels = {mark: read_label(says, year) for mark, says in said.items() if not TARGET_HEAD.search(says)}
    kept = {mark: label for mark, label in labels.items() if label.says_when or RESULT_HEAD.search(label.text)}
    return (_LEGEND.sub("", plain), kept) if kept else (plain, {})


def split_brackets(cell: Cell, legend: Mapping[str, Label]) -> tuple[Cell, list[tuple[Label, Figure, str]]]:
    """A cell without what stands in brackets of the legend, and the figure of each with its label and what the brackets
    say behind it.
    """
    plain, outside, found, at = solid(text_of(cell)), "", [], 0
    while at < len(plain):
        end = _closing(plain, at)
        label = legend.get(plain[at])
        inner = plain[at + 1 : end]
        figures = figures_in(inner)
        if label is None or end == at or not figures or figures[0][1] != 0:
            outside, at = outside + plain[at], at + 1
            continue
        found.append((label, figures[0][0], inner[figures[0][2] :]))
        at = end + 1
    if not found:
        return cell, []
    line = Line(outside, cell.place, doubt=next((line.doubt for line in cell.lines if line.doubt), None))
    return replace(cell, blocks=[Paragraph([line])] if outside else []), found


def record_brackets(
    recorder: Recorder,
    scope: Scope,
    where: Locator,
    cell: Cell,
    name: KpiName,
    legend: Mapping[str, Label],
    beside: Iterable[Label],
) -> int:
    """Records the results in the brackets of a cell whose heading says what they are; returns how many."""
    _, found = split_brackets(cell, legend)
    beside = list(beside)
    for label, figure, note in found:
        dated_name, dated = date_result(name, label, note, "", scope, beside)
        record_result(recorder, scope, where, cell, dated_name, figure, dated)
    return len(found)


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at a position closes; the position itself where none opens or it never closes."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] in _PAIRS) - (text[i] in _PAIRS.values())
        if depth == 0:
            return i
    return at
