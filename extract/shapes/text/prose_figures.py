"""Counts in running text to figures of a period: what they measure, of whom and for when, from the words around them.

A labelled figure (`shapes.labelled_figures`) takes what its label leaves open from the clause before it, from the lines
above and from the headings; a few sentences that say how many were reached (対象者1,250人へ送付) are read as well. All
of them stay for a person to look at, unless another place prints the same (`certainty.stated`); sums and rates in the
same line that prove them are noted as checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.catalogue import catalogue, match
from extract.facts import Row, fact_key
from extract.normalise.numbers import decimals
from extract.normalise.text import solid
from extract.recorder import Recorder, checked
from extract.shapes.context import Header
from extract.shapes.text.labelled_figures import Labelled, clauses, counts_in, labelled, reached, unread_counts
from extract.shapes.text.spot import Spot
from extract.shapes.text.when_words import When, read_when

READ = "read from running text"
NAMED_BY = "its name is completed from the words before it"
NO_PERIOD = "no period is printed with it"
_ROUNDED = "printed as an approximate figure (約)"
BY_SENTENCE = "a sentence speaks of it, no label does"
_LEFT = "a count in running text without a label of its own"

#: Words that say that something was counted, but not what.
_GENERIC = re.compile(
    r"実施|受診|対象|送付|発送|登録|決定|契約|申請|処理|勧奨|初回|面談|面接|委託|参加|利用|取得|回収|達成|実績|案内|文書|電話|照会"
    r"|発行|受付|配布|相談|開催|掲載|訪問|評価|延べ|新規|累計|合計|総|者|数|件|人|機関|額|率|事業所|市町村|値|の|支払い?"
)
_BULLETS = re.compile(r"^[・●◎◆◇■□※○\s]+")
_HEADING = re.compile(r"^[〔【<\[]")
_PEOPLE = re.compile(r"^(?:被保険者|被扶養者|加入者|任意継続被保険者|事業所|事業主)(?:本人)?$")
#: A clause that says why or how something was done names nothing that is counted.
_REASON = re.compile(
    r"(?:ため(?:に)?|により|によって|ことから|ことで|ので|に伴い|に際し(?:て)?|よう(?:に)?|こととし)、?$"
)
_TAIL = re.compile(r"(?:について|に関して)$")
_OBJECT = re.compile(r"([^、。を]{2,60})を(?!図|目指|高め|進め|促)[^、。を]{0,24}$")
_TOPIC = re.compile(r"(?:^|[。、])([^、。]{2,40}?)(?:について|に関して)は?、")
_TOWARDS = re.compile(
    r"^.*(?:に対する|に対し|にかかる|に係る|における|による|により|では|のほか|として?|向けの?|宛に|あてに|へ|した|する|され)"
)


@dataclass(frozen=True)
class _Named:
    """A figure's measure, whom it is of, and whether words outside its label were needed."""

    measure: str
    dimension: str | None
    inferred: bool


_DIGIT = re.compile(r"\d")


