"""When the figures of a sentence are of: as words beside them say, as the sentence does, as the report does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.normalise.dates import month_in_year
from extract.shapes.context import END_OR_YEAR, YEAR_SO_FAR, Header
from extract.shapes.text.clause_roles import VERB_BEFORE
from extract.shapes.text.clause_strands import without_signs
from extract.shapes.text.clause_words import RESULT, TARGET, WHEN, Moment

UNDATED = "no date is printed with it: it is taken to be of the report's time"
_LAST_YEAR = "whether last year's figure is that of the whole year is not printed"
_WHICH_YEAR = "whether a month of the calendar year or of the fiscal year before is meant is not printed"
OF_PART = "its year is the one that the heading of its part names"
_LATER = "a goal of a later year than the report's"

_COMING = "whether a plan calls its own year or the one behind it the next is not printed"

_COMPARING = re.compile(r"^(?:より|に比べ|と比べ|と比較|に対し|を|並み|から)")
_NAMES_BEHIND = re.compile(r"(?:で|と)?(?:あった|だった|なった)[一-龥ァ-ヶ]")
_TOPIC = re.compile(r"は|では|において|における|、")
#: Verbs within names of what is measured: 支払基金と合算したレセプト点検の査定率, 回収分も含めた…回収率.
_NAME_VERB = re.compile(r"(?:合算|合わせ|含め|受診|[い除]|係)(?:した|た|る)(?=[一-龥ァ-ヶ])")
_BINDS = re.compile(rf"{WHEN}の?[{TARGET}{RESULT}](?!は、?[一-龥ァ-ヶー]{{3}})|{WHEN}の?{TARGET}")


@dataclass(frozen=True)
class Time:
    """A fiscal year, and the month up to which (None for the whole year or an unknown month)."""

    year: int
    as_of: date | None
    full_year: bool
    doubt: str | None = None


def moment_before(left: str, moments: Sequence[Moment]) -> tuple[Moment | None, bool]:
    """The time that the words before a figure name for it, and whether none was passed over that may be its own."""
    clear = True
    signs = [at for at, char in enumerate(left) if char == WHEN]
    for at, moment in zip(reversed(signs), reversed(moments), strict=True):
        between = left[at + 1 :]
        if re.search(rf"{WHEN}から[^、]{{0,3}}$", left[:at]):
            return moment, False  # the last month of a span is not the one that a figure is of
        if _COMPARING.match(between):
            continue
        if _TOPIC.match(between) or not VERB_BEFORE.search(_NAME_VERB.sub("", without_signs(between))):
            words = zip(signs, moments, strict=True)
            return in_named_year(moment, [m for start, m in words if start < at and "、" not in left[start:at]]), clear
        clear = False
    return None, clear


def in_named_year(moment: Moment, before: Sequence[Moment]) -> Moment:
    """A month without a year, in the fiscal year that the words before it name: 令和6年度の…率は12月末の速報値で."""
    month = moment.as_of.month if moment.as_of is not None else None
    named = [m for m in before if not m.bare and (m.as_of is None or m.as_of.month == month)]
    year = next((m.year for m in reversed(named) if m.year is not None), None)
    if not moment.bare or moment.as_of is None or year is None:
        return moment
    return replace(moment, year=year, as_of=month_in_year(year, moment.as_of.month))


class Clock:
    """The times of one sentence's figures. `standing` holds for figures after it that have none of their own, `anchor`
    is that of the branch's own figure, from which 前年度 counts back.
    """

    def __init__(self, header: Header, year: int | None, anchor: Time | None) -> None:
        self.header = header
        self.year = year
        self.anchor = anchor
        self.standing: Moment | None = None

    def stand(self, moment: Moment | None, left: str, right: str) -> None:
        """Keeps a time that the words before a figure name for those that follow; 58%から60% leads away from it, and so
        does an earlier year of a name's own clause: 令和5年度に58%であった実施率は.
        """
        own = self.header.fiscal_year
        earlier = moment is not None and moment.year is not None and own is not None and moment.year < own
        if right.startswith("から") or (earlier and _NAMES_BEHIND.match(right)):
            self.standing = None
        elif moment is not None and not moment.back and not _BINDS.search(left):
            self.standing = moment

    def keep(self, time: Time) -> None:
        """Keeps the time of a figure of the branch's own as the anchor, unless one of a later year is kept already."""
        self.anchor = time if self.anchor is None or time.year >= self.anchor.year else self.anchor

    def time(self, moment: Moment | None, parent: Time | None, role: str) -> Time | None:
        """When a figure is of; None where the words name no month or year that a figure can be of."""
        if moment is None and parent is None and (role != "target" or self._may_aim()):
            moment = self.standing
        if moment is not None and moment.back:
            return self._earlier(moment, parent or self._base(), role)
        if moment is not None:
            if moment.part is not None or moment.year is None:
                return None
            if role == "result" and moment.as_of is None and self.header.runs_in(moment.year):
                return Time(moment.year, self.header.as_of, False, YEAR_SO_FAR)
            doubt = END_OR_YEAR if moment.year_end and role == "result" else None
            doubt = _COMING if moment.coming and self.header.is_plan else doubt
            found = self._not_ahead(Time(moment.year, moment.as_of, moment.as_of is None, doubt), role)
            return replace(found, doubt=found.doubt or doubt) if found is not None else None
        return parent if parent is not None and role != "target" else self._of_report(role)

    def _may_aim(self) -> bool:
        """Whether the time that stands can be a target's too: a plan's own targets are of no year before it."""
        year = self.standing.year if self.standing is not None else None
        return not (self.header.is_plan and year is not None and year < (self.header.fiscal_year or 0))

    def _earlier(self, moment: Moment, base: Time | None, role: str) -> Time | None:
        if base is None:
            return None
        year = base.year - moment.back
        if moment.month is not None:
            return self._month_of_earlier(moment, moment.month, base)
        if moment.same and base.as_of is not None:
            return Time(year, date(base.as_of.year - moment.back, base.as_of.month, 1), False, base.doubt)
        unclear = self.header.report_kind == "progress" and role == "result"
        return Time(year, None, True, _LAST_YEAR if unclear else None)

    def _month_of_earlier(self, moment: Moment, month: int, base: Time) -> Time:
        """The time that a month of an earlier year names (前年3月): that of a figure of the same month, back from it.

        Else 前年度3月 lies in the fiscal year before; which year 前年3月 lies in then no word says.
        """
        known = next((t for t in (base, self.anchor) if t is not None and t.as_of is not None), None)
        if known is not None and known.as_of is not None and known.as_of.month == month and known.year == base.year:
            return Time(base.year - moment.back, date(known.as_of.year - moment.back, month, 1), False, known.doubt)
        return Time(
            base.year - moment.back,
            month_in_year(base.year - moment.back, month),
            False,
            _WHICH_YEAR if moment.calendar else base.doubt,
        )

    def _not_ahead(self, time: Time, role: str) -> Time | None:
        """The time of a target may lie ahead, which is noted; that of a result may not."""
        known = self.header.fiscal_year
        aims = role == "target"
        if known is None or time.year <= known - (self.header.is_plan and not aims):
            late = time.as_of is not None and self.header.as_of is not None and time.as_of > self.header.as_of
            return None if late and not aims else time
        return Time(time.year, time.as_of, time.full_year, _LATER if time.year > known + 1 else None) if aims else None

    def _base(self) -> Time | None:
        if self.standing is not None and self.standing.year is not None:
            return Time(self.standing.year, self.standing.as_of, self.standing.as_of is None)
        return self.anchor or self._of_report("target" if self.header.is_plan else "result")

    def _of_report(self, role: str) -> Time | None:
        head = self.header
        year = self.year if self.year is not None else head.fiscal_year
        before = year is not None and head.fiscal_year is not None and year < head.fiscal_year
        if year is None or (head.is_plan and role != "target" and not before):
            return None
        if role == "target":
            return Time(year, None, True, OF_PART if before else None)
        if before:
            return Time(year, None, True, OF_PART)
        whole = head.report_kind == "results" and head.period in (None, "FY")
        return Time(year, None, True, UNDATED) if whole else Time(year, head.as_of, False, UNDATED)
