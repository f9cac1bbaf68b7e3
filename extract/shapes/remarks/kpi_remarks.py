"""Remarks that date the figures of single KPIs: ※各率は12月末時点、ジェネリック医薬品使用割合のみ10月診療分.

A remark names one KPI or several, all KPIs, all but some (以外, を除き) or the nation's figures, and a month or a year.
It stands in an as-of line, a caption, a note under a table or a cell. What it says goes before the report's own month
and that of a heading, and behind what is printed with the figure itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.catalogue import catalogue, match
from extract.document import Document, Paragraph, Table
from extract.normalise.dates import fiscal_year_of
from extract.normalise.text import solid

_YEAR = r"(?:(?:令和|平成|R|H)(?:元|\d{1,2})[年.]|20\d\d(?:\([^()]{1,8}\))?[年./])"
_MONTH = r"(?:1[0-2]|0?[1-9])(?:月(?:末|\d{1,2}日)?|(?=末|時点|現在))"
_OF = r"(?:末|時点|現在|(?:診療|受診|実施|請求|支払|審査|処理|決定|受付)?分|まで)*"
#: A month or a span that ends with one, a year, or words that count from a day nobody prints.
_WHEN = (
    rf"(?P<month>{_YEAR}?(?:{_MONTH}(?:から|[~-]){_YEAR}?)?{_MONTH}(?P<of>{_OF}))"
    r"|(?P<year>(?:令和|平成|R|H)(?:元|\d{1,2})年?度末?(?:時点|現在)?|20\d\d年度末?(?:時点|現在)?)"
    r"|(?P<vague>(?:前々?月|前回|前四半期|前期|前年度|直近|最新|\d[か箇ヶケカ]月(?:前|遅れ))(?:末|時点|現在|の|診療分|分|まで)*)"
)
_TAIL = (
    r"(?:の?(?:速報|暫定|確定|最新)?(?:値|数値|数字|実績値?|データ|集計値?|集計結果|結果|計数|もの|状況)?)"
    r"(?:\(?(?:速報|暫定)値?\)?)?"
    r"(?:で(?:ある|す|あり|、)|と(?:なる|なります|なって(?:いる|います|おり)|する|し(?:て(?:いる|います))?)"
    r"|による|を(?:基準|掲載|使用|記載|表示|計上|集計|用い|示)[^、。]{0,12})?"
)
_LINK = (
    r"(?P<but>以外|を除(?:く|いて|き|いた))(?:の?(?:各?(?:KPI|指標|項目|数値|実績|率)|もの))*(?:について|に関して)?は?[、:]?"
    r"|(?:については?|に(?:関して|おいて)は?|のみは?|だけは?|は|:)、?"
)
_SAID = re.compile(rf"(?P<subject>[^。]+?)(?:{_LINK})(?:{_WHEN}){_TAIL}(?=[、,。;]|ただし|なお|$)")
#: The other way round: 10月診療分:ジェネリック医薬品使用割合.
_TURNED = re.compile(
    rf"^(?:{_WHEN})(?:の(?:数値|実績値?|値|指標|データ)(?:を用いた(?:もの|指標))?)?(?:は|:)(?P<subject>.+)$"
)
_LEAD = re.compile(
    r"^(?:[※*・●○◆◇■□]|\(?注\d{0,2}\)?[::]?|備考[::]?|ただし|但し|なお|また|うち|\(?\d{1,2}\)|[、,:\s])+|^\d(?=[^\d月年])"
)
_MARKED = re.compile(r"^(?:[※*(\[【<]|注|備考|ただし|但し|なお)")
_FIGURE = re.compile(r"\d[\d,.]*(?:%|円|件|人|名|事業所|社|ポイント|位|回)")
_SAYS_WHEN = re.compile(
    r"\d月?(?:\d{1,2}日)?(?:末|時点|現在|(?:診療|受診|実施|請求|支払|審査|処理|決定|受付)?分|まで)|年度|前々?月|遅れ|直近|最新"
)
#: Letters without which nothing says when, whatever brackets are dropped.
_MAY_SAY_WHEN, _MAY_DATE = re.compile(r"[度月遅近新]"), re.compile(r"\D*\d.*[末点在分ま]")
_EARLY = re.compile(r"速報|暫定")
_SENTENCE_END, _PIECE_END = re.compile(r"。|※"), re.compile(r"[。()]|※\d{0,2}(?!\d?月)")
_INNER = re.compile(r"\(([^()]*)\)")
_DATED = re.compile(rf"(?:{_WHEN})")
#: A sentence up to its brackets that is about last year's figures alone: ※前年同期は令和5年9月末(…).
_OF_LAST_YEAR = re.compile(r"(?:^|[。※*・注])[^。※*・注]{0,4}[前昨]年[^。、]{0,12}(?:は|:)[^。]*$")
_AND = re.compile(r"及び|および|並びに|ならびに|と(?=[一-龥ァ-ヶ])|[・、,/&]")
_OF_SUBJECT = re.compile(
    r"(?:の(?:数値|実績値?|値|指標|データ|状況|率|KPI|各?指標|項目|件数)|(?:に係る|に関する)?(?:各?指標|KPI|項目)|関係|等|のみ|だけ)$"
)
#: Words of a subject that is nothing but the report's figures.
_GENERAL = re.compile(
    r"(?:その他|それ|上記|以外|ほか|他|各|全て|すべて|全|表中|本表|表|上|下|いずれも|ともに|KPI|主な|進捗|達成|実績|数値|数字|計数|"
    r"指標|項目|率|値|当支部|支部|状況|データ|基準日|記載|ない|もの|大きな|令和\d+年度|今年度|当年度|本年度|の|に|等|[・、])+"
)
_NATION = re.compile(r"^(?:全国|全支部|協会)(?:平均|計|値)?(?:値|の数値|の値)?$")
#: What such a remark may be about besides results.
_OTHER = re.compile(r"順位|目標|前年|昨年|他支部|資料|調査|年齢|対象者|期間|期限|締切|受付時間|人口|職員")
#: Words for figures that are not named: 一部の指標, 網掛けの数値, 健診関係.
_SOME = re.compile(r"指標|KPI|率|割合|数値|実績|関係|一部|網掛|下線|斜体|印|健診|保健指導|レセプト|債権")
_LONGEST = 160
_SHORT = 4


@dataclass(frozen=True)
class Remark:
    """`parts` are the names it is about, empty for all figures; with `but` it is about all others. `when` says the
    month or the year in words, empty where they count from an unknown day; `near` that it stands where it surely holds.
    """

    printed: str
    parts: tuple[str, ...]
    when: str
    but: bool = False
    national: bool = False
    whole_year: bool = False
    page: int | None = None
    head: bool = False
    near: bool = False


@dataclass(frozen=True)
class Said:
    """What remarks say of one KPI's figures: a date in words, why it may not be theirs; `named` that they name it."""

    when: str
    named: bool
    whole_year: bool = False
    doubt: str | None = None


