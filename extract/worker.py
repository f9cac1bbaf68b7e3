"""The child process that reads one file: `python -m extract.worker PATH OUT NAME SHA256`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extract.coverage import survey
from extract.document import Document
from extract.errors import UnreadableFile
from extract.facts import FACT_KINDS, write_fact_set
from extract.interpret import interpret
from extract.outcomes import Outcome
from extract.recorder import Recorder
from extract.run import Limits
from extract.show.headings import write_headings
from extract.version import EXTRACTOR_VERSION


def read_document(data: bytes, file_name: str, sha256: str) -> Document:
    """The document in these bytes, by the reader for its kind; what calls itself .pdf and is none is an error.

    Raises:
        UnreadableFile: the bytes cannot be read as what the name says.
    """
    if Path(file_name).suffix.lower() == ".pdf" or data[:5] == b"%PDF-":
        from extract.readers.pdf import read_pdf

        return read_pdf(data, file_name, sha256)
    from extract.readers.conversions.text import read_text

    return read_text(data, file_name, sha256)


def read_file(path: Path, out: Path, file_name: str, sha256: str) -> Outcome:
    """Reads a file into the fact set `out` and returns its outcome."""
    started = time.monotonic()
    try:
        document = read_document(path.read_bytes(), file_name, sha256)
    except UnreadableFile as error:
        write_fact_set(out, {})
        outcome = Outcome(
            sha256, file_name, EXTRACTOR_VERSION, "rejected", reason=str(error), counts=dict.fromkeys(FACT_KINDS, 0)
        )
    else:
        recorder, finding = interpret(document)
        rows = recorder.finished()
        write_fact_set(out, rows)
        write_headings(out, document, rows)
        outcome = _outcome(document, recorder, finding.doubt)
    outcome.seconds = round(time.monotonic() - started, 3)
    outcome.save(out)
    return outcome


def _outcome(document: Document, recorder: Recorder, doubt: str | None) -> Outcome:
    limits = Limits.from_environment()
    facts = [row for kind in FACT_KINDS for row in recorder.of(kind)]
    checks = [check for row in facts for check in row["checks"]]
    unread = [{"page": page.number, "reason": problem} for page in document.pages for problem in page.problems]
    problems = [problem for page in document.pages for problem in page.problems] + ([doubt] if doubt else [])
    status = "partly_read" if unread else "read"
    if sum(len(recorder.of(kind)) for kind in FACT_KINDS if kind != "report") == 0:
        status = "rejected" if not unread else status
        problems.insert(len(unread), "no plan, target, result or monthly figure was recognised; see its coverage")
    reason = "; ".join(problems[:3]) or None
    return Outcome(
        sha256=document.sha256,
        file_name=document.file_name,
        extractor_version=EXTRACTOR_VERSION,
        status=status,
        reason=reason,
        reader=document.reader,
        page_count=len(document.pages) if document.pages and document.pages[0].number is not None else None,
        pages_unread=unread,
        counts={kind: len(recorder.of(kind)) for kind in FACT_KINDS},
        flagged=sum(row["review_state"] == "flagged" for row in facts),
        derived=sum(row["review_state"] == "derived" for row in facts),
        rejected_cells=len(recorder.of("reject")),
        checks_passed=sum(check["passed"] for check in checks),
        checks_failed=sum(not check["passed"] for check in checks),
        coverage=survey(document, recorder),
        problems=problems,
        limits={"seconds": limits.seconds} if any(page.late for page in document.pages) else {},
    )


if __name__ == "__main__":
    read_file(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
