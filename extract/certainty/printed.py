"""How a fact was printed: its precision, and its place in words for a reviewer."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from extract.facts import Row
from extract.normalise.numbers import UNITS, figures_in
from extract.normalise.text import solid

#: Units in which amounts are printed rounded, so that even whole numbers need not add up to the last digit.
_ROUNDED_UNITS = frozenset(unit for unit in UNITS if len(unit) > 1 and unit[0] in "百千万億兆")


def places(row: Row, value: float | None = None) -> int:
    """How many decimals the figure shows on the page; where the text does not show it, how many its number needs."""
    wanted = row["value"] if value is None else value
    text = row["extracted_text"] or ""
    for figure, _, _ in [*figures_in(text), *figures_in(solid(text))]:
        if abs(abs(figure.value) - abs(wanted)) < 1e-9:
            return _decimals(re.sub(r"[^\d.]", "", figure.text))
    return _decimals(f"{wanted:.6f}".rstrip("0"))


def _decimals(digits: str) -> int:
    _, _, fraction = digits.partition(".")
    return len(fraction)


def rounding(row: Row) -> float:
    """By how much the exact quantity may differ from the printed figure; 0 for a count of things."""
    decimals = places(row)
    if decimals == 0 and row.get("unit") not in _ROUNDED_UNITS and row.get("unit") != "%":
        return 0.0
    return 0.5 * 10.0**-decimals


def same_to_the_digits(left: Row, left_value: float, right: Row, right_value: float) -> bool:
    """Whether two printed figures are the same quantity as far as the coarser of them shows it."""
    decimals = min(places(left, left_value), places(right, right_value))
    return abs(left_value - right_value) <= 0.5 * 10.0**-decimals + 1e-9


def spot(row: Row) -> dict[str, Any]:
    """The parts of the fact's place (page, table, row, col, bbox, span); absent parts are left out."""
    return dict(_parts(row["source_ref"]))


@lru_cache(maxsize=8192)
def _parts(source_ref: str) -> dict[str, Any]:
    ref: dict[str, Any] = json.loads(source_ref)
    return ref


def where(row: Row) -> str:
    """The fact's place for a sentence: page, table, row and column counted from 0 as in `source_ref`, or the line."""
    ref = spot(row)
    words = [f"page {ref['page']}"] if ref.get("page") is not None else []
    if ref.get("table") is not None:
        words.append(f"table {ref['table']} row {ref['row']} column {ref['col']}")
    elif ref.get("span"):
        words.append(f"line {ref['span'][0]}")
    return " ".join(words) or "place unknown"


def number(value: float, unit: str | None = None) -> str:
    """A figure for a sentence: thousands separated, no needless decimals, minutes as h:mm."""
    if unit == "min" and float(value).is_integer():
        sign = "-" if value < 0 else ""
        return f"{sign}{int(abs(value)) // 60}:{int(abs(value)) % 60:02d}"
    whole = f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{whole}%" if unit == "%" else whole
