"""Passages to facts: targets, planned rates with their head counts, and dated results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extract.catalogue import Kpi, Match, Meaning, catalogue
from extract.facts import Row
from extract.normalise.dates import fiscal_year_of, month_named, names_year_end
from extract.normalise.numbers import figures_in
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import END_OR_YEAR, LOST_COLUMN, YEAR_SO_FAR, Header, NamedKpi, Scope
from extract.shapes.names.row_kpis import settled
from extract.shapes.remarks.kpi_remarks import said_of
from extract.shapes.tables.cards.kpi_cards import read_lines
from extract.shapes.text.dated_kpis import forget, kpi_of, of_noun
from extract.shapes.text.flow import KPI_TAG, Flow, digits, numbered_pieces, without_tag
from extract.shapes.text.passages import mark_of
from extract.shapes.text.prose_figures import ProseFigures, date_undated
from extract.shapes.text.sentences import (
    AIMED,
    Headcount,
    Result,
    Target,
    headcounts,
    planned_rates,
    read_results,
    read_target,
    split_notes,
    weighs,
)
from extract.shapes.text.spot import LOOKS_AHEAD, Spot
from extract.shapes.text.statements import Key, StatementReader
from extract.shapes.text.unread_figures import (
    AIM_LEFT,
    COUNT_LEFT,
    Unread,
    aims_in,
    counts_stated,
    counts_told,
    figures_of_block,
    prior_aim,
    ranks_in,
    shares_in,
    shares_stated,
)

_RESULT_MARK = re.compile(r"^◆|^※?直近|状況[:：]|実績[:：は]|実績値|時点[)）]")
#: A name of something, and what only says whose figure it is.
_WORDS, _WHOSE = re.compile(r"[一-龥ァ-ヶ]{2}"), re.compile(r"全国|支部|平均|前年|同期|実績|速報値?")
#: Rules of figures that sentences state.
SENTENCE_RULES = frozenset({"planned_heads", "headcount", "prose_figure"})
_COMING = re.compile(r"(?:来|次|翌)年度(?:以降|[はのにも、])")
_GROUP = re.compile(r"被保険者|被扶養者")
#: A line of a number, a figure and what stands in brackets behind it; so many figures it holds.
_WITH_PRIOR = re.compile(
    r"^(?:[(]?\d{1,2}[).]|[①-⑳]|[・●○])?\d[\d,]*(?:\.\d+)?(?:%|千円|円|事業所|社|件|人|名|回|日)(?P<prior>\([^()]*\))$"
)
_PAIR = 2
_OTHERWISE = "a remark dates the KPI's figures otherwise than the report"


class PassageReader:
    """Records the facts that sentences state."""

    def __init__(self, header: Header, recorder: Recorder) -> None:
        self.header = header
        self.out = recorder
        self.prose = ProseFigures(header, recorder)
        self.statements = StatementReader(header, recorder)
        self.unread: list[Unread] = []

    def read(self, spot: Spot) -> None:
        """Records targets, planned rates, head counts and results of one passage; remembers its KPI in the flow."""
        scope, flow = spot.scope, spot.flow
        if read_lines(spot.passage, spot.where, scope, self.out):
            return
        forget(spot)
        main, notes = split_notes(spot.passage.text)
        plain = solid(main)
        if (
            _GROUP.search(main)
            and re.match(r"^[■●◆◇・〔\[(]", plain)
            and len(plain) < 60
            and not re.search(r"とする|率", main)
        ):
            flow.about = _group_of(plain)
        target = None
        if scope.part != "next":
            block = flow.block == "target" or (
                flow.block == "result" and bool(re.search(r"目標|とする|以上|以下", main))
            )
            target = _of_this_year(read_target(main, scope.fiscal_year, flow.about, block))
            target = None if _is_result(target, main, scope) else target
        if target is not None:
            year = target.year or scope.fiscal_year
            target = replace(target, match=settled(target.match, target.name, scope.kpis, year))
        believed = target if target is not None and _believable(target, main, scope, flow) else None
        results = self._results(notes or main, bool(notes), target, spot)
        said = self.statements.read(spot, _keys(believed, results, spot))
        if not said.replaces:
            if believed is not None:
                self._target(believed, main, spot)
            for result, kpi, meant in results:
                value = result.figure.value
                if value not in said.differences:
                    self._result(result, kpi, spot, of_noun(meant, kpi, said.elsewhere.get(value)))
        for named in self.statements.record(said.statements, spot):
            _remember(named, spot)
        if believed is None or believed.comparator != "qualitative":
            self.statements.qualitative(spot)
        self._planned(main, spot)
        self.statements.cover(said, spot)
        named_here = [believed.match.kpi] if believed is not None and believed.match is not None else []
        named_here += [kpi for _, kpi, _ in results] + [s.subject.match.kpi for s in said.statements]
        beside = [catalogue()[named.code] for named in scope.kpis if scope.part == "status"]
        of_share = any(kpi.unit == "%" for kpi in [*named_here, *beside])
        shares = shares_in(spot) if of_share else shares_stated(spot)
        shares |= counts_stated(spot, named_here)
        if values := ranks_in(spot) | aims_in(spot) | said.figures | figures_of_block(spot) | shares:
            self.unread.append(Unread(spot.passage, values))
        self.unread.append(Unread(spot.passage, prior_aim(spot), AIM_LEFT))
        if scope.part not in ("plan", "next") and not self.header.is_plan:
            self._counts(target, spot)

    def _counts(self, target: Target | None, spot: Spot) -> None:
        self.unread.append(Unread(spot.passage, counts_told(spot), COUNT_LEFT))
        if target is None:
            self.prose.read(spot)

    def _add(self, kind: str, spot: Spot, rule: str, doubt: str | None, **values: Any) -> Row:
        return self.out.add(kind, spot.where, spot.passage.printed, rule, doubt, section=spot.section, **values)

    def _target(self, target: Target, main: str, spot: Spot) -> None:
        found, year = target.match, target.year or spot.scope.fiscal_year
        kpi = found.kpi if found else None
        row = self._add(
            "kpi_target",
            spot,
            "target_sentence",
            _target_doubt(found, year, spot),
            fiscal_year=year,
            kpi_code=kpi.code if kpi else None,
            kpi_text=tidy(main),
            comparator=target.comparator,
            target_value=target.value,
            unit=target.unit or (kpi.unit if kpi and target.value is not None else None),
            source_part=spot.scope.part,
            match_score=found.score if found else None,
            match_second=found.second if found else None,
            match=found.told(target.name, "the sentence") if found else None,
        )
        if kpi is None:
            return
        number = digits(spot.passage.mark or mark_of(without_tag(main)))
        _remember(NamedKpi(kpi.code, number, tidy(main), found is not None and found.sure), spot)
        if target.baseline and target.baseline[0] is not None:
            self._add(
                "kpi_actual",
                spot,
                "target_baseline",
                row["review_reason"],
                fiscal_year=target.baseline[0],
                kpi_code=kpi.code,
                kpi_text=tidy(main),
                as_of=None,
                basis="full_year",
                value=target.baseline[1].value,
                unit=target.baseline[1].unit or kpi.unit,
                provisional=False,
                scope="branch",
                match=row["match"],
            )

    def _planned(self, main: str, spot: Spot) -> None:
        """Rates planned with the people they take, and people in scope printed on their own."""
        year, flow = spot.scope.fiscal_year, spot.flow
        if spot.scope.part == "status" or year is None:
            return
        if main.startswith("【"):
            flow.about = ""  # a title of its own ends the group before it
        own = _group_of(solid(main))
        planned = planned_rates(main, year, flow.about or (own if len(own) < 16 else ""))
        taken = [heads.value for _, heads in planned]
        for target, heads in planned:
            self._planned_rate(target, year, spot)
            self._heads("planned_heads", heads.name, heads, year, spot, flow.about)
        for heads in headcounts(main):
            if heads.value in taken:
                continue
            name = f"{flow.about} {heads.name}" if flow.about and flow.about not in heads.name else heads.name
            taken_by = _taken_by(spot)
            words = [word for word in name.split(" ") if word not in taken_by]
            self._heads("headcount", " ".join([taken_by, *words]).strip(), heads, year, spot)

    def _planned_rate(self, target: Target, year: int, spot: Spot) -> None:
        found = target.match
        if found is None:
            return
        self._add(
            "kpi_target",
            spot,
            "planned_rate",
            spot.passage.doubt or found.doubt,
            fiscal_year=year,
            kpi_code=found.kpi.code,
            kpi_text=target.name,
            comparator="=",
            target_value=target.value,
            unit="%",
            source_part="planned",
            match_score=found.score,
            match_second=found.second,
            match=found.told(target.name, "the sentence"),
        )

    def _heads(self, rule: str, name: str, heads: Headcount, year: int, spot: Spot, of: str = "") -> None:
        self._add(
            "period_figure",
            spot,
            rule,
            spot.passage.doubt,
            fiscal_year=year,
            measure_ja=name,
            kpi_code=None,
            period="FY",
            dimension=of if 0 < len(of) <= 10 else None,
            value=heads.value,
            unit=heads.unit,
        )

    def _results(
        self, text: str, in_notes: bool, target: Target | None, spot: Spot
    ) -> list[tuple[Result, Kpi, Meaning]]:
        part = spot.scope.part
        if part == "next" or (target is not None and not in_notes):
            return []
        if part == "plan" and not in_notes and not _RESULT_MARK.search(solid(text)):
            return []
        pieces = numbered_pieces(text, spot.passage.mark)
        return [
            found for piece, mark in pieces for found in self._dated(piece, mark, target if in_notes else None, spot)
        ]

    def _dated(
        self, text: str, mark: str | None, target: Target | None, spot: Spot
    ) -> Iterator[tuple[Result, Kpi, Meaning]]:
        scope, flow = spot.scope, spot.flow
        results = read_results(text, scope.fiscal_year if scope.part == "plan" else scope.header.fiscal_year)
        if not results and scope.part == "status" and (flow.block == "result" or KPI_TAG.search(text)):
            results = _undated(text, scope, flow.block_when)
        elif scope.part == "status" and flow.block == "result":
            results = _with_prior(text, results, scope, flow.block_when)
        of_another = False  # a nameless figure behind one of something else is of that, not of the KPI spoken of before
        for result in results:
            meant = Meaning() if self._in_future(result) else kpi_of(result, mark, target, scope, flow, tidy(text))
            says = bool(_WORDS.search(_WHOSE.sub("", result.name)))
            if of_another and not says:
                continue
            of_another = says and meant.kpi is None
            if meant.kpi is not None and _fits(meant.kpi, result):
                yield result, meant.kpi, meant
                flow.recent = NamedKpi(meant.kpi.code, None, tidy(text), meant.doubt is None)

    def _result(self, result: Result, kpi: Kpi, spot: Spot, meant: Meaning) -> None:
        so_far = YEAR_SO_FAR if result.as_of is None and self.header.runs_in(result.year) else None
        as_of = self.header.as_of if so_far else result.as_of
        date_undated(spot.flow.undated, kpi.code, as_of)
        at_end = as_of is None and names_year_end(spot.passage.text)
        doubt = so_far or (END_OR_YEAR if at_end else _remark_doubt(result, kpi, spot.scope))
        self._add(
            "kpi_actual",
            spot,
            "result_sentence",
            spot.passage.doubt or meant.doubt or doubt,
            fiscal_year=result.year,
            kpi_code=kpi.code,
            kpi_text=tidy(result.name) or kpi.name,
            as_of=as_of,
            basis="full_year" if as_of is None else None,
            value=result.figure.value,
            unit=result.figure.unit or kpi.unit,
            provisional=result.provisional,
            scope="national_average" if result.national else "branch",
            match=meant.told,
        )

    def _in_future(self, result: Result) -> bool:
        """Whether a figure is of a time after the report: a goal of later years, no result.

        A plan holds results of the years before it only.
        """
        head = self.header
        if head.fiscal_year is None:
            return False
        last = head.fiscal_year - (head.report_kind in ("plan", "action_plan"))
        return result.year > last or (head.as_of is not None and result.as_of is not None and result.as_of > head.as_of)


def _of_this_year(target: Target | None) -> Target | None:
    """A target unless its words say next year, which the grammar of its sentence dates (来年度は…を96.0%以上とする)."""
    return None if target is not None and _COMING.search(target.name) else target


def _is_result(target: Target | None, main: str, scope: Scope) -> bool:
    """Whether a figure that a line of progress prints behind the name of a KPI is how it stands, and not where it is to
    get: no word says that it is aimed at.
    """
    reached = scope.part == "status" and target is not None and target.comparator == "=" and target.value is not None
    return reached and not AIMED.search(main)


def _keys(target: Target | None, results: Sequence[tuple[Result, Kpi, Meaning]], spot: Spot) -> list[Key]:
    """What a passage's target and results say, for comparison with its statements."""
    out = [Key("result", kpi.code, r.year, r.as_of, r.figure.value, r.national) for r, kpi, _ in results]
    if target is not None:
        code = target.match.kpi.code if target.match else None
        out.append(Key("target", code, target.year or spot.scope.fiscal_year, None, target.value))
        if target.baseline and target.baseline[0] is not None:
            out.append(Key("result", code, target.baseline[0], None, target.baseline[1].value))
    return out


