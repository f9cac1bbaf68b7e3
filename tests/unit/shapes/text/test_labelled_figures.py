"""Figures printed as label and value in running text; wording and figures are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalise.text import solid
from extract.shapes.text.labelled_figures import clauses, counts_in, labelled, reached, unread_counts


def read(text: str, apart: bool = False) -> list[tuple[str, float]]:
    """Labels and values of a passage on one line."""
    return [(u.label, u.figure.value) for clause in clauses([text], apart) for u in labelled(clause, 2022)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("受付件数：4,321件（前年度4,210件 前年度比103%）", [("受付件数", 4321), ("", 4210), ("前年度比", 103)]),
        ("訪問勧奨310件 架電勧奨45件", [("訪問勧奨", 310), ("架電勧奨", 45)]),
        ("・巡回相談（4～6月分）1,234人（対前年同月-56人）", [("巡回相談", 1234), ("対前年同月", -56)]),
        ("相談件数900件(来所:500件電話:300件書面:100件)",
         [("相談件数", 900), ("来所", 500), ("電話", 300), ("書面", 100)]),
        ("（参考：令和3年度参加市町村7市町村、参加者数1,250人）", [("参加市町村", 7), ("参加者数", 1250)]),
        ("1)新規契約6社（令和4年9月末）", [("新規契約", 6)]),
        ("町内会への訪問 12件（前年同期 9件）", [("町内会への訪問", 12), ("", 9)]),
        ("職場の教室の開催 7回（前年同期 5回）", [("職場の教室の開催", 7), ("", 5)]),
        ("窓口での相談件数：321件", [("窓口での相談件数", 321)]),
        ("窓口で受けた相談件数：321件", [("窓口で受けた相談件数", 321)]),
        ("医療機関からの照会件数 45件", [("医療機関からの照会件数", 45)]),
        ("健診の開催会場数 28会場(前年度 24会場)", [("健診の開催会場数", 28), ("", 24)]),
        ("■ うち不採択案件 2件（令和4年9月末）", [("不採択案件", 2)]),
        ("講師を招いた研修を実施。（令和4年上期実績321件）", [("", 321)]),
        ("事業主あてに案内を送付（送付件数：約5,600件）。", [("送付件数", 5600)]),
        ("令和4年9月末時点応募件数12件中不採択案件2件", [("応募件数", 12), ("不採択案件", 2)]),
        ("R5.3累計額[合計2,345千円(前年同月1,234千円)▲9千円]", [("累計額 合計", 2345), ("", 1234)]),
        ("リーフレットを活用した。配布件数:700件(R3年度配布件数:650件)", [("配布件数", 700), ("配布件数", 650)]),
    ],
)  # fmt: skip
def test_labels_and_values(text: str, figures: list[tuple[str, float]]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "研修会に14社が参加した。",
        "従業員50人以上の事業所300社へ電話により案内した。",
        "訪問の許可を申請（3件）。",
        "表彰式を開催。会長表彰2名、支部長表彰9名。",
        "第3回協議会を10月5日に開催。",
        "開催日：令和4年7月14日(木)",
        "照会対象：3部位12日以上の施術",
        "1月中旬~2月上旬2,000社",
        "令和4年3月現在(対応中7名)(前年同月3名)→4月文書送付(1件)",
        "新たな取組を進めた。R4年度参加者数81件(参考:R3年度実績70件)",
        "◆◆機‡数46件",
        "講師派遣の支払先3機関、支払件数45件(参考:R3年度実績支払先2機関、支払件数40件)",
    ],
)
def test_counts_that_sentences_speak_of_are_left(text: str) -> None:
    assert read(text) == []


def test_lines_of_a_conversion_are_parted_at_its_gaps() -> None:
    text = "実施状況について 受付件数:4,321件 (前年度4,210件) 案内を送付し周知を図った。"
    assert read(text, apart=True) == [("受付件数", 4321), ("", 4210)]


def test_a_line_that_ends_in_a_verb_is_closed() -> None:
    found = [
        u for c in clauses(["個別の面談を実施", "案内者数1,200人（令和4年8月末）"], False) for u in labelled(c, 2022)
    ]
    assert [(u.label, u.figure.value) for u in found] == [("案内者数", 1200)]


def test_about_is_not_part_of_the_name() -> None:
    (clause,) = clauses(["参加申込:約310名"], False)
    (unit,) = labelled(clause, 2022)
    assert (unit.label, unit.approximate) == ("参加申込", True)
    (clause,) = clauses(["新規契約31名"], False)
    (unit,) = labelled(clause, 2022)
    assert (unit.label, unit.approximate) == ("新規契約", False)


@pytest.mark.parametrize(
    ("clause", "label", "value"),
    [
        ("講座への参加案内を対象者1,250人へ9月に送付", "対象者", 1250),
        ("48名の該当者に面談の案内を実施", "対象者", 48),
        ("うち6名に対し訪問を実施", "", 6),
        ("新規に4機関と契約を結んだ", "新規契約", 4),
    ],
)
def test_sentences_that_say_how_many_were_reached(clause: str, label: str, value: float) -> None:
    assert [(u.label, u.figure.value) for u in reached(clause, 2022)] == [(label, value)]


def test_a_clause_may_say_of_what_a_counted_noun_is() -> None:
    assert read("・面談を受けた事業所数:41事業所(9月末)") == [("面談を受けた事業所数", 41)]
    assert read("・講座への申込件数:1,205件") == [("講座への申込件数", 1205)]
    assert read("・面談を実施した:41事業所") == []  # says what was done
    assert read("・架電のため増えた件数:41件") == []


@pytest.mark.parametrize(
    "clause", ["対象者1,250人へ送付予定", "対象者1,250人へ送付する。", "対象者約1,250人へ送付", "従業員48名に案内"]
)
def test_plans_and_rough_counts_reach_nobody(clause: str) -> None:
    assert reached(clause, 2022) == []


@pytest.mark.parametrize(
    "text", ["40歳以上", "1件当たり", "年2回", "第5回", "3か月", "9月10日", "12部位", "令和4年9月"]
)
def test_conditions_dates_and_ordinals_count_nothing(text: str) -> None:
    assert counts_in(text) == []


def test_what_is_left_is_known() -> None:
    text = "受付件数:12件。うち3件は電話による。"
    found = [u for c in clauses([text], False) for u in labelled(c, 2022)]
    assert [figure.text for figure in unread_counts(solid(text), found)] == ["3件"]


@given(st.text(alphabet="数件人(4,2)。:、 前年度約実施を・%", max_size=40))
def test_any_text_gives_figures_that_it_prints(text: str) -> None:
    for value in (value for _, value in read(text)):
        assert any(value == figure.value for figure, _, _ in counts_in(text.replace(" ", "")))
