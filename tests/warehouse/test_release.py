"""Write, audit, publish: what readers see at every moment."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from warehouse import build, load, release, retention
from warehouse.errors import BuildError, GateError, LockedError, ReleaseError
from warehouse.lock import exclusive
from warehouse.paths import Warehouse


def add_release(warehouse: Warehouse, reports: Path, text: bytes) -> str:
    """Load a folder whose first report reads `text`; returns the id of what is published then."""
    (reports / "one.pdf").write_bytes(text)
    load.load(warehouse, reports)
    now = release.published(warehouse)
    assert now is not None
    return now.release_id


def seen_by_reader(warehouse: Warehouse) -> str:
    """The release a reader finds, and that all of the file belongs to it."""
    with duckdb.connect(str(warehouse.current_database), read_only=True) as connection:
        rows = connection.execute("select release_id from marts.release union select release_id from marts.twin")
        [(release_id,)] = rows.fetchall()
    return str(release_id)


def test_a_load_publishes_one_complete_release(warehouse, reports, rooms) -> None:
    release_id = add_release(warehouse, reports, b"v1")
    folder = warehouse.releases / release_id
    assert seen_by_reader(warehouse) == release_id
    assert (warehouse.current_docs / "index.html").read_text() == "docs"
    assert (warehouse.current_evidence / "index.html").read_text() == "evidence"
    assert (warehouse.current_exports / "datapackage.json").exists()
    complete = {"data_docs", "evidence", "exports", "release.json", "warehouse.duckdb"}
    assert {path.name for path in folder.iterdir()} == complete
    assert stat.S_IMODE((folder / "warehouse.duckdb").stat().st_mode) == 0o444
    assert list(warehouse.candidate.iterdir()) == [warehouse.failed]
    with duckdb.connect(str(warehouse.current_database), read_only=True) as connection:
        assert connection.execute("select gate_result from marts.release").fetchall() == [("passed",)]
    record = release.published(warehouse)
    assert record and record.rows["marts.twin"] == 1 and len(record.inputs) == 2


def test_the_published_paths_survive_a_move_of_the_warehouse(warehouse, reports, rooms, tmp_path) -> None:
    release_id = add_release(warehouse, reports, b"v1")
    warehouse.root.rename(tmp_path / "moved")
    assert seen_by_reader(Warehouse(tmp_path / "moved")) == release_id


def test_nothing_new_builds_nothing(warehouse, reports, rooms) -> None:
    first = add_release(warehouse, reports, b"v1")
    load.load(warehouse, reports)
    assert rooms.builds == 1
    assert [item.release_id for item in release.list_releases(warehouse)] == [first]
    assert f"nothing new; release {first} stays" in warehouse.last_load.read_text()


def test_force_builds_again_from_the_same_inputs(warehouse, reports, rooms) -> None:
    first = add_release(warehouse, reports, b"v1")
    load.load(warehouse, reports, force=True)
    second = release.published(warehouse)
    assert second and second.release_id > first
    assert second.fingerprint == release.find(warehouse, first).fingerprint


def test_changed_code_is_something_new(warehouse, reports, rooms, monkeypatch) -> None:
    first = add_release(warehouse, reports, b"v1")
    monkeypatch.setattr("warehouse.inputs.code_hash", lambda: "other code")
    load.load(warehouse, reports)
    assert seen_by_reader(warehouse) > first


def test_a_failed_gate_leaves_readers_alone_and_says_why(warehouse, reports, rooms) -> None:
    first = add_release(warehouse, reports, b"v1")
    rooms.gate_failures = ["kpi_target.value between 0 and 100: two.txt, page 3, value 955"]
    (reports / "one.pdf").write_bytes(b"v2")
    with pytest.raises(GateError, match="page 3, value 955"):
        load.load(warehouse, reports)
    assert seen_by_reader(warehouse) == first
    [kept] = list(warehouse.failed.iterdir())
    assert all((kept / name / "index.html").exists() for name in ("data_docs", "evidence"))
    assert (kept / "warehouse.duckdb").exists()
    record = release.read_record(kept)
    assert (record.gate_result, record.severities["blocks"]) == ("failed", 1)
    with pytest.raises(ReleaseError, match=r"no readable release\.json"):
        release.publish(warehouse, kept.name)


def test_a_failed_build_is_set_aside_with_its_message(warehouse, reports, rooms) -> None:
    rooms.dbt_error = BuildError("dbt build failed in 1 node(s):\n  model.kenpo.dim_report: no such column")
    with pytest.raises(BuildError, match=r"(?s)model.kenpo.dim_report: no such column.*kept with its Data Docs"):
        load.load(warehouse, reports)
    assert release.published(warehouse) is None and not warehouse.current_database.exists()


def test_only_the_last_failed_candidates_are_kept(warehouse, reports, rooms) -> None:
    rooms.dbt_error = BuildError("no")
    names = []
    for text in (b"1", b"2", b"3"):
        (reports / "one.pdf").write_bytes(text)
        with pytest.raises(BuildError):
            load.load(warehouse, reports)
        names.append(max(path.name for path in warehouse.failed.glob("[!.]*")))
    assert sorted(path.name for path in warehouse.failed.iterdir()) == names[1:]


def test_rollback_and_forward_again(warehouse, reports, rooms) -> None:
    first = add_release(warehouse, reports, b"v1")
    second = add_release(warehouse, reports, b"v2")
    assert release.rollback(warehouse).release_id == first == seen_by_reader(warehouse)
    assert release.withdrawn(warehouse) == {second}
    with pytest.raises(ReleaseError, match="oldest"):
        release.rollback(warehouse)
    assert release.rollback(warehouse, second).release_id == second == seen_by_reader(warehouse)
    assert release.withdrawn(warehouse) == {first}
    with pytest.raises(ReleaseError, match=f"no release x; kept are: {first}, {second}"):
        release.rollback(warehouse, "x")


def test_the_next_load_does_not_bring_a_rolled_back_release_back(warehouse, reports, rooms) -> None:
    first = add_release(warehouse, reports, b"v1")
    add_release(warehouse, reports, b"v2")
    release.rollback(warehouse)
    load.load(warehouse, reports)
    assert seen_by_reader(warehouse) == first and rooms.builds == 2
    third = add_release(warehouse, reports, b"v3")
    assert seen_by_reader(warehouse) == third != first


def test_rollback_before_any_release(warehouse) -> None:
    with pytest.raises(ReleaseError, match="nothing is published yet"):
        release.rollback(warehouse)


def test_clean_keeps_the_published_release_and_its_predecessor(warehouse, reports, rooms) -> None:
    ids = [add_release(warehouse, reports, text) for text in (b"1", b"2", b"3", b"4", b"5")]
    release.rollback(warehouse, ids[2])
    assert retention.clean(warehouse, retention.Policy(newest=1)) == [ids[0], ids[3]]
    assert [item.release_id for item in release.list_releases(warehouse)] == [ids[1], ids[2], ids[4]]
    assert seen_by_reader(warehouse) == ids[2]


def test_a_candidate_built_after_another_release_is_refused(warehouse, reports, rooms) -> None:
    (reports / "one.pdf").write_bytes(b"v1")
    load.offer_reports(warehouse, reports)
    stale = load.build(warehouse)
    load.gate(warehouse, stale.release_id)
    fresh = add_release(warehouse, reports, b"v2")
    with pytest.raises(ReleaseError, match="was built after nothing"):
        load.publish(warehouse, stale.release_id)
    assert seen_by_reader(warehouse) == fresh


def test_an_unchecked_candidate_is_refused(warehouse, reports, rooms) -> None:
    load.offer_reports(warehouse, reports)
    with pytest.raises(ReleaseError, match="has not passed the gate"):
        load.publish(warehouse, load.build(warehouse).release_id)


class Killed(BaseException):
    """Stands for a process that ends at once: nothing after it runs in our code."""


STEPS = ["os.rename", "os.replace", "os.fsync", "pathlib.Path.chmod", "pathlib.Path.symlink_to", "shutil.rmtree"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_readers_see_one_whole_release(warehouse, reports, rooms, monkeypatch, step, after) -> None:
    """Publishing dies before or after each call of each file operation in turn; then the load is run again."""
    first = add_release(warehouse, reports, b"v1")
    module, name = step.rsplit(".", 1)
    owner = sys.modules["pathlib"].Path if module == "pathlib.Path" else sys.modules[module]
    real = getattr(owner, name)
    for call in range(1, 30):
        (reports / "one.pdf").write_bytes(f"{step}{after}{call}".encode())
        load.offer_reports(warehouse, reports)
        for offer in load.intake.unread(warehouse):
            load.extract_report(warehouse, offer.sha256, offer.file_name)
        built = load.build(warehouse)
        load.gate(warehouse, built.release_id)
        if not _killed_publish(warehouse, built.release_id, monkeypatch, owner, name, real, call, after):
            break
        assert seen_by_reader(warehouse) in {first, built.release_id}
        load.load(warehouse, reports)
        assert seen_by_reader(warehouse) >= built.release_id
        first = seen_by_reader(warehouse)
    else:
        pytest.fail("publishing never came to its end")
    assert call > 1, f"{step} is not called while publishing, so this test proves nothing"


def _killed_publish(warehouse, release_id, monkeypatch, owner, name, real, nth, after) -> bool:
    """Publish with the nth call of an operation ending the process; False if there were fewer calls."""
    calls = 0

    def dying(*args, **kwargs):
        nonlocal calls
        calls += 1
        if calls == nth and not after:
            raise Killed
        result = real(*args, **kwargs)
        if calls == nth:
            raise Killed
        return result

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, dying)
        try:
            release.publish(warehouse, release_id)
        except Killed:
            return True
    return False


def test_readers_in_other_processes_never_see_an_error_or_a_mixture(warehouse, reports, rooms) -> None:
    ids = [add_release(warehouse, reports, text) for text in (b"1", b"2")]
    script = (
        "import sys, time, duckdb\n"
        "end = time.time() + 4; n = 0; seen = set()\n"
        "while time.time() < end:\n"
        "    with duckdb.connect(sys.argv[1], read_only=True) as c:\n"
        "        rows = c.execute('select release_id from marts.release union select release_id from marts.twin')\n"
        "        [(r,)] = rows.fetchall(); seen.add(r); n += 1\n"
        "print(n, len(seen))\n"
    )
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(warehouse.current_database)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    switches = 0
    while any(reader.poll() is None for reader in readers):
        release.rollback(warehouse, ids[switches % 2])
        switches += 1
        time.sleep(0.005)
    for reader in readers:
        assert reader.returncode == 0
        reads, seen = map(int, reader.communicate()[0].split())
        assert reads > 10 and seen == 2
    assert switches > 50


def test_a_second_writer_waits_and_then_says_so(warehouse: Warehouse) -> None:
    script = "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, 2); print(); time.sleep(9)"
    holder = subprocess.Popen([sys.executable, "-uc", script, str(warehouse.lock_file)], stdout=subprocess.PIPE)
    assert holder.stdout
    holder.stdout.readline()
    try:
        with pytest.raises(LockedError, match="KENPO_LOCK_TIMEOUT"), exclusive(warehouse.lock_file, 0.2):
            pass
    finally:
        holder.kill()
        holder.wait()
    with exclusive(warehouse.lock_file, 0.2):
        pass


def test_what_a_killed_build_left_is_removed_by_the_next(warehouse, reports, rooms) -> None:
    (warehouse.candidate / "20260101T000000-dead00").mkdir()
    old = warehouse.candidate / "20260101T000000-old000"
    old.mkdir()
    (old / "release.json").write_text("{}")
    os.utime(old, (0, 0))
    add_release(warehouse, reports, b"v1")
    assert list(warehouse.candidate.iterdir()) == [warehouse.failed]


def test_an_empty_ledger_builds_nothing(warehouse, settings) -> None:
    with pytest.raises(build.NoReportsError):
        build.build(warehouse, settings)
