"""A published release to look at, and a report whose words look like formulas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.paths import Warehouse

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
