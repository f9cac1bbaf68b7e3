"""Status symbols and the document's own legend."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.normalise.text import solid

#: What conversions make of the symbols, to the symbol the legend prints.
_SAME = {"〇": "○", "◯": "○", "O": "○", "0": "○", "o": "○", "Δ": "△", "∆": "△", "▲": "△", "✕": "×", "✖": "×", "x": "×", "X": "×"}
_DASHES = set("-ー―—–−－─")
_MEANINGS = (
    ("exceeded", re.compile(r"大幅に上回|目標を上回|計画以上|上回る")),
    ("not_done_yet", re.compile(r"これから実施|未着手|今後実施")),
    ("scheduled", re.compile(r"実施予定|予定")),
    ("in_progress_or_below", re.compile(r"実施中|下回|一部")),
    ("not_done", re.compile(r"未実施|見送り|実施せず|実施なし")),
    ("on_plan", re.compile(r"計画通り|計画どおり|目標達成|概ね")),
)
_DEFAULT = {"◎": "exceeded", "○": "on_plan", "△": "in_progress_or_below", "×": "not_done", "－": "scheduled", "□": "not_done_yet"}
_ENTRY = re.compile(r"([◎○〇◯△Δ▲×✕□－―—ー-])[:：(]?\s*([^◎○〇◯△Δ▲×✕□、,/()]{2,30}(?:\([^)]*\))?)")


def symbol_of(text: str) -> str | None:
    """The status symbol a text is, in one spelling, or None."""
    plain = solid(text)
    if len(plain) != 1:
        return None
    if plain in _DASHES:
        return "－"
    folded = _SAME.get(plain, plain)
    return folded if folded in _DEFAULT else None


def read_legend(texts: Iterable[str]) -> dict[str, str]:
    """Status by symbol as the document's legend explains them, completed by the usual meaning."""
    legend: dict[str, str] = {}
    for text in texts:
        plain = solid(text)
        if not re.search(r"上回|計画通り|計画どおり|未実施|見送|目標達成|下回", plain):
            continue
        for found in _ENTRY.finditer(plain):
            symbol = symbol_of(found.group(1))
            status = next((name for name, pattern in _MEANINGS if pattern.search(found.group(2))), None)
            if symbol and status and symbol not in legend:
                legend[symbol] = status
    return {**_DEFAULT, **legend}
