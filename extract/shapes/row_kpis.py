"""Which of the KPIs named around a figure its short name means (達成率, 回収率)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.catalogue import catalogue
from extract.shapes.context import NamedKpi


def called(label: str, kpis: Iterable[NamedKpi]) -> list[NamedKpi]:
    """The KPIs that go by a label, each once."""
    return list({kpi.code: kpi for kpi in kpis if label in catalogue()[kpi.code].row_labels}.values())


def clearest(label: str, kpis: Sequence[NamedKpi]) -> NamedKpi | None:
    """The only one of some KPIs, or the only one whose official name has the beginning of the label."""
    if len(kpis) > 1 and len(label) > 2:
        kpis = [kpi for kpi in kpis if label[:2] in catalogue()[kpi.code].name]
    return kpis[0] if len(kpis) == 1 else None
