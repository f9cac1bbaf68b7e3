# ruff: noqa: S608 - the names in these queries are constants of this package
"""The candidate beside the published release: what was lost, what changed, what moved to another state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from expectations.decisions import AcceptedLoss
from expectations.frames import FACT_KINDS, Frames
from expectations.severities import bound

FACTS = "continuity.facts_by_report"
CHANGES = "continuity.changed_facts"
VOLUMES = "continuity.volumes"
SHOWN = "continuity.scorecard"
FRAMES = (FACTS, CHANGES, VOLUMES, SHOWN)

#: What a fact is of; `value` is compared apart from these.
_MEANINGS = ("fiscal_year", "month", "as_of", "kpi_code", "measure_ja", "basis", "unit", "period", "dimension", "scope")
_VALUES = ("value", "target_value", "rank", "status", "mark")
_NAMED_LOSSES = 3

_NEW_REJECTS = """
    select distinct report_id, source_ref from new.rejects.cell
    where reject_id not in (select reject_id from old.rejects.cell)
"""


def compare(candidate: Path, published: Path, accepted: Sequence[AcceptedLoss]) -> Frames:
    """The frames of the comparison, with their findings."""
    with _both(candidate, published) as connection:
        offers = {side: _offers(connection, side) for side in ("old", "new")}
        facts = _every_fact(connection)
        rejected = connection.execute(_NEW_REJECTS).df()
        changed = _changed(connection, offers)
        shown = _shown(connection)
    return {
        FACTS: _by_report(facts, rejected, offers, accepted),
        CHANGES: changed,
        VOLUMES: _volumes(facts),
        SHOWN: shown,
    }


@contextmanager
def _both(candidate: Path, published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    try:
        for name, path in (("old", published), ("new", candidate)):
            quoted = str(path).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        yield connection
    finally:
        connection.close()


def _offers(connection: duckdb.DuckDBPyConnection, side: str) -> pd.DataFrame:
    """One row a content that was offered: by which extractor it was read, and its coverage."""
    query = f"""
        select reports.report_id, offers.sha256, offers.file_name, offers.extractor_version, offers.kpi_coverage
        from {side}.marts.mart_load_quality as offers
        left join {side}.marts.dim_report as reports using (sha256)
        where offers.outcome <> 'duplicate'
        qualify row_number() over (partition by offers.sha256 order by offers.first_offered_at desc) = 1
    """
    return connection.execute(query).df()


def _every_fact(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    columns = (
        "fact_id, report_id, branch_code, fiscal_year, page, source_ref, extracted_text, review_state, is_current"
    )
    query = " union all by name ".join(
        f"select '{side}' as side, '{kind}' as fact_kind, {columns} from {side}.marts.fct_{kind}"
        for side in ("old", "new")
        for kind in FACT_KINDS
    )
    return connection.execute(query).df()


# ── by report ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_report(
    facts: pd.DataFrame, rejected: pd.DataFrame, offers: dict[str, pd.DataFrame], accepted: Sequence[AcceptedLoss]
) -> pd.DataFrame:
    """One row per report and kind of fact of the published release."""
    old, new = facts[facts["side"] == "old"], facts[facts["side"] == "new"]
    ids = set(new["fact_id"])
    # one sentence can hold several facts: only what was not read there before explains what is no longer read
    came = new[~new["fact_id"].isin(set(old["fact_id"]))]
    places = {
        *zip(came["report_id"], came["source_ref"], strict=True),
        *zip(rejected["report_id"], rejected["source_ref"], strict=True),
    }
    after = new.groupby(["report_id", "fact_kind"]).size()
    was_ok = dict(zip(old["fact_id"], old["review_state"] == "ok", strict=True))
    doubted = new[(new["review_state"] == "flagged") & new["fact_id"].map(was_ok).fillna(False).astype(bool)]
    newly = doubted.groupby(["report_id", "fact_kind"]).size()
    before, now = (offers[side].set_index("report_id") for side in ("old", "new"))
    rows = []
    for (report, kind), own in old.groupby(["report_id", "fact_kind"]):
        gone = own[~own["fact_id"].isin(ids)]
        unexplained = gone[[(report, place) not in places for place in gone["source_ref"]]]
        row = {
            "report_id": report,
            "file_name": before["file_name"].get(report),
            "fact_kind": kind,
            "facts_before": len(own),
            "facts_after": int(after.get((report, kind), 0)),
            "facts_gone": len(gone),
            "newly_flagged": int(newly.get((report, kind), 0)),
            "is_offered": report in now.index,
            "same_reader": before["extractor_version"].get(report) == now["extractor_version"].get(report),
            "coverage_before": before["kpi_coverage"].get(report),
            "coverage_after": now["kpi_coverage"].get(report),
        }
        rows.append(row | _losses(row, len(gone) - len(unexplained), unexplained, accepted))
    return _placed(pd.DataFrame(rows, columns=None if rows else ["report_id"]), _FACTS_FINDINGS)


_FACTS_FINDINGS = (
    "finding_gone", "finding_lost", "finding_accepted", "finding_replaced", "finding_more", "finding_coverage",
    "finding_doubted",
)  # fmt: skip


def _losses(
    row: dict[str, Any], explained: int, unexplained: pd.DataFrame, accepted: Sequence[AcceptedLoss]
) -> dict[str, str | None]:
    before, after, kind = row["facts_before"], row["facts_after"], row["fact_kind"]
    if not row["is_offered"]:
        return {"finding_gone": "the report is no longer in the ledger"}
    lost = max(0, before - after - explained)
    found: dict[str, str | None] = {}
    texts = [
        f"p. {fact['page']:g} {fact['extracted_text']}" if pd.notna(fact["page"]) else str(fact["extracted_text"])
        for fact in unexplained.head(_NAMED_LOSSES).to_dict("records")
    ]
    examples = "; ".join(text[:40] for text in texts)
    acceptance = next((entry for entry in accepted if entry.covers(row)), None)
    if lost and acceptance:
        found["finding_accepted"] = f"{before} → {after} {kind}: {acceptance.reason} ({acceptance.signed})"
    elif lost:
        hint = f", {explained} explained by rejects or other kinds" if explained else ""
        found["finding_lost"] = f"{before} → {after} {kind}, {lost} without an explanation{hint}: {examples}"
    elif len(unexplained):
        found["finding_replaced"] = f"{len(unexplained)} of {before} {kind} facts stand in other cells now: {examples}"
    tolerated = 0.0 if row["same_reader"] else bound("growth_tolerated")
    if after > before * (1 + tolerated):
        found["finding_more"] = f"{before} → {after} {kind}"
    fall = (row["coverage_before"] or 0) - (row["coverage_after"] or 0)
    if kind == "kpi_target" and fall > bound("coverage_loss"):
        found["finding_coverage"] = f"{row['coverage_before']:.0%} → {row['coverage_after']:.0%} of the expected KPIs"
    if row["newly_flagged"] > max(2.0, bound("trust_loss") * before):
        found["finding_doubted"] = f"{row['newly_flagged']} of {before} {kind} facts were ok and are flagged now"
    return found


# ── by fact ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _changed(connection: duckdb.DuckDBPyConnection, offers: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per fact that says another thing than in the published release."""
    parts = [part for kind in FACT_KINDS if len(part := _changed_of(connection, kind))]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["report_id"])
    versions = [dict(zip(offers[side]["report_id"], offers[side]["extractor_version"], strict=True))
                for side in ("old", "new")]  # fmt: skip
    for name in ("finding_value", "finding_value_new_reader", "finding_meaning"):
        rows[name] = None
    for index, row in enumerate(rows.to_dict("records")):
        same_reader = versions[0].get(row["report_id"]) == versions[1].get(row["report_id"])
        if row["value_change"] and row["review_state"] != "corrected":
            taken_back = row["state_before"] == "corrected"
            column = "finding_value" if same_reader and not taken_back else "finding_value_new_reader"
            why = "; the correction was taken back" if taken_back else ""
            rows.loc[index, column] = f"{row['value_change']}; printed: {row['extracted_text']}{why}"
        if row["meaning_change"] and row["review_state"] != "corrected":
            rows.loc[index, "finding_meaning"] = row["meaning_change"]
    return _placed(rows, ("finding_value", "finding_value_new_reader", "finding_meaning"))


