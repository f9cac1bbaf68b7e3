"""Figures in brackets below others: of last year, of the nation or of something else, as words around them say."""

from __future__ import annotations

import pytest

from extract.document import Table
from extract.interpret import interpret
from extract.recorder import Recorder
from tests.unit.build import document, paragraph, table

TITLE = "令和6年度 大分支部事業実施状況（第3四半期）"
Found = set[tuple[int, float, str, str]]


def read(
    rows: list[list[str | None]], *above: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Recorder:
    grid: Table = table(rows, boxed=True, spans=spans)
    return interpret(document([paragraph(TITLE, *above, boxed=True), grid]))[0]


def figures(out: Recorder) -> Found:
    return {(row["fiscal_year"], row["value"], row["period"], row["review_state"]) for row in out.of("period_figure")}


def test_brackets_of_the_heading_say_what_figures_in_brackets_are() -> None:
    out = read([["項目", "受付件数（前年同期）"], ["療養費", "1,204（1,188）"]], "■ 受付")
    assert figures(out) == {(2024, 1204, "YTD", "ok"), (2023, 1188, "YTD", "ok")}


def test_brackets_of_a_row_of_months_say_so_as_well() -> None:
    out = read([["項目", "4月", "5月", "6月"], ["受付件数（前年同月）", "12（10）", "15（11）", "14（13）"]], "■ 受付")
    found = {(row["fiscal_year"], row["value"]) for row in out.of("monthly_actual")}
    assert found == {(2024, 12), (2024, 15), (2024, 14), (2023, 10), (2023, 11), (2023, 13)}


REMARKS = ["※（　）内は前年同期の数値", "※カッコ内は前年同期。", "※下段（ ）は前年同期", "（ ）内は前年同期 単位：人"]


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_says_it_in_doubt(remark: str) -> None:
    out = read([["項目", "1Q", "2Q"], ["来所者数（人）", "52（48）", "61（60）"]], remark)
    assert figures(out) == {
        (2024, 52, "Q1", "ok"), (2024, 61, "Q2", "ok"), (2023, 48, "Q1", "flagged"), (2023, 60, "Q2", "flagged")
    }  # fmt: skip


def test_rows_of_brackets_below_those_of_figures_are_of_the_year_that_the_remark_says() -> None:
    rows: list[list[str | None]] = [["項目", "1Q", "2Q"], ["来所者数（人）", "52", "61"], [None, "（48）", "（60）"]]
    out = read(rows, "（（ ）内は前年同期）", spans={(1, 0): (2, 1)})
    assert {(year, value) for year, value, _, _ in figures(out)} == {(2024, 52), (2024, 61), (2023, 48), (2023, 60)}
    assert [row["extracted_text"] for row in read(rows, spans={(1, 0): (2, 1)}).of("reject")] == ["（48）", "（60）"]


def test_columns_and_rows_of_last_year_may_stand_in_brackets() -> None:
    out = read(
        [["項目", "累計", "前年同期"], ["受付件数", "89件", "（92件）"], ["返戻件数", "7件", "（９件）"]], "■ 受付"
    )
    assert {(year, value) for year, value, _, _ in figures(out)} == {(2024, 89), (2023, 92), (2024, 7), (2023, 9)}


def test_a_share_in_brackets_has_the_name_that_its_heading_gives_it() -> None:
    out = read([["内訳", "件数（構成比）"], ["給付", "1,204（56.7%）"], ["健診", "880（41.4%）"]], "■ 相談")
    shares = {row["measure_ja"]: row["review_state"] for row in out.of("period_figure") if row["unit"] == "%"}
    assert shares == {"相談 給付 件数 構成比": "flagged", "相談 健診 件数 構成比": "flagged"}


def test_figures_in_brackets_that_nothing_explains_are_rejected() -> None:
    out = read([["内訳", "件数"], ["給付", "1,204（56.7%）"], ["健診", "880（延べ941人）"]], "■ 相談")
    assert {value for _, value, _, _ in figures(out)} == {1204, 880}
    assert [row["extracted_text"] for row in out.of("reject")] == ["1,204(56.7%)", "880(延べ941人)"]


def test_a_total_of_two_quarters_is_that_of_the_half_year() -> None:
    heads = [["区分", "令和5年度", None, None], [None, "1Q", "2Q", "計"]]
    for total, period in (("220", "H1"), ("480", "FY")):
        rows = [*heads, ["申請件数（件）", "100", "120", total]]
        out = read(rows, spans={(0, 0): (2, 1), (0, 1): (1, 3)})  # type: ignore[arg-type]
        assert (2023, float(total), period) in {found[:3] for found in figures(out)}


def test_ranks_among_figures_are_ranks() -> None:
    out = read([["年度", "実施率", "順位"], ["令和4年度", "56.9%", "12（15）"], ["令和5年度", "58.0%", "10（12）"]],
               "■ 生活習慣病予防健診実施率")  # fmt: skip
    found = {(row["fiscal_year"], row["rank"], row["previous_rank"]) for row in out.of("kpi_rank")}
    assert found == {(2022, 12, 15), (2023, 10, 12)}
    assert {row["unit"] for row in out.of("period_figure")} <= {"%"}


def test_a_column_of_the_first_quarter_does_not_date_the_report() -> None:
    out = read([["項目", "4～6月", "7～9月"], ["来所者数（人）", "52", "61"]])
    assert [row["as_of"].month for row in out.of("report")] == [12]


def test_a_rate_of_no_kpi_among_those_of_kpis_is_in_doubt() -> None:
    rows: list[list[str | None]] = [["区分", "実施率"], ["生活習慣病予防健診", "43.8%"], ["その他の健診", "4.1%"]]
    out = read(rows, "健診の実施状況")
    assert [row["kpi_code"] for row in out.of("kpi_actual")] == ["lifestyle_checkup_rate"]
    assert [row["review_state"] for row in out.of("period_figure")] == ["flagged"]


def test_rows_of_brackets_are_of_what_the_brackets_of_their_label_say() -> None:
    rows: list[list[str | None]] = [
        ["年度", "決定件数", "達成率"],
        ["令和6年度\n（7月まで）\n（前年同期）", "９，８１２件", "９９．８％"],
        [None, "（９，５４０件）", "（１００％）"],
    ]
    out = read(rows, "■ サービススタンダードの達成状況", spans={(1, 0): (2, 1)})
    assert {(year, value) for year, value, _, _ in figures(out)} == {(2024, 9812), (2023, 9540)}
    found = {(row["fiscal_year"], row["value"], str(row["as_of"])) for row in out.of("kpi_actual")}
    assert found == {(2024, 99.8, "2024-07-01"), (2023, 100, "2023-07-01")}
    assert out.of("reject") == []


def test_the_same_time_of_last_year_below_a_total_is_its_total() -> None:
    rows: list[list[str | None]] = [
        ["月", "受付件数", "平均所要日数"], ["4月", "120", "7.8日"], ["5月", "130", "6.2日"], ["6月", "110", "7.5日"],
        ["第1四半期計", "360", "7.1日"], ["前年同期", "340", "7.6日"],
    ]  # fmt: skip
    out = read(rows, "■ 支払い")
    assert {(2023, 340, "Q1", "ok"), (2023, 7.6, "Q1", "ok")} <= figures(out) and out.of("kpi_actual") == []
