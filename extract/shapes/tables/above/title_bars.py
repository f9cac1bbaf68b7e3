"""Frames that a bar with the name of one figure heads, over tables of it and of what it is made of.

┌ No.1 健康宣言事業所数                  判定 ○ ┐
├───────────────────────────────────────────────┤
│ 事業所数の推移            ┌ 目標 │ 900事業所 ┐ │
│ │ 4月 │ 880 │             └ 実績 │ 912事業所 ┘ │

What stands in the frame is of that KPI, and a short title in it (事業所数の推移) says the end of its name again.
Several may stand in one frame, each under its bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.catalogue import match
from extract.document import Cell, Table
from extract.normalise.text import fold, solid, tidy
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.title_words import names_quantity
from extract.shapes.plan.symbols import SHAPES, one_of
from extract.shapes.repair.frames.named_frames import frame_title

_NUMBER = re.compile(r"^(?:(?:KPI|指標|項目|№|No\.?)\s*\d{1,2}|\d{1,2}(?=[.:)\s]))\s*[.:)]?\s*", re.IGNORECASE)
_JUDGED = re.compile(rf"\s*(?:(?:自己|総合)?(?:評価|判定)|達成度|進捗(?:状況)?)?\s*[:]?\s*(?:{one_of(SHAPES)})?$")
_NO_NAME = re.compile(r"[。、:]|\d(?:%|円|人|件|事業所)")
_SHORTEST, _LONGEST = 4, 60


@dataclass(frozen=True)
class Bar:
    """The bar over a frame: the name that it prints, without number and judgement, and the KPI that this surely is."""

    name: str
    code: str | None

    def over(self, scope: Scope) -> Scope:
        """The surroundings of what stands below the bar."""
        section = (*scope.section, self.name)
        if self.code is None:
            return scope.under(section=section)
        kpi = NamedKpi(self.code, None, self.name, True, True)
        return scope.under(section=section, topic=self.name, kpis=(kpi,))


def bars_of(table: Table) -> dict[int, Bar]:
    """The bars of a frame with tables, by the row that each stands in; none where no bar heads the table."""
    bars = dict(_bars(table)) if table.holds_tables and table.n_rows > 1 else {}
    return bars if 0 in bars else {}


def _bars(table: Table) -> Iterator[tuple[int, Bar]]:
    for cell in table.cells:
        if cell.colspan == table.n_cols and cell.rowspan == 1 and not cell.tables:
            bar = _bar(cell)
            if bar is not None and (bar.code is not None or cell.row == 0):
                yield cell.row, bar


def _bar(cell: Cell) -> Bar | None:
    """The bar that a cell is: the name of a KPI, or of another figure, on one line."""
    title = frame_title(cell)
    if title is not None and (found := match(solid(title.text))) is not None:
        return Bar(title.text, found.kpi.code)
    lines = [line for line in cell.lines if solid(line.text)]
    if len(lines) != 1:
        return None
    line = lines[0].pieces[0] if lines[0].pieces else lines[0]
    text = tidy(fold(line.text))
    name = _JUDGED.sub("", _NUMBER.sub("", text))
    told = names_quantity(name) or _NUMBER.match(text)  # a number tells a heading from a line of words
    named = _SHORTEST <= len(name) <= _LONGEST and told and not _NO_NAME.search(name)
    return Bar(name, None) if named else None
