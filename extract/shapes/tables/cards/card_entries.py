"""The lines of a card as entries: a label and the figure behind, under or over it; or words without one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph
from extract.normalise.numbers import UNITS, figures_in, is_blank
from extract.normalise.text import fold, solid
from extract.shapes.names.line_words import by_words, meet
from extract.shapes.names.measures import unit_fits
from extract.shapes.plan.status_marks import STATUS_WORD, read_mark
from extract.shapes.plan.status_tails import status_tail
from extract.shapes.plan.symbols import SHAPES, one_of, symbol_of
from extract.shapes.tables.cards.card_dates import with_dates_on_labels
from extract.shapes.tables.cards.pills import only_judges, without_pill
from extract.shapes.tables.kpis.cell_parts import is_role, name_and_target, parts_of
from extract.shapes.tables.kpis.kpi_words import AIM_WORDS, COMPARED, RESULT_HEAD, TARGET_HEAD, printed_figure
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.labelled.ranks import is_rank, is_rank_text
from extract.shapes.tables.labels import read_label

_END = re.compile(r"^(?:以上|以下|以内|未満)?(?:[(（][^()（）]*[)）])?[。]?$")
#: What a target says behind its figure: 100%とする.
_MADE = re.compile(r"(?:とする|を?維持(?:する)?)。?")
#: A label before nothing, and why that is so: 前年同期 －(令和6年度からの指標).
_NOTHING = re.compile(r"(?P<label>\D{2,12}?)[:：]?\s*[－―ー-](?:[(（][^()（）]*[)）])?")
#: Last year's figure as a target, with that figure in brackets: 対前年度以上(95.2%以上), 前年度(95.2%)以上.
_AIM_AND_FIGURE = re.compile(
    r"(?P<value>対?前年度?(?:実績|末)?(?:以[上下]\([\d,.]+[^\d()]{1,5}(?:以[上下])?\)|\([\d,.]+[^\d()]{1,5}\)以[上下]))$"
)
#: A rank in brackets behind its figure: 81.7%(全国17位).
_RANK_BEHIND = re.compile(r"(?P<figure>.*\d[^\d()]{1,5})[(](?P<rank>(?:全国|47支部中)?第?\d{1,2}位)[)]")
#: A target that breaks within its bracket, and the end of the bracket.
_OPEN_AIM = re.compile(r"(?:目標値?[::]?)?対?前年度(?:末|実績)?以[上下]\([\d,.]*[^\d()]{0,5}")
_CLOSES = re.compile(r"[\d,.]*[^\d()]{0,5}(?:以[上下])?\)")
_BOUND = re.compile(r"以上|以下|以内|未満")
#: What a figure is, in brackets behind it: 66.0%以上(目標).
_ROLE_BEHIND = re.compile(
    r"^(?:以上|以下|以内|未満)?[(（](?P<role>[^()（）]*(?:目標|実績|[前昨]年|全国)[^()（）]*)[)）]$"
)
#: The end of a figure that a line broke and what it goes on with; a year, or number of a list, at a line's end is none.
_NUMBER_LAST = re.compile(r"\d[.,]?$")
_GOES_ON, _YEAR_LAST = re.compile(r"[.,]?\d"), re.compile(r"(?:令和|平成|[RHA-Z]|20\d)\d$|[)(]\d{1,2}$")
#: What the sentence goes on with whose first line ends in a figure: 目標(9.8%以上) / には届かなかった.
_FIGURE_LAST, _SENTENCE_ON = re.compile(r"\d[^\d]{0,6}$"), re.compile(r"[とにをはがでのへも]|から|まで|より")
LEAD = re.compile(r"^[・■●◆◇□○▶►※>\s]+")
_DIGIT = re.compile(r"\d")
#: What a date may say behind its month.
_OF_MONTH = re.compile(r"(?:(?:診療|実施|受付|請求)分)?")
#: The label that entries begin with, and the bracket that one ends in before the label of the next.
_LABEL = r"(?:目\s*標|実\s*績|結\s*果|評\s*価|判\s*定)[^:：\t]{0,6}[:：]"
_LABEL_AHEAD, _BETWEEN = re.compile(rf"\s*{_LABEL}"), re.compile(rf"(?<=[)）])\s*(?={_LABEL})")
#: A status behind the label that says so: 評価:A.
_STATUS = re.compile(rf"(?P<label>{STATUS_WORD})(?:[::](?P<value>[^:\d]{{1,8}})|(?P<symbol>{one_of(SHAPES)}))")
_NOUN_AND_FIGURE = re.compile(r"(?P<noun>[一-龥]{0,4}(?:率|割合))[\s\t:：]*(?P<rest>\d.*)")
#: What leads from one figure to the next, and says nothing.
_ARROW = re.compile(r"[↓↑→←⇓⇑⇒⇨▼▽➡⬇➔]+")
_BRACKETS = "()[]〔〕【】:"
_STATUS_LABEL = re.compile(STATUS_WORD)
_WHOLE_BRACKET = re.compile(r"[(（\[〔【](?P<words>[^()（）\[\]〔〕【】]+)[)）\]〕】]")
_BRACKET_AHEAD = re.compile(r"[\[〔【](?P<words>[^()（）\[\]〔〕【】]+)[\]〕】]\s*[:：]?\s*(?=\S)")
#: A symbol that a gap parts from the words before it; those that stand for no word need none.
_SYMBOL_BEHIND = re.compile(rf"^(?P<words>.*\S)(?:[\s\t]+(?P<apart>{one_of(SHAPES)})|(?P<glued>[◎△×]))$")
LONGEST_LABEL = 30
#: The name of a KPI runs over so many lines at most.
_NAME_LINES = 3
#: Of a name that goes on below, so many letters may be left that make it no better known: 率, 割合.
_ENDING = 2
#: A figure with its unit and sense, and no words.
_FIGURE_ALONE = re.compile(rf"[△▲-]?\d[\d,.]*(?:{'|'.join(map(re.escape, UNITS))})(?:以上|以下|以内|未満)?")
#: The figure that a line begins with, and what may stand behind it: a month, and 実績 or 時点.
_UNIT = "|".join(map(re.escape, UNITS))
_FIGURE_AHEAD = re.compile(rf"(?P<figure>-?\d[\d,.]*(?:{_UNIT}))\s*")
_RESULT_ALONE = re.compile(
    r"(?:(?:令和|平成|R)?(?:\d{1,2}|元)年度?)?\d{1,2}月末?(?:現在|時点|まで)?(?:の?累計|(?:診療|実施|受付|請求)分(?:まで)?)?"
    r"(?:の?(?:実績|結果)値?)?"
)
_LEAST_LABELS = 2
#: The figure that a card is about is printed so much larger than its target.
_MAIN_SIZE = 1.5
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
        if self.value is not None and is_rank_text(self.value):
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


def _pieces(line: Line) -> list[str]:
    parts = re.split(r"\t+", line.text)
    pieces = [piece for part in parts for piece in (_BETWEEN.split(part) if _LABEL_AHEAD.match(part) else [part])]
    return [piece for piece in pieces if solid(piece)]


def entries_of(lines: Sequence[Line]) -> list[Entry]:
    """The lines as entries: figures under what a line says they are, dates in small print beside them."""
    lines = [without_pill(line) for line in lines if not _ARROW.fullmatch(solid(line.text)) and not only_judges(line)]
    lines = [line for line in lines if not _is_empty(line)]
    lines = with_dates_on_labels(_whole_names(_corners_behind(_with_brackets_closed(lines))))
    cut = {at for above, below in pairwise(lines) if _is_cut(above, below) for at in (above.place, below.place)}
    rows = _rows_of_labels(lines)
    entries = [Entry(e.line, "", None) if e.line.place in cut else e for row in rows for e in row]
    return _dated(_under_lines(_behind_names(entries)))


def _is_empty(line: Line) -> bool:
    """Whether a line is the label of an entry that has no figure."""
    found = _NOTHING.fullmatch(fold(line.text).strip())
    if found is None or _BOUND.search(found["label"]):
        return False
    label = solid(found["label"])
    return is_role(label) or read_label(label, None).prior or read_label(label, None).national


def _with_brackets_closed(lines: Sequence[Line]) -> list[Line]:
    """The lines, a target whose bracket ends on the line below it as one: 対前年度以下(4.9% / 以下)."""
    out: list[Line] = []
    for line in lines:
        above = solid(out[-1].text) if out else ""
        text = solid(line.text)
        if _OPEN_AIM.fullmatch(above) and _CLOSES.fullmatch(text) and _is_right_below(out[-1], line):
            whole = f"{out[-1].text.rstrip()}{line.text.strip()}"
            out[-1] = replace(out[-1], text=whole, pieces=(), place=out[-1].place.joined(line.place))
        else:
            out.append(line)
    return out


def _is_right_below(above: Line, below: Line) -> bool:
    one, two = above.box, below.box
    if one is None or two is None:
        return False
    return one[0] < two[2] and two[0] < one[2] and -1 < two[1] - one[3] < one[3] - one[1]


def _corners_behind(lines: Sequence[Line]) -> list[Line]:
    """The lines with a symbol that stands between the two lines of a name, right of both, behind the second."""
    out = list(lines)
    for at in range(1, len(out) - 1):
        above, symbol, below = out[at - 1 : at + 2]
        if symbol_of(solid(symbol.text)) is None or not _is_between(above, symbol, below):
            continue
        if not _goes_on(Entry(above, "", None), [Entry(below, "", None)]):
            continue
        text = f"{below.text}\t{symbol.text}"
        out[at : at + 2] = [replace(below, text=text, pieces=(*(below.pieces or (below,)), symbol))]
        break
    return out


def _is_between(above: Line, symbol: Line, below: Line) -> bool:
    """Whether a symbol stands right of two lines and at the height of both."""
    one, box, two = above.box, symbol.box, below.box
    if one is None or box is None or two is None:
        return False
    return box[0] >= max(one[2], two[2]) and one[1] < box[1] < one[3] <= two[1] < box[3] <= two[3]


def _whole_names(lines: Sequence[Line]) -> list[Line]:
    """The lines with a noun before a figure set behind the name that the line above begins: 生活習慣病予防健診 over
    実施率 64.7%.
    """
    out: list[Line] = []
    for line in _whole_beside_symbols(lines):
        found = _NOUN_AND_FIGURE.fullmatch(LEAD.sub("", fold(line.text).strip()))
        above = solid(LEAD.sub("", out[-1].text)) if out else ""
        if found is not None and above and not figures_in(above) and _is_named(above, found["noun"]):
            out[-1] = replace(out[-1], text=f"{out[-1].text}{found['noun']}", pieces=())
            out.append(replace(line, text=found["rest"], pieces=()))
        else:
            out.append(line)
    return out


def _whole_beside_symbols(lines: Sequence[Line]) -> list[Line]:
    """The lines with what ends a name of figures set before the symbol beside its first line: 15日以上の申請割 ○ over
    合.
    """
    out: list[Line] = []
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        begun = _SYMBOL_BEHIND.match(fold(line.text).strip())
        count = _ends_name(begun["words"], rest[: _NAME_LINES - 1]) if begun is not None else 0
        if begun is not None and count:
            name = "".join([begun["words"], *(solid(below.text) for below in rest[:count])])
            line = replace(line, text=f"{name}\t{begun['apart'] or begun['glued']}", pieces=())
        out.append(line)
        rest = rest[count:]
    return out


def _ends_name(words: str, below: Sequence[Line]) -> int:
    """How many lines end the name of figures that words begin, which are none without them; 0 where none do."""
    first = solid(without_mark(words))
    alone = match(first)
    if not figures_in(first) or (alone is not None and alone.sure and not alone.alike_only):
        return 0
    for count in range(1, len(below) + 1):
        rest = [solid(line.text) for line in below[:count]]
        if any(symbol_of(text) for text in rest) or _SYMBOL_BEHIND.match(fold(below[count - 1].text).strip()):
            return 0
        if _is_named(first, "".join(rest)):
            return count if _is_name_alone("".join([first, *rest])) else 0
    return 0


def _is_name_alone(words: str) -> bool:
    """Whether words print no figure but ages and those of a KPI's name: 資格喪失後1か月以内の保険証回収率."""
    figures = [figure.text for figure, *_ in figures_in(words)]
    found = match(solid(words)) if figures else None
    known = fold(found.kpi.name) if found is not None and found.sure and not found.alike_only else ""
    return all(figure in known or figure.endswith("歳") for figure in figures)


