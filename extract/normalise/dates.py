"""Fiscal years, months and periods as Japanese reports write them.

A fiscal year is named by the Western year in which it starts (April): 令和5年度 → 2023. 平成31年度 and 令和元年度 are
both 2019.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.normalise.text import fold, solid

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_ERA = r"(?P<era>令和|平成|R(?=\d|元)|H(?=\d|元))\s*(?P<n>元|\d{1,2})"
_FISCAL = re.compile(
    rf"(?:(?P<western>20\d\d)\s*(?:\([^)]{{1,8}}\))?|{_ERA})\s*(?:\((?P<paren>[^)]*)\))?\s*年?\s*(?:\([^)]*\)\s*)?年?度"
)
_MONTH_OF_YEAR = re.compile(
    rf"(?:(?P<western>20\d\d)(?:\([^)]{{1,8}}\))?|{_ERA})\s*[年./]\s*(?P<month>1[0-2]|0?[1-9])\s*(?:月|(?=末|時点|現在|まで|$|\)|[~-](?:1[0-2]|[1-9])(?:$|\))))"
)
#: The end of a span whose year only its beginning prints: 令和6年4月~12月, R6.4~12.
_SPAN_GOES_ON = re.compile(
    r"(?:\s*\d{1,2}\s*日)?分?\s*(?:~|-|から)\s*(?:[同翌当]年度?の?)?\s*(?P<month>1[0-2]|0?[1-9])(?:\s*月|(?=$|[)]))"
)
_ANY_SPAN = re.compile(
    r"(?<!\d)(?P<first>1[0-2]|0?[1-9])月?(?:\d{1,2}日)?(?:診療)?分?(?:~|-|から)(?:(?:(?:令和|平成|R|H)(?:元|\d{1,2})|20\d\d)[年.]"
    r"|[翌同当]年度?の?)?(?P<last>1[0-2]|0?[1-9])月"
)
_BARE_MONTH = re.compile(r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])月")
#: Behind a month: its figures are not final, or a note says more of them.
_NOTE = r"(?:\((?:速報値?|暫定値?|確定値?|※\d*)\)|[※*]\d*)?"
_HEADER_MONTH = re.compile(
    rf"^~?(?:(?:(?P<western>(?:20|['’‘])\d\d)|{_ERA})(?:年度?|[./])\s*)?(?P<month>1[0-2]|0?[1-9])(?:月(?:(?:診療|審査|受付|支払|決定|処理|請求)?分|末|まで|度)?{_NOTE}|)$"
)
#: The last month of each part of the year.
PERIOD_ENDS = {"Q1": 6, "Q2": 9, "Q3": 12, "Q4": 3, "H1": 9, "H2": 3}
#: A year that is named so that nobody can place it (令和〇年度, R-1年度, 20X5年度), an era not in use, or several years
#: (令和4~6年度).
_LOST_DIGIT = "○●◯□xXnN?_*＿"
_UNREAD_YEAR = re.compile(
    rf"(?:令和|平成|昭和)(?!元|\d)[^年()月]{{0,3}}(?:年度?|$)|昭和(?:元|\d+)年度?"
    rf"|(?<![A-Za-z])[RH][-~.{_LOST_DIGIT}]{{1,2}}\d{{0,2}}年度?"
    rf"|(?<![\d,.])(?:19|20)(?=\d?[{_LOST_DIGIT}])[\d{_LOST_DIGIT}]{{1,3}}(?:年度?|$)"
    rf"|^[{_LOST_DIGIT}]{{1,4}}年度?(?:実績|目標|計画)?$"
    r"|(?<![\d,.A-Za-z])(?:\d{5,}|(?!20)\d{4}|\d{3})年度"
    r"|(?:令和|平成|[RH]|20)\d{1,2}年?[~・,、-](?:令和|平成|[RH]|20)?\d{1,2}年度"
)
#: From a month of a year to another month, which may repeat the year: 令和6年4月~9月, R6.4~R6.9.
_SPAN = re.compile(
    rf"(?:(?P<western>20\d\d)|{_ERA})[年./](?P<first>1[0-2]|0?[1-9])月?[~-]"
    r"(?:(?:20\d\d|(?:令和|平成|R|H)(?:元|\d{1,2}))[年./])?(?P<last>1[0-2]|0?[1-9])月?(?!\d)"
)
_YEAR_END = re.compile(r"(?:(?:令和|平成|R|H)(?:元|\d{1,2})年?|20\d\d年?)度末|^[RH](?:元|\d{1,2})末")
#: A year without its era, fiscal or with a month of it: 5年度, 元年9月末.
_YEAR_ALONE = re.compile(r"^(?P<n>元|\d{1,2})年(?:度(?![目間内以毎別])|(?=(?:1[0-2]|0?[1-9])月))")
#: No report tells of years further away than this, before and after its own.
_YEARS_TOLD = (-10, 3)
#: The calendar months of the parts of the fiscal year.
PART_MONTHS = {
    "Q1": (4, 5, 6), "Q2": (7, 8, 9), "Q3": (10, 11, 12), "Q4": (1, 2, 3),
    "H1": (4, 5, 6, 7, 8, 9), "H2": (10, 11, 12, 1, 2, 3),
    "FY": (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3),
}  # fmt: skip
_KANJI = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_KANJI_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九])(?=月)")
FISCAL_MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_SHORT_YEAR = re.compile(
    rf"^[<(【〔\[]*(?:新|旧|参考|前年)?[>)】〕\]]*{_ERA}年?(?:実績|目標|計画|末(?:実績|時点|現在)?$|\(.*\)|$)"
)
#: A year in short in brackets behind what it is of: 件数(R4), 実績(R5末), 件数(R4上期), 件数(2022). (R6改定) is none.
_BRACKET_YEAR = re.compile(
    rf"[(\[〔【<〈](?:(?P<western>20\d\d)年?(?=[)\]〕】>〉])|{_ERA}年?"
    r"(?=[)\]〕】>〉・、/~-]|末|実績|確定|速報|目標|計画|見込|現在|時点|全国|支部|上|下|通期|第[1-4]|[1-4]Q|Q[1-4]))"
)
_MONTH_RANGE = re.compile(r"\d月?(?:\d{1,2}日)?(?:[~～-]|から)(?:(?:令和|平成|R|H)?(?:元|\d{1,4})年)?\d{1,2}月")
#: A span from the beginning of the fiscal year: 4月~1月, 令和6年4月から令和7年1月.
_FROM_APRIL = re.compile(
    r"(?<!\d)0?4月?分?(?:[~-]|から)(?:(?:(?:令和|平成|R|H)?(?:元|\d{1,4})[年.])?(?P<month>1[0-2]|0?[1-9])月"
    r"|(?:R|H|20)(?:元|\d{1,2})\.(?P<dotted>1[0-2]|0?[1-9])(?![\d.]))"
)
_HEADER_MONTH_YEAR = re.compile(
    rf"^(?:(?P<western>(?:20|['’‘])\d\d)|{_ERA})(?:年|[./])(?P<month>1[0-2]|0?[1-9])(?:月(?:分|末|号|診療分)?{_NOTE})?$"
)
_QUARTER_SPAN = re.compile(
    r"(?<![A-Za-z\d.])(?:第?(?P<first>[1-4])(?:四半期|Q)?)[~-]第?(?P<last>[1-4])(?:四半期|Q(?![A-Za-z\d]))"
)
_DIGIT = re.compile(r"\d")
#: Labels and headings are asked again and again; so many answers are kept.
_REMEMBERED = 20_000


def era_year(era: str, n: str) -> int:
    """Western year of an era year: (令和, 元) → 2019."""
    return _ERAS[era] + (1 if n == "元" else int(n))


def _year(match: re.Match[str]) -> int:
    if match["western"]:
        return 2000 + int(match["western"][-2:])
    return era_year(match["era"], match["n"])


@dataclass(frozen=True)
class Found:
    """A value read from text with the characters it stood in (start, end in the folded text)."""

    value: int
    start: int
    end: int


@lru_cache(maxsize=_REMEMBERED)
def fiscal_years_in(text: str) -> tuple[Found, ...]:
    """Every fiscal year named in the text (…年度), in order."""
    plain = fold(text)
    return tuple([Found(_year(m), m.start(), m.end()) for m in _FISCAL.finditer(plain)])


@lru_cache(maxsize=_REMEMBERED)
def fiscal_year_in(text: str) -> int | None:
    """The first fiscal year named in the text, or None; a bare era year such as R5 in a short label counts."""
    years = fiscal_years_in(text)
    if years:
        return years[0].value
    plain = solid(text)
    short = _SHORT_YEAR.match(plain)
    if short is not None:
        return era_year(short["era"], short["n"])
    behind = [_year(found) for found in _BRACKET_YEAR.finditer(plain)]
    return behind[0] if len(behind) == 1 else None


def with_short_span(text: str) -> str:
    """The text with a quarter or half-year written by its first and last month (R6.4~R6.9) as 2024年度4~9月."""
    found = _SPAN.search(text)
    months = (int(found["first"]), int(found["last"])) if found else None
    if found is None or months not in _QUARTERS:
        return text
    year = fiscal_year_of(date(_year(found), months[0], 1))
    return f"{text[: found.start()]}{year}年度{months[0]}~{months[1]}月{text[found.end() :]}"


@lru_cache(maxsize=_REMEMBERED)
def unread_year_in(text: str) -> str | None:
    """The words that name a year which cannot be told from them (令和〇年度, 20X5年度), or None."""
    found = _UNREAD_YEAR.search(solid(text)) if not fiscal_years_in(text) else None
    return found.group(0) if found else None


def year_without_era(text: str, near: int) -> tuple[int, str] | None:
    """The year of a text that begins with one without its era, and the same words with it.

    It is that of the two eras in use which lies closer to the year `near`: (2023, 令和5年度) for 5年度, and
    (2019, 令和元年9月末) for 元年9月末.
    """
    found = _YEAR_ALONE.match(solid(text))
    if found is None:
        return None
    years = {era: era_year(era, found["n"]) for era in ("令和", "平成")}
    era = min(years, key=lambda name: abs(years[name] - near))
    if not _YEARS_TOLD[0] <= years[era] - near <= _YEARS_TOLD[1]:
        return None
    return years[era], era + solid(text)


def names_year_end(text: str) -> bool:
    """Whether the text names the end of a fiscal year (令和4年度末), which may mean March or the whole year."""
    return bool(_YEAR_END.search(solid(text)))


def fiscal_year_of(month: date) -> int:
    """The fiscal year a calendar month lies in."""
    return month.year if month.month >= 4 else month.year - 1


def month_in_year(fiscal_year: int, month: int) -> date:
    """First day of the calendar month `month` of a fiscal year (January to March fall in the next year)."""
    return date(fiscal_year if month >= 4 else fiscal_year + 1, month, 1)


@lru_cache(maxsize=_REMEMBERED)
def dated_months_in(text: str) -> tuple[tuple[date, int, int], ...]:
    """Months with their year (令和6年9月, R3.12, 2023/4) and where they stand in the folded text."""
    plain = fold(text)
    found = _MONTH_OF_YEAR.finditer(plain) if _DIGIT.search(plain) else ()
    return tuple([(date(_year(match), int(match["month"]), 1), match.start(), match.end()) for match in found])


def month_named(text: str, fiscal_year: int | None) -> date | None:
    """The month that a text names: with its year, else a bare N月 taken in `fiscal_year`; None where none is named.

    The first month that is no day of a date counts; of a range (4~6月) the last one, since figures run up to it.
    """
    dated = dated_months_in(text)
    if dated:
        goes_on = _SPAN_GOES_ON.match(fold(text), dated[-1][2])
        if goes_on is not None:
            return _next_month(dated[-1][0], int(goes_on["month"]))
        return dated[-1][0] if _is_range(text) else dated[0][0]
    if fiscal_year is None:
        return None
    bare = _BARE_MONTH.findall(solid(text))
    if not bare:
        return None
    month = int(bare[-1] if _is_range(text) else bare[0])
    return month_in_year(fiscal_year, month)


def _next_month(start: date, month: int) -> date:
    """The first month of that number that is not before another one."""
    return date(start.year + (month < start.month), month, 1)


@lru_cache(maxsize=_REMEMBERED)
def span_end(text: str) -> int | None:
    """The calendar month up to which a span from April runs that the text names (4月~1月: 1, 第1~第3四半期: 12), or
    None.
    """
    found = _FROM_APRIL.search(solid(text))
    if found is None and (quarters := quarter_span(text)) is not None and quarters[0] == 1:
        return PERIOD_ENDS[f"Q{quarters[1]}"]
    return int(found["month"] or found["dotted"]) if found else None


@lru_cache(maxsize=_REMEMBERED)
def is_odd_span(text: str) -> bool:
    """Whether the text names a span of months that neither begins with a fiscal year nor is a part of one: 6月~9月."""
    if not _DIGIT.search(text):
        return False
    spans = [(int(found["first"]), int(found["last"])) for found in _ANY_SPAN.finditer(solid(text))]
    return any(span[0] != FISCAL_MONTHS[0] and span not in _QUARTERS for span in spans)


def quarter_span(text: str) -> tuple[int, int] | None:
    """The first and the last of the quarters that the text names together (第1~第3四半期), or None."""
    found = _QUARTER_SPAN.search(solid(text)) if "~" in text or "-" in text or "～" in text else None
    return (int(found["first"]), int(found["last"])) if found and found["first"] < found["last"] else None


def _is_range(text: str) -> bool:
    return bool(_MONTH_RANGE.search(solid(text)))


@lru_cache(maxsize=_REMEMBERED)
def header_month(text: str) -> int | None:
    """The calendar month (1–12) of a table's heading (4月, ４, 四月, R5.4, 4月分, 4月まで, ~4月), or None."""
    match = _HEADER_MONTH.match(_in_digits(solid(text)))
    return int(match["month"]) if match else None


