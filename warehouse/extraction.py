"""From stored bytes to fact sets. Reading is `extract`'s work; here is only who is read, and that never twice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from extract.run import is_read
from warehouse.lock import exclusive
from warehouse.paths import Warehouse, read_json

#: A reader of one report takes minutes at most; whoever waits longer for another process's work has a real problem.
WAIT_FOR_OTHER_READER = 3600.0


def extract(warehouse: Warehouse, sha256: str, file_name: str) -> dict[str, Any]:
    """Make the fact set of one stored content, unless it is there already, and return its outcome.

    A report that cannot be read is an outcome, not an error. Two processes that want the same content wait for each
    other, so that it is read once.

    Raises:
        OSError: the warehouse itself cannot be read or written.
    """
    folder = warehouse.fact_set(sha256)
    if not is_read(folder):
        with exclusive(warehouse.facts / ".locks" / sha256, WAIT_FOR_OTHER_READER):
            if not is_read(folder):
                _read(warehouse, sha256, file_name)
    return outcome(folder)


def _read(warehouse: Warehouse, sha256: str, file_name: str) -> None:
    from extract.run import extract_report

    extract_report(warehouse.raw / sha256, warehouse.facts, sha256=sha256, file_name=file_name)


def outcome(folder: Path) -> dict[str, Any]:
    """The outcome of a fact set; a missing or broken one is an outcome too, so that no report vanishes."""
    try:
        return read_json(folder / "outcome.json")
    except FileNotFoundError:
        return {"status": "rejected", "reason": "not read: its extract task failed, see the task's log"}
    except (json.JSONDecodeError, ValueError, UnicodeDecodeError) as error:
        return {"status": "rejected", "reason": f"its outcome.json cannot be read: {error}"}


def extract_all(warehouse: Warehouse, reports: Iterable[tuple[str, str]], workers: int) -> None:
    """Extract several (sha256, file name) at a time; each is read in a child process of its own."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        list(pool.map(lambda report: extract(warehouse, *report), reports))
