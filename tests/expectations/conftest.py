"""A sound candidate, and copies of it damaged by SQL."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "dbt"), str(TESTS / "expectations")]

from synthetic_lake import Lake  # noqa: E402 - found by the line above

Damage = Callable[..., Path]


def one_of_everything(folder: Path) -> Lake:
    """The lake of the dbt tests, from their conftest, which cannot be imported by name beside this one."""
    spec = importlib.util.spec_from_file_location("dbt_tests_conftest", TESTS / "dbt" / "conftest.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lake: Lake = module.one_of_everything(folder)
    return lake


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A candidate that passes the gate."""
    return one_of_everything(tmp_path_factory.mktemp("gate_lake")).build("--exclude-resource-type", "unit_test", "test")


@pytest.fixture
def damaged(sound: Path, tmp_path: Path) -> Damage:
    """Copy the sound candidate and run statements on the copy."""

    def damage(*statements: str) -> Path:
        copy = tmp_path / "damaged.duckdb"
        shutil.copy(sound, copy)
        with duckdb.connect(str(copy)) as connection:
            for statement in statements:
                connection.execute(statement)
        return copy

    return damage
