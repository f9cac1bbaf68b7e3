"""Pages of which most was flagged or rejected."""

from __future__ import annotations

import pytest

from extract.certainty import complete
from extract.certainty.half_read import doubt_half_read
from extract.document import Place
from extract.locate import Locator
from extract.recorder import Recorder, checked
from tests.unit.build import SHA


def _place(line: int) -> Locator:
    return Locator(Place(4, (50.0, 12.0 * line, 90.0, 12.0 * line + 10)))


def states(certain: int, flagged: int, rejected: int, *, borne_out: bool = False) -> list[str]:
    """The states of the facts that were certain, on a page with some in doubt and some rejected."""
    out = Recorder(SHA, "pdf")
    rows = [out.add("kpi_target", _place(i), f"{i}%", "kpi_list", kpi_code=f"k{i}") for i in range(certain)]
    for row in rows if borne_out else ():
        checked(row, "sum", True, "the months add up to it")
    for i in range(flagged):
        out.add("kpi_actual", _place(100 + i), f"{i}%", "kpi_list", "nobody knows", kpi_code=f"k{i}")
    for i in range(rejected):
        out.reject(_place(200 + i), f"{i}件", "no rule read it")
    complete(out)
    doubt_half_read(out)
    return [row["review_state"] for row in rows]


@pytest.mark.parametrize(
    ("flagged", "rejected", "state"),
    [(5, 6, "flagged"), (0, 11, "flagged"), (11, 0, "flagged"), (4, 4, "ok"), (0, 0, "ok")],
)
def test_what_is_certain_on_a_page_that_mostly_is_not_is_in_doubt(flagged: int, rejected: int, state: str) -> None:
    assert states(4, flagged, rejected) == [state] * 4


def test_a_few_words_do_not_make_a_page() -> None:
    assert states(1, 2, 7) == ["ok"]


def test_what_another_figure_bears_out_stays() -> None:
    assert states(4, 8, 8, borne_out=True) == ["ok"] * 4


def test_a_place_counts_once_however_many_facts_it_holds() -> None:
    out = Recorder(SHA, "pdf")
    row = out.add("schedule_mark", _place(1), "●", "schedule", activity_ja="周知")
    for month in range(12):
        out.add(
            "schedule_mark", _place(2), "通年", "schedule", "of which month is not said", activity_ja=f"研修{month}"
        )
    complete(out)
    doubt_half_read(out)
    assert row["review_state"] == "ok"
