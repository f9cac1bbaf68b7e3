"""pdfium called without argument checks answers as through pypdfium2's own prototypes."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from extract.readers.pages import pdfium_calls as calls

SAMPLE = Path(__file__).parents[4] / "samples" / "reports" / "ishikawa-2023-results.pdf"


@pytest.fixture
def page() -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(SAMPLE)[0]


def test_characters_are_those_of_the_checked_calls(page: pypdfium2.PdfPage) -> None:
    text_page = page.get_textpage()  # closes what it holds when it is let go
    text = text_page.raw
    count = calls.count_chars(text)
    assert count == raw.FPDFText_CountChars(text) > 0
    checked, bare = raw.FS_RECTF(), raw.FS_RECTF()
    for i in range(count):
        assert calls.unicode_of(text, i) == raw.FPDFText_GetUnicode(text, i)
        assert calls.font_size(text, i) == raw.FPDFText_GetFontSize(text, i)
        raw.FPDFText_GetLooseCharBox(text, i, checked)
        calls.loose_box(text, i, ctypes.byref(bare))
        assert bytes(bare) == bytes(checked)


def test_an_address_made_an_argument_is_passed_as_it_is(page: pypdfium2.PdfPage) -> None:
    text_page = page.get_textpage()
    ready = calls.argument(ctypes.cast(text_page.raw, ctypes.c_void_p).value)
    count = calls.count_chars(text_page.raw)
    assert count == calls.count_chars(ready) > 0
    assert [calls.text_object(ready, i) for i in range(count)] == [
        calls.text_object(text_page.raw, i) for i in range(count)
    ]


def test_what_pdfium_generates_is_white_space(page: pypdfium2.PdfPage) -> None:
    text_page = page.get_textpage()  # closes what it holds when it is let go
    text = text_page.raw
    codes = [raw.FPDFText_GetUnicode(text, i) for i in range(calls.count_chars(text)) if calls.is_generated(text, i)]
    assert codes
    assert max(codes) <= 0x20


def test_objects_are_those_of_the_checked_calls(page: pypdfium2.PdfPage) -> None:
    count = calls.count_objects(page.raw)
    assert count == raw.FPDFPage_CountObjects(page) > 0
    for i in range(count):
        item = raw.FPDFPage_GetObject(page, i)
        assert calls.object_at(page.raw, i) == ctypes.cast(item, ctypes.c_void_p).value
        assert calls.type_of(item) == raw.FPDFPageObj_GetType(item)
