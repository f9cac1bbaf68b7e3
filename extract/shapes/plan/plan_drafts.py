"""Plan items before they are recorded: what a page break may still add to, and what a conversion printed twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.locate import Locator
from extract.normalise.text import solid
from extract.shapes.plan.plan_strand import Section
from extract.shapes.plan.plan_text import item_text
from extract.shapes.text.passages import Passage

#: A repeated part of an item has at least so many characters.
_PART_CHARS = 12
#: An item that is begun again begins with so many of the same characters.
_SAME_CHARS = 4


@dataclass
class Draft:
    """A plan item before it is recorded; a page break may still add to it."""

    parts: list[str]
    printed: list[str]
    where: Locator
    year: int | None
    number: str | None
    section: Section
    owner: str | None
    importance: str | None
    difficulty: str | None
    doubt: str | None = None

    @property
    def placed(self) -> bool:
        """Whether more than a line number says where it stood, unlike in conversions of text."""
        return self.where.place.bbox is not None

    @property
    def text(self) -> str:
        """The item on one line."""
        return "".join(self.parts)

    def add(self, passage: Passage) -> None:
        """Joins what goes on with this item."""
        self.parts.append(item_text(passage.text))
        self.printed.append(passage.printed)
        self.doubt = self.doubt or passage.doubt


def without_repeats(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The items without those that a conversion printed again in the same table, whole or in part."""
    loose: dict[tuple[str | None, int | None], list[str]] = {}
    for draft in drafts:
        if not draft.placed and draft.where.table is not None:
            loose.setdefault((draft.where.table, draft.year), []).append(solid(draft.text))
    seen: set[tuple[str | None, int | None, str]] = set()
    for draft in drafts:
        table, text = (draft.where.table, draft.year), solid(draft.text)
        if not draft.placed and table in loose:
            if (*table, text) in seen or any(_is_part(text, other) for other in loose[table]):
                continue
            seen.add((*table, text))
        yield draft


def begins_again(one: Draft, two: Draft) -> bool:
    """Whether an item without an end stands right above one of the same number that begins like it and has one."""
    if one.placed or one.number is None or one.number != two.number or one.where.table != two.where.table:
        return False
    below = one.where.row is not None and two.where.row == one.where.row + 1 and one.where.col == two.where.col
    first, second = solid(one.text), solid(two.text)
    same = second.startswith(first[:_SAME_CHARS]) and len(first) >= _SAME_CHARS
    return below and same and not first.endswith("。") and second.endswith("。")


def _is_part(text: str, other: str) -> bool:
    """Whether a text is only the beginning or the end of another."""
    return _PART_CHARS <= len(text) < len(other) and (other.startswith(text) or other.endswith(text))