def _is_named(words: str, noun: str) -> bool:
    """Whether words name a KPI only together with a noun behind them."""
    whole, alone = match(f"{words}{noun}"), match(words)
    return whole is not None and whole.sure and not whole.alike_only and (alone is None or alone.score < whole.score)


def _is_cut(above: Line, below: Line) -> bool:
    """Whether a figure begins on one line and goes on upon the next (実績 8 / 3.1%), or a sentence with one."""
    first, second = solid(above.text), solid(below.text)
    if _SENTENCE_ON.match(second) and _FIGURE_LAST.search(first):
        return True
    return _NUMBER_LAST.search(first) is not None and not _YEAR_LAST.search(first) and bool(_GOES_ON.match(second))


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
    """The entries of a line of labels and one of figures, each of which stands under or over its label.

    Beside them both lines may print entries of their own, label and figure in one: (目標:66.0%以上).
    """
    if len(labels.pieces) >= _LEAST_LABELS and not figures.pieces:
        words = by_words(figures)  # figures in large print: the gaps between them are narrow beside it
        figures = replace(figures, pieces=tuple(words)) if len(words) == len(labels.pieces) else figures
    read = [_entry(piece) for piece in (*labels.pieces, *figures.pieces)]
    whole = [entry for entry in read if entry.label and entry.value is not None and entry.role]
    names, values = (
        [piece for piece in line.pieces if not any(entry.line is piece for entry in whole)]
        for line in (labels, figures)
    )
    if len(names) < _LEAST_LABELS or len(names) != len(values) or not all(is_role(word.text) for word in names):
        return None
    fits = all(meet(word, value) for word, value in zip(names, values, strict=True))
    pairs = [(word, value) for word, value in zip(names, values, strict=True) if not is_blank(value.text)]
    entries = [Entry(value, solid(word.text), value.text.strip()) for word, value in pairs]
    alone = all(entry.role and (entry.value is None or not _entry(entry.line).label) for entry in entries)
    figured = all(is_rank(entry.cell) or _entry(entry.line).value is not None for entry in entries)
    return [*entries, *whole] if entries and fits and alone and figured else None


