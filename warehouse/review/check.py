"""Decisions held against the facts as they are read now: what cannot be applied stops the build, by line and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from extract.facts import Row, fact_key
from warehouse.errors import CorrectionsError
from warehouse.review.decisions import ConflictDecision, Decisions, FactDecision, Line, SignOff
from warehouse.review.values import KINDS, MAIN_COLUMN, as_text, correctable, is_same, parse

#: What a decision does to a fact. `overruled` is the losing side of a conflict: it stays flagged and is never current.
Effect = Literal["corrected", "confirmed", "withdrawn", "overruled"]


@dataclass(frozen=True)
class Applied:
    """One decision about one column of one fact, found in force and ready for dbt."""

    correction_id: str
    fact_id: str
    fact_kind: str
    fact_column: str
    value_seen: str
    value_right: str
    effect: Effect
    conflict_id: str | None
    sign_off: SignOff


Known = dict[str, tuple[str, Row]]


def apply(decisions: Decisions, fact_sets: Iterable[Path], today: date) -> list[Applied]:
    """The decisions that are in force, about facts of these fact sets, in the order of their keys.

    Raises:
        CorrectionsError: one cannot be applied (unknown fact or conflict, another value read now, nobody approved,
            expired, twice decided); every line at fault is named.
    """
    if not decisions:
        return []
    sets = list(fact_sets)
    facts = _find(sets, _wanted(decisions))
    problems = [*_fact_problems(decisions, facts, today), *_conflict_problems(decisions, facts, today)]
    problems += _unknown_conflicts(decisions, sets)
    effects = [*_of_facts(decisions, facts), *_of_conflicts(decisions, facts)]
    problems += _twice(effects)
    if problems:
        raise CorrectionsError(problems)
    unique = {applied.correction_id: applied for _, applied in effects}
    return [unique[key] for key in sorted(unique)]


def _wanted(decisions: Decisions) -> set[str]:
    wanted = {decision.fact_id for _, decision in decisions.facts}
    for _, conflict in decisions.conflicts:
        wanted |= {fact_id for _, fact_id, _ in _sides(conflict)}
    return wanted


def _find(fact_sets: Sequence[Path], wanted: set[str]) -> Known:
    """Kind and row of every wanted fact that the fact sets hold."""
    found: Known = {}
    for kind in KINDS:
        files = [folder / f"{kind}.parquet" for folder in fact_sets if (folder / f"{kind}.parquet").exists()]
        for file in files:
            table = pq.read_table(file, filters=ds.field("fact_id").isin(sorted(wanted)))
            found |= {row["fact_id"]: (kind, row) for row in table.to_pylist()}
    return found


def _unknown_conflicts(decisions: Decisions, fact_sets: Sequence[Path]) -> Iterator[str]:
    """Decisions about conflicts that neither a report's own list nor a comparison of these two facts can give."""
    if not decisions.conflicts:
        return
    files = [folder / "conflict.parquet" for folder in fact_sets if (folder / "conflict.parquet").exists()]
    listed = {key for file in files for key in pq.read_table(file, columns=["conflict_id"])["conflict_id"].to_pylist()}
    for line, decision in decisions.conflicts:
        if decision.conflict_id not in listed | {compared_id(decision.left_fact_id, decision.right_fact_id)}:
            yield (
                f"{line}: there is no conflict {decision.conflict_id} between these two facts; "
                "mart_source_conflict and the evidence site list those there are"
            )


def compared_id(one_fact_id: str, other_fact_id: str) -> str:
    """The id that the marts give to a disagreement which they found by comparing two facts (int_conflicts.sql)."""
    text = "|".join(["computed", *sorted((one_fact_id, other_fact_id))])
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def find_fact(fact_sets: Iterable[Path], fact_id: str) -> tuple[str, Row] | None:
    """Kind and row of a fact as read now, or None."""
    return _find(list(fact_sets), {fact_id}).get(fact_id)


def _fact_problems(decisions: Decisions, facts: Known, today: date) -> Iterator[str]:
    for line, decision in decisions.facts:
        yield from (f"{line}: {doubt}" for doubt in decision.doubts(today))
        if decision.fact_id not in facts:
            yield f"{line}: {_unknown(decision.fact_id, decision.report_id)}"
            continue
        kind, row = facts[decision.fact_id]
        if not str(row["sha256"]).startswith(decision.report_id):
            yield f"{line}: fact {decision.fact_id} is of report {row['sha256'][:16]}, not {decision.report_id}"
        yield from (f"{line}: {problem}" for problem in _value_problems(decision, kind, row))


def _unknown(fact_id: str, report_id: str) -> str:
    return (
        f"no report of this warehouse has a fact {fact_id} (report {report_id}): either the report is not offered "
        "here, or it is read differently now; find the fact again in the evidence site, or take the row out"
    )


