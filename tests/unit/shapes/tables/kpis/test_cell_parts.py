"""Texts with several figures: which words belong to which of them, and when the text is left alone."""

from __future__ import annotations

import pytest

from extract.shapes.tables.kpis.cell_parts import Part, heads_in, name_and_target, parts_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("目標　66.0%以上\n実績　61.3%", [("目標", "66.0%以上"), ("実績", "61.3%")]),
        ("全国平均57.2%　全国12位", [("全国平均", "57.2%"), ("", "全国12位")]),
        ("61.3%（9月末）（12位）", [("", "61.3%(9月末)"), ("", "12位")]),
        ("66.0%以上（目標） 59.8%（前年度）", [("目標", "66.0%以上"), ("前年度", "59.8%")]),
        ("［目標］900事業所以上 ［前年度］871事業所", [("目標", "900事業所以上"), ("前年度", "871事業所")]),
        ("61.3%／66.0%以上", [("", "61.3%"), ("", "66.0%以上")]),
        ("目標 0.150%以上 前年度 － 全国 0.142%", [("目標", "0.150%以上"), ("全国", "0.142%")]),
        ("R5:59.8% R6:61.3%", [("R5", "59.8%"), ("R6", "61.3%")]),
    ],
)
def test_each_figure_has_its_words(text: str, found: list[tuple[str, str]]) -> None:
    assert [(part.label, part.value) for part in parts_of(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "61.3%（9月末）",  # one figure and its date
        "12位(前年度15位)",  # one rank, with last year's
        "12位(15位)",
        "対前年度以上(61.3%以上)",  # one target in two ways
        "900事業所以上(前年度以上)",
        "受付1,200件、うち窓口100件",  # words that are no role
        "健康宣言事業所数912事業所、目標900事業所以上",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert parts_of(text) == ()


def test_a_heading_says_what_several_figures_are_only_if_all_its_words_do() -> None:
    assert heads_in("目標／実績") == ("目標", "実績")
    assert heads_in("9月末実績（％）\n（前年同月）") == ("9月末実績", "前年同月")
    assert heads_in("健診／保健指導") == ()
    assert heads_in("第2四半期（7～9月）") == ()


def test_a_target_in_brackets_stands_behind_a_name_and_behind_no_figure() -> None:
    assert name_and_target("健康宣言事業所数(令和6年度目標:900事業所以上)") == (
        "健康宣言事業所数",
        Part("令和6年度目標", "900事業所以上"),
    )
    assert name_and_target("返納金債権(不当請求を除く。)の回収率(54.1%以上)") == (
        "返納金債権(不当請求を除く。)の回収率",
        Part("目標", "54.1%以上"),
    )
    assert name_and_target("健康宣言事業所数:912事業所(目標900事業所以上)") is None
    assert name_and_target("対前年度以上(54.1%以上)") is None
