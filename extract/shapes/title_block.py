"""The title of a report and the lines of its issuer: they head the whole of it, and no table."""

from __future__ import annotations

import re

from extract.document import Line
from extract.normalise.text import solid

#: Who publishes, and when (令和6年7月 全国健康保険協会石川支部).
_ISSUER = re.compile(
    r"^[(]?(?:(?:令和|平成|R|H)?(?:元|\d{1,4})[年.](?:\d{1,2}[月.])?(?:\d{1,2}日?)?)?"
    r"(?:全国健康保険協会|協会けんぽ)?[(]?(?:協会けんぽ)?[)]?[一-龥]{2,4}支部[)]?$"
)


def is_issuer(text: str) -> bool:
    """Whether a line names the branch that publishes the report, and says nothing else but when."""
    return "支部" in text and bool(_ISSUER.match(solid(text)))


def heads_report(line: Line, title: Line) -> bool:
    """Whether a line of a page is the report's `title` or its issuer's: no other line goes on with it."""
    return line.place == title.place or is_issuer(line.text)
