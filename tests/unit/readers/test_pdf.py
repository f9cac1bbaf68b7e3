"""The PDF reader on small files made here, whole and broken."""

from __future__ import annotations

import pytest
from pdfplumber.utils.exceptions import PdfminerException

from extract.document import Cell, Document, Page, Paragraph, Table
from extract.errors import UnreadableFile
from extract.readers import pdf as reader
from extract.readers.pdf import read_pdf
from tests.unit.build import SHA, pdf, rule, ruled, show


def read(data: bytes) -> Document:
    return read_pdf(data, "report.pdf", SHA)


def page_of(*content: str, **options: int) -> Page:
    (page,) = read(pdf("\n".join(content), **options)).pages  # type: ignore[arg-type]
    return page


def texts(page: Page) -> list[str]:
    return [line.text for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]


def only_table(page: Page) -> Table:
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    return table


class TestText:
    def test_lines_from_top_to_bottom_with_their_place(self) -> None:
        document = read(pdf(show("below", 50, 100) + show("above", 50, 200)))
        assert (document.reader, document.sha256, document.file_name) == ("pdf", SHA, "report.pdf")
        (page,) = document.pages
        assert texts(page) == ["above", "below"]
        assert (page.number, page.width, page.height, page.problems, page.is_image) == (1, 400, 300, [], False)
        block = page.blocks[0]
        assert isinstance(block, Paragraph)
        bbox = block.lines[0].place.bbox
        assert bbox is not None
        assert block.lines[0].place.page == 1
        assert bbox[0] == pytest.approx(50, abs=1)
        assert 85 < bbox[1] < bbox[3] < 105  # from the top of a page 300 high

    def test_text_off_the_page_is_not_read(self) -> None:
        assert texts(page_of(show("seen", 50, 100), show("hidden", 50, 900))) == ["seen"]

    def test_text_struck_twice_is_read_once(self) -> None:
        assert texts(page_of(show("bold", 50, 100), show("bold", 50.2, 100))) == ["bold"]

    def test_text_set_off_by_a_white_halo_is_read(self) -> None:
        letters = [(50 + 7 * i, letter) for i, letter in enumerate("84.3")]
        halo = [f"1 g BT /F1 12 Tf 1 0 0 1 {x - 0.6} 99.4 Tm ({letter}) Tj ET" for x, letter in letters]
        ink = [f"0.4 g BT /F1 10 Tf 1 0 0 1 {x} 100 Tm ({letter}) Tj ET" for x, letter in letters]
        assert "".join(texts(page_of(*halo, *ink))).replace(" ", "") == "84.3"
        assert texts(page_of(*halo)) == []

    def test_pages_keep_their_numbers(self) -> None:
        document = read(pdf(show("one", 50, 100), show("two", 50, 100), ""))
        assert [(page.number, texts(page)) for page in document.pages] == [(1, ["one"]), (2, ["two"]), (3, [])]

    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_a_page_that_is_shown_turned_reads_as_shown(self, rotate: int) -> None:
        upright = {
            0: "BT /F1 10 Tf 1 0 0 1 50 200 Tm (first) Tj ET BT /F1 10 Tf 1 0 0 1 50 150 Tm (then) Tj ET",
            90: "BT /F1 10 Tf 0 1 -1 0 100 50 Tm (first) Tj ET BT /F1 10 Tf 0 1 -1 0 150 50 Tm (then) Tj ET",
            180: "BT /F1 10 Tf -1 0 0 -1 350 100 Tm (first) Tj ET BT /F1 10 Tf -1 0 0 -1 350 150 Tm (then) Tj ET",
            270: "BT /F1 10 Tf 0 -1 1 0 300 250 Tm (first) Tj ET BT /F1 10 Tf 0 -1 1 0 250 250 Tm (then) Tj ET",
        }[rotate]
        assert texts(page_of(upright, rotate=rotate)) == ["first", "then"]

    @pytest.mark.parametrize(
        "content",
        [
            "BT /F1 10 Tf 0 1 -1 0 100 50 Tm (first) Tj ET BT /F1 10 Tf 0 1 -1 0 150 50 Tm (then) Tj ET",
            "BT /F1 10 Tf 0 -1 1 0 300 250 Tm (first) Tj ET BT /F1 10 Tf 0 -1 1 0 250 250 Tm (then) Tj ET",
        ],
        ids=["upwards", "downwards"],
    )
    def test_text_that_runs_sideways_on_an_upright_page(self, content: str) -> None:
        page = page_of(content)
        assert texts(page) == ["first", "then"]
        block = page.blocks[0]
        assert isinstance(block, Paragraph)
        first = block.lines[0]
        assert first.place.bbox is not None
        assert first.box is not None
        assert (
            first.place.bbox[3] - first.place.bbox[1] > first.place.bbox[2] - first.place.bbox[0]
        )  # as it lies on the page
        assert first.box[2] - first.box[0] > first.box[3] - first.box[1]  # as a reader turns it


