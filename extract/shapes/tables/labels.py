"""What a table heading or row label says: year, month, part of the year, basis, scope, unit and the measure's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from extract.catalogue import match
from extract.normalise.dates import (
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_in,
    fiscal_year_of,
    header_month,
    header_month_year,
    is_odd_span,
    month_named,
    period_named,
    quarter_span,
    unread_year_in,
    with_short_span,
    year_without_era,
)
from extract.normalise.numbers import UNITS
from extract.normalise.text import solid
from extract.shapes.context import Header
from extract.shapes.tables.units import unit_alone, unit_and_basis

_TOTAL = re.compile(r"^(?:総計|合計|小計|計|通期|年間|年度計|年度合計|年計|累計|期計|全体計)(?:値|数)?$")
_SUM = re.compile(r"合計|小計|計")
_MEASURED = re.compile(r"(?:率|数|額|割合|件)$")
#: What several quarters together are, beside the year up to a month; why others are in doubt.
_QUARTERS_TOGETHER = {(1, 2): "H1", (3, 4): "H2", (1, 3): None, (1, 4): "FY"}
_SEVERAL_QUARTERS = "it is of several quarters together, for which there is no place of its own"
#: The sum of a year, over what is summed.
_YEAR_SUM = re.compile(r".{0,6}年[度間]?合?計")
_MEAN = re.compile(r"^(?:年度?|月|年間)?平均(?:値)?$")
#: Headings of columns that number rows or name pages.
NUMBER_HEAD = re.compile(r"^(?:項?番号?|項目番号|No\.?|№|ページ|頁|整理番号)$", re.IGNORECASE)
#: The sums of some columns and the averages of others in one row: 年度計・平均, 合計(平均).
_TOTAL_OR_MEAN = re.compile(r"^(?P<one>[^・/、()]+)(?:[・/、]|\()(?P<other>[^・/、()]+)\)?$")
_NATIONAL = re.compile(r"全国(?:平均|計|値)?|全支部平均|協会平均")
#: Averages over other branches than all of them, of which the marts know none.
_REGIONS = r"(?:東北|関東|甲信越|北陸|中部|東海|近畿|関西|中国|四国|九州)(?:・?沖縄|\d{1,2}[都府県]{1,3}|\d{1,2}支部)?"
_MOST = r"(?:最[高低大小良]|最[上下]位|第?1位|トップ|[上下]位|中央値|標準偏差)"
_OF_GROUP = re.compile(
    r"(?:ブロック|近県|近隣|同規模|類似|[都道府県]内|地方)[^年月]{0,6}平均|ブロック(?:計|値)?$"
    rf"|^{_REGIONS}(?:の|支部)?平均"
    rf"|(?:全国|全支部|47支部|都道府県)(?:の|で|中|内)*{_MOST}|^{_MOST}の?(?:値|支部|県|都道府県|実績)値?(?:\(|$)"
)
_GROUP_DOUBT = "it is of a group of branches or of the best of all, for which there is no place of its own"
_AS_OF = re.compile(r"末|時点|現在|まで|診療分|実施分")
_UNIT_NOTE = re.compile(
    r"[((〔\[](?:(?:累計|累積|単月)値?[・、,/])?(?:単位[::]?)?("
    + "|".join(map(re.escape, UNITS))
    + r"|h:mm|時間:分)(?:[・、,/](?:累計|累積|単月)値?)?[))〕\]]|単位[::]("
    + "|".join(map(re.escape, UNITS))
    + ")"
)
_AIM = re.compile(r"(?:数値|KPI)?(?:目標|計画)値?")
#: A part of what the row above or the column before counts: うち窓口.
OF_WHICH = ("うち", "(うち", "内、")
_SAME = r"同期間?|同月|同時点|同時期|実績"
#: What is left of a label that dates the nation's figures by those beside them: 全国平均(同時期).
_SAME_TIME_ALONE = re.compile(r"[(（]?の?(?:同期間?|同月|同時[点期])(?:の|末|現在)?[)）]?")
_PRIOR = re.compile(rf"前年(?:度)?(?:{_SAME})?|昨年(?:度)?(?:{_SAME})?|同年同期|同期比較")
_BEFORE_LAST = re.compile(r"前々年度?|一昨年度?")
#: A year without 度: that of the calendar, or the fiscal year in short.
_YEAR_ONLY = re.compile(
    r"(?:.*[(\[〔【])?(?:(?:令和|平成)(?:元|\d{1,2})年|20\d\d年)[)\]〕】]?|.+[(\[〔【]20\d\d[)\]〕】]"
)
_SEVERAL_YEARS = re.compile(r"(?:過去|直近)?\d{1,2}(?:か年|カ年|ヶ年|ケ年|年間?)(?:の?平均)")
_FROM_OR_TO = re.compile(r"年度?(?:以前|以降|以後)")
_MANY_YEARS = "it is of the years before or after the one it names as well"
#: That columns below are quarters, and the bare number of one.
_BY_QUARTERS = re.compile(r"[(〔【]?四半期(?:別|ごと|毎)?(?:実績|単独|の?推移|[・、])*[)〕】]?")
_NUMBER_OF_QUARTER = re.compile(r"(?:第([1-4])|([1-4]))[期]?")
ODD_SPAN = "its months neither begin with the fiscal year nor are a part of it"
_YEARS_TOGETHER = "it names several years"
_AVERAGE = "it is an average over several years"
_CALENDAR = "a year of the calendar may be meant, and not the fiscal year"
_FORECAST = re.compile(r"見込(?!者|件)|見通し|予測|推計|試算")
#: Why a figure that is foreseen is no result.
FORESEEN = "it is a forecast, and no result"
#: Last year without a word whether the whole of it or the same month is meant: 前年, 昨年実績.
_LAST_YEAR_ONLY = re.compile(r"[前昨]年(?:の?(?:実績|結果)値?|値)?$")
#: A change against last year is a figure of this year.
_CHANGE = re.compile(
    r"増減|対比|比率|[同年]度?末?比(?=$|[(〔\[])|[期月年]比|差引?$|伸び|対[前昨]年度?(?:同[期月])?末?$|対[前先]月$"
    r"|[前昨]年度?(?:同[期月])?末?(?:と?の?)?[比差]"
)
#: One that says against what and no more: 対前月, 対前年同月.
_AGAINST = re.compile(r"対[前昨先]")
_CURRENT = re.compile(r"[今当本]年度?(?!の|間|中|来)|[今当本]期")
_ERA_WORDS = re.compile(
    r"(?:20\d\d(?:\([^)]*\))?|令和(?:元|\d+)|平成(?:元|\d+)|[RH](?:元|\d+))(?:\([^)]*\))?(?:[./]\d{1,2}(?:末|時点|現在|まで|分|月分?|(?=\))|$)|年?度?(?:\d{1,2}月(?:末|時点|現在|まで|(?:診療|実施|審査|受付|支払|決定|処理|請求)?分|号)?)?)|(?<![前現過])年度"
)
#: A year in short at the head of a label, before what is measured: R4窓口件数. H1 and H2 may be halves of a year.
_YEAR_AHEAD = re.compile(
    r"^(?P<era>R(?:元|[1-9]\d?)|H(?:2\d|3[01]))(?=[一-龥ァ-ヶ])(?!年|月|度|末|日|改|版|以|比|診療|現在|時点|策定|作成)"
)
#: A year in short behind the words of a label: 支部 R5, 全国平均 R5.
_YEAR_BEHIND = re.compile(r"(?<=[一-龥ァ-ヶ)])(?P<era>(?:R|令和)(?:元|[1-9]\d?)|(?:H|平成)(?:2\d|3[01]))$")
#: Several years in brackets: (R4・R5), (R4~R6).
_SHORT = r"(?:R|H|令和|平成)(?:元|\d{1,2})年?"
_YEARS_IN_BRACKETS = re.compile(rf"[(\[〔【]{_SHORT}[・、/~-](?:{_SHORT}|(?:元|\d{{1,2}})年?)[)\]〕】]")
#: Years under one another in a label whose lines no rule parts: 令和4年度 over 令和5年度.
_YEARS_IN_TURN = re.compile(rf"{_SHORT}度?[・、,/]?{_SHORT}(?:度|$)")
#: What a year in brackets says besides: (R4実績), and a year without its era: (4年度).
_OF_YEAR = re.compile(rf"(?<=[(\[〔【])(?P<year>{_SHORT})(?:の?(?:実績|確定|速報)値?)(?=[)\]〕】])")
_NO_ERA = re.compile(r"(?<=.[(\[〔【])(?:元|\d{1,2})年度(?:末|実績)?(?=[)\]〕】])")
#: The end of a part of the year: a day and no span.
_PART_END = re.compile(r"(?:期|Q[1-4]?)末")
_MONTH_WORDS = re.compile(
    r"\d{1,2}月?[~-]\d{1,2}月(?:診療分|実施分)?"
    r"|\d{1,2}月(?:末)?(?:時点|現在|まで|(?:診療|実施|審査|受付|支払|決定|処理|請求)?分|末)?"
)
#: Days behind a month, one or several: the month is what a figure is of.
_DAYS = re.compile(r"(?<=月)(?:\d{1,2}日(?:\([^()]{1,3}\))?[・、,~]?)+")
_PERIOD_WORDS = re.compile(
    r"(?:第?[1-4](?:四半期|Q)?[~-](?=第?[1-4](?:四半期|Q)))?"
    r"(?:第?[1-4](?:四半期|Q)|Q[1-4]|上(?:半)?期|下(?:半)?期|通期)(?:合?計(?=[^画の]))?"
)
#: What is left of the end of a year or of a part of it: 令和5年度末, 第1四半期末.
_END_LEFT = re.compile(r"(?:^|(?<=\())末(?:時点|現在)?の?")
#: The month of a sheet of one month, behind what it counts: 電話照会 当月.
_SHEET_MONTH = re.compile(
    r"(?<=[^対])[当本今前先]月(?:分|末|実績)?(?=$|\()|^[当本今前先]月末(?=$|\()|^[当本今]月の(?=\w\w)"
)
_BARE_MONTH = re.compile(r"(1[0-2]|[1-9])月")
_ALL_IN_BRACKETS = re.compile(r"\([^()]*\)\Z")
_BASIS_WORDS = re.compile(r"[((]?(?:単月|累計|累積)[))]?")
#: What is left of 令和6年4月から12月まで and of R6.4~12.
_AT_LEFT = re.compile(r"^(?:現在|時点)の?(?=[一-龥ァ-ヶ])")
_SPAN_LEFT = re.compile(r"から|\.\d{1,2}[~-]\d{1,2}")
_FILLER = re.compile(
    r"^(?:[^数率額件人者]{0,6}月|実績|実績値|区分|項目|事項|科目|費目|施策|取組項目|取組|事業|事業名|業務名|年度|年月|月|年|月別|時期|期間|四半期別?|期別|実施月|基準月|基準日|発行月|時点|末|各?月末(?:現在|時点)?|(?!業|産|市|地|圏|年|性|男|規模|事業所規模|[一二三]次)[^数率額件人者]{1,6}区分|参考|数値|速報値|単位|同期|.{0,4}支部|支部名|現在|内訳|(?:KPI|指標|評価指標|重要業績評価指標)(?:名|項目)?|名称|種別|種類|.{2,6}の(?:種類|種別|区分)|開催日|(?:名称|開催日|日時|会場|場所|自治体|市町村?){2,}|業務|[-ー―—・:]*)$"
)
#: 京和4年度: a conversion misread the first letter; of the eras in use only 令和 ends so with a small number.
_GARBLED_ERA = re.compile(r"[^令昭ぁ-ん\d](?=和(?:元|[1-9]|1\d)年度)和")
_BRACKETS = re.compile(r"[【】〔〕\[\]<>＜＞]")
_NOTE = re.compile(r"(?<=.)※.*$")
_REFERENCE = re.compile(r"^[(〔\[【]参考[)〕\]】]:?|^参考:")
_LAST_YEAR = re.compile(r"^[前昨]年度")
_REMARK = re.compile(
    r"\([A-Z](?:[-/÷][A-Z](?:-1)?)?\)|\((?:同期比|速報値|※\d*|時点|現在|参考|)\)|※\d*|速報値|参考"
    r"|\((?:[・、~]|年間|通年|通期|年度?計)\)"
)
#: Sums since the year began (4月からの累計, 期首以降の累計), which say no month; and up to one (4月から11月までの累計).
_SINCE_APRIL = re.compile(
    r"(?P<year>年)?(?:4月|年度?(?:当初|初め|始め|はじめ)|期首)(?:から|より|以降|以来)の?(?=[^\d月]{0,6}(?:累計|累積|通算))"
)
_APRIL_TO = re.compile(r"(?<!\d)4月から(?P<to>1?\d月)末?(?:まで)?の?(?=累計|累積|通算)")
#: A heading is read for each of its figures; so many answers are kept.
_REMEMBERED = 4096


@dataclass(frozen=True)
class Label:
    """The parts of one label. `month` is a calendar month number where the label is a month heading, `as_of` a dated
    or bare month up to which figures run, `total` is "total" or "mean" for 計 and 平均; `rest` the measure's words.
    """

    text: str
    fiscal_year: int | None = None
    month: int | None = None
    month_date: date | None = None
    as_of: date | None = None
    bare_as_of: int | None = None
    period: str | None = None
    total: str | None = None
    basis: str | None = None
    national: bool = False
    prior: bool = False
    unit: str | None = None
    provisional: bool = False
    rest: str = ""
    doubt: str | None = None
    single: date | None = None  # the month that figures are of which a sheet of one month prints (前年同月)
    runs_to: int | None = None  # the calendar month up to which sums run that stand on such a sheet
    unread_year: str | None = None  # words that name a year which cannot be told from them

    @property
    def compares(self) -> bool:
        """Whether it heads a comparison (対前年比, 増減) of other figures."""
        return bool(_CHANGE.search(self.text) and re.search(r"前|昨|増減|伸び|差|対比|同期比", self.text))

    @property
    def of_group(self) -> bool:
        """Whether its figures are of a group of branches, or of the best of all: 近畿ブロック平均, 全国 over 最高."""
        return bool(_OF_GROUP.search(self.text))

    @property
    def is_vague_prior(self) -> bool:
        """Whether it says last year, and neither the fiscal year nor the same month of it."""
        dated = self.month or self.as_of or self.bare_as_of or self.period
        return (
            self.prior and not dated and bool(_LAST_YEAR_ONLY.search(_BRACKETS.sub("", _UNIT_NOTE.sub("", self.text))))
        )

    @property
    def part_end(self) -> int | None:
        """The calendar month at whose end figures are that are of the end of a part of the year (第1四半期末)."""
        return PERIOD_ENDS.get(self.period or "") if _PART_END.search(self.text) else None

    @property
    def says_part(self) -> bool:
        """Whether it names a month or a part of the year."""
        return bool(self.month or self.as_of or self.bare_as_of or self.period)

    @property
    def says_when(self) -> bool:
        """Whether it names a year, month or part of the year."""
        return bool(
            self.fiscal_year or self.month or self.as_of or self.bare_as_of or self.period or self.total or self.prior
        )


def split_brackets(text: str) -> tuple[str, str | None]:
    """A label and what stands in brackets below it: (令和6年4月, 令和5年4月) of 令和6年4月(令和5年4月)."""
    plain = solid(text)
    match = re.match(r"^(?P<main>.+?)\((?P<sub>[^()]*(?:\([^()]*\))?[^()]*)\)$", plain)
    if match and _when(match["main"]) and (_other_year(match["sub"]) or _same_month(match["main"], match["sub"])):
        return match["main"], match["sub"]
    return plain, None


def _other_year(text: str) -> bool:
    """Whether brackets name a year of their own; 6月まで in brackets only says how far the year has run."""
    return bool(fiscal_year_in(text) or dated_months_in(text) or _PRIOR.search(text))


def _same_month(main: str, sub: str) -> bool:
    """Whether a month is said again in its brackets, 5月(5月): that of another year, which is not named."""
    return (month := header_month(sub)) is not None and month == header_month(main)


def _when(text: str) -> bool:
    return bool(fiscal_year_in(text) or dated_months_in(text) or header_month(text))


@lru_cache(maxsize=_REMEMBERED)
def read_label(text: str, report_year: int | None) -> Label:
    """The parts of a label; `report_year` is the fiscal year that 今年度 and 前年度 count from."""
    plain = solid(text)
    if not plain:
        return Label(text=plain)
    unit = _UNIT_NOTE.search(plain)
    bare, doubt = _mended(with_short_span(_UNIT_NOTE.sub("", plain)), report_year)
    when = header_month_year(bare)
    month = header_month(bare) if not bare.isdigit() else None
    short = _YEAR_AHEAD.match(bare) or _YEAR_BEHIND.search(bare)
    named = fiscal_year_in(bare) or (fiscal_year_in(f"{short['era']}年度") if short else None)
    prior = bool(_PRIOR.search(bare)) and not _CHANGE.search(bare)
    quarters = quarter_span(bare)
    period = _QUARTERS_TOGETHER.get(quarters) if quarters else period_named(bare)
    year = _year_of(bare, named or (fiscal_year_of(when) if when else None), prior, report_year)
    as_of, bare_as_of = _as_of(bare, undated=month is None and period is None)
    bare_as_of = PERIOD_ENDS["Q3"] if quarters == (1, 3) else bare_as_of
    year = year or (fiscal_year_of(as_of) if as_of else None)
    total = _total_of(bare) or _total_of(_ERA_WORDS.sub("", bare))
    national = bool(_NATIONAL.search(bare)) and not _OF_GROUP.search(bare)
    rest = "" if total else _rest(bare, period or (bare if quarters else None))
    return Label(
        text=plain,
        fiscal_year=year,
        month=month,
        month_date=when,
        as_of=as_of,
        bare_as_of=bare_as_of,
        period=period,
        total=total,
        basis=_basis_of(plain, month),
        national=national,
        prior=prior,
        unit=(unit.group(1) or unit.group(2)) if unit else None,
        provisional="速報" in plain,
        rest="" if national and _SAME_TIME_ALONE.fullmatch(rest) else rest,
        doubt=doubt or _group_doubt(bare) or _doubt_of(quarters),
        unread_year=unread_year_in(bare) if year is None else None,
    )


def _mended(bare: str, report_year: int | None) -> tuple[str, str | None]:
    """A label with its era put right or added, and the doubt about it."""
    doubt = None
    bare = _SINCE_APRIL.sub(lambda found: "年度" if found["year"] else "", _APRIL_TO.sub(r"4月~\g<to>", bare))
    mended = _GARBLED_ERA.sub("令和", bare)
    if mended != bare:
        bare, doubt = mended, "the era's name is garbled and was taken for 令和"
    bare = _OF_YEAR.sub(r"\g<year>", bare)
    words = _REFERENCE.sub("", bare)
    inner = _NO_ERA.search(words)  # 件数(5年度)
    told = year_without_era(inner[0] if inner else words, report_year) if report_year is not None else None
    if told is not None:
        bare = f"{words[: inner.start()]}{told[1]}{words[inner.end() :]}" if inner else told[1]
        doubt = f"the year's era is not printed; taken for {told[1]}"
    return bare, doubt


def _group_doubt(bare: str) -> str | None:
    """Why figures under a label are of more than the branch or than one year."""
    if _OF_GROUP.search(bare):
        return _GROUP_DOUBT
    if _FROM_OR_TO.search(bare):
        return _MANY_YEARS
    if is_odd_span(bare):
        return ODD_SPAN
    if _YEARS_IN_BRACKETS.search(bare) or _YEARS_IN_TURN.search(bare):
        return _YEARS_TOGETHER
    return _AVERAGE if _SEVERAL_YEARS.search(bare) else None


def _doubt_of(quarters: tuple[int, int] | None) -> str | None:
    """Why figures of several quarters in turn have no place: they are neither of a half-year nor of the year so far."""
    return _SEVERAL_QUARTERS if quarters is not None and quarters not in _QUARTERS_TOGETHER else None


def year_doubt(*labels: Label) -> str | None:
    """Why the fiscal year that a heading names may be another: it leaves out that it is one (令和5年)."""
    return _CALENDAR if any(_YEAR_ONLY.fullmatch(label.text) for label in labels) else None


def earlier_year(text: str, header: Header) -> int | None:
    """The fiscal year before the report's that a heading names (前年度評価, 令和4年度の評価), or None."""
    year = read_label(text, header.fiscal_year).fiscal_year
    earlier = year is not None and header.fiscal_year is not None and year < header.fiscal_year
    return year if earlier else None


