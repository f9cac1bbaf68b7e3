"""Cells under headings of KPIs to facts: a target with its comparator, a result with its date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from extract.catalogue import Match
from extract.document import Cell
from extract.locate import Locator
from extract.normalise.dates import (
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_in,
    fiscal_year_of,
    month_in_year,
    month_named,
    names_year_end,
    period_named,
)
from extract.normalise.numbers import Figure, figures_in, is_blank
from extract.normalise.text import joined, solid
from extract.recorder import Recorder
from extract.shapes.context import END_OR_YEAR, Scope
from extract.shapes.header import branches
from extract.shapes.kpi_remarks import Said, remark_doubt, said_of
from extract.shapes.measures import unit_fits
from extract.shapes.tables.cells import are_several, doubt_in
from extract.shapes.tables.labels import FORESEEN, Label, is_foreseen, read_label
from extract.shapes.tables.target_senses import sense_of_heads, sense_of_name
from extract.shapes.text.sentences import read_target
from extract.shapes.year_remarks import month_of_last_year, stamp_of_year

#: Headings over targets, over results, and over what compares the two.
#: Why a figure may not be the KPI's.
OTHER_UNIT = "its unit is not that of the KPI"
_BOUND = re.compile(r"以上|以下|以内|未満")
_STATED_AIM = re.compile(r"目標値?[:：]?\d[\d,.]*(?:%|[^\d()%]{1,4})?(?:以上|以下|以内|未満)")
TARGET_HEAD = re.compile(r"目標|計画値|KPI値|KPI(?:\((?:案|予定|暫定)\))?$|^計画$")
#: A heading over words about figures, whatever year stands over it.
EXPLAINS = re.compile(r"考え方|理由|根拠|説明|コメント|要因|分析|課題|方法|算[出定]|所見|意見|内容$")
RESULT_HEAD = re.compile(r"実績|結果|達成値|現状|状況")
#: A heading that says the end of the year and no more.
YEAR_END_HEAD = re.compile(r"^年度末(?:時点|現在|実績)?$")
#: A label that says nothing but which of the two its row or column holds.
ROLE = re.compile(r"^(?:目標|計画|実績|結果)(?:値|数|率)?$")
COMPARED = re.compile(
    r"対比|増減|差引|差(?=$|[(〔])|[期月年度標画]比|達成率|達成度|対(?:目標|計画)|伸び|乖離|かい離|ギャップ|差分|過不足|(?:改善|上昇|低下)幅"
)
#: Those of them that compare a result with its target, by their ratio or their difference.
ATTAINED = re.compile(r"達成率|達成度|[標画]比|対(?:目標|計画)|差引|[標画][と・]?の?差(?=$|[(〔])")
#: A target that is last year's figure, at the end of what is printed.
AIM_WORDS = re.compile(r"(?P<value>対?前年度?(?:実績)?以[上下])$")
#: The same with that figure in brackets before its sense: 対前年度(95.2%)以上.
LAST_YEARS = re.compile(r"前年度?(?:末|実績)?[(\[〔](?:実績)?[\d,.]+[^\d()\[\]〔〕]{0,5}[)\]〕](?P<sense>以[上下])$")
_OF_PART = "its heading says that it is the target of a part of the year"
#: Last year's figure of the same time of the year.
_SAME_TIME = re.compile(r"同(?:期|月|時点|時期)")
_COMPARATORS = {"以上": ">=", "以下": "<=", "以内": "<=", "未満": "<="}

#: Among how many a branch is ranked or compared.
_ALL_BRANCHES = re.compile(r"(?:全国)?47支部(?:中|平均|計)?")
_IN_BRACKETS = re.compile(r"[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
_SEVERAL = "several figures stand in its cell, and which of them it is no words say"
_REMARK_OF_THIS_YEAR = "a remark dates the KPI's figures otherwise than its heading, but may mean only this year's"
_WHOLE_OR_PART = "its heading names the whole year, and a remark a month of it"
_YEAR_BEHIND = "the year printed behind it is not that of its headings"
_OF_YEAR_TO_COME = "a plan holds no results of its own year; of which year this one is its headings do not say"
_HEAD_AND_BRACKET = re.compile(r"(?P<main>[^()]+)\((?P<sub>[^()]+)\)")
_YEAR_RUNNING = "the year before that of a plan may still run when it is made, and no month is named"
_NATION_UNDATED = "no date is printed with the national average, and no figure of the branch beside it"
VAGUE_PRIOR = "last year is said without a word whether the whole of it or the same month is meant"
_LAST_MONTH = 3
_WHOLE_HEAD = re.compile(r"^(?:実績)?(?:通期|通年|年間|年度計)(?:実績)?(?:[(]|$)")
#: The month that a name in each row gives the figures of all years: (各年度3月診療分).
_MONTH_OF_EACH_YEAR = re.compile(r"[各毎]年度?の?(?P<month>\d{1,2}月(?:末|分|診療分|時点|現在)?)")
_YEAR_OF_TITLE = "no date is printed with it, and the title names the year but not what kind of report it is"
_NO_MONTH = "no date is printed with it, and none for the report"
_OWN = re.compile(r"[当本自]?支部(?:実績)?")
_BRANCH_HEAD = re.compile(r"^(?:協会けんぽ)?(?P<name>[^支]{0,4}?)(?:都|府|県)?支部(?:平均|値|実績値?|の?状況)?$")


def is_target_head(text: str) -> bool:
    """Whether a heading stands over targets, and not over what compares something with them."""
    return bool(TARGET_HEAD.search(text)) and not COMPARED.search(text)


def states_target(text: str) -> bool:
    """Whether words over a figure are the target of something themselves (目標62.0%以上), and no heading of targets."""
    return bool(_STATED_AIM.search(text))


def branch_of_head(head: str, scope: Scope) -> str | None:
    """Whose figures stand under a heading that is a branch's name: "own" (当支部, 支部, its name), "other", or None."""
    named = branches().get(head)
    if named is not None and named == scope.header.branch_code:
        return "own"
    found = _BRANCH_HEAD.match(head)
    if found is None:
        return None
    code = branches().get(found["name"])
    if code is None:
        return "own" if found["name"] in ("", "当", "本", "自") else None
    return "own" if code == scope.header.branch_code else "other"


