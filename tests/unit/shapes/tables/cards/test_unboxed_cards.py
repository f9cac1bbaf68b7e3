"""Cards without an outline: columns of pieces with white between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.document import Line, Place
from extract.recorder import Recorder
from extract.shapes.tables.cards.unboxed_cards import NO_BOX, read_unboxed_cards
from tests.unit.build import brief, header, recorder, scope

HALF_YEAR = header(2023, as_of=date(2023, 9, 1), kind="progress", period="H1")
WIDTH = 220.0


def page(*rows: Sequence[str]) -> list[Line]:
    """Lines whose pieces stand in the middle of columns; a lone text begins at the margin and runs as wide as it is."""
    return [_line(row, 40.0 + 14 * i) for i, row in enumerate(rows)]


def _line(row: Sequence[str], top: float) -> Line:
    pieces = []
    for col, text in enumerate(row):
        half = 4.5 * len(text)
        left = 40.0 if len(row) == 1 else WIDTH * col + 130 - half
        box = (left, top, left + 2 * half, top + 10)
        if text:
            pieces.append(Line(text, Place(1, box), 9.0, box=box))
    box = (pieces[0].box or box)[0], top, (pieces[-1].box or box)[2], top + 10
    return Line("\t".join(p.text for p in pieces), Place(1, box), 9.0, box=box, pieces=tuple(pieces))


def read(*rows: Sequence[str]) -> tuple[Recorder, list[str]]:
    out = recorder()
    used = read_unboxed_cards(page(*rows), scope(HALF_YEAR), out)
    return out, [line.text for line in used]


NAMES = ("健康宣言事業所数", "ジェネリック医薬品使用割合")
FIGURES = ("912事業所", "83.1%")
AIMS = ("目標 900事業所以上", "目標 82.0%以上")


def test_every_column_is_a_card_and_what_it_says_is_in_doubt() -> None:
    out, _ = read(NAMES, FIGURES, AIMS, ("前年同期 871事業所", "前年同期 81.9%"))
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [
        ("health_declaration_workplaces", 900), ("generic_use_rate", 82.0),
    ]  # fmt: skip
    assert brief(out.of("kpi_actual"), "value", "as_of") == [
        (912, "2023-09"), (871, "2022-09"), (83.1, "2023-09"), (81.9, "2022-09"),
    ]  # fmt: skip
    facts = [*out.of("kpi_target"), *out.of("kpi_actual")]
    assert {(fact["review_state"], fact["review_reason"]) for fact in facts} == {("flagged", NO_BOX)}


def test_a_date_in_small_print_is_that_of_the_figure_above_it() -> None:
    out, _ = read(NAMES, FIGURES, ("（8月末時点）", "（令和5年7月診療分）"), AIMS)
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(912, "2023-08"), (83.1, "2023-07")]


def test_cards_in_two_rows_and_a_name_over_two_lines_in_one_of_them() -> None:
    out, _ = read(
        NAMES, FIGURES, AIMS,
        ("一般競争入札に占める", ""), ("一者応札案件の割合", "被扶養者の特定健診実施率"), ("12.5%", "24.8%"),
        ("目標 15.0%以下", "目標 29.0%以上"),
    )  # fmt: skip
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [
        ("health_declaration_workplaces", ">=", 900), ("single_bid_rate", "<=", 15.0),
        ("generic_use_rate", ">=", 82.0), ("dependent_checkup_rate", ">=", 29.0),
    ]  # fmt: skip


def test_a_card_of_a_count_beside_those_of_kpis() -> None:
    out, _ = read((*NAMES, "電話相談件数"), (*FIGURES, "1,204件"))
    assert brief(out.of("period_figure"), "measure_ja", "value", "review_state") == [("電話相談件数", 1204, "flagged")]
    assert brief(out.of("kpi_actual"), "value") == [(912,), (83.1,)]


def test_text_around_the_cards_is_left_to_be_read() -> None:
    title, text = "KPIの状況は次のとおりであり、支部全体で取り組みを進めている。", "保健事業の取組"
    _, used = read((title,), NAMES, FIGURES, AIMS, (text,), (title,))
    assert title not in used
    assert text not in used


def test_one_card_beside_other_text_is_no_group() -> None:
    out, used = read(
        ("健康宣言事業所数", "お問い合わせ"), ("912事業所", "企画総務グループ"), ("目標 900事業所以上", "")
    )
    assert used == []
    assert out.rows == {}


def test_figures_of_a_card_that_names_nothing_are_rejected() -> None:
    out, _ = read((*NAMES, "令和5年度の重点的な取組の状況"), (*FIGURES, "41.5%"), (*AIMS, "目標 40.0%以上"))
    assert [reject["extracted_text"] for reject in out.of("reject")] == ["41.5%", "目標 40.0%以上"]


def test_symbols_in_the_corners_of_cards_are_of_the_card_on_their_left() -> None:
    out, _ = read(NAMES, FIGURES, AIMS, ("評価 ○", "評価 △"))
    assert brief(out.of("plan_status"), "item_ja", "symbol", "review_state") == [
        (NAMES[0], "○", "flagged"), (NAMES[1], "△", "flagged"),
    ]  # fmt: skip
    out, _ = read((f"{NAMES[0]} ○", f"{NAMES[1]} △"), FIGURES, AIMS)
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [(NAMES[0], "○"), (NAMES[1], "△")]


def test_a_line_that_white_does_not_part_is_parted_at_its_symbols() -> None:
    names, *below = page(NAMES, FIGURES, AIMS)
    whole = replace(names, text=f"{NAMES[0]} ◎ {NAMES[1]} ×", pieces=(), box=(94.0, 40.0, 480.0, 50.0))
    out = recorder()
    read_unboxed_cards([whole, *below], scope(HALF_YEAR), out)
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [(NAMES[0], "◎"), (NAMES[1], "×")]
