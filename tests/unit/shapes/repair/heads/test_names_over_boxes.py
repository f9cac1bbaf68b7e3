"""Names of KPIs over boxes of their figures."""

from __future__ import annotations

from extract.document import BBox, Block, Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.heads.names_over_boxes import with_names_in_boxes

_HIGH = 10.0


def _line(text: str, left: float, top: float) -> Line:
    box = (left, top, left + 5 * len(text), top + _HIGH)
    return Line(text, Place(1, box), 9.0, box=box)


def _row(top: float, *texts: str) -> Line:
    """A line of pieces that begin 200 points apart."""
    pieces = tuple(_line(text, 10.0 + 200 * i, top) for i, text in enumerate(texts) if text)
    box = (pieces[0].place.bbox or (0, 0, 0, 0))[:2] + (pieces[-1].place.bbox or (0, 0, 0, 0))[2:]
    return Line("\t".join(piece.text for piece in pieces), Place(1, box), 9.0, box=box, pieces=pieces)


def _box(index: int, top: float, *texts: str) -> Table:
    left = 6.0 + 200 * index
    sides: BBox = (left, top, left + 180, top + 60)
    lines = [_line(text, left + 4, top + 4 + 12 * i) for i, text in enumerate(texts)]
    cell = Cell(0, 0, [Paragraph(lines)], place=Place(1, sides), box=sides)
    return Table(f"1.{index}", 1, 1, [cell], Place(1, sides))


def _texts(blocks: list[Block]) -> list[list[str]]:
    return [
        [line.text for line in (block.cells[0].lines if isinstance(block, Table) else block.lines)] for block in blocks
    ]


_FIRST, _SECOND = ("912事業所", "目標 900事業所以上"), ("83.1%", "目標 82.0%以上")


def test_names_go_into_the_boxes_below_them_in_doubt() -> None:
    names = Paragraph([_row(40, "健康宣言事業所数", "ジェネリック医薬品使用割合")])
    out = with_names_in_boxes([names, _box(0, 52, *_FIRST), _box(1, 52, *_SECOND)])
    assert _texts(out) == [["健康宣言事業所数", *_FIRST], ["ジェネリック医薬品使用割合", *_SECOND]]
    assert all(block.cells[0].lines[0].doubt for block in out if isinstance(block, Table))


def test_a_name_over_two_lines() -> None:
    rows = [_row(28, "一般競争入札に占める", ""), _row(40, "一者応札案件の割合", "ジェネリック医薬品使用割合")]
    out = with_names_in_boxes([Paragraph(rows), _box(0, 52, "12.5%", "目標 15.0%以下"), _box(1, 52, *_SECOND)])
    assert _texts(out)[0][:2] == ["一般競争入札に占める", "一者応札案件の割合"]


def test_a_name_far_above_or_over_one_box_alone_stays_where_it_is() -> None:
    far = [
        Paragraph([_row(10, "健康宣言事業所数", "ジェネリック医薬品使用割合")]),
        _box(0, 52, *_FIRST),
        _box(1, 52, *_SECOND),
    ]
    alone = [Paragraph([_row(40, "健康宣言事業所数")]), _box(0, 52, *_FIRST)]
    assert _texts(with_names_in_boxes(far)) == _texts(far)
    assert _texts(with_names_in_boxes(alone)) == _texts(alone)


def test_boxes_of_one_figure_beside_one_another_are_lines_below_the_name() -> None:
    name = Paragraph([_row(40, "健康宣言事業所数")])
    out = with_names_in_boxes([name, _box(0, 60, "前年同期", "865事業所"), _box(1, 60, "9月末", "912事業所")])
    assert all(isinstance(block, Paragraph) for block in out)
    assert _texts(out) == [["健康宣言事業所数"], ["前年同期", "865事業所"], ["9月末", "912事業所"]]


def test_a_rank_in_a_box_of_its_own_is_a_line_as_well_unless_its_words_say_more() -> None:
    name = Paragraph([_row(40, "ジェネリック医薬品使用割合")])
    out = with_names_in_boxes([name, _box(0, 52, "実績", "83.1%"), _box(1, 52, "全国順位", "21位")])
    assert not any(isinstance(block, Table) for block in out)
    other = with_names_in_boxes([name, _box(0, 52, "実績", "83.1%"), _box(1, 52, "健診受診率の順位", "21位")])
    assert isinstance(other[-1], Table)
