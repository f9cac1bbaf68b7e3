"""Figures along several axes (measure, dimension, year, part of the year), and tables of them in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.report import Report

#: The fiscal months of the parts of a year.
SPANS = {
    "Q1": (0, 3),
    "Q2": (3, 6),
    "Q3": (6, 9),
    "Q4": (9, 12),
    "H1": (0, 6),
    "H2": (6, 12),
    "": (0, 12),
}


@dataclass(frozen=True)
class Measure:
    """What is counted, in which unit; rates are no sums of anything."""

    name: str
    unit: str
    low: int = 20
    high: int = 900
    decimals: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether the year is the sum of its months."""
        return self.decimals == 0 and self.unit != "分"


@dataclass(frozen=True)
class Head:
    """A heading and what it says: the keys that are not None. `part` is a key of SPANS or the index of a month as
    text; `role` is what a column beside the figures of two years is (増減, 対前年比), or a mean of months (平均)."""

    text: str
    measure: Measure | None = None
    dimension: tuple[str, ...] = ()
    year: int | None = None
    part: str | None = None
    role: str = ""

    def with_text(self, text: str) -> Head:
        """The same in other words."""
        return replace(self, text=text)


Axis = list[Head]


@dataclass
class Cube:
    """Values of every measure, dimension, year and month, drawn once; sums of them where they add up."""

    report: Report
    totals: frozenset[str] = frozenset(("計", "合計", "全体"))
    values: dict[tuple[object, ...], float] = field(default_factory=dict)

    def _drawn(self, measure: Measure, *key: object) -> float:
        at = (measure.name, *key)
        if at not in self.values:
            raw = self.report.rng.uniform(measure.low, measure.high)
            self.values[at] = round(raw, measure.decimals) if measure.decimals else round(raw)
        return self.values[at]

    def known(self, year: int) -> int:
        """How many months of a year have figures."""
        return self.report.months if year == self.report.year else 12

    def value(self, measure: Measure, dimension: Sequence[str], members: Sequence[Sequence[str]], year: int,
              part: str, months: int | None = None) -> float | None:  # fmt: skip
        """The figure of a part of a year or (digits) of a month; of all months known for the whole year. `members` are
        what the dimensions of a total stand for."""
        known = months or self.known(year)
        if part.isdigit():
            first, last = int(part), int(part) + 1
        else:
            first, last = SPANS[part]
            last = min(last, known) if part == "" else last
        if last > known:
            return None
        if not measure.adds_up:
            return self._drawn(measure, *dimension, year, part)
        leaves = members or [tuple(dimension)]
        return sum(self._drawn(measure, *leaf, year, month) for leaf in leaves for month in range(first, last))


@dataclass
class Layout:
    """How the figures are printed: what stands in the cell beside the figure and where there is none."""

    blank: str = ""
    unit_in_cell: bool = False
    bracketed_prior: bool = False
    marks: Sequence[str] = ()


def merged(heads: Sequence[Head]) -> Head:
    """What the headings over and beside a cell say together."""
    out = Head("")
    for head in heads:
        out = Head(
            head.text if head.role in ("増減", "対前年比") else out.text,
            head.measure or out.measure,
            (*out.dimension, *head.dimension),
            head.year if head.year is not None else out.year,
            head.part if head.part is not None else out.part,
            head.role or out.role,
        )
    return out


