"""Titles that say again only the end of the name over them: 特定健診の受診率 / 月別の受診率(単位:%), 受診率の推移."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.normalise.text import fold, solid

#: What a title says of how its figures are parted, ahead of their name.
BY_PARTS = re.compile(
    r"^(?:(?:会計)?年度?|診療月|月|四半期|半期|支部|男女|年齢|年代|業[種態]|市町村?|地域)別の?|^各(?:年度?|月)の"
)
_MARKS = re.compile(r"^(?:[■□●◆◇○・▼▶◎☆★\s]|図表?\d+[-.\d]*|\(?\d{1,2}[).]\s?)+")
_TREND = re.compile(r"の?(?:推移|状況|動向)$")
_SHORTEST = 2


def in_full(lines: Sequence[str], over: str | None = None) -> list[str]:
    """The lines over a table, one that only repeats the end of the name over it with that name; `over` is the heading
    that they all stand under.
    """
    out: list[str] = []
    for line in lines:
        above = out[-1] if out else over
        name, brackets = _parted(line)
        short = BY_PARTS.sub("", _TREND.sub("", name))
        long = _TREND.sub("", _parted(above)[0]) if above is not None else ""
        if len(short) >= _SHORTEST and short != name and len(short) < len(long) and long.endswith(short):
            out[-1:] = [f"{long}{brackets}"]
        else:
            out.append(line)
    return out


def _parted(line: str) -> tuple[str, str]:
    """The name that a title begins with, and the brackets behind it."""
    text = solid(fold(line))
    at = text.find("(", 1)
    name, brackets = (text, "") if at < 0 else (text[:at], text[at:])
    return _MARKS.sub("", name), brackets
