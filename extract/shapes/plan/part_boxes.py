"""Boxes that hold the plan of one group and its KPIs below one another, each part under a label of its own.

業務グループ
重点
◆窓口に来られなくても手続きが終わるようにする。
◆支払いまでの日数をさらに縮める。
数値目標（KPI）
…
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.normalise.text import fold, solid, tidy
from extract.shapes.plan.plan_text import is_kpi_heading, is_note, item_text, kind_of, part_named
from extract.shapes.plan.titled_boxes import TitledBox
from extract.shapes.text.label_words import is_focus
from extract.shapes.text.passages import Passage

_GROUP = re.compile(r"[^\s、。]*(?:グループ|[部室課])$")
_TITLE_CHARS = 40


def plan_part(passages: Sequence[Passage]) -> TitledBox | None:
    """The part of a box that says what is planned, under the title of the box; None where no label heads one, or where
    it holds anything but items with one sort of mark.
    """
    heads = [i for i, passage in enumerate(passages) if _says_part(passage)]
    first = next((i for i in heads if _is_plan(passages[i])), None)
    if first is None:
        return None
    end = next((i for i in heads if i > first), len(passages))
    items = [passage for passage in passages[first + 1 : end] if not is_note(solid(passage.text))]
    kinds = {kind_of(passage.mark) for passage in items}
    if len(kinds) != 1 or kinds <= {None, "other"} or any(passage.symbols for passage in items):
        return None
    title = tidy(passages[0].text) if first == 1 and len(passages[0].text) <= _TITLE_CHARS else ""
    if title.endswith("。"):
        title = ""
    owner = title if _GROUP.fullmatch(fold(title)) else None
    return TitledBox((item_text(title),) if title else (), owner, {}, items)


def _says_part(passage: Passage) -> bool:
    text = solid(passage.text)
    return _is_plan(passage) or is_kpi_heading(text) or (passage.mark is None and part_named(text) is not None)


def _is_plan(passage: Passage) -> bool:
    return is_focus(passage.text) or (passage.mark is None and part_named(passage.text) == "plan")
