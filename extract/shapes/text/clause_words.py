"""The words of a sentence that say what its figures are: when, whose, target or result, at least or at most.

A sentence becomes a *shape*: its text with each such word, and each figure, as one sign, so that what stands between
them can be asked for in short patterns (`T(?:は|を)?F`: a target and its figure).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.normalise.dates import fiscal_year_in, fiscal_year_of, month_in_year, names_year_end, period_named
from extract.normalise.numbers import Figure, figures_in

#: The signs of a shape.
WHEN, NATION, OWN, TARGET, RESULT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
FIGURE, CHANGE, RANK, COMPARE, LAST_YEARS, PROVISIONAL = "\ue010", "\ue011", "\ue012", "\ue005", "\ue006", "\ue007"
SIGNS = WHEN + NATION + OWN + TARGET + RESULT + FIGURE + CHANGE + RANK + COMPARE + LAST_YEARS + PROVISIONAL

_ERA = r"(?:20\d\d(?:\([^)]{1,8}\))?|(?:令和|平成)(?:元|\d{1,2})|[RH](?:元|\d{1,2}))"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_BEFORE = r"(?:一昨|前々|前|昨)年度?"
_PART = r"(?:上(?:半)?期|下(?:半)?期|第?[1-4]四半期|通期|通年)"
_UP_TO = r"(?:の?(?:末日?|時点|現在|まで|診療分|分|単月|速報値?|累計|平均))*"
_COMPARED = r"(?![度期月]*(?:対?比|差|並|増|減))"
_WHEN = re.compile(
    rf"(?:{_ERA}年?度(?:の)?{_PART}|{_ERA}年?度(?:の)?{_MONTH}月|{_ERA}[年./]{_MONTH}(?:月|(?=末|時点|現在|まで))"
    rf"|(?<![A-Za-z])[RH](?:元|\d{{1,2}})(?=実績|目標|結果|見込)"
    r"|(?:来|次|翌)年度(?:以降|(?=[はのにもを、]|末?まで))"
    rf"|(?<!対){_BEFORE}(?:の)?(?:同期|同月|同時期|{_MONTH}月)?{_COMPARED}|{_ERA}年?度|(?:今|本|当)年度|{_PART}"
    rf"|(?<![\d.]){_MONTH}月(?!\d)|年度末){_UP_TO}"
)
_WORDS = (
    (LAST_YEARS, re.compile(r"(?:対|対比)?前年度?(?:末)?(?:の)?(?:実績)?(?:値)?(?P<sense>以上|以下)")),
    (NATION, re.compile(r"全国(?:の)?(?:支部)?平均値?|全支部平均|協会平均|全国値|全国(?=[はがのも]?\d)")),
    (OWN, re.compile(r"(?:当|本)支部(?:の平均)?|(?<![一-龥])支部平均")),
    (
        RANK,
        re.compile(
            r"(?:(?:全国)?順位(?:は|が)?)?(?:第?(?P<from>\d{1,2})位から)(?:全国)?第?(?P<to>\d{1,2})位"
            r"|(?:全国(?:順位)?(?:は|で|では|が|:)?(?:上位)?|(?:全国|全)?(?:の)?(?:47|四十七)?(?:都道府県)?支部(?:中|のうち)、?|順位[はが:]?|(?<=\()同じ?)"
            r"(?:の)?第?(?P<rank>\d{1,2})位"
            r"(?:[(、](?:前|昨)(?:年度?|回|月)(?:同月|同期|末)?(?:は|の|:)?(?:全国)?(?:順位)?(?:は)?第?(?P<before>\d{1,2})位\)?)?"
        ),
    ),
    (TARGET, re.compile(r"(?:年間|数値)?目標(?:値|率|数)?|計画値|KPI(?:値)?(?:目標)?")),
    (RESULT, re.compile(r"実績(?:値|率)?(?!評価)")),
    (PROVISIONAL, re.compile(r"速報値?|暫定値|見込み?値|見込み(?=\))")),
)
_COMPARE = re.compile(r"以上|以下|以内|未満")
#: Figures that tell which things are measured (15日以上の施術, 1件当たり), not how much of them.
_PART_OF_A_NAME = frozenset({"部位", "か月", "ヶ月", "位", "歳", "支部", "割", "点", "分", "時間"})
_SMALLER = (
    r"増|減|上回|下回|高[いくま]|低[いくか]|伸び|改善|悪化|上昇|低下|多[いくか]|少な|及ば|不足|アップ|ダウン|短縮|短[いくか]|長[いくか]"
)
_DIFFERS = re.compile(rf"(?:の)?純?(?:{_SMALLER})")
_COMPARED_BEFORE = re.compile(
    r"(?:[度期月]|対|目標値?)比(?:で|は)?$|(?<!スタンダード)(?<!スタンダードの)(?:目標の?達成率|進捗率)[はがの:]?$"
)
#: What came in addition: 77社が新たに宣言した, 5月に9社.
_CAME_IN = re.compile(r"(?:が|を)(?:新たに|新規に)?(?:加わ|加え|宣言|参加|登録|増え|委嘱|獲得)")
_IN_MONTH, _LEVEL = re.compile(r"月に$"), re.compile(r"[とに]な|に(?:到?達|増|減)|を(?:突破|超)")
#: Units that workplaces are counted in.
WORKPLACES = frozenset({"事業所", "社", "件", "か所"})
_MORE_DIGITS = re.compile(r"[万億千]")
#: Every figure and rank has a digit, last year's figure the year before.
_MAY_COUNT = re.compile(r"\d|前年")


@dataclass(frozen=True)
class Moment:
    """What words for when say: a fiscal year or how many years `back` from another figure's, and the month up to which.

    `same` says that the month is that of the other figure, `month` which one it is (前年3月; `calendar`: of the year
    before by the calendar), `mean` that the figure is an average over months, `part` names a part of the year that is
    no month to count up to, `ahead` that it is a time to be reached (…までに), `year_end` that it is the end of a year
    (令和4年度末), `bare` that no year is printed with the month, `coming` that it is next year's (来年度).
    """

    year: int | None
    as_of: date | None
    back: int = 0
    same: bool = False
    month: int | None = None
    calendar: bool = False
    mean: bool = False
    part: str | None = None
    provisional: bool = False
    whole: bool = False
    year_end: bool = False
    bare: bool = False
    coming: bool = False


@dataclass(frozen=True)
class Word:
    """A sign of a shape: the text that it stands for, and what that says."""

    sign: str
    text: str
    start: int
    end: int
    figure: Figure | None = None
    moment: Moment | None = None
    rank: tuple[int, int | None] | None = None
    sense: str | None = None


def may_count(sentence: str) -> bool:
    """Whether a sentence can say a figure, a rank or last year's figure at all; most do not."""
    return _MAY_COUNT.search(sentence) is not None


