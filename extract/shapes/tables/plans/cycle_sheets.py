"""Sheets of one theme each: its name and group in a row of labels, below it plan, do, check and act one after another.

事業名 | 広報の充実 | 担当 | 企画グループ | 重要度 | 高
P 計画 | 説明会を開く。
D 実施 | (a table of counts)
C 評価 | (a table of KPIs)
A 改善 | 回数を増やす。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Cell, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid, tidy, without_spaces_in_japanese
from extract.shapes.context import Scope

_STAGE = re.compile(r"(?<![A-Za-z])(?P<letter>[PDCA])(?:lan|LAN|o|O|heck|HECK|ct(?:ion)?|CT(?:ION)?)?(?![A-Za-z])")
_STAGES = "PDCA"
_FEWEST_STAGES = 3
_LONGEST_LABEL = 14
_LABELS = {
    "number": re.compile(r"(?:シート|整理)?(?:番号|No\.?|№)"),
    "name": re.compile(r"(?:事業|取組|施策|テーマ|項目|活動)(?:名称?|項目|内容|テーマ)?|件名|主題"),
    "owner": re.compile(r"(?:主?担当|所管|実施)(?:者|課|部署|グループ|G)?"),
    "重要度": re.compile(r"重要度"),
    "困難度": re.compile(r"困難度|難易度"),
}


@dataclass(frozen=True)
class SheetHead:
    """What the row of labels over a sheet says: its number and name, the group, 重要度 and 困難度."""

    title: str
    owner: str | None = None
    weights: dict[str, str] = field(default_factory=dict)

    def over(self, scope: Scope) -> Scope:
        """The surroundings of what stands on the sheet."""
        return scope.under(
            section=(*scope.section, self.title),
            topic=self.title,
            owner=self.owner,
            importance=self.weights.get("重要度"),
            difficulty=self.weights.get("困難度"),
        )


def sheet_head(table: Table) -> SheetHead | None:
    """The head of a sheet that a table of a row or two of labels and words is, or None."""
    if table.n_rows > 2 or table.n_cols < 2 or table.holds_tables:
        return None
    return _head_of([cell for cell in table.cells if solid(cell.text)], table)


def stages(table: Table) -> list[tuple[str, Cell]]:
    """The stages of a sheet as the letter and words of each (P(計画)) and its cell; none where it is no such sheet."""
    labels = [(cell, found) for cell in table.cells if cell.col == 0 and (found := _stage(cell)) is not None]
    letters = [found for _, found in labels]
    places = [_STAGES.index(letter) for letter in letters]
    if len(set(letters)) < _FEWEST_STAGES or letters[0] != "P" or places != sorted(places):
        return []
    out: list[tuple[str, Cell]] = []
    for label, letter in labels:
        beside = [cell for cell in table.cells if cell.row == label.row and cell.col > 0 and cell.blocks]
        if len(beside) != 1:
            return []
        words = re.sub(r"[()【】\[\]:・]", "", _STAGE.sub("", solid(label.text)))
        out.append((f"{letter}({words})" if words else letter, beside[0]))
    return out


def head_within(table: Table) -> SheetHead | None:
    """The head of a sheet that stands in the rows above its stages, or None."""
    first = min((cell.row for cell in table.cells if cell.col == 0 and _stage(cell) is not None), default=0)
    above = [cell for cell in table.cells if cell.row < first and solid(cell.text)]
    return _head_of(above, table) if above else None


def _stage(cell: Cell) -> str | None:
    text = solid(cell.text)
    found = _STAGE.search(text) if len(text) <= _LONGEST_LABEL else None
    return found["letter"] if found else None


def _head_of(cells: Sequence[Cell], table: Table) -> SheetHead | None:
    """The head that labels and the words right of each make; None unless one of them names the theme."""
    said: dict[str, str] = {}
    for cell in cells:
        kind = next((kind for kind, pattern in _LABELS.items() if pattern.fullmatch(solid(cell.text))), None)
        beside = table.at(cell.row, cell.col + cell.colspan) if kind is not None else None
        if kind is not None and beside is not None and not is_blank(beside.text):
            said.setdefault(kind, _words(beside))
    if "name" not in said or len(said) < 2:
        return None
    title = " ".join(part for part in (said.get("number"), said["name"]) if part)
    return SheetHead(title, said.get("owner"), {k: v for k, v in said.items() if k in ("重要度", "困難度")})


def _words(cell: Cell) -> str:
    return without_spaces_in_japanese(fold(tidy(joined([line.text for line in cell.lines]))))
