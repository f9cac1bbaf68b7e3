"""What the words of an item of a plan, or of what a status judges, say against it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.certainty.findings import Claim
from extract.certainty.printed import spot
from extract.certainty.words.head_claims import doubted
from extract.certainty.words.head_names import CUT, LETTERS, looks_cut
from extract.certainty.words.judged import judged_against
from extract.facts import Row
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.plan.plan_text import tells
from extract.shapes.plan.status_marks import STATUS_WORD
from extract.shapes.plan.symbols import DASHES, SHAPES, one_of

_MARKED = re.compile(r".[●○◎★■][●○◎★■]|.[●★]$")
_JUDGED_WITHIN = re.compile(r"[【\[(（][◎○〇◯△×□][】\])）]")
_STATUS_ONLY = re.compile(rf"(?:{STATUS_WORD})[::]?(?:{one_of(SHAPES, DASHES)})?")
_DONE = re.compile(r"(?:した|された|られた|いた|なった|できた|未実施|によるもの|見送り)[。)]*$")


def item_claims(recorder: Recorder) -> Iterator[Claim]:
    """Items that are no work to be done, and statuses of nothing."""
    for kind in ("plan_item", "plan_status"):
        for row in recorder.of(kind):
            item = solid(row["item_ja"] or "")
            against = None
            if kind == "plan_status":
                against = judged_against(row)
            if kind == "plan_status" and not LETTERS.search(item):
                against = "no words say what it judges"
            elif kind == "plan_status" and (_STATUS_ONLY.fullmatch(item) or item[:1] in DASHES):
                against = "what it was read to judge is a status itself, or nothing"
            elif kind == "plan_status" and _JUDGED_WITHIN.search(item):
                against = "a symbol stands within the words that it was read to judge"
            elif kind == "plan_item" and _MARKED.search(item):
                against = "marks of a schedule stand among its words"
            elif kind == "plan_item" and looks_cut(item):
                against = CUT
            elif kind == "plan_item" and (_DONE.search(item) or tells(item)):
                against = "it says what was done, and may be no item of a plan"
            if against is not None:
                yield from doubted(row, against)


def judged_twice_claims(recorder: Recorder) -> Iterator[Claim]:
    """Statuses of one thing and time that stand side by side in one row: they are of different times, or by different
    people, and nothing was made of what tells them apart.
    """
    rows: dict[tuple[object, ...], list[Row]] = {}
    for row in recorder.of("plan_status"):
        place = spot(row)
        if place.get("table") is not None:
            at = (row["page"], place["table"], place["row"], row["item_ja"], row["fiscal_year"], row["period"])
            rows.setdefault(at, []).append(row)
    for group in rows.values():
        columns = {spot(row)["col"] for row in group}
        for row in group if len(columns) > 1 else ():
            yield from doubted(row, "another status of the same thing and time is beside it")
