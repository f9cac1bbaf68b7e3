"""What checks found, in English as they say it and in Japanese where the catalogue has the sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.show import japanese

_FILE = Path(japanese.__file__).with_name("sentences.csv")


@cache
def _sentences() -> japanese.Sentences:
    return japanese.Sentences(_FILE)


def told(sentence: str | None) -> list[str | None]:
    """The sentence and its Japanese, which is None where there is none."""
    return [sentence, _sentences().ja(sentence) if sentence else None]
