"""Tables below one another that rules alone draw, and titles side by side over tables of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import BBox, Line, Paragraph, Place, Table
from extract.shapes.repair.heads.titles_beside import with_titles_beside
from extract.shapes.repair.whole.tables_below import with_tables_below
from tests.unit.build import brief, paragraph, table, titled

STACKED = [
    ["区分", "令和3年度", "令和4年度"],
    ["面談", "310", "295"],
    ["電話", "120", "140"],
    ["配布部数", "", ""],
    ["冊子は窓口でも配りました。", "", ""],
    ["冊子の名称", "令和4年度", "令和3年度"],
    ["しおり", "5,000部", "4,000部"],
]


def test_a_title_with_headings_below_it_begins_another_table() -> None:
    first, title, remark, second = with_tables_below([table(STACKED, boxed=True)])
    assert isinstance(first, Table) and isinstance(second, Table)
    assert isinstance(title, Paragraph) and isinstance(remark, Paragraph)
    assert (first.n_rows, title.text, remark.text, second.n_rows) == (
        3,
        "配布部数",
        "冊子は窓口でも配りました。",
        2,
    )
    assert first.index != second.index


def test_the_figures_of_each_table_are_read_under_its_own_headings() -> None:
    out = titled(table(STACKED, boxed=True))
    found = brief(out.of("period_figure"), "fiscal_year", "value")
    assert found == [(2021, 310), (2022, 295), (2021, 120), (2022, 140), (2022, 5000), (2021, 4000)]


def test_columns_that_only_the_other_table_has_are_left_out() -> None:
    rows: list[list[str | None]] = [
        ["区分", "令和3年度", None, "令和4年度"],
        ["面談", "310", None, "295"],
        ["配布部数", "", "", ""],
        ["区分", "", "令和4年度", ""],
        ["しおり", "", "5,000部", ""],
    ]
    grid = table(rows, spans={(0, 1): (1, 2), (1, 1): (1, 2)}, boxed=True)
    first, _, second = with_tables_below([grid])
    assert isinstance(first, Table) and isinstance(second, Table)
    assert (first.n_cols, second.n_cols) == (3, 2)
    assert second.rows() == [["区分", "令和4年度"], ["しおり", "5,000部"]]


def test_headings_of_other_years_begin_a_table_without_a_title() -> None:
    rows = [["区分", "令和3年度", "令和4年度"], ["面談", "310", "295"], ["区分", "令和2年度", "令和元年度"]]
    out = titled(table([*rows, ["電話", "120", "140"]], boxed=True))
    assert brief(out.of("period_figure"), "fiscal_year", "value") == [
        (2021, 310),
        (2022, 295),
        (2020, 120),
        (2019, 140),
    ]


def test_a_group_of_rows_under_its_name_begins_no_table() -> None:
    rows = [["区分", "令和3年度", "令和4年度"], ["面談", "310", "295"], ["うち訪問", "", ""], ["午前", "30", "40"]]
    grid = table(rows, boxed=True)
    assert with_tables_below([grid]) == [grid]


def _at(left: float) -> Table:
    box: BBox = (left, 20.0, left + 100, 60.0)
    return replace(table([["年度", "6月末"], ["令和4年度", "871"]], boxed=True), place=Place(1, bbox=box))


def _titles(*pieces: tuple[str, float], bottom: float = 15.0) -> Paragraph:
    made = tuple(Line(text, Place(1), box=(left, bottom - 10, left + 80, bottom)) for text, left in pieces)
    return Paragraph([Line("見出し", Place(1)), Line("\t".join(text for text, _ in pieces), Place(1), pieces=made)])


def test_titles_that_name_kpis_go_with_the_table_below_each() -> None:
    titles = _titles(("健康宣言事業所数", 0.0), ("ジェネリック医薬品使用割合", 120.0))
    above, first, one, second, two = with_titles_beside([titles, _at(0.0), _at(120.0)])
    assert isinstance(above, Paragraph) and isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert (above.text, first.text, second.text) == ("見出し", "健康宣言事業所数", "ジェネリック医薬品使用割合")
    assert isinstance(one, Table) and isinstance(two, Table)


def test_any_title_right_above_its_table_and_within_its_width_is_its_own() -> None:
    pieces = (("広報誌の発行部数（部）", 0.0), ("窓口の来訪者数（人）", 120.0))
    tables = [_at(0.0), _at(120.0)]
    blocks = with_titles_beside([_titles(*pieces), *tables])
    assert [block.text for block in blocks if isinstance(block, Paragraph)][1:] == [text for text, _ in pieces]
    far = [_titles(*pieces, bottom=-20.0), *tables]
    assert with_titles_beside(far) == far
    beyond = [_titles(pieces[0], ("窓口の来訪者数（人）", 150.0)), *tables]
    assert with_titles_beside(beyond) == beyond


def test_other_lines_over_tables_stay_whole() -> None:
    parts = _titles(("上半期", 0.0), ("下半期", 120.0))
    blocks = [parts, _at(0.0), _at(120.0)]
    assert with_titles_beside(blocks) == blocks
    alone = [paragraph("健康宣言事業所数"), _at(0.0)]
    assert with_titles_beside(alone) == alone


def test_the_second_line_of_a_title_goes_with_the_first() -> None:
    titles = _titles(("広報誌の発行部数と", 0.0), ("窓口の来訪者数（人）", 120.0), bottom=10.0)
    second = Line("配布先（部）", Place(1), box=(0.0, 10.0, 50.0, 15.0))
    blocks = [replace(titles, lines=[*titles.lines, second]), _at(0.0), _at(120.0)]
    found = [block.text for block in with_titles_beside(blocks) if isinstance(block, Paragraph)]
    assert found == ["見出し", "広報誌の発行部数と配布先（部）", "窓口の来訪者数（人）"]
    between = replace(second, box=(90.0, 10.0, 140.0, 15.0))
    unclear = [replace(titles, lines=[*titles.lines, between]), _at(0.0), _at(120.0)]
    assert with_titles_beside(unclear) == unclear


@pytest.mark.parametrize(
    "title",
    [
        ["", "図表2", "相談の件数（単位：件）"],  # a number, cut by the columns
        ["", "相談の件数（単位：件）", ""],  # a unit
        ["", "相談の件数", ""],  # the headings again below it
    ],
)
def test_a_title_in_the_middle_of_its_row_begins_a_table(title: list[str]) -> None:
    rows = [["", "令和3年度", "令和4年度"], ["面談", "310", "295"], title, ["", "令和3年度", "令和4年度"]]
    first, line, second = with_tables_below([table([*rows, ["電話", "120", "140"]], boxed=True)])
    assert isinstance(first, Table) and isinstance(line, Paragraph) and isinstance(second, Table)
    assert (first.n_rows, line.text, second.n_rows) == (2, " ".join(filter(None, title)), 2)


def test_a_numbered_title_in_the_first_row_stands_over_the_table() -> None:
    rows = [["", "図表1 相談の件数", ""], ["", "令和3年度", "令和4年度"], ["面談", "310", "295"]]
    line, first = with_tables_below([table([*rows, rows[0], *rows[1:]], boxed=True)])[:2]
    assert isinstance(line, Paragraph) and isinstance(first, Table)
    assert (line.text, first.n_rows) == ("図表1 相談の件数", 2)


def test_words_in_the_middle_of_a_row_over_other_headings_begin_no_table() -> None:
    rows = [["", "令和3年度", "令和4年度"], ["面談", "310", "295"], ["", "うち訪問", ""], ["", "午前", "午後"]]
    grid = table([*rows, ["件数", "30", "40"]], boxed=True)
    assert with_tables_below([grid]) == [grid]


def test_titles_that_fill_their_places_are_parted_where_the_next_table_begins() -> None:
    first = Line("■目標(KPI):窓口の受付率: ■目標(KPI):1件当たりの", Place(1), box=(0.0, 4.0, 240.0, 9.0))
    more = [Line(text, Place(1), box=(x, 10.0, x + 30, 15.0)) for text, x in (("4.1%以下", 0.0), ("日数:8日", 130.0))]
    second = Line("4.1%以下\t日数:8日", Place(1), box=(0.0, 10.0, 160.0, 15.0), pieces=tuple(more))
    blocks = [Paragraph([first, second]), _at(0.0), _at(130.0)]
    found = [block.text for block in with_titles_beside(blocks) if isinstance(block, Paragraph)]
    assert found == ["■目標(KPI):窓口の受付率:4.1%以下", "■目標(KPI):1件当たりの日数:8日"]
    ends = replace(more[0], text="以下")
    whole = replace(first, text="■目標(KPI):窓口の率:4.1% ■目標(KPI):1件当たりの")
    torn = [whole, replace(second, pieces=(ends, more[1]))]
    found = [block.text for block in with_titles_beside([Paragraph(torn), *blocks[1:]]) if isinstance(block, Paragraph)]
    assert found[0] == "■目標(KPI):窓口の率:4.1%以下"


def test_a_title_in_the_last_row_is_that_of_the_table_right_below() -> None:
    rows = [["区分", "4月", "5月"], ["件数", "10", "11"], ["前年", "9", "12"], ["回収の状況", None, None]]
    first = table(rows, spans={(3, 0): (1, 3)}, boxed=True)
    grid = table([["月", "件数"], ["4月", "3"]], index="1.1", boxed=True)
    low = replace(grid, place=Place(1, (0.0, 49.0, 80.0, 73.0)))
    above, title, below = with_tables_below([first, low])
    assert isinstance(above, Table)
    assert above.n_rows == 3
    assert isinstance(title, Paragraph)
    assert [line.text for line in title.lines] == ["回収の状況"]
    assert below == low
    far = replace(low, place=Place(1, (0.0, 80.0, 80.0, 104.0)))
    assert with_tables_below([first, far]) == [first, far]


def test_a_note_in_the_first_row_is_of_what_stands_above() -> None:
    rows = [["注 割合は累計である。\n取組の状況", None], ["取組", "件数"], ["訪問", "3"], ["電話", "4"]]
    note, rest = with_tables_below([table(rows, spans={(0, 0): (1, 2)}, boxed=True)])
    assert isinstance(note, Paragraph)
    assert isinstance(rest, Table)
    assert [cell.text for cell in rest.cells if cell.row == 0] == ["取組", "件数"]


def test_a_page_without_blocks() -> None:
    assert with_tables_below([]) == []
