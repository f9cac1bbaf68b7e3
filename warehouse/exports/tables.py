"""Tables as Parquet and CSV files, one file per table, rows in the order of the key: equal tables give equal bytes."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from warehouse.exports.dictionary import Column, Table

#: Text that a spreadsheet could take for a formula. A full-width sign alone is a mark, before others it may be read as
#: its ASCII twin. Empty text and text that begins with the escape itself are escaped too, so that nothing is lost.
_RISKY = r"^(?:$|[=+\-@\t\r\n']|[＝＋－＠].)"
_ESCAPE = "'"
_BOM = "\ufeff"
_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def safe_text(text: str) -> str:
    """`text` as the CSV files hold it: with an apostrophe before it where a spreadsheet could run it as a formula."""
    return _ESCAPE + text if re.search(_RISKY, text) else text


def plain_text(cell: str) -> str:
    """The text that a cell of the CSV files holds: the reverse of `safe_text`."""
    return cell.removeprefix(_ESCAPE)


def safe_text_sql(expression: str) -> str:
    """`safe_text` in DuckDB's SQL; null stays null."""
    pattern = _RISKY.replace(_ESCAPE, _ESCAPE * 2)
    risky = f"regexp_matches({expression}, '{pattern}')"
    return f"case when {risky} then '{_ESCAPE * 2}' || {expression} else {expression} end"


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """Write every row of `table`, columns and types as in the database."""
    _copy(connection, table, "*", path, "format parquet, compression zstd")


def write_csv(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """Write every row of `table` as UTF-8 with a byte order mark; text is formula-safe, times are ISO 8601 in UTC."""
    first, *others = table.columns
    columns = [f'{_cell(first)} as "{_BOM}{first.name}"', *(f'{_cell(column)} as "{column.name}"' for column in others)]
    _copy(connection, table, ", ".join(columns), path, "format csv, header true, delimiter ',', quote '\"'")


def _cell(column: Column) -> str:
    name = f'"{column.name}"'
    if column.data_type == "VARCHAR":
        return safe_text_sql(name)
    if column.data_type.startswith("TIMESTAMP"):
        return f"strftime({name}, '{_MOMENT}')"
    return name


def _copy(connection: duckdb.DuckDBPyConnection, table: Table, columns: str, path: Path, options: str) -> None:
    order = ", ".join(f't."{name}"' for name in table.key) or "all"
    target = str(path).replace("'", "''")
    connection.execute(
        f"copy (select {columns} from {table.relation} as t order by {order}) to '{target}' ({options})"  # noqa: S608
    )
