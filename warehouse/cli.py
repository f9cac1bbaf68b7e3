"""`python -m warehouse`: everything that an operator can do to a warehouse."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.run import is_read
from warehouse import extraction, intake, load, release, retention, summary
from warehouse.errors import WarehouseError
from warehouse.lock import exclusive
from warehouse.paths import Warehouse
from warehouse.review.cli import app as review_app
from warehouse.settings import load_settings

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Operate a Kenpo Warehouse."
)

app.add_typer(review_app, name="review")

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", help="Folder of the warehouse; KENPO_WAREHOUSE if not given.")
]
ReportsOption = Annotated[Path | None, typer.Option("--reports", help="Folder of reports; KENPO_REPORTS if not given.")]
DatabaseOption = Annotated[
    Path | None, typer.Option("--database", help="Database of a release; the published one if not given.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Build and check even if nothing changed.")]


class Engine(StrEnum):
    """Databases besides DuckDB that the project can be built in."""

    postgres = "postgres"


class Table(StrEnum):
    """What can be asked of an earlier release."""

    scorecard = "scorecard"
    figures = "figures"


def _warehouse(folder: Path | None) -> Warehouse:
    return load.open_warehouse(folder.absolute() if folder else None)


def _reports(folder: Path | None) -> Path:
    settings = load_settings()
    return folder.absolute() if folder else settings.resolved(settings.reports)


@app.command()
def run(reports: ReportsOption = None, warehouse: WarehouseOption = None, force: ForceOption = False) -> None:
    """Load a folder of reports by running the Airflow DAG here (what `make run` does)."""
    from warehouse import local_run

    settings = load_settings()
    folder = warehouse.absolute() if warehouse else settings.resolved(settings.warehouse)
    code = local_run.run(_reports(reports), folder, settings, force)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # taking a million objects of Airflow apart before the end takes two seconds


@app.command("load")
def load_without_airflow(
    reports: ReportsOption = None, warehouse: WarehouseOption = None, force: ForceOption = False
) -> None:
    """Load a folder of reports with the same steps, without Airflow."""
    opened = _warehouse(warehouse)
    error: WarehouseError | None = None
    try:
        load.load(opened, _reports(reports), force)
    except WarehouseError as raised:
        error = raised
    code = summary.show(opened, summary.make_console())
    sys.exit(error.exit_code if error else code)


@app.command("read-ahead", hidden=True)
def read_ahead(reports: ReportsOption = None, warehouse: WarehouseOption = None, workers: int = 2) -> None:
    """Store and read a folder's reports without entering them in the ledger."""
    from warehouse import raw_store

    opened = _warehouse(warehouse)
    files = [(raw_store.store(path, opened.raw).sha256, path.name) for path in intake.scan(_reports(reports)).reports]
    pending = [pair for pair in files if not is_read(opened.fact_set(pair[0]))]
    extraction.extract_all(opened, pending, workers)


