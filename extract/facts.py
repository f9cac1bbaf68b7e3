"""The facts a report holds: one Arrow schema per kind, and how a set of them is written and read.

A *fact set* is what one version of the extractor reads out of one file. It is a folder with one Parquet
file per kind, always all of them (an empty one where nothing was found), and `outcome.json`. dbt's sources
point at these files, so the column names and types below are the contract between `extract/` and `dbt_project/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_COMMON: list[tuple[str, pa.DataType]] = [
    ("fact_id", pa.string()),  # stable: made of file hash, place and kind
    ("sha256", pa.string()),  # of the file's bytes
    ("page", pa.int32()),  # 1-based; null for unpaged text
    ("source_ref", pa.string()),  # JSON, see extract.locate
    ("extracted_text", pa.string()),  # the cell or sentence as printed
    ("review_state", pa.string()),  # ok | flagged | derived
    ("review_reason", pa.string()),  # why it is not ok; null when it is
    ("method", pa.string()),  # pdf | text | ocr
    ("rule", pa.string()),  # the shape that read it, e.g. month_grid, target_sentence
    ("checks", pa.string()),  # JSON list of {check, passed, detail}
    ("section", pa.string()),  # heading path, " > " between levels
]

_KIND_COLUMNS: dict[str, list[tuple[str, pa.DataType]]] = {
    "report": [
        ("branch_code", pa.string()),
        ("fiscal_year", pa.int32()),
        ("report_kind", pa.string()),  # plan | action_plan | progress | results
        ("period", pa.string()),  # FY | H1 | H2 | Q1..Q4
        ("as_of", pa.date32()),  # first of month; null if not said
        ("title", pa.string()),
        ("reader", pa.string()),
        ("page_count", pa.int32()),  # null for unpaged text
    ],
    "kpi_target": [
        ("fiscal_year", pa.int32()),
        ("kpi_code", pa.string()),  # null where no catalogue entry matches
        ("kpi_text", pa.string()),
        ("comparator", pa.string()),  # >= | <= | = | prior_year_or_more | prior_year_or_less | qualitative
        ("target_value", pa.float64()),
        ("unit", pa.string()),
        ("source_part", pa.string()),  # body | kpi_list | planned (an expected rate beside headcounts) | results
        ("match_score", pa.float64()),
        ("match_second", pa.string()),
        ("match", pa.string()),  # JSON: why this KPI, see extract.catalogue.Match.told
    ],
    "kpi_actual": [
        ("fiscal_year", pa.int32()),
        ("kpi_code", pa.string()),
        ("kpi_text", pa.string()),
        ("as_of", pa.date32()),  # first of month; null for the full year
        ("basis", pa.string()),  # point | monthly | cumulative | full_year; null: not printed
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("provisional", pa.bool_()),
        ("scope", pa.string()),  # branch | national_average
        ("match_score", pa.float64()),
        ("match_second", pa.string()),
        ("match", pa.string()),  # JSON: why this KPI, see extract.catalogue.Match.told
    ],
    "monthly_actual": [
        ("fiscal_year", pa.int32()),
        ("month", pa.date32()),
        ("measure_ja", pa.string()),
        ("kpi_code", pa.string()),
        ("basis", pa.string()),  # monthly | cumulative; null: not printed
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("series_id", pa.string()),  # the same for all months of one row of one table
        ("match", pa.string()),
    ],
    "period_figure": [
        ("fiscal_year", pa.int32()),
        ("measure_ja", pa.string()),
        ("kpi_code", pa.string()),
        ("period", pa.string()),  # FY | H1 | Q1 | YTD(9月時点) | FY(平均) …
        ("dimension", pa.string()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("series_id", pa.string()),  # that of the monthly row which it totals, if any
        ("match", pa.string()),
    ],
    "plan_item": [
        ("fiscal_year", pa.int32()),
        ("item_no", pa.string()),
        ("item_ja", pa.string()),
        ("importance", pa.string()),
        ("difficulty", pa.string()),
        ("owner_group", pa.string()),
    ],
    "plan_status": [
        ("fiscal_year", pa.int32()),
        ("period", pa.string()),
        ("item_ja", pa.string()),
        ("symbol", pa.string()),
        ("status", pa.string()),
    ],
    "schedule_mark": [
        ("fiscal_year", pa.int32()),
        ("item_no", pa.string()),
        ("activity_ja", pa.string()),
        ("month", pa.date32()),
        ("mark", pa.string()),
    ],
    "kpi_rank": [
        ("fiscal_year", pa.int32()),
        ("kpi_code", pa.string()),
        ("measure_ja", pa.string()),
        ("as_of", pa.date32()),
        ("rank", pa.int32()),
        ("previous_rank", pa.int32()),
        ("match", pa.string()),
    ],
}

#: Figures that looked like facts and could not be read with certainty; nothing is dropped silently.
_REJECT: list[tuple[str, pa.DataType]] = [
    ("reject_id", pa.string()),
    ("sha256", pa.string()),
    ("page", pa.int32()),
    ("source_ref", pa.string()),
    ("extracted_text", pa.string()),
    ("reason", pa.string()),
]

#: Two places of one report that disagree; both facts stay, flagged.
_CONFLICT: list[tuple[str, pa.DataType]] = [
    ("conflict_id", pa.string()),
    ("sha256", pa.string()),
    ("check_name", pa.string()),
    ("kpi_code", pa.string()),
    ("fiscal_year", pa.int32()),
    ("left_fact_id", pa.string()),
    ("left_value", pa.string()),
    ("left_source_ref", pa.string()),
    ("right_fact_id", pa.string()),
    ("right_value", pa.string()),
    ("right_source_ref", pa.string()),
    ("detail", pa.string()),
]

FACT_KINDS: tuple[str, ...] = tuple(_KIND_COLUMNS)

#: Arrow schema of every Parquet file of a fact set, by file stem.
SCHEMAS: dict[str, pa.Schema] = {
    **{kind: pa.schema([*_COMMON, *columns]) for kind, columns in _KIND_COLUMNS.items()},
    "reject": pa.schema(_REJECT),
    "conflict": pa.schema(_CONFLICT),
}

Row = dict[str, Any]


def fact_key(*parts: object) -> str:
    """A stable 20-digit hex key of the parts; the same parts give the same key on every machine and run."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:20]


def write_fact_set(folder: Path, rows: Mapping[str, Iterable[Row]]) -> None:
    """Write one Parquet file per schema into `folder` (created if missing); kinds without rows become empty files.

    Raises:
        KeyError: a kind has no schema, or a row has a column its kind does not know.
    """
    unknown = set(rows) - set(SCHEMAS)
    if unknown:
        raise KeyError(f"no schema for fact kinds {sorted(unknown)}")
    folder.mkdir(parents=True, exist_ok=True)
    for kind, schema in SCHEMAS.items():
        kind_rows = list(rows.get(kind, ()))
        for row in kind_rows:
            extra = set(row) - set(schema.names)
            if extra:
                raise KeyError(f"{kind} has no columns {sorted(extra)}")
        full = [{name: row.get(name) for name in schema.names} for row in kind_rows]
        pq.write_table(pa.Table.from_pylist(full, schema=schema), folder / f"{kind}.parquet")


def read_fact_set(folder: Path) -> dict[str, list[Row]]:
    """All rows of a fact set by kind, as written by `write_fact_set`."""
    return {kind: pq.read_table(folder / f"{kind}.parquet").to_pylist() for kind in SCHEMAS}


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dump_json(value: object) -> str:
    """JSON as it stands in fact columns: Japanese readable, keys sorted, no spaces."""
    return _JSON.encode(value)
