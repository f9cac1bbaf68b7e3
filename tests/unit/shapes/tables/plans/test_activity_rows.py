"""Rows of activities with a symbol for every quarter, between rows of KPIs."""

from __future__ import annotations

from extract.document import Table
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.legend import read_legend
from extract.shapes.tables.plans.activity_rows import activity_rows, read_activity_rows
from tests.unit.build import brief, header, recorder, table, titled

HEAD = ["テーマ", "重要度", "区分", "取組の計画", "6月末", "9月末", "12月末", "次年度に向けて(改善)"]
ROWS = [
    HEAD,
    ["訪問の充実", "高", "取組", "毎月すべての事業所へ行く。", "◎", "○", "○", "回数を見直す"],
    [None, None, "取組", "電話の応対を磨く。", "×", "△", "-", None],
    [None, None, "KPI", "訪問した事業所の割合", "20%", "41%", "60%", None],
]
SPANS = {(1, 0): (3, 1), (1, 1): (3, 1), (1, 7): (3, 1)}


def read(grid: Table, explained: str = "◎○△×－") -> Recorder:
    out = recorder()
    found = activity_rows(grid)
    assert found is not None
    read_activity_rows(found, Scope(header(), 2022, legend=read_legend([]), explained=frozenset(explained)), out)
    return out


def test_activities_stand_under_their_theme_with_what_the_columns_beside_say() -> None:
    items = read(table(ROWS, spans=SPANS, boxed=True)).of("plan_item")
    assert [(i["item_ja"], i["section"], i["importance"], i["review_state"]) for i in items] == [
        ("毎月すべての事業所へ行く。", "訪問の充実", "高", "ok"),
        ("電話の応対を磨く。", "訪問の充実", "高", "ok"),
    ]


def test_each_symbol_is_the_status_of_its_quarter() -> None:
    statuses = read(table(ROWS, spans=SPANS, boxed=True)).of("plan_status")
    assert [(s["period"], s["symbol"], s["status"]) for s in statuses] == [
        ("Q1", "◎", "exceeded"),
        ("Q2", "○", "on_plan"),
        ("Q3", "○", "on_plan"),
        ("Q1", "×", "not_done"),
        ("Q2", "△", "in_progress_or_below"),
        ("Q3", "－", "scheduled"),
    ]
    assert {s["review_state"] for s in statuses} == {"ok"}


def test_symbols_that_no_legend_explains_are_flagged_and_dashes_rejected() -> None:
    out = read(table(ROWS, spans=SPANS, boxed=True), explained="")
    assert {s["review_state"] for s in out.of("plan_status")} == {"flagged"}
    assert [r["extracted_text"] for r in out.of("reject")] == ["-"]


def test_two_months_may_stand_for_halves() -> None:
    rows = [[*row[:4], *row[5:6], *row[7:]] for row in ROWS]
    two = [[*row[:4], *row[4:6], *row[7:]] for row in ROWS]
    assert activity_rows(table(rows, spans={(1, 0): (3, 1), (1, 1): (3, 1), (1, 5): (3, 1)}, boxed=True)) is None
    statuses = read(table(two, spans={(1, 0): (3, 1), (1, 1): (3, 1), (1, 6): (3, 1)}, boxed=True)).of("plan_status")
    assert {s["review_state"] for s in statuses} == {"flagged"}


def test_rows_of_figures_are_left_and_the_rest_is_taken() -> None:
    found = activity_rows(table(ROWS, spans=SPANS, boxed=True))
    assert found is not None
    texts = [[text for text in row if text] for row in found.rest.rows()]
    assert texts[1:] == [["高", "取組"], ["取組"], ["KPI", "訪問した事業所の割合", "20%", "41%", "60%"]]
    assert texts[0] == HEAD


def test_tables_of_figures_alone_have_no_activities() -> None:
    assert activity_rows(table([HEAD, *([["", "", "", "訪問した事業所の割合", "1%", "2%", "3%", ""]] * 3)])) is None


_JUDGED = [
    ["区分", "取組内容", "KPI（目標）", "評価", None, None],
    [None, None, None, "1Q", "2Q", "3Q"],
    ["現金給付", "早期支給の徹底", "サービススタンダードの達成状況 100%", "○", "△", "○"],
    [None, "返納金の電話催告", "返納金債権の回収率 58.0%以上", "×", "△", "○"],
]
_JUDGED_SPANS = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 3), (2, 0): (2, 1)}


def test_statuses_under_one_heading_over_the_quarters_are_each_of_its_own() -> None:
    out = titled(table(_JUDGED, spans=_JUDGED_SPANS, boxed=True))
    assert brief(out.of("plan_status"), "item_ja", "symbol", "period") == [
        ("早期支給の徹底", "○", "Q1"),
        ("早期支給の徹底", "△", "Q2"),
        ("早期支給の徹底", "○", "Q3"),
        ("返納金の電話催告", "×", "Q1"),
        ("返納金の電話催告", "△", "Q2"),
        ("返納金の電話催告", "○", "Q3"),
    ]


def test_the_targets_beside_them_are_no_activities() -> None:
    out = titled(table(_JUDGED, spans=_JUDGED_SPANS, boxed=True))
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [
        ("service_standard_rate", "=", 100),
        ("overpayment_recovery_rate", ">=", 58),
    ]
    assert not out.of("kpi_actual")
