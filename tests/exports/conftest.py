"""A release of the samples, and of a report that means no good, with everything that a load makes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from sample_release import FORMULA_REPORT, Built

from warehouse import load, release
from warehouse.paths import Warehouse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    reports = tmp_path_factory.mktemp("reports")
    for path in sorted((ROOT / "samples" / "reports").iterdir()):
        shutil.copy(path, reports)
    (reports / "=formulas.txt").write_text(FORMULA_REPORT, encoding="utf-8")
    warehouse = Warehouse(tmp_path_factory.mktemp("room") / "warehouse").prepare()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("KENPO_CACHE", str(tmp_path_factory.mktemp("cache")))
        load.load(warehouse, reports)
    assert release.published(warehouse)
    return Built(warehouse, reports)
