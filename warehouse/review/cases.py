"""The open cases of the published release: what reviewers still have to decide, in the order of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.review.values import KINDS, MAIN_COLUMN, as_text

#: What a fact is about, in words, by kind: the columns that tell one fact from the next.
_LABELS = {
    "kpi_target": ("kpi_text",),
    "kpi_actual": ("kpi_text", "as_of", "scope"),
    "monthly_actual": ("measure_ja", "month", "basis"),
    "period_figure": ("measure_ja", "period", "dimension"),
    "plan_item": ("section", "item_no"),
    "plan_status": ("section", "item_ja", "period"),
    "schedule_mark": ("activity_ja", "month"),
    "kpi_rank": ("measure_ja", "as_of"),
}


@dataclass(frozen=True)
class FactCase:
    """A flagged fact that nobody has decided about."""

    fact_id: str
    report_id: str
    file_name: str
    page: int | None
    fact_kind: str
    branch: str
    fiscal_year: int
    about: str
    fact_column: str
    value_seen: str
    extracted_text: str
    review_reason: str


@dataclass(frozen=True)
class ConflictCase:
    """A disagreement that nobody has resolved."""

    conflict_id: str
    branch: str
    fiscal_year: int | None
    about: str
    detail: str
    chosen_by: str
    left_file_name: str
    left_page: int | None
    left_fact_id: str
    left_value: str
    right_file_name: str
    right_page: int | None
    right_fact_id: str
    right_value: str
    left_report_id: str


def open_facts(database: Path) -> list[FactCase]:
    """Every flagged fact of a report that is not superseded, by file, page and place."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return [case for kind in KINDS for case in _of_kind(connection, kind)]


def _of_kind(connection: duckdb.DuckDBPyConnection, kind: str) -> list[FactCase]:
    main, label = MAIN_COLUMN[kind], _LABELS[kind]
    query = f"""
        select facts.*, reports.file_name, branches.name_ja as branch
        from marts.fct_{kind} as facts
        inner join marts.dim_report as reports using (report_id)
        inner join marts.dim_branch as branches on facts.branch_code = branches.branch_code
        inner join intermediate.int_facts__index as places using (fact_id)
        where facts.review_state = 'flagged' and facts.sign_off is null and not places.is_superseded
        order by reports.file_name, facts.page, facts.source_ref, facts.fact_id
    """  # noqa: S608 - kinds are constants
    return [
        FactCase(
            fact_id=row["fact_id"],
            report_id=row["report_id"],
            file_name=row["file_name"],
            page=row["page"],
            fact_kind=kind,
            branch=row["branch"],
            fiscal_year=row["fiscal_year"],
            about=" ".join(as_text(row[name]) for name in label if row[name] is not None),
            fact_column=main,
            value_seen=as_text(row[main]),
            extracted_text=row["extracted_text"] or "",
            review_reason=row["review_reason"] or "",
        )
        for row in _rows(connection, query)
    ]


def open_conflicts(database: Path) -> list[ConflictCase]:
    """Every open disagreement whose two sides can be named, by file and page."""
    places = (f"select fact_id, page, {_as_seen(kind)} as seen from marts.fct_{kind}" for kind in KINDS)  # noqa: S608
    query = f"""
        with places as (
            {" union all ".join(places)}
        )
        select
            conflicts.*,
            branches.name_ja as branch,
            left_reports.file_name as left_file_name,
            left_places.page as left_page,
            left_places.seen as left_seen,
            right_reports.file_name as right_file_name,
            right_places.page as right_page,
            right_places.seen as right_seen
        from marts.mart_source_conflict as conflicts
        inner join marts.dim_branch as branches using (branch_code)
        inner join marts.dim_report as left_reports on conflicts.left_report_id = left_reports.report_id
        inner join marts.dim_report as right_reports on conflicts.right_report_id = right_reports.report_id
        inner join places as left_places on conflicts.left_fact_id = left_places.fact_id
        inner join places as right_places on conflicts.right_fact_id = right_places.fact_id
        where conflicts.review_status = 'open'
        order by left_file_name, left_page, conflict_id
    """  # noqa: S608 - kinds are constants
    with duckdb.connect(str(database), read_only=True) as connection:
        return [
            ConflictCase(
                conflict_id=row["conflict_id"],
                branch=row["branch"],
                fiscal_year=row["fiscal_year"],
                about=row["measure_ja"] or row["kpi_code"] or row["check_name"],
                detail=row["detail"] or "",
                chosen_by=row["chosen_by"] or "",
                left_file_name=row["left_file_name"],
                left_page=row["left_page"],
                left_fact_id=row["left_fact_id"],
                left_value=row["left_seen"] or "",
                right_file_name=row["right_file_name"],
                right_page=row["right_page"],
                right_fact_id=row["right_fact_id"],
                right_value=row["right_seen"] or "",
                left_report_id=row["left_report_id"],
            )
            for row in _rows(connection, query)
        ]


def _as_seen(kind: str) -> str:
    """The main value of a fact as text; whole numbers without a decimal point, as `values.as_text` writes them."""
    column = MAIN_COLUMN[kind]
    return f"printf('%.12g', {column})" if kind in _NUMERIC else f"cast({column} as varchar)"


_NUMERIC = ("kpi_target", "kpi_actual", "monthly_actual", "period_figure")


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
