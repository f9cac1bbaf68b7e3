"""Targets on lines of their own below the names of their KPIs, in a column headed as that of targets."""

from __future__ import annotations

from tests.unit.build import brief, table, titled

_HEAD = ["グループ", "番号", "重点取組", "目標(KPI)"]
_WORK = ["業務グループ", "①", "給付金の審査を早め、支払を着実に行う"]
_PAIRS = "サービススタンダードの達成状況\n100%\nジェネリック医薬品使用割合\n年度末時点で対前年度以上"


def _targets(cell: str) -> list[tuple[object, ...]]:
    rows = [_HEAD, [*_WORK, cell], ["", "②", "健診の受診勧奨を事業所に行う", ""]]
    xs = [0.0, 60.0, 90.0, 300.0, 500.0]
    out = titled(table(rows, boxed=True, xs=xs), title="令和7年度 大分支部行動計画")
    return brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value", "review_state")


def test_each_target_is_of_the_name_right_above_it() -> None:
    assert _targets(_PAIRS) == [
        ("service_standard_rate", "=", 100, "ok"),
        ("generic_use_rate", "prior_year_or_more", None, "ok"),
    ]


def test_a_name_that_the_catalogue_does_not_know_is_in_doubt_and_leaves_the_others() -> None:
    found = _targets(f"{_PAIRS}\n電話の応答率\n90.0%以上")
    assert found[:2] == _targets(_PAIRS)
    assert found[2:] == [(None, ">=", 90, "flagged")]


def test_a_target_without_a_name_is_of_none_of_those_below() -> None:
    assert not [kpi for kpi, _, value, _ in _targets(f"95.0%以上\n{_PAIRS}") if kpi and value == 95]
