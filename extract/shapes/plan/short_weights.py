"""Signs of importance and difficulty behind plan items, where a legend explains them.

[重]…重要度 高　[困]…困難度 高
・ 電子申請の利用手順を案内する [重][困]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extract.normalise.text import fold, solid

_OPEN, _CLOSE = r"[\[【〔(<〈]", r"[\]】〕)>〉]"
_SIGN = r"[^\s、。,:=…‥・→※()\[\]【】〔〕<>〈〉]{1,2}"
_ENTRY = re.compile(
    rf"(?:{_OPEN}(?P<framed>{_SIGN}){_CLOSE}[:=…‥・→.は-]*|(?<![^\s、。,※|/高中低い])(?P<bare>{_SIGN})[:=…‥・→.は-]+)"
    r"(?P<what>重要度|困難度)(?:が|は|[:=])?(?P<level>[高中低])"
)
_FRAMED = re.compile(rf"\s*{_OPEN}(?P<signs>[^\[\]【】〔〕()<>〈〉]{{1,8}}){_CLOSE}(?=[。\s]*$)")
_BETWEEN = re.compile(r"[・、,/\s]")

Weights = dict[str, tuple[str, str]]


def read_signs(texts: Iterable[str]) -> Weights:
    """What signs stand for, as a legend says that explains both importance and difficulty or one of them: the name of
    the weight and its level by sign.
    """
    said: Weights = {}
    for text in texts:
        for found in _ENTRY.finditer(solid(text)) if "要度" in text or "難度" in text else ():
            said.setdefault(found["framed"] or found["bare"], (found["what"], found["level"]))
    return said


def without_signs(text: str, signs: Mapping[str, tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """An item without the signs behind it, and what they say of it: {重要度: 高}."""
    weights: dict[str, str] = {}
    while signs and (found := _FRAMED.search(fold(text))) is not None:
        told = _signs_in(_BETWEEN.sub("", found["signs"]), signs)
        if told is None:
            break
        weights.update(told)
        text = fold(text)[: found.start()] + fold(text)[found.end() :]
    return text.rstrip(), weights


def _signs_in(plain: str, signs: Mapping[str, tuple[str, str]]) -> dict[str, str] | None:
    """What the signs that stand together say; None where one of them is not known."""
    told: dict[str, str] = {}
    while plain:
        sign = next((sign for sign in sorted(signs, key=len, reverse=True) if plain.startswith(sign)), None)
        if sign is None:
            return None
        told[signs[sign][0]] = signs[sign][1]
        plain = plain[len(sign) :]
    return told
