"""A sound release to be damaged: six branches whose reports of two years print what real ones do, all adding up."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

from synthetic_lake import Lake, Report, months_of

BRANCHES = ("gunma", "saitama", "chiba", "tochigi", "oita", "nagano")
COUNTS = ("傷病手当金", "出産手当金", "埋葬料")
SHARES = {"service_standard_rate": 97.0, "generic_use_rate": 80.0, "mail_application_rate": 92.0}


def mutation_lake(folder: Path) -> Lake:
    """Results of 2022 and 2023, each with the year before beside it, as such reports have it."""
    lake = Lake(folder)
    for branch in BRANCHES:
        for year in (2022, 2023):
            name = f"{branch}-{year}-results"
            report = lake.offer(f"{name}.pdf", Report(name, branch, year, as_of=date(year + 1, 3, 1)))
            _fill(report, branch, year)
    return lake


def _fill(report: Report, branch: str, year: int) -> None:
    counts: dict[int, list[list[int]]] = {}
    for offset, shown in enumerate((year, year - 1)):
        rows = counts[shown] = _counts(branch, shown)
        for number, (measure, values) in enumerate(zip((*COUNTS, "合計"), rows, strict=True)):
            _row(report, measure, shown, values, table="1.1", row=2 * number + offset)
            place = _place(report, 1, "1.1", 2 * number + offset, 13)
            report.add("period_figure", measure_ja=measure, period="FY", value=float(sum(values)), unit="件",
                       fiscal_year=shown, series_id=f"{measure} {shown}", **place)  # fmt: skip
        running = [sum(rows[0][: month + 1]) for month in range(12)]
        more = {"basis": "cumulative"}
        _row(report, f"{COUNTS[0]} 累計", shown, running, table="1.2", row=offset, **more)
    change = [now - before for now, before in zip(counts[year][0], counts[year - 1][0], strict=True)]
    _row(report, f"{COUNTS[0]} 増減", year, change, table="1.1", row=9)
    for number, (code, middle) in enumerate(SHARES.items()):
        for offset, shown in enumerate((year, year - 1)):
            values = _shares(branch, shown, code, middle)
            more = {"kpi_code": code, "unit": "%"}
            _row(report, code, shown, values, page=2, table="2.1", row=2 * number + offset, **more)
        last = _shares(branch, year, code, middle)[-1]
        place = _place(report, 3, "3.1", number, 2)
        report.actual(code, last, date(year + 1, 3, 1), basis="monthly", **place, extracted_text=f"{last:g}%")
        report.target(code, middle, **_place(report, 3, "3.1", number, 1), extracted_text=f"{middle:g}%以上")


def _row(
    report: Report, measure: str, year: int, values: list[Any], *, page: int = 1, table: str, row: int, **more: Any
) -> None:
    unit = more.pop("unit", "件")
    for column, (month, value) in enumerate(zip(months_of(year), values, strict=True), 1):
        text = f"{value:g}%" if unit == "%" else f"{value:,}".replace("-", "△")
        report.month(more.get("kpi_code"), month, float(value), measure_ja=measure, unit=unit, fiscal_year=year,
                     series_id=f"{measure} {year}", extracted_text=text, **_place(report, page, table, row, column),
                     **{name: entry for name, entry in more.items() if name != "kpi_code"})  # fmt: skip


def _place(report: Report, page: int, table: str, row: int, column: int) -> dict[str, Any]:
    box = [40 + 40 * column, 100 + 14 * row, 78 + 40 * column, 112 + 14 * row]
    place = {"sha256": report.sha256, "page": page, "table": table, "row": row, "col": column, "bbox": box}
    return {"page": page, "source_ref": json.dumps(place)}


def _counts(branch: str, year: int) -> list[list[int]]:
    """Months of each count and, last, their sum; the same whichever report prints them."""
    rows = []
    for size, measure in zip((400, 150, 60), COUNTS, strict=True):
        chance = random.Random(f"{branch} {year} {measure}")
        rows.append([size + chance.randrange(-size // 5, size // 5) for _ in range(12)])
    return [*rows, [sum(month) for month in zip(*rows, strict=True)]]


def _shares(branch: str, year: int, code: str, middle: float) -> list[float]:
    chance = random.Random(f"{branch} {year} {code}")
    return [round(middle + chance.uniform(-2, 2), 1) for _ in range(12)]
