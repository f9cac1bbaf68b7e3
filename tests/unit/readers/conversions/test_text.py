"""The text reader on small examples of every form it meets."""

from __future__ import annotations

import pytest

from extract.document import Document, Line, Paragraph, Place, Table
from extract.readers.conversions.text import read_text
from extract.readers.conversions.text_source import BREAKS_OFF, LOST_CHARACTERS

SHA = "0" * 64


def read(text: str, name: str = "report.txt") -> Document:
    return read_text(text.encode("utf-8"), name, SHA)


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    return table


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for page in document.pages for block in page.blocks if isinstance(block, Paragraph)]


def slice_of(text: str, place: Place) -> str:
    """The characters a span points at."""
    assert place.span is not None
    line, col, last_line, last_col = place.span
    lines = text.split("\n")
    if line == last_line:
        return lines[line - 1][col - 1 : last_col]
    return "\n".join([lines[line - 1][col - 1 :], *lines[line : last_line - 1], lines[last_line - 1][:last_col]])


def test_document_says_which_file_and_reader():
    document = read("報告", "報告.txt")
    assert (document.sha256, document.file_name, document.reader) == (SHA, "報告.txt", "text")
    assert [page.number for page in document.pages] == [None]


class TestTabRows:
    GRID = (
        "令和9年度 見本支部\n"
        "\n"
        "番\t事業\t概要\t\t\t\t評価\n"
        "1\t窓口の案内\t受付\t4月\t5月\t6月\t\n"
        "\t\t今年\t12\t\t15\t◎\n"
        "\n"
        "番\t事業\t概要\n"
        "2\t広報\t月報\n"
    )

    def test_month_grid_and_plan_column_stay_one_flat_grid(self):
        table = next(block for block in read(self.GRID).pages[0].blocks if isinstance(block, Table))
        assert table.rows() == [
            ["番", "事業", "概要", "", "", "", "評価"],
            ["1", "窓口の案内", "受付", "4月", "5月", "6月", ""],
            ["", "", "今年", "12", "", "15", "◎"],
        ]
        assert all(cell.rowspan == cell.colspan == 1 for cell in table.cells)

    def test_blank_line_begins_a_new_table(self):
        tables = [block for block in read(self.GRID).pages[0].blocks if isinstance(block, Table)]
        assert [(table.index, table.n_rows, table.n_cols) for table in tables] == [("0", 3, 7), ("1", 2, 3)]

    def test_every_field_is_a_cell_and_ragged_rows_stay_ragged(self):
        table = only_table(read("a\tb\tc\nd\te\n"))
        assert table.n_cols == 3
        assert [(cell.row, cell.col) for cell in table.cells] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
        assert table.at(1, 2) is None

    def test_places_are_lines_and_columns_of_the_file(self):
        table = next(block for block in read(self.GRID).pages[0].blocks if isinstance(block, Table))
        fifteen = table.at(2, 5)
        assert fifteen is not None and fifteen.place.span == fifteen.lines[0].place.span == (5, 10, 5, 11)
        assert table.place.span == (3, 1, 5, 13)

    def test_blank_field_points_at_the_tab_that_closes_it(self):
        blank = only_table(read("a\t\tc\nd\te\tf")).at(0, 1)
        assert blank is not None and blank.blocks == [] and blank.place.span == (1, 3, 1, 3)

    def test_row_of_dashes_is_markup(self):
        assert only_table(read("新\t旧\n---\t--\n甲\t乙\n")).rows() == [["新", "旧"], ["甲", "乙"]]

    def test_marks_for_no_figure_are_not_taken_for_a_row_of_dashes(self):
        assert only_table(read("月\t4月\n件数\t--\n")).rows() == [["月", "4月"], ["件数", "--"]]

    def test_lone_field_is_running_text(self):
        (paragraph,) = read("前書き\n\n\t△\t\t\n").pages[0].blocks[1:]
        assert isinstance(paragraph, Paragraph) and paragraph.text == "△"

    def test_list_item_indented_by_a_tab_is_not_a_table(self):
        found = paragraphs(read("- 一つ目\n\t- 二つ目\n\n三つ目\n"))
        assert [(p.text, p.listed) for p in found] == [("一つ目", True), ("二つ目", True), ("三つ目", False)]

    def test_fields_beyond_the_limit_are_kept_and_reported(self):
        document = read("甲\t" * 1500 + "乙\nx\ty")
        table = only_table(document)
        assert table.n_cols == 1000
        assert sum(cell.text.count("甲") for cell in table.cells) == 1500
        assert any("乙" in cell.text for cell in table.cells)
        assert "Line 1 has more than 1000 columns" in document.pages[0].problems[0]


