"""Counts in running text as facts; wording and figures are our own."""

from __future__ import annotations

from datetime import date

import pytest

from extract.facts import Row
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.text.flow import Flow
from extract.shapes.text.passage_facts import PassageReader
from extract.shapes.text.passages import Passage, passages_of
from extract.shapes.text.spot import Spot
from tests.unit.build import SHA, header, paragraph


def read(*lines: str, period: str = "FY", about: str = "", kind: str = "results", part: str = "status") -> Recorder:
    """What a status column of these passages says in a report of fiscal 2022."""
    head = header(2022, as_of=date(2022, 9, 1) if period != "FY" else None, period=period, kind=kind)
    out, flow = Recorder(SHA, "pdf"), Flow(about=about)
    reader = PassageReader(head, out)
    kpis = (NamedKpi("service_standard_rate", "1", ""), NamedKpi("mail_application_rate", "2", ""))
    scope = Scope(head, 2022, part=part, kpis=kpis)
    for line in lines:
        for passage in passages_of([paragraph(line, boxed=True)]):
            assert isinstance(passage, Passage)
            reader.read(Spot(passage, scope, flow, None, False))
            flow.captions.append(passage.text)
    return out


def figures(out: Recorder) -> list[tuple[int, str, float, str]]:
    """Year, measure, value and period of the figures."""
    return [(r["fiscal_year"], r["measure_ja"], r["value"], r["period"]) for r in out.of("period_figure")]


def test_a_figure_with_last_years_and_its_rate() -> None:
    out = read("・証明書の発行状況について", "発行件数:4,321件(前年度4,210件前年度比103%)", period="Q2")
    assert figures(out) == [
        (2022, "証明書の発行状況 発行件数", 4321, "YTD"),
        (2021, "証明書の発行状況 発行件数", 4210, "YTD"),
        (2022, "証明書の発行状況 発行件数 前年度比", 103, "YTD"),
    ]
    assert all([c["check"] for c in r["checks"]] == ["ratio_to_last_year"] for r in out.of("period_figure"))
    assert {r["review_state"] for r in out.of("period_figure")} == {"flagged"}


def test_a_rate_that_does_not_close_is_not_proved() -> None:
    out = read("発行件数:4,321件(前年度4,210件前年度比113%)")
    assert all(r["checks"] == [] for r in out.of("period_figure"))


def test_parts_in_brackets_are_proved_by_their_sum() -> None:
    out = read("相談件数900件(来所:500件電話:300件書面:100件)")
    assert [len(r["checks"]) for r in out.of("period_figure")] == [1, 1, 1, 1]
    out = read("相談件数901件(来所:500件電話:300件書面:100件)")
    assert [len(r["checks"]) for r in out.of("period_figure")] == [0, 0, 0, 0]


def test_a_bare_count_is_named_after_the_sentence_before_it() -> None:
    out = read("●指導の必要な施設に対し、改善通知を送付。", "(令和4年度13件)")
    assert figures(out) == [(2022, "改善通知", 13, "FY")]


def test_a_label_in_a_bracket_is_completed_by_the_object_of_its_clause() -> None:
    out = read("事業主あてに制度の案内状を送付(送付件数:約5,600件)。")
    (row,) = out.of("period_figure")
    assert (row["measure_ja"], row["value"]) == ("制度の案内状 送付件数", 5600)
    assert "約" in row["review_reason"]


def test_a_date_in_the_line_above_holds_below() -> None:
    out = read("・電話による再勧奨(令和4年8月末)", "架電勧奨310件 書面勧奨45件", period="Q2")
    assert {(r["period"], r["fiscal_year"]) for r in out.of("period_figure")} == {("YTD(8月)", 2022)}


def test_people_named_above_are_the_dimension() -> None:
    out = read(
        "<相談者状況>", "●被保険者", "・巡回相談(4~6月分)1,234人", "●被扶養者", "・巡回相談(4~6月分)56人", period="H1"
    )
    assert [(r["dimension"], r["period"], r["value"]) for r in out.of("period_figure")] == [
        ("被保険者", "Q1", 1234),
        ("被扶養者", "Q1", 56),
    ]


def test_the_result_of_one_month_is_a_monthly_figure() -> None:
    out = read("申請について、施設に対する照会を実施。(令和4年6月実績7件)", period="H1")
    (row,) = out.of("monthly_actual")
    assert (row["month"], row["basis"], row["value"], row["review_state"]) == (
        date(2022, 6, 1),
        "monthly",
        7,
        "flagged",
    )


def test_a_rate_without_a_date_is_of_the_month_of_the_kpis_own_result() -> None:
    lines = (
        "・サービススタンダードの達成状況について",
        "達成率:100%(前年度:99%)",
        "■KPI実績",
        "(1)サービススタンダード達成状況100%(令和4年8月時点)",
    )
    rates: list[Row] = [r for r in read(*lines, period="H1").of("kpi_actual") if r["rule"] == "prose_rate"]
    assert [(r["fiscal_year"], r["as_of"], r["value"]) for r in rates] == [
        (2022, date(2022, 8, 1), 100),
        (2021, date(2021, 8, 1), 99),
    ]


def test_a_plan_has_no_results() -> None:
    assert figures(read("発行件数:4,321件", kind="plan")) == []
    assert figures(read("発行件数:4,321件", part="next")) == []


def test_what_is_to_come_is_no_result() -> None:
    assert figures(read("発行件数:4,321件(令和4年12月末)", period="Q2")) == []


def test_a_count_left_beside_others_stands_in_the_coverage() -> None:
    out = read("発行件数:12件。うち3件は窓口による。")
    assert [(e["read"], e["place"]) for e in out.coverage] == [(False, "page 1, 3件")]


@pytest.mark.parametrize("reason", ["受付を早めるため", "担当者の欠員により、", "広報紙の発行を増やしたことで"])
def test_a_reason_names_nothing_that_is_counted(reason: str) -> None:
    assert [row["measure_ja"] for row in read(reason, "処理件数:820件").of("period_figure")] == ["処理件数"]


def test_a_second_block_of_results_is_of_the_second_block_of_kpis() -> None:
    head, out = header(2022), Recorder(SHA, "pdf")
    codes = ("service_standard_rate", "mail_application_rate", "generic_use_rate")
    kpis = tuple(NamedKpi(code, None, "", block=block) for code, block in zip(codes, (0, 0, 1), strict=True))
    reader, flow = PassageReader(head, out), Flow(block="result", block_no=1)
    (passage,) = passages_of([paragraph("・実績:71.4%(令和5年3月末)", boxed=True)])
    assert isinstance(passage, Passage)
    reader.read(Spot(passage, Scope(head, 2022, part="status", kpis=kpis), flow, None, False))
    assert [(r["kpi_code"], r["value"]) for r in out.of("kpi_actual")] == [("generic_use_rate", 71.4)]
