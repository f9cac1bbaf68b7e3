"""The decisions of reviewers as they stand in the corrections folder: `facts.csv` and `conflicts.csv`.

The files are meant for git: whoever proposes adds rows, somebody else approves them, history shows both.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from extract.facts import fact_key
from warehouse.errors import CorrectionsError
from warehouse.paths import write_atomically

FACTS_FILE = "facts.csv"
CONFLICTS_FILE = "conflicts.csv"


def _said(text: str) -> str:
    if not text:
        raise ValueError("is empty")
    return text


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


Said = Annotated[str, AfterValidator(_said)]
Day = Annotated[date, BeforeValidator(lambda value: value or _said(""))]


class SignOff(BaseModel):
    """Who says so, why, on what evidence, and until when it holds without another look."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    reason: Said
    evidence: Said
    proposed_by: Said
    proposed_on: Day
    approved_by: str
    approved_on: Annotated[date | None, BeforeValidator(_empty_is_none)]
    look_again_by: Day

    @property
    def sentence(self) -> str:
        """The sign-off as review reasons show it."""
        return f"by {self.proposed_by}, approved by {self.approved_by} on {self.approved_on}: {self.reason}"

    @property
    def is_approved(self) -> bool:
        """Whether somebody has signed it, whoever that is."""
        return bool(self.approved_by) and self.approved_on is not None

    @property
    def key(self) -> str:
        """The fact or conflict it is about."""
        raise NotImplementedError

    @property
    def row_key(self) -> str:
        """What only one row may decide about."""
        return self.key

    def doubts(self, today: date) -> Iterator[str]:
        """What keeps the sign-off from being in force, one sentence each."""
        if not self.is_approved:
            yield "nobody has approved it: a second person fills in approved_by and approved_on, or the row goes"
        elif _same_person(self.approved_by, self.proposed_by):
            yield f"{self.approved_by} proposed it and cannot approve it too: somebody else has to"
        if self.approved_on and self.approved_on < self.proposed_on:
            yield f"it was approved on {self.approved_on}, before it was proposed on {self.proposed_on}"
        if self.look_again_by < today:
            yield (
                f"it was to be looked at again by {self.look_again_by}: check the page and set a new look_again_by, "
                "or take the row out"
            )


T = TypeVar("T", bound=SignOff)


def _same_person(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


class FactDecision(SignOff):
    """One row of facts.csv: a value corrected, a fact confirmed as read, or withdrawn because it is none."""

    fact_id: Said
    report_id: Said
    fact_column: Said
    value_seen: str
    value_right: str
    decision: Literal["corrected", "confirmed", "withdrawn"]

    @property
    def key(self) -> str:
        """The fact."""
        return self.fact_id

    @property
    def row_key(self) -> str:
        """The column of the fact."""
        return self.correction_id

    @property
    def correction_id(self) -> str:
        """Key of the row: one decision for one column of one fact."""
        return fact_key("correction", self.fact_id, self.fact_column)


class ConflictDecision(SignOff):
    """One row of conflicts.csv: which side of a disagreement stands, or that both do."""

    conflict_id: Said
    left_fact_id: str
    left_value: str
    right_fact_id: str
    right_value: str
    decision: Literal["left", "right", "both_stand"]

    @property
    def key(self) -> str:
        """The conflict."""
        return self.conflict_id

    def stands(self, side: Literal["left", "right"]) -> bool:
        """Whether that side was found right."""
        return self.decision in (side, "both_stand")


FACT_COLUMNS = (
    "fact_id", "report_id", "fact_column", "value_seen", "value_right", "decision",
    "reason", "evidence", "proposed_by", "proposed_on", "approved_by", "approved_on", "look_again_by",
)  # fmt: skip
CONFLICT_COLUMNS = (
    "conflict_id", "left_fact_id", "left_value", "right_fact_id", "right_value", "decision",
    "reason", "evidence", "proposed_by", "proposed_on", "approved_by", "approved_on", "look_again_by",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Where a decision is written: file and line, for messages."""

    file_name: str
    number: int

    def __str__(self) -> str:
        """`facts.csv line 3`."""
        return f"{self.file_name} line {self.number}"


@dataclass(frozen=True)
class Decisions:
    """Everything that the corrections folder says, with the line it says it in."""

    facts: tuple[tuple[Line, FactDecision], ...] = ()
    conflicts: tuple[tuple[Line, ConflictDecision], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.facts or self.conflicts)


def read_decisions(folder: Path) -> Decisions:
    """The decisions of a corrections folder; a missing file, like a missing folder, holds none.

    Raises:
        CorrectionsError: a file is no CSV of the known columns, or a row lacks what it needs; every line at fault is
            named.
    """
    problems: list[str] = []
    facts = _rows(folder / FACTS_FILE, FACT_COLUMNS, FactDecision, problems)
    conflicts = _rows(folder / CONFLICTS_FILE, CONFLICT_COLUMNS, ConflictDecision, problems)
    if problems:
        raise CorrectionsError(problems)
    return Decisions(tuple(facts), tuple(conflicts))


def _rows(path: Path, columns: tuple[str, ...], model: type[T], problems: list[str]) -> list[tuple[Line, T]]:
    found = []
    try:
        for line, cells in _lines(path, columns, problems):
            try:
                found.append((line, model(**dict(zip(columns, cells, strict=True)))))
            except ValidationError as error:
                problems += [f"{line}: {told(problem)}" for problem in error.errors()]
    except (csv.Error, UnicodeDecodeError) as error:
        problems.append(f"{path.name} is not a CSV file in UTF-8 ({error}): save it again as CSV UTF-8")
    return found


def _lines(path: Path, columns: tuple[str, ...], problems: list[str]) -> Iterator[tuple[Line, list[str]]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        heading = [name.strip() for name in next(reader, [])]
        if tuple(heading) != columns:
            problems.append(f"{path.name} line 1: the columns must be {','.join(columns)}, found {','.join(heading)}")
            return
        for cells in reader:
            line = Line(path.name, reader.line_num)
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                problems.append(f"{line}: has {len(cells)} cells instead of {len(columns)}; quote cells with commas")
                continue
            yield line, [cell.strip() for cell in cells]


def told(problem: Any) -> str:
    """A validation problem in words: column, what is wrong with it, what was found."""
    column = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "literal_error":
        return f"{column} is {problem['input']!r}, expected one of {problem['ctx']['expected']}"
    if problem["type"].startswith("date"):
        return f"{column} is {problem['input']!r}, expected a date like 2026-04-01"
    return f"{column} {problem.get('ctx', {}).get('error', problem['msg'])!s}"


def write_rows(path: Path, columns: tuple[str, ...], rows: Sequence[SignOff]) -> None:
    """Write decisions as a CSV of these columns, replacing the file; dates as YYYY-MM-DD, nothing as empty."""
    lines = [dict(row.model_dump(mode="json")) for row in rows]
    text = _csv(columns, [[_cell(line[column]) for column in columns] for line in lines])
    write_atomically(path, text.encode())


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _csv(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()
