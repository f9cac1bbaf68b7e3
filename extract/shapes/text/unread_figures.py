"""Figures of KPIs in sentences that ended in no fact: rejected with their sentence, so that none is dropped unseen.

Meant are figures with a unit that a sentence prints of a KPI which it, or the line above it, names, all such figures in
a block of KPIs, and the shares and ranks that a sentence states, whatever of. Differences (1.2ポイント増) and bounds
within a name (15日以上の施術) are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.catalogue import Kpi, match
from extract.document import Place
from extract.locate import Locator
from extract.marks import NOT_READ
from extract.normalise.numbers import Figure, figures_in
from extract.normalise.text import fold, solid
from extract.recorder import Recorder
from extract.shapes.plan.plan_text import tells
from extract.shapes.text.clause_roles import BOUND, CONDITION
from extract.shapes.text.clause_words import FIGURE, WORKPLACES, words_of
from extract.shapes.text.labelled_figures import counts_in
from extract.shapes.text.passages import Passage
from extract.shapes.text.spot import Spot

REASON = (
    f"{NOT_READ}a figure of a KPI in a sentence that no rule took for a fact; look at the page and add a correction"
)
COUNT_LEFT = (
    f"{NOT_READ}a count that a sentence tells of and no rule took for a fact; look at the page and add a correction"
)
AIM_LEFT = f"{NOT_READ}a target of last year's figure, and no rule says of what; look at the page and add a correction"
#: Passages that set such targets are no longer.
_SHORT = 80
#: A target that is last year's figure; no fact has it as its value.
_PRIOR, _NO_VALUE = re.compile(r"対前年度?(?:実績|比)?(?:\([^()]*\))?以[上下]"), float("-inf")
#: Facts that hold such a passage whatever their values: the words of an item tell of a count, targets have a sense.
_HELD = {COUNT_LEFT: "plan_item", AIM_LEFT: "kpi_target"}
#: What a sentence on what was done counts, and how it ends, or goes on behind a count.
_TALLIED = re.compile(r"[件人名回社通枚部校]|事業所|機関|[かヶ]所|箇所|会場|団体|[千万]?円|百万円")
_PARTICLES = re.compile(r"[一-龥ァ-ヶー\d」)][はがをにでへも]")
_EACH = re.compile(r"(?:期|毎[年月週日]|ごと|うち)に?$")
_COUNT_STATED = re.compile(
    r"(?:[(][^()]*[)])?(?:でした|です|で(?:あ|、)|だった|と(?:な[りっる]|、)|に(?:達|のぼ|上|とど)|[、。]|$)"
)
#: What makes a passage more than figures with their units, which stand in tables and are looked for there.
_NAMES, _COUNTS = re.compile(r"[一-龥ぁ-んァ-ヶ]{2}"), re.compile(r"\d[\d,.]*(?:事業所|千円|%)?")
#: What makes a figure the bound of what follows it; 以上の達成 does not.
_OF = r"(?:以上|以下|以内|未満)の(?!達成|確保|実現|維持)"
_BOUNDS = re.compile(r"(?:以上|以下|以内|未満)の|を(?:超え|上回|下回|割)")
#: What follows a figure that a sentence gives as what was reached.
_STATES = re.compile(
    r"(?:[(][^()]*[)])?(?:でし(?:た|て)|です|で(?:あ|、|前年|全国|目標)|だった|と(?:な[りっる]|、)|[、。]|$"
    r"|に(?:達|とどま|な[っり]|上昇|低下|改善|減少|増加)|を達成|まで(?:上昇|低下|改善))"
)
_LABELLED = re.compile(r"(?:目標|実績|KPI)(?:値|率)?[:はが]?(?P<figure>\d[\d,]*(?:\.\d+)?(?:%|事業所|円|日))")
#: A rank among the branches; where a change begins is told beside where it ends.
_RANK = re.compile(
    r"(?:(?:全国|支部中|順位|都道府県別?)[^\d、。%]{0,6}|全国(?:平均)?[\d.]+%[・、(/])(?P<rank>[1-4]?\d)位(?!から|以内|以上|程度|台)"
    r"|%[(](?P<behind>[1-4]?\d)位[),、]"
)
#: What is counted in workplaces, and how many lines above a sentence may say so.
_OF_WORKPLACES, _NEAR = re.compile(r"宣言|健康保険委員|健保委員"), 2
_AIMED = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?(?:%|事業所|社|円))(?:以上|以下)?(?:と(?:する|した)?(?:こと)?|まで[^\d、。]{0,10})?[をがは]?目(?:標|指)"
)
#: Where facts of each kind hold their figure; a reject holds none.
_VALUES = {
    "kpi_actual": "value",
    "kpi_target": "target_value",
    "kpi_rank": "rank",
    "period_figure": "value",
    "monthly_actual": "value",
    "reject": None,
}


@dataclass(frozen=True)
class Unread:
    """A passage that prints figures of KPIs, and which of them are to be in facts, each as often as it is printed."""

    passage: Passage
    values: Counter[float]
    reason: str = REASON


def to_be_read(unread: Sequence[tuple[Figure | None, str]], text: str) -> Iterator[float]:
    """The figures among those that were not understood that may be targets or results.

    Bounds of others (80%を超える支部) and conditions on what follows (80%以上の水準) are none.
    """
    for figure, role in unread:
        if figure is None or role == BOUND:
            continue
        if role != CONDITION or not re.search(rf"{re.escape(figure.text)}{_OF}", solid(text)):
            yield figure.value


def figures_of_block(spot: Spot) -> Counter[float]:
    """The figures that a passage in a block of KPIs prints with their units, of any other those of a KPI that it names
    anywhere, right behind the words target or result.
    """
    if spot.scope.part == "next":
        return Counter()
    plain = solid(spot.passage.text)
    if spot.flow.block is None:
        return _figures_labelled(plain, spot.scope.fiscal_year)
    words = words_of(plain, spot.scope.fiscal_year) if _NAMES.search(_COUNTS.sub("", plain)) else []
    figures = [word.figure for word in words if word.sign == FIGURE and word.figure is not None]
    return Counter(figure.value for figure in figures if figure.unit != "日")


def shares_in(spot: Spot) -> Counter[float]:
    """The shares that a passage prints beside the target or result of one, but for bounds on what follows them."""
    plain = solid(spot.passage.text)
    words = [word for word in words_of(plain, spot.scope.fiscal_year) if word.sign == FIGURE] if "%" in plain else []
    figures = [word.figure for word in words if word.figure is not None and not _BOUNDS.match(plain, word.end)]
    return Counter(figure.value for figure in figures if figure.unit == "%")


def shares_stated(spot: Spot) -> Counter[float]:
    """The shares, ranks and spans of days that a sentence states of something that it does not name as a KPI:
    使用割合は82.7％です, 平均6.7日でした. Days without decimals are those of dates as well.
    """
    plain = solid(spot.passage.text)
    words = _NAMES.search(_COUNTS.sub("", plain))
    found = [(figure, end) for figure, _, end in figures_in(plain) if words and _is_stated(figure)]
    return Counter(figure.value for figure, end in found if _STATES.match(plain, end))


def counts_stated(spot: Spot, named: Sequence[Kpi]) -> Counter[float]:
    """The workplaces that a sentence counts where it, its heading or a line right above speaks of declarations or
    committee members, and no KPI `named` by it is a count of them: 9月末現在で1,712社となり.
    """
    if any(kpi.unit == "事業所" for kpi in named):
        return Counter()
    flow, plain = spot.flow, solid(spot.passage.text)
    near = [*(text for _, text in flow.heading[-1:]), *flow.captions[-_NEAR:], plain]
    if not any(_OF_WORKPLACES.search(solid(line)) for line in near) or not _NAMES.search(_COUNTS.sub("", plain)):
        return Counter()
    words = [word for word in words_of(plain, spot.scope.fiscal_year) if word.sign == FIGURE]
    stated = [word.figure for word in words if word.figure is not None and _STATES.match(plain, word.end)]
    return Counter(figure.value for figure in stated if figure.unit in WORKPLACES - {"件"})


def counts_told(spot: Spot) -> Counter[float]:
    """The counts that a sentence on what was done tells of: 集団健診を8回開き、312人が受診した."""
    text = fold(spot.passage.text)
    free = [found for found in counts_in(text) if not (_EACH.search(text[: found[1]]) or _BOUNDS.match(text, found[2]))]
    found = [(figure, end) for figure, _, end in free if _TALLIED.fullmatch(figure.unit or "")]
    if not found or not _PARTICLES.search(solid(text)) or not _NAMES.search(_COUNTS.sub("", solid(text))):
        return Counter()
    told = tells(solid(text)) or any(tells(clause) for clause in re.split(r"[、。]", solid(text)))
    return Counter(figure.value for figure, end in found if told or _COUNT_STATED.match(text, end))


def _is_stated(figure: Figure) -> bool:
    return figure.unit in ("%", "位") or (figure.unit == "日" and not figure.value.is_integer())


def ranks_in(spot: Spot) -> Counter[float]:
    """The ranks among the branches that a passage prints, whatever of; those of last year go with this year's."""
    plain = solid(spot.passage.text)
    return Counter(float(found["rank"] or found["behind"]) for found in _RANK.finditer(plain))


