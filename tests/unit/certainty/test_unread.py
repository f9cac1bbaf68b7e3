"""Figures that stand beside others which no rule read."""

from __future__ import annotations

from extract.certainty import complete
from extract.certainty.unread import claims
from extract.document import Place
from extract.leftovers import NOT_READ
from extract.locate import Locator
from extract.recorder import Recorder
from tests.unit.build import SHA

_BOX = (0.0, 0.0, 10.0, 10.0)


def _cell(table: str | None, row: int, col: int) -> Locator:
    return Locator(Place(1, bbox=_BOX), table, row, col)


def _doubted(unread: list[Locator], n_rows: int, reason: str = f"{NOT_READ}a figure") -> set[tuple[int, int]]:
    """Rows and columns of the facts in doubt, of a table of `n_rows` rows and ten columns that was read."""
    out = Recorder(SHA, "pdf")
    places = {}
    for row in range(n_rows):
        for col in range(10):
            fact = out.add(
                "monthly_actual", _cell("1.0", row, col), "5", "grid", measure_ja="件数", value=5.0, fiscal_year=2023
            )
            places[fact["fact_id"]] = (row, col)
    for where in unread:
        out.reject(where, "3,210件", reason)
    complete(out)
    found = [claim for claim in claims(out) if not claim.passed]
    assert all("3,210件" in claim.detail for claim in found)
    return {places[claim.members[0]["fact_id"]] for claim in found}


def test_what_shares_a_row_or_a_column_with_an_unread_figure_is_in_doubt() -> None:
    expected = {(2, col) for col in range(10)} | {(row, 4) for row in range(5)}
    assert _doubted([_cell("1.0", 2, 4)], n_rows=5) == expected


def test_a_table_of_which_much_was_not_read_is_in_doubt_as_a_whole() -> None:
    assert len(_doubted([_cell("1.0", 7, 11), _cell("1.0", 8, 12), _cell("1.0", 9, 13)], n_rows=2)) == 20


def test_other_tables_loose_lines_and_other_rejects_say_nothing() -> None:
    assert _doubted([_cell("1.1", 2, 4)], n_rows=5) == set()
    assert _doubted([Locator(Place(1, bbox=_BOX))], n_rows=5) == set()
    assert _doubted([_cell("1.0", 2, 4)], n_rows=5, reason="two figures in a cell") == set()
