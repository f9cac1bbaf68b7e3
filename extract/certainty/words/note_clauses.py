"""What a clause of a note says of when figures are, and which it is about: 令和6年度は2月末現在, 9月は20日までの件数.

A clause is read whole or not at all: words behind the time that tell of something else (12月末現在の加入者数による)
date no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from extract.normalise.dates import (
    FISCAL_MONTHS,
    PART_MONTHS,
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_in,
    fiscal_years_in,
    period_named,
    year_without_era,
)
from extract.normalise.text import fold, solid

_ERA = r"(?:(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_AHEAD = rf"(?:{_ERA}(?:年度?の?|[./])|[各毎同当前翌]年度?の?)"
_OF = r"(?:末日?|時点|現在|まで|締め?|(?:診療|受診|実施|請求|支払|審査|処理|決定|受付|支給)?分)"
#: From a month to another: 4月から1月まで, 前年10月~当年9月, 各年1月~12月.
_SPAN = (
    rf"{_AHEAD}?(?P<first>{_MONTH})月?(?:\d{{1,2}}日)?(?:から|より|~|-)"
    rf"(?:{_AHEAD})?(?P<last>{_MONTH})月(?:\d{{1,2}}日)?{_OF}*"
)
#: A month up to which figures run, or of which they are.
_AT = rf"{_AHEAD}?(?P<month>{_MONTH})(?:月(?P<day>\d{{1,2}})日|月(?!\d)|(?=末|時点|現在))(?P<of>{_OF}*)"
_DAY_ALONE = r"(?P<alone>\d{1,2})日(?:まで|現在|時点|締め?)"
_PART = r"(?P<part>第?[1-4]四半期|[上下](?:半)?期)(?:末|まで)?"
_WHOLE = (
    r"(?P<whole>(?:1?年間|通年|通期|年度計|年度合計|年計"
    r"|年度(?:全体|末(?:時点|現在)?|の(?=実績|数値|件数|累計)))(?:分|計)?)"
)
_CALENDAR = r"(?P<calendar>暦年)"
#: Sums since the year began.
_RUNS = r"(?P<runs>(?:(?:4月(?:1日)?|年度?(?:当初|初め|はじめ)|期首)(?:から|以降|より)の?)?(?:年度)?(?:累計|累積|通算))"
_SINCE = rf"(?P<since>{_AHEAD}?(?:[5-9]|1[0-2]|[1-3])月(?:\d{{1,2}}日)?(?:から|以降)の?)"
_SINGLE = r"(?P<single>単月|各月(?:単独|ごと)?|当月(?:のみ|分))"
_LATE = (
    r"(?P<late>約?\d[か箇ヶケカ]月(?:分?遅れ|前)(?:の(?:実績|数値|件数|データ|集計))?"
    r"|前々?月分?(?:までの?(?:実績|数値|件数|集計))?)"
)
_FORESEEN = r"(?P<foreseen>見込み?|推計|予測|概算|予定)"
#: What says no more than that figures are meant, and that they are so.
_TAIL = (
    r"(?:の|に|で|を|と|値|実績|数値|数字|件数|人数|回数|金額|割合|率|データ|もの|集計|結果|状況|累計|累積|合計|計|速報|暫定|確定|見込み?|"
    r"時点|現在|まで|ベース|(?:に)?(?:よる|基づく)|である|です|なる|なって(?:いる|います)|なります|して(?:いる|います)|する|した|します|"
    r"掲載|記載|計上|使用|表示|算出|比較|[。)])*"
)
_PREDICATE = re.compile(
    r"(?:いずれも|すべて|全て|それぞれ|ともに|共に|とも|(?:約?\d[か箇ヶケカ]月(?:遅れ|前|分遅れ))の?(?:ため|ので)|、)*"
    rf"(?:{_SPAN}|{_RUNS}|{_SINCE}|{_AT}|{_DAY_ALONE}|{_PART}|{_WHOLE}|{_CALENDAR}|{_SINGLE}|{_LATE}|{_FORESEEN}){_TAIL}"
)
_RUNNING = re.compile(r"累計|累積|通算")
_ALL = re.compile(r"いずれも|すべて|全て|ともに|共に|それぞれ|^[各毎]年|[各毎]年度?の?(?=\d)")
_MEDICAL = re.compile(r"診療分|審査分|調剤分")
_OF_MONTH = re.compile(r"月[のを](?:実績|数値|件数|値)")
_LINK = re.compile(r"(?:については?|に関しては?|のみは?|だけは?|は|:)、?")
#: The marks that notes begin with, and where the next one begins.
MARK = re.compile(r"\(?(?:[※*†‡]|注)(?:\d{1,2}(?![\d月年日.四]))?\)?|備考")
_NEXT_NOTE = re.compile(r"(?<=[。)\s])\s*(?=\(?(?:[※*†‡]|注)\d{0,2})")
_LEAD = re.compile(r"^(?:[※*・●○†‡:)]|なお|また|ただし|但し|うち|[、,\s(])+")
_FIGURE = re.compile(r"\d[\d,.]*(?:%|円|件|人|名|社|事業所|ポイント|回(?!目))")
_LONGEST = 90
#: Words of a subject that name no figures in particular.
_GENERAL = re.compile(
    r"(?:いずれも|すべて|全て|それぞれ|ともに|実績値?|数値|数字|値|データ|件数|人数|回数|集計期間|対象期間|集計|期間|計上|表中|本表|"
    r"上記|上表|下表|表|各月?|全|分|欄|列|支部|当支部|もの|なお|ただし|うち|の|に|を|と|、|は|:)+"
)
_SUBJECT_MONTH = re.compile(rf"(?<![\d年.])(?P<month>{_MONTH})月分?")
_THIS_YEAR, _LAST_YEAR = re.compile(r"(?:本|今|当)年度"), re.compile(r"(?:前|昨)年度?(?!同)")
_YEARS = re.compile(rf"{_ERA}年?度(?:分|実績)?|(?<![\d.])(?:元|\d{{1,2}})年度|[RH]\d{{1,2}}(?![\d.月])")
_PARTS = re.compile(r"第?[1-4]四半期|[上下](?:半)?期")
_AND = re.compile(r"及び|および|並びに|と(?=[一-龥ァ-ヶ])|[・、]")
_EARLIEST_DAY_OF_END = 28
_LAST_MONTH = 3


@dataclass(frozen=True)
class Said:
    """A time: `to` is the month up to which figures run or of which they are, with its year in `dated`; `partial` that
    they end before it does; `odd` a span that is no part of a fiscal year; `basis` that months run up, or are single.
    """

    to: int | None = None
    dated: date | None = None
    whole: bool = False
    odd: bool = False
    partial: bool = False
    basis: str | None = None
    foreseen: bool = False
    for_treatment: bool = False


@dataclass(frozen=True)
class Clause:
    """What a clause of the note `printed` says of the figures of some `years`, `months` of them, a `part` of the year
    or `names`; of all figures around it where it gives none of these, of those of all years where it is for `all`.
    """

    printed: str
    mark: str | None
    said: Said
    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    part: str | None = None
    names: tuple[str, ...] = ()
    of_all: bool = False

    @property
    def near(self) -> int:
        """How closely it says which figures it is about: a name goes before all words of time."""
        return bool(self.years) + bool(self.months) + bool(self.part) + 4 * bool(self.names)


def clauses_of(text: str, year: int | None) -> Iterator[Clause]:
    """The clauses that a line or a passage holds which date figures; `year` is the report's."""
    for note in _NEXT_NOTE.split(fold(text).strip()):
        mark = MARK.match(note)
        sign = mark.group(0).strip("()") if mark else None
        for piece in _pieces(solid(note[mark.end() :] if mark else note)):
            if len(piece) > _LONGEST or _FIGURE.search(piece):
                continue
            found = _clause(_LEAD.sub("", piece).strip("()[]〔〕【】"), solid(note), sign, year)
            if found is not None:
                yield found


