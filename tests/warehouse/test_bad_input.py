"""A folder of everything that is wrong with files, loaded for real: each has a line that says what to do about it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.integration]

REPORT = """## 令和5年度 {branch}支部 事業計画 実施状況

### 1 基盤的保険者機能

■KPI：サービススタンダードの達成状況を100％とする
"""


def pdf(trailer: bytes = b"") -> bytes:
    """The smallest PDF with one empty page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>",
        b"<</Length 0>>stream\n\nendstream",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + table + b"trailer\n<</Size 5/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(body))


def encrypted() -> bytes:
    """A PDF that wants a password nobody knows."""
    secret = b"<" + b"5a" * 32 + b">"
    return pdf(b"/ID[<01><01>]/Encrypt<</Filter/Standard/V 1/R 2/P -44/O%s/U%s>>" % (secret, secret))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    room = tmp_path_factory.mktemp("bad")
    reports = room / "reports"
    reports.mkdir()
    (reports / "good.txt").write_text(REPORT.format(branch="群馬"), encoding="utf-8")
    (reports / "good-again.txt").write_text(REPORT.format(branch="群馬"), encoding="utf-8")
    (reports / "chiba.txt").write_text(REPORT.format(branch="千葉"), encoding="utf-8")
    (reports / "nowhere.txt").write_text(REPORT.format(branch="架空"), encoding="utf-8")
    (reports / "not-a-pdf.pdf").write_bytes("これはPDFではない".encode())
    (reports / "encrypted.pdf").write_bytes(encrypted())
    (reports / "truncated.pdf").write_bytes(pdf()[:120])
    (reports / "empty-page.pdf").write_bytes(pdf())
    (reports / "nothing.pdf").write_bytes(b"")
    done = load(reports, room / "warehouse")
    return done, room / "warehouse"


def load(reports: Path, warehouse: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("KENPO_")}
    command = [sys.executable, "-m", "warehouse", "load", "--reports", str(reports), "--warehouse", str(warehouse)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300)


def cells(loaded: tuple[subprocess.CompletedProcess[str], Path], name: str) -> tuple[str, str]:
    """Outcome and note of one report in the printed summary."""
    done, _ = loaded
    printed = done.stdout.splitlines()
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in printed if "│" in line]
    outcomes = [row[1] for row in rows if row[0] == name]
    notes = [line.removeprefix(f"{name}: ") for line in printed if line.startswith(f"{name}: ")]
    assert len(outcomes) == 1 and len(notes) <= 1, f"{done.stdout}\n{done.stderr}"
    return outcomes[0], "".join(notes)


def test_the_load_goes_through_and_publishes_the_good_report(loaded) -> None:
    done, warehouse = loaded
    assert done.returncode == 0, done.stdout + done.stderr
    assert cells(loaded, "good-again.txt")[0] == "loaded"
    with duckdb.connect(str(warehouse / "published" / "current.duckdb"), read_only=True) as db:
        assert db.execute("select branch_code from marts.dim_report order by 1").fetchall() == [("chiba",), ("gunma",)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("not-a-pdf.pdf", "this is not a PDF"),
        ("encrypted.pdf", "without a password"),
        ("truncated.pdf", "damaged or cut off"),
        ("nothing.pdf", "the file is empty"),
        ("empty-page.pdf", "no branch is named"),
        ("nowhere.txt", "no branch is named"),
    ],
)
def test_each_bad_file_is_rejected_with_its_reason(loaded, name: str, said: str) -> None:
    outcome, note = cells(loaded, name)
    assert outcome == "rejected"
    assert said in note


def test_two_copies_of_one_report_are_one_report(loaded) -> None:
    assert cells(loaded, "good.txt") == ("duplicate", "the same content as good-again.txt; adds no facts")


def test_the_marts_know_every_file_that_was_offered(loaded) -> None:
    _, warehouse = loaded
    with duckdb.connect(str(warehouse / "published" / "current.duckdb"), read_only=True) as db:
        rows = dict(db.execute("select file_name, outcome from marts.mart_load_quality").fetchall())
        unexplained = db.execute(
            "select file_name from marts.mart_load_quality where outcome = 'rejected' and coalesce(reason, '') = ''"
        ).fetchall()
    assert len(rows) == 9 and not unexplained
    assert rows["good.txt"] == "duplicate" and rows["good-again.txt"] in {"loaded", "partly_loaded"}
    assert {name for name, outcome in rows.items() if outcome == "rejected"} == {
        "not-a-pdf.pdf", "encrypted.pdf", "truncated.pdf", "nothing.pdf", "empty-page.pdf", "nowhere.txt",
    }  # fmt: skip


def test_loading_the_same_folder_again_changes_nothing(loaded) -> None:
    _, warehouse = loaded
    before = (warehouse / "published" / "current").resolve()
    done = load(warehouse.parent / "reports", warehouse)
    assert done.returncode == 0 and f"nothing new; release {before.name} stays" in done.stdout
    assert (warehouse / "published" / "current").resolve() == before


def test_a_corrected_file_supersedes_and_both_stay(loaded) -> None:
    _, warehouse = loaded
    corrected = warehouse.parent / "reports" / "chiba.txt"
    corrected.write_text(REPORT.format(branch="千葉").replace("100", "99"), encoding="utf-8")
    done = load(warehouse.parent / "reports", warehouse)
    assert done.returncode == 0, done.stdout + done.stderr
    with duckdb.connect(str(warehouse / "published" / "current.duckdb"), read_only=True) as db:
        rows = db.execute(
            "select r.supersedes_report_id is not null, f.target_value, f.is_current from marts.fct_kpi_target f "
            "join marts.dim_report r using (report_id) where f.branch_code = 'chiba' order by 1"
        ).fetchall()
    assert rows == [(False, 100.0, False), (True, 99.0, True)]
