"""What a name says beside the terms of a KPI: several things joined, another measure, a part, a later stage.

A name of a KPI is a noun phrase that ends in its measure (…実施率). Where the phrase goes on to another measure
(実施率の全国順位), where a word of its own stands before the measure (初回面談実施率), or where several things are
joined (AとBの実施率), the terms alone do not decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.catalogue.kpis import Kpi, catalogue, named_by

Span = tuple[int, int]

#: Words that join two names. と is one only between nouns: not in とする, とした, こと, ごと, 合算 …
_AND = re.compile(
    r"(?<![こごもひ])と(?=[一-龥ァ-ヶA-Z])(?!合|同|比|別|異|連|協)|及び|および|並びに|ならびに|又は|または|"
    r"[・、／/＆&]|,(?!\d{3})"
)
#: A thing that a name leaves out: 喪失後受診に係るものを除く, 喪失後受診分以外.
_LEFT_OUT = re.compile(
    r"(?P<thing>[一-龥ァ-ヶー]{3,})(?:\([^()]*\))?"
    r"(?:に(?:係る|かかる|よる|関する)|の)?(?:もの|分|債権|等)*(?:に?[をは]除|以外|を?含まな|を?含めな)"
)
#: Words that make one measure of several things.
_TOGETHER = re.compile(r"合わせ|合算|合計|全体|両方")
#: Nouns that measure; a name ends in one of them.
_MEASURE = re.compile(r"(?:率|割合|比|シェア|数|額|差|順位|増減|伸び|ポイント|単価|状況|人員)$")
_BRACKETS = re.compile(r"\([^()]*\)|〔[^〕]*〕|\[[^\]]*\]|【[^】]*】")
#: Where a name ends and what is said of it begins.
_PREDICATE = re.compile(
    r"[。※:「」『』]|[をはが、](?=.*(?:\d|以上|以下|以内|とする|目指|維持|達成))|"
    r"\d|以上|以下|対?前年度?以"
)
#: A figure that tells which things are measured next (80%以上の薬局の割合), not that of the KPI.
_LIMIT = re.compile(r"\d[\d.,]*[^\d以未超]{0,4}(?:以上|以下|未満|を?超)(?=の)")
#: Words before a measure that leave it what it is.
_PLAIN = re.compile(
    r"結果|データ|累計|単月|年間|年度末|年度|当月|月別|毎月|平均|協会けんぽ|協会|支部|全国|目標|計画|実績|現在|数量|直近|期末|"
    r"等|など|KPI|[A-Za-z]"
)


#: Those of whom or what alone a rate is where they stand before its name: 女性の…実施率, 集団健診における…受診率.
_PART_OF = re.compile(
    r"(?P<part>女性|男性|[男女]子|\d+歳(?:代|未満|以下)?|\d+代|[一-龥ァ-ヶー]{1,6}(?<!事)業"
    r"|[東西南北中]部|地区|地域|圏域|[一-龥]{1,6}[市町村郡]|(?:集団|個別|巡回|施設|出張|付加|一般)健診|健診機関|検診車"
    r"|(?:外部)?委託(?:機関|先)?|直営|保健師|任意継続(?:被保険者)?|院[内外]処方|調剤|[内外医歯]科|入院外?|外来"
    r"|[一-龥ァ-ヶー]+薬|手当金|療養費|一時金|埋葬料|\d+人(?:未満|以[上下]|超)|(?:未満|以[上下]|超)の(?:事業所|企業)"
    r"|規模|(?:宣言|小規模|大規模|中小|新規)事業所|(?:中小|大)企業)分?(?:の|における|による|での|では、?)$"
)
_PEOPLE = re.compile(r"(?:被保険者|被扶養者)の$")


@lru_cache(maxsize=8192)
def hits(kpi: Kpi, name: str) -> tuple[Span, ...]:
    """Where the terms of a KPI stand in a name, all of them."""
    terms = {term for group in kpi.all_of for term in group if term in name}
    return tuple(sorted([found.span() for term in terms for found in re.finditer(re.escape(term), name)]))


def covers(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether all that the others cover is covered by the spans."""
    mine = {at for start, end in spans for at in range(start, end)}
    return all(at in mine for start, end in others for at in range(start, end))


def two_kpis(name: str) -> tuple[str, str] | None:
    """The codes of two KPIs that a name joins (A と B の率), or None."""
    parts = _joined_parts(name)
    tail = next((term for term in _measures() if parts[-1].endswith(term) or f"{term}を" in parts[-1]), "")
    found = [codes for part in parts if (codes := _named(part) or _named(part + tail))]
    for i, codes in enumerate(found):
        for more in found[i + 1 :]:
            if not codes & more:
                return min(codes), min(more)
    return None