def branch_of_word(text: str) -> bool:
    """Whether a word says no more than that something is the branch's own (支部, 当支部)."""
    return bool(_OWN.fullmatch(solid(text)))


def main_head(head: str) -> str:
    """A heading without the brackets that say what stands in brackets below it: 9月末 of 9月末(前年同月差)."""
    found = _HEAD_AND_BRACKET.fullmatch(head)
    if found is None:
        return head
    prior = read_label(found["sub"], None).prior and read_label(found["main"], None).says_when
    return found["main"] if prior or COMPARED.search(found["sub"]) else head


def is_national(text: str) -> bool:
    """Whether a label says nothing but that its figures are those of the whole nation."""
    label = read_label(text, None)
    return label.national and not label.rest


@dataclass(frozen=True)
class KpiName:
    """A KPI's name as printed, what the catalogue makes of it, why the words may be wrong, and what they are (`by`)."""

    text: str
    found: Match | None
    doubt: str | None = None
    by: str = "the name beside the figure"
    printed_unit: str | None = None  # in a column of its own

    @property
    def code(self) -> str | None:
        """The KPI's code."""
        return self.found.kpi.code if self.found else None

    @property
    def unit(self) -> str | None:
        """The unit printed beside the name, else the KPI's."""
        return self.printed_unit or (self.found.kpi.unit if self.found else None)

    @property
    def columns(self) -> dict[str, object]:
        """The columns that say which KPI a fact is of, and why."""
        found = self.found
        return {
            "kpi_code": self.code,
            "kpi_text": self.text,
            "match_score": found.score if found else None,
            "match_second": found.second if found else None,
            "match": found.told(self.text, self.by) if found else None,
        }


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


def text_of(cell: Cell) -> str:
    """A cell's words on one line."""
    return joined([line.text for line in cell.lines])


def printed_figure(cell: Cell) -> Figure | None:
    """The figure that a short cell begins with or holds with its unit (67.0%以上), or None."""
    text = _ALL_BRANCHES.sub("", solid(cell.text))
    if len(text) > 32 or are_several(cell):
        return None
    found = [f for f, start, _ in figures_in(text) if f.unit or "." in f.text or start == 0]
    return found[0] if found and (found[0].unit or re.match(r"^[△▲\-+]?[\d,.]+", text)) else None


def note_behind(cell: Cell, figure: Figure) -> str:
    """What a cell prints behind its figure."""
    text = solid(cell.text)
    return text[text.index(figure.text) + len(figure.text) :] if figure.text in text else ""


