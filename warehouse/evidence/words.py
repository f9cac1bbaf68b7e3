"""The words of the site in Japanese and English: one list, for the templates and for the scripts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from markupsafe import Markup

from warehouse.evidence.reasons import reason_sentences, reason_words


@cache
def words() -> dict[str, list[str]]:
    """Japanese and English text by key."""
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as stream:
        return {row["key"]: [row["ja"], row["en"]] for row in csv.DictReader(stream)}


def static_words() -> dict[str, list[str]]:
    """What the scripts need: all words, the names of the classes of reasons, and what each says.

    In English the reason itself is the sentence, so that `says` has none.
    """
    return {
        **words(),
        **{f"class:{key}": names for key, names in reason_words().items()},
        **{f"says:{key}": [sentence, ""] for key, sentence in reason_sentences().items()},
    }


def both(key: str) -> Markup:
    """A word in both languages as HTML; the style sheet shows the one that the reader has chosen."""
    ja, en = words()[key]
    span = Markup('<span class="w" lang="{}">{}</span>')
    return span.format("ja", ja) + span.format("en", en)
