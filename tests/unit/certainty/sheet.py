"""Small reports of recorded facts, as the shapes would record them, for the tests of the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extract import certainty
from extract.document import Document, Place
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import month_in_year
from extract.recorder import Recorder
from extract.shapes.context import Header

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
HEADER = Header(branch_code="oita", fiscal_year=2030, report_kind="results", period="FY", as_of=None, title="報告")


class Sheet:
    """Builds the facts of one report; `checked()` runs all checks over them."""

    def __init__(self) -> None:
        self.out = Recorder("0" * 64, "pdf")
        self._next_row: dict[str, int] = {}

    def months(
        self,
        measure: str,
        texts: Sequence[str | None] | Mapping[int, str],
        total: str | None = None,
        *,
        table: str = "1.0",
        page: int = 1,
        year: int = 2030,
        basis: str | None = "monthly",
        unit: str | None = None,
        kpi: str | None = None,
    ) -> list[Row]:
        """One row of a month grid; texts are those of April to March (None is blank) or by month number."""
        row = self._next_row.get(table, 1)
        self._next_row[table] = row + 1
        printed = texts if isinstance(texts, Mapping) else dict(zip(MONTHS, texts, strict=False))
        common = {
            "fiscal_year": year,
            "measure_ja": measure,
            "kpi_code": kpi,
            "unit": unit,
            "series_id": f"{table}/{row}/{year}",
        }
        rows = []
        for number, text in printed.items():
            if text is not None:
                where = self._cell(page, table, row, 1 + MONTHS.index(number))
                values = {**common, "month": month_in_year(year, number), "basis": basis, "value": figure(text, unit)}
                rows.append(self.out.add("monthly_actual", where, text, "month_grid", **values))
        if total is not None:
            values = {**common, "period": "FY", "dimension": None, "value": figure(total, unit)}
            rows.append(
                self.out.add("period_figure", self._cell(page, table, row, 13), total, "month_grid_total", **values)
            )
        return rows

    def target(
        self, kpi: str, text: str, comparator: str = ">=", part: str = "body", year: int = 2030, **more: Any
    ) -> Row:
        """A target; its text is the figure, or empty for one without."""
        value = figure(text, None) if text else None
        values = {"fiscal_year": year, "kpi_code": kpi, "kpi_text": kpi, "comparator": comparator, "source_part": part}
        where = Locator(Place(more.pop("page", 2), more.pop("bbox", None)))
        rule = "planned_rate" if part == "planned" else "target_sentence"
        printed = f"目標を{text}%とする"
        return self.out.add(
            "kpi_target", where, printed, rule, target_value=value, unit="%" if text else None, **values, **more
        )

    def heads(self, measure: str, text: str, rule: str = "headcount", page: int = 2, bbox: Any = None) -> Row:
        """People expected or concerned, said in a sentence."""
        values = {"fiscal_year": 2030, "measure_ja": measure, "kpi_code": None, "period": "FY", "dimension": None}
        printed = f"{measure}:{text}人"
        return self.out.add(
            "period_figure", Locator(Place(page, bbox)), printed, rule, value=figure(text, None), unit="人", **values
        )

    def actual(self, kpi: str, text: str, as_of: date | None, *, year: int = 2030, page: int = 3, **more: Any) -> Row:
        """A result at a date, or of a full year."""
        values: dict[str, Any] = {
            "fiscal_year": year, "kpi_code": kpi, "kpi_text": kpi, "as_of": as_of, "value": figure(text, None),
            "unit": "%", "basis": None if as_of else "full_year", "scope": "branch", "provisional": False, **more,
        }  # fmt: skip
        return self.out.add("kpi_actual", Locator(Place(page)), f"{text}%", "result_sentence", **values)

    def period(self, measure: str, period: str, text: str, *, table: str = "5.0", row: int = 1, col: int = 1) -> Row:
        """One cell of a table of quarters."""
        values = {"fiscal_year": 2030, "measure_ja": measure, "kpi_code": None, "period": period, "dimension": None}
        where = self._cell(5, table, row, col)
        return self.out.add("period_figure", where, text, "figure_table", value=figure(text, "件"), unit="件", **values)

    def checked(self, header: Header = HEADER) -> Sheet:
        """The same sheet after all checks have run."""
        certainty.check(self.out, header, Document(self.out.sha256, "report.pdf", "pdf", []))
        return self

    @property
    def facts(self) -> list[Row]:
        """All facts but rejects and conflicts."""
        return [row for kind, rows in self.out.rows.items() if kind not in ("reject", "conflict") for row in rows]

    @property
    def flagged(self) -> list[Row]:
        """The facts that are flagged."""
        return [row for row in self.facts if row["review_state"] == "flagged"]

    @property
    def conflicts(self) -> list[Row]:
        """The disagreements recorded."""
        return self.out.of("conflict")

    @staticmethod
    def _cell(page: int, table: str, row: int, col: int) -> Locator:
        box = (50.0 * col, 20.0 * row, 50.0 * col + 48, 20.0 * row + 18)
        return Locator(Place(page, box), table, row, col)


def figure(text: str, unit: str | None) -> float:
    """The value of a printed figure."""
    if unit == "min" and ":" in text:
        hours, minutes = text.split(":")
        return float(int(hours) * 60 + int(minutes))
    return float(text.replace(",", "").replace("△", "-").rstrip("%"))


def results(row: Row, check: str) -> list[bool]:
    """What one check said of a fact, in order."""
    return [note["passed"] for note in row["checks"] if note["check"] == check]


def texts(rows: Sequence[Row]) -> list[str]:
    """The facts as printed."""
    return [row["extracted_text"] for row in rows]
