"""The report's own facts: branch, fiscal year, kind, period, as-of month and title, from its first words.

The title is looked for at the top of the first pages; where these are pictures, the words that later pages repeat
(column headings with a year, the branch named in the text) stand in, and the header says so by a reason for review.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from extract.document import Cell, Document, Line, Page, Paragraph, Table
from extract.normalise.dates import (
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_in,
    fiscal_year_of,
    fiscal_years_in,
    month_in_year,
    period_named,
)
from extract.normalise.text import solid, tidy
from extract.readers.glyphs import OCR_DOUBT
from extract.shapes.context import Header
from extract.shapes.judging_titles import KIND_BY_JUDGING, judges, kind_by_months
from extract.shapes.kpi_remarks import without_remarks
from extract.shapes.latest_month import latest_month
from extract.shapes.title_block import is_issuer
from extract.shapes.title_words import is_year_line

_BRANCHES = Path(__file__).parent.parent / "data" / "branches.csv"
_KINDS = (
    ("results", re.compile(r"事業報告|実施結果|(?:事業|業務)実績|取組結果|結果報告|実績報告")),
    ("progress", re.compile(r"進捗|実施状況|取組状況|中間報告|経過報告")),
    ("action_plan", re.compile(r"行動計画|アクションプラン|実行計画")),
    ("plan", re.compile(r"事業計画")),
)
#: Titles of what was done that do not say how far the year has gone, and of plans under other names.
_JUDGED = re.compile(
    r"PDCA|達成状況|自己評価|評価(?:シート|一覧|表|結果)|(?:振り?|ふり)(?:返|かえ)り|進み具合|取組の状況"
)
_MONTH_END = re.compile(r"(?<!\d)(?:[4-9]|1[0-2]|[12])月")
_PLANNED = re.compile(r"(?:重点(?:的な)?(?:取組|施策|事業)|主要な?(?:取組|施策|事業)|計画)(?:\(案\)|について)?$")
#: What a title that names no kind of report is about; one of the first lines of the page.
_TOPIC = re.compile(r"振り返り|取組|結果|実績|統計|報告|概要")
_TOP = 3
#: A newsletter's masthead takes no more lines; the first heading below it says what it is about (■令和6年度の実施状況).
_MASTHEAD = 6
#: A title is in print so many times as large as what stands below it.
_LARGER = 1.2
_ISSUER_NAMES = re.compile(r"^(?:全国健康保険協会|協会けんぽ)?[一-龥]{0,4}支部$|だより|ニュース|通信$")
#: A title that speaks of what was reached.
_BROUGHT = re.compile(r"実績|成果|結果|達成状況|評価|振り?返り|総括")
#: The lines at the top that may say when a report was made, how long they are, and what may follow the month.
_ISSUE_LINES, _ISSUE_CHARS = 6, 40
_ISSUED = re.compile(r"(?:\d{1,2}日)?(?:作成|公表|発行|評議会資料|[)）])*$")
_RESULTS = re.compile(r"(?:事業|業務|取組|活動)(?:計画)?の?(?:実施)?(?:結果|報告)(?!.*速報)")
#: The month that a title says figures run to, without its year: (12月末時点).
_BARE_AS_OF = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:末(?:時点|現在)?|時点|現在)")
#: A report on one month says so: 令和7年1月分, 業務統計月報 令和6年11月, 令和6年11月の状況.
_OF_MONTH = re.compile(
    r"月報|月次|月例|月間|(?<![診療受])月[分度]|月の[^。、]{0,12}(?:状況|実績|報告|概況|統計)"
    r"|月(?:支部)?業務(?:概況|統計|実績|報告|状況)"
)
#: Lines that name a meeting and its papers; their year is that of the meeting.
_MEETING = re.compile(r"評議会|第\d+回|会議")
#: A note to single figures.
_FOOTNOTE = re.compile(r"(?:※|\*|\(?注)\d")
#: Months that a report runs over: (4月~12月).
_SPAN = re.compile(r"(?<!\d)4月?[~-](1[0-2]|[1-9])月")
#: A year right before a part of it is a fiscal year: R6第3四半期.
_YEAR_OF_PART = re.compile(
    r".{0,20}?(?P<year>(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)年?(?:第?[1-4]四半期|第?[1-4]Q|Q[1-4]|[上下](?:半)?期)"
)
#: Behind the name of a plan or report the year it is of: 事業計画(R7).
_YEAR_IN_BRACKETS = re.compile(r"(?:計画|報告|実績|結果|状況|予定|評価)[(](?P<year>(?:令和|R)(?:元|\d{1,2}))年?[)]")
#: A month of a title without its year, and lines that say when a report was made: 令和7年2月14日 大分支部.
_BARE_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:度|分|期|次|の|末|時点)")
_ISSUE = re.compile(r"作成|発行|公表|^\(?(?:令和|平成|R|20)[^。、]{2,12}(?:日|月)\)?(?:[^。、]*支部[^。、]*)?$")
_LONGEST_ISSUE = 40
_ANY_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_MONTH_LINE = re.compile(r"[(〔]?(?:令和|平成|R|H|20)(?:元|\d{1,2})(?:年度?|[.])\d{1,2}月?[分度号][)〕]?")
_BARE = 10
_LONGEST = 45
_HEADING = 20
#: Items and sentences below a title do not say what kind of report it is.
_SENTENCE = re.compile(r"^[①-⑳・●○◎◆◇■□▶➢✓]|^\(?[ア-コa-z]\)|。|、.*[るすくむうつぐぶ]$")
#: Headings of the parts of the year side by side: (上半期) (下半期).
_PARTS_BESIDE = re.compile(r"(?:[(〔\[【<]?(?:上(?:半)?期|下(?:半)?期|第?[1-4]四半期)[)〕\]】>]?[・、/]?){2,}")
#: A title of both halves is of the year.
_BOTH_HALVES = re.compile(r"上(?:半)?期[・、/及とび]{1,2}下(?:半)?期")
#: The title of the first table below that of the report, which may be of a part of the year that is its own.
_TABLE_TITLE = re.compile(
    r"単位[::]|^(?:図?表|図表)\d"
    r"|^(?:[■●○◆◇□▶]|\(\d+\)|\d{1,2}[.:)]|【(?=.{5,}】))(?!.{0,8}年度)(?!.*支部)"
)
#: A sentence or figures below the title, which may be of another part of the year than the report.
_SAYS_MORE = re.compile(r"[、。]|\d(?:%|円|事業所|[件人社位])")
#: What marks mean, beside a title.
_LEGEND = re.compile(r"(?:※?\(?(?:評価|判定|凡例|自己評価|達成度)[:：)])?[◎○〇●△▲×☆★][^◎○〇●△▲×☆★]{1,16}[◎○〇●△▲×☆★]")
_NO_MONTH = "neither the title nor a table says up to which month the figures run"
_LATEST = "the title names no month; {:%Y-%m} is the latest that the report's figures are said to run to or fill"


@dataclass
class HeaderFinding:
    """The header with the lines it was read from, what is doubtful about it, and where its month is from if the title
    names none; `only_year` where nothing but its year is in doubt.
    """

    header: Header
    line: Line | None
    doubt: str | None
    month_from: str | None = None
    only_year: bool = False


@lru_cache(maxsize=1)
def branches() -> dict[str, str]:
    """Branch code by the prefecture's name without 都府県."""
    with _BRANCHES.open(encoding="utf-8", newline="") as handle:
        return {row["name_ja"]: row["branch_code"] for row in csv.DictReader(handle)}


