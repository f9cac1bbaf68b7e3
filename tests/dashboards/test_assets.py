"""What can be said of the assets without Superset."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest
import yaml

from warehouse.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "dashboards"
ASSETS: dict[str, Any] = {
    path.relative_to(FOLDER / "assets").as_posix(): yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((FOLDER / "assets").rglob("*/*.yaml"))
}
#: The dataset that gives a code its sign, by the language of colours.csv that the code is of.
SIGNED_IN = {"status": "plan_progress", "attainment": "kpi_scorecard", "pace": "kpi_pace"}
COLOURS = list(csv.DictReader((FOLDER / "colours.csv").open(encoding="utf-8")))
STYLE = (FOLDER / "style.css").read_text(encoding="utf-8")


def of(kind: str) -> dict[str, Any]:
    return {name: asset for name, asset in ASSETS.items() if name.startswith(f"{kind}/")}


def label(row: dict[str, str]) -> str:
    return f"{row['sign']} {row['label_ja']} {row['label_en']}"


@pytest.mark.parametrize("row", COLOURS, ids=lambda row: f"{row['language']}-{row['code']}")
def test_a_status_has_one_colour_sign_and_label_everywhere(row: dict[str, str]) -> None:
    for board in of("dashboards").values():
        assert board["metadata"]["label_colors"][label(row)] == row["colour"]
    assert re.search(rf"\.kw-{row['code']}\b[^{{]*{{ background: {row['colour']}", STYLE)
    dataset = ASSETS[f"datasets/{SIGNED_IN[row['language']]}.yaml"]
    assert re.search(rf"when '{row['code']}' then '{row['sign']}", dataset["sql"])


def test_the_scale_beside_the_map_is_the_one_it_is_coloured_with() -> None:
    scheme = ASSETS["charts/kpi_map.yaml"]["params"]["linear_color_scheme"]
    configured = (FOLDER / "superset_config.py").read_text(encoding="utf-8")
    colours = re.search(rf'"id": "{scheme}".*?"colors": \[(.*?)\]', configured, re.DOTALL)
    shown = re.search(r"\.kw-scale i \{[^}]*linear-gradient\(to right, (.*?)\)", STYLE)
    assert colours and shown
    assert re.findall(r"#\w{6}", shown[1]) == re.findall(r"#\w{6}", colours[1])


def test_identifiers_are_unique_and_what_is_named_exists() -> None:
    identifiers = [asset["uuid"] for asset in ASSETS.values()]
    assert len(identifiers) == len(set(identifiers))
    charts, datasets = ({asset["uuid"] for asset in of(kind).values()} for kind in ("charts", "datasets"))
    assert {chart["dataset_uuid"] for chart in of("charts").values()} <= datasets
    shown = set()
    for board in of("dashboards").values():
        parts = [part for part in board["position"].values() if isinstance(part, dict)]
        shown |= {part["meta"]["uuid"] for part in parts if part["type"] == "CHART"}
        targets = [target for item in board["metadata"]["native_filter_configuration"] for target in item["targets"]]
        assert {target["datasetUuid"] for target in targets} <= datasets
    assert shown == charts


def test_columns_of_charts_and_filters_stand_in_their_dataset_with_a_label() -> None:
    columns = {
        dataset["uuid"]: {column["column_name"]: column["verbose_name"] for column in dataset["columns"]}
        for dataset in of("datasets").values()
    }
    for name, chart in of("charts").items():
        grouped = chart["params"].get("groupby", [])
        used = {*chart["params"].get("all_columns", ()), *([grouped] if isinstance(grouped, str) else grouped)}
        assert used <= set(columns[chart["dataset_uuid"]]), name
    for dataset in of("datasets").values():
        assert all(columns[dataset["uuid"]].values()), dataset["table_name"]


def test_rows_that_are_listed_have_an_order() -> None:
    """Which rows a limit leaves is otherwise chance, and DuckDB 2.0.0 waits for ever over some joins without one."""
    for name, chart in of("charts").items():
        if chart["params"].get("query_mode") == "raw":
            assert chart["params"]["order_by_cols"], name


def test_no_address_and_no_secret_stands_in_an_asset() -> None:
    [database] = of("databases").values()
    assert database["sqlalchemy_uri"] == "duckdb:///current.duckdb"
    assert not any(database[right] for right in ("allow_dml", "allow_ctas", "allow_cvas"))


def test_datasets_read_the_marts_and_what_was_rejected_only() -> None:
    for name, dataset in of("datasets").items():
        schemas = set(re.findall(r"(?:from|join)\s+(\w+)\.", dataset["sql"]))
        assert schemas and schemas <= {"marts", "rejects"}, name
