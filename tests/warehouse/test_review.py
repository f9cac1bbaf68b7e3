"""Reviewing for real: open cases of a load, a proposal, an approval, the next load with the right value."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.integration]

REPORT = """## 令和5年度 群馬支部 事業実績報告

### 1 基盤的保険者機能

■KPI：サービススタンダードの達成状況を100％とする

■KPI：現金給付等の申請に係る郵送化率を95.8％以上とする

■KPI：現金給付等の申請に係る郵送化率を95.9％以上とする
"""


class Room:
    """A warehouse with its corrections folder, driven by the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "warehouse" / "published" / "current.duckdb"
        (folder / "reports").mkdir()
        (folder / "reports" / "gunma.txt").write_text(REPORT, encoding="utf-8")

    def say(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "KENPO_WAREHOUSE": str(self.folder / "warehouse"),
            "KENPO_CORRECTIONS": str(self.folder / "corrections"),
            "KENPO_CACHE": str(self.folder / "cache"),
        }
        command = [sys.executable, "-m", "warehouse", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def load(self) -> subprocess.CompletedProcess[str]:
        return self.say("load", "--reports", str(self.folder / "reports"))

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def release(self) -> str:
        return (self.folder / "warehouse" / "published" / "current").resolve().name


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    room = Room(tmp_path_factory.mktemp("review"))
    loaded = room.load()
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr
    return room


def test_a_correction_takes_two_people_and_one_load(room: Room) -> None:
    query = "select fact_id from marts.fct_kpi_target where kpi_code = 'service_standard_rate'"
    fact_id = str(room.ask(query)[0][0])
    why = ["--reason", "misread", "--evidence", "p. 1", "--by", "Sato"]
    before = room.release()

    proposed = room.say("review", "correct", fact_id, "--to", "99.5", *why)
    assert proposed.returncode == 0, proposed.stderr
    assert "1 wait for approval" in proposed.stdout
    refused = room.load()
    assert refused.returncode == 8, refused.stdout
    assert "facts.csv line 2: nobody has approved it" in refused.stdout + refused.stderr
    assert room.release() == before

    assert room.say("review", "approve", fact_id, "--by", "sato").returncode == 8
    assert room.say("review", "approve", fact_id, "--by", "Suzuki").returncode == 0
    assert "1 decisions are in force" in room.say("review", "check").stdout
    assert room.load().returncode == 0
    assert room.release() != before
    query = "select target_value, review_state, values_read from marts.fct_kpi_target where fact_id = "
    assert room.ask(f"{query}'{fact_id}'") == [(99.5, "corrected", '{"target_value":"100"}')]


def test_open_cases_go_out_as_a_workbook_and_come_back(room: Room) -> None:
    book = room.folder / "open.xlsx"
    said = room.say("review", "workbook", str(book)).stdout
    assert "2 facts and 1 conflicts" in said
    sheet = load_workbook(book).worksheets[0]
    names = [cell.value for cell in sheet[2]]
    filled = {"decision": "confirmed", "reason": "seen", "evidence": "line 7", "proposed_by": "Sato"}
    filled |= {"proposed_on": "2024-04-01", "approved_by": "Suzuki", "approved_on": "2024-04-02"}
    for name, value in {**filled, "look_again_by": "2099-03-31"}.items():
        sheet.cell(3, names.index(name) + 1).value = value
    case = sheet.cell(3, names.index("fact_id") + 1).value
    sheet.parent.save(book)
    taken = room.say("review", "take-in", str(book))
    assert taken.returncode == 0, taken.stderr
    assert room.load().returncode == 0
    found = room.ask(f"select review_state, sign_off from marts.fct_kpi_target where fact_id = '{case}'")
    assert found == [("ok", "confirmed")]


def test_a_withdrawn_fact_is_no_loss_and_a_decision_can_be_taken_back(room: Room) -> None:
    path = room.folder / "corrections" / "facts.csv"
    kept = path.read_text(encoding="utf-8")
    query = "select fact_id from marts.fct_kpi_target where review_state = 'flagged' order by fact_id"
    fact_id = str(room.ask(query)[0][0])
    why = ["--withdraw", "--reason", "a footnote", "--evidence", "line 7", "--by", "Sato"]
    assert room.say("review", "correct", fact_id, *why).returncode == 0
    assert room.say("review", "approve", fact_id, "--by", "Suzuki").returncode == 0
    before = room.release()

    loaded = room.load()
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr  # the gate compares with the release before
    assert room.release() != before
    assert room.ask(f"select 1 from marts.fct_kpi_target where fact_id = '{fact_id}'") == []
    [(reason,)] = room.ask(f"select reason from rejects.cell where reject_id = '{fact_id}'")
    assert str(reason).startswith("withdrawn by Sato")
    assert "facts_not_lost" not in (loaded.stdout + loaded.stderr)

    withdrawn = room.release()
    path.write_text(kept.splitlines()[0] + "\n", encoding="utf-8")  # all decisions are taken back
    try:
        loaded = room.load()
        assert loaded.returncode == 0, loaded.stdout + loaded.stderr
        assert room.release() != withdrawn
        assert room.ask(f"select review_state from marts.fct_kpi_target where fact_id = '{fact_id}'") == [("flagged",)]
    finally:
        path.write_text(kept, encoding="utf-8")
    assert room.load().returncode == 0


def test_a_changed_reading_stops_the_load(room: Room) -> None:
    path = room.folder / "corrections" / "facts.csv"
    kept = path.read_text(encoding="utf-8")
    before = room.release()
    try:
        path.write_text(kept.replace(",100,99.5,", ",100.5,99.5,"), encoding="utf-8")
        refused = room.load()
        assert refused.returncode == 8
        assert "is read as '100' now, value_seen is '100.5'" in refused.stdout + refused.stderr
        path.write_text("not,the,columns\n", encoding="utf-8")
        refused = room.load()
        assert refused.returncode == 8
        assert "the columns must be" in refused.stdout + refused.stderr
        assert room.release() == before
    finally:
        path.write_text(kept, encoding="utf-8")
