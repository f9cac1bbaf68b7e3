"""What checks found, in English as they say it and in Japanese where the catalogue has the sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from expectations.japanese import Sentences


@cache
def _sentences() -> Sentences:
    return Sentences(Path(__file__).with_name("sentences.csv"))


def told(sentence: str | None) -> list[str | None]:
    """The sentence and its Japanese, which is None where there is none."""
    return [sentence, _sentences().ja(sentence) if sentence else None]
