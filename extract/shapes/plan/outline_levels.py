"""The levels of an outline of running text: which numbers and marks head what follows them, and which mark its items.

第1章 …            a chapter heads numbers,
１．…              these head bullets,
・…                and these are what the outline lists.

No kind of number has a level of its own: a kind stands below the one behind which it first came, and heads something
where kinds below it follow more often than not. Only the whole text shows that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.normalise.text import fold, solid
from extract.shapes.plan.plan_text import Piece, is_note, is_target, part_named, tells, without_owner, without_weights
from extract.shapes.text.bare_chapters import COUNTED

_KANJI = "一二三四五六七八九十"
#: Sorts of leads, first match wins; those with a group hold a number that counts up.
_LEADS = (
    ("chapter", re.compile(rf"第\s*(?:\d{{1,2}}|[{_KANJI}]{{1,3}})(?:[章節部編]\s*|\s+)(?=\S)")),
    ("roman", re.compile(r"(?:[IVX]{1,4}|[Ⅰ-Ⅻ])(?:(?:[.．、]\s*|\s+)(?=\S)|(?![線字])(?=[一-龥]{2}))")),
    ("kanji", re.compile(rf"[{_KANJI}]{{1,2}}(?:[、.．]\s*|\s+)(?=\S)")),
    ("dashed", re.compile(r"\d{1,2}-\d{1,2}(?:[.．]|\s)\s*(?=\S)")),
    ("dotted", re.compile(r"(?P<number>\d{1,2})[.．]\s*(?=[^\s\d])")),
    (
        "bare",
        re.compile(rf"(?P<number>\d{{1,2}})(?:\s+(?=[ぁ-んァ-ヶ一-龥A-Z「])|(?!{COUNTED.pattern})(?=[一-龥ァ-ヶ]))"),
    ),
    ("bracketed", re.compile(r"\(\d{1,2}\)\s*")),
    ("half", re.compile(r"\d{1,2}\)\s*")),
    ("circled", re.compile(r"[①-⑳⓪❶-❿]\s*")),
    ("kana bracketed", re.compile(r"\([ア-コ]\)\s*")),
    ("kana half", re.compile(r"[ア-コ][).．]\s*")),
    ("kana", re.compile(r"[ア-コ]\s+(?=\S)")),
    ("letter bracketed", re.compile(r"\([a-zA-Z]\)\s*")),
    ("letter half", re.compile(r"[a-zA-Z]\)\s*")),
    ("dash", re.compile(r"[-–‐]\s+(?=[ぁ-んァ-ヶ一-龥「【])")),
)
_BULLETS = "・●○〇◎◉◇◆■□▲▼★☆➢➤✓▶►▷▪•"
_BOXED = re.compile(r"[【〔\[<〈《≪「].{1,40}[】〕\]>〉》≫」]")
_PAGE_NUMBER = re.compile(r"[-–－]?\s*\d{1,3}\s*[-–－]?")
#: The page behind a title in a table of contents.
_OF_CONTENTS = re.compile(r"(?:[.…‥・]{2,}|\t)\s*\d{1,3}$")
#: Marks that are bullets when several stand below one another, and head what is below them when alone.
_EITHER = "◇◆■□▲▼★"
_FEWEST_OF_EITHER = 3
#: A title with the group in charge behind it, without brackets.
_NAMES_GROUP = re.compile(r"[一-龥ァ-ヶー]グループ$")
#: Headings of parts of plans that make a text one in parts.
_PARTED = 2
#: So many of the bare numbers count up from one where they are leads.
_COUNTED_UP = 0.7


@dataclass
class _Kind:
    """How often a kind of lead stands before something, before a sentence, and over a kind below it."""

    count: int = 0
    sentences: int = 0
    parents: int = 0
    numbers: list[int] = field(default_factory=list)

    @property
    def heads(self) -> bool:
        """Whether what it stands before are headings."""
        return 2 * self.parents >= self.count > 2 * self.sentences

    @property
    def counts_up(self) -> bool:
        """Whether its numbers follow one another, beginning again with one."""
        before = 0
        good = 0
        for number in self.numbers:
            good += number in (1, before + 1)
            before = number
        return good >= _COUNTED_UP * len(self.numbers)


@dataclass(frozen=True)
class _Lead:
    kind: str
    mark: str
    body: str
    number: int | None


def set_levels(pieces: Sequence[Piece]) -> None:
    """Tells the pieces of running text what they are to its outline: headings with their depth, or its items.

    Text in parts that their headings name (事業計画, 行動計画) again and again is told by these what its items are.
    """
    parted = sum(part_named(piece.text) == "plan" for piece in pieces) >= _PARTED
    leads = [_lead(piece) for piece in pieces]
    first = _firsts(leads)
    kinds = _kinds(pieces, leads, first)
    stack: list[str] = []
    for at, (piece, lead) in enumerate(zip(pieces, leads, strict=True)):
        if lead is None and stack and not parted and _is_unmarked_item(pieces, leads, at):
            piece.role = "item"
        if lead is None or (lead.kind == "bare" and not kinds["bare"].counts_up):
            continue
        lists = parted and first[lead.kind] > 0 and part_named(pieces[first[lead.kind] - 1].text) is not None
        stack = stack if lists else _down(stack, lead.kind)  # titles come below no list that came before them
        kind, alone = kinds[lead.kind], _is_over(pieces, leads, first, at)
        if piece.is_phrase and not lists and (kind.heads or (alone and not parted and not piece.ends_as_verb)):
            piece.role, piece.depth = "heading", len(stack)
        elif not parted and len(stack) > 1 and _lists_items(lead, kind) and not _NAMES_GROUP.search(solid(piece.body)):
            piece.role = "item"
        if piece.role is not None and piece.mark is None and lead.kind not in _BOXES:
            piece.mark, piece.body = lead.mark.strip(), lead.body


def _lists_items(lead: _Lead, kind: _Kind) -> bool:
    """Whether a lead is of those that mark items and head nothing."""
    either = lead.mark in _EITHER and kind.count < _FEWEST_OF_EITHER
    return kind.count > 1 and not kind.heads and not either and lead.kind not in _BOXES


def _is_unmarked_item(pieces: Sequence[Piece], leads: Sequence[_Lead | None], at: int) -> bool:
    """Whether a sentence without a lead is one of those that the text lists right below a heading."""
    piece, before = pieces[at], pieces[at - 1]
    under = before.role == "heading" or (leads[at - 1] is None and before.role == "item")
    below = leads[at + 1] if at + 1 < len(pieces) else None
    announces = below is not None and not pieces[at + 1].is_phrase
    return under and piece.is_sentence and not announces and not tells(piece.text) and not is_target(piece.text)


_BOXES = frozenset("【〔[<〈《≪「")


def _lead(piece: Piece) -> _Lead | None:
    text = fold(piece.passage.text).strip()
    if not text or _PAGE_NUMBER.fullmatch(text) or _OF_CONTENTS.search(text):
        return None
    if is_note(piece.text) or part_named(piece.text):
        return None
    if text[0] in _BULLETS:
        return _Lead(text[0], text[0], text[1:].strip(), None)
    if text[0] in _BOXES and _BOXED.fullmatch(without_owner(without_weights(text))):
        return _Lead(text[0], text[0], text, None)
    for kind, pattern in _LEADS:
        found = pattern.match(text)
        if found is not None:
            number = found.groupdict().get("number")
            return _Lead(kind, found.group(0), text[found.end() :], int(number) if number else None)
    return None


def _firsts(leads: Sequence[_Lead | None]) -> dict[str, int]:
    """Where each kind came first; chapters stand over all others, also over numbers that came before them."""
    first: dict[str, int] = {}
    for at, lead in enumerate(leads):
        if lead is not None:
            first.setdefault(lead.kind, at)
    if "chapter" in first:
        first["chapter"] = -1
    return first


def _kinds(pieces: Sequence[Piece], leads: Sequence[_Lead | None], first: Mapping[str, int]) -> dict[str, _Kind]:
    kinds: dict[str, _Kind] = defaultdict(_Kind)
    for at, (piece, lead) in enumerate(zip(pieces, leads, strict=True)):
        if lead is None:
            continue
        kind = kinds[lead.kind]
        kind.count += 1
        kind.sentences += piece.is_sentence or piece.ends_as_verb
        kind.numbers += [lead.number] if lead.number is not None else []
        kind.parents += _is_over(pieces, leads, first, at)
    return kinds


def _is_over(pieces: Sequence[Piece], leads: Sequence[_Lead | None], first: Mapping[str, int], at: int) -> bool:
    """Whether a phrase stands right over a lead of a kind that came later than its own, or over a sentence without one.

    `first` is where each kind came first.
    """
    lead = leads[at]
    if lead is None or at + 1 >= len(pieces) or not pieces[at].is_phrase:
        return False
    below = leads[at + 1]
    if below is None:
        return pieces[at + 1].is_sentence or part_named(pieces[at + 1].text) == "plan"
    return below.kind != lead.kind and first[lead.kind] < first[below.kind]


def _down(stack: Sequence[str], kind: str) -> list[str]:
    """The kinds over and of a lead: those over it, where it came before, else all so far; nothing is over chapters."""
    if kind == "chapter":
        return [kind]
    return [*stack[: stack.index(kind)], kind] if kind in stack else [*stack, kind]
