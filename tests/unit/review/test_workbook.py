"""A workbook goes out with the open cases and comes back with decisions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from warehouse.errors import CorrectionsError
from warehouse.review.cases import ConflictCase, FactCase
from warehouse.review.workbook import CONFLICTS_SHEET, FACTS_SHEET, read_workbook, write_workbook

FACTS = [
    FactCase(
        "f1", "r1", "gunma.pdf", 3, "kpi_actual", "群馬", 2025, "使用割合", "value", "54.5", "=54.5%", "broken\x0b"
    ),
    FactCase("f2", "r1", "gunma.pdf", None, "plan_status", "群馬", 2025, "広報", "symbol", "○", "○", "no legend"),
]
CONFLICTS = [
    ConflictCase(
        "c1",
        "群馬",
        2025,
        "使用割合",
        "differ",
        "none",
        "gunma.pdf",
        3,
        "f1",
        "54.5",
        "gunma.txt",
        None,
        "f3",
        "59.5",
        "r1",
    )
]
SIGNED = {
    "reason": "seen",
    "evidence": "p. 3",
    "proposed_by": "佐藤",
    "proposed_on": datetime(2026, 4, 1),
    "look_again_by": datetime(2027, 4, 1),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "open.xlsx"
    write_workbook(path, FACTS, CONFLICTS, evidence="../evidence/")
    return path


def fill(path: Path, sheet: str, row: int, **values: Any) -> None:
    """Fill cells in as a person would."""
    workbook = load_workbook(path)
    names = [cell.value for cell in workbook[sheet][2]]
    for name, value in values.items():
        workbook[sheet].cell(row, names.index(name) + 1).value = value
    workbook.save(path)


def test_cases_are_shown_as_text_with_their_place(book: Path) -> None:
    sheet = load_workbook(book)[FACTS_SHEET]
    names = [cell.value for cell in sheet[2]]
    first = dict(zip(names, sheet[3], strict=True))
    assert first["file_name"].hyperlink.target == "../evidence/reports/r1.html#f1"
    assert (first["extracted_text"].value, first["extracted_text"].data_type) == ("=54.5%", "s")
    assert first["review_reason"].value == "broken"
    assert sheet.freeze_panes is not None
    assert sheet.data_validations.dataValidation[0].formula1 == '"confirmed,corrected,withdrawn"'


def test_an_untouched_workbook_decides_nothing(book: Path) -> None:
    assert read_workbook(book) == ([], [])


def test_what_is_filled_in_comes_back(book: Path) -> None:
    fill(book, FACTS_SHEET, 3, decision="corrected", value_right=59.5, **SIGNED)
    fill(book, CONFLICTS_SHEET, 3, decision="right", **SIGNED)
    (fact,), (conflict,) = read_workbook(book)
    assert (fact.fact_id, fact.value_seen, fact.value_right, fact.proposed_by) == ("f1", "54.5", "59.5", "佐藤")
    assert (str(fact.proposed_on), fact.is_approved) == ("2026-04-01", False)
    assert (conflict.conflict_id, conflict.right_value, conflict.decision) == ("c1", "59.5", "right")


def test_a_half_filled_row_is_told_with_its_place(book: Path) -> None:
    fill(book, FACTS_SHEET, 4, decision="confirmed")
    with pytest.raises(CorrectionsError, match="row 4: reason is empty"):
        read_workbook(book)


def test_a_workbook_without_its_names_row(book: Path) -> None:
    workbook = load_workbook(book)
    workbook[FACTS_SHEET].delete_rows(2)
    workbook.save(book)
    with pytest.raises(CorrectionsError, match="second row"):
        read_workbook(book)


def test_another_file_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(CorrectionsError, match="no Excel workbook"):
        read_workbook(tmp_path / "x.xlsx")