def several_figures(cell: Cell) -> str | None:
    """Why the figure of a cell may not be the one meant: others stand beside it, in no brackets."""
    text, outer = solid(cell.text), ""
    while text != outer:  # brackets within brackets
        text, outer = _IN_BRACKETS.sub("", text), text
    figures = [
        figure for figure, _, _ in figures_in(text) if (figure.unit and figure.unit != "位") or "." in figure.text
    ]
    return _SEVERAL if len(figures) > 1 else None


def unsure(found: Match | None, figure: Figure | None = None) -> str | None:
    """Why a KPI's name needs review, or None; a `figure` of it may be printed in a unit that is not the KPI's."""
    if found is None:
        return "the catalogue knows no KPI of this name"
    printed = figure.unit if figure is not None else None
    return found.doubt or (None if unit_fits(found.kpi, printed) else OTHER_UNIT)


def date_of(label: Label, note: str, stamp: str, scope: Scope, beside: Iterable[Label] = ()) -> Dated:
    """What a result is of: as a `note` behind it says, a `stamp` in a cell beside it, or its headings.

    前年同期 is a year before the month that the headings `beside` it name. A figure of another year without a month is
    of the whole year, so is one of the report's year where the report is of the whole. A month decides the year of a
    figure whose headings name none.
    """
    header, beside = scope.header, list(beside)
    year = label.fiscal_year or scope.fiscal_year or header.fiscal_year
    same_time = label.prior and bool(_SAME_TIME.search(label.text))
    stamped = month_named(stamp, header.fiscal_year) if same_time else None
    stamp = "" if label.prior or _of_another_year(stamp, label, beside) else stamp
    as_of = month_named(note, year) or month_named(stamp, year) or _stated_month(label, year)
    if as_of is None and not label.says_when and _is_year_of_line(scope, year):
        return Dated(year, None, True, "速報" in label.text + note + stamp, label.national)
    if as_of is None and scope.whole_year and year is not None and label.period in (None, "FY"):
        return Dated(year, None, True, "速報" in label.text + note + stamp, label.national)
    if as_of is None and label.period == "FY" and year == header.fiscal_year and _is_behind_parts(label, beside, scope):
        return Dated(year, None, True, "速報" in label.text + note + stamp, label.national)
    if as_of is None and label.period in PERIOD_ENDS and year is not None:
        several = len({other.period for other in beside} & PERIOD_ENDS.keys()) > 1
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
        full_year = header.is_of_whole_year
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
    single = label.basis == "monthly" and dated.as_of is not None and dated.part is None and not dated.national
    return name, replace(dated, single=single)


def _date_result(
    name: KpiName, label: Label, note: str, stamp: str, scope: Scope, beside: Iterable[Label]
) -> tuple[KpiName, Dated]:
    beside, header = list(beside), scope.header
    name, label = _of_year_behind(name, label, note)
    if scope.same_month and label.is_vague_prior:
        label = replace(label, text=f"{label.text}同月")
    each = _MONTH_OF_EACH_YEAR.search(solid(name.text))
    if each is not None and not note and not (label.as_of or label.bare_as_of or label.month or label.period):
        note, stamp = each["month"], ""
    note = note or month_of_last_year(label, scope)
    stamp += stamp_of_year(label, note + stamp, scope)
    dated = date_of(label, note, stamp, scope, beside)
    if is_foreseen(label.text, note, stamp):
        name = _doubted(name, FORESEEN)
    if header.is_of_whole_year and _is_undated_nation(label, note + stamp, beside):
        dated = replace(dated, as_of=None, full_year=True)
    name = _doubted(name, _year_doubt(dated, label, note + stamp, scope, beside))
    if header.kind_guessed and dated.full_year and not (label.says_when or note or stamp):
        name = _doubted(name, _YEAR_OF_TITLE)
    said = said_of(name.text, name.code, dated.national, scope.remarks)
    if said is None or dated.part is not None or _own_month(note + stamp, label, dated, said):
        return name, dated
    if label.fiscal_year not in (None, header.fiscal_year) and not _SAME_TIME.search(label.text):
        other = label.as_of is not None or label.bare_as_of is not None
        return (_doubted(name, _REMARK_OF_THIS_YEAR) if other and said.named else name), dated
    if said.whole_year:
        year = fiscal_year_in(said.when)
        moved = Dated(year, None, True, dated.provisional, dated.national)
        doubt = said.doubt or (END_OR_YEAR if label.prior or "末" in said.when else None)
    else:
        moved = date_of(label, note, stamp + said.when, scope, beside)
        doubt = said.doubt or remark_doubt(moved.as_of, moved.year, header.as_of)
        if moved.as_of is not None:
            moved = replace(moved, year=fiscal_year_of(moved.as_of))
    if not said.named and dated.full_year and not moved.full_year:
        return (
            name if moved.as_of is None or moved.as_of.month == _LAST_MONTH else _doubted(name, _WHOLE_OR_PART)
        ), dated
    if (moved.year, moved.as_of) == (dated.year, dated.as_of) and said.when:
        return name, replace(dated, provisional=moved.provisional)
    return _doubted(name, doubt), dated if said.doubt else moved


