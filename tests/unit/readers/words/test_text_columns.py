"""Running text in two columns."""

from __future__ import annotations

from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.glyphs import Glyph
from extract.readers.words.text_columns import group_of, text_columns

WIDTH = 560.0


def line(text: str, x: float, top: float, size: float = 10.0) -> list[Glyph]:
    return [Glyph(char, x + i * size, top, x + (i + 1) * size, top + size, size) for i, char in enumerate(text)]


def column(x: float, lines: int = 6, chars: int = 22, top: float = 100.0) -> list[Glyph]:
    return [glyph for n in range(lines) for glyph in line("あ" * chars, x, top + 15 * n)]


def test_columns_of_text_are_parted_at_the_gutter() -> None:
    title = line("けんぽだより", 40, 60, 20)
    (part,) = text_columns([*title, *column(40), *column(290)], [], WIDTH)
    assert (part.top, part.bottom) == (100, 185)
    assert 260 < part.gutter < 290


def test_what_stands_right_above_belongs_to_its_column() -> None:
    glyphs = [*column(40), *column(290), *line("い割合です。", 290, 87)]
    (part,) = text_columns(glyphs, [], WIDTH)
    assert part.top == 87


def test_the_order_of_a_page() -> None:
    parts = text_columns([*column(40), *column(290)], [], WIDTH)
    boxes: list[Box] = [(300, 110, 480, 120), (40, 60, 500, 70), (40, 110, 220, 120), (40, 300, 500, 310)]
    assert [group_of(box, parts) for box in boxes] == [(1, 1), (0, 0), (1, 0), (2, 0)]


def test_a_table_across_ends_the_columns() -> None:
    boxes: list[Box] = [(40, 195, 520, 260)]
    (part,) = text_columns([*column(40), *column(290), *line("表の下の文" * 4, 40, 280)], boxes, WIDTH)
    assert part.bottom == 185


def test_labels_beside_figures_and_short_lists_are_no_columns() -> None:
    labels = [glyph for n in range(6) for glyph in line("受診者数" if n % 2 else "対象者数の合計", 40, 100 + 15 * n)]
    assert text_columns([*labels, *column(290)], [], WIDTH) == []
    assert text_columns([*column(40, lines=3), *column(290, lines=3)], [], WIDTH) == []
    assert text_columns(column(40, chars=46), [], WIDTH) == []


def test_a_line_that_is_set_in_and_columns_of_other_heights_give_the_gutter_as_well() -> None:
    right = [*line("▲図の題", 330, 92), *column(290, top=107)]
    table: Box = (290, 205, 520, 260)
    (part,) = text_columns([*column(40, lines=11), *right], [table], WIDTH)
    assert (part.top, part.bottom) == (92, 260)
    assert 260 < part.gutter < 290


def test_text_that_runs_beside_a_table_and_its_title_is_a_column() -> None:
    left, title = column(40, lines=5, chars=26, top=100), line("郵送化率の推移", 320, 101)
    below = [*line("あ" * 44, 40, 180), *line("い" * 44, 40, 195)]
    table: Box = (320, 114, 520, 160)
    (part,) = text_columns([*left, *title, *below], [table], WIDTH)
    assert 300 < part.gutter < 320
    assert group_of((320, 101, 390, 111), [part]) == (1, 1)
    assert group_of((40, 145, 300, 155), [part]) == (1, 0)
    assert group_of((40, 180, 480, 190), [part]) == (2, 0)


def test_what_reaches_over_the_side_of_a_table_or_names_it_is_no_column_beside_it() -> None:
    title: list[Glyph] = line("郵送化率の推移", 320, 101)
    table: Box = (320, 114, 520, 160)
    over = column(40, lines=5, chars=30, top=100)
    assert text_columns([*over, *title], [table], WIDTH) == []
    assert text_columns([*line("郵送化率", 40, 120), *title], [table], WIDTH) == []
    assert text_columns(column(40, lines=5, chars=26, top=100), [table], WIDTH) == []


