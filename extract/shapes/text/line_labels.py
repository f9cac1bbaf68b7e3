"""Labels at the head of lines that say what the text behind them is: 取組内容：…, 計　画 …, <結果>.

A letter or a sheet of cards sets out each activity in such lines instead of a table. A label that a colon or brackets
set off stands for itself; one before a mere gap counts where the document uses it again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from extract.document import Line
from extract.normalise.text import fold, solid
from extract.shapes.text.label_words import part_of
from extract.shapes.text.passages import Passage

_OPEN, _CLOSE = "【〔<〈《≪\\[「(", "】〕>〉》≫\\]」)"
_SET_OFF = re.compile(
    rf"^[■◆●・]?\s*[{_OPEN}](?P<label>[^{_OPEN}{_CLOSE}]{{1,14}})[{_CLOSE}]\s*[:：]?\s*(?P<text>.*)$", re.S
)
_COLON = re.compile(r"^[■◆●・]?\s*(?P<label>[^:。、\d]{1,14}?)\s*:\s*(?P<text>.*)$", re.S)
#: A gap before the text, or within the word that a justified label spreads over its column.
_GAP = re.compile(r"^(?P<label>\S(?:[^。、:\d]{0,12}?\S)?)[\s\t]+(?P<text>\S.*)$", re.S)
_WHITE = re.compile(r"\s+")
_AGAIN = 2


@dataclass(frozen=True)
class Labelled:
    """A line's label as the part of the text that it names, its words, and the `text` behind it, which may be empty."""

    part: str
    label: str
    text: str


def repeated_labels(lines: Iterable[str]) -> frozenset[str]:
    """The labels before a gap that a document uses more than once."""
    found = Counter(said.label for line in lines if (said := next(_before_gaps(fold(line).strip()), None)) is not None)
    return frozenset(label for label, n in found.items() if n >= _AGAIN)


def labelled(text: str, repeated: Set[str] = frozenset()) -> Labelled | None:
    """The label at the head of a text, or None; before a mere gap only one of those that are `repeated`."""
    plain = fold(text).strip()
    for pattern in (_SET_OFF, _COLON):
        found = pattern.match(plain)
        part = part_of(found["label"]) if found is not None else None
        if found is not None and part is not None:
            return Labelled(part, solid(found["label"]), found["text"].strip())
    bare = part_of(plain)
    if bare is not None and bare != "next" and solid(plain) in repeated:
        return Labelled(bare, solid(plain), "")
    return next((said for said in _before_gaps(plain) if said.label in repeated), None)


def without_label(passage: Passage, repeated: Set[str]) -> list[Passage]:
    """A passage as its label and the text behind it, where it begins with one and goes on behind; else as it is."""
    first = passage.lines[0]
    said = labelled(first.text, repeated)
    if said is None or not (said.text or len(passage.lines) > 1):
        return [passage]
    head = Passage([replace(first, text=said.label)])
    rest: list[Line] = [*([replace(first, text=said.text)] if said.text else []), *passage.lines[1:]]
    return [head, Passage(rest, None, passage.symbols, passage.level)]


def _before_gaps(plain: str) -> Iterator[Labelled]:
    """The labels that the words before the first gaps of a line make, shortest first."""
    for gap in _WHITE.finditer(plain[:24]):
        label, text = plain[: gap.start()], plain[gap.end() :]
        part = part_of(label)
        if part is not None and text and part_of(label + text.split()[0]) is None:
            yield Labelled(part, solid(label), text)
