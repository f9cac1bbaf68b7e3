"""Printed lines to passages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, Line, Paragraph, Place, Table
from extract.shapes.text.passages import Passage, mark_of, passages_of
from tests.unit.build import paragraph, table


def read(*blocks: Block) -> list[Passage]:
    return [item for item in passages_of(blocks) if isinstance(item, Passage)]


def texts(*lines: str, boxed: bool = False) -> list[str]:
    return [passage.text for passage in read(paragraph(*lines, boxed=boxed))]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("・窓口", "・"),
        ("●窓口", "●"),
        ("▪窓口", "▪"),
        ("① 窓口", "①"),
        ("(1) 窓口", "(1)"),
        ("1) 窓口", "1)"),
        ("1. 窓口", "1."),
        ("ア 窓口", "ア"),
        ("※注", "※"),
        ("1.5倍にする", None),
        ("窓口", None),
        ("3)以上", None),
        ("令和5年", None),
    ],
)
def test_marks(text: str, mark: str | None) -> None:
    assert mark_of(text) == mark


def test_bullets_begin_passages() -> None:
    lines = ["・届け出の順に並べる", "・週ごとに数える", "■ KPI", "1) 率を上げる"]
    assert texts(*lines) == lines


def test_a_line_that_runs_to_the_edge_goes_on() -> None:
    long = "・" + "封筒を開ける班と審査する班の机を隣にしてから受け渡しの待ちを"
    assert texts(long, "減らした。", "・次の項目", boxed=True) == [long + "減らした。", "・次の項目"]


def test_white_parts_a_line_from_a_sentence_that_is_over() -> None:
    first, second = paragraph("呼びかけを強めた結果として目標を達成した。", "KPI3 郵送化率の今の値", boxed=True).lines
    low = replace(second, box=(50.0, 75.0, 240.0, 85.0))
    assert [passage.text for passage in read(Paragraph([first, low]))] == [first.text, low.text]
    assert len(read(Paragraph([first, second]))) == 1
    open_end = replace(first, text="呼びかけを強めた結果として目標を達成したが")
    assert len(read(Paragraph([open_end, low]))) == 1


def test_a_smaller_line_does_not_go_on_from_a_title() -> None:
    title, below = paragraph("令和5年度の業務の実績について", "窓口の件数の推移", boxed=True).lines
    sized = Paragraph([replace(title, size=14.0), replace(below, size=12.0)])
    assert [passage.text for passage in read(sized)] == [title.text, below.text]


def test_a_short_line_ends_its_passage() -> None:
    wide = "・" + "封筒を開ける班と審査する班の机を隣にしてから受け渡しの待ちを"
    assert texts("・短い項目", "別の段落", wide, boxed=True)[:2] == ["・短い項目", "別の段落"]


def test_an_open_bracket_goes_on_however_short() -> None:
    assert texts("実施率（令和5年", "度実績）") == ["実施率(令和5年度実績)"]


def test_the_end_of_a_word_before_its_figure_goes_on_however_short() -> None:
    wide = "数日で決めた窓口の開く時刻を掲示と広報誌とで知らせた"
    cut = texts("(対象:40人)来所見込者", "数:1,250人", wide, boxed=True)
    assert cut == ["(対象:40人)来所見込者数:1,250人", wide]
    assert texts("(対象:40人)", "数:1,250人", wide, boxed=True) == ["(対象:40人)", "数:1,250人", wide]


@pytest.mark.parametrize("symbol", ["◎", "○", "△", "×"])
def test_a_symbol_at_the_end_of_a_line_is_its_status(symbol: str) -> None:
    (passage,) = read(paragraph(f"・相談日を増やした\t{symbol}"))
    assert (passage.text, [s.text for s in passage.symbols]) == ("・相談日を増やした", [symbol])


def test_a_symbol_on_a_line_of_its_own_belongs_to_the_passage_above() -> None:
    first, second = read(paragraph("・相談日を増やした", "○", "・掲示を直した", "△"))
    assert [s.text for s in first.symbols] == ["○"]
    assert [s.text for s in second.symbols] == ["△"]


def test_a_dash_after_a_single_space_is_no_symbol() -> None:
    (passage,) = read(paragraph("・実施日 －"))
    assert passage.symbols == []


def test_items_that_a_conversion_ran_together_are_parted_but_printed_lines_are_not() -> None:
    line = "(1) 受付の順に処理する (2) 月末に件数を数える"
    assert texts(line) == ["(1) 受付の順に処理する", "(2) 月末に件数を数える"]
    assert texts(line, boxed=True) == [line]


def test_tables_stay_between_the_passages_around_them() -> None:
    grid = table([["年度", "率"], ["令和4年度", "3%"]])
    items = passages_of([paragraph("前"), grid, paragraph("後")])
    assert [item.text if isinstance(item, Passage) else "table" for item in items] == ["前", "table", "後"]
    assert isinstance(items[1], Table)


def test_a_passage_keeps_its_lines_as_printed() -> None:
    (passage,) = read(paragraph("実施率（令和5年", "度実績）"))
    assert passage.printed == "実施率（令和5年\n度実績）"
    assert passage.place.page == 1


LINES = st.text("・①(1)【】■支部率とする。%123 \t○△－", min_size=1, max_size=40)


@given(st.lists(LINES, min_size=1, max_size=6), st.booleans())
def test_no_letter_is_lost(lines: list[str], boxed: bool) -> None:
    block: Paragraph = paragraph(*lines, boxed=boxed)
    found = read(block)
    kept = "".join(p.printed + "".join(s.text for s in p.symbols) for p in found)
    leaders = any("・・" in "".join(line.split()) for line in lines)  # dots in a row lead to what stands behind them
    aside = "○△－・" if leaders else "○△－"
    letters = sorted(char for line in lines for char in line if not char.isspace() and char not in aside)
    assert sorted(char for char in kept if not char.isspace() and char not in aside) == letters


@pytest.mark.parametrize(
    ("second", "passages"),
    [("(半期ごと)の活用により確認した。", 1), ("(半期ごと)", 2), ("(2)の活用により確認した。", 2)],
)
def test_a_remark_that_a_particle_follows_goes_on_with_the_line_before_it(second: str, passages: int) -> None:
    lines = paragraph(
        "申請の内容について、提供データ",
        second,
        "申請の内容が似たものを一件ずつ比べて確かめ、必要なら照会した。",
        boxed=True,
    )
    first = [passage for passage in passages_of([lines]) if "申請の内容に" in passage.text]  # type: ignore[union-attr]
    assert len([line for line in first[0].lines if line.text in (lines.lines[0].text, second)]) == 3 - passages  # type: ignore[union-attr]


def test_a_row_of_words_in_columns_goes_on_with_nothing() -> None:
    assert texts("4月 5月 6月 7月 8月 9月", "年度計5,248人", boxed=True) == ["4月 5月 6月 7月 8月 9月", "年度計5,248人"]


def test_a_title_in_larger_print_is_measured_by_the_text_below_it() -> None:
    title, name, text = paragraph("令和4年度 事業実績報告", "健康宣言事業所数", "文" * 40, boxed=True).lines
    lines = [replace(title, size=14.0), replace(name, size=15.0), text]
    assert [len(passage.lines) for passage in read(Paragraph(lines))] == [1, 1, 1]


@pytest.mark.parametrize(
    "issued",
    ["令和7年5月作成 全国健康保険協会大分支部", "令和7年10月25日 協会けんぽ大分支部", "全国健康保険協会大分支部"],
)
def test_a_title_does_not_go_on_from_who_made_the_report(issued: str) -> None:
    title = "1 現金給付の件数"
    assert texts(issued, title, "・件数と日数", boxed=True)[:2] == [issued, title]


@pytest.mark.parametrize(("first", "second"), [
    ("率は76.0%", "以上を目標とする。"), ("率76.0%以", "上に対し80.1%だ。"), ("率 目標76.0%以上 前年度実", "績 71.6%"),
    ("率 目標76.0%以上 前年度実績", "71.6%"), ("利用の割合・・", "・・・76.0%"),
])  # fmt: skip
def test_a_figure_goes_on_with_its_words(first: str, second: str) -> None:
    wide = "・" + "封筒を開ける班と審査する班の机を隣にしてから受け渡しの待ちを"
    assert texts(first, second, wide, boxed=True)[0] == first + second


@pytest.mark.parametrize("line", ["重点事項", "主な取組", "図表2　窓口の来訪者", "表1．窓口の来訪者"])
def test_a_label_or_a_numbered_title_goes_on_with_nothing(line: str) -> None:
    for below, expected in ((line, 2), ("事業の推進", 1)):
        assert len(passages_of([paragraph("企画総務グループ", below, boxed=True, width=99.0)])) == expected


def test_a_short_line_below_larger_print_does_not_run_to_the_edge() -> None:
    block = paragraph("令和2年度 事業実施結果の報告書", "受付窓口の状況", "令和元年度", boxed=True)
    block.lines[0] = replace(block.lines[0], size=14.0)
    assert [passage.text for passage in read(block)][-2:] == ["受付窓口の状況", "令和元年度"]


def test_the_number_of_a_table_begins_its_title() -> None:
    long = "・" + "封筒を開ける班と審査する班の机を隣にしてから受け渡しの待ち時間"
    assert texts(long, "図表1 受付件数", boxed=True) == [long, "図表1 受付件数"]
    assert texts(long, "表1のとおり減らした。", boxed=True) == [long + "表1のとおり減らした。"]


def test_arrows_between_boxes_say_nothing() -> None:
    assert texts("▶　▶", "課題：電話がつながりにくい。", "→", boxed=True) == ["課題:電話がつながりにくい。", "→"]
    assert texts("▶", boxed=True) == []


def _beside_symbol(first: str, second: str, right: float = 200.0) -> list[Passage]:
    """A title of one or two lines whose first ends in a symbol at the right side of its box."""
    lines = [(f"{first} ○", right, 50.0), (second, 150.0, 62.0), ("実績：三回開き、百二十の事業所が参加", 200.0, 80.0)]
    made = [
        Line(text, Place(1), size=10.0 if top < 70 else 8.0, box=(50.0, top, x1, top + 10)) for text, x1, top in lines
    ]
    return read(Paragraph(made))


def test_a_title_that_runs_up_to_its_symbol_goes_on_below() -> None:
    title = _beside_symbol("窓口の案内を担当ごとに見", "直し待ち時間を短縮する")[0]
    assert (title.text, len(title.symbols), title.doubt) == ("窓口の案内を担当ごとに見直し待ち時間を短縮する", 1, None)


@pytest.mark.parametrize(
    ("first", "second", "doubted"),
    [
        ("窓口の案内の見直しと待ち", "時間の短縮の推進", True),
        ("待ち時間を短縮する", "ため番号札を整える", True),
        ("待ち時間を短縮した。", "番号札を整える", False),
        ("待ち時間を短縮する", "・番号札を整える", False),
    ],
)
def test_words_beside_a_symbol_that_may_go_on_below_are_in_doubt(first: str, second: str, doubted: bool) -> None:
    title = _beside_symbol(first, second)[0]
    assert (title.text, title.doubt is not None) == (first, doubted)


def test_a_symbol_that_stands_far_from_the_side_ends_its_line() -> None:
    title = _beside_symbol("窓口の案内を担当ごとに見", "直し待ち時間を短縮する", right=140.0)[0]
    assert (title.text, title.doubt) == ("窓口の案内を担当ごとに見", None)


def test_nothing_goes_on_with_a_line_that_ends_in_its_judgement() -> None:
    long = "結果：講演会を2回開いたが、参加した事業所は昨年より少なかった。"
    assert texts(f"{long} 評価：Ｃ", "2 業務の改善", boxed=True)[1:] == ["2 業務の改善"]
    text = "受付から支払いまでを毎朝確かめ、繁忙期は互いに助けた。"
    assert texts("(1) 窓口の待ち時間の短縮に向けた案内の見直し 【評価 ○】", text, boxed=True)[1:] == [text]
    assert mark_of("第二 業務量") == "第二"
    assert mark_of("第三者行為の調査") is None


@pytest.mark.parametrize(
    "first",
    ["レセプト点検の査定率 対前年度以上", "郵送化率 97.1%（令和3年度 96.4%）", "郵送化率 97.1%【前年度：96.4%】",
     "郵送化率 97.1%［R3 96.4%］", "郵送化率 97.1%〈2021年度 96.4%〉",
     "後発医薬品の使用割合 前年度以上（令和3年度 80.2%）"],
)  # fmt: skip
def test_an_entry_of_a_list_of_kpis_is_over_however_far_it_runs(first: str) -> None:
    made = passages_of([paragraph(first, "保険証回収率 対前年度以上", boxed=True, width=300)])
    assert [item.text for item in made if isinstance(item, Passage)][1:] == ["保険証回収率 対前年度以上"]


def test_what_goes_on_behind_last_years_figure_is_no_new_entry() -> None:
    made = passages_of([paragraph("レセプト点検の査定率を対前年度以上", "とする。", boxed=True, width=300)])
    assert len(made) == 1


@pytest.mark.parametrize("first", ["・地区別の説明会を年3回", "・加入の案内を延べ240社"])
def test_the_verb_behind_how_often_is_no_new_entry(first: str) -> None:
    assert len(passages_of([paragraph(first, "開催し直す", boxed=True, width=9.0 * len(first))])) == 1


def test_whole_items_side_by_side_are_items_each() -> None:
    def line(*items: str) -> Paragraph:
        boxes = [(50.0 + 200 * i, 50.0, 50.0 + 200 * i + 9.0 * len(text), 60.0) for i, text in enumerate(items)]
        pieces = tuple(Line(t, Place(1, bbox=box), size=9.0, box=box) for t, box in zip(items, boxes, strict=True))
        whole = (boxes[0][0], 50.0, boxes[-1][2], 60.0)
        return Paragraph([Line("\t".join(items), Place(1, bbox=whole), size=9.0, box=whole, pieces=pieces)])

    items = ("・名簿を作る。", "・案内を送る。")
    assert tuple(passage.text for passage in read(line(*items))) == items
    assert len(read(line("・名簿を作り、窓口で", "・案内を送る。"))) == 1  # the first goes on below
def test_a_name_that_says_of_how_many_goes_on_below() -> None:
    for width in (None, 300):
        made = passages_of([paragraph("【KPI】再審査レセプト1件", "当たりの査定額 5,310円", boxed=True, width=width)])
        assert len(made) == 1
    assert len(passages_of([paragraph("・返戻の件数 21件", "当たり前の点検を続けた。", boxed=True)])) == 2


def test_a_title_right_over_a_table_is_no_rest_of_the_sentence_above() -> None:
    done = "・担当を決めて順に確かめ、書類の写しを全員に配った。"
    counts = table([["月", "件数"], ["4月", "31"]])

    def over(*lines: str) -> list[str]:
        return [passage.text for passage in read(paragraph(*lines, boxed=True), counts)]

    assert over(done, "書類の確認件数(単位:件)") == [done, "書類の確認件数(単位:件)"]
    assert over(done, "書類の確認状況", "(単位:件)")[:2] == [done, "書類の確認状況"]
    assert over(done, "次の表は確認件数を示した") == [done + "次の表は確認件数を示した"]
    assert texts(done, "書類の確認件数(単位:件)", boxed=True) == [done + "書類の確認件数(単位:件)"]  # over no table
    assert len(over(done[:-1], "書類の確認件数(単位:件)")) == 1
@pytest.mark.parametrize("target", ["KPI:郵送化率を96.2%以上とする", "【KPI】郵送化率を96.2%以上とする"])
def test_the_label_of_a_target_ends_the_item_above(target: str) -> None:
    assert len(passages_of([paragraph("・申請書の書き方を載せる。", target, boxed=True, width=300)])) == 2
    assert len(passages_of([paragraph("郵送化率は昨年度に届かず、前年度の", target, boxed=True, width=300)])) == 1


def test_a_symbol_behind_the_last_letter_of_an_item_is_its_status() -> None:
    first = "・窓口の席を一つ増やし、番号札を配って待つ人を減らし"
    (passage,) = read(paragraph(first, "た\t○", boxed=True, width=300))
    assert [symbol.text for symbol in passage.symbols] == ["○"]
    assert passage.text.endswith("減らした")


def test_a_symbol_beside_a_name_half_a_line_off_its_text_is_in_doubt() -> None:
    rows = [("相談会を開く予定であったが、会場の", 100.0), ("電話\t×", 106.0), ("都合で見送った。", 112.0)]
    lines = [Line(text, Place(1, bbox=(50, y, 300, y + 9)), size=9.0, box=(50, y, 300, y + 9)) for text, y in rows]
    judged = [passage for passage in read(Paragraph(lines)) if passage.symbols]
    assert judged and all(passage.doubt for passage in judged)
