"""How a fact is called in a list: its label, what time it is of, and its value, from the columns of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.evidence.scripts import plain
from warehouse.review.values import MAIN_COLUMN

_LABEL = ("measure_ja", "kpi_text", "item_ja", "activity_ja")
_VALUE = {kind: column for kind, column in MAIN_COLUMN.items() if kind != "plan_item"}

#: Comparators as signs; the others are words.
_SIGNS = {">=": "≥", "<=": "≤"}

Columns = Mapping[str, Any]


def label_of(row: Columns) -> str:
    """What the fact is about, in the words of the report."""
    label = next((str(row[name]) for name in _LABEL if row.get(name)), "")
    return f"{row['item_no']} {label}" if row.get("item_no") else label


def when_of(row: Columns) -> str:
    """Month, period or fiscal year that the fact is of."""
    for name in ("month", "as_of"):
        if row.get(name):
            return str(plain(row[name]))[:7]
    year = "" if row.get("fiscal_year") is None else str(row["fiscal_year"])
    parts = (year, row.get("period"), row.get("dimension"))
    return " ".join(str(part) for part in parts if part)


def value_of(kind: str, row: Columns) -> str:
    """The value as text, without its unit: a number with separators, a sign; empty where a word says it."""
    if kind not in _VALUE:
        return ""
    value = number_text(row.get(_VALUE[kind]))
    sign = _SIGNS.get(row.get("comparator") or "", "") if kind == "kpi_target" and value else ""
    return f"{sign} {value}".strip()


def word_of(kind: str, row: Columns) -> str | None:
    """The word for what is no number: how a target compares, what a status means."""
    if kind == "plan_status":
        return row.get("status")
    return row.get("comparator") if kind == "kpi_target" and row.get("target_value") is None else None


def number_text(value: Any) -> str:
    """A value as a person reads it: numbers with separators and without trailing zeros, nothing for none."""
    value = plain(value)
    if value is None:
        return ""
    return f"{value:,.12g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
