"""Passages of plan text cut into pieces: labels, titles and items that wrapping or a conversion glued together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extract.document import Cell, Line
from extract.normalise.text import fold, solid, tidy
from extract.shapes.plan.plan_text import ANY_TARGET, Piece, is_owner, part_named
from extract.shapes.text.passages import Passage, mark_of, passages_of

#: Sorts of numbers, and those that number their parts.
_PARTS: dict[str | None, tuple[str, ...]] = {"bracketed": ("circled", "kana"), "circled": ("kana",)}
_DASHED = re.compile(r"^(?P<mark>\d{1,2}-\s?(?:[ivx]{1,4}|\d{1,2})\)?)(?=[^\d%])")
_KANA_ORDER = "アイウエオカキクケコ"
#: So many sentences behind one sort of number make it the mark of items.
_ENOUGH = 4
#: So many lines that each end a sentence are a list.
_SURE_LIST = 3
#: A line set in type so much larger than the rest is a title.
_LARGER = 1.12
_FULL_STOP = re.compile(r"。$")
_LABEL_LINE = re.compile(r"【[^【】]{1,40}】")


def cell_passages(cell: Cell, end: re.Pattern[str] = _FULL_STOP) -> list[Passage]:
    """The passages of a cell, sentences without marks that stand on lines of their own each by itself."""
    passages = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
    return [part for passage in passages for part in (_lines_apart(passage, cell, end) or [passage])]


def _lines_apart(passage: Passage, cell: Cell, end: re.Pattern[str]) -> list[Passage]:
    """Sentences without marks that stand on lines of their own, though the cell has room behind each, one by one."""
    lines = passage.lines
    right = cell.box[2] if cell.box is not None and passage.mark is None and len(lines) > 1 else None
    ends = all(end.search(solid(line.text)) for line in lines)
    if right is None or not ends or not all(line.box and line.box[2] + 2 * (line.size or 0) < right for line in lines):
        return []
    return [Passage([line]) for line in lines]


def pieces_of(passages: Sequence[Passage]) -> list[Piece]:
    """The passages cut where wrapping or a conversion glued something to them: label lines, part headings, the next of
    ア イ ウ, the next item of a list.
    """
    pieces = list(_cut_up(passages))
    mixed = not all(piece.passage.bold for piece in pieces)
    body, bodies = _size_of_body(pieces), _bodies_of_pages(pieces)
    for piece, following in pairwise(pieces):
        piece.following = following
    for piece in pieces:
        size, page = piece.passage.lines[0].size, piece.passage.place.page
        large = body is not None and size is not None and size >= _LARGER * max(body, bodies.get(page, body))
        piece.stands_out = (piece.passage.bold and mixed) or large
    _mark_parts(pieces)
    return pieces


def _bodies_of_pages(pieces: Sequence[Piece]) -> dict[int | None, float]:
    """The size of the body of those pages that set sentences in it: a page that is upright among lying ones may have
    a larger one than the rest, and nothing in it stands out.
    """
    on_page: dict[int | None, list[Piece]] = {}
    for piece in pieces:
        on_page.setdefault(piece.passage.place.page, []).append(piece)
    found = {page: (_size_of_body(own), own) for page, own in on_page.items()} if len(on_page) > 1 else {}
    return {page: size for page, (size, own) in found.items() if size is not None and _says_sentence(own, size)}


def _says_sentence(pieces: Sequence[Piece], size: float) -> bool:
    """Whether a sentence is set in type of this size."""
    return any(piece.is_sentence and round(float(piece.passage.lines[0].size or 0.0), 1) == size for piece in pieces)


def _size_of_body(pieces: Sequence[Piece]) -> float | None:
    """The size of type that most characters are set in, in points; None where the reader does not tell."""
    chars: Counter[float] = Counter()
    for line in (line for piece in pieces for line in piece.passage.lines if line.size is not None):
        chars[round(float(line.size or 0.0), 1)] += len(line.text)
    return chars.most_common(1)[0][0] if chars else None


def _mark_parts(pieces: Sequence[Piece]) -> None:
    """Marks ア, イ and, behind (1), also ① that stand on one line of a conversion with the number they belong to."""
    head: Piece | None = None
    for piece in pieces:
        same = head is not None and not piece.placed and piece.passage.place == head.passage.place
        if same and head is not None and piece.kind in _PARTS.get(head.kind, ()):
            piece.within = True
        elif not same or piece.kind in _PARTS:
            head = piece if piece.kind in _PARTS else None


def listing_kinds(pieces: Iterable[Piece]) -> set[str | None]:
    """The sorts of numbers that a document puts before sentences: a phrase behind one of them is an item as well."""
    sentences: Counter[str | None] = Counter()
    phrases: Counter[str | None] = Counter()
    for piece in pieces:
        if piece.mark and not piece.passage.bold and not ANY_TARGET.search(piece.text):
            (sentences if piece.text.endswith("。") else phrases)[piece.kind] += 1
    return {kind for kind, n in sentences.items() if n >= _ENOUGH and n > 2 * phrases[kind]}


def _cut_up(passages: Sequence[Passage]) -> Iterator[Piece]:
    turn = 0
    for passage in passages:
        parts = list(_parts(passage))
        listed = len(parts) > 1 and passage.lines[0].place.bbox is None
        for part in parts:
            text = fold(part.text).strip()
            in_turn = text[:1] == _KANA_ORDER[turn : turn + 1]
            if passage.mark is None and in_turn and (turn or _opens_kana(text, passages)):
                turn += 1
                yield Piece(part, text[0], text[1:].strip())
            else:
                turn = turn if passage.mark is None else 0
                yield _piece(part, listed)


def _piece(passage: Passage, listed: bool) -> Piece:
    text = fold(passage.text).strip()
    mark, body = passage.mark or mark_of(text), passage.body
    if mark is None and (found := _DASHED.match(text)):
        mark, body = found["mark"], text[found.end() :].strip()
    return Piece(passage, mark, body if passage.judged is None else passage.judged, listed)


def _opens_kana(text: str, passages: Sequence[Passage]) -> bool:
    """Whether ア begins a list: some line of these passages begins with イ, behind a full stop or as a passage."""
    if not text.startswith("ア"):
        return False
    starts = [passage.lines[0].text for passage in passages]
    pairs = [pair for passage in passages for pair in pairwise(passage.lines)]
    behind = [line.text for before, line in pairs if tidy(before.text).endswith("。")]
    return any(fold(start).strip().startswith("イ") for start in (*starts, *behind))


def _parts(passage: Passage) -> Iterator[Passage]:
    lines = passage.lines
    if passage.judged is not None:
        yield passage
        return
    if lines[0].place.bbox is None and len(lines) == 1:
        yield from _sentences(passage)
        return
    start, apart = 0, passage.mark is None and _are_sentences(lines)
    for at in range(1, len(lines) + 1):
        if at == len(lines) or apart or _is_seam(lines, start, at):
            yield passage if at - start == len(lines) else Passage(lines[start:at])
            start = at


def _are_sentences(lines: Sequence[Line]) -> bool:
    """Whether each line is a sentence of a list without marks: of running text not all lines end with one."""
    boxes = [line.box for line in lines if line.box is not None]
    if len(lines) < 2 or len(boxes) < len(lines) or not all(solid(line.text).endswith("。") for line in lines):
        return False
    room = max(box[2] for box in boxes) - boxes[0][2]
    return len(lines) >= _SURE_LIST or room > (lines[0].size or 0.0) > 0


def _sentences(passage: Passage) -> Iterator[Passage]:
    """A line of a conversion that runs the items of a list together: a space behind a full stop parts them."""
    line = passage.lines[0]
    texts = [text for text in re.split(r"(?<=。)[ 　]+(?=\S)", line.text) if text.strip()]
    if len(texts) < 2:
        yield passage
        return
    for text in texts:
        yield Passage([replace(line, text=text)], mark_of(fold(text).strip()))


def _is_seam(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether the line `at` does not belong to the piece that began with the line `start`."""
    return _stands_alone(lines[at - 1].text) or _stands_alone(lines[at].text) or _is_next_kana(lines, start, at)


@lru_cache(maxsize=20_000)
def _stands_alone(line: str) -> bool:
    """Whether a line within a passage is a label or part heading of its own."""
    plain = solid(line)
    if is_owner(plain):
        return False
    return bool(_LABEL_LINE.fullmatch(plain)) or (len(plain) <= 10 and part_named(plain) is not None)


def _is_next_kana(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether the line goes on with イ after ア, behind a full stop."""
    before, here = fold(lines[start].text).strip()[:1], fold(lines[at].text).strip()[:1]
    order = _KANA_ORDER.find(before) if before else -1
    in_turn = order >= 0 and here == _KANA_ORDER[order + 1 : order + 2]
    return in_turn and tidy(lines[at - 1].text).endswith("。")
