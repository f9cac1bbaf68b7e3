"""Tables that say what symbols of statuses stand for, and judge nothing: 評価 | 基準 over ◎ | 目標を上回った, ○ | …."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Document, Table
from extract.normalise.text import solid
from extract.shapes.plan.symbols import symbol_of

_LEAST = 2
#: What heads the words of a legend.
_WORDS = re.compile(r"(?:(?:自己)?評価|判定|進捗|達成)?(?:状況)?の?(?:基準|区分|意味|説明|内容|定義|考え方|目安)")


def legend_entries(table: Table) -> list[tuple[str, str]]:
    """Each symbol with its words, in a table of nothing else: below headings every row has a symbol of its own and what
    it stands for; none where the table is no such.
    """
    if table.n_cols != 2 or table.holds_tables or table.n_rows <= _LEAST:
        return []
    head = table.at(0, 1)
    if head is None or not _WORDS.fullmatch(solid(head.text)):
        return []
    rows = [(table.at(row, 0), table.at(row, 1)) for row in range(1, table.n_rows)]
    found = [(symbol_of(a.text), solid(b.text)) for a, b in rows if a is not None and b is not None]
    symbols = [symbol for symbol, words in found if symbol and words]
    return [(str(s), w) for s, w in found] if len(set(symbols)) == len(found) == table.n_rows - 1 else []


def legend_lines(document: Document) -> Iterator[str]:
    """The entries of all such tables as lines: ◎:目標を上回った."""
    for page in document.pages:
        for table in page.tables():
            yield from (f"{symbol}:{words}" for symbol, words in legend_entries(table))
