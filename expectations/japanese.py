"""English sentences of checks in Japanese: a catalogue of sentences with placeholders, one row each.

Checks say what they found in English, with figures, names and places in it. A catalogue (`en`, `ja`) has `{name}` where
these stand; the Japanese sentence takes them over. What no row fits has no Japanese sentence, and is shown as it is.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

#: What a placeholder of this name stands for; any other one may be anything.
_KINDS = {"year": r"\d{4}", "n": r"\d+", "before": r"[\d,.%]+", "after": r"[\d,.%]+",
          "figure": r"-?\d[\d.,]*(?:e[+-]\d+)?", "code": r"[a-z0-9_]+"}  # fmt: skip

#: Words inside the placeholders: places, parts of a report, times.
_WORDS = tuple(
    (re.compile(pattern), ja)
    for pattern, ja in (
        (r"\bpage (\d+)", r"\1頁"),
        (r"\btable (\S+) row (\d+) column (\d+)", r"表\1 \2行\3列"),
        (r"\bline (\d+)", r"\1行目"),
        (r"\bin the body\b", "本文"),
        (r"\bin the KPI list\b", "KPI一覧"),
        (r"\bas the planned rate\b", "見込みの率"),
        (r"\bat (\d{4}-\d\d)\b", r"\1時点"),
        (r"\bfor (\d{4})\b", r"\1年度"),
        (r"(?<=列|頁) to ", " から "),
    )
)


class Sentences:
    """A catalogue of sentences."""

    def __init__(self, path: Path) -> None:
        """Reads the catalogue; the first row that fits a sentence speaks for it."""
        with path.open(encoding="utf-8", newline="") as stream:
            self.rows = [(_pattern(row["en"]), row["ja"]) for row in csv.DictReader(stream)]
        self.ja = lru_cache(maxsize=None)(self._ja)

    def _ja(self, sentence: str) -> str | None:
        """The sentence in Japanese, or None where the catalogue has none like it."""
        for pattern, ja in self.rows:
            if found := pattern.fullmatch(sentence):
                return _PLACEHOLDER.sub(lambda name: _words(found[name[1]]), ja)
        return None


def _pattern(en: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split(en)
    literal, names = parts[::2], parts[1::2]
    text = "".join(
        re.escape(part) + (f"(?P<{name}>{_KINDS.get(name, '.+?')})" if name else "")
        for part, name in zip(literal, [*names, ""], strict=True)
    )  # fmt: skip
    return re.compile(text, re.DOTALL)


def _words(value: str) -> str:
    for pattern, ja in _WORDS:
        value = pattern.sub(ja, value)
    return value


@cache
def _findings() -> Sentences:
    return Sentences(Path(__file__).with_name("sentences.csv"))


def in_japanese(sentence: str) -> str | None:
    """A finding of the gate in Japanese, or None where the catalogue has none like it."""
    return _findings().ja(sentence)
