"""The KPI that a name means, what decided, what came second, and why a person should look.

A name is matched in three steps: the terms of the catalogue pick the candidates, the fiscal year and the likeness to
the official name rank them, the grammar of the name (`extract.catalogue.names`) and the year say whether it is sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio, token_ratio
from rapidfuzz.process import extract_iter

from extract.catalogue.kpis import Kpi, before, catalogue, named_by, spelled
from extract.catalogue.names import covers, hits, joined_with, left_out, other_measure, own_word, part_before, two_kpis
from extract.facts import dump_json
from extract.normalise.text import solid

#: Below this likeness a name without the right terms is not taken for a KPI at all.
FUZZY_FLOOR = 86.0
#: How much the likeness to a part of a name counts, and how much that to the whole of it adds.
_PART, _WHOLE = 0.97, 0.02
_ROUNDING = 1e-6  # what is asked for is a little less
#: Where likeness reaches the floor, at most this share of the letters of the shorter name is missing in the other: of m
#: letters M stand in a stretch of w ≤ m with 2M / (m + w) ≥ r, and w ≥ M, so that M ≥ m · r / (2 - r).
_LEAST_PART = (FUZZY_FLOOR / 100 - _WHOLE) / _PART - 0.001
_MOST_MISSING = 1 - _LEAST_PART / (2 - _LEAST_PART)
#: A winner this little ahead of the second candidate is unsure.
CLEAR_LEAD = 3.0


#: The figure of a condition in a KPI's name: 3部位, 15日.
_ASKED = re.compile(r"\d+(?:部位|日|回|人|か月)")


class Meaning(NamedTuple):
    """The KPI of a figure, why that is not sure, and the match as it is kept on the fact (`Match.told`)."""

    kpi: Kpi | None = None
    doubt: str | None = None
    told: str | None = None


@dataclass(frozen=True)
class Match:
    """The KPI a name means. `why` says what speaks for it, `score` is the likeness to its official name (0–100, a
    little more for the whole of it), `second` the next candidate with its likeness, `doubt` why a person should look,
    `several` that the doubt is between KPIs.
    """

    kpi: Kpi
    score: float
    second: str | None
    second_score: float | None
    why: str
    doubt: str | None = None
    several: bool = False

    @property
    def sure(self) -> bool:
        """Whether nothing speaks against it."""
        return self.doubt is None

    @property
    def alike_only(self) -> bool:
        """Whether only the likeness to the official name speaks for it, none of the terms."""
        return self.why.startswith("alike")

    def meaning(self, words: str, by: str) -> Meaning:
        """The match as what a figure means; `words` and `by` as for `told`."""
        return Meaning(self.kpi, self.doubt, self.told(words, by))

    def told(self, words: str, by: str) -> str:
        """The match as it is kept on a fact: JSON with the `words` it was made of and what they are (`by`)."""
        return dump_json(
            {
                "words": words,
                "by": by,
                "why": self.why,
                "score": round(self.score, 1),
                "second": self.second,
                "second_score": None if self.second_score is None else round(self.second_score, 1),
                "doubt": self.doubt,
            }
        )


def match(
    text: str,
    fiscal_year: int | None = None,
    within: Sequence[str] | None = None,
    printed_in: int | None = None,
) -> Match | None:
    """The KPI that `text` names, or None.

    `within` limits the candidates to some codes. `fiscal_year` is that of the target or figure; where a report of
    another year prints it, `printed_in` is the report's, whose KPIs it prints earlier figures of for comparison.
    """
    return _match(spelled(text), fiscal_year, tuple(within) if within is not None else None, printed_in)


def told_nearby(code: str, words: str, by: str) -> str | None:
    """The match of a KPI that `words` name near a figure, as it is kept on the fact."""
    found = match(words, None, (code,))
    return found.told(words, by) if found is not None else None


@lru_cache(maxsize=8192)
def _match(name: str, year: int | None, within: tuple[str, ...] | None, printed_in: int | None) -> Match | None:
    if not name:
        return None
    named = [kpi for kpi in named_by(name) if within is None or kpi.code in within]
    if not named:
        return _alike(name, within)
    pool = _pool(within)
    likeness = _likeness(name, within)

    def standing(kpi: Kpi) -> tuple[int, float]:
        return (2 * _in_force(kpi, year, printed_in) + kpi.ran_in(year), likeness.of(kpi))

    named.sort(key=standing, reverse=True)
    best = named[0]
    rivals = [kpi for kpi in named[1:] if not covers(hits(best, name), hits(kpi, name)) or _close(kpi, best, likeness)]
    rivalry = _rivalry(best, rivals, name)
    wording = _wording(best, name)
    late = _out_of_time(best, name, year, printed_in)
    rest = [kpi for kpi in pool if kpi is not best]
    second = likeness.most([kpi for kpi in rest if kpi in named] or rest)
    why = "terms " + ", ".join(next(term for term in group if term in name) for group in best.all_of)
    doubt = rivalry or wording or late
    return Match(best, likeness.of(best), *likeness.told(second), why, doubt, bool(rivalry))


def _in_force(kpi: Kpi, year: int | None, printed_in: int | None) -> bool:
    return kpi.in_force(year) or (printed_in is not None and kpi.in_force(printed_in) and kpi.ran_in(year))


def _close(kpi: Kpi, best: Kpi, likeness: _Likeness) -> bool:
    return kpi.replaced_by != best.code and abs(likeness.of(best) - likeness.of(kpi)) < CLEAR_LEAD


def _rivalry(best: Kpi, rivals: Sequence[Kpi], name: str) -> str | None:
    """The doubt that a name says more than one KPI."""
    if best.name in name and not rivals:
        return None
    if rivals:
        return f"the name fits {best.code} and {rivals[0].code}"
    two = two_kpis(name)
    return f"the name joins {two[0]} and {two[1]}" if two else None


def _wording(best: Kpi, name: str) -> str | None:
    """The doubt that a name says something else of the KPI, or a part of it."""
    without = left_out(best, name)
    if without is not None:
        return f"the name leaves {without} out, which {best.code} measures"
    other = other_measure(best, name)
    if other is not None:
        return f"the name of {best.code} goes on: {other[-20:]}"
    thing = joined_with(best, name)
    if thing is not None:
        return f"the name joins {best.code} and {thing[:20]}"
    lacking = _half_said(best, name)
    if lacking is not None:
        return f"the name of {best.code} asks for {lacking} as well"
    part = part_before(best, name)
    if part is not None:
        return f"the name is of {part} alone, which is a part of what {best.code} measures"
    word = own_word(best, name)
    return f"{word} is no part of the name of {best.code}" if word else None


def _half_said(best: Kpi, name: str) -> str | None:
    """The condition that a name leaves out of those a KPI asks for at once: 15日 of 3部位以上かつ月15日以上."""
    asked = _ASKED.findall(best.name) if "かつ" in best.name else []
    lacking = [condition for condition in asked if condition not in name]
    return lacking[0] if 0 < len(lacking) < len(asked) else None


def _out_of_time(best: Kpi, name: str, year: int | None, printed_in: int | None) -> str | None:
    """The doubt that the KPI was not in force in that year, so that the name may be short for the one that was.

    The full official name, or words that its predecessor does not have, may stand for a figure printed for comparison.
    """
    if _in_force(best, year, printed_in):
        return None
    earlier = before(best, year)
    may_be_earlier = earlier is not None and best.name not in name and covers(hits(earlier, name), hits(best, name))
    if best.ran_in(year) and not may_be_earlier:
        return None
    instead = earlier.code if earlier else best.replaced_by
    return f"{best.code} {best.years()}{f', {instead} in its place' if instead else ''}; this is of FY{year}"


def _pool(within: tuple[str, ...] | None) -> list[Kpi]:
    return [kpi for kpi in catalogue().values() if within is None or kpi.code in within]


@lru_cache(maxsize=256)  # a name is asked for with one year after the other
def _likeness(name: str, within: tuple[str, ...] | None) -> _Likeness:
    return _Likeness(name, _pool(within))


@lru_cache(maxsize=8192)
def _alike(name: str, within: tuple[str, ...] | None) -> Match | None:
    pool, letters = _pool(within), frozenset(name)
    close = [kpi for kpi in pool if _may_be_alike(name, letters, kpi)] if len(name) >= 8 else []
    if not close:
        return None
    likely = [kpi for kpi in pool if not any(term in name for term in kpi.none_of)]
    likeness = _likeness(name, within)
    best = likeness.most([kpi for kpi in close if kpi in likely], FUZZY_FLOOR)
    if best is None:
        return None
    second = likeness.most([kpi for kpi in likely if kpi is not best])
    doubt = f"the name is only like that of {best.code}, terms are missing"
    return Match(best, likeness.of(best), *likeness.told(second), "alike only, terms missing", doubt)


def _may_be_alike(name: str, letters: frozenset[str], kpi: Kpi) -> bool:
    """Whether enough letters of the shorter of two names stand in the other one for the likeness that is asked for."""
    if len(name) < len(kpi.name):
        shorter, missing = len(name), len(letters - kpi.letters)
    else:
        shorter, missing = len(kpi.name), len(kpi.letters - letters)
    return missing <= _MOST_MISSING * shorter


class _Likeness:
    """How alike a name is to the official names of some KPIs, 0 to 100 and a little more for the whole of it.

    Likeness to a part of the name takes most of the time of a match, and is asked for only where it can decide.
    """

    def __init__(self, name: str, pool: Sequence[Kpi]) -> None:
        self.name = name
        wholes = extract_iter(name, [kpi.name for kpi in pool], scorer=token_ratio)
        self.whole = {kpi.code: score for kpi, (_, score, _) in zip(pool, wholes, strict=True)}
        self.known: dict[str, float] = {}

    def of(self, kpi: Kpi) -> float:
        """The likeness to one KPI."""
        if kpi.code not in self.known:
            self.known[kpi.code] = self._at_least(kpi, 0.0)
        return self.known[kpi.code]

    def most(self, kpis: Sequence[Kpi], floor: float = 0.0) -> Kpi | None:
        """The first of those most alike, at least `floor`; None where there is none."""
        best, highest = None, floor
        for kpi in kpis:
            score = self._at_least(kpi, highest)
            if score > highest or (best is None and score == highest):
                best, highest = kpi, score
        return best

    def told(self, kpi: Kpi | None) -> tuple[str | None, float | None]:
        """A KPI's code and its likeness, for a match."""
        return (None, None) if kpi is None else (kpi.code, self.of(kpi))

    def _at_least(self, kpi: Kpi, least: float) -> float:
        """The likeness where it reaches `least`, else some lower number."""
        whole, part = self.whole[kpi.code], 0.0
        if min(len(self.name), len(kpi.name)) >= 5:
            needed = (least - _WHOLE * whole) / _PART - _ROUNDING
            part = partial_ratio(self.name, kpi.name, score_cutoff=max(0.0, needed)) if needed <= 100 else 0.0
        return max(whole, _PART * part) + _WHOLE * whole


_GENERIC = re.compile(
    r"^(?:実績|実績値|当年度|今年度|本年度|単月|累計|達成率|実施率|受診率|率|割合|年度|支部|実績\(.*\)|[-ー―]*|数値|推移|区分|年度別|月別)$"
)


def fits_row(label: str, kpi: Kpi, unit: str | None) -> bool:
    """Whether a table row with this short label can be the KPI that its surroundings name.

    A label fits where it says nothing of its own (実績, 単月, a year) or is one of the KPI's labels, and where its unit
    does not speak against it.
    """
    plain = solid(label)
    if unit and kpi.unit and unit != kpi.unit and not (kpi.unit == "事業所" and unit in ("社", "件")):
        return False
    if not plain or _GENERIC.match(plain):
        return True
    return any(
        own == plain or (len(own) >= 2 and own in plain and len(plain) <= len(own) + 6) for own in kpi.row_labels
    ) or bool(_match(spelled(plain), None, (kpi.code,), None))
