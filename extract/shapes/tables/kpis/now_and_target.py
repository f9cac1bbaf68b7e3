"""KPIs of a plan in a column that prints of each where it stands and what it is to reach: 81.2% → 90.0%以上.

The heading says so (KPI(現状値→目標値)), also of when the first figures are, or a remark over the first table does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph, Table, place_of
from extract.locate import Locator
from extract.normalise.dates import fiscal_year_in, month_named
from extract.normalise.numbers import UNITS
from extract.normalise.text import fold, joined, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.kpi_dates import date_result
from extract.shapes.tables.kpis.kpi_facts import record_result, record_target
from extract.shapes.tables.kpis.kpi_words import KpiName, printed_figure
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.labels import read_label

_ARROW = "[→⇒➡➔⇨]"
_HEAD = re.compile(
    rf"(?:KPI|(?:成果|評価)?指標|数値目標)[^()]{{0,6}}[(](?P<now>[^()→⇒➡➔⇨]*(?:現状|現在|実績|直近)[^()→⇒➡➔⇨]*){_ARROW}"
    r"(?P<aim>[^()]*目標[^()]*)[)]"
)
_FIGURE = rf"[△▲]?\d[\d,.]*(?:{'|'.join(map(re.escape, UNITS))})?"
_PAIR = re.compile(
    rf"(?P<name>[^→⇒➡➔⇨]*?)[::]?(?:(?P<now>{_FIGURE})(?:[(](?P<when>[^()]{{1,16}})[)])?|(?P<none>[-‐–—―－ー])){_ARROW}"
    rf"(?P<aim>{_FIGURE}(?:以上|以下|以内|未満)?|対?前年度(?:末|実績)?(?:以上|以下)|(?(none)[^\d→⇒➡➔⇨][^→⇒➡➔⇨]{{5,60}}))"
)
_BULLET = re.compile(r"[・●○■□◆◇]|[(]?\d{1,2}[.)](?!\d)|[①-⑳]")
#: Of when the figures are that say how things stand: KPIの現状値は令和6年12月末現在.
_SAID = re.compile(
    r"現(?:状|在)(?:の?値|の数値)?(?:欄)?は、?(?P<when>(?:令和|R|20)[^、。()]{1,8}?(?:月末?(?:時点|現在)?|年度末?))(?=[^\d]|$)"
)
_REMARK = re.compile(r"[(※*]")
_LEAST_NAME = 3
_UNREAD_NAME = "the catalogue knows no KPI of the name above it for sure"


@dataclass(frozen=True)
class _Pair:
    name: Sequence[Line]
    line: Line
    words: str
    now: str
    when: str
    aim: str


def read_now_remark(lines: Iterable[Line]) -> str | None:
    """When the present figures of KPIs are, as a remark among some lines says; None where none does, or several do."""
    said = {found["when"] for line in lines for found in _SAID.finditer(solid(line.text))}
    return said.pop() if len(said) == 1 else None


def without_now_and_targets(table: Table, scope: Scope, recorder: Recorder) -> Table:
    """What is left of a plan's table once a column headed as such pairs was read; all of it where a line of a cell is
    no part of a name or pair.
    """
    found = _column(table) if scope.header.is_plan and not table.holds_tables else None
    if found is None:
        return table
    col, head, first = found
    cells = [cell for cell in table.cells if cell.col == col and cell.row >= first and solid(cell.text)]
    pairs = [_pairs(cell) for cell in cells]
    if not cells or not all(pairs):
        return table
    for cell, group in zip(cells, pairs, strict=True):
        for pair in group or ():
            _record(table, cell, pair, head, scope, recorder)
    recorder.cover(f"table {table.index} column {col}", "kpis with where they stand", True)
    read = {id(cell) for cell in cells}
    return replace(table, cells=[replace(cell, blocks=[]) if id(cell) in read else cell for cell in table.cells])


def _column(table: Table) -> tuple[int, re.Match[str], int] | None:
    """The one column under such a heading, the heading, and the first row below it."""
    heads = [(cell, found) for cell in table.cells if cell.row <= 1 and (found := _HEAD.search(solid(cell.text)))]
    if len(heads) != 1 or heads[0][0].colspan > 1:
        return None
    cell, found = heads[0]
    return cell.col, found, cell.row + cell.rowspan


def _pairs(cell: Cell) -> list[_Pair] | None:
    """The pairs of a cell with the lines of their names; None where a line is neither."""
    out: list[_Pair] = []
    name: list[Line] = []
    bulleted = any(_BULLET.match(solid(line.text)) for line in cell.lines)
    for line in cell.lines:
        text = solid(line.text)
        pair = _PAIR.fullmatch(text)
        if pair is None:
            bullet = _BULLET.match(text) is not None
            if re.search(_ARROW, text) or _REMARK.match(text) or (bullet if name else bulleted and not bullet):
                return None
            name.append(line)
            continue
        words = without_mark(_BULLET.sub("", joined([fold(part.text) for part in name] + [pair["name"]]), count=1))
        if len(solid(words)) < _LEAST_NAME:
            return None
        out.append(_Pair(name, line, words.strip(), pair["now"] or "－", pair["when"] or "", pair["aim"]))
        name = []
    return out if out and not name else None


def _record(table: Table, cell: Cell, pair: _Pair, head: re.Match[str], scope: Scope, recorder: Recorder) -> None:
    year = scope.fiscal_year or scope.header.fiscal_year
    where = Locator(place_of([*pair.name, pair.line]), table.index, cell.row, cell.col)
    found = match(solid(pair.words), year)
    sure = found is not None and found.sure and not found.alike_only
    doubt = next((line.doubt for line in (*pair.name, pair.line) if line.doubt), None)
    name = KpiName(pair.words, found, doubt or (None if sure else _UNREAD_NAME))
    now, aim = (Cell(0, 0, [Paragraph([replace(pair.line, text=text, pieces=())])]) for text in (pair.now, pair.aim))
    record_target(recorder, scope, where, aim, name, fiscal_year_in(head["aim"]) or year, "目標")
    if (figure := printed_figure(now)) is None:
        return
    told = pair.when.removesuffix("実績") or head["now"]
    told = told if pair.when or fiscal_year_in(told) or month_named(told, None) else scope.now or ""
    label = read_label("実績" if fiscal_year_in(told) is None else f"{told}実績", year)
    name, dated = date_result(name, label, "", told, scope)
    record_result(recorder, scope, where, now, name, figure, dated)
