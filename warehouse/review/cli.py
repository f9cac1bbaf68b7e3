"""`python -m warehouse review`: deciding about flagged facts and conflicts from the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from warehouse import inputs, load
from warehouse.errors import CorrectionsError, ReleaseError
from warehouse.paths import Warehouse
from warehouse.review import desk
from warehouse.review.cases import ConflictCase, FactCase, open_conflicts, open_facts
from warehouse.review.check import find_fact
from warehouse.review.decisions import ConflictDecision, FactDecision
from warehouse.review.values import MAIN_COLUMN, as_text, correctable
from warehouse.review.workbook import read_workbook, write_workbook
from warehouse.settings import load_settings

app = typer.Typer(no_args_is_help=True, help="Decide about flagged facts and conflicts; docs/how-to/review.md.")

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", help="Folder of the warehouse; KENPO_WAREHOUSE if not given.")
]
CorrectionsOption = Annotated[
    Path | None, typer.Option("--corrections", help="Folder of the decisions; KENPO_CORRECTIONS if not given.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]
EvidenceOption = Annotated[str, typer.Option("--evidence", help="What you looked at, such as the page of the report.")]
ByOption = Annotated[str, typer.Option("--by", help="Your name.")]
UntilOption = Annotated[
    datetime | None, typer.Option("--look-again-by", formats=["%Y-%m-%d"], help="Default: in one year.")
]


def _opened(folder: Path | None) -> Warehouse:
    return load.open_warehouse(folder.absolute() if folder else None)


def _corrections(folder: Path | None) -> Path:
    settings = load_settings()
    return folder.absolute() if folder else settings.resolved(settings.corrections)


def _today() -> date:
    return datetime.now(UTC).date()


def _until(day: datetime | None) -> date:
    return day.date() if day else _today() + timedelta(days=365)


def _database(warehouse: Warehouse) -> Path:
    if not warehouse.current_database.exists():
        raise ReleaseError("nothing is published yet, so there are no open cases: run a load first")
    return warehouse.current_database


@app.command()
def check(warehouse: WarehouseOption = None, corrections: CorrectionsOption = None) -> None:
    """Say whether every decision can be applied to what is read now."""
    found = inputs.collect(_opened(warehouse), _corrections(corrections), _today())
    typer.echo(f"{len(found.decisions)} decisions are in force")


@app.command()
def correct(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    fact_id: str,
    reason: ReasonOption,
    evidence: EvidenceOption,
    by: ByOption,
    to: Annotated[str | None, typer.Option("--to", help="The right value; an empty text for none.")] = None,
    column: Annotated[str | None, typer.Option("--column", help="Column to correct; the value if not given.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="It is right as read.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="It is no fact.")] = False,
    look_again_by: UntilOption = None,
    warehouse: WarehouseOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Propose a decision about a fact: --to VALUE, --confirm or --withdraw."""
    if (to is not None) + confirm + withdraw != 1:
        raise typer.BadParameter("say one of --to VALUE, --confirm and --withdraw")
    opened = _opened(warehouse)
    found = find_fact(inputs.fact_sets(opened), fact_id)
    if found is None:
        raise CorrectionsError([f"no report of this warehouse has a fact {fact_id}"])
    kind, row = found
    column = column or MAIN_COLUMN[kind]
    if column not in correctable(kind):
        raise CorrectionsError([f"{kind} has no column {column}; there are {', '.join(correctable(kind))}"])
    decision = FactDecision(
        fact_id=fact_id,
        report_id=row["sha256"][:16],
        fact_column=column,
        value_seen=as_text(row[column]),
        value_right=to or "",
        decision="confirmed" if confirm else "withdrawn" if withdraw else "corrected",
        reason=reason,
        evidence=evidence,
        proposed_by=by,
        proposed_on=_today(),
        approved_by="",
        approved_on=None,
        look_again_by=_until(look_again_by),
    )
    _add(_corrections(corrections), [decision], [])


@app.command()
def resolve(
    conflict_id: str,
    stands: Annotated[str, typer.Option("--stands", help="Which side is right: left, right or both_stand.")],
    reason: ReasonOption,
    evidence: EvidenceOption,
    by: ByOption,
    look_again_by: UntilOption = None,
    warehouse: WarehouseOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Propose which side of a disagreement stands."""
    cases = {case.conflict_id: case for case in open_conflicts(_database(_opened(warehouse)))}
    if conflict_id not in cases:
        raise CorrectionsError([f"the published release has no open conflict {conflict_id}"])
    if stands not in ("left", "right", "both_stand"):
        raise typer.BadParameter("--stands is left, right or both_stand")
    case = cases[conflict_id]
    decision = ConflictDecision(
        conflict_id=conflict_id,
        left_fact_id=case.left_fact_id,
        left_value=case.left_value,
        right_fact_id=case.right_fact_id,
        right_value=case.right_value,
        decision=stands,  # looked at above
        reason=reason,
        evidence=evidence,
        proposed_by=by,
        proposed_on=_today(),
        approved_by="",
        approved_on=None,
        look_again_by=_until(look_again_by),
    )
    _add(_corrections(corrections), [], [decision])


@app.command()
def approve(keys: list[str], by: ByOption, corrections: CorrectionsOption = None) -> None:
    """Approve what somebody else proposed, by fact or conflict id."""
    count = desk.approve(_corrections(corrections), keys, by, _today())
    typer.echo(f"{count} decisions approved; the next load applies them")


@app.command()
def workbook(
    path: Path,
    evidence: Annotated[str | None, typer.Option(help="Address or folder of the evidence site, for links.")] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Write the open cases of the published release as an Excel workbook that people can fill in."""
    database = _database(_opened(warehouse))
    facts: list[FactCase] = open_facts(database)
    conflicts: list[ConflictCase] = open_conflicts(database)
    write_workbook(path, facts, conflicts, evidence)
    typer.echo(f"{len(facts)} facts and {len(conflicts)} conflicts to decide in {path}")


@app.command("take-in")
def take_in(path: Path, corrections: CorrectionsOption = None) -> None:
    """Add the decisions of a filled-in workbook to the corrections files."""
    facts, conflicts = read_workbook(path)
    _add(_corrections(corrections), facts, conflicts)


def _add(folder: Path, facts: list[FactDecision], conflicts: list[ConflictDecision]) -> None:
    changed = desk.add(folder, facts, conflicts)
    waiting = sum(not row.is_approved for row in (*facts, *conflicts))
    typer.echo(f"{changed} decisions added to {folder}" + (f"; {waiting} wait for approval" if waiting else ""))
