"""Tables of nothing but ranks: of the KPI that a row names, in full or as a short name of one that is listed."""

from __future__ import annotations

import pytest

from extract.document import Table
from tests.unit.build import brief, paragraph, table, titled

_LIST = [["指標", "目標", "令和4年度実績"], ["保険証回収率(資格喪失後1か月以内)", "91.0%以上", "90.2%"],
         ["返納金債権(資格喪失後受診)の回収率", "対前年度以上", "61.04%"]]  # fmt: skip
_TOLD = "資格喪失後1か月以内の保険証回収率は、90.2%となった。"


def _ranks(ranks: Table) -> list[tuple[object, ...]]:
    out = titled(table(_LIST), paragraph(_TOLD), ranks)
    return brief(out.of("kpi_rank"), "fiscal_year", "kpi_code", "rank", "previous_rank", "review_state")


def test_last_years_rank_stands_beside_this_years() -> None:
    rows = [["指標", "令和4年度", "令和3年度"], ["保険証回収率", "12位", "15位"], ["返納金債権回収率", "7位", "9位"]]
    assert _ranks(table(rows, index="1.2")) == [
        (2022, "card_recovery_rate", 12, 15, "ok"),
        (2022, "overpayment_recovery_rate_disqualified", 7, 9, "ok"),
    ]


def test_ranks_of_three_years_are_each_of_their_own() -> None:
    rows = [["指標", "令和4年度", "令和3年度", "令和2年度"], ["保険証回収率", "12位", "15位", "20位"],
            ["返納金債権回収率", "7位", "9位", "11位"]]  # fmt: skip
    found = _ranks(table(rows, index="1.2"))
    assert [(year, rank) for year, _, rank, *_ in found] == [
        (2022, 12), (2021, 15), (2020, 20), (2022, 7), (2021, 9), (2020, 11),
    ]  # fmt: skip


def test_a_row_of_another_name_has_no_rank_of_the_kpi_told_of_before() -> None:
    rows = [["指標", "令和4年度"], ["相談窓口の満足", "5位"]]
    assert _ranks(table(rows, index="1.2")) == [(2022, None, 5, None, "flagged")]


@pytest.mark.parametrize(("said", "found"), [(45, [(45, "ok")]), (44, [(45, "flagged"), (44, "flagged")])])
def test_a_rank_that_a_sentence_states_again_is_one_fact(said: int, found: list[tuple[object, ...]]) -> None:
    rows = [["KPI", "実績", "全国順位"], ["ジェネリック医薬品使用割合", "79.9%", "45位"],
            ["被扶養者の特定健診実施率", "29.0%", "12位"]]  # fmt: skip
    ranks = table(rows, boxed=True)
    out = titled(ranks, paragraph(f"ジェネリック医薬品使用割合は全国{said}位と低い。", boxed=True))
    named = [row for row in out.of("kpi_rank") if row["kpi_code"] == "generic_use_rate"]
    assert brief(named, "rank", "review_state") == found
