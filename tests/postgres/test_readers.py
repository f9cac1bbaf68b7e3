"""Readers in processes of their own, while releases come, go back and are killed half-way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres.reader import HABITS
from tests.postgres.releases import Publisher
from warehouse.errors import ServingError
from warehouse.serving import switching
from warehouse.serving.service import serve
from warehouse.settings import PROJECT_ROOT, load_settings

pytestmark = pytest.mark.slow

#: What a release may do to the tables' columns: nothing, add at the end, take away, put back.
CHANGES = (
    (),
    tuple(f"alter table marts.{table} add column more varchar" for table in ("mart_one", "fct_figure_history")),
    ("alter table marts.mart_one drop branch_code", "alter table rejects.cell drop branch_code"),
    (),
)


def start(module: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"tests.postgres.{module}", *arguments]
    return subprocess.Popen(command, cwd=PROJECT_ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def shown(uri: str) -> str:
    with psycopg.connect(uri) as connection:
        [(release_id,)] = connection.execute("select release_id from marts.release").fetchall()
    return str(release_id)


def schemas(uri: str) -> int:
    with psycopg.connect(uri) as connection:
        return connection.execute("select 1 from pg_namespace where nspname ~ '^(marts|rejects)_'").rowcount


def test_readers_never_fail_and_never_see_two_releases(uri: str, publisher: Publisher, tmp_path: Path) -> None:
    publisher.publish(1)
    serve(publisher.warehouse, load_settings())
    stop = tmp_path / "stop"
    readers = {habit: start("reader", habit, uri, str(stop)) for habit in HABITS}
    try:
        published = []
        for number in range(2, 14):
            published.append(publisher.publish(number, *CHANGES[number % len(CHANGES)]))
            serve(publisher.warehouse, load_settings())
            if number % 3 == 0:
                publisher.show(published[-2])
                assert not serve(publisher.warehouse, load_settings()).loaded
            time.sleep(0.2)
    finally:
        stop.touch()
        said = {habit: reader.communicate(timeout=60) for habit, reader in readers.items()}
    for habit, (out, error) in said.items():
        found = json.loads(out or "{}")
        assert found and not found["wrong"], (habit, found, error)
        assert found["readings"] > 20 and len(found["releases"]) >= 8, (habit, found)


def test_a_loader_killed_anywhere_leaves_readers_where_they_were(uri: str, publisher: Publisher) -> None:
    first = publisher.publish(1, rows=3)
    serve(publisher.warehouse, load_settings())
    kept, before = schemas(uri), first
    rehearsal = publisher.publish(2, rows=3)
    done = start("killed", str(publisher.warehouse.root), "0")
    steps = int(done.communicate(timeout=60)[0])
    assert steps > 30 and shown(uri) == rehearsal
    before, kept = rehearsal, schemas(uri)
    for number, step in enumerate(range(1, steps + 1, 4), start=3):
        release_id = publisher.publish(number, rows=3)
        dead = start("killed", str(publisher.warehouse.root), str(step))
        dead.communicate(timeout=60)
        assert dead.returncode == 9
        assert shown(uri) in {before, release_id}
        serve(publisher.warehouse, load_settings())
        assert shown(uri) == release_id
        before = release_id
        kept = min(kept + 2, 6)
        assert schemas(uri) == kept, f"something of the load killed at step {step} was left"


def test_somebody_who_keeps_reading_delays_the_switch_and_is_named(uri, publisher: Publisher, monkeypatch) -> None:
    monkeypatch.setenv("KENPO_POSTGRES_PATIENCE", "1")
    first, second = publisher.publish(1), None
    serve(publisher.warehouse, load_settings())
    with psycopg.connect(uri, application_name="a long report") as reader:
        assert reader.execute("select distinct release_id from marts.mart_two").fetchall() == [(first,)]
        second = publisher.publish(2)
        with pytest.raises(ServingError, match=r"is loaded but not shown.*kenpo_loader with a long report, pid"):
            serve(publisher.warehouse, load_settings())
        # Neither the reader nor anybody else notices that somebody stands in line.
        assert reader.execute("select distinct release_id from marts.mart_one").fetchall() == [(first,)]
        assert shown(uri) == first
    done = serve(publisher.warehouse, load_settings())
    assert (done.loaded, done.switched) == (False, True) and shown(uri) == second


def test_the_view_that_was_in_use_is_locked_first_next_time(uri: str, publisher: Publisher) -> None:
    publisher.publish(1)
    serve(publisher.warehouse, load_settings())
    with psycopg.connect(uri, autocommit=True) as loader, psycopg.connect(uri) as reader:
        plan = switching._plan(loader, "20260401T000001-abcdef")
        assert plan.locks[0] != ("marts", "release")
        reader.execute("select * from marts.release").fetchall()
        with pytest.raises(psycopg.errors.LockNotAvailable) as busy:
            loader.execute(plan.script(loader, 5))
        plan.begin_with_what_blocked(busy.value)
        assert plan.locks[0] == ("marts", "release") and len(set(plan.locks)) == len(plan.locks) == 6


def test_a_loader_killed_in_line_lets_everybody_read_on(uri: str, publisher: Publisher, monkeypatch) -> None:
    monkeypatch.setenv("KENPO_POSTGRES_PATIENCE", "60")
    first = publisher.publish(1)
    serve(publisher.warehouse, load_settings())
    with psycopg.connect(uri) as reader:
        reader.execute("select * from marts.mart_two").fetchall()
        second = publisher.publish(2)
        loader = start("killed", str(publisher.warehouse.root), "0")
        deadline = time.monotonic() + 30
        waiting = "select 1 from pg_locks where not granted and mode = 'AccessExclusiveLock'"
        with psycopg.connect(uri, autocommit=True) as watch:
            while not watch.execute(waiting).fetchone():
                assert time.monotonic() < deadline
                time.sleep(0.01)
            loader.send_signal(signal.SIGKILL)
            loader.communicate()
            while watch.execute(waiting).fetchone():  # what it had sent stands in line until its time there is over
                assert time.monotonic() < deadline
                time.sleep(0.01)
        assert reader.execute("select distinct release_id from marts.mart_one").fetchall() == [(first,)]
    assert shown(uri) == first
    serve(publisher.warehouse, load_settings())
    assert shown(uri) == second
