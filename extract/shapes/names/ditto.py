"""Names that say with a ditto mark what the one before them says: 〃 平均日数, 同 実施率, 同上."""

from __future__ import annotations

import re

from extract.normalise.text import fold, solid

_MARK = r"(?:[〃々]|′′)"
#: 同 before white, brackets, 上 or what is counted; a word that begins with it (同意, 同日) is none.
_SAME = r"同(?:上|じく)?(?=$|[\s(]|(?![意居時期月年日一様種])\S{0,5}(?:率|数|額|割合|比)(?:$|[\s(]))"
_DITTO = re.compile(rf"^\(?(?:{_MARK}|{_SAME})[\s)]*(?P<more>.*)$", re.DOTALL)
_UNFINISHED = "its name says only that it is the same as another, and nothing tells of what"


def ditto(text: str) -> str | None:
    """What stands behind the ditto mark that a text begins with, or None where it begins with none.

    >>> ditto("〃 平均日数"), ditto("同 実施率(%)"), ditto("〃"), ditto("同意書"), ditto("同日受付")
    ('平均日数', '実施率(%)', '', None, None)
    """
    found = _DITTO.match(fold(text).strip())
    return solid(found["more"]) if found else None


def unfinished(name: object) -> str | None:
    """The doubt about a figure whose name is such a one, or None."""
    return _UNFINISHED if isinstance(name, str) and ditto(name) is not None else None
