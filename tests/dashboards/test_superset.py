from __future__ import annotations

import io
import re
import shutil
import time
from typing import TYPE_CHECKING, Any

import duckdb
import psutil
import pytest
import yaml
from PIL import Image
from playwright.sync_api import Browser

from warehouse.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from pathlib import Path

ASSETS = PROJECT_ROOT / "dashboards" / "assets"
BOARDS = {
    str(board["slug"]): board
    for board in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ASSETS / "dashboards").iterdir())
}
#: The samples hold too few branches to compare five, the first of them has no months and so no pace, and nothing of
#: them contradicts itself or was rejected.
MAY_BE_EMPTY = {
    *("branch_months", "branch_pace", "branch_pace_months", "branch_pace_path", "branch_spine"),
    *("conflicts", "kpi_places", "reject_reasons", "rejects_list"),
}
#: Handlebars, which draws the charts that are tables, shows its errors as preformatted text.
ERRORS = ".ant-alert-error, [role=alert], .chart-container pre, .missing-chart-container"

pytestmark = pytest.mark.slow


def placed(board: dict[str, Any]) -> list[str]:
    """The identifiers of the charts that stand on a dashboard."""
    parts = (part for part in board["position"].values() if isinstance(part, dict))
    return [part["meta"]["uuid"] for part in parts if part["type"] == "CHART"]


def names() -> dict[str, str]:
    """The name of every chart's file, by its title."""
    files = (ASSETS / "charts").iterdir()
    return {yaml.safe_load(path.read_text(encoding="utf-8"))["slice_name"]: path.stem for path in files}


def answered(visit: Any, slug: str) -> dict[str, tuple[Any, dict[str, Any]]]:
    """What the charts of an open dashboard asked and were answered, by the name of the chart's file."""
    known = visit.page.request.get(f"{visit.room.address}/api/v1/dashboard/{slug}/charts").json()["result"]
    titles = {chart["id"]: chart["slice_name"] for chart in known}
    return {names()[titles[number]]: answer for number, answer in visit.answers.items()}


def rows(content: dict[str, Any]) -> int:
    """How many rows an answer holds; those of the map stand beside its query."""
    results = content.get("result")
    return sum(len(one["data"]) for one in results) if results else len(content["data"])


@pytest.mark.parametrize("slug", sorted(BOARDS))
def test_a_dashboard_draws_every_chart(visit, slug: str) -> None:
    visit.open(slug, len(placed(BOARDS[slug])))
    assert visit.wrong == []
    assert visit.page.locator(ERRORS).all_inner_texts() == []
    empty = {name for name, (_, content) in answered(visit, slug).items() if rows(content) == 0}
    assert empty <= MAY_BE_EMPTY
    picture = Image.open(io.BytesIO(visit.page.screenshot(full_page=True))).convert("RGB")
    assert len(picture.getcolors(picture.width * picture.height)) > 200


def test_a_figure_leads_to_its_evidence_and_only_for_those_who_may_log_in(visit, browser: Browser) -> None:
    visit.open("kenpo-branch", len(placed(BOARDS["kenpo-branch"])))
    links = visit.page.locator(".kw-scorecard td.kw-figure a")
    path, fact = str(links.first.get_attribute("href")).split("#")
    page = visit.page.request.get(visit.room.address + path)
    assert page.ok
    visit.page.goto(f"{visit.room.address}{path}#{fact}")
    visit.page.wait_for_function("document.body.innerText.length > 500")  # its scripts run under a policy of its own
    data = visit.room.warehouse.current_evidence / "data" / "reports"
    assert any(fact in file.read_text(encoding="utf-8") for file in data.iterdir())
    stranger = browser.new_context()
    assert "/login/" in stranger.request.get(visit.room.address + path).url
    stranger.close()


def test_the_pace_tiles_are_those_of_the_semantic_layer(visit) -> None:
    """Numerators and denominator of its share_of_branches_on_pace, at the latest month of the chosen year."""
    visit.open("kenpo-national", len(placed(BOARDS["kenpo-national"])))
    asked = answered(visit, "kenpo-national")
    [[chosen]] = [part["val"] for part in asked["kpis_on_pace"][0].post_data_json["queries"][0]["filters"]]
    shown = [
        int(value)
        for name in ("kpis_on_pace", "kpis_behind_pace", "kpis_uncertain")
        for row in asked[name][1]["result"][0]["data"]
        for value in row.values()
    ]
    with duckdb.connect(str(visit.room.warehouse.current_database), read_only=True) as connection:
        kept = connection.execute(
            "select pace from marts.mart_kpi_pace where is_latest and fiscal_year = ?", [chosen]
        ).fetchall()
    verdicts = [pace for (pace,) in kept]
    assert verdicts
    assert shown == [verdicts.count(pace) for pace in ("on_pace", "behind_pace", "uncertain")]
    assert sum(shown) == len(verdicts) - verdicts.count("not_judged")


