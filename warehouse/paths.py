"""Where things stand inside one warehouse folder, and the two ways in which anything is written there."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.version import EXTRACTOR_VERSION


@dataclass(frozen=True)
class Warehouse:
    """The folders of one warehouse. Nothing is created by naming it; `prepare` does that."""

    root: Path

    @property
    def raw(self) -> Path:
        """Bytes of every report, one file per sha256, never changed."""
        return self.root / "raw"

    @property
    def intake(self) -> Path:
        """The ledger: one JSON file per (file name, content) pair that was ever offered."""
        return self.root / "intake"

    @property
    def facts(self) -> Path:
        """Fact sets, one folder per (content, extractor version)."""
        return self.root / "facts"

    @property
    def pages(self) -> Path:
        """Pictures of the pages of every PDF, one folder per sha256, for the evidence site."""
        return self.root / "pages"

    @property
    def candidate(self) -> Path:
        """Builds that are not published yet."""
        return self.root / "candidate"

    @property
    def failed(self) -> Path:
        """Builds that dbt or the gate refused, kept for inspection."""
        return self.candidate / "failed"

    @property
    def releases(self) -> Path:
        """Complete, checked, immutable releases."""
        return self.root / "releases"

    @property
    def published(self) -> Path:
        """What readers open; holds only links."""
        return self.root / "published"

    @property
    def current_link(self) -> Path:
        """The one link whose replacement publishes a release; everything else in `published` leads through it."""
        return self.published / "current"

    @property
    def current_database(self) -> Path:
        """The path that readers are told."""
        return self.published / "current.duckdb"

    @property
    def current_docs(self) -> Path:
        """Data Docs of the published release."""
        return self.published / "data_docs"

    @property
    def current_evidence(self) -> Path:
        """The evidence site of the published release."""
        return self.published / "evidence"

    @property
    def current_exports(self) -> Path:
        """The published release as Parquet, CSV and Excel files."""
        return self.published / "exports"

    @property
    def history(self) -> Path:
        """One JSON line for every switch of the published release."""
        return self.published / "history.jsonl"

    @property
    def switching(self) -> Path:
        """The switch that is under way: the line that `history` gets when it is done."""
        return self.root / "switching.json"

    @property
    def records(self) -> Path:
        """What every release changed, one folder each; kept for good."""
        return self.root / "history"

    @property
    def last_load(self) -> Path:
        """What the last load did, for the summary."""
        return self.root / "last_load.json"

    @property
    def lock_file(self) -> Path:
        """Held by the one process that writes."""
        return self.root / ".lock"

    def fact_set(self, sha256: str) -> Path:
        """Folder of the fact set that the present extractor makes of the content `sha256`."""
        return self.facts / f"{sha256}-v{EXTRACTOR_VERSION}"

    def prepare(self) -> Warehouse:
        """Create the folders that are missing."""
        written = (self.raw, self.intake, self.facts, self.pages, self.records)
        for folder in (*written, self.failed, self.releases, self.published):
            folder.mkdir(parents=True, exist_ok=True)
        return self


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` so that `path` holds either its old or its new content, also after a crash."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any) -> None:
    """Write `value` as readable JSON, atomically."""
    write_atomically(path, (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in `path`."""
    value = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(value, dict):
        raise ValueError(f"{path} does not hold a JSON object")
    return value


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
