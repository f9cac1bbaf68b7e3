"""Which characters a reader can see, and what is said of those that nobody looked at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.readers.pages import sight
from extract.readers.pages.sheet import Char, Path, Sheet
from extract.readers.pages.sight import OVER, UNLOOKED, Font, Placed, Show, keep_what_is_seen

FONT = Font("Plain", 0.2)


def painted_over(count: int) -> tuple[Sheet, list[Placed]]:
    """A page whose letters stand under one box that is painted later."""
    sheet = Sheet(1, 400.0, 300.0)
    sheet.paths.append(Path(((0, 0), (400, 0), (400, 300), (0, 300)), (0, 0, 400, 300), None, (1.0, 1.0, 1.0), True, 9))
    chars = [Placed(Char("1", (10.0 * i, 10, 10.0 * i + 8, 20), 10.0, "Plain"), Show(FONT, 1)) for i in range(count)]
    return sheet, chars


def test_what_is_looked_at_is_seen_or_hidden() -> None:
    sheet, chars = painted_over(3)
    keep_what_is_seen(sheet, chars, lambda some: [i == 0 for i in range(len(some))])
    assert [char.doubt for char in sheet.chars] == [None, None]
    assert len(sheet.hidden) == 1


def test_what_nobody_looked_at_is_kept_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "MOST_LOOKS", 2)
    looked: list[int] = []

    def unseen(some: Sequence[Placed]) -> list[bool]:
        looked.append(len(some))
        return [False] * len(some)

    sheet, chars = painted_over(5)
    keep_what_is_seen(sheet, chars, unseen)
    assert looked == [2]
    assert [char.doubt for char in sheet.chars] == [None, None, UNLOOKED, UNLOOKED, UNLOOKED]


def test_of_letters_set_at_distances_only_the_two_in_one_place_are_in_doubt() -> None:
    places = [("支", 10.0), ("部", 22.0), ("率", 34.0), ("数", 34.5)]
    chars = [Placed(Char(text, (x, 10, x + 10, 20), 10.0, "Plain"), Show(FONT, 1)) for text, x in places]
    sheet = Sheet(1, 400.0, 300.0)
    keep_what_is_seen(sheet, chars, lambda some: [False] * len(some))
    assert [char.doubt for char in sheet.chars] == [None, None, OVER, OVER]


def test_letters_much_smaller_than_the_others_are_hidden() -> None:
    chars = [Placed(Char("1", (10.0 * i, 10, 10.0 * i + 8, 20), 10.0, "Plain"), Show(FONT, 1)) for i in range(5)]
    small = Placed(Char("2", (200, 10, 201, 11), 1.0, "Plain"), Show(FONT, 1))
    sheet = Sheet(1, 400.0, 300.0)
    keep_what_is_seen(sheet, [*chars, small], lambda some: [False] * len(some))
    assert [char.text for char in sheet.hidden] == ["2"]