class TestHtmlInCells:
    ROW = (
        "計画\t実施\n"
        "<p>① 窓口</p> <ul> <li>・ 案内を<u>見直す</u></li> <li>掲示する</li> </ul>\t"
        '<p>■ KPI : 受付率 9.5%</p> <table border="1"> <thead> <tr> <th rowspan="2">年度</th>'
        "<th colspan='2'>受付</th></tr> <tr><th>郵送</th><th>窓口</th></tr> </thead> <tbody> <tr> <td>令和9</td>"
        "<td>1,024</td> <td></td></tr> </tbody> </table> △\n"
    )

    def test_paragraphs_and_items_are_separate(self):
        plan = only_table(read(self.ROW)).at(1, 0)
        assert plan is not None
        assert [block.text for block in plan.blocks if isinstance(block, Paragraph)] == [
            "① 窓口",
            "・ 案内を見直す",
            "掲示する",
        ]

    def test_nested_table_with_spans_and_headings(self):
        outer = only_table(read(self.ROW))
        inner = outer.cells[3].tables[0]
        assert inner.index == "0.1.1.0"
        assert inner.rows() == [["年度", "受付", ""], ["", "郵送", "窓口"], ["令和9", "1,024", ""]]
        year, received = inner.at(1, 0), inner.at(0, 2)
        assert year is not None and (year.rowspan, year.colspan, year.header) == (2, 1, True)
        assert received is not None and received.text == "受付" and received.colspan == 2
        figure = inner.at(2, 1)
        assert figure is not None and not figure.header

    def test_symbol_behind_the_table_stays_behind_it(self):
        cell = only_table(read(self.ROW)).cells[3]
        assert [type(block).__name__ for block in cell.blocks] == ["Paragraph", "Table", "Paragraph"]
        assert cell.lines[-1].text == "△"

    def test_places_inside_html_point_at_the_text(self):
        table = only_table(read(self.ROW))
        figure = table.cells[3].tables[0].at(2, 1)
        assert figure is not None
        assert slice_of(self.ROW, figure.lines[0].place) == "1,024"
        assert slice_of(self.ROW, figure.place) == "<td>1,024</td>"
        assert slice_of(self.ROW, table.cells[2].lines[1].place) == "・ 案内を<u>見直す"

    def test_three_columns(self):
        table = only_table(read("計画\t実施\t今後\n<p>甲</p>\t<p>乙</p>\t<p>丙</p> <p>○</p>\n"))
        assert [cell.text for cell in table.cells[3:]] == ["甲", "乙", "丙\n○"]

    def test_breaks_are_lines_of_one_paragraph(self):
        (paragraph,) = only_table(read("x\t<p>一<br>二<br/>三</p>")).cells[1].blocks
        assert isinstance(paragraph, Paragraph)
        assert [line.text for line in paragraph.lines] == ["一", "二", "三"]

    def test_entities_are_decoded_and_the_place_covers_them(self):
        source = "名\t<p> A&amp;B &lt;新&gt;&nbsp;</p>"
        (line,) = only_table(read(source)).cells[1].lines
        assert line.text == "A&B <新>"
        assert slice_of(source, line.place) == "A&amp;B &lt;新&gt;"

    def test_angle_brackets_around_words_are_text(self):
        source = "計画\t実施\n<p><数値目標></p> <p>a<b and c>d, 1 < 2</p>\t<新>令和9年度\n"
        cells = only_table(read(source)).cells
        assert [line.text for line in cells[2].lines] == ["<数値目標>", "a<b and c>d, 1 < 2"]
        assert cells[3].text == "<新>令和9年度"

    def test_list_without_closing_tags(self):
        cell = only_table(read('x\t<ul style="a: b"> 甲を行う。 乙を行う。 <p>丙</p> <ul> 丁')).cells[1]
        assert [line.text for line in cell.lines] == ["甲を行う。 乙を行う。", "丙", "丁"]
        assert [line.doubt for line in cell.lines] == [None] * 3

    def test_bold_is_noted(self):
        lines = only_table(read("**太字**\t<p><b>太</b></p><p><strong>太</strong>細</p>")).cells
        assert [line.bold for cell in lines for line in cell.lines] == [True, True, False]