def _behind_names(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with a status beside the first line of a name set behind the lines that the name goes on in."""
    out = list(entries)
    for at in range(1, len(out) - 1):
        name, status = out[at - 1 : at + 1]
        if status.role != "status" or status.line.place != name.line.place or name.value is not None:
            continue
        rest = list(itertools.takewhile(lambda entry: entry.value is None, out[at + 1 : at + _NAME_LINES]))
        count = next((n for n in range(len(rest), 0, -1) if _goes_on(name, rest[:n])), 0)
        out[at - 1 : at + 1 + count] = [name, *rest[:count], status]
    return out


def _goes_on(first: Entry, rest: Sequence[Entry]) -> bool:
    """Whether lines name a KPI together, better than the first or the others do that name any as well."""
    texts = [solid(without_mark(entry.line.text)) for entry in (first, *rest)]
    alone, below, whole = (
        None if (found := match(text)) is None or found.alike_only else found
        for text in (texts[0], "".join(texts[1:]), "".join(texts))
    )
    if whole is None or (alone is not None and below is not None):
        return False
    ending = len(texts[1]) <= _ENDING and len(rest) == 1 and alone is not None and alone.kpi.code == whole.kpi.code
    return ending or all(part is None or part.score < whole.score for part in (alone, below))


def is_date_line(entry: Entry) -> bool:
    """Whether a line prints nothing but the time of the figure beside it: (令和6年9月末時点)."""
    text = solid(entry.line.text)
    if entry.value is not None or not _DIGIT.search(text):
        return False
    label = read_label(LEAD.sub("", text).strip("()"), None)
    return bool(label.as_of or label.bare_as_of) and bool(_OF_MONTH.fullmatch(label.rest))


def _dated(entries: Sequence[Entry]) -> list[Entry]:
    """Lines of nothing but a date as remarks behind the result above them, or below where a name stands above."""
    out: list[Entry] = []
    waiting = ""
    for entry in entries:
        note = "(" + LEAD.sub("", solid(entry.line.text)).strip("()") + ")"
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
        role = _role_line(entry.line) if alone and entry.value is None and not of_next else None
        if above is not None and role is not None and "順位" not in role:
            out[-1] = replace(above, label=role)
        elif above is None or entry.value is None or entry.label or _is_rank_behind(above, entry):
            out.append(entry)
        elif above.value is not None:
            kept = _is_in_corner(out) or _is_main(out, entry, below)
            out.append(entry if kept else Entry(entry.line, "", None))
        elif (role := _role_line(above.line)) is not None:
            out[-1] = replace(entry, label=role)
        else:
            out.append(entry)
    return out


def _is_in_corner(entries: Sequence[Entry]) -> bool:
    """Whether the last entry is a status behind the name that stands on its line or the line below that."""
    name = next((entry for entry in reversed(entries[:-1]) if entry.role != "status"), None)
    return entries[-1].role == "status" and name is not None and name.value is None


def _is_main(entries: Sequence[Entry], entry: Entry, below: Entry | None) -> bool:
    """Whether a figure below the target, which stands alone below the name, is the one that the card is about: in
    print much larger than the target's, or with its date on the line below.
    """
    above, name = entries[-1], entries[-2] if len(entries) > 1 else None
    if name is None or name.value is not None or above.role != "target" or not above.label or entry.role != "result":
        return False
    size, of_target = entry.line.size, above.line.size
    large = size is not None and of_target is not None and size >= _MAIN_SIZE * of_target
    return large or (below is not None and is_date_line(below))


def _is_rank_behind(above: Entry, entry: Entry) -> bool:
    """Whether an entry is a rank behind another figure on its line: 61.3%(44位)."""
    return entry.role == "rank" and above.value is not None and above.line.place == entry.line.place


def says_role(line: Line) -> bool:
    """Whether a line says nothing but what the figure above or below it is."""
    return is_role(LEAD.sub("", solid(line.text)))


def _role_line(line: Line) -> str | None:
    """The words of a line that says only what the figure below it is: 目標, 実績(9月末)."""
    text = _unbracketed(LEAD.sub("", solid(line.text)).strip(":："))
    if len(text) > LONGEST_LABEL or any(figure.unit for figure, *_ in figures_in(text)) or match(text) is not None:
        return None
    return text if Entry(line, text, "").role else None


def _entries(line: Line) -> Iterator[Entry]:
    tail = status_tail(line.text, {})
    if tail is not None and tail.words:
        yield from _entries(replace(line, text=tail.words, pieces=()))
        yield Entry(line, tail.label, tail.printed)
        return
    if _is_row(line):
        yield Entry(line, "", None)
        return
    behind = _SYMBOL_BEHIND.match(fold(line.text).strip())
    label = behind is not None and _STATUS_LABEL.fullmatch(solid(behind["words"]).strip(_BRACKETS))
    if behind is not None and not label and _is_name_alone(without_mark(behind["words"])):
        yield from _entries(replace(line, text=behind["words"], pieces=line.pieces[:-1]))
        yield Entry(line, _EVALUATION, behind["apart"] or behind["glued"])
        return
    for part in _pieces(line):
        if symbol_of(solid(part)) and len(line.pieces) > 1:
            yield Entry(line, _EVALUATION, solid(part))
            continue
        if entries := _with_rank(line, part) or _apart(line, part):
            yield from entries
            continue
        words = part.split()
        if (pairs := list(_pairs(line, words))) and all(entry.role for entry in pairs):
            yield from pairs
            continue
        beside = [_entry(replace(line, text=word)) for word in words] if len(words) > 1 else []
        if beside and all(entry.value is not None and entry.label and entry.role for entry in beside):
            yield from beside  # 全国平均 58.2% 全国 12位 is one entry, 全国平均58.2% 全国12位 are two
        else:
            yield _entry(line if part == line.text else replace(line, text=part))


def _pairs(line: Line, words: Sequence[str]) -> Iterator[Entry]:
    """The entries of words that are labels and figures or statuses in turn (目標 94.4%以上 評価 ○); none of others."""
    labels, values = words[::2], words[1::2]
    if len(labels) < _LEAST_LABELS or len(labels) != len(values):
        return
    said = all(is_role(label) or _STATUS_LABEL.fullmatch(label.strip(_BRACKETS)) for label in labels)
    if said and all(symbol_of(value) or _entry(replace(line, text=value)).value is not None for value in values):
        for label, value in zip(labels, values, strict=True):
            yield Entry(line, solid(label).strip(_BRACKETS), value)


def _is_row(line: Line) -> bool:
    """Whether a line prints one label and several figures side by side, as the row of a table without rulings does."""
    pieces = [solid(piece.text) for piece in line.pieces]
    figures = [text for text in pieces if _FIGURE_ALONE.fullmatch(text)]
    return len(figures) > 1 and len(pieces) - len(figures) <= 1


def _apart(line: Line, text: str) -> list[Entry]:
    """The entries of a text that prints several figures with their words (44.2%(9位)), or a name with its target in
    brackets; nothing where it is none of these.
    """
    plain = _unbracketed(LEAD.sub("", fold(text).strip()))
    aimed = name_and_target(plain)
    if aimed is not None and _is_aim_of(aimed[0], aimed[1].value):
        return [Entry(replace(line, text=aimed[0]), "", None), Entry(line, aimed[1].label, aimed[1].value)]
    parts = parts_of(plain)
    entries = [Entry(line, part.label, part.value) for part in parts]
    beside = len(parts) == 2 and not parts[0].label and read_label(parts[1].label, None).prior
    bare = [entry for entry in entries if not entry.label and entry.role != "rank"]
    told = all(entry.role for entry in entries) and len(bare) <= 1 and not beside
    return entries if told and (len(parts) > len(bare)) else []


def _with_rank(line: Line, text: str) -> list[Entry]:
    """The entries of a figure and the rank in brackets behind it, under one label; nothing where it is not so."""
    found = _RANK_BEHIND.fullmatch(fold(text).strip())
    entry = _entry(replace(line, text=found["figure"])) if found is not None else None
    if found is None or entry is None or entry.role != "result":
        return []
    return [replace(entry, line=line), Entry(line, entry.label, found["rank"])]


def _is_aim_of(name: str, aim: str) -> bool:
    """Whether a name is a KPI's and the figure behind it one of its unit: that of (40歳以上) says whom it counts."""
    found = match(solid(name))
    units = [figure.unit for figure, _, _ in figures_in(aim)]
    return found is not None and all(unit_fits(found.kpi, unit) for unit in units)


def _unbracketed(text: str) -> str:
    """A line without the brackets around the whole of it: (前年度64.0%)."""
    whole = _WHOLE_BRACKET.fullmatch(text)
    return whole["words"] if whole is not None else text


def _with_colon(text: str) -> str:
    """A line whose label stands in brackets, 【目標】66.0%以上, with a colon behind the label instead."""
    ahead = _BRACKET_AHEAD.match(text)
    if ahead is None or not (is_role(ahead["words"]) or _STATUS_LABEL.fullmatch(ahead["words"])):
        return text
    return f"{ahead['words']}:{text[ahead.end() :]}"


def _entry(line: Line) -> Entry:
    """A line as label and figure: 目標：67.0%以上, 令和6年9月末 68.2%, 実績 68.2%(9月末)."""
    text = _with_colon(_unbracketed(LEAD.sub("", fold(line.text).strip())))
    status = _STATUS.fullmatch(solid(text))
    if status and read_mark(status["value"] or status["symbol"], {}) is not None:
        return Entry(line, status["label"], status["value"] or status["symbol"])
    if is_rank_text(text) and solid(text)[0].isdigit():
        return Entry(line, "", solid(text))  # 47支部中20位
    words = AIM_WORDS.search(solid(text)) or _AIM_AND_FIGURE.search(solid(text))
    if words:
        label = solid(text)[: words.start()]
        return Entry(line, label.strip(":："), words["value"])
    for figure, start, end in reversed(figures_in(text)):
        rest, ahead = solid(text[end:]), solid(text[:start])
        whole = _END.match(rest) or (_MADE.fullmatch(rest) and TARGET_HEAD.search(ahead))
        if whole and (figure.unit or "." in figure.text or "," in figure.text):
            label = solid(text[:start]).strip(":：は ")
            if not label and (behind := _ROLE_BEHIND.search(solid(text[end:]))) and is_role(behind["role"]):
                return Entry(line, behind["role"], text[start:])
            alone = not label and figure.unit is not None
            two = any(other.unit for other, _, _ in figures_in(label))
            if alone or (label and not two and len(label) <= LONGEST_LABEL and match(label) is None):
                return Entry(line, label, text[start:])
    return _before_its_date(line, text) or Entry(line, "", None)


def _before_its_date(line: Line, text: str) -> Entry | None:
    """A figure with the month of this year's result behind it, in small print without brackets: 82.6% 9月末実績."""
    figure = _FIGURE_AHEAD.match(text)
    said = solid(text[figure.end() :]) if figure is not None else ""
    label = read_label(said, None)
    other = label.prior or label.national or TARGET_HEAD.search(said) or COMPARED.search(said)
    if figure is None or other or not (label.as_of or label.bare_as_of) or not _RESULT_ALONE.fullmatch(said):
        return None
    return Entry(line, said, figure["figure"])
