"""Tables that the names of their parts break up."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.whole.parts_joined import with_parts_joined
from tests.unit.build import brief, paragraph, titled

MONTHS = [f"{m}月" for m in (4, 5, 6, 7, 8, 9)]


def rows(top: float, *texts: list[str], index: str) -> Table:
    cells = []
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            box = (40.0 * c, top + 14 * r, 40.0 * c + 40, top + 14 * r + 14)
            inner = [Paragraph([Line(text, Place(1, box), size=9.0, box=box)])] if text else []
            cells.append(Cell(r, c, list(inner), place=Place(1, box), box=box))
    place = Place(1, (0.0, top, 280.0, top + 14.0 * len(texts)))
    return Table(index, len(texts), len(texts[0]), cells, place)


def name(text: str, top: float) -> Paragraph:
    box = (2.0, top, 2.0 + 9 * len(text), top + 9)
    return Paragraph([Line(text, Place(1, box), size=9.0, box=box)])


HEAD = rows(100, ["取組", *MONTHS], index="1.0")
FIRST = rows(130, ["案内の発送", "●", "", "●", "", "", ""], ["研修", "", "●", "", "", "●", ""], index="1.1")
SECOND = rows(176, ["集団健診", "", "", "", "●", "●", ""], index="1.2")


def test_groups_below_months_are_rows_of_one_calendar() -> None:
    (whole,) = with_parts_joined([HEAD, name("業務グループ", 117), FIRST, name("保健グループ", 162), SECOND])
    assert isinstance(whole, Table)
    assert whole.n_rows == 6
    blocks = [HEAD, name("業務グループ", 117), FIRST, name("保健グループ", 162), SECOND]
    out = titled(*blocks, title="令和4年度 大分支部 年間スケジュール")
    found = brief(out.of("schedule_mark"), "activity_ja", "month")
    assert found[0] == ("案内の発送", "2022-04")
    assert ("集団健診", "2022-08") in found
    assert len(found) == 6


def test_other_lines_and_tables_stay_apart() -> None:
    for line in (name("研修は6月に行う。", 117), name("令和4年10月以降", 117), paragraph("業務グループ")):
        blocks = [HEAD, line, FIRST]
        assert with_parts_joined(blocks) == blocks
    again = [replace(HEAD, index="1.1"), name("業務グループ", 117), rows(130, ["取組", *MONTHS], index="1.2")]
    assert with_parts_joined(again) == again
