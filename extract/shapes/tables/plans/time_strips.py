"""Strips in the sheet of an activity that print how its KPI went: times side by side, a result under each.

KPI       │ 返納金の回収率                       目標 58%以上
KPIの推移 │ 6月末 │ 9月末 │ 12月末 │ 前年度12月末
          │ 24.1% │ 38.2% │ 51.0%  │ 49.7%
取組内容  │ ・文書で催告する。

Each is read as the list of one KPI that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.kpis.kpi_words import TARGET_HEAD, printed_figure, text_of
from extract.shapes.tables.labels import read_label

_FEWEST = 2
_ROWS = 2
#: What a label before a strip says: that it is the KPI's, or that it shows how something went.
_LABEL = re.compile(r"KPI|指標|推移|実績|進捗|達成状況|数値|動き|経過")

_COURSE = re.compile(r"(?:の?(?:推移|動き|経過|進捗(?:状況)?))+$")


@dataclass(frozen=True)
class Strip:
    """A strip: its label, and the heading and figure of each of its columns, left to right."""

    label: Cell
    pairs: tuple[tuple[Cell, Cell], ...]

    @property
    def cells(self) -> list[Cell]:
        """All its cells."""
        return [self.label, *(cell for pair in self.pairs for cell in pair)]

    @property
    def name(self) -> str:
        """What its label names, without the word that it shows how that went."""
        return _COURSE.sub("", text_of(self.label))

    def with_senses(self, said: Sequence[str]) -> Strip:
        """The strip with the sense of its target as a field of the sheet states it: 58% there is 目標 58%以上 here."""
        return replace(self, pairs=tuple((head, _with_sense(head, value, said)) for head, value in self.pairs))

    def as_list(self, table: Table, name: str) -> Table:
        """The strip as a list of KPIs with one row, that of `name`."""
        place = self.label.place
        heads = [replace(head, row=0, col=col, rowspan=1, colspan=1) for col, (head, _) in enumerate(self.pairs, 1)]
        values = [replace(value, row=1, col=col, rowspan=1, colspan=1) for col, (_, value) in enumerate(self.pairs, 1)]
        words = Cell(0, 0, [Paragraph([Line("KPI", place)])], place=place, box=self.label.box)
        line = replace(self.label.lines[0], text=name, pieces=())
        named = replace(self.label, row=1, col=0, rowspan=1, colspan=1, blocks=[Paragraph([line])])
        return Table(table.index, _ROWS, len(heads) + 1, [words, *heads, named, *values], table.place)


def strips_in(table: Table) -> Iterator[Strip]:
    """The strips of a table, top to bottom."""
    for label in sorted(table.cells, key=lambda cell: cell.row):
        if label.col == 0 and label.rowspan == _ROWS and _LABEL.search(solid(label.text)):
            heads = _row(table, label.row)
            values = _row(table, label.row + 1)
            pairs = tuple(zip(heads, values, strict=False))
            if len(heads) == len(values) >= _FEWEST and all(map(_says_when, heads)) and all(map(_is_result, pairs)):
                yield Strip(label, pairs)


def _with_sense(head: Cell, value: Cell, said: Sequence[str]) -> Cell:
    printed = re.compile(rf"(?<![\d.,]){re.escape(solid(value.text))}(?:以上|以下|以内|未満)")
    senses = {found[0] for text in said if (found := printed.search(text)) is not None}
    if not TARGET_HEAD.search(solid(head.text)) or len(senses) != 1 or not value.lines:
        return value
    return replace(value, blocks=[Paragraph([replace(value.lines[0], text=senses.pop(), pieces=())])])


def _row(table: Table, row: int) -> list[Cell]:
    return sorted((cell for cell in table.cells if cell.row == row and cell.col > 0), key=lambda cell: cell.col)


def _says_when(head: Cell) -> bool:
    """Whether a heading is a time (前年度12月末), or says else which figure stands under it: 目標."""
    label = read_label(head.text, None)
    return is_role(solid(head.text)) or (label.says_when and not label.rest)


def _is_result(pair: tuple[Cell, Cell]) -> bool:
    head, value = pair
    same = (head.col, head.colspan, head.rowspan) == (value.col, value.colspan, value.rowspan)
    return same and (is_blank(value.text) or printed_figure(value) is not None)
