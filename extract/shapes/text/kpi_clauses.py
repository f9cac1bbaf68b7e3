"""What a sentence says of KPIs: targets, results, last year's figures, the nation's, and ranks, each with its time.

`…率は、目標59.0%に対し実績は57.3%(前年度55.9%、全国平均56.8%)となった` states four figures. Each is read from the words
around it: whose it is (`clause_subjects`), of when (`clause_times`), and how it is meant (`clause_roles`). A figure of
a KPI whose words fit no pattern is not read, and casts doubt on the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.normalise.numbers import Figure
from extract.normalise.text import fold, solid
from extract.shapes.context import Header, NamedKpi
from extract.shapes.report.report_branch import branches
from extract.shapes.text.clause_roles import (
    CONDITION,
    READ,
    is_of_another_branch,
    is_of_others,
    is_one_of_several_clauses,
    is_supposed,
    roles,
)
from extract.shapes.text.clause_strands import Strand, sentences, strand_of
from extract.shapes.text.clause_subjects import ELSE, OF_ROW, SENTENCE_BEFORE, Subject, Subjects
from extract.shapes.text.clause_times import UNDATED, Clock, Time, in_named_year, moment_before
from extract.shapes.text.clause_words import (
    COMPARE,
    LAST_YEARS,
    NATION,
    PROVISIONAL,
    RESULT,
    TARGET,
    WHEN,
    WORKPLACES,
    Moment,
    Word,
    may_count,
)
from extract.shapes.text.list_heads import without_leaders
from extract.shapes.text.sentences import COMPARATORS, OF_LAST_YEAR
from extract.shapes.text.spelled_out import NUMBER_OF_TARGET, not_told_apart, spelled_out, with_whole_years

CLAUSE = "a clause of a longer sentence that does not say that it sets a target"
_ABOUT = "printed as an approximate figure (約)"
NOT_ALL = "another figure of the sentence was not understood"
_NO_TIME = "the time it is of is no month or year"
#: A sentence that speaks of all KPIs of those before it.
_ALL_OF_THEM = re.compile(r"^(?:なお、|また、)?(?:これらの?|上記の?)?(?:いずれも|ともに|すべて|両者とも)")
#: Stands for the noun before figures of other branches and insurers.
OTHERS = "他者の率"
_MEASURE = re.compile(r"[^\s]{2,}(?:率|割合|額|数|費)$")
_BARE_BRACKET = "nothing says what the brackets hold"

#: What stands between a target and the figure of an earlier year in brackets behind it: …以上とする(令和6年度:53.08%).
_YEAR_BEHIND = re.compile(rf"(?:[をと](?:する|します|した|維持する|目指す|達成する))?{WHEN}の?[:は]?")
_KPI_LABEL = re.compile(rf"[【〔\[<(]{TARGET}[】〕\]>)]")
_LABEL_ONLY = "only a label before its name calls it a target, in a report of results; it may be the result"
_LONGER = "a goal of a plan of several years; it may be the association's and none of the branch"
_LONGER_PLAN = re.compile(r"アクションプラン|中期(?:計画|目標|経営)|実施計画|[3-9](?:か|カ|ヶ|ヵ)?年計画")
_OF_PEOPLE = frozenset({"人", "名", "件", "千円", "枚"})
_MONTH_ALONE = "of one month alone, of a KPI that is counted from April on"
OF_WHAT_STANDS_BEFORE = "whether it is of the KPI or of what the figure before it is of is not printed"
_YEAR_OF_ANOTHER = "its year is printed with another figure of the same brackets"
_NAMED_BEFORE = "it stands behind the words for last year's figure, as a target would and a result might"
#: What makes such a figure a result: 対前年度以上の62.1%となった.
_REACHED = re.compile(r"と?(?:な[っりる]|であ[っり]|でし|を?達成|に(?:な|達))")

_NATION_LEFT = re.compile(rf"{NATION}(?:[はがのも:、で]|でみると)*$")
_APPROXIMATE = re.compile(r"(?<![契条予協節要規])約$|およそ$|おおむね$|概ね$")
#: List marks, and marks that lead to footnotes.
_MARKS = re.compile(r"^(?:[■●◆◇・○※→⇒□①-⑳]|[(]注\d{0,2}[)]|注\d{0,2}[:)])+|\(※\d*\)|(?<=[%円人件社所])※\d*")
#: Brackets that hold a target behind what it is of: …の割合【KPI:対前年度以下】.
_TAG = re.compile(
    r"(?<=.)[【〔〈<\[]((?:KPI|(?:数値)?目標(?:値|\(KPI\))?|実績(?:値)?)[:は]?[^【】〔〕〈〉<>\[\]]*(?:\d|前年)[^【】〔〕〈〉<>\[\]]*)[】〕〉>\]]"
)
#: A label in letters right before its figure: KPI100%.
_LABEL_END = re.compile(r"(?<=KPI)(?=\d)")
_COUNT = re.compile(r"\d[\d,.]*(?:千円|事業所)")
_WORDS = re.compile(r"[一-龥ぁ-んァ-ヶ]{2}|^KPI")


@dataclass(frozen=True)
class Statement:
    """One figure as a sentence means it: `kind` target, result or rank."""

    kind: str
    subject: Subject
    time: Time
    figure: Figure | None = None
    comparator: str = "="
    national: bool = False
    provisional: bool = False
    rank: tuple[int, int | None] | None = None
    doubt: str | None = None


@dataclass
class Reading:
    """The statements of a passage, and the figures of KPIs in it that were not understood, with the reason; values that
    are `differences`, and those of something else (`elsewhere`) with the noun that says so.
    """

    stated: list[Statement] = field(default_factory=list)
    unread: list[tuple[Figure | None, str]] = field(default_factory=list)
    differences: set[float] = field(default_factory=set)
    elsewhere: dict[float, str] = field(default_factory=dict)


def read_clauses(
    text: str, header: Header, fiscal_year: int | None, above: Sequence[str], beside: Sequence[NamedKpi] = ()
) -> Reading:
    """What a passage says of KPIs; `above` are the lines over it, nearest last, that may name its KPI, `beside` the
    KPIs of the row of a table that it stands in.
    """
    reading = Reading()
    plain = _without_own_name(without_leaders(solid(with_whole_years(fold(text)))), header)
    if not may_count(plain) or not _WORDS.search(_COUNT.sub("", plain)):
        return reading
    before: Subject | None = None
    anchor: Time | None = None
    for printed in filter(may_count, sentences(_TAG.sub(r"(\1)", _LABEL_END.sub(":", _MARKS.sub("", plain))))):
        subjects = Subjects(fiscal_year, header.fiscal_year, above, before, beside)
        reader = _Sentence(Clock(header, fiscal_year, anchor), subjects, reading)
        first = len(reading.stated)
        sentence = spelled_out(printed, header.is_plan)
        reader.read(strand_of(sentence, fiscal_year))
        count = len(reading.stated) - first
        if count and (why := not_told_apart(sentence, count)) is not None:
            reading.unread += [(said.figure, why) for said in reading.stated[first:]]
            del reading.stated[first:]
        if _ALL_OF_THEM.match(sentence):
            reading.stated += _of_all_before(reading.stated[:first], reading.stated[first:])
        anchor = reader.clock.anchor
        before = reader.subjects.named[-1] if reader.subjects.named else before
    if reading.unread:
        reading.stated = [replace(said, doubt=said.doubt or NOT_ALL) for said in reading.stated]
    return reading


def _without_own_name(plain: str, header: Header) -> str:
    """A solid text that calls the report's own branch 当支部."""
    own = next((name for name, code in branches().items() if code == header.branch_code), None)
    return plain.replace(f"{own}支部", "当支部") if own is not None else plain


