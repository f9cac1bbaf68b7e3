"""Whose the figures of a sentence are: the KPI named before them, spoken of before, or named by the line above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.catalogue import Kpi, Match, fits_row, match
from extract.normalise.numbers import Figure
from extract.normalise.text import fold, solid
from extract.shapes.context import NamedKpi
from extract.shapes.names.row_kpis import called, clearest
from extract.shapes.text.clause_roles import VERB_BEFORE
from extract.shapes.text.clause_strands import without_signs
from extract.shapes.text.clause_words import RESULT, TARGET, WHEN
from extract.shapes.text.sentences import MANY_MONTHS

SENTENCE_BEFORE = "its KPI is the one that the sentence before speaks of"
LINE_ABOVE = "its KPI is named by the line above it"
_RESULT = re.compile(r"(?:実績|結果|現状|達成状況)値?|")
#: A target in the line above, which names the KPI of the results below it: 【KPI】郵送化率を96.0%以上とする。
_AIM = re.compile(
    r"(?:[■●・○]?\s*[【〔\[]?KPI[】〕\]]?\s*[:]?\s*)?(?P<name>[^。]{4,70}?)(?:を|について、?)"
    r"(?:[^を。]{1,20}(?:以上|以下|以内|未満)|[\d.]+%)[にと](?:する|した)。?$"
)
OF_ROW = "nothing beside it names its KPI: it is taken for the only one of its row"
SAME_GROUP = "its KPI is named by the group of people only"
_LOOSE_NAME = "the words before it may name only a part of the KPI"

_EDGES = re.compile(
    r"^(?:[のはがにでとも、:「]|また|なお|ただし|しかし|うち|このうち|については|では)+"
    r"|(?:[はがをもでに、:「]|については?|は、)+$"
)
_NOUN = re.compile(
    r"(?P<noun>(?:[一-龥ァ-ヶー・A-Za-z]|の(?=[一-龥ァ-ヶ]))+)(?:については?|は|が|も|を|:|で|では|、)*$"
)
_LEADING = re.compile(r"^(?:で|と)?(?:あった|なった|なっている|した)(?P<name>[^、]{4,80})")
_ENDS_NAME = re.compile(r"は|が|を|について")
#: Words before and behind a figure that make it one of a part, or of a thing named with the rate, and none of the KPI
#: spoken of: このうち集団健診が…を占める, 勧奨した事業所の…から, 電子申請の割合は, 目標に対する達成率は.
_PART_LEFT = re.compile(r"(?:^|[、。])(?:この|その|の)?うち|内訳|(?:事業所|者|社|支部)の$")
_PART_RIGHT = re.compile(r"を?占め|から(?:の)?(?:申|回答|提出|同意)")
_OF_ELSE = re.compile(
    rf"(?:^|[^一-龥ァ-ヶー])(?!(?:本県|県内|支部|全体|年間|当該|直近|最新|今回|現在|同))[一-龥ァ-ヶー]{{2,}}の(?:割合|率|比率)[はがも]$|{TARGET}に対する\S{{2,4}}率は$"
    r"|(?:伸び|増加|減少|上昇|変化)率[はがも]?$|アンケート[^、は]*[はがも]$"
)
#: Stands for the noun before such figures.
ELSE = "別の率"
_GROUP = re.compile(r"^(?:被保険者|被扶養者)$")
_GROUPS = re.compile(r"被保険者|被扶養者")
#: Where what is said of other work ends: 毎月発信するとともに、…
_OTHER_WORK = re.compile(r"(?:とともに|ほか|うえで|上で)、")
#: The rate that all figures of a list are: 実施率は…、特定健診が22.9%.
_TOPIC_RATE = re.compile(r"(?:^|の|[、)\ue000-\ue013])(?P<rate>[一-龥]{1,3}率)は")
#: Nouns before a figure that name no measure of their own.
_PLAIN_NOUN = re.compile(
    r"^(?:率|割合|年間|通年|全体|今回|同率|同割合|当該割合|数値|値|現在|直近|現状|結果|合計|単月|累計|年度|本年|年度末|参考値?|[直現]近?[在状]?値|基準値|最新値?|速報値?|(?:全国)?順位)$"
)
_PART_NOUN = re.compile(r"^(?P<noun>[一-龥ァ-ヶー・A-Za-z]+)[はが:]?$")
_TOPIC = re.compile(r"(?:^|、)(?P<topic>[^、。]{4,30}?)(?<![率合額数])(?:については|は)")
_WORK_NOUN = re.compile(r"(?:健診|健康診査|保健指導|健診データ)$")
_NO_RATE = "its name says no rate, only the work that it is of"
#: Brackets behind the name right before a figure: バイオシミラーの使用割合(金額)は.
_BEHIND_NAME = re.compile(r"\([^()]*\)(?=(?:は|が|も|を|:|で|、)*$)")
_OWN_RATES = frozenset({"実施率", "受診率", "取得率", "提出率", "回収率"})
_SHORT_RATE = re.compile(r"[一-龥]{1,3}(?:率|割合)$")
#: Words that leave a rate that of all: 支部の実施率, 県内の使用割合, 最終実施率.
_WHOLE = re.compile(r"支部$|[都道府県](?:内|全体)?$|全体$|^(?:最終|年間|同)$")
#: What ends a clause before the noun that it tells apart: 訪問した事業所は305社.
_RELATIVE = re.compile(r"[たるい]$")
_COUNTED = frozenset({"事業所", "事業所数", "会社", "者"})
#: Workplaces that something is of: 健康づくりに取り組む4社の事例を紹介した.
_PLACES = frozenset({"社", "事業所", "か所"})
_OF_THING = re.compile(r"の(?!登録|宣言|参加|委嘱|実績|結果|状況|達成|増)[一-龥ァ-ヶ]")
#: What stands before and behind the words of a title, and a figure on its line.
_MARK = re.compile(r"^(?:[^\w]|\d{1,2}[.)](?!\d))+|[】\]〕>]+$")
_NUMBER = re.compile(r"^\s*[0-9０-９]{1,2}\s+(?=[一-龥ァ-ヶ])")
_COUNT = re.compile(r"\d[\d,.]*(?:%|円|日|事業所|位)(?!以[上下]の)")
_REMARK = re.compile(r"[→⇒※>]")
_LIKE_ENOUGH = 90
_LONGEST_TITLE = 60


@dataclass(frozen=True)
class Subject:
    """The KPI that figures are of, the words that name it, and why that is not sure; `of_row`: they name it only as one
    of the KPIs of the row of a table.
    """

    match: Match
    name: str
    doubt: str | None = None
    of_row: bool = False

    def counts_in(self, figure: Figure | None) -> bool:
        """Whether a figure's unit can be the KPI's."""
        wanted = self.match.kpi.unit
        if figure is None or figure.unit == wanted:
            return True
        return wanted == "事業所" and figure.unit in ("社", "件", "か所")


class Subjects:
    """The KPIs that one sentence has named so far; `before` is the one that the sentence before it spoke of last,
    `above` are the lines over the passage, nearest last, `beside` the KPIs of the row of a table that it stands in.
    """

    def __init__(
        self,
        year: int | None,
        printed_in: int | None,
        above: Sequence[str],
        before: Subject | None,
        beside: Sequence[NamedKpi] = (),
    ) -> None:
        self.year = year
        self.printed_in = printed_in
        self.above = above
        self.before = before
        self.beside = beside
        self.named: list[Subject] = []
        self.rate = ""
        self.topic = ""  # what a clause of the sentence says that it is about: 特定健診は…、受診率は
        self.noun = ""  # the one right before the figure asked about last
        self.is_named_here = False  # whether the words right before that figure name its KPI

    def of(self, left: str, right: str, figure: Figure | None, parent: Subject | None) -> Subject | None:
        """The KPI of a figure: as the words before it name it, else the one spoken of, where they name nothing else."""
        self.noun, self.is_named_here = "", False
        if MANY_MONTHS.search(_OTHER_WORK.split(left)[-1]) or left.endswith("同"):
            return None
        self.topic = next((found["topic"] for found in _TOPIC.finditer(without_signs(left))), self.topic)
        rate = _TOPIC_RATE.search(left)
        self.rate = rate["rate"] if rate is not None else self.rate
        named = self._named(left)
        if named is not None and _is_of_part(left, named):
            self.named.append(named)
            self.noun = ELSE
            return None
        if named is None and not self.named and (lead := _LEADING.match(right)):
            ends = (found.start() for found in _ENDS_NAME.finditer(lead["name"]))
            named = next(filter(None, (self._named(lead["name"][:end]) for end in ends)), None)
        if named is not None:
            self.is_named_here = True
            self.named.append(named)
            return named if named.counts_in(figure) else None
        words = _BEHIND_NAME.sub("", without_signs(re.sub(r"[「」]", "", left)))
        found = _NOUN.search(words)
        self.noun = noun = found["noun"].lstrip("の・") if found else ""
        if "平均" in words or (found is not None and words[: found.start()][-1:].isdigit()):
            return None  # of 65歳以上の割合 the noun alone is no measure
        if not noun and figure is not None and figure.unit in _PLACES and _OF_THING.match(right):
            self.noun = ELSE
            return None
        told_apart = found is not None and noun in _COUNTED and _RELATIVE.search(words[: found.start("noun")])
        if told_apart or _PART_LEFT.search(words) or _PART_RIGHT.match(right) or _OF_ELSE.search(left):
            self.noun = ELSE
            return None
        return self._of_work(noun, figure) or self._unnamed(noun, figure, parent)

    def _unnamed(self, noun: str, figure: Figure | None, parent: Subject | None) -> Subject | None:
        """The KPI of a figure before which at most a `noun` stands: that of the sentence, or of its place."""
        known = self._spoken_of(figure, parent)
        if known is not None and _GROUP.match(self.topic) and self.topic not in known.match.kpi.name:
            return self._of_group(self.topic, known, figure)
        if known is None or noun in _OWN_RATES:
            known = self._of_topic(noun, figure) or known
        if known is None:
            return self._by_row(noun, figure) or self._by_line_above(noun, figure)
        group = _GROUPS.match(noun)
        if group is not None and (group[0] == noun or group[0] not in known.match.kpi.name):
            return self._of_group(group[0], known, figure)
        return known if says_nothing_else(noun, known.match.kpi) else None

    def _match(self, name: str) -> Match | None:
        found = match(name, self.year, printed_in=self.printed_in)
        return found if found is not None and not found.alike_only else None

    def _named(self, left: str) -> Subject | None:
        """The KPI that the words before a figure name, in the last clause of theirs that names one."""
        people = ""
        clauses = left.split("、")
        for at in range(len(clauses) - 1, -1, -1):
            clause = clauses[at]
            name = _EDGES.sub("", without_signs(re.sub(f"[{WHEN}{RESULT}{TARGET}]の", "", clause)))
            if _GROUP.match(name) and not people:
                people = name  # 特定保健指導の実施率は、被保険者が
                continue
            if people and not _GROUPS.search(name):
                name = people + name
            found = self._match(name) if len(name) >= 3 else None
            if found is None and self.rate and len(name) >= 3 and not VERB_BEFORE.search(name):
                found = self._match(name + self.rate)
                found = found if found is not None and found.sure and self.rate in found.kpi.name else None
            if found is None and len(clauses) - at > 1 and not people:
                whole = _EDGES.sub("", without_signs("、".join(clauses[at:])))  # 3部位以上、かつ月15日以上の…割合
                found = self._match(whole) if not VERB_BEFORE.search(whole) else None
                found = found if found is not None and found.sure else None
                name = whole if found is not None else name
            if (found is None or not found.sure) and (of_row := self._of_row(_last_noun(name))) is not None:
                return of_row
            if found is None:
                continue
            if (group := _group_at_end(name)) and group not in found.kpi.name:
                return None
            own = "" if found.score >= _LIKE_ENOUGH or found.kpi.name in solid(name) else _own_words(name, found.kpi)
            return Subject(found, name, found.doubt or (_LOOSE_NAME if VERB_BEFORE.search(own) else None))
        return None

    def _spoken_of(self, figure: Figure | None, parent: Subject | None) -> Subject | None:
        for subject in [*([parent] if parent else []), *reversed(self.named)]:
            if subject.counts_in(figure):
                return subject
        if self.named or self.before is None or not self.before.counts_in(figure):
            return None
        return replace(self.before, doubt=self.before.doubt or SENTENCE_BEFORE)

    def _of_group(self, noun: str, known: Subject, figure: Figure | None) -> Subject | None:
        """The KPI of the other group of people: of 被扶養者, after 被保険者の…率."""
        name = _GROUPS.sub(noun, known.name if _GROUPS.search(known.name) else known.match.kpi.name)
        found = self._match(name)
        if found is None or noun not in found.kpi.name:
            return None
        return self._keep(Subject(found, name, found.doubt or SAME_GROUP), figure)

    def _of_work(self, noun: str, figure: Figure | None) -> Subject | None:
        """The KPI of a share that stands right behind the work it is of, without the word for the rate."""
        if figure is None or figure.unit != "%" or not _WORK_NOUN.search(noun):
            return None
        found = self._match(f"{noun}{'取得率' if noun.endswith('データ') else '実施率'}")
        if found is None or not found.sure:
            return None
        self.is_named_here = True
        return self._keep(Subject(found, noun, _NO_RATE), figure)

    def _of_topic(self, noun: str, figure: Figure | None) -> Subject | None:
        """The KPI that a short name means after the topic of its sentence: 特定健診は120人が受診し、受診率は."""
        name = f"{self.topic}の{noun}"
        found = self._match(name) if self.topic and _SHORT_RATE.match(noun) else None
        if found is None or not found.sure or (noun not in found.kpi.row_labels and noun not in _OWN_RATES):
            return None
        self.is_named_here = True
        return self._keep(Subject(found, name), figure)

    def _by_line_above(self, noun: str, figure: Figure | None) -> Subject | None:
        title, found = self._title_above()
        if noun and (found is None or not found.sure):
            found = self._match(title + noun)
        if found is None or not found.sure or len(title) > _LONGEST_TITLE:
            return None
        if not says_nothing_else(noun, found.kpi) or (_GROUP.match(noun) and noun not in found.kpi.name):
            return None
        sure = self._aim_above() is not None and _RESULT.fullmatch(noun)
        return self._keep(Subject(found, title, None if sure else LINE_ABOVE), figure)

    def _aim_above(self) -> str | None:
        """The name of what the line right above states the target of, where that is no list of targets."""
        aims = [_AIM.match(fold(line).strip()) for line in self.above[-2:]]
        alone = aims and aims[-1] is not None and (len(aims) == 1 or aims[0] is None)
        return solid(aims[-1]["name"]) if alone and aims[-1] is not None else None

    def _title_above(self) -> tuple[str, Match | None]:
        """The nearest line above that is no sentence, and the KPI that it names; lines of figures without a name of
        their own, and remarks, stand under the same title.
        """
        if (aimed := self._aim_above()) is not None and (found := self._match(aimed)) is not None:
            return aimed, found
        title, found = "", None
        for line in reversed(self.above):
            if "。" in re.sub(r"[(（][^()（）]*[)）]", "", line):
                continue
            first, *behind = _COUNT.split(_MARK.sub("", solid(_NUMBER.sub("", line))))
            title = _EDGES.sub("", first)
            found = self._match(title)
            if found is not None or not (behind or _REMARK.match(line)):
                break
        return title, found

    def _of_row(self, noun: str) -> Subject | None:
        """The one KPI of the row that goes by a noun, or whose own name says it where several do."""
        named = clearest(noun, called(noun, self.beside))
        return self._subject(named, noun) if named is not None and named.sure else None

    def _by_row(self, noun: str, figure: Figure | None) -> Subject | None:
        """The only KPI of the row, for a figure that nothing names, or the only one of the people who name it."""
        if _GROUP.match(noun):
            of_group = {kpi.code: kpi for kpi in self.beside if noun in solid(kpi.text)}
            only = next(iter(of_group.values())) if len(of_group) == 1 else None
            found = self._subject(only, only.text) if only is not None else None
            return self._keep(replace(found, doubt=SAME_GROUP, of_row=False), figure) if found is not None else None
        named = self.beside[0] if len({named.code for named in self.beside}) == 1 and not noun else None
        subject = self._subject(named, "") if named is not None else None
        return self._keep(replace(subject, doubt=OF_ROW), figure) if subject is not None else None

    def _subject(self, named: NamedKpi, name: str) -> Subject | None:
        found = match(named.text, self.year, (named.code,), self.printed_in)
        return Subject(found, name, of_row=True) if found is not None else None

    def _keep(self, subject: Subject, figure: Figure | None) -> Subject | None:
        if not subject.counts_in(figure):
            return None
        self.named.append(subject)
        return subject


def _is_of_part(left: str, named: Subject) -> bool:
    """Whether the noun right before a figure tells a part of the KPI apart that a clause before it names:
    査定率は、内科0.10%.
    """
    behind = without_signs(left.rsplit("、", 1)[-1])
    found = _PART_NOUN.search(behind) if "、" in left else None
    noun = found["noun"] if found is not None else ""
    return noun not in named.name and not says_nothing_else(noun, named.match.kpi)


def _last_noun(name: str) -> str:
    """The noun that a name ends in, without the months before it (4月~8月の査定率)."""
    return re.split(r"[のはがを、:~月]", name)[-1]


def _group_at_end(name: str) -> str | None:
    """The people that a name goes on to (…受診率は被保険者), or None."""
    found = _NOUN.search(name)
    return found["noun"] if found and _GROUP.match(found["noun"]) else None


def says_nothing_else(noun: str, kpi: Kpi) -> bool:
    """Whether a noun before a figure leaves it a figure of the KPI: 割合 does, 進捗率 and 対象者数 do not."""
    if noun == "達成率":
        return noun in kpi.row_labels
    if not noun or _PLAIN_NOUN.match(noun) or noun in kpi.name:
        return True
    return fits_row(noun, kpi, None) and not _names_a_part(noun, kpi)


def _names_a_part(noun: str, kpi: Kpi) -> bool:
    """Whether words of their own before the KPI's short label make it the rate of a part: 女性の実施率."""
    label = max((own for own in kpi.row_labels if noun.endswith(own)), key=len, default="")
    head = noun.removesuffix(label).removesuffix("の")
    terms = (term for group in kpi.all_of for term in group)
    plain = not head or head in kpi.name or _PLAIN_NOUN.match(head) or _WHOLE.search(head)
    return bool(label) and not plain and not any(term in head for term in terms)


def _own_words(name: str, kpi: Kpi) -> str:
    """A name without the pieces that the KPI's own has."""
    for term in (term for group in kpi.all_of for term in group):
        name = name.replace(term, "")
    return name
