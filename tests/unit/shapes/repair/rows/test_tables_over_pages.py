"""Tables that a page break cuts: under their headings again, their torn row whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Paragraph, Table
from extract.interpret import interpret
from extract.shapes.repair.rows.tables_over_pages import with_tables_over_pages
from tests.unit.build import brief, document, header, paragraph, table

HEADS = ["No", "取組項目", "結果", "評価"]
ABOVE = [HEADS, ["1", "事業所へ出向いて説明した。", "12件", "○"], ["2", "文書を送付した。", "340件", "△"]]
BELOW = [["3", "研修会を開いた。", "2回", "◎"], ["4", "窓口で案内した。", "51件", "○"]]
TITLE = "令和4年度 大分支部事業報告"


def _pages(above: list[list[str]], below: list[list[str]], between: str = "- 2 -") -> list[list[Paragraph | Table]]:
    return [
        [paragraph(TITLE), table(above, boxed=True), paragraph("- 1 -")],
        [paragraph(TITLE, between, page=2), table(below, boxed=True, page=2, index="2.0")],
    ]


def _joined(above: list[list[str]], below: list[list[str]], between: str = "- 2 -") -> list[Table]:
    found = with_tables_over_pages(document(*_pages(above, below, between)), header(), frozenset())
    return [block for page in found.pages for block in page.blocks if isinstance(block, Table)]


def test_what_goes_on_stands_under_the_headings_of_the_page_before() -> None:
    above, below = _joined(ABOVE, BELOW)
    assert above.rows() == ABOVE
    assert below.rows() == [HEADS, *BELOW] and below.continues


@pytest.mark.parametrize("between", ["参考 前年度の取組", "（1）次の事業"])
def test_a_title_between_them_begins_another_table(between: str) -> None:
    assert _joined(ABOVE, BELOW, between)[1].rows() == BELOW


def test_a_table_with_headings_of_its_own_is_another_one() -> None:
    own = [["番号", "活動", "回数", "判定"], *BELOW]
    assert _joined(ABOVE, own)[1].rows() == own


def test_other_columns_are_those_of_another_table() -> None:
    pages = _pages(ABOVE, BELOW)
    pages[1][1] = table(BELOW, boxed=True, page=2, index="2.0", xs=[0, 30, 90, 120, 160])
    found = with_tables_over_pages(document(*pages), header(), frozenset())
    assert found.pages[1].blocks[1] is pages[1][1]


def test_the_halves_of_a_torn_row_are_one() -> None:
    torn = [*ABOVE, ["3", "県内の商工会議所と", "2回", "◎"]]
    above, below = _joined(torn, [["", "研修会を開いた。", "", ""], *BELOW[1:]])
    assert above.rows()[-1] == ["3", "県内の商工会議所と\n研修会を開いた。", "2回", "◎"]
    assert below.rows() == [HEADS, *BELOW[1:]]


def test_a_row_torn_within_a_word_is_told_by_the_number_that_it_alone_lacks() -> None:
    torn = [*ABOVE, ["3", "県内の商工会議所の研", "2回", "◎"]]
    whole = _joined(torn, [["", "修会で話した。", "", ""], *BELOW[1:]])[0]
    assert whole.rows()[-1][1] == "県内の商工会議所の研\n修会で話した。"
    unnumbered = [*BELOW[1:], ["", "別の取組を行った。", "", ""]]
    assert _joined(torn, [["", "修会で話した。", "", ""], *unnumbered])[0].rows() == torn


def test_a_torn_row_takes_its_mark_from_where_it_is_printed() -> None:
    above, _ = _joined(
        [*ABOVE, ["3", "県内の商工会議所と", "", ""]], [["", "研修会を開いた。", "2回", "◎"], *BELOW[1:]]
    )
    mark = above.at(3, 3)
    assert mark is not None and mark.text == "◎" and mark.place.page == 2


def test_repeated_headings_do_not_hide_a_torn_row() -> None:
    torn = [*ABOVE, ["3", "県内の商工会議所と", "2回", "◎"]]
    above, below = _joined(torn, [HEADS, ["", "研修会を開いた。", "", ""], *BELOW[1:]])
    assert above.rows()[-1][1] == "県内の商工会議所と\n研修会を開いた。"
    assert below.rows() == [HEADS, *BELOW[1:]]


def test_two_whole_rows_stay_two() -> None:
    above, below = _joined(ABOVE, [["", "研修会を開いた。", "2回", "◎"]])
    assert len(above.rows()) == 3 and below.n_rows == 2


def test_the_statuses_of_both_pages_are_read() -> None:
    found = interpret(document(*_pages(ABOVE, BELOW)))[0]
    assert brief(found.of("plan_status"), "page", "symbol") == [(1, "○"), (1, "△"), (2, "◎"), (2, "○")]


def test_a_list_of_kpis_with_ranks_and_statuses_goes_on_under_its_headings() -> None:
    heads = ["区分", "KPI", "全国順位", "評価", "実績", "目標値"]
    above = [heads, ["基盤", "健康宣言事業所数", "4位", "◎", "912事業所", "900事業所以上"]]
    below = [["戦略", "一者応札案件の割合", "8位", "×", "16.0%", "15%以下"]]
    assert _joined(above, below)[1].rows() == [heads, *below]


GROUPED = ["分野", "KPI", "目標", "実績", "全国平均"]
LEFT_OUT = [GROUPED, ["基盤", "一者応札案件の割合", "15%以下", "12.5%", "16.1%"]]
GOES_ON = [["健康宣言事業所数", "900事業所以上", "912事業所", "880事業所"]]


def _without_group(foot: str = "大分支部 2/2") -> list[Table]:
    below = table(GOES_ON, boxed=True, page=2, index="2.0", xs=[30, 60, 90, 120, 150])
    above = table(LEFT_OUT, boxed=True, xs=[0, 30, 60, 90, 120, 150])
    pages = [[above, paragraph("大分支部 1/2")], [below, paragraph(foot, page=2)]]
    found = with_tables_over_pages(document(*pages), header(), frozenset())
    return [block for page in found.pages for block in page.blocks if isinstance(block, Table)]


def test_a_page_break_cuts_off_the_column_of_the_names_of_groups() -> None:
    heads, goes_on = _without_group()[1].rows()
    assert heads == GROUPED
    assert goes_on[1:] == GOES_ON[0]


def test_a_line_below_a_table_that_is_no_foot_of_every_page_ends_it() -> None:
    assert _without_group("次の資料 2/2")[1].rows() == GOES_ON


def _within(inner: Table, words: str, page: int, *, last: bool) -> Table:
    """A table of work with another in the cell that it ends or begins with."""
    rows = [["計画内容", "実施状況"], ["・送る。", words]] if last else [["", ""], ["・招く。", words]]
    outer = table(rows, boxed=True, page=page, index=f"{page}.9")
    cells = [
        replace(cell, blocks=[inner]) if (cell.row, cell.col) == (int(last), 1) else cell for cell in outer.cells
    ]
    return replace(outer, cells=cells)


def test_a_table_in_a_cell_goes_on_in_the_cell_that_goes_on() -> None:
    above = _within(table(ABOVE, boxed=True), "", 1, last=True)
    below = _within(table(BELOW, boxed=True, page=2, index="2.0"), "・開いた。", 2, last=False)
    found = with_tables_over_pages(
        document([paragraph(TITLE), above], [below]), header(), frozenset()
    )
    inner = [other for page in found.pages for other in page.tables() if other.n_cols == len(HEADS)]
    assert [other.rows()[0] for other in inner] == [HEADS, HEADS]
