"""A PDF open in two engines: pdfium reads, pdfplumber checks, and each stands in where the other fails.

pdfium is several times faster, so it reads every page. pdfplumber's own parser reads a page as well where that tells
something new: where a font appears for the first time in the file (engines differ in how they understand fonts), where
pdfium finds no character or characters without meaning, and everywhere once the two have differed. Both count the
pages. What they say differently is in doubt (`agreement`).
"""

from __future__ import annotations

import io
import logging
from dataclasses import replace

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException

from extract.errors import UnreadableFile
from extract.readers.pages import pdfium, plumber
from extract.readers.pages.agreement import ONLY_ONE, differing
from extract.readers.pages.sheet import Sheet
from extract.readers.rules.rulings import Box

# pdfminer reports every font without a bounding box; the pages read well all the same.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

#: The second engine would take minutes for a page of more paths or bytes than this; its text stays unchecked, in doubt.
MOST_PATHS, MOST_CONTENT = 20_000, 2_000_000
_ENCRYPTED = "the file is encrypted; ask the branch for one that opens without a password"


class Engines:
    """One file in both engines; `pages` is the greater of their counts. Close it after use.

    Raises:
        UnreadableFile: neither engine opens it, or neither finds a page; the message says what to do.
    """

    def __init__(self, data: bytes) -> None:
        self.checked: set[str] = set()
        self.differed = False
        self.pdfium = _open_pdfium(data)
        self.plumber_pages: list[PlumberPage] = []
        try:
            self.plumber_pages = pdfplumber.open(io.BytesIO(data)).pages
        except Exception as error:  # damaged files raise whatever their damage touches first
            if self.pdfium is None or _is_locked(error):
                self.close()
                raise UnreadableFile(_why_not(error)) from error
        self.pages = max(len(self.pdfium or ()), len(self.plumber_pages))
        if not self.pages:
            self.close()
            raise UnreadableFile("the file opens but shows no page; it is damaged, fetch it again")

    def close(self) -> None:
        """Closes what is left open; the other engine's pages are closed one by one."""
        if self.pdfium is not None:
            self.pdfium.close()

    def sheet(self, index: int) -> tuple[Sheet, list[str]]:
        """Page `index` (from 0) as drawn and what is wrong with it; what it holds is then forgotten by both engines.

        Raises:
            Exception: whatever damage does to the engines, where neither reads the page.
        """
        second = self.plumber_pages[index] if index < len(self.plumber_pages) else None
        try:
            first = self._by_pdfium(index, second)
            if second is None:
                return _alone(first)
            if isinstance(first, pypdfium2.PdfiumError):
                return _alone(_seen(plumber.sheet_of(second), _shown_part(second)))
            return self._checked(first, second)
        finally:
            if second is not None:
                second.close()

    def _by_pdfium(self, index: int, second: PlumberPage | None) -> Sheet | pypdfium2.PdfiumError:
        """The page, or why pdfium does not show it."""
        if self.pdfium is None or index >= len(self.pdfium):
            return pypdfium2.PdfiumError("pdfium does not see this page")
        try:
            page = self.pdfium[index]
        except pypdfium2.PdfiumError as error:
            return error
        try:
            frame = pdfium.frame_of(page)
            crop = frame.box
            if second is not None:
                x0, y0, x1, y1 = (float(value) for value in second.page_obj.mediabox)
                frame = replace(frame, box=(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            return _seen(pdfium.sheet_of(page, index + 1, frame), frame.shown(*crop))
        finally:
            page.close()

    def _checked(self, sheet: Sheet, page: PlumberPage) -> tuple[Sheet, list[str]]:
        fonts = {char.font for char in sheet.chars}
        unclear = not sheet.chars or any(text.startswith("(cid:") for text in {char.text for char in sheet.chars})
        if not unclear and not self.differed and fonts <= self.checked:
            return sheet, []
        if len(sheet.paths) > MOST_PATHS or (sheet.chars and plumber.content_size(page) > MOST_CONTENT):
            sheet.chars = [char._replace(doubt=ONLY_ONE) for char in sheet.chars]
            return sheet, []
        try:
            checks_text = bool(sheet.chars and sheet.paths)  # else what the other engine draws may stand in
            other = _seen(plumber.text_of(page) if checks_text else plumber.sheet_of(page), _shown_part(page))
        except Exception:  # what breaks the check alone does not break the reading
            if not sheet.chars:
                raise
            return _alone(sheet)
        self.checked |= fonts
        if not sheet.chars and not sheet.hidden and other.chars:
            return other, []
        chars = differing(sheet, other)
        if chars is not None:
            self.differed = True
            sheet.chars = chars
        if not sheet.paths and other.paths:
            sheet.paths = other.paths
        return sheet, []


def _alone(sheet: Sheet | pypdfium2.PdfiumError) -> tuple[Sheet, list[str]]:
    """A page that only one engine shows: all its text is in doubt."""
    if isinstance(sheet, pypdfium2.PdfiumError):
        raise sheet
    sheet.chars = [char._replace(doubt=ONLY_ONE) for char in sheet.chars]
    return sheet, [f"page {sheet.number} is seen by only one of two engines; compare it with the print"]


def _open_pdfium(data: bytes) -> pypdfium2.PdfDocument | None:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None


def _is_locked(error: Exception) -> bool:
    inner = error.args[0] if error.args else error
    return any(isinstance(e, PDFPasswordIncorrect) for e in (error, inner)) or "PDFPasswordIncorrect" in repr(error)


def _why_not(error: Exception) -> str:
    if _is_locked(error):
        return _ENCRYPTED
    if isinstance(error, RecursionError):
        return "the file nests too deeply to be read; print it to a new PDF and offer that"
    return f"the file is damaged or cut off ({type(_cause(error)).__name__}); fetch it again"


def why_of(error: Exception) -> tuple[str, str]:
    """What went wrong with a page, by its kind and in its words, where it has any, and what to do."""
    cause = _cause(error)
    if isinstance(cause, MemoryError):
        return "it draws more than fits into memory", "raise KENPO_FILE_MEMORY_MIB if the file is a report"
    return ": ".join(filter(None, (type(cause).__name__, str(cause)))), "fetch the file again"


def _cause(error: Exception) -> object:
    """The error that pdfplumber has wrapped."""
    return error.args[0] if isinstance(error, PdfminerException) and error.args else error


def _shown_part(page: PlumberPage) -> Box:
    x0, top, x1, bottom = page.cropbox
    return (float(x0), float(top), float(x1), float(bottom))


def _seen(sheet: Sheet, crop: Box) -> Sheet:
    """The sheet without characters off the page, or off the part of it that is shown."""
    left, upper, right, lower = crop
    if not sheet.chars:
        return sheet
    x0s, tops, x1s, bottoms = zip(*[char.box for char in sheet.chars], strict=True)
    if min(x1s) >= left and min(bottoms) >= upper and max(x0s) <= right and max(tops) <= lower:
        return sheet
    chars, sheet.chars = sheet.chars, []
    for char in chars:
        x0, top, x1, bottom = char.box
        if x1 >= left and bottom >= upper and x0 <= right and top <= lower:
            sheet.chars.append(char)
        else:
            sheet.hidden.append(char)
    return sheet
