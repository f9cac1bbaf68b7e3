"""Rows that add up other rows, and years that add up quarters.

Source of the rules: a row labelled 合計 adds up rows above it in the same table and year; the columns 第1四半期 …
add up to 上期, 下期 or the year. Which rows a 合計 takes in is found by trying, and believed only where most columns
close.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.certainty.findings import Claim, Disagreement, believed
from extract.certainty.printed import number, rounding, spot, where
from extract.certainty.series import Series, neighbours
from extract.facts import Row
from extract.recorder import Recorder

ROWS, QUARTERS = "sum_row", "quarters_total"


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


# ── quarters ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_WHOLES = {"H1": ("Q1", "Q2"), "H2": ("Q3", "Q4"), "FY": ("Q1", "Q2", "Q3", "Q4")}


def quarter_claims(recorder: Recorder) -> list[Claim]:
    """What quarters say about the half years and years beside them, in the tables where they usually add up.

    A column 合計 of a report in mid-year holds the quarters so far; it is checked where its row prints no later one.
    """
    tables: dict[tuple[object, object], list[Column]] = defaultdict(list)
    for row in _quarter_rows(recorder):
        for column in _quarter_columns(row):
            ref = spot(column.total)
            tables[ref.get("page"), ref.get("table")].append(column)
    columns = [column for own in tables.values() for column in own if believed(own, lambda c: c.holds) or column.holds]
    return [column.claim(QUARTERS, "the quarters") for column in columns]


def _quarter_rows(recorder: Recorder) -> list[list[Row]]:
    rows: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for fact in recorder.of("period_figure"):
        ref = spot(fact)
        if ref.get("table") is not None and fact["value"] is not None and fact["unit"] not in ("%", "min"):
            named = (fact["measure_ja"], fact["fiscal_year"], fact["dimension"])
            rows[ref.get("page"), ref["table"], ref["row"], *named].append(fact)
    return list(rows.values())


def _quarter_columns(row: Sequence[Row]) -> Iterator[Column]:
    periods = [str(fact["period"]) for fact in row]
    quarters = {str(fact["period"]): fact for fact in row if str(fact["period"])[:1] == "Q"}
    if len(set(periods)) != len(periods):
        return
    for fact in row:
        period = str(fact["period"])
        parts = _WHOLES.get(period, ())
        if period.startswith("YTD") or (period == "FY" and len(quarters) < 4):
            parts = tuple(sorted(quarters))
        if len(parts) >= 2 and all(part in quarters for part in parts) and parts[0] in ("Q1", "Q3"):
            yield Column(fact, tuple(quarters[part] for part in parts))
