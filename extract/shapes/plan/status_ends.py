"""Statuses by the form of their lines: behind a title (郵送化率 【評価：A】), before work, or alone in one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.normalise.text import solid
from extract.shapes.plan.status_marks import STATUS_WORD, UNEXPLAINED, Mark, read_mark
from extract.shapes.plan.symbols import SHAPES, one_of

#: A status behind what it judges: 【評価：B】 anywhere at the end, or 評価：○ behind a gap.
_BEHIND = re.compile(
    rf"\s*[【〔(\[<〈≪](?:{STATUS_WORD})\s*[:：]?\s*(?P<mark>[^】〕)\]>〉≫:：]{{1,8}}?)[】〕)\]>〉≫]$"
    rf"|\s*[【〔\[<〈≪](?:{STATUS_WORD})[】〕\]>〉≫]\s*(?P<label>{one_of(SHAPES)})$"
    rf"|[\s\t]+(?:{STATUS_WORD})\s*[:：]?\s*(?P<last>[^\s:：]{{1,8}}?)$"
    rf"|\s*[【〔(\[<〈≪](?P<boxed>{one_of(SHAPES)}|[SABCDE])[】〕)\]>〉≫]$"
    rf"|(?<=\S)(?:総合|自己|支部|進捗)(?:評価|評定|判定)\s*[:：]?\s*(?P<glued>{one_of(SHAPES)})$"
)
#: A symbol right behind its label, in a line of its own.
_ALONE = re.compile(rf"^[【〔(\[<〈≪]?(?:{STATUS_WORD})\s*[:：]?\s*(?P<mark>{one_of(SHAPES)})[】〕)\]>〉≫]?$")
#: A word or letter in brackets before what it judges; words that mark what is new or goes on in plans judge nothing.
_BADGE = re.compile(r"^[【〔(\[<〈≪](?P<mark>[^【】〔〕()\[\]<>]{1,8})[】〕)\]>〉≫]\s*(?P<text>\S.{3,})$", re.S)


def judged_title(text: str, legend: Mapping[str, str]) -> tuple[str, Mark] | None:
    """The title and the status behind it that a text is (郵送化率(自己評価○)), or None."""
    found = _BEHIND.search(text)
    said = next((group for group in found.groups() if group), "") if found is not None else ""
    mark = read_mark(said, legend) if said else None
    if found is not None and found["boxed"] and mark is not None and mark.doubt == UNEXPLAINED:
        return None
    title = text[: found.start()].strip() if found is not None else ""
    return (title, mark) if mark is not None and solid(title) else None


def badge_of(text: str, legend: Mapping[str, str]) -> tuple[Mark, str] | None:
    """The status in brackets that a text begins with, and what stands behind it; or None."""
    badge = _BADGE.match(text)
    mark = read_mark(badge["mark"], legend) if badge is not None else None
    return (mark, badge["text"]) if badge is not None and mark is not None and mark.doubt != UNEXPLAINED else None


def lone_status(text: str) -> str | None:
    """The symbol of a line that prints nothing else, or its label before it: 〔評価：○〕."""
    found = _ALONE.match(text)
    return found["mark"] if found is not None else None
