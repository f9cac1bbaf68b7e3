"""One writer per warehouse, across processes; the kernel lets go of the lock when its holder dies."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import LockedError


@contextmanager
def exclusive(lock_file: Path, timeout: float) -> Iterator[None]:
    """Hold the lock on `lock_file` (created if missing) while the block runs.

    Raises:
        LockedError: another process held it for longer than `timeout` seconds.
    """
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("a") as stream:
        deadline = time.monotonic() + timeout
        while not _taken(stream.fileno()):
            if time.monotonic() >= deadline:
                raise LockedError(
                    f"another process has been writing to {lock_file.parent} for more than {timeout:.0f} s; "
                    "wait for it to end, or raise KENPO_LOCK_TIMEOUT"
                )
            time.sleep(0.1)
        yield


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
