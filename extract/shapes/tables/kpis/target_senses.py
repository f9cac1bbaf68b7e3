"""Whether more or less is better for a target, as the headings over it or its name say (目標値(%以上))."""

from __future__ import annotations

import re

from extract.normalise.numbers import Figure
from extract.normalise.text import solid

#: The sense of all targets below a heading, in its brackets or at its end: 目標値(%以上), 目標(以下).
_SENSE_OF_HEAD = re.compile(
    r"[(〔\[](?:単位:)?[^()〔〕\[\]\d前]{0,5}(?P<in>以上|以下|以内|未満)[)〕\]]|(?:目標値?|%)(?P<end>以上|以下|以内|未満)$"
)
#: The sense at the end of a name, and the number it is said of.
_SENSE_OF_NAME = re.compile(r"(?P<number>\d[\d,.]*)?(?P<of>[^\d()、をはの]{0,4}?)(?P<sense>以上|以下|以内)")


def sense_of_heads(heads: str) -> str | None:
    """The sense that the headings give all targets below them."""
    found = _SENSE_OF_HEAD.search(solid(heads))
    return found and (found["in"] or found["end"])


def sense_of_name(name: str, figure: Figure) -> str | None:
    """The sense that a name ends in; a bound on something else within the name (1か月以内の回収率) is none."""
    plain = solid(name)
    for found in _SENSE_OF_NAME.finditer(plain):
        of_figure = found["number"] in (None, figure.text)
        if of_figure and found.start("sense") >= len(plain) - 12:
            return found["sense"]
    return None
