"""Tables beside one another, each under its own title."""

from __future__ import annotations

from extract.readers.rules.rulings import Box
from extract.readers.words.glyphs import Glyph
from extract.readers.words.tables_beside import with_tables_beside
from extract.readers.words.text_columns import TextColumns, group_of


def line(text: str, x: float, top: float, size: float = 10.0) -> list[Glyph]:
    return [Glyph(char, x + i * size, top, x + (i + 1) * size, top + size, size) for i, char in enumerate(text)]


LEFT: Box = (40, 100, 280, 200)
RIGHT: Box = (300, 100, 540, 220)
TITLES = [*line("表一郵送の割合", 40, 86), *line("単位円", 250, 86), *line("表二査定の額", 300, 86)]


def test_titles_go_with_the_table_below_them() -> None:
    (part,) = with_tables_beside([], TITLES, [LEFT, RIGHT])
    assert part == TextColumns(85, 220, 290)
    boxes: list[Box] = [(40, 86, 110, 96), (300, 86, 360, 96), RIGHT, (40, 230, 500, 240)]
    assert [group_of(box, [part]) for box in boxes] == [(1, 0), (1, 1), (1, 1), (2, 0)]


def test_three_tables_have_two_gutters() -> None:
    boxes: list[Box] = [(40, 100, 180, 200), (200, 100, 340, 200), (360, 100, 540, 200)]
    titles = [glyph for x in (40, 200, 360) for glyph in line("件数の推移", x, 86)]
    (part,) = with_tables_beside([], titles, boxes)
    assert (part.gutter, part.others) == (190, (350,))


def test_what_has_no_title_or_one_over_both_is_left() -> None:
    assert with_tables_beside([], line("表一郵送の割合", 40, 86), [LEFT, RIGHT]) == []
    across = line("郵送の割合と査定の額を支部と全国で比べる", 200, 86)
    assert with_tables_beside([], across, [LEFT, RIGHT]) == []
    assert with_tables_beside([], [*TITLES, *line("かかる行", 270, 150)], [LEFT, RIGHT]) == []


def test_tables_below_one_another_and_parts_that_are_known_are_left() -> None:
    assert with_tables_beside([], TITLES, [LEFT, (40, 240, 280, 300)]) == []
    known = TextColumns(50, 400, 290)
    assert with_tables_beside([known], TITLES, [LEFT, RIGHT]) == [known]
