"""Commands and names in the data engineer's page exist."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from warehouse.cli import app
from warehouse.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "schedule.md").read_text(encoding="utf-8")


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"\bmake ([a-z-]+)\b", PAGE)) <= targets


def test_warehouse_commands_and_their_options_exist() -> None:
    commands = re.findall(r"-m warehouse (\w+)((?: --?\w+)*)", PAGE)
    assert commands
    for command, options in commands:
        done = CliRunner().invoke(app, [command, "--help"], terminal_width=200)
        assert done.exit_code == 0, command
        for option in options.split():
            assert option in done.output, (command, option)


def test_variables_exist() -> None:
    named = {name.removeprefix("KENPO_").lower() for name in re.findall(r"KENPO_\w+", PAGE)}
    assert named and named <= set(Settings.model_fields)


def test_the_dags_and_their_tasks_are_those_of_the_page() -> None:
    source = (ROOT / "dags" / "load_branch_reports.py").read_text(encoding="utf-8")
    tasks = re.findall(r"@task.*\n    def (\w+)", source)
    steps = ["list_reports", "extract", "build", "evidence", "gate", "export", "publish", "serve", "summary"]
    assert tasks == steps
    assert all(f"`{task}`" in PAGE for task in tasks)
    assert "0 6 1 * *" in source and "1st of each month at 06:00" in PAGE
