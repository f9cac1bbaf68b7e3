from __future__ import annotations

import io
import re
import shutil
import time
from typing import TYPE_CHECKING, Any

import duckdb
import psutil
import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.dashboards.boards import ASSETS, BOARDS, answered, plain, questions, rows

if TYPE_CHECKING:
    from pathlib import Path

#: The samples hold too few branches to compare five, the first of them has no months and so no pace, and nothing of
#: them contradicts itself or was rejected.
MAY_BE_EMPTY = {
    *("branch_months", "branch_pace", "branch_pace_months", "branch_pace_path", "branch_spine"),
    *("conflicts", "kpi_places", "reject_reasons", "rejects_list"),
}
#: Handlebars, which draws the charts that are tables, shows its errors as preformatted text.
ERRORS = ".ant-alert-error, [role=alert], .chart-container pre, .missing-chart-container"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("slug", sorted(BOARDS))
def test_a_dashboard_draws_every_chart(opened, slug: str) -> None:
    visit = opened(slug)
    assert visit.wrong == []
    assert visit.page.locator(ERRORS).all_inner_texts() == []
    empty = {name for name, (_, content) in answered(visit, slug).items() if not rows(content)}
    assert empty <= MAY_BE_EMPTY
    picture = Image.open(io.BytesIO(visit.page.screenshot(full_page=True))).convert("RGB")
    assert len(picture.getcolors(picture.width * picture.height)) > 200


def test_a_figure_leads_to_its_evidence_and_only_for_those_who_may_log_in(opened, visit, browser: Browser) -> None:
    links = opened("kenpo-branch").page.locator(".kw-scorecard td.kw-figure a")
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


def test_the_pace_tiles_are_those_of_the_semantic_layer(opened) -> None:
    """Numerators and denominator of its share_of_branches_on_pace, at the latest month of the chosen year."""
    visit = opened("kenpo-national")
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


def test_a_verdict_has_its_reason_and_leads_to_its_figure(opened) -> None:
    """Asked of all branches at once: the first of the samples has no months."""
    visit = opened("kenpo-branch")
    asked, _ = answered(visit, "kenpo-branch")["branch_pace"]
    question = asked.post_data_json
    for query in question["queries"]:
        query["filters"] = [part for part in query["filters"] if part["col"] != "branch"]
    given = visit.ask(asked, question)
    judged = given.json()["result"][0]["data"]
    assert judged
    assert all(row["pace_sentence_ja"] and row["pace_sentence_en"] for row in judged)
    assert all(visit.page.request.get(visit.room.address + row["actual_url"].split("#")[0]).ok for row in judged[:3])
    assert all(row["target_url"] for row in judged if row["target"] is not None)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_a_chart_shows_can_be_downloaded(opened, kind: str) -> None:
    visit = opened("kenpo-branch")
    asked, content = answered(visit, "kenpo-branch")["branch_scorecard"]
    given = visit.ask(asked, {**asked.post_data_json, "result_format": kind})
    assert given.ok
    if kind == "csv":
        text = given.body().decode("utf-8-sig")
        assert given.body().startswith(b"\xef\xbb\xbf") and "<" not in text
        assert len(text.strip().splitlines()) == len(rows(content)) + 1
    else:
        assert given.body().startswith(b"PK")


def test_readers_follow_a_new_release_and_hold_no_file(visit, tmp_path: Path) -> None:
    """Between two looks at the same dashboard another release is published: the second look shows it."""
    visit.open("kenpo-plan")
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
        visit.open("kenpo-plan")
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


class TestOverPostgres:
    """The second home of the same release: the same answers, in the same Superset."""

    def test_every_chart_is_answered_as_over_duckdb(self, opened, over_duckdb, over_postgres) -> None:
        assert opened("kenpo-national").backends() == ["postgresql"]
        wrong = {}
        for slug in BOARDS:
            for name, (request, _) in answered(opened(slug), slug).items():
                for said, question in questions(request):
                    given = opened(slug).ask(request, question)
                    found = plain(given.json()) if given.ok else given.text()
                    if found != over_duckdb[slug, name, said]:
                        wrong[slug, name, said] = found
        assert wrong == {}

    def test_a_dashboard_draws_every_chart(self, visit, over_duckdb, over_postgres) -> None:
        visit.open("kenpo-national")
        assert visit.wrong == []
        assert visit.page.locator(ERRORS).all_inner_texts() == []
        for name, (_, content) in answered(visit, "kenpo-national").items():
            assert plain(content) == over_duckdb["kenpo-national", name, "as asked"], name


def test_the_release_is_read_only(room) -> None:
    """The address that the dashboards are given lets nobody write."""
    assert re.search(r"\?access_mode=read_only$", room.environment["SUPERSET_SOURCE_URI"])