def joined_with(kpi: Kpi, name: str) -> str | None:
    """What a name joins with a KPI that is none, or None.

    The last part brings the measure and a thing of its own, the KPI's stands in the parts before it
    (返納金債権と未収金の回収率).
    """
    last = _joined_parts(name)[-1]
    spans = hits(kpi, last)
    if last == name or len(kpi.all_of) == 1 or not spans or any(not _MEASURE.search(last[slice(*s)]) for s in spans):
        return None
    thing = _unknown(last[: spans[0][0]].removesuffix("の"), kpi)
    return thing if re.search(r"[一-龥ァ-ヶ]{2}", thing) else None


def _joined_parts(name: str) -> list[str]:
    """The parts of a name that joins several things; the whole of any other."""
    parts = [part for part in _AND.split(name) if part]
    return parts if parts and not _TOGETHER.search(name) else [name]


def _named(part: str) -> set[str]:
    return {kpi.code for kpi in named_by(part)}


@lru_cache(maxsize=1)
def _measures() -> tuple[str, ...]:
    """The measures that KPIs end in (使用割合, 実施率), longest first."""
    terms = {term for kpi in catalogue().values() for group in kpi.all_of for term in group if _MEASURE.search(term)}
    return tuple(sorted(terms, key=lambda term: (-len(term), term)))


def other_measure(kpi: Kpi, name: str) -> str | None:
    """The measure that a name goes on to after that of the KPI (の全国順位), or None."""
    end = _complete_at(kpi, name)
    rest = _PREDICATE.split(_LIMIT.sub("", _BRACKETS.sub("", name[end:])), maxsplit=1)[0].strip("()・-")
    if not _MEASURE.search(rest):
        return None
    if any(stop <= end and _MEASURE.search(name[start:stop]) for start, stop in hits(kpi, name)):
        return rest
    noun, said = _noun(rest), name[:end] + rest
    ends_in_its_own = any(said.endswith(label) for label in kpi.row_labels)
    return None if ends_in_its_own or (len(noun) > 1 and kpi.name.endswith(noun)) else rest


def _complete_at(kpi: Kpi, name: str) -> int:
    """Where a name has said a term of every group."""
    return max(min(name.index(term) + len(term) for term in group if term in name) for group in kpi.all_of)


def left_out(kpi: Kpi, name: str) -> str | None:
    """A thing that the KPI measures and the name leaves out (喪失後受診を除く), or None."""
    out_of_kpi = kpi.name.rpartition("を除")[0]
    for found in _LEFT_OUT.finditer(name):
        thing = re.sub(r"[分等]+$", "", found["thing"])
        if thing in kpi.name and thing not in out_of_kpi:
            return thing
    return None


def _noun(phrase: str) -> str:
    """Its last noun, such as 割合 where the phrase is した者の割合."""
    return re.split(r"[ぁ-ん]", phrase)[-1]


def own_word(kpi: Kpi, name: str) -> str | None:
    """A word directly before the measure that is none of the KPI's (初回面談 of 初回面談実施率), or None."""
    spans = [span for span in hits(kpi, name) if _MEASURE.search(name[slice(*span)])]
    if not spans:
        return None
    start, end = max(spans, key=lambda span: (span[1], -span[0]))
    before = re.search(r"[一-龥ァ-ヶーA-Za-z0-9]*$", name[:start])
    word = before.group(0) if before else ""
    first = start - len(word)
    word = "".join(
        char
        for at, char in enumerate(word, first)
        if not any(a <= at < b for a, b in hits(kpi, name) if b <= start) or at >= end
    )
    return _unknown(word, kpi) or None


def part_before(kpi: Kpi, name: str) -> str | None:
    """The part before a name of whom or what alone its figure is (女性 of 女性の生活習慣病予防健診実施率), or None."""
    spans = hits(kpi, name)
    found = _PART_OF.search(_PEOPLE.sub("", name[: spans[0][0]])) if spans else None
    return found["part"] if found is not None and found["part"] not in kpi.name else None


def _unknown(word: str, kpi: Kpi) -> str:
    """What is left of a word without the pieces of the official name and words that leave a measure what it is."""
    for length in range(len(word), 1, -1):
        for at in range(len(word) - length + 1):
            piece = word[at : at + length]
            if piece in kpi.name or piece in kpi.also:
                return _unknown(word[:at], kpi) + _unknown(word[at + length :], kpi)
    return _PLAIN.sub("", word)
