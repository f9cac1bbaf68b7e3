"""Classes of reasons, so that what has one cause can be filtered, counted and decided at once.

Reasons are English sentences with figures and places in them; `reasons.csv` says by which words a class is known, what
it is called in both languages, and what it says in Japanese as a whole sentence. A reason of no class is `other`.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

#: What has no class; what a reviewer found to be no fact.
OTHER, WITHDRAWN = "other", "withdrawn"
_OTHER_JA = "分類のない理由です。英語の説明をご覧ください。"


class ReasonClass(NamedTuple):
    """One class: its key, the words that tell it, its Japanese and English name, and its sentence in Japanese."""

    key: str
    pattern: re.Pattern[str]
    ja: str
    en: str
    says_ja: str


@cache
def reason_classes() -> tuple[ReasonClass, ...]:
    """All classes, in the order of the list."""
    with Path(__file__).with_name("reasons.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple(
        ReasonClass(row["key"], re.compile(row["pattern"]), row["ja"], row["en"], row["says_ja"]) for row in rows
    )


@cache
def _classes_of(sentence: str) -> tuple[str, ...]:
    return tuple(one.key for one in reason_classes() if one.pattern.search(sentence))


def classes_of(reason: str | None) -> list[str]:
    """The classes of a reason: none where there is no reason, else at least one."""
    if not reason:
        return []
    return list(_classes_of(reason)) or [OTHER]


def reason_words() -> dict[str, list[str]]:
    """Japanese and English name of every class."""
    return {**{one.key: [one.ja, one.en] for one in reason_classes()}, OTHER: ["その他", "other"]}


def reason_sentences() -> dict[str, str]:
    """What each class says, as a Japanese sentence."""
    return {**{one.key: one.says_ja for one in reason_classes()}, OTHER: _OTHER_JA}
