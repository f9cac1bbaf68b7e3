"""What an operator sees at the end of a load: one line per report, then what happened and where to look next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from warehouse import extraction, intake
from warehouse.paths import Warehouse, read_json
from warehouse.settings import PROJECT_ROOT

_SHOWN_KINDS = {"targets": "kpi_target", "actuals": "kpi_actual", "monthly": "monthly_actual"}
_NOT_FACTS = {"report", "reject", "conflict"}
_WORDS = {"read": "loaded", "partly_read": "partly loaded", "rejected": "rejected"}
_STYLES = {"loaded": "green", "partly loaded": "yellow", "rejected": "red", "duplicate": "cyan"}
MINIMUM_WIDTH = 140
#: States of a load that went through.
FINISHED = ("published", "unchanged")


@dataclass(frozen=True)
class Line:
    """One offered report. `facts` counts by column of the table; `note` says what is odd about it."""

    file_name: str
    outcome: str
    pages: int | None
    facts: dict[str, int]
    flagged: int
    derived: int
    rejected: int
    note: str


def lines(warehouse: Warehouse, offer_ids: list[str]) -> list[Line]:
    """The lines of the given offers, by file name."""
    records = intake.ledger(warehouse)
    first = intake.first_names(records)
    judged = _judged_by_marts(warehouse)
    wanted = set(offer_ids)
    chosen = sorted((record for record in records if record.offer_id in wanted), key=lambda record: record.file_name)
    return [_line(warehouse, record, first[record.sha256], judged) for record in chosen]


def _judged_by_marts(warehouse: Warehouse) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Outcome and reason of each (file name, content) in the published release: what is read need not be usable."""
    if not warehouse.current_database.exists():
        return {}
    import duckdb

    with duckdb.connect(str(warehouse.current_database), read_only=True) as connection:
        try:
            rows = connection.execute("select file_name, sha256, outcome, reason from marts.mart_load_quality")
        except duckdb.CatalogException:  # a release made before that mart
            return {}
        return {(name, sha256): (outcome, reason) for name, sha256, outcome, reason in rows.fetchall()}


def _line(
    warehouse: Warehouse, record: intake.Offer, first_name: str, judged: dict[tuple[str, str], tuple[str, str | None]]
) -> Line:
    result = extraction.outcome(warehouse.fact_set(record.sha256))
    word, notes = _WORDS.get(str(result.get("status")), str(result.get("status"))), _notes(result)
    mart_outcome, mart_reason = judged.get((record.file_name, record.sha256), (None, None))
    if first_name != record.file_name and word != "rejected":
        word, notes = "duplicate", [f"the same content as {first_name}; adds no facts"]
    elif mart_outcome == "rejected" and word != "rejected":
        word, notes = "rejected", [str(mart_reason), *notes]
    counts = {} if word == "duplicate" else (result.get("counts") or {})
    facts = {column: int(counts.get(kind, 0)) for column, kind in _SHOWN_KINDS.items()}
    others = {kind: n for kind, n in counts.items() if kind not in {*_SHOWN_KINDS.values(), *_NOT_FACTS}}
    facts["other"] = sum(int(n) for n in others.values())
    fresh = word != "duplicate"
    return Line(
        file_name=record.file_name,
        outcome=word,
        pages=result.get("page_count"),
        facts=facts,
        flagged=int(result.get("flagged") or 0) if fresh else 0,
        derived=int(result.get("derived") or 0) if fresh else 0,
        rejected=int(result.get("rejected_cells") or 0) if fresh else 0,
        note="; ".join(notes),
    )


def _notes(result: dict[str, Any]) -> list[str]:
    unread = result.get("pages_unread") or []
    notes = [str(result["reason"])] if result.get("reason") else []
    said = " ".join(notes)
    new = [page for page in unread if str(page.get("reason")) not in said]
    notes += [f"page {page.get('page')} unread: {page.get('reason')}" for page in new[:2]]
    if len(new) > 2:
        notes.append(f"{len(new) - 2} more pages unread")
    return notes


