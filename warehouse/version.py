"""Which code makes a release: a hash of everything that decides what the marts hold."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from functools import cache
from pathlib import Path

from warehouse.settings import PROJECT_ROOT

_ROOMS = ("dbt_project", "expectations", "extract", "warehouse")
#: Templates, styles and scripts too: the evidence site and the Data Docs are part of a release.
_SUFFIXES = {".py", ".sql", ".yml", ".yaml", ".csv", ".json", ".j2", ".css", ".js"}
_PASSED_OVER = {"target", "logs", "dbt_packages", "__pycache__"}


@cache
def code_hash(root: Path = PROJECT_ROOT) -> str:
    """Twelve hex digits over the names and bytes of all source files of the rooms that shape a release."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")):
            relative = path.relative_to(root)
            if path.suffix in _SUFFIXES and path.is_file() and not _PASSED_OVER & set(relative.parts):
                digest.update(f"{relative.as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


@cache
def git_commit(root: Path = PROJECT_ROOT) -> str | None:
    """The commit that is checked out, or None where there is no git (in an image, say)."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return None
    done = subprocess.run(
        [git, "-C", str(root), "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or None


def code_version() -> str:
    """`<commit>+<code hash>`, or the hash alone; the same code always has the same hash."""
    commit = git_commit()
    return f"{commit}+{code_hash()}" if commit else code_hash()
