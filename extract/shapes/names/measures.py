"""What the figures of a table measure: their name, unit and KPI, from labels, caption and surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from extract.catalogue import Kpi, Match, Meaning, catalogue, fits_row, kin_of, match, told_nearby
from extract.normalise.numbers import Figure
from extract.normalise.text import solid, tidy
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.row_kpis import clearest
from extract.shapes.names.title_words import (
    fits_name,
    is_aside,
    is_quantity,
    lines_of_title,
    names_per_what,
    names_quantity,
    names_thing_counted,
    own_part,
    title_line,
    title_words,
    unit_among,
    unit_in_brackets,
    units_listed,
    units_of_several,
)
from extract.shapes.remarks.bracket_remarks import without_bracket_remarks
from extract.shapes.report.report_branch import branches
from extract.shapes.tables.labels import Label, read_label

_BESIDE = "the words beside the table name the KPI only in part"
_NO_KPI_YET = "{} {}; this is of FY{}"
_SEVERAL = "more than one KPI named beside the table may be meant: {}"
_OTHER_TITLE = "the title of the table names another KPI than the words around it"
_KIN = "the words beside the table name a KPI of the same thing that is measured otherwise"
#: How something stands: over per cents the rate of it.
_STATE = "状況"
_NO_RATE = "its name does not say of what rate the per cents are"
_NAMED_ABOVE = "no name is printed with this table; it was named after the text above"
_NAMED_BELOW = "no name is printed with this table; it was named after the line below it"
_NOT_THE_KPI = "no name is printed with this table, and what the KPI named before it is these figures cannot be"
_TOTAL_OF_EITHER = "the line above names other things than the KPI that a row of the table is; it may be either's total"
_COMPARES_WHAT = "it says only with what it is compared, and no title what that is of"
_TORN = "figures stand among the headings that name it"
#: A figure that is none of a name's own (2,110万円, 3,000人以上), or a target.
_HOLDS_FIGURE = re.compile(
    r"(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d|.{0,2}[以円])|\(\d+[,.]\d+\)|\d(?:%|ポイント)?以[上下]"
)
#: What is left of a label that only says when.
_WHEN_LEFT = re.compile(r"(?:前年)?同?(?:期|月|年|時点|時期)?末?(?:時点|現在|実績)?")
#: What compares figures, be it in their unit or in another.
_COMPARED = re.compile(r"差|比|増減|伸び")
#: Words that say only with what figures are compared: 前年同月末との差.
_ONLY_COMPARES = re.compile(
    r"(?:対?前[年月](?:度|同[月期]末?|同月末)?(?:[末比]|と|との|からの)?)?(?:増減|差引?|比較?|伸び|伸)(?:数|率|額)?(?:\([^()]*\))?"
)
#: A title that says only with what the figures below it are compared: 前年差(ポイント).
_COMPARISON = re.compile(r"[【〔\[<(○■●◆]?(?:対?前年(?:度|同[期月])?(?:との)?(?:差|比|増減)|増減)率?(?:$|[】〕\]>()])")
#: What joined or left a stock within a time, and is not the stock.
_JOINED = re.compile(r"新規|新たな|純増|増加数|取消|辞退")
#: A remark on the rates of a table: 率はいずれも累計.
_OF_RATES = re.compile(r"(?:率|割合)は")
_BARE_RATE = re.compile(r"(?:実施)?率|(?:実施)?割合")
_SAYS_RATE = re.compile(r"率|割合|比|シェア|増減|差|構成|伸び")
#: A measure whose name is only such a word needs the heading of its table before it.
_BARE_MEASURE = re.compile(
    r"^(?:合計|計|総数|総?(?:件数|人数|額|時間)|被(?:保険|扶養)者|金額|割合|率|数|その他|実績|達成率|回収率|提出率|実施率|登録率|受診率|構成比"
    r"|(?:対?[前昨]年(?:度)?(?:同[期月])?)?(?:増減(?:数|率|額)?|差|比|伸び率))$"
)
#: The groups that a title parts its figures by: 年齢階級別・性別 被保険者数.
_BY_GROUPS = re.compile(r"^(?:[^別]{1,8}別[・、]?の?\s*)+(?=\S{2})")
#: What says no more than what kind of quantity a figure is.
_BARE_KIND = re.compile(r"件数|人数|金額|数|額|割合|率")
#: Why a figure under such a name and no heading is flagged.
_BARE = "its name may be that of anything, and no heading tied to it says of what"


def bare_name(measure: str) -> str | None:
    """The doubt about a measure whose name is only such a word, or None."""
    return _BARE if _is_bare(measure) else None


def _is_bare(words: str) -> bool:
    """Whether words may be those of any measure: 件数, 達成率, 1人当たり."""
    return bool(_BARE_MEASURE.match(solid(words))) or names_per_what(words)


#: Names of figures of which an average is one more of the same kind.
_AVERAGED = re.compile(r"率|割合|比|平均|当たり|あたり|時間|日数")


def mean_name(measure: str, label: Label, unit: str | None) -> str:
    """The name of an average of counts, which beside their sum is another figure."""
    apart = label.total == "mean" and unit not in ("%", "min", "日") and not _AVERAGED.search(measure)
    return f"{measure} 平均" if apart else measure


#: A longer line over a table is no title, nor is one that says what was done: ends as a sentence, or has an object.
_TITLE_CHARS = 30
_SENTENCE = re.compile(
    r"。|(?:した|する|中|済|実施|作成|おり|予定)$|を.*(?:[回社件名人]|実施|開催|送付|配布|発送)"
    r"|の[一-龥]{2,4}(?<![第上位])\d[\d,]*(?:回|件|人|名|社|事業所|か所|部|枚)$"  # 講習会の開催12回
)
#: What makes a line a remark on figures, or the title of several tables or of a report.
_NO_TITLE = re.compile(r"[はがをも]|及び|並びに|事業計画|行動計画|報告書|資料|支部$")
#: A heading of a part names its tables where it is short, and not that of a chapter.
_HEADING_CHARS = 20
_OF_CHAPTERS = re.compile(r"機能|体制|関係|について|[^検]計画|目標|KPI")
#: What may stand between a title and its table: the unit, notes, sentences that are over.
_REMARK = re.compile(r"。[)\]〕】]?$|^[(〔\[]?単位|^[※*(]?(?:注|※|\*)")
#: Words with a bracket, and a bracket that stands within one: (診療報酬返還金(不当請求)を除く).
_WITH_BRACKET, _INNER_BRACKETS = re.compile(r"(?P<words>[^()]+)\((?P<told>[^()]+)\)"), re.compile(r"\([^()]*\)(?!の)")
_BRACKETS_LAST = re.compile(r"(?:\([^()]*\))+$")


#: The heading of a column of labels that says only what sort of thing they are: 給付, 業態別, 発生(年度).
_CLASS = re.compile(r"(?!.*[数額率費])(?:.{1,3}|.+(?:別|名|内容|種|先))$")


#: Headings of labels that say which of several levels of sorts they are, and nothing of what is measured.
_SORTS = re.compile(
    r"(?:制度|(?:診療|給付|種)?種別|区分|項目|種類|内訳|分類|対象|設問)+"
    r"|(?:広報|周知|情報|送付|発信|連絡|勧奨|主な|利用)?の?(?:媒体|手段|方法|経路|ツール|チャネル|テーマ)|(?:送付|訪問|周知|相手|相談|委託|提携)先"
)
#: Names that say what became of people or papers, whose, or how much, and not of what: 実施者数 被扶養者.
_NO_THING = re.compile(
    r"(?!.*(?:被保険者|被扶養者|加入者)数)(?:対象|実施|受診|受付|決定|支給|支払|申請|発生|回収|該当|発送|送付|回答|利用|参加|終了|完了|初回面談|実績評価"
    r"|被保険者|被扶養者|加入者|本人|家族|男性?|女性?|者|件|人|金|総|数|額|率|割合|合計|小計|計)+"
)


class Naming:
    """Names the figures of one table under one scope; `weakly_named` after `measure` says that the name was not printed
    with the table, and where it was found. `rows` are the labels of its rows, where they are known; `sums_times` says
    that its totals are of months or parts of a year, which go by the names of these.
    """

    def __init__(self, scope: Scope, rows: Set[str] = frozenset()) -> None:
        self.scope = scope
        self.rows = rows
        self.sums_times = False
        self.year = scope.fiscal_year or scope.header.fiscal_year
        self.weakly_named: str | None = None

    def unit(self, figures: Sequence[Figure], label: Label, corner: Label) -> str | None:
        """The unit most figures of a row print, else what its labels or the caption say."""
        units = [f.unit for f in figures if f.unit]
        if units:
            return max(set(units), key=units.count)
        listed = units_listed(corner.text)
        around = unit_among(listed, label.rest) if listed else corner.unit or self.caption_unit(label.rest)
        around = around if fits_name(around, label.rest) else None
        is_rate = not label.rest or re.search(r"率|割合|比|シェア", label.rest)
        return label.unit or (around if around != "%" or is_rate else None)

    def caption_unit(self, *names: str) -> str | None:
        """The unit that the lines above the table name (単位:千円); of several the one of figures with these names."""
        lines = lines_of_title(self.scope)
        told = (units_listed(line) or units_of_several(line) for line in reversed(lines))
        listed = next(filter(None, told), None)
        if listed is not None:
            fit = unit_among(listed, *names)
            own = any(names_quantity(name) or _COMPARED.search(name) for name in names)
            title = _BRACKETS_LAST.sub("", title_words(title_line(self.scope)) or "")
            return fit or (None if own else unit_among(listed, title))
        alone = (read_label(line, None).unit or unit_in_brackets(line) for line in reversed(lines))
        return next(filter(None, alone), None)

    def basis_of_caption(self, unit: str | None) -> str | None:
        """Monthly or cumulative, where the lines above the table, else the heading right over it, say so of them."""
        heading = lines_of_title(self.scope)[len(self.scope.caption) :]
        for line in map(without_bracket_remarks, [*reversed(self.scope.caption[-2:]), *heading]):
            if unit != "%" and _OF_RATES.search(line):
                continue
            if "単月" in line:
                return "monthly"
            if "累計" in line:
                return "cumulative"
        return None

    def kpi(
        self, label: Label, corner: Label, other: Label | None, unit: str | None, year: int | None, basis: str | None
    ) -> Meaning:
        """The KPI that the labels name, else the nearby KPI that the row can be; what joined a stock (新規) is none."""
        label, corner, other = self._of_own(label), self._of_own(corner), self._of_own(other) if other else None
        corner = replace(corner, rest="") if _says_no_more(corner.rest, label.rest) else corner
        kept = _said_once([part.rest for part in (label, corner, other) if part is not None])
        label, corner = (part if part.rest in kept else replace(part, rest="") for part in (label, corner))
        other = replace(other, rest="") if other is not None and other.rest not in kept else other
        meant = self._meaning(label, corner, other, unit, year, basis)
        parts = [part.rest for part in (label, corner, other) if part is not None]
        if meant.kpi is not None and not any(meant.kpi.named_in(solid(words)) for words in parts):
            parts += filter(None, [title_words(title_line(self.scope))])  # 累計 under a title of new ones is a sum
        joined = any(map(_JOINED.search, parts))
        return Meaning() if joined and meant.kpi is not None and meant.kpi.unit == "事業所" else meant

    def _of_own(self, label: Label) -> Label:
        """A label without the name of the report's own branch (大分 beside 全国), or units alone (件・%)."""
        name, _, rest = label.rest.partition("支部")
        if rest and name in branches() and branches()[name] == self.scope.header.branch_code:
            return replace(label, rest=rest.strip())  # 大分支部 | 1人当たり医療費
        branch = branches().get(label.rest)
        own = branch is not None and branch == self.scope.header.branch_code
        return replace(label, rest="") if own or (label.rest and units_listed(label.text)) else label

    def _meaning(
        self, label: Label, corner: Label, other: Label | None, unit: str | None, year: int | None, basis: str | None
    ) -> Meaning:
        rests = [part.rest for part in (label, corner, other) if part is not None and part.rest]
        if basis == "cumulative" and unit in (None, "事業所"):  # what runs up is their number
            rests = [f"{rest}数" if rest.endswith("事業所") else rest for rest in rests]
        caption = solid(title_line(self.scope))
        own = solid("".join(rests))
        unsure: Meaning | None = None
        for text in dict.fromkeys((own, *(solid(r) for r in rests))):
            found = self._match(text, year)
            fits = (
                found and not found.alike_only and unit_fits(found.kpi, unit) and _series_fits(found.kpi, basis, unit)
            )
            in_force = found is not None and (found.kpi.ran_in(self.year) or not self.scope.kpis)
            if found and fits and in_force and _is_whole(found.kpi, rests, unit):
                meant = found.meaning(text, "the table's own words")
                if found.sure:
                    return meant
                unsure = unsure or meant
        nearby = self._nearby(label, corner, other, unit, basis)
        if unsure is not None:
            another = nearby.kpi is not unsure.kpi and nearby.doubt is None
            return nearby if nearby.kpi is not None and another and own in nearby.kpi.row_labels else unsure
        if unit == "%" and (rate := self._rate_unsaid(label, rests, year)):
            return rate
        title = title_words(caption)
        part = own_part(title, own) if title else None
        for text in dict.fromkeys(filter(None, (part, f"{caption}:{own}", caption, title))) if caption else ():
            found = self._match(text, year)
            fits = (
                found is not None
                and found.sure
                and not found.alike_only
                and all(_is_row_of(found.kpi, r, unit) for r in rests)
            )
            in_force = found is not None and found.kpi.in_force(self.scope.header.fiscal_year)
            if found and fits and in_force and unit_fits(found.kpi, unit) and _series_fits(found.kpi, basis, unit):
                return Meaning(found.kpi, None, found.told(text, "the line above the table"))
        if nearby.kpi is not None:
            return self._held_against(title, nearby, year)
        if title and not own and (titled := self._of_title(title, unit, year)):
            return titled
        if self.scope.topic:
            topic_and_own = ":".join((self.scope.topic, *rests))
            found = self._match(topic_and_own, year)
            fits = (
                bool(own)
                and found is not None
                and not found.alike_only
                and all(fits_row(r, found.kpi, unit) for r in rests)
            )
            if found and fits and unit_fits(found.kpi, unit) and _series_fits(found.kpi, basis, unit):
                return found.meaning(topic_and_own, "the heading and the row")
        return Meaning()

    def _nearby(self, label: Label, corner: Label, other: Label | None, unit: str | None, basis: str | None) -> Meaning:
        """The KPI named nearby that a row can be."""
        sums = label.total is not None and label.basis != "cumulative"
        named = label.text if sums else label.rest or (other.rest if other else "")
        beside = other.rest if other is not None and label.rest and not _WHEN_LEFT.fullmatch(other.rest) else ""
        fitting: dict[str, NamedKpi] = {}
        for kpi_named in self.scope.kpis:
            kpi = catalogue()[kpi_named.code]
            counted = label.rest in kpi.row_labels and _is_of_other_unit(corner, unit)
            around = (beside,) if counted else (corner.rest, beside)
            stock = f"{kpi.unit}数" if basis == "cumulative" else None  # 事業所数, running, beside 健康宣言事業所数
            fits = all(solid(words) == stock or fits_row(words, kpi, unit) for words in (named, *around))
            if fits and _series_fits(kpi, basis, unit):
                fitting.setdefault(kpi.code, kpi_named)
        if not fitting:
            return self._kin(named, unit, basis)
        first = next(iter(fitting.values()))
        several = None
        if len(fitting) > 1 and not first.near:
            clear = clearest(named or corner.rest, list(fitting.values()))
            first = clear or first
            several = None if clear else _SEVERAL.format(" and ".join(fitting))
        kpi = catalogue()[first.code]
        several = several or (None if kpi.ran_in(self.year) else _NO_KPI_YET.format(kpi.code, kpi.years(), self.year))
        told = told_nearby(first.code, first.text, "the KPI named beside the table")
        return Meaning(kpi, several if first.sure else _BESIDE, told)

    def _held_against(self, title: str | None, nearby: Meaning, year: int | None) -> Meaning:
        """The KPI named nearby, in doubt where the title of the table names another one."""
        found = self._match(title, year) if title else None
        if found is None or found.alike_only or nearby.kpi is None:
            return nearby
        known = {nearby.kpi.code, *kin_of(nearby.kpi.code)}
        another = found.kpi.ran_in(self.year) and found.kpi.code not in known and found.second not in known
        return nearby._replace(doubt=nearby.doubt or _OTHER_TITLE) if another else nearby

    def _kin(self, named: str, unit: str | None, basis: str | None) -> Meaning:
        """The other measure of the KPI named nearby that a row is by its short name: the days beside the rate."""
        for near in self.scope.kpis:
            for code in kin_of(near.code)[1:]:
                kpi = catalogue()[code]
                if solid(named) in kpi.row_labels and unit_fits(kpi, unit) and _series_fits(kpi, basis, unit):
                    return Meaning(kpi, _KIN, told_nearby(code, solid(named), "the KPI named beside the table"))
        return Meaning()

    def _rate_of(self, words: str, year: int | None) -> Meaning | None:
        """The KPI of a group, or of how something stands, whose name leaves out that it is the rate:
        特定健診(被扶養者), 保険証の回収状況 over per cents.
        """
        plain = solid(words)
        stem = plain.removesuffix(_STATE)
        for name in (f"{stem}率", f"{stem}割合") if stem != plain else (f"{plain}の実施率",):
            found = self._match(name, year)
            if found is not None and found.sure and not found.alike_only and found.kpi.ran_in(self.year):
                return Meaning(found.kpi, _NO_RATE, found.told(words, "the table's own words, taken for a rate"))
        return None

    def _rate_unsaid(self, label: Label, rests: Sequence[str], year: int | None) -> Meaning | None:
        """The KPI of per cents whose label names a group or work alone."""
        if label.rest and not _SAYS_RATE.search(solid("".join(rests))) and (rate := self._rate_of(label.rest, year)):
            return rate
        return self._rate_of_work(rests, year) if len(rests) > 1 else None

    def _of_title(self, title: str, unit: str | None, year: int | None) -> Meaning | None:
        """The KPI of rows that say nothing but when, by a title that leaves out that it is a rate, or names a KPI that
        is not in force.
        """
        if unit == "%" and title.endswith(_STATE) and (rate := self._rate_of(title, year)):
            return rate
        found = self._match(title, year)
        return self._of_its_time(found, title, unit) if found is not None else None

    def _of_its_time(self, found: Match, words: str, unit: str | None) -> Meaning | None:
        """The one KPI in force that goes by words which are short for it, and name one that is not in force as well."""
        if found.sure or found.alike_only or found.kpi.in_force(self.year):
            return None
        called = [kpi for kpi in catalogue().values() if solid(words) in kpi.row_labels and kpi.in_force(self.year)]
        if len(called) != 1 or not unit_fits(called[0], unit):
            return None
        told = found.told(words, "the line above the table, short for the KPI in force")
        return Meaning(called[0], found.doubt, told)

    def _rate_of_work(self, rests: Sequence[str], year: int | None) -> Meaning | None:
        """The KPI of work whose rate stands in a column of rates, headed alike for all rows: 資料の取得 | 実施率."""
        work = [solid(words) for words in rests if not _BARE_RATE.fullmatch(solid(words))]
        if len(work) != 1 or len(rests) != len(work) + 1 or _SAYS_RATE.search(work[0]):
            return None
        found = self._match(f"{work[0]}率", year)
        if found is None or found.alike_only or not found.kpi.ran_in(self.year):
            return None
        told = found.told(work[0], "the table's own words, taken for a rate")
        return Meaning(found.kpi, found.doubt or _NO_RATE, told)

    def _match(self, text: str, year: int | None) -> Match | None:
        return match(text, year or self.year, printed_in=self.year)

    def measure(self, label: Label, corner: Label, other: Label | None, kpi: Kpi | None, basis: str | None) -> str:
        """The row's words, with the heading before them where they alone do not say what is measured."""
        self.weakly_named = None
        label, corner, other = self._of_own(label), self._of_own(corner), self._of_own(other) if other else None
        per_what = kpi is None and names_per_what(corner.rest)
        corner = replace(corner, rest=f"{self._heading()} {corner.rest}".strip()) if per_what else corner
        weak = self.weakly_named
        parts = [part.rest for part in (label, corner) if part.rest]
        sorts = other is not None and (_SORTS.fullmatch(other.rest) or (len(parts) == 2 and _CLASS.match(other.rest)))
        if other is not None and other.rest and not (parts and sorts):
            parts.append(other.rest)
        parts = _said_once(parts)
        words = parts[0] if parts else ""
        over: str | None = None
        runs = label.basis == "cumulative"  # 累計 beside months is no sum of them
        counted = other.rest if other is not None and kpi is None and is_quantity(other.rest) else ""
        if label.total and not runs and (corner.rest or counted or (kpi is None and self.scope.caption)):
            words = f"{corner.rest or counted or self._heading()} {'平均' if label.total == 'mean' else '合計'}"
            if kpi is None and corner.compares and _BARE_MEASURE.match(corner.rest):
                words = f"{self._heading()} {corner.rest}"
        elif len(parts) > 1 and (other is not None or _is_bare(words)) and parts[1] != words:
            words = f"{parts[1]} {words}" if other is None else " ".join(dict.fromkeys(parts))
        if not words and kpi is not None:
            words = self._quantity_titled() or kpi.name
        bare = _is_bare(words.partition(" ")[0] if label.compares else words)
        if per_what:
            over = corner.rest if words and corner.rest not in words else None
        elif (not words or bare) and kpi is None:
            words = self._under_heading(words, label, corner, basis)
        elif kpi is None:
            over = self._words_over(words, label, corner, other)
        if over is None and kpi is None and _ONLY_COMPARES.fullmatch(solid(words)):
            over = self._what_is_compared(words)
        suffix = {"monthly": "単月", "cumulative": "累計"}.get(basis or "")
        if suffix and (corner.basis or label.basis) and not corner.rest and kpi is None:
            words = f"{words} {suffix}".strip() if over is None else f"{suffix} {words}"
        if over is not None:
            words = f"{over} {words}"
        if _HOLDS_FIGURE.search(words):
            self.weakly_named = _TORN
        titled = kpi is None and bool(label.total) and not runs and not (corner.rest or counted)
        self.weakly_named = self.weakly_named or weak or (self._doubt_of_title() if titled else None)
        return tidy(words) or "(名称なし)"

    def _what_is_compared(self, words: str) -> str | None:
        """The title of a table, for words that say only with what its figures are compared; in doubt without one."""
        weak = self.weakly_named
        title, sure = self._titled(), self.weakly_named is None
        self.weakly_named = weak
        if title and sure and (names_quantity(title) or names_thing_counted(title)) and title not in words:
            return title
        self.weakly_named = weak or _COMPARES_WHAT
        return None

    def _words_over(self, words: str, label: Label, corner: Label, other: Label | None) -> str | None:
        """What the title says of words that leave out what is measured, or of what."""
        if names_quantity(label.rest if label.rest and corner.compares else words):
            over = self._thing_over(words)
        else:
            over = (_quantity_of(corner, words) if other is None else None) or self._quantity_over(words)
        no_thing = _says_no_thing(words) or (corner.total == "total" and not self.sums_times)
        if over or not no_thing:
            return over
        told = [self._title_over(words), self._thing_of_part(words)]
        return " ".join(part for part in told if part) or None

    def _thing_of_part(self, words: str) -> str | None:
        """What the heading of a part says that its tables count, where it ends with the words of a row and the lines
        over the table name only a year or a comparison: 傷病手当金 of 1 傷病手当金 支給決定件数.
        """
        heading = title_words(self.scope.section[-1]) if self.scope.section else None
        heading = _BRACKETS_LAST.sub("", heading) if heading else None
        if not heading or _OF_CHAPTERS.search(heading) or not heading.endswith(words):
            return None
        above = list(self.scope.above)
        if self.scope.section[-1] in above:  # a heading numbered without a dot stands among them
            above = above[above.index(self.scope.section[-1]) + 1 :]
        bare = all(is_aside(line) or _COMPARISON.match(solid(line)) for line in above)
        return heading.removesuffix(words).strip() or None if bare else None

    def _under_heading(self, words: str, label: Label, corner: Label, basis: str | None) -> str:
        """Words that name no measure by themselves, with what the table is about; a total under no name keeps its own
        word, in doubt.
        """
        heading = self._heading()
        steps = basis if corner.basis or label.basis else None  # months whose sum is the KPI
        if not words and steps is None and self.scope.kpis and heading == catalogue()[self.scope.kpis[0].code].name:
            self.weakly_named = _NOT_THE_KPI
            if label.total == "total":
                return label.text
        return own_part(heading, words) or (f"{heading} {words}".strip() if heading else words)

    def _quantity_titled(self) -> str | None:
        """The quantity that the line right above the table names and nothing else: 回収率(累計・%)."""
        line = tidy(title_line(self.scope))
        words = title_words(line) if len(line) <= _TITLE_CHARS and not _SENTENCE.search(line) else None
        return words if words and is_quantity(words) and not re.search(r"\d", words) else None

    def _quantity_over(self, words: str) -> str | None:
        """The title right over the table, where it names the quantity that the words of a row leave out."""
        of_kpi = self._titled() is None and bool(self.scope.kpis)  # which the row is not
        heading, weak, self.weakly_named = self._heading(), self.weakly_named, None
        sure = weak is None and not of_kpi and (is_quantity(heading) or names_thing_counted(heading))
        titled = title_words(title_line(self.scope)) or "" if self._is_titled_by_report() else ""
        titled = _BY_GROUPS.sub("", titled)
        if not sure and titled and is_quantity(titled):
            heading, sure = titled, True  # a report of one table
        return heading if sure and solid(words) not in solid(heading) else None

    def _title_over(self, words: str) -> str | None:
        """The title right over the table, for words that do not say of what they are: 対象者数 of 被扶養者, or a total
        of several columns.
        """
        weak, self.weakly_named = self.weakly_named, None
        title, sure = self._titled(), self.weakly_named is None
        self.weakly_named = weak
        if title is None and not self.scope.kpis and not self.scope.caption:
            title = self._section_over()
        if title is None or not sure or _NO_TITLE.search(solid(title)) or not read_label(title, self.year).rest:
            return None
        return title if solid(words) not in solid(title) and solid(title) not in solid(words) else None

    def _section_over(self) -> str | None:
        """The short heading of a part of the report that stands right over the table."""
        heading = title_words(self.scope.section[-1]) if self.scope.section else None
        right_over = not self.scope.below and all(map(is_aside, self.scope.above))
        short = heading is not None and len(heading) <= _HEADING_CHARS and not _OF_CHAPTERS.search(heading)
        return heading if right_over and short else None

    def _is_titled_by_report(self) -> bool:
        """Whether no line but the title of the report stands over the table."""
        line = title_line(self.scope)
        return bool(line) and solid(line) == solid(self.scope.header.title or "")

    def _thing_over(self, words: str) -> str | None:
        """The title right over the table, where it is the one benefit or document that its rows count: 傷病手当金 over
        受付件数.
        """
        line = next((line for line in reversed(lines_of_title(self.scope)) if not is_aside(line)), "")
        title = title_words(line) or ""
        return title if names_thing_counted(title) and solid(words) not in solid(title) and title not in words else None

    def _heading(self) -> str:
        """What the table is about: its title line, else the KPI of its row, the passage above it or the topic."""
        if (titled := self._titled()) is not None:
            return titled
        if self.scope.kpis:
            return catalogue()[self.scope.kpis[0].code].name
        for text in map(tidy, reversed(self._captions())):
            clause = re.split(r"[、。]", title_words(text) or "")[0]
            if 4 <= len(clause) <= 40:
                self.weakly_named = _NAMED_ABOVE
                return clause
        topic = self.scope.topic or ""
        over = not self.scope.below and all(map(is_aside, self.scope.above)) and self.scope.section[-1:] == (topic,)
        over = over and not _OF_CHAPTERS.search(topic)
        if (over or re.fullmatch(r"【[^】]+】", topic)) and (words := title_words(topic)):
            return words  # nothing stands between, or the title of a table in halves over the first of them
        self.weakly_named = _NAMED_BELOW if self.scope.below else _NAMED_ABOVE
        return self.scope.below or topic

    def _captions(self) -> list[str]:
        """The last lines above the table, but for the report's title and asides."""
        title = solid(self.scope.header.title or "")
        return [line for line in self.scope.caption[-2:] if solid(line) != title and not is_aside(line)]

    def _doubt_of_title(self) -> str | None:
        """Why a total may not be of what the title names: a row of the table is a KPI of which that says nothing."""
        named = [catalogue()[kpi.code] for kpi in self.scope.kpis]
        rows = [kpi for kpi in named if not self.rows.isdisjoint(kpi.row_labels)]
        titled = self._titled() if rows else None
        spoken = titled is None or all(_speaks_of(kpi, solid(titled)) for kpi in rows)
        return None if spoken else _TOTAL_OF_EITHER

    def _titled(self) -> str | None:
        """The line above the table that is its title; None where none is one."""
        skipped = False
        for text in map(tidy, reversed(self._captions())):
            bracketed = re.match(r"^[【〔\[(<■◆●]", text)
            noun = len(title_words(text) or text) <= _TITLE_CHARS and not _SENTENCE.search(_BRACKETS_LAST.sub("", text))
            if (bracketed or noun) and (words := title_words(text)):
                of_report = solid(text) == solid(self.scope.header.title or "")
                self.weakly_named = _NAMED_ABOVE if skipped or of_report else None
                return words
            skipped = skipped or not _REMARK.search(text)
        return None


def _quantity_of(corner: Label, words: str) -> str | None:
    """The quantity that the corner of a table names, which its rows are parts of: 受診者数 over 特定健診."""
    name = corner.rest
    return name if name and is_quantity(name) and not corner.total and solid(name) not in solid(words) else None


def _said_once(parts: Sequence[str]) -> list[str]:
    """The words over and beside a figure without a bare 件数 where another of them ends so: 窓口受付件数 | 件数."""
    kinds = {part: found[0] for part in parts if (found := _BARE_KIND.fullmatch(solid(part)))}
    named = [solid(part) for part in parts if part not in kinds]
    return [part for part in parts if not (part in kinds and any(_ends_so(name, kinds[part]) for name in named))]


def _ends_so(name: str, kind: str) -> bool:
    return len(name) > len(kind) and (name.endswith(kind) or (kind in ("件数", "人数") and name.endswith("数")))


def _is_whole(kpi: Kpi, rests: Sequence[str], unit: str | None) -> bool:
    """Whether no label says something of its own: 窓口件数 under a heading 郵送化率 is no rate received by post."""
    for i, rest in enumerate(rests):
        others = "".join([*rests[:i], *rests[i + 1 :]])
        if others and kpi.named_in(solid(others)) and not fits_row(rest, kpi, unit):
            return False
    return True


