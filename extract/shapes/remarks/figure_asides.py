"""Times that belong to a single figure of a line: 郵送化率 95.2%(令和4年度 94.7%).

A year in brackets behind a figure, or right before one, says when that figure was and nothing of what stands below.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.normalise.text import fold

_ERA = r"(?:令和|平成|[RH](?=\d|元))\s*(?:元|\d{1,2})|20\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])月(?:末|分|診療分|時点|現在|まで)*"
_YEAR = (
    rf"(?:(?:{_ERA})\s*(?:年度?|\.)?(?:末|の)?\s*(?:{_MONTH})?|[前昨]々?年度?(?:末|同[期月])?|前[回期]|{_MONTH})"
    r"(?!\d{1,2}日)"
)
_SAYS = r"\s*の?(?:(?:実績|結果|状況|確定|速報|参考)値?|値|末|時点|現在|同期|同月|[:はが/、,=])*\s*"
_NUMBER = r"[△▲-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:%|ポイント|千円|百万円|億円|万円|円|事業所|か所|社|件|人|名|回|日|枚|通|点|時間|分|位)"
#: A figure, and no bound or number that is part of the words behind it (3回目, 1人当たり, 40人以上の).
_FIGURE = (
    rf"(?:{_NUMBER}\s*{_UNIT}(?!以[上下内]の|未満の|を?超|[のあ当目台間])"
    rf"|\d+\.\d+(?![\d.月/]|{_UNIT})|\d{{1,3}}(?:,\d{{3}})+(?!\d|{_UNIT}))"
)
_OPEN, _CLOSE = r"[(\[〔【<〈《［〔]", r"[)\]〕】>〉》］〕]"
_INSIDE = r"[^()\[\]〔〕【】<>〈〉《》［］]*"
#: 令和4年度 94.7% in whatever brackets, with what else they hold.
_TIMED = re.compile(rf"{_OPEN}{_INSIDE}(?<![\d年月]){_YEAR}{_SAYS}{_FIGURE}{_INSIDE}(?:{_CLOSE}|$)")
#: 95.2%(令和4年度): a share, a sum of money, or what else can be no part of a title's words.
_DATED = re.compile(
    rf"(?P<figure>\d\s*(?:%|ポイント|円)|\d\.\d+|\d,\d{{3}}(?:{_UNIT})?|(?:[数率額高量]|割合)\s*[:は]?\s*{_NUMBER}{_UNIT}?)"
    rf"\s*{_OPEN}{_INSIDE}{_YEAR}{_INSIDE}{_CLOSE}"
)
#: 上位10件(令和4年度): the words of a title, or a figure and when it was.
_COUNT_DATED = re.compile(rf"\d\s*{_UNIT}\s*{_OPEN}{_INSIDE}{_YEAR}{_INSIDE}{_CLOSE}")
#: Without brackets: 95.2%、令和4年度は94.7%.
_BESIDE = re.compile(rf"(?<![\d年月]){_YEAR}{_SAYS}{_FIGURE}")
_FIGURE_LAST = re.compile(rf"\d\s*{_UNIT}?$")
#: Labels and lines are asked again and again; so many answers are kept.
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def without_asides(line: str) -> str:
    """A line without the times of its figures, and the figures that stand with them; as it is if it has none."""
    text = fold(line)
    if not any(char.isdigit() for char in text):
        return line
    kept = _BESIDE.sub("", _DATED.sub(lambda found: found["figure"], _TIMED.sub("", text)))
    return line if kept == text else kept


def states_dated_figure(line: str) -> bool:
    """Whether a line ends in a figure and another with its year: 平均所要日数 5.4日(令和4年度 5.9日)."""
    kept = without_asides(line)
    return kept != line and _FIGURE_LAST.search(kept.strip()) is not None


def may_date_figure(line: str) -> bool:
    """Whether a year in brackets stands behind a count, which it may be of: 宣言事業所 730社(令和4年度)."""
    return bool(_COUNT_DATED.search(fold(line)))
