"""What a KPI's result is of: a month, a part of the year or the whole of it, as headings, stamps and remarks say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.normalise.dates import (
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_in,
    fiscal_year_of,
    month_in_year,
    month_named,
    names_year_end,
)
from extract.normalise.text import solid
from extract.shapes.context import END_OR_YEAR, Scope
from extract.shapes.remarks.kpi_remarks import Said, remark_doubt, said_of
from extract.shapes.remarks.year_remarks import month_of_last_year, stamp_of_year
from extract.shapes.tables.kpis.kpi_words import (
    IN_BRACKETS,
    RESULT_HEAD,
    ROLE,
    TARGET_HEAD,
    YEAR_BEHIND,
    YEAR_END_HEAD,
    KpiName,
    branch_of_head,
    figure_behind,
)
from extract.shapes.tables.labels import FORESEEN, Label, is_foreseen

#: Last year's figure of the same time of the year.
_SAME_TIME = re.compile(r"同(?:期|月|時点|時期)")
_SAME_MONTH = re.compile(r"同(?:月|時点)")
_REMARK_OF_THIS_YEAR = "a remark dates the KPI's figures otherwise than its heading, but may mean only this year's"
_OTHER_YEAR = "a remark gives its month in another year; it may mean other figures of the KPI"
_WHOLE_OR_PART = "its heading names the whole year, and a remark a month of it"
_OTHER_FIGURE = "another figure stands behind it with a year that may be of one of them or of both"
_OF_YEAR_TO_COME = "a plan holds no results of its own year; of which year this one is its headings do not say"
_YEAR_RUNNING = "the year before that of a plan may still run when it is made, and no month is named"
_NATION_UNDATED = "no date is printed with the national average, and no figure of the branch beside it"
VAGUE_PRIOR = "last year is said without a word whether the whole of it or the same month is meant"
_LAST_MONTH = 3
#: A rate of progress is the share of the target reached as often as the result itself.
_PROGRESS = re.compile(r"進捗[率度]")
_MAY_BE_SHARE = "its heading is a rate of progress: the result, or the share of the target that was reached"
_WHOLE_HEAD = re.compile(r"^(?:実績)?(?:通期|通年|年間|年度計)(?:実績)?(?:[(]|$)")
#: The month that a name in each row gives the figures of all years: (各年度3月診療分).
_MONTH_OF_EACH_YEAR = re.compile(r"[各毎]年度?の?(?P<month>\d{1,2}月(?:末|分|診療分|時点|現在)?)")
#: The month that a name gives its figures, in brackets at its end: (3月診療分).
_MONTH_OF_NAME = re.compile(r"[(〔](?P<month>\d{1,2}月(?:末|診療分|末?時点|末?現在))[)〕]$")
_YEAR_OF_TITLE = "no date is printed with it, and the title names the year but not what kind of report it is"

_SAME_AS_WHAT = "it is of the same time of a year before, and no word says of when this year's figure is"


@dataclass(frozen=True)
class Dated:
    """What a result is of: a month or the `full_year`, provisional or not, of the branch or the nation.

    `part` is the part of the year (Q1, H2) where columns beside it are of others; `single` says that it is of its month
    alone (単月), and no sum or state up to it.
    """

    year: int | None
    as_of: date | None
    full_year: bool
    provisional: bool
    national: bool
    part: str | None = None
    single: bool = False


def date_of(label: Label, note: str, stamp: str, scope: Scope, beside: Iterable[Label] = ()) -> Dated:
    """What a result is of: as a `note` behind it says, a `stamp` in a cell beside it, or its headings.

    前年同期 is a year before the month that the headings `beside` it name. A figure of another year without a month is
    of the whole year, so is one of the report's year where the report is of the whole. A month decides the year of a
    figure whose headings name none.
    """
    header, beside = scope.header, list(beside)
    year = label.fiscal_year or scope.fiscal_year or header.fiscal_year
    same_time = bool(_SAME_TIME.search(label.text)) and (label.prior or _is_of_last_year(label, header.fiscal_year))
    if same_time:
        label = replace(label, prior=True)
    stamped = month_named(stamp, header.fiscal_year) if same_time else None
    stamp = "" if label.prior or _of_another_year(stamp, label, beside, header.fiscal_year) else stamp
    as_of = month_named(note, year) or month_named(stamp, year) or _stated_month(label, year)
    of_its_month = (same_time or label.national) and _are_of_months(beside, header.fiscal_year)
    if as_of is None and not label.says_when and _is_year_of_line(scope, year) and not of_its_month:
        return Dated(year, None, True, "速報" in label.text + note + stamp, label.national)
    if as_of is None and scope.whole_year and year is not None and label.period in (None, "FY") and not of_its_month:
        return Dated(year, None, True, "速報" in label.text + note + stamp, label.national)
    if as_of is None and label.period == "FY" and year == header.fiscal_year and _is_behind_parts(label, beside, scope):
        return Dated(year, None, True, "速報" in label.text + note + stamp, label.national)
    if as_of is None and label.period in PERIOD_ENDS and year is not None:
        several = len({other.period for other in beside} & PERIOD_ENDS.keys()) > 1 and label.basis != "cumulative"
        end = None if several else month_in_year(year, PERIOD_ENDS[label.period])
        part = label.period if several else None
        return Dated(year, end, False, "速報" in label.text + note + stamp, label.national, part)
    of_other_year = label.national and not same_time and label.fiscal_year not in (None, header.fiscal_year)
    if as_of is None and (label.national or same_time) and not of_other_year:
        stated = [_stated_month(other, other.fiscal_year or header.fiscal_year) for other in beside]
        as_of = stamped or max((month for month in stated if month is not None), default=None)
        others = [other for other in beside if not _SAME_TIME.search(other.text)]
        if same_time:  # what was reached in whole years before says nothing of it
            others = [other for other in others if other.fiscal_year in (None, header.fiscal_year)]
        of_year = header.is_of_whole_year or any(_is_full_year(other, other.fiscal_year, scope) for other in others)
        if as_of is None and not of_year:
            as_of = header.as_of
        if as_of is not None and label.prior:
            as_of = date(as_of.year - 1, as_of.month, 1)
    branch = [other for other in beside if not other.national]
    same = (
        [o for o in branch if o.fiscal_year == year]
        or [o for o in branch if branch_of_head(o.text, scope) == "own"]
        or [o for o in branch if o.fiscal_year is None and _says_role_alone(o) and not TARGET_HEAD.search(o.text)]
    )
    whole = same[0] if label.national and same else label
    full_year = as_of is None and (bool(re.search(r"年度|通期", stamp + note)) or _is_full_year(whole, year, scope))
    if as_of is None and not full_year and header.fiscal_year == year:
        full_year = header.is_of_whole_year or _is_year_run_out(whole, header.as_of)
        as_of = None if full_year else header.as_of
    if as_of is not None and label.fiscal_year is None:
        year = fiscal_year_of(as_of)
    return Dated(year, as_of, full_year, "速報" in label.text + note + stamp, label.national)


def date_result(
    name: KpiName, label: Label, note: str, stamp: str, scope: Scope, beside: Iterable[Label] = ()
) -> tuple[KpiName, Dated]:
    """What a KPI's result is of, as `date_of` says or else a remark about the KPI; the name with a doubt about that.

    A remark about all figures dates those under a heading without a month.
    """
    name, dated = _date_result(name, label, note, stamp, scope, beside)
    if label.runs_to is not None and not dated.national:
        return name, replace(dated, part=label.period)  # beside the months themselves a sum is no result of its own
    single = label.basis == "monthly" and dated.as_of is not None and dated.part is None and not dated.national
    return name, replace(dated, single=single)


def _date_result(
    name: KpiName, label: Label, note: str, stamp: str, scope: Scope, beside: Iterable[Label]
) -> tuple[KpiName, Dated]:
    beside, header = list(beside), scope.header
    name, label = _of_year_behind(name, label, note)
    if scope.same_month and label.is_vague_prior:
        label = replace(label, text=f"{label.text}同月")
    if not note and not label.says_part and (named := _month_of_name(name)) is not None:
        note, stamp = named["month"], ""
        other = label.prior or label.fiscal_year not in (None, header.fiscal_year)
        name = _doubted(name, _REMARK_OF_THIS_YEAR if other and named.re is _MONTH_OF_NAME else None)
    note = note or month_of_last_year(label, scope)
    of_year = stamp_of_year(label, note + stamp, scope)
    nearer, stamp = note + stamp, stamp + of_year
    dated = date_of(label, note, stamp, scope, beside)
    if is_foreseen(label.text, note, stamp):
        name = _doubted(name, FORESEEN)
    if header.is_of_whole_year and _is_undated_nation(label, note + stamp, beside):
        dated = replace(dated, as_of=None, full_year=True)
    name = _doubted(name, _MAY_BE_SHARE if _PROGRESS.search(label.text) else None)
    name = _doubted(name, _year_doubt(dated, label, note + stamp, scope, beside))
    if header.kind_guessed and dated.full_year and not (label.says_when or note or stamp):
        name = _doubted(name, _YEAR_OF_TITLE)
    said = said_of(name.text, name.code, dated.national, scope.remarks)
    if said is None or dated.part is not None:
        return name, dated
    stamp = nearer.removeprefix(note) if said.named else stamp  # what names the KPI goes before what names its year
    if _own_month(note + stamp, label, dated, said):
        return name, dated
    if label.fiscal_year not in (None, header.fiscal_year) and not _SAME_TIME.search(label.text):
        return _of_year_told(name, dated, said, label, scope, beside)
    return _as_remarked(name, dated, said, (label, note, stamp), scope, beside)


def _of_year_told(
    name: KpiName, dated: Dated, said: Said, label: Label, scope: Scope, beside: Sequence[Label]
) -> tuple[KpiName, Dated]:
    """A result under a heading of another year than the report's, as a remark of that year dates it."""
    other = label.as_of is not None or label.bare_as_of is not None
    if not other and _is_of_year(said, label.fiscal_year):
        return name, date_of(label, said.when, "", scope, beside)
    return (_doubted(name, _REMARK_OF_THIS_YEAR) if other and said.named else name), dated