def _value_problems(decision: FactDecision, kind: str, row: Row) -> Iterator[str]:
    types = correctable(kind)
    column = decision.fact_column
    if column not in types:
        yield f"{kind} has no column {column} that can be decided on; there are {', '.join(types)}"
        return
    if not is_same(decision.value_seen, row[column], types[column]):
        yield (
            f"{column} of fact {decision.fact_id} is read as {as_text(row[column])!r} now, "
            f"value_seen is {decision.value_seen!r}: look at the page again and decide anew"
        )
    if decision.decision != "corrected":
        if decision.value_right:
            yield f"value_right must be empty where the decision is {decision.decision}"
        return
    try:
        right = parse(decision.value_right, types[column])
    except ValueError as error:
        yield f"value_right {error}"
        return
    if right == row[column]:
        yield "value_right equals what was read: say confirmed instead of corrected"
    if right is None and column in ("fiscal_year", MAIN_COLUMN[kind]):
        yield f"a fact cannot lose its {column}: withdraw it if it is none"


def _conflict_problems(decisions: Decisions, facts: Known, today: date) -> Iterator[str]:
    seen: dict[str, Line] = {}
    for line, decision in decisions.conflicts:
        yield from (f"{line}: {doubt}" for doubt in decision.doubts(today))
        if decision.conflict_id in seen:
            yield f"{line}: conflict {decision.conflict_id} is decided in {seen[decision.conflict_id]} already"
        seen.setdefault(decision.conflict_id, line)
        for _, fact_id, value in _sides(decision):
            if fact_id not in facts:
                yield f"{line}: {_unknown(fact_id, 'of a conflict')}"
                continue
            kind, row = facts[fact_id]
            column = MAIN_COLUMN[kind]
            if not is_same(value, row[column], correctable(kind)[column]):
                yield f"{line}: fact {fact_id} is read as {as_text(row[column])!r} now, the decision saw {value!r}"


Side = Literal["left", "right"]


def _sides(decision: ConflictDecision) -> Iterator[tuple[Side, str, str]]:
    """Side, fact and value seen; a side that is no fact of its own (a sum, a rule) has no fact."""
    if decision.left_fact_id:
        yield "left", decision.left_fact_id, decision.left_value
    if decision.right_fact_id:
        yield "right", decision.right_fact_id, decision.right_value


Effects = list[tuple[Line, Applied]]


def _of_facts(decisions: Decisions, facts: Known) -> Effects:
    return [
        (line, _applied(decision, facts[decision.fact_id][0]))
        for line, decision in decisions.facts
        if decision.fact_id in facts
    ]


def _applied(decision: FactDecision, kind: str) -> Applied:
    right = decision.value_right
    column_type = correctable(kind).get(decision.fact_column)
    if column_type is not None and decision.decision == "corrected":
        with suppress(ValueError):  # told among the problems
            right = as_text(parse(right, column_type))
    return Applied(
        decision.correction_id, decision.fact_id, kind, decision.fact_column, decision.value_seen, right,
        decision.decision, None, decision,
    )  # fmt: skip


def _of_conflicts(decisions: Decisions, facts: Known) -> Effects:
    effects: Effects = []
    for line, decision in decisions.conflicts:
        for side, fact_id, value in _sides(decision):
            if fact_id in facts:
                effect: Effect = "confirmed" if decision.stands(side) else "overruled"
                effects.append((line, _side(decision, facts[fact_id][0], fact_id, value, effect)))
    return effects


def _side(decision: ConflictDecision, kind: str, fact_id: str, value: str, effect: Effect) -> Applied:
    column = MAIN_COLUMN[kind]
    key = fact_key("correction", fact_id, column)
    return Applied(key, fact_id, kind, column, value, "", effect, decision.conflict_id, decision)


def _twice(effects: Effects) -> Iterator[str]:
    """A fact can be corrected in several columns; every other pair of decisions about it must say the same."""
    by_fact: dict[str, Effects] = {}
    for line, applied in effects:
        by_fact.setdefault(applied.fact_id, []).append((line, applied))
    for fact_id, group in by_fact.items():
        if not _agree([applied for _, applied in group]):
            told = ", ".join(f"{applied.effect} in {line}" for line, applied in group)
            yield f"{group[-1][0]}: fact {fact_id} is decided more than once ({told}): keep one decision"


def _agree(decided: list[Applied]) -> bool:
    effects = {applied.effect for applied in decided}
    if effects == {"corrected"}:
        return len({applied.fact_column for applied in decided}) == len(decided)
    from_facts = sum(applied.conflict_id is None for applied in decided)
    return len(effects) == 1 and from_facts <= 1


def describe(applied: Applied) -> dict[str, Any]:
    """A row of the table that dbt reads (see `warehouse.review.staging`)."""
    sign_off = applied.sign_off
    return {
        "correction_id": applied.correction_id,
        "fact_id": applied.fact_id,
        "fact_kind": applied.fact_kind,
        "fact_column": applied.fact_column,
        "value_seen": applied.value_seen,
        "value_right": applied.value_right,
        "effect": applied.effect,
        "conflict_id": applied.conflict_id,
        "reason": sign_off.reason,
        "evidence": sign_off.evidence,
        "proposed_by": sign_off.proposed_by,
        "proposed_on": sign_off.proposed_on,
        "approved_by": sign_off.approved_by,
        "approved_on": sign_off.approved_on,
        "look_again_by": sign_off.look_again_by,
        "sign_off": sign_off.sentence,
    }
