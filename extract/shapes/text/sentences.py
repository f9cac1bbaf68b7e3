"""Sentences to targets and results.

A target is a sentence with 以上, 以下, とする or 対前年度以上 about something the catalogue knows, or a rate printed
beside the number of people it takes (実施率N%(見込者数:N人)). A result is a figure with the month or year it is of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.catalogue import Kpi, Match, match
from extract.normalise.dates import dated_months_in, fiscal_year_in, fiscal_year_of, month_in_year
from extract.normalise.numbers import Figure, figures_in
from extract.normalise.text import solid

_NUMBER = r"[△▲\-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:%|千円|円|事業所|社|件|人|名|回|日|か所)?"
_NOTE = r"(?:\(※?\d*\)|※\d*)?"
_PRIOR = re.compile(
    r"^(?P<name>.+?)(?:を|について(?:は)?|は|が)?[、,]?\s*(?:年度末時点(?:で|の)?|当該年度末で)?[、,]?\s*(?:対)?前年(?:度)?(?:末)?(?:実績)?(?:より)?"
    r"(?:\((?P<before>[^()]*\d%?[^()]*)\))?(?P<dir>以上|以下)(?:\((?P<base>[^()]*)\))?"
)
_NUMERIC = re.compile(
    rf"^(?P<name>.+?)(?:を|について(?:は)?|は|が|の目標(?:を|は)?|[:：])?[、,]?\s*(?:年度末時点で)?[、,]?\s*(?<![\d.])(?P<num>{_NUMBER})\s*(?P<unit>{_UNIT})\s*{_NOTE}"
    rf"(?P<cmp>以上|以下|以内|未満|超)?\s*{_NOTE}(?P<end>とする|にする|を維持|を目指|を?達成|まで|$|。|\(|※)"
)
#: Endings that set a target without 以上 or 以下.
_SET = ("とする", "にする", "を維持", "を達成", "達成", "を目指")
#: Where a note begins behind a sentence.
_NOTE_BEHIND = re.compile(r"(?<=[るす上下定。））)])\s*※(?!\d?\))")
_PLANNED = re.compile(
    rf"(?P<name>[^、。,()]*?(?:実施率|取得率|受診率|提出率|利用率))(?:[:：]|は|を)?(?P<num>{_NUMBER})%(?:以上)?\((?P<who>[^():：]{{2,12}}(?:者数|件数|人数))[:：]?(?P<heads>{_NUMBER})(?P<hu>人|件|名)?\)"
)
_HEADCOUNT = re.compile(
    rf"(?P<who>[^、。,():：・●■◇◆]{{0,12}}?(?:対象者数|見込者数|予定人数|見込件数|対象件数))"
    rf"(?:[:：]?(?P<heads>{_NUMBER})(?P<hu>人|件|名)|[:：](?P<bare>\d{{1,3}}(?:,\d{{3}})+)(?=[)、]|$))"
)
_DIGIT = re.compile(r"\d")
_HEADS_WORD = re.compile(r"者数|人数|件数")
_TITLE = re.compile(r"^[^ぁ-んァ-ヶ一-龥]*?【(?!KPI)([^】]{2,20})】")
#: What begins with a figure names nothing: `KPI:12.5% 令和6年9月末時点 …` is a result and what it was counted from.
_FIGURE_FIRST = re.compile(rf"^{_NUMBER}(?:%|千円|円|事業所|社|件|人|名|回)")
#: People or cases that a plan counts on.
_HEADS_PLANNED = re.compile(r"(?:予定|見込|対象)(?:者|人|件)?数$")
_TARGET_WORD = re.compile(r"目標|KPI")
_LEAD = re.compile(
    r"^(?:[■●◆◇・○]|【?KPI】?[:：]?|(?:令和|R)?(?:元|\d+)年度?目標\(KPI\)[:：]?|目標\(KPI\)[:：]?|KPI\(重要業績評価指標\)[:：]?|\(?\d{1,2}-?\d?\)|[①-⑳]|\s)+"
)
_QUALITATIVE = re.compile(
    r"(?:行う|実施する|実施|発信する|開始し|開始する|推進する|図る|取り組む|努める)(?:。|とする|【新設】|※|$|\()"
)
#: The end of a sentence on why a measure is hard or weighty: …維持することは困難度が高い。
_WEIGHED = re.compile(
    r"(?:(?:困難|重要|難易)度[がは](?:非常に|極めて|特に)?[高低]い|困難で(?:ある|す)|難しい|容易で(?:は)?ない)[^。]{0,12}。?$"
)
#: A target that stands in what looks like the name of the next one: 実施率61.0%以上、取得率.
_TARGET_BEFORE = re.compile(r"\d(?:%|円|事業所|社|件|人)(?:以[上下内]|未満)(?:とし|に)?(?:[、,・及並と]|$)")
#: Another figure before the name ends, or a word for results at its end: 令和7年度に32.0%、令和8年度に.
_OTHER_FIGURE = re.compile(r"\d(?:%|事業所|社|千?円)(?![^()]*\)|当|あ)|(?:実績|結果|現状)(?:値|率)?[:は]?$")
#: A year right before a figure, which is of that year: 回収率 令和4年度:52.6%, 実施率(前年度.
_OF_YEAR = re.compile(r"(?P<year>(?:20\d\d|(?:令和|平成|[RH])(?:元|\d{1,2}))年?度|[前昨]年度?)末?の?[:はが]?$")
#: Words that make a figure one of several months.
MANY_MONTHS = re.compile(r"(?:全て|すべて|いずれ)の月|毎月|各月|月ごと")
#: Comparators by the sense of a target, and of one that is last year's figure.
COMPARATORS = {"以上": ">=", "以下": "<=", "以内": "<=", "未満": "<="}
OF_LAST_YEAR = {"以上": "prior_year_or_more", "以下": "prior_year_or_less"}

#: Words of targets: what a line of progress prints without them is how a KPI stands.
AIMED = re.compile(r"とする|目標|目指|以[上下内]|未満|維持|保つ|達成する|[超こ]える|引き[上下]げ|KPI値|計画")


@dataclass(frozen=True)
class Target:
    """A target read from a sentence: comparator of the contract, number in its unit or None, KPI or None where no name
    of the catalogue fits. `baseline` is last year's figure given in brackets.
    """

    match: Match | None
    name: str
    comparator: str
    value: float | None
    unit: str | None
    planned: bool = False
    year: int | None = None
    baseline: tuple[int | None, Figure] | None = None


@dataclass(frozen=True)
class Headcount:
    """People expected or in scope, printed beside a planned rate."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Result:
    """A figure with its date: `as_of` a month, or None for the whole of fiscal year `year`; `assumed` that no words say
    so.
    """

    figure: Figure
    name: str
    year: int
    as_of: date | None
    provisional: bool
    national: bool = False
    assumed: bool = False


