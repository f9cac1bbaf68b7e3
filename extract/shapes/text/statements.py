"""Statements of sentences about KPIs (`kpi_clauses`) to facts, where no plainer rule has read the passage as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from extract.facts import Row
from extract.normalise.numbers import Figure
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import LOST_COLUMN, Header, NamedKpi
from extract.shapes.text.clause_roles import BOUND, NOT_YET
from extract.shapes.text.clause_subjects import LINE_ABOVE
from extract.shapes.text.clause_times import UNDATED
from extract.shapes.text.flow import without_tag
from extract.shapes.text.kpi_clauses import CLAUSE, OF_WHAT_STANDS_BEFORE, Reading, Statement, read_clauses
from extract.shapes.text.list_heads import spelled_entry
from extract.shapes.text.prose_figures import values_at
from extract.shapes.text.qualitative import read_qualitative
from extract.shapes.text.sentences import AIMED, weighs
from extract.shapes.text.spot import LOOKS_AHEAD, Spot
from extract.shapes.text.unread_figures import to_be_read
from extract.shapes.text.when_words import read_when

#: A rate behind a label of its own is read as such (`prose_figures`), and dated by the KPI's own result.
_LABELLED = re.compile(r"^[・○※]?(?!.{0,12}(?:目標|実績|KPI))(?P<label>[^\d。、:]{2,12}):\d")
#: A conversion's line that is longer holds several printed ones.
_RUN_TOGETHER = 120
_MONTH = re.compile(r"\d月")
#: Months within which something is done are of a name (3か月以内に受診した者の割合): no word that a figure is aimed at.
_WITHIN = re.compile(r"\d{1,2}[かヵカヶケ]月以内")
_STANDS = "printed among results, and no word says that it is aimed at; it may be how the KPI stands"
_LOST_BREAKS = "read from a line in which a conversion has run several together"
_OTHER_YEAR = "in the column of another year, in a sentence that was not understood whole"
_NO_SUCH_RANK = "there are 47 branches"
#: Figures that no other rule is to take for results.
_NO_RESULTS = frozenset({BOUND, NOT_YET, OF_WHAT_STANDS_BEFORE})
_LOOK_IN = "extract/shapes/text/kpi_clauses.py"


class Key(NamedTuple):
    """What a target or result says, whichever rule reads it."""

    kind: str
    kpi_code: str | None
    fiscal_year: int | None
    as_of: date | None
    value: float | None
    national: bool = False


class Said(NamedTuple):
    """Statements of a passage, whether they stand in place of what plainer rules read or are to be added to it, the
    figures that were not understood, and all figures of KPIs that it prints; values that are only `differences`,
    bounds or expected, and values that its grammar takes for those of something else (`elsewhere`), with the noun.
    """

    replaces: bool
    statements: list[Statement]
    unread: list[tuple[Figure | None, str]]
    figures: Counter[float]
    differences: Set[float] = frozenset()
    elsewhere: Mapping[float, str] = MappingProxyType({})


class StatementReader:
    """Records what sentences state of KPIs."""

    def __init__(self, header: Header, recorder: Recorder) -> None:
        self.header = header
        self.out = recorder

    def read(self, spot: Spot, known: Sequence[Key]) -> Said:
        """What a passage states beyond what plainer rules have read (`known`)."""
        if spot.scope.part == "next":
            return Said(False, [], [], Counter())
        reading = self._reading(spot)
        said = {_key(s).value for s in reading.stated}
        bounds = {figure.value for figure, why in reading.unread if figure is not None and why in _NO_RESULTS}
        differences = (reading.differences | bounds) - said
        elsewhere = {value: noun for value, noun in reading.elsewhere.items() if value not in said}
        known = [key for key in known if key.kind != "result" or key.value not in differences]
        return self._beyond(reading, known, spot)._replace(differences=differences, elsewhere=elsewhere)

    def _reading(self, spot: Spot) -> Reading:
        scope, flow = spot.scope, spot.flow
        titles = [text for _, text in flow.heading[-1:]] or (spot.section or "").split(" > ")[-1:]
        above = [*titles, *flow.captions[-6:]]
        beside = scope.kpis if scope.part == "status" else ()
        text = spelled_entry(spot.passage.text, flow.list_head)
        if scope.part == "status" and _MONTH.search(text) and not AIMED.search(_WITHIN.sub("", text)):
            text = without_tag(text)  # of a figure with its month 【KPI】 says whose it is, and not that it is aimed at
        reading = read_clauses(text, self.header, scope.fiscal_year, above, beside)
        if weighs(text):
            reading.stated = [s for s in reading.stated if _key(s).kind != "target" or s.figure is not None]
        return reading

    def _beyond(self, reading: Reading, known: Sequence[Key], spot: Spot) -> Said:
        scope, flow = spot.scope, spot.flow
        seen = Counter(said.figure.value for said in reading.stated if said.figure is not None)
        seen.update(to_be_read(reading.unread, spot.passage.text))
        if (found := _LABELLED.match(solid(spot.passage.text))) and read_when(
            found["label"], scope.fiscal_year
        ) is None:
            reading.stated = [s for s in reading.stated if s.subject.doubt != LINE_ABOVE]
        if any(s.subject.of_row and s.subject.name and s.time.doubt == UNDATED for s in reading.stated):
            reading.stated = [s for s in reading.stated if not s.subject.of_row]  # the KPI's own result dates them
        if _is_run_together(spot):
            reading.stated = [s for s in reading.stated if s.doubt in (None, CLAUSE)]
        if reading.unread and scope.fiscal_year != self.header.fiscal_year:
            reading.unread += [(said.figure, _OTHER_YEAR) for said in reading.stated]
            reading.stated = []
        values = {key.value for key in known}
        said = {_key(s).value for s in reading.stated}
        if {_key(s) for s in reading.stated} <= set(known):
            return Said(False, [], reading.unread, seen)
        targets = {(key.kind, key.kpi_code, key.value) for key in known if key.kind == "target"}
        aimed = {(key.kind, key.kpi_code, key.value) for key in map(_key, reading.stated)}
        if not reading.unread and values <= said and targets <= aimed and not (flow.block and known):
            return Said(True, reading.stated, [], seen)
        if flow.block:
            return Said(False, _results_beside(reading.stated, known), reading.unread, seen)
        more = [s for s in reading.stated if s.figure is None or s.figure.value not in values]
        return Said(False, more, reading.unread, seen)

    def record(self, statements: Sequence[Statement], spot: Spot) -> list[NamedKpi]:
        """Records statements; the KPIs that they name, in order."""
        return [self._statement(said, spot) for said in statements]

    def _statement(self, said: Statement, spot: Spot) -> NamedKpi:
        found = said.subject.match
        told = found.told(said.subject.name, "the sentence")
        shared = {"fiscal_year": said.time.year, "kpi_code": found.kpi.code, "match": told}
        if said.kind == "rank":
            self._rank(said, spot, shared)
        elif said.kind == "target":
            self._target(said, spot, shared)
        else:
            figure = said.figure
            self._add(
                "kpi_actual",
                spot,
                "result_clause",
                said.doubt,
                **shared,
                kpi_text=tidy(said.subject.name),
                as_of=said.time.as_of,
                basis="full_year" if said.time.full_year else None,
                value=figure.value if figure else None,
                unit=(figure.unit if figure else None) or found.kpi.unit,
                provisional=said.provisional,
                scope="national_average" if said.national else "branch",
            )
        return NamedKpi(found.kpi.code, None, tidy(said.subject.name), said.subject.doubt is None)

    def _target(self, said: Statement, spot: Spot, shared: dict[str, Any]) -> None:
        figure, kpi = said.figure, said.subject.match.kpi
        aimed = AIMED.search(_WITHIN.sub("", spot.passage.text))
        stands = spot.scope.part == "status" and said.comparator == "=" and not aimed
        ahead = LOOKS_AHEAD if spot.looks_ahead else None
        self._add(
            "kpi_target",
            spot,
            "target_clause",
            said.doubt or (_STANDS if stands else LOST_COLUMN if spot.column_lost else None) or ahead,
            **shared,
            kpi_text=spot.passage.text,
            comparator=said.comparator,
            target_value=figure.value if figure else None,
            unit=figure.unit or kpi.unit if figure else None,
            source_part=spot.scope.part,
            match_score=said.subject.match.score,
            match_second=said.subject.match.second,
        )

    def qualitative(self, spot: Spot) -> list[NamedKpi]:
        """Records targets that sentences of a plan set in words only; the KPIs that they name."""
        in_place = self.header.is_plan and spot.flow.block is None and spot.scope.part in ("body", "plan", "kpi_list")
        out = []
        for sentence, found in read_qualitative(spot.passage.text, spot.scope.fiscal_year) if in_place else ():
            self._add(
                "kpi_target",
                spot,
                "target_in_words",
                CLAUSE,
                fiscal_year=spot.scope.fiscal_year,
                kpi_code=found.kpi.code,
                kpi_text=sentence,
                comparator="qualitative",
                target_value=None,
                unit=None,
                source_part=spot.scope.part,
                match_score=found.score,
                match_second=found.second,
                match=found.told(sentence, "the sentence"),
            )
            out.append(NamedKpi(found.kpi.code, None, sentence, False))
        return out

    def _rank(self, said: Statement, spot: Spot, shared: dict[str, Any]) -> None:
        rank, previous = said.rank or (0, None)
        fits = 1 <= rank <= 47 and (previous is None or 1 <= previous <= 47)
        self._add(
            "kpi_rank",
            spot,
            "rank_clause",
            said.doubt if fits else _NO_SUCH_RANK,
            **shared,
            measure_ja=said.subject.match.kpi.name,
            as_of=said.time.as_of or self.header.as_of,
            rank=rank,
            previous_rank=previous,
        )

    def _add(self, kind: str, spot: Spot, rule: str, doubt: str | None, **values: Any) -> Row:
        doubt = spot.passage.doubt or doubt or (_LOST_BREAKS if _is_run_together(spot) else None)
        return self.out.add(kind, spot.where, spot.passage.printed, rule, doubt, section=spot.section, **values)

    def cover(self, said: Said, spot: Spot) -> None:
        """Names in the coverage the figures of a KPI that a passage prints and no rule has read."""
        known = values_at(self.out, spot) if said.unread else set()
        for figure, role in said.unread:
            if figure is not None and figure.value in known:
                continue
            place = f"page {spot.passage.place.page}, {figure.text if figure else spot.passage.text[:20]}"
            self.out.cover(place, "sentence", False, f"a figure of a KPI in a sentence: {role}", _LOOK_IN)


def _results_beside(stated: Sequence[Statement], known: Sequence[Key]) -> list[Statement]:
    """The results that a line of a KPI block prints beside its target or a result, where both readings agree on that:
    …を92.0%以上とする(1月末時点90.3%、前年度実績88.7%).
    """
    keys = [_key(said) for said in stated]
    if not known or not set(known) <= set(keys):
        return []
    codes = {key.kpi_code for key in known}
    new = [key.kind == "result" and key.kpi_code in codes and key not in known for key in keys]
    return [said for said, is_new in zip(stated, new, strict=True) if is_new]


def _is_run_together(spot: Spot) -> bool:
    return spot.passage.lines[0].box is None and len(spot.passage.text) > _RUN_TOGETHER


def _key(said: Statement) -> Key:
    value = said.figure.value if said.figure else None
    as_of = said.time.as_of if said.kind == "result" else None
    return Key(said.kind, said.subject.match.kpi.code, said.time.year, as_of, value, said.national)
