"""Readers of the published release are never disturbed, and each connection reads one release and knows which."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.reader_process import WAYS
from tests.warehouse.small_releases import PARTS, add_release, release_of, seen_now
from warehouse import release, retention
from warehouse.paths import Warehouse

ROOT = Path(__file__).resolve().parents[2]


class Readers:
    """Processes that read until they are told to stop; `reports` has what each one saw."""

    def __init__(self) -> None:
        self.reports: list[tuple[str, dict]] = []


@contextmanager
def readers(warehouse: Warehouse, stop: Path, ways: list[str]) -> Iterator[Readers]:
    """A reader of each of these ways while the block runs. Any error of any of them fails the test."""
    command = [sys.executable, "-m", "tests.warehouse.reader_process"]
    running = [
        subprocess.Popen(
            [*command, way, str(warehouse.root), str(stop)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for way in ways
    ]  # fmt: skip
    state = Readers()
    try:
        yield state
        assert all(reader.poll() is None for reader in running), "a reader ended before its time"
    finally:
        stop.touch()
        said = [reader.communicate(timeout=60) for reader in running]
    for reader, way, (out, err) in zip(running, ways, said, strict=True):
        assert reader.returncode == 0, f"{way}: {err}"
        state.reports.append((way, json.loads(out)))


@pytest.mark.slow
def test_many_readers_over_many_publishes_rollbacks_and_cleanings(warehouse: Warehouse, tmp_path: Path) -> None:
    published = [add_release(warehouse)]
    deleted: set[str] = set()
    with readers(warehouse, tmp_path / "stop", [*WAYS, *WAYS]) as state:
        until = time.monotonic() + 20
        while time.monotonic() < until or len(published) < 20:
            published.append(add_release(warehouse))
            release.rollback(warehouse)
            release.rollback(warehouse, published[-1])
            deleted.update(retention.clean(warehouse, retention.Policy(newest=4)))
            assert seen_now(warehouse) == published[-1]
    assert len(deleted) > 10
    for way, report in state.reports:
        assert set(report["releases"]) <= set(published), way
        assert report["sessions"] >= 3 and len(report["releases"]) >= 3, (way, report)


@pytest.mark.slow
def test_readers_of_a_publisher_that_is_killed_at_every_step(warehouse: Warehouse, tmp_path: Path) -> None:
    add_release(warehouse)
    add_release(warehouse)
    with readers(warehouse, tmp_path / "stop", ["reopen", "hold", "site"]) as state:
        command = [sys.executable, "-m", "tests.warehouse.publisher_process", str(warehouse.root)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    steps = json.loads(done.stdout)
    assert set(steps) == {"publish", "rollback", "clean"} and min(steps.values()) >= 8, steps
    assert all(len(report["releases"]) >= 3 for _, report in state.reports)
    left = {path.name for path in warehouse.published.iterdir() if not path.is_symlink()}
    assert left == {"history.jsonl"}
    assert not [path.name for path in warehouse.published.iterdir() if path.name.startswith(".")]
    assert not warehouse.switching.exists()


def test_a_connection_outlives_the_deletion_of_its_release(warehouse: Warehouse) -> None:
    first = add_release(warehouse)
    held = duckdb.connect(str(warehouse.current_database), read_only=True)
    assert held.execute("select release_id from marts.release").fetchall() == [(first,)]
    later = [add_release(warehouse) for _ in range(3)]
    assert first in retention.clean(warehouse, retention.Policy(newest=0))
    assert not (warehouse.releases / first).exists()
    assert release_of(held) == first, "tables that were never asked for before are still there"
    assert seen_now(warehouse) == later[-1]
    held.close()


def test_every_connection_of_one_process_reads_what_was_published_when_it_opened(warehouse: Warehouse) -> None:
    """A pool that keeps an old connection does not hold new ones back."""
    first = add_release(warehouse)
    old = duckdb.connect(str(warehouse.current_database), read_only=True)
    second = add_release(warehouse)
    new = duckdb.connect(str(warehouse.current_database), read_only=True)
    assert (release_of(old), release_of(new)) == (first, second)
    assert release_of(old.cursor()) == first, "a cursor belongs to its connection"
    old.close()
    new.close()


def test_an_attached_release_stays_until_it_is_attached_anew(warehouse: Warehouse) -> None:
    first = add_release(warehouse)
    attach = f"attach '{warehouse.current_database}' as kenpo (read_only)"
    with duckdb.connect() as connection:
        connection.execute(attach)
        second = add_release(warehouse)
        assert release_of(connection, "kenpo.") == first
        connection.execute("detach kenpo")
        connection.execute(attach)
        assert release_of(connection, "kenpo.") == second


def test_a_reader_cannot_write(warehouse: Warehouse) -> None:
    add_release(warehouse)
    reader = duckdb.connect(str(warehouse.current_database), config={"access_mode": "read_only"})
    with reader, pytest.raises(duckdb.Error, match="read-only"):
        reader.execute(f"drop table {PARTS[0]}")


def test_a_copy_of_the_file_is_a_whole_release(warehouse: Warehouse, tmp_path: Path) -> None:
    """What those do whose system cannot open a file through a link, or who sit on another machine."""
    first = add_release(warehouse)
    shutil.copyfile(warehouse.current_database, tmp_path / "copy.duckdb")
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as connection:
        assert release_of(connection) == first


def test_a_rollback_that_was_killed_before_its_line_does_not_come_back(warehouse: Warehouse, monkeypatch) -> None:
    """The next load would publish the withdrawn release again if nobody knew that it was rolled back."""
    first, second = add_release(warehouse), add_release(warehouse)

    def killed(_warehouse: Warehouse) -> None:
        if warehouse.switching.exists():
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(release, "_write_history", killed)
        with pytest.raises(KeyboardInterrupt):
            release.rollback(warehouse)
    assert seen_now(warehouse) == first
    assert release.withdrawn(warehouse) == {second}
    third = add_release(warehouse)
    assert [entry["to"] for entry in release.history(warehouse)] == [first, second, first, third]