def split_notes(text: str) -> tuple[str, str]:
    """A sentence and the notes appended to it: `…とする ※直近の実績:…` → (`…とする`, `直近の実績:…`)."""
    found = _NOTE_BEHIND.search(text) if "※" in text else None
    if found and re.search(r"実績|状況|時点", text[found.end() :]):
        return text[: found.start()].strip(), text[found.end() :].strip()
    return text, ""


def weighs(text: str) -> bool:
    """Whether a sentence says how hard or weighty a thing is, and so sets no target."""
    return bool(_WEIGHED.search(solid(text)))


def read_target(text: str, fiscal_year: int | None, about: str = "", in_kpi_block: bool = False) -> Target | None:
    """The target that a sentence sets, or None.

    `about` are words of the heading it stands under, used only where the sentence's own do not name a KPI.
    Outside a KPI block the sentence must name a KPI of the catalogue.
    """
    plain = solid(text)
    lead = _LEAD.match(plain)
    tagged = in_kpi_block or bool(lead and _TARGET_WORD.search(lead.group(0)))
    body = plain[lead.end() :] if lead else plain
    year = fiscal_year_in(lead.group(0)) if lead else None
    fy = year or fiscal_year
    target = _prior(body, fy, about) or _number(body, fy, about, tagged)
    if target is None and tagged and _QUALITATIVE.search(body):
        found = match(body, fy)
        if found and found.kpi.unit in (None, "回"):
            target = Target(found, body, "qualitative", None, None)
    if target is None or (target.match is None and not tagged):
        return None
    return Target(**{**target.__dict__, "year": year}) if year else target


