"""The fiscal year of a report, and what doubt about it puts in doubt."""

from __future__ import annotations

import pytest

from extract.document import Page
from extract.interpret import interpret
from extract.shapes.report.header import read_header
from tests.unit.build import document, paragraph, table


def test_a_western_year_goes_before_a_wrong_era_year_in_brackets() -> None:
    assert read_header(document([paragraph("2024（令和5）年度 高知支部事業報告")])).header.fiscal_year == 2024


def test_without_a_cover_page_the_pages_say_the_year_and_a_person_must_look() -> None:
    lines = ["令和4年度事業計画", "令和4年度実績", "高知支部の窓口", "高知支部の件数", "高知支部だより"]
    body = paragraph(*lines, page=2)
    finding = read_header(document(Page(1, [], is_image=True), Page(2, [body])))
    assert finding.header.fiscal_year == 2022
    assert finding.header.branch_code == "kochi"


def test_of_several_years_in_the_brackets_of_a_title_the_latest_is_taken_in_doubt() -> None:
    finding = read_header(document([paragraph("高知支部 電話件数の実績（令和5年度・令和6年度）")]))
    assert finding.header.fiscal_year == 2024 and finding.doubt is not None and finding.only_year


def test_a_doubt_about_the_year_of_the_report_is_none_about_figures_whose_table_names_theirs() -> None:
    rows = [["区分", "令和4年度", "令和5年度"], ["窓口件数", "120件", "130件"], ["電話件数", "220件", "240件"]]
    months = [["月", "窓口件数"], ["令和5年4月", "10件"], ["5月", "11件"], ["6月", "12件"]]
    plain = [["区分", "郵送件数"], ["資格", "20件"], ["給付", "30件"]]
    page = [paragraph("相談の推移", "高知支部"), table(rows), paragraph("月別"), table(months, index="1.1")]
    out = interpret(document([*page, paragraph("内訳"), table(plain, index="1.2")]))[0]
    assert {row["review_state"] for row in out.of("report")} == {"flagged"}
    states = [(row["value"], row["review_state"]) for row in out.of("period_figure")]
    assert states[:4] == [(120, "ok"), (130, "ok"), (220, "ok"), (240, "ok")]
    assert {state for _, state in states[4:]} == {"flagged"}
    assert {(row["review_state"], row["review_reason"]) for row in out.of("monthly_actual")} == {("ok", None)}


def test_a_year_that_only_a_sentence_names_is_in_doubt() -> None:
    found = read_header(document([paragraph("高知支部事業の実施状況", "令和5年度の総得点は312点だった。")]))
    assert (found.header.fiscal_year, found.doubt) == (
        2023,
        "no title names the fiscal year; it was taken from a sentence",
    )


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("高知支部 1月~3月期 事業実施状況報告", "(令和6年4月作成)", 2023),
        ("1月度 高知支部 月次報告", "令和7年2月14日 高知支部 企画総務グループ", 2024),
        ("高知支部 事業実施状況(第2四半期)", "2024年10月30日", 2024),
        ("高知支部 事業実施状況", "2024年10月30日", None),
    ],
)
def test_a_part_of_a_year_that_only_the_date_of_issue_places(title: str, issued: str, year: int | None) -> None:
    found = read_header(document([paragraph(title, issued)]))
    assert found.header.fiscal_year == year
    assert found.doubt is not None


_OVER_YEARS = [["指標", "令和元年度", "令和2年度", "令和3年度", "評価"], ["窓口件数", "310件", "290件", "280件", "◎"]]


def test_headings_of_several_years_side_by_side_do_not_say_of_which_year_the_report_is() -> None:
    found = read_header(document([paragraph("高知支部 重点施策の実施状況"), table(_OVER_YEARS)]))
    assert found.header.fiscal_year == 2021 and found.doubt is not None


@pytest.mark.parametrize(
    ("title", "said", "doubted"),
    [
        ("高知支部 第1期健康づくり計画 最終評価", "令和元年度から令和3年度までの3年間に取り組んだ。", False),
        ("高知支部 健康づくり計画(2019年度~2021年度)終了時評価", "計画を振り返る。", False),
        ("高知支部 第1期健康づくり計画 総括", "計画期間は令和元~4年度である。", True),
    ],
)
def test_a_plan_judged_at_its_end_is_of_its_last_year(title: str, said: str, doubted: bool) -> None:
    found = read_header(document([paragraph("令和5年度第2回評議会", title, said), table(_OVER_YEARS)]))
    assert (found.header.fiscal_year, found.doubt is not None) == (2022 if doubted else 2021, doubted)


def test_the_years_of_the_next_plan_do_not_move_a_report_that_names_its_year() -> None:
    said = "次期計画は令和4年度から令和9年度までの6年間とする。"
    found = read_header(document([paragraph("令和3年度 高知支部事業総括", said), table(_OVER_YEARS)]))
    assert (found.header.fiscal_year, found.doubt) == (2021, None)
