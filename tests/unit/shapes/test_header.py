"""The report's own facts from its first words."""

from __future__ import annotations

from datetime import date

import pytest

from extract.document import Page
from extract.interpret import interpret
from extract.shapes.header import branches, read_header
from tests.unit.build import document, paragraph, table


@pytest.mark.parametrize(
    ("lines", "branch", "year", "kind", "period", "as_of"),
    [
        (["令和4年度 大分支部事業報告"], "oita", 2022, "results", "FY", date(2023, 3, 1)),
        (["令和４年度", "大分支部 事業報告"], "oita", 2022, "results", "FY", date(2023, 3, 1)),
        (["2024（令和6）年度 高知支部事業実施状況", "第2四半期"], "kochi", 2024, "progress", "Q2", date(2024, 9, 1)),
        (["令和5年度上期 高知支部事業計画の進捗状況について"], "kochi", 2023, "progress", "H1", date(2023, 9, 1)),
        (["令和7年度 高知支部事業計画（案）"], "kochi", 2025, "plan", "FY", None),
        (["令和2年度 高知支部行動計画"], "kochi", 2020, "action_plan", "FY", None),
        (["平成31年度 高知支部アクションプラン"], "kochi", 2019, "action_plan", "FY", None),
        (["令和5年度 高知支部 事業実績"], "kochi", 2023, "results", "FY", date(2024, 3, 1)),
        (["令和5年度 高知支部業務実績表", "（上半期） （下半期）"], "kochi", 2023, "results", "FY", date(2024, 3, 1)),
        (["令和6年度 高知支部 事業実施状況（令和6年12月末時点）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (["令和6年度 高知支部 事業実施状況（4月～12月）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (
            ["事業計画の進捗状況", "令和6年4月～令和6年6月", "高知支部"],
            "kochi",
            2024,
            "progress",
            "Q1",
            date(2024, 6, 1),
        ),
        (["令和6年度第3回 高知支部評議会", "令和7年度事業計画（案）について"], "kochi", 2025, "plan", "FY", None),
        (["令和6年度上半期 高知支部事業統計"], "kochi", 2024, "progress", "H1", date(2024, 9, 1)),
        (["令和6年度 高知支部重点事業シート（12月末時点）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (["令和6年度上期の振り返りと下期の取組", "高知支部"], "kochi", 2024, "progress", "H1", date(2024, 9, 1)),
        (["令和5年度 高知支部 事業の結果について"], "kochi", 2023, "results", "FY", date(2024, 3, 1)),
        (["月次業務報告（令和7年1月分）", "高知支部"], "kochi", 2024, "progress", "FY", date(2025, 1, 1)),
        (["業務統計月報 令和6年6月", "高知支部"], "kochi", 2024, "progress", "FY", date(2024, 6, 1)),
        (["月次実績報告書", "（令和6年10月分）", "高知支部"], "kochi", 2024, "progress", "FY", date(2024, 10, 1)),
        (["令和6年度 高知支部月次集計表（1月）"], "kochi", 2024, "progress", "FY", date(2025, 1, 1)),
        (["令和6年12月分 給付の処理", "高知支部"], "kochi", 2024, "progress", "FY", date(2024, 12, 1)),
        (["R6年度 協会けんぽ高知 事業の進捗（第3四半期）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (
            ["令和5年度 高知支部 事業報告", "区分", "第1四半期", "第2四半期"],
            "kochi",
            2023,
            "results",
            "FY",
            date(2024, 3, 1),
        ),
    ],
)
def test_titles(
    lines: list[str], branch: str, year: int, kind: str, period: str, as_of: date | None
) -> None:  # fmt: skip
    finding = read_header(document([paragraph("全国健康保険協会", *lines, "・窓口の案内を新しくした。")]))
    head = finding.header
    assert (head.branch_code, head.fiscal_year, head.report_kind, head.period) == (branch, year, kind, period)
    assert head.as_of == as_of
    assert finding.doubt is None
    assert head.title is not None
    assert finding.line is not None


@pytest.mark.parametrize(("name", "code"), sorted(branches().items()))
def test_every_branch(name: str, code: str) -> None:
    assert read_header(document([paragraph(f"令和4年度 {name}支部事業報告")])).header.branch_code == code


def test_there_are_forty_seven_branches() -> None:
    assert len(branches()) == len(set(branches().values())) == 47


def test_a_western_year_goes_before_a_wrong_era_year_in_brackets() -> None:
    assert read_header(document([paragraph("2024（令和5）年度 高知支部事業報告")])).header.fiscal_year == 2024


@pytest.mark.parametrize(("line", "period"), [("■ 窓口の受付状況（上期）", "FY"), ("（上半期）", "H1")])
def test_the_title_of_a_table_says_nothing_of_the_report(line: str, period: str) -> None:
    assert read_header(document([paragraph("令和6年度 高知支部事業報告", line)])).header.period == period


def test_a_month_stated_on_the_cover() -> None:
    lines = [
        "2024（令和6）年度 高知支部事業実施状況",
        "第2四半期",
        "※基準日の記載のないものは、令和6年8月末を基準とする",
    ]
    assert read_header(document([paragraph(*lines)])).header.as_of in (date(2024, 8, 1), date(2024, 9, 1))


def test_without_a_branch_a_person_must_look() -> None:
    finding = read_header(document([paragraph("令和4年度 事業報告")]))
    assert finding.header.branch_code is None
    assert finding.doubt is not None
    assert "branch" in finding.doubt


def test_without_a_cover_page_the_pages_say_the_year_and_a_person_must_look() -> None:
    lines = ["令和4年度事業計画", "令和4年度実績", "高知支部の窓口", "高知支部の件数", "高知支部だより"]
    body = paragraph(*lines, page=2)
    finding = read_header(document(Page(1, [], is_image=True), Page(2, [body])))
    assert finding.header.fiscal_year == 2022
    assert finding.header.branch_code == "kochi"


def test_nothing_at_all() -> None:
    finding = read_header(document([paragraph("買い物の控え")]))
    assert (finding.header.branch_code, finding.header.fiscal_year) == (None, None)
    assert finding.doubt is not None


def test_an_empty_document() -> None:
    finding = read_header(document([]))
    assert finding.header.title is None
    assert finding.line is None
    assert finding.doubt is not None


@pytest.mark.parametrize(
    ("lines", "branch", "year", "why"),
    [
        (["令和6年度・令和7年度 事業計画 新旧対照表", "高知支部"], "kochi", 2025, "several fiscal years"),
        (["高知支部・大分支部の比較", "令和6年度 事業報告"], "kochi", 2024, "several branches"),
        (["令和7年度第1回 高知支部評議会", "事業の進捗状況"], "kochi", 2025, "no title names the fiscal year"),
    ],
)
def test_titles_that_may_mean_another_year_or_branch_are_flagged(
    lines: list[str], branch: str, year: int, why: str
) -> None:
    finding = read_header(document([paragraph(*lines, "・窓口の案内を新しくした。")]))
    assert (finding.header.branch_code, finding.header.fiscal_year) == (branch, year)
    assert finding.doubt is not None
    assert why in finding.doubt


def test_a_plan_with_the_results_of_the_year_before_beside_it_is_a_plan() -> None:
    finding = read_header(document([paragraph("令和7年度高知支部事業計画及び令和6年度実施結果")]))
    assert (finding.header.fiscal_year, finding.header.report_kind) == (2025, "plan")
    finding = read_header(document([paragraph("令和6年度高知支部事業計画の実施結果及び令和7年度の方針")]))
    assert finding.header.report_kind == "results"


def test_the_first_line_beside_the_issuer_is_the_title_of_a_report_of_no_named_kind() -> None:
    finding = read_header(document([paragraph("令和6年度 窓口相談の推移", "全国健康保険協会高知支部")]))
    assert (finding.header.fiscal_year, finding.header.title, finding.doubt) == (2024, "令和6年度 窓口相談の推移", None)
    finding = read_header(document([paragraph("窓口相談の推移", "協会けんぽ高知支部 令和6年度")]))
    assert (finding.header.fiscal_year, finding.header.title, finding.doubt) == (2024, "窓口相談の推移", None)
    finding = read_header(document([paragraph("令和6年度 窓口相談の推移", "協会けんぽ高知支部", "令和5年度の状況")]))
    assert finding.doubt is not None and finding.only_year


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


def large(text: str, *below: str) -> Page:
    title, rest = paragraph(text, boxed=True), paragraph(*below, boxed=True)
    title.lines[0].size = 16.0
    for line in rest.lines:
        line.size = 10.0
    return Page(1, [rest, title] if below[:1] == ("令和7年1月30日",) else [title, rest])


@pytest.mark.parametrize(
    ("title", "below", "year", "as_of"),
    [
        ("令和6年度 重点施策の四半期の点検", "高知支部", 2024, None),
        ("FY2024上期レビュー", "高知支部", 2024, date(2024, 9, 1)),
        ("R6第3四半期レビュー", "高知支部", 2024, date(2024, 12, 1)),
        ("事業計画(R7)の具体的取組", "高知支部", 2025, None),
        ("高知支部の事業運営(令和6年12月末現在)", "令和5年度の総得点は312点だった。", 2024, date(2024, 12, 1)),
    ],
)
def test_the_line_in_the_largest_print_is_the_title(title: str, below: str, year: int, as_of: date | None) -> None:
    found = read_header(document(large(title, below)))
    assert (found.header.fiscal_year, found.header.as_of, found.doubt) == (year, as_of, None)
    assert found.header.title == title


def test_a_heading_under_a_masthead_says_what_it_is_about() -> None:
    found = read_header(document([paragraph("けんぽだより 11月号", "■令和6年度上期の取組状況", "高知支部です。")]))
    assert (found.header.fiscal_year, found.header.period, found.doubt) == (2024, "H1", None)


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


def test_a_footnote_of_single_figures_is_no_month_of_the_report() -> None:
    title, rows = paragraph("令和5年度 高知支部 事業計画の実施状況"), [["指標", "実績"], ["郵送化率", "95.9%(注1)"]]
    for note, month in (("(注1)令和6年1月末時点", None), ("(注2)令和6年1月末時点", date(2024, 1, 1))):
        found = read_header(document([title, table(rows), paragraph(note)]))
        assert found.header.as_of == month
