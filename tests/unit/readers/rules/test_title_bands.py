"""Tables of text that a coloured title parts are one."""

from __future__ import annotations

from extract.readers.rules.rulings import Box, Grid, GridCell
from extract.readers.rules.title_bands import with_title_bands
from extract.readers.words.printed_words import PrintedWord

XS = [0.0, 200.0, 400.0]


def grid(top: float, bottom: float) -> Grid:
    cells = [GridCell(0, c, 1, 1, (XS[c], top, XS[c + 1], bottom)) for c in range(2)]
    return Grid(XS, [top, bottom], cells)


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 9 * i, y, x + 9 * i + 9, y + 9)) for i, letter in enumerate(text))


HEADS, BODY = grid(0.0, 20.0), grid(40.0, 90.0)
BAND: Box = (0.0, 20.0, 400.0, 40.0)
OVER = [word("今年の計画", 20, 5), word("前年の計画", 220, 5)]
TITLE = [word("第1", 10, 25), word("窓口の改善", 40, 25)]
BELOW = [word("1", 5, 45), word("案内の文を読みやすくする", 20, 45), word("番号札を置く", 220, 45), word("掲示", 5, 60)]
WORDS = [*OVER, *TITLE, *BELOW]


def test_a_coloured_title_between_headings_and_text_is_a_row_across() -> None:
    (found,) = with_title_bands([BODY, HEADS], [BAND], WORDS)
    assert found.ys == [0.0, 20.0, 40.0, 90.0]
    assert [(c.row, c.col, c.colspan) for c in found.cells] == [(0, 0, 1), (0, 1, 1), (1, 0, 2), (2, 0, 1), (2, 1, 1)]
    lower = grid(110.0, 150.0)
    more = [word("受付の順を守る", 5, 115), word("第2", 10, 95), word("返信を速める", 5, 130)]
    (found,) = with_title_bands([HEADS, BODY, lower], [BAND, (0.0, 90.0, 400.0, 110.0)], [*WORDS, *more])
    assert [cell.row for cell in found.cells if cell.colspan == 2] == [1, 3]


def test_so_is_the_title_of_a_chapter_between_rules_without_colour() -> None:
    (found,) = with_title_bands([HEADS, BODY], [], WORDS)
    assert [cell.row for cell in found.cells if cell.colspan == 2] == [1]
    named = [*OVER, word("窓口の改善", 40, 25), *BELOW]
    assert len(with_title_bands([HEADS, BODY], [], named)) == 2
    far = grid(48.0, 90.0)
    assert len(with_title_bands([HEADS, far], [], [*OVER, *TITLE, word("案内を送る", 5, 60)])) == 2


def test_tables_that_are_parted_by_anything_else_stay_two() -> None:
    both = [HEADS, BODY]
    assert with_title_bands(both, [], [*OVER, *BELOW]) == both  # white between them
    named = [*OVER, word("窓口の改善", 40, 25), *BELOW]
    assert with_title_bands(both, [(0.0, 20.0, 200.0, 40.0)], named) == both
    assert with_title_bands(both, [BAND], [*OVER, *BELOW]) == both  # nothing is said there
    apart = [*OVER, *BELOW, word("今年", 10, 25), word("前年", 220, 25)]
    assert with_title_bands(both, [BAND], apart) == both  # headings
    other = Grid([0.0, 150.0, 400.0], BODY.ys, BODY.cells)
    assert with_title_bands([HEADS, other], [BAND], WORDS) == [HEADS, other]


def test_tables_of_figures_and_headings_printed_again_begin_anew() -> None:
    figures = [word("1,204", 20, 45), word("1,377", 220, 45), word("61.2%", 20, 60)]
    assert with_title_bands([HEADS, BODY], [BAND], [*OVER, *TITLE, *figures]) == [HEADS, BODY]
    again = [word("今年の計画", 20, 50), word("前年の計画", 220, 50)]
    assert with_title_bands([HEADS, BODY], [BAND], [*OVER, *TITLE, *again]) == [HEADS, BODY]
