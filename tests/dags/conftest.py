from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def report_text() -> str:
    """The smallest report that holds a fact."""
    return (
        "## 令和5年度 群馬支部 事業計画 実施状況\n\n### 1 基盤的保険者機能\n\n"
        "■KPI：サービススタンダードの達成状況を100％とする\n"
    )