def aims_in(spot: Spot) -> Counter[float]:
    """The figures that a sentence says are aimed at, whatever of: 1,050社とすることが目標, 1,800社を目指す."""
    plain = solid(spot.passage.text)
    found = [figure for aim in _AIMED.finditer(plain) for figure, _, _ in figures_in(aim["figure"])]
    return Counter(figure.value for figure in found)


def prior_aim(spot: Spot) -> Counter[float]:
    """That a short passage sets last year's figure as a target: 対前年度以上."""
    plain = solid(spot.passage.text)
    return Counter({_NO_VALUE: 1}) if len(plain) <= _SHORT and _PRIOR.search(plain) else Counter()


def _figures_labelled(plain: str, year: int | None) -> Counter[float]:
    labelled = [figure for found in _LABELLED.finditer(plain) for figure, _, _ in figures_in(found["figure"])]
    named = match(_LABELLED.sub("", plain), year) if labelled else None
    if named is None or not named.sure or named.alike_only:
        return Counter()
    return Counter(figure.value for figure in labelled if figure.unit == named.kpi.unit)


def _places(recorder: Recorder, kind: str) -> list[Place]:
    return [Locator.of(row["source_ref"]).place for row in recorder.of(kind)]


def reject_unread_figures(passages: Sequence[Unread], recorder: Recorder) -> None:
    """Rejects the passages of which a figure stands in no fact or reject at their place."""
    known: dict[int | None, list[tuple[Place, float | None]]] = {}
    for kind, name in _VALUES.items() if passages else ():
        for row in recorder.of(kind):
            place = Locator.of(row["source_ref"]).place
            known.setdefault(place.page, []).append((place, row[name] if name else None))
    told: set[Place] = set()
    held = {reason: _places(recorder, kind) for reason, kind in _HELD.items()} if passages else {}
    for unread in (unread for unread in passages if unread.values):
        place = unread.passage.place
        if any(other.page == place.page and other.touches(place) for other in held.get(unread.reason, ())):
            continue
        near = Counter(value for other, value in known.get(place.page, ()) if other.touches(place))
        if place in told:
            continue
        if None not in near and any(count > near[value] for value, count in unread.values.items()):
            recorder.reject(Locator(place), unread.passage.printed, unread.reason)
            told.add(place)
