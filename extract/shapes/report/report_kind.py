"""The kind of a report: plan, action plan, progress or results, by its title, its tables and its date of issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extract.document import Document
from extract.normalise.dates import PERIOD_ENDS, dated_months_in, fiscal_year_of, fiscal_years_in, period_named
from extract.normalise.text import solid
from extract.shapes.report.judging_titles import judges
from extract.shapes.report.report_lines import lines_in

_KINDS = (
    ("results", re.compile(r"事業報告|(?:実施|事業)結果|(?:事業|業務)実績|取組結果|結果報告|実績報告|年(?:次|間)報告")),
    ("progress", re.compile(r"進捗|実施状況|取組状況|中間報告|経過報告")),
    ("action_plan", re.compile(r"行動計画|アクションプラン|実行計画")),
    ("plan", re.compile(r"事業(?:実施)?計画|業務計画")),
)
#: Titles of what was done that do not say how far the year has gone, and of plans under other names.
JUDGED = re.compile(
    r"PDCA|達成状況|自己評価|評価(?:シート|一覧|表|結果)|(?:振り?|ふり)(?:返|かえ)り|進み具合|取組の状況"
)
#: A title of a plan that ends in what became of it: 事業計画の重点事項と結果.
_CAME_OF = re.compile(r"計画.*(?:結果|実績|成果|総括)(?:等|一覧表?|表|について|の?概要)?$")
_MONTH_END = re.compile(r"(?<!\d)(?:[4-9]|1[0-2]|[12])月")
_PLANNED = re.compile(
    r"(?:重点(?:的な)?(?:取組|施策|事業|事項)|主要な?(?:取組|施策|事業)|取組方針|目標値?|計画)(?:一覧表?)?(?:\(案\)|について)?$"
)
#: A title that speaks of what was reached.
#: From the first month of a year to its last.
_WHOLE_YEAR = re.compile(r"(?<!\d)4月(?:1日)?[~〜～-](?:令和|R)?(?:\d{1,4}年)?3月")
_BROUGHT = re.compile(r"実績|成果|結果|達成状況|評価|振り?返り|総括")
#: The lines at the top that may say when a report was made, how long they are, and what may follow the month.
_ISSUE_LINES, _ISSUE_CHARS = 6, 40
_ISSUED = re.compile(r"(?:\d{1,2}日)?(?:作成|公表|発行|評議会資料|[)）])*$")
_RESULTS = re.compile(r"(?:事業|業務|取組|活動)(?:計画)?の?(?:実施)?(?:結果|報告)(?!.*速報)")


def names_kind(text: str) -> bool:
    """Whether a text names one of the kinds of report."""
    return any(pattern.search(text) for _, pattern in _KINDS)


def kind_by_words(head: str, title: str, document: Document) -> str | None:
    """The kind by the title; a plan whose tables report progress or marks is what they make it, and one that is judged
    is of the part of the year that the title names.
    """
    named = [next((name for name, pattern in _KINDS if pattern.search(text)), None) for text in (solid(title), head)]
    kind = "progress" if named[0] == "progress" else named[1]  # whatever the first heading below it is about
    came_of = _CAME_OF.search(solid(title)) and len(fiscal_years_in(title)) == 1
    if kind in ("plan", "action_plan") and (came_of or JUDGED.search(solid(title))):
        return "results" if period_named(title) in (None, "FY") and not _MONTH_END.search(solid(title)) else "progress"
    if kind is None and _PLANNED.search(solid(title)):
        return "plan"
    if kind is None and period_named(title) not in (None, "FY"):
        kind = "progress"  # of a part of the year, whatever plan its pages speak of
    if kind in ("plan", None):
        words = solid("".join(line.text for page in document.pages[:4] for line in lines_in(page.blocks)))
        if re.search(r"全国順位", words) and re.search(r"進捗状況|実施状況", words):
            return "results"
        judging = kind is None and judges(solid(title), document)  # what its pages plan is not what it is about
        if kind is None and "行動計画" in words and not judging:
            return "action_plan"
        if re.search(r"実施状況及び評価|進捗状況について", words) and kind is None:
            return "progress"
        if kind is None and "事業計画" in words and not judging:
            return "plan"
    if kind == "progress" and re.search(r"年度(?:末)?実施結果|通期", head):
        return "results"
    return kind


#: The day of a meeting, by its label.
_MEETING = re.compile(r"^[○●・]?[(【]?\d?[.)]?(?:開催)?(?:日時|期日|開催日|年月日)[)】]?:?(?:令和|R|20\d\d).{0,40}$")


def plans_ahead(title: str) -> bool:
    """Whether a title names a plan and behind it what was done the year before: 令和6年度計画及び令和5年度実施結果."""
    years = fiscal_years_in(title)
    planned, done = title.find("計画"), max(title.rfind("結果"), title.rfind("実績"))
    return len(years) == 2 and years[0].end <= planned < years[1].start < done and years[0].value > years[1].value


def kind_by_time(title: str, texts: Sequence[str], as_of: date | None) -> str | None:
    """The kind of a report whose title names none: progress if it is of a part of the year, else results in words, or
    where a title of what was brought about (KPIの結果) has a line beside it from the year's first month to its last
    (令和6年4月~令和7年3月); one that names the end of the year alone leaves open of what time the figures are.
    """
    if period_named(title) not in (None, "FY") or (as_of is not None and as_of.month != PERIOD_ENDS["Q4"]):
        return "progress"
    to_end = as_of is not None and any(_WHOLE_YEAR.search(text) for text in (title, *texts))
    brought = to_end and bool(_BROUGHT.search(title)) and "目標" not in title
    return "results" if brought or _RESULTS.search(title) else None


def kind_by_issue(title: str, texts: Sequence[str], year: int | None) -> str | None:
    """Results, where the title speaks of what a whole year brought and a line of nothing but a date, or the issuer and
    a date, is of a month after it.
    """
    if year is None or not _BROUGHT.search(title) or period_named(title) not in (None, "FY") or "目標" in title:
        return None
    for text in texts[:_ISSUE_LINES]:
        dated = dated_months_in(text)
        bare = len(dated) == 1 and _ISSUED.match(text[dated[0][2] :]) and len(text) <= _ISSUE_CHARS
        if bare and fiscal_year_of(dated[0][0]) == year + 1:
            return "results"
    return None


def written_within(texts: Sequence[str], year: int | None) -> bool:
    """Whether a line near the title says that it was written, or told of in a meeting, before a year was over: nothing
    but a date, with the issuer or what it is the date of (日時:令和7年1月23日).
    """
    for text in map(solid, texts[:_ISSUE_LINES]):
        dated = dated_months_in(text)
        if len(dated) != 1 or fiscal_year_of(dated[0][0]) != year:
            continue
        month, start, end = dated[0]
        bare = _ISSUED.match(text[end:]) and len(text) <= _ISSUE_CHARS and (not start or "支部" in text)
        if (bare and month.month != PERIOD_ENDS["Q4"]) or _MEETING.match(text):
            return True
    return False
