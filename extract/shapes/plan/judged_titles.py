"""Titles of parts with a judgement at their end: what stands below them in smaller print is what the part tells.

1 窓口の待ち時間を短くする  評価 ○      (a title: the page goes on below it in smaller print)
  来訪の多い曜日に応援の職員を置きました。
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extract.shapes.plan.plan_text import Piece
from extract.shapes.text.line_labels import labelled
from extract.shapes.text.passages import Passage

#: A title is in print so many times as large as what stands below it.
_LARGER = 1.05
#: One line with a judgement over smaller print may be any line.
_FEWEST = 2
_NUMBER = re.compile(r"(?:第?\d{1,2}|[IVXⅠ-Ⅻ]{1,4})[.．、)]?(?=[^\d.,])")


def set_judged_titles(pieces: Sequence[Piece]) -> None:
    """Tells numbered pieces of running text with a judgement in their line that they head what follows them, where all
    those of their print stand out from that: they are no work. Right over a label (【状況】) stands work.
    """
    judged = [at for at, piece in enumerate(pieces) if piece.passage.judged is not None]
    alike: dict[tuple[float, bool], list[int]] = defaultdict(list)
    for at in judged:
        alike[_print_of(pieces[at].passage)].append(at)
    ends = dict(pairwise([*judged, len(pieces)]))
    for group in alike.values():
        if len(group) >= _FEWEST and all(_heads(pieces[at], pieces[at + 1 : ends[at]]) for at in group):
            for at in group:
                pieces[at].titled = pieces[at].stands_out = True


def _print_of(passage: Passage) -> tuple[float, bool]:
    return round(float(passage.lines[0].size or 0.0), 1), passage.bold


def _heads(title: Piece, below: Sequence[Piece]) -> bool:
    """Whether a numbered piece is in larger or bolder print than most of those below it, of which there are some; not
    in smaller print where its symbol stands far to the right.
    """
    numbered = title.kind not in (None, "bullet", "head") or _NUMBER.match(title.text)
    if not numbered or not below or labelled(below[0].passage.text) is not None:
        return False
    letters: Counter[tuple[float, bool]] = Counter()
    for piece in below:
        letters[_print_of(piece.passage)] += len(piece.text)
    (size, bold), (own, heavy) = letters.most_common(1)[0][0], _print_of(title.passage)
    alike = own >= size and ((heavy and not bold) or bool(title.passage.symbols))
    return bool(size and own) and (own >= _LARGER * size or alike)
