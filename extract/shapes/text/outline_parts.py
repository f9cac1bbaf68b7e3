"""Running text in an outline: under each topic the same numbered parts, which say what the text below them is.

1 電話相談の充実
 (1) 計画      ア 相談の時間を延ばす。
 (2) 実施状況  夕方の窓口を開いた。
 (3) 評価 ○

The text of a part of plans are plan items under the headings of their topic; the status of a part of statuses judges
the topic. That the parts say so is believed where a document uses them again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from extract.document import Document, Place, Table
from extract.locate import Locator
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.shapes.plan.plan_text import (
    is_cut,
    is_note,
    item_text,
    kind_of,
    owner_in,
    weights_in,
    without_owner,
    without_weights,
)
from extract.shapes.plan.status_marks import UNEXPLAINED, read_mark
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.text.label_words import part_of
from extract.shapes.text.passages import Passage, passages_of

_NUMBER = re.compile(
    r"^(?:[(（]\s*(?:\d{1,2}|[ア-コ]|[a-z]|[ivx]{1,4})\s*[)）]|\d{1,2}[)）.．]|[①-⑳ⅰ-ⅿ]|[ア-コ](?=[\s)）.．]))[)）.．]?\s*"
)
#: Targets and results of KPIs, in whatever words such a part is headed.
_KPI = re.compile(r"(?=.*(?:KPI|指標|目標)).{2,16}")
#: Titles of topics and chapters, by the sort of number before them.
_TITLE_KINDS = (
    re.compile(r"^第\s*[\d一二三四五六七八九十]+[章節部編]?"),
    re.compile(r"^[ⅠⅡⅢⅣⅤⅥⅦⅧⅨ]|^(?:II?I?|IV|VI?)[.．\s]"),
    re.compile(r"^[一二三四五六七八九十][、.．\s]"),
    re.compile(r"^\d{1,2}(?:-\d{1,2})?(?:[.．]|\s|(?=[^\d%,.]))"),
    re.compile(r"^[(（]\d{1,2}[)）]"),
    re.compile(r"^[①-⑳]"),
    re.compile(r"^[■◆●◇□▼【]"),
)
_PAGE_NUMBER = re.compile(r"[-－ー―~\s]*(?:\d{1,3}|p\.?\d+)(?:\s*/\s*\d{1,3})?[-－ー―~\s]*(?:ページ)?")
_TITLE_CHARS = 50
_MOST_TITLES = 3
_AGAIN = 2
_OVER_PAGES = "it goes on on the next page; what stands there was joined with it"
_NO_LEGEND = "no legend of the report explains the symbol"
_UNMARKED = "no number or bullet stands before it; each sentence was taken for an item"
_NO_TOPIC = "no title stands over the parts of the outline"


@dataclass(frozen=True)
class _Label:
    """The label that a passage begins with: the part that it names, its words, and what stands behind them."""

    part: str
    words: str
    behind: str


@dataclass
class _Topic:
    """One round of parts: the headings over it, and by part its label and text."""

    titles: list[Passage] = field(default_factory=list)
    parts: list[tuple[_Label, Passage, list[Passage]]] = field(default_factory=list)


def read_outline(
    document: Document, header: Header, legend: Mapping[str, str], explained: Set[str], recorder: Recorder
) -> frozenset[Place]:
    """Records the plan items and statuses of a document's outline; returns the places of the lines that it read."""
    passages = [item for page in document.pages for item in passages_of(page.blocks) if not isinstance(item, Table)]
    repeated = _repeated(passages)
    taken: set[Place] = set()
    path: list[tuple[int, str]] = []
    for topic in _topics(passages, repeated):
        for title in topic.titles:
            path = _under(path, title)
        _record(topic, path, header, legend, explained, recorder)
        for label, head, texts in topic.parts:
            taken |= {line.place for line in head.lines}
            if label.part == "plan":
                taken |= {line.place for passage in texts for line in passage.lines}
        taken |= {line.place for passage in topic.titles for line in passage.lines}
    return frozenset(taken)


def numbered_part(text: str) -> str | None:
    """The part of the text that a label names behind its number ((4)評価), or None."""
    plain = fold(text).strip()
    number = _NUMBER.match(plain)
    return part_of(plain[number.end() :]) if number else None


