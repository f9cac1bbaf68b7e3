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


def test_every_dashboard_of_the_repository_has_an_exposure() -> None:
    assert {path.stem for path in (ASSETS / "dashboards").iterdir()} == DASHBOARDS


@pytest.mark.parametrize("name", sorted(DASHBOARDS))
def test_a_dashboard_reads_what_its_exposure_says_and_nothing_else(
    exposures: dict[str, dict[str, Any]], name: str
) -> None:
    exposure = exposures[f"dashboard_{name}"]
    assert read_by(exposure) == models_of(name)
    board = load(ASSETS / "dashboards" / f"{name}.yaml")
    assert exposure["url"].endswith(f"/superset/dashboard/{board['slug']}/")


def models_of(name: str) -> set[str]:
    """The models that the charts and the filters of a dashboard read."""
    charts, datasets = (
        {asset["uuid"]: asset for path in (ASSETS / kind).iterdir() if (asset := load(path))}
        for kind in ("charts", "datasets")
    )
    board = load(ASSETS / "dashboards" / f"{name}.yaml")
    parts = [part for part in board["position"].values() if isinstance(part, dict) and part.get("type") == "CHART"]
    used = {charts[part["meta"]["uuid"]]["dataset_uuid"] for part in parts}
    chosen = board["metadata"]["native_filter_configuration"]
    used |= {target["datasetUuid"] for item in chosen for target in item["targets"]}
    queries = " ".join(datasets[dataset]["sql"] for dataset in used)
    tables = re.findall(r"\b(?:marts|rejects)\.\w+", queries)
    return {table.replace(".", "_").removeprefix("marts_") for table in tables}


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