def _as_remarked(
    name: KpiName, dated: Dated, said: Said, printed: tuple[Label, str, str], scope: Scope, beside: Sequence[Label]
) -> tuple[KpiName, Dated]:
    """A result as a remark dates it, with its heading and what is `printed` behind and beside it."""
    label, note, stamp = printed
    header = scope.header
    if said.whole_year:
        year = fiscal_year_in(said.when)
        moved = Dated(year, None, True, dated.provisional, dated.national)
        doubt = said.doubt or (END_OR_YEAR if label.prior or "末" in said.when else None)
    else:
        moved = date_of(label, note, stamp + said.when, scope, beside)
        doubt = said.doubt or remark_doubt(moved.as_of, moved.year, header.as_of)
        if moved.as_of is not None:
            moved = replace(moved, year=fiscal_year_of(moved.as_of))
            doubt = doubt or (_OTHER_YEAR if _is_in_other_year(label, dated, moved) else None)
    if not said.named and dated.full_year and not moved.full_year:
        return (
            name if moved.as_of is None or moved.as_of.month == _LAST_MONTH else _doubted(name, _WHOLE_OR_PART)
        ), dated
    if (moved.year, moved.as_of) == (dated.year, dated.as_of) and said.when:
        return name, replace(dated, provisional=moved.provisional)
    return _doubted(name, doubt), dated if said.doubt else moved


