"""Lists of plans that no label names, over the label of what was done.

3 電話相談の充実
 ・相談の時間を延ばす。       what stands between the title
 ・案内を事業所へ送る。
〔実施状況〕                  and the label of what came of it is the plan
 夕方の窓口を開いた。

That the label says so is believed where a document uses it again and again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.normalise.text import solid
from extract.shapes.plan.plan_text import Piece, is_label, is_target, tells
from extract.shapes.text.label_words import part_of

_AGAIN = 2
_FRAMES = "【】〔〕[]<>〈〉≪≫《》「」■●◆◇□○:："


def set_planned(pieces: Sequence[Piece]) -> None:
    """Marks the items of such lists; of a list all must say what is to be done, and none what was."""
    labels = [(at, words) for at, piece in enumerate(pieces) if (words := _done(piece)) is not None]
    count = Counter(words for _, words in labels)
    for at, words in labels:
        listed = _list_over(pieces, at) if count[words] >= _AGAIN else ()
        for piece in listed:
            piece.planned = True


def _done(piece: Piece) -> str | None:
    """The words of a label of what was done that stands alone in its line, or None."""
    words = solid(piece.text).strip(_FRAMES)
    framed = is_label(piece.text) or piece.kind == "head"
    return words if framed and part_of(words) == "done" else None


def _list_over(pieces: Sequence[Piece], end: int) -> Sequence[Piece]:
    """The bullets right over a place, where a title with a number of its own stands right over them."""
    start = end
    while start > 0 and pieces[start - 1].kind == "bullet":
        start -= 1
    listed = pieces[start:end]
    title = pieces[start - 1] if start > 0 else None
    titled = title is not None and title.mark is not None and title.is_phrase
    whole = all((one.is_sentence or one.ends_as_verb) and not _is_other(one) for one in listed)
    return listed if titled and whole else ()


def _is_other(piece: Piece) -> bool:
    return tells(piece.text) or is_target(piece.text)
