from __future__ import annotations

import os
import stat
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse import intake, raw_store
from warehouse.errors import NoReportsError
from warehouse.paths import Warehouse, read_json


def test_raw_bytes_are_kept_under_their_hash_and_cannot_be_written(warehouse: Warehouse, reports: Path) -> None:
    stored = raw_store.store(reports / "one.pdf", warehouse.raw)
    assert stored.path.read_bytes() == b"first report"
    assert stored.path.name == stored.sha256 == raw_store.content_hash(reports / "one.pdf")
    assert stat.S_IMODE(stored.path.stat().st_mode) == 0o444


def test_storing_the_same_bytes_again_touches_nothing(warehouse: Warehouse, reports: Path) -> None:
    first = raw_store.store(reports / "one.pdf", warehouse.raw)
    before = first.path.stat()
    (reports / "copy.pdf").write_bytes(b"first report")
    again = raw_store.store(reports / "copy.pdf", warehouse.raw)
    assert again == first
    assert (first.path.stat().st_mtime_ns, first.path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [path.name for path in warehouse.raw.iterdir()] == [first.sha256]


def test_scan_takes_reports_by_their_ending_and_names_the_rest(reports: Path) -> None:
    for name in ("three.PDF", "four.md", "five.html", ".hidden.pdf", "notes.docx"):
        (reports / name).write_text("x")
    (reports / "folder.pdf").mkdir()
    found = intake.scan(reports)
    assert [path.name for path in found.reports] == ["five.html", "four.md", "one.pdf", "three.PDF", "two.txt"]
    assert found.passed_over == ["folder.pdf", "notes.docx"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoReportsError, match="nowhere is not a folder"):
        intake.scan(tmp_path / "nowhere")


def test_offering_again_renews_only_the_time(warehouse: Warehouse, reports: Path) -> None:
    start = datetime(2026, 4, 1, tzinfo=UTC)
    first = intake.offer(warehouse, reports / "one.pdf", start)
    again = intake.offer(warehouse, reports / "one.pdf", start + timedelta(days=30))
    assert again.offer_id == first.offer_id
    assert again.first_offered_at == first.first_offered_at < again.last_offered_at
    assert len(list(warehouse.intake.glob("*.json"))) == 1


def test_new_content_under_an_old_name_is_a_second_record(warehouse: Warehouse, reports: Path) -> None:
    first = intake.offer(warehouse, reports / "one.pdf")
    (reports / "one.pdf").write_bytes(b"corrected")
    second = intake.offer(warehouse, reports / "one.pdf")
    assert [record.sha256 for record in intake.ledger(warehouse)] == [first.sha256, second.sha256]
    assert (warehouse.raw / first.sha256).read_bytes() == b"first report"


def test_the_first_name_of_a_content_is_not_the_duplicate(warehouse: Warehouse, reports: Path) -> None:
    first = intake.offer(warehouse, reports / "one.pdf")
    (reports / "a-copy.pdf").write_bytes(b"first report")
    intake.offer(warehouse, reports / "a-copy.pdf")
    assert intake.first_names(intake.ledger(warehouse)) == {first.sha256: "one.pdf"}


def test_a_name_that_is_no_utf8_is_recorded(warehouse: Warehouse, reports: Path) -> None:
    raw_name = os.fsencode(reports) + b"/\xff\xfe.pdf"
    with open(raw_name, "wb") as stream:
        stream.write(b"report")
    record = intake.offer(warehouse, Path(os.fsdecode(raw_name)))
    assert read_json(warehouse.intake / f"{record.offer_id}.json")["file_name"] == "\ufffd\ufffd.pdf"


def test_news_are_new_and_changed_files_that_have_settled(warehouse: Warehouse, reports: Path) -> None:
    now = datetime.now(UTC) + timedelta(seconds=60)
    assert intake.news(warehouse, reports, 30, now) == ["one.pdf", "two.txt"]
    assert intake.news(warehouse, reports, 120, now) == []
    for path in intake.scan(reports).reports:
        intake.offer(warehouse, path)
    assert intake.news(warehouse, reports, 0, now) == []
    (reports / "one.pdf").write_bytes(b"another length")
    os.utime(reports / "one.pdf", (0, 0))
    later = time.time() + 30
    (reports / "two.txt").write_bytes(b"SECOND report")
    os.utime(reports / "two.txt", (later, later))
    assert intake.news(warehouse, reports, 0, now + timedelta(minutes=5)) == ["one.pdf", "two.txt"]
