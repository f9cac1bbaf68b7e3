"""Units that stand by themselves: as a heading, beside a label, or in a column of their own."""

from __future__ import annotations

import re

from extract.normalise.numbers import UNITS
from extract.normalise.text import solid

#: Units that are names of things as well: as a label of their own they say what is counted.
_THINGS = frozenset(
    (
        *("事業所", "医療機関", "市町村", "機関", "団体", "時間", "ポイント", "薬局", "会場", "支部", "箇所", "圏域"),
        *("店舗", "拠点", "施設", "企業", "法人", "病院", "診療所", "組合", "講座", "コース", "チーム", "世帯"),
        *("種類", "種", "品目", "項目", "個", "枠", "足"),
    )
)
_UNIT_ALONE = re.compile(rf"[(〔\[]?({'|'.join(map(re.escape, UNITS))})[)〕\]]?")
#: A unit beside a word that says whether months run up: %・累計, 件/単月.
_WITH_BASIS = re.compile(
    rf"[(〔\[]?(?:単位:)?(?P<unit>{'|'.join(map(re.escape, UNITS))})[・/,、](?P<basis>単月|各月|月別|累計)[)〕\]]?"
)

#: What stands over durations (3:05).
_CLOCK_UNIT = re.compile(r"[(〔\[]?(?:単位:)?(?:h:mm|時間?:分)[)〕\]]?")


def unit_alone(text: str) -> str | None:
    """The unit that is the whole of a label (%, 千円, (件)), or None; 事業所 and the like are what is counted."""
    if _CLOCK_UNIT.fullmatch(plain := solid(text)):
        return "min"
    found = _UNIT_ALONE.fullmatch(plain)
    return found[1] if found and found[1] not in _THINGS else None


def unit_and_basis(text: str) -> tuple[str, ...]:
    """A label as it is, or the unit and the word behind it of one that prints both (%・累計); without a unit that would
    pass for the name of a thing.
    """
    found = _WITH_BASIS.fullmatch(solid(text))
    if found is None:
        return (text,)
    return (found["basis"],) if found["unit"] in _THINGS else (found["unit"], found["basis"])


def is_unit_head(text: str) -> bool:
    """Whether a heading stands over units."""
    return solid(text) in ("単位", "(単位)")


def unit_named(text: str) -> str | None:
    """The unit that a cell of a column of units names, or None."""
    plain = solid(text).strip("()")
    return "min" if _CLOCK_UNIT.fullmatch(plain) else plain if plain in UNITS else None
