"""Figures as reports print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalise.numbers import counts_unknown, decimals, figures_in, is_blank, parse_figure

WIDE = str.maketrans("0123456789.,%:-", "０１２３４５６７８９．，％：－")


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("1,234", 1234, None),
        ("１，２３４", 1234, None),
        ("97.4%", 97.4, "%"),
        ("９７．４％", 97.4, "%"),
        ("0.318％", 0.318, "%"),
        ("△13", -13, None),
        ("▲ 1,200", -1200, None),
        ("−0.5", -0.5, None),
        ("＋312人", 312, "人"),
        ("7日", 7, "日"),
        ("9,764千円", 9764, "千円"),
        ("5,846円", 5846, "円"),
        ("1,020事業所", 1020, "事業所"),
        ("1,020 事業所", 1020, "事業所"),
        ("12位", 12, "位"),
        ("3か月", 3, "か月"),
        ("約120件", 120, "件"),
        ("6:13", 373, "min"),
        ("０：０８", 8, "min"),
        ("△1:30", -90, "min"),
        ("120:05", 7205, "min"),
        ("0", 0, None),
        ("0.00", 0, None),
        ("45 . 6", 45.6, None),
        ("1,234,567", 1234567, None),
        ("92.5pt", None, None),
    ],
)
def test_a_whole_cell(printed: str, value: float | None, unit: str | None) -> None:
    figure = parse_figure(printed)
    if value is None:
        assert figure is None
    else:
        assert figure is not None
        assert (figure.value, figure.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    "printed",
    [
        "12,34",  # commas not every three digits: rather two figures
        "1,2345",
        "1234,567",
        ",123",
        "1,234,56",
        "02.0",  # a digit of another cell before it
        "007",
        "△01",
        "1.2.3",
        "5.",
        ".5",
        "6:60",
        "6:1",
        "12 34件分",
        "1 2",
        "4月",
        "令和5年度",
        "100%(8月時点)",
        "甲12",
        "--5",
        "△",
        "％",
        "",
        "H30",
    ],
)
def test_what_is_no_figure(printed: str) -> None:
    assert parse_figure(printed) is None


@pytest.mark.parametrize("printed", ["12,345 678", "17 23", "17\n23", "4.5\u30006.7"])
def test_two_numbers_with_a_space_are_not_one(printed: str) -> None:
    assert parse_figure(printed) is None


@pytest.mark.parametrize(
    ("printed", "value", "note"),
    [("35.2%※1", 35.2, "※1"), ("35.2%(※2)", 35.2, "※2"), ("1,200※", 1200, "※"), ("88*1", 88, "*1")],
)
def test_footnote_marks_beside_a_figure(printed: str, value: float, note: str) -> None:
    figure = parse_figure(printed)
    assert figure is not None
    assert (figure.value, figure.note) == (value, note)


@pytest.mark.parametrize(
    "printed", ["", " ", "－", "ー", "―", "—", "-", "‐", "※", "/", "未定", "集計中", "算出不可", "・", "＊", "…"]
)
def test_blank_cells(printed: str) -> None:
    assert is_blank(printed)
    assert parse_figure(printed) is None


@pytest.mark.parametrize("printed", ["0", "なし崩し", "-5", "未定あり", "○", "件"])
def test_cells_that_say_something(printed: str) -> None:
    assert not is_blank(printed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("回収率は38.40%だった", [("38.40%", 38.4)]),
        ("1,250件のうち13件", [("1,250件", 1250), ("13件", 13)]),
        ("4月に5回", [("5回", 5)]),
        ("令和5年9月末", []),
        ("R5年度", []),
        ("2023/4", []),
        ("1,23件と4件", [("4件", 4)]),
        ("残業は6:13", []),
        ("△27人", [("△27人", -27)]),
        ("12.3.4", []),
        ("1,200、35", [("1,200", 1200), ("35", 35)]),
        ("計12.", [("12", 12)]),
        ("①100%(12月末)", [("100%", 100)]),  # a circled number is no digit of the figure behind it
        ("100㎡②3件", [("100", 100), ("3件", 3)]),
    ],
)
def test_figures_inside_text(text: str, found: list[tuple[str, float]]) -> None:
    assert [(f.text, f.value) for f, _, _ in figures_in(text)] == found


def test_places_of_figures_are_those_in_the_folded_text() -> None:
    text = "前月比△３件、計１，２００件"
    spans = [(start, end) for _, start, end in figures_in(text)]
    folded = "前月比△3件、計1,200件"
    assert [folded[start:end] for start, end in spans] == ["△3件", "1,200件"]


@pytest.mark.parametrize(("printed", "places"), [("0.318%", 3), ("12", 0), ("1,234.5", 1), ("９．０", 1), ("", 0)])
def test_decimals(printed: str, places: int) -> None:
    assert decimals(printed) == places


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────────────────

SIGNS = st.sampled_from(["", "△", "▲", "−", "-", "－"])
UNITS = st.sampled_from(["", "%", "％", "円", "千円", "件", "人", "事業所", "日", "社", "回"])


@given(
    st.integers(0, 10**10),
    st.integers(0, 4),
    SIGNS,
    UNITS,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", " ", "\u3000", "\n"]),
)
def test_every_print_style_reads_back(
    number: int, places: int, sign: str, unit: str, commas: bool, wide: bool, space: str
) -> None:
    value = number / 10**places
    text = f"{value:,.{places}f}" if commas else f"{value:.{places}f}"
    if wide:
        text = text.translate(WIDE)
    figure = parse_figure(f"{sign}{space}{text}{unit}")
    assert figure is not None
    assert figure.value == float(f"{-value if sign else value:.{places}f}")
    assert figure.unit == ({"％": "%"}.get(unit, unit) or None)
    assert decimals(figure.text) == places


@given(st.integers(0, 999), st.integers(0, 59), st.booleans(), SIGNS)
def test_hours_and_minutes_read_back(hours: int, minutes: int, wide: bool, sign: str) -> None:
    text = f"{hours}:{minutes:02d}"
    figure = parse_figure(sign + (text.translate(WIDE) if wide else text))
    assert figure is not None
    assert figure.unit == "min"
    assert figure.value == (hours * 60 + minutes) * (-1 if sign else 1)


@given(st.integers(1000, 10**9), st.data())
def test_a_comma_in_another_place_is_refused(number: int, data: st.DataObject) -> None:
    digits = str(number)
    at = data.draw(st.integers(1, len(digits) - 1).filter(lambda i: len(digits) - i != 3))
    assert parse_figure(digits[:at] + "," + digits[at:]) is None


@given(st.integers(0, 99999), st.integers(0, 3), UNITS)
def test_a_zero_before_the_number_is_refused(number: int, places: int, unit: str) -> None:
    value = f"{number / 10**places:.{places}f}"
    assert parse_figure(f"0{value}{unit}") is None


@given(st.text(max_size=60) | st.text("0123456789,.:%△▲-+円件人※*()（） １２，．％\n", max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    figure = parse_figure(text)
    assert figure is None or figure.value == figure.value
    assert is_blank(text) in (True, False)
    for inside, start, end in figures_in(text):
        assert 0 <= start < end
        assert inside.text


@given(st.text("0123456789,.△-%円件 ", max_size=20))
def test_a_figure_is_never_longer_or_shorter_than_its_digits(text: str) -> None:
    figure = parse_figure(text)
    if figure is not None and figure.unit != "min":
        printed = "".join(char for char in text if char.isdigit())
        assert abs(figure.value) == float(figure.text.strip("△-%円件").replace(",", ""))
        assert "".join(char for char in figure.text if char.isdigit()) == printed


def test_a_figure_right_behind_the_short_name_of_a_quarter_is_one() -> None:
    assert [figure.text for figure, *_ in figures_in("郵送化率1Q95.2%2Q95.7%") if figure.unit] == ["95.2%", "95.7%"]
    assert not [figure for figure, *_ in figures_in("Q95.2% A1Q5") if figure.unit]


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("12億3,400万円", 1_234_000_000, "円"),
        ("△5千万円", -50_000_000, "円"),
        ("1万2千件", 12_000, "件"),
        ("1兆2,000億円", 1_200_000_000_000, "円"),
        ("15百万円", 15, "百万円"),
        ("10万人", 10, "万人"),
    ],
)
def test_figures_said_in_parts_are_one(printed: str, value: float, unit: str) -> None:
    figure = parse_figure(printed)
    assert figure is not None and (figure.value, figure.unit) == (value, unit)
    assert [(found.value, found.unit) for found, _, _ in figures_in(f"支給額は{printed}です")] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("52.4%／51.8%", [52.4, 51.8]),
        ("52.4% / 51.8%", [52.4, 51.8]),
        ("12件/15件", [12, 15]),
        ("12位/47支部", [12]),
        ("5件/月", [5]),
        ("3回/2か月", [3]),
    ],
)
def test_two_figures_of_one_unit_may_stand_beside_a_stroke(text: str, values: list[float]) -> None:
    assert [figure.value for figure, _, _ in figures_in(text)] == values


@pytest.mark.parametrize("unit", ["軒", "店舗", "拠点", "施設", "講座", "コース", "チーム", "世帯", "種類", "種", "問"])
def test_counters_of_what_branches_visit_and_hold(unit: str) -> None:
    figure = parse_figure(f"1,240{unit}")
    assert figure is not None and (figure.value, figure.unit) == (1240.0, unit)


@pytest.mark.parametrize(
    ("text", "number"),
    [("14基", 14), ("約1,300家族", 1300), ("3年目", None), ("40代", None), ("12件", None), ("10人未満", None)],
)
def test_what_counts_by_a_word_that_is_no_known_unit(text: str, number: int | None) -> None:
    assert counts_unknown(text) == number
