"""What became of one file: read, partly read or rejected, why, how much and how long."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

OUTCOME_FILE = "outcome.json"


@dataclass
class Outcome:
    """The outcome of one file. `status` is read, partly_read or rejected; `counts` facts by kind; `pages_unread` has
    {page, reason}; `coverage` what `extract.coverage` says; `problems` readable sentences; `seconds` wall time of
    reading; `limits` those that kept something from being read, by name, as they were then. `folder` is the fact set;
    `cached` that it was there already.
    """

    sha256: str
    file_name: str
    extractor_version: str
    status: str
    reason: str | None = None
    reader: str | None = None
    page_count: int | None = None
    pages_unread: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    flagged: int = 0
    derived: int = 0
    rejected_cells: int = 0
    checks_passed: int = 0
    checks_failed: int = 0
    coverage: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    limits: dict[str, int] = field(default_factory=dict)
    folder: Path | None = None
    cached: bool = False

    def save(self, folder: Path) -> None:
        """Writes `outcome.json` into the fact set."""
        data = {key: value for key, value in asdict(self).items() if key not in ("folder", "cached")}
        (folder / OUTCOME_FILE).write_text(
            json.dumps(data, ensure_ascii=False, indent=1) + os.linesep, encoding="utf-8"
        )

    @classmethod
    def load(cls, folder: Path, cached: bool = False) -> Outcome:
        """Reads the outcome of a fact set."""
        data = json.loads((folder / OUTCOME_FILE).read_text(encoding="utf-8"))
        return cls(**data, folder=folder, cached=cached)
