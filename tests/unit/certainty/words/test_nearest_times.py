"""Of when a figure is, read a second time by where it stands on its page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extract.certainty import complete
from extract.certainty.words.head_words import PageCells
from extract.certainty.words.nearest_times import claims
from extract.document import Block, Document, Line, Page, Paragraph, Place
from extract.locate import Locator
from extract.recorder import Recorder
from tests.unit.build import SHA, header, table

YEAR = 2030
_RESULT: dict[str, Any] = {"fiscal_year": YEAR, "value": 61.2, "scope": "branch", "basis": "full_year"}
_AT_SEPTEMBER = {**_RESULT, "as_of": date(YEAR, 9, 1), "basis": "point"}
#: Where the figures of the pages below stand.
_X, _Y = 100.0, 200.0

Words = tuple[str, float, float]


def words(text: str, x: float, y: float, *, height: float = 10.0) -> Paragraph:
    box = (x, y, x + 9.0 * len(text), y + height)
    return Paragraph([Line(text, Place(1, bbox=box), size=height, box=box)])


def said(values: dict[str, Any], *around: Words, text: str = "61.2%", as_of: date | None = None) -> list[str]:
    """What is said against a figure that stands alone at its place, with words at others."""
    return said_on([words(*one) for one in sorted(around, key=lambda one: one[2])], values, text, as_of)


def said_on(blocks: list[Block], values: dict[str, Any], text: str = "61.2%", as_of: date | None = None) -> list[str]:
    figure = words(text, _X, _Y)
    page = Page(1, [*blocks, figure])
    out = Recorder(SHA, "pdf")
    out.add("kpi_actual", Locator(figure.place), text, "some_card", kpi_code="some_rate", **values)
    complete(out)
    document = Document(SHA, "report.pdf", "pdf", [page])
    cells = {1: PageCells(page)}
    kind = "progress" if as_of is not None else "results"
    return [claim.detail for claim in claims(out, document, cells, header(YEAR, as_of=as_of, kind=kind))]


class TestTheYear:
    def test_is_that_of_the_nearest_words_above(self) -> None:
        title, last = ("令和12年度の実績", 50.0, 20.0), ("令和11年度の歩み", 50.0, 120.0)
        assert said(_RESULT, title) == []
        assert "令和11年度の歩み" in said(_RESULT, title, last)[0]
        assert said({**_RESULT, "fiscal_year": YEAR - 1}, title, last) == []

    def test_of_words_on_one_line_those_over_the_figure_are_meant(self) -> None:
        heads = [("令和11年度", 20.0, 150.0), ("令和12年度", 90.0, 150.0)]
        assert said(_RESULT, *heads) == []
        assert said({**_RESULT, "fiscal_year": YEAR - 1}, *heads)

    def test_words_to_the_right_head_something_else(self) -> None:
        assert said(_RESULT, ("令和12年度の実績", 50.0, 20.0), ("令和11年度", 300.0, 150.0)) == []

    def test_a_sentence_dates_nothing_but_itself(self) -> None:
        sentence = ("令和11年度の58.0%を上回りました。", 50.0, 120.0)
        assert said(_RESULT, ("令和12年度の実績", 50.0, 20.0), sentence) == []
        assert said({**_RESULT, "fiscal_year": YEAR - 1}, ("令和12年度の実績", 50.0, 20.0), sentence)

    @pytest.mark.parametrize("note", ["※令和11年度は改修のため除く", "令和13年5月10日作成"])
    def test_notes_and_days_of_issue_date_nothing(self, note: str) -> None:
        assert said(_RESULT, ("令和12年度の実績", 50.0, 20.0), (note, 50.0, 120.0)) == []

    def test_the_label_of_other_figures_dates_only_these(self) -> None:
        label, other = ("令和11年度", 20.0, 120.0), ("58.0%", 100.0, 120.0)
        assert said(_RESULT, ("令和12年度の実績", 50.0, 20.0), label, other) == []

    def test_last_years_figure_below_words_of_this_year(self) -> None:
        values = {**_RESULT, "fiscal_year": YEAR - 1}
        assert said(values, ("令和12年度の実績", 50.0, 20.0), ("前年度", 60.0, _Y)) == []
        assert said(values, ("令和12年度の実績", 50.0, 20.0), ("目標", 60.0, _Y))

    def test_its_own_words_go_before_all_others(self) -> None:
        assert said(_RESULT, ("令和11年度の歩み", 50.0, 120.0), text="令和12年度 61.2%") == []
        assert said(_RESULT, ("令和11年度の歩み", 50.0, 120.0), ("令和12年度", 5.0, _Y)) == []
        assert said(_RESULT, ("令和11年度の歩み", 50.0, 120.0), ("令和12年度", 100.0, _Y + 12)) == []

    def test_another_year_than_the_reports_must_be_printed(self) -> None:
        assert "no words of its page" in said({**_RESULT, "fiscal_year": YEAR - 2})[0]
        assert said(_RESULT) == []

    def test_what_stands_in_another_table_heads_nothing_below_it(self) -> None:
        grid = table([["区分", "令和11年度"], ["人数", "12人"]], boxed=True, xs=[60.0, 100.0, 160.0])
        assert said_on([words("令和12年度の実績", 50.0, -20.0), grid], _RESULT) == []


class TestTheMonth:
    def test_is_that_of_the_nearest_words_above(self) -> None:
        near, far = ("令和12年8月末現在", 50.0, 120.0), ("令和12年9月末現在", 50.0, 20.0)
        assert said(_AT_SEPTEMBER, far) == []
        assert "8月末現在" in said(_AT_SEPTEMBER, far, near)[0]

    def test_a_whole_year_stands_under_no_part_of_it(self) -> None:
        assert "part of the year" in said(_RESULT, ("令和12年度上期の実績", 50.0, 20.0))[0]
        assert said(_RESULT, ("令和13年3月末現在", 50.0, 20.0)) == []

    def test_a_date_holds_up_to_the_next_heading_of_its_look(self) -> None:
        dated = ("加入者数（9月末現在）", 50.0, 20.0)
        assert said(_AT_SEPTEMBER, dated, ("主な指標", 80.0, 120.0)) == []
        assert "主な指標" in said(_AT_SEPTEMBER, dated, ("主な指標", 50.0, 120.0))[0]

    def test_words_right_below_a_figure_are_its_own(self) -> None:
        title, below = ("令和12年9月末現在", 50.0, 20.0), ("(令和12年6月末)", 80.0, _Y + 12)
        assert "(令和12年6月末)" in said(_AT_SEPTEMBER, title, below)[0]
        assert said({**_AT_SEPTEMBER, "as_of": date(YEAR, 6, 1)}, title, below) == []

    def test_a_quarter_holds_its_months(self) -> None:
        assert said({**_AT_SEPTEMBER, "as_of": date(YEAR, 8, 1)}, ("令和12年度第2四半期", 50.0, 20.0)) == []

    def test_a_month_that_no_words_of_the_page_name_is_the_reports(self) -> None:
        assert said(_AT_SEPTEMBER, as_of=date(YEAR, 9, 1)) == []
        assert "2030-09" in said(_AT_SEPTEMBER, as_of=date(YEAR, 12, 1))[0]


def test_a_page_that_lies_on_its_side_is_left_to_the_heads_of_its_tables() -> None:
    line = Line("令和11年度の歩み", Place(1, bbox=(50.0, 120.0, 60.0, 190.0)), box=(50.0, 120.0, 130.0, 130.0))
    assert said_on([Paragraph([line])], _RESULT) == []


def test_work_below_a_heading_of_another_year_is_of_that_year() -> None:
    def said_of(year: int) -> list[str]:
        head, item = words("令和13年度に取り組むこと", 50.0, 20.0), words("・名簿を作る。", 60.0, 40.0)
        page = Page(1, [head, item])
        out = Recorder(SHA, "pdf")
        values = {"fiscal_year": year, "item_ja": "名簿を作る。"}
        out.add("plan_item", Locator(item.place), "・名簿を作る。", "plan_text", **values)
        complete(out)
        document = Document(SHA, "report.pdf", "pdf", [page])
        return [claim.detail for claim in claims(out, document, {1: PageCells(page)}, header(YEAR))]

    assert "令和13年度に取り組むこと" in said_of(YEAR)[0]
    assert said_of(YEAR + 1) == []
