"""Sentences to targets and results; wording and figures are our own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.shapes.text.sentences import headcounts, planned_rates, read_results, read_target, split_notes
from extract.shapes.text.spot import LOOKS_AHEAD
from tests.unit.build import paragraph, titled

RATE = "一般競争入札に占める一者応札案件の割合"


@pytest.mark.parametrize(
    ("text", "code", "comparator", "value", "unit"),
    [
        (f"{RATE}を12.5%以上とする", "single_bid_rate", ">=", 12.5, "%"),
        (f"{RATE}について、１２．５％以下とする。", "single_bid_rate", "<=", 12.5, "%"),
        ("サービススタンダードの達成状況を100%とする", "service_standard_rate", "=", 100, "%"),
        ("サービススタンダードの平均所要日数を8日以内とする", "service_standard_days", "<=", 8, "日"),
        ("サービススタンダードの平均所要日数8日以内を維持する", "service_standard_days", "<=", 8, "日"),
        ("健康宣言事業所数を2,340事業所以上とする", "health_declaration_workplaces", ">=", 2340, "事業所"),
        ("健康宣言事業所数を2,340社以上とする", "health_declaration_workplaces", ">=", 2340, "社"),
        ("ジェネリック医薬品使用割合(※1)を81.7%(※2)以上とする", "generic_use_rate", ">=", 81.7, "%"),
        ("(3) 生活習慣病予防健診実施率を63.4%以上とする。", "lifestyle_checkup_rate", ">=", 63.4, "%"),
        ("■ KPI：事業者健診データ取得率を9.1%以上とする", "employer_checkup_data_rate", ">=", 9.1, "%"),
        (f"{RATE}について対前年度以下（0.27%以下）とする", "single_bid_rate", "<=", 0.27, "%"),
        ("基金と合算した査定率を対前年度以上（0.441%以上）とする", "combined_assessment_rate", ">=", 0.441, "%"),
        ("査定額1件当たりを対前年度以上（7,215円以上）とする", "reassessment_amount_per_receipt", ">=", 7215, "円"),
        ("基金と合算した査定率を対前年度以上とする", "combined_assessment_rate", "prior_year_or_more", None, None),
        ("合算した査定率を対前年度（0.441%）以上とする", "combined_assessment_rate", "prior_year_or_more", 0.441, "%"),
        (f"{RATE}について対前年度以下とする", "single_bid_rate", "prior_year_or_less", None, None),
        ("保険証回収率を前年度以上とする（令和4年度：88.21%）", "card_recovery_rate", "prior_year_or_more", None, None),
        ("保険証回収率を前年度以上とする。", "card_recovery_rate", "prior_year_or_more", None, None),
    ],
)  # fmt: skip
def test_targets(text: str, code: str, comparator: str, value: float | None, unit: str | None) -> None:
    target = read_target(text, 2023)
    assert target is not None
    assert target.match is not None
    assert (target.match.kpi.code, target.comparator, target.value, target.unit) == (code, comparator, value, unit)


def test_a_target_of_last_years_level_keeps_the_level() -> None:
    target = read_target("保険証回収率を前年度以上とする（令和4年度：88.21%）", 2023)
    assert target is not None
    assert target.baseline is not None
    assert (target.baseline[0], target.baseline[1].value) == (2022, 88.21)


def test_a_qualitative_target_needs_its_block() -> None:
    text = "データ等に基づく意見発信を審議会で実施する"
    assert read_target(text, 2023) is None
    target = read_target(text, 2023, in_kpi_block=True)
    assert target is not None
    assert (target.comparator, target.value) == ("qualitative", None)


def test_the_year_before_a_target_is_its_year() -> None:
    target = read_target("令和6年度目標（KPI）：健康宣言事業所数を900事業所以上とする", 2023)
    assert target is not None
    assert target.year in (2024, None)


@pytest.mark.parametrize(
    "text",
    [
        "目標としていた実施率を達成した。",
        "達成率は100%であった。",
        "保険証回収率は91.2%となり、目標を達成している",
        "会議を3回以上開く",
        "電話応対の満足度を90%以上とする",  # no KPI of the catalogue, and no KPI block
        "健康宣言事業所数を63%以上とする",  # a number of workplaces is no percentage
        "ジェネリック医薬品使用割合の向上に努める",
        "",
    ],
)
def test_prose_is_no_target(text: str) -> None:
    assert read_target(text, 2023) is None


def test_the_heading_decides_who_is_meant() -> None:
    alone = read_target("特定保健指導実施率を31.4%以上とする", 2023)
    assert alone is None or alone.match is None or not alone.match.sure
    insured = read_target("特定保健指導実施率を31.4%以上とする", 2023, about="被保険者")
    dependent = read_target("特定保健指導実施率を31.4%以上とする", 2023, about="被扶養者")
    assert insured is not None
    assert dependent is not None
    assert insured.match is not None
    assert dependent.match is not None
    assert (insured.match.kpi.code, dependent.match.kpi.code) == ("insured_guidance_rate", "dependent_guidance_rate")


@given(st.integers(0, 99999), st.integers(0, 3), st.sampled_from(["以上", "以下"]), st.booleans())
def test_any_number_in_a_target_is_read_as_printed(number: int, places: int, direction: str, wide: bool) -> None:
    digits = f"{number / 10**places:,.{places}f}"
    shown = digits.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，")) if wide else digits
    target = read_target(f"一者応札率を{shown}%{direction}とする", 2023)
    assert target is not None
    assert target.value == float(digits.replace(",", ""))
    assert target.comparator == {"以上": ">=", "以下": "<="}[direction]


@given(st.text(max_size=50) | st.text("率を以上以下とする対前年度(0.5%)令和5年9月末時点実績:※・、。 ", max_size=50))
def test_no_sentence_breaks_the_readers(text: str) -> None:
    read_target(text, 2023)
    read_target(text, None, "被保険者", in_kpi_block=True)
    read_results(text, 2023)
    read_results(text, None)
    planned_rates(text, 2023, "")
    headcounts(text)
    main, notes = split_notes(text)
    assert len(main) + len(notes) <= len(text)


SEPTEMBER, JULY = date(2024, 9, 1), date(2024, 7, 1)


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("一者応札割合 21.4%（令和6年9月末）", [(21.4, 2024, SEPTEMBER)]),
        ("令和6年9月末時点 84.7%", [(84.7, 2024, SEPTEMBER)]),
        ("9.1% 令和6年9月末時点", [(9.1, 2024, SEPTEMBER)]),
        ("回収率33.5%(9月末)", [(33.5, 2024, SEPTEMBER)]),
        ("R元年度実績：97.2%", [(97.2, 2019, None)]),
        ("査定率 0.415%（令和5年度）", [(0.415, 2023, None)]),
        ("2023年度実績 812事業所", [(812, 2023, None)]),
        ("令和6年2月 5,120円", [(5120, 2023, date(2024, 2, 1))]),
        ("H29年度実績:81.4%", [(81.4, 2017, None)]),  # 29 is the year, not September of 2
        ("0.351%（R6年7月時点）、R5年度実績：0.338%", [(0.351, 2024, JULY), (0.338, 2023, None)]),
        ("R6.7時点 0.351%", [(0.351, 2024, JULY)]),
        ("88.8%（令和6年9月速報値）", [(88.8, 2024, SEPTEMBER)]),
        ("43.8%（令和6年9月末）（参考：令和5年度42.9%）", [(43.8, 2024, SEPTEMBER), (42.9, 2023, None)]),
        ("令和5年度 20,765事業所", [(20765, 2023, None)]),
        ("実施率は41.2%であった", []),
        ("12（令和6年9月末）", []),  # a bare number is no result
        ("令和6年9月", []),
        ("前年度実績 77.1%", [(77.1, 2023, None)]),
    ],
)
def test_results_and_their_dates(text: str, results: list[tuple[float, int, date | None]]) -> None:
    assert [(r.figure.value, r.year, r.as_of) for r in read_results(text, 2024)] == results


def test_a_result_knows_its_name_and_whether_it_is_provisional_or_national() -> None:
    (own, national) = read_results("受診率 12.3%（令和6年9月速報値）、全国平均 11.9%（令和6年9月末）", 2024)
    assert (own.name, own.provisional, own.national) == ("受診率", True, False)
    assert national.national
    for text in ("96.4%(令和6年9月時点) [前年同月:95.1%]", "①96.4%(令和6年9月時点)〔前年同月:95.1%〕"):
        assert [(r.name.lstrip("①"), r.figure.value, r.year) for r in read_results(text, 2024)] == [
            ("", 96.4, 2024),
            ("", 95.1, 2023),  # the bracket is no name
        ]


@pytest.mark.parametrize(
    ("text", "main", "notes"),
    [
        (
            "割合を5%以下とする ※直近の実績：6.1%（令和6年9月末）",
            "割合を5%以下とする",
            "直近の実績：6.1%（令和6年9月末）",
        ),
        ("割合を5%以下とする。※令和5年度実績：7.0%", "割合を5%以下とする。", "令和5年度実績：7.0%"),
        ("割合（※1）を5%以下とする", "割合（※1）を5%以下とする", ""),
        ("取り組む ※詳細は別紙", "取り組む ※詳細は別紙", ""),
    ],
)
def test_notes_behind_a_target(text: str, main: str, notes: str) -> None:
    assert split_notes(text) == (main, notes)


def test_rates_planned_with_the_people_they_take() -> None:
    ((target, heads),) = planned_rates("・生活習慣病予防健診 実施率48.2%（実施見込者数：12,345人）", 2023, "")
    assert target.match is not None
    assert (target.match.kpi.code, target.value, target.planned) == ("lifestyle_checkup_rate", 48.2, True)
    assert (heads.value, heads.unit) == (12345, "人")
    assert "実施見込者数" in heads.name


def test_people_in_scope() -> None:
    (heads,) = headcounts("被保険者（40歳以上）（実施対象者数：98,765人）")
    assert (heads.value, heads.unit) == (98765, "人")
    assert heads.name.startswith("被保険者")


def test_a_date_in_brackets_with_a_figure_of_its_own_dates_that_one() -> None:
    results = read_results("達成率について、令和4年度の実績は98.76%(令和3年度:97.65%)となった。", 2022)
    assert [(r.figure.value, r.year, r.as_of) for r in results] == [(98.76, 2022, None), (97.65, 2021, None)]


def test_a_date_in_brackets_alone_dates_the_figure_before_it() -> None:
    results = read_results("達成率 98.76%(令和3年度)", 2022)
    assert [(r.figure.value, r.year) for r in results] == [(98.76, 2021)]


def test_a_figure_that_is_to_be_reached_is_a_target() -> None:
    target = read_target("サービススタンダードを100%達成する。", 2023, in_kpi_block=True)
    assert target is not None
    assert (target.comparator, target.value) == ("=", 100)


def test_what_begins_with_a_figure_names_no_target() -> None:
    assert read_target("■KPI:12.5% 令和4年9月末時点 入札件数 8件中一者応札案件 1件", 2022) is None
    found = read_results("■KPI:12.5% 令和4年9月末時点 入札件数 8件中一者応札案件 1件", 2022)[0]
    assert (found.figure.value, found.as_of) == (12.5, date(2022, 9, 1))


def test_the_same_time_of_last_year_is_a_year_before_the_figure_compared() -> None:
    now, before = read_results("→ 8月末時点の実績は71.5％（前年同期は70.2％）", 2023)
    assert (now.name, now.year, now.as_of) == ("の実績は", 2023, date(2023, 8, 1))
    assert (before.figure.value, before.year, before.as_of) == (70.2, 2022, date(2022, 8, 1))
    assert read_results("前年同期は70.2％", 2023) == []


def test_a_count_of_days_in_brackets_is_that_of_the_date_before_it() -> None:
    (before,) = read_results("平均所要日数は6.8日(前年度7.2日)。", 2023)
    assert (before.figure.value, before.year) == (7.2, 2022)


def test_a_target_behind_a_label_of_what_comes_next_may_be_of_another_year() -> None:
    said = ["【目標】郵送化率95.0%以上", "【今後】郵送化率97.0%以上を目指す。"]
    out = titled(*[paragraph(line, boxed=True) for line in said], title="令和4年度 大分支部事業報告")
    assert [(row["target_value"], row["review_state"], row["review_reason"]) for row in out.of("kpi_target")][1:] == [
        (97.0, "flagged", LOOKS_AHEAD)
    ]


def test_an_expected_figure_is_provisional_and_shorter_by_so_much_is_a_difference() -> None:
    said = "令和4年度の郵送化率は95.1%(見込み)であった。"
    rows = titled(paragraph(said, boxed=True)).of("kpi_actual")
    assert [(row["value"], row["provisional"]) for row in rows] == [(95.1, True)]
    said = "令和4年度の平均所要日数は6.1日で、全国平均の6.9日より0.8日短い。"
    rows = titled(paragraph(said, boxed=True)).of("kpi_actual")
    assert sorted(row["value"] for row in rows) == [6.1, 6.9]


def test_particles_around_the_name_of_a_planned_rate_are_none_of_it() -> None:
    text = "被保険者（40歳以上）の生活習慣病予防健診は実施率48.2%（実施見込者数12,345人）を目指す。"
    ((target, heads),) = planned_rates(text, 2023, "")
    assert target.match is not None and target.match.kpi.code == "lifestyle_checkup_rate"
    assert heads.name == "生活習慣病予防健診 実施見込者数"


@pytest.mark.parametrize("before", ["令和4年度：", "（前年度：", "R4年度の"])
def test_a_figure_of_a_year_before_is_no_target(before: str) -> None:
    assert read_target(f"返納金債権の回収率　{before}51.4%", 2023, in_kpi_block=True) is None
    assert read_target("返納金債権の回収率　令和5年度：53.9%", 2023, in_kpi_block=True) is not None
    assert read_target(f"返納金債権の回収率　{before}51.4%以上とする", 2023, in_kpi_block=True) is not None