def read_remarks(document: Document, is_plan: bool) -> list[Remark]:
    """All remarks of a document that date KPIs' figures; a plan dates what is to be done."""
    out: dict[Remark, None] = {}
    for number, page in enumerate(document.pages):
        head = number < 2
        for block in page.blocks:
            head = head and isinstance(block, Paragraph)
            for text in dict.fromkeys(_texts(block)):
                for remark in remarks_in(text, is_plan):
                    out[replace(remark, page=page.number, head=head and number == 0)] = None
    return list(out)


def on_page(remarks: Sequence[Remark], page: int | None) -> tuple[Remark, ...]:
    """The remarks as they hold for one page: surely those above the report's first table and those of the page."""
    return tuple(replace(r, near=r.head or (page is not None and r.page == page)) for r in remarks)


def without_remarks(text: str) -> str:
    """A line without the clauses and brackets that date only some KPIs."""
    plain = solid(text)
    for remark in remarks_in(plain, is_plan=False):
        if remark.parts and not remark.but:
            plain = plain.replace(remark.printed if remark.printed in plain else remark.when, "")
    return plain


def remarks_in(text: str, is_plan: bool) -> Iterator[Remark]:
    """The remarks that a line or a passage holds."""
    plain = solid(text)
    if not (_MAY_SAY_WHEN.search(plain) or _MAY_DATE.match(plain)):
        return
    marked = bool(_MARKED.match(plain))
    for piece, in_brackets in _pieces(plain):
        if len(piece) > _LONGEST or _FIGURE.search(piece) or not _SAYS_WHEN.search(piece):
            continue
        turned = _TURNED.match(_LEAD.sub("", piece))
        for found in [turned] if turned else _SAID.finditer(piece):
            remark = _remark(found, marked or in_brackets)
            if remark is not None and not (is_plan and (not remark.parts or remark.whole_year)):
                yield remark


