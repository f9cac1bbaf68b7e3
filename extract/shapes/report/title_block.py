"""The title of a report and the lines of its issuer: they head the whole of it, and no table."""

from __future__ import annotations

import re

from extract.document import Line
from extract.normalise.text import solid

#: Who publishes, and when (令和6年7月 全国健康保険協会石川支部).
_ISSUER = re.compile(
    r"^[(]?(?:(?:令和|平成|R|H)?(?:元|\d{1,4})[年.](?:\d{1,2}[月.])?(?:\d{1,2}日?)?)?"
    r"(?:全国健康保険協会|協会けんぽ)?[(]?(?:協会けんぽ)?[)]?[一-龥]{2,4}支部[)]?"
    r"(?:[・]?[一-龥ァ-ヶー]{2,14}(?:グループ|[部課室係]))?"
    r"(?:[(]?(?:令和|平成|R|H|20\d\d)(?:元|\d{1,2})?年?度?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:作成|発行|現在)?[)]?)?$"
)
#: The day on which it was made, alone on its line.
_DAY = re.compile(r"^(?:令和|平成|20|R)(?:元|\d{1,2})[年.]\d{1,2}[月.]\d{1,2}日?(?:作成|発行|公表)?$")
#: When a report was made and by whom (令和6年7月作成 石川支部).
_ISSUED = re.compile(
    r"^(?:令和|平成|20\d\d|R)[^。、]{0,4}年(?:\(\d{4}年\))?\d{1,2}月(?:\d{1,2}日)?(?:現在|時点)?"
    r"(?:[^。、]{0,2}(?:作成|発行|更新|公表)(?:[^。、]{0,24}支部)?|(?:全国健康保険協会|協会けんぽ)[^。、]{1,12})$"
)


def is_issuer(text: str) -> bool:
    """Whether a line says which branch publishes the report, or when it was made and by whom, and nothing else."""
    plain = solid(text)
    return bool(("支部" in plain and _ISSUER.match(plain)) or _ISSUED.match(plain) or _DAY.match(plain))


def heads_report(line: Line, title: Line) -> bool:
    """Whether a line of a page is the report's `title` or its issuer's: no other line goes on with it."""
    return line.place == title.place or is_issuer(line.text)
