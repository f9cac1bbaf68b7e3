# ruff: noqa: S608 - the names in these queries are constants of this package
"""The tables of a candidate as data frames, each row with what leads it back to its report and page.

Great Expectations has no engine for DuckDB, so the candidate is read (read-only) into pandas. Every frame carries
the columns of `PLACE`, null where a row has no such thing, so that every failure can name its report and page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

FACT_KINDS = (
    "kpi_target",
    "kpi_actual",
    "monthly_actual",
    "period_figure",
    "plan_item",
    "plan_status",
    "schedule_mark",
    "kpi_rank",
)

#: Columns that every frame has and every failure is described by.
PLACE = ("file_name", "page", "fact_id", "extracted_text", "evidence")

Frames = dict[str, pd.DataFrame]


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a database file."""
    connection = duckdb.connect(str(database), read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def read_frames(candidate: Path) -> Frames:
    """Every frame that the suites look at; a table that the candidate lacks is left out."""
    frames: Frames = {}
    with opened(candidate) as connection:
        present = _tables(connection)
        for name, (tables, query) in _queries().items():
            if tables <= present:
                frames[name] = connection.execute(query).df()
    add_evidence(frames)
    return frames


def add_evidence(frames: Frames) -> None:
    """Give every row the page of the evidence site that shows it, as a link below that site's folder, or null."""
    reports = {
        fact: report
        for name, frame in frames.items()
        if name.startswith("marts.fct_")
        for fact, report in zip(frame["fact_id"], frame["report_id"], strict=True)
    }
    for name, frame in frames.items():
        if name == "marts.mart_source_conflict":
            links: list[str | None] = [f"conflicts.html#{conflict}" for conflict in frame["conflict_id"]]
        else:
            known = frame["report_id"] if "report_id" in frame else pd.Series(None, index=frame.index, dtype="object")
            pairs = zip(frame["fact_id"], known, strict=True)
            links = [_evidence(fact, reports.get(fact, report)) for fact, report in pairs]
        frame["evidence"] = pd.Series(links, index=frame.index, dtype="object")


def _evidence(fact: str | None, report: str | None) -> str | None:
    if not isinstance(report, str):
        return None
    return f"reports/{report}.html#{fact}" if isinstance(fact, str) else f"reports/{report}.html"


def expected_frames() -> tuple[str, ...]:
    """Names of all frames, present or not."""
    return tuple(_queries())


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    rows = connection.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
    return {name for (name,) in rows}


def _queries() -> dict[str, tuple[set[str], str]]:
    """For every frame the tables it needs and the query that makes it."""
    staging = {f"staging.stg_facts__{kind}": _staged_facts(kind) for kind in ("report", *FACT_KINDS)}
    facts = {f"marts.fct_{kind}": _facts(kind) for kind in FACT_KINDS}
    return {**staging, **facts, **_MARTS}


def _staged_facts(kind: str) -> tuple[set[str], str]:
    table = f"staging.stg_facts__{kind}"
    query = f"""
        select facts.*, offers.file_name
        from {table} as facts
        left join (
            select sha256, arg_min(file_name, (first_offered_at, offer_id)) as file_name
            from staging.stg_ledger__intake group by sha256
        ) as offers using (sha256)
        order by facts.fact_id
    """
    return {table, "staging.stg_ledger__intake"}, query


def _facts(kind: str) -> tuple[set[str], str]:
    table = f"marts.fct_{kind}"
    coded = kind not in ("plan_item", "plan_status", "schedule_mark")
    kpi_columns = ", kpis.unit as kpi_unit, kpis.direction as kpi_direction" if coded else ""
    kpi_join = "left join marts.dim_kpi as kpis using (kpi_code)" if coded else ""
    query = f"""
        select facts.*, reports.file_name, reports.sha256 as report_sha256, reports.as_of as report_as_of {kpi_columns}
        from {table} as facts
        left join marts.dim_report as reports using (report_id)
        {kpi_join}
        order by facts.fact_id
    """
    return {table, "marts.dim_report", "marts.dim_kpi"}, query


_NO_PLACE = "cast(null as integer) as page, cast(null as varchar) as extracted_text"
_NO_FACT = f"cast(null as varchar) as fact_id, {_NO_PLACE}"

_MARTS: dict[str, tuple[set[str], str]] = {
    "marts.dim_branch": (
        {"marts.dim_branch"},
        f"select *, cast(null as varchar) as file_name, {_NO_FACT} from marts.dim_branch order by jis_code",
    ),
    "marts.dim_report": (
        {"marts.dim_report"},
        f"select *, {_NO_FACT} from marts.dim_report order by report_id",
    ),
    "marts.mart_kpi_scorecard": (
        {"marts.mart_kpi_scorecard", "marts.fct_kpi_target", "marts.fct_kpi_actual", "marts.dim_report"},
        f"""
        select cards.*, reports.file_name,
            coalesce(cards.actual_fact_id, cards.target_fact_id) as fact_id, {_NO_PLACE}
        from marts.mart_kpi_scorecard as cards
        left join (
            select fact_id, report_id from marts.fct_kpi_target
            union all select fact_id, report_id from marts.fct_kpi_actual
            union all select fact_id, report_id from marts.fct_monthly_actual
            union all select fact_id, report_id from marts.fct_period_figure
        ) as facts on facts.fact_id = coalesce(cards.actual_fact_id, cards.target_fact_id)
        left join marts.dim_report as reports on reports.report_id = facts.report_id
        order by cards.scorecard_id
        """,
    ),
    "marts.mart_kpi_monthly": (
        {"marts.mart_kpi_monthly"},
        f"""
        select *, cast(null as varchar) as file_name,
            coalesce(monthly_fact_id, cumulative_fact_id, point_fact_id) as fact_id, {_NO_PLACE}
        from marts.mart_kpi_monthly order by kpi_month_id
        """,
    ),
    "marts.mart_kpi_pace": (
        {"marts.mart_kpi_pace"},
        f"""
        select *, cast(null as varchar) as file_name, actual_fact_id as fact_id, {_NO_PLACE}
        from marts.mart_kpi_pace order by pace_id
        """,
    ),
    "marts.mart_monthly_measure": (
        {"marts.mart_monthly_measure"},
        f"""
        select *, cast(null as varchar) as file_name,
            coalesce(monthly_fact_id, cumulative_fact_id) as fact_id, {_NO_PLACE}
        from marts.mart_monthly_measure order by measure_month_id
        """,
    ),
    "marts.mart_plan_progress": (
        {"marts.mart_plan_progress"},
        f"""
        select *, cast(null as varchar) as file_name, coalesce(status_fact_id, item_fact_id) as fact_id, {_NO_PLACE}
        from marts.mart_plan_progress order by plan_progress_id
        """,
    ),
    "marts.mart_source_conflict": (
        {"marts.mart_source_conflict", "marts.dim_report"},
        f"""
        select conflicts.*, reports.file_name, conflicts.left_fact_id as fact_id, {_NO_PLACE}
        from marts.mart_source_conflict as conflicts
        left join marts.dim_report as reports on reports.report_id = conflicts.left_report_id
        order by conflicts.conflict_id
        """,
    ),
    "marts.mart_load_quality": (
        {"marts.mart_load_quality", "marts.dim_report"},
        f"""
        select offers.*, reports.report_kind, {_NO_FACT}
        from marts.mart_load_quality as offers
        left join marts.dim_report as reports using (report_id)
        order by offers.offer_id
        """,
    ),
    "rejects.cell": (
        {"rejects.cell"},
        "select *, reject_id as fact_id from rejects.cell order by reject_id",
    ),
    "marts.release": (
        {"marts.release"},
        f"select *, cast(null as varchar) as file_name, {_NO_FACT} from marts.release",
    ),
}
