"""Work below parts of the year, in a table or in boxes that stand in lanes."""

from __future__ import annotations

import pytest

from extract.document import BBox, Block, Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.frames.boxes_under_parts import with_boxes_under_parts
from tests.unit.build import brief, paragraph, table, titled

PLAN = "令和6年度 大分支部事業計画"
PARTS = ["第1四半期\n4～6月", "第2四半期\n7～9月", "第3四半期", "第4四半期"]
ROWS = [
    ["業務\nグループ", "・点検の手順を見直す。", "・案内を送る。\n・窓口を広げる。", "", "・研修に反映する。"],
    ["相談の充実", "・名簿を作る。", "・案内を配る。", "・相談会を開く。", ""],
]
FOUND = [
    ("点検の手順を見直す。", "業務グループ", None),
    ("案内を送る。", "業務グループ", None),
    ("窓口を広げる。", "業務グループ", None),
    ("研修に反映する。", "業務グループ", None),
    ("名簿を作る。", None, "相談の充実"),
    ("案内を配る。", None, "相談の充実"),
    ("相談会を開く。", None, "相談の充実"),
]


def _line(text: str, left: float, top: float) -> Line:
    box = (left, top, left + 9.0 * len(text), top + 9)
    return Line(text, Place(1, bbox=box), size=9.0, box=box)


def _box(index: str, text: str, left: float, top: float) -> Table:
    box: BBox = (left, top, left + 140, top + 40)
    lines = [_line(part, left + 2, top + 2 + 12 * i) for i, part in enumerate(text.split("\n")) if part]
    place = Place(1, bbox=box)
    return Table(index, 1, 1, [Cell(0, 0, [Paragraph(lines)] if lines else [], place=place, box=box)], place)


def _lanes(heads: list[str], rows: list[list[str]], boxed: bool = False) -> list[Block]:
    """Headings on a line or in boxes, and rows of boxes with their label at the left."""
    out: list[Block] = []
    if boxed:
        out = [_box(f"1.h{i}", head, 100 + 150 * i, 50) for i, head in enumerate(heads)]
    else:
        pieces = tuple(_line(head, 150 + 150 * i - 4.5 * len(head), 70) for i, head in enumerate(heads))
        whole = (pieces[0].box or (0, 0, 0, 0))[0], 70.0, (pieces[-1].box or (0, 0, 0, 0))[2], 79.0
        text = "\t".join(heads)
        out = [Paragraph([Line(text, Place(1, bbox=whole), size=9.0, box=whole, pieces=pieces)])]
    for at, (label, *cells) in enumerate(rows):
        top = 100.0 + 50 * at
        out += [_box(f"1.{at}{i}", text, 100 + 150 * i, top) for i, text in enumerate(cells)]
        out.append(Paragraph([_line(part, 20, top + 5 + 12 * i) for i, part in enumerate(label.split("\n"))]))
    return out


def test_sentences_below_quarters_are_items_of_the_group_beside_them() -> None:
    out = titled(table([["", *PARTS], *ROWS], boxed=True), title=PLAN)
    assert brief(out.of("plan_item"), "item_ja", "owner_group", "section") == FOUND
    assert {row["review_state"] for row in out.of("plan_item")} == {"ok"}


@pytest.mark.parametrize("boxed", [False, True])
def test_boxes_in_lanes_are_the_cells_of_such_a_table(boxed: bool) -> None:
    heads = [part.split("\n")[0] for part in PARTS]
    out = titled(*_lanes(heads, ROWS, boxed), title=PLAN)
    assert brief(out.of("plan_item"), "item_ja", "owner_group", "section") == FOUND


def test_boxes_below_years_are_plans_of_these_years() -> None:
    out = titled(*_lanes(["令和6年度", "令和7年度", "令和8年度"], [row[:4] for row in ROWS]), title=PLAN)
    assert brief(out.of("plan_item"), "item_ja", "fiscal_year") == [
        ("点検の手順を見直す。", 2024),
        ("案内を送る。", 2025),
        ("窓口を広げる。", 2025),
        ("名簿を作る。", 2024),
        ("案内を配る。", 2025),
        ("相談会を開く。", 2026),
    ]


@pytest.mark.parametrize(("line", "states"), [("年間の流れ", {"flagged"}), ("四半期ごとの主な取組", {"ok"})])
def test_in_a_report_on_what_was_done_a_heading_must_say_that_it_is_planned(line: str, states: set[str]) -> None:
    grid = table([["", *PARTS], *ROWS], boxed=True)
    out = titled(paragraph(line), grid, title="令和6年度 大分支部事業進捗状況(12月末現在)")
    assert {row["review_state"] for row in out.of("plan_item")} == states


def test_lines_without_marks_that_end_as_sentences_are_apart_and_in_doubt() -> None:
    rows = [["業務課", "点検の手順を見直す", "案内を送る\n窓口を広げる", "研修を開く", "手順を改める"]]
    out = titled(*_lanes([part.split("\n")[0] for part in PARTS], rows), title=PLAN)
    assert brief(out.of("plan_item"), "item_ja", "review_state")[1:3] == [
        ("案内を送る", "flagged"),
        ("窓口を広げる", "flagged"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["業務課", "・案内を送った。", "・窓口を広げた。", "・研修を開いた。", ""]],
        [["業務課", "120件", "130件", "140件", "150件"]],
        [["業務課", "案内", "窓口", "研修", "点検"]],
    ],
)
def test_what_was_done_figures_and_words_are_no_plans(rows: list[list[str]]) -> None:
    lanes = _lanes([part.split("\n")[0] for part in PARTS], rows)
    assert with_boxes_under_parts(lanes) == lanes
    assert not titled(table([["", *PARTS], *rows], boxed=True), title=PLAN).of("plan_item")


DOWN = [
    ["", "業務グループ\n早く、正しく", "企画総務グループ"],
    ["通年", "・点検の手順を見直す。", "・名簿を作る。"],
    ["第1四半期\n4～6月", "・案内を送る。\n・窓口を広げる。", "・相談会を開く。"],
    ["第2四半期\n7～9月", "・研修に反映する。", "・案内を配る。"],
    ["全グループ共通", "・訓練を9月に行う。", None],
]


def test_parts_may_run_down_beside_columns_of_groups() -> None:
    out = titled(table(DOWN, spans={(4, 1): (1, 2)}, boxed=True), title=PLAN)
    assert brief(out.of("plan_item"), "item_ja", "owner_group", "review_state") == [
        ("点検の手順を見直す。", "業務グループ", "ok"), ("名簿を作る。", "企画総務グループ", "ok"),
        ("案内を送る。", "業務グループ", "ok"), ("窓口を広げる。", "業務グループ", "ok"),
        ("相談会を開く。", "企画総務グループ", "ok"), ("研修に反映する。", "業務グループ", "ok"),
        ("案内を配る。", "企画総務グループ", "ok"), ("訓練を9月に行う。", None, "ok"),
    ]  # fmt: skip


def test_what_was_done_or_is_counted_in_parts_that_run_down_is_no_plan() -> None:
    heads = ["", "業務グループ", "企画総務グループ"]
    done = [heads, ["第1四半期", "・案内を送った。", "・名簿を作った。"], ["第2四半期", "・窓口を広げた。", ""]]
    assert titled(table(done, boxed=True), title=PLAN).of("plan_item") == []
    counted = [heads, ["第1四半期", "12件", "・名簿を作る。"], ["第2四半期", "15件", "9件"]]
    assert titled(table(counted, boxed=True), title=PLAN).of("plan_item") == []
