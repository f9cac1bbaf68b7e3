"""Figures of KPIs in sentences that end in no fact are rejected with their sentence."""

from __future__ import annotations

import pytest

from extract.interpret import interpret
from extract.shapes.text.unread_figures import AIM_LEFT, COUNT_LEFT, REASON
from tests.unit.build import document, paragraph


def _rejected(*lines: str) -> list[str]:
    title = paragraph("令和6年度 大分支部事業の進捗状況(令和6年9月末現在)")
    out = interpret(document([title, *(paragraph(line, boxed=True) for line in lines)]))[0]
    return [row["extracted_text"] for row in out.of("reject") if row["reason"] == REASON]


@pytest.mark.parametrize(
    "line",
    [
        "事業者健診データ取得率は下期に5.9%であった。",
        "事業者健診データ取得率は年度末に8.9%となる見込みである。",
        "生活習慣病予防健診の実施率は、県内3地区でそれぞれ24.1%、29.8%、30.2%であった。",
        "令和6年9月末現在の郵送化率は95.8%で、電子申請の割合は12.0%となった。",
        "目標：61.0%以上、実績：28.2%、達成率：46.2%（生活習慣病予防健診実施率）",
        "サービススタンダード達成率 7月 100% 8月 100% 9月 99.8%",
        "8月診療分の使用割合は82.7%です。",
        "満足度の調査は47支部中18位でした。",
        "9月に届いた申請書は平均5.4日（前月5.9日）で振り込みました。給付までは5.4日です。",
        "満足度の調査は、都道府県別では5位です。",
    ],
)
def test_a_figure_that_nothing_reads_is_rejected(line: str) -> None:
    assert _rejected(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "令和6年9月末現在の事業者健診データ取得率は3.9%であった。",
        "事業者健診データ取得率が5.9%以上の支部に話を聞いた。",
        "ジェネリック医薬品使用割合が80%を超える支部が増えた。",
        "事業者健診データ取得率は前年同期を0.3ポイント上回った。",
        "会場を3か所に増やし、120人が参加した。",
        "相談会の準備に要したのは4日です。",
        "申込みが前年の10%を超えた事業所に声をかけた。",
    ],
)
def test_what_is_read_or_is_no_figure_of_a_kpi_is_not(line: str) -> None:
    assert _rejected(line) == []


def test_a_figure_printed_twice_is_to_be_read_twice() -> None:
    assert _rejected("■KPI", "達成の割合100%、前回も100%") == ["達成の割合100%、前回も100%"]


@pytest.mark.parametrize(
    "above",
    ["■健康宣言事業所は820社を超えました", "委員 健康宣言をした事業所は何社か。", "健康保険委員の委嘱"],
)
def test_workplaces_that_nothing_reads_are_rejected(above: str) -> None:
    line = "9月末現在で826社となり、3月末から31社増えました。"
    assert line in _rejected(above, line)


def test_a_rank_behind_a_rate_that_says_not_of_whom_is_rejected() -> None:
    line = "令和6年9月末現在の事業者健診データ取得率は3.9%(17位)であった。"
    assert _rejected(line) == [line]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("・相談会は6回開き、申込みは214人となった。", True),
        ("・相談会は6回開き、申込みは214人。", True),
        ("案内を380社に送った。", True),
        ("案内を380社に送る。", False),
        ("・四半期に1回の発行を隔月に改めた。", False),
        ("・費用が30万円を超える申請を確かめた。", False),
        ("104件 119件 223件", False),
    ],
)
def test_counts_that_a_sentence_on_what_was_done_tells_of_are_not_dropped(line: str, left: bool) -> None:
    title = paragraph("令和6年度 大分支部事業の進捗状況(令和6年9月末現在)")
    out = interpret(document([title, paragraph(line, boxed=True)]))[0]
    assert [row["extracted_text"] for row in out.of("reject") if row["reason"] == COUNT_LEFT] == [line] * left


@pytest.mark.parametrize(
    ("line", "left"), [("対前年度以上（満足の割合）", True), ("■KPI 協会のレセプト点検の査定率 対前年度以上", False)]
)
def test_a_target_of_last_years_figure_that_names_nothing_known_is_not_dropped(line: str, left: bool) -> None:
    out = interpret(document([paragraph("令和6年度 大分支部事業計画"), paragraph(line, boxed=True)]))[0]
    assert [row["extracted_text"] for row in out.of("reject") if row["reason"] == AIM_LEFT] == [line] * left
