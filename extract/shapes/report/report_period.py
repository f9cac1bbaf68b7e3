"""The part of the year that a report is of, as the lines of its title name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extract.normalise.dates import period_named
from extract.shapes.report.report_lines import SAYS_MORE

#: A line that is nothing but a part of the year is no longer.
_BARE = 10
#: Headings of the parts of the year side by side: (上半期) (下半期).
_PARTS_BESIDE = re.compile(r"(?:[(〔\[【<]?(?:上(?:半)?期|下(?:半)?期|第?[1-4]四半期)[)〕\]】>]?[・、/]?){2,}")
_PARTS = (re.compile(r"[1-4](?=四半期)"), re.compile(r"\d{1,2}月?[~〜～-]\d{1,2}月"))
#: A title of both halves is of the year.
_BOTH_HALVES = re.compile(r"上(?:半)?期[・、/及とび]{1,2}下(?:半)?期")
#: The first of the signs that a line explains; what follows says when work is done, not of when the report is.
_EXPLAINED = re.compile(r"[◎○〇●△▲×☆★◇◆□■―－\-][:=](?!\d)")
#: Work listed behind the part of the year that it is done in.
_LISTED = re.compile(r"・|\W?(?:\d{1,2}月?[~〜～-]\d{1,2}月|第?[1-4]四半期|[上下](?:半)?期)(?:\([^()]*\))?:(?=.{4})")
#: The title of the first table below that of the report, which may be of a part of the year that is its own.
_TABLE_TITLE = re.compile(
    r"単位[::]|^(?:図?表|図表)\d"
    r"|^(?:[■●○◆◇□▶]|\(\d+\)|\d{1,2}[.:)]|【(?=.{5,}】))(?!.{0,8}年度)(?!.*支部)"
)


def period_of(window: Sequence[str], texts: Sequence[str], as_of: date | None, kind: str | None) -> str:
    """The part of the year that the title's lines name; lines that are nothing else count only if they all name it,
    since the headings of a table name one after the other.
    """
    bare = {period for text in texts if len(text) <= _BARE and (period := period_named(text)) not in (None, "FY")}
    for text in (_EXPLAINED.split(line, maxsplit=1)[0] for line in window):
        period = period_named(text)
        beside = _PARTS_BESIDE.fullmatch(text) or _names_several(text)
        if beside or _LISTED.match(text) or any(p.search(text) for p in (_BOTH_HALVES, _TABLE_TITLE, SAYS_MORE)):
            continue
        if period not in (None, "FY") and (len(text) > _BARE or len(bare) == 1):
            return str(period)
    if as_of is not None and kind == "progress":
        return {6: "Q1", 9: "Q2", 12: "Q3"}.get(as_of.month, "FY")
    return "FY"


def _names_several(text: str) -> bool:
    """Whether a line names several quarters or spans of months, as headings over columns do: 4~6月 7~9月."""
    return any(len(set(pattern.findall(text))) > 1 for pattern in _PARTS)
