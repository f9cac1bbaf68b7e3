"""Boxes of a plan that begin with a title and hold nothing but marked items: one box for each topic.

1 広報 (2) 電子申請の周知        企画総務グループ  重要度：高
① 事業所に案内を送る。
② 説明会を開く。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Line, Table
from extract.normalise.text import fold, solid, tidy
from extract.shapes.plan.plan_text import (
    heads_targets,
    is_kpi_heading,
    is_note,
    item_text,
    kind_of,
    part_named,
    without_owner,
)
from extract.shapes.text.passages import Passage

_WEIGHT = re.compile(r"[【\[〔<(（]?\s*(?P<what>重要度|困難度)\s*[:：]?\s*(?P<level>[高中低大小ABC◎○])\s*[】\]〕>)）]?")
_OWNER = re.compile(
    r"[【\[〔(（]?(?:担当[:：]?)?(?P<owner>[^\s【】()（）\[\]〔〕。、:：]*(?:グループ|[部室課])"
    r"(?:[・、/][^\s()（）]*?(?:グループ|[部室課]))*)[】\]〕)）]?"
)
#: A title that is nothing but the name of a group.
_OWNER_ALONE = re.compile(r"(?P<owner>[^\s【】()\[\]〔〕。、:]{1,12}(?:グループ|[部室課]))(?:の?取組)?")
#: A further number within a title begins the title below it: 1 広報 (2) 電子申請の周知.
_INNER_NUMBER = re.compile(r"\s+(?=[(（]\d{1,2}[)）]|[①-⑳])")
_TITLE_CHARS = 60


@dataclass(frozen=True)
class TitledBox:
    """A box's headings, the group that looks after it, its weights, and the passages below the title."""

    section: tuple[str, ...]
    owner: str | None
    weights: dict[str, str]
    passages: list[Passage]


def titled_box(table: Table, passages: Sequence[Passage]) -> TitledBox | None:
    """The box that a table of one cell is, or None where it is none: its title is no sentence, and all below has marks
    of other sorts than numbers in the title.
    """
    if len(table.cells) != 1 or len(passages) < 2 or table.holds_tables:
        return None
    title, *items = passages
    plain = fold(tidy(title.text)).strip()
    named = part_named(plain) == "other" or is_kpi_heading(solid(plain)) or is_note(solid(plain))
    named = named or heads_targets(solid(plain))
    if named or title.symbols or len(plain) > _TITLE_CHARS or plain.endswith("。") or len(title.lines) > 1:
        return None
    kinds = {kind_of(passage.mark) for passage in items if not is_note(solid(passage.text))}
    if None in kinds or kinds & {"head", "other"} or kind_of(title.mark) in kinds or any(p.symbols for p in items):
        return None
    name, behind = _title_and_rest(title.lines[0])
    weights = {found["what"]: found["level"] for found in _WEIGHT.finditer(behind)}
    owner = _OWNER.search(_WEIGHT.sub(" ", behind))
    owner = owner or _OWNER_ALONE.fullmatch(solid(name))
    path = tuple(item_text(part) for part in _INNER_NUMBER.split(name) if part.strip())
    return TitledBox(path, owner["owner"] if owner else None, weights, items) if path else None


def _title_and_rest(line: Line) -> tuple[str, str]:
    """The title, and what a wide gap or brackets set apart behind it: the group and its weights."""
    name, _, behind = fold(line.text).strip().partition("\t")
    found = _WEIGHT.search(name)
    if found:
        name, behind = name[: found.start()].strip(), f"{name[found.start() :]} {behind}"
    bare = without_owner(name)
    return bare, behind if bare == name else f"{name[len(bare) :]} {behind}"
