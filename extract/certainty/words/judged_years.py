"""Of which year a status may be: that which its heading names, or the last of those whose results stand in its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract.certainty.findings import Claim
from extract.certainty.words.head_claims import doubted
from extract.certainty.words.head_times import years_of
from extract.certainty.words.head_words import PageCells
from extract.document import Cell, Table
from extract.locate import Locator
from extract.recorder import Recorder

#: Words of more characters are no heading but tell of something.
_HEAD = 20
#: The table and row in which figures stand: of these fiscal years.
_Years = Mapping[tuple[int | None, str, int], set[int]]


def judged_year_claims(recorder: Recorder, pages: Mapping[int | None, PageCells]) -> Iterator[Claim]:
    """Statuses of another year than their headings name or, where these name none, than the last of several years
    whose results stand beside them: a status behind the results of 令和元年度, 令和2年度 and 令和3年度 judges where
    they led to.
    """
    judged = [row for row in recorder.of("plan_status") if row["review_state"] == "ok"]
    years = _years_of_rows(recorder, pages) if judged else {}
    for row in judged:
        place = Locator.of(row["source_ref"])
        grid = pages.get(place.place.page)
        found = grid.cell_of(place) if grid is not None and place.table is not None else None
        heads = grid.heads(place) if grid is not None and found is not None else None
        if found is None or heads is None or row["fiscal_year"] is None:
            continue
        named = years_of([text for text in heads.near if len(text) <= _HEAD])
        beside = {year for at in _rows(*found) for year in years.get((place.place.page, *at), ())}
        if named and row["fiscal_year"] not in named:
            yield from doubted(row, f"its headings name another year than {row['fiscal_year']}")
        elif not named and len(beside) > 1 and row["fiscal_year"] != max(beside):
            against = f"the results beside it run to {max(beside)}, and it was taken to judge {row['fiscal_year']}"
            yield from doubted(row, against)


def _years_of_rows(recorder: Recorder, pages: Mapping[int | None, PageCells]) -> _Years:
    years: dict[tuple[int | None, str, int], set[int]] = {}
    for kind in ("kpi_actual", "period_figure", "monthly_actual"):
        for row in recorder.of(kind):
            place = Locator.of(row["source_ref"])
            grid = pages.get(place.place.page) if place.table is not None else None
            found = grid.cell_of(place) if grid is not None else None
            if found is None or row["fiscal_year"] is None or row.get("scope") == "national_average":
                continue
            for at in _rows(*found):
                years.setdefault((place.place.page, *at), set()).add(row["fiscal_year"])
    return years


def _rows(table: Table, cell: Cell) -> Iterator[tuple[str, int]]:
    return ((table.index, row) for row in range(cell.row, cell.row + cell.rowspan))
