"""Boxes that name a count and print its figures side by side over (or under) the parts of the year they are of.

傷病手当金の支給件数
1,032件      1,108件      2,140件
第1四半期    第2四半期    上期計
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Cell, Line, Paragraph
from extract.locate import Locator
from extract.normalise.numbers import Figure
from extract.normalise.text import fold, joined, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.line_words import by_words, meet
from extract.shapes.names.measures import Naming, bare_name
from extract.shapes.tables.cards.card_entries import LEAD, LONGEST_LABEL
from extract.shapes.tables.kpis.kpi_words import AIM_WORDS, TARGET_HEAD, printed_figure
from extract.shapes.tables.labels import Label, read_label

_FEWEST, _NAME_LINES = 2, 3
_SENTENCE = re.compile(r"[。、\d:：]")
#: What the sum of these quarters, which ends their line as 計 alone, is of.
_SUMS = {("Q1", "Q2"): "H1", ("Q1", "Q2", "Q3", "Q4"): "FY"}


def read_part_box(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> bool:
    """Records the figures of such a box; False, and nothing recorded, where it holds anything else, or where not each
    figure stands over one label that names a part of the year, each part once.
    """
    name = LEAD.sub("", joined([line.text for line in lines[:-2]]))
    named = not any(line.pieces for line in lines[:-2])
    named = named and 2 <= len(solid(name)) <= LONGEST_LABEL and not _SENTENCE.search(fold(name))
    if scope.header.is_plan or not 1 <= len(lines) - 2 <= _NAME_LINES or not named or TARGET_HEAD.search(solid(name)):
        return False
    year = scope.fiscal_year or scope.header.fiscal_year
    pairs = _in_pairs(lines[-2], lines[-1], year) or _in_pairs(lines[-1], lines[-2], year)
    for word, figure, label, part in pairs:
        _record(word, figure, label, part, name, scope, recorder)
    return bool(pairs)


def _in_pairs(figures: Line, labels: Line, year: int | None) -> list[tuple[Line, Figure, Label, str]]:
    """Each figure with its label and the part of the year that the label names; nothing unless all are told."""
    printed, below = by_words(figures), by_words(labels)
    if not _FEWEST <= len(printed) == len(below) or not all(map(meet, printed, below)):
        return []
    crossed = any(meet(one, other) for one, other in itertools.pairwise(printed))
    read = [_figure(word) for word in printed]
    said = [read_label(word.text, year) for word in below]
    parts = _parts(said, [figure.value for figure in read if figure is not None])
    units = {figure.unit for figure in read if figure is not None}
    if crossed or None in read or len(parts) < len(said) or len(set(parts)) < len(parts) or len(units) != 1:
        return []
    known = [figure for figure in read if figure is not None]
    return list(zip(printed, known, said, parts, strict=True))


def _parts(labels: Sequence[Label], values: Sequence[float]) -> list[str]:
    """The parts of the year that labels name and nothing else; 計 alone is of all of them where it adds up."""
    parts: list[str] = []
    for at, label in enumerate(labels):
        dated = label.month or label.as_of or label.bare_as_of or label.part_end
        other = dated or label.national or label.prior or label.rest or label.basis
        sums = label.total == "total" and label.period is None and len(values) == len(labels) == at + 1
        part = label.period
        if sums and abs(sum(values[:at]) - values[at]) < 1e-9:
            part = _SUMS.get(tuple(parts))
        if other or label.total == "mean" or label.compares or label.doubt or part is None:
            return []
        parts.append(part)
    return parts


def _figure(word: Line) -> Figure | None:
    """The figure that a word is, with its unit and nothing else."""
    figure = printed_figure(_cell(word))
    alone = figure is not None and figure.unit is not None and solid(word.text) == solid(figure.text)
    return figure if alone and not AIM_WORDS.search(solid(word.text)) else None


def _cell(word: Line) -> Cell:
    return Cell(0, 0, [Paragraph([word])], place=word.place)


def _record(word: Line, figure: Figure, label: Label, part: str, name: str, scope: Scope, recorder: Recorder) -> None:
    year = label.fiscal_year or scope.fiscal_year or scope.header.fiscal_year
    naming = Naming(scope.under(kpis=(), caption=()))
    kpi, unsure, _ = naming.kpi(read_label(name, year), Label(""), None, figure.unit, year, None)
    place = replace(word.place, bbox=word.box) if word.box is not None else word.place
    recorder.add(
        "period_figure",
        Locator(place),
        word.text,
        "part_box",
        word.doubt or unsure or (bare_name(name) if kpi is None else None),
        fiscal_year=year,
        measure_ja=name,
        kpi_code=kpi.code if kpi is not None else None,
        period=part,
        dimension=None,
        value=figure.value,
        unit=figure.unit,
        section=scope.section_path,
    )
