"""The catalogue that names are matched to and the one that the marts join must know the same codes."""

from __future__ import annotations

import csv
from pathlib import Path

from extract.catalogue import catalogue
from extract.shapes.report.report_branch import branches

SEEDS = Path(__file__).parents[3] / "dbt_project" / "seeds"


def seed(name: str) -> list[dict[str, str]]:
    (path,) = SEEDS.rglob(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def year(cell: str) -> int | None:
    return int(cell) if cell else None


def test_every_kpi_code_is_in_both() -> None:
    assert {row["kpi_code"] for row in seed("kpi_catalog")} == set(catalogue())


def test_units_and_years_of_the_kpis_agree() -> None:
    known = catalogue()
    for row in seed("kpi_catalog"):
        kpi = known[row["kpi_code"]]
        assert (row["unit"] or None) == kpi.unit, row["kpi_code"]
        assert (row["default_basis"] or None) == kpi.default_basis, row["kpi_code"]
        assert kpi.from_fy == year(row["valid_from_fy"]), row["kpi_code"]
        assert kpi.to_fy == year(row["valid_to_fy"]), row["kpi_code"]
        assert kpi.figures_from_fy == year(row["figures_from_fy"]), row["kpi_code"]
        assert kpi.figures_to_fy == year(row["figures_to_fy"]), row["kpi_code"]
        assert kpi.replaced_by == (row["replaced_by"] or None), row["kpi_code"]


def test_what_replaced_a_kpi_follows_it_without_a_gap() -> None:
    known = catalogue()
    for kpi in known.values():
        if kpi.replaced_by:
            assert kpi.to_fy is not None
            assert known[kpi.replaced_by].from_fy == kpi.to_fy + 1


def test_every_branch_is_in_both() -> None:
    assert {row["branch_code"]: row["name_ja"] for row in seed("branches")} == {
        code: name for name, code in branches().items()
    }