@dataclass
class Printer:
    """Writes cells and the facts that they are, with the words that their labels must hold.

    `leaves` are the dimensions that a total of each axis sums up; `months_before` how many months of earlier years a
    figure of the whole year holds, where it is one of the same time.
    """

    cube: Cube
    layout: Layout
    default: Head
    leaves: Sequence[Sequence[str]] = ()
    months_before: int | None = None

    def _members(self, dimension: Sequence[str]) -> list[tuple[str, ...]]:
        if not any(word in self.cube.totals for word in dimension):
            return []
        options = [
            leaves if word in self.cube.totals else (word,) for word, leaves in zip(dimension, self.leaves, strict=True)
        ]
        return list(product(*options))

    def _value(self, head: Head, year: int) -> float | None:
        assert head.measure is not None and head.part is not None
        months = self.months_before if year != self.cube.report.year and head.part == "" else None
        value = self.cube.value(head.measure, head.dimension, self._members(head.dimension), year, head.part, months)
        if value is not None and head.role == "平均":
            value = round(value / (months or self.cube.known(year)), 1)
        return value

    def cell(self, heads: Sequence[Head]) -> str:
        """The text of the cell under and beside these headings; its fact is written down."""
        report, head = self.cube.report, merged((self.default, *heads))
        measure, year, part = head.measure, head.year, head.part
        assert measure is not None and year is not None and part is not None
        name, unit, decimals = measure.name, measure.unit, measure.decimals
        words: tuple[str, ...] = ()
        value = self._value(head, year)
        if head.role in ("増減", "対前年比"):
            before = self._value(replace(head, role=""), year - 1)
            words, name = (measure.name,), head.text.split("（")[0].split("(")[0]
            if value is None or before is None:
                value = None
            elif head.role == "増減":
                value = round(value - before, decimals)
            else:
                value, unit, decimals = round(100 * value / before, 1), "%", 1
        elif head.role == "平均":
            decimals = 1
        if value is None:
            return self.layout.blank
        words += tuple(word for word in head.dimension if word not in self.cube.totals)
        self._note(head, (name, unit, decimals), value, words)
        percent = head.role == "対前年比" and "%" not in head.text
        shown = report.shown(value, decimals, unit if self.layout.unit_in_cell or percent or unit == "%" else "")
        if self.layout.marks and report.rng.random() < 0.15:
            shown += report.rng.choice(self.layout.marks)
        return shown

    def _note(self, head: Head, named: tuple[str, str, int], value: float, words: Sequence[str]) -> None:
        report, part, year = self.cube.report, head.part or "", head.year or 0
        name, unit, decimals = named
        note = "words: " + " ".join(words) if words else ""
        if part.isdigit():
            month = month_of(str(year), int(part))
            report.truth.add(
                "monthly_actuals", fiscal_year=str(year), month=month, measure_ja=name, basis="monthly",
                value=f"{value:.{decimals}f}", unit=unit, note=note,
            )  # fmt: skip
            return
        months = self.months_before if year != report.year and self.months_before else self.cube.known(year)
        period = part or ("FY" if months == 12 else f"YTD({(months + 2) % 12 + 1}月)")
        report.truth.add("period_totals", fiscal_year=str(year), measure_ja=name, period=period, unit=unit,
                         value=f"{value:.{decimals}f}", dimension=" ".join(head.dimension), note=note)  # fmt: skip

    def rows(self, down: Sequence[Axis], across: Sequence[Axis], corner: Sequence[str]) -> list[list[Content]]:
        """The table with the axes `down` beside and `across` over its figures; `corner` names the heading columns, or
        is one text for all of them."""
        return [*_heading_rows(across, len(down), corner), *self._body(down, across)]

    def _body(self, down: Sequence[Axis], across: Sequence[Axis]) -> list[list[Content]]:
        out: list[list[Content]] = []
        columns = list(product(*across))
        for row in product(*down):
            cells: list[Content] = []
            for level, head in enumerate(row):
                below = 1
                for axis in down[level + 1 :]:
                    below *= len(axis)
                if len(out) % below == 0:
                    cells.append(Box(head.text, down=below) if below > 1 else head.text)
            out.append([*cells, *(Box(self.cell((*row, *column)), align="right") for column in columns)])
        return out


def _heading_rows(across: Sequence[Axis], lead: int, corner: Sequence[str]) -> list[list[Content]]:
    rows: list[list[Content]] = []
    for level, axis in enumerate(across):
        repeats = 1
        for over in across[:level]:
            repeats *= len(over)
        below = 1
        for under in across[level + 1 :]:
            below *= len(under)
        heads: list[Content] = [Box(head.text, across=below, align="center") for _ in range(repeats) for head in axis]
        if level == 0:
            if len(corner) == lead:
                first: list[Content] = [Box(text, down=len(across), align="center") for text in corner]
            else:
                first = [Box(corner[0], across=lead, down=len(across), align="center")]
            heads = [*first, *heads]
        rows.append(heads)
    return rows


def columns_of(across: Sequence[Axis]) -> int:
    """How many columns of figures the axes make."""
    count = 1
    for axis in across:
        count *= len(axis)
    return count