def _group_of(plain: str) -> str:
    """The people a line is about: 被保険者 of ●被保険者(40歳以上)(…)."""
    return re.split(r"[(]", re.sub(r"^[^ぁ-んァ-ヶ一-龥]+", "", plain))[0]


def _taken_by(spot: Spot) -> str:
    """What people are counted for: the check-up or guidance whose target this passage, or the one before it, sets."""
    named = spot.flow.recent
    near = (spot.passage.text, *spot.flow.captions[-1:])
    if named is None or not any(named.text in tidy(text) for text in near):
        return ""
    return re.sub(r"(?:の?(?:実施|取得|受診|提出)率|した者の割合)$", "", catalogue()[named.code].name)


def _target_doubt(found: Match | None, year: int | None, spot: Spot) -> str | None:
    if spot.passage.doubt:
        return spot.passage.doubt
    if spot.looks_ahead:
        return LOOKS_AHEAD
    if found is None:
        return "the catalogue knows no KPI of this name"
    if year is None:
        return "no fiscal year is printed for this target"
    if spot.column_lost:
        return LOST_COLUMN
    return found.doubt


def _remember(named: NamedKpi, spot: Spot) -> None:
    flow = spot.flow
    flow.recent = named
    if flow.block is not None and spot.passage.mark:
        flow.block_marks.add(spot.passage.mark)
    if spot.scope.part == "status":
        return
    flow.found.append(replace(named, block=flow.block_no if flow.block is not None else None))
    if not flow.blocks:
        flow.blocks.append([])
    flow.blocks[-1].append(named)


