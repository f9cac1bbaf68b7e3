"""Rows of figures that no table was made of are rejected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Line, Place
from extract.locate import Locator
from extract.shapes.text.unread_rows import reject_unread_rows
from tests.unit.build import recorder

BOX = (10.0, 10.0, 200.0, 20.0)


def line(text: str) -> Line:
    return Line(text, Place(1, BOX), box=BOX)


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("令和4年度 94.6 95.8 （95.0） 95.5", True),
        ("件数\t1,204\t987\t1,110\t▲15", True),
        ("令和4年度 94.6 95.8 95.0", False),  # too few to be a row
        ("窓口は 8 時 30 分から 17 時", False),
        ("1 2 3 4 5 6", False),  # names nothing
        ("1,204 987 1,110 1,015", True),  # its name stands above and below it
        ("4月 120\t10月 135", True),
        ("4月 120", False),
        ("傷 病 手 当 金 1,204 987 1,110 1,015 － －", True),  # a justified name, months to come
        ("令和４年度 ５１，５３９ ６３，６１１ 令和４年度 ３７，５０５ ２２，８２１", True),  # its name once more
        ("はがき\t１，２３４件\t９８７件\t件\t２，２２１件\t３，００５件", True),  # only the unit of a quarter to come
        ("窓口 8 30 17 15 まで", False),  # a sentence
    ],
)
def test_rows_of_figures(text: str, rejected: bool) -> None:
    out = recorder()
    reject_unread_rows([line(text)], out)
    assert bool(out.of("reject")) == rejected


def test_what_was_read_or_has_no_place_is_left() -> None:
    out = recorder()
    text = "令和4年度 94.6 95.8 95.0 95.5"
    out.add("period_figure", Locator(Place(1, (50.0, 10.0, 80.0, 20.0))), "95.8", "rule", None, value=95.8)
    reject_unread_rows([line(text), replace(line(text.replace("94.6", "94.7")), box=None)], out)
    assert out.of("reject") == []
    reject_unread_rows([line(text.replace("95.8", "95.9"))], out)
    assert len(out.of("reject")) == 1
