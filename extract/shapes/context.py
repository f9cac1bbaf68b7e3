"""What a piece of a report stands under: the report itself, the headings, the year of its column, nearby KPIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from extract.shapes.remarks.kpi_remarks import Remark

#: The doubt about what a conversion put outside the columns that say of which year it is.
LOST_COLUMN = "the conversion lost which of the year columns this stands in"
#: The doubt about a figure of the end of a year (令和4年度末): the year's own, or that of the day in March.
END_OR_YEAR = "whether the end of the year or the whole of it is meant is not printed"
#: The doubt about a figure of a year that has not ended in a report on a part of it.
YEAR_SO_FAR = "only its year is printed, which has not ended: it is taken to be of the month of the report"
#: The doubt about what goes on under headings that are not printed as text.
HEADS_BY_OCR = "the headings that it goes on under were read by OCR on the page before"


def _end_of(year: int | None) -> date | None:
    return date(year + 1, 3, 1) if year is not None else None


@dataclass(frozen=True)
class Header:
    """The report's own facts. `fiscal_year` is the year the report is about; `as_of` the month its figures run to."""

    branch_code: str | None
    fiscal_year: int | None
    report_kind: str | None
    period: str | None
    as_of: date | None
    title: str | None
    of_month: bool = False  # it is the report of one month, which its title names
    kind_guessed: bool = False  # no words name the kind of report, and it was told by what the title says otherwise

    @property
    def is_of_whole_year(self) -> bool:
        """Whether it reports the results of a whole year."""
        return self.period == "FY" and self.report_kind == "results"

    def runs_in(self, year: int | None) -> bool:
        """Whether it reports on a part of this year only: no figure in it is of the whole of that."""
        return self.report_kind == "progress" and year == self.fiscal_year and self.as_of not in (None, _end_of(year))

    @property
    def is_plan(self) -> bool:
        """Whether the report says what is to be done, and holds no results of its own year."""
        return self.report_kind in ("plan", "action_plan")


@dataclass(frozen=True)
class NamedKpi:
    """A KPI named nearby: its code, the list number it was printed under, the words, whether they are sure, whether
    they stand right above, and in which block of KPIs of its cell, from 0.
    """

    code: str
    number: str | None
    text: str
    sure: bool = True
    near: bool = field(default=False, compare=False)
    block: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Scope:
    """Surroundings of a table or passage. `fiscal_year` is that of the column or page; `section` the headings above;
    `kpis` KPIs of the same layout row, nearest first; `caption` the lines right above, `below` what the line right
    below a conversion's table is about; `part` where in the report it stands: plan, status, next, body, kpi_list;
    `above` all lines since the table before; `titled` the table's title names `fiscal_year`, `year_doubt` why that may
    be wrong; `notes` what the footnotes of the page say by their marks; `whole_year` a remark says that results
    without a month are those of the whole year; `remarks` what remarks say of when the figures of single KPIs are,
    `year_months` up to which month those of a year run.
    """

    header: Header
    fiscal_year: int | None
    section: tuple[str, ...] = ()
    part: str = "body"
    kpis: tuple[NamedKpi, ...] = ()
    caption: tuple[str, ...] = ()
    below: str | None = None
    owner: str | None = None
    importance: str | None = None
    difficulty: str | None = None
    in_kpi_block: bool = False
    topic: str | None = None
    legend: Mapping[str, str] = field(default_factory=dict)
    explained: frozenset[str] = frozenset()  # symbols of statuses that the report's own legend explains
    notes: Mapping[str, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    titled: bool = False
    year_doubt: str | None = None
    unread_year: str | None = None  # words of a title that name a year which cannot be told from them
    whole_year: bool = False
    same_month: bool = False  # a remark says that 前年 is the same month of last year
    remarks: tuple[Remark, ...] = ()
    year_months: Mapping[int | str, str] = field(default_factory=dict)
    brackets: str | None = None  # what a remark says of figures in brackets
    now: str | None = None  # of when a remark says that the figures are that tell how KPIs stand

    @property
    def section_path(self) -> str | None:
        """Headings joined as the marts show them."""
        return " > ".join(self.section) or None

    def under(self, **changes: object) -> Scope:
        """The same surroundings but for some of them."""
        other = object.__new__(Scope)  # as dataclasses.replace, in a tenth of the time
        vars(other).update(vars(self), **changes)
        return other
