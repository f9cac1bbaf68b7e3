"""Command line of extraction: `read` prints the facts of one report, `tables` every table the reader sees."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table as RichTable

from extract.document import Table
from extract.errors import ExtractError
from extract.facts import FACT_KINDS, Row
from extract.interpret import interpret
from extract.run import file_digest
from extract.worker import read_document

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Read branch reports (PDF or text) into facts.")

_SHOWN = (
    "fiscal_year",
    "month",
    "period",
    "kpi_code",
    "measure_ja",
    "kpi_text",
    "item_ja",
    "activity_ja",
    "comparator",
    "target_value",
    "value",
    "unit",
    "as_of",
    "basis",
    "scope",
    "symbol",
    "mark",
    "rank",
)


@app.command()
def read(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="a PDF, or a text conversion")],
    kind: Annotated[str | None, typer.Option(help="only this kind of fact, such as kpi_target")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, one object per fact")] = False,
    state: Annotated[str | None, typer.Option(help="only facts in this review state: ok, flagged, derived")] = None,
) -> None:
    """Print the facts, rejects and conflicts of one report."""
    try:
        document = read_document(file.read_bytes(), file.name, file_digest(file))
    except ExtractError as error:
        typer.echo(f"{file.name}: {error}", err=True)
        raise typer.Exit(1) from error
    rows = interpret(document)[0].finished()
    chosen = {name: rows.get(name, []) for name in (*FACT_KINDS, "reject", "conflict") if kind in (None, name)}
    if state:
        chosen = {name: [row for row in found if row.get("review_state") == state] for name, found in chosen.items()}
    if as_json:
        for name, found in chosen.items():
            for row in found:
                typer.echo(json.dumps({"kind": name, **row}, ensure_ascii=False, default=str))
        return
    console = Console(width=None if sys.stdout.isatty() else 200)
    for name, found in chosen.items():
        if found:
            console.print(_listing(name, found))


def _listing(kind: str, rows: list[Row]) -> RichTable:
    columns = [name for name in _SHOWN if any(row.get(name) is not None for row in rows)]
    listing = RichTable(
        "page",
        *columns,
        "state",
        "reason",
        title=f"{kind} ({len(rows)})",
        title_justify="left",
    )
    for row in rows:
        cells = [_cell(row.get(name)) for name in columns]
        listing.add_row(
            _cell(row.get("page")),
            *cells,
            row.get("review_state") or "",
            row.get("review_reason") or row.get("reason") or "",
        )
    return listing


def _cell(value: object) -> str:
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


@app.command()
def tables(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON: a list of {page, table, rows}")] = False,
) -> None:
    """Print every table that the reader sees, nested ones after the table that holds them."""
    try:
        document = read_document(file.read_bytes(), file.name, file_digest(file))
    except ExtractError as error:
        typer.echo(f"{file.name}: {error}", err=True)
        raise typer.Exit(1) from error
    found = [_table(page.number, table) for page in document.pages for table in page.tables()]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    console = Console(width=None if sys.stdout.isatty() else 200)
    for entry in found:
        listing = RichTable(
            show_header=False,
            title=f"page {entry['page']}, table {entry['table']}",
            title_justify="left",
            show_lines=True,
        )
        for row in entry["rows"]:
            listing.add_row(*row)
        console.print(listing)


def _table(page: int | None, table: Table) -> dict[str, Any]:
    return {"page": page, "table": table.index, "rows": table.rows()}