def _fits(kpi: Kpi, result: Result) -> bool:
    """Whether a result's unit can be the KPI's."""
    unit = result.figure.unit or kpi.unit
    return kpi.unit is not None and (unit == kpi.unit or (kpi.unit == "事業所" and unit in ("社", "件")))


def _believable(target: Target, main: str, scope: Scope, flow: Flow) -> bool:
    """Outside a KPI block only a whole short sentence counts as a target, not a clause of prose; nowhere one that says
    how hard or weighty a thing is.
    """
    if weighs(main):
        return False
    if flow.block or re.search(r"KPI|目標", solid(main)[:14]):
        return not (target.match is None and len(target.name) < 3)
    body = solid(main)
    ends = re.search(r"(?:とする|維持する|目指す)(?:。|\(.*\)|※.*)?$", body)
    whole = bool(ends) and len(target.name) <= 70 and "。" not in body[:-1]
    return whole and scope.part in ("plan", "body", "kpi_list") and target.match is not None


def _undated(text: str, scope: Scope, when: str = "") -> list[Result]:
    """One figure without a date in a KPI block is of the month that the block's title names (`when`), or the report."""
    header = scope.header
    figures = [f for f, _, _ in figures_in(solid(text)) if f.unit]
    as_of = month_named(when, header.fiscal_year) or header.as_of
    if len(figures) != 1 or as_of is None or header.fiscal_year is None:
        return []
    name = solid(text).split(figures[0].text)[0]
    year = fiscal_year_of(as_of) if when else header.fiscal_year
    return [Result(figures[0], name, year, as_of, "速報" in text, assumed=not when)]


def _with_prior(text: str, results: list[Result], scope: Scope, when: str) -> list[Result]:
    """The results of a line in a KPI block, with its undated figure ahead of one of a year before in brackets behind
    it: 71.4%(令和4年度 70.2%).
    """
    plain, current = solid(text), scope.header.fiscal_year
    found = _WITH_PRIOR.match(plain)
    if found is None or len(results) != 1 or current is None or results[0].year >= current:
        return results
    figures = [figure for figure, _, _ in figures_in(plain) if figure.unit]
    same = len(figures) == _PAIR and figures[0].unit == figures[1].unit and figures[1] == results[0].figure
    ahead = _undated(plain[: found.start("prior")], scope, when) if same else []
    return [*ahead, replace(results[0], name="")] if ahead else results


def _remark_doubt(result: Result, kpi: Kpi, scope: Scope) -> str | None:
    """Why a figure that no words date may not be of the report's month: a remark names another for its KPI."""
    said = said_of(result.name, kpi.code, result.national, scope.remarks) if result.assumed else None
    if said is None or not said.named:
        return None
    same = not said.whole_year and month_named(said.when, result.year) == result.as_of
    return None if same else said.doubt or _OTHERWISE
