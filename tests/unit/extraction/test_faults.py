"""A rule that breaks on one page costs that page, says so, and leaves the others as they are."""

from __future__ import annotations

import pytest

from extract import faults, interpret
from extract.document import Document, Page
from extract.recorder import Recorder
from tests.unit.build import SHA, paragraph, table

ROWS = [["項目", "4月", "5月", "6月", "計"], ["窓口件数", "10件", "11件", "12件", "33件"]]


def read(broken: int | None, monkeypatch: pytest.MonkeyPatch, caught: tuple[type[Exception], ...]) -> Recorder:
    """What is read of three pages with a table each, on one of which a rule breaks behind the table."""
    pages = [
        Page(
            number,
            [paragraph("令和5年度 高知支部 業務実績", page=number), table(ROWS, page=number, index=f"{number}.0")],
        )
        for number in (1, 2, 3)
    ]
    whole = interpret._Interpreter._page

    def page(self: interpret._Interpreter, page: Page, lines: list[object]) -> None:
        whole(self, page, lines)  # type: ignore[arg-type]
        if page.number == broken:
            raise KeyError("row 3")

    monkeypatch.setattr(interpret._Interpreter, "_page", page)
    monkeypatch.setattr(faults, "CAUGHT", caught)
    return interpret.interpret(Document(SHA, "a.pdf", "pdf", pages))[0]


def test_the_other_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = read(None, monkeypatch, (Exception,)).of("monthly_actual")
    out = read(2, monkeypatch, (Exception,))
    rows = out.of("monthly_actual")
    assert [(row["page"], row["value"]) for row in rows] == [(row["page"], row["value"]) for row in plain]
    assert {row["page"] for row in rows if "broke" in (row["review_reason"] or "")} == {2}
    (reject,) = [row for row in out.of("reject") if "a rule broke" in row["reason"]]
    assert reject["page"] == 2
    assert "page 2" in reject["reason"] and "KeyError" in reject["reason"] and "report the file" in reject["reason"]


def test_tests_of_rules_see_what_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        read(2, monkeypatch, faults.CAUGHT)
