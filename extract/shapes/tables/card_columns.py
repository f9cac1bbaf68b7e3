"""Cards whose large figure stands beside what it is compared with: read across, its lines run among the others.

┌──────────────────────────────┐
│ 健康宣言事業所数          ○ │      健康宣言事業所数  ○
│              目標  900以上   │      実績(9月末)
│ 実績(9月末)  前年  871       │  →   912事業所
│ 912事業所    全国  640       │      目標  900以上
└──────────────────────────────┘      前年  871 …
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import BBox, Line
from extract.shapes.tables.card_entries import Entry, entries_of

#: Labels begin at one side, within so many points; columns of them and of the figure are so far apart.
_SAME_SIDE, _APART = 3.0, 4.0
#: So many labels with their figures below one another are a column; the figure has at most so many lines beside it.
_LEAST, _MOST_BESIDE = 2, 3


def columns_in_turn(lines: Sequence[Line]) -> list[Line]:
    """The lines of a card, those of a figure and of what it says of itself before the labelled ones beside it; as they
    are where none stand so, or where it is not certain what stands beside what.
    """
    pieces = [piece for line in lines for piece in (line.pieces or (line,))]
    if any(piece.box is None for piece in pieces):
        return list(lines)
    labelled = _column([piece for piece in pieces if _is_labelled(piece)])
    if len(labelled) < _LEAST:
        return list(lines)
    hull = _hull(labelled)
    beside = [piece for piece in pieces if piece not in labelled and _is_level(piece, hull)]
    figures = [entry for piece in beside for entry in entries_of([piece]) if entry.value is not None]
    apart = all(_box(p)[2] + _APART <= hull[0] for p in beside) or all(_box(p)[0] - _APART >= hull[2] for p in beside)
    if not apart or len(beside) > _MOST_BESIDE or len(figures) != 1 or figures[0].label:
        return list(lines)
    taken = [*beside, *labelled]
    if any(piece in taken for line in lines for piece in line.pieces if not all(p in taken for p in line.pieces)):
        return list(lines)  # a line of the name runs into them
    left = [line for line in lines if not any(piece in taken for piece in (line.pieces or (line,)))]
    above = [line for line in left if _box(line)[1] < hull[1]]
    return [*above, *sorted(beside, key=_top), *sorted(labelled, key=_top), *left[len(above) :]]


def _is_labelled(piece: Line) -> bool:
    """Whether a piece is a label and its figure, and nothing else."""
    entries = entries_of([piece])
    return len(entries) == 1 and _says(entries[0])


def _says(entry: Entry) -> bool:
    return bool(entry.label) and entry.value is not None and entry.role is not None


def _column(pieces: Sequence[Line]) -> list[Line]:
    """The most pieces that begin at one side."""
    groups = [[other for other in pieces if abs(_box(other)[0] - _box(piece)[0]) <= _SAME_SIDE] for piece in pieces]
    return max(groups, key=len, default=[])


def _is_level(piece: Line, hull: BBox) -> bool:
    """Whether a piece stands beside a column, at one of its heights."""
    box = _box(piece)
    return hull[1] < box[3] and (box[1] + box[3]) / 2 < hull[3]


def _hull(pieces: Sequence[Line]) -> BBox:
    boxes = [_box(piece) for piece in pieces]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _box(piece: Line) -> BBox:
    return piece.box or (0.0, 0.0, 0.0, 0.0)


def _top(piece: Line) -> float:
    return _box(piece)[1]
