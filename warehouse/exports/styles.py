"""How cells look: number formats by unit, fills by state, one format object for each look that is used."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from warehouse.exports.subjects import Kind, catalogue

FONT = "Yu Gothic"
_LINE = "#BFBFBF"
#: Units that stand in the cell itself, as Excel writes them; every other unit has its column.
_SUFFIXES = {"%": '"%"', "min": '"分"'}
_MOST_DECIMALS = 6
_FIXED: dict[Kind, str] = {
    "text": "@", "word": "@", "truth": "@", "whole": '#,##0;"△ "#,##0', "year": '0"年度"', "month": 'yyyy"年"m"月"',
    "date": "yyyy/mm/dd", "moment": "yyyy/mm/dd hh:mm",
}  # fmt: skip
_RIGHT: tuple[Kind, ...] = ("whole", "number")
_WORDED: tuple[Kind, ...] = ("text", "word")


@lru_cache(maxsize=4096)
def number_format(unit: str | None, value: float) -> str:
    """Excel's format of a number in its printed unit (95.5 is 95.5 %), with the decimals it has; △ marks negatives."""
    decimals = max(0, -int(Decimal(repr(float(value))).normalize().as_tuple().exponent))
    digits = min(decimals, _MOST_DECIMALS)
    body = "#,##0" + ("." + "0" * digits if digits else "") + _SUFFIXES.get(unit or "", "")
    return f'{body};"△ "{body}'


def format_of(kind: Kind, unit: str | None, value: Any) -> str:
    """Excel's number format of a value of that kind."""
    return number_format(unit, value) if kind == "number" else _FIXED[kind]


class Styles:
    """The looks of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def cell(
        self, kind: Kind, number: str, colour: str | None = None, quoted: bool = False, linked: bool = False
    ) -> Format:
        """A cell of a table.

        Args:
            kind: what the value is.
            number: Excel's number format.
            colour: a word of the list of colours; another word has no colour.
            quoted: whether the text begins like a formula and has to stay text when somebody edits it.
            linked: whether it leads to its evidence.
        """
        key = (kind, number, colour, quoted, linked)
        if key not in self._made:
            link = {"underline": 1, "font_color": "#0563C1"} if linked else {}
            align = "right" if kind in _RIGHT else "left" if kind in _WORDED and not linked else "center"
            self._made[key] = self._new(
                num_format=number, valign="top", text_wrap=kind in _WORDED, border=1, border_color=_LINE, align=align,
                quote_prefix=quoted, **link, **self._fill(colour),
            )  # fmt: skip
        return self._made[key]

    def heading(self) -> Format:
        """The heading of a column."""
        if ("heading",) not in self._made:
            self._made["heading",] = self._new(
                bold=True, text_wrap=True, valign="vcenter", align="center", border=1, bg_color="#1F3864",
                font_color="#FFFFFF",
            )  # fmt: skip
        return self._made["heading",]

    def text(self, size: int = 10, bold: bool = False, wrap: bool = False, colour: str | None = None) -> Format:
        """Text that stands outside a table."""
        key = ("text", size, bold, wrap, colour)
        if key not in self._made:
            self._made[key] = self._new(font_size=size, bold=bold, text_wrap=wrap, valign="top", **self._fill(colour))
        return self._made[key]

    def _fill(self, colour: str | None) -> dict[str, Any]:
        known = catalogue().colours.get(colour or "")
        return {"bg_color": f"#{known.fill}"} if known else {}

    def _new(self, **look: Any) -> Format:
        told = {"font_name": FONT, "font_size": 10} | {part: value for part, value in look.items() if value}
        return self._book.add_format(told)


def excel_value(value: date | datetime) -> datetime:
    """A date or time as Excel stores it: without a zone."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
