"""Remarks that say what figures in brackets are: ( )内は前年同期の数値, 下段は前年度, カッコ内は全国平均."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.document import Line
from extract.normalise.text import solid

_OPEN, _CLOSE = r"[(\[〔【<〈]", r"[)\]〕】>〉]"
_WHICH = rf"(?:{_OPEN}(?:書き?)?{_CLOSE}|カッコ|括弧|かっこ|下段(?:の?{_OPEN}{_CLOSE})?)(?:書き?)?(?:の?内)?"
_REMARK = re.compile(rf"{_WHICH}(?:の(?:数値|数字|値|件数|率))?(?:は|:|=|…|が)[、:]?(?P<says>[^、。,;:()\[\]]{{2,24}})")
#: What ends the words of a remark.
_SAYS_END = re.compile(r"(?:です|である|を(?:示|表)(?:す|します|しています|している))$")
#: What such a remark says of the figures before the brackets: 数字は令和7年度の目標、( )内は…
_OWN = re.compile(
    r"(?:数字|数値|値|欄)(?:は|:|=)、?(?P<own>[^、。,;:()\[\]]{2,16}?)(?:で|であり|を(?:示|表)し)?[、,。]"
)


def read_bracket_remark(lines: Iterable[Line]) -> str | None:
    """What the lines of a page say of figures in brackets, or None where they say nothing or several things."""
    said = {_says(found) for line in lines for found in _REMARK.finditer(solid(line.text))}
    return said.pop() if len(said) == 1 else None


def figures_and_brackets(line: Line) -> tuple[str | None, str] | None:
    """What a line says of the figures of a list (None where it leaves that out) and of those in brackets behind them;
    None for a line that does not speak of brackets, or of several.
    """
    plain = solid(line.text)
    found = list(_REMARK.finditer(plain))
    if len(found) != 1:
        return None
    own = _OWN.search(plain[: found[0].start()])
    return own["own"] if own else None, _says(found[0])


def _says(found: re.Match[str]) -> str:
    return _SAYS_END.sub("", found["says"].split("単位")[0])


def without_bracket_remarks(line: str) -> str:
    """A line without what it says of figures in brackets, which holds for no other figures."""
    return _REMARK.sub("", solid(line))