class ProseFigures:
    """Records the counts that passages print with a label."""

    def __init__(self, header: Header, recorder: Recorder) -> None:
        self.header = header
        self.out = recorder

    def read(self, spot: Spot) -> None:
        """Records the figures of one passage of results; what it counts without a label stands in the coverage."""
        passage, year = spot.passage, spot.scope.fiscal_year or self.header.fiscal_year
        if not _DIGIT.search(solid(passage.text)):
            return
        apart = passage.lines[0].box is None
        title = solid(self.header.title or "")
        above = [line for line in spot.flow.captions if solid(line) not in title]
        known = values_at(self.out, spot)
        found: list[Labelled] = []
        standing: When | None = None
        for clause in clauses([line.text for line in passage.lines], apart):
            standing = read_when(_BULLETS.sub("", clause.text), year) or standing
            units = [unit for unit in labelled(clause, year) if unit.figure.value not in known]
            units = [replace(unit, when=unit.when or standing) for unit in units]
            self._units(units, above, spot, year)
            told = [] if units else reached(clause.text, year)
            self._told(told, above, spot, year)
            found += [*units, *told]
            above.append(clause.text)
        left = list(unread_counts(solid(passage.text), found))
        if left and found:
            place = f"page {passage.place.page}, {left[0].text}"
            self.out.cover(place, "sentence", False, _LEFT, "extract/shapes/text/prose_figures.py")

    # ── one clause ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _units(self, units: Sequence[Labelled], above: Sequence[str], spot: Spot, year: int | None) -> None:
        rows: list[Row | None] = []
        for unit in units:
            outer = units[unit.inner] if unit.inner is not None else None
            rows.append(self._unit(unit, outer, above, spot, year))
        _prove(units, rows)

    def _unit(
        self, unit: Labelled, outer: Labelled | None, above: Sequence[str], spot: Spot, year: int | None
    ) -> Row | None:
        when = unit.when or (outer.when if outer is not None else None) or _standing_when(above, year, spot)
        named = _name(unit, outer, above, spot)
        reasons = [READ]
        if named.inferred:
            reasons.append(NAMED_BY)
        if when is None or when.before:
            reasons.append(NO_PERIOD)
        if unit.approximate:
            reasons.append(_ROUNDED)
        doubt = spot.passage.doubt or "; ".join(reasons)
        if unit.figure.unit == "%" and not unit.change:
            return self._rate(unit, when, named, doubt, spot, year)
        if unit.change and outer is None and not unit.label:
            return None
        return self._figure(unit, when, named, doubt, spot, year)

    def _told(self, units: Sequence[Labelled], above: Sequence[str], spot: Spot, year: int | None) -> None:
        for unit in units:
            subject = _subject(unit.lead) or _from_above(above)[0]
            named = _Named(f"{subject} {unit.label}".strip(), None, True)
            doubt = spot.passage.doubt or f"{READ}; {BY_SENTENCE}"
            self._figure(unit, _standing_when(above, year, spot), named, doubt, spot, year)

    def _figure(
        self, unit: Labelled, when: When | None, named: _Named, doubt: str, spot: Spot, year: int | None
    ) -> Row | None:
        of_year = when.fiscal_year if when is not None else year
        if self._to_come(when, of_year):
            return None
        shared = {
            "fiscal_year": of_year,
            "measure_ja": named.measure,
            "kpi_code": None,
            "value": unit.figure.value,
            "unit": unit.figure.unit,
            "section": spot.section,
        }
        text = spot.passage.printed
        if when is not None and when.in_month and not unit.change:
            series = fact_key(self.out.sha256, spot.where.source_ref(self.out.sha256), named.measure)
            return self.out.add(
                "monthly_actual",
                spot.where,
                text,
                "prose_month",
                doubt,
                month=when.month,
                basis="monthly",
                series_id=series,
                **shared,
            )
        period = self._period(when, of_year)
        return self.out.add(
            "period_figure", spot.where, text, "prose_figure", doubt, period=period, dimension=named.dimension, **shared
        )

    def _rate(
        self, unit: Labelled, when: When | None, named: _Named, doubt: str, spot: Spot, year: int | None
    ) -> Row | None:
        """A rate of a KPI that the labels name; its month is the report's until the KPI's own result says another."""
        of_year = when.fiscal_year if when is not None else year
        code = _kpi(unit.label or named.measure.split(" ")[-1], named.measure, spot, of_year)
        if code is None or self._to_come(when, of_year):
            return None
        as_of = when.month if when is not None else None
        row = self.out.add(
            "kpi_actual",
            spot.where,
            spot.passage.printed,
            "prose_rate",
            doubt,
            fiscal_year=of_year,
            kpi_code=code,
            kpi_text=named.measure,
            as_of=as_of,
            basis=None if as_of else "full_year",
            value=unit.figure.value,
            unit="%",
            provisional=False,
            scope="branch",
            section=spot.section,
        )
        if as_of is None and spot.passage.lines[0].box is not None:
            spot.flow.undated.append(row)
        return row

    def _to_come(self, when: When | None, year: int | None) -> bool:
        head = self.header
        if year is None or head.fiscal_year is None:
            return year is None
        late = when is not None and when.month is not None and head.as_of is not None and when.month > head.as_of
        return year > head.fiscal_year or late

    def _period(self, when: When | None, year: int | None) -> str:
        """The part of the year that a figure is of; without a date that of the report."""
        head = self.header
        if when is not None and when.period is not None:
            return when.period
        if when is not None and when.month is not None:
            return f"YTD({when.month.month}月)" if when.result or re.search("末|時点|現在|まで", when.text) else "YTD"
        if head.period in (None, "FY") or (year != head.fiscal_year and not (when is not None and when.before)):
            return "FY"
        return "H1" if head.period == "H1" else "YTD"


def _kpi(label: str, measure: str, spot: Spot, year: int | None) -> str | None:
    """The KPI that a rate's name means beyond doubt, else the only one of its row that goes by its label."""
    found = match(measure, year)
    if found is not None and found.sure and not found.alike_only and found.kpi.unit == "%":
        return found.kpi.code
    fitting = {kpi.code for kpi in spot.scope.kpis if label in catalogue()[kpi.code].row_labels}
    return fitting.pop() if len(fitting) == 1 else None


