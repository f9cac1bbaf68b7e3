"""The gate: `check` decides whether a candidate may be published and says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path

from expectations import continuity
from expectations.decisions import Decisions, read_decisions
from expectations.docs import Validator, warm_up
from expectations.failures import Failure, GateResult, failures_of, missing_table
from expectations.findings import add_findings
from expectations.frames import Frames, add_evidence, expected_frames, opened, read_frames
from expectations.front_page import write_front_page
from expectations.history import record_release
from expectations.known import mark_known
from expectations.severities import SEVERITIES
from expectations.suites import DECISIONS, Suite, all_suites

__all__ = ["Failure", "GateResult", "check", "find_failures", "release_frames", "warm_up"]


def check(candidate: Path, published: Path | None, docs_dir: Path, decisions: Decisions | None = None) -> GateResult:
    """Validate `candidate`, also against the `published` release if there is one, and write Data Docs to `docs_dir`.

    Nothing is raised for what is wrong with the data: a table that is missing and an expectation that cannot be
    evaluated are failures that block. Databases are opened read-only. `decisions` are those of the files beside this
    module unless given.

    Raises:
        DecisionError: a file of known failures or accepted losses is wrong.
    """
    decided = decisions if decisions is not None else read_decisions()
    frames, compared = release_frames(candidate, published, decided)
    suites = _suites(frames)
    validator = Validator(_run_name(frames))
    failures = _judge(frames, suites, validator, decided)
    validator.write_docs(docs_dir)
    result = _result(failures, suites, docs_dir / "index.html", compared)
    history = record_release(docs_dir, compared, frames, failures, result.passed)
    write_front_page(docs_dir, _run_name(frames), result, suites, frames, history)
    return result


def find_failures(
    candidate: Path,
    published: Path | None = None,
    tables: Collection[str] | None = None,
    decisions: Decisions | None = None,
) -> list[Failure]:
    """The failures alone, without Data Docs; `tables` limits the look to some of the suites."""
    decided = decisions if decisions is not None else read_decisions()
    frames, _ = release_frames(candidate, published, decided)
    suites = [suite for suite in _suites(frames) if tables is None or suite.frame in tables]
    return _judge(frames, suites, Validator(_run_name(frames)), decided)


def release_frames(
    candidate: Path, published: Path | None, decisions: Decisions
) -> tuple[Frames, Path | None]:
    """All frames with their findings, and the published release if it could be compared with."""
    frames = read_frames(candidate)
    add_findings(frames)
    compared = published if published is not None and _can_compare(frames, published) else None
    if compared is not None:
        frames |= continuity.compare(candidate, compared, decisions.accepted)
        add_evidence(frames)
    return frames, compared


def _suites(frames: Frames) -> list[Suite]:
    suites = all_suites(with_continuity=continuity.FACTS in frames)
    return [suite for suite in suites if suite.frame in frames or suite.frame == DECISIONS]


def _judge(frames: Frames, suites: list[Suite], validator: Validator, decisions: Decisions) -> list[Failure]:
    failures = [missing_table(name) for name in expected_frames() if name not in frames]
    for suite in suites:
        if suite.frame != DECISIONS:
            failures += failures_of(suite, validator.run(suite, frames[suite.frame]))
    # what was decided is compared with what failed, so its own suite comes last
    failures, frames[DECISIONS] = mark_known(failures, decisions, frames.get(continuity.FACTS))
    for suite in suites:
        if suite.frame == DECISIONS:
            failures += failures_of(suite, validator.run(suite, frames[DECISIONS]))
    return failures


def _result(failures: list[Failure], suites: list[Suite], docs_index: Path, compared: Path | None) -> GateResult:
    counts = Counter(failure.severity for failure in failures if not failure.is_known)
    severities = {severity: counts[severity] for severity in SEVERITIES}
    ordered = sorted(failures, key=lambda failure: SEVERITIES.index(failure.severity))
    checked = sum(len(suite.checks) for suite in suites)
    known = sum(failure.is_known for failure in failures)
    return GateResult(severities["blocks"] == 0, severities, ordered, docs_index, checked, compared, known)


def _run_name(frames: Frames) -> str:
    release = frames.get("marts.release")
    return "candidate" if release is None or release.empty else str(release["release_id"].iloc[0])


def _can_compare(frames: Frames, published: Path) -> bool:
    """Whether both have the tables that the comparison needs; a release of an older contract may lack some."""
    needed = {"marts.mart_load_quality", "marts.dim_report", "marts.mart_kpi_scorecard", "rejects.cell"}
    needed |= {name for name in expected_frames() if name.startswith("marts.fct_")}
    if not needed <= set(frames) or not published.exists():
        return False
    with opened(published) as connection:
        query = "select table_schema || '.' || table_name from information_schema.tables"
        present = {name for (name,) in connection.execute(query).fetchall()}
    return needed <= present
