"""Findings of the gate in Japanese, beside the English sentences that the checks give."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.show.japanese import Sentences

_FILE = Path(__file__).with_name("sentences.csv")


@cache
def _sentences() -> Sentences:
    return Sentences(_FILE)


def in_japanese(sentence: str) -> str | None:
    """The sentence in Japanese, or None where the catalogue has none like it."""
    return _sentences().ja(sentence)
