"""Arrows typed of lines: ────→, ←・・・→."""

from __future__ import annotations

import re

#: What lines are typed of, before or behind the head of an arrow.
_SHAFT = r"[─━―—–ー－\-=＝═…‥・･┄┅┈┉_]{2,}"
_TYPED = re.compile(rf"{_SHAFT}(?=[→⇒➡➔⇨>＞])|(?<=[←⇐⇦<＜]){_SHAFT}")


def short_arrows(text: str) -> str:
    """Text without the lines that lengthen the heads of arrows in it.

    >>> short_arrows("────→"), short_arrows("←――随時――→"), short_arrows("10-12月")
    ('→', '←随時→', '10-12月')
    """
    return _TYPED.sub("", text)
