"""Boxes and lines of text that name a KPI and state its target and results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.document import Line, Place
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.tables.cards.card_entries import entries_of
from extract.shapes.tables.cards.kpi_cards import read_box, read_cards
from tests.unit.build import brief, header, paragraph, recorder, scope, table, titled

HALF_YEAR = header(2023, as_of=date(2023, 9, 1), kind="progress", period="H1")


def read(*lines: str) -> tuple[Recorder, list[str]]:
    out = recorder()
    used = read_cards(paragraph(*lines, boxed=True).lines, scope(HALF_YEAR), out)
    return out, [line.text for line in used]


def test_a_card() -> None:
    out, used = read(
        "お知らせ", "■ 健康宣言事業所数", "目標：900事業所以上", "実績：912事業所（9月末）", "令和4年度 871事業所"
    )
    assert used == ["■ 健康宣言事業所数", "目標：900事業所以上", "実績：912事業所（9月末）", "令和4年度 871事業所"]
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [
        ("health_declaration_workplaces", ">=", 900)
    ]
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of") == [(912, 2023, "2023-09"), (871, 2022, None)]


def test_a_sentence_that_goes_on_behind_a_figure_is_no_card() -> None:
    out, used = read("生活習慣病予防健診実施率は、目標（60.5％以上）", "には届かなかったものの、58.2％となった。")
    assert used == [] and out.of("kpi_target") == []


def test_an_age_in_brackets_behind_a_name_is_no_target() -> None:
    out, _ = read("生活習慣病予防健診実施率(40歳以上)", "60.7%", "目標 62.5%以上")
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("lifestyle_checkup_rate", 62.5)]


def test_a_share_of_the_target_is_no_target() -> None:
    out, _ = read("生活習慣病予防健診実施率", "目標 62.0%", "実績 61.0%", "目標の98%")
    assert brief(out.of("kpi_target"), "target_value") == [(62.0,)]
    assert brief(out.of("kpi_actual"), "value") == [(61.0,)]


def test_cards_one_after_the_other_and_a_name_over_two_lines() -> None:
    out, _ = read(
        "一般競争入札に占める",
        "一者応札案件の割合",
        "目標 15%以下",
        "サービススタンダードの達成状況",
        "目標 100%",
        "全国平均 99.1%",
    )
    assert brief(out.of("kpi_target"), "kpi_code", "comparator") == [
        ("single_bid_rate", "<="),
        ("service_standard_rate", "="),
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "scope") == [("service_standard_rate", "national_average")]


@pytest.mark.parametrize(
    "lines",
    [
        ("健康宣言事業所数", "実績：912事業所"),  # no target: left to the sentences
        ("目標：900事業所以上", "実績：912事業所"),  # no name
        ("令和5年度の取組", "目標：900事業所以上"),
    ],
)
def test_what_is_no_card_is_left(lines: tuple[str, ...]) -> None:
    out, used = read(*lines)
    assert used == []
    assert out.rows == {}


DECEMBER = scope(header(2024, as_of=date(2024, 12, 1), kind="progress", period="Q3"))


def cell(text: str) -> Recorder:
    out = recorder()
    read_cards(paragraph(*text.split("\n"), boxed=True).lines, DECEMBER, out)
    return out


def test_a_figure_alone_below_the_name_is_the_result() -> None:
    out = cell("健康宣言事業所数\n912事業所\n目標 950事業所以上\n前年同期 876事業所")
    facts = brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value", "review_state")
    assert facts == [(2024, "2024-12", 912, "ok"), (2023, "2023-12", 876, "ok")]
    assert brief(out.of("kpi_target"), "comparator", "target_value") == [(">=", 950)]


@pytest.mark.parametrize("text", ["目標\n950事業所以上\n実績\n912事業所", "950事業所以上\n実績\n912事業所"])
def test_the_line_above_a_figure_says_what_it_is(text: str) -> None:
    out = cell(f"健康宣言事業所数\n{text}")
    assert brief(out.of("kpi_target"), "comparator", "target_value") == [(">=", 950)]
    assert brief(out.of("kpi_actual"), "as_of", "value") == [("2024-12", 912)]


def test_a_second_figure_alone_is_nothing() -> None:
    out = cell("健康宣言事業所数\n目標 950事業所以上\n実績 912事業所\n876事業所")
    assert brief(out.of("kpi_actual"), "value") == [(912,)]


def test_lines_that_print_result_and_target() -> None:
    lines = ["生活習慣病予防健診実施率：31.2%(目標62.3%以上)", "事業者健診データ取得率：4.5%(目標9.8%以上)"]
    out = titled(paragraph(*lines, boxed=True), title="令和6年度上期 大分支部の取組状況")
    assert brief(out.of("kpi_target"), "kpi_code", "target_value", "review_state") == [
        ("lifestyle_checkup_rate", 62.3, "ok"),
        ("employer_checkup_data_rate", 9.8, "ok"),
    ]
    facts = brief(out.of("kpi_actual"), "kpi_code", "as_of", "value", "review_state")
    assert facts == [
        ("lifestyle_checkup_rate", "2024-09", 31.2, "flagged"),
        ("employer_checkup_data_rate", "2024-09", 4.5, "flagged"),
    ]


def box(*lines: str) -> tuple[Recorder, bool]:
    out = recorder()
    return out, read_box(paragraph(*lines, boxed=True).lines, scope(HALF_YEAR), out)


def test_a_box_of_a_kpis_results() -> None:
    out, read = box("健康宣言事業所数", "912事業所", "前年同期 871事業所", "令和4年度実績 880事業所")
    assert read
    assert brief(out.of("kpi_actual"), "kpi_code", "value", "as_of") == [
        ("health_declaration_workplaces", 912, "2023-09"),
        ("health_declaration_workplaces", 871, "2022-09"),
        ("health_declaration_workplaces", 880, None),
    ]


def test_a_box_of_a_count() -> None:
    out, read = box("出前講座の", "参加人数", "1,204人", "前年同月 987人")
    assert read
    assert brief(out.of("period_figure"), "measure_ja", "value", "unit", "fiscal_year", "period") == [
        ("出前講座の参加人数", 1204, "人", 2023, "YTD"),
        ("出前講座の参加人数", 987, "人", 2022, "YTD"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("1,204人", "出前講座の参加人数"),
        ("出前講座の参加人数", "前年同月 987人"),
        ("出前講座の参加人数", "1,204人", "来年度も続ける"),
        ("講座を開き、多くの方が参加した。", "1,204人"),
        ("第2回講座", "1,204人"),
        ("参加人数", "1,204人", "987人"),
    ],
)
def test_a_box_of_other_lines_is_left(lines: tuple[str, ...]) -> None:
    out, read = box(*lines)
    assert not read and out.of("period_figure") == []


def test_a_card_with_ranks_and_last_year_at_the_same_time() -> None:
    out, _ = read(
        "健康宣言事業所数", "912事業所", "目標 900事業所以上", "前年同月 871事業所", "全国順位 12位（前年同月15位）"
    )
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of") == [
        (912, 2023, "2023-09"),
        (871, 2022, "2022-09"),
    ]
    assert brief(out.of("kpi_rank"), "kpi_code", "rank", "previous_rank") == [("health_declaration_workplaces", 12, 15)]


def test_two_entries_may_share_a_line() -> None:
    out, _ = read("一者応札案件の割合", "目標15%以下", "実績 12.5%", "全国平均14.2% 全国8位")
    assert brief(out.of("kpi_actual"), "value", "scope") == [(12.5, "branch"), (14.2, "national_average")]
    assert brief(out.of("kpi_rank"), "kpi_code", "rank") == [("single_bid_rate", 8)]


def test_what_a_figure_is_may_stand_below_it() -> None:
    out, _ = read("健康宣言事業所数", "871事業所", "令和4年度実績", "目標：900事業所以上")
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "basis") == [(871, 2022, "full_year")]
    assert brief(out.of("kpi_target"), "comparator", "target_value") == [(">=", 900)]


def test_last_year_at_the_same_time_is_of_the_month_noted_at_the_figure() -> None:
    out, _ = read("返納金債権の回収率", "31.20%（7月末）", "〔目標〕対前年度以上（54.10%以上） 〔前年同期〕29.85%")
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(31.2, "2023-07"), (29.85, "2022-07")]
    assert brief(out.of("kpi_target"), "comparator", "target_value") == [("prior_year_or_more", 54.1)]


@pytest.mark.parametrize("aim", ["前年度（54.10%）以上", "対前年度（54.10%）以上"])
def test_last_years_figure_between_the_words_of_a_target(aim: str) -> None:
    out, _ = read("KPI 返納金債権（返還金（不当請求）を除く。）の回収率", f"目標：{aim} 実績：31.20%（令和5年7月末）")
    assert brief(out.of("kpi_target"), "fiscal_year", "comparator", "target_value") == [
        (2023, "prior_year_or_more", 54.1)
    ]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value", "as_of") == [(2023, 31.2, "2023-07")]


def test_a_line_with_a_figure_is_no_part_of_the_name_below_it() -> None:
    _, used = read("・前年度（87.3％）から4.7ポイント低下した", "健康宣言事業所数", "目標：900事業所以上")
    assert used == ["健康宣言事業所数", "目標：900事業所以上"]


def test_a_rank_without_a_date_is_of_the_month_of_the_result_beside_it() -> None:
    out, _ = read("健康宣言事業所数", "目標：900事業所以上", "8月末時点実績：912事業所", "全国順位：10位")
    assert brief(out.of("kpi_rank"), "rank", "as_of") == [(10, "2023-08")]


def test_a_figure_that_a_line_breaks_is_no_entry() -> None:
    out, _ = read("健康保険証の回収率：83.", "34%以上")
    assert out.of("kpi_target") == []


def test_rules_between_the_entries_of_a_card_make_no_table_of_them() -> None:
    inner = table(
        [[""], [""], [""], [""], [""], [""], [""], ["目標：900事業所以上"], ["前年度：871事業所"]], boxed=True
    )
    card = table([[[paragraph("健康宣言事業所数", "912事業所", "令和5年度実績", boxed=True), inner]]], boxed=True)
    out = titled(card, title="令和5年度 大分支部事業報告")
    assert brief(out.of("kpi_target"), "target_value") == [(900,)]
    assert sorted(brief(out.of("kpi_actual"), "fiscal_year", "value")) == [(2022, 871), (2023, 912)]


def test_an_evaluation_on_a_card_says_what_the_legend_says() -> None:
    card = table(
        [["２．健康宣言事業所数\n目　標：900事業所以上（前年度以上）実　績：912事業所\t評　価：Ｂ"]], boxed=True
    )
    legend = paragraph("評価 Ａ：目標を上回った Ｂ：目標を達成した Ｃ：目標を下回った")
    out = titled(legend, card, title="令和5年度 大分支部事業報告")
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "review_state") == [
        ("健康宣言事業所数", "B", "on_plan", "ok")
    ]
    assert brief(out.of("kpi_actual"), "value", "basis") == [(912, "full_year")]


def test_an_evaluation_that_no_legend_explains_is_in_doubt() -> None:
    out, _ = read("健康宣言事業所数", "目標：900事業所以上", "評価：A")
    assert brief(out.of("plan_status"), "symbol", "status", "review_state") == [("A", None, "flagged")]


def beside(top: float, *texts: str) -> Line:
    """A line of pieces side by side."""
    boxes = [(50.0 + 150 * i, top, 50.0 + 150 * i + 9 * len(text), top + 10) for i, text in enumerate(texts)]
    whole = (boxes[0][0], top, boxes[-1][2], top + 10)
    pieces = [Line(text, Place(1, whole), 9.0, box=box) for text, box in zip(texts, boxes, strict=True)]
    return Line("\t".join(texts), Place(1, whole), 9.0, box=whole, pieces=tuple(pieces))


def read_lines(*lines: Line) -> Recorder:
    out = recorder()
    read_cards(lines, scope(HALF_YEAR), out)
    return out


def test_labels_in_brackets_before_their_figures() -> None:
    out, _ = read("健康宣言事業所数", "912事業所", "【目標】900事業所以上", "【達成率】101.3%", "【評価】○")
    assert brief(out.of("kpi_target"), "target_value") == [(900,)]
    assert brief(out.of("period_figure"), "measure_ja", "value") == [("健康宣言事業所数 達成率", 101.3)]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]


def test_labels_over_figures_and_beside_both_lines_entries_of_their_own() -> None:
    out = read_lines(
        beside(50, "健康宣言事業所数"),
        beside(62, "令和4年度実績", "9月末実績", "目標：900事業所以上"),
        beside(74, "871事業所", "912事業所", "全国平均：850事業所"),
    )
    assert brief(out.of("kpi_target"), "target_value") == [(900,)]
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "scope") == [
        (871, 2022, "branch"), (912, 2023, "branch"), (850, 2023, "national_average"),
    ]  # fmt: skip


@pytest.mark.parametrize("aim", ["900事業所以上", "対前年度末以上"])
def test_a_dash_under_one_of_the_labels_leaves_the_figure_under_the_other(aim: str) -> None:
    out = read_lines(
        beside(50, "健康宣言事業所数"), beside(62, "912事業所"), beside(74, "9月末現在"),
        beside(86, "目標", "前年同期"), beside(98, aim, "－"),
    )  # fmt: skip
    assert len(out.of("kpi_target")) == 1
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(912, "2023-09")]
    bare = read_lines(beside(50, "健康宣言事業所数"), beside(62, "目標", "前年同期"), beside(74, "－", "－"))
    assert not bare.of("kpi_target")


@pytest.mark.parametrize(
    "name",
    [
        ("健康宣言事業所数 ○",),
        ("一般競争入札に占める ○", "一者応札案件の割合"),
        ("資格喪失後1か月以内の保険証回収率 ○",),
        ("生活習慣病予防健診実施率(40歳以上) ○",),
        ("柔道整復の3部位以上かつ月15日以上の申請割 ○", "合"),
        ("柔道整復の申請に占める3部位以上かつ ○", "月15日以上の", "施術の申請割合"),
    ],
)
def test_a_status_in_the_corner_behind_the_first_line_of_a_name(name: tuple[str, ...]) -> None:
    out, _ = read(*name, "12.0%" if len(name) > 1 else "912事業所", "（9月末実績）", "目標 20%以下")
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("".join(name).replace(" ○", ""), "○")]
    assert brief(out.of("kpi_actual"), "as_of") == [("2023-09",)]


def test_a_name_that_goes_on_below_two_names_side_by_side_is_of_neither_for_sure() -> None:
    out = read_lines(
        beside(50, "一般競争入札に占める一者応札", "ジェネリック医薬品使用割合"),
        beside(62, "案件の割合"),
        beside(74, "目標 15.0%以下"),
    )
    assert out.of("kpi_target") == []


def test_a_status_between_the_figures_of_a_line() -> None:
    out, _ = read("健康宣言事業所数", "912事業所", "目標 900事業所以上 評価 ○ 達成率 101.3%")
    assert brief(out.of("kpi_target"), "target_value") == [(900,)]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]
    assert brief(out.of("period_figure"), "value") == [(101.3,)]


def test_a_status_behind_the_first_of_three_lines_or_glued_to_a_name() -> None:
    name = ("全被保険者数に占める健康保 ×", "険委員が委嘱されている事業所", "の被保険者数の割合")
    for lines in (name, ("サービススタンダードの達成◎", "率")):
        out, _ = read(*lines, "実績 43.67%", "目標 50.00%以上")
        words = "".join(lines)
        assert brief(out.of("plan_status"), "item_ja") == [(words.translate({ord(c): None for c in " ×◎"}),)]


def test_a_line_that_a_card_took_pieces_of_is_used() -> None:
    lines = [beside(50, "健康宣言事業所数"), beside(62, "令和4年度実績", "9月末実績", "目標：900事業所以上"),
             beside(74, "871事業所", "912事業所")]  # fmt: skip
    assert read_cards(lines, scope(HALF_YEAR), recorder()) == lines


def test_a_bare_figure_below_the_heading_of_targets_is_the_target() -> None:
    lines = ("数値目標（KPI）", "サービススタンダードの達成状況", "100%", "令和5年7月末：99.1%")
    out, _ = read(*lines)
    assert brief(out.of("kpi_target"), "comparator", "target_value") == [("=", 100)]
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(99.1, "2023-07")]
    assert read(*lines[1:])[0].of("kpi_target") == []


def test_an_arrow_between_two_years_says_nothing() -> None:
    out, _ = read("健康宣言事業所数", "令和4年度 871事業所", "↓", "令和5年度", "912事業所", "（目標 900事業所）")
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2022, 871), (2023, 912)]
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [(2023, 900)]


def test_a_noun_before_the_figure_ends_the_name_above_it() -> None:
    out, _ = read("生活習慣病予防健診", "実施率 64.7%", "（目標 62.0%以上、全国平均 57.0%）")
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("lifestyle_checkup_rate", 62)]
    assert brief(out.of("kpi_actual"), "kpi_code", "kpi_text", "value", "scope") == [
        ("lifestyle_checkup_rate", "生活習慣病予防健診実施率", 64.7, "branch"),
        ("lifestyle_checkup_rate", "生活習慣病予防健診実施率", 57, "national_average"),
    ]


def test_a_figure_behind_the_word_kpi_is_the_target() -> None:
    out, _ = read("生活習慣病予防健診の実施率", "65.6%", "KPI 66.1%　前年度 64.2%")
    assert brief(out.of("kpi_target"), "target_value") == [(66.1,)]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2023, 65.6), (2022, 64.2)]


def test_years_in_short_before_their_figures() -> None:
    out, _ = read("健康宣言事業所数", "912事業所", "目標 900事業所以上", "R4 871事業所 → R5 912事業所")
    assert set(brief(out.of("kpi_actual"), "fiscal_year", "value")) == {(2023, 912), (2022, 871)}


def test_a_figure_below_the_target_with_its_date_below_is_the_result() -> None:
    aim = "目標 対前年度末（871事業所）以上"
    out, _ = read("健康宣言事業所数", aim, "912事業所", "令和5年8月時点", "前年同月 860事業所")
    assert brief(out.of("kpi_target"), "comparator") == [("prior_year_or_more",)]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value", "as_of")[-2:] == [
        (2023, 912, "2023-08"),
        (2022, 860, "2022-08"),
    ]
    assert read("健康宣言事業所数", "目標 900事業所", "912事業所")[0].of("kpi_actual") == []


@pytest.mark.parametrize(("height", "state"), [(10.0, "flagged"), (13.0, "ok")])
def test_a_rank_beside_last_years_figure_may_be_of_that(height: float, state: str) -> None:
    texts = ["健康保険委員カバー率", "目標 47.0%以上", "実績 46.8%"]
    last = beside(98, "前年同月 44.9%", "40位")
    boxes = ((50.0, 98.0, 90.0, 108.0), (200.0, 98.0, 230.0, 98.0 + height))
    pieces = tuple(replace(piece, box=box) for piece, box in zip(last.pieces, boxes, strict=True))
    out = read_lines(*(beside(62 + 12 * i, text) for i, text in enumerate(texts)), replace(last, pieces=pieces))
    assert brief(out.of("kpi_rank"), "rank", "review_state") == [(40, state)]


def test_a_rank_with_that_of_last_year_in_brackets_stays_one() -> None:
    out, _ = read("健康保険委員カバー率", "46.8%", "目標 47.0%以上", "全国順位(前年度末) 31位(28位)")
    assert brief(out.of("kpi_rank"), "fiscal_year", "rank", "previous_rank") == [(2023, 31, 28)]


def _with_inner(*rows: list[str]) -> Recorder:
    lines = ("健康宣言事業所数 ○", "912事業所", "令和5年11月末時点")
    inner = table(rows, boxed=True, index="1.0.1")
    card = table([[[paragraph(*lines, boxed=True), inner]]], boxed=True)
    legend = paragraph("○：計画どおり △：計画を下回る ×：未実施")
    return titled(legend, card, title="令和5年度第3四半期 大分支部事業の進捗状況")


@pytest.mark.parametrize("remark", ["（新指標のため比較なし）", "集計中のため未公表", "対象外", "－"])
def test_a_remark_in_place_of_a_figure_leaves_the_others_of_a_card(remark: str) -> None:
    out = _with_inner(["目標", "900事業所以上"], ["前年同期", remark], ["全国平均（同時点）", "870事業所"])
    assert brief(out.of("kpi_target"), "target_value", "review_state") == [(900, "ok")]
    assert brief(out.of("kpi_actual"), "scope", "value") == [("branch", 912), ("national_average", 870)]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]


def test_a_target_in_words_is_no_remark() -> None:
    out = _with_inner(["目標", "対前年度以上"], ["前年同期", "871事業所"])
    assert [row["comparator"] for row in out.of("kpi_target")] == ["prior_year_or_more"]


@pytest.mark.parametrize("head", ["全国順位", "全国順位（前年度末）", "全国順位（11月末）"])
def test_two_ranks_of_a_card_are_of_the_month_of_its_result(head: str) -> None:
    out = _with_inner(["目標", "900事業所以上"], [head, "31位（28位）"])
    assert brief(out.of("kpi_rank"), "rank", "previous_rank", "as_of") == [(31, 28, "2023-11")]


def test_a_result_with_its_month_in_small_print_behind_it() -> None:
    out, _ = read("被扶養者資格の確認書の", "提出率 ○", "62.1% 9月末実績", "目標 91.4%以上", "全国平均 57.3%")
    assert brief(out.of("kpi_actual"), "value", "as_of", "scope")[0] == (62.1, "2023-09", "branch")


def test_other_words_behind_a_figure_make_it_no_result_of_this_year() -> None:
    out, _ = read("健康宣言事業所数", "912事業所 前年9月末実績", "目標：900事業所以上")
    assert all(row["fiscal_year"] != 2023 for row in out.of("kpi_actual"))


def corner(*lines: tuple[str, float, float]) -> list[Line]:
    """Lines by their text, left side and top."""
    boxes = [(left, top, left + 9.0 * len(text), top + 10) for text, left, top in lines]
    return [Line(text, Place(1, bbox=box), box=box) for (text, _, _), box in zip(lines, boxes, strict=True)]


def test_a_symbol_between_the_lines_of_a_name_judges_it() -> None:
    entries = entries_of(
        corner(("健康保険委員が委嘱されている", 20, 20), ("○", 200, 27), ("事業所の被保険者数の割合", 20, 34))
    )
    assert [(solid(entry.line.text), entry.role) for entry in entries[:2]] == [
        ("健康保険委員が委嘱されている", None),
        ("事業所の被保険者数の割合", None),
    ]
    assert [(entry.role, entry.value) for entry in entries[2:]] == [("status", "○")]


def test_a_symbol_between_lines_of_no_name_stays() -> None:
    entries = entries_of(corner(("出前講座", 20, 20), ("○", 200, 27), ("健康宣言事業所数", 20, 34)))
    assert [entry.line.text for entry in entries] == ["出前講座", "○", "健康宣言事業所数"]


def _slide(*lines: str, title: str = "被扶養者の特定健診実施率") -> Recorder:
    out = recorder()
    first, *rest = paragraph(title, *lines, boxed=True).lines
    sized = [replace(first, size=20.0), *(replace(line, size=10.0) for line in rest)]
    read_cards(sized, scope(HALF_YEAR), out)
    return out


_CHART = ("建設業 41", "製造業 32", "運輸業 20", "※ 業種は届出による")
_PANEL = ("目標 31.5％以上", "9月末実績 12.1％", "前年9月末 11.4％")


def test_the_title_of_a_page_names_the_kpi_of_figures_below_other_words() -> None:
    out = _slide(*_CHART, *_PANEL)
    assert brief(out.of("kpi_target"), "kpi_code", "target_value", "review_state") == [
        ("dependent_checkup_rate", 31.5, "flagged")
    ]
    assert brief(out.of("kpi_actual"), "value", "fiscal_year") == [(12.1, 2023), (11.4, 2022)]


def test_a_page_that_names_another_kpi_has_no_title_for_all() -> None:
    assert _slide("ジェネリック医薬品使用割合の図", *_CHART, *_PANEL).of("kpi_target") == []
    assert _slide(*_CHART, *_PANEL, title="健診の受け方").of("kpi_target") == []


def test_the_rank_of_another_year_is_not_of_the_month_of_this_years_result() -> None:
    out = _slide("目標 31.5％以上", "9月末実績 12.1％", "令和4年度の全国順位 8位")
    assert brief(out.of("kpi_rank"), "fiscal_year", "rank", "as_of") == [(2022, 8, None)]


@pytest.mark.parametrize(("heading", "state"), [("10人未満の事業所", "flagged"), ("目標と実績", "ok")])
def test_a_heading_below_the_title_may_say_of_what_part_the_figures_are(heading: str, state: str) -> None:
    out = recorder()
    title, between, *rest = paragraph("被扶養者の特定健診実施率", heading, *_PANEL, boxed=True).lines
    sized = [replace(title, size=20.0), replace(between, size=14.0), *(replace(line, size=10.0) for line in rest)]
    read_cards(sized, scope(HALF_YEAR), out)
    assert {row["review_state"] for row in out.of("kpi_actual")} == {state}
