"""Which rows and columns are headings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.shapes.tables.labelled.grids import (
    has_marks,
    is_figure_text,
    labelled_band,
)
from extract.shapes.tables.labelled.stacked_rows import unstacked
from extract.shapes.tables.months.grids_continued import continued_band, heading_of, on_turned_page
from extract.shapes.tables.months.grids_down import continued_down, months_down, months_down_bands
from extract.shapes.tables.months.month_bands import goes_on, month_bands
from extract.shapes.tables.months.month_heads import month_columns
from tests.unit.build import paragraph, table, titled

MONTHS = [f"{m}月" for m in FISCAL_MONTHS]
FIGURES = [str(100 + i) for i in range(12)]


class TestMonthsAcross:
    def test_torn_figures_are_no_marks(self) -> None:
        rows = [["", *MONTHS], ["件数", *["1,535(5"] * 12], ["", *["14)"] * 12]]
        (band,) = month_bands(table(rows))
        assert not has_marks(band.table, band)

    def test_a_target_over_all_months_is_no_mark(self) -> None:
        rows = [["", *MONTHS], ["実施率", "4.5%", "9.0%", *[""] * 10], ["目標", "53.0%以上", *[None] * 11]]
        (band,) = month_bands(table(rows, spans={(2, 1): (1, 12)}))
        assert not has_marks(band.table, band)

    @pytest.mark.parametrize(("corner", "read"), [("月", True), ("実施月", True), ("評点", False), ("令和6年", False)])
    def test_numbers_behind_the_word_are_months(self, corner: str, read: bool) -> None:
        heads = table([[corner, "4", "5", "6", "7"], ["電話件数", "61", "58", "70", "66"]])
        assert list(month_columns(heads, 0).values()) == ([4, 5, 6, 7] if read else [])

    def test_a_figure_under_a_bare_number_is_in_doubt(self) -> None:
        heads = table([["", "4", "5", "6", "7"], ["電話件数", "61件", "58件", "70件", "66件"]], boxed=True)
        out = titled(heads, title="令和6年度 大分支部 業務月報(8月)")
        rows = [*out.of("monthly_actual"), *out.of("period_figure")]
        assert [row["review_state"] for row in rows] == ["flagged"] * 4

    def test_a_figure_among_the_labels_names_nothing(self) -> None:
        (band,) = month_bands(table([["件数", "", *MONTHS], ["令和5年度", "1,862", *FIGURES]]))
        assert band.row_labels(1) == ["令和5年度"]

    def test_a_plain_grid(self) -> None:
        (band,) = month_bands(table([["", *MONTHS, "計"], ["件数", *FIGURES, "1,266"]]))
        assert list(band.months.values()) == list(FISCAL_MONTHS)
        assert (band.head, band.body, band.label_cols, band.value_cols[-1]) == ([0], [1], [0], 13)
        assert band.row_labels(1) == ["件数"]
        assert band.column_labels(13) == ["計"]

    def test_figures_before_the_months_are_no_labels(self) -> None:
        (band,) = month_bands(table([["KPI", "目標", *MONTHS], ["甲の割合", "65.0%以上", *FIGURES]]))
        assert (band.label_cols, band.value_cols[:2]) == ([0], [1, 2])

    def test_sums_stand_among_the_months(self) -> None:
        heads = [*MONTHS[:6], "上期計", *MONTHS[6:], "下期計", "計"]
        (band,) = month_bands(table([["", *heads], ["件数", *[str(100 + i) for i in range(15)]]]))
        assert list(band.months.values()) == list(FISCAL_MONTHS)
        assert [band.column_labels(col) for col in band.value_cols if col not in band.months] == [
            ["上期計"],
            ["下期計"],
            ["計"],
        ]

    def test_two_grids_in_one_table(self) -> None:
        bands = month_bands(table([["甲", *MONTHS], ["件数", *FIGURES], ["乙", *MONTHS], ["金額", *FIGURES]]))
        assert [(band.head, band.body, band.corner_labels()) for band in bands] == [
            ([0], [1], ["甲"]),
            ([2], [3], ["乙"]),
        ]

    def test_bare_numbers_are_months_where_there_are_many(self) -> None:
        assert list(month_columns(table([["", *(str(m) for m in FISCAL_MONTHS)]]), 0).values()) == list(FISCAL_MONTHS)
        assert month_columns(table([["", "4", "5", "6"]]), 0) == {}

    def test_three_months_are_enough_with_their_word(self) -> None:
        assert month_columns(table([["", "4月", "5月", "6月"]]), 0) == {1: 4, 2: 5, 3: 6}
        assert month_columns(table([["", "4月", "5月"]]), 0) == {}

    def test_the_calendar_wraps_in_january(self) -> None:
        assert list(month_columns(table([["11月", "12月", "1月", "2月"]]), 0).values()) == [11, 12, 1, 2]

    def test_months_in_another_order_are_no_heading(self) -> None:
        assert month_columns(table([["9月", "6月", "12月"]]), 0) == {}

    def test_a_lost_heading_leaves_the_others_their_columns(self) -> None:
        lost = [*MONTHS[:4], "?", *MONTHS[5:]]
        found = month_columns(table([["", *lost]]), 0)
        assert found[4] == 7
        assert found[6] == 9
        assert 5 not in found

    def test_a_heading_over_the_months_belongs_to_the_head(self) -> None:
        rows: list[list[str | None]] = [["", "令和4年度", *[None] * 11], ["", *MONTHS], ["件数", *FIGURES]]
        (band,) = month_bands(table(rows, spans={(0, 1): (1, 12)}))
        assert band.head == [0, 1]
        assert band.column_labels(1) == ["令和4年度", "4月"]

    def test_running_text_ends_the_grid(self) -> None:
        note = "この表の件数は受付日で数えているため、支払の件数とは合わない月がある。"
        (band,) = month_bands(table([["", *MONTHS], ["件数", *FIGURES], [note, *[None] * 12]], spans={(2, 0): (1, 13)}))
        assert band.body == [1]

    def test_a_plan_beside_the_grid_is_no_label(self) -> None:
        plan = "窓口の混み合う時間を調べ、応援の順番を決めて待ち時間を短くすることに努める計画を進める。"
        grid = table(
            [[plan, "区分", *MONTHS], [None, "件数", *FIGURES], [None, "金額", *FIGURES]], spans={(0, 0): (3, 1)}
        )
        (band,) = month_bands(grid)
        assert band.label_cols == [1]


class TestMonthsDown:
    def test_years_below_one_another_that_only_their_first_months_name(self) -> None:
        months = [f"{m}月" for m in FISCAL_MONTHS[1:]]
        rows = [["年月", "件数"], ["2021年4月", "1"], *([m, "2"] for m in months), ["令和3年度計", "23"]]
        rows += [["2022年4月", "4"], *([m, "5"] for m in months[:3])]
        assert [band.body[0] for band in months_down_bands(table(rows))] == [1, 14]
        assert months_down_bands(table([row for row in rows if row[0] != "6月"])) == []

    def test_a_table_of_months(self) -> None:
        band = months_down(table([["月", "件数"], ["4月", "5"], ["5月", "7"], ["6月", "9"]]))
        assert band is not None
        assert (band.body, band.label_cols, band.value_cols) == ([1, 2, 3], [0], [1])

    def test_the_year_before_may_stand_in_brackets(self) -> None:
        assert (
            months_down(table([["", "件数"], ["令和4年4月\n(令和3年4月)", "5"], ["令和4年5月\n(令和3年5月)", "7"]]))
            is not None
        )

    @pytest.mark.parametrize(
        "rows",
        [[["月", "件数"], ["4月", "5"]], [["月", "件数"], ["6月", "5"], ["4月", "7"]], [["甲", "乙"], ["丙", "1"]]],
    )
    def test_what_is_none(self, rows: list[list[str]]) -> None:
        assert months_down(table(rows)) is None


class TestOverThePageBreak:
    def test_a_grid_goes_on_under_the_heading_of_the_page_before(self) -> None:
        (band,) = month_bands(table([["率", *MONTHS], ["令和3年度", *FIGURES]], boxed=True))
        heading = heading_of(band)
        assert heading is not None
        band2 = continued_band(table([["令和4年度", *FIGURES]], boxed=True, page=2, index="2.0"), heading)
        assert band2 is not None
        assert list(band2.months.values()) == list(FISCAL_MONTHS)
        assert band2.corner_labels() == ["率"]
        assert band2.column_labels(1) == ["4月"]

    def test_other_columns_do_not_go_on(self) -> None:
        (band,) = month_bands(table([["率", *MONTHS], ["令和3年度", *FIGURES]], boxed=True))
        heading = heading_of(band)
        assert heading is not None
        xs = [55.0 * i for i in range(14)]
        assert continued_band(table([["令和4年度", *FIGURES]], boxed=True, xs=xs), heading) is None

    def test_columns_at_the_same_share_of_another_width_go_on(self) -> None:
        (band,) = month_bands(table([["率", *MONTHS], ["令和3年度", *FIGURES]], boxed=True))
        heading = heading_of(band)
        assert heading is not None
        more = table([["令和4年度", *FIGURES]], boxed=True, xs=[10.0 + 60.0 * i for i in range(14)], page=2)
        turned = on_turned_page(heading, more)
        assert turned is not None
        band2 = continued_band(more, turned)
        assert band2 is not None
        assert list(band2.months.values()) == list(FISCAL_MONTHS)
        shifted = table([["令和4年度", *FIGURES]], boxed=True, xs=[0.0, *(200.0 + 50.0 * i for i in range(13))], page=2)
        assert on_turned_page(heading, shifted) is None
        assert on_turned_page(heading, band.table) is None

    def test_who_does_the_work_names_no_row_of_a_schedule_that_goes_on(self) -> None:
        marks = ["●", *[""] * 11]
        (band,) = month_bands(table([["取組項目", "担当", *MONTHS], ["訪問", "業務", *marks]], boxed=True))
        heading = heading_of(band)
        assert heading is not None
        more = continued_band(table([["研修", "業務", *marks]], boxed=True, page=2), heading, marks=True)
        assert more is not None
        assert more.label_cols == [0]

    def test_a_name_is_of_the_column_whose_words_alone_stood_before(self) -> None:
        marks = ["●", *[""] * 11]
        (band,) = month_bands(table([["", "取組項目", *MONTHS], ["①", "訪問", *marks]], boxed=True))
        heading = heading_of(band)
        assert heading is not None
        tight = replace(heading, labels=((0.0, 40.0), (42.0, 50.0)))
        more = continued_band(table([["②", "研修", *marks]], boxed=True, page=2), tight, marks=True)
        assert more is not None
        assert more.label_cols == [0, 1]

    def test_words_do_not_go_on(self) -> None:
        (band,) = month_bands(table([["率", *MONTHS], ["令和3年度", *FIGURES]], boxed=True))
        heading = heading_of(band)
        assert heading is not None
        assert continued_band(table([["区分", *["済"] * 12]], boxed=True), heading) is None

    def test_without_geometry_there_is_no_heading_to_carry(self) -> None:
        (band,) = month_bands(table([["率", *MONTHS], ["令和3年度", *FIGURES]]))
        assert heading_of(band) is None

    def test_months_that_run_down_go_on(self) -> None:
        band = months_down(table([["月", "件数", "金額"], ["4月", "5", "50"], ["5月", "7", "70"]], boxed=True))
        assert band is not None
        heading = heading_of(band)
        assert heading is not None
        more = continued_down(table([["6月", "9", "90"], ["7月", "8", "80"]], boxed=True, page=2), heading)
        assert more is not None
        assert more.column_labels(2) == ["金額"]
        assert continued_down(table([["区分", "9", "90"]], boxed=True, page=2), heading) is None


class TestStackedRows:
    def test_rows_that_stand_in_one_cell_are_taken_apart(self) -> None:
        cells = [f"{m}月 {10 * m} {10 * m + 1}" for m in FISCAL_MONTHS]
        apart = unstacked(table([["件数 令和3年度 令和4年度", *cells]]))
        assert apart.n_rows == 3
        assert apart.rows()[0][1:3] == ["4月", "5月"]
        assert apart.rows()[1][:3] == ["令和3年度", "40", "50"]
        assert apart.rows()[2][:3] == ["令和4年度", "41", "51"]

    def test_a_missing_figure_is_doubted(self) -> None:
        cells = ["41 42", "51 52", "61 62", "71 72", "81 82", "9"]
        apart = unstacked(table([["区分", *cells]]))
        doubts = [line.doubt for cell in apart.cells for line in cell.lines if line.doubt]
        assert apart.n_rows == 2
        assert [row[1:6] for row in apart.rows()] == [["41", "51", "61", "71", "81"], ["42", "52", "62", "72", "82"]]
        assert [cell.text for cell in apart.cells if cell.text == "9"] == ["9"]
        assert doubts == [] or all("missing" in doubt for doubt in doubts)

    def test_printed_tables_are_left_alone(self) -> None:
        grid = table([["件数 令和3年度", *(f"{m}月 {m}" for m in FISCAL_MONTHS)]], boxed=True)
        assert unstacked(grid) is grid


def test_a_labelled_table() -> None:
    band = labelled_band(table([["区分", "令和3年度", "令和4年度"], ["件数", "12", "15"], ["金額", "120円", "△15円"]]))
    assert band is not None
    assert (band.head, band.body, band.label_cols, band.value_cols) == ([0], [1, 2], [0], [1, 2])


@pytest.mark.parametrize(
    "rows",
    [
        [["甲", "乙"], ["丙", "丁"]],
        [["31", "42"], ["53", "64"]],
        [["区分", "件数"], ["長い説明の文" * 20, "5"]],
    ],
)
def test_tables_without_labels_or_figures(rows: list[list[str]]) -> None:
    assert labelled_band(table(rows)) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("12", True),
        ("12.3%\n(11.9%)", True),
        ("100%(8月時点)", True),
        ("12(参考)", False),
        ("", False),
        ("件", False),
        ("4月", False),
    ],
)
def test_cells_of_figures(text: str, is_one: bool) -> None:
    assert is_figure_text(text) is is_one


def test_a_folded_year_is_two_bands() -> None:
    rows = [
        ["月", "件数", "月", "件数"],
        ["4月", "5", "10月", "6"],
        ["5月", "7", "11月", "8"],
        ["6月", "9", "12月", "4"],
    ]
    assert [(band.label_cols, band.value_cols) for band in months_down_bands(table(rows))] == [([0], [1]), ([2], [3])]
    whole = [row[:2] for row in rows]
    assert [band.value_cols for band in months_down_bands(table(whole))] == [[1]]


def _half(months: range, *rows: str) -> Table:
    heads = [f"{(month - 1) % 12 + 1}月" for month in months]
    return table([["", *heads], *([row, *["12"] * len(heads)] for row in rows)])


def test_halves_of_a_year_go_on() -> None:
    first = _half(range(4, 10), "令和4年度", "令和5年度")
    assert goes_on(first, _half(range(10, 16), "令和4年度", "令和5年度"))
    assert not goes_on(first, _half(range(10, 16), "令和5年度", "令和6年度"))
    assert not goes_on(first, _half(range(4, 10), "令和4年度", "令和5年度"))
    assert not goes_on(_half(range(10, 16), "令和4年度"), _half(range(4, 10), "令和4年度"))


def test_the_second_half_is_named_by_the_line_above_the_first() -> None:
    halves = [_half(range(4, 10), "令和4年度"), _half(range(10, 16), "令和4年度")]
    facts = titled(paragraph("○電話相談の受付"), *halves).of("monthly_actual")
    assert {row["measure_ja"] for row in facts} == {"○電話相談の受付"}
    assert len(facts) == 12
    apart = titled(paragraph("○電話相談の受付"), halves[0], paragraph("○窓口の来訪"), halves[1]).of("monthly_actual")
    assert {row["measure_ja"] for row in apart} == {"○電話相談の受付", "○窓口の来訪"}


@pytest.mark.parametrize(
    ("heads", "words", "first"),
    [
        (["1Q", "2Q", "3Q"], ["準備", "実施", "検証"], 1),  # what was done in each of them
        (["1Q", "2Q", "3Q"], ["件数", "件数", "件数"], 2),
        (["保健", "業務", "企画"], ["準備", "実施", "検証"], 2),
    ],
)
def test_words_in_columns_of_parts_of_the_year_head_nothing(heads: list[str], words: list[str], first: int) -> None:
    band = labelled_band(table([["取組", *heads], ["集団健診", *words], ["薬局訪問", "12件", "18件", "9件"]]))
    assert band is not None
    assert band.body[0] == first


def test_a_row_with_several_counts_in_a_cell_heads_nothing() -> None:
    rows = [["項目", "内容", "実績"], ["相談会", "駅前で開いた", "6回、申込み214人"], ["訪問", "説明した", "31社"]]
    band = labelled_band(table(rows))
    assert band is not None and band.head == [0]


def test_how_often_in_which_month_is_no_date_alone() -> None:
    rows = [["取組", "上期", "下期"], ["訪問", "50社", "70社"], ["講座", "6月に2回", "10月開始"]]
    out = titled(table(rows), title="令和4年度 大分支部事業報告")
    left = {row["extracted_text"] for row in out.of("reject")}
    assert "6月に2回" in left and "10月開始" not in left


def test_what_was_planned_and_done_in_quarters_heads_no_figures_below() -> None:
    heads = ["取組", "", "第1四半期", "第2四半期"]
    rows = [heads, ["勧奨", "計画", "案内送付", "再勧奨"], [None, "実績", "2,300件送付", "180件送付"],
            ["訪問", "計画", "10社", "15社"], [None, "実績", "11社", "12社"]]  # fmt: skip
    band = labelled_band(table(rows, spans={(1, 0): (2, 1), (3, 0): (2, 1)}))
    assert band is not None and band.head == [0]


@pytest.mark.parametrize(
    ("first", "body"),
    [
        (["のぼり旗", "55基", "60基"], 1),  # a word that is no known unit, and counts none the less
        (["学校", "12校区", "15校区"], 1),
        (["グループ", "1班", "2班"], 2),
        (["年代", "40代", "50代"], 2),
    ],
)
def test_a_row_that_counts_by_other_words_heads_nothing(first: list[str], body: int) -> None:
    band = labelled_band(table([["区分", "令和3年度", "令和4年度"], first, ["チラシ", "310枚", "295枚"]]))
    assert band is not None and band.body[0] == body