def _named(name: str, fy: int | None, about: str) -> Match | None:
    """The KPI of a name; with the heading before it where the name alone is unsure or none."""
    alone = match(name, fy)
    if about and (alone is None or not alone.sure):
        return match(about + name, fy) or alone
    return alone


def _prior(body: str, fy: int | None, about: str) -> Target | None:
    found = _PRIOR.match(body) if "前年" in body else None
    if not found or not re.search(r"とする|にする|目指|維持|達成|以[上下](?:\(|$|。|※|」)", body[found.start("dir") :]):
        return None
    name = found["name"]
    kpi = _named(name, fy, about)
    up = found["dir"] == "以上"
    base = found["base"] or ""
    after = body[found.end() : found.end() + 30]
    if not base and (bracket := re.match(r"とする(?:。)?\(([^()]*)\)", after)):
        base = bracket.group(1)
    before = [f for f, _, _ in figures_in(found["before"] or "") if f.unit]
    if len(before) == 1:  # 対前年度(88.2%)以上: the figure is last year's, and so what the target is
        return Target(kpi, name, OF_LAST_YEAR[found["dir"]], before[0].value, before[0].unit)
    figures = [f for f, _, _ in figures_in(base) if f.unit or "." in f.text]
    if figures and re.search(r"以[上下]", base):
        return Target(kpi, name, ">=" if up else "<=", figures[0].value, figures[0].unit)
    baseline = (fiscal_year_in(base), figures[0]) if len(figures) == 1 else None
    return Target(kpi, name, OF_LAST_YEAR[found["dir"]], None, None, baseline=baseline)


def _number(body: str, fy: int | None, about: str, tagged: bool) -> Target | None:
    best: Target | None = None
    for found in _NUMERIC.finditer(body) if _DIGIT.search(body) else ():
        name = found["name"]
        if not found["cmp"] and not tagged and found["end"] not in _SET:
            continue
        if (found["end"] == "(" and not found["cmp"]) or _TARGET_BEFORE.search(name) or _OTHER_FIGURE.search(name):
            continue
        if not found["cmp"] and found["end"] not in _SET and _is_of_year_before(name, fy):
            continue
        kpi = _named(name, fy, about)
        unit = found["unit"] or None
        if kpi is not None and not _unit_ok(kpi.kpi, unit):
            continue
        if kpi is None and not (tagged and unit and len(re.sub(r"[\d.,]", "", name)) >= 3):
            continue
        if kpi is None and (_FIGURE_FIRST.match(name) or _HEADS_PLANNED.search(name)):
            continue
        comparator = {"以上": ">=", "超": ">=", "以下": "<=", "以内": "<=", "未満": "<="}.get(found["cmp"] or "", "=")
        best = Target(kpi, name, comparator, float(found["num"].replace(",", "")), unit)
        break
    return best


def _is_of_year_before(name: str, fy: int | None) -> bool:
    """Whether what stands before a figure ends with a year before the report's: the figure was reached in it."""
    found = _OF_YEAR.search(name)
    if found is None:
        return False
    year = fiscal_year_in(found["year"])
    return year is None or (fy is not None and year < fy)


def _unit_ok(kpi: Kpi, unit: str | None) -> bool:
    if kpi.unit == "%":
        return unit == "%"
    if kpi.unit is None:
        return False
    return unit == kpi.unit or (kpi.unit == "事業所" and unit in ("社", "件", None))


