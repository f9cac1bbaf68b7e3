"""Lists of work in reports on what was done: each line behind a bullet tells what was done to get there.

【主な取組】                                   under the title, or the heading of what the report tells of,
 ・未受診の事業所を訪ね、受診を勧めた。           stand sentences on work and not on how the figures came out
 ・案内の文面を改めた。

Other reports set such work down as what was planned, so that it is kept as such, but in doubt. In reports on a year's
results so is each numbered sentence with its judgement behind it: (1) 案内の文面を改めた。【○】
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.normalise.text import fold, solid
from extract.shapes.plan.plan_text import Piece, is_target, tells
from extract.shapes.plan.status_marks import JUDGE_WORD
from extract.shapes.plan.symbols import SHAPES, one_of
from extract.shapes.text.passages import Passage

_DO = r"(?:取組み?|取り組み|活動|施策)"
_WHEN = (
    r"(?:(?:令和|平成|R)?\S{1,3}年度|[本今当]年度|[上下]半?期|(?:この|今|当|第?[1-4])四半期|[今当]月"
    r"|(?:1[0-2]|[1-9])月|年間)"
)
_TITLE = re.compile(
    rf"(?:{_WHEN}(?:の|に|において)?)?(?:主な|主要な?|主に|具体的な?|重点的?な?|実施した|行った)*"
    rf"(?:{_DO}(?:内容|事項|項目)?|取り?組んだ(?:こと|内容|事項)|実施した(?:こと|事項|内容)|行った(?:こと|事項))(?:\([^()]*\))?"
)
_NUMBER = r"(?:[(]?\d{1,2}[.．、)]?|[①-⑳]|[ⅠⅡⅢⅣⅤⅥIVX]{1,4}[.．、]?)"
_FRAME = "【】〔〕[]<>〈〉≪≫《》「」■●◆◇□○▼▶:"
#: Work has an object, and is not how a figure came out.
_OBJECT = re.compile(r"[をにへ]")
_CAME_OUT = re.compile(
    r"(?:と(?:な(?:った|りました|っている)|なりました)|で(?:あった|した)|だった|(?:上|下)回(?:った|りました|っている)|増(?:加した|えた)|減(?:少した|った)"
    r"|達成(?:した|しました|できた)|届か(?:なかった|なかったた?め)|とどまった|上昇した|低下した|改善した|推移した|達した|しなかった)。?$"
)
#: The judgement of a sentence, in brackets behind it.
_JUDGED = re.compile(rf"(?<=。)\s*[【〔(\[](?:(?:{JUDGE_WORD})\s*[:：]?\s*)?{one_of(SHAPES)}[】〕)\]]$")
DONE = "work that the report tells of as done, in a list; it is kept as what was planned if a person takes it for that"


def set_done(pieces: Sequence[Piece], of_results: bool) -> None:
    """Marks such work as planned, in doubt: below such titles; of a report on a year's results all that it lists."""
    titled = False
    for piece in pieces:
        if _is_title(piece):
            titled = True
        elif piece.kind != "bullet":
            titled = False
        elif (titled or of_results) and not piece.planned and _is_work(piece):
            piece.planned, piece.unsure = True, DONE


def lists_done(texts: Sequence[str]) -> bool:
    """Whether texts are such sentences, each of them."""
    return bool(texts) and all(map(_tells_of_work, texts))


def judged_done(passage: Passage) -> str | None:
    """The sentence behind a number or bullet that tells of work, without the judgement behind it; None for others."""
    body = fold(passage.body).strip()
    words = _JUDGED.sub("", body)
    judged = words != body or len(passage.symbols) == 1
    whole = words.endswith("。") and words.count("。") == 1
    return words if passage.mark is not None and judged and whole and _tells_of_work(solid(words)) else None


def _is_title(piece: Piece) -> bool:
    words = re.sub(rf"^{_NUMBER}(?=\D)(?!月|四半期)", "", solid(piece.text).strip(_FRAME)).strip(_FRAME)
    return piece.is_phrase and _TITLE.fullmatch(words) is not None


def _is_work(piece: Piece) -> bool:
    return piece.is_sentence and _tells_of_work(piece.text)


def _tells_of_work(text: str) -> bool:
    """Whether a sentence is on work that was done, and not on a target or how a figure came out."""
    return tells(text) and _OBJECT.search(text) is not None and not _CAME_OUT.search(text) and not is_target(text)
