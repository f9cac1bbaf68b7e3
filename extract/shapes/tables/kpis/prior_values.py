"""Last year's figure in brackets behind a result: 93.9%(9月末)[前年同月:92.2%]."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extract.document import Cell
from extract.locate import Locator
from extract.normalise.numbers import Figure, parse_figure
from extract.recorder import Recorder
from extract.shapes.context import END_OR_YEAR, Scope
from extract.shapes.tables.kpis.kpi_dates import Dated
from extract.shapes.tables.kpis.kpi_facts import record_result
from extract.shapes.tables.kpis.kpi_words import KpiName
from extract.shapes.tables.labels import read_label

_PRIOR = re.compile(
    r"[(\[〔【](?:参考:?)?[前昨]年(?P<year>度)?(?P<same>同期|同月|同時期|同時点)?(?P<end>末)?(?:の?実績)?(?:値)?[::は]?"
    r"(?P<figure>[^()\[\]〔〕【】:]+)[)\]〕】]"
)
#: An earlier figure with its year, of the whole of it or of a month: (令和4年度 58.1%).
_OF_YEAR = re.compile(
    r"[(\[〔【](?:参考:?)?(?P<when>(?:令和|平成|[RH])(?:元|\d{1,2})(?:年度(?P<end>末)?|年\d{1,2}月(?:末|分|時点|現在)?))"
    r"(?:の?実績)?(?:値)?[:は]?(?P<figure>[△▲-]?\d[^()\[\]〔〕【】:]*)[)\]〕】]"
)
_UNCLEAR = "whether last year's figure is that of the whole year or of the same time is not printed"
_NOT_EARLIER = "the year printed with it is not before that of the figure it stands behind"


@dataclass(frozen=True)
class PriorValue:
    """Last year's figure, and whether words say that it is of the `same` time of the year, of the `whole` year or of
    its `end`; the year and month that are printed with it, where they are.
    """

    figure: Figure
    same: bool
    whole: bool
    end: bool
    year: int | None = None
    month: date | None = None


def split_prior(note: str) -> tuple[str, PriorValue | None]:
    """What stands behind a figure without last year's figure in brackets, and that."""
    found = _PRIOR.search(note)
    figure = parse_figure(found["figure"]) if found else None
    if found is None or figure is None:
        return _split_dated(note)
    said = PriorValue(figure, bool(found["same"]), bool(found["year"]) and not found["same"], bool(found["end"]))
    return note[: found.start()] + note[found.end() :], said


def _split_dated(note: str) -> tuple[str, PriorValue | None]:
    """The same of a figure whose year is printed."""
    found = _OF_YEAR.search(note)
    figure = parse_figure(found["figure"]) if found else None
    if found is None or figure is None:
        return note, None
    said = read_label(found["when"], None)
    dated = PriorValue(figure, False, said.as_of is None, bool(found["end"]), said.fiscal_year, said.as_of)
    return note[: found.start()] + note[found.end() :], dated


def record_prior(
    recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: KpiName, prior: PriorValue, beside: Dated
) -> None:
    """Records last year's figure behind a result that is dated as `beside` says."""
    if beside.year is None:
        return
    year, month = prior.year or beside.year - 1, beside.as_of
    earlier = date(month.year - 1, month.month, 1) if month is not None and not prior.whole else None
    earlier = prior.month if prior.year is not None else earlier
    doubt = END_OR_YEAR if prior.end else None
    if not prior.same and not prior.whole and month is not None and prior.month is None:
        doubt = _UNCLEAR
    if year >= beside.year:
        doubt = _NOT_EARLIER
    dated = replace(beside, year=year, as_of=earlier, full_year=earlier is None, provisional=False)
    record_result(recorder, scope, where, cell, replace(name, doubt=name.doubt or doubt), prior.figure, dated)
