"""What a release means, told by dbt: metrics asked of the semantic layer, and the documentation with its lineage.

Both read a finished release and nothing else. dbt works in a copy of the project, because MetricFlow looks for what dbt
found out inside the project's own folder.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from warehouse.dbt import PROJECT
from warehouse.errors import SemanticsError
from warehouse.settings import load_settings

#: The DuckDB target of profiles.yml that opens its file for reading only.
TARGET = "release"
_DBT = "from dbt.cli.main import cli; cli()"
#: MetricFlow asks a package index for a newer version at every start; here nothing asks the network anything.
_METRICFLOW = """
import dbt_metricflow.cli.main as metricflow
metricflow.UpdateChecker = type("NoUpdates", (), {"check": lambda self, *package: None})
metricflow.cli()
"""


def ask_metrics(database: Path, arguments: Sequence[str]) -> None:
    """Run `mf` with these arguments on a release; what it says goes to the terminal.

    Raises:
        SemanticsError: MetricFlow is not installed, the release does not exist, or the question could not be answered.
    """
    if importlib.util.find_spec("dbt_metricflow") is None:
        raise SemanticsError("MetricFlow is not installed here: `make dev` installs it")
    with _project(database) as folder:
        with _parsed_before(folder / "target" / "partial_parse.msgpack"):
            _run(folder, database, _DBT, ["parse", "--quiet"])
        _run(folder, database, _METRICFLOW, arguments)


def write_docs(database: Path, file: Path) -> Path:
    """Write dbt's documentation of a release, with the lineage of every column's table, as one HTML file.

    Raises:
        SemanticsError: the release does not exist, or dbt could not describe it.
    """
    with _project(database) as folder:
        _run(folder, database, _DBT, ["docs", "generate", "--static", "--quiet"])
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "target" / "static_index.html", file)
    return file


@contextmanager
def _project(database: Path) -> Iterator[Path]:
    """A copy of the dbt project that goes away again."""
    if not database.is_file():
        raise SemanticsError(f"there is no release at {database}")
    with tempfile.TemporaryDirectory(prefix="kenpo-dbt-") as room:
        folder = Path(room) / "dbt_project"
        shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns("target", "logs", "dbt_packages"))
        yield folder


@contextmanager
def _parsed_before(parsed: Path) -> Iterator[None]:
    """Give dbt what it kept when the last question was asked: it reads again only what has changed since."""
    settings = load_settings()
    kept = settings.resolved(settings.cache) / "metrics" / parsed.name
    if kept.exists():
        parsed.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, parsed)
    yield
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    shutil.copyfile(parsed, draft)
    draft.replace(kept)


def _run(folder: Path, database: Path, code: str, arguments: Sequence[str]) -> None:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=_environment(folder, database), check=False)
    if done.returncode != 0:
        raise SemanticsError(f"`{' '.join(arguments)}` could not be answered; the lines above say why")


def _environment(folder: Path, database: Path) -> dict[str, str]:
    # A release holds all its tables; the inputs it was made of are named in the project, but nobody reads them here.
    inputs = ("FACTS", "LEDGER", "CORRECTIONS", "HISTORY")
    return {
        **os.environ,
        **{f"KENPO_{name}_DIR": "no-inputs" for name in inputs},
        "KENPO_CANDIDATE": str(database.resolve()),
        "DBT_TARGET": TARGET,
        "DBT_PROJECT_DIR": str(folder),
        "DBT_PROFILES_DIR": str(folder),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }
