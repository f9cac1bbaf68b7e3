"""The rules of dbt-project-evaluator, applied to the manifest, and the style of the SQL."""

from __future__ import annotations

import json
from typing import Any

import pytest
from synthetic_lake import DBT_PROJECT, Lake

#: Folder of a layer and the prefixes its models may have.
PREFIXES = {
    "staging/facts": ("stg_facts__",),
    "staging/ledger": ("stg_ledger__",),
    "staging/corrections": ("stg_corrections__",),
    "staging/history": ("stg_history__",),
    "intermediate": ("int_",),
    "marts/dimensions": ("dim_",),
    "marts/facts": ("fct_",),
    "marts/kpi": ("mart_",),
    "marts/plan": ("mart_",),
    "marts/quality": ("mart_", "rejects_"),
    "marts/release": ("release",),
    "marts/history": ("dim_", "fct_"),
}
MAX_JOINS = 7
#: Names of types that DuckDB and PostgreSQL both know and mean alike.
PORTABLE_TYPES = {"bigint", "boolean", "date", "double precision", "integer", "timestamp", "varchar"}

Node = dict[str, Any]


@pytest.fixture(scope="module")
def manifest(lake: Lake) -> dict[str, Any]:
    return json.loads((lake.folder / "target" / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> list[Node]:
    found = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert len(found) > 40
    return found


def parents(node: Node, kind: str) -> list[str]:
    return [parent for parent in node["depends_on"]["nodes"] if parent.startswith(f"{kind}.")]


def layer(node: Node) -> str:
    return node["path"].split("/")[0]


def test_only_the_calendar_has_no_parents(models: list[Node]) -> None:
    assert [node["name"] for node in models if not node["depends_on"]["nodes"]] == ["dim_month"]


def test_contracts_name_types_that_every_target_knows(models: list[Node]) -> None:
    for node in models:
        types = {column["data_type"] for column in node["columns"].values() if column["data_type"]}
        assert types <= PORTABLE_TYPES, node["name"]


def test_staging_is_one_to_one_with_sources(models: list[Node], manifest: dict[str, Any]) -> None:
    staged = [parents(node, "source") for node in models if layer(node) == "staging"]
    assert all(len(sources) == 1 for sources in staged)
    assert sorted(source for sources in staged for source in sources) == sorted(manifest["sources"])
    assert not [node["name"] for node in models if layer(node) == "staging" and parents(node, "model")]


def test_only_staging_reads_sources(models: list[Node]) -> None:
    assert not [node["name"] for node in models if layer(node) != "staging" and parents(node, "source")]


def test_a_layer_reads_only_layers_before_it(models: list[Node]) -> None:
    order = {"staging": 0, "intermediate": 1, "marts": 2}
    by_id = {node["unique_id"]: node for node in models}
    backwards = [
        (node["name"], parent)
        for node in models
        for parent in parents(node, "model")
        if order[layer(by_id[parent])] > order[layer(node)]
    ]
    assert backwards == []


def test_every_model_has_a_primary_key_test(models: list[Node], manifest: dict[str, Any]) -> None:
    tested = {
        node["attached_node"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and (node.get("test_metadata") or {}).get("name") == "primary_key"
    }
    assert [node["name"] for node in models if node["unique_id"] not in tested] == []


def test_everything_is_described(models: list[Node], manifest: dict[str, Any], lake: Lake) -> None:
    import duckdb

    with duckdb.connect(str(lake.candidate), read_only=True) as connection:
        built = connection.execute("select table_schema, table_name, column_name from information_schema.columns")
        columns: dict[tuple[str, str], set[str]] = {}
        for schema, table, column in built.fetchall():
            columns.setdefault((schema, table), set()).add(column)
    bare = []
    for node in [*models, *(node for node in manifest["nodes"].values() if node["resource_type"] == "seed")]:
        described = {name for name, column in node["columns"].items() if column["description"].strip()}
        missing = columns[(node["schema"], node["alias"])] ^ described
        bare += [f"{node['name']}.{column}" for column in sorted(missing)]
        if not node["description"].strip():
            bare.append(node["name"])
    assert bare == []
    assert not [source["name"] for source in manifest["sources"].values() if not source["description"]]


def test_every_number_of_the_marts_says_its_unit(models: list[Node]) -> None:
    """As `meta.unit`, or as `meta.unit_from`: a column of the model, or that of its KPI (`dim_kpi.unit`)."""
    bare = []
    for node in (node for node in models if layer(node) == "marts"):
        for name, column in node["columns"].items():
            meta = column["config"]["meta"]
            known = {*node["columns"], "dim_kpi.unit"} if "kpi_code" in node["columns"] else set(node["columns"])
            if column["data_type"] == "double" and not meta.get("unit") and meta.get("unit_from") not in known:
                bare.append(f"{node['name']}.{name}")
    assert bare == []


def test_descriptions_start_with_grain_and_key(models: list[Node]) -> None:
    for node in models:
        first = node["description"].split(". ")[0]
        assert first.startswith("One row") and "key" in first, node["name"]
        assert {"label_ja", "label_en"} <= set(node["config"]["meta"]), node["name"]


def test_few_joins(models: list[Node]) -> None:
    many = {node["name"]: node["raw_code"].count(" join ") for node in models}
    assert {name: joins for name, joins in many.items() if joins >= MAX_JOINS} == {}


def test_prefix_fits_folder(models: list[Node]) -> None:
    for node in models:
        folder = next(folder for folder in PREFIXES if node["path"].startswith(folder))
        assert node["name"].startswith(PREFIXES[folder]), node["path"]


def test_marts_are_public_and_under_contract(models: list[Node]) -> None:
    for node in models:
        is_mart = layer(node) == "marts"
        assert (node["access"] == "public") == is_mart, node["name"]
        assert node["config"]["contract"]["enforced"] == is_mart, node["name"]


def test_models_end_with_select_star_from_a_named_step(models: list[Node]) -> None:
    last_lines = {node["name"]: node["raw_code"].strip().splitlines()[-1] for node in models}
    assert {name: line for name, line in last_lines.items() if not line.startswith("select * from")} == {}


def test_no_packages_and_no_telemetry() -> None:
    assert not (DBT_PROJECT / "packages.yml").exists()
    assert "send_anonymous_usage_stats: false" in (DBT_PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