def date_undated(rows: list[Row], code: str, as_of: date | None) -> None:
    """Gives rates without a date the month of the KPI's result that follows them: that of the year before its own."""
    if as_of is None:
        return
    for row in [row for row in rows if row["kpi_code"] == code]:
        year = as_of.year if as_of.month >= 4 else as_of.year - 1
        row["as_of"] = date(as_of.year + row["fiscal_year"] - year, as_of.month, 1)
        row["basis"] = None
        rows.remove(row)


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _name(unit: Labelled, outer: Labelled | None, above: Sequence[str], spot: Spot) -> _Named:
    """What a figure measures: its label, completed by that of the figure it stands beside, the clause before it or the
    lines above.
    """
    label = unit.label
    if outer is not None:
        base = _name(outer, None, above, spot)
        own = label and (len(label) >= 3 and label[-2:] == outer.label[-2:])
        measure = base.measure if not label or own else f"{base.measure} {label}"
        return _Named(measure, base.dimension, base.inferred)
    heading, people = _from_above(above)
    if len(_GENERIC.sub("", label)) >= 2 and not unit.change:
        return _Named(label, people, people is not None)
    subject = _subject(unit.lead)
    subject = subject or heading or re.sub(r"^\(?\d{1,2}\)|^[①-⑳]", "", spot.scope.topic or "")
    named = subject if label and subject.endswith(label) else f"{subject} {label}".strip()
    return _Named(named, people, True)


def _subject(clause: str) -> str:
    """What a clause is about: its topic (…について), what it quotes, and the object of its verb."""
    clause = re.sub(r"\([^()]*\)$|。$", "", re.sub(r"^[・●◎◆◇■□※\s]+|^\(?\d{1,2}\)", "", clause))
    found = _OBJECT.search(clause)
    if found is None:
        return ""
    thing = _TOWARDS.sub("", found[1].split("」")[-1]).lstrip("の") or re.sub(r"^.*「|」$", "", found[1])
    quoted = re.findall(r"「([^「」]{2,30})」", clause)
    topic = _TOPIC.search(clause)
    words = [re.split(r"の(?=[^の]{6,}$)", topic[1])[0] if topic else "", quoted[-1] if quoted else "", thing]
    return " ".join(dict.fromkeys(word for word in words if word))


def _from_above(above: Sequence[str]) -> tuple[str, str | None]:
    """The nearest line above that names a thing, and the people named on the way to it."""
    people: str | None = None
    for line in reversed(above[-8:]):
        text = re.sub(r"^[・●◎◆◇■□※○\s]+|^\(?\d{1,2}\)", "", solid(line))
        bare = re.sub(r"\([^()]*\)$", "", text)
        if _PEOPLE.match(bare):
            people = people or bare
            continue
        figure = re.search(r"\d[^\d\s次期月日回年度]{1,3}(?:[)\s(]|$)", text)
        if figure or _REASON.search(text) or text.startswith("(") or (text.endswith("。") and "を" not in text):
            continue  # another figure, a note, or a sentence that names nothing
        subject = _subject(text) if "を" in text else re.sub(r"^<参考>|[〔〕【】<>\[\]]", "", bare)
        subject = _TAIL.sub("", subject)
        if 2 <= len(subject) <= 40:
            return subject, people
    return "", people


def _standing_when(above: Sequence[str], year: int | None, spot: Spot) -> When | None:
    """The date in brackets at the end of the nearest line above that holds no figure (再勧奨(令和5年8月末)).

    It does not reach an item of a list, which begins something new.
    """
    if spot.passage.mark:
        return None
    for line in reversed(above[-6:]):
        text = solid(line)
        if counts_in(text):
            continue
        found = re.search(r"\(([^()]*)\)$", text)
        return read_when(found[1], year) if found is not None else None
    return None


# ── proofs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def values_at(out: Recorder, spot: Spot) -> set[float]:
    """Values that another rule has read from this passage."""
    ref = spot.where.source_ref(out.sha256)
    kinds = ("kpi_actual", "kpi_target", "period_figure")
    here = [row for kind in kinds for row in out.of(kind) if row["source_ref"] == ref]
    values = [row.get("value", row.get("target_value")) for row in here]
    return {value for value in values if isinstance(value, float)}


def _prove(units: Sequence[Labelled], rows: Sequence[Row | None]) -> None:
    """Notes on figures of one clause whose parts add up to them, or whose rate against last year they reproduce."""
    for at, row in enumerate(rows):
        inner = [(u, r) for u, r in zip(units, rows, strict=True) if u.inner == at and r is not None]
        if row is None or not inner:
            continue
        parts = [r for u, r in inner if not u.change and u.when is None and u.label]
        if len(parts) >= 2 and sum(r["value"] for r in parts) == row["value"]:
            _proved([row, *parts], "parts_add_up", f"{len(parts)} parts in brackets add up to {row['value']:g}")
        before = next((r for u, r in inner if u.when is not None and u.when.before), None)
        rate = next(((u, r) for u, r in inner if u.change and u.figure.unit == "%"), None)
        if before is not None and rate is not None and before["value"]:
            ratio = 100 * row["value"] / before["value"]
            if abs(ratio - rate[1]["value"]) <= 0.5 * 10 ** -decimals(rate[0].figure.text) + 1e-9:
                _proved([row, before, rate[1]], "ratio_to_last_year", f"{ratio:.2f}% of last year's figure")


def _proved(rows: Sequence[Row], check: str, detail: str) -> None:
    for row in rows:
        checked(row, check, True, detail)
