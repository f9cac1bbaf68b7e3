"""Japanese text to one spelling: NFKC, ideographs for radicals, single spaces, no artefacts of line breaks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: CJK Radicals Supplement characters that PDF producers write for ideographs and NFKC leaves alone (Unicode's
#: EquivalentUnifiedIdeograph data; Kangxi Radicals are folded by NFKC itself).
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺟⺠⺡⺣⺩⺫⺬⺭⺮⺱⺷⺾⻁⻄⻅⻆⻉⻋⻌⻑⻒⻓⻔⻖⻘⻛⻝⻞⻟⻠⻣⻤⻥⻨⻩⻫⻭⻯⻲",
            "母民氵灬王目示礻竹罒羊艹虎西見角貝車辶長長长門阝青風食食食饣骨鬼魚麦黄斉歯竜亀",
            strict=True,
        )
    )
)
#: Letters that stand for one another in conversions: dots of lists, dashes between numbers, circles.
_VARIANTS = str.maketrans(
    {
        "‧": "・",
        "･": "・",
        "•": "・",
        "〜": "~",
        "∼": "~",
        "−": "-",
        "‐": "-",
        "–": "-",
        "〇": "○",
        "◯": "○",
        "单": "単",
        **dict(zip("➀➁➂➃➄➅➆➇➈➉", "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
        **dict(zip("➊➋➌➍➎➏➐➑➒➓", "❶❷❸❹❺❻❼❽❾❿", strict=True)),
    }
)

_CJK = r"\u3000-\u30ff\u3400-\u9fff\uff00-\uffef々〆ー"
_SPACE_IN_JAPANESE = re.compile(
    rf"(?<=[{_CJK}0-9A-Za-z%(),.])[ \u3000]+(?=[{_CJK}])|(?<=[{_CJK}])[ \u3000]+(?=[{_CJK}0-9(])"
)
_SPACES = re.compile(r"\s+")
_CIRCLED = re.compile("([\u2460-\u2473])")
_FORMS = _RADICALS | _VARIANTS
_OTHER_FORM = re.compile(f"[{''.join(map(re.escape, map(chr, _FORMS)))}]")
#: Labels and cells are asked for again and again; so many answers are kept.
_REMEMBERED = 20_000


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """NFKC with radicals, dots, dashes and circles in one form; line breaks and spaces as they are.

    Circled numbers stay as printed: they number items.
    """
    if text.isascii():
        return text
    parts = _CIRCLED.split(text)
    if len(parts) == 1:
        composed = unicodedata.normalize("NFKC", text)
    else:
        kept = "".join(part if i % 2 else unicodedata.normalize("NFKC", part) for i, part in enumerate(parts))
        composed = unicodedata.normalize("NFC", kept)
    return composed.translate(_FORMS) if _OTHER_FORM.search(composed) else composed  # few texts hold any


@lru_cache(maxsize=_REMEMBERED)
def tidy(text: str) -> str:
    """Folded text on one line with single spaces: what a cell or sentence says."""
    return _SPACES.sub(" ", fold(text)).strip()


@lru_cache(maxsize=_REMEMBERED)
def solid(text: str) -> str:
    """Folded text without any white space: for labels, which producers space out or wrap at will."""
    bare = _SPACES.sub("", fold(text))
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare)  # か and a voicing mark set apart meet


def joined(lines: list[str]) -> str:
    """Lines of one wrapped passage as one line: Japanese is joined without a space, Latin words with one."""
    return _joined(tuple(lines))


@lru_cache(maxsize=_REMEMBERED)
def _joined(lines: tuple[str, ...]) -> str:
    out = ""
    for line in lines:
        piece = tidy(line)
        if out and piece and out[-1].isascii() and out[-1].isalnum() and piece[0].isascii() and piece[0].isalpha():
            out += " "
        out += piece
    return out


def without_spaces_in_japanese(text: str) -> str:
    """Tidy text with the spaces taken out that stand beside a Japanese letter."""
    return _SPACE_IN_JAPANESE.sub("", tidy(text))
