"""Remarks that say how far the figures of one year run: (令和元年度は12月末、平成30年度は年度の実績), 前年実績は12月末.

They stand in brackets over a table or in a note on its page, and date the figures under the heading of that year where
nothing nearer to a figure does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extract.document import Line
from extract.normalise.dates import fiscal_year_in, fiscal_year_of, month_named
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.tables.above.table_times import says_same_time
from extract.shapes.tables.labels import Label

_ERA = r"(?:令和|平成|R|H)(?:元|\d{1,2})"
_WHAT = r"(?:の?(?:実績値?|数値|数字|値|欄|列|各?KPI|各?指標|結果))*"
_MONTH = r"(?:1[0-2]|0?[1-9])月"
_CLAUSE = re.compile(
    rf"(?:^|[、。(]|\(?[※*]\d{{0,2}}\)?|\(?注\d{{0,2}}\)?:?|ただし、?|但し、?)(?P<year>{_ERA}年?度?|20\d\d年度){_WHAT}(?:については?|に関しては?|のみ|は|:)+、?"
    rf"(?P<month>(?:{_ERA}年度?|20\d\d年度?)?{_MONTH}(?:末日?|\d{{1,2}}日)?(?:時点|現在|まで|診療分|実施分|分|の|累計)*)"
    r"(?:(?:速報|暫定|確定|実績|数値|集計|値|件数|人数|回数|もの)*)(?:である|です|とする|となる|を(?:記載|掲載|使用|計上|表示)[^、。()]{0,6})?(?=[、。()]|$)"
)
#: What says up to which month last year's figures run: 前年実績は令和5年12月末現在の数値です.
_LAST_YEAR = re.compile(
    rf"(?:^|[、。():]|※\d{{0,2}})[前昨](?P<year>年度?)の?(?:実績値?|数値|数字|値|欄|列)+(?:は、?|:)"
    rf"(?P<month>(?:{_ERA}年|20\d\d年)?{_MONTH}(?:末日?|\d{{1,2}}日)?(?:時点|現在|まで|診療分|実施分|分)+)"
)
_MARKED = re.compile(r"^(?:[※*(\[【]|注|備考)")
#: The subject of the clause before a year that names figures: 回収率は、令和6年度のみ….
_OF_NAME = re.compile(
    r"(?<![件人]数)(?<!実績)(?<!実績値)(?<!数値)(?<!件)(?<=[^。()※*注\d年度])(?:については?|に関しては?|は)、$"
)
_LONGEST = 160
_LAST_MONTH = 3


def read_year_remarks(lines: Iterable[Line]) -> Mapping[int | str, str]:
    """The month, in words, up to which the figures of each year run, as the lines of a page say; empty words where they
    say several. Last year is named as the lines do: 年 (前年) or 年度.
    """
    out: dict[int | str, str] = {}
    for line in lines:
        for year, month in _said_in(solid(line.text)):
            out[year] = month if out.get(year, month) == month else ""
    return out


def stamp_of_year(label: Label, printed: str, scope: Scope) -> str:
    """The month, in words, that a remark gives the figures under a heading of their year only; a year that runs to its
    end is dated as it is without.
    """
    words = scope.year_months.get(label.fiscal_year, "") if label.fiscal_year is not None else ""
    nearer = label.month or label.as_of or label.bare_as_of or label.period or month_named(printed, label.fiscal_year)
    month = month_named(words, label.fiscal_year) if words and not nearer else None
    return words if month is not None and month.month != _LAST_MONTH else ""


def month_of_last_year(label: Label, scope: Scope) -> str:
    """The month, in words, that a remark gives the figures under a heading that says last year and no time of it."""
    dated = label.month or label.as_of or label.bare_as_of or label.period or says_same_time(label)
    if not label.prior or label.fiscal_year is None or dated:
        return ""
    words = scope.year_months.get("年度" if "年度" in label.text else "年", "")
    month = month_named(words, label.fiscal_year) if words else None
    of_it = month is not None and month.month != _LAST_MONTH and fiscal_year_of(month) == label.fiscal_year
    return words if of_it else ""


def _said_in(text: str) -> Iterable[tuple[int | str, str]]:
    if "月" not in text or len(text) > _LONGEST:
        return
    yield from ((found["year"], found["month"]) for found in _LAST_YEAR.finditer(text))
    for found in _CLAUSE.finditer(text):
        if _OF_NAME.search(text[: found.start("year")]):
            continue  # it is about some of the figures
        in_brackets = text[: found.start() + 1].count("(") > text[: found.start() + 1].count(")")
        words = found["year"].removesuffix("度").removesuffix("年")
        year = fiscal_year_in(f"{words}年度")
        if year is not None and (in_brackets or _MARKED.match(text)):
            yield year, found["month"]
