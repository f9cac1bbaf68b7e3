"""Dots before lines of words are the bullets of a list; those of charts and within lines are not."""

from __future__ import annotations

from extract.readers.drawn.drawn_bullets import BULLET, bullets_of
from extract.readers.pages.sheet import Path, Sheet, dots_of
from extract.readers.words.glyphs import Glyph

LINE = "集団健診を開催する"


def line(text: str, x: float = 60.0, y: float = 100.0) -> list[Glyph]:
    return [Glyph(letter, x + 10 * i, y, x + 10 * i + 10, y + 10, 10.0) for i, letter in enumerate(text)]


def dot(x: float, y: float = 103.0, side: float = 4.0) -> tuple[float, float, float, float]:
    return (x, y, x + side, y + side)


def test_a_dot_before_a_line_is_its_bullet() -> None:
    (bullet,) = bullets_of([dot(48)], line(LINE))
    assert (bullet.text, bullet.x0, bullet.top, bullet.bottom) == (BULLET, 48, 100, 110)
    assert 52 < bullet.x1 < 60


def test_dots_elsewhere_are_no_bullets() -> None:
    words = line(LINE)
    assert bullets_of([dot(48, 85)], words) == []  # above the line
    assert bullets_of([dot(20)], words) == []  # too far from it
    assert bullets_of([dot(90)], words) == []  # within it
    assert bullets_of([dot(46, side=9)], words) == []  # too large
    assert bullets_of([dot(48)], line("62.4%")) == []  # the point of a chart beside its figure
    assert bullets_of([dot(48)], line("支部")) == []  # a legend
    assert bullets_of([dot(48)], [*line("前", 30), *words]) == []  # between two words


def test_a_label_left_of_a_list_does_not_take_its_bullets() -> None:
    rows = [*line(LINE), *line(LINE, y=115)]
    label = line("計", 18, 115)  # two letters away from the dot
    assert len(bullets_of([dot(48), dot(48, 118)], [*rows, *label])) == 2
    assert len(bullets_of([dot(50), dot(48, 118)], [*rows, *label])) == 1  # not below one another
    assert len(bullets_of([dot(48), dot(48, 118)], [*rows, *line("前", 32, 115)])) == 1  # a word of its line


def test_the_dots_of_a_rule_between_columns_are_no_bullets() -> None:
    assert bullets_of([dot(48, 90 + 4 * i, 2) for i in range(9)], line(LINE)) == []
    assert len(bullets_of([dot(48, 103), dot(48, 118)], [*line(LINE), *line(LINE, y=115)])) == 2


def test_dots_are_small_filled_paths_with_curves() -> None:
    round_points = tuple((50.0 + i, 103.0) for i in range(9))
    black, white = (0.0,), (1.0, 1.0, 1.0)
    paths = [
        Path(round_points, dot(50), None, black, False),
        Path(round_points, dot(50), None, white, False),
        Path(round_points, dot(50), black, None, False),
        Path(round_points, (50.0, 100.0, 90.0, 140.0), None, black, False),
        Path(round_points[:4], dot(70), None, black, True),
    ]
    sheet = Sheet(1, 500.0, 500.0, [], paths)
    assert dots_of(sheet) == [dot(50)]