def read_header(document: Document) -> HeaderFinding:
    """What the report says about itself."""
    top = list(_top_lines(document.pages[:2], 40))
    texts = [solid(line.text) for line in top]
    in_tables = _texts_in_columns(document.pages[:1], 2)
    title_at = _title_at(texts, _in_largest_print(top))
    if title_at is None:
        title_at = _topmost(texts, in_tables)
    window = texts[max(0, title_at - 2) : title_at + 4] if title_at is not None else texts[:6]
    branch, doubt = _branch(texts, window, document)
    named = doubt is None
    title_line = _with_month_below(texts, title_at) if title_at is not None else ""
    of_month = _one_month(title_line)
    stated = of_month or _stated_as_of(window)
    year, unclear = (fiscal_year_of(of_month), None) if of_month else _year(texts, title_at, window)
    if year is None and stated is not None:
        year = fiscal_year_of(stated)
    doubt = doubt or unclear
    if year is None:
        year, elsewhere = _year_elsewhere(document, title_line, texts)
        doubt = doubt or elsewhere
    title = _title(top, title_at)
    if stated is None and year is not None and (month := _BARE_AS_OF.search(title_line)):
        stated = month_in_year(year, int(month[1]))
    heads = _texts_in_columns(document.pages[:2], 2) - {title_line}  # 実施結果 over a column names no report
    said = "".join(text for text in window if not _SENTENCE.search(text) and text not in heads)
    kind = "plan" if _plans_ahead(title_line) else "progress" if of_month else _kind(said, title or "", document)
    kind = kind or _kind_by_time(title_line, stated) or _kind_by_issue(title_line, texts, year)
    kind_from = None
    if kind is None and judges(title_line, document):
        kind, kind_from = kind_by_months(document, year), KIND_BY_JUDGING
    as_of_seen = _latest_as_of(document, year) if title_at is None else None
    columns = _texts_in_columns(document.pages[:2], 3)
    outside = [text for text in window if text not in columns]
    if stated is None and year is not None and kind == "progress" and (span := _SPAN.search("".join(outside))):
        stated = month_in_year(year, int(span.group(1)))
    if stated is not None and fiscal_year_of(stated) == year:
        as_of_seen = stated
    period = "FY" if of_month else _period(outside, texts, as_of_seen, kind)
    if branch is None:
        doubt, named = "no branch is named; add the branch's name or offer the file with its cover page", False
    as_of = as_of_seen or _as_of("".join(texts), year, kind, period)
    month_from = kind_from
    if as_of is None and kind == "progress" and year is not None:
        as_of = latest_month(document, year)
        month_from = _NO_MONTH if as_of is None else _LATEST.format(as_of)
    line = top[title_at] if title_at is not None else (top[0] if top else None)
    if line is not None and line.doubt and line.doubt.startswith(OCR_DOUBT):
        branch, unconfirmed = _confirmed(document, branch, year)
        doubt, named = doubt or unconfirmed, False
    header = Header(branch, year, kind, period, as_of, title, of_month is not None, kind_from is not None)
    return HeaderFinding(header, line, doubt, month_from, named and doubt is not None)


