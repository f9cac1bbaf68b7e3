"""Statuses at the end of a name or heading, behind the word that says so: (2) 郵送化率 自己評価 ◎, 回収率(評価：B)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.normalise.text import fold
from extract.shapes.plan.status_marks import STATUS_WORD, Mark, read_mark
from extract.shapes.plan.symbols import SHAPES, one_of

_TAIL = re.compile(
    rf"[\s\t]*[【〔(\[<](?:{STATUS_WORD})\s*[:：]?\s*(?P<boxed>[^】〕)\]>:：]{{1,8}}?)[】〕)\]>]$"
    rf"|[\s\t]*[【〔\[<](?:{STATUS_WORD})[】〕\]>][\s\t]*(?P<behind>[^\s】〕\]>:：]{{1,8}}?)$"
    rf"|(?:^|[\s\t])[\s\t]*(?:{STATUS_WORD})\s*[:：]?\s*(?P<bare>{one_of(SHAPES)})$"
    rf"|(?:^|[\s\t])[\s\t]*(?:{STATUS_WORD})\s*[:：]\s*(?P<said>[^\s:：]{{1,8}}?)$"
)
_AHEAD = re.compile(
    rf"^[【〔(\[<]?(?P<label>{STATUS_WORD})[】〕)\]>]?\s*[:：]?\s*(?P<printed>{one_of(SHAPES)})(?=\s|$|[(（、。])"
)
_STATUS_ALONE = re.compile(rf"[\s\t]*(?P<label>{STATUS_WORD})")


@dataclass(frozen=True)
class StatusTail:
    """The words before a status, empty where it stands alone, and the status with its label, as printed."""

    words: str
    label: str
    printed: str
    mark: Mark


def status_tail(text: str, legend: Mapping[str, str]) -> StatusTail | None:
    """The status that a text ends in, with the label before it; None where it ends in none that is known."""
    plain = fold(text).strip()
    found = _TAIL.search(plain)
    printed = (found["boxed"] or found["behind"] or found["bare"] or found["said"]) if found else None
    mark = read_mark(printed, legend) if printed else None
    if found is None or printed is None or mark is None:
        return None
    label = _STATUS_ALONE.match(found.group(0).lstrip("【〔([<　 \t"))
    return StatusTail(plain[: found.start()].strip(), label["label"] if label else "", printed, mark)


def status_ahead(text: str, legend: Mapping[str, str]) -> StatusTail | None:
    """The status that a text begins with, behind its label (評価：○ 計画どおり実施した。), with the words behind it."""
    plain = fold(text).strip()
    found = _AHEAD.match(plain)
    mark = read_mark(found["printed"], legend) if found else None
    if found is None or mark is None:
        return None
    return StatusTail(plain[found.end() :].strip(), found["label"], found["printed"], mark)
