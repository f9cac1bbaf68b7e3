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
from datetime import date

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph, Table
from extract.locate import Locator
from extract.normalise.dates import month_in_year, month_named
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, joined, solid
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.measures import bare_name
from extract.shapes.plan.status_marks import read_mark
from extract.shapes.remarks.footnotes import noted
from extract.shapes.tables.cards.card_columns import columns_in_turn
from extract.shapes.tables.cards.card_entries import LEAD, LONGEST_LABEL, Entry, entries_of
from extract.shapes.tables.cards.card_inner import inner_lines, with_status_below
from extract.shapes.tables.kpis.attainment import record_attainment
from extract.shapes.tables.kpis.kpi_dates import date_of, date_result
from extract.shapes.tables.kpis.kpi_facts import record_result, record_target
from extract.shapes.tables.kpis.kpi_words import KpiName, printed_figure
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.kpis.prior_values import record_prior, split_prior
from extract.shapes.tables.kpis.small_print import without_small_print
from extract.shapes.tables.labelled.ranks import of_first_rank, read_rank
from extract.shapes.tables.labels import read_label
from extract.shapes.text.clause_words import prints_figure
from extract.shapes.text.passages import Passage

_RESULT_AND_TARGET = re.compile(
    r"^[・●○◆◇■□※▶►]*(?P<name>[^:()。]{4,60}):(?P<result>[\d,.]+[^\d()以]{1,3})\(目標値?:?(?P<target>[\d,.]+[^\d()以]{1,3}(?:以上|以下|以内)?)\)。?$"
)
#: What heads targets in a box.
_TARGETS = re.compile(r"[■●◆◇□○【〔\[<]*(?:数値|KPI)?目標値?(?:\(KPI\))?[】〕\]>]?")
_NO_DATE = "no date is printed with it; it was taken for the month that the report's figures run to"
_LONGEST_NAME = 60
_LEAST_NAME = 4
_NO_HEADS = "no headings say what the cells of the table are; each was read by its own words"
_ABOVE_NAME = "it stands above the name of its box"
_WHOSE_RANK = "it stands beside an earlier year's figure and may be the rank of that"
#: A rank so much taller than the figure on its line is none of that figure's.
_LARGER = 1.1
_NOT_OF_NAME = "a figure on a card that no name beside it says what it is of; look at the page and add a correction"
_SAID_TWICE = "the card prints two figures of this kind"
_OF_TITLE = "other words stand between it and the title of the page, which names its KPI"
_WHOSE_MONTH = "the card prints a month that may be of this figure, at which no date stands"
#: A month, and behind it that a figure is of the year before.
_TWO_TIMES = re.compile(r"\d月.*[前昨]年")
_PART = "a heading between the name of the KPI and its figures may say of what part of it they are"
#: Headings over all figures of a KPI.
_NO_PART = re.compile(r"目標|実績|KPI|指標|達成|進捗|状況|結果|評価|数値|推移|全体|。")
_NAME_LINES = 3
#: The title of a page in which all figures are of one KPI is so many times as large as most of its lines.
_LARGE_TITLE = 1.4
#: A table of cells that are each a label, a name or a figure has more of them.
_LEAST_CELLS = 3


@dataclass(frozen=True)
class Card:
    """A KPI's name, the lines that print it, and the entries below it; `loose_month` where a month stands among them
    or right below that is at none of them.
    """

    name: KpiName
    title: list[Line]
    entries: list[Entry]
    loose_month: bool = False


