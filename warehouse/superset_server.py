"""`make superset`: Superset in its own environment on this machine, for loopback only, with the dashboards imported."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Literal

from warehouse.errors import WarehouseError
from warehouse.local_server import generated, listens, short, start, stop, stop_on_signals
from warehouse.paths import Warehouse
from warehouse.settings import PROJECT_ROOT, Settings

DASHBOARDS = PROJECT_ROOT / "dashboards"
#: In Superset's home, readable by their owner only.
PASSWORDS_FILE = "web-passwords.json"
KEYS_FILE = "keys.json"
PATIENCE = 180.0
THREADS = 8


def superset_environment(settings: Settings, warehouse: Warehouse) -> dict[str, str]:
    """What every Superset process on this machine needs; `dashboards/superset_config.py` reads it.

    Makes Superset's home and, once for this machine, its secrets.
    """
    home = settings.resolved(settings.superset_home)
    (home / "logs").mkdir(parents=True, exist_ok=True)
    given = settings.superset_password
    password = given.get_secret_value() if given else generated(home / PASSWORDS_FILE, 18, "admin")["admin"]
    return {
        **os.environ,
        "SUPERSET_CONFIG_PATH": str(DASHBOARDS / "superset_config.py"),
        "SUPERSET_HOME": str(home),
        "SUPERSET_ADMIN_PASSWORD": password,
        "SUPERSET_SOURCE_URI": source_uri(settings, warehouse),
        "SUPERSET_EVIDENCE_FOLDER": "" if settings.evidence_url else str(warehouse.current_evidence.absolute()),
        "SUPERSET_EVIDENCE_URL": settings.evidence_url,
        "SUPERSET_SECRET_KEY": os.environ.get("SUPERSET_SECRET_KEY")
        or generated(home / KEYS_FILE, 64, "SUPERSET_SECRET_KEY")["SUPERSET_SECRET_KEY"],
        "DO_NOT_TRACK": "1",
        "SCARF_ANALYTICS": "false",
    }


def source_uri(settings: Settings, warehouse: Warehouse) -> str:
    """The SQLAlchemy address the dashboards read: the one that was set, or the published DuckDB file, read-only."""
    if settings.superset_source:
        return settings.superset_source.get_secret_value()
    return f"duckdb:///{warehouse.current_database.absolute()}?access_mode=read_only"


def serve(settings: Settings, warehouse: Warehouse) -> None:
    """Prepare, import, start, say where it is, and wait; ctrl-C or a termination signal stops it.

    Raises:
        WarehouseError: nothing is published, the port is taken, or Superset did not come up or ended.
    """
    port = settings.superset_port
    if listens(port):
        raise WarehouseError(f"port {port} on 127.0.0.1 is taken; say KENPO_SUPERSET_PORT=another make superset")
    stop_on_signals()
    home = settings.resolved(settings.superset_home)
    is_new = not (home / PASSWORDS_FILE).exists() and settings.superset_password is None
    environment = _environment(settings, warehouse)
    print("Starting Superset (about a minute the first time)", flush=True)
    _manage(settings, environment, "prepare")
    process = start(server_command(settings), home / "logs" / "server.log", environment)
    try:
        wait_until_up(process, port)
        print(f"Superset is up    http://127.0.0.1:{port}/superset/dashboard/kenpo-national/")
        shown = environment["SUPERSET_ADMIN_PASSWORD"] if is_new else f"password as set, or in {short(home)}"
        print(f"User admin        {shown}\nctrl-C stops it", flush=True)
        while process.poll() is None:
            time.sleep(1)
        raise WarehouseError(f"Superset ended with code {process.returncode}; see {short(home / 'logs')}/server.log")
    except KeyboardInterrupt:
        print("\nStopping Superset", flush=True)
    finally:
        stop({"superset": process})


def move_assets(settings: Settings, warehouse: Warehouse, direction: Literal["import", "export"]) -> None:
    """Import the dashboards of this repository into Superset's metadata, or write them from there into it.

    Raises:
        WarehouseError: nothing is published, or Superset refused; its log says why.
    """
    _manage(settings, _environment(settings, warehouse), "prepare" if direction == "import" else direction)
    print(f"{direction}ed {sum(1 for _ in (DASHBOARDS / 'assets').rglob('*.yaml'))} files of dashboards/assets")


def _environment(settings: Settings, warehouse: Warehouse) -> dict[str, str]:
    if settings.superset_source is None and not warehouse.current_database.exists():
        raise WarehouseError(f"nothing is published in {short(warehouse.root)}; load reports first (make run)")
    return superset_environment(settings, warehouse)


def _python(settings: Settings) -> Path:
    python = settings.resolved(settings.superset_python)
    if not python.exists():
        raise WarehouseError(f"Superset is not installed: {short(python)} is missing (make superset-env makes it)")
    return python


def _manage(settings: Settings, environment: dict[str, str], command: str) -> None:
    log = settings.resolved(settings.superset_home) / "logs" / f"{command}.log"
    with log.open("wb") as output:
        words = [str(_python(settings)), str(DASHBOARDS / "manage.py"), command]
        done = subprocess.run(words, cwd=PROJECT_ROOT, env=environment, stdout=output, stderr=output, check=False)
    if done.returncode != 0:
        raise WarehouseError(f"Superset could not {command} the dashboards; see {short(log)}")


def server_command(settings: Settings) -> list[str]:
    """The command that serves Superset on loopback; its environment is `superset_environment`."""
    server = [str(_python(settings)), "-m", "gunicorn", "--bind", f"127.0.0.1:{settings.superset_port}"]
    limits = ["--worker-class", "gthread", "--workers", "1", "--threads", str(THREADS), "--timeout", "120"]
    return [*server, *limits, "superset.app:create_app()"]


def wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until Superset answers.

    Raises:
        WarehouseError: it ended, or did not answer within three minutes.
    """
    deadline = time.monotonic() + PATIENCE
    while not healthy(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise WarehouseError("Superset did not come up; see server.log in its logs")
        time.sleep(0.5)


def healthy(port: int) -> bool:
    """Whether Superset answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
