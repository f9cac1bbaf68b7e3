"""Cards whose large figure stands beside what it is compared with: read across, its lines run among the others.

┌──────────────────────────────┐
│ 健康宣言事業所数          ○ │      健康宣言事業所数  ○
│              目標  900以上   │      実績(9月末)
│ 実績(9月末)  前年  871       │  →   912事業所
│ 912事業所    全国  640       │      目標  900以上
└──────────────────────────────┘      前年  871 …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import BBox, Line, around
from extract.normalise.text import fold
from extract.shapes.tables.cards.card_entries import Entry, entries_of, is_date_line, says_role

#: The figure of a card and the label beside it, where no wide gap parts them.
_FIGURE_AND_MORE = re.compile(r"(?P<figure>[△▲-]?\d[\d,.]*[^\d\s]{0,5})\s+(?P<more>\D.*)")
_DIGIT = re.compile(r"\d")
#: Labels begin at one side, within so many points; columns of them and of the figure are so far apart.
_SAME_SIDE, _APART = 3.0, 4.0
#: So many labels with their figures below one another are a column; the figure has at most so many lines beside it.
_LEAST, _MOST_BESIDE = 2, 3
#: The figure follows the line of its date within so many heights of that.
_NEXT = 2.0


def columns_in_turn(lines: Sequence[Line]) -> list[Line]:
    """The lines of a card, those of a figure and of what it says of itself before the labelled ones beside it; as they
    are where none stand so, or where it is not certain what stands beside what.
    """
    pieces = [piece for line in lines for piece in (line.pieces or (line,))]
    if any(piece.box is None for piece in pieces):
        return list(lines)
    labels = [piece for line in lines for piece in _labels(line)]
    edge = min((_box(piece)[0] for piece in _column(labels)), default=0.0)
    lines = [
        replace(line, pieces=tuple(parts)) if len(parts := _parts(line, edge)) > 1 else parts[0] for line in lines
    ]
    pieces = [piece for line in lines for piece in (line.pieces or (line,))]
    labelled = _column([piece for piece in pieces if _is_labelled(piece)])
    dates = [piece for piece in pieces if _is_date(piece)]
    if len(labelled) < (1 if dates else _LEAST):
        return list(lines)
    hull = _hull(labelled)
    level = [piece for piece in pieces if piece not in labelled and _is_level(piece, hull)]
    beside = [piece for piece in pieces if piece in level or (piece in dates and _stands_on(piece, level))]
    figures = [entry for piece in beside for entry in entries_of([piece]) if entry.value is not None]
    apart = all(_box(p)[2] + _APART <= hull[0] for p in beside) or all(_box(p)[0] - _APART >= hull[2] for p in beside)
    if not apart or len(beside) > _MOST_BESIDE or len(figures) != 1 or figures[0].label:
        return list(lines)
    taken = [*beside, *labelled]
    left = [piece for piece in pieces if piece not in taken]
    if any(_is_level(piece, _hull(taken)) or (_top(piece) > hull[1] and _prints_figure(piece)) for piece in left):
        return list(lines)  # what is of what is not certain
    rest = [line for line in lines if not any(piece in taken for piece in (line.pieces or (line,)))]
    above = [line for line in rest if _top(line) < hull[1]]
    return [*above, *sorted(beside, key=_top), *sorted(labelled, key=_top), *rest[len(above) :]]


def _is_date(piece: Line) -> bool:
    entries = entries_of([piece])
    return len(entries) == 1 and is_date_line(entries[0])


def _prints_figure(piece: Line) -> bool:
    return any(entry.value is not None for entry in entries_of([piece]))


def _stands_on(piece: Line, below: Sequence[Line]) -> bool:
    """Whether a piece stands right above one that begins at the same side."""
    box = _box(piece)
    return any(
        abs(_box(other)[0] - box[0]) <= _SAME_SIDE and box[1] < _top(other) <= box[3] + _NEXT * (box[3] - box[1])
        for other in below
    )


def _labels(line: Line) -> Iterator[Line]:
    """The pieces of a line that say what a figure is, which they print themselves or the next piece does."""
    pieces = list(line.pieces or (line,))
    for piece, behind in zip(pieces, [*pieces[1:], None], strict=True):
        if _is_labelled(piece) or (behind is not None and _are_pair(piece, behind)):
            yield piece


def _parts(line: Line, edge: float) -> list[Line]:
    """The pieces of a line, cut at the edge of the labelled ones; a label there and the figure a wide gap behind it are
    one piece.
    """
    out: list[Line] = []
    for piece in (part for whole in line.pieces or (line,) for part in _cut_at(whole, edge)):
        if out and abs(_box(out[-1])[0] - edge) <= _SAME_SIDE and _are_pair(out[-1], piece):
            out[-1] = _joined(out[-1], piece)
        else:
            out.append(piece)
    return out


def _are_pair(label: Line, figure: Line) -> bool:
    """Whether one piece only says what a figure is, and the other is a figure without a label."""
    entries = entries_of([figure])
    return says_role(label) and len(entries) == 1 and entries[0].value is not None and not entries[0].label


def _joined(label: Line, figure: Line) -> Line:
    places = (label.place.bbox, figure.place.bbox)
    place = label.place if None in places else replace(label.place, bbox=around([box for box in places if box]))
    text, doubt = f"{label.text} {figure.text}", label.doubt or figure.doubt
    return replace(label, text=text, box=_hull([label, figure]), place=place, doubt=doubt, pieces=())


def _cut_at(piece: Line, edge: float) -> Iterator[Line]:
    """A piece that runs from a figure, or from what says of when one is, over the edge of the labelled ones as the
    parts of both.
    """
    left, top, right, low = _box(piece)
    cut = _halves(piece) if left < edge < right else None
    if cut is None:
        yield piece
        return
    upright = piece.place.bbox is not None and abs(piece.place.bbox[0] - left) < 1 and piece.place.bbox[2] > edge
    for text, box in zip(cut, ((left, top, edge - _APART, low), (edge, top, right, low)), strict=True):
        place = replace(piece.place, bbox=box) if upright else piece.place
        yield replace(piece, text=text, box=box, place=place, pieces=())


def _halves(piece: Line) -> tuple[str, str] | None:
    """A figure and the words behind it, or a time and the label and figure behind it: 9月末実績 前年同期 61.3%."""
    text = fold(piece.text).strip()
    if found := _FIGURE_AND_MORE.fullmatch(text):
        return found["figure"], found["more"]
    gaps = [(text[: gap.start()], text[gap.end() :]) for gap in re.finditer(r"\s+", text)]
    halves = [
        (first, more)
        for first, more in gaps
        if _DIGIT.search(first)
        and says_role(replace(piece, text=first, pieces=()))
        and not says_role(replace(piece, text=more, pieces=()))
        and _is_labelled(replace(piece, text=more, pieces=()))
    ]
    return halves[0] if halves else None


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
    return around([_box(piece) for piece in pieces])


def _box(piece: Line) -> BBox:
    return piece.box or (0.0, 0.0, 0.0, 0.0)


def _top(piece: Line) -> float:
    return _box(piece)[1]
