"""Figures of charts against what is drawn for them.

A chart becomes a table only where the lengths of its bars, or the heights of its points, follow their figures
(`extract.readers.charts.scale`): each of its facts was held against its own length and those beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.certainty.findings import Claim
from extract.certainty.printed import spot
from extract.document import Document
from extract.recorder import Recorder

CHECK = "drawn_length"
_KINDS = ("kpi_target", "kpi_actual", "monthly_actual", "period_figure")


def claims(recorder: Recorder, document: Document) -> Iterator[Claim]:
    """One passed claim for every fact of a chart."""
    charts = {table.index for page in document.pages for table in page.tables() if table.chart}
    for kind in _KINDS if charts else ():
        for row in recorder.of(kind):
            if spot(row).get("table") in charts:
                yield Claim(CHECK, True, [row], "its length in the chart follows it as those of the other figures do")
