"""Evaluations: statuses behind names, beside figures, ticked, and in sheets of labels and fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Paragraph
from extract.interpret import interpret
from extract.shapes.plan.sheet_fields import is_activity_sheet, label_role, sheets_in
from extract.shapes.plan.status_marks import ticked
from extract.shapes.plan.status_tails import status_tail
from extract.shapes.repair.columns.marks_beside_figures import with_marks_apart
from extract.shapes.report.header import read_header
from extract.shapes.text.bare_chapters import BareChapters
from extract.shapes.text.passages import Passage
from tests.unit.build import brief, document, paragraph, table, titled


@pytest.mark.parametrize(
    ("text", "words", "mark"),
    [
        ("(2) 申請書の郵送化率　自己評価 ◎", "(2) 申請書の郵送化率", "◎"),
        ("回収率（判定：△）", "回収率", "△"),
        ("提出率【評価】○", "提出率", "○"),
        ("点検結果　×", "", "×"),
        ("提出率　評価：順調", "提出率", "順調"),
    ],
)
def test_a_name_may_end_in_its_evaluation(text: str, words: str, mark: str) -> None:
    tail = status_tail(text, {})
    assert tail is not None
    assert (tail.words, tail.mark.symbol) == (words, mark)


@pytest.mark.parametrize("text", ["達成率 102%", "健診の実施状況", "評価 高い", "実績 68.2%（○）", "内容点検○"])
def test_other_words_at_the_end_are_none(text: str) -> None:
    assert status_tail(text, {}) is None


def test_the_ticked_word_of_several_is_the_status() -> None:
    assert ticked("□達成　☑一部達成　□未達成") == "一部達成"
    assert ticked("□達成　□未達成") is None
    assert ticked("☑達成　☑未達成") is None
    assert ticked("■訪問　□電話") is None


def test_symbols_beside_figures_get_a_column_of_their_own() -> None:
    apart = with_marks_apart(
        table([["KPI", "実績（評価）"], ["提出率", "△ 92.1%"], ["回収率", "○ 88.0%"], ["件数", "◎ 1,204件"]])
    )
    assert apart.rows() == [
        ["KPI", "実績", "評価"],
        ["提出率", "92.1%", "△"],
        ["回収率", "88.0%", "○"],
        ["件数", "1,204件", "◎"],
    ]


def test_a_triangle_that_alone_stands_before_figures_is_a_minus() -> None:
    rows = [["区分", "増減"], ["提出率", "△ 2.1%"], ["回収率", "△ 0.8%"]]
    assert with_marks_apart(table(rows)).rows() == rows


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("取組3", "plan"),
        ("Ｐ（計画）", "plan"),
        ("実施（Do）", "done"),
        ("自己評価", "status"),
        ("主担当", "owner"),
        ("令和6年9月末実績", "kpi"),
        ("今後の課題", "other"),
        ("評価○", None),
        ("事業所へ案内を送る。", None),
    ],
)
def test_labels_say_what_their_fields_hold(label: str, role: str | None) -> None:
    found = label_role(label)
    assert found == role or (role == "plan" and found == "work")


def test_a_table_is_a_sheet_only_if_all_of_it_is_labels_and_fields() -> None:
    rows = [["取組", "事業所へ案内を送る。", "評価", "○"], ["所見", "6月に送った。", "担当", "業務グループ"]]
    (sheet,) = sheets_in(table(rows))
    assert is_activity_sheet(sheet)
    assert [cell.text for cell in sheet.plans] == ["事業所へ案内を送る。"]
    assert sheets_in(table([*rows, ["件数", "12", "15", "18"]])) == []


def test_a_sheet_gives_its_work_with_its_owner_and_its_status() -> None:
    rows = [["取組1", "事業所へ案内を送る。", "評価", "○"], ["所見", "全社へ送った。", "担当", "業務グループ"]]
    found = titled(table(rows, boxed=True))
    assert brief(found.of("plan_item"), "item_no", "item_ja", "owner_group") == [
        ("1", "事業所へ案内を送る。", "業務グループ")
    ]
    assert brief(found.of("plan_status"), "symbol", "item_ja", "review_state") == [("○", "事業所へ案内を送る。", "ok")]


def test_headings_without_a_dot_count_on_from_one_to_the_next() -> None:
    chapters = BareChapters()

    def take(text: str) -> str | None:
        return chapters.take(Passage(paragraph(text).lines))

    assert take("１　数値目標の達成状況") == "1 数値目標の達成状況"
    assert take("12会場で行った結果") is None
    assert take("3 上半期の件数") is None
    assert take("2 重点取組の点検") == "2 重点取組の点検"


@pytest.mark.parametrize(
    ("title", "result", "kind"),
    [
        ("令和6年度 大分支部 自己評価シート", "実績", "results"),
        ("令和6年度 大分支部 重点施策点検表", "令和6年9月末実績", "progress"),
        ("令和6年度 大分支部 評価指標一覧", "基準", None),
    ],
)
def test_a_title_that_only_judges_is_of_what_was_done(title: str, result: str, kind: str | None) -> None:
    rows = [["指標", "目標", result], ["提出率", "90%以上", "92%"], ["回収率", "80%以上", "81%"]]
    header = read_header(document([paragraph(title), table(rows)])).header
    assert (header.report_kind, header.kind_guessed) == (kind, kind == "results")


def test_parts_numbered_with_a_sign_begin_their_chapters_anew() -> None:
    chapters = BareChapters()

    def take(text: str, part: bool = True) -> str | None:
        passage = Passage(paragraph(text).lines)
        return chapters.take_part(passage) if part else chapters.take(passage)

    assert take("第1 重点施策") == "第1 重点施策"
    assert take("1 健診の推進", part=False) == "1 健診の推進"
    assert take("第1四半期の実績") is None
    assert take("第3章 その他") is None
    assert take("第二章 指標の達成状況") == "第二章 指標の達成状況"
    assert take("1 主な件数", part=False) == "1 主な件数"


def test_a_table_stands_under_the_part_that_begins_above_it() -> None:
    rows = [["指標", "目標", "実績", "評価"], ["健康宣言事業所数", "900事業所以上", "912事業所", "○"]]
    lines = ["第1 重点施策", "1 健診の推進", "(1) 会場の確保", "第2 指標の達成状況"]
    out = titled(*(paragraph(line) for line in lines), table(rows, boxed=True))
    assert brief(out.of("plan_status"), "section") == [("第2 指標の達成状況",)]


@pytest.mark.parametrize("title", ["別表 指標の達成状況", "【付表】指標の達成状況", "参考資料:指標の達成状況"])
def test_what_is_appended_at_the_top_of_a_page_is_no_part_of_the_last_chapter(title: str) -> None:
    rows = [["指標", "目標", "実績", "評価"], ["健康宣言事業所数", "900事業所以上", "912事業所", "○"]]
    first = ["令和4年度 大分支部事業報告", "第1 重点施策", "1 健診の推進", "第2 組織運営", "1 職員の育成"]
    more = [["指標", "目標", "実績", "評価"], ["一者応札案件の割合", "17%以下", "12.5%", "△"]]
    last = [paragraph("2 庁舎の管理", page=2), table(more, boxed=True, page=2, index="2.1")]
    appended = [paragraph(title, page=2), table(rows, boxed=True, page=2, index="2.0")]
    found = document([paragraph(line) for line in first], [*appended, *last])
    out = interpret(found)[0]
    assert brief(out.of("plan_status"), "section") == [(title,), ("第2 組織運営 > 2 庁舎の管理",)]


def test_a_legend_beside_the_title_of_what_is_appended_is_none_of_it() -> None:
    rows = [["指標", "目標", "実績", "評価"], ["健康宣言事業所数", "900事業所以上", "912事業所", "○"]]
    texts = ("別表 指標の達成状況", "◎ 大きく上回った ○ 達成した △ 届かなかった")
    head, legend = (paragraph(text).lines[0] for text in texts)
    beside = replace(head, text=f"{head.text}\t{legend.text}", pieces=(head, legend))
    lines = [paragraph(text) for text in ("令和4年度 大分支部事業報告", "Ⅰ 重点施策", "1 健診の推進")]
    out = interpret(document(lines, [Paragraph([beside]), table(rows, boxed=True, page=2, index="2.0")]))[0]
    assert brief(out.of("plan_status"), "section") == [("別表 指標の達成状況",)]


def test_a_numbered_title_of_a_table_is_no_appendix() -> None:
    rows = [["指標", "目標", "実績", "評価"], ["健康宣言事業所数", "900事業所以上", "912事業所", "○"]]
    lines = ["第1 重点施策", "第2 組織運営", "別表2 指標の達成状況"]
    out = titled(*(paragraph(line) for line in lines), table(rows, boxed=True))
    assert brief(out.of("plan_status"), "section") == [("第2 組織運営",)]
