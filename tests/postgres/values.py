"""Whole tables out of either database as plain Python values, in an order of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import psycopg

Tables = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
_NAMES = (
    "select table_schema || '.' || table_name from information_schema.tables "
    "where table_schema in ('marts', 'rejects') order by 1"
)


def of_duckdb(database: Path) -> Tables:
    """Columns and rows of every served table of a release."""
    with duckdb.connect(str(database), read_only=True) as connection:
        names = [name for (name,) in connection.execute(_NAMES).fetchall()]
        return {name: _read(connection.execute(f"select * from {name}")) for name in names}


def of_postgres(uri: str) -> Tables:
    """The same of a server."""
    with psycopg.connect(uri) as connection:
        names = [name for (name,) in connection.execute(_NAMES).fetchall()]
        return {name: _read(connection.execute(f"select * from {name}")) for name in names}


def _read(result: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
    columns = [column[0] for column in result.description]
    return columns, sorted(result.fetchall(), key=repr)


def same_answers(database: Path, uri: str, questions: list[str]) -> bool:
    """Whether a release and a server give the same rows for every question, and rows at all."""
    with duckdb.connect(str(database), read_only=True) as one, psycopg.connect(uri) as other:
        for question in questions:
            said = _read(one.execute(question))
            assert said[1], f"no rows: {question}"
            assert said == _read(other.execute(question)), question
    return True


def differences(expected: Tables, found: Tables) -> list[str]:
    """One line for every table that is not the same in both, with the first row that only one of them has."""
    said = [f"only in one: {name}" for name in sorted(expected.keys() ^ found.keys())]
    for name in sorted(expected.keys() & found.keys()):
        (columns, rows), (other_columns, other_rows) = expected[name], found[name]
        if columns != other_columns:
            said.append(f"{name}: columns {columns} and {other_columns}")
        elif rows != other_rows:
            pairs = zip(rows, other_rows, strict=False)
            first = next(((one, two) for one, two in pairs if one != two), None)
            cells = [
                f"{column}: {one!r} and {two!r}"
                for column, one, two in zip(columns, *(first or ([], [])), strict=False)
                if one != two
            ]
            said.append(f"{name}: {len(rows)} and {len(other_rows)} rows; {'; '.join(cells)[:600]}")
    return said
