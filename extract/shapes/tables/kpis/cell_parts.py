"""Cells and lines that print several figures, each with its own words: 目標66.0%以上 実績61.3%(44位) 全国平均57.2%.

Such a text is taken apart only where every word in it is understood: words before a figure, or in brackets behind it,
that say what the figure is (target, result, rank, a comparison, last year, the nation, a month).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.normalise.dates import period_named
from extract.normalise.numbers import UNITS, figures_in
from extract.normalise.text import fold, solid
from extract.shapes.tables.labels import read_label

#: Words that say which of the figures of a KPI one is.
_ROLE_WORDS = re.compile(
    r"^KPI値?$|目標|計画値|実績|結果|達成値|現状|見込|対比|増減|差引|差$|[期月年度標画]比|達成[率度]|順位"
)
#: What all words have that say when or that figures are of the whole country.
_MAY_SAY_WHEN = re.compile(r"[\d元年期Q通間月計均全協]")
#: All that may stand beside such words in a label that says nothing else.
_ROLE_ONLY = re.compile(
    r"(?:KPI|年間|年度|今?年|当年|支部|当支部|本県|の|は|が|:|値|率|数|欄|速報|参考|(?:数値|年度)?目標|計画値|実績|結果|達成値|"
    r"現状|診療分|対|対比|増減|差引|差|[同前]?[期月年度標画]比|達成[率度]|全国|順位|内)*"
)
_SENSE = r"(?:以上|以下|以内|未満)?"
_IN_BRACKETS = r"[(\[〔][^()\[\]〔〕]*\d[^()\[\]〔〕]*[)\]〕]"
_AIM = re.compile(rf"対?前年度?(?:末|実績)?(?:以[上下](?:{_IN_BRACKETS})?|{_IN_BRACKETS}以[上下])")
_RANK = re.compile(
    r"(?:全国(?:順位)?:?)?(?:47支部中)?\d{1,2}位(?:/47(?:支部)?中?)?(?:\((?:(?:前[年月回]|昨年)度?(?:同月|同期)?:?)?\d{1,2}位\))?"
)
_NOTE = re.compile(r"[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
#: A stroke between two figures, or a colon behind a year in short, that would pass for a date or a time.
_STROKE, _YEAR_COLON = re.compile(r"(?<=[%件人社所日円上下内])/(?=\d)"), re.compile(r"(?<=[RH]\d)(?P<year>\d?):(?=\d)")
_YEAR_GAP = re.compile(r"(?<![A-Za-z])(?P<year>[RH]\d{1,2})\s+(?=\d)")
_BETWEEN = "、,・/／;；|｜→⇒➡➔⇨()[]〔〕【】{}:： -"
_NAME_AND_TARGET = re.compile(
    rf"(?P<name>.{{4,80}}?)[(〔\[【](?:(?P<word>(?:(?:令和|R)(?:元|\d{{1,2}})年度|[今本当]年度)?(?:数値|年度)?目標値?)[:：]?)?(?P<value>対?前年度?(?:実績)?以[上下]|"
    rf"[\d,.]+(?:{'|'.join(map(re.escape, UNITS))})(?P<sense>以上|以下|以内|未満)?)[)〕\]】]"
)
_UNIT_NOTE = re.compile(rf"[(〔\[](?:単位:)?(?:{'|'.join(map(re.escape, UNITS))})[)〕\]]")
_OPENING = tuple("([〔【")
_LONGEST_LABEL = 20
_MOST_PARTS = 8


@dataclass(frozen=True)
class Part:
    """One figure of a text: the words that say what it is (empty where none do), and the figure as printed, with its
    sense (以上) and a remark behind it.
    """

    label: str
    value: str

    @property
    def is_rank(self) -> bool:
        """Whether it is a rank among the branches."""
        return bool(_RANK.fullmatch(self.value))

    @property
    def head(self) -> str:
        """What a heading over the figure alone would say."""
        return f"{self.label.removesuffix('順位').removesuffix('全国')}全国順位" if self.is_rank else self.label


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[Part, ...]:
    """The figures of a text with their labels; nothing where it holds fewer than two or words that are not understood.

    Last year's figure in brackets behind the only other one is left with it.
    """
    found = _parts(solid(_YEAR_GAP.sub(r"\g<year>、", fold(text))))
    if found is None or not 1 < len(found) <= _MOST_PARTS:
        return ()
    return tuple(found)


def name_and_target(text: str) -> tuple[str, Part] | None:
    """A name and the target in brackets behind it: 健康宣言事業所数(目標:900事業所以上)."""
    found = _NAME_AND_TARGET.fullmatch(text.strip())
    if (
        found is None
        or _AIM.match(found["name"])
        or any(end == len(found["name"]) for *_, end in figures_in(found["name"]))
    ):
        return None
    if not (found["word"] or found["sense"] or _AIM.fullmatch(found["value"])):
        return None
    return found["name"].strip(), Part(found["word"] or "目標", found["value"])


@lru_cache(maxsize=4096)
def is_role(label: str) -> bool:
    """Whether words say nothing but which figure of a KPI one is: target or result, when, whose."""
    plain = solid(label).strip(_BETWEEN)
    plain += ")" if plain.count("(") > plain.count(")") else ""
    if not plain or len(plain) > _LONGEST_LABEL:
        return False
    if not _MAY_SAY_WHEN.search(plain) and not _ROLE_WORDS.search(plain):
        return False
    said = read_label(plain, None)
    rest = said.rest if (said.says_when or said.national) else plain
    named = said.says_when or said.national or bool(_ROLE_WORDS.search(plain))
    return named and bool(_ROLE_ONLY.fullmatch(rest.strip(_BETWEEN)))


@lru_cache(maxsize=4096)
def labelled_figure(text: str) -> Part | None:
    """The only figure of a text and the words before it that say what it is; None where it says more, or less."""
    found = _parts(solid(_YEAR_GAP.sub(r"\g<year>、", fold(text))))
    return found[0] if found is not None and len(found) == 1 else None


def is_labelled_figures(text: str) -> bool:
    """Whether a text is nothing but figures of a KPI, each alone or with the words that say which: 実績値 97.8%."""
    return bool(_parts(solid(text)))


def _parts(text: str) -> list[Part] | None:
    found: list[Part] = []
    text = _YEAR_COLON.sub(r"\g<year>、", _STROKE.sub("、", text))
    at = 0
    values = list(_values(text))
    ahead = text[:1] in _OPENING  # its labels stand in brackets before their figures: [目標]66.0%以上[前年度]61.3%
    for start, end in values:
        label = _behind_blank(text[at:start].strip(_BETWEEN))
        value = text[start:end]
        note = _NOTE.match(text, end)
        behind = note.group(0)[1:-1] if note else ""
        at = end
        of_next = note is not None and ahead and any(note.end() == other for other, _ in values) and is_role(behind)
        if note and not of_next and not figures_in(behind):
            at = note.end()
            if not label and is_role(behind) and _says_role(behind):
                label = behind
            elif behind:
                value += f"({behind})"
        if label and not is_role(label):
            return None
        found.append(Part(label, value))
    return None if text[at:].strip(_BETWEEN + "。") else found


def _behind_blank(label: str) -> str:
    """The words before a figure, without those whose own figure is not printed: 前年度 - 全国."""
    parts = label.split("-")
    return parts[-1] if len(parts) > 1 and all(map(is_role, parts)) else label


def _says_role(words: str) -> bool:
    """Whether words in brackets behind a figure say more of it than its month."""
    said = read_label(words, None)
    return bool(_ROLE_WORDS.search(words)) or said.national or said.prior or bool(said.fiscal_year and not said.as_of)


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Where the figures of a text stand, with their sense; ranks and words for last year's figure are such too."""
    spans = [(found.start(), found.end()) for found in _RANK.finditer(text)]
    aims = [found for found in _AIM.finditer(text) if found.start() < 2 or text[found.start() - 1] not in _OPENING]
    spans += [(found.start(), found.end()) for found in aims]
    for figure, start, end in figures_in(text):
        if any(start < other[1] and other[0] < end for other in spans):
            continue
        if not figure.unit and not ("." in figure.text or "," in figure.text):
            continue
        sense = re.compile(_SENSE).match(text, end)
        spans.append((start, sense.end() if sense else end))
    yield from sorted(spans)


def with_heads(parts: Sequence[Part], heads: Sequence[str]) -> tuple[Part, ...]:
    """The parts under the words of a heading for several figures (実績/目標), in its order; nothing if they do not."""
    if len(parts) != len(heads) or any(part.label for part in parts):
        return ()
    return tuple(replace(part, label=head) for part, head in zip(parts, heads, strict=True))


def heads_in(head: str) -> tuple[str, ...]:
    """The words of a heading for several figures of a cell: 実績/目標, 目標(実績), 上段:目標 下段:実績; none where all
    of them name the same part of the year (上期(4~9月)).
    """
    plain = re.sub(r"[上中下]段[:：]?", "/", _UNIT_NOTE.sub("", solid(head)))
    words = [word for word in re.split(r"[/／・|｜→⇒()〔〕\[\]]", plain) if word]
    if len({period_named(word) or word for word in words}) == 1:
        return ()
    return tuple(words) if len(words) > 1 and len(set(words)) == len(words) and all(map(is_role, words)) else ()
