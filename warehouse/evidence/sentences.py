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


def whole(reason: str | None) -> str | None:
    """A reason of several sentences in Japanese, or None where one of them is not in the catalogue."""
    said = [_sentences().ja(sentence) for sentence in (reason or "").split("; ")]
    if all(said):
        return "".join(part for part in said if part)
    return _sentences().ja(reason) if reason else None  # one sentence with a semicolon of its own