def is_of_above(label: Label, named: str) -> bool:
    """Whether a label says nothing but last year (前年同月), and so is of what the one before it, `named`, is of."""
    return bool(named) and label.prior and label.rest in ("", named)


def name_of_next(label: Label, named: str) -> str:
    """What rows below that say only last year are of: the words of this row, or of the one that it compares. None below
    a time alone (9月末), a result or an aim of all columns: 目標 | 実績 | 前年度.
    """
    if label.compares:
        return named
    of_time = not label.rest and not label.prior and (label.says_part or (label.says_when and "実績" in label.text))
    return "" if of_time or _AIM.fullmatch(label.rest) else label.rest or named


def part_of(label: Label, whole: str) -> Label:
    """The label of a part (うち電子申請) with the words of what it is a part of."""
    words = label.rest
    is_part = words.startswith(OF_WHICH) and words not in OF_WHICH and bool(whole) and not words.startswith(whole)
    return replace(label, rest=f"{whole} {words}") if is_part else label


def named_beside(heads: Mapping[int, Label]) -> dict[int, Label]:
    """Headings by column, those that say only last year, a comparison or a part (前年同月, 増減, うち郵送) with the
    words of the heading before them.
    """
    named, out = "", dict[int, Label]()
    for col, head in heads.items():
        if is_of_above(head, named):
            out[col] = replace(head, rest=named)
        elif named and (head.compares or head.rest.startswith(OF_WHICH)) and not head.rest.startswith(named):
            out[col] = replace(head, rest=f"{named} {head.rest}".strip())
        else:
            out[col], named = head, named if head.compares else head.rest
    return out


