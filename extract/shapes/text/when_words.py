"""Words for when, as they stand before, behind or in brackets after a figure: 令和5年9月末時点, R4実績, 上期."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.normalise.dates import dated_months_in, fiscal_year_in, fiscal_year_of, month_in_year, period_named

_YEAR = r"(?:20\d\d(?=年|[./])|令和(?:元|\d{1,2})|平成(?:元|\d{1,2})|[RH](?:元|\d{1,2}))"
_MONTH = r"(?:1[0-2]|0?[1-9])月(?:末)?"
_SPAN = r"(?:1[0-2]|[1-9])月?[~-](?:1[0-2]|[1-9])月"
_PART = r"上(?:半)?期|下(?:半)?期|第?[1-4]四半期|通期"
_BEFORE = r"前年(?:度)?(?:同期|同月)?|昨年(?:度)?(?:同期|同月)?"
#: A change against last year (対前年同月, 前年度比) is the name of a figure, not its date.
WHEN = re.compile(
    rf"(?:{_YEAR}年度?(?:の)?(?:{_PART}|{_SPAN}|{_MONTH})?|{_YEAR}[./](?:1[0-2]|0?[1-9])(?!\d)|{_YEAR}(?!\d)"
    rf"|(?<![\d/]){_SPAN}|(?<![\d/]){_MONTH}(?!\d)|{_PART}|(?<!対)(?:{_BEFORE})(?!度?(?:同[期月])?[差増伸])|(?:今|本|当)年度)"
    r"(?!度?(?:同?[期月])?比)(?:末)?(?:時点|現在|まで|診療分|実施分|分)?(?:の)?(?:実績(?![値額])|速報値)?"
)


@dataclass(frozen=True)
class When:
    """What such words say. `month` is the month they name, `period` a part of the year, `before` that they count from
    another figure's year (前年度), `result` that they say 実績, `text` the words.
    """

    text: str
    fiscal_year: int | None = None
    month: date | None = None
    period: str | None = None
    before: bool = False

    @property
    def result(self) -> bool:
        """Whether the words say that the figure is the result of that time."""
        return "実績" in self.text

    @property
    def in_month(self) -> bool:
        """Whether the figure is the result of one month, and not what had come together by its end."""
        return self.month is not None and self.result and not re.search(r"末|時点|現在|まで", self.text)


def read_when(text: str, fiscal_year: int | None) -> When | None:
    """What words for when say in a report of `fiscal_year`; None where the text is anything else than such words."""
    found = WHEN.fullmatch(text)
    if found is None:
        return None
    if re.match(_BEFORE, text):
        return When(text, fiscal_year - 1 if fiscal_year is not None else None, before=True)
    period = period_named(text)
    dated = dated_months_in(text)
    named = fiscal_year_in(text) if "年度" in text else None
    bare = re.search(r"(1[0-2]|0?[1-9])月", text)
    if period is not None:
        return When(text, named or _bare_year(text) or fiscal_year, period=period)
    if dated and named is None:
        return When(text, fiscal_year_of(dated[0][0]), dated[0][0])
    year = named or _bare_year(text) or fiscal_year
    if bare is not None and year is not None:
        return When(text, year, month_in_year(year, int(bare[1])))
    return When(text, year)


def _bare_year(text: str) -> int | None:
    """The fiscal year of R4 and R4実績."""
    found = re.match(_YEAR, text)
    return fiscal_year_in(found.group(0) + "年度") if found else None
