"""Figures that running text prints as label and value, not as part of a sentence.

A line, a bracket or a clause with a colon that holds nothing but names, figures with their counter and words for
when: `訪問勧奨120件 架電勧奨30件`, `(参考:令和4年度参加者数1,250人)`, `受付件数:4,321件(前年度4,210件 前年度比103%)`. A
count that a sentence speaks of (研修会に14社が参加) has no name of its own and is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.normalise.numbers import Figure, figures_in
from extract.normalise.text import fold, tidy
from extract.shapes.text.when_words import WHEN, When, read_when

#: Units that count nothing by themselves: parts of dates, ages, ranks, spans of time.
_NO_COUNT = frozenset({"日", "歳", "か月", "ヶ月", "位", "分", "時間", "割", "月", "部位", "点", "支部"})
#: What follows a figure that is a condition or a rate per something, not a result.
_CONDITION = re.compile(r"以上|以下|以内|未満|超|まで|につき|当たり|あたり|ごと|目|代|程度|間|位")
_ORDINAL = re.compile(r"(?:第|(?<!前)年|(?<!同)月|週|\d/)$")
_OPEN, _CLOSE = "([〔【", ")]〕】"
#: Particles and verb endings that make words before a figure a sentence instead of a name; not those of 窓口での件数.
_SENTENCE = re.compile(
    r"[を、。→]|は(?!り)|が(?!ん)|に(?![かよ]|係|お|対)|[へでと](?!の)|した|する|して|され|れる|ため|うち|ついて|から(?!の)|また"
)
_TALLY = re.compile(r"(?:数|者|率|額|高|件|実績|累計|合計|計|対?前年.{0,3}[比差減月期])$")
#: The noun that a clause before it may describe, and what no such clause holds: a topic, a reason, another sentence.
_COUNTED = re.compile(r"[一-龥ァ-ヶー]数$")
_NO_CLAUSE = re.compile(r"[。、→]|は(?!り)|ため|ついて|から|また|うち")
_CHANGE = re.compile(r"^対?(?:前年度?|昨年度?)(?:同期|同月)?(?:比|差|増減)?$|^(?:増減|対比|同[期月]比)$")
#: Words of what counts nothing; how many there are of it does (開催会場数).
_NO_LABEL = re.compile(
    r"(?:(?<!の)開催|開催(?!:?$)|場所)(?!.*数:?$)|日時|期限|議題|番号|時間|対象期間|照会対象|年齢|部位|頁|ページ|[旬~/]|\d月"
)
_WORDS = re.compile(r"(?=.*[^\W\d])[\w・、/「」()+.\-]+")
_ABOUT = re.compile(r"(?<![契条予協節要規])約$")
_IN_PARTS = re.compile(r"\d[兆億万千百]\d")
_SEPARATORS = "、,・ 中。;"
_MARK = re.compile(r"^(?:[・●◎◆◇■□▲▼★◯○※→⇒\s]|[①-⑳]|\(?\d{1,2}\)|\d{1,2}[.．](?!\d)|\([ア-コa-z]\))+")
_OF_WHICH = re.compile(r"^うち[、,]?(?=\D{3})")
_GAP_INSIDE = re.compile(r"(?<=[:(、,約]) +| +(?=[\d(\[:、。,)+△▲-])|(?<=\d) +")
_ENDS_PIECE = re.compile(r"(?:[)\]〕】]|\d[^\d\s]{1,3})$")
_CLOSED = re.compile(r"(?:実施|送付|発送|配布|開催|作成|公表|掲載|済み?|予定|した|する)$")


@dataclass(frozen=True)
class Labelled:
    """One figure with its name as printed ("" where it has none of its own) and when it is of.

    `inner` is the place in the list of the figure in whose brackets it stands, `change` that it compares with last
    year, `approximate` that 約 stands before it, `lead` the clause that its bracket or colon follows.
    """

    label: str
    figure: Figure
    when: When | None = None
    inner: int | None = None
    change: bool = False
    approximate: bool = False
    lead: str = ""


def counts_in(text: str) -> list[tuple[Figure, int, int]]:
    """Figures that count something: with a counter or per cent, and no date, condition, ordinal or age."""
    plain = fold(text)
    out = []
    figures = figures_in(plain)
    whens = [found.span() for found in WHEN.finditer(plain)] if figures else []
    for figure, start, end in figures:
        behind, before = plain[end : end + 4], plain[:start]
        if figure.unit is None or figure.unit in _NO_COUNT or _CONDITION.match(behind) or _ORDINAL.search(before):
            continue
        if before.endswith("約") and _IN_PARTS.search(figure.text):
            continue  # 約1万3千件 tells how many there are, more or less
        if any(first < end and start < last for first, last in whens):
            continue
        out.append((figure, start, end))
    return out


@dataclass(frozen=True)
class Clause:
    """A piece of a passage that 。 or a gap closes; `own_line` that it does not stand right behind a sentence."""

    text: str
    own_line: bool


def clauses(lines: Sequence[str], apart: bool) -> list[Clause]:
    """The clauses of a passage.

    A gap parts clauses where it follows a figure, a bracket or a verb; everywhere where gaps stand for the line breaks
    that a conversion took out (`apart`).
    """
    text = ""
    for line in lines:
        text += (" " if _CLOSED.search(text) else "") + tidy(line)
    text = _GAP_INSIDE.sub("", text)
    out: list[Clause] = []
    depth = start = 0
    own_line = True
    for at, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        gap = char == " " and (apart or bool(_ENDS_PIECE.search(text[start:at]) or _CLOSED.search(text[start:at])))
        if depth <= 0 and (char == "。" or gap):
            out.append(Clause(text[start:at], own_line))
            start, depth, own_line = at + 1, 0, gap
    out.append(Clause(text[start:], own_line))
    return [Clause(c.text.replace(" ", "") if not apart else c.text.strip(), c.own_line) for c in out if c.text.strip()]


def labelled(clause: Clause, fiscal_year: int | None) -> list[Labelled]:
    """The figures that a clause prints as label and value: all of it, or the bracket that it ends in.

    Empty where its figures are part of a sentence, or where one of several has no name.
    """
    text = _OF_WHICH.sub("", _MARK.sub("", clause.text))
    whole = _sequence(text, fiscal_year, in_bracket=False)
    if whole and _hangs_together(text, whole):
        return []
    if whole and (clause.own_line or whole[0].label.endswith(":") or text[0] in _OPEN):
        return [replace(unit, label=unit.label.rstrip(":")) for unit in whole]
    opened = _last_bracket(text)
    if opened is None or any(end == opened for _, _, end in counts_in(text)):
        return []  # the bracket belongs to a figure that is part of the sentence
    inner = _sequence(text[opened + 1 : -1], fiscal_year, in_bracket=True) or []
    lead = text[:opened]
    return [replace(unit, label=unit.label.rstrip(":"), lead=lead) for unit in inner]


def _hangs_together(text: str, units: Sequence[Labelled]) -> bool:
    """Whether names that 、 joins may go on with the first one (経費の支払先3機関、支払件数40件)."""
    outer = [unit for unit in units if unit.inner is None]
    bare = re.sub(r"[(〔【\[][^()]*[)〕】\]]", "", text)
    return len(outer) > 1 and "、" in bare and text[0] not in _OPEN and not any(u.label.endswith(":") for u in outer)


def _last_bracket(text: str) -> int | None:
    """Where the bracket opens that the text ends in."""
    if not text or text[-1] not in _CLOSE:
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0:
            return at
    return None


def _closing(text: str, opened: int) -> int | None:
    depth = 0
    for at in range(opened, len(text)):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if depth == 0:
            return at
    return None


def _sequence(text: str, year: int | None, in_bracket: bool) -> list[Labelled] | None:
    """Names, figures and words for when, one after another; None where anything else stands among them."""
    units: list[Labelled] = []
    at = 0
    standing: When | None = None
    figures = counts_in(text)
    while at < len(text):
        if text[at] in _SEPARATORS:
            at += 1
            continue
        if text[at] in _OPEN:
            end = _closing(text, at)
            if end is None or not _bracket(text[at + 1 : end], units, year):
                return None
            at = end + 1
            continue
        following = next(((f, s, e) for f, s, e in figures if s >= at), None)
        if following is None:
            when = read_when(text[at:].rstrip("。"), year)
            if when is None or not units:
                return None
            _date(units, when)
            break
        figure, start, end = following
        lead = _lead(text[at:start], year, standing)
        if lead is None:
            opened = _named_bracket(text, at, start, year)
            if opened is None:
                return None
            units += opened[0]
            at = opened[1]
            continue
        label, when, approximate, leading = lead
        standing = when if leading else standing
        if not label and units and figure.text[0] in "△▲-+":
            at = end  # a difference without a name
            continue
        if not _is_name(label, figure, when or standing, in_bracket):
            return None
        plain = label.rstrip(":")
        change = bool(_CHANGE.match(plain))
        of = when or (None if change and standing is not None and standing.before else standing)
        units.append(Labelled(label, figure, of, change=change, approximate=approximate))
        at = end
    return units


def _bracket(content: str, units: list[Labelled], year: int | None) -> bool:
    """Reads a bracket behind a figure into `units`: a date for what came before, or further figures."""
    when = read_when(content, year)
    if when is not None:
        _date(units, when)
        return bool(units)
    parent = len(units) - 1 if units else None
    inner = _sequence(content, year, in_bracket=True)
    if inner is None:
        return False
    units += [replace(unit, inner=parent if unit.inner is None else unit.inner + len(units)) for unit in inner]
    return True


def _date(units: list[Labelled], when: When) -> None:
    """Dates the figures that have no date of their own yet."""
    for at, unit in enumerate(units):
        if unit.when is None:
            units[at] = replace(unit, when=when)


def _named_bracket(text: str, at: int, start: int, year: int | None) -> tuple[list[Labelled], int] | None:
    """A name with its figures in a bracket, 実績額[累計1,200千円]: the figures under that name, and where it closes."""
    opened = next((i for i in range(at, start) if text[i] in _OPEN), None)
    end = _closing(text, opened) if opened is not None else None
    if opened is None or end is None:
        return None
    lead = _lead(text[at:opened], year, None)
    inner = _sequence(text[opened + 1 : end], year, in_bracket=True)
    if lead is None or not inner or not lead[0] or _SENTENCE.search(lead[0]):
        return None
    name, when = lead[0], lead[1]
    return [
        unit if unit.inner is not None else replace(unit, label=f"{name} {unit.label}".strip(), when=unit.when or when)
        for unit in inner
    ], end + 1


def _lead(text: str, year: int | None, standing: When | None) -> tuple[str, When | None, bool, bool] | None:
    """What stands before a figure: its label (with the colon), its date, whether 約 does, and whether the date leads.

    None where a bracket in it is no date.
    """
    approximate = bool(_ABOUT.search(text))
    text = re.sub(r"^参考[::]?", "", _ABOUT.sub("", text))
    when: When | None = None
    dated = re.fullmatch(r"(.*?)\(([^()]*)\)([::]?)", text)
    if dated is not None:
        when = read_when(dated[2], year)
        if when is None:
            return None
        text = dated[1] + dated[3]
    if any(char in text for char in _OPEN + _CLOSE):
        return None
    first = WHEN.match(text)
    leading = False
    if first is not None:
        when, leading = read_when(first.group(0), year), True
        text = text[first.end() :].lstrip("の:")
    else:
        last = next((w for w in WHEN.finditer(text) if w.end() == len(text.rstrip(":"))), None)
        if last is not None and last.start() >= 2:
            when, text = read_when(last.group(0), year), text[: last.start()].rstrip("の") + text[last.end() :]
    return text, when, approximate, leading


def _is_name(label: str, figure: Figure, when: When | None, in_bracket: bool) -> bool:
    """Whether words can be the name of a figure; none at all only beside the part of the year that it is of."""
    plain = label.rstrip(":")
    if not plain:
        return when is not None and (when.result or when.before or "年度" in when.text or when.period is not None)
    if len(plain) < 2 or len(plain) > 40 or _NO_LABEL.search(plain) or not _WORDS.fullmatch(plain):
        return False
    if _CHANGE.match(plain):
        return True
    if _SENTENCE.search(plain) and not (label.endswith(":") and _is_of_clause(plain)):
        return False
    counted = bool(_TALLY.search(plain)) or plain.endswith(figure.unit or "。")
    return label.endswith(":") or counted or not in_bracket


def _is_of_clause(words: str) -> bool:
    """Whether words name how many there are of what a clause before them tells (同意書を提出した事業所数)."""
    return bool(_COUNTED.search(words)) and not _NO_CLAUSE.search(words)


def unread_counts(text: str, read: Sequence[Labelled]) -> Iterator[Figure]:
    """Counts of a text that are among none of the figures read from it."""
    known = [unit.figure.text for unit in read]
    for figure, _, _ in counts_in(text):
        if figure.text in known:
            known.remove(figure.text)
        else:
            yield figure


#: Sentences that say how many were reached or won: the count, and the words that name it.
_REACHED = (
    (re.compile(r"(?P<who>対象者|該当者)(?P<count>[\d,]+[人名])(?:に|へ)(?!限)"), "対象者"),
    (re.compile(r"(?P<count>[\d,]+[人名])の(?P<who>対象者|該当者)(?:に|へ)"), "対象者"),
    (re.compile(r"^(?:、|また)?うち(?P<count>[\d,]+[人名])(?:に対し|に|へ)"), ""),
    (re.compile(r"新規に(?P<count>[\d,]+(?:機関|事業所|団体|社|か所))と(?P<who>契約|協定)"), "新規契約"),
)
_NOT_DONE = re.compile(r"予定|見込|目標|計画|する。?$|図る。?$|行う。?$|努める。?$")


def reached(clause: str, fiscal_year: int | None) -> list[Labelled]:
    """Exact counts of people or bodies that a sentence says were reached or won over (対象者1,250人へ送付)."""
    text = fold(clause).replace(" ", "")
    if _NOT_DONE.search(text):
        return []
    out = []
    for pattern, label in _REACHED:
        found = pattern.search(text)
        figure = next((f for f, s, e in counts_in(text) if found and s == found.start("count")), None)
        if found is not None and figure is not None:
            behind = text[: found.start()] + text[found.end() :] if label != "新規契約" else text[: found.start()]
            out.append(Labelled(label, figure, lead=behind))
    return out
