"""Bars of several years beside each month."""

from __future__ import annotations

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.charts.barred_months import with_barred_months_as_tables
from tests.unit.build import brief, paragraph, table, titled

_TITLE = "令和５年度第１四半期 大分支部の状況"
_FIGURES = ((412, 398), (430, 401), (388, 395))


def _line(text: str, left: float, top: float, doubt: str | None = None) -> Line:
    box = (left, top, left + 5.0 * len(text), top + 8)
    return Line(text, Place(1, bbox=box), 8.0, box=box, doubt=doubt)


def _bars(years: tuple[str, str] = ("5年度", "4年度"), torn: bool = False, extra: str | None = None) -> Table:
    """Months each left of the middle of two years, and figures behind bars, that a rule may have cut in two."""
    lines = []
    for at, pair in enumerate(_FIGURES):
        top = 100.0 + 40 * at
        lines.append(_line(f"{4 + at}月", 20, top + 9))
        for row, figure in enumerate(pair):
            lines.append(_line(years[row], 50, top + 18 * row))
            if torn and at == row == 0:
                lines += [_line("4", 200, top, "cut"), _line("12", 205, top, "cut")]
            else:
                lines.append(_line(f"{figure}", 200, top + 18 * row))
    lines += [_line(extra, 250, 100)] if extra else []
    cells = [Cell(at, 0, [Paragraph([line])], place=line.place, box=line.box) for at, line in enumerate(lines)]
    return Table("1.1", len(cells), 2, cells, lines[0].place)


def test_figures_beside_years_are_of_their_month_in_each_year() -> None:
    remark = paragraph("上の棒は令和５年度、下の棒は令和４年度です。")
    for torn in (False, True):
        over = Paragraph([_line("窓口の相談件数", 20, 60), _line("単位：件", 20, 75)])
        frame = table([[[over, _bars(torn=torn)]]], boxed=True, xs=(10, 300))
        out = titled(remark, frame, title=_TITLE)
        found = brief(out.of("monthly_actual"), "fiscal_year", "month", "value", "measure_ja")
        assert [row[2] for row in found] == [412, 398, 430, 401, 388, 395]
        assert {row[0] for row in found} == {2022, 2023}
        assert {row[3] for row in found} == {"窓口の相談件数"}


def test_the_era_of_a_year_is_the_one_that_the_page_prints_with_it() -> None:
    made = with_barred_months_as_tables([paragraph("令和５年度と平成30年度"), _bars(("5年度", "30年度"))])[1]
    assert isinstance(made, Table)
    assert made.rows()[0] == ["", "令和5年度", "平成30年度"]


def test_with_other_words_between_it_stays_a_table() -> None:
    for whole in (_bars(extra="速報"), _bars(extra="12"), _bars(("5年度", "支部"))):
        assert with_barred_months_as_tables([whole]) == [whole]


def test_the_last_month_may_stand_below_the_rules_and_all_of_them_in_lines() -> None:
    bars = _bars()
    rules = Table("1.1", 1, 2, bars.cells[:-5], bars.place)
    lines = [line for cell in bars.cells for line in cell.lines]
    for inside in ([rules, Paragraph(lines[-5:])], [Paragraph(lines)]):
        frame = table([[[Paragraph([_line("窓口の相談件数", 20, 60)]), *inside]]], boxed=True, xs=(10, 300))
        over, made = with_barred_months_as_tables([frame])
        assert isinstance(over, Paragraph)
        assert isinstance(made, Table)
        assert made.rows()[1:] == [["4月", "412", "398"], ["5月", "430", "401"], ["6月", "388", "395"]]
    loose = [rules, Paragraph(lines[-5:])]
    assert with_barred_months_as_tables(loose) == loose
