"""Where the facts to show come from: a report read just now, or the fact sets of a warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from extract.show.headings import Headings, Labels, read_headings
from extract.version import EXTRACTOR_VERSION
from extract.worker import read_document

#: The column that names a row of each kind.
ID_COLUMN = dict.fromkeys(SCHEMAS, "fact_id") | {"reject": "reject_id", "conflict": "conflict_id"}


@dataclass
class Source:
    """One report with its rows by kind. `data` is None where the bytes are no longer there; `coverage` what was and was
    not read; `headings` the labels of its facts where the fact set has kept them.
    """

    file_name: str
    sha256: str
    rows: dict[str, list[Row]]
    data: bytes | None
    extractor_version: str = EXTRACTOR_VERSION
    coverage: list[Entry] = field(default_factory=list)
    headings: Mapping[str, Headings] | None = None

    @cached_property
    def document(self) -> Document | None:
        """The document as the present readers see it; None without its bytes."""
        return None if self.data is None else read_document(self.data, self.file_name, self.sha256)

    @property
    def is_pdf(self) -> bool:
        """Whether it has pages that can be drawn."""
        return self.data is not None and b"%PDF-" in self.data[:1024]

    def headings_of(self, row: Row) -> Headings:
        """The labels of the cell that a row stands in, as kept or as the document shows them; empty if neither is."""
        if self.headings is not None:
            return self.headings.get(row.get("fact_id") or row["reject_id"], {})
        return self._labels.of(row["source_ref"]) if self._labels is not None else {}

    @cached_property
    def _labels(self) -> Labels | None:
        return Labels(self.document) if self.document is not None else None

    @cached_property
    def _by_id(self) -> dict[str, tuple[str, Row]]:
        return {row[ID_COLUMN[kind]]: (kind, row) for kind, rows in self.rows.items() for row in rows}

    def find(self, fact_id: str) -> tuple[str, Row] | None:
        """The row with this id (or with the one id that begins so), and its kind."""
        if fact_id in self._by_id:
            return self._by_id[fact_id]
        found = [self._by_id[key] for key in self._by_id if key.startswith(fact_id)]
        if len(found) > 1:
            raise ExtractError(f"{len(found)} ids begin with {fact_id}; give more digits")
        return next(iter(found), None)


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
            return fact_set_source(warehouse, folder)
    raise ExtractError(f"no fact set in {facts} has the id {fact_id}; name the warehouse that read it with --warehouse")


def fact_set_source(warehouse: Path, folder: Path) -> Source:
    """The report of one fact set, with its bytes if the warehouse still has them."""
    outcome = Outcome.load(folder)
    raw = warehouse / "raw" / outcome.sha256
    return Source(
        outcome.file_name,
        outcome.sha256,
        read_fact_set(folder),
        raw.read_bytes() if raw.is_file() else None,
        outcome.extractor_version,
        outcome.coverage,
        read_headings(folder),
    )


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
