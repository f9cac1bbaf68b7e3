"""Titles that name no kind of report and only say that something is judged: 自己評価シート, 重点施策点検表."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Block, Document, Paragraph
from extract.normalise.text import solid
from extract.shapes.report.latest_month import latest_month

_JUDGING = re.compile(
    r"評価(?!指標|項目|基準|方法)|点検(?:表|票|シート|結果|一覧)|達成(?:状況|度)|管理(?:表|シート)|モニタリング|の推移|(?:振り?|ふり)(?:返|かえ)り"
)
_TOLD = re.compile(r"実績|結果|達成|評価|判定")
_LAST_MONTH = 3
#: Why the kind of such a report may be another.
KIND_BY_JUDGING = "the title names no kind of report; one that judges what was done was taken for one on the year"


def judges(title: str, document: Document) -> bool:
    """Whether a title only says that something is judged, in a report that prints what was done."""
    if not _JUDGING.search(title):
        return False
    return any(_TOLD.search(solid(text)) for page in document.pages[:2] for text in _texts(page.blocks[1:]))


def kind_by_months(document: Document, year: int | None) -> str:
    """Progress where figures of the report are said to be of a month within its year, else results."""
    latest = latest_month(document, year) if year is not None else None
    return "progress" if latest is not None and latest.month != _LAST_MONTH else "results"


def _texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for cell in block.cells:
                yield from _texts(cell.blocks)
