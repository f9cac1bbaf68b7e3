"""Lines of cards: a figure with its month behind it, a target whose bracket goes on below."""

from __future__ import annotations

import pytest

from extract.document import Line, Paragraph, Place
from tests.unit.build import brief, table, titled

TITLE = "令和4年度第3四半期 大分支部事業報告"


@pytest.mark.parametrize(
    ("when", "month"),
    [("令和4年11月末累計", "11"), ("10月末実績", "10"), ("令和4年8月診療分", "08"), ("12月末時点", "12")],
)
def test_the_month_of_a_figure_stands_behind_it(when: str, month: str) -> None:
    card = table([[f"生活習慣病予防健診実施率\n目標：61.5%以上\n41.2％{when}"]])
    out = titled(card, title=TITLE)
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(41.2, f"2022-{month}")]
    assert brief(out.of("kpi_target"), "target_value") == [(61.5,)]


def test_a_figure_behind_words_that_are_no_month_is_left() -> None:
    out = titled(table([["生活習慣病予防健診実施率\n目標：61.5%以上\n41.2％訪問した事業所"]]), title=TITLE)
    assert out.of("kpi_actual") == []


def test_a_bracket_is_closed_by_the_line_below() -> None:
    texts = ["協会のレセプト点検の査定率", "目標：対前年度以上(0.146％", "以上)", "実績：0.153％"]
    boxes = [(10.0, 12.0 * i, 150.0, 12.0 * i + 10) for i in range(len(texts))]
    lines = [Line(text, Place(1, box), size=9.0, box=box) for text, box in zip(texts, boxes, strict=True)]
    out = titled(table([[[Paragraph(lines)]]]), title="令和6年度上期 大分支部事業報告")
    assert brief(out.of("kpi_target"), "target_value", "comparator") == [(0.146, "prior_year_or_more")]


@pytest.mark.parametrize(
    ("target", "value", "sense"),
    [
        ("目標 対前年度以下(0.71%)", 0.71, "prior_year_or_less"),
        ("目標 0.65%とする", 0.65, "="),
        ("目標 0.7%以下", 0.7, "<="),
    ],
)
def test_a_card_goes_on_below_its_target_and_a_label_of_nothing(target: str, value: float, sense: str) -> None:
    lines = ["柔道整復療養費3部位以上かつ月15日以上の施術の申請の割合", "0.66%", "9月末(累計)", target]
    lines += ["前年同期 －(令和4年度からの指標)", "全国順位 14位"]
    out = titled(table([["\n".join(lines)]]), title="令和4年度上期 大分支部事業報告")
    assert brief(out.of("kpi_target"), "target_value", "comparator") == [(value, sense)]
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(0.66, "2022-09")]
    assert brief(out.of("kpi_rank"), "rank") == [(14,)]