def _confirmed(document: Document, branch: str | None, year: int | None) -> tuple[str | None, str | None]:
    """The branch, and why a title read by OCR is not certain: None where pages with text name the same branch and year.

    A branch that those pages name beyond doubt goes before one read by OCR.
    """
    pages = [page for page in document.pages if not page.recognised]
    text = Document(document.sha256, document.file_name, document.reader, pages)
    named, weak = _branch_by_mention(text, branches())
    if named is not None and (named, _common_year(text)) == (branch, year):
        return branch, None
    sure = named if named is not None and weak is None else branch
    return sure, "the title was read by OCR and no other page confirms its branch and fiscal year"


def _top_lines(pages: Iterable[Page], most: int) -> Iterable[Line]:
    count = 0
    for page in pages:
        for line in _lines(page.blocks):
            yield _without_legend(line)
            count += 1
            if count >= most:
                return


def _without_legend(line: Line) -> Line:
    """A line without what marks mean, where that stands to the right of a title: 評価:◎大幅に上回る ○計画通り."""
    parts = line.text.split("\t")
    kept = [part for i, part in enumerate(parts) if i == 0 or not _LEGEND.match(solid(part))]
    return line if len(kept) == len(parts) else replace(line, text="\t".join(kept), pieces=())


def _lines(blocks: Iterable[Paragraph | Table]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.lines
        else:
            for cell in block.cells:
                if cell.blocks:
                    lines += _lines(cell.blocks)
    return lines


def _in_largest_print(top: Sequence[Line]) -> int | None:
    """The one of the first lines that is in larger print than all others, as a title is."""
    sizes = [line.size or 0.0 for line in top[:25]]
    most = max(sizes, default=0.0)
    at = next((i for i, size in enumerate(sizes) if size == most), None)
    alone = most > 0 and all(most >= _LARGER * size for i, size in enumerate(sizes) if i != at)
    return at if at is not None and alone and at < _MASTHEAD else None


def _title_at(texts: list[str], large: int | None) -> int | None:
    """The line that looks most like a title: a short one naming 支部 and a kind of report, with or without the year, or
    one in `large` print with either.
    """
    plain = _best_title(texts, large, re.compile(r"[、。]|^[・※■(①-⑳]"))
    return plain if plain is not None else _best_title(texts[:_MASTHEAD], large, re.compile(r"[、。]|^[・※①-⑳]"))


def _best_title(texts: list[str], large: int | None, never: re.Pattern[str]) -> int | None:
    best: tuple[int, int] | None = None
    for i in range(len(texts[:25])):
        text = _with_month_below(texts, i)
        if never.search(text) or (_MEETING.search(text) and not _names_kind(text)):
            continue
        if i == large and _ISSUER_NAMES.search(text):
            large = None  # the publisher's name in large print
        topic = bool(_TOPIC.search(text) or _JUDGED.search(text) or _one_month(text))
        kind = _names_kind(text) or (i < _TOP and topic)
        if is_issuer(text) and not kind:
            continue
        dated = _stated_year(text) is not None or (_one_month(text) and i < _TOP)
        score = 3 * ("支部" in text) + 2 * kind + 2 * bool(dated) + 2 * (i == large) - (len(text) > 45) * 4
        if score >= 4 and (best is None or score > best[0]):
            best = (score, i)
    return best[1] if best else None


def _topmost(texts: list[str], in_tables: Set[str]) -> int | None:
    """The first line that is the title though it names no kind of report: the issuer's line stands beside it, one of
    the two names a fiscal year, and no other line of the page's head names another.
    """
    head = [text for text in texts[: 2 * _TOP] if text not in in_tables]
    if not any(map(is_issuer, head)) or len({year for text in head for year in _years_said(text)}) != 1:
        return None
    for i, text in enumerate(texts[:_TOP]):
        if is_issuer(text) or is_year_line(text) or _MEETING.search(text) or _SENTENCE.search(text):
            continue
        dated = fiscal_year_in(text) or any(_years_said(line) for line in head if is_issuer(line))
        return i if dated and text not in in_tables and len(text) <= _LONGEST else None
    return None


def _years_said(text: str) -> list[int]:
    return [found.value for found in fiscal_years_in(text)]


def _one_month(title: str) -> date | None:
    """The month that the title of a monthly report names: 月次業務報告(令和7年1月分)."""
    months = {month for month, _, _ in dated_months_in(title)}
    years, bare = set(_years_said(title)), set(_ANY_MONTH.findall(title))
    if not months and len(years) == len(bare) == 1:
        months = {month_in_year(years.pop(), int(bare.pop()))}
    return months.pop() if len(months) == 1 and _OF_MONTH.search(title) and not is_issuer(title) else None


def _with_month_below(texts: Sequence[str], at: int) -> str:
    """A line with the one below it that is nothing but the month of a monthly report: (令和6年10月分)."""
    below = texts[at + 1] if at + 1 < len(texts) else ""
    return texts[at] + below if at < _TOP and _MONTH_LINE.fullmatch(below) and not is_issuer(texts[at]) else texts[at]


def _names_kind(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in _KINDS)


def _branch(texts: list[str], window: list[str], document: Document) -> tuple[str | None, str | None]:
    """The branch that the title's lines name, else the first lines; of several the first one, flagged."""
    names = branches()
    any_name = "|".join(names)
    pattern = re.compile(rf"({any_name})(?:都|府|県)?支部|(?:協会けんぽ|健康保険協会)({any_name})")
    for lines in (window, texts):
        found = [names[match[1] or match[2]] for text in lines for match in pattern.finditer(text)]
        if found:
            several = len(set(found)) > 1 and lines is window
            return found[0], "the first lines name several branches; the first was taken" if several else None
    return _branch_by_mention(document, names)


def _branch_by_mention(document: Document, names: dict[str, str]) -> tuple[str | None, str | None]:
    """The prefecture that the text names most, where no cover names the branch: X支部 counts three times X県."""
    pattern = re.compile("(" + "|".join(names) + r")(支部|都|府|県|道|だより|労働局|産業保健)")
    counts: Counter[str] = Counter()
    for page in document.pages:
        for line in _lines(page.blocks):
            for name, word in pattern.findall(solid(line.text)):
                counts[name] += 3 if word == "支部" else 1
    if not counts:
        return None, "no branch is named"
    (name, n), *others = counts.most_common(2)
    second = others[0][1] if others else 0
    if n >= 5 and n >= 4 * second:
        return names[name], None
    if n >= 3 and n >= 2 * second:
        return names[name], "no page names the branch; taken from the prefecture that the text names most"
    return None, "no branch is named"


def _year(texts: list[str], title_at: int | None, window: list[str]) -> tuple[int | None, str | None]:
    """The fiscal year of the title, else of the lines around it; of two years side by side the later, flagged."""
    if title_at is None:
        return None, None
    if _stated_year(texts[title_at]) is None and (month := _stated_as_of([texts[title_at]])) is not None:
        return fiscal_year_of(month), None
    lines = [texts[title_at], *window, *texts[:25]]
    titles = [line for line in lines if not _SAYS_MORE.search(line)]
    for text in [line for line in titles if not _MEETING.search(line)] + titles + lines:
        year = _stated_year(text)
        if year is None:
            continue
        if text not in titles:
            return year, "no title names the fiscal year; it was taken from a sentence"
        if _MEETING.search(text) and not _names_kind(text):
            return year, "only the meeting's fiscal year is named; the report may be about another"
        named = _years_said(re.sub(r"\([^()]*\)", "", text)) or _years_said(text)
        if len(set(named)) > 1:
            return max(named), "the title names several fiscal years; the latest was taken"
        return year, None
    return None, None


def _year_elsewhere(document: Document, title: str, texts: list[str]) -> tuple[int | None, str]:
    """The fiscal year of a report whose title names none, and why it may be another."""
    if (year := _year_by_issue(title, texts)) is not None:
        return year, "the title names no fiscal year; it is taken to be the last one before the date of issue"
    if (year := _common_year(document)) is not None:
        return year, "no title names the fiscal year; it was taken from the headings of the pages"
    return None, "no fiscal year found"


def _year_by_issue(title: str, texts: list[str]) -> int | None:
    """The fiscal year of the month or part of the year that a title names without one: the last that was over when the
    report was made, by the one date in its first lines that says when.
    """
    bare = _BARE_MONTH.search(title)
    month = PERIOD_ENDS.get(period_named(title) or "") or (int(bare[1]) if bare else None)
    lines = [text for text in texts if len(text) <= _LONGEST_ISSUE and (_ISSUE.search(text) or is_issuer(text))]
    issued = {found[0] for text in lines for found in dated_months_in(text)}
    if month is None or len(issued) != 1:
        return None
    made = issued.pop()
    years = (made.year, made.year - 1, made.year - 2)
    return next((year for year in years if month_in_year(year, month) <= made), None)


def _stated_as_of(window: list[str]) -> date | None:
    """The month that the title's lines say the figures run to: 令和6年12月末時点, 令和6年4月~令和6年9月."""
    for text in (without_remarks(text) for text in window if not _FOOTNOTE.match(text)):
        for month, start, end in dated_months_in(text):
            if re.match(r"末|時点|現在|まで", text[end : end + 2]) or re.search(r"月.*(?:[~-]|から)$", text[:start]):
                return month
    return None


def _stated_year(text: str) -> int | None:
    """The fiscal year of a title; a Western year goes before an era year in brackets that does not fit it."""
    western = re.search(r"(20\d\d)(?:\([^)]*\))?年度", text)
    if western:
        return int(western.group(1))
    part = _YEAR_OF_PART.match(text) or _YEAR_IN_BRACKETS.search(text)
    return fiscal_year_in(text) or (fiscal_year_in(f"{part['year']}年度") if part else None)


def _common_year(document: Document) -> int | None:
    """The latest year that headings of the pages name most."""
    counts: Counter[int] = Counter()
    for page in document.pages:
        for line in _lines(page.blocks):
            if len(line.text) <= 40:
                counts.update(found.value for found in fiscal_years_in(line.text))
    if not counts:
        return None
    most = counts.most_common(1)[0][1]
    return max(year for year, n in counts.items() if n * 2 >= most)


def _kind(head: str, title: str, document: Document) -> str | None:
    """The kind by the title; a plan whose tables report progress or marks is what they make it, and one that is judged
    is of the part of the year that the title names.
    """
    named = [next((name for name, pattern in _KINDS if pattern.search(text)), None) for text in (solid(title), head)]
    kind = "progress" if named[0] == "progress" else named[1]  # whatever the first heading below it is about
    if kind in ("plan", "action_plan") and _JUDGED.search(solid(title)):
        return "results" if period_named(title) in (None, "FY") and not _MONTH_END.search(solid(title)) else "progress"
    if kind is None and _PLANNED.search(solid(title)):
        return "plan"
    if kind is None and period_named(title) not in (None, "FY"):
        kind = "progress"  # of a part of the year, whatever plan its pages speak of
    if kind in ("plan", None):
        words = solid("".join(line.text for page in document.pages[:4] for line in _lines(page.blocks)))
        if re.search(r"全国順位", words) and re.search(r"進捗状況|実施状況", words):
            return "results"
        if kind is None and "行動計画" in words:
            return "action_plan"
        if re.search(r"実施状況及び評価|進捗状況について", words) and kind is None:
            return "progress"
        if kind is None and "事業計画" in words and not judges(solid(title), document):
            return "plan"
    if kind == "progress" and re.search(r"年度(?:末)?実施結果|通期", head):
        return "results"
    return kind


def _plans_ahead(title: str) -> bool:
    """Whether a title names a plan and behind it what was done the year before: 令和6年度計画及び令和5年度実施結果."""
    years = fiscal_years_in(title)
    planned, done = title.find("計画"), max(title.rfind("結果"), title.rfind("実績"))
    return len(years) == 2 and years[0].end <= planned < years[1].start < done and years[0].value > years[1].value


def _kind_by_time(title: str, as_of: date | None) -> str | None:
    """The kind of a report whose title names none: progress if it is of a part of the year, else results in words."""
    if period_named(title) not in (None, "FY") or (as_of is not None and as_of.month != PERIOD_ENDS["Q4"]):
        return "progress"
    return "results" if _RESULTS.search(title) else None


def _kind_by_issue(title: str, texts: Sequence[str], year: int | None) -> str | None:
    """Results, where the title speaks of what a whole year brought and a line of nothing but a date, or the issuer and
    a date, is of a month after it.
    """
    if year is None or not _BROUGHT.search(title) or period_named(title) not in (None, "FY") or "目標" in title:
        return None
    for text in texts[:_ISSUE_LINES]:
        dated = dated_months_in(text)
        bare = len(dated) == 1 and _ISSUED.match(text[dated[0][2] :]) and len(text) <= _ISSUE_CHARS
        if bare and fiscal_year_of(dated[0][0]) == year + 1:
            return "results"
    return None


def _latest_as_of(document: Document, year: int | None) -> date | None:
    """The latest month of the year that several figures are said to be of (令和6年9月末)."""
    counts: Counter[date] = Counter()
    for page in document.pages:
        for line in _lines(page.blocks):
            text = without_remarks(line.text)
            for month, _, end in dated_months_in(text):
                if fiscal_year_of(month) == year and re.match(r"末|時点|現在", text[end : end + 4]):
                    counts[month] += 1
    often = [month for month, n in counts.items() if n >= 2]
    return max(often, default=None)


def _texts_in_columns(pages: Sequence[Page], least: int) -> set[str]:
    """Short texts of tables of so many columns: a part of the year among them heads a column, not the report."""
    tables = [block for page in pages for block in page.blocks if isinstance(block, Table) and block.n_cols >= least]
    texts = {solid(line.text) for table in tables for cell in table.cells for line in cell.lines}
    return {text for text in texts if len(text) <= _HEADING}


def _period(window: list[str], texts: list[str], as_of: date | None, kind: str | None) -> str:
    """The part of the year that the title's lines name; lines that are nothing else count only if they all name it,
    since the headings of a table name one after the other.
    """
    bare = {period for text in texts if len(text) <= _BARE and (period := period_named(text)) not in (None, "FY")}
    for text in window:
        period = period_named(text)
        if _PARTS_BESIDE.fullmatch(text) or any(p.search(text) for p in (_BOTH_HALVES, _TABLE_TITLE, _SAYS_MORE)):
            continue
        if period not in (None, "FY") and (len(text) > _BARE or len(bare) == 1):
            return str(period)
    if as_of is not None and kind == "progress":
        return {6: "Q1", 9: "Q2", 12: "Q3"}.get(as_of.month, "FY")
    return "FY"


def _title(lines: list[Line], at: int | None) -> str | None:
    if at is None:
        large = _in_largest_print(lines)
        return tidy(lines[large or 0].text) if lines else None
    parts = [tidy(lines[at].text)]
    texts = [solid(line.text) for line in lines]
    if _with_month_below(texts, at) != texts[at]:
        return f"{parts[0]} {tidy(lines[at + 1].text)}"
    if at > 0 and fiscal_year_in(lines[at - 1].text) and not fiscal_year_in(lines[at].text):
        parts.insert(0, tidy(lines[at - 1].text))
    if at + 1 < len(lines) and re.fullmatch(r"第?\d四半期|上期|下期", solid(lines[at + 1].text)):
        parts.append(tidy(lines[at + 1].text))
    return " ".join(parts)


def _as_of(head: str, year: int | None, kind: str | None, period: str) -> date | None:
    """The month that the figures run to: as the cover says (令和6年9月末を基準), else the end of the period."""
    stated = re.search(r"基準日[^。]{0,20}?((?:令和|R|20)[^。]{0,12}?\d{1,2}月)末?", head)
    if stated and (months := dated_months_in(stated.group(1))):
        return months[0][0]
    if year is None or kind not in ("progress", "results") or (kind == "progress" and not _names_end(head, period)):
        return None
    return month_in_year(year, PERIOD_ENDS.get(period, 3))


def _names_end(head: str, period: str) -> bool:
    """Whether the first lines name the part of the year that a progress report is of; the whole year only in words."""
    return period != "FY" or bool(re.search(r"通期|通年|年間|年度末|決算", head))


def cell_lines(cell: Cell) -> Iterable[Line]:
    """All lines of a cell, nested tables included."""
    return _lines(cell.blocks)
