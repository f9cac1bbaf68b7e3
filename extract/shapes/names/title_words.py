"""The words of a table's title that say what its figures are, without its number, marks, dates and units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.normalise.dates import fiscal_year_in
from extract.normalise.numbers import UNITS
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.report.title_block import is_issuer

#: Counters behind a number, which make it part of the words: 3部位以上, 65歳以上, 1人当たり.
_COUNTERS = "年月日人件回歳部位割次か箇ヶ社者期級種以分第時段大類半市町村県つ個名校台冊枚通機事業団体千万億円点支"
#: Words that begin like a counter and are none, so a figure before them numbers them: 2月別の受付件数, 3点検効果額.
_NO_COUNTER = (
    r"月別|年齢|年代|年度別|人員|人数|回数|回収|件数|日数|日別|社会保険|事業所規模|事業[者主]|点検|個人情報|支[払給]|通知|分析"
    r"|(?:支部|種類?|業[種態]|市町村|箇所|機関|団体|校区)別"
)
_NUMBER = re.compile(
    r"^(?:[IVX]+[. ](?=[^A-Za-z])|[アイウエオカキクケコ][. 　、)](?=[^ァ-ヶー])|第\d{1,2}[ 　]+(?=\S)"
    rf"|[(\[]\d{{1,2}}[)\]]|\d{{1,2}}[.:)]"
    rf"|\d{{1,2}}(?=[^\d.,:%~\-+/×☓{_COUNTERS}]|{_NO_COUNTER}))\s*(?=\S)"
)
_TABLE_NUMBER = re.compile(r"^(?:図表?|別?表)\d+[-.\d]*\s*")
_MARKS = re.compile(r"[【】■●・◆〔〕\[\]<>]")
#: What a table is to its report, ahead of its title: 【参考】窓口の来訪者数.
_BESIDE_THE_POINT = re.compile(r"^(?:\((?:参考|再掲)\)|(?:参考|再掲)[:：]?)[ 　]*(?=\S{4})(?!値|資料|文献)")
#: The fiscal year ahead of a title: 令和6年度 申請書受付件数.
_YEAR_FIRST = re.compile(
    r"^(?:(?:令和|平成|R|H)(?:元|\d{1,2})|20\d\d)年度(?:の|における)?[ 　]*(?=[^\s・、,~～\-及分末の])"
)
_UNIT = "|".join(map(re.escape, UNITS))
_NOTES = re.compile(
    rf"\((?:令和|R|単位|20|月別)[^()]*\)|\([^()]*(?:単位[::]|現在|時点|月末|年度末)[^()]*\)|\((?:{_UNIT})\)$"
    r"|※.*$|\s*単位[::].*$"
)
#: A unit beside what says how the months run, in one bracket: 回収率(累計・%).
_UNIT_BESIDE = re.compile(
    rf"\((?:(?:{_UNIT})[・、,/](?P<behind>累計|累積|単月)|(?P<ahead>累計|累積|単月)[・、,/](?:{_UNIT}))\)$"
)
#: Two or more measures under one owner: Aの達成率と平均所要日数.
_SHARED = re.compile(r"^(?P<owner>.+?)の(?P<names>[^の]+)$")
_AND = re.compile(r"及び|並びに|と|・|、")


_LAST_BRACKETS = re.compile(rf"\([^()]*[、,](?P<unit>{_UNIT})\)$")
#: What can be counted or measured, as the end of a name or before what became of it: 受付件数の推移.
_QUANTITY = re.compile(
    r"(?:数|額|率|割合|比|高|量|費|時間|増減|差|(?<![統推設会集])計|平均|当たり|件)(?:\([^()]*\))?(?:の?(?:推移|内訳|状況|比較|.{1,4}別内訳))?$"
)
#: What each figure is of, and no more: 1人当たり, 被保険者千人当たり, レセプト1件あたり(月平均).
_PER_WHAT = re.compile(
    r"(?P<whose>[^\d一十百千万]*)"
    r"(?:(?:[\d,]+|[一十百千万])*(?:[人件名社枚日月年回]|か月|事業所|時間))+(?:当たり|あたり|当り)(?:平均)?(?:\([^()]*\))?"
)
#: Benefits that are called by what they pay for: 療養費 over counts is not the sum paid.
_BENEFIT = re.compile(r"(?:療養|移送|埋葬|葬祭)費(?:\([^()]*\))?$")
#: Titles of one benefit or document, of which a table counts what its unit says: 傷病手当金の推移(件).
_COUNTED_THING = re.compile(
    r"(?:手当金|一時金|給付金|療養費|埋葬[料費]|葬祭費|認定証|保険証|資格証?確認書)(?:の?(?:推移|内訳|状況|比較|実績))?$"
)
#: Units of money, names of counts, and names of money.
_MONEY = re.compile(r"円$")
_COUNTED = re.compile(r"[件人者回社枚通名]数|件$|人員|事業所数|日数")
_PAID = re.compile(r"金額|[^全半定]額$|費$|効果額|円$")


#: Units for rows to share: 件、%; the second may say of which it is: 件、達成率は%.
_UNITS_LISTED = re.compile(rf"単位[::](?P<units>(?:{_UNIT})(?:[、,・/](?:[^\d、,・/:()。]{{1,15}}は)?(?:{_UNIT}))+)")
_LAST_UNIT = re.compile(rf"(?:{_UNIT})$")
_UNITS_BEHIND = re.compile(
    rf"(?<=.)[(〔\[](?P<units>(?:{_UNIT})(?:[、,・/](?:[^\d、,・/:()。は]{{1,8}}は?)?(?:{_UNIT}))+)[)〕\]]$"
)
_ONLY_UNITS = re.compile(rf"^[(\[〔](?P<units>(?:{_UNIT})(?:[、,・/](?:{_UNIT}))+)[)\]〕]$")
#: The unit of one measure among several: in brackets behind its name, or told by it in a note.
_UNIT_OF_ONE = re.compile(
    rf"(?<=.)[(〔\[](?:単位:)?(?P<behind>{_UNIT})[)〕\]]|[^:、,・/()〔\[]+[:=](?P<told>{_UNIT})(?=[、,・/)〕\]]|$)"
)
#: Units by what the names of their figures end in or say.
_UNIT_KINDS = (
    (re.compile(r"%"), re.compile(r"率|割合|比(?!較)|シェア")),
    (re.compile(r"日|時間|分"), re.compile(r"日数|時間")),
    (re.compile(r"円"), _PAID),
    (re.compile(r"人|名"), re.compile(r"人数|者数|人員")),
    (re.compile(r"社|事業所"), re.compile(r"事業所数|社数")),
    (re.compile(r"件"), re.compile(r"件数|件$|枚数")),
)


_BRACKETS_LAST = re.compile(r"\([^()]*\)$")
_UNIT_BEHIND = re.compile(r"(?<=.)[(〔\[]単位[::][^()〔〕\[\]]*[)〕\]]$")
#: Up to when figures run, ahead of the name of the issuer: 令和6年9月末現在 全国健康保険協会大分支部.
_DAY_AHEAD = re.compile(r"^(?:令和|平成|R|H|20)(?:元|\d{1,2})年\d{1,2}月(?:末|\d{1,2}日)?(?:現在|時点)")
_ASIDE = re.compile(r"[※*]|\(?注\d*[)):]|[(〔\[]?単位[::]|[(〔\[][^()〔〕\[\]]*単位[::][^()〔〕\[\]]*[)〕\]]$")
_YEAR_MARKS = re.compile(r"^[【〔\[(<■□◆◇●○・]|[】〕\])>]$|(?:の?(?:実績|状況|件数))?[】〕\])>]?$")
_YEAR = re.compile(r"(?:令和|平成|R|H)(?:元|\d{1,2})(?:年度?)?|20\d\d年度?")


def is_year_line(text: str) -> bool:
    """Whether a line names a fiscal year and nothing else (【令和5年度】, ○令和5年度の状況)."""
    plain = solid(text)
    if not _YEAR.search(plain):  # most lines
        return False
    plain = _YEAR_MARKS.sub("", plain)
    return bool(_YEAR.fullmatch(plain)) and fiscal_year_in(plain) is not None


def is_aside(line: str) -> bool:
    """Whether a line between a title and its table names no more than the year, the unit or the maker of it, or is a
    remark.
    """
    plain = _UNIT_BEHIND.sub("", solid(line))
    return is_year_line(plain) or bool(_ASIDE.match(plain)) or is_issuer(line) or is_issuer(_DAY_AHEAD.sub("", plain))


def title_line(scope: Scope) -> str:
    """The line over a table that may name it: the last one but for its unit, year and remarks; "" if there is none."""
    return next((line for line in reversed(scope.caption) if not is_aside(line)), "")


def lines_of_title(scope: Scope) -> Sequence[str]:
    """The lines right above a table, and the heading that it stands under where these are no title."""
    heading = map(without_asides, scope.section[-1:])
    return [*scope.caption, *heading] if all(map(is_aside, scope.above)) else scope.caption


def names_quantity(words: str) -> bool:
    """Whether words name something that can be counted or measured, rather than only of what."""
    plain = solid(words)
    named = _QUANTITY.search(plain) and not _BENEFIT.search(plain) and not names_per_what(plain)
    return bool(re.search(r"数|額(?![一-龥])|率|割合", plain) or named)


def names_per_what(words: str) -> bool:
    """Whether words say only per what a figure is (1人当たり, 職員1人当たり), and not what it counts or measures."""
    found = _PER_WHAT.fullmatch(solid(words))
    return found is not None and not (found["whose"] and names_quantity(found["whose"]))


def is_quantity(title: str) -> bool:
    """Whether a title is the name of one thing counted or measured, and no remark about it."""
    plain = solid(title)
    named = bool(_QUANTITY.search(plain)) and not names_per_what(plain)
    plain = _BRACKETS_LAST.sub("", plain)
    return named and not re.search(r"[はがをも、]|から|です|ます|及び|並びに|と", plain)


def names_thing_counted(title: str) -> bool:
    """Whether a title names the one benefit or document that its table counts, and nothing else."""
    plain = solid(title)
    return bool(_COUNTED_THING.search(plain)) and not re.search(r"[はがをも、・]|及び|並びに|と", plain)


def unit_in_brackets(line: str) -> str | None:
    """The unit at the end of brackets that end a title and say more: (加入者1人当たり、円)."""
    found = _LAST_BRACKETS.search(solid(line))
    return found["unit"] if found else None


def units_listed(line: str) -> list[str]:
    """The units that a note over a table or its corner lists for its rows to share: (単位:件、%、日), (件・%),
    (単位:件、達成率は%); empty where it names one.
    """
    plain = solid(line)
    found = _UNITS_LISTED.search(plain) or _ONLY_UNITS.match(plain) or _UNITS_BEHIND.search(plain)
    return [_LAST_UNIT.findall(unit)[-1] for unit in re.split(r"[、,・/]", found["units"])] if found else []


def units_of_several(line: str) -> list[str]:
    """The units that a title of several measures prints behind each (平均所要日数(日)と達成率(%)), or a note by their
    names (件数:件、金額:千円); empty where all are one.
    """
    found = [match["behind"] or match["told"] for match in _UNIT_OF_ONE.finditer(solid(line))]
    return found if len(set(found)) > 1 else []


def unit_among(units: Sequence[str], *names: str) -> str | None:
    """Which of the units listed over a table is that of figures so named, where the name leaves no choice."""
    words = "".join(plain for name in names if not _BENEFIT.search(plain := solid(name)))  # 件数 of 療養費
    wanted = next((kind for kind, name in _UNIT_KINDS if name.search(words)), None)
    fit = [unit for unit in units if wanted is not None and wanted.search(unit)]
    return fit[0] if len(fit) == 1 else None


def fits_name(unit: str | None, *names: str) -> bool:
    """Whether a unit printed for a whole table can be that of figures so named: 千円 of no 件数, 件 of no 金額."""
    words = "".join(solid(name) for name in names)
    if unit is None or _BENEFIT.search(words):
        return True
    if _MONEY.search(unit):
        return not (_COUNTED.search(words) and not _PAID.search(words))
    return unit == "%" or not (_PAID.search(words) and not _COUNTED.search(words))


def title_words(text: str) -> str | None:
    """A caption without its number, bullets, brackets and dates; None where little is left."""
    said = _UNIT_BESIDE.sub(lambda found: f"({found['behind'] or found['ahead']})", _UNITS_BEHIND.sub("", text))
    words = _BESIDE_THE_POINT.sub("", _TABLE_NUMBER.sub("", _MARKS.sub("", said)))
    words = _YEAR_FIRST.sub("", _NOTES.sub("", _NUMBER.sub("", words)).strip(" :"))
    return words if len(words) >= 2 else None


def own_part(title: str, words: str) -> str | None:
    """What a title of several measures says of one of them: Aの達成率 for 達成率 under Aの達成率と平均日数.

    None where the title does not name it among others.
    """
    shared = _SHARED.match(title)
    names = [name for name in _AND.split(shared["names"]) if name] if shared else []
    return f"{shared['owner']}の{words}" if shared and len(names) > 1 and solid(words) in names else None