def _month_of_name(name: KpiName) -> re.Match[str] | None:
    """The month that a KPI's name in its row gives the figures there."""
    text = solid(name.text)
    return _MONTH_OF_EACH_YEAR.search(text) or _MONTH_OF_NAME.search(text)


def _of_year_behind(name: KpiName, label: Label, note: str) -> tuple[KpiName, Label]:
    """What the headings of a figure say, of the year that is printed behind it: 61.3%(令和5年度)."""
    year = fiscal_year_in(note)
    if year is None or month_named(note, None) is not None:
        return name, label
    if figure_behind(note):
        return _doubted(name, _OTHER_FIGURE), label
    other = label.fiscal_year not in (None, year)
    return _doubted(name, YEAR_BEHIND if other else None), replace(label, fiscal_year=year, prior=False)


def _is_undated_nation(label: Label, printed: str, beside: Iterable[Label]) -> bool:
    """Whether neither words at a national average nor a figure of the branch `beside` it say of when it is."""
    return label.national and not label.says_when and not printed and not any(map(_is_own_result, beside))


def _is_own_result(label: Label) -> bool:
    return not label.national and not TARGET_HEAD.search(label.text)


def _is_of_last_year(label: Label, current: int | None) -> bool:
    return label.fiscal_year is not None and current is not None and label.fiscal_year + 1 == current


def _is_own_now(label: Label) -> bool:
    return _is_own_result(label) and not label.prior


def _are_of_months(beside: Sequence[Label], year: int | None) -> bool:
    """Whether every one of this year's results of the branch that stand `beside` a figure is dated by a month."""
    own = [label for label in beside if _is_own_result(label) and not label.prior and label.fiscal_year in (None, year)]
    return bool(own) and all(_stated_month(label, year) is not None for label in own)


def _year_doubt(dated: Dated, label: Label, printed: str, scope: Scope, beside: Iterable[Label]) -> str | None:
    """Why a figure may be of another year than its headings and what is `printed` beside it seem to say."""
    if scope.header.is_plan and dated.year == scope.header.fiscal_year:
        return _OF_YEAR_TO_COME
    before = dated.full_year and dated.year is not None and dated.year + 1 == scope.header.fiscal_year
    if before and scope.header.is_plan and not RESULT_HEAD.search(label.text):
        return _YEAR_RUNNING
    if _is_undated_nation(label, printed, beside):
        return _NATION_UNDATED
    of_part = scope.header.report_kind == "progress" or _SAME_MONTH.search(label.text)
    if dated.full_year and label.prior and _SAME_TIME.search(label.text) and of_part:
        return _SAME_AS_WHAT
    if dated.full_year and is_vague(label, scope, beside):
        return VAGUE_PRIOR
    end = names_year_end(label.text + printed) or YEAR_END_HEAD.match(label.text)
    return END_OR_YEAR if dated.full_year and end else None


