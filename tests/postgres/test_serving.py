"""Loading, switching, going back, cleaning, and what the reading role may do, on a real server."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import psycopg
import pytest

from tests.postgres.cluster import Cluster
from tests.postgres.releases import Publisher
from warehouse import load
from warehouse.cli import main
from warehouse.errors import LockedError, ServingError
from warehouse.serving.server import connected
from warehouse.serving.service import Served, serve
from warehouse.settings import load_settings

pytestmark = pytest.mark.slow


def served(publisher: Publisher) -> Served:
    return serve(publisher.warehouse, load_settings())


def ask(uri: str, query: str) -> list[tuple]:
    with psycopg.connect(uri) as connection:
        return connection.execute(query).fetchall()


def schemas(uri: str) -> list[str]:
    found = ask(uri, "select nspname from pg_namespace where nspname ~ '^(marts|rejects)_' order by 1")
    return [name for (name,) in found]


def test_a_release_arrives_with_its_keys_and_descriptions(uri: str, publisher: Publisher) -> None:
    release_id = publisher.publish(1)
    done = served(publisher)
    assert (done.loaded, done.switched) == (True, True)
    assert ask(uri, "select release_id from marts.release") == [(release_id,)]
    assert ask(uri, "select count(*), min(release_id) from rejects.cell") == [(50, release_id)]
    assert schemas(uri) == ["marts_20260401t000001_abcdef", "rejects_20260401t000001_abcdef"]
    for place in ("marts", "marts_20260401t000001_abcdef"):
        table = f"'{place}.mart_one'::regclass"
        said = ask(uri, f"select obj_description({table}, 'pg_class'), col_description({table}, 1)")
        assert said == [("One of two; it's 100% made up", "番号 – its \\ key")]
    keys = "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint where contype = 'p'"
    assert ("marts_20260401t000001_abcdef.mart_one", "PRIMARY KEY (id)") in ask(uri, keys)
    assert len(ask(uri, "select 1 from pg_indexes where indexdef like '%(branch_code, fiscal_year)'")) == 3


def test_serving_again_changes_nothing(uri: str, publisher: Publisher) -> None:
    publisher.publish(1)
    served(publisher)
    before = ask(uri, "select oid, relname, relfilenode from pg_class order by 1")
    again = served(publisher)
    assert (again.loaded, again.switched) == (False, False)
    assert ask(uri, "select oid, relname, relfilenode from pg_class order by 1") == before


def test_every_type_keeps_its_value(uri: str, publisher: Publisher) -> None:
    values = {
        "text": ("'日本\n''\"\\t\\. ' || chr(9)", "日本\n'\"\\t\\. \t"),
        "empty": ("''", ""),
        "nothing": ("null::varchar", None),
        "small": ("(-128)::tinyint", -128),
        "whole": ("(-2147483648)::integer", -(2**31)),
        "big": ("9223372036854775807::bigint", 2**63 - 1),
        "huge": ("170141183460469231731687303715884105727::hugeint", 2**127 - 1),
        "fraction": ("0.1::double + 0.2::double", 0.1 + 0.2),
        "tiny": ("5e-324::double", 5e-324),
        "infinite": ("'-inf'::double", float("-inf")),
        "exact": ("12345.670::decimal(18, 3)", Decimal("12345.670")),
        "day": ("date '2024-02-29'", date(2024, 2, 29)),
        "clock": ("time '23:59:59.999999'", time(23, 59, 59, 999999)),
        "moment": ("timestamp '2024-02-29 12:00:00.000001'", datetime(2024, 2, 29, 12, 0, 0, 1)),
        "instant": ("timestamptz '2024-02-29 12:00:00+09'", datetime(2024, 2, 29, 3, tzinfo=UTC)),
        "flag": ("false", False),
        "bytes": ("'\\x00\\xFF'::blob", b"\x00\xff"),
    }
    made = ", ".join(f"{sql} as {name}" for name, (sql, _) in values.items())
    publisher.publish(1, f"create table marts.one_of_each as select {made}")
    served(publisher)
    with psycopg.connect(uri, options="-c timezone=UTC") as connection:
        [row] = connection.execute("select * from marts.one_of_each").fetchall()
    assert dict(zip(values, row, strict=True)) == {name: value for name, (_, value) in values.items()}


def test_a_type_without_an_equal_is_refused_by_name(uri: str, publisher: Publisher) -> None:
    publisher.publish(1)
    served(publisher)
    publisher.publish(2, "create table marts.nested as select [1, 2] as list_of_two")
    with pytest.raises(ServingError, match=r"marts\.nested\.list_of_two has the type INTEGER\[\]"):
        served(publisher)
    assert ask(uri, "select distinct release_id from marts.mart_one") == [("20260401T000001-abcdef",)]


def test_rows_that_do_not_arrive_stop_the_load(uri: str, publisher: Publisher) -> None:
    from dataclasses import replace

    from warehouse.release import read_record, write_record

    folder = publisher.warehouse.releases / publisher.publish(1)
    write_record(folder, replace(read_record(folder), rows={"marts.mart_one": 51}))
    with pytest.raises(ServingError, match=r"50 rows of marts\.mart_one arrived in PostgreSQL, the release has 51"):
        served(publisher)
    assert schemas(uri) == []


def test_a_rollback_switches_back_without_loading(uri: str, publisher: Publisher, capsys) -> None:
    first = publisher.publish(1)
    served(publisher)
    publisher.publish(2)
    served(publisher)
    main_done(["rollback", first, "--warehouse", str(publisher.warehouse.root)])
    assert f"release {first} is shown by PostgreSQL now" in capsys.readouterr().out
    assert ask(uri, "select release_id from marts.release union all select min(release_id) from rejects.cell") == (
        [(first,)] * 2
    )
    moves = ask(uri, "select release_id, previous_release from serving.switch order by switch_no")
    assert [(new[-8], old and old[-8]) for new, old in moves] == [("1", None), ("2", "1"), ("1", "2")]


def main_done(arguments: list[str]) -> None:
    """Run the command line, which ends in an exit of its own."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0


