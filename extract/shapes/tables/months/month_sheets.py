"""Sheets of one month: 当月 | 前月 | 前年同月 beside what the year has run to (年度累計, 前年度同期累計).

The headings of such a table, or the labels of its rows, count from one month. One of them dates it (当月(令和7年1月)),
or the title over the table does, or that of the report (令和7年1月分). Here each is given the month or the part of the
year that it means; where the month is nowhere printed they are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.normalise.dates import (
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_of,
    fiscal_years_in,
    month_in_year,
    span_end,
)
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.names.title_words import is_aside, lines_of_title
from extract.shapes.tables.labels import Label, read_label

#: What a heading calls the month of the sheet, and the months that count from it.
_THIS = re.compile(r"[当本今]月|報告月|対象月")
_LAST = re.compile(r"(?<!年)[前先]月")
_YEAR_AGO = re.compile(r"[前昨]年度?の?(?:同月|当月|(?P<month>1[0-2]|[1-9])月(?=分|の|\(|実績|件数|$))")
_COMPARED_MONTH = re.compile(r"[前先]月|同月|当月")
_RUNNING = re.compile(r"累計|累積")
_SAME_SPAN = re.compile(r"同期|同月|同時期|同時点")
#: The figures of a month, with the year of the calendar beside it: 9月分 | 令和6年.
_MONTH_OF = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])月分")
#: A month over a year, and no more: 9月 | 令和6年度, 9月 | 前年度.
_MONTH_AND_YEAR = re.compile(
    r"(?:1[0-2]|[1-9])月(?:(?:(?:令和|平成|R|H)?(?:元|\d{1,2})|20\d\d)年?度?|[前昨今本当]年度?)(?:\([^()]*\))?"
)
_CALENDAR_YEAR = re.compile(r"(?:令和|平成|R|H)(?:元|\d{1,2})年(?!度)|20\d\d年(?!度)")
#: What is no figure of the month: what is aimed at, and how it stands to that.
_AIM = re.compile(r"目標|計画|予算|予定|見込|達成|進捗|順位|定数")
#: Sums that name no time, of rows or of columns.
_BARE_SUM = re.compile(r"[総合小]?計")
#: How things stood, or what ran up, and no month alone.
_AT_END = re.compile(r"末|まで|時点|現在|診療")
#: A month in a title, and the end of one.
_ANY_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])月")
_MONTH_END = re.compile(r"月末|月\d{0,2}日?(?:現在|時点)|月まで")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
#: A title that dates the sheet, and is no note of how far figures run.
_TITLE_CHARS = 45
_RELATIVE = "its month is told by another one, and the headings of the table do not agree on that"
_LAST_RUN = "whether last year's sum is that of the whole year or up to the same month is not printed"


def sheet_labels(
    labels: Mapping[int, Label], scope: Scope, year: int | None, crossed: bool = False
) -> dict[int, Label]:
    """The labels of the columns (or rows) of a sheet of one month by position, each with its month or its part of the
    year; empty where the labels are none of such a sheet. Those that count from the month keep a doubt where the dates
    beside them disagree; where the labels of its rows (or columns) name years (`crossed`), the month is of those.
    """
    kinds = _kinds(labels, year)
    found = set(kinds.values())
    beside = [month for at in kinds if kinds[at] == "month" and (month := _dated(labels[at], year))]
    dated = [(kind, month) for at, kind in kinds.items() if kind and (month := _dated(labels[at], year))]
    of_report = scope.header.of_month and scope.header.as_of in beside
    if not found & {"this", "last", "ago"} and not ("month" in found and "run" in found) and not of_report:
        return {}
    stood = any(_stands(labels[at]) for at in kinds if kinds[at] == "ago") or (
        "run" not in found and _stands_over(scope)
    )
    if not found & {"this", "last", "month"} and stood:
        return {}  # how things stood a year ago beside how they stand, or what the year has run to
    months = {this for kind, month in dated if (this := _counted(kind, month))}
    if "this" not in found and beside:
        months.add(max(beside) if not of_report or scope.header.as_of is None else scope.header.as_of)
    this = max(months) if months else _titled(scope, year)
    if this is None:
        return {}
    same = {fiscal_year_of(month) for month in beside if month.month == this.month}
    doubt = _RELATIVE if len(months) > 1 else None
    plain = "this" not in found and "month" not in found
    out: dict[int, Label] = {}
    before: Label | None = None
    for at, label in labels.items():
        out[at] = _meant(label, kinds[at], this, year, doubt, before)
        if plain and kinds[at] is None and _says_no_time(label):
            out[at] = replace(label, single=this, fiscal_year=fiscal_year_of(this), doubt=label.doubt or doubt)
        if kinds[at] == "run" and out[at].fiscal_year in same:
            out[at] = replace(out[at], doubt=label.doubt)
        if crossed and label.fiscal_year is None:
            out[at] = replace(out[at], fiscal_year=None)
        before = before if label.compares else out[at]
    return out


def month_of_table(labels: Sequence[Label], corner: Label, scope: Scope) -> date | None:
    """The month of a table in a report of one month where neither rows nor columns say a time: the one that its corner
    names (申請の種類(令和6年11月)), that of the report, or the one that its own title counts from that (前月分).
    """
    this = scope.header.as_of
    timed = any(not _says_no_time(label) and not _BARE_SUM.fullmatch(label.text) for label in labels)
    if not scope.header.of_month or this is None or timed:
        return None
    if corner.says_when:
        alone = dated_months_in(corner.text) and not _AT_END.search(corner.text) and span_end(corner.text) is None
        return _dated(corner, fiscal_year_of(this)) if alone else None
    titles = [solid(line) for line in lines_of_title(scope)[-2:] if not is_aside(line)]
    title = titles[-1] if titles else ""
    if len(title) > _TITLE_CHARS or title in solid(scope.header.title or ""):
        return this
    for words, month in ((_YEAR_AGO, date(this.year - 1, this.month, 1)), (_LAST, _before(this))):
        if words.search(title):
            return month
    dated = {month for month, _, _ in dated_months_in(title)}
    if _RUNNING.search(title) or span_end(title) is not None or fiscal_years_in(title) or len(dated) > 1:
        return None
    bare = read_label(title, None)
    return None if bare.bare_as_of not in (None, this.month) or bare.period else (dated or {this}).pop()


def _stands(label: Label) -> bool:
    """Whether the month in the brackets of a label is the end of one: 前年同月(令和6年12月末)."""
    return any(_AT_END.search(words) for words in _IN_BRACKETS.findall(label.text))


def _stands_over(scope: Scope) -> bool:
    """Whether the nearest title over the table that names a month says how things stood at its end: 12月末現在."""
    for line in (*reversed(scope.caption[-2:]), *scope.section[-1:], scope.header.title or ""):
        if len(plain := solid(line)) <= _TITLE_CHARS and _ANY_MONTH.search(plain):
            return _MONTH_END.search(plain) is not None
    return False


def in_month(label: Label, month: date) -> Label:
    """The label of a figure of a month, or of what the year has run to up to it (累計件数)."""
    dated = replace(label, fiscal_year=fiscal_year_of(month))
    return _run(dated, month) if label.basis == "cumulative" else replace(dated, single=month)


def _says_no_time(label: Label) -> bool:
    """Whether a label of figures names no time, and neither compares figures nor aims at some."""
    return not (label.says_when or label.compares or label.unread_year or _AIM.search(label.text))


def _kinds(labels: Mapping[int, Label], year: int | None) -> dict[int, str | None]:
    """Which of the sheet's figures each label heads; a span since April up to a month beside it is a running sum."""
    kinds = {at: _kind(label, year) for at, label in labels.items()}
    ends = {month.month for at in kinds if kinds[at] == "month" and (month := _dated(labels[at], year))}
    for at, label in labels.items():
        if kinds[at] is None and not label.compares and not _AIM.search(label.text) and span_end(label.text) in ends:
            kinds[at] = "run"
    return kinds