def _of_year_behind(name: KpiName, label: Label, note: str) -> tuple[KpiName, Label]:
    """What the headings of a figure say, of the year that is printed behind it: 61.3%(令和5年度)."""
    year = fiscal_year_in(note)
    if year is None or month_named(note, None) is not None:
        return name, label
    other = label.fiscal_year not in (None, year)
    return _doubted(name, _YEAR_BEHIND if other else None), replace(label, fiscal_year=year, prior=False)


def _is_undated_nation(label: Label, printed: str, beside: Iterable[Label]) -> bool:
    """Whether neither words at a national average nor a figure of the branch `beside` it say of when it is."""
    return label.national and not label.says_when and not printed and not any(map(_is_own_result, beside))


def _is_own_result(label: Label) -> bool:
    return not label.national and not TARGET_HEAD.search(label.text)


def _year_doubt(dated: Dated, label: Label, printed: str, scope: Scope, beside: Iterable[Label]) -> str | None:
    """Why a figure may be of another year than its headings and what is `printed` beside it seem to say."""
    if scope.header.is_plan and dated.year == scope.header.fiscal_year:
        return _OF_YEAR_TO_COME
    before = dated.full_year and dated.year is not None and dated.year + 1 == scope.header.fiscal_year
    if before and scope.header.is_plan and not RESULT_HEAD.search(label.text):
        return _YEAR_RUNNING
    if _is_undated_nation(label, printed, beside):
        return _NATION_UNDATED
    if dated.full_year and is_vague(label, scope, beside):
        return VAGUE_PRIOR
    end = names_year_end(label.text + printed) or YEAR_END_HEAD.match(label.text)
    return END_OR_YEAR if dated.full_year and end else None


def is_vague(label: Label, scope: Scope, beside: Iterable[Label] = ()) -> bool:
    """Whether a label says only 前年 in a report of a part of the year, or `beside` figures dated to a month."""
    months = [month for other in beside if (month := _stated_month(other, scope.header.fiscal_year)) is not None]
    in_part = not scope.header.is_of_whole_year or any(month.month != _LAST_MONTH for month in months)
    return label.is_vague_prior and in_part


def _own_month(printed: str, label: Label, dated: Dated, said: Said) -> bool:
    """Whether a figure is dated nearer to it than by the remark."""
    by_heading = bool(label.as_of or label.bare_as_of or label.month) or label.period in PERIOD_ENDS
    return month_named(printed, dated.year) is not None or (by_heading and not said.named)


def _doubted(name: KpiName, doubt: str | None) -> KpiName:
    return replace(name, doubt=name.doubt or doubt)


def _of_another_year(stamp: str, label: Label, beside: Iterable[Label]) -> bool:
    """Whether a date lies outside of the year that a figure's headings name: one printed with its year, or a bare month
    where results of a later year stand beside, which it is of.
    """
    year = label.fiscal_year
    if year is None:
        return False
    if dated := dated_months_in(stamp):
        return fiscal_year_of(dated[0][0]) != year
    return any(other.fiscal_year is not None and other.fiscal_year > year for other in beside)


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


def _says_role_alone(label: Label) -> bool:
    """Whether a heading says only that its figures are results (or targets), and how sure they are: 実績(速報値)."""
    return bool(ROLE.match(_IN_BRACKETS.sub("", label.text)))


def _stated_month(label: Label, year: int | None) -> date | None:
    if label.as_of is not None:
        return label.as_of
    number = label.bare_as_of or label.month or label.part_end
    return month_in_year(year, number) if number and year else None


