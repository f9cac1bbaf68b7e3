"""Reads one file in a child process under limits and leaves a complete fact set, whatever happens to the child."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from extract.facts import FACT_KINDS, write_fact_set
from extract.outcomes import OUTCOME_FILE, Outcome
from extract.version import EXTRACTOR_VERSION

#: The share of a file's seconds after which no further picture is recognised, so that what was read by then is kept.
RECOGNISING = 0.6


#: How a process ends that gets no more memory; pdfium gives up by a trap or an abort.
_OUT_OF_MEMORY = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL)


@dataclass(frozen=True)
class Limits:
    """Limits of one file's reading: wall and processor seconds, memory in MiB, size of the file in MiB."""

    seconds: int = 300
    memory_mib: int = 4096
    file_mib: int = 200

    @classmethod
    def from_environment(cls) -> Limits:
        """Limits as set by KENPO_FILE_SECONDS, KENPO_FILE_MEMORY_MIB and KENPO_FILE_MIB."""
        return cls(
            int(os.environ.get("KENPO_FILE_SECONDS", cls.seconds)),
            int(os.environ.get("KENPO_FILE_MEMORY_MIB", cls.memory_mib)),
            int(os.environ.get("KENPO_FILE_MIB", cls.file_mib)),
        )


@dataclass(frozen=True)
class _Failure:
    """Why a file gave no fact set, and the limits that it broke, by name."""

    reason: str
    limits: dict[str, int] = field(default_factory=dict)


def is_read(folder: Path, settings: Limits | None = None) -> bool:
    """Whether a fact set is there and need not be made again: no limit that cut it short has been raised since."""
    if not (folder / OUTCOME_FILE).exists():
        return False
    limits = settings or Limits.from_environment()
    try:
        broken = Outcome.load(folder).limits
    except (ValueError, TypeError):
        return True  # whoever loads it says what is wrong with it
    return all(getattr(limits, name) <= value for name, value in broken.items())


def extract_report(
    path: Path,
    out_root: Path,
    settings: Limits | None = None,
    *,
    sha256: str | None = None,
    file_name: str | None = None,
) -> Outcome:
    """Reads `path` into the fact set `out_root/<sha256>-v<EXTRACTOR_VERSION>` and returns its outcome.

    `sha256` and `file_name` are given where the bytes lie under another name, as in the raw store. A fact set that is
    there already is returned as it is, unless a limit that cut it short has been raised. Never raises for what the file
    holds: a file that cannot be read, runs out of time or memory, or breaks the reader leaves an empty fact set with
    the reason.

    Raises:
        OSError: `path` cannot be opened or `out_root` not written.
    """
    limits = settings or Limits.from_environment()
    name = file_name or path.name
    digest = sha256 or file_digest(path)
    folder = out_root / f"{digest}-v{EXTRACTOR_VERSION}"
    if is_read(folder, limits):
        return Outcome.load(folder, cached=True)
    out_root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".reading-", dir=out_root) as temp:
        room = Path(temp) / "set"
        started = time.monotonic()
        failure = _too_large(path, limits) or _read(path, room, name, digest, limits)
        if failure is not None:
            _write_reject(room, name, digest, failure, time.monotonic() - started)
        if not is_read(folder, limits):
            shutil.rmtree(folder, ignore_errors=True)
        _move(room, folder)
    return Outcome.load(folder)


def file_digest(path: Path) -> str:
    """sha256 of a file's bytes, as hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _too_large(path: Path, limits: Limits) -> _Failure | None:
    size = path.stat().st_size
    if size == 0:
        return _Failure("the file is empty; offer it again")
    if size > limits.file_mib * 2**20:
        reason = f"the file has {size // 2**20} MiB, the limit is {limits.file_mib}; raise KENPO_FILE_MIB to read it"
        return _Failure(reason, {"file_mib": limits.file_mib})
    return None


def _read(path: Path, room: Path, name: str, digest: str, limits: Limits) -> _Failure | None:
    """Runs the child; why it left no fact set, or None."""
    command = [sys.executable, "-m", "extract.worker", str(path.resolve()), str(room), name, digest]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [_home(), os.environ.get("PYTHONPATH")])),
        "KENPO_FILE_SECONDS": str(limits.seconds),
        "KENPO_RECOGNISE_UNTIL": str(time.time() + RECOGNISING * limits.seconds),
    }
    try:
        child = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=limits.seconds,
            env=env,
            stdin=subprocess.DEVNULL,
            preexec_fn=_limiter(limits),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _too_slow(limits)
    if child.returncode == 0 and (room / OUTCOME_FILE).exists():
        return None
    if "MemoryError" in child.stderr or -child.returncode in _OUT_OF_MEMORY or child.returncode == 137:
        return _Failure(
            f"reading needed more than {limits.memory_mib} MiB; raise KENPO_FILE_MEMORY_MIB if the file is a report",
            {"memory_mib": limits.memory_mib},
        )
    if child.returncode == -signal.SIGXCPU:
        return _too_slow(limits)
    last = child.stderr.strip().splitlines()[-1] if child.stderr.strip() else f"exit status {child.returncode}"
    return _Failure(f"the reader failed ({last}); report the file as a bug")


def _too_slow(limits: Limits) -> _Failure:
    reason = f"reading took longer than {limits.seconds} s; raise KENPO_FILE_SECONDS if the file is a report"
    return _Failure(reason, {"seconds": limits.seconds})


def _limiter(limits: Limits) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mib * 2**20, limits.memory_mib * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))

    return limit


def _home() -> str:
    return str(Path(__file__).resolve().parent.parent)


def _write_reject(room: Path, name: str, digest: str, failure: _Failure, seconds: float) -> None:
    shutil.rmtree(room, ignore_errors=True)
    write_fact_set(room, {})
    counts = dict.fromkeys(FACT_KINDS, 0)
    Outcome(
        digest,
        name,
        EXTRACTOR_VERSION,
        "rejected",
        reason=failure.reason,
        counts=counts,
        seconds=round(seconds, 3),
        limits=failure.limits,
    ).save(room)


def _move(room: Path, folder: Path) -> None:
    """One rename; where another process was first, its set stays: both hold the same facts."""
    try:
        room.rename(folder)
    except OSError:
        if not (folder / OUTCOME_FILE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            room.rename(folder)