def _pieces(plain: str) -> Iterator[str]:
    """The sentences of a note; those of several clauses each for itself where all but the first have a subject."""
    for sentence in plain.split("。"):
        parts = [part for part in sentence.split("、") if part]
        if len(parts) > 1 and all(_LINK.search(part) and re.search(r"\d|年間|累計|単月", part) for part in parts):
            yield from parts
        elif sentence:
            yield sentence


def _clause(piece: str, printed: str, mark: str | None, year: int | None) -> Clause | None:
    if (said := _said(piece)) is not None:
        return Clause(printed, mark, said, of_all=bool(_ALL.search(piece)))
    for link in _LINK.finditer(piece):
        subject = piece[: link.start()]
        said = _said(piece[link.end() :].removesuffix(subject))
        if said is not None:
            return _about(subject, Clause(printed, mark, said, of_all=bool(_ALL.search(piece))), year)
    return None


def _said(words: str) -> Said | None:
    found = _PREDICATE.fullmatch(words)
    if found is None or not words:
        return None
    basis = "cumulative" if _RUNNING.search(words) else "monthly" if found["single"] else None
    if found["first"]:
        return _span(int(found["first"]), int(found["last"]), basis)
    if found["month"]:
        return _month(found, words, basis)
    if found["alone"]:
        return Said(partial=int(found["alone"]) < _EARLIEST_DAY_OF_END)
    if found["part"]:
        return Said(PERIOD_ENDS[period_named(found["part"]) or "H1"])
    whole, odd = bool(found["whole"]), bool(found["calendar"] or found["late"] or found["since"])
    return Said(_LAST_MONTH if whole else None, None, whole, odd, basis=basis, foreseen=bool(found["foreseen"]))


