"""What pages print for themselves above and below their text: numbers, the publisher's name, titles that go on.

Running text goes on from page to page; what stands between belongs to no item and judges nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Block, Line, Page, Paragraph
from extract.normalise.text import solid

_DASH = "-－―ー–~"
#: A bare number may be a figure; those of pages have dashes around them or say what they are.
_NUMBER = re.compile(rf"[{_DASH}]\d{{1,3}}[{_DASH}]|(?:P\.?)?\d{{1,3}}(?:ページ|頁)|P\.?\d{{1,3}}", re.IGNORECASE)
_PUBLISHER = re.compile(r"(?:全国健康保険協会|協会けんぽ)(?:[^\s。、]{2,4}支部)?")
_GOES_ON = re.compile(r"[^。、]{2,40}[(〔【]?(?:の?続き|つづき)[)〕】]?")


def without_page_marks(page: Page) -> list[Block]:
    """The blocks of a page without the marks at the beginning and end of its running text.

    The publisher's name on the first page, and a title right over a table, say something of what follows and stay.
    """
    blocks = list(page.blocks)
    for at in (0, -1):
        while blocks and isinstance(block := blocks[at], Paragraph) and block.lines:
            over_text = len(block.lines) > 1 or (len(blocks) > 1 and isinstance(blocks[1], Paragraph))
            if not _is_mark(block.lines[at], page, at == 0, over_text):
                break
            lines = block.lines[1:] if at == 0 else block.lines[:-1]
            blocks[at] = replace(block, lines=lines)
            if not lines:
                del blocks[at]
    return blocks


def _is_mark(line: Line, page: Page, ahead: bool, over_text: bool) -> bool:
    text = solid(line.text)
    if page.number is None or _NUMBER.fullmatch(text):
        return page.number is not None
    if page.number == 1:
        return False
    return bool(_PUBLISHER.fullmatch(text) or (ahead and over_text and _GOES_ON.fullmatch(text)))
