"""Command line of extraction, for one report at a time.

`read` prints its facts, `explain` the chain behind one of them with a picture of the cell, `coverage` what was read and
what was not, `tables` every table the reader sees.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table as RichTable

from extract.document import Table
from extract.errors import ExtractError
from extract.facts import FACT_KINDS, SCHEMAS
from extract.run import extract_report, file_digest
from extract.shapes.tables.labelled.cells import doubt_in
from extract.show.chain import explain as explain_fact
from extract.show.listing import chain_lines, coverage_table, hints, listing
from extract.show.outlines import lines_of, pictures_of
from extract.show.sources import ID_COLUMN, Source, read_source, stored_source
from extract.worker import read_document

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Read branch reports (PDF or text) into facts.")

_STATES = ("ok", "flagged", "derived")
_File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="a PDF, or a text conversion")]


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Ends the program with one readable line where something is wrong with the file."""
    try:
        yield
    except ExtractError as error:
        typer.echo(f"{name}: {error}", err=True)
        raise typer.Exit(1) from error


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else 200)


@app.command()
def read(
    file: _File,
    kind: Annotated[str | None, typer.Option(help="only this kind of fact, such as kpi_target")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, one object per fact")] = False,
    state: Annotated[str | None, typer.Option(help="only facts in this review state: ok, flagged, derived")] = None,
    parquet: Annotated[
        Path | None, typer.Option(help="write the complete fact set below this folder, as the warehouse does")
    ] = None,
) -> None:
    """Print the facts, rejects and conflicts of one report, or write them as Parquet."""
    if kind is not None and kind not in SCHEMAS:
        raise typer.BadParameter(f"{kind} is no kind of fact; there are {', '.join(SCHEMAS)}", param_hint="--kind")
    if state is not None and state not in _STATES:
        raise typer.BadParameter(f"{state} is no state; there are {', '.join(_STATES)}", param_hint="--state")
    if parquet is not None:
        _write(file, parquet)
        return
    with _named(file.name):
        source = read_source(file)
    chosen = {name: source.rows.get(name, []) for name in (*FACT_KINDS, "reject", "conflict") if kind in (None, name)}
    if state:
        chosen = {name: [row for row in found if row.get("review_state") == state] for name, found in chosen.items()}
    if as_json:
        for name, found in chosen.items():
            for row in found:
                typer.echo(json.dumps({"kind": name, **row}, ensure_ascii=False, default=str))
        return
    console = _console()
    for name, found in chosen.items():
        if found:
            console.print(listing(name, found, ID_COLUMN[name]))
    if not any(chosen.values()):
        typer.echo(
            f"{file.name}: no such fact; `extract coverage {file}` says what was read and what was not", err=True
        )


def _write(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    outcome = extract_report(file, folder)
    typer.echo(str(outcome.folder))
    if outcome.status == "rejected":
        typer.echo(f"{file.name}: {outcome.reason}", err=True)
        raise typer.Exit(1)


@app.command()
def explain(
    fact_id: Annotated[str, typer.Argument(help="the id of a fact, reject or conflict, or how it begins")],
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="its report; without, a warehouse is searched")
    ] = None,
    warehouse: Annotated[Path, typer.Option(help="the warehouse to search")] = Path("var/warehouse"),
    image: Annotated[Path | None, typer.Option(help="where to write the picture (PNG)")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the chain as JSON")] = False,
) -> None:
    """Show the chain cell → text → value → KPI → checks of one fact, with a picture of the cell on its page."""
    with _named(file.name if file else str(warehouse)):
        source = read_source(file) if file else stored_source(warehouse, fact_id)
        chain = explain_fact(source, fact_id)
        beside = file.parent if file else Path()
        written = _pictures(source, chain, image or beside / f"{Path(source.file_name).stem}.{chain['id']}.png")
    if as_json:
        typer.echo(json.dumps({**chain, "pictures": written}, ensure_ascii=False, default=str))
        return
    for line in chain_lines(chain):
        typer.echo(line)
    for line in lines_of(source, chain):
        typer.echo(line)
    for name in written:
        typer.echo(f"picture   {name}")
    if source.data is None:
        typer.echo("picture   none: the bytes of the report are no longer in the warehouse; give its file", err=True)


def _pictures(source: Source, chain: dict[str, Any], target: Path) -> list[str]:
    """Writes a picture for each page that the chain leads to; the first under the name asked for."""
    written = []
    for number, (page, data) in enumerate(pictures_of(source, chain).items()):
        path = target if not number else target.with_name(f"{target.stem}-page{page}{target.suffix}")
        try:
            path.write_bytes(data)
        except OSError as error:
            raise ExtractError(f"cannot write {path} ({error.strerror}); name another place with --image") from error
        written.append(str(path))
    return written


@app.command()
def coverage(
    file: _File,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON: a list of pieces of the report")] = False,
    gaps: Annotated[bool, typer.Option("--gaps", help="only what was not read, or not wholly")] = False,
) -> None:
    """Show which tables and sentences of a report were read, as what, and which were not and why."""
    with _named(file.name):
        source = read_source(file)
    entries = [e for e in source.coverage if not gaps or not e["read"] or e.get("left_count") or e.get("rejects")]
    if as_json:
        typer.echo(json.dumps(entries, ensure_ascii=False))
        return
    _console().print(coverage_table(entries))
    rows = [row for kind in FACT_KINDS for row in source.rows.get(kind, [])]
    flagged = sum(row["review_state"] == "flagged" for row in rows)
    rejects = source.rows.get("reject", [])
    typer.echo(f"{len(rows)} facts, {flagged} of them flagged, {len(rejects)} rejects")
    for row in rejects:
        page = f" on page {row['page']}" if row["page"] else ""
        text = " ".join(row["extracted_text"].split())[:60]
        typer.echo(f"  reject {row['reject_id']}{page}: {text}: {row['reason']}")
    for hint in hints(entries):
        typer.echo(f"look in {hint}")
    if hints(entries):
        typer.echo("docs/how-to/add-a-form.md shows how a rule is added")


@app.command()
def tables(
    file: _File,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON: a list of {page, table, rows, doubts}")] = False,
) -> None:
    """Print every table that the reader sees, nested ones after the table that holds them."""
    with _named(file.name):
        document = read_document(file.read_bytes(), file.name, file_digest(file))
    found = [_table(page.number, table) for page in document.pages for table in page.tables()]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    console = _console()
    for entry in found:
        grid = RichTable(
            show_header=False,
            title=f"page {entry['page']}, table {entry['table']}",
            title_justify="left",
            show_lines=True,
        )
        for row in entry["rows"]:
            grid.add_row(*row)
        console.print(grid)
        for told in entry["doubts"]:
            console.print(f"row {told['row']} column {told['col']}: {told['doubt']}", markup=False)


def _table(page: int | None, table: Table) -> dict[str, Any]:
    doubts = [
        {"row": cell.row, "col": cell.col, "doubt": doubt}
        for cell in table.cells
        if (doubt := doubt_in(cell)) is not None
    ]
    return {"page": page, "table": table.index, "rows": table.rows(), "doubts": doubts}