def _of_all_before(before: Sequence[Statement], said: Sequence[Statement]) -> list[Statement]:
    """A target that is last year's figure, for the other KPIs spoken of before: いずれも目標は対前年度以上です."""
    subjects = {statement.subject.match.kpi.code: statement.subject for statement in before}
    return [
        replace(target, subject=subject)
        for target in said
        if target.comparator in OF_LAST_YEAR.values() and target.subject.doubt == SENTENCE_BEFORE
        for code, subject in subjects.items()
        if code != target.subject.match.kpi.code
    ]


@dataclass(frozen=True)
class _Place:
    """A figure of a strand between the words `left` and `right` of it, the statement whose brackets it stands in."""

    strand: Strand
    at: int
    left: str
    right: str
    role: str
    parent: Statement | None
    inside: bool

    @property
    def word(self) -> Word:
        """Its sign's word."""
        return self.strand.word(self.at)

    @property
    def notes(self) -> list[Word]:
        """Words in brackets right behind it."""
        return self.strand.notes.get(self.at, [])

    @property
    def moments(self) -> list[Moment]:
        """The times that the words before it name."""
        words = self.strand.words[self.at - len(self.left) : self.at]
        return [word.moment for word in words if word is not None and word.moment is not None]

    @property
    def is_called_target(self) -> bool:
        """Whether the words right before it call it a target, and not merely a KPI or a label over all the sentence."""
        words = self.strand.words[self.at - len(self.left) : self.at]
        return any(word is not None and word.sign == TARGET and word.text != "KPI" for word in words)

    @property
    def is_labelled_kpi(self) -> bool:
        """Whether nothing calls it a target but the label before the name: 【KPI】…率:61.2%."""
        labelled = bool(_KPI_LABEL.match(self.strand.shape)) and self.strand.word(1).text == "KPI"
        return labelled and not self.is_called_target and not self.inside

    @property
    def comparator(self) -> str:
        """As the contract writes it; = where nothing is printed."""
        if self.strand.shape[self.at] == LAST_YEARS:
            return OF_LAST_YEAR.get(self.word.sense or "", "=")
        if self.is_last_years_figure:
            return COMPARATORS.get(self.strand.word(self.at - 2).sense or "", "=")
        if self.is_number_of_prior_year_target and self.parent is not None:
            return self.parent.comparator
        follows = self.strand.shape.startswith(COMPARE, self.at + 1)
        return COMPARATORS[self.strand.word(self.at + 1).sense or ""] if follows else "="

    @property
    def in_prior_year_target(self) -> bool:
        """Whether it is the figure in brackets of a target that is last year's: 対前年度以上(0.3%以上)."""
        return self.inside and self.parent is not None and self.parent.comparator in OF_LAST_YEAR.values()

    @property
    def is_number_of_prior_year_target(self) -> bool:
        """Whether it stood between the words of such a target, 対前年度(0.3%)以上, and so is what is to be reached."""
        return self.role == "result" and self.left == NUMBER_OF_TARGET and self.in_prior_year_target

    @property
    def is_last_years_figure(self) -> bool:
        """Whether it is the figure of a target that is last year's, named before it: 目標(対前年度以上)の62.1%とは."""
        named = self.strand.shape[: self.at].endswith(f"{LAST_YEARS}の") and self.role in ("result", CONDITION)
        return named and not _REACHED.match(self.strand.shape[self.at + 1 :])


