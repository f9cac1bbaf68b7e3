"""Numbered lists of what is to be done next, under a numbered title of a report on what was done.

4 今後の取組
 (1) 提供について、事業所を訪問して依頼する。
 (2) 集団健診を追加で実施する。

Without a number the same words label the comments beside or below what was done; so they do with anything else behind
them than work still to be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.shapes.plan.plan_text import Piece, is_target, tells

_NUMBER = r"(?:[(]?\d{1,2}[.．、)]?|[①-⑳]|[ⅠⅡⅢⅣⅤⅥIVX]{1,4}[.．、]?|第?[一二三四五六七八九]、?)"
_TITLE = re.compile(
    rf"{_NUMBER}(?:今後|これから)の(?:主な|重点的?な?)?(?:取組み?|取り組み)(?:事項|内容|予定)?(?:について)?"
)
#: How work to be done ends; one sentence alone is no list.
_VERB, _FEWEST = re.compile(r"[一-龥ぁ-ん](?:[うくぐすつぬぶむる]|ます)。$"), 2
#: Marks that only list.
_LISTS = ("bracketed", "half", "circled", "kana", "letter", "roman")


def set_ahead(pieces: Sequence[Piece]) -> None:
    """Marks such titles and the items of their lists as planned; all of a list must say what is to be done."""
    for at, title in enumerate(pieces):
        if not _TITLE.fullmatch(title.text):
            continue
        listed = _list_below(pieces, at + 1)
        if len(listed) >= _FEWEST and all(_is_work(piece) for piece in listed):
            for piece in (title, *listed):
                piece.planned = True


def is_title_ahead(piece: Piece) -> bool:
    """Whether a piece is the title of such a list."""
    return piece.planned and bool(_TITLE.fullmatch(piece.text))


def _list_below(pieces: Sequence[Piece], start: int) -> Sequence[Piece]:
    """The pieces from a place on that carry marks of the same sort, one that lists."""
    kind = pieces[start].kind if start < len(pieces) else None
    end = start
    while kind in _LISTS and end < len(pieces) and pieces[end].kind == kind:
        end += 1
    return pieces[start:end]


def _is_work(piece: Piece) -> bool:
    return bool(_VERB.search(piece.text)) and not tells(piece.text) and not is_target(piece.text)
