"""What producers do to tables: each trap on a page made here, read by pdfium and, where it fails, by pdfplumber."""

from __future__ import annotations

import time

import pypdfium2
import pytest

from extract.document import Page, Paragraph, Table
from extract.readers.pages import engines
from extract.readers.pages.agreement import ONLY_ONE
from extract.readers.pdf import read_pdf
from tests.unit.build import SHA, pdf, rule, ruled, show

GRID = ruled([50, 150, 250], [100, 150, 200]) + "\n" + show("a", 60, 170) + show("b", 160, 170) + show("c", 60, 120)
ROWS = [["a", "b"], ["c", ""]]


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which engine reads; the other path is taken when pdfium fails on the page."""
    if request.param == "pdfplumber":

        def fails(*_: object) -> None:
            raise pypdfium2.PdfiumError("no page")

        monkeypatch.setattr(engines.pypdfium2.PdfDocument, "__getitem__", fails)
    return str(request.param)


def page_of(content: str, image: bool = False) -> Page:
    (page,) = read_pdf(pdf(content, image=image), "report.pdf", SHA).pages
    return page


def rows_of(page: Page) -> list[list[str]]:
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    return table.rows()


def boxes(*drawn: tuple[float, float, float, float]) -> str:
    return "".join(f"{x} {y} {w} {h} re f\n" for x, y, w, h in drawn)


@pytest.mark.usefixtures("engine")
class TestRulings:
    def test_words_underlined_one_above_the_other_are_no_table(self) -> None:
        words = [show("first second", 50, y) for y in (100, 130, 160)]
        lines = [rule(50, y - 2.2, 105.5, y - 2.2) for y in (100, 130, 160)]
        assert not [block for block in page_of("".join([*words, *lines])).blocks if isinstance(block, Table)]

    def test_an_underlined_word_in_a_cell_parts_nothing(self) -> None:
        assert rows_of(page_of(GRID + rule(60, 168, 70, 168))) == ROWS

    @pytest.mark.parametrize("dash", [(0.5, 1.5), (2.0, 1.2), (3.0, 3.0)])
    def test_dashes_drawn_one_by_one_are_rulings(self, dash: tuple[float, float]) -> None:
        long, gap = dash
        count = int(200 / (long + gap))
        across = boxes(*((50 + i * (long + gap), y, long, 0.5) for i in range(count) for y in (100, 150, 200)))
        count = int(100 / (long + gap))
        down = boxes(*((x, 100 + i * (long + gap), 0.5, long) for i in range(count) for x in (50, 150, 249)))
        assert rows_of(page_of(across + down + GRID.split("\n", 6)[6])) == ROWS

    @pytest.mark.parametrize("thick", [0.3, 2.0, 3.0, 4.5])
    def test_a_rule_is_one_boundary_however_thick(self, thick: float) -> None:
        lines = boxes(*((50, y, 200, thick) for y in (100, 150, 200)), *((x, 100, thick, 100) for x in (50, 150, 250)))
        assert rows_of(page_of(lines + GRID.split("\n", 6)[6])) == ROWS

    @pytest.mark.parametrize("apart", [1.0, 2.2, 3.5])
    def test_a_double_rule_is_one_boundary(self, apart: float) -> None:
        assert rows_of(page_of(GRID + rule(50, 150 + apart, 250, 150 + apart))) == ROWS

    def test_white_strokes_on_paper_part_nothing(self) -> None:
        assert rows_of(page_of(GRID + "1 G\n" + rule(50, 125, 250, 125))) == ROWS

    def test_white_strokes_part_shaded_cells(self) -> None:
        shade = "0.7 g\n50 100 200 100 re f\n1 G\n" + ruled([50, 150, 250], [100, 150, 200]) + "\n0 g\n"
        assert rows_of(page_of(shade + GRID.split("\n", 6)[6])) == ROWS

    def test_a_corner_shaped_heading_keeps_its_text_together(self) -> None:
        """A heading over two columns with a box for the second one let into its lower right."""
        drawn = [
            rule(50, 200, 250, 200), rule(50, 140, 250, 140), rule(50, 100, 250, 100), rule(50, 100, 50, 200),
            rule(250, 100, 250, 200), rule(150, 100, 150, 170), rule(150, 170, 250, 170),
            show("people", 60, 185), show("treated", 60, 150), show("severe", 160, 150), show("5", 60, 115),
            show("2", 160, 115),
        ]  # fmt: skip
        rows = rows_of(page_of("".join(drawn)))
        assert rows == [["people\ntreated", ""], ["", "severe"], ["5", "2"]]

    def test_cells_that_the_producer_wrote_in_disorder(self) -> None:
        words = show("c", 60, 120) + show("low", 160, 115) + show("b", 160, 170) + show("top", 160, 135)
        assert rows_of(page_of(ruled([50, 150, 250], [100, 150, 200]) + words + show("a", 60, 170))) == [
            ["a", "b"],
            ["c", "top\nlow"],
        ]


class TestWhatNobodySees:
    """pdfium alone can tell; pdfplumber knows neither clips nor the order of painting."""

    @pytest.mark.parametrize(
        "hidden",
        [
            "3 Tr " + show("ghost", 160, 120) + " 0 Tr",
            "q 50 100 100 50 re W n " + show("ghost", 160, 120) + " Q",
            "1 g " + show("ghost", 160, 120) + " 0 g",
            show("ghost", 160, 120) + "1 g 152 102 96 46 re f 0 g",
            show("ghost", 160, 120, size=0.8) + show("legible", 300, 30),
        ],
        ids=["without ink", "clipped", "white on white", "painted over", "too small"],
    )
    def test_hidden_text_is_no_content(self, hidden: str) -> None:
        assert rows_of(page_of(GRID + hidden)) == ROWS

    def test_text_that_runs_over_its_clip_ends_there(self) -> None:
        cut = "q 150 100 22 50 re W n " + show("123456", 155, 120) + " Q"
        assert rows_of(page_of(GRID + cut)) == [["a", "b"], ["c", "123"]]

    def test_white_text_on_a_dark_bar_is_read(self) -> None:
        bar = "0.2 g 151 101 98 48 re f 1 g " + show("bright", 160, 120) + " 0 g"
        assert rows_of(page_of(GRID + bar)) == [["a", "b"], ["c", "bright"]]

    def test_text_under_a_see_through_box_is_read(self) -> None:
        page = page_of(GRID + show("seen", 160, 120) + "0.9 g 10 10 20 20 re f")
        assert rows_of(page) == [["a", "b"], ["c", "seen"]]

    def test_text_painted_over_and_written_again_is_read(self) -> None:
        assert rows_of(page_of(GRID + "1 g 52 110 90 30 re f 0 g " + show("c", 60, 120))) == ROWS

    def test_rulings_painted_over_part_nothing(self) -> None:
        drawn = [
            rule(50, 200, 250, 200), rule(50, 150, 250, 150), rule(50, 100, 250, 100), rule(50, 125, 250, 125),
            "1 g 40 110 220 30 re f 0 g\n", rule(50, 100, 50, 200), rule(250, 100, 250, 200), show("a", 60, 170),
            show("b", 60, 120),
        ]  # fmt: skip
        assert rows_of(page_of("".join(drawn))) == [["a"], ["b"]]

    def test_two_letters_in_one_place_are_in_doubt(self) -> None:
        page = page_of(GRID + show("38", 160, 120) + show("9", 160.3, 120))
        (table,) = page.tables()
        cell = table.at(1, 1)
        assert cell is not None
        assert cell.lines[0].doubt == "two characters are printed in one place"
        other = table.at(0, 0)
        assert other is not None
        assert other.lines[0].doubt is None

    def test_a_scan_with_a_layer_of_recognised_text_is_a_scan(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KENPO_OCR", "off")
        page = page_of("3 Tr " + show("recognised by somebody", 50, 100) + " 0 Tr", image=True)
        (problem,) = page.problems
        assert "page 1 is a picture with a layer of recognised text" in problem
        doubts = [line.doubt for block in page.blocks if not isinstance(block, Table) for line in block.lines]
        assert doubts == ["text without ink over a picture, as a scanner's recognition leaves it"]


def test_a_great_grid_is_read_in_seconds_not_minutes() -> None:
    """257 × 257 boxes, each drawn on its own."""
    step = 1.1
    drawn = "".join(
        f"{20 + step * i:.1f} {5 + step * j:.1f} {step} {step} re S\n" for i in range(257) for j in range(257)
    )
    started = time.process_time()
    page = page_of("0.1 w\n" + drawn + show("0", 20, 290, size=4))
    assert time.process_time() - started < 30
    assert page.problems == []
    (line,) = [line for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]
    assert (line.text, line.doubt) == ("0", ONLY_ONE)  # not worth the minutes of a second opinion
