"""Tables of work, the targets of its KPIs and how it went: 取組 | KPI:目標 | 進捗と評価."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, table, titled

_XS = [0.0, 150.0, 300.0, 560.0]
_HEAD = ["取組", "KPI：目標", "進捗と評価"]
_CHECKUPS = [
    "健診の受診勧奨\n・未受診者への案内",
    "生活習慣病予防健診実施率：66.0%以上\n事業者健診データ取得率：8.5%以上",
    "1月末の生活習慣病予防健診実施率は33.8%、事業者健診データ取得率は3.1%であった。【評価：○】",
]
_GUIDANCE = [
    "特定保健指導の推進\n・当日実施の拡大",
    "被保険者の特定保健指導実施率：25.8%以上\n被扶養者の特定保健指導実施率：16.0%以上",
    "被保険者 12.4%、被扶養者 7.9%(いずれも1月末)。評価：\n△",
]


def _read(*rows: list[str]) -> Recorder:
    return titled(table([_HEAD, *rows], boxed=True, xs=_XS), title="令和4年度 大分支部事業計画の進捗状況")


def test_targets_stand_with_their_names_under_the_heading() -> None:
    assert brief(_read(_CHECKUPS, _GUIDANCE).of("kpi_target"), "kpi_code", "target_value", "review_state") == [
        ("lifestyle_checkup_rate", 66, "ok"),
        ("employer_checkup_data_rate", 8.5, "ok"),
        ("insured_guidance_rate", 25.8, "ok"),
        ("dependent_guidance_rate", 16, "ok"),
    ]


def test_the_status_at_the_end_of_the_progress_judges_its_row() -> None:
    statuses = _read(_CHECKUPS, _GUIDANCE).of("plan_status")
    assert brief(statuses, "item_ja", "symbol") == [("健診の受診勧奨", "○"), ("特定保健指導の推進", "△")]


def test_figures_of_people_alone_are_of_the_kpi_of_the_row_in_doubt() -> None:
    found = [row for row in _read(_CHECKUPS, _GUIDANCE).of("kpi_actual") if "guidance" in row["kpi_code"]]
    assert brief(found, "kpi_code", "value", "review_state") == [
        ("insured_guidance_rate", 12.4, "flagged"),
        ("dependent_guidance_rate", 7.9, "flagged"),
    ]


def test_a_share_beside_the_kpi_that_nothing_reads_is_rejected() -> None:
    row = [_CHECKUPS[0], _CHECKUPS[1], "未受診者の4割が対象となり、うち12.5%が回答した。"]
    assert any("12.5%" in reject["extracted_text"] for reject in _read(row, _GUIDANCE).of("reject"))


@pytest.mark.parametrize(
    ("line", "targets", "results"),
    [
        ("■ KPI：令和4年11月末 30.4%", [], [(30.4, "2022-11")]),
        ("■ KPI：被扶養者の特定健診実施率 目標30.4%以上", [(30.4, "ok")], []),
        ("【KPI】被扶養者の特定健診実施率 30.4%(前年度 29.1%)", [(30.4, "flagged")], [(29.1, None)]),
    ],
)
def test_a_figure_among_results_is_aimed_at_only_where_a_word_says_so(
    line: str, targets: list[tuple[object, ...]], results: list[tuple[object, ...]]
) -> None:
    plan = "・被扶養者の特定健診実施率を高める取組を進める。"
    out = titled(table([["計画内容", "実施状況"], [plan, f"・集団健診を開いた。\n{line}"]], boxed=True))
    assert brief(out.of("kpi_target"), "target_value", "review_state") == targets
    assert brief(out.of("kpi_actual"), "value", "as_of") == results


@pytest.mark.parametrize(
    ("line", "targets", "results"),
    [
        (
            "【KPI】現金給付等の申請に係る郵送化率 94.1%(令和4年9月末)、前年同月 92.8%",
            [],
            [(2022, 94.1, "2022-09"), (2021, 92.8, "2021-09")],
        ),
        ("【KPI】現金給付等の申請に係る郵送化率 94.1%(令和4年9月末)、目標 95.0%", [95.0], [(2022, 94.1, "2022-09")]),
        (
            "【KPI】資格喪失後1か月以内の保険証回収率 88.4%(令和4年8月末)、前年同月 87.1%",
            [],
            [(2022, 88.4, "2022-08"), (2021, 87.1, "2021-08")],
        ),
    ],
)
def test_a_tag_before_a_line_of_progress_says_whose_figure_it_is_and_not_that_it_is_aimed_at(
    line: str, targets: list[float], results: list[tuple[int, float, str]]
) -> None:
    rows = [["計画", "実施状況", "課題"], ["・郵送を勧める。", f"・説明会を開いた。\n{line}", "・周知が要る。"]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部事業計画 上期の振り返り")
    assert [value for (value,) in brief(out.of("kpi_target"), "target_value")] == targets
    assert brief(out.of("kpi_actual"), "fiscal_year", "value", "as_of") == results
