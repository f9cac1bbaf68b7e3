"""Of which KPI a dated figure without a name is."""

from __future__ import annotations

import pytest

from extract.shapes.context import NamedKpi
from extract.shapes.text.dated_kpis import kpi_of
from extract.shapes.text.flow import Flow
from extract.shapes.text.sentences import read_results
from tests.unit.build import brief, scope, table, titled

FIRST = NamedKpi("mail_application_rate", "1", "1)申請書の郵送化率を前年度以上とする")
SECOND = NamedKpi("generic_use_rate", "2", "2)ジェネリック医薬品の使用割合を前年度以上とする")


@pytest.mark.parametrize(
    ("above", "code"), [(SECOND.text, SECOND.code), (FIRST.text, FIRST.code), ("窓口に置いた。", FIRST.code)]
)
def test_in_a_block_of_results_the_sentence_right_above_names_it(above: str, code: str) -> None:
    recent = SECOND if above == SECOND.text else FIRST
    flow = Flow(block="result", block_no=0, recent=recent, captions=[above])
    (result,) = read_results("(令和3年度:87.4%)", 2022)
    meant = kpi_of(result, None, None, scope().under(part="status", kpis=(FIRST, SECOND)), flow)
    assert meant.kpi is not None and meant.kpi.code == code


def test_last_years_figure_behind_one_of_an_unsure_kpi_is_in_doubt_as_well() -> None:
    rows = [["計画内容", "実施状況"], ["・督促状を送る。", "・返納金債権の回収率 47.9%(12月末) [前年同期:50.1%]"]]
    out = titled(table(rows, boxed=True), title="令和5年度第3四半期 大分支部事業の実施状況")
    found = brief(out.of("kpi_actual"), "fiscal_year", "value", "review_state")
    assert found == [(2023, 47.9, "flagged"), (2022, 50.1, "flagged")]
