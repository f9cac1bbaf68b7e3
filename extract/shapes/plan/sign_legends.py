"""Lines that only say what signs stand for: ○:準備・調整 ●:実施. They plan nothing, judge nothing and name no table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.normalise.text import solid

_SHAPE = r"[○〇◯◎◉●■□◆◇★☆▲△▼▽×✕✖]"
_SIGN = rf"(?:{_SHAPE}|[→⇒⇨➡━―—─–－\-~⇔↔]+)"
#: What stands between a sign and its words.
_SAYS = r"[」』】〕\])]?(?:[:=…→(]|[・.]{2,}|は)"
_HEAD = re.compile(
    r"[※*・]?[(【〔\[<]*(?:凡例|記号|印|マーク|表示|(?:自己)?評価|判定|進捗(?:状況)?)"
    r"(?:の?(?:区分|基準|記号|説明|見方|意味|凡例))?[)】〕\]>]?[:=は]?"
)
_OPEN, _CLOSE = re.compile(r"^[※*]?[(【〔\[「『]*"), re.compile(r"[)】〕\]」』]*$")
_ENTRY = re.compile(rf"[「『【〔\[(]?(?P<sign>{_SIGN}){_SAYS}")
_LETTER = re.compile(rf"[「『【〔\[(]?(?P<sign>(?<![A-Za-z])[SABCDE]|(?<![\d.])[1-5](?![\d.])){_SAYS}")
_BARE = re.compile(rf"[「『【〔\[(]?(?P<sign>{_SHAPE})[」』】〕\])]?")
#: What signs of schedules stand for without anything between: ○準備 ●実施.
_MARKED_WORDS = re.compile(
    r"(?:準備|調整|実施|検討|予定|完了|継続|開始|計画|評価|見直し|随時|通年|重点|強化|終了|着手|未|済み?|中|期間|時期|等|[・、,/])+"
)
_LONGEST, _LONGEST_ALONE = 24, 14
_VERB_END = re.compile(r"[うくぐすつぬぶむる]$|。")


#: A sentence on what a sign shows: ●は実施する月、矢印は続ける期間を示す。
_IN_WORDS = re.compile(
    rf"^[※*]?[「『(]?{_SIGN}[」』)]?(?:印|マーク)?は.*(?:示す|示します|表す|表します|意味する|指す)。"
)


def is_sign_legend(text: str) -> bool:
    """Whether a line explains two signs or more and says nothing else."""
    plain = solid(text)
    if _IN_WORDS.match(plain):
        return True
    head = _HEAD.match(plain)
    body = _CLOSE.sub("", _OPEN.sub("", plain[head.end() :] if head is not None else plain))
    patterns = (_ENTRY, _LETTER) if head is not None else (_ENTRY,)
    if any(_explains(list(_entries(body, pattern)), _LONGEST) for pattern in patterns):
        return True
    bare = list(_entries(body, _BARE))
    return _explains(bare, _LONGEST) and all(_MARKED_WORDS.fullmatch(words) for _, words in bare)


def explains_sign(text: str) -> bool:
    """Whether a line explains signs, or a single one by a few words behind a colon (●:実施), as one line of several."""
    plain = solid(text)
    alone = list(_entries(_CLOSE.sub("", plain), _ENTRY))
    short = len(alone) == 1 and re.match(rf"{_SIGN}[:=]", plain) is not None
    words = alone[0][1] if short else ""
    return is_sign_legend(plain) or (0 < len(words) <= _LONGEST_ALONE and not _VERB_END.search(words))


def _entries(body: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Each sign with its words; nothing where something else stands before the first."""
    found = list(pattern.finditer(body))
    if not found or found[0].start() != 0:
        return
    ends = [*(each.start() for each in found[1:]), len(body)]
    for each, end in zip(found, ends, strict=True):
        yield each["sign"], body[each.end() : end].strip("、,/・;| ")


def _explains(entries: list[tuple[str, str]], longest: int) -> bool:
    """Whether several signs, no two alike, stand each before some words that hold no other sign and no sentence."""
    words = [said for _, said in entries]
    apart = len({sign for sign, _ in entries}) == len(entries) > 1
    return apart and all(0 < len(said) <= longest and not re.search(rf"{_SHAPE}|。", said) for said in words)
