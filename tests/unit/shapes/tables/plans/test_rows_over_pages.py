"""A layout row that a page break parts from its KPI."""

from __future__ import annotations

import pytest

from extract.document import Block
from extract.interpret import interpret
from extract.recorder import Recorder
from tests.unit.build import brief, document, paragraph, table

HEAD = ["項番", "取組事項", "評価", "進捗状況", "実施概要", "全国順位"]
XS = [0.0, 30.0, 100.0, 130.0, 500.0, 700.0, 740.0]
MONTHS = [["回収率(累計)", "4月", "5月", "6月"], ["R4年度", "86.4", "88.0", "87.5"]]
KPI = "【KPI】資格喪失後1か月以内の保険証回収率を92.0%以上とする。"


def parted(number: str, kpi: str) -> Recorder:
    """What is read of a row with a series and a rank, and below a page break what goes on in its columns."""
    inner: list[Block] = [paragraph("・単位：%", boxed=True), table(MONTHS, boxed=True, index="1.0.1.3.0")]
    first = [HEAD, ["3", "保険証の", "△", inner, "⑴届出への添付を周知する。", "11位"]]
    second = [HEAD, [number, "回収", "", "・催告文書を送った。", kpi, ""]]
    title = paragraph("令和4年度 大分支部事業計画 進捗管理表(9月末現在)")
    pages = (
        [title, table(first, boxed=True, xs=XS)],
        [table(second, boxed=True, xs=XS, page=2, index="2.0")],
    )
    return interpret(document(*pages))[0]


def test_what_stands_before_the_break_is_of_the_kpi_behind_it_in_doubt() -> None:
    out = parted("", KPI)
    coded = [("card_recovery_rate", "flagged")]
    assert brief(out.of("monthly_actual"), "kpi_code", "review_state") == coded * 3
    assert brief(out.of("kpi_rank"), "kpi_code", "review_state") == coded


@pytest.mark.parametrize(
    ("number", "kpi"),
    [("4", KPI), ("", f"⑵返納を促す。{KPI}"), ("", "【KPI】現金給付等の申請に係る郵送化率を95.0%以上とする。")],
)
def test_a_row_of_its_own_and_a_kpi_of_other_words_name_nothing_above(number: str, kpi: str) -> None:
    assert brief(parted(number, kpi).of("monthly_actual"), "kpi_code") == [(None,)] * 3
