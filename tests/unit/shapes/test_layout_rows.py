"""What a row of a layout says is of its own plan; wording and figures are our own."""

from __future__ import annotations

from extract.document import Block
from tests.unit.build import brief, paragraph, table, titled

HEAD = ["事業", "事業計画", "評価", "進捗状況"]
XS = [0.0, 60.0, 260.0, 300.0, 700.0]
RATE = "令和4年度 100%"
TITLE = "令和4年度 大分支部事業計画 進捗管理表"
MONTHS = [["単月(%)", "4月", "5月", "6月"], ["4年度", "95.1", "95.4", "95.9"]]


def test_a_table_is_of_the_kpi_beside_it_and_not_of_the_one_that_the_row_above_spoke_of() -> None:
    inner: list[Block] = [table(MONTHS, boxed=True, index="1.0.2.3.0")]
    rows = [
        HEAD,
        ["窓口", "◆KPI サービススタンダードの達成状況を100%とする。", "○", f"サービススタンダードの達成状況 {RATE}"],
        ["", "◆KPI 現金給付等の申請に係る郵送化率を95.5%以上とする。", "◎", inner],
    ]
    out = titled(table(rows, boxed=True, xs=XS), title=TITLE)
    assert {row["kpi_code"] for row in out.of("monthly_actual")} == {"mail_application_rate"}
    assert len(out.of("monthly_actual")) == 3


def test_months_that_no_rule_parts_from_a_row_have_no_labels_of_its_other_columns() -> None:
    xs = [0.0, 60.0, 90.0, 160.0, 200.0, 240.0, 280.0, 480.0]
    head = table([["事業", "評価", "進捗状況", "実施概要"]], boxed=True, xs=[0.0, 60.0, 90.0, 280.0, 480.0])
    rows: list[list[str | None]] = [
        ["宣言の推進", "△", "宣言事業所数", "4月", "5月", "6月", "⑴宣言事業所を訪ね、取組を支援する。"],
        [None, None, "単月", "3", "6", "9", None],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 6): (2, 1)}
    body = table(rows, boxed=True, xs=xs, spans=spans, index="1.1")  # type: ignore[arg-type]
    first = table([["窓口の相談", "○", "・案内を送った。", "⑴相談窓口の案内を増やす。"]], boxed=True,
                  xs=[0.0, 60.0, 90.0, 280.0, 480.0], index="1.2")  # fmt: skip
    out = titled(head, paragraph("〇相談"), first, paragraph("〇宣言"), body, title=TITLE)
    assert brief(out.of("monthly_actual"), "measure_ja", "value") == [
        ("宣言事業所数", 3), ("宣言事業所数", 6), ("宣言事業所数", 9),
    ]  # fmt: skip
    assert [row["symbol"] for row in out.of("plan_status")] == ["○", "△"]


def test_last_years_figures_behind_numbered_results_are_of_the_targets_of_these_numbers() -> None:
    aims = "■KPI：\n1)健康保険委員の被保険者カバー率を44.5%以上とする\n2)健康保険委員の委嘱事業所数を前年度以上とする"
    said = "■KPI\n1)43.8%（令和7年9月末）（参考：令和6年度 42.9%）"
    said += "\n2)21,340事業所（令和7年9月末）（参考：令和6年度 20,765事業所）"
    lines: list[list[Block]] = [[paragraph(line, boxed=True) for line in text.split("\n")] for text in (aims, said)]
    rows = [["事業計画", "進捗状況", "評価"], [*lines, "△"]]
    out = titled(table(rows, boxed=True, xs=[0.0, 250.0, 600.0, 650.0]), title="令和7年度上期 大分支部事業の進捗状況")
    assert brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "as_of", "value", "review_state") == [
        ("health_committee_coverage", 2025, "2025-09", 43.8, "ok"),
        ("health_committee_coverage", 2024, None, 42.9, "ok"),
        ("health_committee_workplaces", 2025, "2025-09", 21340, "ok"),
        ("health_committee_workplaces", 2024, None, 20765, "ok"),
    ]


def judged(*rows: tuple[str, str]) -> list[list[str | list[Block]]]:
    """Rows of plan, what was done and its status; each line of a plan is a paragraph."""
    return [[[paragraph(line, boxed=True) for line in plan.split("\n")], "・実施した。", mark] for plan, mark in rows]


def test_what_a_status_judges_stands_under_the_heading_that_the_plans_above_print() -> None:
    rows = judged(
        ("(1)窓口の改善\n・番号札を新しくする。", "○"),
        ("・案内の文を短くする。", "△"),
        ("①掲示\n・掲示を月ごとに替える。", "○"),
        ("・古い掲示を外す。", "×"),
        ("(2)広報\n・便りを送る。", "◎"),
    )
    xs = [0.0, 250.0, 600.0, 650.0]
    heads: list[str | list[Block]] = ["事業計画", "進捗状況", "評価"]
    out = titled(table([heads, *rows], boxed=True, xs=xs), title="令和4年度上期 大分支部事業の進捗状況")
    assert brief(out.of("plan_status"), "section", "item_ja") == [
        (None, "(1)窓口の改善"),
        ("(1)窓口の改善", "・案内の文を短くする。"),
        ("(1)窓口の改善", "①掲示"),
        ("(1)窓口の改善 > ①掲示", "・古い掲示を外す。"),
        (None, "(2)広報"),
    ]


def test_a_short_name_behind_a_colon_is_the_kpi_that_the_plan_beside_it_names() -> None:
    plan = "■KPI：\n1)社会保険診療報酬支払基金と合算したレセプト点検の査定率について対前年度以上とする"
    plan += "\n2)協会けんぽの再審査レセプト1件当たりの査定額を対前年度以上とする"
    aims = "■KPI 1)令和4年度目標（KPI）：査定率0.351％以上 2)令和4年度目標（KPI）：1件当たりの査定額5,130円以上"
    lines: list[list[Block]] = [[paragraph(line, boxed=True) for line in text.split("\n")] for text in (plan, aims)]
    rows = [["事業計画", "進捗状況", "評価"], [*lines, "△"]]
    out = titled(table(rows, boxed=True, xs=[0.0, 250.0, 800.0, 850.0]), title="令和4年度上期 大分支部事業の進捗状況")
    assert brief(out.of("kpi_target")[2:], "kpi_code", "target_value", "review_state") == [
        ("combined_assessment_rate", 0.351, "ok"),
        ("reassessment_amount_per_receipt", 5130, "ok"),
    ]
