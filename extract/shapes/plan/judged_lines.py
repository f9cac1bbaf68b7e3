"""Lines of running text with a judgement in the same line, before or behind what it judges: (1) 電話研修 …… ○."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from extract.normalise.text import fold, solid
from extract.shapes.plan.plan_text import tells
from extract.shapes.plan.status_labels import badge_of, judged_title
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.text.passages import Passage

#: Names of what is measured: a judgement beside one judges a KPI, and no work.
_MEASURED = re.compile(r"(?:率|割合|状況|度|数|額|順位|得点)(?:\([^()]*\))?$|\d[\d,.]*(?:%|件|人|円|事業所)")


def judged_work(passage: Passage, legend: Mapping[str, str], explained: Set[str]) -> str | None:
    """The work that is still to be done or under way and that a line judges, without its mark and judgement; None for
    any other line.
    """
    body = fold(passage.body).strip()
    words = _judged(passage, body, legend, explained)
    return words if words and not tells(solid(words)) and not _MEASURED.search(solid(words)) else None


def _judged(passage: Passage, body: str, legend: Mapping[str, str], explained: Set[str]) -> str | None:
    if len(passage.symbols) == 1 and symbol_of(passage.symbols[0].text) in explained:
        return body if _in_its_line(passage) else None
    if (title := judged_title(body, legend)) is not None:
        return title[0]
    mark, words = badge_of(body, legend) or (None, None)
    known = mark is not None and (symbol_of(mark.symbol) is None or mark.symbol in explained)
    return words if known else None


def _in_its_line(passage: Passage) -> bool:
    """Whether a symbol stands in a line of its passage; a conversion sets one behind other lines that it may judge."""
    symbol, lines = passage.symbols[0].place, [line.place for line in passage.lines]
    return symbol.span is None or any(line.span is not None and line.span[0] == symbol.span[0] for line in lines)