def _kind(label: Label, year: int | None) -> str | None:
    """Which of the sheet's figures a label heads: this month, last month, a year ago, another month, a running sum."""
    if label.compares:
        return None
    if _RUNNING.search(label.text):
        return "run"
    for kind, words in (("ago", _YEAR_AGO), ("this", _THIS), ("last", _LAST)):
        if words.search(label.text):
            return kind
    return "month" if _is_month(label) and _dated(label, year) else None


def _is_month(label: Label) -> bool:
    """Whether a label names a single month and no more than that: 令和6年11月, 11月分, 11月 under a year."""
    sure = _MONTH_OF.search(label.text) or _MONTH_AND_YEAR.fullmatch(label.text)
    named = label.month or (label.bare_as_of and sure)
    return bool(named) and not _AT_END.search(label.text) and span_end(label.text) is None


def _dated(label: Label, year: int | None) -> date | None:
    """The month that a label names with its year, or in the year that it names or that the table is of."""
    months = {month for month, _, _ in dated_months_in(label.text)}
    if label.month_date is not None or len(months) == 1:
        return label.month_date or months.pop()
    number = label.month or (label.bare_as_of if not _RUNNING.search(label.text) else None)
    of = label.fiscal_year if label.fiscal_year is not None else year
    if number and label.fiscal_year is not None and _CALENDAR_YEAR.search(label.text):
        return date(label.fiscal_year, number, 1)
    named = not label.prior or _MONTH_AND_YEAR.fullmatch(label.text)  # 9月 | 前年度
    return month_in_year(of, number) if number and of and named else None