def test_a_verdict_has_its_reason_and_leads_to_its_figure(visit) -> None:
    """Asked of all branches at once: the first of the samples has no months."""
    visit.open("kenpo-branch", len(placed(BOARDS["kenpo-branch"])))
    asked, _ = answered(visit, "kenpo-branch")["branch_pace"]
    question = asked.post_data_json
    for query in question["queries"]:
        query["filters"] = [part for part in query["filters"] if part["col"] != "branch"]
    given = visit.page.request.post(
        f"{visit.room.address}/api/v1/chart/data",
        data=question,
        headers={"X-CSRFToken": asked.headers["x-csrftoken"], "Referer": visit.room.address},
    )
    judged = given.json()["result"][0]["data"]
    assert judged
    assert all(row["pace_sentence_ja"] and row["pace_sentence_en"] for row in judged)
    assert all(visit.page.request.get(visit.room.address + row["actual_url"].split("#")[0]).ok for row in judged[:3])
    assert all(row["target_url"] for row in judged if row["target"] is not None)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_a_chart_shows_can_be_downloaded(visit, kind: str) -> None:
    visit.open("kenpo-branch", len(placed(BOARDS["kenpo-branch"])))
    asked, content = answered(visit, "kenpo-branch")["branch_scorecard"]
    given = visit.page.request.post(
        f"{visit.room.address}/api/v1/chart/data",
        data={**asked.post_data_json, "result_format": kind},
        headers={"X-CSRFToken": asked.headers["x-csrftoken"], "Referer": visit.room.address},
    )
    assert given.ok
    if kind == "csv":
        text = given.body().decode("utf-8-sig")
        assert given.body().startswith(b"\xef\xbb\xbf") and "<" not in text
        assert len(text.strip().splitlines()) == rows(content) + 1
    else:
        assert given.body().startswith(b"PK")


def test_readers_follow_a_new_release_and_hold_no_file(visit, tmp_path: Path) -> None:
    """Between two looks at the same dashboard another release is published: the second look shows it."""
    charts = len(placed(BOARDS["kenpo-plan"]))
    visit.open("kenpo-plan", charts)
    first = shown_release(visit)
    published = visit.room.warehouse
    later = published.releases / "later"
    shutil.copytree(published.current_link.resolve(), later)
    with duckdb.connect(str(later / "warehouse.duckdb")) as connection:
        connection.execute("update marts.release set release_id = 'later'")
    before = str(published.current_link.readlink())
    try:
        switch(published.current_link, "../releases/later")
        visit.answers.clear()
        visit.open("kenpo-plan", charts)
        assert (first, shown_release(visit)) == (before.rsplit("/", 1)[-1], "later")
        assert open_databases(visit.room.process.pid) == []
    finally:
        switch(published.current_link, before)


def switch(link: Path, target: str) -> None:
    link.with_name("next").symlink_to(target)
    link.with_name("next").replace(link)


def shown_release(visit: Any) -> str:
    _, content = answered(visit, "kenpo-plan")["release"]
    return str(content["result"][0]["data"][0]["release_id"])


def open_databases(pid: int) -> list[str]:
    """DuckDB files that Superset holds open once nothing is asked any more."""
    parent = psutil.Process(pid)
    deadline = time.monotonic() + 10
    while True:
        files = [file.path for one in [parent, *parent.children(recursive=True)] for file in one.open_files()]
        held = [path for path in files if path.endswith(".duckdb")]
        if not held or time.monotonic() > deadline:
            return held
        time.sleep(0.2)


def test_what_superset_holds_is_what_the_repository_says(room, tmp_path: Path) -> None:
    """Exported again, the assets are the files of this repository, byte for byte."""
    room.manage("export", str(tmp_path))
    written = {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*.yaml")}
    kept = {path.relative_to(ASSETS).as_posix(): path.read_text("utf-8") for path in ASSETS.rglob("*/*.yaml")}
    assert written == kept


def test_the_release_is_read_only(room) -> None:
    """The address that the dashboards are given lets nobody write."""
    assert re.search(r"\?access_mode=read_only$", room.environment["SUPERSET_SOURCE_URI"])
