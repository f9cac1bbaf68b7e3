"""Every sample report read in-process and held against its truth, fact by fact, and against a snapshot of counts.

What is not read as the truth says stands in `known.py`, each with the number of facts and the reason. An entry that no
longer happens fails too, so that the list only ever gets shorter. After a change of the reading that is meant, write
the counts again: `KENPO_WRITE_GOLDEN=1 python -m pytest tests/golden/test_samples.py`.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from extract.document import Document
from extract.facts import FACT_KINDS
from extract.interpret import interpret
from extract.recorder import Recorder
from extract.run import file_digest
from extract.worker import read_document
from tests.golden.compare import KINDS, Difference, differences, read_truth
from tests.golden.known import KNOWN, TOKUSHIMA, YAMAGATA

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
COUNTS = HERE / "counts.json"
REPORTS = sorted(path.name for path in (SAMPLES / "reports").iterdir())


@cache
def reading(name: str) -> tuple[Document, Recorder]:
    """A sample as read and interpreted, without OCR: what that makes of a page depends on the engine's version."""
    path = SAMPLES / "reports" / name
    with patch.dict(os.environ, KENPO_OCR="off"):
        document = read_document(path.read_bytes(), name, file_digest(path))
    return document, interpret(document)[0]


def truth_folder(name: str) -> Path:
    return SAMPLES / "truth" / Path(name).stem


def scanned_page(name: str) -> int | None:
    page = json.loads((truth_folder(name) / "meta.json").read_text("utf-8")).get("scanned_page")
    return int(page) if page else None


def found_differences(name: str) -> list[Difference]:
    """All differences but for facts of a scanned page, which nobody can read."""
    scanned = str(scanned_page(name))
    out: list[Difference] = []
    for kind in KINDS:
        truth = [row for row in read_truth(truth_folder(name), kind) if row.get("page") != scanned]
        out += differences(kind, truth, reading(name)[1].of(kind.name))
    return out


@pytest.mark.parametrize("name", REPORTS)
def test_the_reading_is_the_truth_but_for_what_is_known(name: str) -> None:
    left = found_differences(name)
    gone = []
    for known in (k for k in KNOWN if k.report == name):
        these = [d for d in left if d.matches(known.kind, known.what, **known.where)]
        if len(these) != known.count:
            gone.append(f"{known.kind} {known.what} {known.where}: {len(these)}, not {known.count} ({known.reason})")
        left = [d for d in left if d not in these]
    lines = [d.shown for d in left] + [f"the list KNOWN says otherwise: {text}" for text in gone]
    assert not lines, f"{len(lines)} differences in {name}:\n" + "\n".join(lines)


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_wrong_is_called_ok_unless_known(name: str) -> None:
    """A fact that no truth knows may stand in a fact set only with a reason for review."""
    known = [k for k in KNOWN if k.report == name]
    silent = [
        d.shown
        for d in found_differences(name)
        if d.what == "extra"
        and d.fact["review_state"] == "ok"
        and not any(d.matches(k.kind, k.what, **k.where) for k in known)
    ]
    assert silent == []


def test_the_contradiction_made_on_purpose_is_flagged_on_both_sides() -> None:
    out = reading(TOKUSHIMA)[1]
    targets = [row for row in out.of("kpi_target") if row["kpi_code"] == "lifestyle_checkup_rate"]
    assert {(row["target_value"], row["page"]) for row in targets} == {(61.5, 3), (60.2, 4)}
    assert {row["review_state"] for row in targets} == {"flagged"}
    for row in targets:
        assert "61.5" in row["review_reason"]
        assert "60.2" in row["review_reason"]
    conflicts = out.of("conflict")
    assert conflicts
    for conflict in conflicts:
        assert conflict["kpi_code"] == "lifestyle_checkup_rate"
        assert {conflict["left_value"], conflict["right_value"]} == {"61.5", "60.2"}
        ids = {row["fact_id"] for row in targets}
        assert {conflict["left_fact_id"], conflict["right_fact_id"]} <= ids


@pytest.mark.parametrize("name", [name for name in REPORTS if name != TOKUSHIMA])
def test_reports_that_agree_with_themselves_have_no_conflict(name: str) -> None:
    assert reading(name)[1].of("conflict") == []


def test_the_scanned_page_is_reported_and_yields_nothing() -> None:
    document, out = reading(YAMAGATA)
    page = scanned_page(YAMAGATA)
    assert [p.number for p in document.pages if p.is_image] == [page]
    assert [(row["page"], "picture" in row["reason"]) for row in out.of("reject")] == [(page, True)]
    assert [row for kind in FACT_KINDS for row in out.of(kind) if row["page"] == page] == []


@pytest.mark.parametrize("name", REPORTS)
def test_every_fact_can_be_traced(name: str) -> None:
    document, out = reading(name)
    rows = [row for kind in FACT_KINDS for row in out.of(kind)]
    assert len({row["fact_id"] for row in rows}) == len(rows)
    for row in rows:
        ref = json.loads(row["source_ref"])
        assert ref["sha256"] == document.sha256
        assert ("bbox" in ref and ref["page"] == row["page"]) if document.reader == "pdf" else "span" in ref
        assert row["extracted_text"]
        assert row["review_state"] in ("ok", "flagged", "derived")
        assert (row["review_reason"] is None) == (row["review_state"] == "ok")


def counts(name: str) -> dict[str, int]:
    """How many facts of each kind and state, `kind state` → n."""
    rows = [(kind, row) for kind, rows in reading(name)[1].rows.items() for row in rows]
    return dict(sorted(Counter(f"{kind} {row.get('review_state', '')}".strip() for kind, row in rows).items()))


@pytest.mark.parametrize("name", REPORTS)
def test_counts_are_those_of_the_snapshot(name: str) -> None:
    known = json.loads(COUNTS.read_text("utf-8")) if COUNTS.exists() else {}
    now = counts(name)
    if os.environ.get("KENPO_WRITE_GOLDEN"):
        COUNTS.write_text(json.dumps({**known, name: now}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return
    before = known.get(name, {})
    keys = [key for key in sorted({*before, *now}) if before.get(key) != now.get(key)]
    changed = [f"{key}: {before.get(key, 0)} -> {now.get(key, 0)}" for key in keys]
    assert not changed, f"{name} gives other counts than {COUNTS.name}:\n" + "\n".join(changed)
