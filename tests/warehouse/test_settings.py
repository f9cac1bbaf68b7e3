from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from warehouse import version
from warehouse.settings import PROJECT_ROOT, Settings, load_settings

PAGE = PROJECT_ROOT / "docs" / "reference" / "configuration.md"


def test_every_setting_is_in_the_table_with_its_default_and_meaning() -> None:
    rows = dict(re.findall(r"^\| `(KENPO_\w+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.M))
    expected = {}
    for name, item in Settings.model_fields.items():
        default = "number of cores, at most 8" if item.default_factory else f"`{item.default}`"
        default = default if default != "``" else "empty"
        expected[f"KENPO_{name.upper()}"] = f"{default} | {item.description}"
    documented = {name: text for name, text in rows.items() if name in expected}
    assert documented == expected


def test_the_environment_sets_and_is_checked(monkeypatch) -> None:
    monkeypatch.setenv("KENPO_WORKERS", "3")
    assert load_settings().workers == 3
    monkeypatch.setenv("KENPO_WORKERS", "none")
    with pytest.raises(ValidationError, match="workers"):
        load_settings()


def test_relative_folders_are_the_projects(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.resolved(settings.warehouse) == PROJECT_ROOT / "var" / "warehouse"
    assert settings.resolved(tmp_path) == tmp_path


def test_the_code_hash_follows_code_and_not_what_programs_write(tmp_path: Path) -> None:
    model = tmp_path / "dbt_project" / "models" / "a.sql"
    model.parent.mkdir(parents=True)
    model.write_text("select 1")
    first = version.code_hash.__wrapped__(tmp_path)
    (tmp_path / "dbt_project" / "target").mkdir()
    (tmp_path / "dbt_project" / "target" / "a.sql").write_text("select 2")
    assert version.code_hash.__wrapped__(tmp_path) == first
    model.write_text("select 2")
    assert version.code_hash.__wrapped__(tmp_path) != first


def test_the_limits_of_reading_are_in_the_table_too() -> None:
    from extract.run import Limits

    text = PAGE.read_text(encoding="utf-8")
    for name, item in Limits.__dataclass_fields__.items():
        variable = f"KENPO_FILE_{name.upper()}".replace("FILE_FILE", "FILE")
        assert f"| `{variable}` | `{item.default}` |" in text


def test_every_exit_code_is_documented() -> None:
    from warehouse import errors

    codes = {error.exit_code for error in vars(errors).values() if isinstance(error, type)}
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.M)}
    assert documented == codes | {0}
