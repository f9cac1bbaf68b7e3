"""What frames headed as targets (【目標指標】) print and no fact was made of: it is rejected, so that none is lost."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Line, Table
from extract.marks import NOT_READ, Marks
from extract.normalise.numbers import figures_in
from extract.normalise.text import solid
from extract.shapes.repair.frames.target_frames import figures_of, is_frame_of_targets

TARGETS = (
    f"{NOT_READ}a figure in a frame of targets that no rule took for a fact; look at the page and add a correction"
)


def targets_left(table: Table, marks: Marks) -> Iterator[tuple[Line, str]]:
    """What a frame prints that stands in no target or result of its figure and in no reject, each with its line."""
    for line, text in figures_of(table.cells[0]) if is_frame_of_targets(table) else ():
        figures = figures_in(solid(text))
        figure = figures[-1][0].value if figures else None
        rows = marks.rows_at(line.place)
        aimed = figure is None and any("target_value" in row for row in rows)
        said = figure is not None and any(figure in (row.get("target_value"), row.get("value")) for row in rows)
        if not (aimed or said or any("reject_id" in row for row in rows)):
            yield line, text