def is_foreseen(*texts: str) -> bool:
    """Whether words over or behind a figure say that it is not yet a result (令和6年度見込)."""
    return any(_FORECAST.search(text) for text in texts)


def year_unread(words: str) -> str:
    """Why a figure whose label names a year in such words is refused."""
    return f"the year that its heading names ({words}) cannot be read; look at the page and add a correction"


def _basis_of(plain: str, month: int | None) -> str | None:
    """Whether a label says that its figures are of single months, or run up to them (累計, ~9月)."""
    if "単月" in plain:
        return "monthly"
    return "cumulative" if "累計" in plain or "累積" in plain or (month and plain.startswith("~")) else None


def _total_of(bare: str) -> str | None:
    """Whether a label heads nothing but totals ("total") or averages ("mean"); a row of both is one of totals."""
    if both := _TOTAL_OR_MEAN.match(bare):
        parts = [_total_of(both["one"]), _total_of(both["other"])]
        return "total" if all(parts) else None
    words = bare
    if "年度" in bare:  # (参考)令和4年度計 is a total; 年度計 alone is one as well
        words = _ERA_WORDS.sub("", _LAST_YEAR.sub("", _REFERENCE.sub("", bare))) or bare
    if any(map(_TOTAL.match, (bare, words))):
        return "total"
    return "mean" if any(map(_MEAN.match, (bare, words))) else None


#: A heading over figures of two times and what they differ by, and that of one of these.
_COMPARISON_OVER = re.compile(r"対?前年(?:度|同[月期])?(?:と|との|同[月期]との)?(?:比較|対比)")
_OF_A_MONTH = re.compile(r"^(?:(?:令和|平成|R|H)(?:元|\d{1,2})|20\d\d)[年.]\d{1,2}月(?!末|.*(?:差|比|増減))")


def _without_comparison(texts: Sequence[str]) -> tuple[Sequence[str], bool]:
    """Labels without the heading of a comparison over one that names its own month, which prints what is compared; and
    whether that is the same month (前年同月との比較 over 令和4年10月), alone.
    """
    if not any(map(_OF_A_MONTH.search, texts)):
        return texts, False
    kept = [text for text in texts if not _COMPARISON_OVER.fullmatch(text)]
    return kept, any("同月" in text for text in texts if text not in kept)


def read_labels(texts: Sequence[str], report_year: int | None) -> Label:
    """Several labels over or beside one figure, outermost first, read as one.

    What they say together goes first (a label may be set over two cells); a year or month that only one of them names
    by itself (R6 under 電話相談件数) is that of all, the innermost first.
    """
    texts, of_month = _without_comparison(list(map(solid, texts)))
    if of_month:
        label = read_labels(texts, report_year)
        return replace(label, basis=label.basis or "monthly")
    said = _quarters_told([part for text in map(solid, texts) if text for part in unit_and_basis(text)])
    plain = _said_once([text for text in said if unit_alone(text) is None], report_year)
    unit = next((unit for text in reversed(said) if (unit := unit_alone(text)) is not None), None)
    whole = read_label("".join(plain), report_year)
    if unit and not whole.unit:
        whole = replace(whole, unit=unit)
    if len(plain) < 2:
        return whole
    parts = [read_label(text, report_year) for text in plain]
    whole = _as_parts_say(whole, parts)
    if any(map(_YEAR_SUM.fullmatch, plain)) and not whole.total:
        named = (part.rest for part, text in zip(parts, plain, strict=True) if not _YEAR_SUM.fullmatch(text))
        whole = replace(whole, rest="".join(named))  # 年度計 | 件数 of 傷病手当金
    if not whole.rest and plain[-1] in ("支部", "当支部") and _MEASURED.search(parts[-2].rest):
        whole = replace(whole, rest="".join(part.rest for part in parts[:-1]))  # 郵送化率 | 支部
    if whole.fiscal_year is not None or whole.month is not None:
        return whole
    if not any(part.rest for part in parts):
        whole = replace(whole, rest="")  # 項目 | 区分
    dated = next((part for part in reversed(parts) if part.fiscal_year is not None or part.month is not None), None)
    if dated is None:
        return whole
    return replace(
        whole,
        fiscal_year=dated.fiscal_year,
        month=dated.month,
        month_date=dated.month_date,
        prior=whole.prior or dated.prior,
        doubt=whole.doubt or dated.doubt,
        rest="".join(part.rest for part in parts),
    )