def _counted(kind: str, month: date) -> date | None:
    """The month of the sheet, where a label of some kind is dated."""
    if kind == "this":
        return month
    if kind == "last":
        return date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date(month.year + 1, month.month, 1) if kind == "ago" else None


def _titled(scope: Scope, year: int | None) -> date | None:
    """The month that the title over the table names, or the title of the report, with its year."""
    for line in (*reversed(scope.caption[-2:]), *scope.section[-1:], scope.header.title or ""):
        months = {month for month, _, _ in dated_months_in(line)} if len(solid(line)) <= _TITLE_CHARS else set()
        if months:
            return months.pop() if len(months) == 1 else None
    as_of = scope.header.as_of
    bare = as_of is not None and re.search(rf"(?<!\d){as_of.month}月", solid(scope.header.title or ""))
    return as_of if bare and as_of is not None and fiscal_year_of(as_of) == year else None


def _meant(
    label: Label, kind: str | None, this: date, year: int | None, doubt: str | None, before: Label | None
) -> Label:
    """A label with the month or the part of the year that it means on a sheet of the month `this`."""
    rest = _bare(label.rest)
    if label.compares:
        of_month = _COMPARED_MONTH.search(label.text) or (
            not _RUNNING.search(label.text) and before is not None and before.single is not None
        )
        part = replace(label, single=this) if of_month else _run(label, this)
        return replace(part, fiscal_year=fiscal_year_of(this), doubt=label.doubt or doubt)
    if kind == "month":
        return replace(label, single=_dated(label, year), rest=rest)
    if kind == "run":
        own = label.fiscal_year if label.fiscal_year is not None else fiscal_year_of(this)
        own = fiscal_year_of(this) - 1 if label.prior else own
        said = _SAME_SPAN.search(label.text) or re.search(rf"(?<!\d){this.month}月", label.text)
        vague = own != fiscal_year_of(this) and not said
        run = replace(_run(label, this), fiscal_year=own, rest=rest)
        return replace(run, doubt=label.doubt or (_LAST_RUN if vague else None))
    if kind is None:
        return label
    month = _dated(replace(label, prior=False), year) if dated_months_in(label.text) else None
    counted = {"this": this, "last": _before(this), "ago": date(this.year - 1, this.month, 1)}[kind]
    named = _YEAR_AGO.search(label.text)
    if named and named["month"]:
        month = date(this.year - 1, int(named["month"]), 1)
    month = month or counted
    doubt = doubt or (_RELATIVE if month != counted else None)
    return replace(
        label, single=month, fiscal_year=fiscal_year_of(month), rest=rest, doubt=label.doubt or doubt, total=None
    )


def _before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def _run(label: Label, this: date) -> Label:
    """A label of what the year has run to, with the month up to which it runs."""
    if (to := span_end(label.text)) is not None and label.period:
        return replace(label, runs_to=to)  # 4月~9月: the first half
    if label.period in PERIOD_ENDS:
        return label  # 上期累計
    to = to or this.month
    part = "FY" if to == 3 else f"YTD({to}月)"
    return replace(label, runs_to=to, period=part, as_of=None, bare_as_of=None, month=None, month_date=None, total=None)


def _bare(rest: str) -> str:
    """What a label measures, without the words that count months."""
    for words in (_YEAR_AGO, _THIS, _LAST):
        rest = words.sub("", rest)
    return re.sub(r"^[()（）の・]+$|^年度?$|^同期$|^(?:分|計)$", "", rest.strip("()・"))
