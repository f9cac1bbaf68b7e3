"""Two engines on one file: who reads, who checks, and what their disagreement does to the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2
import pytest

from extract.document import Line, Page, Paragraph
from extract.readers.pages import engines, pdfium, plumber
from extract.readers.pages.agreement import ONLY_ONE, differing, same_letter
from extract.readers.pages.engines import Engines
from extract.readers.pages.sheet import Char, Sheet, strokes_and_shades
from extract.readers.pdf import read_pdf
from extract.readers.rules.rulings import merge_marks
from tests.unit.build import SHA, pdf, rule, ruled, show


@contextmanager
def opened(data: bytes) -> Iterator[Engines]:
    made = Engines(data)
    try:
        yield made
    finally:
        made.close()


def pages_of(data: bytes) -> list[Page]:
    return read_pdf(data, "report.pdf", SHA).pages


def lines(page: Page) -> list[Line]:
    return [line for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]


def both(data: bytes) -> tuple[Sheet, Sheet]:
    """The first page by pdfium and by pdfplumber."""
    with opened(data) as made:
        document = made.pdfium
        assert document is not None
        second = made.plumber_pages[0]
        box = tuple(float(value) for value in second.page_obj.mediabox)
        frame = pdfium.Frame((box[0], box[1], box[2], box[3]), int(second.rotation))
        return pdfium.sheet_of(document[0], 1, frame), plumber.sheet_of(second)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the pages that the second engine read."""
    numbers: list[int] = []
    whole = plumber.text_of

    def counts(page: plumber.PlumberPage) -> Sheet:
        numbers.append(page.page_number)
        return whole(page)

    monkeypatch.setattr(engines.plumber, "text_of", counts)
    return numbers