def _label(passage: Passage) -> _Label | None:
    plain = fold(tidy(passage.text)).strip()
    number = _NUMBER.match(plain)
    if number is None:
        return None
    rest = plain[number.end() :]
    for end in [len(rest), *(gap.start() for gap in re.finditer(r"[\s:：]", rest[:20]))]:
        words, behind = solid(rest[:end]), rest[end:].strip(" :：\t")
        part = part_of(words) or ("kpi" if not behind and _KPI.fullmatch(words) else None)
        if part is not None:
            return _Label(part, words, behind)
    return None


def _repeated(passages: Sequence[Passage]) -> frozenset[str]:
    """The words of labels that come again and again, where some head plans and others what came of them."""
    found = [label for passage in passages if (label := _label(passage)) is not None]
    count = Counter(label.words for label in found)
    often = {label.words: label.part for label in found if count[label.words] >= _AGAIN}
    parts = set(often.values())
    return frozenset(often) if "plan" in parts and parts & {"done", "status"} else frozenset()


def _topics(passages: Sequence[Passage], repeated: Set[str]) -> Iterator[_Topic]:
    """The rounds of parts with the titles that stand right over each."""
    topic: _Topic | None = None
    for at, passage in enumerate(passages):
        label = _label(passage)
        if label is None or label.words not in repeated:
            if topic is not None and topic.parts:
                topic.parts[-1][2].append(passage)
            continue
        if topic is None or label.words in {one.words for one, _, _ in topic.parts}:
            titles = _titles_above(passages, at)
            if topic is not None and topic.parts and titles:
                _cut_off(topic.parts[-1][2], titles)
            if topic is not None:
                yield topic
            topic = _Topic(titles)
        topic.parts.append((label, passage, []))
    if topic is not None:
        yield topic


def _cut_off(texts: list[Passage], titles: Sequence[Passage]) -> None:
    """Takes the titles of the next topic off the end of the last part before them."""
    whole = texts[-len(titles)] if len(texts) >= len(titles) else None
    del texts[-len(titles) :]
    if whole is not None and len(whole.lines) > 1 and whole.lines[-1] is titles[0].lines[0]:
        texts.append(Passage(whole.lines[:-1], whole.mark))


def _titles_above(passages: Sequence[Passage], at: int) -> list[Passage]:
    titles: list[Passage] = []
    while at > 0 and len(titles) < _MOST_TITLES:
        at -= 1
        title = _last_line(passages[at])
        text, kind = solid(title.text), _kind(title)
        sentence = len(text) > _TITLE_CHARS or text.endswith("。") or title.symbols
        if kind is None or sentence or any(_kind(other) == kind for other in titles):
            break
        titles.insert(0, title)
        if title is not passages[at]:
            break
    return titles


def _last_line(passage: Passage) -> Passage:
    """The last line of a passage alone, where it is a title that went on from a full line which is none."""
    last = Passage(passage.lines[-1:], None, passage.symbols)
    apart = len(passage.lines) > 1 and _kind(passage) is None and _kind(last) is not None
    return last if apart else passage


def _kind(passage: Passage) -> int | None:
    plain = fold(tidy(passage.text)).strip()
    return next((i for i, pattern in enumerate(_TITLE_KINDS) if pattern.match(plain)), None)


def _under(path: Sequence[tuple[int, str]], title: Passage) -> list[tuple[int, str]]:
    """The headings with a further one, which takes the place of an earlier one of its sort and of all below that."""
    kind = _kind(title) or 0
    at = next((i for i, (known, _) in enumerate(path) if known == kind), len(path))
    return [*path[:at], (kind, item_text(without_weights(without_owner(fold(tidy(title.text))))))]