def _changed_of(connection: duckdb.DuckDBPyConnection, kind: str) -> pd.DataFrame:
    columns = [_columns(connection, side, kind) for side in ("old", "new")]
    shared = [name for name in columns[1] if name in columns[0]]
    values = [name for name in _VALUES if name in shared]
    meanings = [name for name in _MEANINGS if name in shared]
    if not values:
        return pd.DataFrame()
    query = f"""
        select new.fact_id, new.report_id, reports.file_name, new.page, new.extracted_text, new.review_state,
            old.review_state as state_before,
            '{kind}' as fact_kind, {_differences(values)} as value_change, {_differences(meanings)} as meaning_change
        from old.marts.fct_{kind} as old
        inner join new.marts.fct_{kind} as new using (fact_id)
        left join new.marts.dim_report as reports on new.report_id = reports.report_id
        where new.review_state <> 'flagged' and (value_change <> '' or meaning_change <> '')
        order by new.fact_id
    """
    return connection.execute(query).df()


def _columns(connection: duckdb.DuckDBPyConnection, side: str, kind: str) -> list[str]:
    return [column[0] for column in connection.execute(f"from {side}.marts.fct_{kind} limit 0").description or ()]


def _differences(columns: list[str]) -> str:
    """SQL for a sentence of what differs, empty if nothing does."""
    parts = (
        f"case when old.{name} is distinct from new.{name} then "
        f"concat('{name} ', coalesce(cast(old.{name} as varchar), '–'), "
        f"' → ', coalesce(cast(new.{name} as varchar), '–')) end"
        for name in columns
    )
    return f"concat_ws('; ', {', '.join(parts)})"


