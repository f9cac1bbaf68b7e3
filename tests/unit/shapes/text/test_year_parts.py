"""Parts of a report that are about the year after it, or before it."""

from __future__ import annotations

import pytest

from extract.shapes.text.passages import Passage, mark_of, passages_of
from extract.shapes.text.year_parts import YearPart, YearParts
from tests.unit.build import brief, header, paragraph, table, titled

RESULTS, PLAN = header(2023), header(2024, kind="plan")


def passage(text: str, page: int = 1) -> Passage:
    return Passage(paragraph(text, page=page, boxed=True).lines, mark_of(text))


def ahead(*passages: Passage) -> list[YearPart | None]:
    """The part about a later year that a report on results is in with each of these passages."""
    parts = YearParts(RESULTS)
    out = []
    for item in passages:
        parts.take(item)
        out.append(parts.ahead)
    return out


@pytest.mark.parametrize(
    "text",
    [
        "7 令和6年度の重点事項",
        "■次年度の取組方針",
        "2024年度における主な計画",
        "Ⅳ 令和6年度の目標",
        "Q7 令和6年度は、何に取り組みますか。",
        "来年度は、どんなことに力を入れていきますか?",
        "7 令和6年度に力を入れること",
    ],
)
def test_headings_of_a_later_year(text: str) -> None:
    (part,) = ahead(passage(text))
    assert part is not None
    assert part.year == 2024


@pytest.mark.parametrize(
    "text",
    ["7 令和5年度の重点事項", "令和6年度の目標を達成した。", "令和6年度の保険料率", "Q2 令和5年度は何をしましたか。"],
)
def test_other_lines_head_no_part_about_a_later_year(text: str) -> None:
    assert ahead(passage(text)) == [None]


def test_a_plan_is_about_its_own_year() -> None:
    parts = YearParts(header(2023, kind="plan"))
    parts.take(passage("7 令和6年度の重点事項"))
    assert parts.ahead is None


@pytest.mark.parametrize("last", ["4 その他", "令和5年度の実績"])
def test_a_part_ends_with_the_next_heading_of_its_form(last: str) -> None:
    passages = [passage("3 令和6年度の取組"), passage("(1) 健診の受診勧奨"), passage("(1) 健診の受診勧奨", page=2)]
    one, two, three, four = ahead(*passages, passage(last, page=2))
    assert one == two == three is not None
    assert four is None


def test_a_part_under_a_question_ends_with_the_next_question() -> None:
    lines = ("Q2 来年度は何に取り組みますか。", "・窓口を広げます。", "Q3 相談はできますか。")
    one, two, three = ahead(*map(passage, lines))
    assert one == two is not None
    assert three is None


def test_without_a_number_it_ends_with_its_page() -> None:
    passages = [passage("■令和6年度の取組"), passage("・電話で勧奨する。"), passage("・電話で勧奨した。", page=2)]
    one, two, three = ahead(*passages)
    assert one == two is not None
    assert three is None


def test_targets_and_items_are_of_the_later_year() -> None:
    lines = (
        "１ 健診の実施状況",
        "生活習慣病予防健診実施率は61.5％となり、目標の60.0％以上を達成した。",
        "２ 令和5年度の重点事項",
        "(1)健診の受診率向上 【重要度：高】",
        "・検診車を年12回、郡部へ巡回させる。",
        "■KPI 生活習慣病予防健診実施率を62.4％以上とする",
        "(2)健康宣言の推進 【重要度：高】",
        "・宣言事業所へ年２回、取組の事例を送る。",
    )
    out = titled(*(paragraph(line, boxed=True) for line in lines))
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [(2022, 60), (2023, 62.4)]
    assert brief(out.of("plan_item"), "fiscal_year", "item_ja") == [
        (2023, "検診車を年12回、郡部へ巡回させる。"),
        (2023, "宣言事業所へ年2回、取組の事例を送る。"),
    ]


def test_a_numbered_heading_does_not_go_on_with_a_sentence_that_is_over() -> None:
    wide = paragraph("受診者は1,204人であった。", "2 令和5年度の取組方針", boxed=True, width=200)
    assert [item.text for item in passages_of([wide])] == ["受診者は1,204人であった。", "2 令和5年度の取組方針"]


def test_a_box_below_its_heading_is_of_the_later_year_but_for_results() -> None:
    boxes = [
        table([[f"{name}\n{figure}"]], index=f"1.{i}", boxed=True)
        for i, (name, figure) in enumerate(
            [("健康宣言事業所数", "900事業所以上"), ("一者応札案件の割合", "目標 18%以下\n実績 19.0%")]
        )
    ]
    out = titled(paragraph("令和5年度の目標"), *boxes)
    assert sorted(brief(out.of("kpi_target"), "fiscal_year", "target_value")) == [(2022, 18), (2023, 900)]


def years(*texts: str) -> list[int | None]:
    """The other year that each of these passages stands under."""
    parts = YearParts(PLAN)
    out = []
    for text in texts:
        parts.take(passage(text))
        out.append(parts.year)
    return out


@pytest.mark.parametrize("heading", ["1. 令和5年度の実績", "【令和5年度の振り返り】", "■ 前年度の結果"])
def test_what_stands_below_such_a_heading_is_of_its_year(heading: str) -> None:
    assert years(heading, "・健診の実施率は58.2%であった。") == [2023, 2023]


def test_the_next_heading_of_its_form_ends_a_part_about_an_earlier_year() -> None:
    assert years("1. 令和5年度の実績", "(1) 健診", "2. 令和6年度の取組", "・勧奨する。") == [2023, 2023, None, None]


@pytest.mark.parametrize("text", ["1. 令和6年度の実績", "1. 令和5年度の目標", "令和5年度の実績は58.2%であった。"])
def test_other_lines_head_no_part_about_an_earlier_year(text: str) -> None:
    assert years(text) == [None]


@pytest.mark.parametrize("mark", [("【", "】"), ("■", ""), ("", "")])
def test_a_heading_that_says_last_year_in_words_is_of_it(mark: tuple[str, str]) -> None:
    first, last = (f"{mark[0]}{year}の実績{mark[1]}" for year in ("前年度", "今年度"))
    rows = [["項目", "実績"], ["生活習慣病予防健診実施率", "52.4%"]]
    after = [["項目", "実績"], ["生活習慣病予防健診実施率", "53.9%"]]
    out = titled(
        paragraph(first),
        table(rows),
        paragraph("被扶養者の特定健診実施率は24.6%でした。"),
        paragraph(last),
        table(after),
    )
    told = {(row["fiscal_year"], row["value"]) for row in out.of("kpi_actual")}
    assert told == {(2021, 52.4), (2021, 24.6), (2022, 53.9)}
