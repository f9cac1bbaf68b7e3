"""The worked example of docs/how-to/add-a-form.md: its commands print what it says, before and after the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.catalogue import kpis, matching, names
from extract.cli import app

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "how-to" / "add-a-form.md").read_text(encoding="utf-8")
BEFORE, AFTER = PAGE.split("```diff")


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def with_the_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogue as the page's diff leaves it."""
    removed, added = (re.search(rf"^\{sign}(.+)$", AFTER, re.MULTILINE) for sign in "-+")
    assert removed is not None
    assert added is not None
    known = kpis._DATA.read_text(encoding="utf-8")
    assert known.count(removed[1]) == 1
    edited = tmp_path / "kpi_names.csv"
    edited.write_text(known.replace(removed[1], added[1]), encoding="utf-8")
    monkeypatch.setattr(kpis, "_DATA", edited)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    of_kpis = (kpis.catalogue, kpis._every_term, kpis.named_by)
    for remembered in (*of_kpis, names._measures, names.hits, matching._match, matching._alike):
        remembered.cache_clear()


def sessions(text: str) -> list[tuple[list[str], str]]:
    """Arguments and output of every command of the page's console blocks."""
    found = re.findall(r"```console\n\$ \.venv/bin/python -m extract ([^\n]+)\n(.*?)```", text, re.DOTALL)
    return [(command.split(), output.strip()) for command, output in found]


def printed(arguments: list[str]) -> str:
    return CliRunner().invoke(app, arguments).stdout.strip()


def test_before_the_rule() -> None:
    ((arguments, output),) = sessions(BEFORE)
    assert printed(arguments) == output
    assert "kpi_names.csv" in output


@pytest.mark.usefixtures("with_the_rule")
def test_after_the_rule() -> None:
    shown = sessions(AFTER)
    assert len(shown) == 2
    for arguments, output in shown:
        assert printed(arguments) == output


def test_the_modules_that_the_page_names_exist() -> None:
    named = set(re.findall(r"`((?:extract|tests|dbt_project)/[\w/.]+)`", PAGE))
    assert {name for name in named if not (ROOT / name).exists()} == set()
