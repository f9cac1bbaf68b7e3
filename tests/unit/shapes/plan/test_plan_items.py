"""Plan items: what is an item, what a heading, what neither; page breaks, conversions, boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, Cell, Line, Page, Paragraph, Place, Table
from extract.facts import Row
from extract.recorder import Recorder
from extract.shapes.context import Header, Scope
from extract.shapes.plan.plan_items import PlanItems
from extract.shapes.plan.plan_pieces import listing_kinds, pieces_of
from extract.shapes.plan.plan_strand import Strand
from extract.shapes.plan.plan_text import kind_of, owner_in, part_named, tells, weights_in
from extract.shapes.tables.plans.layout import Column
from extract.shapes.text.passages import Passage, mark_of
from tests.unit.build import SHA, brief, header, paragraph, table, titled

PLAN = Column(1, "plan", None, 0.0, 100.0)
TITLED = True


def passage(text: str, *, bold: bool = False, boxed: bool = True) -> Passage:
    lines = [Line(part, Place(1, (0, 0, 90, 9) if boxed else None), 9.0, bold) for part in text.split("\n")]
    return Passage(lines, mark_of(lines[0].text))


def plan_cell(*texts: str, bold: Sequence[int] = (), boxed: bool = True, row: int = 1) -> Cell:
    blocks: list[Block] = []
    for i, text in enumerate(texts):
        box = (0.0, 10.0 * i, 90.0, 10.0 * i + 9) if boxed else None
        lines = [Line(part, Place(1, box), 9.0, i in bold) for part in text.split("\n")]
        blocks.append(Paragraph(lines))
    return Cell(row, 1, blocks, place=Place(1, (0.0, 0.0, 100.0, 99.0) if boxed else None))


def read(
    *cells: Cell, titled: bool = False, column: Column = PLAN, head: Header | None = None, **scope: object
) -> list[Row]:
    """The items of cells of one plan column, each the first of its own page."""
    head = head or header(2031, kind="plan")
    out = Recorder(SHA, "pdf")
    plans = PlanItems(head, out)
    for i, cell in enumerate(cells):
        page = Table(f"{i}.0", 2, 3, [cell], Place(i + 1))
        plans.cell(page, cell, column, Scope(head, head.fiscal_year).under(**scope), titled)
    plans.finish()
    return out.of("plan_item")


def texts(rows: list[Row]) -> list[str]:
    return [row["item_ja"] for row in rows]


def on_page(*lines: str, kind: str = "action_plan", boxed: bool = True) -> list[Row]:
    """The items of lines on a page outside of tables."""
    out = Recorder(SHA, "pdf")
    plans = PlanItems(header(2031, kind=kind), out)
    plans.page(Page(1, []))
    for line in lines:
        plans.passage(passage(line, boxed=boxed))
    plans.finish()
    return out.of("plan_item")


class TestForms:
    def test_marks_are_sorted_by_their_look(self) -> None:
        sorts = {
            **dict.fromkeys("・○", "bullet"),
            "■": "head",
            "③": "circled",
            "(2)": "bracketed",
            "2)": "half",
            "(b)": "letter",
            "ii)": "roman",
            "ア": "kana",
            "7-2.": "dotted",
            "1-ii)": "dashed",
        }
        assert {mark: kind_of(mark) for mark in sorts} == sorts
        assert kind_of(None) is None

    def test_parts_are_named_by_whole_lines_only(self) -> None:
        assert part_named("行動計画") == part_named("【具体的な取組】") == part_named("■事業計画:") == "plan"
        assert part_named("実施状況") == part_named("おわりに") == "other"
        assert part_named("こんなことに取り組みます") == part_named("次の事項を行います") == "plan"
        assert part_named("主な事業の進め方") == part_named("業務の進め方") == "plan"
        assert part_named("下半期に大分支部が取り組むこと") == part_named("2 下半期の重点事項") == "plan"
        assert part_named("4.下期に強化する取組") == "plan"
        assert part_named("これから力を入れる取組") == part_named("今後取り組むこと") == "plan"
        assert part_named("今後の取組") == part_named("重点事項") == "other"
        assert part_named("支部が取り組んだこと") is None
        assert part_named("行動計画を定めて周知する。") is None
        assert part_named("結果を公表する") is None

    def test_groups_and_weights_stand_in_brackets(self) -> None:
        assert owner_in("3.窓口の改善【相談グループ】") == "相談グループ"
        assert owner_in("窓口の改善(混雑時)") is None
        assert weights_in("【重要度:高】【困難度:高】") == {"重要度": "高", "困難度": "高"}
        assert weights_in("窓口の改善〔重要度:-/困難度:高〕") == {"重要度": "-", "困難度": "高"}

    def test_labels_glued_by_wrapping_are_pieces_of_their_own(self) -> None:
        pieces = pieces_of([passage("3)待ち時間を前年度以下とする\n【具体的取組】")])
        assert [piece.text for piece in pieces] == ["3)待ち時間を前年度以下とする", "【具体的取組】"]

    def test_kana_number_only_where_they_follow_one_another(self) -> None:
        listed = pieces_of([passage("アデザインを改める。\nイ見本を配る。")])
        assert [(piece.mark, piece.body) for piece in listed] == [("ア", "デザインを改める。"), ("イ", "見本を配る。")]
        assert [piece.mark for piece in pieces_of([passage("アンケートを行う。")])] == [None]

    def test_a_conversion_parts_list_items_by_a_space(self) -> None:
        pieces = pieces_of([passage("窓口を増やす。 相談員を育てる。毎月集まる。", boxed=False)])
        assert [piece.body for piece in pieces] == ["窓口を増やす。", "相談員を育てる。毎月集まる。"]

    def test_numbers_before_sentences_make_items(self) -> None:
        lines = [passage(f"({letter})窓口を{n}つ増やす。") for n, letter in enumerate("abcd")]
        assert "letter" in listing_kinds(pieces_of([*lines, passage("(e)掲示の見直し")]))
        assert "letter" not in listing_kinds(pieces_of(lines[:2]))


class TestColumns:
    def test_bullets_are_items_and_numbered_phrases_above_them_headings(self) -> None:
        rows = read(plan_cell("①窓口の改善", "・案内板を見直す。", "・待合を広げる", "②相談の充実", "・予約を始める。"))
        assert texts(rows) == ["案内板を見直す。", "待合を広げる", "予約を始める。"]
        assert [row["section"] for row in rows] == ["①窓口の改善", "①窓口の改善", "②相談の充実"]
        assert [row["item_no"] for row in rows] == [None, None, None]

    def test_a_bullet_in_a_list_may_begin_with_a_word_that_heads_other_text(self) -> None:
        rows = on_page("事業計画", "○窓口の案内の見直し", "○結果の掲示", "○待合の拡張")
        assert texts(rows) == ["窓口の案内の見直し", "結果の掲示", "待合の拡張"]

    def test_the_first_bullet_may_begin_like_another_heading(self) -> None:
        assert texts(on_page("事業計画", "○課題を抱える係への応援")) == ["課題を抱える係への応援"]

    def test_a_marked_heading_of_other_text_ends_the_plan(self) -> None:
        rows = on_page("事業計画", "○待合の拡張", "○結果の概要と今後の課題", "○待合が広くなった。")
        assert texts(rows) == ["待合の拡張"]

    def test_a_column_of_titles_makes_numbered_phrases_items(self) -> None:
        cell = plan_cell("①案内板の見直し", "・色を変える。", "②待合の拡張")
        assert texts(read(cell, titled=TITLED)) == ["案内板の見直し", "色を変える。", "待合の拡張"]
        assert texts(read(cell)) == ["色を変える。"]

    def test_bold_phrases_are_headings_whatever_their_number(self) -> None:
        sentences = [f"{n})窓口を{n}つ増やす。" for n in range(1, 6)]
        rows = read(plan_cell("1)夜間の窓口", "電話でも受ける。", *sentences, bold=[0]))
        assert texts(rows)[0] == "電話でも受ける。"
        assert rows[0]["section"] == "1)夜間の窓口"

    def test_kpi_blocks_reasons_and_notes_are_no_items(self) -> None:
        rows = read(
            plan_cell(
                "①窓口の改善",
                "・案内板を見直す。",
                "※写真は別紙",
                "【重要度:高】",
                "窓口は最初に訪れる所であり、重要度が高い。",
                "■KPI:",
                "1)待ち時間を5分以下とする",
                "2)満足の割合を前年度以上とする",
                "【具体的取組】",
                "(a)毎朝点検する。",
                "【KPI】苦情を10件以下とする。",
            )
        )
        assert texts(rows) == ["案内板を見直す。", "毎朝点検する。"]
        assert [row["importance"] for row in rows] == ["高", "高"]
        assert rows[1]["item_no"] == "(a)"

    def test_a_kpi_block_ends_with_other_marks_or_a_heading(self) -> None:
        cell = plan_cell("■KPI", "(1)待ち時間を5分以下とする。", "・案内板を見直す。")
        assert texts(read(cell)) == ["案内板を見直す。"]
        cell = plan_cell("■KPI", "(1)待ち時間を5分以下とする。", "②相談の充実", "・予約を始める。")
        assert read(cell)[0]["section"] == "②相談の充実"

    def test_a_second_sentence_without_mark_belongs_to_its_item(self) -> None:
        rows = read(plan_cell("・案内板を見直す。", "また、待合を広げる。"))
        assert texts(rows) == ["案内板を見直す。また、待合を広げる。"]

    def test_a_bracket_closed_on_the_next_line_is_no_number(self) -> None:
        rows = read(plan_cell("・窓口の数は2031(令和", "13)年に倍となる。"))
        assert len(rows) == 1

    def test_weights_owner_and_year_come_from_the_surroundings(self) -> None:
        column = Column(1, "year", 2030, 0.0, 100.0)
        rows = read(
            plan_cell("・案内板を見直す。"), column=column, section=("窓口の改善(相談グループ)",), importance="高"
        )
        row = rows[0]
        assert (row["fiscal_year"], row["owner_group"], row["importance"]) == (2030, "相談グループ", "高")

    def test_doubtful_letters_flag_the_item(self) -> None:
        cell = plan_cell("・案内板を見直す。")
        cell.lines[0].doubt = "unmapped glyphs"
        assert read(cell)[0]["review_state"] == "flagged"


class TestPageBreaks:
    def test_an_item_goes_on_without_mark_on_the_next_page(self) -> None:
        rows = read(plan_cell("・案内板の色を改め、"), plan_cell("字を大きくする。", "・待合を広げる。"))
        assert texts(rows) == ["案内板の色を改め、字を大きくする。", "待合を広げる。"]
        assert rows[0]["review_state"] == "ok"

    def test_after_a_heading_a_sentence_is_its_own_item(self) -> None:
        rows = read(plan_cell("・案内板を見直す。", "②相談の充実"), plan_cell("予約を始める。"))
        assert texts(rows) == ["案内板を見直す。", "予約を始める。"]

    def test_reasons_and_kpis_go_on_as_such(self) -> None:
        rows = read(
            plan_cell("【困難度:高】", "人手が足りず、改めて"), plan_cell("育てるのは困難度が高い。", "・募る。")
        )
        assert texts(rows) == ["募る。"]

    def test_a_heading_cut_in_mid_sentence_is_an_item_to_review(self) -> None:
        rows = read(plan_cell("・募る。", "④点検を基本姿勢と", bold=[1]), plan_cell("し、毎月見直す。"))
        assert texts(rows)[-1] == "点検を基本姿勢とし、毎月見直す。"
        assert rows[-1]["review_state"] == "flagged"

    def test_a_new_title_starts_afresh(self) -> None:
        head = header(2031, kind="plan")
        out = Recorder(SHA, "pdf")
        plans = PlanItems(head, out)
        for i, title in enumerate(("窓口", "電話")):
            cell = plan_cell("・案内を改め、" if i == 0 else "音声を吹き込む。")
            plans.cell(Table(f"{i}.0", 2, 3, [cell], Place(i)), cell, PLAN, Scope(head, 2031, section=(title,)), TITLED)
        plans.finish()
        first, second = out.of("plan_item")
        assert (first["item_ja"], first["review_state"]) == ("案内を改め、", "flagged")
        assert second["item_ja"] == "音声を吹き込む。"

    def test_a_beginning_on_an_unread_page_is_flagged(self) -> None:
        out = Recorder(SHA, "pdf")
        head = header(2031, kind="plan")
        plans = PlanItems(head, out)
        plans.page(Page(1, [], is_image=True))
        cell = plan_cell("字を大きくする。")
        plans.cell(Table("2.0", 2, 3, [cell], Place(2)), cell, PLAN, Scope(head, 2031), False)
        plans.finish()
        assert out.of("plan_item")[0]["review_state"] == "flagged"


class TestPages:
    def test_slides_read_what_stands_under_a_plan_heading(self) -> None:
        rows = on_page(
            "2.窓口の改善【相談グループ】", "事業計画", "○案内板の見直し", "KPI(重要業績評価指標)",
            "○待ち時間を5分以下とする ※直近の実績:6分", "行動計画", "①色を改める。", "②字を大きくする。",
        )  # fmt: skip
        assert texts(rows) == ["案内板の見直し", "色を改める。", "字を大きくする。"]
        assert {row["owner_group"] for row in rows} == {"相談グループ"}
        assert rows[1]["section"] == "2.窓口の改善 > 行動計画"

    def test_prefaces_contents_and_progress_are_no_plans(self) -> None:
        assert on_page("はじめに", "・窓口は大切である。") == []
        assert on_page("1.窓口の改善", "2.相談の充実") == []
        assert on_page("・案内板を見直した。", kind="progress") == []

    def test_in_a_report_a_sentence_that_only_announces_a_list_is_no_item(self) -> None:
        ahead = "下期に重点的に取り組む事項"
        said = ("下期は、以下の3つの取組を中心に進める。", "窓口では下表に掲げる事項を実施する。")
        assert on_page(ahead, *said, "案内板の色を改める。", kind="progress")[0]["item_ja"] == "案内板の色を改める。"
        assert on_page(ahead, *said, kind="progress") == []
        later = "結果を次の取組に生かす。"
        assert texts(on_page(ahead, later, kind="progress")) == [later]
        assert texts(on_page("行動計画", said[0])) == [said[0]]  # in a plan it says what is planned

    def test_a_conversion_may_have_lost_the_bullets(self) -> None:
        rows = on_page("行動計画", "案内板の見直しの実施", "待合の拡張の検討", boxed=False)
        assert texts(rows) == ["案内板の見直しの実施", "待合の拡張の検討"]
        assert on_page("行動計画", "案内板の見直しの実施") == []

    def test_boxes_are_read_by_their_labels(self) -> None:
        out = Recorder(SHA, "pdf")
        plans = PlanItems(header(2031, kind="plan"), out)
        rows = [["行動計画", "・案内板を見直す。"], ["実施状況", "・案内板を見直した。"], ["KPI", "・待ち時間"]]
        plans.box(table(rows, boxed=True), Scope(header(2031), 2031))
        plans.finish()
        assert texts(out.of("plan_item")) == ["案内板を見直す。"]


class TestConversions:
    def test_what_fell_out_of_the_year_columns_is_flagged(self) -> None:
        out = Recorder(SHA, "text")
        head = header(2031, kind="plan")
        plans = PlanItems(head, out)
        for col, year in enumerate((2031, 2030)):
            cell = plan_cell(f"・{year}年の案内を作る。", boxed=False)
            column = Column(col, "year", year, None, None)
            plans.cell(Table("0", 2, 2, [cell], Place()), cell, column, Scope(head, 2031), False)
        plans.passage(passage("・待合の椅子を増やして席を保つ。", boxed=False))
        plans.finish()
        assert [row["review_state"] for row in out.of("plan_item")] == ["ok", "ok", "flagged"]

    def test_repeats_in_one_table_count_once(self) -> None:
        rows = read_same_table("・案内板を見直す。", "・案内板を見直す。", "・待合を広げる。")
        assert texts(rows) == ["案内板を見直す。", "待合を広げる。"]


def read_same_table(*lines: str) -> list[Row]:
    out = Recorder(SHA, "text")
    head = header(2031, kind="plan")
    plans = PlanItems(head, out)
    cells = [plan_cell(line, boxed=False, row=row) for row, line in enumerate(lines)]
    whole = Table("0", len(cells), 2, cells, Place())
    for cell in cells:
        plans.cell(whole, cell, Column(1, "plan", None, None, None), Scope(head, 2031), False)
    plans.finish()
    return out.of("plan_item")


JAPANESE = st.text(alphabet="窓口案内を改める。、(令和5)①・■ア イ【KPI】以上とする%※", min_size=0, max_size=24)


@given(st.lists(st.lists(JAPANESE, max_size=6), max_size=4), st.booleans(), st.booleans())
def test_any_text_gives_items_made_of_its_own_words(cells: list[list[str]], titled: bool, boxed: bool) -> None:
    made = [plan_cell(*[line for line in cell if line.strip()], boxed=boxed) for cell in cells]
    rows = read(*made, titled=titled)
    printed = "".join("".join(line.text.split()) for cell in made for line in cell.lines)
    for row in rows:
        assert row["item_ja"] is not None
        assert all("".join(part.split()) in printed for part in row["extracted_text"].split("\n"))
        assert (row["review_reason"] is None) == (row["review_state"] == "ok")


@given(st.lists(JAPANESE.filter(str.strip), max_size=8))
def test_reading_is_the_same_each_time(lines: list[str]) -> None:
    assert on_page(*lines) == on_page(*lines)


def test_a_strand_starts_as_plan_text() -> None:
    strand = Strand()
    assert [strand.read(piece, False) for piece in pieces_of([passage("・募る。"), passage("名簿")])] == [
        "item",
        "text",
    ]


class TestLists:
    def test_letters_before_another_list_are_headings_where_weight_is_unknown(self) -> None:
        sentences = [f"({letter}) {letter}の窓口を開く。" for letter in "abcd"]
        lines = (*sentences, "(e) 案内の見直し", "・字を大きくして読みやすくする。")
        assert read(plan_cell(*lines, boxed=False))[-1]["section"] == "(e)案内の見直し"
        assert texts(read(plan_cell(*lines)))[-2:] == ["案内の見直し", "字を大きくして読みやすくする。"]


def test_a_numbered_row_is_an_item_without_mark_or_full_stop() -> None:
    rows = [
        ["No.", "取組内容", "担当", "上期評価", "年間評価"],
        ["1", "給付の審査の手引きを改める", "業務", "Ａ", "Ｓ"],
        ["2", "窓口相談員の研修会の開催", "業務", "Ｂ", "Ａ"],
    ]
    legend = paragraph("〔評価区分〕Ｓ：計画を上回る Ａ：計画どおり Ｂ：計画を下回る", boxed=True)
    out = titled(legend, table(rows, boxed=True, xs=[0, 30, 230, 290, 340, 390]))
    assert [(r["item_no"], r["item_ja"]) for r in out.of("plan_item")] == [
        ("1", "給付の審査の手引きを改める"),
        ("2", "窓口相談員の研修会の開催"),
    ]
    assert [(r["period"], r["symbol"]) for r in out.of("plan_status")] == [
        ("H1", "A"),
        ("FY", "S"),
        ("H1", "B"),
        ("FY", "A"),
    ]


def test_a_target_with_a_tag_that_says_it_is_new_is_no_item() -> None:
    found = read(
        plan_cell(
            "・窓口の案内を改める。",
            "・受付から支払までの平均日数を6日以内を維持する【新設】",
            "・平均7日以内とする（変更）",
        )
    )
    assert texts(found) == ["窓口の案内を改める。"]


def test_marked_sentences_in_a_box_of_targets_are_items_in_doubt() -> None:
    targets = ("数値目標（KPI）", "現金給付等の申請に係る郵送化率", "97.0%以上")
    for label, state in (("窓口の取組について", "flagged"), ("重点", "ok")):
        lines = paragraph("業務グループ", label, "◆封筒を窓口に置く。", *targets, boxed=True)
        out = titled(table([[[lines]]], boxed=True), title="令和4年度 大分支部事業計画")
        assert [(row["item_ja"], row["review_state"]) for row in out.of("plan_item")] == [("封筒を窓口に置く。", state)]
    assert [row["target_value"] for row in out.of("kpi_target")] == [97.0]


def test_the_plan_in_a_box_with_kpis_below_its_label() -> None:
    lines = ["業務グループ", "重点", "◆窓口の待ち時間の短縮", "◆支払いを早める。", "数値目標（KPI）"]
    cards = ["健康宣言事業所数", "900事業所以上", "令和4年1月末：871事業所"]
    box = table([[[paragraph(*lines, *cards, boxed=True)]]], boxed=True)
    for kind, expected in (("計画", ["窓口の待ち時間の短縮", "支払いを早める。"]), ("報告", [])):
        rows = titled(box, title=f"令和4年度 大分支部事業{kind}").of("plan_item")
        assert texts(rows) == expected
        assert all((row["section"], row["owner_group"]) == ("業務グループ", "業務グループ") for row in rows)


def test_the_title_of_the_report_and_its_issuer_head_no_items() -> None:
    said = ["全国健康保険協会　大分支部", "１．窓口のあり方", "・待ち時間を短くする。", "・案内を増やす。"]
    out = titled(paragraph(*said, boxed=True), title="令和4年度 事業計画 大分支部")
    assert {row["section"] for row in out.of("plan_item")} == {"1.窓口のあり方"}


def test_a_box_of_plans_in_a_report_heads_nothing_behind_it() -> None:
    said = ["下半期の重点取組", "・未受診者に案内を送る。", "・研修会を開く。"]
    box = table([[[paragraph(*said, boxed=True)]]], boxed=True)
    behind = paragraph("申請書の郵送化が進んでおり、来所される方は減る傾向にある。", boxed=True)
    out = titled(box, behind, title="令和4年度 大分支部の事業の実施状況")
    assert texts(out.of("plan_item")) == ["未受診者に案内を送る。", "研修会を開く。"]


def test_the_only_words_of_a_plan_cell_may_end_in_any_verb() -> None:
    items = ["予約方法を改め、窓口の案内を整える", "会場を増やす", "会場の一覧"]
    found = [row["item_ja"] for text in items for row in read(plan_cell(text))]
    assert found == items[:2]


def test_the_judged_title_of_a_box_is_work() -> None:
    legend = paragraph("凡例 ◎：計画を上回る ○：計画どおり △：遅れあり ×：未実施")
    boxes = [
        table([[f"{title}\n【状況】会場を確保した"]], boxed=True)
        for title in ("会場の数を増やす\t○", "案内の文書を改める\t△")
    ]
    rows = titled(legend, *boxes, title="令和4年度上期 大分支部事業計画の進捗状況").of("plan_item")
    assert [(row["item_ja"], row["review_state"]) for row in rows] == [
        ("会場の数を増やす", "flagged"),
        ("案内の文書を改める", "flagged"),
    ]


def test_a_newsletter_lists_its_plans_under_a_heading_that_says_so() -> None:
    heading = replace(paragraph("下半期に大分支部が取り組むこと", boxed=True).lines[0], size=14.0)
    done = replace(paragraph("上半期の様子", boxed=True).lines[0], size=14.0)
    out = titled(
        Paragraph([done]),
        paragraph("1. 会場を増やしました。", boxed=True),
        Paragraph([heading]),
        paragraph("1. 電話でご案内します。", "2. 毎月お届けしています。", "3. 会場を増やします。", boxed=True),
        title="令和4年度上半期 大分支部事業のご報告",
    )
    assert brief(out.of("plan_item"), "item_ja", "section", "review_state") == [
        ("電話でご案内します。", "下半期に大分支部が取り組むこと", "ok"),
        ("会場を増やします。", "下半期に大分支部が取り組むこと", "ok"),
    ]


def test_on_a_page_in_larger_type_nothing_of_its_body_stands_out() -> None:
    def said(size: float, page: int, *texts: str) -> list[Passage]:
        places = [Place(page, (0.0, 12.0 * i, 90.0, 12.0 * i + 9)) for i in range(len(texts))]
        return [Passage([Line(t, p, size)], mark_of(t)) for t, p in zip(texts, places, strict=True)]

    body = said(10.0, 1, *["① 申請書を送る際に返信用の封筒を同封し、郵送を案内する。"] * 3)
    larger = said(11.5, 2, "○ 点検員の育成", "① 手順書に沿って点検を行う。")
    assert [piece.stands_out for piece in pieces_of([*body, *larger])] == [False] * 5
    title = said(11.5, 2, "○ 点検員の育成")
    assert [piece.stands_out for piece in pieces_of([*body, *title])] == [False] * 3 + [True]


def test_the_last_of_a_list_is_an_item_and_phrases_in_a_report_may_say_what_was_done() -> None:
    lines = ["１．窓口", "（1）実施内容", "ア．案内板の付け替え", "イ．記入台の増設", "（2）次期の課題", "ア．混雑"]
    out = titled(paragraph(*lines, boxed=True), title="令和4年度 大分支部 事業実施状況報告")
    assert brief(out.of("plan_item"), "item_no", "item_ja", "review_state") == [
        ("ア.", "案内板の付け替え", "flagged"),
        ("イ.", "記入台の増設", "flagged"),
    ]


def test_a_bare_number_over_a_list_heads_it_also_behind_targets() -> None:
    rows = read(
        plan_cell(
            "1 ポスターの掲示", "・駅に貼る。", "■KPI：", "1) 申請の割合を95%以上とする",
            "2 ラジオでの案内", "・朝に流す。", "3 電話の回線",
        )
    )  # fmt: skip
    assert brief(rows, "section", "item_ja") == [("1ポスターの掲示", "駅に貼る。"), ("2ラジオでの案内", "朝に流す。")]
@pytest.mark.parametrize("text", ["広報に取り組んだ。", "31社から回答を得た。", "手順を講じた。", "遅れを防いだ。"])
def test_past_forms_of_all_verbs_tell_what_was_done(text: str) -> None:
    assert tells(text)
    assert not tells(text.replace("んだ", "む").replace("得た", "得る").replace("じた", "じる").replace("いだ", "ぐ"))


@pytest.mark.parametrize(("behind", "owner"), [("（担当：保健グループ）", "保健グループ"), ("(所管:企画)", "企画")])
def test_who_is_in_charge_behind_an_item_is_no_part_of_it(behind: str, owner: str) -> None:
    rows = [["取組", "担当"], [f"健診の案内を年3回送付する。{behind}", "保健"], ["未受診者へ電話をかける。", "企画"]]
    out = titled(paragraph("1 保健事業の推進"), table(rows), title="令和5年度 大分支部事業計画")
    told = brief(out.of("plan_item"), "item_ja", "owner_group")
    assert told[0] == ("健診の案内を年3回送付する。", owner) and told[1][0] == "未受診者へ電話をかける。"
@pytest.mark.parametrize("label", ["KPI：", "【KPI】", "(KPI)"])
def test_a_target_on_the_next_page_ends_the_item_before_it(label: str) -> None:
    cells = [plan_cell("(1)早めに文書で催告を行う。"), plan_cell(f"{label}回収率を前年度以上とする。", row=2)]
    assert [row["item_ja"] for row in read(*cells)] == ["早めに文書で催告を行う。"]