def record_target(
    recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: KpiName, year: int | None, heads: str = ""
) -> int:
    """Records the target that a cell prints, a figure or words such as 対前年度以上; returns how many were recorded.

    Where the cell does not say whether more or less is better, the headings over it (`heads`) may, else the name.
    A cell with digits that are no target is rejected.
    """
    figure = printed_figure(cell)
    text = solid(cell.text)
    doubt = doubt_in(cell) or name.doubt or unsure(name.found, figure) or several_figures(cell)
    doubt = doubt or (None if period_named(heads) in (None, "FY") else _OF_PART)
    behind = fiscal_year_in(note_behind(cell, figure)) if figure is not None else None
    if behind is not None and not re.search(r"実績|[前昨]年", text):
        doubt = doubt or (_YEAR_BEHIND if behind != year and fiscal_year_in(heads) is not None else None)
        year = behind
    shared = {"fiscal_year": year, "source_part": "kpi_list", "section": scope.section_path, **name.columns}
    if (last := _last_years(text)) is not None:
        _record_last_years(recorder, scope, where, cell, name, last, year, doubt)
        return 1
    if figure is None:
        said = read_target(name.text + text, year, in_kpi_block=True) if text and not is_blank(text) else None
        if said is not None and (said.value is None or _BOUND.search(text)):
            recorder.add(
                "kpi_target",
                where,
                text_of(cell),
                "kpi_list",
                doubt,
                comparator=said.comparator,
                target_value=said.value,
                unit=said.unit,
                **shared,
            )
            return 1
        if re.search(r"\d", text):
            recorder.reject(where, cell.text, "a target that is not one figure; look at the page")
        return 0
    own = _BOUND.search(text)
    sense = own.group(0) if own else sense_of_heads(heads) or sense_of_name(name.text, figure)
    recorder.add(
        "kpi_target",
        where,
        text_of(cell),
        "kpi_list",
        doubt,
        comparator=_COMPARATORS[sense] if sense else "=",
        target_value=figure.value,
        unit=figure.unit or name.unit,
        **shared,
    )
    return 1


def _last_years(text: str) -> tuple[str, Figure] | None:
    """The sense of a target that is last year's figure, and that figure as its brackets print it."""
    found = LAST_YEARS.search(text)
    figures = [figure for figure, _, _ in figures_in(found.group(0))] if found is not None else []
    return (found["sense"], figures[0]) if found is not None and len(figures) == 1 else None


def _record_last_years(
    recorder: Recorder,
    scope: Scope,
    where: Locator,
    cell: Cell,
    name: KpiName,
    aim: tuple[str, Figure],
    year: int | None,
    doubt: str | None,
) -> None:
    """Records the target to reach last year's figure, with that figure as its number."""
    sense, figure = aim
    recorder.add(
        "kpi_target",
        where,
        text_of(cell),
        "kpi_list",
        doubt,
        fiscal_year=year,
        comparator="prior_year_or_more" if sense == "以上" else "prior_year_or_less",
        target_value=figure.value,
        unit=figure.unit or name.unit,
        source_part="kpi_list",
        section=scope.section_path,
        **name.columns,
    )


def record_result(
    recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: KpiName, figure: Figure, dated: Dated
) -> None:
    """Records a KPI's result; one of several parts of the year as the figure of that part, one of a single month as
    that of the month.
    """
    doubt = doubt_in(cell) or name.doubt or unsure(name.found, figure) or several_figures(cell)
    shared = {"value": figure.value, "unit": figure.unit or name.unit, "section": scope.section_path}
    matched = {key: value for key, value in name.columns.items() if key in ("kpi_code", "match")}
    if dated.part is not None:
        recorder.add(
            "period_figure",
            where,
            text_of(cell),
            "kpi_list",
            doubt,
            **shared,
            **matched,
            fiscal_year=dated.year,
            measure_ja=name.text,
            period=dated.part,
            dimension="全国平均" if dated.national else None,
        )
    elif dated.single and dated.as_of is not None:
        recorder.add(
            "monthly_actual",
            where,
            text_of(cell),
            "kpi_list",
            doubt,
            **shared,
            **matched,
            fiscal_year=fiscal_year_of(dated.as_of),
            measure_ja=name.text,
            month=dated.as_of,
            basis="monthly",
            series_id=None,
        )
    else:
        recorder.add(
            "kpi_actual",
            where,
            text_of(cell),
            "kpi_list",
            doubt or (None if dated.as_of or dated.full_year else _NO_MONTH),
            **shared,
            **name.columns,
            fiscal_year=dated.year,
            as_of=dated.as_of,
            basis="full_year" if dated.full_year else None,
            provisional=dated.provisional,
            scope="national_average" if dated.national else "branch",
        )
