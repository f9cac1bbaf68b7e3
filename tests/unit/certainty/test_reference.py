"""Every check is explained where a reviewer looks its name up."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

from extract import certainty

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "checks.md"


def test_the_reference_names_every_check_and_no_other():
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(certainty.__path__, "extract.certainty.")
    ]
    names = {
        value
        for module in modules
        for name, value in vars(module).items()
        if re.fullmatch(r"[A-Z_]+", name) and isinstance(value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)+", value)
    }
    tables = {
        name for line in PAGE.read_text().splitlines() if line.startswith("| `") for name in _named(line.split("|")[1])
    }
    derived = {name for name in _named(PAGE.read_text()) if name.startswith("derived_")}
    assert names == tables | derived


def _named(text: str) -> set[str]:
    return set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", text))
