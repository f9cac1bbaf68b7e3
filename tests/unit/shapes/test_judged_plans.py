"""Tables that judge or rank what was planned: their column of the plan, and figures tied to the KPI beside them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import Block, Table
from extract.recorder import Recorder
from extract.shapes.tables.plans.layout import find_layout
from tests.unit.build import brief, header, paragraph, table, titled

_XS = [0.0, 90.0, 300.0, 520.0, 560.0, 620.0]
_WORK = "(1)受付から支払までの日数を毎週確かめ、遅れそうな申請から先に処理する。"
_HEADS = ["事業名（担当）", "取組・ＫＰＩ", "実施状況", "評価", "全国順位（前年度）"]


def _judged(
    done: str | Sequence[Block], kpi: str, heads: list[str] = _HEADS, rank: str = "7位（9位）", judged: str = "○"
) -> Table:
    row: list[str | Sequence[Block]] = [
        "支払の迅速化\n（業務グループ）",
        f"{_WORK}\n【ＫＰＩ】{kpi}",
        done,
        judged,
        rank,
    ]
    return table([heads, row], boxed=True, xs=_XS)


def _months(corner: str, *rows: list[str]) -> list[Block]:
    return [paragraph("・毎週の会議で確かめた。"), table([[corner, "4月", "5月", "6月"], *rows], index="1.0.1")]


@pytest.mark.parametrize("head", ["取組・ＫＰＩ", "実施項目", "重点事項と目標", "内容"])
def test_the_plan_is_the_column_of_sentences_left_of_the_progress(head: str) -> None:
    layout = find_layout(
        _judged("・毎週確かめた。", "サービススタンダードを100%とする。", ["事業名（担当）", head, *_HEADS[2:]]),
        None,
        header(),
    )
    assert layout is not None
    assert [column.role for column in layout.columns] == ["title", "plan", "status", "symbol", "rank"]
    assert [column.doubt for column in layout.columns] == [None] * 5


def test_a_column_that_nothing_calls_a_plan_is_doubted() -> None:
    heads = ["事業名", "内容", *_HEADS[2:]]
    words = "窓口の混み合う時間を調べ、応援の順番を前もって決めておく。"
    layout = find_layout(table([heads, ["窓口", words, "・調べた。", "○", "7位"]], boxed=True, xs=_XS), None, header())
    assert layout is not None
    assert [column.doubt is not None for column in layout.columns if column.role == "plan"] == [True]


def test_items_ranks_and_statuses_of_such_a_table() -> None:
    out = titled(_judged("・毎週確かめた。", "サービススタンダードの達成状況を100%とする。"))
    assert brief(out.of("plan_item"), "item_no", "owner_group", "review_state") == [("(1)", "業務グループ", "ok")]
    assert brief(out.of("kpi_rank"), "kpi_code", "rank", "previous_rank", "review_state") == [
        ("service_standard_rate", 7, 9, "ok")
    ]
    assert brief(out.of("plan_status"), "symbol", "review_state") == [("○", "ok")]


@pytest.mark.parametrize(
    ("kpi", "corner", "row", "code"),
    [
        ("サービススタンダードの達成状況を100%とする。", "支払件数（件）", "達成率", "service_standard_rate"),
        (
            "支払基金と合算したレセプト点検の査定率を対前年度以上とする。",
            "査定率（累計）",
            "",
            "combined_assessment_rate",
        ),
        ("ジェネリック医薬品使用割合を81.0%以上とする。", "使用割合（数量ベース）", "", "generic_use_rate"),
    ],
)
def test_a_row_that_goes_by_the_name_of_the_kpi_beside_it_is_its_series(
    kpi: str, corner: str, row: str, code: str
) -> None:
    rows = [[f"{year} {row}".strip(), "81.1%", "81.4%", "81.9%"] for year in ("令和3年度", "令和4年度")]
    out = titled(_judged(_months(corner, *rows), kpi))
    assert set(brief(out.of("monthly_actual"), "kpi_code", "review_state")) == {(code, "ok")}


def test_counts_in_the_same_table_are_none() -> None:
    rows = [["令和4年度 達成率", "100%", "100%", "100%"], ["埋葬料", "12", "9", "14"], ["合計", "12", "9", "14"]]
    out = titled(_judged(_months("支払件数（件）", *rows), "サービススタンダードの達成状況を100%とする。"))
    named = {
        str(measure) for measure, code in brief(out.of("monthly_actual"), "measure_ja", "kpi_code") if code is None
    }
    assert len(out.of("monthly_actual")) == 9
    assert all("埋葬料" in name or "合計" in name for name in named)


@pytest.mark.parametrize(
    ("label", "kpis", "code", "state"),
    [
        (
            "回収率",
            ("保険証回収率を90%以上とする", "返納金債権の回収率を60%以上とする"),
            "card_recovery_rate",
            "flagged",
        ),
        (
            "達成率",
            ("サービススタンダードの達成状況を100%とする", "郵送化率を95%以上とする"),
            "service_standard_rate",
            "ok",
        ),
        (
            "達成率",
            ("郵送化率を95%以上とする", "サービススタンダードの達成状況を100%とする"),
            "service_standard_rate",
            "ok",
        ),
    ],
)
def test_of_several_kpis_beside_a_table_none_is_taken_silently(
    label: str, kpis: tuple[str, str], code: str, state: str
) -> None:
    months = _months(label, ["令和4年度", "61.1%", "64.4%", "66.9%"])
    out = titled(_judged(months, f"{kpis[0]}。\n【ＫＰＩ】{kpis[1]}。"))
    assert set(brief(out.of("monthly_actual"), "kpi_code", "review_state")) == {(code, state)}


def test_a_line_on_what_was_done_is_no_name_of_a_series() -> None:
    done = [
        paragraph("・商工会を対象とした説明会を4回開催（参加95社）"),
        table([["令和4年度", "4月", "5月", "6月"], ["累計", "95", "120", "133"]], index="1.0.1"),
    ]
    heads = ["項目", "計画内容", "実施状況", "評価", "備考"]
    row: list[str | Sequence[Block]] = [
        "連携",
        "・商工会と共に説明会を開き、参加した会社を訪ねて話を聞く。",
        done,
        "○",
        "",
    ]
    out = titled(table([heads, row], boxed=True, xs=_XS))
    assert {state for (state,) in brief(out.of("monthly_actual"), "review_state")} == {"flagged"}


def _done(text: str, kpis: Sequence[str], title: str = "令和5年度 大分支部事業報告（12月末現在）") -> Recorder:
    plan = "\n".join([_WORK, *(f"【ＫＰＩ】{kpi}" for kpi in kpis)])
    heads = ["計画内容", "実施状況", "状況"]
    return titled(table([heads, [plan, text, "△"]], boxed=True, xs=[0.0, 300.0, 700.0, 740.0]), title=title)


def _results(out: Recorder) -> list[tuple[object, ...]]:
    return brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "as_of", "scope", "value")


def test_a_column_of_nothing_but_symbols_judges_the_plan() -> None:
    out = _done("・遅れそうな申請から処理した。", [])
    assert brief(out.of("plan_status"), "symbol", "review_state") == [("△", "ok")]


def test_of_several_statuses_beside_one_plan_each_judges_its_own_progress() -> None:
    rows: list[list[str | Sequence[Block] | None]] = [
        ["計画内容", "実施状況", "状況"],
        [_WORK, "・毎週の会議で日数を確かめた。", "○"],
        [None, "・応援の順番はまだ決めていない。", "×"],
    ]
    out = titled(table(rows, spans={(1, 0): (2, 1)}, boxed=True, xs=[0.0, 300.0, 700.0, 740.0]))
    assert brief(out.of("plan_status"), "symbol", "item_ja", "review_state") == [
        ("○", "・毎週の会議で日数を確かめた。", "ok"),
        ("×", "・応援の順番はまだ決めていない。", "ok"),
    ]


def test_a_date_ahead_of_other_figures_in_brackets_is_that_of_the_figure_before_them() -> None:
    out = _done(
        "査定率：0.251%（10月末現在。前年同期0.238%、全国平均0.262%）",
        ["支払基金と合算したレセプト点検の査定率を対前年度以上とする。"],
    )
    assert sorted(_results(out), key=str) == [
        ("combined_assessment_rate", 2022, "2022-10", "branch", 0.238),
        ("combined_assessment_rate", 2023, "2023-10", "branch", 0.251),
        ("combined_assessment_rate", 2023, "2023-10", "national_average", 0.262),
    ]


_PAID, _POSTED = "サービススタンダードの達成状況を100%とする。", "郵送化率を95%以上とする。"
_CHECKED = "支払基金と合算した査定率を対前年度以上とする。"
_CARDS, _CLAIMS = "保険証回収率を90%以上とする。", "返納金債権（資格喪失後受診）の回収率を60%以上とする。"


@pytest.mark.parametrize(
    ("text", "kpis", "found"),
    [
        ("達成率：99.5%（令和5年11月末）", (_PAID, _POSTED), [("service_standard_rate", "ok")]),
        ("4月～8月の査定率は0.251%（令和5年8月末時点）。", (_CHECKED,), [("combined_assessment_rate", "ok")]),
        ("・令和5年11月末：61.5%", (_CLAIMS,), [("overpayment_recovery_rate_disqualified", "flagged")]),
        ("回収率：61.5%（令和5年11月末）", (_CARDS, _CLAIMS), []),
    ],
)
def test_rates_in_sentences_go_by_the_kpis_of_their_row(
    text: str, kpis: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    assert brief(_done(text, kpis).of("kpi_actual"), "kpi_code", "review_state") == found


@pytest.mark.parametrize("label", ["支払の割合", ""])
def test_rates_beside_the_target_of_a_rate_that_no_row_names_are_flagged(label: str) -> None:
    months = _months(
        "支払件数（件）", [f"令和4年度 {label}".strip(), "99.1%", "98.4%", "99.9%"], ["埋葬料", "12", "9", "14"]
    )
    out = titled(_judged(months, _PAID))
    assert set(brief(out.of("monthly_actual"), "unit", "review_state")) == {("%", "flagged"), ("件", "ok")}


def test_a_figure_without_a_name_is_not_silently_that_of_the_line_before() -> None:
    out = _done("・達成率は99.5%（11月末時点）である。\n・94.1%（10月末時点）であった。", (_PAID, _POSTED))
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(99.5, "ok"), (94.1, "flagged")]


def test_a_figure_behind_one_of_something_else_is_not_of_the_kpi_spoken_of_before() -> None:
    plan = paragraph("【ＫＰＩ】郵送化率を95%以上とする。", "・相談の予約は6月末時点で31.9%（前年同月32.4%）であった。")
    assert titled(plan).of("kpi_actual") == []


def test_a_symbol_under_a_heading_that_judges_nothing_is_flagged_or_rejected() -> None:
    heads = ["計画内容", "実施状況", "備考"]
    rows = [
        [_WORK, "・遅れそうな申請から処理した。", "△"],
        ["・窓口の案内を改め、字を大きくして読みやすくする。", "・改めた。", "◎"],
    ]
    several = titled(table([heads, *rows], boxed=True, xs=[0.0, 300.0, 700.0, 740.0]))
    assert brief(several.of("plan_status"), "symbol", "review_state") == [("△", "flagged"), ("◎", "flagged")]
    one = titled(table([heads, rows[0]], boxed=True, xs=[0.0, 300.0, 700.0, 740.0]))
    assert (len(one.of("plan_status")), len(one.of("reject"))) == (0, 1)