def test_columns_and_tables_may_come_and_go(uri: str, publisher: Publisher) -> None:
    publisher.publish(1)
    served(publisher)
    publisher.publish(
        2,
        "alter table marts.mart_one drop branch_code",
        "alter table marts.mart_two add column more varchar",
        "create table marts.mart_new as select 1 as id",
        "drop table rejects.cell",
    )
    served(publisher)
    columns = ask(uri, "select string_agg(attname, ' ' order by attnum) from pg_attribute "
                       "where attnum > 0 and attrelid in ('marts.mart_one'::regclass, 'marts.mart_two'::regclass) "
                       "group by attrelid")  # fmt: skip
    assert set(columns) == {("id fiscal_year release_id",), ("id branch_code fiscal_year release_id more",)}
    assert ask(uri, "select col_description('marts.mart_one'::regclass, 1)") == [("番号 – its \\ key",)]
    assert ask(uri, "select to_regclass('rejects.cell'), to_regclass('marts.mart_new')::text") == [
        (None, "marts.mart_new")
    ]


def test_functions_of_time_come_and_go_with_the_tables_they_ask(uri: str, publisher: Publisher) -> None:
    first = publisher.publish(1)
    served(publisher)
    functions = "select oid, proname::text from pg_proc where pronamespace = 'marts'::regnamespace order by proname"
    before = ask(uri, functions)
    assert [name for _, name in before] == ["figures_as_of", "figures_at"]
    assert ask(uri, "select count(*) from marts.figures_as_of('2026-03-31 23:59:59')") == [(0,)]
    assert ask(uri, "select distinct release_id from marts.figures_as_of('2026-04-01')") == [(first,)]
    assert ask(uri, f"select count(*) from marts.figures_at('{first}')") == [(50,)]

    publisher.publish(2, "alter table marts.fct_figure_history add column more varchar default 'more'")
    served(publisher)
    assert ask(uri, functions) == before
    assert ask(uri, "select distinct more from marts.figures_as_of('2026-04-01')") == [("more",)]

    publisher.publish(3, "alter table marts.fct_figure_history drop branch_code")
    served(publisher)
    assert ask(uri, "select f from marts.figures_as_of('2026-04-01') f limit 1")
    assert "branch_code" not in columns_of(uri, "marts.figures_as_of('2026-04-01')")

    publisher.publish(4, "drop table marts.fct_figure_history")
    served(publisher)
    assert ask(uri, functions) == []
    publisher.show(first)
    served(publisher)
    assert "branch_code" in columns_of(uri, f"marts.figures_at('{first}')")


