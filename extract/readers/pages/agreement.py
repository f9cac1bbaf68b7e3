"""What two engines say about one page, letter by letter: where they differ, the text is in doubt."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from extract.readers.pages.sheet import Char, Sheet

#: Characters that conversion tables of Japanese codes give for one and the same sign.
_SAME_SIGNS = ("~〜∼", "―—─–", "-‐−‑", "・‧·", "‖∥", "¥\\", "¬￢", "●⚫", "○◯⚪", "/∕⁄")
_SIGN = {sign: group[0] for group in _SAME_SIGNS for sign in group}
#: Radicals stand in fonts for the characters that look the same.
_RADICALS = range(0x2E80, 0x2FE0)
#: Side of the squares by which places are looked up, in points.
_SQUARE = 8.0

ONLY_ONE = "only one of two engines sees these characters"


def differing(main: Sheet, other: Sheet) -> list[Char] | None:
    """The main sheet's characters with what the other engine says: None where both say the same.

    A character that the other reads otherwise, or does not see, carries a doubt; one that only the other sees is
    added, with a doubt.
    """
    ours, theirs = [*main.chars, *main.hidden], [*other.chars, *other.hidden]
    if _letters(ours) == _letters(theirs):
        return None
    there = _by_place(theirs)
    chars = [_compared(char, there) for char in main.chars]
    here = _by_place(ours)
    chars += [char._replace(doubt=ONLY_ONE) for char in other.chars if not _near(char, here)]
    return chars if any(char.doubt for char in chars) else None


def _letters(chars: Iterable[Char]) -> Counter[str]:
    return Counter(_plain(char.text) for char in chars)


@cache
def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(_SIGN.get(char, char) for char in plain)


def same_letter(one: str, two: str) -> bool:
    """Whether two characters are one on paper: equal but for their form, or one a radical."""
    if _plain(one) == _plain(two):
        return True
    radicals = [ord(text) in _RADICALS if len(text) == 1 else False for text in (one, two)]
    return any(radicals) and all(unicodedata.name(text[0], "").startswith(("CJK", "KANGXI")) for text in (one, two))


Places = dict[tuple[int, int], list[Char]]


def _by_place(chars: Sequence[Char]) -> Places:
    places: Places = defaultdict(list)
    for char in chars:
        x, y = _middle(char)
        places[int(x // _SQUARE), int(y // _SQUARE)].append(char)
    return places


def _middle(char: Char) -> tuple[float, float]:
    return (char.box[0] + char.box[2]) / 2, (char.box[1] + char.box[3]) / 2


def _near(char: Char, places: Places) -> list[Char]:
    """The characters whose middle is within half a letter of this one's."""
    x, y = _middle(char)
    reach = max(2.0, char.size / 2)
    span = int(reach // _SQUARE) + 1
    column, row = int(x // _SQUARE), int(y // _SQUARE)
    found = []
    for i in range(column - span, column + span + 1):
        for j in range(row - span, row + span + 1):
            for other in places.get((i, j), ()):
                ox, oy = _middle(other)
                if abs(ox - x) <= reach and abs(oy - y) <= reach:
                    found.append(other)
    return found


def _compared(char: Char, theirs: Places) -> Char:
    """The character, in doubt where the other engine has another one or none in its place."""
    near = _near(char, theirs)
    if not near:
        return char._replace(doubt=ONLY_ONE)
    if any(same_letter(char.text, other.text) for other in near):
        return char
    x, y = _middle(char)
    closest = min(near, key=lambda other: abs(_middle(other)[0] - x) + abs(_middle(other)[1] - y))
    text = closest.text if char.text.startswith("(cid:") else char.text
    return char._replace(text=text, doubt=f"two engines read this otherwise: {char.text} and {closest.text}")
