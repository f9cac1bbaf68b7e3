"""Which of the KPIs named around a figure its short name means (達成率, 回収率)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.catalogue import Match, catalogue, match
from extract.normalise.text import solid
from extract.shapes.context import NamedKpi


def called(label: str, kpis: Iterable[NamedKpi]) -> list[NamedKpi]:
    """The KPIs that go by a label, each once."""
    return list({kpi.code: kpi for kpi in kpis if label in catalogue()[kpi.code].row_labels}.values())


def clearest(label: str, kpis: Sequence[NamedKpi]) -> NamedKpi | None:
    """The only one of some KPIs, or the only one whose official name has the beginning of the label."""
    if len(kpis) > 1 and len(label) > 2:
        kpis = [kpi for kpi in kpis if label[:2] in catalogue()[kpi.code].name]
    return kpis[0] if len(kpis) == 1 else None


def settled(found: Match | None, name: str, kpis: Iterable[NamedKpi], year: int | None) -> Match | None:
    """The match of a short name that fits a KPI not in force in its year (査定率): that of the one in force that goes
    by it and that the plan beside it names in full; the match as it was where there is none, or more than one.
    """
    if found is None or found.sure or found.kpi.in_force(year):
        return found
    meant = [kpi for kpi in called(solid(name), kpis) if kpi.sure and catalogue()[kpi.code].in_force(year)]
    return (match(meant[0].text, year, (meant[0].code,)) or found) if len(meant) == 1 else found