@app.command()
def rollback(
    release_id: Annotated[str | None, typer.Argument(help="Release to go back to; if not given, the previous.")] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Show readers an earlier release again."""
    opened = _warehouse(warehouse)
    with exclusive(opened.lock_file, load_settings().lock_timeout):
        target = release.rollback(opened, release_id)
    typer.echo(f"release {target.release_id} (built {target.built_at}) is published again")
    if load_settings().postgres.get_secret_value():
        serve(warehouse)


@app.command()
def serve(warehouse: WarehouseOption = None) -> None:
    """Let PostgreSQL (KENPO_POSTGRES) show the published release; every load and rollback does so too."""
    from warehouse.serving.service import serve as serve_now

    typer.echo(str(serve_now(_warehouse(warehouse), load_settings())))


@app.command("build-on")
def build_on(
    database: Annotated[Engine, typer.Argument(help="Where dbt builds.")], warehouse: WarehouseOption = None
) -> None:
    """Build the whole dbt project inside another database (KENPO_POSTGRES_BUILD); publishes nothing."""
    from warehouse.postgres_build import build_on_postgres

    opened, settings = _warehouse(warehouse), load_settings()
    with exclusive(opened.lock_file, settings.lock_timeout):
        counts = build_on_postgres(opened, settings)
    typer.echo(f"{database.value}: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))


@app.command()
def releases(warehouse: WarehouseOption = None) -> None:
    """List the releases that are kept; the published one is marked."""
    opened = _warehouse(warehouse)
    now, gone = release.published(opened), release.withdrawn(opened)
    for item in release.list_releases(opened):
        mark = "*" if now and item.release_id == now.release_id else " "
        state = "rolled back" if item.release_id in gone else (item.gate_result or "")
        typer.echo(f"{mark} {item.release_id}  {len(item.inputs):>4} reports  {item.code_version:<26} {state}")
    if now is None:
        typer.echo("nothing is published yet")


@app.command()
def clean(
    keep: Annotated[int | None, typer.Option(help="Newest releases to keep; KENPO_KEEP_RELEASES if not given.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Delete releases that the policy keeps no longer (every publish does it too); never one that readers may need."""
    opened, settings = _warehouse(warehouse), load_settings()
    policy = retention.policy(settings)
    if keep is not None:
        policy = replace(policy, newest=keep)
    with exclusive(opened.lock_file, settings.lock_timeout):
        gone = retention.superfluous(opened, policy) if dry_run else retention.clean(opened, policy)
    said = "would delete" if dry_run else "deleted"
    typer.echo(f"{said} {len(gone)} releases" + "".join(f"\n  {name}" for name in gone))


@app.command("as-of")
def as_of(
    when: Annotated[str, typer.Argument(help="A release, a day (its end, UTC) or a moment such as 2026-04-30T12:00.")],
    to: Annotated[Path | None, typer.Option(help="Write what it said into this .csv or .parquet file.")] = None,
    table: Annotated[Table, typer.Option(help="What to write.")] = Table.scorecard,
    warehouse: WarehouseOption = None,
) -> None:
    """Tell which release readers saw at a moment, where it is, and what it said."""
    from warehouse.history import question

    opened = _warehouse(warehouse)
    answer = question.find_release(opened, when)
    typer.echo("\n".join(question.describe(opened, answer)))
    if to:
        typer.echo(f"  {question.export(opened, answer, table.value, to)} rows of the {table.value} are in {to}")


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="New or empty folder for the files.")],
    release_id: Annotated[
        str | None, typer.Option("--release", help="A kept release; if not given, the published one.")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Write a kept release as Parquet, CSV and Excel files with a data package."""
    from warehouse import build

    opened = _warehouse(warehouse)
    build.export_kept(opened, load_settings(), release_id, to.absolute())
    typer.echo(f"the exports are in {to}")


@app.command()
def status(warehouse: WarehouseOption = None) -> None:
    """Show the summary of the last load and what is published."""
    opened = _warehouse(warehouse)
    now = release.published(opened)
    typer.echo(f"published: {now.release_id}, built {now.built_at}" if now else "published: nothing yet")
    summary.show(opened, summary.make_console())


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def metrics(context: typer.Context, database: DatabaseOption = None, warehouse: WarehouseOption = None) -> None:
    """Ask the semantic layer of a release: `metrics query --metrics attainment_rate --group-by kpi__pillar`."""
    from warehouse import semantics

    semantics.ask_metrics(database or _warehouse(warehouse).current_database, context.args)


@app.command("dbt-docs")
def dbt_docs(
    to: Annotated[Path, typer.Option(help="The HTML file to write.")] = Path("var/dbt-docs/index.html"),
    database: DatabaseOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Write the documentation of every table and column with its lineage, as one HTML file."""
    from warehouse import semantics

    typer.echo(semantics.write_docs(database or _warehouse(warehouse).current_database, to))


@app.command()
def airflow() -> None:
    """Start Airflow's scheduler, DAG processor, triggerer and web UI on 127.0.0.1 (what `make airflow` does)."""
    from warehouse import airflow_server

    airflow_server.serve(load_settings())


@app.command("airflow-prepare", hidden=True)
def airflow_prepare() -> None:
    """Create Airflow's metadata and pools, where AIRFLOW_HOME and its database are configured."""
    from warehouse.airflow_env import airflow_environment, prepare_metadata

    settings = load_settings()
    os.environ.update(airflow_environment(settings))
    prepare_metadata(Path(os.environ["AIRFLOW_HOME"]), settings.workers)


@app.command()
def superset(warehouse: WarehouseOption = None) -> None:
    """Start Superset with the dashboards on 127.0.0.1 (what `make superset` does)."""
    from warehouse import superset_server

    superset_server.serve(load_settings(), _warehouse(warehouse))


@app.command()
def dashboards(
    export: Annotated[bool, typer.Option("--export", help="Write what Superset holds into dashboards/assets.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Import the dashboards into Superset's metadata, or export them from there."""
    from warehouse import superset_server

    superset_server.move_assets(load_settings(), _warehouse(warehouse), "export" if export else "import")


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; an error that we know is one line, not a traceback."""
    try:
        return app(arguments, standalone_mode=True)
    except WarehouseError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)
