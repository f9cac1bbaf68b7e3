"""Notes at the foot of a table: marked lines right below it, which are of that table and no title of the next one.

Tables that no other words part share the notes below the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.document import Line, Table
from extract.normalise.text import solid
from extract.shapes.names.title_words import is_year_line
from extract.shapes.text.passages import Passage

_NOTE = re.compile(r"^(?:\(?[※*†‡]|\(?注\d{0,2}[):]?(?![一-龥])|備考[:)])")
_BRACKETS = re.compile(r"[(〔【\[][^()〔〕【】]*[)〕】\]]")
#: A note so many times further away from the table above it than from the one below may be of that.
_FARTHER = 1.5


class TableFeet:
    """The notes at the feet of the tables among some `items` of a page, in their order."""

    def __init__(self, items: Sequence[Passage | Table]) -> None:
        self._feet: set[int] = set()
        self._of: dict[int, list[Passage]] = {}
        group: list[Table] = []
        at = 0
        while at < len(items):
            item = items[at]
            at += 1
            if isinstance(item, Passage):
                group = []
                continue
            group = [*group, item]
            end = next((i for i in range(at, len(items)) if not _may_be_note(items[i])), len(items))
            run = list(_feet_in(item, items[at:end], items[end] if end < len(items) else None))
            for table in group if run else ():
                self._of.setdefault(id(table), []).extend(run)
            self._feet |= {id(passage) for passage in run}
            at += len(run)

    def holds(self, item: Passage | Table) -> bool:
        """Whether a passage stands at the foot of a table."""
        return id(item) in self._feet

    def of(self, table: Table) -> list[Line]:
        """The lines of the notes on a table."""
        return [line for passage in self._of.get(id(table), ()) for line in passage.lines]

    def lines(self) -> Iterable[Line]:
        """The lines of all such notes."""
        return [line for of in self._of.values() for passage in of for line in passage.lines]


def _may_be_note(item: Passage | Table) -> bool:
    if isinstance(item, Table):
        return False
    plain = solid(item.text)
    if is_year_line(plain):
        return False  # it is of the next table
    return _NOTE.match(plain) is not None or _BRACKETS.fullmatch(plain) is not None


def _feet_in(table: Table, run: Sequence[Passage | Table], behind: Passage | Table | None) -> Iterator[Passage]:
    """The passages of a run of notes below a table that are of it; `behind` is what follows them."""
    bottom = max((cell.box[3] for cell in table.cells if cell.box is not None), default=None)
    for at, item in enumerate(run):
        if isinstance(item, Table):
            return
        follows = run[at + 1] if at + 1 < len(run) else behind
        marked = _NOTE.match(solid(item.text)) is not None
        above, below = _gap(bottom, _top(item)), _gap(_bottom(item), _top(follows))
        near = above is not None and below is not None and above < (_FARTHER if marked else 1.0) * below
        if not near and (not marked or (isinstance(follows, Table) and above is not None)):
            return
        yield item
        bottom = _bottom(item)


def _gap(upper: float | None, lower: float | None) -> float | None:
    return lower - upper if upper is not None and lower is not None else None


def _top(item: Passage | Table | None) -> float | None:
    boxes = _boxes(item)
    return min((box[1] for box in boxes), default=None)


def _bottom(item: Passage | Table | None) -> float | None:
    return max((box[3] for box in _boxes(item)), default=None)


def _boxes(item: Passage | Table | None) -> list[tuple[float, float, float, float]]:
    if item is None:
        return []
    parts = item.lines if isinstance(item, Passage) else item.cells
    return [part.box for part in parts if part.box is not None]
