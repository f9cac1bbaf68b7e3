"""Prepare Superset's metadata and move the dashboards between this folder and Superset.

Runs in Superset's own environment, started by `python -m warehouse superset`:

    python dashboards/manage.py prepare     metadata, roles, the first user, and the dashboards of this folder
    python dashboards/manage.py export      what Superset holds now, written into this folder in its one form
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"
ADMIN = "admin"
#: The address stands in no file: it is set on import.
NO_ADDRESS = "duckdb:///current.duckdb"
#: What Superset works out by itself and writes beside what was said.
WORKED_OUT = (
    "chart_configuration",
    "global_chart_configuration",
    "chartsInScope",
    "tabsInScope",
    "shared_label_colors",
    "map_label_colors",
    "color_scheme_domain",
)


class _Block(yaml.SafeDumper):
    """YAML in which text of several lines stands as it is read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Block.add_representer(str, _text)


def dump(value: Any) -> str:
    """YAML of an asset in the one form that this repository keeps."""
    return yaml.dump(value, Dumper=_Block, allow_unicode=True, sort_keys=False, width=120)


def bundle(source_uri: str) -> dict[str, str]:
    """Every file of the assets by its path, the database at `source_uri`, the dashboards in the common style."""
    style = (HERE / "style.css").read_text(encoding="utf-8")
    contents = {}
    for path in sorted(ASSETS.rglob("*.yaml")):
        name = path.relative_to(ASSETS).as_posix()
        asset = yaml.safe_load(path.read_text(encoding="utf-8"))
        if name.startswith("databases/"):
            asset["sqlalchemy_uri"] = source_uri
        elif name.startswith("dashboards/"):
            asset["css"] = style
        contents[name] = dump(asset)
    return contents


def import_assets(source_uri: str) -> None:
    """Put the assets into Superset; what was there under the same identifiers is replaced.

    Raises:
        CommandInvalidError: an asset is not what Superset can import.
    """
    from flask import g
    from superset import security_manager
    from superset.commands.importers.v1.assets import ImportAssetsCommand

    g.user = security_manager.find_user(username=ADMIN)
    ImportAssetsCommand(bundle(source_uri)).run()


def prepare(source_uri: str, password: str) -> None:
    """Bring the metadata to this version of Superset, create roles and the first user, import the assets."""
    from flask_migrate import upgrade
    from superset import security_manager
    from superset.extensions import appbuilder

    upgrade(str(Path(__import__("superset").__file__).parent / "migrations"))
    appbuilder.add_permissions(update_perms=True)
    security_manager.sync_role_definitions()
    if security_manager.find_user(username=ADMIN) is None:
        role = security_manager.find_role("Admin")
        security_manager.add_user(ADMIN, "Kenpo", "Warehouse", "admin@localhost", role, password=password)
    import_assets(source_uri)


def export_assets(folder: Path = ASSETS) -> None:
    """Write what Superset holds into `folder`; an asset keeps its file, a new one is named after its title."""
    from flask import g
    from superset import security_manager
    from superset.commands.export.assets import ExportAssetsCommand

    g.user = security_manager.find_user(username=ADMIN)
    files = {_uuid(path): path for path in ASSETS.rglob("*/*.yaml")}
    for name, content in ExportAssetsCommand().run():
        asset = yaml.safe_load(content())
        if "uuid" not in asset:
            continue
        known = files.get(asset["uuid"])
        path = folder / (known.relative_to(ASSETS) if known else Path(name.split("/")[0], Path(name).name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(normal_form(path.parent.name, asset)), encoding="utf-8")


def normal_form(kind: str, asset: dict[str, Any]) -> dict[str, Any]:
    """An exported asset without what differs from one installation to the next."""
    if kind == "databases":
        return {**asset, "sqlalchemy_uri": NO_ADDRESS}
    if kind == "charts":
        return {**asset, "query_context": None}
    if kind == "datasets":
        asset["columns"].sort(key=lambda column: column["column_name"])
        asset["metrics"].sort(key=lambda metric: metric["metric_name"])
        return asset
    asset = _without(asset, WORKED_OUT)
    shown = [part["meta"] for part in asset["position"].values() if isinstance(part, dict) and part["type"] == "CHART"]
    shown.sort(key=lambda meta: meta["uuid"])
    numbers = {meta["chartId"]: number for number, meta in enumerate(shown, 1)}
    for meta in shown:
        meta["chartId"] = numbers[meta["chartId"]]
    for scope in (item["scope"] for item in asset["metadata"]["native_filter_configuration"]):
        scope["excluded"] = sorted(numbers[chart] for chart in scope["excluded"])
    return {**asset, "css": ""}


def _uuid(path: Path) -> str:
    return str(yaml.safe_load(path.read_text(encoding="utf-8"))["uuid"])


def _without(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {name: _without(inner, names) for name, inner in value.items() if name not in names}
    return [_without(inner, names) for inner in value] if isinstance(value, list) else value


def main(arguments: list[str]) -> int:
    """Run one of the commands named above inside Superset's application."""
    from superset.app import create_app

    with create_app().app_context():
        match arguments:
            case ["prepare"]:
                prepare(os.environ["SUPERSET_SOURCE_URI"], os.environ["SUPERSET_ADMIN_PASSWORD"])
            case ["export", *folder]:
                export_assets(*map(Path, folder))
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
