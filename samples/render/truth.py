"""What a sample report says, written down while it is rendered, so that reading it can be checked fact by fact."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path

# Columns of the truth files; `place` becomes `page` for PDFs and `source_line` for text conversions.
_COLUMNS = """
report: branch title fiscal_year report_kind period as_of place note
kpi_targets: branch fiscal_year kpi_code kpi_text comparator target_value unit source_section place note
kpi_actuals: branch kpi_code fiscal_year as_of value unit basis provisional scope source_section place note
monthly_actuals: branch fiscal_year month measure_ja kpi_code basis value unit place note
period_totals: branch fiscal_year measure_ja kpi_code period value unit dimension place note
plan_items: branch fiscal_year section item_no item_ja importance difficulty owner_group place note
statuses: branch fiscal_year period section item_ja symbol status place note
schedule: branch fiscal_year section item_no activity_ja month mark place note
ranks: branch fiscal_year kpi_code measure_ja as_of rank previous_rank place note
"""
COLUMNS = {kind: names.split() for kind, names in (line.split(":") for line in _COLUMNS.strip().splitlines())}


@dataclass
class Truth:
    """The facts of one report by kind; `place` is the page or source line that is being rendered."""

    branch: str
    fiscal_year: str
    place_column: str = "page"
    place: int = 1
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    meta: dict[str, object] = field(default_factory=dict)

    def add(self, kind: str, **values: str) -> None:
        """Write down one fact; branch, fiscal year and place are known unless given."""
        row = {"branch": self.branch, "fiscal_year": self.fiscal_year, "place": str(self.place)} | values
        if unknown := set(row) - set(COLUMNS[kind]):
            raise ValueError(f"{kind} has no column {', '.join(sorted(unknown))}")
        self.rows.setdefault(kind, []).append(row)

    def write(self, folder: Path) -> None:
        """Write one CSV file for every kind that has facts, `conflicts.md` and `meta.json`."""
        folder.mkdir(parents=True, exist_ok=True)
        for kind, columns in COLUMNS.items():
            if kind in self.rows:
                self._write_csv(folder / f"{kind}.csv", columns, self.rows[kind])
        lines = [f"- {sentence}" for sentence in self.conflicts] or ["- none"]
        text = "# What this report contradicts itself in\n\n" + "\n".join(lines) + "\n"
        (folder / "conflicts.md").write_text(text, encoding="utf-8")
        meta = json.dumps(self.meta, ensure_ascii=False, indent=1) + "\n"
        (folder / "meta.json").write_text(meta, encoding="utf-8")

    def _write_csv(self, path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
        header = [self.place_column if column == "place" else column for column in columns]
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(header)
            writer.writerows([row.get(column, "") for column in columns] for row in rows)