class TestTables:
    def test_cells_by_their_rulings(self) -> None:
        page = page_of(
            ruled([50, 150, 250], [100, 150, 200]),
            show("a", 60, 170),
            show("b", 160, 170),
            show("c", 60, 120),
            show("title", 50, 240),
        )
        table = only_table(page)
        assert table.rows() == [["a", "b"], ["c", ""]]
        assert texts(page) == ["title"]
        assert table.place.bbox == (50, 100, 250, 200)
        assert table.place.page == 1
        assert table.index.startswith("1.")

    def test_merged_cells(self) -> None:
        page = page_of(
            rule(50, 200, 250, 200), rule(50, 150, 250, 150), rule(50, 100, 250, 100), rule(50, 100, 50, 200),
            rule(250, 100, 250, 200), rule(150, 100, 150, 150), show("head", 100, 170), show("l", 60, 120),
            show("r", 160, 120),
        )  # fmt: skip
        table = only_table(page)
        assert [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells] == [
            (0, 0, 1, 2, "head"),
            (1, 0, 1, 1, "l"),
            (1, 1, 1, 1, "r"),
        ]

    def test_a_table_inside_a_cell_is_nested(self) -> None:
        page = page_of(
            ruled([20, 200, 380], [20, 250]), ruled([40, 100, 160], [60, 90, 120]), show("outer", 30, 200),
            show("right", 220, 200), show("n1", 50, 100), show("n2", 110, 70),
        )  # fmt: skip
        outer = only_table(page)
        (left, right) = outer.cells
        assert (left.text, right.text) == ("outer", "right")
        (nested,) = left.tables
        assert nested.rows() == [["n1", ""], ["", "n2"]]
        assert nested.index != outer.index
        assert isinstance(left.blocks[0], Paragraph)  # the line above the nested table comes before it

    def test_a_thin_filled_box_is_a_ruling(self) -> None:
        lines = [f"{x} 100 0.8 100 re f" for x in (50, 150, 250)] + [f"50 {y} 200 0.8 re f" for y in (100, 150, 199)]
        assert only_table(page_of(*lines, show("x", 60, 170))).n_rows == 2

    def test_white_boxes_draw_nothing(self) -> None:
        lines = [
            "1 g",
            *(f"{x} 100 0.8 100 re f" for x in (50, 150, 250)),
            *(f"50 {y} 200 0.8 re f" for y in (100, 150, 199)),
            "0 g",
        ]
        page = page_of(*lines, show("x", 60, 170))
        assert [block for block in page.blocks if isinstance(block, Table)] == []

    def test_an_underline_is_no_table(self) -> None:
        page = page_of(show("underlined", 50, 100), rule(50, 98, 110, 98))
        assert texts(page) == ["underlined"]
        assert len(page.blocks) == 1

    def test_a_turned_table_reads_as_held(self) -> None:
        """A landscape table laid on an upright page, its text running upwards."""
        words = "".join(
            f"BT /F1 10 Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET "
            for text, x, y in [("a", 70, 60), ("b", 70, 160), ("c", 120, 60)]
        )
        table = only_table(page_of(ruled([50, 100, 150], [50, 150, 250]), words))
        assert table.rows() == [["a", "b"], ["c", ""]]

    def test_too_many_strokes_leave_the_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reader, "MAX_MARKS", 5)
        page = page_of(ruled([50, 150, 250], [100, 150, 200]), show("still read", 60, 170))
        assert texts(page) == ["still read"]
        (problem,) = page.problems
        assert "page 1 draws 6 strokes" in problem

    def test_all_text_is_in_exactly_one_cell(self) -> None:
        content = [show(f"w{i}", 20 + 37 * (i % 9), 30 + 23 * (i // 9), 7) for i in range(90)]
        page = page_of(ruled([15, 130, 240, 390], [25, 110, 200, 290]), *content)

        def words(cells: list[Cell]) -> list[str]:
            return [word for cell in cells for line in cell.lines for word in line.text.split()]

        found = words(only_table(page).cells) + [word for line in texts(page) for word in line.split()]
        assert sorted(found) == sorted(f"w{i}" for i in range(90))


class TestWhatCannotBeRead:
    def test_a_picture_without_text_says_so(self) -> None:
        ground = "".join(show("text over a picture", 50, 20 * line) for line in range(1, 13))
        document = read(pdf(ground, "", image=True))
        first, second = document.pages
        assert (first.is_image, first.problems) == (False, [])
        assert second.is_image
        (problem,) = second.problems
        assert problem.startswith("page 2 is a picture without text")
        assert "OCR" in problem

    def test_a_picture_with_a_page_number_is_a_scanned_page(self) -> None:
        page = page_of(show("- 12 -", 190, 20), image=True)
        assert page.problems[0].startswith("page 1 is a picture with no more text than a stamp")

    def test_a_large_picture_within_text_is_named(self) -> None:
        page = page_of("".join(show("above a chart", 50, 250 + 10 * line) for line in range(2)), image=True)
        (problem,) = page.problems
        assert problem.startswith("page 1 has a picture (at 10 10 390 290) that is not read")
        assert len(texts(page)) == 2

    def test_an_empty_page_is_no_problem(self) -> None:
        page = page_of("")
        assert (page.blocks, page.problems, page.is_image) == ([], [], False)

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "not a PDF"),
            (b"PK\x03\x04 a spreadsheet", "not a PDF"),
            ("令和5年度".encode(), "not a PDF"),
            (pdf(show("x", 50, 100), encrypt=True), "encrypted"),
            (b"%PDF-1.4\n", "fetch it again"),
            (b"%PDF-1.4\n" + b"\x00\xff" * 500, "fetch it again"),
            (pdf(show("x", 50, 100))[:200], "fetch it again"),
            (pdf(), "shows no page"),
        ],
        ids=["empty", "zip", "text", "encrypted", "only a header", "rubbish", "cut off", "no pages"],
    )
    def test_the_reason_says_what_to_do(self, data: bytes, reason: str) -> None:
        with pytest.raises(UnreadableFile, match=reason):
            read(data)

    def test_one_broken_page_leaves_the_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = reader._PageReader.read

        def fails_on_second(self: reader._PageReader) -> Page:
            if self.sheet.number == 2:
                raise ValueError("no such font")
            return whole(self)

        monkeypatch.setattr(reader._PageReader, "read", fails_on_second)
        document = read(pdf(show("one", 50, 100), show("two", 50, 100), show("three", 50, 100)))
        assert [texts(page) for page in document.pages] == [["one"], [], ["three"]]
        (problem,) = document.pages[1].problems
        assert "page 2 cannot be read (ValueError: no such font)" in problem

    def test_a_page_that_unpacks_to_too_much_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def is_full(self: reader._PageReader) -> Page:
            raise PdfminerException(MemoryError())  # as pdfplumber hands it on

        monkeypatch.setattr(reader._PageReader, "read", is_full)
        (problem,) = read(pdf(show("one", 50, 100))).pages[0].problems
        assert "page 1 cannot be read" in problem
        assert "KENPO_FILE_MEMORY_MIB" in problem
        assert "other pages" not in problem

    def test_a_damaged_file_never_breaks_the_reader(self) -> None:
        data = pdf(ruled([50, 150, 250], [100, 150, 200]) + show("x", 60, 170), show("y", 50, 100))
        for cut in range(0, len(data), 61):
            for broken in (data[:cut], data[:cut] + b"\x00" * 40 + data[cut + 40 :]):
                try:
                    read(broken)
                except UnreadableFile as error:
                    assert len(str(error)) > 20

    def test_the_same_bytes_give_the_same_document(self) -> None:
        data = pdf(ruled([50, 150, 250], [100, 150, 200]) + show("x", 60, 170))
        assert read(data) == read(data)


def test_lines_in_columns_within_a_cell_are_a_table_of_it() -> None:
    rows = [("kind", "one", "two"), ("post", "120", "98"), ("phone", "310", "288"), ("desk", "16", "14")]
    inner = [show(text, 60 + 80 * i, 265 - 14 * row) for row, words in enumerate(rows) for i, text in enumerate(words)]
    table = only_table(page_of(ruled([50, 350], [150, 200, 280]), *inner, show("done", 60, 160)))
    (nested,) = [inner for cell in table.cells for inner in cell.tables]
    assert nested.rows() == [list(row) for row in rows]
