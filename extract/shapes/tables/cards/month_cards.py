"""Boxes that name a count and print that of one month large, and in small print those that it is compared with.

傷病手当金の支給件数
1,032件 8月
前月 998件 前年同月 1,010件 4月からの累計 5,120件
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.catalogue import Meaning
from extract.document import Line
from extract.locate import Locator
from extract.normalise.dates import dated_months_in, fiscal_year_of, month_in_year
from extract.normalise.numbers import Figure, figures_in
from extract.normalise.text import fold, joined, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.line_words import by_words
from extract.shapes.names.measures import Naming, bare_name
from extract.shapes.tables.cards.card_entries import LEAD, LONGEST_LABEL
from extract.shapes.tables.kpis.kpi_words import TARGET_HEAD
from extract.shapes.tables.labels import Label, read_label

_NAME_LINES = 3
_SENTENCE = re.compile(r"[。、:：]|\d")
_GAPS = re.compile(r"[\s/|・、,()\[\]:→]+")
_MONTH = r"(?:(?:令和(?:元|\d{1,2})|20\d\d)年)?(?:1[0-2]|[1-9])月分?(?![末ま現時か~-])"
_YEAR = r"[前昨]年度?"
#: What may stand before a figure of such a box, and what it makes of it; the first that matches is meant.
_LABELS = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("change", rf"(?:対?[前先]月|対?{_YEAR}同月)(?:との?)?(?:比較?|差|増減)|対[前先]月|対{_YEAR}同月"),
        ("run ago", rf"{_YEAR}(?:の?同[期月](?:まで)?)?の?累計|{_YEAR}同期"),
        ("year ago", rf"{_YEAR}の?(?:年間)?(?:合計|計)|前年度の?年間"),
        ("ago", rf"{_YEAR}の?同月"),
        ("last", r"[前先]月"),
        ("run", r"(?:[今本当]?年度の?|4月(?:から|以降)の?|期首からの?)?累計"),
        ("this", rf"[当今本]月分?|{_MONTH}"),
    )
)
_OF_TITLE = "the month is told by the title of the report alone, which may name the month in which it came out"
_NO_MONTH = "a figure of one month, which no words near it name; look at the page and add a correction"
_RUN_AGO = "whether last year's sum is that of the whole year or up to the same month is not printed"
#: Last year's sum up to the same month, said in full.
_SAME_SPAN = re.compile(r"同[期月]")


@dataclass(frozen=True)
class _Entry:
    """A figure of a box, what its label makes of it ("this" for the large one), the label, and its word."""

    kind: str
    label: str
    figure: Figure
    word: Line


def read_month_box(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> bool:
    """Records the figures of such a box, or rejects them where nothing names its month; False, and nothing recorded,
    where it holds anything else.
    """
    named = _name_of(lines)
    if named is None or scope.header.is_plan:
        return False
    name, below = named
    entries, months = _entries(below, scope)
    kinds = [entry.kind for entry in entries]
    this, unsure = _month(months, scope)
    beside = {"last", "ago"} & set(kinds) or ("run" in kinds and months)
    if not beside or kinds[0] != "this" or len(set(kinds) - {"change"}) < len([k for k in kinds if k != "change"]):
        return False
    if len({entry.figure.unit for entry in entries if entry.kind != "change"}) != 1:
        return False
    for entry in entries:
        if this is None:
            recorder.reject(_place(entry), f"{entry.label} {entry.figure.text.strip()}".strip(), _NO_MONTH)
        else:
            _record(entry, name, this, unsure, scope, recorder)
    return True


def _name_of(lines: Sequence[Line]) -> tuple[str, list[Line]] | None:
    """The name in the first lines of a box, and the lines below it; None where it begins otherwise."""
    at = next((i for i, line in enumerate(lines) if re.search(r"\d|月", solid(line.text))), 0)
    name = LEAD.sub("", joined([line.text for line in lines[:at]]))
    fits = 1 <= at <= _NAME_LINES and 2 <= len(solid(name)) <= LONGEST_LABEL
    if not fits or _SENTENCE.search(fold(name)) or TARGET_HEAD.search(solid(name)):
        return None
    return name, list(lines[at:])


def _entries(lines: Sequence[Line], scope: Scope) -> tuple[list[_Entry], set[date]]:
    """The figures of the lines by their labels, and the months that date the large one; no figures where anything
    stands among the lines that is neither.
    """
    words = [replace(word, text=fold(word.text).strip()) for line in lines for word in by_words(line)]
    starts, text = [], ""
    for word in words:
        starts.append(len(text))
        text += word.text + " "
    figures = {end - len(text[start:end].lstrip()): (figure, end) for figure, start, end in figures_in(text)}
    entries, months = [], set[date]()
    at, label = 0, ("this", "")
    while at < len(text):
        if gap := _GAPS.match(text, at):
            at = gap.end()
        elif found := _label_at(text, at):
            label, at = (found[0], found[1]), at + len(found[1])
            if found[0] == "this" and (month := _dated(found[1], scope)):
                months.add(month)
        elif at in figures and label[0]:
            figure, end = figures[at]
            word = words[max(i for i, start in enumerate(starts) if start <= at)]
            entries.append(_Entry(*label, figure, word))
            at, label = end, ("", "")
        else:
            return [], set()
    return entries, months


def _label_at(text: str, at: int) -> tuple[str, str] | None:
    for kind, words in _LABELS:
        if found := words.match(text, at):
            return kind, found.group()
    return None


def _dated(words: str, scope: Scope) -> date | None:
    """The month that words name, in the year that they name or that the box is of."""
    for month, _, _ in dated_months_in(words):
        return month
    number = re.search(r"(\d{1,2})月", words)
    year = scope.fiscal_year or scope.header.fiscal_year
    return month_in_year(year, int(number[1])) if number and year else None


def _month(months: set[date], scope: Scope) -> tuple[date | None, str | None]:
    """The month of a box, and why it may be another: the only one that it names, else that of the title over it, or
    of the report.
    """
    if months:
        return (months.pop() if len(months) == 1 else None), None
    for line in (*reversed(scope.caption[-2:]), *scope.section[-1:]):
        if titled := {month for month, _, _ in dated_months_in(line)}:
            return (titled.pop() if len(titled) == 1 else None), None
    if scope.header.of_month:
        return scope.header.as_of, None
    titled = {month for month, _, _ in dated_months_in(scope.header.title or "")}
    return (titled.pop() if len(titled) == 1 else None), _OF_TITLE


def _place(entry: _Entry) -> Locator:
    word = entry.word
    return Locator(replace(word.place, bbox=word.box) if word.box is not None else word.place)


def _record(entry: _Entry, name: str, this: date, of_month: str | None, scope: Scope, recorder: Recorder) -> None:
    """Records an entry of a box of the month `this`; `of_month` says why it may be another."""
    ago = date(this.year - 1, this.month, 1)
    last = date(this.year - (this.month == 1), (this.month - 2) % 12 + 1, 1)
    month = {"this": this, "last": last, "ago": ago, "run": this, "run ago": ago, "change": this}.get(entry.kind)
    year = fiscal_year_of(month) if month is not None else fiscal_year_of(this) - 1
    kpi, unsure, told = Meaning()
    if entry.kind != "change":
        naming = Naming(scope.under(kpis=(), caption=()))
        kpi, unsure, told = naming.kpi(read_label(name, year), Label(""), None, entry.figure.unit, year, None)
    vague = entry.kind == "run ago" and not _SAME_SPAN.search(entry.label)
    doubt = of_month or unsure or (bare_name(name) if kpi is None else None) or (_RUN_AGO if vague else None)
    kind, columns = _of_when(entry, month, kpi is not None)
    recorder.add(
        kind,
        _place(entry),
        entry.word.text,
        "month_box",
        entry.word.doubt or doubt,
        fiscal_year=year,
        measure_ja=f"{name} {entry.label}" if entry.kind == "change" else name,
        kpi_code=kpi.code if kpi is not None else None,
        match=told if kpi is not None else None,
        value=entry.figure.value,
        unit=entry.figure.unit,
        section=scope.section_path,
        **columns,
    )


def _of_when(entry: _Entry, month: date | None, of_kpi: bool) -> tuple[str, dict[str, object]]:
    """The kind of fact that an entry is, and the columns that say of when it is."""
    if entry.kind == "change" and month is not None:
        return "period_figure", {"period": f"{month:%Y-%m}", "dimension": None}
    if month is None:
        return "period_figure", {"period": "FY", "dimension": None}
    single = None if of_kpi else "monthly"
    basis = "cumulative" if entry.kind.startswith("run") else single
    return "monthly_actual", {"month": month, "basis": basis, "series_id": None}