def moment_of(text: str, fiscal_year: int | None) -> Moment:
    """The time that such words name in a report of `fiscal_year`."""
    provisional = "速報" in text
    mean = "平均" in text
    before = re.match(_BEFORE, text)
    if before is not None:
        back = 2 if before.group(0)[0] == "一" or before.group(0).startswith("前々") else 1
        named_month = re.match(rf"の?({_MONTH})月", text[before.end() :])
        return Moment(
            None,
            None,
            back,
            same=bool(re.search(r"同期|同月|同時期", text)),
            month=int(named_month[1]) if named_month else None,
            calendar=not before.group(0).endswith("度"),
            mean=mean,
            provisional=provisional,
        )
    if "以降" in text:
        return Moment(None, None)  # any of the years to come
    if text[0] in "来次翌" and fiscal_year is not None:
        return Moment(fiscal_year + 1, None, provisional=provisional, whole=True, coming=True)
    if re.fullmatch(r"[RH](?:元|\d{1,2})", text):
        text += "年度"  # a year in short before what it is of: R5実績
    named = fiscal_year_in(text) if re.search(r"年?度", text) and re.match(_ERA, text) else None
    period = period_named(text) if re.search(_PART, text) else None
    year = named or fiscal_year
    if period is not None and year is not None:
        if period == "FY":
            return Moment(year, None, mean=mean, provisional=provisional, whole=True)
        ends = {"H1": 9, "Q1": 6, "Q2": 9, "Q3": 12}
        counts_up = period in ("H1", "Q1") or bool(re.search(r"まで|累計|末", text))
        upto = month_in_year(year, ends[period]) if period in ends and counts_up else None
        return Moment(year, upto, mean=mean, provisional=provisional, part=None if upto else period)
    dated = re.match(rf"(?P<year>{_ERA})(?P<fy>年?度の?)?[年./]?(?P<month>{_MONTH})(?:月|末|時点|現在|まで)", text)
    if dated is not None:
        era = fiscal_year_in(dated["year"] + "年度")
        month = int(dated["month"])
        if era is not None:
            when = month_in_year(era, month) if dated["fy"] else date(era, month, 1)
            return Moment(fiscal_year_of(when), when, mean=mean, provisional=provisional)
    bare = re.match(rf"{_MONTH}(?=月)", text)
    if bare is not None:
        when_in = month_in_year(fiscal_year, int(bare.group(0))) if fiscal_year is not None else None
        return Moment(fiscal_year, when_in, mean=mean, provisional=provisional, bare=True)
    whole = named is not None or "度末" in text
    return Moment(year, None, provisional=provisional, whole=whole, year_end=names_year_end(text))


