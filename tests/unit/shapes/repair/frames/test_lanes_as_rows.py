"""KPIs in lanes: a target beside each name, and bars whose figures stand one below the other."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, paragraph, table, titled

_NAMES = "◆ 目標　■ 支部　■ 全国平均　右端：見込み（◎ 既に達成　○ 達成見込み　△ 努力が必要）"
_FIRST = [["", "◆ 目標 62.0%以上"], ["生活習慣病予防健診実施率", "31.8%\n○\n30.9%"], ["", ""]]
_SECOND = [["一者応札案件の割合", "◆ 目標 15.0%以下"], ["", "16.7%\n△"]]


def _read(rows: list[list[str]], above: str = _NAMES) -> Recorder:
    return titled(paragraph(above), table(rows, boxed=True))


class TestLanes:
    def test_a_lane_is_a_kpi_with_its_target_and_figures_in_the_order_of_the_line_above(self) -> None:
        out = _read([*_FIRST, *_SECOND])
        targets = brief(out.of("kpi_target"), "kpi_code", "target_value", "comparator")
        assert targets == [("lifestyle_checkup_rate", 62, ">="), ("single_bid_rate", 15, "<=")]
        results = {(row["kpi_code"], row["scope"], row["value"]) for row in out.of("kpi_actual")}
        assert results == {
            ("lifestyle_checkup_rate", "branch", 31.8),
            ("lifestyle_checkup_rate", "national_average", 30.9),
            ("single_bid_rate", "branch", 16.7),
        }
        assert {row["review_state"] for row in out.of("kpi_actual")} == {"flagged"}
        assert [row["symbol"] for row in out.of("plan_status")] == ["○", "△"]

    @pytest.mark.parametrize(
        ("rows", "above"),
        [
            ([*_FIRST, *_SECOND], "KPIの状況"),  # nothing says what stands in a lane
            ([*_FIRST, *_SECOND[1:]], _NAMES),  # a lane without its target
            ([*_FIRST, ["", "◆ 目標 15.0%以下"], ["", "16.7%"]], _NAMES),  # one without a name
            ([*_FIRST[:1], [_FIRST[1][0], "31.8%\n30.9%\n29.0%"], *_SECOND], _NAMES),  # more figures than named
        ],
    )
    def test_what_is_no_lane_is_never_a_result_without_doubt(self, rows: list[list[str]], above: str) -> None:
        out = _read(rows, above)
        assert not [row for row in out.of("kpi_actual") if row["review_state"] == "ok"]
        values = {row["target_value"] for row in out.of("kpi_target") if row["review_state"] == "ok"}
        assert values <= {62.0, 15.0}
