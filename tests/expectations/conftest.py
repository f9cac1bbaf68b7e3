"""A sound candidate, and copies of it damaged by SQL."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "dbt"), str(TESTS / "expectations")]

from tests.dbt.conftest import lake_of_everything  # noqa: E402 - needs the line above

Damage = Callable[..., Path]


@pytest.fixture(scope="session")
def sound() -> Path:
    """A candidate that passes the gate."""
    return lake_of_everything().candidate


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