def read_cards(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> list[Line]:
    """Records what the cards among these lines say; returns the lines that they are made of.

    A card states a target: results below a name alone are left to be read as text. Figures beside a card that are of
    none are rejected.
    """
    entries = entries_of(lines)
    year = scope.fiscal_year or scope.header.fiscal_year
    used: list[Line] = []
    for found in cards_of(entries, year, title_of_all(lines, year)):
        card = found if _has_target(found) else _under_targets(found, lines)
        if _has_target(card):
            for entry in card.entries:
                _record(entry, card, scope, recorder)
            used += [*card.title, *(entry.line for entry in card.entries)]
    places = {line.place for line in used}
    for entry in entries if used else ():
        if entry.value is not None and entry.role not in (None, "status") and entry.line.place not in places:
            recorder.reject(Locator(entry.line.place), entry.line.text, _NOT_OF_NAME)
    return [line for line in lines if any(part.place in places for part in (line, *line.pieces))]


def _under_targets(card: Card, lines: Sequence[Line]) -> Card:
    """A card below the heading of targets (数値目標): the one figure that nothing dates is the target."""
    at = next((i for i, line in enumerate(lines) if line.place == card.title[0].place), 0)
    bare = [entry for entry in card.entries if entry.role == "result" and not entry.label and not entry.note]
    headed = any(_TARGETS.fullmatch(solid(line.text)) for line in lines[:at])
    if not headed or len(bare) != 1 or card.entries[0] is not bare[0]:
        return card
    return replace(card, entries=[replace(bare[0], label="目標"), *card.entries[1:]])


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
    text = LEAD.sub("", joined([line.text for line in title]))
    if not 2 <= len(solid(text)) <= LONGEST_LABEL or re.search(r"[。、]|\d", text):
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


def card_lines(cell: Cell, explained: frozenset[str] = frozenset()) -> list[Line]:
    """The lines of a cell from top to bottom, and among them those of inner tables that hold nothing but entries.

    Rules between the entries of a card make such tables of them, or words stand over or beside figures in them;
    symbols that are not `explained` by a legend are then in doubt.
    """
    lines = columns_in_turn(cell.lines)
    paired = [inner_lines(table) for table in cell.tables]
    if paired and all(group for group in paired):
        return [*with_status_below(lines, explained), *(line for group in paired for line in group or ())]
    inner = [group for table in cell.tables if (group := _lines_of(table))]
    nested = any(part.tables for table in cell.tables for part in table.cells)
    if nested or not inner or any(line.box is None for group in [lines, *inner] for line in group):
        return lines
    if any(entry.value is None or entry.role is None for group in inner for entry in entries_of(group)):
        return lines
    groups = sorted([*([line] for line in lines), *inner], key=_top_left)
    return [line for group in groups for line in group]


def _lines_of(table: Table) -> list[Line]:
    """The lines of a table, row by row and cell by cell."""
    return [line for cell in sorted(table.cells, key=lambda c: (c.row, c.col)) for line in cell.lines]


def read_card_table(table: Table, scope: Scope, recorder: Recorder) -> bool:
    """Records a table without headings whose cells say themselves what their figures are, below or behind the name of
    a KPI; False, and nothing recorded, unless all figures of the table are read so. All of it is in doubt.
    """
    year = scope.fiscal_year or scope.header.fiscal_year
    alone = [card for cell in table.cells for card in cards_of(entries_of(cell.lines), year)]
    boxed = table.holds_tables or any(map(_has_target, alone))
    if boxed or len(table.cells) < _LEAST_CELLS:
        return False
    lines = [replace(line, doubt=line.doubt or _NO_HEADS) for line in _lines_of(table)]
    entries = entries_of(lines)
    cards = list(cards_of(entries, year))
    read = sum(len(card.entries) for card in cards)
    aimed = all(map(_has_target, cards))
    loose = any(
        entry.value is None and figures_in(fold(entry.line.text)) and match(entry.line.text) is None
        for entry in entries
    )
    if not cards or not aimed or loose or read < sum(entry.value is not None for entry in entries):
        return False
    return bool(read_cards(lines, scope, recorder))


def _has_target(card: Card) -> bool:
    return any(entry.role == "target" for entry in card.entries)


def _top_left(lines: Sequence[Line]) -> tuple[float, float]:
    box = lines[0].box
    return (box[1], box[0]) if box else (0.0, 0.0)


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


def title_of_all(lines: Sequence[Line], year: int | None) -> tuple[KpiName, list[Line]] | None:
    """The name of the KPI that the first of the lines, in large print, gives to all of them: no other line names any
    other KPI.
    """
    sizes = sorted(line.size or 0.0 for line in lines)
    if len(lines) < 2 or (lines[0].size or 0.0) < max(sizes[-1], _LARGE_TITLE * sizes[len(sizes) // 2], 1.0):
        return None
    named = _name(lines[:1], year)
    if named is None or named[0].found is None or not named[0].found.sure:
        return None
    short = [text for line in lines[1:] if len(text := solid(line.text)) <= _LONGEST_NAME and "。" not in text]
    others = [found for text in short if (found := match(text, year)) is not None and not found.alike_only]
    return named if all(found.kpi.code == named[0].code for found in others) else None


def _of_title(title: tuple[KpiName, list[Line]], words: Sequence[Line], values: Sequence[Entry]) -> Card:
    """Figures beside words of their own column as a card of the page's KPI; words above them put them in doubt."""
    left = min((entry.line.box[0] for entry in values if entry.line.box is not None), default=0.0)
    right = max((entry.line.box[2] for entry in values if entry.line.box is not None), default=0.0)
    between = [word for word in words if word.place != title[1][0].place]
    apart = all(word.box is not None and (word.box[2] <= left or word.box[0] >= right) for word in between)
    return Card(title[0] if apart else replace(title[0], doubt=title[0].doubt or _OF_TITLE), title[1], list(values))


def cards_of(
    entries: Sequence[Entry], year: int | None, title: tuple[KpiName, list[Line]] | None = None
) -> Iterator[Card]:
    """Names with the entries below them; entries under no KPI, or under several side by side, are no card.

    Entries that begin the lines above their only name are of its card as well, in doubt. `title` names the one KPI of
    all lines: the first entries that state a target are its own where no name stands above them.
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
            elif (named := _name(words, year)) is not None and _stands_alone(named[1], words):
                name = replace(named[0], doubt=named[0].doubt or _of_part(named[1], words, values))
                cards.append(Card(name, named[1], values, _is_month_loose(values, entry, year)))
            elif title is not None and not cards and any(value.role == "target" for value in values):
                cards.append(_of_title(title, words, values))
            words, values = [], []
        if entry is not None:
            words.append(entry.line)
    if early and not cards and words and (named := _name(words, year)) is not None:
        cards = [Card(named[0], named[1], [])]
    if len(cards) == 1 and early:
        only = cards[0]
        doubted = [replace(entry, line=replace(entry.line, doubt=entry.line.doubt or _ABOVE_NAME)) for entry in early]
        cards = [replace(only, entries=[*doubted, *only.entries])]
    yield from map(_without_doubles, cards)


def _of_part(title: Sequence[Line], words: Sequence[Line], values: Sequence[Entry]) -> str | None:
    """Why figures below a name may be of a part of it only: a heading between them, no smaller in print than they are
    (10人未満の事業所), says whose they are.
    """
    above, first = words[-1], values[0].line
    if above.box is None or first.box is None or above.size is None or any(above is line for line in title):
        return None
    over = above.box[0] < first.box[2] and first.box[0] < above.box[2] and above.box[3] <= first.box[1] + 1
    text, named = solid(above.text), (title[-1].size or 0.0) > above.size > (first.size or 0.0)
    said = _NO_PART.search(text) or match(text) is not None or len(text) > LONGEST_LABEL
    return _PART if over and named and not said else None


def _is_month_loose(values: Sequence[Entry], below: Entry | None, year: int | None) -> bool:
    """Whether the line below the entries says of when a figure is and prints none (実績は9月診療分), or a label says
    two times (9月末実績前年同月): which figure the month is of is not certain.
    """
    two = any(_TWO_TIMES.search(solid(entry.label)) for entry in values)
    text = solid(LEAD.sub("", below.line.text)) if below is not None else ""
    if not text or len(text) > LONGEST_LABEL or match(text, year) is not None:
        return two
    said = read_label(text, year)
    return two or bool(said.as_of or said.bare_as_of)


def _without_doubles(card: Card) -> Card:
    """The card with a doubt on entries that say different things under the same words."""
    said = Counter((entry.role, solid(entry.label)) for entry in card.entries if entry.value is not None)
    doubled = any(count > 1 for (role, _), count in said.items() if role in ("target", "result"))
    return replace(card, name=replace(card.name, doubt=card.name.doubt or _SAID_TWICE)) if doubled else card


def _stands_alone(title: Sequence[Line], words: Sequence[Line]) -> bool:
    """Whether no other name stands beside a line of a name: the next line, or a figure, may belong to either."""
    names = Counter(word.place for word in words if len(solid(word.text)) >= _LEAST_NAME)
    return all(names[line.place] <= 1 for line in title)


def _name(lines: Sequence[Line], year: int | None) -> tuple[KpiName, list[Line]] | None:
    """The KPI that the last lines name, and those lines: as many as make the name most like the official one.

    A line with a figure is of no name: 前年度(87.3%)から4.7ポイント低下した. Nor is what small print below says of it.
    """
    best: tuple[KpiName, list[Line]] | None = None
    lines = without_small_print(lines, year)
    figured = (at for at in range(len(lines), 0, -1) if prints_figure(solid(lines[at - 1].text)))
    for first in range(max(next(figured, 0), len(lines) - _NAME_LINES), len(lines)):
        title = list(lines[first:])
        text = without_mark(LEAD.sub("", joined([line.text for line in title])))
        found = match(solid(text), year) if _LEAST_NAME <= len(solid(text)) <= _LONGEST_NAME else None
        if found is None or found.alike_only:
            continue
        known = best[0].found if best else None
        if known is None or (found.sure, found.score) > (known.sure, known.score):
            best = KpiName(text, found, next((line.doubt for line in title if line.doubt), None)), title
    return best


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
        if "(" in solid(cell.text):
            label = of_first_rank(label, year)
        if noted_month := month_named(stamp, year) or (None if label.as_of else month_named(label.text, year)):
            label = replace(label, as_of=noted_month)
        if label.as_of is None and of_report and not label.prior and len(dates := _dates_of_results(card, year)) == 1:
            label = replace(label, as_of=dates.pop())
        if _is_beside_earlier(entry, card, year):
            cell = replace(entry, line=replace(entry.line, doubt=entry.line.doubt or _WHOSE_RANK)).cell
        read_rank(None, cell, scope.under(kpis=kpis), recorder, head=label, as_of=label.as_of)
        return 1
    if entry.role == "status":
        _record_status(entry, card, scope, recorder)
        return 1
    if entry.role == "compared":
        record_attainment(recorder, scope, where, cell, without_mark(name.text), solid(entry.label))
        return 1
    figure = printed_figure(cell)
    if entry.role != "result" or figure is None:
        return 0
    note, prior = split_prior(entry.note)
    labels = (read_label(other.label + other.note, year) for other in card.entries if other.role != "target")
    beside = [other for other in labels if other.fiscal_year in (None, year)]
    whole = scope.whole_year or scope.header.is_of_whole_year  # what no word dates in a report of a year is of the year
    name, dated = date_result(name, label, note, stamp, scope.under(whole_year=whole), beside)
    if card.loose_month and not (label.says_when or note or stamp):
        name = replace(name, doubt=name.doubt or _WHOSE_MONTH)
    record_result(recorder, scope, where, cell, name, figure, dated)
    if prior is not None and not dated.national:
        record_prior(recorder, scope, where, cell, name, prior, dated)
    return 1


def _is_beside_earlier(entry: Entry, card: Card, year: int | None) -> bool:
    """Whether a bare rank stands on the line of an earlier year's figure, in print no larger than that."""
    pieces = entry.line.pieces
    heights = [piece.box[3] - piece.box[1] for piece in pieces if piece.box is not None]
    larger = len(heights) == len(pieces) > 1 and heights[-1] > _LARGER * max(heights[:-1])
    beside = [other for other in card.entries if other.line.place == entry.line.place and other.role == "result"]
    return not entry.label and not larger and any(read_label(other.label, year).prior for other in beside)


def _dates_of_results(card: Card, year: int | None) -> set[date]:
    """The months that a card dates its branch's own results of this year by."""
    results = [entry for entry in card.entries if entry.role == "result"]
    labels = [read_label(entry.label + entry.note, year) for entry in results]
    own = [label for label in labels if not (label.national or label.prior) and label.fiscal_year in (None, year)]
    bare = {month_in_year(year, label.bare_as_of) for label in own if label.bare_as_of and year is not None}
    return {label.as_of for label in own if label.as_of} | bare


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
        item_ja=without_mark(card.name.text),
        symbol=mark.symbol,
        status=mark.status,
        section=scope.section_path,
    )
