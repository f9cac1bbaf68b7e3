"""Text that cannot run, and files that are equal where tables are equal."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warehouse.errors import ExportError
from warehouse.exports.dictionary import Column, Table, read_dictionary
from warehouse.exports.tables import plain_text, safe_text, safe_text_sql, write_csv, write_parquet

RISKY = ("=1+1", "+81", "-5", "@SUM(A1)", "\tx", "\r\n=1", "=", "-", "＝1+1", "＋1", "'=1", "'", "")
HARMLESS = ("1", "a=1", " =1", "－", "＝", "○", "△5", "令和5年度", "\n".join(("a", "=1")))
texts = st.text(
    alphabet=st.one_of(st.sampled_from("=+-@\t\r\n'＝＋－＠ \"a1,"), st.characters(exclude_categories=["Cs"]))
)


@pytest.mark.parametrize("text", RISKY)
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays(text: str) -> None:
    assert safe_text(text) == text


@given(texts)
@example("")
@example("''")
def test_no_text_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    cell = safe_text(text)
    assert not re.match(r"[=+\-@\t\r\n]", cell)
    assert plain_text(cell) == text


@given(st.lists(texts.filter(lambda text: "\0" not in text), max_size=20))
def test_the_database_escapes_as_we_do(values: list[str]) -> None:
    rows = duckdb.execute(f"select {safe_text_sql('v')} from (select unnest(?::varchar[]) as v)", [values]).fetchall()
    assert [cell for (cell,) in rows] == [safe_text(text) for text in values]


def column(name: str, data_type: str) -> Column:
    return Column(name, data_type, name, name)


TABLE = Table(
    name="t", relation='"marts"."t"', label_ja="表", label_en="table", description="",
    columns=(column("k", "INTEGER"), column("said", "VARCHAR"), column("value", "DOUBLE"), column("seen", "TIMESTAMP")),
    key=("k",), foreign_keys=(),
)  # fmt: skip


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    made.execute("create schema marts; create table marts.t (k integer, said varchar, value double, seen timestamp)")
    return made


def test_a_csv_file_has_a_byte_order_mark_safe_text_and_real_numbers(connection, tmp_path: Path) -> None:
    moment = "2026-01-02 03:04:05"
    rows = [(2, "=1+1", -5.5, moment), (1, 'a "b", c\nd', 95.5, None), (3, None, None, None), (4, "", 0, None)]
    connection.executemany("insert into marts.t values (?, ?, ?, ?)", rows)
    write_csv(connection, TABLE, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfk,said,value,seen\n")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as stream:
        read = list(csv.reader(stream))
    assert read[1:] == [
        ["1", 'a "b", c\nd', "95.5", ""],
        ["2", "'=1+1", "-5.5", "2026-01-02T03:04:05.000000Z"],
        ["3", "", "", ""],
        ["4", "'", "0.0", ""],
    ]


def test_equal_tables_give_equal_bytes(connection, tmp_path: Path) -> None:
    files = []
    for threads, order in ((1, "k"), (4, "hash(k)")):
        connection.execute(f"set threads = {threads}")
        connection.execute(
            "create or replace table marts.t as select k::integer as k, 'text ' || k as said, k * 0.1 as value, "
            f"null::timestamp as seen from range(300000) as r(k) order by {order}"
        )
        for write, ending in ((write_parquet, "parquet"), (write_csv, "csv")):
            files.append(tmp_path / f"{threads}.{ending}")
            write(connection, TABLE, files[-1])
    parquet, text, parquet_again, text_again = (path.read_bytes() for path in files)
    assert parquet == parquet_again and text == text_again


def test_a_table_that_dbt_does_not_describe_is_an_error(connection, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"nodes": {}}')
    with pytest.raises(ExportError, match=r"does not describe marts\.t"):
        read_dictionary(tmp_path / "manifest.json", connection)
    with pytest.raises(ExportError, match="cannot be read"):
        read_dictionary(tmp_path / "missing.json", connection)
