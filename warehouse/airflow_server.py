"""`make airflow`: the real scheduler, DAG processor, triggerer and web UI on this machine, for loopback only."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from warehouse.airflow_env import airflow_environment, prepare_metadata
from warehouse.errors import WarehouseError
from warehouse.settings import PROJECT_ROOT, Settings

PASSWORDS = "simple_auth_manager_passwords.json.generated"
PATIENCE = 180.0


def serve(settings: Settings) -> None:
    """Start everything, say where it is, and wait; ctrl-C stops it all.

    Raises:
        WarehouseError: the port is taken, or Airflow did not come up.
    """
    port = settings.airflow_port
    if _listens(port):
        raise WarehouseError(f"port {port} on 127.0.0.1 is taken; say KENPO_AIRFLOW_PORT=another make airflow")
    home = settings.resolved(settings.airflow_home)
    home.mkdir(parents=True, exist_ok=True)
    settings.resolved(settings.landing).mkdir(parents=True, exist_ok=True)
    os.environ.update(airflow_environment(settings))
    print("Starting Airflow (about half a minute); its own output goes to", _short(home / "standalone.log"), flush=True)
    prepare_metadata(home, settings.workers)
    process = start(home)
    try:
        _wait_until_up(process, port)
        _say_where(home, port, settings)
        process.wait()
    except KeyboardInterrupt:
        print("\nStopping Airflow", flush=True)
    finally:
        stop(process)


def start(home: Path) -> subprocess.Popen[bytes]:
    """Start `airflow standalone` with the present environment; its output goes to `standalone.log` in `home`."""
    command = [sys.executable, "-c", "from airflow.__main__ import main; main()", "standalone"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with (home / "standalone.log").open("ab") as log:
        return subprocess.Popen(
            command, cwd=PROJECT_ROOT, env={**os.environ, "PATH": path}, stdout=log, stderr=log, start_new_session=True
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End Airflow and everything it started."""
    import psutil

    if process.poll() is not None:
        return
    family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    for member in family:
        member.terminate()
    _, alive = psutil.wait_procs(family, timeout=15)
    for member in alive:
        member.kill()
    process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise WarehouseError(f"Airflow ended at once with code {process.returncode}; see its standalone.log")
        if healthy(port):
            return
        time.sleep(0.5)
    raise WarehouseError(f"Airflow did not come up within {PATIENCE:.0f} s; see its standalone.log")


def healthy(port: int) -> bool:
    """Whether the web server answers and the scheduler has given a sign of life."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/monitor/health", timeout=2) as answer:
            state = json.load(answer)
    except (OSError, urllib.error.URLError, ValueError):
        return False
    return all((state.get(part) or {}).get("status") == "healthy" for part in ("metadatabase", "scheduler"))


def _say_where(home: Path, port: int, settings: Settings) -> None:
    print(f"Airflow is up     http://127.0.0.1:{port}")
    print(f"User and password {_short(home / PASSWORDS)}  (generated for this machine)")
    print(f"Landing folder    {settings.landing}  (new reports in it are loaded within five minutes)")
    print("ctrl-C stops everything", flush=True)


def _short(path: Path) -> str:
    return str(path).removeprefix(f"{PROJECT_ROOT}/")
