"""What the local servers share: secrets made once for this machine, free ports, starting and ending processes."""

from __future__ import annotations

import contextlib
import json
import secrets
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from warehouse.settings import PROJECT_ROOT

Processes = dict[str, subprocess.Popen[bytes]]


def stop_on_signals() -> None:
    """Let a termination signal end the command as ctrl-C does, with everything that it started."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def generated(path: Path, size: int, *names: str) -> dict[str, str]:
    """Random values by name, made once for this machine and readable by their owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(json.dumps({name: secrets.token_urlsafe(size) for name in names}))
    values: dict[str, str] = json.loads(path.read_text())
    return values


def start(command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A process of its own session in the project's folder; what it says goes to `log`."""
    with log.open("wb") as output:
        return subprocess.Popen(
            command, cwd=PROJECT_ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )


def stop(processes: Processes) -> None:
    """End the processes and all that they started."""
    import psutil

    family = []
    for process in processes.values():
        if process.poll() is None:
            parent = psutil.Process(process.pid)
            family += [*parent.children(recursive=True), parent]
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.terminate()
    _, alive = psutil.wait_procs(family, timeout=15)
    for member in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    for process in processes.values():
        process.wait()


def listens(port: int) -> bool:
    """Whether somebody answers at this port of 127.0.0.1."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def short(path: Path) -> str:
    """The path as somebody in the project's folder would say it."""
    return str(path).removeprefix(f"{PROJECT_ROOT}/")
