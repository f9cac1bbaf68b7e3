"""Rows that add up other rows.

Source of the rule: a row labelled 合計 adds up rows above it in the same table and year. Which rows it takes in is
found by trying, and believed only where most columns close.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.certainty.arithmetic.series import Series, neighbours
from extract.certainty.findings import MIN_HITS, Claim, Disagreement, believed
from extract.certainty.printed import number, rounding, where
from extract.facts import Row

ROWS = "sum_row"


@dataclass(frozen=True)
class Column:
    """One column of a sum row: the figure of the sum and the figures it should add up."""

    total: Row
    parts: tuple[Row, ...]

    @property
    def sum(self) -> float:
        """What the parts add up to."""
        return float(sum(row["value"] for row in self.parts))

    @property
    def holds(self) -> bool:
        """Whether that is the sum printed, to its digits."""
        slack = rounding(self.total) + sum(rounding(row) for row in self.parts)
        return abs(self.sum - self.total["value"]) <= slack + 1e-6

    def claim(self, check: str, what: str) -> Claim:
        """The claim that the sum holds or fails."""
        members = (*self.parts, self.total)
        places = f"{what} (from {where(self.parts[0])} to {where(self.parts[-1])}) add up to {number(self.sum)}"
        printed = f"{self.total['measure_ja']} ({where(self.total)}) says {number(self.total['value'])}"
        if self.holds:
            several = sum(row["value"] != 0 for row in self.parts) > 1
            return Claim(check, True, members, f"{places}, as {printed}", proves=several)
        told = Disagreement(self.total, self.parts[0], number(self.total["value"]), f"{number(self.sum)} (sum)")
        return Claim(check, False, members, f"{places}, but {printed}", disagreement=told)


def claims(series: Sequence[Series]) -> list[Claim]:
    """What the 合計 rows of month tables say about the rows above them."""
    found: list[Claim] = []
    for rows in neighbours(series).values():
        for position, row in enumerate(rows):
            if row.is_sum_row and row.is_count:
                columns = _best(row, _block_above(rows[:position]))
                found += [column.claim(ROWS, f"the {len(column.parts)} rows above") for column in columns]
    return found


def closing_blocks(series: Sequence[Series]) -> list[tuple[Series, list[Series]]]:
    """Every 合計 row with the rows it adds up, where all columns that can be tested close."""
    found: list[tuple[Series, list[Series]]] = []
    for rows in neighbours(series).values():
        for position, total in enumerate(rows):
            if not (total.is_sum_row and total.is_count):
                continue
            block = _block_above(rows[:position])
            for start in range(max(len(block) - 1, 0)):
                columns = list(_columns(total, block[start:]))
                if len(columns) >= MIN_HITS and all(column.holds for column in columns):
                    found.append((total, block[start:]))
                    break
    return found


def _block_above(rows: Sequence[Series]) -> list[Series]:
    """The counts right above, up to the next rate or sum."""
    block: list[Series] = []
    for row in reversed(rows):
        if not row.is_count or row.is_sum_row:
            break
        block.insert(0, row)
    return block


def _best(total: Series, block: Sequence[Series]) -> list[Column]:
    """The columns under the choice of rows that closes most of them; none where no choice is believed."""
    tries = [list(_columns(total, block[start:])) for start in range(max(len(block) - 1, 0))]
    meant = [columns for columns in tries if believed(columns, lambda c: c.holds)]
    return max(meant, key=lambda columns: sum(c.holds for c in columns), default=[])


def _columns(total: Series, rows: Sequence[Series]) -> Iterator[Column]:
    for month, figure in total.by_month.items():
        if all(month in row.by_month for row in rows):
            yield Column(figure, tuple(row.by_month[month] for row in rows))
    if len(total.totals) == 1 and all(len(row.totals) == 1 for row in rows):
        yield Column(total.totals[0], tuple(row.totals[0] for row in rows))