def _says_no_thing(words: str) -> bool:
    """Whether words do not say what is measured: of whom or of what kind only (療養費), or how much of anything."""
    said = [part for part in words.split() if not _is_bare(part)]
    return not any(map(names_quantity, said)) or bool(_NO_THING.fullmatch(solid(words)))


def _is_word_of(kpi: Kpi, words: str) -> bool:
    """Whether a label is one of the words that a KPI's name has to have: 被扶養者 under the title of its rate."""
    return any(solid(words) in group for group in kpi.all_of)


def _is_row_of(kpi: Kpi, words: str, unit: str | None) -> bool:
    """Whether a label may be that of a KPI that the title names; a bracket may tell what the full name does."""
    told = _WITH_BRACKET.fullmatch(solid(words))
    if told and solid(told["told"]) in _INNER_BRACKETS.sub("", kpi.name):
        words = told["words"]
    return fits_row(words, kpi, unit) or _is_word_of(kpi, words)


def _speaks_of(kpi: Kpi, words: str) -> bool:
    """Whether words say anything of what a KPI measures."""
    return any(term in words for group in kpi.all_of for term in group)


def _says_no_more(corner: str, words: str) -> bool:
    """Whether the corner of a table names only the state of what its row counts: 提出状況 over 提出率."""
    thing = corner.removesuffix("状況").removesuffix("の")
    return thing != corner and len(thing) > 1 and words.startswith(thing)


def _is_of_other_unit(corner: Label, unit: str | None) -> bool:
    """Whether the heading of a table is that of rows of another unit: 支給件数(件) over a row of rates."""
    return corner.unit is not None and unit is not None and corner.unit != unit


def unit_fits(kpi: Kpi, unit: str | None) -> bool:
    """Whether figures of a KPI may be printed in a unit; of workplaces also as 社 or 件."""
    return unit is None or kpi.unit is None or unit == kpi.unit or (kpi.unit == "事業所" and unit in ("社", "件"))


def _series_fits(kpi: Kpi, basis: str | None, unit: str | None) -> bool:
    """A KPI that counts a stock (事業所数) is not its monthly increase."""
    return not (kpi.unit == "事業所" and basis == "monthly")
