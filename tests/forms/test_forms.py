"""Forms of report that no rule was made for, drawn from seeds: nearly all is found, and nothing wrong is called ok."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from extract.facts import Row
from extract.interpret import interpret
from extract.worker import read_document
from tests.forms.make import FORMS, draw
from tests.forms.report import Report
from tests.golden.compare import KINDS, Kind, differences, read_truth, year

SEEDS = (0, 1, 2)
_MORE = (
    Kind("plan_item", "plan_items.csv", lambda f: (year(f),), "item_ja"),
    Kind("plan_status", "statuses.csv", lambda f: (year(f), f["symbol"]), "item_ja"),
)
COMPARED = (*(replace(kind, words=None) if kind.name == "report" else kind for kind in KINDS), *_MORE)


def facts_of(report: Report) -> dict[str, list[Row]]:
    """The facts that are read of a drawn report."""
    with patch.dict(os.environ, KENPO_OCR="off"):
        document = read_document(report.pdf(), "report.pdf", "f" * 64)
    return interpret(document)[0].rows


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_and_nothing_wrong_is_called_ok(name: str, seed: int, tmp_path: Path) -> None:
    report = draw(name, seed)
    rows = facts_of(report)
    report.truth.write(tmp_path)
    wanted = found = 0
    silent, missing = [], []
    for kind in COMPARED:
        if not (tmp_path / kind.truth).exists():
            continue  # which facts of this kind the form states is a matter of taste
        truth = read_truth(tmp_path, kind)
        apart = differences(kind, truth, rows.get(kind.name, []))
        lost = [d.shown for d in apart if d.what == "missing"]
        silent += [d.shown for d in apart if d.what == "extra" and d.fact["review_state"] == "ok"]
        missing += lost
        assert kind.name != "report" or apart == [], [d.shown for d in apart]
        wanted += len(truth)
        found += len(truth) - len(lost)
    assert silent == []
    for name_of_kind, value in report.contradictions:
        same = [row for row in rows.get(name_of_kind, []) if row["value"] == value]
        assert [row["review_state"] for row in same if row["review_state"] == "ok"] == []
    assert found == wanted, "\n".join(missing)


def test_the_same_seed_draws_the_same_report() -> None:
    assert draw("kpi_table", 1).pdf() == draw("kpi_table", 1).pdf()
    assert draw("kpi_table", 1).pdf() != draw("kpi_table", 2).pdf()
