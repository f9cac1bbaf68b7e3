"""When the figures of a table are of where their own labels do not say: as its title or the column beside them does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from extract.normalise.dates import (
    FISCAL_MONTHS,
    PART_MONTHS,
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_of,
    is_odd_span,
    month_in_year,
    month_named,
    period_named,
    quarter_span,
    span_end,
)
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.names.title_words import is_aside, lines_of_title
from extract.shapes.tables.labels import Label

#: A title is no longer than this and no sentence.
_TITLE_CHARS = 45
_DATED = re.compile(r"月(?:末|時点|現在|(?:診療)?分|まで|[)〕\]】]|$)")
#: How far the year has run: 11月まで, 9月末時点.
_UP_TO = re.compile(r"(?P<month>1[0-2]|[1-9])月(?:末)?(?:時点|現在|まで)?")
_UNTIL = re.compile(r"(?<!\d)(1[0-2]|[1-9])月末?まで")
_DATED_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:末|時点|現在|まで)")
_PART = re.compile(r"第?[1-4](?:四半期|Q)|Q[1-4]|[上下](?:半)?期")
#: Words of a title that name a part of the year which is not that of its figures, or not alone.
_OTHER_PART = re.compile(r"比較|以降|まで|から|末|内は")
#: Why months of which the years are not printed are doubted.
TURNS = "its months run over the end of a fiscal year, and no heading tells their years"
_YEAR_END = re.compile(r"年度末")
_LAST_MONTH = 3
_OF_WHICH_YEAR = "it stands below the figure of an earlier year, and whether it is a part of that year nothing says"
#: Why another year's figure beside one of a part of this year, or of a month that the title names, is in doubt.
SIDE_BY_SIDE = "this year's figure beside it is of a part of the year; whether it is of the same part is not printed"
TITLE_DATES_ONE = "the title dates another year's figures to a month; whether this is of the same month is not printed"
SAME_AS_WHAT = "it is of the same time of a year before, and no word says of which time"
CUT_PART = "the title names a month within a part of the year; whether this is of what has passed of it is not printed"
_OF_WHICH_PART = "it is of the same time as the total above it, which names no part of the year"
_LAST_YEARS_SUM = re.compile(r"[前昨]年度?の?(?:合計|総計|計|平均)(?:[(〔]|$)")
_SAME_TIME = re.compile(r"同期|同月|同時[点期]")


def says_same_time(*labels: Label) -> bool:
    """Whether one of the labels says that figures are of the same time of a year before (前年同期, 令和5年度同期)."""
    return any((label.prior or label.fiscal_year) and _SAME_TIME.search(label.text) for label in labels)


def names_last_years_sum(label: Label) -> bool:
    """Whether a label is that of a sum or an average of last year, and of no time of it: 前年計, 前年度平均."""
    return label.prior and not label.says_part and _LAST_YEARS_SUM.search(label.text) is not None


def at_the_same_time(label: Label, above: Label | None) -> Label:
    """A label 前年同期 with the month up to which the figures of the row above it run."""
    month = _UP_TO.search(above.text) if above is not None else None
    if month is None or not label.prior or not _SAME_TIME.search(label.text) or _UP_TO.search(label.text):
        return label
    return replace(label, bare_as_of=int(month["month"]), text=label.text + month.group(0))


def as_part_above(label: Label, above: Label | None, months: Sequence[int]) -> Label:
    """A row 前年同期, or one that compares (増減), below the total of months with what that total is of: as its words
    say (上半期計), else the part of the year that the `months` above it make.
    """
    dated = label.month or label.as_of or label.bare_as_of or label.period or label.total
    if above is None or dated or not (says_same_time(label) or label.compares):
        return label
    part = above.period or next((part for part, whole in PART_MONTHS.items() if whole == tuple(months)), None)
    if part is None and months and months[0] == FISCAL_MONTHS[0]:
        part = f"YTD({months[-1]}月)"
    label = replace(label, period=part, doubt=label.doubt or (None if part else _OF_WHICH_PART))
    return label if label.compares else replace(label, total=above.total or "total")


def with_years_carried(labels: Sequence[Label]) -> list[Label]:
    """Labels of months in turn: one that names its year tells that of the bare ones beside it (R5.11, 12, R6.1, 2)."""
    out = list(labels)
    numbers = [label.month for label in labels if label.month]
    back = -1 if len(numbers) > 1 and all(a == b % 12 + 1 for a, b in pairwise(numbers)) else 1  # the latest first
    for order, step in ((range(len(out)), back), (range(len(out) - 1, -1, -1), -back)):
        last: date | None = None
        for i in order:
            label = out[i]
            number = label.month
            if number is None or label.prior:
                continue
            if label.month_date is None and label.fiscal_year is None and last is not None:
                label = out[i] = _dated(label, _next(last, number, step))
            last = label.month_date or (month_in_year(label.fiscal_year, number) if label.fiscal_year else last)
    return out


def years_down(labels: Sequence[Label], filled: Sequence[bool], year: int | None) -> list[Label]:
    """Labels of rows, those that name a part of the year and no year with that of the last row above that names one.

    Behind the end of the year before (令和5年度末, 令和6年3月末) begins the report's own. So it may behind the figures
    (`filled`) of an earlier year, the last that the table names; of which year the parts are is then in doubt.
    """
    out = list(labels)
    last = max((i for i, label in enumerate(labels) if label.fiscal_year is not None), default=None)
    if last is None or year is None or not filled[last] or not _is_whole(labels[last]):
        return out
    named = labels[last]
    if (named.fiscal_year or 0) >= year or any(map(_is_part, labels[:last])):
        return out
    at_end = _YEAR_END.search(named.text) or named.bare_as_of or named.as_of
    ended = bool(at_end) and named.fiscal_year == year - 1
    for i, label in enumerate(out[last + 1 :], last + 1):
        if _is_part(label) and ended:
            out[i] = replace(label, fiscal_year=year)
        elif _is_part(label):
            out[i] = replace(label, doubt=label.doubt or _OF_WHICH_YEAR)
    return out


def _is_whole(label: Label) -> bool:
    """Whether a label names a year, or the end of it."""
    months = {label.month, label.bare_as_of, label.as_of and label.as_of.month}
    return label.period in (None, "FY") and months <= {None, _LAST_MONTH}


def _is_part(label: Label) -> bool:
    """Whether a label names a part of the year or a month and not the year."""
    return label.fiscal_year is None and bool(label.period in PERIOD_ENDS or label.month or label.bare_as_of)


def _dated(label: Label, month: date) -> Label:
    return replace(label, month_date=month, fiscal_year=fiscal_year_of(month))


def _next(last: date, month: int, step: int) -> date:
    """The month of that number next after another, or before it (`step` -1)."""
    over = month <= last.month if step > 0 else month >= last.month
    return date(last.year + (step if over else 0), month, 1)


class TableTimes:
    """The months that the title of a table and the headings of its columns name, or else its rows of the `year`, and
    the part of the year.
    """

    def __init__(self, scope: Scope, heads: Sequence[Label], year: int | None, rows: Sequence[Label] = ()) -> None:
        self.scope = scope
        self.titled = _month_of_title(scope.caption, year)
        titles = lines_of_title(scope)
        self._part = _part_of_title(titles)
        self._span, self.span_year = _span_of_title(titles)
        self.cuts_part = _cuts_part(titles)
        self.odd_span = any(is_odd_span(line) for line in scope.caption[-2:] if len(solid(line)) <= _TITLE_CHARS)
        self._beside_same_time = any(map(says_same_time, (*heads, *rows)))
        own = [row for row in rows if row.fiscal_year in (None, year)]
        self._month = _month_of(heads) or _month_of(own)

    def of(self, label: Label, head: Label, year: int | None) -> date | None:
        """The month up to which a figure of `year` runs, or None where neither title nor column says."""
        header = self.scope.header
        if year is None:
            return None
        if (noted := self._noted(label, head, year)) is not None:
            return noted
        if says_same_time(label, head):
            month = self._month or (self.titled and self.titled.month) or self._span
            if month is None and header.as_of is not None and not header.is_of_whole_year:
                month = header.as_of.month
            return month_in_year(year, month) if month else None
        whole = self._beside_same_time and (label.prior or head.prior)  # 前年度実績 beside 前年度同期
        if self._span is not None and not (label.says_part or head.says_part or whole):
            return month_in_year(year, self._span)
        if self.titled is None or fiscal_year_of(self.titled) != year or self._is_year_end():
            return None
        return self.titled

    def _noted(self, label: Label, head: Label, year: int) -> date | None:
        """The month up to which a note says that the figures of a year run, where no label names a part of it."""
        words = self.scope.year_months.get(year, "")
        month = month_named(words, year) if words and not (label.says_part or head.says_part) else None
        return month if month is not None and month.month != _LAST_MONTH and fiscal_year_of(month) == year else None

    def part_of(self, *labels: Label) -> str | None:
        """The part of the year that the title names for a figure whose labels name no time but the year."""
        dated = any(label.month or label.as_of or label.bare_as_of for label in labels)
        whole = any(label.total and "年" in label.text for label in labels)
        return None if dated or whole else self._part

    def dates_another_year(self, year: int) -> bool:
        """Whether the title names a month of another year than `year`, which is not the last of that one."""
        other = self.titled is not None and fiscal_year_of(self.titled) != year
        return other and self.titled is not None and self.titled.month != _LAST_MONTH

    def _is_year_end(self) -> bool:
        """Whether the title names the end of the year that the report is of: its figures are those of the year."""
        return self.titled is not None and self.titled.month == 3 and self.scope.header.is_of_whole_year


def _month_of(labels: Sequence[Label]) -> int | None:
    """The one month up to which labels of no other year say that figures run, or None."""
    own = (label for label in labels if not label.prior)
    months = {m for label in own if (m := (label.as_of and label.as_of.month) or label.bare_as_of)}
    return months.pop() if len(months) == 1 else None


def _part_of_title(caption: Sequence[str]) -> str | None:
    """The one quarter or half of the year that the title over a table names (受付状況(上期)), or None."""
    titles = [solid(line) for line in caption[-2:] if not is_aside(line)]
    if titles and quarter_span(titles[-1]) is not None:
        return None
    if not titles or len(titles[-1]) > _TITLE_CHARS or "。" in titles[-1] or _OTHER_PART.search(titles[-1]):
        return None
    part = period_named(titles[-1])
    again = period_named(_PART.sub("", titles[-1], count=1))
    return part if part in PERIOD_ENDS and again in (None, part) else None


def _cuts_part(caption: Sequence[str]) -> bool:
    """Whether the title over a table names a part of the year and a month before its end: 下期の実績(2月末まで)."""
    title = next((solid(line) for line in reversed(caption[-2:]) if not is_aside(line)), "")
    part = period_named(title) if _PART.search(title) and len(title) <= _TITLE_CHARS and "。" not in title else None
    months = {int(month) for month in _DATED_MONTH.findall(title)} & set(PART_MONTHS.get(part or "", ()))
    return part is not None and bool(months) and PERIOD_ENDS[part] not in months


def _span_of_title(caption: Sequence[str]) -> tuple[int | None, int | None]:
    """The month up to which the title over a table says that the figures of every year run (4月から12月までの累計,
    or 12月まで without a year), or None, and the fiscal year of the span if the title names it: of other years it says
    so by their side only.
    """
    title = next((solid(line) for line in reversed(caption[-2:]) if not is_aside(line)), "")
    if len(title) > _TITLE_CHARS or "。" in title:
        return None, None
    to = span_end(title)
    if to is None and not dated_months_in(title) and (only := _UNTIL.findall(title)) and len(set(only)) == 1:
        to = int(only[0])
    if to in (None, _LAST_MONTH):
        return None, None
    years = {fiscal_year_of(month) for month, _, _ in dated_months_in(title)}
    return to, next(iter(years), None)


def _month_of_title(caption: Sequence[str], year: int | None) -> date | None:
    for line in reversed(caption[-2:]):
        plain = solid(line)
        if len(plain) <= _TITLE_CHARS and "。" not in plain and _DATED.search(plain):
            return month_named(plain, year)
    return None
