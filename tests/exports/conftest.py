"""A release of the samples with everything that a load makes, and one report whose words look like formulas."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse import load, release
from warehouse.paths import Warehouse

ROOT = Path(__file__).resolve().parents[2]
FORMULA = '=HYPERLINK("http://198.51.100.1/","x")'
#: Labels that a spreadsheet would run, and a count that falls.
FORMULA_REPORT = f"""## 令和5年度 石川支部 事業計画 実施状況

### 1 基盤的保険者機能

■KPI：サービススタンダードの達成状況を100％とする

| 項目 | 4月 | 5月 | 6月 | 7月 |
|---|---|---|---|---|
| {FORMULA} | 12件 | 13件 | 15件 | 16件 |
| @SUM(A1:A9) 増減数 | △12件 | △13件 | 15件 | 16件 |
"""


@dataclass(frozen=True)
class Built:
    """A published release."""

    warehouse: Warehouse
    reports: Path

    @property
    def folder(self) -> Path:
        return self.warehouse.current_link.resolve()

    @property
    def exports(self) -> Path:
        return self.warehouse.current_exports

    @property
    def package(self) -> dict[str, Any]:
        return json.loads((self.exports / "datapackage.json").read_text(encoding="utf-8"))

    def query(self, text: str) -> list[tuple]:
        with duckdb.connect(str(self.warehouse.current_database), read_only=True) as connection:
            return connection.execute(text).fetchall()


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