def _record(
    topic: _Topic,
    path: Sequence[tuple[int, str]],
    header: Header,
    legend: Mapping[str, str],
    explained: Set[str],
    recorder: Recorder,
) -> None:
    section = " > ".join(text for _, text in path) or None
    heads = [fold(tidy(title.text)) for title in topic.titles]
    for label, head, texts in topic.parts:
        if label.part == "plan":
            for item in _items(label, head, texts):
                recorder.add(
                    "plan_item",
                    Locator(item.passage.place),
                    item.printed,
                    "outline",
                    item.passage.doubt or item.doubt or (None if section else _NO_TOPIC),
                    fiscal_year=header.fiscal_year,
                    item_no=item.number,
                    item_ja=item.text,
                    importance=next((w["重要度"] for h in heads if "重要度" in (w := weights_in(h))), None),
                    difficulty=next((w["困難度"] for h in heads if "困難度" in (w := weights_in(h))), None),
                    owner_group=next((owner for h in heads if (owner := owner_in(h))), None),
                    section=section,
                )
        elif label.part == "status":
            _record_status(topic, label, head, texts, section, header, legend, explained, recorder)


@dataclass
class _Item:
    passage: Passage
    number: str | None
    text: str
    printed: str
    doubt: str | None = None


def _items(label: _Label, head: Passage, texts: Sequence[Passage]) -> list[_Item]:
    """The items of a part of plans: what a number or bullet stands before; without any, each sentence."""
    items: list[_Item] = []
    if label.behind:
        items.append(_Item(head, None, item_text(label.behind), head.printed, _UNMARKED))
    marked = any(passage.mark for passage in texts)
    page = head.place.page
    for passage in [sentence for text in texts for sentence in _sentences(text)]:
        text = fold(tidy(passage.text)).strip()
        if is_note(solid(text)) or _PAGE_NUMBER.fullmatch(text):
            continue
        last = items[-1] if items else None
        open_before = last is not None and not last.text.endswith("。")
        if passage.mark is None and last is not None and open_before and (is_cut(last.text) or text.endswith("。")):
            last.text += item_text(text)
            last.printed += "\n" + passage.printed
            last.doubt = last.doubt or (_OVER_PAGES if passage.place.page != page else None)
        elif passage.mark is not None or (not marked and text.endswith("。")):
            number = passage.mark if kind_of(passage.mark) not in (None, "bullet", "head") else None
            doubt = None if passage.mark else _UNMARKED
            items.append(_Item(passage, number, item_text(passage.body), passage.printed, doubt))
        page = passage.place.page
    return items


def _sentences(passage: Passage) -> list[Passage]:
    """A passage without a mark, cut behind the lines that end a sentence."""
    if passage.mark is not None or len(passage.lines) < 2:
        return [passage]
    ends = [at for at, line in enumerate(passage.lines, 1) if solid(line.text).endswith("。")]
    cuts = [0, *ends, *([len(passage.lines)] if not ends or ends[-1] < len(passage.lines) else [])]
    return [Passage(passage.lines[start:end]) for start, end in pairwise(cuts)]


def _record_status(
    topic: _Topic,
    label: _Label,
    head: Passage,
    texts: Sequence[Passage],
    section: str | None,
    header: Header,
    legend: Mapping[str, str],
    explained: Set[str],
    recorder: Recorder,
) -> None:
    symbols = head.symbols or [symbol for passage in texts[:1] for symbol in passage.symbols]
    said = symbols[0].text if symbols else label.behind or (tidy(texts[0].text) if texts else "")
    mark = read_mark(said, legend)
    if mark is None or mark.doubt == UNEXPLAINED:
        return  # what is left is rejected with its place
    unexplained = _NO_LEGEND if symbol_of(mark.symbol) and mark.symbol not in explained else None
    title = topic.titles[-1] if topic.titles else None
    item = _without_number(title) if title is not None else ""
    recorder.add(
        "plan_status",
        Locator(head.place),
        head.printed,
        "outline",
        head.doubt or mark.doubt or unexplained or (None if item else _NO_TOPIC),
        fiscal_year=header.fiscal_year,
        period=header.period,
        item_ja=item,
        symbol=mark.symbol,
        status=mark.status or legend.get(mark.symbol),
        section=section,
    )


def _without_number(title: Passage) -> str:
    text = fold(tidy(without_weights(without_owner(title.text)))).strip()
    kind = _kind(title)
    found = _TITLE_KINDS[kind].match(text) if kind is not None else None
    return item_text(text[found.end() :].strip(" 　.．、【】")) if found else item_text(text)