@lru_cache(maxsize=64)  # several rules ask for those of one sentence, one after the other
def words_of(text: str, fiscal_year: int | None) -> Sequence[Word]:
    """The words of a solid sentence that get a sign, in order and without overlaps."""
    found = list(_figures(text))
    free = [True] * len(text)

    def take(word: Word) -> bool:
        if not all(free[word.start : word.end]):
            return False
        free[word.start : word.end] = [False] * (word.end - word.start)
        return True

    out: list[Word] = []
    for sign, pattern in _WORDS[:1]:
        out += [w for m in pattern.finditer(text) if take(w := Word(sign, m[0], m.start(), m.end(), sense=m["sense"]))]
    for match in _WORDS[3][1].finditer(text):
        to, before = match["to"] or match["rank"], match["from"] or match["before"]
        word = Word(RANK, match[0], match.start(), match.end(), rank=(int(to), int(before) if before else None))
        out += [word] if take(word) else []
    for match in _WHEN.finditer(text):
        word = Word(WHEN, match[0], match.start(), match.end(), moment=moment_of(match[0], fiscal_year))
        out += [word] if take(word) else []
    for sign, pattern in (*_WORDS[1:3], *_WORDS[4:]):
        out += [word for m in pattern.finditer(text) if take(word := Word(sign, m[0], m.start(), m.end()))]
    for word in found:
        if take(word):
            out.append(word)
            compare = _COMPARE.match(text, word.end)
            closed = _COMPARE.match(text, word.end + 1) if text[word.end : word.end + 1] == ")" else None
            if (sense := compare or closed) and take(
                added := Word(COMPARE, sense[0], sense.start(), sense.end(), sense=sense[0])
            ):
                out.append(added)
    return tuple(sorted(out, key=lambda word: word.start))


def prints_figure(plain: str) -> bool:
    """Whether a solid text prints a figure that is none of the words of a name (1件当たり, 1か月以内)."""
    return next(_figures(plain), None) is not None


def is_length(figure: Figure, before: str, behind: str) -> bool:
    """Whether a figure of days says how many, and not which day of a month: 平均所要日数5.84日(…), 7日以内."""
    if "." in figure.text or re.search(r"日数[^\d、。]{0,8}$", before):
        return True
    return not before.endswith("月") and bool(re.match(r"[)以となでに、。]|$", behind))


def _figures(text: str) -> Iterator[Word]:
    for figure, start, end in figures_in(text):
        behind, before = text[end:], text[:start]
        if (
            figure.unit is None
            or figure.unit in _PART_OF_A_NAME
            or re.match(r"当たり|あたり|につき|中(?=\d)|位", behind)
        ):
            continue
        if figure.unit == "日" and not is_length(figure, before, behind):
            continue
        if _MORE_DIGITS.match(behind) or re.search(r"\d[万億千]$", before):
            continue
        signed = figure.text[0] in "△▲+-" or figure.unit == "ポイント"
        changed = signed or bool(_DIFFERS.match(behind)) or bool(_COMPARED_BEFORE.search(before))
        if figure.unit in WORKPLACES:
            in_month = _IN_MONTH.search(before) and not _LEVEL.match(behind)
            changed = changed or bool(in_month or _CAME_IN.match(behind))
        yield Word(CHANGE if changed else FIGURE, figure.text, start, end, figure=figure)
