"""Cards whose rules part the name of a KPI from its figures."""

from __future__ import annotations

import pytest

from extract.shapes.repair.frames.one_card import as_one_card
from tests.unit.build import brief, table, titled


def test_rows_of_a_card_are_one_cell() -> None:
    whole = as_one_card(table([["健康宣言事業所数"], ["912事業所\n目標 900事業所以上"]], boxed=True), 2022)
    assert (whole.n_rows, len(whole.cells)) == (1, 1)
    assert [line.text for line in whole.cells[0].lines] == ["健康宣言事業所数", "912事業所", "目標 900事業所以上"]
    assert whole.cells[0].box == (0.0, 0.0, 40.0, 24.0)


@pytest.mark.parametrize(
    "rows",
    [
        [["健康宣言事業所数"], ["912事業所"]],  # no target
        [["健康宣言事業所数"], ["912事業所\n目標 900事業所以上"], ["案内を個別に送付した。"]],
        [["健康宣言事業所数", ""], ["912事業所\n目標 900事業所以上", ""]],
    ],
)
def test_other_tables_stay_as_they_are(rows: list[list[str]]) -> None:
    given = table(rows, boxed=True)
    assert as_one_card(given, 2022) is given


def test_its_figures_are_those_of_the_name() -> None:
    out = titled(table([["健康宣言事業所数"], ["912事業所\n目標 900事業所以上"]], boxed=True))
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("health_declaration_workplaces", 900)]
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [("health_declaration_workplaces", 912)]
