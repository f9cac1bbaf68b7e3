"""Reading one file in a child under limits: whatever happens, a complete fact set with the reason is left."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract import run
from extract.cli import app
from extract.facts import FACT_KINDS, SCHEMAS, read_fact_set
from extract.outcomes import Outcome
from extract.run import Limits, extract_report, file_digest
from extract.show.headings import HEADINGS_FILE
from extract.version import EXTRACTOR_VERSION
from extract.worker import read_file
from tests.unit.build import pdf, show

TEXT = """令和4年度　大分支部事業報告

(1) 窓口の案内
■ KPI
サービススタンダードの達成状況を100%とする
一般競争入札に占める一者応札案件の割合について、18%以下とする
"""
#: A sample of which one page is a picture.
SCANNED = Path(__file__).parents[3] / "samples" / "reports" / "yamagata-2021-action-plan.pdf"
SMALL = Limits(seconds=300, memory_mib=4096, file_mib=1)


def report(folder: Path, name: str = "report.txt", content: str | bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def is_complete(outcome: Outcome) -> bool:
    assert outcome.folder is not None
    found = {path.name for path in outcome.folder.iterdir()} - {HEADINGS_FILE}
    return found == {f"{kind}.parquet" for kind in SCHEMAS} | {"outcome.json"}


def rejected(outcome: Outcome) -> str:
    """The reason of a rejected file whose fact set is there and empty."""
    assert outcome.folder is not None
    assert outcome.status == "rejected"
    assert is_complete(outcome)
    assert {kind: len(rows) for kind, rows in read_fact_set(outcome.folder).items()} == dict.fromkeys(SCHEMAS, 0)
    assert outcome.counts == dict.fromkeys(FACT_KINDS, 0)
    assert outcome.reason
    return outcome.reason


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads in this process: what a child would leave, without the second it takes to start."""

    def read(path: Path, room: Path, name: str, digest: str, _: Limits) -> None:
        read_file(path, room, name, digest)

    monkeypatch.setattr(run, "_read", read)