@pytest.fixture
def misread(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Makes the second engine read one letter as another, or not at all."""

    def arrange(letter: str, other: str) -> None:
        whole = plumber.text_of

        def text_of(page: plumber.PlumberPage) -> Sheet:
            sheet = whole(page)
            sheet.chars = [c._replace(text=other) if c.text == letter else c for c in sheet.chars]
            sheet.chars = [c for c in sheet.chars if c.text]
            return sheet

        monkeypatch.setattr(engines.plumber, "text_of", text_of)

    return arrange


CONTENT = ruled([50, 150, 250], [100, 150, 200]) + "\n" + show("ab 12.5%", 60, 170) + show("far", 300, 30, 14)
FORM = "q 2 0 0 2 30 40 cm 0.5 0 0 0.5 0 0 cm " + CONTENT + " Q"


class TestTextAlone:
    """The second engine's characters without pdfplumber's dictionaries."""

    @pytest.mark.parametrize("corner", [(0, 0), (20, -30)])
    def test_characters_stand_where_pdfplumber_has_them(self, corner: tuple[int, int]) -> None:
        left, low = corner
        with opened(pdf(CONTENT, FORM, media=(left, low, left + 595, low + 842))) as made:
            for page in made.plumber_pages:
                shown = [char for char in page.chars if char["text"].strip()]
                found = plumber.text_of(page).chars
                assert shown
                assert [(c.text, c.size) for c in found] == [(c["text"], c["size"]) for c in shown]
                for ours, theirs in zip(found, shown, strict=True):
                    assert ours.box == pytest.approx([theirs[side] for side in ("x0", "top", "x1", "bottom")])


class TestTheSamePage:
    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    @pytest.mark.parametrize("content", [CONTENT, FORM], ids=["plain", "scaled"])
    def test_both_engines_give_one_picture(self, content: str, rotate: int) -> None:
        one, two = both(pdf(content, rotate=rotate))
        assert (one.width, one.height) == pytest.approx((two.width, two.height))
        for ours, theirs in zip(
            sorted(one.chars, key=lambda c: c.box), sorted(two.chars, key=lambda c: c.box), strict=True
        ):
            assert (ours.text, ours.turn in (0, 2)) == (theirs.text, theirs.turn in (0, 2))
            assert ours.box == pytest.approx(theirs.box, abs=0.6)
        drawn = [merge_marks(strokes_and_shades(sheet)[0]) for sheet in (one, two)]
        edges = [sorted((m.horizontal, round(m.pos), round(m.lo), round(m.hi)) for m in marks) for marks in drawn]
        assert edges[0] == edges[1]
        assert len(edges[0]) == 6

    def test_boxes_fills_and_pictures(self) -> None:
        one, two = both(pdf("0.8 g 50 100 60 30 re f 1 0 0 RG 200 100 60 30 re S 1 g 10 10 30 30 re f", image=True))
        for sheet in (one, two):
            marks, shades = strokes_and_shades(sheet)
            assert [tuple(round(v) for v in shade.box) for shade in shades] == [(50, 170, 110, 200)]
            assert shades[0].color == pytest.approx((0.8, 0.8, 0.8), abs=0.01)
            assert len(marks) == 4
            assert len(sheet.pictures) == 1

    def test_white_space_and_what_has_no_width_is_no_character(self) -> None:
        one, two = both(pdf(show("a  b", 50, 100)))
        assert [c.text for c in one.chars] == [c.text for c in two.chars] == ["a", "b"]


class TestWhoReads:
    def test_a_font_is_checked_where_it_first_appears(self, asked: list[int]) -> None:
        pages_of(pdf(show("one", 50, 100), show("two", 50, 100), show("three", 50, 100)))
        assert asked == [1]

    def test_a_page_without_characters_is_never_taken_for_empty_by_one_engine(self, asked: list[int]) -> None:
        pages_of(pdf(show("one", 50, 100), "", rule(10, 10, 90, 10)))
        assert asked == [1, 2, 3]

    def test_once_they_differ_every_page_is_checked(self, misread: Callable[[str, str], None]) -> None:
        misread("8", "3")
        first, second = pages_of(pdf(show("18", 50, 100), show("28", 50, 100)))
        assert [line.doubt for page in (first, second) for line in lines(page)] == [
            "two engines read this otherwise: 8 and 3"
        ] * 2

    def test_lines_on_which_they_agree_stay_without_doubt(self, misread: Callable[[str, str], None]) -> None:
        misread("8", "3")
        (page,) = pages_of(pdf(show("18", 50, 100) + show("17", 50, 200)))
        assert [(line.text, line.doubt is None) for line in lines(page)] == [("17", True), ("18", False)]

    def test_what_only_one_engine_sees_is_kept_in_doubt(self, misread: Callable[[str, str], None]) -> None:
        misread("8", "")
        (page,) = pages_of(pdf(show("18", 50, 100)))
        assert [(line.text, line.doubt) for line in lines(page)] == [("18", ONLY_ONE)]

    def test_a_page_that_breaks_pdfium_is_read_by_the_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: object) -> Sheet:
            raise pypdfium2.PdfiumError("no page")

        monkeypatch.setattr(engines.pypdfium2.PdfDocument, "__getitem__", fails)
        (page,) = pages_of(pdf(show("still here", 50, 100)))
        assert [(line.text, line.doubt) for line in lines(page)] == [("still here", ONLY_ONE)]
        (problem,) = page.problems
        assert "page 1 is seen by only one of two engines" in problem

    def test_a_page_that_breaks_the_check_is_read_in_doubt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(_: plumber.PlumberPage) -> Sheet:
            raise ValueError("no such filter")

        monkeypatch.setattr(engines.plumber, "text_of", fails)
        first, second = pages_of(pdf(show("one", 50, 100), show("two", 50, 100)))
        assert [line.doubt for page in (first, second) for line in lines(page)] == [ONLY_ONE, ONLY_ONE]
        assert [len(page.problems) for page in (first, second)] == [1, 1]

    def test_pages_that_only_one_engine_counts_are_read_in_doubt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = Engines.__init__

        def loses_one(self: Engines, data: bytes) -> None:
            whole(self, data)
            del self.plumber_pages[1:]

        monkeypatch.setattr(Engines, "__init__", loses_one)
        first, second = pages_of(pdf(show("one", 50, 100), show("two", 50, 100)))
        assert first.problems == []
        assert [(line.text, line.doubt) for line in lines(second)] == [("two", ONLY_ONE)]
        assert second.problems

    def test_text_outside_of_the_part_that_is_shown_is_not_read(self) -> None:
        data = pdf(show("seen", 50, 100) + show("cropped", 50, 250))
        data = data.replace(b"/Rotate 0 ", b"/CropBox [0 0 400 200]")
        (page,) = pages_of(data)
        assert [line.text for line in lines(page)] == ["seen"]


def char(text: str, x: float = 10, y: float = 10) -> Char:
    return Char(text, (x, y, x + 10, y + 10), 10, "F")


class TestAgreement:
    @pytest.mark.parametrize(
        ("one", "two", "same"),
        [
            ("8", "8", True),
            ("８", "8", True),
            ("〜", "～", True),
            ("―", "—", True),
            ("⻑", "長", True),
            ("⾰", "革", True),
            ("8", "3", False),
            ("⻑", "3", False),
            ("長", "張", False),
            ("／", "∕", True),
            ("(cid:8)", "8", False),
        ],
    )
    def test_one_letter_in_two_codes(self, one: str, two: str, same: bool) -> None:
        assert same_letter(one, two) is same
        assert same_letter(two, one) is same

    def test_the_order_of_characters_does_not_matter(self) -> None:
        there, back = [char("a"), char("b", 30)], [char("b", 30), char("a")]
        assert differing(Sheet(1, 100, 100, there), Sheet(1, 100, 100, back)) is None

    def test_a_letter_struck_twice_is_no_difference(self) -> None:
        twice = [char("a"), char("a", 10.3)]
        assert differing(Sheet(1, 100, 100, [char("a")]), Sheet(1, 100, 100, twice)) is None

    def test_a_glyph_without_meaning_takes_the_other_engines_and_stays_in_doubt(self) -> None:
        chars = differing(Sheet(1, 100, 100, [char("(cid:7)")]), Sheet(1, 100, 100, [char("7")]))
        assert chars is not None
        assert [(c.text, bool(c.doubt)) for c in chars] == [("7", True)]


class TestTooMuchToCheck:
    """Pages for which the second engine would take minutes."""

    def test_a_page_of_too_many_bytes_stays_unchecked_in_doubt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(plumber, "text_of", lambda page: pytest.fail("the second engine was asked"))
        long = show("12.3%", 50, 100) + "0 0 m\n" * 400_000
        (page,) = pages_of(pdf(long))
        assert [line.doubt for line in lines(page)] == [ONLY_ONE]

    def test_other_pages_are_checked(self) -> None:
        (page,) = pages_of(pdf(show("12.3%", 50, 100)))
        assert [line.doubt for line in lines(page)] == [None]
