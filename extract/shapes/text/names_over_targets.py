"""Targets on lines of their own below the names of their KPIs, one pair after another in a cell of targets.

健康保険委員のカバー率
  58.6%以上
ジェネリック医薬品使用割合
  年度末時点で対前年度以上
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.catalogue import match
from extract.document import Line, Table
from extract.normalise.text import joined, solid
from extract.shapes.text.passages import Passage

#: When a target is to be reached: the end of the year, which all targets are of.
_BY = r"(?:(?:当該|今|本)?年度末?(?:時点)?(?:で|に|には|までに)?[、:]?)?"
_AIM = re.compile(
    rf"[(\[〔]?{_BY}(?:対?前年度(?:末|実績)?(?:\([^()]*\))?(?:以[上下]|を?[上下]回る)"
    r"|\d[\d,]*(?:\.\d+)?(?:%|日|円|千円|事業所|社|件|人|位|回)(?:以[上下内]|未満)?)(?:とする|を目指す)?。?[)\]〕]?"
)
_LONGEST_NAME = 60


def with_names_ahead(items: Sequence[Passage | Table], year: int | None) -> list[Passage | Table]:
    """The passages of a cell, each target with the name over it; as they are where not all lines are such pairs, or
    the catalogue knows no KPI for most of them.
    """
    lines = [line for item in items if isinstance(item, Passage) for line in item.lines]
    listed = any(isinstance(item, Table) or item.mark is not None or item.symbols for item in items)
    pairs = None if listed else _pairs(lines, year)
    return list(items) if pairs is None else [Passage(pair) for pair in pairs]


def _pairs(lines: Sequence[Line], year: int | None) -> list[list[Line]] | None:
    """Lines in groups of a name and the target right below it; None where a name or a target is missing."""
    pairs: list[list[Line]] = []
    name: list[Line] = []
    known = 0
    for line in lines:
        if not _AIM.fullmatch(solid(line.text)):
            name.append(line)
            continue
        if not name:
            return None
        known += _is_known(name, year)
        pairs.append([*name, line])
        name = []
    return pairs if not name and 2 * known > len(pairs) else None


def _is_known(lines: Sequence[Line], year: int | None) -> bool:
    text = solid(joined([line.text for line in lines]))
    found = match(text, year) if 0 < len(text) <= _LONGEST_NAME else None
    return found is not None and found.sure and not found.alike_only
