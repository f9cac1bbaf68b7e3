"""Titles of charts that leave out whose rate they show, as the title of their page has named it: 月別の実施率 below
被扶養者の特定健診実施率.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import Block, Line, Paragraph
from extract.normalise.text import fold, solid

#: 診療月別の使用割合(単月), 年度別の推移(%), 実施率の月別推移: what is left out stands before the noun.
_SHORT = re.compile(
    r"(?:(?:診療)?(?:各?月|年度)(?:別|ごと)?の)?(?P<noun>[一-龥]{0,4}(?:率|割合|数)|)"
    r"(?:の?(?:(?:月|年度)別の?)?推移)?(?P<rest>[((].*)?"
)
#: The title of a page is so many times as large as most of its lines.
_LARGE = 1.4


def with_titles_of_charts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with the titles of its charts under the name of the one KPI that its own title is."""
    name = _page_name(blocks)
    if name is None:
        return list(blocks)
    return [
        replace(block, lines=[_named(line, name) for line in block.lines]) if isinstance(block, Paragraph) else block
        for block in blocks
    ]


def _page_name(blocks: Sequence[Block]) -> str | None:
    """The KPI that the first line of a page is, in large print."""
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    sizes = sorted(line.size or 0.0 for line in lines)
    if not lines or (lines[0].size or 0.0) < max(sizes[-1], _LARGE * sizes[len(sizes) // 2], 1.0):
        return None
    text = re.sub(r"^(?:[①-⑳]|[(]?\d{1,2}[.)])", "", solid(lines[0].text))
    found = match(text)
    return text if found is not None and found.sure and not found.alike_only else None


def _named(line: Line, name: str) -> Line:
    """A line with the name set before its remarks, where it is the short title of a chart."""
    short = _SHORT.fullmatch(fold(line.text).strip())
    said = solid(line.text)
    if short is None or not said or said == name or not name.endswith(short["noun"]):
        return line
    if "推移" not in said and "別の" not in said:
        return line
    return replace(line, text=f"{name}{short['rest'] or ''}", pieces=())
