"""Columns that neither rules nor shades part: where figures stand below one another, and white between them. Geometry
as in `rulings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.readers.rules.rulings import Box
from extract.readers.words.printed_words import Piece, PrintedWord, Word, fills_a_cell, hull_of

#: Middles of one line differ by no more, in heights of it.
_LEVEL = 0.3
#: White so wide parts two columns of words, in heights of a line; where several lines leave it, or beside a heading,
#: less does.
_GAP, _NARROW = 1.2, 0.6
#: A table has so many lines with figures, or so many figures in one.
_LINES, _FIGURES = 2, 3

#: Two levels of headings stand so far from one another.
_APART = 0.85
#: What a heading over nothing and a column without a heading count for, in heights of a line that a column stands
#: aside; names count for no more than so many, figures nearer to the next heading for as many as the last.
_BLANK, _HEADLESS, _FAR, _NEXT = 3.0, 4.0, 2.5, 3.0
#: Figures stand within this part of the way to the next heading.
_NEARER = 0.6

#: The doubt about columns whose headings do not stand over them.
NO_RULES = "no rule parts the columns of the table, and not all of its headings stand right over their figures"

Span = tuple[float, float]


@dataclass(frozen=True)
class _Column:
    """Where figures stand below one another, and on which lines."""

    left: float
    right: float
    lines: frozenset[int]


def columns_by_words(
    words: Sequence[Word], left: float, right: float, heads: float | None, ends: Sequence[float] = ()
) -> tuple[list[float], bool] | None:
    """The sides of the columns of a table, and whether each heading stands right over its own; None where its words say
    too little: there are few figures.

    What ends above `heads` is a heading; where nothing is known of them, what stands above the first line of figures.
    `ends` are those of shorter rules: one in the white between two columns parts them.
    """
    pieces = [Piece(hull_of(word), "".join(word.texts)) for word in words if isinstance(word, PrintedWord)]
    lines = lines_by_level(pieces)
    first = next((i for i, line in enumerate(lines) if _has_figures(line)), len(lines))
    body = [line for i, line in enumerate(lines) if (i >= first if heads is None else line[0].middle > heads)]
    figured = [line for line in body if _has_figures(line)]
    most = max([sum(fills_a_cell(piece.text) for piece in line) for line in figured], default=0)
    beside = [piece for line in body for piece in line[1:]]
    of_words = 2 * sum(fills_a_cell(piece.text) for piece in beside) < len(beside)
    if most == 0 or of_words or (len(figured) < _LINES and most < _FIGURES):
        return None
    em = sorted(piece.height for line in figured for piece in line)[sum(map(len, figured)) // 2]
    heads_over = column_heads([line for line in lines if line not in body], em)
    columns = _one_under_a_head(_figure_columns(figured), heads_over)
    names = _word_columns(columns, body, em)
    apart = sorted([*columns, *names])
    columns = _under_heads(apart, heads_over, names, em)
    sides = [next((x for x in ends if a[1] <= x <= b[0]), (a[1] + b[0]) / 2) for a, b in pairwise(columns)]
    return [left, *[x for x in sides if left < x < right], right], _stand_over(heads_over, apart)


def _stand_over(heads: Sequence[Span], columns: Sequence[Span]) -> bool:
    """Whether each heading stands over one column, another for each, and only that of the names has none."""
    under = [[i for i, c in enumerate(columns) if c[0] < head[1] and head[0] < c[1]] for head in heads]
    found = [i for own in under for i in own]
    return (
        all(len(own) == 1 for own in under)
        and set(range(1, len(columns))) <= set(found)
        and len(set(found)) == len(found)
    )


def lines_by_level(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by the line they stand on, from above, each line from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if lines and piece.middle - lines[-1][0].middle < _LEVEL * piece.height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.box[0]) for line in lines]


def _has_figures(line: Sequence[Piece]) -> bool:
    """Whether a figure stands behind something else."""
    return any(fills_a_cell(piece.text) for piece in line[1:])


def _figure_columns(lines: Sequence[Sequence[Piece]]) -> list[_Column]:
    """Where figures stand below one another, told first by the lines with the most of them; what stands across two of
    these columns is set over several.
    """
    columns: list[_Column] = []
    counted = [(i, [piece.box for piece in line if fills_a_cell(piece.text)]) for i, line in enumerate(lines)]
    for i, boxes in sorted(counted, key=lambda line: -len(line[1])):
        for box in boxes:
            own = [column for column in columns if column.left < box[2] and box[0] < column.right]
            if len(own) < 2:
                columns = [column for column in columns if column not in own]
                left, right = min([box[0], *(c.left for c in own)]), max([box[2], *(c.right for c in own)])
                columns.append(_Column(left, right, frozenset({i}).union(*(c.lines for c in own))))
    return sorted(columns, key=lambda column: column.left)


def _one_under_a_head(columns: Sequence[_Column], heads: Sequence[Span]) -> list[Span]:
    """The columns, two of which are one where no line has figures in both and one heading stands over the middle of
    them: targets to the left of it, results to the right. Of two such neighbours it is the one that centres them best.
    """
    aside: dict[int, float] = {}
    for i, (column, after) in enumerate(pairwise(columns)):
        over = [middle for middle in map(_middle, heads) if column.left < middle < after.right]
        if len(over) == 1 and not column.lines & after.lines:
            aside[i] = abs((column.left + after.right) / 2 - over[0])
    joined: set[int] = set()
    for i in sorted(aside, key=lambda i: aside[i]):
        if not {i - 1, i + 1} & joined:
            joined.add(i)
    return [
        (column.left, columns[i + 1].right if i in joined else column.right)
        for i, column in enumerate(columns)
        if i - 1 not in joined
    ]


def _word_columns(figures: Sequence[Span], lines: Sequence[Sequence[Piece]], em: float) -> list[Span]:
    """Where words stand that are in none of the columns of figures, parted where all lines leave white."""
    words = [
        (piece.box[0], piece.box[2], i)
        for i, line in enumerate(lines)
        for piece in line
        if not any(column[0] < piece.box[2] and piece.box[0] < column[1] for column in figures)
    ]
    columns: list[tuple[float, float, set[int]]] = []
    for left, right, line in sorted(words):
        last = columns[-1] if columns else None
        between = last is not None and any(last[1] <= column[0] and column[1] <= left for column in figures)
        gap = (_NARROW if last is not None and len(last[2]) >= _LINES else _GAP) * em
        if last is None or between or left - last[1] >= gap:
            columns.append((left, right, {line}))
        else:
            columns[-1] = (last[0], max(last[1], right), last[2] | {line})
    return [(left, right) for left, right, _ in columns]


def column_heads(lines: Sequence[Sequence[Piece]], em: float) -> list[Span]:
    """Where the headings of single columns stand; lines of one heading stand below one another. What stands over two of
    them, or above the white between two, is set over several columns.
    """
    pieces: list[Piece] = []
    for line in reversed(lines):
        joined = _joined(line, em)
        pieces += [p for p in joined if _columns_below(p, [low for low in pieces if low.box[1] >= p.box[3] - 1]) < 2]
    stacks: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box[0]):
        if stacks and piece.box[0] < max(other.box[2] for other in stacks[-1]):
            stacks[-1].append(piece)
        else:
            stacks.append([piece])
    spans = [(min(p.box[0] for p in stack), max(p.box[2] for p in stack)) for stack in stacks]
    tops, bottoms = [[end(p.middle for p in stack) for stack in stacks] for end in (min, max)]
    between = [
        min(tops[i - 1], tops[i + 1]) > bottoms[i] + _APART * em
        and abs(_middle(spans[i - 1]) + _middle(spans[i + 1]) - 2 * _middle(span)) < 2 * em
        for i, span in enumerate(spans[1:-1], 1)
    ]
    return [span for span, over in zip(spans, [False, *between, False], strict=False) if not over]


def _columns_below(piece: Piece, lower: Sequence[Piece]) -> int:
    """How many headings beside one another stand below a piece."""
    count, reach = 0, float("-inf")
    for box in sorted(low.box for low in lower if _meet(piece.box, low.box)):
        count += box[0] >= reach
        reach = max(reach, box[2])
    return count


def _joined(line: Sequence[Piece], em: float) -> list[Piece]:
    """The pieces of a line with those that narrow white parts as one; beside a letter alone more white is narrow."""
    out: list[Piece] = []
    for piece in line:
        white = _GAP if out and min(len(out[-1].text), len(piece.text)) == 1 else _NARROW
        if out and piece.box[0] - out[-1].box[2] < white * em:
            one, other = out[-1].box, piece.box
            box = (one[0], min(one[1], other[1]), other[2], max(one[3], other[3]))
            out[-1] = Piece(box, out[-1].text + piece.text)
        else:
            out.append(piece)
    return out


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2]


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2


def _under_heads(columns: Sequence[Span], heads: Sequence[Span], names: Sequence[Span], em: float) -> list[Span]:
    """The columns with the headings that stand over or nearest to them, in order; a heading without a column is one
    that is blank.

    Figures stand nearer to the middle of their heading than to that of the next; names may stand anywhere below it.
    """
    best: list[list[tuple[float, list[Span]]]] = [[(0.0, [])]]
    for i in range(len(heads) + 1):
        row: list[tuple[float, list[Span]]] = []
        for k in range(len(columns) + 1):
            ways: list[tuple[float, list[Span]]] = [(0.0, [])] if i == k == 0 else []
            if i:
                cost, known = best[i - 1][k] if i - 1 < len(best) else (0.0, [])
                ways.append((cost + _BLANK, [*known, heads[i - 1]]))
            if k:
                cost, known = row[k - 1]
                ways.append((cost + _HEADLESS, [*known, columns[k - 1]]))
            if i and k:
                aside = _aside(columns[k - 1], heads, i - 1, columns[k - 1] in names, em)
                cost, known = best[i - 1][k - 1]
                head, column = heads[i - 1], columns[k - 1]
                ways.append((cost + aside, [*known, (min(head[0], column[0]), max(head[1], column[1]))]))
            row.append(min(ways, key=lambda way: way[0]))
        best[i:] = [row]
    return best[-1][-1][1]


def _aside(column: Span, heads: Sequence[Span], at: int, is_name: bool, em: float) -> float:
    """How far a column stands from being under a heading, in heights of a line."""
    head = heads[at]
    if column[0] < head[1] and head[0] < column[1]:
        return 0.0
    beyond = at + 1 if column[0] > head[1] else at - 1
    gap = column[0] - head[1] if beyond > at else head[0] - column[1]
    if is_name:
        return min(gap / em, _FAR)
    if 0 <= beyond < len(heads) and abs(_middle(column) - _middle(head)) > _NEARER * abs(
        _middle(heads[beyond]) - _middle(head)
    ):
        return _NEXT
    return gap / em / 4