def _said_once(texts: list[str], year: int | None) -> list[str]:
    """Labels over one figure, with what two of them print said once where they then name a KPI: 健康宣言事業所 |
    事業所数.
    """
    for at, (over, text) in enumerate(pairwise(texts)):
        starts = (text[:n] for n in range(len(text) - 1, 1, -1))
        shared = next((start for start in starts if over.endswith(start) and over != start), "")
        found = match(over + text[len(shared) :], year) if shared else None
        if found is not None and found.sure and not found.alike_only:
            return [*texts[:at], over, text[len(shared) :], *texts[at + 2 :]]
    return texts


def _quarters_told(texts: list[str]) -> list[str]:
    """Labels over one figure, bare numbers below 四半期別 as what they are: 令和6年度(四半期ごと) | 第1."""
    number = _NUMBER_OF_QUARTER.fullmatch(texts[-1]) if texts else None
    over = "".join(texts[:-1])
    if number is None or not _BY_QUARTERS.search(over) or period_named(over) is not None:
        return texts
    return [*(bare for text in texts[:-1] if (bare := _BY_QUARTERS.sub("", text))), f"第{number[1] or number[2]}四半期"]


def _as_parts_say(whole: Label, parts: Sequence[Label]) -> Label:
    """Labels read as one, where one names a year and another a part of it: joined, their digits would run together
    (R3 | 4~6月), and a year in short stands at the end (第1四半期 | R3).
    """
    years = {part.fiscal_year for part in parts if part.fiscal_year is not None and part.period is None}
    periods = {part.period for part in parts if part.period is not None and part.fiscal_year is None}
    if len(years) != 1 or len(periods) != 1 or any(part.month or part.as_of for part in parts):
        return whole
    year, period = years.pop(), periods.pop()
    if (whole.fiscal_year, whole.period) == (year, period):
        return whole
    rest = "".join(part.rest for part in parts)
    return replace(
        whole, fiscal_year=year, period=period, rest=rest, month=None, month_date=None, as_of=None, bare_as_of=None
    )