def planned_rates(text: str, fiscal_year: int | None, about: str) -> list[tuple[Target, Headcount]]:
    """Rates planned with the people they take: 実施率51.5%(実施見込者数:304,249人)."""
    out = []
    plain = solid(text)
    for found in _PLANNED.finditer(plain) if "%" in plain else ():
        name = re.sub(r"^[・●■◇◆○\s]+|^の", "", found["name"])
        who = re.split(r"[::]", about)[-1]
        kpi = _named(name, fiscal_year, who)
        if kpi is None:
            continue
        target = Target(kpi, name + found["num"] + "%", "=", float(found["num"].replace(",", "")), "%", planned=True)
        short = re.sub(r"[はが]?(?:実施率|取得率|受診率|提出率|利用率)$", "", name)
        out.append(
            (
                target,
                Headcount(
                    f"{short} {found['who']}".strip(), float(found["heads"].replace(",", "")), found["hu"] or "人"
                ),
            )
        )
    return out


def headcounts(text: str) -> list[Headcount]:
    """People in scope printed on their own: 被保険者(40歳以上)(実施対象者数:590,775人)."""
    plain = solid(text)
    out: list[Headcount] = []
    if not _HEADS_WORD.search(plain):
        return out
    title = _TITLE.match(plain)
    for found in _HEADCOUNT.finditer(plain):
        if plain[: found.start()].endswith("%(") and title is None:
            continue  # beside a planned rate
        who = re.sub(r"^.*[:)]", "", found["who"])
        before = re.sub(r"\(.*", "", re.sub(r"^[^ぁ-んァ-ヶ一-龥]+", "", plain[: found.start()]))
        lead = re.sub(r"^.*(?:[、。】]|\d(?:人|件|名)・?)|^内訳\)", "", before)
        gap = "" if plain[: found.start()].endswith(lead) else " "
        name = f"{lead}{gap}{who}" if 0 < len(lead) <= 16 else who
        name = f"{title[1]} {name}" if title is not None else name
        number = found["heads"] or found["bare"]
        out.append(Headcount(name.strip(), float(number.replace(",", "")), found["hu"] or "人"))
    return out


_DATED = r"(?:20\d\d年?|令和(?:元|\d{1,2})年?|平成(?:元|\d{1,2})年?|[RH](?:元|\d{1,2})年?)?"
_MONTH = r"(?:1[0-2]|0?[1-9])"
#: A month without 月 is no part of the figure behind its year: 令和6年度42.9%.
_WHEN = re.compile(
    rf"(?P<dated>(?:20\d\d|令和(?:元|\d{{1,2}}(?!\d))|平成(?:元|\d{{1,2}}(?!\d))|[RH](?:元|\d{{1,2}}(?!\d)))年?[./]?(?:度の?{_MONTH}月|の?{_MONTH}(?:月|(?![\d%]|[.,]\d)))末?(?:時点|現在|まで|診療分|速報値|実績)?)"
    r"|(?P<bare>(?<![\d/])(?:1[0-2]|[1-9])月(?:末(?:時点|現在)?|時点|現在|まで|診療分))"
    r"|(?P<year>(?:20\d\d(?:\([^)]*\))?|令和(?:元|\d{1,2})|平成(?:元|\d{1,2})|[RH](?:元|\d{1,2}))年?度(?:末)?(?:の)?(?:実績|状況)?)"
    r"|(?P<prior>(?<!対)(?:前年度(?:実績|末)?|前年同期|前年同月|昨年同期|昨年度))"
)


#: Beside a figure that may change.
_UNSETTLED = re.compile(r"速報|見込み?(?:値|\))")
_KPI_NUMBER = re.compile(r"(?<=KPI)(?=\d)")


