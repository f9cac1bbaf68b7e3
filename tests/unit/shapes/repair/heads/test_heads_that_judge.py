"""Parts of the year over statuses, beside the whole year."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, paragraph, table, titled

TITLE = "令和4年度 大分支部 取組の自己評価"
ROWS = ["窓口の案内板を見直す", "待合室に記入台を増やす"]


def _table(marks: str, heads: tuple[str, ...] = ("上期", "下期", "年度")) -> list[list[str]]:
    return [["取組", *heads], *([text, *marks[3 * i : 3 * i + len(heads)]] for i, text in enumerate(ROWS))]


@pytest.mark.parametrize(
    ("legend", "marks"),
    [
        ("◎：上回った ○：計画どおり △：下回った", "○◎◎△○○"),
        ("A：上回った B：計画どおり C：下回った", "BAACBB"),
        ("3：上回った 2：計画どおり 1：下回った", "233122"),
    ],
)
def test_they_judge_what_the_row_says(legend: str, marks: str) -> None:
    out = titled(paragraph("自己評価 " + legend), table(_table(marks), boxed=True), title=TITLE)
    says = {marks[0]: "on_plan", marks[1]: "exceeded", marks[3]: "in_progress_or_below"}
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "period", "review_state") == [
        (text, mark, says[mark], period, "ok")
        for i, text in enumerate(ROWS)
        for mark, period in zip(marks[3 * i :], ("H1", "H2", "FY"), strict=False)
    ]
    assert not out.of("period_figure")


def test_figures_that_no_legend_explains_are_none() -> None:
    out = titled(paragraph("件数"), table(_table("233122"), boxed=True), title=TITLE)
    assert not out.of("plan_status")