def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Puts a worker of our own in the place of the real one."""
    package = tmp_path / "home" / "extract"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "worker.py").write_text(code)
    monkeypatch.setattr(run, "_home", lambda: str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)  # the child looks in its own folder first


class TestWhatIsRead:
    def test_a_report_in_a_child_of_its_own(self, tmp_path: Path) -> None:
        path = report(tmp_path)
        outcome = extract_report(path, tmp_path / "facts", SMALL)
        assert (outcome.status, outcome.reader, outcome.page_count, outcome.cached) == ("read", "text", None, False)
        assert outcome.folder == tmp_path / "facts" / f"{file_digest(path)}-v{EXTRACTOR_VERSION}"
        assert outcome.file_name == "report.txt"
        assert is_complete(outcome)
        facts = read_fact_set(outcome.folder)
        assert {kind: len(facts[kind]) for kind in FACT_KINDS} == outcome.counts
        assert [row["kpi_code"] for row in facts["kpi_target"]] == ["service_standard_rate", "single_bid_rate"]
        assert [row["branch_code"] for row in facts["report"]] == ["oita"]
        assert json.loads((outcome.folder / "outcome.json").read_text("utf-8"))["sha256"] == file_digest(path)

    @pytest.mark.usefixtures("at_once")
    def test_the_second_time_nothing_is_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = report(tmp_path)
        first = extract_report(path, tmp_path / "facts", SMALL)
        monkeypatch.setattr(run, "_read", lambda *_: pytest.fail("read again"))
        again = extract_report(path, tmp_path / "facts", SMALL)
        assert again.cached
        assert (again.counts, again.folder, again.seconds) == (first.counts, first.folder, first.seconds)

    @pytest.mark.usefixtures("at_once")
    def test_facts_and_their_ids_depend_on_nothing_but_the_bytes(self, tmp_path: Path) -> None:
        one = extract_report(report(tmp_path / "a", "first.txt"), tmp_path / "one", SMALL)
        two = extract_report(report(tmp_path / "b", "令和9年度 東京支部.md"), tmp_path / "two", SMALL)
        assert one.folder is not None
        assert two.folder is not None
        assert one.sha256 == two.sha256
        assert read_fact_set(one.folder) == read_fact_set(two.folder)
        assert (one.file_name, two.file_name) == ("first.txt", "令和9年度 東京支部.md")

    @pytest.mark.usefixtures("at_once")
    def test_bytes_that_lie_under_another_name_are_read_as_what_they_were_offered_as(self, tmp_path: Path) -> None:
        raw = report(tmp_path, "c0ffee")
        outcome = extract_report(raw, tmp_path / "facts", SMALL, sha256=file_digest(raw), file_name="report.txt")
        assert (outcome.status, outcome.file_name) == ("read", "report.txt")

    @pytest.mark.usefixtures("at_once")
    def test_ids_are_unique(self, tmp_path: Path) -> None:
        outcome = extract_report(report(tmp_path, content=TEXT + TEXT.split("\n", 2)[2]), tmp_path / "facts", SMALL)
        assert outcome.folder is not None
        ids = [
            row["fact_id"] for kind, rows in read_fact_set(outcome.folder).items() if kind in FACT_KINDS for row in rows
        ]
        assert len(ids) == len(set(ids)) > 3

    @pytest.mark.usefixtures("at_once")
    def test_a_picture_among_the_pages_makes_it_partly_read(self, tmp_path: Path) -> None:
        ground = "".join(show("Annual report", 50, 20 * line) for line in range(1, 13))
        path = report(tmp_path, "scan.pdf", pdf(ground, "", image=True))
        outcome = extract_report(path, tmp_path / "facts", SMALL)
        assert outcome.status == "partly_read"
        assert outcome.page_count == 2
        assert [entry["page"] for entry in outcome.pages_unread] == [2]
        assert outcome.reason is not None
        assert "page 2 is a picture" in outcome.reason
        assert outcome.rejected_cells == 1

    @pytest.mark.usefixtures("at_once")
    def test_a_text_that_reports_nothing_is_rejected_with_the_reason(self, tmp_path: Path) -> None:
        outcome = extract_report(report(tmp_path, content="買い物の控え\n牛乳と卵\n"), tmp_path / "facts", SMALL)
        assert outcome.status == "rejected"
        assert outcome.reason is not None
        assert is_complete(outcome)


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("empty.pdf", b"", "the file is empty; offer it again"),
            ("empty.txt", b"", "the file is empty; offer it again"),
            ("sheet.pdf", b"PK\x03\x04" + b"x" * 500, "not a PDF"),
            ("text.pdf", TEXT.encode(), "not a PDF"),
            ("locked.pdf", pdf(show("x", 50, 100), encrypt=True), "encrypted"),
            ("cut.pdf", pdf(show("x", 50, 100))[:200], "fetch it again"),
            ("nothing.pdf", pdf(), "shows no page"),
            ("large.txt", b"x" * (2**20 + 1), "the limit is 1; raise KENPO_FILE_MIB"),
        ],
    )
    @pytest.mark.usefixtures("at_once")
    def test_bad_files(self, tmp_path: Path, name: str, content: bytes, reason: str) -> None:
        assert reason in rejected(extract_report(report(tmp_path, name, content), tmp_path / "facts", SMALL))

    def test_a_file_that_is_not_there_is_the_callers_mistake(self, tmp_path: Path) -> None:
        with pytest.raises(OSError, match=r"nothing\.pdf"):
            extract_report(tmp_path / "nothing.pdf", tmp_path / "facts", SMALL)

    @pytest.mark.usefixtures("at_once")
    def test_a_reason_stays_until_the_extractor_changes(self, tmp_path: Path) -> None:
        path = report(tmp_path, "empty.pdf", b"")
        first = extract_report(path, tmp_path / "facts", SMALL)
        again = extract_report(path, tmp_path / "facts", SMALL)
        assert again.cached
        assert again.reason == first.reason


class TestLimits:
    def test_time(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worker(tmp_path, monkeypatch, "import time\ntime.sleep(60)\n")
        reason = rejected(extract_report(report(tmp_path), tmp_path / "facts", Limits(1, 1024, 1)))
        assert reason == "reading took longer than 1 s; raise KENPO_FILE_SECONDS if the file is a report"

    def test_processor_time(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worker(tmp_path, monkeypatch, "import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)\n")
        assert "took longer than 300 s" in rejected(extract_report(report(tmp_path), tmp_path / "facts", SMALL))

    def test_memory(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worker(tmp_path, monkeypatch, "x = bytearray(400 * 2**20)\n")
        reason = rejected(extract_report(report(tmp_path), tmp_path / "facts", Limits(300, 128, 1)))
        assert "128 MiB" in reason
        assert "KENPO_FILE_MEMORY_MIB" in reason

    def test_a_child_that_the_system_kills(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worker(tmp_path, monkeypatch, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
        assert "KENPO_FILE_MEMORY_MIB" in rejected(extract_report(report(tmp_path), tmp_path / "facts", SMALL))

    def test_a_child_that_breaks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worker(tmp_path, monkeypatch, "raise ValueError('no such letter')\n")
        reason = rejected(extract_report(report(tmp_path), tmp_path / "facts", SMALL))
        assert reason == "the reader failed (ValueError: no such letter); report the file as a bug"

    def test_a_child_that_leaves_half_a_set(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        code = (
            "import pathlib, sys\nroom = pathlib.Path(sys.argv[2])\nroom.mkdir()\n(room / 'a').touch()\nsys.exit(3)\n"
        )
        worker(tmp_path, monkeypatch, code)
        assert "exit status 3" in rejected(extract_report(report(tmp_path), tmp_path / "facts", SMALL))

    def test_a_child_that_ends_well_without_a_set(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worker(tmp_path, monkeypatch, "")
        assert "the reader failed" in rejected(extract_report(report(tmp_path), tmp_path / "facts", SMALL))

    def test_nothing_is_left_beside_the_sets(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worker(tmp_path, monkeypatch, "raise SystemExit(1)\n")
        extract_report(report(tmp_path), tmp_path / "facts", SMALL)
        assert len(list((tmp_path / "facts").iterdir())) == 1

    def test_a_raised_limit_reads_the_file_again_and_no_other_does(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as slow:
            worker(tmp_path, slow, "import time\ntime.sleep(60)\n")
            assert rejected(extract_report(report(tmp_path), tmp_path / "facts", Limits(1, 1024, 1)))
        monkeypatch.setattr(run, "_read", lambda *_: run._Failure("read again"))
        assert "longer than 1 s" in rejected(extract_report(report(tmp_path), tmp_path / "facts", Limits(1, 2048, 9)))
        assert rejected(extract_report(report(tmp_path), tmp_path / "facts", Limits(2, 1024, 1))) == "read again"
        assert extract_report(report(tmp_path), tmp_path / "facts", Limits(9, 1024, 1)).cached

    def test_recognition_stops_while_there_is_time_to_keep_what_was_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("KENPO_OCR", raising=False)
        monkeypatch.setattr(run, "RECOGNISING", -1.0)
        program = tmp_path / "tesseract"
        program.write_text('#!/bin/sh\nprintf "List:\\neng\\njpn\\n"\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        outcome = extract_report(SCANNED, tmp_path / "facts", SMALL)
        assert outcome.limits == {"seconds": SMALL.seconds}
        (unread,) = outcome.pages_unread
        assert unread["page"] == 4
        assert "raise KENPO_FILE_SECONDS" in unread["reason"]

    def test_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KENPO_FILE_SECONDS", "7")
        monkeypatch.setenv("KENPO_FILE_MIB", "9")
        monkeypatch.delenv("KENPO_FILE_MEMORY_MIB", raising=False)
        assert Limits.from_environment() == Limits(7, Limits.memory_mib, 9)


@pytest.mark.usefixtures("at_once")
def test_the_one_who_comes_second_keeps_the_set_of_the_first(tmp_path: Path) -> None:
    path = report(tmp_path)
    first = extract_report(path, tmp_path / "facts", SMALL)
    assert first.folder is not None
    before = (first.folder / "outcome.json").stat().st_mtime_ns
    other = extract_report(path, tmp_path / "elsewhere", SMALL)
    assert other.folder is not None
    run._move(other.folder, first.folder)
    assert (first.folder / "outcome.json").stat().st_mtime_ns == before


@pytest.mark.usefixtures("at_once")
def test_half_a_set_of_a_broken_run_is_replaced(tmp_path: Path) -> None:
    path = report(tmp_path)
    half = tmp_path / "facts" / f"{file_digest(path)}-v{EXTRACTOR_VERSION}"
    half.mkdir(parents=True)
    (half / "report.parquet").write_text("half")
    assert is_complete(extract_report(path, tmp_path / "facts", SMALL))


def test_the_command_line_prints_facts_and_says_why_not(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["read", str(report(tmp_path)), "--json", "--kind", "kpi_target"])
    assert [json.loads(line)["target_value"] for line in done.stdout.splitlines()] == [100.0, 18.0]
    failed = CliRunner().invoke(app, ["read", str(report(tmp_path, "x.pdf", b"no"))])
    assert failed.exit_code == 1
    assert "x.pdf: this is not a PDF" in failed.stderr