def is_vague(label: Label, scope: Scope, beside: Iterable[Label] = ()) -> bool:
    """Whether a label says only 前年 in a report of a part of the year, or `beside` figures dated to a month."""
    months = [month for other in beside if (month := _stated_month(other, scope.header.fiscal_year)) is not None]
    in_part = not scope.header.is_of_whole_year or any(month.month != _LAST_MONTH for month in months)
    return label.is_vague_prior and in_part


def _is_of_year(said: Said, year: int | None) -> bool:
    """Whether a remark surely names the KPI and a month of a year other than the report's."""
    months = dated_months_in(said.when)
    certain = said.named and said.doubt is None and not said.whole_year
    return certain and len(months) == 1 and fiscal_year_of(months[0][0]) == year


def _own_month(printed: str, label: Label, dated: Dated, said: Said) -> bool:
    """Whether a figure is dated nearer to it than by the remark."""
    by_heading = bool(label.as_of or label.bare_as_of or label.month) or label.period in PERIOD_ENDS
    return month_named(printed, dated.year) is not None or (by_heading and not said.named)


def _is_in_other_year(label: Label, dated: Dated, moved: Dated) -> bool:
    """Whether a remark gives the month that a figure's own label names in another year than the report's."""
    own = _stated_month(label, dated.year)
    same = own is not None and moved.as_of is not None and own.month == moved.as_of.month
    return same and label.fiscal_year is None and not label.prior and moved.year != dated.year


def _doubted(name: KpiName, doubt: str | None) -> KpiName:
    return replace(name, doubt=name.doubt or doubt)


def _of_another_year(stamp: str, label: Label, beside: Iterable[Label], current: int | None) -> bool:
    """Whether a date lies outside of the year that a figure's headings name: one printed with its year, or a bare month
    where results of a later year stand beside, which it is of; headings without a year are those of the `current` one.
    """
    year = label.fiscal_year
    if year is None:
        return False
    if dated := dated_months_in(stamp):
        return fiscal_year_of(dated[0][0]) != year
    own = (other.fiscal_year or current for other in beside if other.fiscal_year or _is_own_now(other))
    return any(other is not None and other > year for other in own)


def _is_year_of_line(scope: Scope, year: int | None) -> bool:
    """Whether the line above the table of a year's results names that year and no month of it."""
    line = scope.caption[-1] if scope.caption else ""
    named = year is not None and fiscal_year_in(line) == year and month_named(line, year) is None
    return scope.header.is_of_whole_year and named


def _is_behind_parts(label: Label, beside: Iterable[Label], scope: Scope) -> bool:
    """Whether the whole year (通期) stands behind parts of it, the last of them over, in a report up to its end."""
    parts = {other.period for other in beside}
    at_end = scope.header.is_of_whole_year or (scope.header.as_of or date.min).month == _LAST_MONTH
    return at_end and bool(_WHOLE_HEAD.match(label.text)) and bool({"Q4", "H2"} & parts)


def _is_full_year(label: Label, year: int | None, scope: Scope) -> bool:
    if label.national and not label.fiscal_year:
        return False
    header = scope.header
    named = "年度" in label.text or label.fiscal_year is not None or branch_of_head(label.text, scope) == "own"
    whole = header.is_of_whole_year and (named or _says_role_alone(label))
    return whole or (year is not None and year != header.fiscal_year)


def _is_year_run_out(label: Label, as_of: date | None) -> bool:
    """Whether a heading names a year and no part of it (令和5年度実績) in a report that runs up to the end of it."""
    ended = as_of is not None and as_of.month == _LAST_MONTH and label.fiscal_year == fiscal_year_of(as_of)
    return ended and "年度" in label.text and not label.says_part and not names_year_end(label.text)


def _says_role_alone(label: Label) -> bool:
    """Whether a heading says only that its figures are results (or targets), and how sure they are: 実績(速報値)."""
    return bool(ROLE.match(IN_BRACKETS.sub("", label.text)))


def _stated_month(label: Label, year: int | None) -> date | None:
    if label.as_of is not None:
        return label.as_of
    number = label.bare_as_of or label.month or label.part_end
    return month_in_year(year, number) if number and year else None