def _in_digits(text: str) -> str:
    """A month's heading with its number in digits: 4月 for 四月."""
    found = _KANJI_MONTH.match(text)
    return f"{_KANJI.index(found[1]) + 1}{text[found.end(1) :]}" if found else text


@lru_cache(maxsize=_REMEMBERED)
def header_month_year(text: str) -> date | None:
    """The month of a heading that names its year too (令和6年4月, R5.4), or None."""
    match = _HEADER_MONTH_YEAR.match(solid(text))
    return date(_year(match), int(match["month"]), 1) if match else None


_PERIODS = (
    (re.compile(r"第?([1-4])四半期"), "Q"),
    (re.compile(r"(?<![A-Za-z\d.])第?([1-4])Q(?![A-Za-z\d])"), "Q"),
    (re.compile(r"(?<![A-Za-z\d])Q([1-4])(?!\d)"), "Q"),
    (re.compile(r"上(?:半)?期"), "H1"),
    (re.compile(r"下(?:半)?期"), "H2"),
    (re.compile(r"通期|年間|通年"), "FY"),
)
#: A numbered question, which is none of a quarter: Q2 相談はどこでできますか。
_QUESTION = re.compile(r"Q\d{1,2}[.:]?[^\d.:].*(?:か。?|[?])$")
#: A letter of all words for parts of the year, be it of months.
_MAY_NAME_PERIOD = re.compile(r"[期Q通間月]")
_RANGE = re.compile(r"(?<!\d)(1[0-2]|[1-9])月?\s*[~-]\s*(1[0-2]|[1-9])月")
_QUARTERS = {(4, 6): "Q1", (7, 9): "Q2", (10, 12): "Q3", (1, 3): "Q4", (4, 9): "H1", (10, 3): "H2", (4, 3): "FY"}


@lru_cache(maxsize=_REMEMBERED)
def period_named(text: str) -> str | None:
    """The part of the year a text names: Q1–Q4, H1, H2 or FY (第2四半期, 上期, 4~6月, 通期); None where none is."""
    plain = solid(text)
    if not _MAY_NAME_PERIOD.search(plain):
        return None
    if _QUESTION.match(plain):
        plain = plain.lstrip("Q0123456789")
    for pattern, name in _PERIODS:
        match = pattern.search(plain)
        if match:
            return f"Q{match.group(1)}" if name == "Q" else name
    span = _RANGE.search(plain)
    return _QUARTERS.get((int(span[1]), int(span[2]))) if span else None