def said_of(name: str, code: str | None, national: bool, remarks: Sequence[Remark]) -> Said | None:
    """What the remarks say of the figures of the KPI with this printed name and code; None where they say nothing.

    One that names the KPI goes before one about all figures.
    """
    named: dict[Remark, bool] = {}
    general: dict[Remark, bool] = {}
    for remark in remarks:
        if remark.national and not national:
            continue
        if not remark.parts:
            (named if remark.national else general)[remark] = True
            continue
        meant = [sure for part in remark.parts if (sure := _means(part, name, code)) is not None]
        if remark.but and not meant:
            general[remark] = True
        elif meant:
            named[replace(remark, when="") if remark.but else remark] = any(meant)
    holding = named or {r: sure for r, sure in general.items() if r.near}
    if not holding:
        return None
    holding = {r: sure for r, sure in holding.items() if r.when} or holding  # 以外 tells only what it is not
    near = {r: sure for r, sure in holding.items() if r.near} or holding
    first = next(iter(near))
    one = len({(r.when, r.whole_year) for r in near}) == 1
    certain = one and first.near and near[first] and bool(first.when)
    doubt = (
        None
        if certain
        else f"a remark dates some figures, and it is not certain that it dates this one: {first.printed}"
    )
    return Said(first.when if one else "", bool(named), first.whole_year, doubt)


def _texts(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (solid(line.text) for line in block.lines)
        if len(block.lines) > 1:
            yield solid(block.text)
        return
    for cell in block.cells:
        for inner in cell.blocks:
            yield from _texts(inner)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a text, those in brackets by themselves; brackets within a name are dropped, and so are those of
    a sentence on last year's figures, which date these.
    """
    plain = text
    while found := _INNER.search(plain):
        inner, before, after = found[1], plain[: found.start()], plain[found.end() :]
        if _DATED.search(inner) and not _OF_LAST_YEAR.search(before):
            yield from ((piece, True) for piece in _SENTENCE_END.split(inner) if piece)
        plain = before + after
    yield from ((piece, False) for piece in _PIECE_END.split(plain) if piece)


def _remark(found: re.Match[str], marked: bool) -> Remark | None:
    groups = found.groupdict()
    subject = _LEAD.sub("", found["subject"])
    but, printed = bool(groups.get("but")), found.group(0).strip("、")
    when = (groups["month"] or groups["year"] or "") + ("速報" if _EARLY.search(printed) else "")
    made = Remark(printed, (), when, but, whole_year=bool(groups["year"]))
    if _NATION.match(subject):
        return replace(made, national=True)
    if _GENERAL.fullmatch(subject) and not but:
        return made if marked and groups["month"] else None
    parts = tuple(part for part in _parts(subject) if part and not _GENERAL.fullmatch(part))
    if not parts or any(_OTHER.search(part) for part in parts):
        return None
    known = any(_codes(part) for part in parts)
    if known or (marked and not (groups["month"] and groups["of"].endswith("まで")) and _SOME.search(subject)):
        return replace(made, parts=parts)
    return None


def _parts(subject: str) -> Iterator[str]:
    """The names that a subject joins; a name that the catalogue knows with its joints is one."""
    found = match(subject)
    if found is not None and found.sure and not found.alike_only:
        yield _bare(subject)
        return
    for part in _AND.split(subject):
        yield _bare(_OF_SUBJECT.sub("", part))


def _bare(text: str) -> str:
    """A name without brackets and the particles that are now there, now not."""
    plain = solid(text)
    while _INNER.search(plain):
        plain = _INNER.sub("", plain)
    return re.sub(r"の|当支部|協会けんぽ", "", plain.replace("健康診査", "健診"))


def _codes(part: str) -> set[str]:
    """The KPIs whose official names hold a name, or that it surely names."""
    found = match(part)
    named = {found.kpi.code} if found is not None and found.sure and not found.alike_only else set()
    return named or {kpi.code for kpi in catalogue().values() if len(part) >= _SHORT and part in _bare(kpi.name)}


def _means(part: str, name: str, code: str | None) -> bool | None:
    """Whether a name in a remark is surely (True) or may be (False) that of a KPI; None where it is another's."""
    found = match(part)
    if found is not None and found.sure and not found.alike_only:
        return True if found.kpi.code == code else (True if part in _bare(name) else None)
    official = catalogue()[code].name if code else ""
    if part in _bare(name) or part in _bare(official):
        return len(part) >= _SHORT
    return None if _codes(part) else False


def remark_doubt(as_of: date | None, year: int | None, latest: date | None) -> str | None:
    """Why the month that a remark gives a figure of a `year` may not be meant; `latest` is the report's own."""
    if as_of is None:
        return "a remark dates it in words that name no month"
    if fiscal_year_of(as_of) != year:
        return "a remark dates it in another fiscal year than its heading or the report"
    return "a remark dates it later than the report's figures run" if latest is not None and as_of > latest else None
