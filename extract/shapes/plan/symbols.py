"""The characters that stand for statuses, and what conversions make of them: known in this one place."""

from __future__ import annotations

import re

from extract.normalise.text import solid

#: The symbols in one spelling.
SYMBOLS = "◎○△×－□"
#: What conversions make of the symbols, to the symbol the legend prints.
_SAME = {
    **dict.fromkeys("〇◯O0oΟοОо", "○"),
    **dict.fromkeys("Δ∆▲", "△"),
    **dict.fromkeys("⊚⊙©", "◎"),
    **dict.fromkeys("✕✖xX", "×"),
}
_DASHES = "-ー―—–−－─"
#: Character classes for patterns: round and pointed symbols, dashes, all that a status may be printed as.
SHAPES = "◎○〇◯△Δ▲×✕✖□"
DASHES = "－―—ー-"
#: Grades as so many stars.
STARS = r"(?<!★)★{1,5}☆{0,4}(?![★☆])"
#: What is printed before no item of a list as its mark.
NEVER_BULLETS = frozenset("△Δ×✕✖")
#: Letters and digits that only look like a symbol.
LOOK_ALIKE = "0OoΟοОо©⊚⊙Δ∆xX"


def symbol_of(text: str) -> str | None:
    """The status symbol a text is, in one spelling, or None."""
    plain = solid(text)
    if len(plain) != 1:
        return None
    if plain in _DASHES:
        return "－"
    folded = _SAME.get(plain, plain)
    return folded if folded in SYMBOLS else None


def one_of(*classes: str) -> str:
    """A character class for patterns."""
    return f"[{re.escape(''.join(classes))}]"
