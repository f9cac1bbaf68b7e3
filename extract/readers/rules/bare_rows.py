"""Rows that no rule divides: between two rules, or under the one below the headings. Geometry as in `rulings`.

Each height at which figures stand is a row. What is set in the other columns belongs to the row beside whose figures
it stands, or to the rows in whose middle it stands, as the name of several rows does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from extract.readers.rules.head_levels import head_levels
from extract.readers.rules.rulings import Box
from extract.readers.words.printed_words import Piece, columns_of, fills_a_cell, is_aim, is_value

NO_RULES = "no rule parts the rows of the table; they were told apart by where figures and names stand"
#: A table so narrow is told by fewer columns.
_FEWEST_HEADS = 3
#: A line of running text in a cell is at least so many letters long.
_LINE = 10

# Lengths in heights of a line.
#: Middles of one line differ by no more.
_LEVEL = 0.3
#: Lines of one cell stand no further apart, white between them.
_CLOSE = 0.75
#: Lines of two rows do not stand beside one another.
_APART = 0.85
#: The middle of a cell's lines stands no further from the middle of its rows.
_ASIDE = 0.75
#: A row without a name counts as much as a name so far aside.
_UNNAMED = 0.3
#: Two lines of a cell follow one another in this part of the distance of its rows.
_WITHIN = 0.8

#: A symbol that judges what stands beside it; so many make rows.
_SYMBOL, _FEWEST_SYMBOLS = re.compile(r"[◎○〇◯△Δ▲×✕✖□－―]"), 2
#: Units in a column of their own say nothing of whether the others hold figures.
_UNITS = frozenset("%％円件人社回日名")
#: At least so many of what stands beside the labels are figures.
_FIGURES = 0.5
#: A cell has at most so many lines, and reaches over so many rows.
_LINES, _ROWS = 6, 12
#: More lines than this in a column are no table whose rows are told by place.
_LONGEST = 80


@dataclass
class BareRows:
    """The heights that part rows, and the boxes of what reaches over several of them, in whole cells; `by_place` says
    that some of it was told by where figures and names stand.
    """

    sides: list[float]
    spans: list[Box]
    by_place: bool = False


@dataclass
class _Group:
    """Lines of one cell and the rows it stands in: `first` to `last`, or one of its own before the row `first`."""

    lines: list[Piece]
    first: int
    last: int
    alone: bool = False

    @property
    def top(self) -> float:
        return min(line.box[1] for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.box[3] for line in self.lines)


def bare_rows(xs: Sequence[float], ys: Sequence[float], pieces: Sequence[Piece], shaded: Sequence[Box]) -> BareRows:
    """What parts the rows between the rules `ys` of a table with the columns `xs`.

    Of a table with shaded rows only the one band below its headings has rows without figures that nothing divides.
    """
    bands = list(pairwise(ys))
    bare = [b for b in bands if not any(s[1] - 2 <= b[0] and b[1] <= s[3] + 2 for s in shaded)]
    whole = not shaded or (bare == bands[-1:] and len(xs) > _FEWEST_HEADS)
    out = BareRows([], [])
    for top, bottom in bare:
        band = [piece for piece in pieces if top <= piece.middle <= bottom]
        first = (top, bottom) == bands[0] and len(bands) > 1
        if first and (levels := head_levels(xs, (top, bottom), band)) is not None:
            rows = BareRows([levels[0]], levels[1])
        else:
            found = rows_by_figures(xs, (top, bottom), band) or rows_by_symbols(xs, (top, bottom), band)
            by_lines = _rows_by_lines(xs, [piece.box for piece in band], first) if whole and found is None else []
            rows = found or BareRows(by_lines, [], bool(by_lines) and _is_of_figures(_columns(xs, band)))
        out.sides += rows.sides
        out.spans += rows.spans
        out.by_place |= rows.by_place
    return out


def rows_by_figures(xs: Sequence[float], ends: tuple[float, float], band: Sequence[Piece]) -> BareRows | None:
    """The rows between two heights that the figures in the columns after the first make, or None where they are too
    few, or where some text belongs to none of them. Of one row nothing is to be told.
    """
    columns = _columns(xs, band)
    if not _is_of_figures(columns):
        return None
    figures = [piece for col, column in columns.items() if col for piece in column if fills_a_cell(piece.text)]
    em = sorted(piece.height for piece in figures)[len(figures) // 2]
    rows = _heights(columns, em)
    groups = _all_grouped(columns, rows, em)
    if groups is not None and (same := _not_told_apart(rows, groups)):
        rows = [row for i, row in enumerate(rows) if i not in same and i - 1 not in same] + [
            (rows[i] + rows[i + 1]) / 2 for i in same
        ]
        rows.sort()
        groups = _all_grouped(columns, rows, em)
    if groups is not None and len(rows) == 1 and not any(group.alone for group in groups):
        return BareRows([], [])
    found = _sides(xs, ends, rows, groups, em) if groups is not None and len(rows) > 1 else None
    if found is not None:
        found.spans += _aims_over_all(xs, [ends[0], *found.sides, ends[1]], columns)
    return found


def rows_by_symbols(xs: Sequence[float], ends: tuple[float, float], band: Sequence[Piece]) -> BareRows | None:
    """The rows between two heights that the symbols of the last column make, one for each with the lines at its height
    and those that go on from them; a line further left than all of these is the title of the rows below it. None where
    the column holds anything else, or a line may be of either of two rows.
    """
    columns = columns_of(xs, band)
    symbols = columns.get(len(xs) - 2, [])
    if len(symbols) < _FEWEST_SYMBOLS or not all(_SYMBOL.fullmatch(piece.text) for piece in symbols):
        return None
    others = [piece for col, column in columns.items() if col < len(xs) - 2 for piece in column]
    lines = [[piece] for piece in sorted(others, key=lambda piece: piece.middle)]
    for line, after in reversed(list(pairwise(lines))):
        if after[0].middle - line[0].middle <= _LEVEL * line[0].height:
            line.extend(after)
            after.clear()
    lines = [line for line in lines if line]
    beside = [next((s for s in symbols if abs(s.middle - line[0].middle) <= _LEVEL * s.height), None) for line in lines]
    left = min((p.box[0] for line, symbol in zip(lines, beside, strict=True) if symbol for p in line), default=0.0)
    if sum(symbol is not None for symbol in beside) < len(symbols):
        return None
    groups: list[list[list[Piece]]] = []
    titles: list[int] = []
    for line, symbol in zip(lines, beside, strict=True):
        is_title = symbol is None and min(piece.box[0] for piece in line) < left - 1
        if symbol is None and not is_title:
            if not groups or len(groups) - 1 in titles:
                return None
            groups[-1].append(line)
            continue
        titles += [len(groups)] if is_title else []
        groups.append([line])
    hulls = [(min(p.box[1] for line in g for p in line), max(p.box[3] for line in g for p in line)) for g in groups]
    if len(groups) - 1 in titles or any(one[1] > two[0] for one, two in pairwise(hulls)):
        return None
    sides = [(one[1] + two[0]) / 2 for one, two in pairwise(hulls)]
    tops = [ends[0], *sides, ends[1]]
    return BareRows(sides, [(xs[0], tops[at], xs[-1], tops[at + 1]) for at in titles])


def _columns(xs: Sequence[float], band: Sequence[Piece]) -> dict[int, list[Piece]]:
    return {col: _mended(column) for col, column in columns_of(xs, band).items()}


def _is_of_figures(columns: dict[int, list[Piece]]) -> bool:
    """Whether the columns after the first hold figures more than anything else, and not too many lines."""
    beside = [piece for col, column in columns.items() if col for piece in column if piece.text not in _UNITS]
    figures = sum(fills_a_cell(piece.text) for piece in beside)
    return figures >= max(2, _FIGURES * len(beside)) and max(map(len, columns.values())) <= _LONGEST


def _mended(column: Sequence[Piece]) -> list[Piece]:
    """The lines of a column with figures that are cut at their point or before their unit as one: 99. | 3%, 1.2 | %."""
    out: list[Piece] = []
    for piece in column:
        last = out[-1] if out else None
        cut = last is not None and (last.text[-1:] in (*".．",) or piece.text[:1] in (*".．%％",))
        if last is not None and cut and is_value(last.text + piece.text):
            one, other = last.box, piece.box
            box = (min(one[0], other[0]), one[1], max(one[2], other[2]), other[3])
            out[-1] = Piece(box, last.text + piece.text)
        else:
            out.append(piece)
    return out


def _aims_over_all(xs: Sequence[float], ys: Sequence[float], columns: dict[int, list[Piece]]) -> list[Box]:
    """The boxes of rows with one target alone that is set in the middle of all columns but those of the names."""
    first = next((col for col, lines in columns.items() if not _are_names(lines)), 0)
    lines = [line for col, column in columns.items() if col >= first for line in column]
    out = []
    for top, bottom in pairwise(ys):
        row = [line for line in lines if top < line.middle < bottom]
        aside = (row[0].box[0] + row[0].box[2] - xs[first] - xs[-1]) / 2 if len(row) == 1 else None
        if aside is not None and is_aim(row[0].text) and abs(aside) <= _ASIDE * row[0].height:
            out.append((xs[first], top, xs[-1], bottom))
    return out


def _are_names(column: Sequence[Piece]) -> bool:
    """Whether a column says in words what the rows are."""
    return 2 * sum(fills_a_cell(piece.text) for piece in column) < len(column)


def _all_grouped(columns: dict[int, list[Piece]], rows: Sequence[float], em: float) -> list[_Group] | None:
    """The cells of all columns, or None where a line of one has no place."""
    out: list[_Group] = []
    names = True
    for column in columns.values():
        names = names and _are_names(column)
        groups = _grouped(column, rows, em, names)
        if groups is None:
            return None
        out += groups
    return out


def _not_told_apart(rows: Sequence[float], groups: Sequence[_Group]) -> list[int]:
    """The rows that are one with the next, two lines of cells: all that is no figure stands beside both, or in the next
    a figure stands below words in a cell, and no name to the left, or all of the next is in brackets.
    """
    told = [group for group in groups if not all(fills_a_cell(line.text) for line in group.lines)]
    both = {row for group in told for row in range(group.first, group.last)}
    for group in told:
        both -= {group.first - 1, group.last}
    both |= {above.first for above, below in pairwise(groups) if above in told and _goes_on(above, below, told)}
    both |= {row - 1 for row in range(1, len(rows)) if _is_in_brackets(row, groups)}
    same: list[int] = []
    for row in sorted(both):
        if row - 1 not in same:
            same.append(row)
    return same


def _goes_on(above: _Group, below: _Group, told: Sequence[_Group]) -> bool:
    """Whether a cell of the next row stands as close to one as lines of a cell do, and names no row."""
    line, first = above.lines[-1], below.lines[0]
    close = first.box[1] > line.box[1] and first.box[1] - line.box[3] <= _CLOSE * line.height
    if not close or below in told or not below.first == above.last + 1 == above.first + 1:
        return False
    return not any(g.first <= below.first <= g.last and g.lines[0].box[2] <= first.box[0] for g in told)


def _is_in_brackets(row: int, groups: Sequence[_Group]) -> bool:
    """Whether all of a row stands in brackets: the time and figures beside those of the line above."""
    own = [group for group in groups if group.first <= row <= group.last and not group.alone]
    texts = [line.text for group in own for line in group.lines]
    return len(texts) > 1 and all(text[:1] in "(（" and text[-1:] in ")）" for text in texts)


def _heights(columns: dict[int, list[Piece]], em: float) -> list[float]:
    """The heights of the rows of figures. At one where few columns have any, these are further lines of their cells if
    they stand closer to the line above or below than rows stand to one another.
    """
    lines: list[tuple[float, set[int]]] = []
    for middle, col in sorted(
        (p.middle, c) for c, column in columns.items() if c for p in column if fills_a_cell(p.text)
    ):
        if lines and middle - lines[-1][0] <= _LEVEL * em:
            lines[-1][1].add(col)
        else:
            lines.append((middle, {col}))
    rows: list[tuple[float, set[int]]] = []
    for middle, cols in sorted(lines, key=lambda line: -len(line[1])):
        if any(abs(middle - other) < _APART * em for other, _ in rows):
            continue
        pitch = min([abs(a - b) for a, _ in rows for b, _ in rows if a != b], default=float("inf"))
        reach = min(_WITHIN * pitch, (1 + _CLOSE) * em)
        near = [others for other, others in rows if abs(middle - other) < reach]
        if any(cols <= others and 2 * len(cols) <= len(others) for others in near):
            continue
        rows.append((middle, cols))
    return sorted(middle for middle, _ in rows)


def _grouped(lines: Sequence[Piece], rows: Sequence[float], em: float, names: bool) -> list[_Group] | None:
    """The lines of a column as cells, each with the rows it stands in, so that all stand nearest to their middles; None
    where a line has no place. A column of `names` leaves no row without one if it can.
    """
    best: dict[tuple[int, int], tuple[float, list[_Group]]] = {(0, 0): (0.0, [])}
    for at in range(len(lines)):
        for after in range(len(rows) + 1):
            known = best.pop((at, after), None)
            if known is None:
                continue
            for count in range(1, min(_LINES, len(lines) - at) + 1):
                group = list(lines[at : at + count])
                if any(b.box[1] - a.box[3] > _CLOSE * em for a, b in pairwise(group)):
                    break
                for aside, cell in _places(group, rows, after, em):
                    cost = known[0] + aside + (_UNNAMED * (cell.first - after) if names else 0.0)
                    key = (at + count, cell.first if cell.alone else cell.last + 1)
                    if key not in best or cost < best[key][0]:
                        best[key] = (cost, [*known[1], cell])
    ends = [
        (cost + _UNNAMED * (len(rows) - key[1]) if names else cost, cells)
        for key, (cost, cells) in best.items()
        if key[0] == len(lines)
    ]
    return min(ends, key=itemgetter(0))[1] if ends else None


def _places(group: list[Piece], rows: Sequence[float], after: int, em: float) -> list[tuple[float, _Group]]:
    """The rows from `after` on in whose middle a cell may stand, or one of its own, each with how far it is off."""
    middle = (group[0].box[1] + group[-1].box[3]) / 2
    out = []
    for first in range(after, len(rows)):
        if rows[first] - middle > _ASIDE * em:
            break
        for last in range(first, min(first + _ROWS, len(rows))):
            aside = abs((rows[first] + rows[last]) / 2 - middle) / em
            if aside <= _ASIDE:
                out.append((aside + 0.05 * (last - first), _Group(group, first, last)))
    own = sum(row < middle for row in rows)
    if own >= after and all(abs(row - line.middle) >= _APART * em for row in rows for line in group):
        out.append((_ASIDE, _Group(group, own, own, True)))
    return out


def _sides(
    xs: Sequence[float], ends: tuple[float, float], rows: Sequence[float], groups: Sequence[_Group], em: float
) -> BareRows | None:
    """The heights between rows, and the cells over several; None where two rows stand in one another, or one holds
    nothing of its own.
    """
    spans = [group for group in groups if not group.alone and group.last > group.first]
    single = [group for group in groups if group not in spans]
    blocks: list[tuple[float, float]] = []
    for row in range(len(rows)):
        own = [group for group in single if not group.alone and group.first == row]
        if not own:
            return None  # only texts over several rows reach it
        own_lines = [group for group in groups if group.alone and group.first == row]
        for group in sorted(own_lines, key=lambda group: group.top):
            if blocks and group.top < blocks[-1][1] - 1:  # of one row of its own
                blocks[-1] = (blocks[-1][0], max(blocks[-1][1], group.bottom))
            else:
                blocks.append((group.top, group.bottom))
        blocks.append((min(group.top for group in own), max(group.bottom for group in own)))
    for group in (group for group in groups if group.alone and group.first == len(rows)):
        blocks.append((group.top, group.bottom))
    if any(below[0] < above[1] - 0.25 * em for above, below in pairwise(blocks)):
        return None
    sides = [(above[1] + below[0]) / 2 for above, below in pairwise(blocks)]
    boxes = []
    for group in spans:
        top = max([side for side in sides if side < rows[group.first]], default=ends[0])
        bottom = min([side for side in sides if side > rows[group.last]], default=ends[1])
        x = (group.lines[0].box[0] + group.lines[0].box[2]) / 2
        col = sum(side < x for side in xs[1:-1])
        boxes.append((xs[col], top, xs[col + 1], bottom))
    return BareRows(sides, boxes, True)


def _rows_by_lines(xs: Sequence[float], words: Sequence[Box], heads: bool) -> list[float]:
    """The heights between rows where several columns have a text line each at the same heights: each such is a row."""
    heights: dict[float, set[int]] = defaultdict(set)
    for word in words:
        middle = (word[1] + word[3]) / 2
        key = next((h for h in heights if abs(h - middle) <= 2.5), middle)
        heights[key].add(sum(1 for x in xs if x < (word[0] + word[2]) / 2))
    rows = sorted(h for h, columns in heights.items() if len(columns) >= max(2, (len(xs) - 1) * 0.6))
    told = {column for row in rows for column in heights[row]}
    if _is_wrapped(xs, words) or any(h not in rows and heights[h] & told for h in heights):
        return []
    if heads and any(b - a < (1 + _CLOSE) * max(w[3] - w[1] for w in words) for a, b in pairwise(rows)):
        return []  # lines of the same heading
    return [(a + b) / 2 for a, b in pairwise(rows)]  # the label of several rows stands between them


def _is_wrapped(xs: Sequence[float], words: Sequence[Box]) -> bool:
    """Whether a line of text that fills its column goes on in the next line, as running text in a cell does."""
    for left, right in zip(xs, xs[1:], strict=False):
        column = sorted((w for w in words if left <= (w[0] + w[2]) / 2 <= right), key=itemgetter(1))
        for line, below in zip(column, column[1:], strict=False):
            em = line[3] - line[1]
            full = line[2] > right - 1.5 * em and line[2] - line[0] >= _LINE * em
            if full and abs(below[0] - line[0]) <= 1.5 * em and 0.8 * em <= below[1] - line[1] <= 2 * em:
                return True
    return False
