"""Which KPI a dated figure of a sentence is of: by its name, its number in a list, or as the only one in reach."""

from __future__ import annotations

import re

from extract.catalogue import Kpi, Meaning, catalogue, match, told_nearby
from extract.normalise.text import solid
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.row_kpis import called, clearest
from extract.shapes.text.clause_subjects import says_nothing_else
from extract.shapes.text.clause_words import prints_figure
from extract.shapes.text.flow import KPI_TAG, Flow, digits
from extract.shapes.text.sentences import Result, Target
from extract.shapes.text.spot import Spot

_NO_NAME = re.compile(
    r"の?(?:KPI|※|参考(?:値|実績)?[:：]?|直近の?|実績値?等?|状況|達成率|現状|【KPI】|全国(?:平均)?|当?支部|は|が)*"
)
#: The mark or number before a name, and what parts it from its figure.
_AROUND = re.compile(r"^[■□●○◎◆◇★☆・•‣※▶▷►▻▸▹▼▽▲△→⇒➡➢➤✓>\-\s()\d①-⑳]+|[:：は()\s]+$")
_ELSEWHERE = "by the grammar of its sentence it is a figure of something else"
_NEAR_ONLY = "its KPI is that of the rows above it, or named only in part beside it"
_LONGEST_TITLE = 60


def kpi_of(
    result: Result, mark: str | None, target: Target | None, scope: Scope, flow: Flow, said: str = ""
) -> Meaning:
    """The KPI a dated figure is of.

    By the target it is a note to, its own name, its number in the list, or as the only KPI in reach.
    """
    if target is not None and target.match is not None:
        return target.match.meaning(target.name, "the target it is a note to")
    bare = _AROUND.sub("", solid(result.name))
    if len(bare) >= 3:
        year = scope.header.fiscal_year
        if own := match(bare, result.year, printed_in=year):
            return own.meaning(bare, "the sentence")
        if flow.about and (found := match(flow.about + bare, result.year, printed_in=year)):
            return found.meaning(flow.about + bare, "the heading and the sentence")
    if bare and not _NO_NAME.fullmatch(bare):
        fitting = called(bare, scope.kpis)
        return _nearby(fitting[0]) if len(fitting) == 1 else Meaning()
    if bare and flow.recent is not None and (several := called(bare, [*flow.found, flow.recent]))[1:]:
        meant = clearest(bare, several)
        return _nearby(meant) if meant is not None else _doubted(_nearby(flow.recent))
    unnumbered = not digits(mark) and flow.recent is not None and _is_right_above(flow.recent, flow)
    if flow.recent is not None and (flow.block != "result" or unnumbered):
        before = scope.part == "status" and flow.recent.text not in said and len({kpi.code for kpi in scope.kpis}) > 1
        return _doubted(_nearby(flow.recent)) if before else _nearby(flow.recent)
    if scope.part == "status" and (flow.block == "result" or KPI_TAG.search(solid(result.name))):
        return _kpi_by_place(digits(mark), scope, flow)
    return Meaning()


def _is_right_above(named: NamedKpi, flow: Flow) -> bool:
    """Whether the line above is the sentence that names a KPI."""
    return bool(flow.captions) and solid(named.text) in solid(flow.captions[-1])


def of_noun(meant: Meaning, kpi: Kpi, noun: str | None) -> Meaning:
    """The meaning with a doubt where the noun before its figure is no measure of the KPI."""
    other = noun is not None and not says_nothing_else(noun, kpi)
    return _doubted(meant, _ELSEWHERE) if other else meant


def _doubted(meant: Meaning, why: str = _NEAR_ONLY) -> Meaning:
    return meant._replace(doubt=meant.doubt or why)


def _nearby(named: NamedKpi, sure: bool = True) -> Meaning:
    """The KPI that was named near a figure without a name of its own."""
    told = told_nearby(named.code, named.text, "the KPI named before it")
    doubt = None if named.sure else _NEAR_ONLY
    return Meaning(catalogue()[named.code], doubt if sure else "more than one KPI has this number", told)


def _kpi_by_place(number: str | None, scope: Scope, flow: Flow) -> Meaning:
    """The KPI of a nameless result in a results block: by its number, as the only one, or block by block."""
    pool = [kpi for kpi in scope.kpis if kpi.block == flow.block_no > 0] or list(scope.kpis)
    numbered = [kpi for kpi in pool if number and kpi.number == number]
    if numbered:
        same = len({kpi.code for kpi in numbered}) == 1
        return _nearby(numbered[min(flow.block_no, len(numbered) - 1)], same or 0 <= flow.block_no < len(numbered))
    if len({kpi.code for kpi in pool}) == 1:
        return _nearby(pool[0])
    if number is None and len(pool) > flow.block_no >= 0:
        return _nearby(pool[flow.block_no])
    return Meaning()


def forget(spot: Spot) -> None:
    """Leaves the KPI spoken of last, and the group of people of the heading before, behind where a line is the title of
    another.
    """
    flow, plain = spot.flow, solid(spot.passage.text)
    if (flow.recent is None and not flow.about) or len(plain) > _LONGEST_TITLE or prints_figure(plain):
        return
    found = match(plain, spot.scope.fiscal_year) if "。" not in re.sub(r"\([^()]*\)", "", plain) else None
    if found is not None and found.sure:
        flow.about = ""
        flow.recent = flow.recent if flow.recent is not None and found.kpi.code == flow.recent.code else None
