"""Which of a page's characters a reader can see.

Producers leave text on a page that nobody sees: cut off by the edge of its cell, under a box painted over it, in white
on white, or without ink as the layer that a scanner's recognition leaves. Text without ink or outside of its clip is
out of sight by its own account. Where colours or overlap leave it open, the page is drawn once with and once without
the text in question: what changes nothing is not seen.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extract.readers.pages.sheet import Char, Covers, Path, Sheet
from extract.readers.rules.rulings import Box

#: A character reaches out of its clip by no more than this many points and is still seen.
_SLACK = 1.0
#: Characters of less than so many points, and less than this part of the page's usual size, nobody can read.
TOO_SMALL, TINY = 2.5, 0.3
#: Characters in one place are looked for within squares; the sides of two are so many points together.
_TWO_SQUARES = 2 * 3.0
#: A box with less than this of one of red, green and blue lets white text be seen.
_DARK = 0.7
#: So many looks at one page are enough; what is beyond them is kept in doubt.
MOST_LOOKS = 4000

UNLOOKED = "too much on the page may be painted over to look at all of it; nobody may see this"
OVER = "two characters are printed in one place"
LAYER = "text without ink over a picture, as a scanner's recognition leaves it"


@dataclass
class Font:
    """A font of the page: its name and where its letters' boxes begin below the base line, in font sizes."""

    name: str
    descent: float
    measured: bool = False  # on a letter; until then as the font claims


@dataclass(eq=False, slots=True)
class Show:
    """How one text object is shown: its place in painting, what it is cut off by, whether it has no ink at all, and
    whether its colour is so light that paper would hide it.
    """

    font: Font
    order: int
    clip: Box | None = None
    inkless: bool = False
    faint: bool = False


class Placed(NamedTuple):
    """A character and how its text is shown."""

    char: Char
    show: Show


def keep_what_is_seen(sheet: Sheet, chars: Sequence[Placed], unseen: Callable[[Sequence[Placed]], list[bool]]) -> None:
    """Gives the sheet the characters that are seen; `unseen` answers by looking, for each of some characters.

    Characters without ink over a picture stay, in doubt: they say what somebody recognised in it. Where they are most
    of the page's text, the page is a scan.
    """
    covers = Covers(sheet, opaque_only=False)
    over = _in_one_place(chars)
    dark = [path for path in sheet.paths if path.is_rect and path.fill and min(path.fill) < _DARK]
    asked, small = _to_ask(chars, covers.last)
    asked.update(over)

    def is_unsure(i: int) -> bool:
        char, show = chars[i]
        if i in over or (show.order < covers.last and covers.over(*_middle(char.box), show.order)):
            return True
        return show.faint and not _is_on_dark(chars[i], dark)

    cut_off: set[int] = set()
    hidden: set[int] = set()
    unsure: list[int] = []
    for i in sorted(asked):
        char, show = chars[i]
        if show.clip is not None and _is_cut_off(char.box, show.clip):
            cut_off.add(i)
        elif show.inkless or char.size < small:
            hidden.add(i)
        elif (show.faint or show.order < covers.last or i in over) and is_unsure(i):
            unsure.append(i)
    hidden |= cut_off
    del unsure[MOST_LOOKS:]
    if not (hidden or unsure):  # nearly every page
        sheet.chars += [char for char, _ in chars]
        return
    if unsure:
        hidden |= {i for i, gone in zip(unsure, unseen([chars[i] for i in unsure]), strict=True) if gone}
    layer = {i for i in hidden - cut_off if _is_over(chars[i].char, sheet)}
    sheet.is_scan = len(layer) > len(chars) - len(hidden)
    for i, (char, _) in enumerate(chars):
        if i in layer:
            sheet.chars.append(char._replace(doubt=LAYER))
        elif i not in hidden:
            unlooked = len(unsure) == MOST_LOOKS and i > unsure[-1] and is_unsure(i)
            doubt = UNLOOKED if unlooked else OVER if i in over and over[i] not in hidden else None
            sheet.chars.append(char._replace(doubt=doubt) if doubt else char)
        else:
            sheet.hidden.append(char)


def _to_ask(chars: Sequence[Placed], last: int) -> tuple[set[int], float]:
    """Which characters may not be seen, by how they are shown or because they are less than a size, and that size.

    `last` is the place in painting of what is painted last over others.
    """
    if not chars:
        return set(), 0.0
    drawn, shows = zip(*chars, strict=True)
    odd = {s for s in set(shows) if s.faint or s.inkless or s.clip is not None or s.order < last}
    sizes = [char.size for char in drawn]
    if min(sizes) >= TOO_SMALL:  # nearly every page: none can be less
        return ({i for i, show in enumerate(shows) if show in odd} if odd else set()), 0.0
    return set(range(len(chars))), min(TOO_SMALL, TINY * statistics.median(sizes))


def _is_cut_off(box: Box, clip: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return not (clip[0] - _SLACK <= x <= clip[2] + _SLACK and clip[1] - _SLACK <= y <= clip[3] + _SLACK)


def _is_on_dark(placed: Placed, dark: Sequence[Path]) -> bool:
    """Whether a dark box is painted behind a character, and so lets a light one be seen."""
    x, y = _middle(placed.char.box)
    return any(path.order < placed.show.order and _holds(path.box, x, y) for path in dark)


def _is_over(char: Char, sheet: Sheet) -> bool:
    return any(_holds(picture.box, *_middle(char.box)) for picture in sheet.pictures)


def _in_one_place(chars: Sequence[Placed]) -> dict[int, int]:
    """Characters that stand where another, different one stands, and which; punctuation moves close to others."""
    squares = [
        (int((x0 + x1) / _TWO_SQUARES), int((top + bottom) / _TWO_SQUARES))
        for (_, (x0, top, x1, bottom), _, _, _, _), _ in chars
    ]
    over: dict[int, int] = {}
    if len(set(squares)) == len(squares):  # nearly every page: each stands alone
        return over
    places: dict[tuple[int, int], int] = {}
    for i, (char, _) in enumerate(chars):
        text = char.text
        if _is_punctuation(text[0]):
            continue
        first = places.setdefault(squares[i], i)
        if first == i:
            continue
        other = chars[first].char
        if other.text != text:
            (x, y), (ox, oy) = _middle(char.box), _middle(other.box)
            if max(abs(ox - x), abs(oy - y)) < 0.2 * min(char.size, other.size):
                over[i], over[first] = first, i
    return over


@cache
def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "P"


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
