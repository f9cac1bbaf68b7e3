"""Remarks that say what figures in brackets are: ( )内は前年同期の数値, 下段は前年度, カッコ内は全国平均."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.document import Line
from extract.normalise.text import solid

_OPEN, _CLOSE = r"[(\[〔【<〈]", r"[)\]〕】>〉]"
_WHICH = rf"(?:{_OPEN}(?:書き?)?{_CLOSE}|カッコ|括弧|かっこ|下段(?:の?{_OPEN}{_CLOSE})?)(?:書き?)?(?:の?内)?"
_REMARK = re.compile(rf"{_WHICH}(?:の(?:数値|数字|値|件数|率))?(?:は|:|=|…|が)[、:]?(?P<says>[^、。,;:()\[\]]{{2,24}})")


def read_bracket_remark(lines: Iterable[Line]) -> str | None:
    """What the lines of a page say of figures in brackets, or None where they say nothing or several things."""
    said = {found["says"].split("単位")[0] for line in lines for found in _REMARK.finditer(solid(line.text))}
    return said.pop() if len(said) == 1 else None


def without_bracket_remarks(line: str) -> str:
    """A line without what it says of figures in brackets, which holds for no other figures."""
    return _REMARK.sub("", solid(line))
