"""Made-up reports of any number of branches and years: texts, and the fact sets that reading them would give.

Figures are of realistic size and shape and of no branch: rates that accumulate over the fiscal year along a seasonal
path, levels that wander, amounts, counts. The same branches and years always give the same reports.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from extract.facts import FACT_KINDS, dump_json, fact_key, write_fact_set
from extract.version import EXTRACTOR_VERSION

SEEDS = Path(__file__).resolve().parent.parent / "dbt_project" / "seeds" / "reference"
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
#: Share of a year that is reached by the end of each month, in three shapes: even, a summer peak, a late rush.
PATHS = (
    (0.08, 0.16, 0.25, 0.33, 0.41, 0.50, 0.58, 0.66, 0.75, 0.83, 0.91, 1.0),
    (0.02, 0.09, 0.21, 0.35, 0.47, 0.59, 0.71, 0.80, 0.87, 0.92, 0.96, 1.0),
    (0.01, 0.03, 0.07, 0.12, 0.18, 0.25, 0.34, 0.44, 0.56, 0.70, 0.84, 1.0),
)
#: Where figures of a unit lie, and their decimals.
SIZES = {"%": (15.0, 92.0, 1), "円": (3000.0, 9000.0, 0), "日": (5.0, 9.0, 2), "事業所": (400.0, 9000.0, 0)}
SECTION = "1.基盤的保険者機能"
WORK = (
    "健診の受診勧奨",
    "特定保健指導の推進",
    "広報の強化",
    "レセプト点検の強化",
    "現金給付の適正化",
    "債権回収の強化",
)
OTHER_MEASURES = 12
PLAN_ITEMS = 24
FLAGGED = 0.02
STATUSES = {"exceeded": "◎", "on_plan": "○", "in_progress_or_below": "△", "not_done": "×"}
STATUS_WEIGHTS = (10, 60, 24, 6)


@dataclass
class Paper:
    """One report while it is written: its lines, and the facts with the place where each stands."""

    name: str
    branch: str
    fiscal_year: int
    kind: str
    period: str = "FY"
    lines: list[str] = field(default_factory=list)
    facts: list[tuple[str, dict[str, Any], tuple[int, int, int, int]]] = field(default_factory=list)

    def line(self, label: str, cells: list[tuple[str, str, dict[str, Any]]]) -> None:
        """A line of a label and cells `(text, kind of fact, its columns)`; each cell is one fact."""
        text = label
        for printed, kind, values in cells:
            start = len(text) + 2
            text += " " + printed
            number = len(self.lines) + 1
            self.facts.append((kind, {**values, "extracted_text": printed}, (number, start, number, len(text))))
        self.lines.append(text)

    @property
    def text(self) -> str:
        return "\n".join([self.name, *self.lines]) + "\n"

    def rows(self, sha256: str, chance: random.Random) -> dict[str, list[dict[str, Any]]]:
        """The rows of its fact set."""
        rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in FACT_KINDS}
        common = {"sha256": sha256, "method": "text", "rule": "made_up", "checks": "[]", "section": SECTION}
        title = {"branch_code": self.branch, "report_kind": self.kind, "period": self.period, "title": self.name}
        said = [*self.facts, ("report", {**title, "reader": "text", "extracted_text": self.name}, (0, 1, 0, 1))]
        for number, (kind, values, (first, start, last, end)) in enumerate(said):
            doubt = chance.random() < FLAGGED and kind not in {"report", "plan_item"}
            rows[kind].append(
                {
                    **common,
                    "fact_id": fact_key(sha256, kind, number),
                    "source_ref": dump_json({"sha256": sha256, "span": [first + 1, start, last + 1, end]}),
                    "review_state": "flagged" if doubt else "ok",
                    "review_reason": "the digits of this cell touch each other; look at the page" if doubt else None,
                    "fiscal_year": self.fiscal_year,
                    **values,
                }
            )
        return rows


def kpis(fiscal_year: int) -> list[dict[str, str]]:
    """The catalogue's KPIs with figures that a report of that year can have."""
    with (SEEDS / "kpi_catalog.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["unit"] in SIZES and row["direction"] != "qualitative"]
    return [row for row in rows if int(row["valid_from_fy"] or 0) <= fiscal_year <= int(row["valid_to_fy"] or 9999)]


def branches(number: int) -> list[str]:
    """The first branches by their codes."""
    with (SEEDS / "branches.csv").open(encoding="utf-8", newline="") as stream:
        return [row["branch_code"] for row in csv.DictReader(stream)][:number]


class Branch:
    """One branch over the years: where each of its KPIs stands, and its reports."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.chance = random.Random(code)
        self.level: dict[str, float] = {}

    def reports(self, first_year: int, years: int, running: bool = False) -> Iterator[Paper]:
        """A plan and a report of results for every year; of the last year its first half, if it is `running`."""
        for year in range(first_year, first_year + years):
            figures = {kpi["kpi_code"]: self._year_end(kpi) for kpi in kpis(year)}
            yield self._plan(year, figures)
            yield self._results(year, figures, 6 if running and year == first_year + years - 1 else 12)

    def _year_end(self, kpi: dict[str, str]) -> float:
        low, high, decimals = SIZES[kpi["unit"]]
        step = (high - low) * 0.02
        drift = step * (0.3 if kpi["direction"] == "higher" else -0.3)
        before = self.level.get(kpi["kpi_code"], self.chance.uniform(low + 5 * step, high - 15 * step))
        self.level[kpi["kpi_code"]] = min(max(before + self.chance.gauss(drift, step / 2), low), high)
        return round(self.level[kpi["kpi_code"]], decimals)

    def _target(self, kpi: dict[str, str], value: float) -> tuple[str, str, dict[str, Any]]:
        is_higher = kpi["direction"] == "higher"
        _, _, decimals = SIZES[kpi["unit"]]
        aim = round(value * self.chance.uniform(0.98, 1.05 if is_higher else 1.02), decimals)
        aim = min(aim, 99.0) if kpi["unit"] == "%" else aim
        text = f"{kpi['name_ja']}を{_printed(aim, decimals)}{kpi['unit']}{'以上' if is_higher else '以下'}とする"
        values = {"kpi_code": kpi["kpi_code"], "kpi_text": kpi["name_ja"], "unit": kpi["unit"], "target_value": aim}
        return text, "kpi_target", {**values, "comparator": ">=" if is_higher else "<=", "source_part": "body"}

    def _plan(self, year: int, figures: dict[str, float]) -> Paper:
        paper = Paper(f"{self.code}-{year}-plan.txt", self.code, year, "plan")
        for kpi in kpis(year):
            paper.line("・", [self._target(kpi, figures[kpi["kpi_code"]])])
        for number in range(1, PLAN_ITEMS + 1):
            item = {"item_no": f"({number})", "item_ja": _item(number), "importance": "高" if number % 4 == 0 else None}
            paper.line("", [(f"({number}) {_item(number)}", "plan_item", item)])
            marks = {"item_no": f"({number})", "activity_ja": f"{_item(number)}の実施", "mark": "●"}
            planned = sorted(self.chance.sample(range(12), 4))
            paper.line(_item(number), [("●", "schedule_mark", {**marks, "month": _month(year, at)}) for at in planned])
        return paper

    def _results(self, year: int, figures: dict[str, float], months: int) -> Paper:
        kind, period = ("results", "FY") if months == 12 else ("progress", "H1")
        paper = Paper(f"{self.code}-{year}-{kind}.txt", self.code, year, kind, period)
        for number, kpi in enumerate(kpis(year)):
            self._kpi(paper, kpi, figures[kpi["kpi_code"]], PATHS[number % len(PATHS)][:months])
        for number in range(1, OTHER_MEASURES + 1):
            self._measure(paper, f"申請書の受付件数 {number}", months)
        for number in range(1, PLAN_ITEMS + 1):
            status = self.chance.choices(list(STATUSES), STATUS_WEIGHTS)[0]
            values = {"item_ja": _item(number), "symbol": STATUSES[status], "status": status, "period": period}
            paper.line(_item(number), [(STATUSES[status], "plan_status", values)])
        return paper

    def _kpi(self, paper: Paper, kpi: dict[str, str], value: float, path: tuple[float, ...]) -> None:
        """The months of the path, the result at its end, a rank."""
        year, unit = paper.fiscal_year, kpi["unit"]
        _, _, decimals = SIZES[unit]
        named = {"kpi_code": kpi["kpi_code"], "unit": unit}
        series = fact_key(paper.name, kpi["kpi_code"])
        monthly = []
        for at, share in enumerate(path):
            wave = share * self.chance.uniform(0.99, 1.01) if kpi["course"] == "accumulates" else 1.0
            figure = value if at == 11 else round(value * min(wave, 1.0) * self.chance.uniform(0.995, 1.0), decimals)
            cell = {"month": _month(year, at), "measure_ja": kpi["name_ja"], "basis": kpi["default_basis"] or "monthly"}
            columns = {**named, **cell, "value": figure, "series_id": series}
            monthly.append((_printed(figure, decimals), "monthly_actual", columns))
        paper.line(kpi["name_ja"], monthly)
        last = monthly[-1][2]
        at_end = {"value": last["value"], "basis": "full_year"}
        if paper.period != "FY":
            at_end = {"value": last["value"], "basis": last["basis"], "as_of": last["month"]}
        said = {"kpi_text": kpi["name_ja"], "scope": "branch", "provisional": False, **at_end}
        printed = _printed(last["value"], decimals)
        paper.line(f"{kpi['name_ja']} 実績", [(printed, "kpi_actual", {**named, **said})])
        rank = self.chance.randint(1, 47)
        placed = {"kpi_code": kpi["kpi_code"], "measure_ja": kpi["name_ja"], "rank": rank}
        paper.line(f"{kpi['name_ja']} 順位", [(f"{rank}位", "kpi_rank", placed)])

    def _measure(self, paper: Paper, label: str, months: int) -> None:
        """Months of counts and their total."""
        series = fact_key(paper.name, label)
        counts = [self.chance.randint(100, 3000) for _ in MONTHS[:months]]
        named = {"measure_ja": label, "unit": "件", "series_id": series}
        cells = []
        for at, count in enumerate(counts):
            columns = {**named, "month": _month(paper.fiscal_year, at), "basis": "monthly", "value": float(count)}
            cells.append((_printed(count, 0), "monthly_actual", columns))
        total = {**named, "period": paper.period, "value": float(sum(counts))}
        paper.line(label, [*cells, (_printed(sum(counts), 0), "period_figure", total)])


def _item(number: int) -> str:
    return f"{WORK[number % len(WORK)]}を{'計画的に' if number % 2 else '重点的に'}進める {number}"


def _month(fiscal_year: int, at: int) -> date:
    return date(fiscal_year + (MONTHS[at] < 4), MONTHS[at], 1)


def _printed(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}"


def write(paper: Paper, reports: Path, facts: Path) -> int:
    """Leave a report's text and its fact set; returns the number of its facts."""
    content = paper.text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    (reports / paper.name).write_bytes(content)
    rows = paper.rows(sha256, random.Random(paper.name))
    folder = facts / f"{sha256}-v{EXTRACTOR_VERSION}"
    write_fact_set(folder, rows)
    states = [row["review_state"] for of_kind in rows.values() for row in of_kind]
    outcome = {
        "sha256": sha256,
        "file_name": paper.name,
        "extractor_version": EXTRACTOR_VERSION,
        "status": "read",
        "reason": None,
        "reader": "text",
        "page_count": None,
        "pages_unread": [],
        "counts": {kind: len(of_kind) for kind, of_kind in rows.items()},
        "flagged": states.count("flagged"),
        "derived": 0,
        "rejected_cells": 0,
        "checks_passed": 0,
        "checks_failed": 0,
        "coverage": [],
        "problems": [],
        "seconds": 0.0,
        "limits": {},
    }
    (folder / "outcome.json").write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")
    return len(states)