def _year_of(bare: str, named: int | None, prior: bool, report_year: int | None) -> int | None:
    """The fiscal year of a label that names one, or says which it is, counted from the report's."""
    if named is not None or report_year is None:
        return named
    if _BEFORE_LAST.search(bare):
        return report_year - 2
    if prior:
        return report_year - 1
    return report_year if _CURRENT.search(bare) else None


def _as_of(bare: str, undated: bool) -> tuple[date | None, int | None]:
    """The dated or the bare month up to which figures run under a label, which names no other time if `undated`."""
    if dated_months_in(bare):
        return month_named(bare, None), None
    months = _BARE_MONTH.findall(bare)
    return None, int(months[-1]) if months and (undated or _AS_OF.search(bare)) else None


def _rest(bare: str, period: str | None) -> str:
    """The words of a label that heads no total, without those that say when and of whom."""
    rest = _SHEET_MONTH.sub("", _BRACKETS.sub("", _NOTE.sub("", _DAYS.sub("", bare))))
    if not _CHANGE.search(bare):
        rest = _PRIOR.sub("", _BEFORE_LAST.sub("", rest))
    rest = _ERA_WORDS.sub("", _CURRENT.sub("", rest))
    rest = _NATIONAL.sub("", _MONTH_WORDS.sub("", _PERIOD_WORDS.sub("", rest)))
    rest = _BASIS_WORDS.sub("", _END_LEFT.sub("", rest))
    rest = _REMARK.sub("", rest)
    rest = rest.strip("・:-~ ")
    rest = "" if _SPAN_LEFT.fullmatch(rest) else rest
    rest = rest if _AT_LEFT.match(bare) else _AT_LEFT.sub("", rest)
    rest = rest.removeprefix("の") if not bare.startswith("の") else rest
    if rest.count("(") != rest.count(")") or _ALL_IN_BRACKETS.match(rest):
        rest = rest.strip("()")
    of_part = _SUM.fullmatch(rest) and period  # 上期計
    return "" if of_part or (_FILLER.match(rest) and not _AGAINST.match(rest)) else rest
