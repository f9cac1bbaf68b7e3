"""Pages that are pictures: with the real engine where it is installed, and what is said where it is not."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Document, Line, Page, Paragraph, Place, Table
from extract.facts import FACT_KINDS
from extract.interpret import interpret
from extract.readers.pdf import read_pdf
from extract.readers.scans import ocr, recognition
from extract.readers.scans.ocr import Word, agreed, mended
from extract.readers.words.glyphs import Glyph, is_garbage, ocr_confidence, read_by_ocr
from tests.unit.build import SHA, pdf, show

SAMPLE = Path(__file__).parents[4] / "samples" / "reports" / "yamagata-2021-action-plan.pdf"
BOX = (0, 0, 40, 10)


def needs_engine() -> None:
    """Skips where Tesseract is missing; never in CI, where a broken installation must show."""
    if shutil.which("tesseract") is None and not os.environ.get("CI"):
        pytest.skip("the program tesseract is not installed (Debian: tesseract-ocr, tesseract-ocr-jpn)")


def sample() -> Document:
    return read_pdf(SAMPLE.read_bytes(), SAMPLE.name, SHA)


@pytest.fixture(scope="module")
def scanned() -> Page:
    needs_engine()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KENPO_OCR", raising=False)
        return sample().pages[3]


class TestWithTheEngine:
    def test_the_page_counts_as_read_and_says_how(self, scanned: Page) -> None:
        assert (scanned.is_image, scanned.recognised, scanned.problems) == (True, True, [])

    def test_the_grid_is_that_of_the_rulings_in_the_picture(self, scanned: Page) -> None:
        (table,) = scanned.tables()
        assert (table.n_rows, table.n_cols) == (3, 14)
        assert [cell.text for cell in table.cells if cell.row == 0][1:] == [
            f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
        ]

    def test_discs_are_told_by_their_shape(self, scanned: Page) -> None:
        (table,) = scanned.tables()
        marked = [[cell.col - 1 for cell in table.cells if cell.row == row and cell.text == "●"] for row in (1, 2)]
        assert marked == [[1, 3, 5, 7, 9, 11], [5, 6, 11, 12]]

    def test_every_line_is_in_doubt_with_its_confidence_and_has_a_place_on_the_page(self, scanned: Page) -> None:
        lines = [line for block in scanned.blocks if isinstance(block, Paragraph) for line in block.lines]
        lines += [line for table in scanned.tables() for cell in table.cells for line in cell.lines]
        assert lines
        for line in lines:
            assert ocr_confidence(line.doubt) is not None
            assert line.place.page == 4
            assert line.place.bbox is not None
            x0, top, x1, bottom = line.place.bbox
            assert -1 <= x0 < x1 <= (scanned.width or 0) + 1
            assert -1 <= top < bottom <= (scanned.height or 0) + 1

    def test_places_are_those_of_the_page_also_where_it_is_cropped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        needs_engine()
        monkeypatch.delenv("KENPO_OCR", raising=False)
        drawn = pypdfium2.PdfDocument(pdf(show("4321", 180, 140, 20)))[0].render(scale=4).to_pil()
        paper = io.BytesIO()
        drawn.save(paper, format="PDF", resolution=288)
        scan = pypdfium2.PdfDocument(paper.getvalue())
        scan[0].set_cropbox(60, 40, 390, 260)
        cropped = io.BytesIO()
        scan.save(cropped)
        (line,) = read_pdf(cropped.getvalue(), "scan.pdf", SHA).pages[0].blocks[0].lines  # type: ignore[union-attr]
        assert line.place.bbox == pytest.approx((181, 146, 221, 160), abs=3)

    def test_its_facts_are_flagged_and_name_the_method(self) -> None:
        needs_engine()
        out, _ = interpret(sample())
        rows = [row for kind in FACT_KINDS for row in out.of(kind) if row["page"] == 4]
        assert len(rows) >= 12
        assert {(row["method"], row["review_state"]) for row in rows} == {("ocr", "flagged")}
        assert {row["method"] for kind in FACT_KINDS for row in out.of(kind) if row["page"] != 4} == {"pdf"}


class TestWithoutTheEngine:
    def test_without_the_program_the_page_is_unread_with_the_fix(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        page = sample().pages[3]
        assert (page.is_image, page.recognised, page.blocks) == (True, False, [])
        (problem,) = page.problems
        assert problem.startswith("page 4 is a picture without text")
        assert "install tesseract-ocr" in problem

    def test_switched_off_it_says_how_to_switch_it_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KENPO_OCR", "off")
        (problem,) = sample().pages[3].problems
        assert "KENPO_OCR" in problem

    def test_its_libraries_are_not_loaded_where_it_is_switched_off(self) -> None:
        code = (
            "import sys; from pathlib import Path; from extract.readers.pdf import read_pdf; "
            f"read_pdf(Path({str(SAMPLE)!r}).read_bytes(), 'report.pdf', '0' * 64); "
            "print([name for name in ('pytesseract', 'scipy', 'pandas') if name in sys.modules])"
        )
        environment = {**os.environ, "KENPO_OCR": "off"}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == "[]"

    def test_a_failing_engine_costs_the_page_and_no_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: object) -> list[Glyph]:
            raise RuntimeError("Tesseract process timeout")

        monkeypatch.setattr(recognition, "why_not", lambda: None)
        monkeypatch.setattr(ocr.Scan, "read", fails)
        ground = "".join(show("text on a ground", 50, 20 * line) for line in range(1, 13))
        first, second = read_pdf(pdf(ground, "", image=True), "report.pdf", SHA).pages
        assert (first.problems, len(first.blocks)) == ([], 1)
        assert "timeout" in second.problems[0]


def words(text: str, confidence: float = 95.0) -> list[Word]:
    return [Word(text, BOX, confidence)] if text else []


def test_a_failing_engine_leaves_a_bad_text_layer_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> list[Glyph]:
        raise RuntimeError("Tesseract process timeout")

    monkeypatch.setattr(recognition, "why_not", lambda: None)
    monkeypatch.setattr("extract.readers.pdf.is_garbage", lambda _: True)
    monkeypatch.setattr(ocr.Scan, "read", fails)
    (page,) = read_pdf(pdf(show("Annual report", 50, 100)), "report.pdf", SHA).pages
    assert [block.text for block in page.blocks if isinstance(block, Paragraph)] == ["Annual report"]
    assert not page.is_image
    assert "timeout" in page.problems[0]


class TestTwoReadings:
    @pytest.mark.parametrize(
        ("first", "second", "text", "sure"),
        [
            ("7.593", "7,593", "7,593", True),
            ("5955", "5,955", "5,955", False),
            ("1009%", "100%", "100%", False),
            ("△35", "35", "△35", False),
            ("", "115", "115", False),
            ("4月", "4", "4月", False),
            ("会議", "", "会議", True),
        ],
    )
    def test_what_they_come_to(self, first: str, second: str, text: str, sure: bool) -> None:
        (word,) = agreed(words(first), words(second))
        assert word.text == text
        assert (word.confidence >= 90) is sure

    def test_an_unsure_second_reading_does_not_replace_the_first(self) -> None:
        assert agreed(words("12"), words("17", 40.0)) == [Word("12", BOX, 30.0)]

    @pytest.mark.parametrize(
        ("read", "meant"),
        [
            ("12.919件", "12,919件"),
            ("7,.941人", "7,941人"),
            ("65.5%", "65.5%"),
            ("1009%", "100%"),
            ("31.009%", "31.009%"),
            ("1.234", "1.234"),
        ],
    )
    def test_known_slips_are_mended(self, read: str, meant: str) -> None:
        assert "".join(word.text for word in mended([Word(read[:3], BOX, 90), Word(read[3:], BOX, 90)])) == meant


class TestDoubt:
    @given(st.floats(0, 100))
    def test_the_confidence_can_be_read_back(self, confidence: float) -> None:
        assert ocr_confidence(read_by_ocr(confidence)) == float(f"{confidence:.0f}")

    @pytest.mark.parametrize("doubt", [None, "read by OCR", "read by OCR (confidence 90); two sums differ", "lost"])
    def test_any_other_doubt_has_none(self, doubt: str | None) -> None:
        assert ocr_confidence(doubt) is None

    def test_a_figure_is_no_surer_than_its_headings(self) -> None:
        def cell(row: int, col: int, text: str, confidence: float) -> Cell:
            line = Line(text, Place(1), doubt=read_by_ocr(confidence))
            return Cell(row, col, [Paragraph([line])], place=Place(1))

        figure = cell(1, 1, "123", 97)
        cells = [cell(0, 0, "月", 9), cell(0, 1, "4月", 80), cell(1, 0, "件数", 60), figure]
        table = Table("1.0", 2, 2, cells, Place(1))
        ocr.share_doubt(table)
        assert ocr_confidence(figure.lines[0].doubt) == 60


class TestGarbage:
    @pytest.mark.parametrize(
        ("text", "garbage"),
        [
            ("健診の受診率を高める。", False),
            ("Annual report 2024", False),
            ("\ue001\ue002\ue003\ue004\ue005\ue006\ue007の実績", True),
            ("\x81\x82éàüöäß÷×ÿ", True),
            ("\ue001\ue002", False),
        ],
    )
    def test_a_text_layer_that_says_little_is_told(self, text: str, garbage: bool) -> None:
        assert is_garbage([Glyph(char, i, 0, i + 1, 10, 10) for i, char in enumerate(text)]) is garbage

    def test_glyphs_without_characters_are_garbage(self) -> None:
        assert is_garbage([Glyph(f"(cid:{i})", i, 0, i + 1, 10, 10) for i in range(20)])
