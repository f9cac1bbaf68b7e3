"""Where the facts to show come from: a report read just now, or the fact sets of a warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow.parquet as pq

from extract.coverage import Entry, survey
from extract.document import Document
from extract.errors import ExtractError
from extract.facts import SCHEMAS, Row, read_fact_set
from extract.interpret import interpret
from extract.outcomes import OUTCOME_FILE, Outcome
from extract.run import file_digest
from extract.version import EXTRACTOR_VERSION
from extract.worker import read_document

#: The column that names a row of each kind.
ID_COLUMN = dict.fromkeys(SCHEMAS, "fact_id") | {"reject": "reject_id", "conflict": "conflict_id"}


@dataclass
class Source:
    """One report with its rows by kind. `data` is None where the bytes are no longer there; `coverage` what was and was
    not read.
    """

    file_name: str
    sha256: str
    rows: dict[str, list[Row]]
    data: bytes | None
    extractor_version: str = EXTRACTOR_VERSION
    coverage: list[Entry] = field(default_factory=list)

    @cached_property
    def document(self) -> Document | None:
        """The document as the present readers see it; None without its bytes."""
        return None if self.data is None else read_document(self.data, self.file_name, self.sha256)

    @property
    def is_pdf(self) -> bool:
        """Whether it has pages that can be drawn."""
        return self.data is not None and b"%PDF-" in self.data[:1024]

    def find(self, fact_id: str) -> tuple[str, Row] | None:
        """The row with this id (or with the one id that begins so), and its kind."""
        found = [
            (kind, row)
            for kind, rows in self.rows.items()
            for row in rows
            if str(row[ID_COLUMN[kind]]).startswith(fact_id)
        ]
        exact = [(kind, row) for kind, row in found if row[ID_COLUMN[kind]] == fact_id]
        if len(found) > 1 and not exact:
            raise ExtractError(f"{len(found)} ids begin with {fact_id}; give more digits")
        return next(iter(exact or found), None)


def read_source(path: Path) -> Source:
    """Reads a report.

    Raises:
        ExtractError: it cannot be read; the message says why and what to do.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ExtractError(f"{error.strerror}; check the name and the permissions") from error
    document = read_document(data, path.name, file_digest(path))
    recorder, _ = interpret(document)
    source = Source(path.name, document.sha256, recorder.finished(), data, coverage=survey(document, recorder))
    source.__dict__["document"] = document
    return source


def stored_source(warehouse: Path, fact_id: str) -> Source:
    """The report in a warehouse whose fact set holds this id, that of the present extractor first.

    Raises:
        ExtractError: there is no such warehouse, or no fact set in it has the id.
    """
    facts = warehouse / "facts"
    if not facts.is_dir():
        raise ExtractError(
            f"{warehouse} holds no fact sets; name the warehouse with --warehouse, or give the file of the report"
        )
    for folder in _fact_sets(facts):
        if _holds(folder, fact_id):
            outcome = Outcome.load(folder)
            raw = warehouse / "raw" / outcome.sha256
            data = raw.read_bytes() if raw.is_file() else None
            return Source(
                outcome.file_name,
                outcome.sha256,
                read_fact_set(folder),
                data,
                outcome.extractor_version,
                outcome.coverage,
            )
    raise ExtractError(f"no fact set in {facts} has the id {fact_id}; name the warehouse that read it with --warehouse")


def _fact_sets(facts: Path) -> Iterator[Path]:
    folders = [folder for folder in facts.iterdir() if (folder / OUTCOME_FILE).exists()]
    yield from sorted(folders, key=lambda folder: (not folder.name.endswith(f"-v{EXTRACTOR_VERSION}"), folder.name))


def _holds(folder: Path, fact_id: str) -> bool:
    for kind, column in ID_COLUMN.items():
        path = folder / f"{kind}.parquet"
        if path.exists():
            ids = pq.read_table(path, columns=[column]).column(column).to_pylist()
            if any(str(one).startswith(fact_id) for one in ids):
                return True
    return False
