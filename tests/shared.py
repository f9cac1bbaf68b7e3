"""What the tests of one run make once and share, also between its processes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from warehouse.lock import exclusive

#: Names the folder for what this run shares; the fixture `shared_folder` sets it.
FOLDER = "TESTS_SHARED_FOLDER"


def once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, filled by `make` in the first process that asks for it; the others wait and then read it."""
    root = Path(os.environ[FOLDER])
    folder, done = root / name, root / f"{name}.done"
    with exclusive(root / f"{name}.lock", timeout=600):
        if not done.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            done.touch()
    return folder
