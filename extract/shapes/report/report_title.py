"""Which of the first lines of a report is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from extract.document import Document, Line
from extract.normalise.dates import fiscal_year_in, period_named
from extract.normalise.text import solid, tidy
from extract.shapes.names.title_words import is_year_line
from extract.shapes.report.report_kind import JUDGED, names_kind
from extract.shapes.report.report_lines import MEETING, SENTENCE, texts_in_columns, top_lines
from extract.shapes.report.report_month import FIRST_LINES, one_month, with_month_below
from extract.shapes.report.report_span import AT_END
from extract.shapes.report.report_year import stated_year, years_said
from extract.shapes.report.title_block import is_issuer

#: What a title that names no kind of report is about; one of the first lines of the page.
_TOPIC = re.compile(r"振り返り|取組|結果|実績|統計|報告|概要")
#: A newsletter's masthead takes no more lines; the first heading below it says what it is about (■令和6年度の実施状況).
_MASTHEAD = 6
#: A title is in print so many times as large as what stands below it.
_LARGER = 1.2
_ISSUER_NAMES = re.compile(r"^(?:全国健康保険協会|協会けんぽ)?[一-龥]{0,4}支部$|だより|ニュース|通信$")
_LONGEST = 45
_TOP_LINES = 40


@dataclass(frozen=True)
class Top:
    """The first lines of a report, their texts, and which of them is its title."""

    lines: Sequence[Line]
    texts: Sequence[str]
    at: int | None

    @classmethod
    def of(cls, document: Document) -> Top:
        """That of the first pages."""
        lines = list(top_lines(document.pages[:2], _TOP_LINES))
        texts = [solid(line.text) for line in lines]
        at = _title_at(texts, _in_largest_print(lines))
        return cls(lines, texts, at if at is not None else _topmost(texts, texts_in_columns(document.pages[:1], 2)))

    @property
    def window(self) -> Sequence[str]:
        """The lines around the title."""
        return self.texts[max(0, self.at - 2) : self.at + 4] if self.at is not None else self.texts[:6]

    @property
    def title(self) -> str:
        """The title's line, with that below it that is nothing but a month; nothing where no line is the title."""
        return with_month_below(self.texts, self.at) if self.at is not None else ""

    @property
    def words(self) -> str | None:
        """The title as it is shown; the first line, or the largest, where none is known to be it."""
        return _words(self.lines, self.texts, self.at)

    @property
    def line(self) -> Line | None:
        """The line of the title, else the first one."""
        return self.lines[self.at or 0] if self.lines else None


def _in_largest_print(top: Sequence[Line]) -> int | None:
    """The one of the first lines that is in larger print than all others, as a title is."""
    sizes = [line.size or 0.0 for line in top[:25]]
    most = max(sizes, default=0.0)
    at = next((i for i, size in enumerate(sizes) if size == most), None)
    alone = most > 0 and all(most >= _LARGER * size for i, size in enumerate(sizes) if i != at)
    return at if at is not None and alone and at < _MASTHEAD else None


def _title_at(texts: Sequence[str], large: int | None) -> int | None:
    """The line that looks most like a title: a short one naming 支部 and a kind of report, with or without the year, or
    one in `large` print with either.
    """
    plain = _best_title(texts, large, re.compile(r"[、。]|^[・※■(①-⑳]"))
    return plain if plain is not None else _best_title(texts[:_MASTHEAD], large, re.compile(r"[、。]|^[・※①-⑳]"))


def _best_title(texts: Sequence[str], large: int | None, never: re.Pattern[str]) -> int | None:
    best: tuple[int, int] | None = None
    for i in range(len(texts[:25])):
        text = with_month_below(texts, i)
        if never.search(text) or (MEETING.search(text) and not names_kind(text)):
            continue
        if i == large and _ISSUER_NAMES.search(text):
            large = None  # the publisher's name in large print
        topic = bool(_TOPIC.search(text) or JUDGED.search(text) or one_month(text) or AT_END.search(text))
        kind = names_kind(text) or (i < FIRST_LINES and topic)
        if is_issuer(text) and not kind:
            continue
        dated = stated_year(text) is not None or (one_month(text) and i < FIRST_LINES)
        score = 3 * ("支部" in text) + 2 * kind + 2 * bool(dated) + 2 * (i == large) - (len(text) > 45) * 4
        if score >= 4 and (best is None or score > best[0]):
            best = (score, i)
    return best[1] if best else None


def _topmost(texts: Sequence[str], in_tables: Set[str]) -> int | None:
    """The first line that is the title though it names no kind of report: the issuer's line stands beside it, one of
    the two names a fiscal year, and no other line of the page's head names another.
    """
    head = [text for text in texts[: 2 * FIRST_LINES] if text not in in_tables]
    if not any(map(is_issuer, head)) or len({year for text in head for year in years_said(text)}) != 1:
        return None
    for i, text in enumerate(texts[:FIRST_LINES]):
        if is_issuer(text) or is_year_line(text) or MEETING.search(text) or SENTENCE.search(text):
            continue
        dated = fiscal_year_in(text) or any(years_said(line) for line in head if is_issuer(line))
        return i if dated and text not in in_tables and len(text) <= _LONGEST else None
    return None


def _words(lines: Sequence[Line], texts: Sequence[str], at: int | None) -> str | None:
    """The title in the words of its lines, with the year above it or the part of the year below it."""
    if at is None:
        large = _in_largest_print(lines)
        return tidy(lines[large or 0].text) if lines else None
    parts = [tidy(lines[at].text)]
    if with_month_below(texts, at) != texts[at]:
        return f"{parts[0]} {tidy(lines[at + 1].text)}"
    if at > 0 and fiscal_year_in(lines[at - 1].text) and not fiscal_year_in(lines[at].text):
        parts.insert(0, tidy(lines[at - 1].text))
    below = [solid(line.text) for line in lines[at + 1 : at + 3]]
    of_columns = len(below) > 1 and period_named(below[1]) is not None  # headings of quarters, one behind the other
    if below and not of_columns and re.fullmatch(r"第?\d四半期|上期|下期", below[0]):
        parts.append(tidy(lines[at + 1].text))
    return " ".join(parts)
