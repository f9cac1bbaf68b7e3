"""Boxes of one piece of work and its status each, below the names of the parts of the plan."""

from __future__ import annotations

import pytest

from extract.document import BBox, Block, Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.frames.judged_boxes import with_judged_boxes
from tests.unit.build import brief, paragraph, titled

EXPLAINED = frozenset("◎○△×")
_LEGEND = "◎予定を上回る ○予定どおり △やや遅れ ×未着手"
_WIDE, _HIGH = 200.0, 40.0


def _line(text: str, x: float, y: float, wide: float = 120.0) -> Line:
    box: BBox = (x, y, x + wide, y + 9.0)
    return Line(text, Place(1, bbox=box), size=9.0, box=box)


def _box(col: int, row: int, *texts: str, marked: int | None = None) -> Table:
    """A box; the line `marked` begins further left, as one with a symbol before it does."""
    x, y = 50.0 + (_WIDE + 20) * col, 100.0 + (_HIGH + 10) * row
    lines = [_line(text, x + (4 if i == marked else 24), y + 4 + 12 * i) for i, text in enumerate(texts)]
    sides: BBox = (x, y, x + _WIDE, y + _HIGH)
    cell = Cell(0, 0, [Paragraph([*lines])], place=Place(1, bbox=sides), box=sides)
    return Table(f"1.{row * 2 + col}", 1, 1, [cell], Place(1, bbox=sides))


def _names(*texts: str) -> Paragraph:
    pieces = tuple(_line(text, 90.0 + (_WIDE + 20) * i, 80.0, 100.0) for i, text in enumerate(texts))
    whole: BBox = (90.0, 80.0, pieces[-1].box[2] if pieces[-1].box else 0.0, 89.0)
    line = Line("\t".join(texts), Place(1, bbox=whole), 9.0, box=whole, pieces=pieces)
    return Paragraph([_line("取組の進み具合", 50.0, 40.0), line])


def _boxes() -> list[Block]:
    return [
        _box(0, 0, "点検の効率を高", "○める", marked=1),
        _box(1, 0, "△健診の会場を", "広げる", marked=0),
        _box(0, 1, "◎債権を早く回収する", marked=0),
        _box(1, 1, "出前講座を", "×", "始める", marked=1),
    ]


def _told(blocks: list[Block]) -> list[object]:
    return [block.rows()[1:] if isinstance(block, Table) else block.text for block in blocks]


_READ = [
    "■基盤的保険者機能",
    [["点検の効率を高める", "○"], ["債権を早く回収する", "◎"]],
    "■戦略的保険者機能",
    [["健診の会場を広げる", "△"], ["出前講座を始める", "×"]],
]


def test_each_column_is_a_table_below_its_name() -> None:
    blocks = with_judged_boxes([_names("基盤的保険者機能", "戦略的保険者機能"), *_boxes()], EXPLAINED)
    assert _told(blocks) == ["取組の進み具合", *_READ]


def test_names_may_stand_in_boxes_of_their_own() -> None:
    heads = [_box(0, -1, "基盤的保険者機能"), _box(1, -1, "戦略的保険者機能")]
    above = paragraph("取組の進み具合")
    assert _told(with_judged_boxes([above, *heads, *_boxes()], EXPLAINED)) == ["取組の進み具合", *_READ]


def test_work_and_statuses_are_facts() -> None:
    blocks = [_names("基盤的保険者機能", "戦略的保険者機能"), *_boxes()]
    out = titled(paragraph(_LEGEND), *blocks, title="令和4年度 大分支部事業計画の進捗状況")
    work = ["点検の効率を高める", "債権を早く回収する", "健診の会場を広げる", "出前講座を始める"]
    assert brief(out.of("plan_item"), "item_ja") == [(text,) for text in work]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == list(zip(work, "○◎△×", strict=True))


@pytest.mark.parametrize(
    "changed",
    [
        _box(1, 1, "出前講座を始める"),  # no status
        _box(1, 1, "出前講座を始める ×"),  # behind, the others before
        _box(1, 1, "出前講座を", "×始める"),  # a line that does not stand out
        _box(1, 1, "×特定健診実施率", marked=0),  # what is measured
    ],
)
def test_boxes_with_another_among_them_stay_as_they_are(changed: Table) -> None:
    blocks: list[Block] = [_names("基盤的保険者機能", "戦略的保険者機能"), *_boxes()[:3], changed]
    assert with_judged_boxes(blocks, EXPLAINED) == blocks


def test_boxes_below_other_names_and_bullets_stay_as_they_are() -> None:
    blocks: list[Block] = [_names("基盤的保険者機能"), *_boxes()]
    assert with_judged_boxes(blocks, EXPLAINED) == blocks
    bullets: list[Block] = [_names("予定"), *(_box(0, row, "○説明会を開く", marked=0) for row in range(3))]
    assert with_judged_boxes(bullets, EXPLAINED) == bullets