def table(rows: list[Line]) -> Table:
    """The summary table, with a line of totals."""
    view = Table(title="Load summary", title_justify="left", show_footer=len(rows) > 1)
    numbers = [*_SHOWN_KINDS, "other", "flagged", "derived", "rejected"]
    name_width = min(max((cell_len(row.file_name) for row in rows), default=0), 40)
    pages = sum(row.pages or 0 for row in rows if row.outcome != "duplicate")
    sums = {name: sum(_number(row, name) for row in rows) for name in numbers}
    view.add_column("report", footer=f"{len(rows)} reports", overflow="fold", min_width=name_width)
    view.add_column("outcome")
    view.add_column("pages", justify="right", footer=str(pages))
    for name in numbers:
        view.add_column(name, justify="right", footer=str(sums[name]))
    for row in rows:
        style = _STYLES.get(row.outcome, "red")
        cells = [str(_number(row, name)) for name in numbers]
        view.add_row(row.file_name, f"[{style}]{row.outcome}[/]", _or_dash(row.pages), *cells)
    return view


def show_lines(rows: list[Line], console: Console) -> None:
    """Print the table and, under it, the whole note of every report that has one: a column would cut it off."""
    console.print(table(rows))
    for row in rows:
        if row.note:
            console.print(f"{row.file_name}: {row.note}", markup=False, soft_wrap=True)


def _number(row: Line, name: str) -> int:
    return row.facts[name] if name in row.facts else int(getattr(row, name))


def _or_dash(value: int | None) -> str:
    return "–" if value is None else str(value)


def make_console() -> Console:
    """A console on standard output; where that is no terminal, wide enough that lines are not broken."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=max(console.width, MINIMUM_WIDTH))


def show(warehouse: Warehouse, console: Console) -> int:
    """Print the summary of the last load; returns its exit code (0 if it went through)."""
    if not warehouse.last_load.exists():
        console.print(f"No load has run in {_short(warehouse.root)} yet.")
        return 0
    record = read_json(warehouse.last_load)
    rows = lines(warehouse, record.get("offers") or [])
    if rows:
        show_lines(rows, console)
    others = record.get("passed_over") or []
    if others:
        names = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        console.print(f"Not offered, being no report by name: {len(others)} ({names})", markup=False)
    if record.get("note"):
        console.print(str(record["note"]), markup=False)
    error, code = verdict(record)
    if error:
        head = "PUBLISHED, BUT" if record.get("state") in FINISHED else "NOT PUBLISHED"
        console.print(f"{head}: {error}", markup=False, style="red")
    show_places(warehouse, console)
    return code


def verdict(record: dict[str, Any]) -> tuple[str | None, int]:
    """What went wrong in a load and its exit code; `(None, 0)` if it went through."""
    if record.get("error"):
        return str(record["error"]), int(record.get("exit_code") or 1)
    if record.get("state") not in FINISHED:
        return "the load stopped before its end; run it again, it takes up where it stopped", 1
    return None, 0


def show_places(warehouse: Warehouse, console: Console) -> None:
    """Print where the published database and the Data Docs are, and the next step."""
    if not warehouse.current_database.exists():
        console.print("Nothing is published in this warehouse yet.")
        return
    database = _short(warehouse.current_database)
    query = "select * from marts.mart_load_quality"
    console.print(f"Published database  {database}", markup=False, soft_wrap=True)
    console.print(f"Data Docs           {_short(warehouse.current_docs / 'index.html')}", markup=False, soft_wrap=True)
    if warehouse.current_evidence.exists():
        site = _short(warehouse.current_evidence / "index.html")
        console.print(f"Evidence            {site}", markup=False, soft_wrap=True)
    if warehouse.current_exports.exists():
        folder = _short(warehouse.current_exports)
        console.print(f"Excel, CSV, Parquet {folder}", markup=False, soft_wrap=True)
    console.print(
        f'Next step           .venv/bin/python -c "import duckdb; '
        f"print(duckdb.connect('{database}', read_only=True).sql('{query}'))\"",
        markup=False,
        soft_wrap=True,
    )


def _short(path: object) -> str:
    """A path as a user would type it from the project's root."""
    text, root = str(path), f"{PROJECT_ROOT}/"
    return text.removeprefix(root)