def columns_of(uri: str, source: str) -> list[str]:
    with psycopg.connect(uri) as connection:
        return [column.name for column in connection.execute(f"select * from {source}").description or ()]


def test_views_of_analysts_follow_the_releases(uri: str, publisher: Publisher) -> None:
    publisher.publish(1)
    served(publisher)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("create schema own; create view own.one as select id, release_id from marts.mart_one")
    second = publisher.publish(2)
    served(publisher)
    assert ask(uri, "select distinct release_id from own.one") == [(second,)]
    publisher.publish(3, "alter table marts.mart_one drop branch_code")
    with pytest.raises(ServingError, match=r"views that are not ours .*own\.one"):
        served(publisher)
    assert ask(uri, "select distinct release_id from marts.mart_one") == [(second,)]


def test_old_releases_leave_but_not_what_is_in_use(uri: str, publisher: Publisher, monkeypatch) -> None:
    monkeypatch.setenv("KENPO_POSTGRES_KEEP", "2")
    first, second = publisher.publish(1), None
    served(publisher)
    second = publisher.publish(2)
    assert served(publisher).dropped == []
    with psycopg.connect(uri) as reader:
        reader.execute("select * from marts_20260401t000001_abcdef.mart_one").fetchall()
        publisher.publish(3)
        third = served(publisher)
        assert (third.dropped, third.in_use) == ([], [first])
    assert served(publisher).dropped == [first]
    publisher.show(second)
    assert served(publisher).switched
    publisher.publish(4)
    assert served(publisher).dropped == []  # the second is what readers saw before
    assert len(schemas(uri)) == 6


