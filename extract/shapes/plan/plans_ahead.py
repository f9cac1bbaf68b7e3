"""Lists of what is to be done next, under a title of a report on what was done that names a time to come.

4 今後の取組                                   次の四半期の予定（1月～3月）
 (1) 提供について、事業所を訪問して依頼する。      ・はがきによる受診案内を送る。
 (2) 集団健診を追加で実施する。                  ・相談会を2月に開く。

今後の取組 without a number labels the comments beside or below what was done as well; so it does with anything else
behind it than work still to be done, or where it stands more than once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.normalise.dates import FISCAL_MONTHS
from extract.shapes.context import Header
from extract.shapes.plan.plan_text import Piece, is_target, tells

_NUMBER = r"(?:[(]?\d{1,2}[.．、)]?|[①-⑳]|[ⅠⅡⅢⅣⅤⅥIVX]{1,4}[.．、]?|第?[一二三四五六七八九]、?)"
_DO = r"(?:取組み?|取り組み)"
_TITLE = re.compile(rf"{_NUMBER}(?:今後|これから)の(?:主な|重点的?な?)?{_DO}(?:事項|内容|予定)?(?:について)?")
_WHAT = (
    rf"(?:の(?:主な|重点的?な?)?(?:(?:実施|活動|行動|事業|取組)?(?:予定|計画)|{_DO}|活動|重点(?:事項|{_DO}))(?:事項|内容|予定)?"
    rf"|に?(?:取り?組む|行う|実施する|予定している|予定する|進める)(?:予定の)?(?:こと|事項|{_DO}|業務|事業)"
    rf"|に向けて(?:取り?組むこと|の{_DO})?)(?:について)?"
)
_FRAME = "【】〔〕[]<>〈〉≪≫《》「」■●◆◇□○▼▶:"
#: What is set in brackets behind a title, mostly the months meant: (1月~3月).
_ASIDE = re.compile(r"\([^()]*\)$")
#: Words of the time right behind the report's own.
_NEXT = re.compile(rf"(?:[次翌来]の?(?:四半期|月)|次回まで|残り\S{{1,6}}|年度末まで){_WHAT}")
#: The same, which may be that of the business year as well.
_NEXT_TERM = re.compile(rf"[次翌来]の?期{_WHAT}")
#: Words of a part of the year, which a report may be about itself.
_PART = re.compile(
    r"(?:(?:第?(?P<quarter>[1-4])四半期)|(?P<half>下半?期|後半期?|年度後半)"
    rf"|(?P<month>1[0-2]|[1-9])月(?:から|以降|[~-]\d{{1,2}}月)?){_WHAT}"
)
_LATER = re.compile(rf"(?:今後|これから){_WHAT}")
_FORMS = (_NEXT, _NEXT_TERM, _PART, _LATER)
#: The quarters that are over by a report on a part of the year.
_OVER = {"Q1": 1, "Q2": 2, "H1": 2, "Q3": 3}
#: How work to be done ends; one sentence alone is no list.
_VERB, _FEWEST = re.compile(r"[一-龥ぁ-ん](?:[うくぐすつぬぶむる]|ます)。$"), 2
#: How it ends as a phrase.
_NOUN = re.compile(
    r"(?:実施|開催|送付|発送|配布|訪問|勧奨|案内|周知|作成|検討|強化|推進|拡大|依頼|調整|見直し|掲載|配信|募集|支援|導入|確認|再開"
    r"|継続|充実|促進|徹底|分析|研修|要請|締結|更新|公表|予定)(?:\([^()]*\))?$"
)
#: Marks that only list.
_LISTS = ("bracketed", "half", "circled", "kana", "letter", "roman", "dotted")
_COMMENT = "listed under words of a time to come that head comments as well; it may be no plan item"
_WHICH_TERM = "listed as work of the next term, which may be of the next business year"
_MIXED = "listed under a time to come beside what is no work to be done"
_PHRASE = "a phrase listed under a time to come; it may be no plan item"


def set_ahead(pieces: Sequence[Piece], header: Header) -> None:
    """Marks such titles and the work in their lists as planned, in doubt where title or list leave any.

    What a list tells as done, or sets as a target, is no work to come.
    """
    said = [_title(piece, header) for piece in pieces]
    texts = [_bare(piece) for piece in pieces]
    for at, (title, found) in enumerate(zip(pieces, said, strict=True)):
        if found is None or (found == _COMMENT and texts.count(texts[at]) > 1):
            continue
        listed = _list_below(pieces, at + 1, with_bullets=not _TITLE.fullmatch(title.text))
        work = [piece for piece in listed if _is_work(piece)]
        if len(listed) < _FEWEST or 2 * len(work) < len(listed):
            continue
        mixed = _MIXED if len(work) < len(listed) else None
        title.planned = True
        for piece in work:
            piece.planned, piece.unsure = True, found or mixed or (None if _VERB.search(piece.text) else _PHRASE)


def is_title_ahead(piece: Piece) -> bool:
    """Whether a piece is the title of such a list."""
    words = _bare(piece)
    return piece.planned and (bool(_TITLE.fullmatch(piece.text)) or any(form.fullmatch(words) for form in _FORMS))


def _title(piece: Piece, header: Header) -> str | None:
    """What is in doubt about the list under a title of what is to be done, "" for nothing; None for any other piece."""
    if _TITLE.fullmatch(piece.text) or _NEXT.fullmatch(words := _bare(piece)) or _is_part_ahead(words, header):
        return ""
    if _NEXT_TERM.fullmatch(words):
        return _WHICH_TERM
    return _COMMENT if piece.stands_out and _LATER.fullmatch(words) else None


def _bare(piece: Piece) -> str:
    """The words of a title without its number, its frame and what is in brackets behind them."""
    words = re.sub(rf"^{_NUMBER}(?=\D)(?!月|四半期)", "", piece.text.strip(_FRAME))
    return _ASIDE.sub("", words).strip(_FRAME)


def _is_part_ahead(words: str, header: Header) -> bool:
    """Whether words name work of a part of the year that comes after what the report is about."""
    part, over = _PART.fullmatch(words), _OVER.get(header.period or "")
    if part is None or over is None:
        return False
    if part["month"]:
        return FISCAL_MONTHS.index(int(part["month"])) >= 3 * over
    return int(part["quarter"]) > over if part["quarter"] else over <= _OVER["H1"]


def _list_below(pieces: Sequence[Piece], start: int, with_bullets: bool) -> Sequence[Piece]:
    """The pieces from a place on that carry marks of the same sort, one that lists."""
    kind = pieces[start].kind if start < len(pieces) else None
    lists = kind in _LISTS or (with_bullets and kind == "bullet")
    end = start
    while lists and end < len(pieces) and pieces[end].kind == kind:
        end += 1
    return pieces[start:end]


def _is_work(piece: Piece) -> bool:
    ends = _VERB.search(piece.text) or (piece.kind == "bullet" and _NOUN.search(piece.text))
    return bool(ends) and not tells(piece.text) and not is_target(piece.text)
