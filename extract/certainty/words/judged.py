"""What speaks against what a status is said to judge: no words, only labels, figures, or words of several columns."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.facts import Row
from extract.normalise.numbers import UNITS
from extract.normalise.text import solid
from extract.shapes.plan.sheet_fields import label_role
from extract.shapes.plan.status_marks import STATUS_WORD
from extract.shapes.plan.symbols import DASHES, SHAPES, one_of

_LETTERS = re.compile(r"[A-Za-zぁ-んァ-ヶ一-鿿]")
#: A figure that stands by itself between white, as those of a table's row do.
_FIGURE = re.compile(
    rf"(?:^|[\s\u3000])[△▲]?\d[\d,.]*(?:{'|'.join(map(re.escape, UNITS))})(?:以上|以下|以内|未満)?(?=$|[\s\u3000])"
)
_NO_PIECE = re.compile(rf"[(（\[【]?(?:{STATUS_WORD})?[:：]?{one_of(SHAPES, DASHES)}?[)）\]】]?|(?:{STATUS_WORD})")
_LABEL_LAST = re.compile(rf"(?:{STATUS_WORD})[:：]\s*[】〕)\]]?$")
_PIECE_CHARS, _WORD_CHARS = 6, 10
#: What may end a sentence or title before a space.
_ENDS = "。、)）」』】〕・:："


def judged_against(row: Row) -> str | None:
    """Why a status may judge something else, or None."""
    item, printed = str(row["item_ja"] or ""), str(row["extracted_text"] or "")
    if not _LETTERS.search(solid(item)):
        return "no words say what it judges"
    if _FIGURE.search(item):
        return "figures stand among the words that it judges"
    if _LABEL_LAST.search(item):
        return "the label of a status stands among the words that it judges"
    words = item.split()
    if all(label_role(word) is not None for word in words) and label_role(words[0]) != "work":
        return "what it judges is only the label of a field"
    pieces = [piece for line in printed.splitlines() for piece in line.split("\t")]
    told = [piece for piece in pieces if len(solid(piece)) > _PIECE_CHARS and not _NO_PIECE.fullmatch(solid(piece))]
    apart = any(len(one) > _WORD_CHARS < len(two) and one[-1] not in _ENDS for one, two in pairwise(words))
    if apart or ("\t" in printed and len(told) > 1):
        return "the words that it judges stand in several columns"
    return None
