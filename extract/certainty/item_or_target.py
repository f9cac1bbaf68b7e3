"""One sentence is either planned work or the target of a KPI: where a report's facts say both, the item is in doubt."""

from __future__ import annotations

import re

from extract.facts import Row
from extract.normalise.text import fold, solid
from extract.recorder import Recorder, flag
from extract.shapes.text.passages import mark_of

IS_TARGET = "the same sentence sets the target of a KPI; it may be no planned work"
#: Rules that read a whole sentence as a target, and not a clause of one.
_WHOLE = frozenset({"target_sentence", "target_in_words", "kpi_list"})
#: What is printed behind a sentence and says nothing of it: 【新設】, the full stop.
_BEHIND = re.compile(r"(?:[【〔\[][^【】〔〕\[\]]{1,8}[】〕\]]|。)+$")
#: A sentence is no shorter; names and titles are.
_LEAST = 12


def doubt_items(recorder: Recorder) -> None:
    """Flags items whose words, without marks, are those of a sure target of their year, wherever both are printed."""
    rows = [row for row in recorder.of("kpi_target") if row["rule"] in _WHOLE and row["review_state"] == "ok"]
    told = {_said(row, "kpi_text") for row in rows}
    for item in recorder.of("plan_item"):
        said = _said(item, "item_ja")
        if said in told and len(said[1]) >= _LEAST:
            flag(item, IS_TARGET)


def _said(row: Row, name: str) -> tuple[object, str]:
    """The year of a fact and its words without the mark before them and what stands behind them."""
    text = fold(str(row[name] or "")).strip()
    return row["fiscal_year"], _BEHIND.sub("", solid(text.removeprefix(mark_of(text) or "")))
