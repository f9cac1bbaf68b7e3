"""Rows whose cells number their lines alike."""

from __future__ import annotations

import pytest

from extract.shapes.repair.rows.numbered_rows import with_numbered_rows
from tests.unit.build import brief, table, titled

_HEAD = ["重点施策", "KPI", "目標", "実績", "自己評価"]
_ROW = [
    "健診の推進",
    "①生活習慣病予防健診\n実施率\n②事業者健診データ取得率",
    "① 64.0%\n② 6.0%",
    "① 65.2%\n② 5.1%",
    "B",
]
_LAST = ["健康経営の普及", "健康宣言事業所数", "900事業所", "912事業所", "A"]


def test_each_number_is_a_row_and_what_stands_beside_spans_them() -> None:
    rows = with_numbered_rows(table([_HEAD, _ROW, _LAST], boxed=True))
    assert rows.n_rows == 4
    assert [rows.at(row, 2).text for row in (1, 2, 3)] == ["64.0%", "6.0%", "900事業所"]  # type: ignore[union-attr]
    first, beside = rows.at(1, 1), rows.at(2, 0)
    assert first is not None and first.text == "生活習慣病予防健診\n実施率"
    assert beside is not None and (beside.row, beside.rowspan) == (1, 2)


@pytest.mark.parametrize(
    "row",
    [
        ["健診", "①案内の送付\n②電話による勧奨", "64.0%", "65.2%", "B"],  # one cell alone
        ["健診", "①案内の送付\n②電話による勧奨", "①送付した\n②電話した", "", "B"],  # no figures
        ["健診", "①生活習慣病予防健診実施率\n②データ取得率\n③受診率", "① 64.0%\n② 6.0%", "", "B"],
    ],
)
def test_other_rows_stay_as_they_are(row: list[str]) -> None:
    given = table([_HEAD, row], boxed=True)
    assert with_numbered_rows(given) is given


def test_a_status_over_several_kpis_judges_what_stands_over_all_of_them() -> None:
    out = titled(table([_HEAD, _ROW, _LAST], boxed=True))
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [
        ("lifestyle_checkup_rate", 64),
        ("employer_checkup_data_rate", 6),
        ("health_declaration_workplaces", 900),
    ]
    assert [row["value"] for row in out.of("kpi_actual")] == [65.2, 5.1, 912]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健診の推進", "B"), ("健康宣言事業所数", "A")]
