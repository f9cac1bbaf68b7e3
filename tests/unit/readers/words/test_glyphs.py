"""Glyphs to lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.words.glyphs import Glyph, doubt_of, lines_of, unique, words_of


def typed(
    text: str, x: float = 0, y: float = 0, size: float = 10, pitch: float | None = None, bold: bool = False
) -> list[Glyph]:
    """Glyphs of a text side by side; full-width unless `pitch` says otherwise."""
    step = pitch if pitch is not None else size
    return [
        Glyph(char, x + i * step, y, x + i * step + min(step, size), y + size, size, bold)
        for i, char in enumerate(text)
    ]


def texts(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of(glyphs)]


@pytest.mark.parametrize(
    ("glyphs", "lines"),
    [
        ([], []),
        (typed("受付"), ["受付"]),
        (typed("受付", pitch=14), ["受付"]),  # justified: still one word
        (typed("受付") + typed("件数", x=26), ["受付 件数"]),
        (typed("受付") + typed("件数", x=45), ["受付\t件数"]),
        (typed("二", y=20) + typed("一"), ["一", "二"]),
        (typed("率") + typed("2", x=10, y=-1, size=5), ["率2"]),  # a raised footnote number stays on its line
        (typed("甲") + typed(" ", x=10) + typed("乙", x=12), ["甲乙"]),
        (typed("ab", pitch=5, size=5) + typed("cd", x=12, pitch=5, size=5), ["ab cd"]),
        (typed("12", pitch=5, size=5) + typed("34", x=11.5, pitch=5, size=5), ["1234"]),
    ],
)
def test_lines(glyphs: list[Glyph], lines: list[str]) -> None:
    assert texts(glyphs) == lines


def test_a_line_knows_its_box_size_and_weight() -> None:
    (line,) = lines_of([*typed("太字", x=5, y=7, bold=True), *typed("の", x=25, y=7)])
    assert line.box == (5, 7, 35, 17)
    assert (line.size, line.bold, line.doubt) == (10, True, None)


def test_characters_struck_twice_count_once() -> None:
    twice = [glyph for glyph in typed("達成") for _ in range(2)]
    shifted = [*typed("達成"), *typed("達成", x=0.4, y=0.3)]
    assert texts(unique(twice)) == texts(unique(shifted)) == ["達成"]


def test_the_same_letter_beside_itself_stays() -> None:
    assert texts(unique(typed("1,111", pitch=5, size=5))) == ["1,111"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(cid:12)率", "the font does not say which characters these glyphs are"),
        ("率\ufffd", "characters were lost in conversion"),
        ("\ue000率", "private-use characters"),
        ("率", None),
    ],
)
def test_doubtful_characters(text: str, reason: str | None) -> None:
    assert doubt_of(text) == reason


def test_words_are_parted_by_half_a_letter() -> None:
    found = words_of([*typed("受付"), *typed("件数", x=26), *typed("計", y=30)])
    assert [(len(word), word[0][0], word[-1][2]) for word in found] == [(2, 0, 20), (2, 26, 46), (1, 0, 10)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("支部率12,.%( "), st.integers(0, 400), st.integers(0, 200), st.sampled_from([6, 9, 12])
        ),
        max_size=40,
    )
)
def test_no_inked_glyph_is_lost(drawn: list[tuple[str, int, int, int]]) -> None:
    glyphs = [Glyph(text, x, y, x + size, y + size, size) for text, x, y, size in drawn]
    inked = sorted(g.text for g in glyphs if g.text.strip())
    assert sorted("".join(texts(glyphs)).replace("\t", "").replace(" ", "")) == inked
    assert sum(len(word) for word in words_of(glyphs)) == len(inked)
    assert len(unique(glyphs)) <= len(glyphs)


#: Sizes that leave no letter just as far from a row as its reach, where a hair decides.
UNEVEN = (4.137, 6.311, 9.283, 12.719, 20.947)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8), st.sampled_from(UNEVEN)), max_size=40, unique=True))
def test_letters_at_one_height_share_a_line_as_those_a_hair_apart_do(drawn: list[tuple[int, int, float]]) -> None:
    glyphs = [Glyph("部", 10 * x, 5 * y, 10 * x + 9, 5 * y + size, size) for x, y, size in drawn]
    glyphs.sort(key=lambda g: (g.top + g.bottom, g.x0))
    apart = [g._replace(top=g.top + i * 1e-7, bottom=g.bottom + i * 1e-7) for i, g in enumerate(glyphs)]
    assert texts(glyphs) == texts(apart)


def test_small_print_beside_a_title_is_not_torn_after_its_first_letter() -> None:
    title = [*typed("票", x=10, y=1, size=12), *typed("相談の件数", x=100, size=15, pitch=15)]
    issued = typed("令和4年度", x=300, y=8.6, size=8, pitch=8)
    assert texts([*title, *issued]) in (["票\t相談の件数\t令和4年度"], ["票\t相談の件数", "令和4年度"])
    aslant = [glyph._replace(top=glyph.top + i * 0.01) for i, glyph in enumerate(issued)]
    assert "".join(texts(aslant)) in "".join(texts([*title, *aslant]))


def test_small_print_on_the_foot_of_a_large_figure_is_of_its_line() -> None:
    unit = typed("%", x=40, y=12, size=8)
    assert texts([*typed("912", x=10, size=20, pitch=10), *typed("件", x=41, y=12, size=8)]) == ["912件"]
    assert texts([*typed("目標", y=12, size=8), *typed("62", x=20, size=20, pitch=10), *unit]) == ["目標62%"]


def test_small_print_at_two_heights_beside_a_large_figure_stays_in_two_lines() -> None:
    beside = [*typed("前年", x=80, y=0, size=8), *typed("全国", x=80, y=12, size=8)]
    assert len(texts([*typed("62", x=20, size=20, pitch=10), *beside])) == 2


def test_a_unit_of_several_letters_stays_whole_beside_text_at_another_height() -> None:
    figure = typed("912", x=10, size=20, pitch=10)
    rate = typed("率", x=200, y=4, size=8)
    assert texts([*figure, *typed("事業所", x=41, y=12, size=8), *rate]) == ["912事業所\t率"]


def test_two_lines_of_small_print_beside_a_title_stay_two() -> None:
    title = typed("支部の実績", y=0, size=20)
    beside = typed("事業実績", x=300, y=-1, size=9)
    below = typed("支", x=300, y=10.9, size=9) + typed("部名", x=309, y=11, size=9)
    assert texts([*title, *beside, *below]) == ["支部の実績\t事業実績", "支部名"]
