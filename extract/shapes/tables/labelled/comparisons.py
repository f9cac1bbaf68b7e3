"""Of which fiscal year a comparison (増減, 対前年度比) among figures of several years is."""

from __future__ import annotations

from collections.abc import Iterable

from extract.shapes.tables.labels import Label


def compared_years(labels: Iterable[tuple[int, Label]], report_year: int | None) -> dict[int, int]:
    """The year of each comparison among the labels of columns, or of rows, by its position.

    It is the latest year of the figures in turn before it, whichever way they run (令和6年度 | 令和5年度 | 増減); one
    behind another is of the same year. Figures that name no year are of the report's; if none names one, none is told.
    """
    years: dict[int, int] = {}
    turn: list[int] = []
    named = compared = False
    for at, label in labels:
        year = label.fiscal_year or report_year
        if not label.compares:
            if year is not None:
                turn = [year] if compared else [*turn, year]
                named, compared = named or label.fiscal_year is not None, False
        else:
            compared = True
            if label.fiscal_year is None and named and turn:
                years[at] = max(turn)
    return years