_EARLIER = "a figure of an earlier year: a target of that year, or its result"
#: The time of all figures before it: いずれも8月末時点の数値です.
_FOR_ALL = re.compile(rf"(?:いずれも|すべて|全て|ともに){WHEN}")


class _Sentence:
    """Reads one sentence into a passage's reading."""

    def __init__(self, clock: Clock, subjects: Subjects, reading: Reading) -> None:
        self.clock = clock
        self.subjects = subjects
        self.out = reading
        self.other: Figure | None = None  # the figure before, where it is of something else than a KPI

    def read(self, strand: Strand) -> None:
        """Reads all figures of a sentence; the nation's and ranks that nothing dates are of the branch's date."""
        if is_supposed(strand):
            return
        first = len(self.out.stated)
        self._strand(strand, None, inside=False)
        self._date_all(strand, first)
        dated = self.clock.anchor
        if dated is not None and dated.doubt is None:
            for at, said in enumerate(self.out.stated[first:], first):
                if (said.national or said.kind == "rank") and said.time.doubt == UNDATED:
                    self.out.stated[at] = replace(said, time=replace(dated, doubt=UNDATED))

    def _date_all(self, strand: Strand, first: int) -> None:
        """Dates the statements from `first` on that name no time, where the sentence ends by naming one for all."""
        found = _FOR_ALL.search(strand.shape)
        moment = strand.word(found.end() - 1).moment if found else None
        if moment is None or moment.as_of is None or moment.back:
            return
        for at, said in enumerate(self.out.stated[first:], first):
            if said.time.doubt == UNDATED and said.kind == "result":
                time = Time(moment.year or said.time.year, moment.as_of, False)
                doubt = "; ".join(why for why in (said.doubt or "").split("; ") if why and why != UNDATED)
                self.out.stated[at] = replace(said, time=time, doubt=doubt or None)

    def _strand(self, strand: Strand, parent: Statement | None, inside: bool) -> None:
        places = strand.counted()
        meant = roles(strand, self.clock.header.is_plan)
        for number, at in enumerate(places):
            end = places[number + 1] if number + 1 < len(places) else len(strand.shape)
            left = strand.shape[places[number - 1] + 1 if number else 0 : at].lstrip(COMPARE)
            place = _Place(strand, at, left, strand.shape[at + 1 : end], meant[at], parent, inside)
            said = self._figure(place)
            stands = self.clock.standing, self.clock.anchor, self.other
            for inner in strand.inner.get(at, ()):
                self._strand(inner, said, inside=True)
            self.clock.standing, self.clock.anchor, self.other = stands  # what an aside says ends with its brackets

    def _figure(self, place: _Place) -> Statement | None:
        parent = place.parent
        subject = self.subjects.of(place.left, place.right, place.word.figure, parent.subject if parent else None)
        if place.role == "change" or subject is None or self._is_of_others(place):
            self._pass(place, subject)
            if subject is None and place.role == "result" and place.word.figure is not None and not place.inside:
                self._keep_time(place, place.word.figure)
            return None
        if self._goes_on(place):
            self._pass_on(place)
            return None
        role = self._role(place)
        if role == "target" and subject.doubt == OF_ROW:
            return None
        if role not in READ:
            self.out.unread.append((place.word.figure, role))
            return None
        moment, clear = self._moment(place, role)
        if moment is not None and moment.mean and moment.as_of is not None:
            return None  # an average over months is no figure of one of them
        of_parent = parent.time if parent is not None and (parent.kind != "target" or role == "target") else None
        time = self.clock.time(moment, of_parent, role)
        if time is None:
            self.out.unread.append((place.word.figure, _NO_TIME))
            return None
        time = time if clear else replace(time, doubt=time.doubt or UNDATED)
        return self._state(place, role, subject, time, moment)

    def _is_of_others(self, place: _Place) -> bool:
        own = self.clock.header.branch_code
        other = own is not None and is_of_another_branch(place.strand, place.at, own)
        return other or is_of_others(place.strand, place.at)

    def _is_of_month_alone(self, place: _Place, subject: Subject) -> bool:
        """Whether words before the figure of a KPI that is counted from April on say that it is of one month."""
        words = place.strand.words[place.at - len(place.left) : place.at]
        alone = any(word is not None and word.sign == WHEN and "単月" in word.text for word in words)
        return alone and subject.match.kpi.default_basis == "cumulative"

    def _pass(self, place: _Place, subject: Subject | None) -> None:
        """Keeps in mind what a figure is that is none of a KPI: a difference, of others, or of what a noun names."""
        figure, noun = place.word.figure, OTHERS if subject is not None else self.subjects.noun
        if figure is not None and place.role == "change":
            self.out.differences.add(figure.value)
            return
        self.other = figure if figure is not None else self.other
        if figure is not None and _MEASURE.search(noun):
            self.out.elsewhere[figure.value] = noun

    def _keep_time(self, place: _Place, figure: Figure) -> None:
        """Keeps the time named with a count of people or the like for the rate that follows it."""
        if figure.unit in _OF_PEOPLE:
            self._moment(place, "result")

    def _pass_on(self, place: _Place) -> None:
        """Keeps in mind a figure that follows one of something else: in the brackets of that it is of that too."""
        figure = place.word.figure
        if figure is not None and place.inside:
            self.out.elsewhere[figure.value] = ELSE
        else:
            self.out.unread.append((figure, OF_WHAT_STANDS_BEFORE))

    def _goes_on(self, place: _Place) -> bool:
        """Whether a figure that names nothing itself follows one of something else: 新規は77社(前年度95社)."""
        if self.subjects.is_named_here:
            self.other = None
        other, figure = self.other, place.word.figure
        if other is None or figure is None:
            return False
        return other.unit == figure.unit or {other.unit, figure.unit} <= WORKPLACES

    def _role(self, place: _Place) -> str:
        if place.is_number_of_prior_year_target or (place.in_prior_year_target and place.role == CONDITION):
            self.out.stated = [said for said in self.out.stated if said is not place.parent]
            return "target"
        last = self.out.stated[-1] if self.out.stated else None
        if place.is_last_years_figure and last is not None and last.comparator in OF_LAST_YEAR.values():
            self.out.stated.pop()
            return "target"
        if place.role == "target" and last is not None and self._is_of_year_before(place, last):
            return "result"
        bare = place.role == "result" and place.inside and not place.left and not place.in_prior_year_target
        return _BARE_BRACKET if bare else place.role

    def _is_of_year_before(self, place: _Place, last: Statement) -> bool:
        """Whether a figure without a sense of its own only says what was reached in a year before that of the target
        right before it: a label over both (KPI:) names the target alone.
        """
        if last.kind != "target" or place.comparator != "=" or not _YEAR_BEHIND.fullmatch(place.left):
            return False
        moment = place.moments[-1] if place.moments else None
        return moment is not None and (bool(moment.back) or (moment.year or last.time.year) < last.time.year)

    def _moment(self, place: _Place, role: str) -> tuple[Moment | None, bool]:
        """The time that words name for a figure, and whether that is clear; what stands for the next ones is kept."""
        noted = [note.moment for note in place.notes if note.moment is not None]
        if noted:
            return in_named_year(noted[-1], place.moments), True
        moment, clear = moment_before(place.left, place.moments)
        if moment is not None and moment.back and place.word.rank is not None and place.word.rank[1] is not None:
            moment = None  # of 前年度の8位から5位 the first is last year's
        self.clock.stand(moment, place.left, place.right)
        if moment is None and role == "result" and place.in_prior_year_target:
            moment = Moment(None, None, back=1)
        return moment, clear

    def _state(self, place: _Place, role: str, subject: Subject, time: Time, moment: Moment | None) -> Statement:
        national = bool(_NATION_LEFT.search(re.sub(f"[{WHEN}{RESULT}{PROVISIONAL}]", "", place.left)))
        said_early = PROVISIONAL in place.left or any(note.sign == PROVISIONAL for note in place.notes)
        of_all = self.clock.standing if moment is None and place.parent is None and role == "result" else moment
        loose = _LONGER if role == "target" and _LONGER_PLAN.search(place.strand.shape[: place.at]) else None
        if loose is None and role == "target" and TARGET not in place.strand.shape:
            loose = CLAUSE if is_one_of_several_clauses(place.strand, place.at) else None
        about = _ABOUT if _APPROXIMATE.search(place.left) else loose
        about = about or (_NAMED_BEFORE if role == "target" and place.is_last_years_figure else None)
        header = self.clock.header
        past = header.fiscal_year is not None and time.year < header.fiscal_year
        unsaid = header.is_plan or not place.is_called_target
        bare = role == "target" and place.comparator == "=" and place.word.figure is not None
        earlier = _EARLIER if bare and past and unsaid else None
        about = about or (_MONTH_ALONE if role == "result" and self._is_of_month_alone(place, subject) else None)
        about = about or (_LABEL_ONLY if bare and not header.is_plan and place.is_labelled_kpi else None)
        if national and moment is None and past and place.inside and not header.is_plan:
            about = about or _YEAR_OF_ANOTHER
        said = Statement(
            role,
            subject,
            time,
            place.word.figure,
            place.comparator,
            national,
            said_early or (of_all is not None and of_all.provisional),
            place.word.rank,
            "; ".join(doubt for doubt in (subject.doubt, time.doubt, about or earlier) if doubt) or None,
        )
        self.out.stated.append(said)
        if role == "result" and not national and not (moment is not None and moment.back):
            self.clock.keep(time)
        return said
