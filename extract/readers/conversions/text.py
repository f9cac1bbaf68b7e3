"""Text conversions of reports: tab-separated rows, HTML in cells, Markdown, plain HTML files.

What the reader does and leaves alone:

* Consecutive lines with tabs are one flat `Table`, also where a month grid shares its rows with a plan column; finding
  the grid inside is interpretation. A blank line ends a table. Nothing is merged or moved by guess, so a lone status
  symbol behind a table stays the paragraph behind that table.
* HTML in a field becomes the paragraphs and nested tables of its cell.
* Text is kept as printed apart from decoded entities and outer spaces. Marks of Markdown (`#`, `- `, `**`, `|`, rows of
  dashes) and known HTML tags are not text.
"""

from __future__ import annotations

import re

from extract.document import Document, Page, Table
from extract.readers.conversions.text_blocks import BlockReader
from extract.readers.conversions.text_html import HtmlReader
from extract.readers.conversions.text_source import Source, decode

_HTML_FILE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
MAX_PAGES = 10_000


def read_text(data: bytes, file_name: str, sha256: str) -> Document:
    """Read a text conversion or HTML file into the document model.

    Never raises on content: `Page.problems` says what could not be read.
    """
    decoded = decode(data)
    source = Source(decoded.text)
    if file_name.lower().endswith(_HTML_SUFFIXES) or _HTML_FILE.match(source.text):
        pages = [_html_page(source)]
    else:
        pages = _text_pages(source)
    if decoded.problem:
        pages[0].problems.insert(0, decoded.problem)
    elif not any(page.blocks for page in pages):
        pages[0].problems.append("The file holds no text; offer the report again.")
    _number_tables(pages)
    return Document(sha256, file_name, "text", pages)


def _html_page(source: Source) -> Page:
    problems: list[str] = []
    blocks = HtmlReader(source, problems, whole_file=True).read(0, len(source.text))
    return Page(None, blocks, problems=problems)


def _text_pages(source: Source) -> list[Page]:
    """One page, or as many as form feeds mark."""
    pages: list[Page] = []
    parts = _split_at_form_feeds(source)
    for number, spans in enumerate(parts, start=1):
        problems: list[str] = []
        blocks = BlockReader(source, HtmlReader(source, problems)).read(spans)
        pages.append(Page(number if len(parts) > 1 else None, blocks, problems=problems))
    return pages


def _split_at_form_feeds(source: Source) -> list[list[tuple[int, int]]]:
    """The lines of each page as offsets.

    A form feed at the very end does not begin another page, nor one after more pages than a report can have.
    """
    parts: list[list[tuple[int, int]]] = [[]]
    for start, end in source.lines():
        at = start
        while len(parts) < MAX_PAGES and (feed := source.text.find("\f", at, end)) >= 0:
            parts[-1].append((at, feed))
            parts.append([])
            at = feed + 1
        parts[-1].append((at, end))
    if len(parts) > 1 and not any(source.text[start:end].strip() for start, end in parts[-1]):
        parts.pop()
    return parts


def _number_tables(pages: list[Page]) -> None:
    """Give every table its index: counted through the document, nested ones as "outer.cell-row.cell-col.n"."""
    count = 0
    for page in pages:
        for table in (block for block in page.blocks if isinstance(block, Table)):
            _number(table, str(count))
            count += 1


def _number(table: Table, index: str) -> None:
    # As deep as tables may nest, which the HTML reader caps.
    table.index = index
    for cell in table.cells:
        for count, inner in enumerate(cell.tables):
            _number(inner, f"{index}.{cell.row}.{cell.col}.{count}")


__all__ = ["read_text"]
