"""One sentence is planned work or a target, and not both."""

from __future__ import annotations

import pytest

from extract.interpret import interpret
from tests.unit.build import brief, document, paragraph, table

HEADS = ["計画内容", "実施状況"]
SENTENCE = "SNS(LINE公式アカウント)による毎月の情報発信を行う"


@pytest.mark.parametrize(
    ("work", "state"),
    [
        (f"・{SENTENCE}。【新設】", "flagged"),
        (f"②{SENTENCE}。", "flagged"),
        ("②広報紙により毎月の話題を広く届ける。", "ok"),
    ],
)
def test_work_in_the_words_of_a_target_is_in_doubt(work: str, state: str) -> None:
    first = table([HEADS, [f"・受付の手順を見直す。\n【KPI】\n①{SENTENCE}", "広報の日を決めた。"]], boxed=True)
    rows = [HEADS, [f"【具体的取組】\n①窓口の案内を改める。\n{work}", "掲示を替えた。"]]
    second = table(rows, boxed=True, page=2, index="2.0")
    out, _ = interpret(document([paragraph("令和7年度 大分支部 事業計画"), first], [second]))
    assert brief(out.of("kpi_target"), "kpi_code")[0] == ("sns_monthly_posts",)
    assert [row["review_state"] for row in out.of("plan_item")][-1] == state


@pytest.mark.parametrize(("head", "is_work"), [("事業計画【KPI】", False), ("のKPI", False), ("事業計画", True)])
def test_a_sentence_under_a_heading_of_targets_is_no_work(head: str, is_work: bool) -> None:
    heads = [f"令和7年度{head}", f"令和6年度{head}"]
    work = "①広報紙により毎月の話題を広く届ける。"
    rows = [[f"①{SENTENCE}【新設】", "①申請受付から支給までのサービススタンダードを100%とする"], [work, ""]]
    out, _ = interpret(document([paragraph("令和7年度 大分支部 事業計画"), table([heads, *rows], boxed=True)]))
    assert (("sns_monthly_posts", 2025) in brief(out.of("kpi_target"), "kpi_code", "fiscal_year")) != is_work
    assert (work[1:] in [row["item_ja"] for row in out.of("plan_item")]) == is_work
