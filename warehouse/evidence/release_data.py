# ruff: noqa: S608 - the names in these queries come from the database's own catalogue or are constants of this package
"""What the site shows of a candidate database: offers, facts, rejects, conflicts, restatements, and the marts' use.

Columns are taken as they are, so that a mart that gains one shows it. The database is opened read-only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse.review.values import KINDS

Row = dict[str, Any]
#: Marts whose rows are lists of their own here.
_LISTED = ("mart_source_conflict", "mart_restatement")
#: A use of a fact in a mart: table, what for, and the year or month of the row.
Use = tuple[str, str, str]


@contextmanager
def opened(database: Path) -> Iterator[ReleaseData]:
    """The data of a database file."""
    connection = duckdb.connect(str(database), read_only=True)
    try:
        yield ReleaseData(connection)
    finally:
        connection.close()


class ReleaseData:
    """Queries on one candidate or release."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Reads the catalogue of tables."""
        self._connection = connection
        self._columns: dict[str, list[str]] = defaultdict(list)
        catalogue = "select table_schema || '.' || table_name, column_name from information_schema.columns order by all"
        for table, column in connection.execute(catalogue).fetchall():
            self._columns[table].append(column)

    def has(self, table: str) -> bool:
        """Whether there is a table of this name (with its schema)."""
        return table in self._columns

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query by column name."""
        cursor = self._connection.execute(query, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.rows(f"select count(*) as rows from {table}")[0]["rows"])

    def release(self) -> Row:
        """The one row that says which release this is."""
        return self.rows("select * from marts.release")[0]

    def offers(self) -> list[Row]:
        """One row for each file offered, with what its report is."""
        return self.rows(
            """
            select offers.*, reports.branch_code, reports.fiscal_year, reports.report_kind, reports.period,
                reports.as_of, reports.title, reports.supersedes_report_id
            from marts.mart_load_quality as offers
            left join marts.dim_report as reports using (report_id)
            order by reports.branch_code nulls last, reports.fiscal_year, offers.file_name, offers.offer_id
            """
        )

    def extractor_versions(self) -> dict[str, str]:
        """The version of the extractor whose facts the database holds, by content."""
        rows = self.rows("select sha256, extractor_version from staging.stg_ledger__outcome")
        return {row["sha256"]: row["extractor_version"] for row in rows}

    def headers(self) -> dict[str, Row]:
        """Where the header of each content was read: its place, the text as printed and why it is in doubt."""
        table = "staging.stg_facts__report"
        names = "sha256, page, source_ref, extracted_text, review_state, review_reason"
        rows = self.rows(f"select {names} from {table}") if self.has(table) else []
        return {row["sha256"]: row for row in rows if row["source_ref"]}

    def names(self) -> dict[str, dict[str, Any]]:
        """Branches and KPIs by code: Japanese and English name; the file name of each report."""
        branches = self.rows("select branch_code, name_ja, name_en from marts.dim_branch order by jis_code")
        kpis = self.rows("select kpi_code, name_ja, name_en, unit from marts.dim_kpi order by kpi_code")
        files = self.rows(
            "select distinct substr(sha256, 1, 16) as report_id, file_name from marts.mart_load_quality "
            "where outcome <> 'duplicate' order by all"
        )
        return {
            "files": {row["report_id"]: row["file_name"] for row in files},
            "branches": {row["branch_code"]: [row["name_ja"], row["name_en"]] for row in branches},
            "kpis": {row["kpi_code"]: [row["name_ja"], row["name_en"], row["unit"]] for row in kpis},
        }

    def facts(self, report_ids: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
        """The rows of the fact tables by report and kind, in the order of the pages."""
        found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for kind in KINDS:
            query = f"select * from marts.fct_{kind} where report_id in (select unnest(?)) order by page, fact_id"
            for row in self.rows(query, [list(report_ids)]):
                found[row["report_id"]][kind].append(row)
        return found

    def rejects(self, report_ids: Sequence[str]) -> dict[str, list[Row]]:
        """The rejected cells by report."""
        query = "select * from rejects.cell where report_id in (select unnest(?)) order by page, reject_id"
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(query, [list(report_ids)]):
            found[row["report_id"]].append(row)
        return found

    def conflicts(self) -> list[Row]:
        """Every disagreement, open ones first."""
        return self.rows(
            "select * from marts.mart_source_conflict "
            "order by review_status <> 'open', branch_code, fiscal_year, kpi_code, conflict_id"
        )

    def restatements(self) -> tuple[list[str], list[Row]] | None:
        """Columns and rows of what was printed again and differently; None in a database without that mart."""
        table = "marts.mart_restatement"
        if not self.has(table):
            return None
        rows = self.rows(f"select * from {table} order by all")
        return [row[0] for row in self._connection.execute(f"describe {table}").fetchall()], rows

    def reports_of(self, fact_ids: Iterable[str]) -> dict[str, str]:
        """The report of each of these facts."""
        tables = " union all ".join(f"select fact_id, report_id from marts.fct_{kind}" for kind in KINDS)
        query = f"select fact_id, report_id from ({tables}) where fact_id in (select unnest(?))"
        return {row["fact_id"]: row["report_id"] for row in self.rows(query, [sorted(set(fact_ids))])}

    def reports_with_cases(self) -> set[str]:
        """Reports with facts in doubt or with rejects."""
        open_cases = "review_state = 'flagged' and sign_off is null"
        tables = " union ".join(f"select report_id from marts.fct_{kind} where {open_cases}" for kind in KINDS)
        rejects = "select report_id from rejects.cell where reason not like 'withdrawn by %'"
        return {row["report_id"] for row in self.rows(f"{tables} union {rejects}")}

    def uses(self) -> dict[str, list[Use]]:
        """Where the marts show each fact: every column `…_fact_id` of a table `marts.mart_…`."""
        found: dict[str, list[Use]] = defaultdict(list)
        for table, columns in sorted(self._columns.items()):
            schema, _, name = table.partition(".")
            if schema != "marts" or not name.startswith("mart_") or name in _LISTED:
                continue
            when = next((column for column in ("month", "fiscal_year") if column in columns), None)
            moment = f"substr(cast({when} as varchar), 1, 7)" if when else "''"
            for column in [column for column in columns if column.endswith("_fact_id")]:
                query = f"select distinct {column} as id, {moment} as moment from {table} where {column} is not null"
                for row in self.rows(f"{query} order by all"):
                    found[row["id"]].append((name, column.removesuffix("_fact_id"), row["moment"] or ""))
        return found

    def coverage(self) -> tuple[list[Row], list[Row]]:
        """The KPIs expected of each report, and those of them that it has a target, an actual or months of."""
        expected = self.rows(
            """
            select reports.report_id, reports.branch_code, reports.fiscal_year, kpis.kpi_code
            from marts.dim_report as reports
            inner join marts.dim_kpi as kpis
                on reports.fiscal_year between coalesce(kpis.valid_from_fy, reports.fiscal_year)
                    and coalesce(kpis.valid_to_fy, reports.fiscal_year)
            order by reports.branch_code, reports.fiscal_year, reports.report_id, kpis.kpi_code
            """
        )
        kinds = ("kpi_target", "kpi_actual", "monthly_actual")
        tables = " union all ".join(
            f"select report_id, fiscal_year, kpi_code, review_state, fact_id from marts.fct_{kind}" for kind in kinds
        )
        found = self.rows(
            f"""
            select facts.report_id, facts.kpi_code, min(facts.fact_id) as fact_id,
                bool_and(facts.review_state = 'flagged') as is_doubtful
            from ({tables}) as facts
            inner join marts.dim_report as reports using (report_id, fiscal_year)
            where facts.kpi_code is not null
            group by facts.report_id, facts.kpi_code
            order by all
            """
        )
        return expected, found
