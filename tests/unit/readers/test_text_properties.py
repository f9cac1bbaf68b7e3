"""What must hold for any text: nothing visible is lost, places point at their text, hostile input ends soon."""

from __future__ import annotations

import re
import signal
from collections import Counter
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import Block, Document, Line, Paragraph
from extract.readers.conversions.text import read_text

WORDS = st.text("支部年度計画実施一二三アイウ１２345.,%％△○◎×－()()", min_size=1, max_size=8)
MARKUP = [
    "<p>", "</p>", "<ul>", "</ul>", "<li>", "<br>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "<th>", "</td>",
    "<u>", "<td rowspan=3 colspan=2>", "</u>", "<b>", "<thead>", "<h3>", "<数値>", "<", ">", "<p", "</", "\t", "\n",
    "\n\n", "\r\n", "\f", "|", "|--|--|\n", "- ", "# ", "---", "--\t--", "**", "*", "\\|", "```", " ", "\u3000",
]  # fmt: skip
settings.register_profile("readers", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("readers")


def lines_of(document: Document) -> list[Line]:
    """Every line of a document, those in nested cells too."""
    found: list[Line] = []
    stack: list[Block] = [block for page in reversed(document.pages) for block in reversed(page.blocks)]
    while stack:
        block = stack.pop()
        if isinstance(block, Paragraph):
            found.extend(block.lines)
        else:
            for cell in reversed(block.cells):
                stack.extend(reversed(cell.blocks))
    return found


def characters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


def slice_of(text: str, line: Line) -> str:
    assert line.place.span is not None
    first, col, last, last_col = line.place.span
    rows = re.split(r"\r\n|\n|\r", text)
    if first == last:
        return rows[first - 1][col - 1 : last_col]
    return "".join([rows[first - 1][col - 1 :], *rows[first : last - 1], rows[last - 1][:last_col]])


def read(text: str) -> Document:
    return read_text(text.encode("utf-8", errors="surrogatepass"), "r.txt", "0" * 64)


@st.composite
def html_tables(draw: st.DrawFn, depth: int = 1) -> tuple[str, list[str]]:
    """A well-formed HTML table and its words."""
    rows, words = [], []
    for _ in range(draw(st.integers(1, 3))):
        cells = []
        for _ in range(draw(st.integers(1, 3))):
            tag = draw(st.sampled_from(["td", "th", "td rowspan=2", 'td colspan="2"']))
            if depth and draw(st.integers(0, 5)) == 0:
                content, inner = draw(html_tables(depth - 1))
                words += inner
            else:
                content = draw(st.one_of(st.just(""), WORDS))
                words.append(content)
            cells.append(f"<{tag}>{content}</{tag[:2]}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{' '.join(rows)}</table>", words


@st.composite
def html_fields(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A field of HTML on one line, and its words."""
    parts, words = [], []
    for _ in range(draw(st.integers(1, 4))):
        word = draw(WORDS)
        shape = draw(st.sampled_from(["<p>{}</p>", "<ul> <li>{}</li>", "<p>a<u>{}</u>b</p>", "{}<br>", "table"]))
        if shape == "table":
            html, inner = draw(html_tables())
            parts.append(html)
            words += inner
        else:
            parts.append(shape.format(word))
            words += [word, "ab" if "<u>" in shape else ""]
    return " ".join(parts), words


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text of all forms, and its words."""
    blocks, words = [], []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["plain", "heading", "bullet", "tabs", "pipes", "html", "entities"]))
        row = draw(st.lists(WORDS, min_size=2, max_size=5))
        if kind == "tabs":
            fields = [draw(st.one_of(st.just(("", [""])), st.just((w, [w])), html_fields())) for w in row]
            blocks.append("\t".join(html for html, _ in fields) + "\n" + "\t".join(row))
            words += [w for _, inner in fields for w in inner] + row
        elif kind == "html":
            html, inner = draw(html_fields())
            blocks.append(html)
            words += inner
        elif kind == "pipes":
            blocks.append("|" + "|".join(row) + "|\n|" + "--|" * len(row) + "\n|" + "|".join(row) + "|")
            words += row * 2
        elif kind == "entities":
            blocks.append(escape("<" + "&".join(row) + ">"))
            words += [*row, "<>", "&" * (len(row) - 1)]
        else:
            blocks.append("\n".join({"heading": "## 甲", "bullet": "- 甲", "plain": "甲"}[kind] + word for word in row))
            words += [*row, "甲" * len(row)]
    return "\n\n".join(blocks) + "\n", words


@given(texts())
def test_no_visible_character_is_lost_or_invented(case: tuple[str, list[str]]):
    text, words = case
    assert characters("".join(line.text for line in lines_of(read(text)))) == characters("".join(words))


@given(texts())
def test_places_point_at_the_text_they_claim(case: tuple[str, list[str]]):
    text, _ = case
    for line in lines_of(read(text)):
        claimed = slice_of(text, line)
        if "<" not in claimed and "&" not in claimed:
            assert claimed == line.text
        else:
            bare = re.sub(r"<[^>]*>", "", claimed)
            for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
                bare = bare.replace(entity, character)
            assert bare == line.text


@given(st.tuples(html_fields(), html_fields()), st.data())
def test_html_cut_anywhere_keeps_all_text_before_the_cut(
    fields: tuple[tuple[str, list[str]], tuple[str, list[str]]], data: st.DataObject
):
    text = "\t".join(html for html, _ in fields)
    cut = text[: data.draw(st.integers(len(fields[0][0]) + 1, len(text)))]
    visible = re.sub(r"<[^>]*>|<(?=[^>]+$)[^>]*$", "", cut)
    assert characters("".join(line.text for line in lines_of(read(cut)))) == characters(visible)


@given(st.lists(st.one_of(WORDS, st.sampled_from(MARKUP)), max_size=40).map("".join))
def test_any_mix_of_markup_is_read_without_losing_japanese(text: str):
    document = read(text)
    shown = "".join(line.text for line in lines_of(document))
    assert [c for c in "支部年度計画実施一二三アイウ△○◎×" if shown.count(c) != text.count(c)] == []
    for table in (table for page in document.pages for table in page.tables()):
        covered = [
            (row, col)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        ]
        assert len(covered) == len(set(covered))
        assert all(row < table.n_rows and col < table.n_cols for row, col in covered)


@given(st.lists(st.one_of(WORDS, st.sampled_from(MARKUP)), max_size=40).map("".join))
def test_text_of_every_line_stands_in_its_place_in_this_order(text: str):
    for line in lines_of(read(text)):
        rest = iter(slice_of(text, line))
        assert all(character in rest for character in line.text if not character.isspace())


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read(data: bytes):
    for name in ("r.txt", "r.html"):
        document = read_text(data, name, "0" * 64)
        assert len({table.index for page in document.pages for table in page.tables()}) == sum(
            1 for page in document.pages for _ in page.tables()
        )


@pytest.mark.parametrize(
    "text",
    [
        "<table>" * 10_000,
        "<table><tr><td>x" * 10_000,
        "<ul>" * 50_000,
        "<div>x\n" * 30_000,
        "あ" * 1_000_000,
        "<" * 500_000,
        "<p>" + "<!--" * 100_000,
        "<style>" * 50_000,
        "<p a='" * 100_000,
        "**a **" * 100_000,
        "# x" + " " * 500_000 + "y",
        "- 1" + " " * 500_000 + "x",
        "<p>" + " " * 500_000 + "\n</p>",
        "a\t" * 300_000,
        "|a" * 200_000,
        "\f" * 300_000,
        "<table>" + "<tr><td rowspan=65535 colspan=1000>" * 5_000,
    ],
    ids=lambda text: f"{text[:12]!r}x{len(text)}",
)
@pytest.mark.parametrize("name", ["r.txt", "r.html"])
def test_hostile_text_ends_soon(text: str, name: str):
    signal.alarm(120)  # only a reader that hangs meets it
    try:
        assert read_text(text.encode(), name, "0" * 64).pages
    finally:
        signal.alarm(0)
