"""A line that shows how a count went from release to release, as SVG that stands in the page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 180, 40, 4


def trend(values: Sequence[int]) -> Markup:
    """The values as a line, the last as a dot; the label for those who hear the page says them in words."""
    low, high = min(values), max(values)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    scale = (HEIGHT - 2 * EDGE) / (high - low) if high > low else 0.0
    points = [(EDGE + step * place, HEIGHT - EDGE - (value - low) * scale) for place, value in enumerate(values)]
    if high == low:
        points = [(x, HEIGHT / 2) for x, _ in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    said = ", ".join(str(value) for value in values)
    x, y = points[-1]
    return Markup(
        '<svg class="trend" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{said}">'
        '<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<circle cx="{x}" cy="{y}" r="3.5" fill="currentColor"/></svg>'
    ).format(w=WIDTH, h=HEIGHT, said=said, line=line, x=f"{x:.1f}", y=f"{y:.1f}")
