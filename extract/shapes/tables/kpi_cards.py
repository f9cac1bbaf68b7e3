"""KPI cards: boxes of text that name a KPI and below it print its target and results, a line each.

健康宣言事業所数
目標：900事業所以上
実績：912事業所（令和6年9月末）
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph
from extract.locate import Locator
from extract.normalise.dates import month_named
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, joined, solid
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.footnotes import noted
from extract.shapes.measures import bare_name
from extract.shapes.plan.status_marks import read_mark
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.cell_parts import is_role, name_and_target, parts_of
from extract.shapes.tables.kpi_facts import (
    AIM_WORDS,
    COMPARED,
    RESULT_HEAD,
    TARGET_HEAD,
    KpiName,
    date_of,
    date_result,
    printed_figure,
    record_result,
    record_target,
)
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.prior_values import record_prior, split_prior
from extract.shapes.tables.ranks import is_rank, read_rank
from extract.shapes.text.passages import Passage

_END = re.compile(r"^(?:以上|以下|以内|未満)?(?:[(（][^()（）]*[)）])?[。]?$")
_RESULT_AND_TARGET = re.compile(
    r"^[・●○◆◇■□※▶►]*(?P<name>[^:()。]{4,60}):(?P<result>[\d,.]+[^\d()以]{1,3})\(目標値?:?(?P<target>[\d,.]+[^\d()以]{1,3}(?:以上|以下|以内)?)\)。?$"
)
_NO_DATE = "no date is printed with it; it was taken for the month that the report's figures run to"
#: Last year's figure as a target, with that figure in brackets: 対前年度以上(95.2%以上).
_AIM_AND_FIGURE = re.compile(r"(?P<value>対?前年度?(?:実績)?以[上下]\([\d,.]+[^\d()]{1,5}(?:以上|以下)\))$")
_BOUND = re.compile(r"以上|以下|以内|未満")
#: What a figure is, in brackets behind it: 66.0%以上(目標).
_ROLE_BEHIND = re.compile(
    r"^(?:以上|以下|以内|未満)?[(（](?P<role>[^()（）]*(?:目標|実績|[前昨]年|全国)[^()（）]*)[)）]$"
)
_LEAD = re.compile(r"^[・■●◆◇□○▶►※>\s]+")
#: What a date may say behind its month.
_OF_MONTH = re.compile(r"(?:(?:診療|実施|受付|請求)分)?")
#: The label that entries begin with, and the bracket that one ends in before the label of the next.
_LABEL = r"(?:目\s*標|実\s*績|結\s*果|評\s*価|判\s*定)[^:：\t]{0,6}[:：]"
_LABEL_AHEAD, _BETWEEN = re.compile(rf"\s*{_LABEL}"), re.compile(rf"(?<=[)）])\s*(?={_LABEL})")
#: A status behind the label that says so: 評価:A.
_STATUS = re.compile(r"(?P<label>(?:(?:総合|自己|支部)?(?:評価|判定)|達成度|進捗度))[::](?P<value>[^:\d]{1,8})")
_WHOLE_BRACKET = re.compile(r"[(（\[〔【](?P<words>[^()（）\[\]〔〕【】]+)[)）\]〕】]")
_NUMBER_AHEAD = re.compile(r"^[(（]?\d{1,2}[)）.．、]\s*")
_LONGEST_LABEL = 30
_LONGEST_NAME = 60
_LEAST_NAME = 4
_LEAST_LABELS = 2
_ABOVE_NAME = "it stands above the name of its box"
_SAID_TWICE = "the card prints two figures of this kind"
_NAME_LINES = 3
#: What a symbol beside a figure is.
_EVALUATION = "評価"


@dataclass(frozen=True)
class Entry:
    """One line of a card: its label and the figure behind it; a line without one is part of a name.

    The label of a figure alone on its line is empty.
    """

    line: Line
    label: str
    value: str | None

    @property
    def role(self) -> str | None:
        """target, result, rank, status or compared, by its label; without one a result, with 以上 a target."""
        if _STATUS.fullmatch(f"{self.label}:{solid(self.value or '')}"):
            return "status"
        if self.value is not None and is_rank(self.cell):
            return "rank"
        if self.value is not None and not self.label:
            return "target" if _BOUND.search(solid(self.value)) else "result"
        if COMPARED.search(self.label):
            return "compared"
        if TARGET_HEAD.search(self.label):
            return "target"
        label = read_label(self.label, None)
        return "result" if RESULT_HEAD.search(self.label) or label.says_when or label.national else None

    @property
    def cell(self) -> Cell:
        """The figure as a cell of its own."""
        return Cell(0, 0, [Paragraph([replace(self.line, text=self.value or "")])], place=self.line.place)

    @property
    def note(self) -> str:
        """What is printed behind its figure: (9月末)."""
        figure = printed_figure(self.cell)
        return solid(self.value or "").removeprefix(solid(figure.text)) if figure is not None else ""


@dataclass(frozen=True)
class Card:
    """A KPI's name, the lines that print it, and the entries below it."""

    name: KpiName
    title: list[Line]
    entries: list[Entry]