def read_results(text: str, fiscal_year: int | None, default_as_of: date | None = None) -> list[Result]:
    """Figures of a passage with the date each is of; figures without a date are left out.

    The date may stand behind in brackets (`N%(令和6年7月末)`), before (`令和6年5月末時点 N%`, `R元年度実績:N%`) or
    after (`N% 令和6年9月末時点`).
    """
    plain = _KPI_NUMBER.sub(":", solid(text))
    out: list[Result] = []
    if not figures_in(plain):
        return out
    whens = list(_WHEN.finditer(plain))
    previous_end = 0
    last_when: re.Match[str] | None = None
    for figure, start, end in figures_in(plain):
        if figure.unit is None and "." not in figure.text and "," not in figure.text:
            continue
        if any(w.start() < end and start < w.end() for w in whens) or figure.unit in ("月", "位", "部位"):
            continue
        if figure.unit == "日" and not ("." in figure.text or _DAYS.search(plain[previous_end:start])):
            continue
        when = _when_of(plain, start, end, whens, previous_end)
        if (
            when is None
            and last_when is not None
            and "。" not in plain[previous_end:start]
            and last_when["dated"] is not last_when["bare"]
        ):
            when = (
                last_when
                if last_when.end() <= previous_end and re.fullmatch(r"[^\d]{2,20}", plain[previous_end:start])
                else None
            )
        if when is None:
            continue
        if when.end() <= start:
            last_when = when
        year, as_of = _date(when, fiscal_year, plain)
        if when["prior"] and "同" in when["prior"]:
            year, as_of = _year_before(out[-1].as_of if out else None)
        if year is None:
            continue
        name = re.sub(r"^[\s、。・:()\[〔→⇒]+|[\s、。・:()\[〔]+$", "", _before(plain, previous_end, start, whens))
        unsettled = bool(_UNSETTLED.search(plain[start : end + 30]))
        out.append(Result(figure, name, year, as_of, unsettled, "全国" in name))
        previous_end = max(end, when.end() if when.start() >= end else end)
    return out


#: A count of days, and no day of a month.
_DAYS = re.compile(r"日数[^\d、。]{0,12}$")
#: Behind a date in brackets, what makes it the date of the next figure: 99.8%(令和3年度:99.6%).
_OWN_FIGURE = re.compile(
    rf"(?:[::はでがに]|には|では|の?(?:実績|見込み?|目標|速報)値?[::はでが]?)?{_NUMBER}(?:千円|か所|[%円件人社事名回日])"
)


def _when_of(plain: str, start: int, end: int, whens: Sequence[re.Match[str]], floor: int) -> re.Match[str] | None:
    behind = re.match(r"(?:以上|以下)?[(\s]*", plain[end:])
    at = end + (behind.end() if behind else 0)
    for when in whens:
        compared = plain[at : when.start()] == "と"  # 7.3%と前年度の8.0%
        if at <= when.start() <= at + 1 and not compared and not _OWN_FIGURE.match(plain[when.end() :]):
            return when
    before = [
        w for w in whens if floor <= w.start() and w.end() <= start and not re.search(r"[。]", plain[w.end() : start])
    ]
    if before:
        gap = plain[before[-1].end() : start]
        if len(gap) <= 14 and "%" not in gap and not MANY_MONTHS.search(gap):
            return before[-1]
    return None


def _before(plain: str, floor: int, start: int, whens: Sequence[re.Match[str]]) -> str:
    piece = plain[floor:start]
    for when in whens:
        if floor <= when.start() and when.end() <= start:
            piece = piece.replace(when.group(0), "")
    return piece


def _date(when: re.Match[str], fiscal_year: int | None, plain: str) -> tuple[int | None, date | None]:
    if when["dated"]:
        months = dated_months_in(re.sub(r"年度(?:の)?(?=\d{1,2}月)", "年", when["dated"]))
        if "年度" in when["dated"] and not months:
            return None, None
        if months:
            month = months[0][0]
            if "年度" in when["dated"]:  # 令和6年度9月: the fiscal year is named, the month lies in it
                year = month.year
                return year, month_in_year(year, month.month)
            return fiscal_year_of(month), month
        return None, None
    if when["bare"]:
        if fiscal_year is None:
            return None, None
        number = int(re.match(r"\d+", when["bare"]).group(0))  # type: ignore[union-attr]
        return fiscal_year, month_in_year(fiscal_year, number)
    if when["year"]:
        return fiscal_year_in(when["year"]), None
    return (fiscal_year - 1, None) if fiscal_year is not None else (None, None)


def _year_before(month: date | None) -> tuple[int | None, date | None]:
    """前年同期 is the same month a year before that of the figure compared; where that has none it says nothing."""
    if month is None:
        return None, None
    before = date(month.year - 1, month.month, 1)
    return fiscal_year_of(before), before
