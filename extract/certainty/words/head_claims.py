"""How a figure, an item or a status is doubted by words: said once, and only of what was certain so far."""

from __future__ import annotations

from collections.abc import Iterator

from extract.certainty.findings import Claim
from extract.certainty.printed import number, where
from extract.facts import Row
from extract.normalise.text import solid

CHECK = "words_around"
#: The words around one figure are mostly those around the next; so many answers are kept.
REMEMBERED = 20_000


def doubted(row: Row, against: str) -> Iterator[Claim]:
    """The failed claim that words are against a fact; none where it is in doubt already."""
    if row["review_state"] != "ok":
        return
    value = row.get("value", row.get("target_value", row.get("rank")))
    words = row["extracted_text"] or solid(row.get("item_ja") or "")
    said = number(value, row.get("unit")) if value is not None else words
    yield Claim(CHECK, False, (row,), f"{said} ({where(row)}): {against}")