# ── by branch and year, and what BI shows ─────────────────────────────────────────────────────────────────────────────


def _volumes(facts: pd.DataFrame) -> pd.DataFrame:
    """One row per kind, branch and year of the published release: current facts before and after."""
    keys = ["fact_kind", "branch_code", "fiscal_year"]
    current = facts[facts["is_current"]]
    counts = current.groupby([*keys, "side"]).size().unstack("side", fill_value=0)
    for side in ("old", "new"):
        if side not in counts:
            counts[side] = 0
    rows = counts[counts["old"] > 0].reset_index()
    rows["finding_volume"] = [
        f"{row['branch_code']} {row['fiscal_year']}: {row['old']} → {row['new']} current {row['fact_kind']}"
        if row["new"] < row["old"] * (1 - bound("volume_loss"))
        else None
        for row in rows.to_dict("records")
    ]
    return _placed(rows, ("finding_volume",))


def _shown(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per figure of the published scorecard, with a finding if it changed and neither a new report nor a new
    decision of reviewers says why.
    """
    kinds = [kind for kind in ("kpi_target", "kpi_actual", "monthly_actual")
             if all("sign_off" in _columns(connection, side, kind) for side in ("old", "new"))]  # fmt: skip
    names = ("target_value_resolved", "latest_actual", "prior_year_full_year", "national_average", "rank")
    query = f"""
        with newcomers as (
            select branch_code from new.marts.dim_report
            where report_id not in (select report_id from old.marts.dim_report)
        ),
        signed as (
            {" union all ".join(
                f"select fact_id from new.marts.fct_{kind} where sign_off in ('confirmed', 'corrected') "
                f"and fact_id not in (select fact_id from old.marts.fct_{kind} where sign_off is not null)"
                for kind in kinds) or "select null as fact_id"}
        )
        select old.branch_code, old.fiscal_year, old.kpi_code, old.kpi_ja, new.scorecard_id is null as is_gone,
            coalesce(new.actual_fact_id, new.target_fact_id, old.actual_fact_id, old.target_fact_id) as fact_id,
            old.branch_code in (from newcomers) as has_news,
            exists (
                select 1 from signed where signed.fact_id in (new.actual_fact_id, new.target_fact_id)
            ) as is_signed,
            concat_ws('; ', {", ".join(
                f"case when old.{name} is not null and old.{name} is distinct from new.{name} then concat('{name} ', "
                f"cast(old.{name} as varchar), ' → ', coalesce(cast(new.{name} as varchar), '–')) end"
                for name in names)}) as change
        from old.marts.mart_kpi_scorecard as old
        left join new.marts.mart_kpi_scorecard as new using (branch_code, fiscal_year, kpi_code)
        order by all
    """
    rows = connection.execute(query).df()
    rows["finding_shown"] = [
        f"{row['branch_code']} {row['fiscal_year']} {row['kpi_ja']}: {row['change'] or 'left the scorecard'}"
        if (row["change"] or row["is_gone"]) and not row["has_news"] and not row["is_signed"]
        else None
        for row in rows.to_dict("records")
    ]
    return _placed(rows, ("finding_shown",))


def _placed(rows: pd.DataFrame, findings: Sequence[str]) -> pd.DataFrame:
    """The frame with every finding column and everything that leads a row back to its place."""
    rows = rows.copy()
    for column in (*findings, "report_id", "file_name", "page", "fact_id", "extracted_text"):
        if column not in rows:
            rows[column] = None
        if column in findings:
            rows[column] = pd.Series([value if isinstance(value, str) else None for value in rows[column]],
                                     index=rows.index, dtype="object")  # fmt: skip
    return rows
