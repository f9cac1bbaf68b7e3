"""A lake with one of everything, built once for all tests that only look at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from synthetic_lake import Lake, Report, months_of

from tests.shared import once

Query = Callable[..., list[dict[str, Any]]]


def one_of_everything(folder: Path) -> Lake:
    """Reports in every relation that the rules know: vintages, readings, replaced, doubled, broken, unknown."""
    lake = Lake(folder)
    results = lake.offer("gunma-results.pdf", Report("results", as_of=date(2024, 3, 1)))
    results.target("service_standard_rate", 100.0, "=")
    results.target("card_recovery_rate", None, "prior_year_or_more")
    results.target("generic_use_rate", 80.0)
    results.target("lifestyle_checkup_rate", 66.8)
    results.target("lifestyle_checkup_rate", 65.9, source_part="kpi_list")
    results.target("evidence_based_opinion", None, "qualitative", unit=None)
    results.actual("card_recovery_rate", 82.5)
    results.actual("card_recovery_rate", 81.0, fiscal_year=2022)
    results.actual("card_recovery_rate", 82.1, date(2024, 3, 1), scope="national_average")
    results.actual("generic_use_rate", 81.5, review_state="flagged", review_reason="broken passage")
    results.actual("unheard_of_rate", 12.0)
    results.actual("receipt_assessment_rate", 0.3)
    results.actual("lifestyle_checkup_rate", 60.0, fiscal_year=None)
    for month in months_of(2023):
        results.month("service_standard_rate", month, 100.0)
        results.month(None, month, 120.0, unit="件", measure_ja="傷病手当金 件数", basis=None)
    for month in months_of(2022):
        results.month("service_standard_rate", month, 99.5, fiscal_year=2022)
    results.add("period_figure", measure_ja="傷病手当金 件数", period="FY", value=1440.0, unit="件", series_id="s")
    results.add("plan_item", item_no="(1)", item_ja="サービススタンダードを遵守する。", importance="高")
    results.add("plan_status", item_ja="サービススタンダードを遵守", symbol="◎", status="exceeded", period="FY")
    results.add("plan_status", item_ja="項目にない取組", symbol="△", status="in_progress_or_below", period="FY")
    results.add("schedule_mark", activity_ja="進捗管理", month=date(2023, 4, 1), mark="●")
    results.add(
        "kpi_rank",
        kpi_code="card_recovery_rate",
        measure_ja="保険証回収率",
        as_of=date(2024, 3, 1),
        rank=34,
        previous_rank=35,
    )
    results.add("reject", extracted_text="??", reason="glyphs without a mapping")

    progress = lake.offer("gunma-q2.pdf", Report("progress", report_kind="progress", period="Q2"))
    progress.actual("card_recovery_rate", 80.0, date(2023, 9, 1))
    progress.actual("card_recovery_rate", 79.0, date(2022, 9, 1), fiscal_year=2022)

    text = lake.offer("gunma-results.txt", Report("results as text", reader="text"), day=1)
    text.actual("card_recovery_rate", 82.5)

    old = lake.offer("chiba.pdf", Report("chiba v1", "chiba", 2022))
    old.actual("single_bid_rate", 20.0)
    old.actual("mail_application_rate", 90.0)
    new = lake.offer("chiba.pdf", Report("chiba v2", "chiba", 2022), day=3)
    new.actual("single_bid_rate", 21.0)
    lake.offer("chiba-copy.pdf", new, day=4)

    lake.offer("broken.pdf", Report("broken", status="rejected", reason="the file is encrypted"))
    unread = [{"page": 2, "reason": "no text layer and no OCR"}]
    partly = lake.offer("partly.pdf", Report("partly", "oita", 2021, status="partly_read", pages_unread=unread))
    partly.actual("lifestyle_checkup_rate", 60.1)
    partly.month("lifestyle_checkup_rate", date(2022, 3, 1), 61.0, basis="cumulative")
    stranger = lake.offer("stranger.pdf", Report("stranger", "atlantis"))
    stranger.actual("single_bid_rate", 1.0)
    return lake


def lake_of_everything() -> Lake:
    """The lake of `one_of_everything`, built and tested by dbt once for the tests of all rooms, who only look at it."""
    return one_of_everything(once("lake", lambda folder: one_of_everything(folder).build()))


@pytest.fixture(scope="session")
def lake() -> Lake:
    return lake_of_everything()


@pytest.fixture(scope="session")
def query(lake: Lake) -> Iterator[Query]:
    """Ask the candidate: rows as dictionaries."""
    with duckdb.connect(str(lake.candidate), read_only=True) as connection:

        def ask(sql: str, *parameters: object) -> list[dict[str, Any]]:
            cursor = connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        yield ask