class TestTruncatedHtml:
    def test_table_cut_in_a_cell_keeps_its_cells_and_doubts_the_last(self):
        document = read("年\t<table><tr><th>年度</th><th>件数</th></tr><tr><td>令和9</td><td>1,0")
        inner = only_table(document).cells[1].tables[0]
        assert inner.rows() == [["年度", "件数"], ["令和9", "1,0"]]
        doubts = {line.text: line.doubt for cell in inner.cells for line in cell.lines}
        assert doubts == {"年度": None, "件数": None, "令和9": None, "1,0": BREAKS_OFF}
        assert document.pages[0].problems == ["A table breaks off at line 1; look up in the original what follows."]

    def test_row_cut_between_cells_doubts_nothing_that_is_complete(self):
        document = read("年\t<table><tr><td>令和9</td><td>88</td>")
        lines = [line for cell in only_table(document).cells[1].tables[0].cells for line in cell.lines]
        assert [(line.text, line.doubt) for line in lines] == [("令和9", None), ("88", None)]
        assert document.pages[0].problems

    @pytest.mark.parametrize("cut", ["<td", '<td class="x', "</", "</t"])
    def test_cut_tag_is_not_text(self, cut: str):
        cell = only_table(read(f"年\t<table><tr><td>令和9</td></tr></table>{cut}")).cells[1]
        assert cell.text == "" and cell.tables[0].rows() == [["令和9"]]

    def test_paragraph_cut_in_the_middle_is_doubted_where_others_are_closed(self):
        lines = only_table(read("<p>全文</p>\t<p>途中で切")).cells
        assert [line.doubt for cell in lines for line in cell.lines] == [None, BREAKS_OFF]

    def test_omitted_closing_tags_are_no_reason_to_doubt(self):
        lines = only_table(read("<p>甲<p>乙\t<p>丙")).cells
        assert [line.doubt for cell in lines for line in cell.lines] == [None, None, None]

    def test_rows_that_follow_a_cut_row_are_their_own(self):
        table = only_table(read("甲\t<table><tr><td>1\n2\t3\n"))
        assert table.rows()[1] == ["2", "3"]


