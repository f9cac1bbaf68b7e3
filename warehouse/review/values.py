"""Values of facts as text in a decision, and back: the text a reviewer sees is the text that is compared."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pyarrow as pa

from extract.facts import FACT_KINDS, SCHEMAS

#: Columns that say where a fact was read and how; no decision changes them.
_NOT_TO_CORRECT = frozenset(
    (
        *("fact_id", "sha256", "page", "source_ref", "extracted_text", "review_state", "review_reason", "method"),
        *("rule", "checks", "section", "series_id", "source_part", "match", "match_score", "match_second"),
    )
)

#: The column that a fact is about; a decision that concerns the fact as a whole names it.
MAIN_COLUMN = {
    "kpi_target": "target_value",
    "kpi_actual": "value",
    "monthly_actual": "value",
    "period_figure": "value",
    "plan_item": "item_ja",
    "plan_status": "symbol",
    "schedule_mark": "mark",
    "kpi_rank": "rank",
}

#: Kinds of facts that decisions are about: what stands in the marts. A report's header is not one of them.
KINDS = tuple(kind for kind in FACT_KINDS if kind in MAIN_COLUMN)


def correctable(kind: str) -> dict[str, pa.DataType]:
    """The columns of a kind of fact that a decision may change, with their types."""
    return {field.name: field.type for field in SCHEMAS[kind] if field.name not in _NOT_TO_CORRECT}


def as_text(value: Any) -> str:
    """A value as decisions write it: 95.5, 1440, 2024-03-01, true; nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.12g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def parse(text: str, column_type: pa.DataType) -> Any:
    """The value that a decision writes for a column of this type; None for empty.

    Raises:
        ValueError: the text is no such value; the message says what was expected.
    """
    if not text:
        return None
    if pa.types.is_floating(column_type):
        return _number(text)
    if pa.types.is_integer(column_type):
        number = _number(text)
        if number != int(number):
            raise ValueError(f"{text!r} is no whole number")
        return int(number)
    if pa.types.is_date(column_type):
        return _day(text)
    if pa.types.is_boolean(column_type):
        if text.lower() not in ("true", "false"):
            raise ValueError(f"{text!r} is neither true nor false")
        return text.lower() == "true"
    return text


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"{text!r} is no number (write 95.5 or -13, without unit)") from None
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is no number (write 95.5 or -13, without unit)")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text if len(text) > len("2024-03") else f"{text}-01")
    except ValueError:
        raise ValueError(f"{text!r} is no month (write 2024-03-01)") from None


def is_same(seen: str, value: Any, column_type: pa.DataType) -> bool:
    """Whether the text that a reviewer saw is the value as it is read now."""
    try:
        return bool(parse(seen, column_type) == value)
    except ValueError:
        return False
