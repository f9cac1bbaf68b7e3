"""Cards whose figure stands below its date on the left, with its target and other figures at the right.

健康宣言事業所数
12月末              目標      900事業所以上
912事業所           前年同期  865事業所

The heights of the two sides have nothing to do with one another: each is read from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import BBox, Line
from extract.normalise.text import fold
from extract.shapes.tables.card_entries import entries_of, is_date_line

#: The figure of the left side and the label of the right one, where no wide gap parts them.
_FIGURE_AND_MORE = re.compile(r"(?P<figure>[△▲-]?\d[\d,.]*[^\d\s]{0,5})\s+(?P<more>\D.*)")
_LINE_HIGH = 9.0


def sides_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines of such a card: its name, the date and the figure at the left, then the lines at the right. Those of
    any other card as they are.
    """
    pieces = [piece for line in lines for piece in line.pieces or (line,)]
    date = next((piece for piece in pieces if _is_date(piece)), None)
    if date is None or date.box is None or any(piece.box is None for piece in pieces):
        return list(lines)
    edge = min((_sides(p)[0] for p in pieces if _sides(p)[3] > date.box[1] and _sides(p)[0] > date.box[2]), default=0.0)
    parts = [part for piece in pieces for part in _cut_at(piece, date.box, edge)]
    names = [part for part in parts if _sides(part)[3] <= date.box[1] + 1]
    size = date.size or _LINE_HIGH
    below = [part for part in parts if not any(part is name for name in names)]
    left = [part for part in below if abs(_sides(part)[0] - date.box[0]) <= size]
    right = [part for part in below if _sides(part)[0] > date.box[2]]
    if not right or len(left) + len(right) < len(below) or not _is_dated_figure(left):
        return list(lines)
    return [*names, *left, *right] if all(map(_is_labelled, right)) else list(lines)


def _cut_at(line: Line, date: BBox, edge: float) -> list[Line]:
    """A line that begins at the left side and runs over the edge of the right one, as the parts of both."""
    box = _sides(line)
    found = _FIGURE_AND_MORE.fullmatch(fold(line.text).strip())
    if found is None or not box[0] < edge < box[2] or box[1] < date[1]:
        return [line]
    own: tuple[BBox, BBox] = (box[0], box[1], edge, box[3]), (edge, box[1], box[2], box[3])
    return [
        replace(line, text=found[part], box=sides, place=replace(line.place, bbox=sides), pieces=())
        for part, sides in zip(("figure", "more"), own, strict=True)
    ]


def _is_date(line: Line) -> bool:
    entries = entries_of([line])
    return len(entries) == 1 and is_date_line(entries[0])


def _is_dated_figure(left: Sequence[Line]) -> bool:
    """Whether the left side is a date and one figure without a label, which stands below it."""
    entries = [entry for line in left for entry in entries_of([line])]
    if len(entries) != 2 or not is_date_line(entries[0]):
        return False
    return entries[1].value is not None and entries[1].role == "result" and not entries[1].label


def _is_labelled(line: Line) -> bool:
    """Whether a line is nothing but figures, or statuses, with their labels."""
    entries = entries_of([line])
    return bool(entries) and all(entry.value is not None and entry.role and entry.label for entry in entries)


def _sides(line: Line) -> BBox:
    return line.box or (0.0, 0.0, 0.0, 0.0)
