"""Items and activities whose words are no work: the end of a sentence that a narrow column tore, or the headings and
figures of a table that no rule of a page holds together.
"""

from __future__ import annotations

import re

from extract.normalise.text import solid
from extract.recorder import Recorder, flag

IS_END = "nothing but the end of a sentence; its beginning stands elsewhere"
HOLDS_TABLE = "the headings of months stand in its words; a table was read as text"
#: う。, する。: kana and the full stop; a single letter.
_END = re.compile(r"\W?(?:[ぁ-ん]{1,3}。|\w)")
_MONTHS = re.compile(r"(?:\d{1,2}月){4,}")
#: What holds the words, by kind of fact.
_WORDS = {"plan_item": "item_ja", "plan_status": "item_ja", "schedule_mark": "activity_ja"}


def doubt_torn_items(recorder: Recorder) -> None:
    """Flags what is said to be work, judged or carried out, and is none by its form."""
    for kind, name in _WORDS.items():
        for row in recorder.of(kind):
            words = solid(str(row[name] or ""))
            if _END.fullmatch(words):
                flag(row, IS_END)
            elif _MONTHS.search(words):
                flag(row, HOLDS_TABLE)