def _span(first: int, last: int, basis: str | None) -> Said:
    """What figures are of that run from a month to another."""
    if first == FISCAL_MONTHS[0]:
        return Said(last, whole=last == _LAST_MONTH, basis=basis)
    odd = (first, last) not in {(months[0], months[-1]) for months in PART_MONTHS.values()}
    return Said(last, odd=odd, basis=basis)


def _month(found: re.Match[str], words: str, basis: str | None) -> Said | None:
    """What figures are of that a month dates; None where a bare month says no more than its name."""
    day = int(found["day"]) if found["day"] else None
    if day is None and not (found["of"] or "." in words or _OF_MONTH.search(words)):
        return None
    dated = next((month for month, _, _ in dated_months_in(words)), None)
    partial = day is not None and day < _EARLIEST_DAY_OF_END
    treated = _MEDICAL.search(words) is not None
    return Said(int(found["month"]), dated, partial=partial, basis=basis, for_treatment=treated)


def _about(subject: str, clause: Clause, year: int | None) -> Clause:
    """The clause with what its subject names."""
    years = {found.value for found in fiscal_years_in(subject)}
    rest = _YEARS.sub("", subject)
    if not years and year is not None:
        years |= {told[0] for word in _YEARS.findall(subject) if (told := _short_year(word, year)) is not None}
        years |= {year} if _THIS_YEAR.search(subject) else set()
        years |= {year - 1} if _LAST_YEAR.search(subject) else set()
    rest = _LAST_YEAR.sub("", _THIS_YEAR.sub("", rest))
    months = frozenset(int(found["month"]) for found in _SUBJECT_MONTH.finditer(rest))
    part = period_named(found.group(0)) if (found := _PARTS.search(rest)) else None
    rest = _PARTS.sub("", _SUBJECT_MONTH.sub("", rest))
    words = [name.strip("のにをは「」『』") for name in _AND.split(rest)]
    names = tuple([name for name in words if name and not _GENERAL.fullmatch(name)])
    return replace(clause, years=frozenset(years), months=months, part=part, names=names)


def _short_year(word: str, near: int) -> tuple[int, str] | None:
    """The fiscal year of R6 or 6年度."""
    said = fiscal_year_in(f"{word}年度")
    return (said, word) if said is not None else year_without_era(word, near)
