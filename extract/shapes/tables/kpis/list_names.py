"""The KPIs that the rows of a list name, with the measure that only the heading over the names says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.catalogue import Match, match
from extract.document import Cell
from extract.normalise.text import solid
from extract.shapes.names.measures import unit_fits
from extract.shapes.plan.plan_text import ANY_TARGET
from extract.shapes.tables.labels import read_label
from extract.shapes.text.passages import Passage, passages_of

_RATE = r"(?:実施|受診|取得|回収|提出|達成|使用)(?:率|割合)"
_MEASURE = re.compile(rf"(?:^|[(・]|目標|実績|計画|年度)(?P<measure>{_RATE})(?=\)?$|[(・])")
#: A heading of nothing but such rates, with a year or without.
_RATES = re.compile(rf"(?:.{{0,6}}年度)?(?:実績)?{_RATE}(?:[(・]{_RATE}\)?)*")
_SHORTEST_UNDER = 4
#: A sentence on work.
WORK = re.compile(r"^.{9,}(?:[るすくむうつぐぶ]。?|。)$")
#: The label of a KPI below the work in a cell.
_KPI_LABEL = re.compile(r"[【〔\[■●]?KPI[】〕\]:：]?")
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
    """The KPI that a cell names, where it does not do so surely together with a measure that headings say, of its own
    column or of its figures: 特定保健指導(被保険者) below 健診(実施率), or beside 目標実施率.
    """
    alone = named(cell, year)
    text = solid(cell.text)
    if (alone is not None and alone.sure) or len(text) < _SHORTEST_UNDER:
        return alone
    measures = dict.fromkeys(found["measure"] for head in heads for found in _MEASURE.finditer(solid(head)))
    wholes = (match(text + measure, year) for measure in measures if measure not in text)
    return next((whole for whole in wholes if whole is not None and whole.sure), alone)


def is_rate_head(head: str) -> bool:
    """Whether a heading without a year says a rate and no more: 実施率, 実施率(取得率)."""
    return "年度" not in head and bool(_RATES.fullmatch(head))


def is_rate_of(cell: Cell, head: str, year: int | None) -> bool:
    """Whether a heading says the rate that the KPI of a name is: 生活習慣病予防健診 beside 実施率(取得率)."""
    found = named_under(cell, (head,), year)
    if found is None or not found.sure or found.kpi.unit != "%" or not _RATES.fullmatch(solid(head)):
        return False
    text = solid(cell.text)
    measures = [said["measure"] for said in _MEASURE.finditer(solid(head))]
    whole = (match(text if measure in text else text + measure, year) for measure in measures)
    return any(of is not None and of.sure and of.kpi.code == found.kpi.code for of in whole)


def work_before(cell: Cell) -> str | None:
    """The one sentence on work that stands before the KPI that a cell names under a label of its own (【KPI】)."""
    passages = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
    labelled = next((i for i, item in enumerate(passages) if _KPI_LABEL.match(solid(item.text))), 0)
    return passages[0].text if labelled == 1 and WORK.search(solid(passages[0].text)) else None
