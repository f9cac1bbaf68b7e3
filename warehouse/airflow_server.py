"""`make airflow`: the real scheduler, DAG processor, triggerer and web UI on this machine, for loopback only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from warehouse.airflow_env import PASSWORDS_FILE, airflow_environment
from warehouse.errors import WarehouseError
from warehouse.local_server import Processes, generated, listens, short, start, stop, stop_on_signals
from warehouse.settings import PROJECT_ROOT, Settings

#: Airflow's own `standalone` serves task logs on all interfaces; the UI reads them from disk here.
COMPONENTS = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
    "triggerer": ["triggerer", "--skip-serve-logs"],
}
PATIENCE = 180.0


def serve(settings: Settings) -> None:
    """Start everything, say where it is, and wait; ctrl-C or a termination signal stops it all.

    Raises:
        WarehouseError: the port is taken, or a part of Airflow did not come up or ended.
    """
    port = settings.airflow_port
    if listens(port):
        raise WarehouseError(f"port {port} on 127.0.0.1 is taken; say KENPO_AIRFLOW_PORT=another make airflow")
    stop_on_signals()
    home = settings.resolved(settings.airflow_home)
    (home / "logs").mkdir(parents=True, exist_ok=True)
    settings.resolved(settings.landing).mkdir(parents=True, exist_ok=True)
    os.environ.update(airflow_environment(settings))
    print(f"Starting Airflow (about half a minute); its own output goes to {short(home / 'logs')}", flush=True)
    processes: Processes = {}
    try:
        _prepare(home)
        processes = {name: _start(name, arguments, home) for name, arguments in COMPONENTS.items()}
        _wait_until_up(processes, port)
        _say_where(home, port, settings)
        while True:
            _check_alive(processes)
            time.sleep(1)
    except KeyboardInterrupt:
        print("\nStopping Airflow", flush=True)
    finally:
        stop(processes)


def _prepare(home: Path) -> None:
    """Password, keys that the parts share, and the metadata; in a child, so that this process stays small."""
    generated(home / PASSWORDS_FILE, 18, "admin")
    keys = generated(home / "keys.json", 64, "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__API__SECRET_KEY")
    os.environ.update({name: os.environ.get(name, value) for name, value in keys.items()})
    command = [sys.executable, "-m", "warehouse", "airflow-prepare"]
    with (home / "logs" / "prepare.log").open("wb") as log:
        done = subprocess.run(command, cwd=PROJECT_ROOT, stdout=log, stderr=log, check=False)
    if done.returncode != 0:
        raise WarehouseError(f"Airflow's metadata could not be prepared; see {short(Path(log.name))}")


def _start(name: str, arguments: list[str], home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from airflow.__main__ import main; main()", *arguments]
    return start(command, home / "logs" / f"{name}.log")


def _check_alive(processes: Processes) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise WarehouseError(f"Airflow's {name} ended with code {process.returncode}; see logs/{name}.log")


def _wait_until_up(processes: Processes, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not healthy(port):
        _check_alive(processes)
        if time.monotonic() > deadline:
            raise WarehouseError(f"Airflow did not come up within {PATIENCE:.0f} s; see its logs")
        time.sleep(0.5)


def healthy(port: int) -> bool:
    """Whether the web server answers and every other part has given a sign of life."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/monitor/health", timeout=2) as answer:
            state = json.load(answer)
    except (OSError, ValueError):
        return False
    parts = ("metadatabase", "scheduler", "triggerer", "dag_processor")
    return all((state.get(part) or {}).get("status") == "healthy" for part in parts)


def _say_where(home: Path, port: int, settings: Settings) -> None:
    print(f"Airflow is up     http://127.0.0.1:{port}")
    print(f"User admin        password in {short(home / PASSWORDS_FILE)} (generated for this machine)")
    print(f"Landing folder    {settings.landing} (new reports in it are loaded within five minutes)")
    print("ctrl-C stops everything", flush=True)
