"""Who reads the marts is written down: dashboards, the evidence site and the files, with all that they depend on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from synthetic_lake import Lake

ASSETS = Path(__file__).resolve().parents[2] / "dashboards" / "assets"
DASHBOARDS = {"national", "branch", "kpi", "plan", "quality"}


@pytest.fixture(scope="module")
def manifest(lake: Lake) -> dict[str, Any]:
    return json.loads((lake.folder / "target" / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def exposures(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {exposure["name"]: exposure for exposure in manifest["exposures"].values()}


def read_by(exposure: dict[str, Any]) -> set[str]:
    return {node.split(".")[-1] for node in exposure["depends_on"]["nodes"]}


def test_every_dashboard_the_site_and_the_files_are_named(exposures: dict[str, dict[str, Any]]) -> None:
    expected = {*(f"dashboard_{name}" for name in DASHBOARDS), "evidence_site", "release_exports"}
    assert set(exposures) == expected
    for exposure in exposures.values():
        assert exposure["owner"]["name"] and exposure["maturity"] and exposure["description"], exposure["name"]
        assert re.match(r".+ / .+", exposure["label"]), exposure["name"]


def test_nobody_reads_anything_but_marts(exposures: dict[str, dict[str, Any]], manifest: dict[str, Any]) -> None:
    for exposure in exposures.values():
        access = {manifest["nodes"][node]["access"] for node in exposure["depends_on"]["nodes"]}
        assert access == {"public"}, exposure["name"]


def test_the_files_hold_every_mart(exposures: dict[str, dict[str, Any]], manifest: dict[str, Any]) -> None:
    marts = {node["name"] for node in manifest["nodes"].values() if node.get("access") == "public"}
    assert read_by(exposures["release_exports"]) == marts


@pytest.mark.skipif(not ASSETS.exists(), reason="the dashboards are not part of this checkout")
@pytest.mark.parametrize("name", sorted(DASHBOARDS))
def test_a_dashboard_reads_what_its_exposure_says(exposures: dict[str, dict[str, Any]], name: str) -> None:
    assets = {
        kind: {asset["uuid"]: asset for path in (ASSETS / kind).rglob("*.yaml") if (asset := load(path))}
        for kind in ("charts", "datasets")
    }
    layout = load(ASSETS / "dashboards" / f"{name}.yaml")["position"].values()
    charts = [part["meta"]["uuid"] for part in layout if isinstance(part, dict) and part.get("type") == "CHART"]
    datasets = {assets["charts"][chart]["dataset_uuid"] for chart in charts}
    queries = " ".join(str(assets["datasets"][dataset].get("sql")) for dataset in datasets)
    tables = re.findall(r"rejects\.cell|marts\.\w+", queries)
    models = {table.removeprefix("marts.").replace("rejects.cell", "rejects_cell") for table in tables}
    assert models <= read_by(exposures[f"dashboard_{name}"])


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