class TestTolerance:
    def test_span_never_runs_over_another_cell_or_out_of_the_table(self):
        html = "<table><tr><td>a</td><td rowspan=9>b</td><td>c</td></tr><tr><td colspan=3>d</td><td>e</td></tr></table>"
        table = only_table(read(html))
        assert (table.n_rows, table.n_cols) == (2, 3)
        covered = [
            (r, c)
            for x in table.cells
            for r in range(x.row, x.row + x.rowspan)
            for c in range(x.col, x.col + x.colspan)
        ]
        assert len(covered) == len(set(covered))
        assert [cell.text for cell in table.cells] == list("abcde")

    def test_text_beside_cells_is_kept(self):
        blocks = read("<table>外<tr>中<td>甲</td></tr></table>").pages[0].blocks
        assert isinstance(blocks[0], Paragraph) and blocks[0].text == "外"
        assert isinstance(blocks[1], Table) and blocks[1].rows() == [["中", "甲"]]

    def test_caption_stands_before_the_table(self):
        blocks = read("<table><caption>表題</caption><tr><td>甲</td></tr></table>").pages[0].blocks
        assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table"]

    def test_tables_in_tables_are_capped(self):
        document = read("<table><tr><td>x" * 60 + "</td></tr></table>" * 60)
        depth = max(table.index.count(".") // 3 for table in document.pages[0].tables())
        assert depth == 49
        assert sum(len(cell.lines) for table in document.pages[0].tables() for cell in table.cells) == 60
        assert document.pages[0].problems == [
            "Tables are nested more than 50 deep at line 1; the inner ones are read as text."
        ]

    def test_huge_spans_do_not_cover_a_huge_grid(self):
        document = read("<table>" + "<tr><td rowspan=9999 colspan=9999>x</td></tr>" * 300 + "</table>")
        table = only_table(document)
        assert sum(cell.rowspan * cell.colspan for cell in table.cells) < 400_000
        assert any("spans are ignored" in problem for problem in document.pages[0].problems)


class TestMarkdown:
    def test_headings_lists_and_running_text(self):
        document = read("# 行動計画\n\n1行目\n2行目\n\n## 目標 ##\n- ・ 甲\n続き\n* 乙\n---\n丙\n")
        assert [(p.level, [line.text for line in p.lines]) for p in paragraphs(document)] == [
            (1, ["行動計画"]),
            (None, ["1行目", "2行目"]),
            (2, ["目標"]),
            (None, ["・ 甲", "続き"]),
            (None, ["乙"]),
            (None, ["丙"]),
        ]

    def test_column_paragraphs_of_a_plan_whose_columns_were_lost(self):
        source = (
            "分野\t<新>\t<旧>\n1. 甲\t<p>新しい</p>\t<p>古い</p>\n\n■ KPI：\n\n- 1) 受付率を9%以上とする\n\n■ KPI：\n"
        )
        document = read(source)
        assert [p.text for p in paragraphs(document)] == ["■ KPI：", "1) 受付率を9%以上とする", "■ KPI："]
        assert [slice_of(source, p.lines[0].place) for p in paragraphs(document)] == [
            p.text for p in paragraphs(document)
        ]

    def test_minus_sign_of_a_number_is_no_list_mark(self):
        assert [p.text for p in paragraphs(read("- 13件\n- 1,024\n- 3月に行う\n"))] == [
            "- 13件",
            "- 1,024",
            "3月に行う",
        ]

    def test_paired_stars_are_markup_and_single_ones_text(self):
        (paragraph,) = paragraphs(read("**重点** 項目 ** 3*4"))
        assert paragraph.text == "重点 項目 ** 3*4"
        assert not paragraph.lines[0].bold

    def test_pipe_table(self):
        source = "| 年度 | 件数 |\n|:---|---:|\n| 令和9 | 1\\|2 |\n| 令和8 | <b>7</b> |\n"
        table = only_table(read(source))
        assert table.rows() == [["年度", "件数"], ["令和9", "1|2"], ["令和8", "7"]]
        assert [cell.header for cell in table.cells] == [True, True, False, False, False, False]
        assert slice_of(source, table.cells[4].lines[0].place) == "令和8"

    def test_pipe_table_in_a_list_item_and_without_outer_bars(self):
        assert only_table(read("- | | |\n|---|---|\n| ○ 甲 | ※ 乙 |\n")).rows() == [["", ""], ["○ 甲", "※ 乙"]]
        assert only_table(read("a | b\n--- | ---\nc | d\n\n続き")).rows() == [["a", "b"], ["c", "d"]]

    def test_bar_in_running_text_is_text(self):
        assert [p.text for p in paragraphs(read("前 | 後\n次"))] == ["前 | 後\n次"]

    def test_mark_table_with_month_headings(self):
        table = only_table(read("\t取組\t4月\t5月\n①\t案内\t●\t● 会議※\n"))
        assert table.rows() == [["", "取組", "4月", "5月"], ["①", "案内", "●", "● 会議※"]]


class TestHtmlFiles:
    PAGE = (
        "<!DOCTYPE html>\n<html><head><title>t</title><style>p {x: y}</style></head><body>\n<!-- 注 -->\n"
        "<h2>実施\n状況</h2><script>if (a < b) {}</script><o:p>甲</o:p>\n<table>\n"
        "<tr>\n<td>\n1\n</td>\n</tr>\n</table>\n"
        "<pre>一行\n二行</pre></body></html>\n"
    )

    def test_page_is_read_across_lines(self):
        document = read(self.PAGE, "page.HTML")
        assert [(p.level, p.text) for p in paragraphs(document)] == [
            (2, "実施 状況"),
            (None, "甲"),
            (None, "一行\n二行"),
        ]
        assert only_table(document).cells[0].lines[0] == Line("1", Place(span=(9, 1, 9, 1)))

    def test_content_decides_without_the_suffix(self):
        assert [p.text for p in paragraphs(read(self.PAGE))] == ["実施 状況", "甲", "一行\n二行"]

    def test_html_block_over_several_lines_of_a_text(self):
        document = read("前文\n<table>\n\t<tr>\n\t\t<td>甲</td>\n\t</tr>\n</table>\n後文\n")
        assert only_table(document).rows() == [["甲"]]
        assert [p.text for p in paragraphs(document)] == ["前文", "後文"]


class TestPagesAndDecoding:
    def test_form_feeds_make_pages(self):
        document = read("一頁\n\f二頁\n\n\fa\tb\nc\td\n\f")
        assert [page.number for page in document.pages] == [1, 2, 3]
        (second,) = document.pages[1].blocks
        assert isinstance(second, Paragraph) and second.lines[0].place.span == (2, 2, 2, 3)
        assert [table.index for page in document.pages for table in page.tables()] == ["0"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
    def test_japanese_encodings(self, encoding: str):
        text = "令和9年度 見本支部の実施状況について、窓口での受付ｶﾞ減った。\n項目\t件数\n合計\t１，０２４\n"
        if encoding == "iso2022_jp":  # has no half-width katakana
            text = text.replace("ｶﾞ", "が")
        document = read_text(text.encode(encoding), "r.txt", SHA)
        assert paragraphs(document)[0].text == text.split("\n", maxsplit=1)[0]
        assert only_table(document).rows() == [["項目", "件数"], ["合計", "１，０２４"]]
        assert paragraphs(document)[0].place.span == (1, 1, 1, len(text.split("\n", maxsplit=1)[0]))
        assert document.pages[0].problems == []

    def test_damaged_bytes_mark_their_line_only(self):
        data = "一行目は無事である。\n二行目は".encode() + b"\xe5\x82" + "壊れた。\n".encode()
        document = read_text(data, "r.txt", SHA)
        (paragraph,) = paragraphs(document)
        assert [line.doubt for line in paragraph.lines] == [None, LOST_CHARACTERS]
        assert "not utf-8" in document.pages[0].problems[0]

    def test_replacement_character_in_the_text_is_doubted(self):
        assert [line.doubt for line in paragraphs(read("実施\ufffd況"))[0].lines] == [LOST_CHARACTERS]

    @pytest.mark.parametrize("data", [b"%PDF-1.7\x00\x01\x02\x03" * 9, bytes(range(256)) * 4, b"\x00" * 50])
    def test_binary_data_is_a_problem_and_not_text(self, data: bytes):
        (page,) = read_text(data, "r.txt", SHA).pages
        assert page.blocks == [] and "does not hold readable text" in page.problems[0]

    @pytest.mark.parametrize("data", [b"", b"\n\n \t\n", b"---\n"])
    def test_empty_file_says_so(self, data: bytes):
        assert read_text(data, "r.txt", SHA).pages[0].problems == ["The file holds no text; offer the report again."]

    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, line_end: str):
        document = read(line_end.join(["甲", "", "a\tb", "c\td", ""]))
        assert only_table(document).place.span == (3, 1, 4, 3)
