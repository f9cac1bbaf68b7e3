"""The KPIs that the rows of a list name, with the measure that only the heading over the names says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.catalogue import Match, match
from extract.document import Cell
from extract.normalise.text import solid
from extract.shapes.measures import unit_fits
from extract.shapes.plan.plan_text import ANY_TARGET
from extract.shapes.tables.labels import read_label

_MEASURE = re.compile(
    r"(?:^|[(・]|目標|実績|計画|年度)(?P<measure>(?:実施|受診|取得|回収|提出|達成|使用)(?:率|割合))\)?$"
)
#: What numbers or marks a KPI's name: ◆, (2), KPI1:, KPI 1, 3.
_MARK = re.compile(
    r"^\s*(?:[◆◇■□●○▼▽▶・※＊*]+|(?:KPI|ＫＰＩ|指標)?\s*[\d０-９]{1,2}(?:\s*[:：.．、]|\s+(?=\D))|[(（][\d０-９]{1,2}[)）]|[①-⑳]"
    r"|(?:KPI|ＫＰＩ|指標)[\d０-９]{1,2}(?=\D))\s*"
)


def without_mark(name: str) -> str:
    """A KPI's name as printed, without what numbers or marks it."""
    return _MARK.sub("", name)


def named(cell: Cell, year: int | None) -> Match | None:
    """The KPI that a cell names by itself; a sentence without a target speaks of what is to be done, and a name with
    another unit (件 beside a rate) is that of a count.
    """
    text = solid(cell.text)
    if text.endswith("。") and not ANY_TARGET.search(text) and not re.search(r"\d", text):
        return None
    if not 4 <= len(text) <= 140 or re.search(r"。[^)）]", text):
        return None
    found = match(text, year)
    return found if found is None or unit_fits(found.kpi, read_label(text, None).unit) else None


def named_under(cell: Cell, heads: Iterable[str], year: int | None) -> Match | None:
    """The KPI that a cell names, where it does not do so surely together with the measure in the first heading that
    says one, of its own column or of its figures: 特定保健指導(被保険者) below 健診(実施率), or beside 目標実施率.
    """
    alone = named(cell, year)
    measure = next((found for head in heads if (found := _MEASURE.search(solid(head))) is not None), None)
    if measure is None or (alone is not None and alone.sure):
        return alone
    text = solid(cell.text)
    whole = match(text + measure["measure"], year) if len(text) >= 4 and measure["measure"] not in text else None
    return whole if whole is not None and whole.sure else alone
