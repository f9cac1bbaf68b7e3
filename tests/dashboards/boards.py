"""The dashboards as the repository's files say them, and what an open one asked and was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml

from warehouse.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Request

    from tests.dashboards.conftest import Visit

ASSETS = PROJECT_ROOT / "dashboards" / "assets"
BOARDS = {
    str(board["slug"]): board
    for board in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ASSETS / "dashboards").iterdir())
}
Rows = list[dict[str, Any]]


def placed(slug: str) -> list[str]:
    """The identifiers of the charts that stand on a dashboard."""
    parts = (part for part in BOARDS[slug]["position"].values() if isinstance(part, dict))
    return [part["meta"]["uuid"] for part in parts if part["type"] == "CHART"]


def names() -> dict[str, str]:
    """The name of every chart's file, by its title."""
    files = (ASSETS / "charts").iterdir()
    return {yaml.safe_load(path.read_text(encoding="utf-8"))["slice_name"]: path.stem for path in files}


def answered(visit: Visit, slug: str) -> dict[str, tuple[Request, dict[str, Any]]]:
    """What the charts of an open dashboard asked and were answered, by the name of the chart's file."""
    known = visit.page.request.get(f"{visit.room.address}/api/v1/dashboard/{slug}/charts").json()["result"]
    titles = {chart["id"]: chart["slice_name"] for chart in known}
    return {names()[titles[number]]: answer for number, answer in visit.answers.items()}


def rows(content: dict[str, Any]) -> Rows:
    """The rows of an answer, of all its queries; those of the map stand beside its query."""
    results = content.get("result", [content])
    return [row for one in results for row in one["data"]]


def plain(content: dict[str, Any]) -> list[str]:
    """The rows of an answer in an order and a form of numbers that do not depend on the database."""
    return sorted(str(sorted((name, _plain(value)) for name, value in row.items())) for row in rows(content))


def _plain(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:.13g}" if is_number else value


def questions(request: Request) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """What a chart asked, and the same of all branches, years and KPIs; the map's query can only be asked as it was."""
    yield "as asked", None
    if "/api/v1/chart/data" in request.url:
        asked = request.post_data_json
        queries = [{**query, "filters": [], "row_limit": 50000} for query in asked["queries"]]
        yield "of all", {**asked, "queries": queries}