PANEL = [*line("目標", 320, 90), *line("九割以上", 460, 90), *line("実績", 320, 110), *line("八割台となる", 440, 110)]
WORDS = [*line("・会場を増やして案内を送り直した。", 320, 140), *line("・年度末に空きを知らせる。", 320, 160)]


def test_words_beside_a_chart_are_a_column() -> None:
    chart: Box = (40, 100, 260, 200)
    figures = [glyph for n in range(4) for glyph in line("12", 50 + 50 * n, 120 - 6 * n)]
    glyphs = [*line("けんぽのいま", 40, 40, 20), *figures, *PANEL, *WORDS]
    (part,) = text_columns(glyphs, [], WIDTH, [chart])
    assert 260 < part.gutter < 320 and (part.top, part.bottom) == (90, 200)
    assert text_columns([*figures, *line("図の説明を下に置く。" * 4, 40, 230)], [], WIDTH, [chart]) == []
    assert text_columns([*glyphs, *line("図を横切る長い一行の文であ", 200, 150)], [], WIDTH, [chart]) == []


def test_figures_over_months_at_several_heights_are_a_chart() -> None:
    months = [glyph for n in range(4) for glyph in line(f"{n + 4}月", 40 + 55 * n, 190)]
    figures = [glyph for n in range(4) for glyph in line(str(21 + n), 40 + 55 * n, 150 - 14 * n)]
    (part,) = text_columns([*months, *figures, *PANEL, *WORDS], [], WIDTH)
    assert 225 < part.gutter < 320
    below = [glyph for n in range(4) for glyph in line(str(31 + n), 40 + 55 * n, 205)]
    assert text_columns([*months, *figures, *below, *PANEL, *WORDS], [], WIDTH) == []  # a table


def entries(x: float, *texts: str, top: float = 100.0) -> list[Glyph]:
    return [glyph for n, text in enumerate(texts) for glyph in line(text, x, top + 15 * n)]


LEFT = ("1.広報を進める", "・広報紙の紙面を改め、届け先を", "増やして配る", "・窓口に見本を置く")
RIGHT = ("2.窓口を改める", "・受付の席を一つ増やして待つ人", "を減らす", "・番号札を配る")


def test_lists_side_by_side_are_columns_however_far_their_lines_run() -> None:
    (part,) = text_columns([*entries(40, *LEFT), *entries(300, *RIGHT)], [], WIDTH)
    assert 190 < part.gutter < 300
    assert text_columns([*entries(40, *LEFT), *entries(300, "区分一", "見本", "見本", "見本")], [], WIDTH) == []


def test_three_lists_side_by_side_are_three_columns() -> None:
    texts = [[text[:14] for text in column] for column in (LEFT, RIGHT, LEFT)]
    glyphs = [glyph for x, column in zip((20, 200, 380), texts, strict=True) for glyph in entries(x, *column)]
    (part,) = text_columns(glyphs, [], WIDTH)
    assert [group_of((x, 110, x + 10, 120), [part])[1] for x in (20, 200, 380)] == [0, 1, 2]


def test_a_line_down_the_page_parts_the_text_at_its_sides() -> None:
    left, right = ("広報紙の紙面を改めて", "窓口に見本を置く"), ("受付の席を増やす", "番号札を配って待つ")
    glyphs = [*entries(40, *left), *entries(300, *right)]
    wall = Mark(False, 280.0, 95.0, 160.0)
    assert text_columns(glyphs, [], WIDTH) == []
    (part,) = text_columns(glyphs, [], WIDTH, walls=[wall])
    assert (part.top, part.bottom, part.gutter) == (95.0, 160.0, 280.0)
    across = line("この行は線をこえて続いている文であり長い", 200, 130)
    assert text_columns([*glyphs, *across], [], WIDTH, walls=[wall]) == []
    short = [*entries(40, *left), *entries(300, "12件", "34件")]
    assert text_columns(short, [], WIDTH, walls=[wall]) == []