def read_cards(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> list[Line]:
    """Records what the cards among these lines say; returns the lines that they are made of.

    A card states a target: results below a name alone are left to be read as text.
    """
    entries = entries_of(lines)
    year = scope.fiscal_year or scope.header.fiscal_year
    used: list[Line] = []
    for card in cards_of(entries, year):
        if any(entry.role == "target" for entry in card.entries):
            for entry in card.entries:
                _record(entry, card, scope, recorder)
            used += [*card.title, *(entry.line for entry in card.entries)]
    return [line for line in lines if any(line.place == other.place for other in used)]


def read_box(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> bool:
    """Records the results of a box that prints a name, a figure alone on its line below it and nothing but such lines.

    The figures are a KPI's results, or, where the catalogue knows none of this name, what the name counts.
    """
    entries = entries_of(lines)
    count = next((i for i, entry in enumerate(entries) if entry.value is not None), len(entries))
    title, values = [entry.line for entry in entries[:count]], entries[count:]
    if not 1 <= count <= _NAME_LINES or not values or values[0].label or scope.header.is_plan:
        return False
    if any(entry.value is None or entry.role not in ("result", "rank", "compared") for entry in values):
        return False
    year = scope.fiscal_year or scope.header.fiscal_year
    text = _LEAD.sub("", joined([line.text for line in title]))
    if not 2 <= len(solid(text)) <= _LONGEST_LABEL or re.search(r"[。、]|\d", text):
        return False
    named = _name(title, year)
    if named is not None and named[0].text == text:
        card = Card(named[0], named[1], values)
        for entry in values:
            _record(entry, card, scope, recorder)
        return True
    for entry in values:
        _count(entry, text, year, scope, recorder)
    return True


def card_lines(cell: Cell) -> list[Line]:
    """The lines of a cell from top to bottom, and among them those of inner tables that hold nothing but entries.

    Rules between the entries of a card make such tables of them.
    """
    lines = list(cell.lines)
    inner = [part.lines for table in cell.tables for part in table.cells if part.lines]
    nested = any(part.tables for table in cell.tables for part in table.cells)
    if nested or not inner or any(line.box is None for group in [lines, *inner] for line in group):
        return lines
    if any(entry.value is None or entry.role is None for group in inner for entry in entries_of(group)):
        return lines
    groups = sorted([*([line] for line in lines), *inner], key=_top_left)
    return [line for group in groups for line in group]


def _top_left(lines: Sequence[Line]) -> tuple[float, float]:
    box = lines[0].box
    return (box[1], box[0]) if box else (0.0, 0.0)


def _pieces(line: Line) -> list[str]:
    parts = re.split(r"\t+", line.text)
    pieces = [piece for part in parts for piece in (_BETWEEN.split(part) if _LABEL_AHEAD.match(part) else [part])]
    return [piece for piece in pieces if solid(piece)]


def read_lines(passage: Passage, where: Locator, scope: Scope, recorder: Recorder) -> bool:
    """Records the KPIs of a passage that prints nothing but their results and targets, a line each; False if not so."""
    texts = [line.text for line in passage.lines]
    if not all(_RESULT_AND_TARGET.match(solid(text)) for text in texts):
        texts = [passage.text]
    read = [_read_line(text, where, passage.doubt, scope, recorder) for text in texts]
    return all(read)


def _read_line(text: str, where: Locator, doubt: str | None, scope: Scope, recorder: Recorder) -> bool:
    """Records a KPI whose result and target one line prints (健康宣言事業所数：912事業所(目標900事業所以上)).

    The result is of the month that the report's figures run to, which no word beside it says: it is flagged.
    """
    found = _RESULT_AND_TARGET.match(solid(text))
    year = scope.fiscal_year or scope.header.fiscal_year
    if found is None or scope.header.is_plan or scope.part not in ("body", "status"):
        return False
    kpi = match(found["name"], year)
    if kpi is None or not kpi.sure or kpi.alike_only:
        return False
    name = KpiName(found["name"], kpi, doubt)
    result, target = (Cell(0, 0, [Paragraph([Line(found[part], where.place)])]) for part in ("result", "target"))
    figure, aim = printed_figure(result), printed_figure(target)
    if figure is None or aim is None or figure.unit != kpi.kpi.unit or aim.unit != kpi.kpi.unit:
        return False
    record_target(recorder, scope, where, target, name, year)
    dated = date_of(read_label("", None), "", "", scope)
    record_result(recorder, scope, where, result, replace(name, doubt=doubt or _NO_DATE), figure, dated)
    return True


def entries_of(lines: Sequence[Line]) -> list[Entry]:
    """The lines as entries: figures under what a line says they are, dates in small print beside them."""
    return _dated(_under_lines([entry for row in _rows_of_labels(lines) for entry in row]))


def _rows_of_labels(lines: Sequence[Line]) -> Iterator[list[Entry]]:
    """The entries of each line; of two lines, one of labels (目標 9月末実績) and one of as many figures under or over
    them, together.
    """
    at = 0
    while at < len(lines):
        pair = lines[at : at + 2]
        paired = _paired(*pair) if len(pair) > 1 else None
        if paired is None and len(pair) > 1 and not (at + 2 < len(lines) and _paired(*lines[at + 1 : at + 3])):
            paired = _paired(*reversed(pair))
        yield paired if paired is not None else list(_entries(lines[at]))
        at += 1 if paired is None else 2


def _paired(labels: Line, figures: Line) -> list[Entry] | None:
    """The entries of a line of labels and one of figures, each of which stands under or over its label."""
    words, values = (line.pieces or () for line in (labels, figures))
    if len(words) < _LEAST_LABELS or len(words) != len(values) or not all(is_role(word.text) for word in words):
        return None
    entries = [Entry(value, solid(word.text), value.text.strip()) for word, value in zip(words, values, strict=True)]
    fits = all(_meet(word, value) for word, value in zip(words, values, strict=True))
    alone = all(entry.role and (entry.value is None or not _entry(entry.line).label) for entry in entries)
    figured = all(is_rank(entry.cell) or _entry(entry.line).value is not None for entry in entries)
    return entries if fits and alone and figured else None


def _meet(one: Line, other: Line) -> bool:
    """Whether two pieces of lines stand one over the other."""
    return one.box is not None and other.box is not None and one.box[0] < other.box[2] and other.box[0] < one.box[2]


def cards_of(entries: Sequence[Entry], year: int | None) -> Iterator[Card]:
    """Names with the entries below them; entries under no KPI, or under several side by side, are no card.

    Entries that begin the lines above their only name are of its card as well, in doubt.
    """
    words: list[Line] = []
    values: list[Entry] = []
    early: list[Entry] = []
    cards: list[Card] = []
    for entry in [*entries, None]:
        if entry is not None and entry.value is not None and entry.role is not None:
            values.append(entry)
            continue
        if values:
            if not words:
                early = values
            elif not _side_by_side(words) and (named := _name(words, year)) is not None:
                cards.append(Card(named[0], named[1], values))
            words, values = [], []
        if entry is not None:
            words.append(entry.line)
    if len(cards) == 1 and early:
        only = cards[0]
        doubted = [replace(entry, line=replace(entry.line, doubt=entry.line.doubt or _ABOVE_NAME)) for entry in early]
        cards = [replace(only, entries=[*doubted, *only.entries])]
    yield from map(_without_doubles, cards)


def _without_doubles(card: Card) -> Card:
    """The card with a doubt on entries that say different things under the same words."""
    said = Counter((entry.role, solid(entry.label)) for entry in card.entries if entry.value is not None)
    doubled = any(count > 1 for (role, _), count in said.items() if role in ("target", "result"))
    return replace(card, name=replace(card.name, doubt=card.name.doubt or _SAID_TWICE)) if doubled else card


def _side_by_side(words: Sequence[Line]) -> bool:
    """Whether the last line above figures prints several names: a figure below is of none for sure."""
    last = [word for word in words if word.place == words[-1].place]
    return sum(len(solid(word.text)) >= _LEAST_NAME for word in last) > 1


def is_date_line(entry: Entry) -> bool:
    """Whether a line prints nothing but the time of the figure beside it: (令和6年9月末時点)."""
    label = read_label(_LEAD.sub("", solid(entry.line.text)).strip("()"), None)
    dated = bool(label.as_of or label.bare_as_of) and bool(_OF_MONTH.fullmatch(label.rest))
    return entry.value is None and dated


def _dated(entries: Sequence[Entry]) -> list[Entry]:
    """Lines of nothing but a date as remarks behind the result above them, or below where a name stands above."""
    out: list[Entry] = []
    waiting = ""
    for entry in entries:
        note = "(" + _LEAD.sub("", solid(entry.line.text)).strip("()") + ")"
        above = out[-1] if out else None
        if is_date_line(entry) and above is not None and above.value is None:
            waiting = note
        elif is_date_line(entry) and above is not None and above.role == "result" and not above.label:
            out[-1] = replace(above, value=f"{above.value}{note}")
        elif waiting and entry.role == "result" and not entry.label:
            out.append(replace(entry, value=f"{entry.value}{waiting}"))
            waiting = ""
        else:
            out.append(entry)
    return out


def _under_lines(entries: Sequence[Entry]) -> list[Entry]:
    """Figures alone on their line under what the line above says: a name, or only 目標 or 実績.

    One below another figure is of nothing that a line names, and no entry of the card. Where the name stands right
    above a figure, what it is may stand below it (令和6年度実績), unless that is said of a figure further below.
    """
    out: list[Entry] = []
    for at, entry in enumerate(entries):
        above = out[-1] if out else None
        below = entries[at + 1] if at + 1 < len(entries) else None
        alone = above is not None and above.value is not None and not above.label
        of_next = below is not None and below.value is not None and not below.label
        if alone and above is not None and entry.value is None and not of_next and _role_line(entry.line) is not None:
            out[-1] = replace(above, label=_role_line(entry.line) or "")
        elif entry.value is None or entry.label or (entry.role == "rank" and _on_line_of(above, entry)):
            out.append(entry)
        elif above is None or above.value is not None:
            out.append(Entry(entry.line, "", None))
        elif (role := _role_line(above.line)) is not None:
            out[-1] = replace(entry, label=role)
        else:
            out.append(entry)
    return out


def _on_line_of(above: Entry | None, entry: Entry) -> bool:
    """Whether an entry stands behind another figure on its line: 61.3%(44位)."""
    return above is not None and above.value is not None and above.line.place == entry.line.place


def _role_line(line: Line) -> str | None:
    """The words of a line that says only what the figure below it is: 目標, 実績(9月末)."""
    text = _LEAD.sub("", solid(line.text)).strip(":：")
    return text if len(text) <= _LONGEST_LABEL and match(text) is None and Entry(line, text, "").role else None


def _name(lines: Sequence[Line], year: int | None) -> tuple[KpiName, list[Line]] | None:
    """The KPI that the last lines name, and those lines: as many as make the name most like the official one."""
    best: tuple[KpiName, list[Line]] | None = None
    for first in range(max(0, len(lines) - _NAME_LINES), len(lines)):
        title = list(lines[first:])
        text = _LEAD.sub("", joined([line.text for line in title]))
        found = match(solid(text), year) if _LEAST_NAME <= len(solid(text)) <= _LONGEST_NAME else None
        if found is None or found.alike_only:
            continue
        known = best[0].found if best else None
        if known is None or (found.sure, found.score) > (known.sure, known.score):
            best = KpiName(text, found, next((line.doubt for line in title if line.doubt), None)), title
    return best


def _entries(line: Line) -> Iterator[Entry]:
    for part in _pieces(line):
        if symbol_of(solid(part)) and len(line.pieces) > 1:
            yield Entry(line, _EVALUATION, solid(part))
            continue
        if entries := _apart(line, part):
            yield from entries
            continue
        words = part.split()
        beside = [_entry(replace(line, text=word)) for word in words]
        if len(words) > 1 and all(entry.value is not None and entry.label and entry.role for entry in beside):
            yield from beside  # 全国平均 58.2% 全国 12位 is one entry, 全国平均58.2% 全国12位 are two
        else:
            yield _entry(replace(line, text=part))


def _apart(line: Line, text: str) -> list[Entry]:
    """The entries of a text that prints several figures with their words (44.2%(9位)), or a name with its target in
    brackets; nothing where it is none of these.
    """
    plain = _unbracketed(_LEAD.sub("", fold(text).strip()))
    aimed = name_and_target(plain)
    if aimed is not None and match(solid(aimed[0])) is not None:
        return [Entry(replace(line, text=aimed[0]), "", None), Entry(line, "目標", aimed[1])]
    parts = parts_of(plain)
    entries = [Entry(line, part.label, part.value) for part in parts]
    beside = len(parts) == 2 and not parts[0].label and read_label(parts[1].label, None).prior
    bare = [entry for entry in entries if not entry.label and entry.role != "rank"]
    told = all(entry.role for entry in entries) and len(bare) <= 1 and not beside
    return entries if told and (len(parts) > len(bare)) else []


def _unbracketed(text: str) -> str:
    """A line without the brackets around the whole of it: (前年度64.0%)."""
    whole = _WHOLE_BRACKET.fullmatch(text)
    return whole["words"] if whole is not None else text


def _entry(line: Line) -> Entry:
    """A line as label and figure: 目標：67.0%以上, 令和6年9月末 68.2%, 実績 68.2%(9月末)."""
    text = _unbracketed(_LEAD.sub("", fold(line.text).strip()))
    status = _STATUS.fullmatch(solid(text))
    if status and read_mark(status["value"], {}) is not None:
        return Entry(line, status["label"], status["value"])
    words = AIM_WORDS.search(solid(text)) or _AIM_AND_FIGURE.search(solid(text))
    if words:
        label = solid(text)[: words.start()]
        return Entry(line, label.strip(":："), words["value"])
    for figure, start, end in reversed(figures_in(text)):
        if _END.match(solid(text[end:])) and (figure.unit or "." in figure.text or "," in figure.text):
            label = solid(text[:start]).strip(":：は ")
            if not label and (behind := _ROLE_BEHIND.search(solid(text[end:]))) and is_role(behind["role"]):
                return Entry(line, behind["role"], text[start:])
            alone = not label and figure.unit is not None
            two = any(other.unit for other, _, _ in figures_in(label))
            if alone or (label and not two and len(label) <= _LONGEST_LABEL and match(label) is None):
                return Entry(line, label, text[start:])
    return Entry(line, "", None)


def _count(entry: Entry, name: str, year: int | None, scope: Scope, recorder: Recorder) -> None:
    """Records a figure of a box whose name is none of a KPI."""
    figure = printed_figure(entry.cell)
    dated = date_of(read_label(entry.label, year), "", "", scope)
    if figure is None or entry.role != "result":
        return
    recorder.add(
        "period_figure",
        Locator(entry.line.place),
        entry.line.text,
        "figure_box",
        entry.line.doubt or bare_name(name),
        fiscal_year=dated.year,
        measure_ja=name,
        kpi_code=None,
        period="FY" if dated.full_year or scope.header.period in (None, "FY") else "YTD",
        dimension="全国平均" if dated.national else None,
        value=figure.value,
        unit=figure.unit,
        section=scope.section_path,
    )


def _record(entry: Entry, card: Card, scope: Scope, recorder: Recorder) -> int:
    year = scope.fiscal_year or scope.header.fiscal_year
    name = card.name
    label = read_label(entry.label, year)
    where = Locator(entry.line.place)
    cell = entry.cell
    of_report = label.fiscal_year in (None, year) or label.prior
    stamp = noted((name.text, entry.line.text), scope.notes) if of_report else ""
    if entry.role == "target":
        return record_target(recorder, scope, where, cell, name, label.fiscal_year or year, label.text)
    if entry.role == "rank":
        kpis = (NamedKpi(name.code, None, name.text),) if name.code else ()
        if noted_month := month_named(stamp, year):
            label = replace(label, as_of=noted_month)
        read_rank(None, cell, scope.under(kpis=kpis), recorder, head=label)
        return 1
    if entry.role == "status":
        _record_status(entry, card, scope, recorder)
        return 1
    figure = printed_figure(cell)
    if entry.role != "result" or figure is None:
        return 0
    note, prior = split_prior(entry.note)
    labels = (read_label(other.label + other.note, year) for other in card.entries)
    beside = [other for other in labels if other.fiscal_year in (None, year)]
    whole = scope.whole_year or scope.header.is_of_whole_year  # what no word dates in a report of a year is of the year
    name, dated = date_result(name, label, note, stamp, scope.under(whole_year=whole), beside)
    record_result(recorder, scope, where, cell, name, figure, dated)
    if prior is not None and not dated.national:
        record_prior(recorder, scope, where, cell, name, prior, dated)
    return 1


def _record_status(entry: Entry, card: Card, scope: Scope, recorder: Recorder) -> None:
    mark = read_mark(entry.value or "", scope.legend)
    if mark is None:
        return
    recorder.add(
        "plan_status",
        Locator(entry.line.place),
        entry.line.text,
        "kpi_card",
        entry.line.doubt or mark.doubt,
        fiscal_year=scope.fiscal_year or scope.header.fiscal_year,
        period=scope.header.period,
        item_ja=_NUMBER_AHEAD.sub("", card.name.text),
        symbol=mark.symbol,
        status=mark.status,
        section=scope.section_path,
    )
