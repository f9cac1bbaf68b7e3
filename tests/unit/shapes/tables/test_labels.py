"""What headings and row labels say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.shapes.tables.labels import named_beside, part_of, read_label, read_labels, split_brackets


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4月", {"month": 4, "rest": ""}),
        ("１０月", {"month": 10}),
        ("令和4年度", {"fiscal_year": 2022, "rest": ""}),
        ("令和4年度 回収率", {"fiscal_year": 2022, "rest": "回収率"}),
        ("R4 来所件数", {"fiscal_year": 2022, "rest": "来所件数"}),
        ("R4改定後", {"fiscal_year": None}),
        ("大分支部 R4", {"fiscal_year": 2022, "rest": ""}),
        ("来所件数R4", {"fiscal_year": 2022, "rest": "来所件数"}),
        ("来所件数H1", {"fiscal_year": None}),
        ("H1 来所件数", {"fiscal_year": None}),
        ("今年度", {"fiscal_year": 2023}),
        ("前年度", {"fiscal_year": 2022, "prior": True}),
        ("前年同期", {"fiscal_year": 2022, "prior": True}),
        ("合計", {"total": "total", "rest": ""}),
        ("年計", {"total": "total"}),
        ("対前月", {"rest": "対前月", "compares": True}),
        ("対前年同月", {"rest": "対前年同月", "compares": True}),
        ("電話照会 前月", {"rest": "電話照会", "compares": False}),
        ("令和5年4月から12月まで", {"as_of": date(2023, 12, 1), "rest": ""}),
        ("R5末", {"fiscal_year": 2023, "rest": ""}),
        ("令和5年10月末現在男性", {"as_of": date(2023, 10, 1), "rest": "男性"}),
        ("R5.4~12", {"as_of": date(2023, 12, 1), "rest": ""}),
        ("平均", {"total": "mean", "rest": ""}),
        ("年度計・平均", {"total": "total", "rest": ""}),
        ("合計（平均）", {"total": "total", "rest": ""}),
        ("合計・内訳", {"total": None}),
        ("全国平均", {"national": True, "rest": "", "total": None}),
        ("件数（単月）", {"basis": "monthly", "rest": "件数"}),
        ("累計", {"basis": "cumulative"}),
        ("金額（千円）", {"unit": "千円", "rest": "金額"}),
        ("金額〔単位：円〕", {"unit": "円", "rest": "金額"}),
        ("単位：件", {"unit": "件"}),
        ("第2四半期", {"period": "Q2", "rest": ""}),
        ("上期", {"period": "H1"}),
        ("令和5年9月末", {"as_of": date(2023, 9, 1), "fiscal_year": 2023}),
        ("令和6年2月時点", {"as_of": date(2024, 2, 1), "fiscal_year": 2023}),
        ("9月末時点", {"bare_as_of": 9, "rest": ""}),
        ("令和5年4月", {"month": 4, "month_date": date(2023, 4, 1), "fiscal_year": 2023}),
        ("実施率（速報値）", {"provisional": True, "rest": "実施率"}),
        ("実績", {"rest": ""}),
        ("窓口件数", {"rest": "窓口件数", "fiscal_year": None, "month": None}),
        ("", {"text": "", "says_when": False}),
    ],
)
def test_parts_of_a_label(text: str, said: dict[str, object]) -> None:
    label = read_label(text, 2023)
    assert {name: getattr(label, name) for name in said} == said


@pytest.mark.parametrize(("text", "rest"), [("今年度", ""), ("前年度", ""), ("前年度 窓口件数", "窓口件数")])
def test_words_for_this_and_last_year_are_no_measure(text: str, rest: str) -> None:
    assert read_label(text, 2023).rest == rest


def test_bare_numbers_below_quarters_are_quarters() -> None:
    found = read_labels(["令和5年度（四半期ごと・単独）", "第2"], 2023)
    assert (found.fiscal_year, found.period, found.rest) == (2023, "Q2", "")
    assert read_labels(["四半期別", "3"], 2023).period == "Q3"
    assert read_labels(["ブロック別", "第2"], 2023).period is None


def test_a_bare_number_is_no_month_by_itself() -> None:
    assert read_label("4", 2023).month is None


def test_a_garbled_era_is_mended_and_doubted() -> None:
    label = read_label("京和4年度", 2023)
    assert label.fiscal_year == 2022
    assert label.doubt is not None
    assert read_label("令和4年度", 2023).doubt is None


def test_this_year_and_last_year_need_a_report_year() -> None:
    assert read_label("前年度", None).fiscal_year is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("令和4年4月(令和3年4月)", ("令和4年4月", "令和3年4月")),
        ("令和4年度\n（前年度）", ("令和4年度", "前年度")),
        ("5月(5月)", ("5月", "5月")),
        ("5月(6月)", ("5月(6月)", None)),
        ("件数(千円)", ("件数(千円)", None)),
        ("令和4年度(速報)", ("令和4年度(速報)", None)),
    ],
)
def test_labels_with_another_in_brackets(text: str, parts: tuple[str, str | None]) -> None:
    assert split_brackets(text) == parts


@given(
    st.text(max_size=40)
    | st.text("令和R平成0123456789年度月末時点累計単月全国平均()〔〕単位:件千円前今合計・", max_size=30)
)
def test_no_label_breaks_the_reader(text: str) -> None:
    label = read_label(text, 2023)
    assert label.month is None or 1 <= label.month <= 12
    split_brackets(text)


def test_a_year_that_one_of_several_labels_names_is_that_of_all() -> None:
    label = read_labels(["電話相談件数(件)", "R5"], 2024)
    assert (label.fiscal_year, label.rest, label.unit) == (2023, "電話相談件数", "件")
    assert read_labels(["健診", "申込数"], 2024).rest == "健診申込数"


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("対前年度比", True),
        ("対前年度比 件数", True),
        ("前年度差 金額", True),
        ("前年度との差", True),
        ("前年度末比", True),
        ("前年度末比(件)", True),
        ("対前年度末", True),
        ("前年差", True),
        ("増減", True),
        ("構成比率", False),
        ("前年同月", False),
        ("郵送化率", False),
    ],
)
def test_comparisons_are_told_from_shares(text: str, compares: bool) -> None:
    assert read_label(text, 2024).compares is compares


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("令和4年7月5日・6日みどり町", "みどり町"),
        ("令和4年8月2日(火)、3日(水)令和5年2月10日あおば村", "あおば村"),
        ("30日以内の処理率", "30日以内の処理率"),
    ],
)
def test_days_of_a_date_are_no_part_of_a_name(text: str, rest: str) -> None:
    assert read_label(text, 2022).rest == rest


@pytest.mark.parametrize("text", ["前年度末比", "対前年度比件数", "前年度比(%)", "前年比", "対前年度末"])
def test_a_change_is_of_this_year_and_keeps_its_whole_name(text: str) -> None:
    label = read_label(text, 2022)
    assert (label.fiscal_year, label.prior, label.rest) == (None, False, text.removesuffix("(%)"))


def test_the_name_over_the_branchs_row_is_not_lost() -> None:
    assert read_labels(["達成率", "支部"], 2023).rest == "達成率"


def test_headings_of_last_year_of_changes_and_of_parts_are_of_the_one_before_them() -> None:
    said = ["発送件数", "前年同月", "増減", "うち速達", "発送率", "前年度", "発送率の増減"]
    named = named_beside({col: read_label(text, 2023) for col, text in enumerate(said)})
    assert [label.rest for label in named.values()] == [
        "発送件数",
        "発送件数",
        "発送件数 増減",
        "発送件数 うち速達",
        "発送率",
        "発送率",
        "発送率の増減",
    ]


def test_a_unit_in_brackets_with_its_basis_is_no_part_of_the_name() -> None:
    label = read_label("返納金債権回収率（％・累計）", 2023)
    assert (label.rest, label.unit, label.basis) == ("返納金債権回収率", "%", "cumulative")


def test_a_month_repeated_in_brackets_is_that_of_another_year() -> None:
    assert split_brackets("5月(5月)") == ("5月", "5月")
    assert split_brackets("令和4年4月(令和3年4月)") == ("令和4年4月", "令和3年4月")


@pytest.mark.parametrize("text", ["令和5年度末", "前年度末", "第1四半期末（6月）", "上期末現在", "令和5年度同期"])
def test_the_end_of_a_time_is_no_name(text: str) -> None:
    assert read_label(text, 2024).rest == ""


@pytest.mark.parametrize(("text", "month"), [("第1四半期末", 6), ("下半期末", 3), ("第2四半期", None), ("9月末", None)])
def test_the_end_of_a_part_of_the_year_is_a_month(text: str, month: int | None) -> None:
    assert read_label(text, 2024).part_end == month


def test_the_end_of_a_year_is_no_name() -> None:
    assert read_label("令和3年度末", 2022).rest == ""
    assert read_label("令和3年度末", 2022).fiscal_year == 2021


def test_the_average_of_a_group_of_branches_is_in_doubt() -> None:
    assert read_label("近畿ブロック平均", 2023).doubt is not None
    assert read_label("同規模支部平均", 2023).doubt is not None
    assert read_label("月平均", 2023).doubt is None


@pytest.mark.parametrize(
    ("text", "year", "rest"),
    [
        ("窓口件数(R4)", 2022, "窓口件数"),
        ("窓口件数(R4実績)", 2022, "窓口件数"),
        ("窓口件数【令和4】", 2022, "窓口件数"),
        ("窓口件数(R4上期)", 2022, "窓口件数"),
        ("窓口件数(R4.9)", 2022, "窓口件数"),
        ("全国(R5)", 2023, ""),
        ("目標(R6)", 2024, "目標"),
        ("窓口件数(R6改定)", None, "窓口件数(改定)"),
    ],
)
def test_a_year_in_short_in_brackets_is_that_of_a_label(text: str, year: int | None, rest: str) -> None:
    label = read_label(text, 2024)
    assert (label.fiscal_year, label.rest) == (year, rest)


def test_several_years_in_brackets_or_one_without_its_era_are_in_doubt() -> None:
    assert read_label("件数(R4・R5)", 2024).doubt and read_label("件数(R4~R6)", 2024).doubt
    bare = read_label("件数(4年度)", 2024)
    assert (bare.fiscal_year, bare.rest) == (2022, "件数") and bare.doubt


@pytest.mark.parametrize(
    ("label", "doubted"),
    [
        ("令和4年度\n令和5年度", True),
        ("R4\nR5", True),
        ("令和4年度・令和5年度", True),
        ("令和4年度 令和5年1月", False),
        ("令和5年度(令和4年度)", False),
    ],
)
def test_years_one_after_another_in_a_label_are_in_doubt(label: str, doubted: bool) -> None:
    assert (read_label(label, 2023).doubt is not None) == doubted


@pytest.mark.parametrize("text", ["4月からの累計", "4月以降の累計", "年度当初からの累計", "期首からの累計"])
def test_sums_since_the_year_began_are_of_no_month(text: str) -> None:
    label = read_label(text, 2023)
    assert (label.basis, label.bare_as_of, label.rest) == ("cumulative", None, "")
    assert read_label(f"{text}件数", 2023).rest == "件数"


def test_the_year_of_sums_since_its_april() -> None:
    label = read_label("令和4年4月からの累計", 2023)
    assert (label.fiscal_year, label.as_of, label.basis, label.rest) == (2022, None, "cumulative", "")


def test_sums_up_to_a_month_in_words() -> None:
    label = read_label("4月から11月までの累計", 2023)
    assert (label.basis, label.bare_as_of, label.rest) == ("cumulative", 11, "")


@pytest.mark.parametrize(
    ("text", "period", "up_to", "doubted"),
    [
        ("第1～第3四半期計", None, 12, False),
        ("1Q～3Q", None, 12, False),
        ("第1～2四半期", "H1", None, False),
        ("第3～第4四半期", "H2", None, False),
        ("第2～第3四半期", None, None, True),
    ],
)
def test_quarters_together_are_none_of_them(text: str, period: str | None, up_to: int | None, doubted: bool) -> None:
    label = read_label(text, 2023)
    assert (label.period, label.bare_as_of, label.rest, label.doubt is not None) == (period, up_to, "", doubted)


def test_the_sum_of_a_year_is_no_part_of_what_is_summed() -> None:
    assert [read_labels([over, "件数"], 2023).rest for over in ("年度計", "年間計", "上期計")] == ["件数"] * 3


def test_months_of_treatment_leave_no_words_and_averages_of_regions_are_of_a_group() -> None:
    assert read_label("令和4年5月診療分", 2022).rest == ""
    assert read_label("東海平均", 2022).of_group and read_label("四国4県平均", 2022).of_group
    assert not read_label("中国語対応の平均", 2022).of_group


def test_a_part_is_named_by_the_whole_above_it() -> None:
    assert part_of(read_label("うち窓口", 2022), "移送費").rest == "移送費 うち窓口"
    assert part_of(read_label("窓口", 2022), "移送費").rest == "窓口"


def test_the_year_and_those_gone_by_are_words_of_their_own() -> None:
    assert read_label("現年度", 2022).rest == "現年度" and read_label("過年度分", 2022).rest == "過年度分"


def test_what_two_labels_both_say_of_a_kpi_is_said_once() -> None:
    assert read_labels(["健康宣言事業所", "事業所数"], 2023).rest == "健康宣言事業所数"
    assert read_labels(["電話相談", "相談件数"], 2023).rest == "電話相談相談件数"


def test_a_unit_beside_its_basis_is_no_part_of_a_name() -> None:
    found = read_labels(["郵送化率", "%・単月"], 2023)
    assert (found.rest, found.unit, found.basis) == ("郵送化率", "%", "monthly")
    things = read_labels(["健康宣言事業所数", "事業所・累計"], 2023)
    assert (things.rest, things.basis) == ("健康宣言事業所数", "cumulative")