def test_the_reader_reads_and_can_do_nothing_else(uri: str, publisher: Publisher, cluster: Cluster) -> None:
    publisher.publish(1)
    served(publisher)
    with psycopg.connect(cluster.uri(), autocommit=True) as administrator:
        administrator.execute("drop role if exists dashboard")
        administrator.execute("create role dashboard login in role kenpo_reader")
    with psycopg.connect(uri, autocommit=True) as owner:
        owner.execute("alter default privileges revoke execute on functions from public")
    publisher.publish(2, "create table marts.mart_new as select 1 as id")
    served(publisher)
    with psycopg.connect(cluster.uri("kenpo_loader", "dashboard"), autocommit=True) as connection:
        for table in ("marts.mart_one", "marts.mart_new", "rejects.cell", "serving.switch",
                      "marts_20260401t000001_abcdef.mart_one", "marts.figures_as_of('2026-05-01')"):  # fmt: skip
            assert connection.execute(f"select count(*) from {table}").fetchone()
        for statement in (
            "insert into marts.mart_one select * from marts.mart_one",
            "update marts.mart_one set id = 0",
            "delete from rejects.cell",
            "delete from marts_20260401t000001_abcdef.mart_one",
            "truncate marts_20260401t000001_abcdef.mart_one",
            "insert into serving.switch (release_id) values ('x')",
            "create table marts.mine (id integer)",
            "create view marts.mine as select 1",
            "create table public.mine (id integer)",
            "create schema mine",
            "create or replace view marts.mart_one as select 1",
            "drop view marts.mart_one",
            "drop function marts.figures_at(text)",
            "alter schema marts rename to mine",
            "do $$ begin lock table marts.mart_one in exclusive mode; end $$",
            "set role kenpo_loader",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(cluster.uri("kenpo_loader", "kenpo_reader"))


def test_with_a_password_the_reader_is_a_login(uri: str, publisher: Publisher, cluster: Cluster, monkeypatch) -> None:
    monkeypatch.setenv("KENPO_POSTGRES_READER", "kenpo_login")
    monkeypatch.setenv("KENPO_POSTGRES_READER_PASSWORD", "s3cret")
    publisher.publish(1)
    served(publisher)
    assert ask(cluster.uri("kenpo_loader", "kenpo_login"), "select count(*) from marts.mart_one") == [(50,)]
    [(secret,)] = ask(cluster.uri(), "select rolpassword from pg_authid where rolname = 'kenpo_login'")
    assert secret.startswith("SCRAM-SHA-256$")
    assert "s3cret" not in repr(load_settings())


def test_without_the_right_to_make_the_role_the_way_out_is_told(uri: str, publisher: Publisher, cluster, monkeypatch):
    monkeypatch.setenv("KENPO_POSTGRES_READER", "not_there")
    publisher.publish(1)
    with psycopg.connect(cluster.uri(), autocommit=True) as administrator:
        administrator.execute("alter role kenpo_loader nocreaterole")
        with pytest.raises(ServingError, match='create role "not_there" nologin'):
            served(publisher)
        administrator.execute("alter role kenpo_loader createrole")


@pytest.mark.parametrize(
    ("conninfo", "message"),
    [
        ("postgresql://loader@/kenpo?host=/nonexistent&connect_timeout=2", "PostgreSQL: .*No such file or directory"),
        ("host=somewhere s3cret", "neither a connection URI nor"),
    ],
)
def test_a_server_that_cannot_be_reached_leaves_the_publication(publisher, uri, monkeypatch, conninfo, message) -> None:
    monkeypatch.setenv("KENPO_POSTGRES", conninfo)
    release_id = publisher.publish(1)
    load.note(publisher.warehouse, offers=["one"], state="published", note=f"release {release_id} is published")
    with pytest.raises(ServingError, match=message) as told:
        load.serve(publisher.warehouse)
    assert "s3cret" not in str(told.value)
    from tests.warehouse.test_load import printed

    text, code = printed(publisher.warehouse)
    assert code == 10 and "PUBLISHED, BUT: " in text and f"release {release_id} is published" in text


def test_nothing_is_asked_of_a_server_that_is_not_configured(publisher: Publisher, uri: str, monkeypatch) -> None:
    publisher.publish(1)
    load.note(publisher.warehouse, offers=["one"])
    assert load.serve(publisher.warehouse)
    monkeypatch.delenv("KENPO_POSTGRES")
    assert not load.serve(publisher.warehouse)
    with pytest.raises(ServingError, match="KENPO_POSTGRES is not set"):
        served(publisher)


def test_a_second_loader_waits_its_turn(uri: str, publisher: Publisher, monkeypatch) -> None:
    monkeypatch.setenv("KENPO_LOCK_TIMEOUT", "0.3")
    publisher.publish(1)
    first = connected(load_settings().postgres, "KENPO_POSTGRES", 1.0)
    with first, pytest.raises(LockedError, match="another loader"):
        served(publisher)
    assert served(publisher).loaded


def test_two_warehouses_cannot_serve_to_one_database(uri: str, publisher: Publisher, tmp_path) -> None:
    publisher.publish(1)
    served(publisher)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("update serving.release set fingerprint = 'of another'")
    with pytest.raises(ServingError, match="two warehouses"):
        served(publisher)
