"""Figures of the samples: totals, shares and running sums are computed, so that what is printed adds up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

MONTHS = ["4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月"]
Row = dict[str, Any]


def printed(value: str) -> str:
    """A figure as the reports print it: 1,024 and △13."""
    if ":" in value or not value:
        return value
    sign, digits = ("△", value[1:]) if value.startswith("-") else ("", value)
    whole, dot, fraction = digits.partition(".")
    return f"{sign}{int(whole):,}{dot}{fraction}"


def month_of(fiscal_year: str, index: int) -> str:
    """The calendar month YYYY-MM of the index-th month of a fiscal year (0 is April)."""
    return f"{int(fiscal_year) + (index > 8)}-{(index + 3) % 12 + 1:02d}"


def rounded(value: Decimal, digits: int) -> str:
    """Rounded half up, with as many decimals as asked for."""
    return str(value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def minutes(value: str) -> int:
    """Minutes of h:mm."""
    hours, rest = value.split(":")
    return int(hours) * 60 + int(rest)


def month_rows(rows: list[Row]) -> list[Row]:
    """Fill in `values` (twelve figures, "" for blank) and `total` of the rows of a month table.

    A row gives its `values`, or says how they follow from other rows (named by `id` or label): `sum_of`,
    `share: {part, of, digits}`. `total` is sum, mean, share, `{weighted: row, digits}`, a figure, or absent.
    """
    known = {row.get("id") or row["label"]: row for row in rows}
    for row in sorted(rows, key=lambda row: "values" not in row):
        row["values"] = _values(row, known)
    for row in sorted(rows, key=lambda row: row.get("total") != "sum"):  # shares and weights need the sums
        row["total"] = _total(row, known)
    return rows


def _values(row: Row, known: dict[str, Row]) -> list[str]:
    if "values" in row:
        values = ["" if value == "-" else value for value in row["values"].split()]
        return values + [""] * (12 - len(values))
    if "sum_of" in row:
        columns = zip(*(known[name]["values"] for name in row["sum_of"]), strict=True)
        return [str(sum(Decimal(value) for value in column)) if all(column) else "" for column in columns]
    return [_share(row["share"], known, index) for index in range(12)]


def _share(rule: Row, known: dict[str, Row], index: int | None) -> str:
    """Part of the whole in per cent, of one month or (index None) of the totals."""

    def figure(name: str) -> Decimal:
        row = known[name]
        return Decimal((row["total"] if index is None else row["values"][index]) or 0)

    whole = sum((figure(name) for name in rule["of"]), Decimal(0))
    return rounded(figure(rule["part"]) * 100 / whole, int(rule["digits"])) if whole else ""


def _total(row: Row, known: dict[str, Row]) -> str:
    rule = row.get("total", "")
    figures = [value for value in row["values"] if value]
    if rule == "share":
        return _share(row["share"], known, None)
    if rule == "sum":
        return str(sum(Decimal(value) for value in figures))
    if rule == "mean" and ":" in figures[0]:
        mean = int(rounded(Decimal(sum(minutes(value) for value in figures)) / len(figures), 0))
        return f"{mean // 60}:{mean % 60:02d}"
    if isinstance(rule, dict):
        weights = [Decimal(value) for value in known[rule["weighted"]]["values"]]
        weighted = sum(Decimal(value) * weight for value, weight in zip(row["values"], weights, strict=True))
        return rounded(Decimal(weighted) / sum(weights, Decimal(0)), int(rule["digits"]))
    return str(rule)
