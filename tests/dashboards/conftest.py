"""A real Superset over a release of the samples: started once, opened in a real browser.

The environment of Superset is `.venv-superset` (`make superset-env`), or the one that KENPO_SUPERSET_PYTHON names.
"""

from __future__ import annotations

import functools
import json
import os
import socket
import sqlite3
import subprocess
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Request, Response
from pydantic import SecretStr

from tests.conftest import CHROMIUM
from tests.dashboards.boards import BOARDS, answered, placed, plain, questions
from tests.postgres.cluster import binaries, running
from warehouse import load, superset_server
from warehouse.local_server import start, stop
from warehouse.paths import Warehouse
from warehouse.serving.service import serve
from warehouse.settings import PROJECT_ROOT, Settings, load_settings

PASSWORD = "only for this test"
MANAGE = PROJECT_ROOT / "dashboards" / "manage.py"
PATIENCE = 180.0


def _missing() -> str | None:
    settings = load_settings()
    if not settings.resolved(settings.superset_python).exists():
        return f"Superset is not installed in {settings.superset_python} (make superset-env)"
    return None if CHROMIUM else "no Chromium is installed here (apt-get install chromium)"


@dataclass
class Room:
    """A warehouse with a published release, and a Superset that reads it."""

    warehouse: Warehouse
    settings: Settings
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.superset_port}"

    def manage(self, *words: str, **changed: str) -> None:
        """Run a command of dashboards/manage.py, variables of its environment `changed`."""
        python = str(self.settings.resolved(self.settings.superset_python))
        environment = {**self.environment, **changed}
        done = subprocess.run([python, str(MANAGE), *words], env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()[-3000:]


def _settings(folder: Path) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KENPO_SUPERSET_HOME", str(folder / "superset"))
        patch.setenv("KENPO_SUPERSET_PORT", str(port))
        patch.setenv("KENPO_SUPERSET_PASSWORD", PASSWORD)
        patch.delenv("KENPO_SUPERSET_SOURCE", raising=False)
        patch.delenv("KENPO_EVIDENCE_URL", raising=False)
        return load_settings()


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    if reason := _missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("dashboards")
    settings = _settings(folder)
    warehouse = Warehouse(folder / "warehouse").prepare()
    environment = superset_server.superset_environment(settings, warehouse)
    logs = folder / "superset" / "logs"
    # Superset makes its tables while the reports are read: two cores, two jobs.
    python = str(settings.resolved(settings.superset_python))
    prepared = start([python, str(MANAGE), "prepare"], logs / "prepare.log", environment)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KENPO_CACHE", str(folder / "cache"))
        load.load(warehouse, PROJECT_ROOT / "samples" / "reports")
    assert prepared.wait() == 0, (logs / "prepare.log").read_text()[-3000:]
    process = start(superset_server.server_command(settings), logs / "server.log", environment)
    try:
        superset_server.wait_until_up(process, settings.superset_port)
        yield Room(warehouse, settings, environment, process)
    finally:
        stop({"superset": process})


@dataclass
class Visit:
    """A page, what went wrong on it, and what its charts asked and were answered."""

    page: Page
    room: Room
    wrong: list[str] = field(default_factory=list)
    answers: dict[int, tuple[Request, dict[str, Any]]] = field(default_factory=dict)

    def open(self, slug: str) -> None:
        """Open a dashboard and wait until each of its charts was answered and drawn."""
        charts = len(placed(slug))
        self.page.goto(f"{self.room.address}/superset/dashboard/{slug}/")
        deadline = time.monotonic() + PATIENCE
        while len(self.answers) < charts or self.page.locator(".loading, .ant-spin-spinning").count():
            assert time.monotonic() < deadline, f"{slug}: {len(self.answers)} of {charts} charts; {self.wrong}"
            self.page.wait_for_timeout(250)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(500)

    def ask(self, asked: Request, question: dict[str, Any] | None = None) -> APIResponse:
        """Ask once more what a chart asked, or another question in its place."""
        passed = ("content-type", "x-csrftoken")
        headers = {"referer": self.room.address, **{name: asked.headers[name] for name in passed}}
        data = asked.post_data_buffer if question is None else json.dumps(question)
        return self.page.request.fetch(asked.url, method=asked.method, headers=headers, data=data)

    def backends(self) -> list[str]:
        """The kinds of databases that Superset knows."""
        known = self.page.request.get(f"{self.room.address}/api/v1/database/").json()["result"]
        return [database["backend"] for database in known]

    def answered(self, response: Response) -> None:
        """Keep the answer to a chart; the options of filters are asked without a chart's number."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(response.url).query)
        number = json.loads(query.get("form_data", ["{}"])[0]).get("slice_id")
        if number is None:
            return
        content = response.json()
        results = content.get("result", [content])
        self.wrong += [f"chart {number}: {one['error']}" for one in results if one.get("error")]
        if not response.ok:
            self.wrong.append(f"chart {number}: {content}")
        self.answers[int(number)] = (response.request, content)

    def failed(self, request: Request) -> None:
        """Superset's own pixel would count its installations; the content policy stops it before it leaves."""
        if (
            request.failure != "csp"
            and request.url.startswith(self.room.address)
            and "ERR_ABORTED" not in (request.failure or "")
        ):
            self.wrong.append(f"failed: {request.url}")

    def finished(self, request: Request) -> None:
        if not request.url.startswith((self.room.address, "data:", "blob:")):
            self.wrong.append(f"asked for {request.url}")


@pytest.fixture(scope="session")
def logged_in(browser: Browser, room: Room) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1500, "height": 4500}, locale="ja-JP")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(f"{room.address}/login/")
    page.fill("input[type=text]", "admin")
    page.fill("input[type=password]", PASSWORD)
    with page.expect_navigation():
        page.click("button[type=submit]")
    page.close()
    yield context
    context.close()


def _visit(context: BrowserContext, room: Room) -> Visit:
    page = context.new_page()
    visit = Visit(page, room)
    page.on("pageerror", lambda error: visit.wrong.append(f"error: {error}"))
    page.on("response", lambda answer: visit.answered(answer) if _is_chart(answer.url) else None)
    page.on("requestfailed", visit.failed)
    page.on("requestfinished", visit.finished)
    return visit


@pytest.fixture
def visit(logged_in: BrowserContext, room: Room) -> Iterator[Visit]:
    """A page of the test's own."""
    visit = _visit(logged_in, room)
    yield visit
    visit.page.close()


@pytest.fixture(scope="session")
def opened(logged_in: BrowserContext, room: Room) -> Callable[[str], Visit]:
    """Dashboards by their slug, each opened once; tests look at them and ask again what they asked, no more."""

    @functools.cache
    def open_board(slug: str) -> Visit:
        visit = _visit(logged_in, room)
        visit.open(slug)
        return visit

    return open_board


@pytest.fixture(scope="session")
def over_duckdb(opened: Callable[[str], Visit]) -> dict[tuple[str, str, str], list[str]]:
    """What every chart is answered, by dashboard, chart and question."""
    found = {}
    for slug in BOARDS:
        for name, (request, content) in answered(opened(slug), slug).items():
            for said, question in questions(request):
                found[slug, name, said] = plain(opened(slug).ask(request, question).json() if question else content)
    return found


@pytest.fixture(scope="class")
def over_postgres(room: Room, over_duckdb: dict[tuple[str, str, str], list[str]]) -> Iterator[None]:
    """The same release served by PostgreSQL and the dashboards imported over it; afterwards Superset's metadata are put
    back. What DuckDB answers is asked before.
    """
    if binaries() is None:
        pytest.skip("the programs of a PostgreSQL server (initdb, pg_ctl) are not installed")
    with running() as cluster, _metadata_put_back(room), pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PG")]:
            patch.delenv(name)
        given = {"postgres": cluster.fresh_database("kenpo_loader"), "postgres_reader_password": PASSWORD}
        settings = room.settings.model_copy(update={name: SecretStr(value) for name, value in given.items()})
        serve(room.warehouse, settings)
        source = cluster.uri("kenpo_loader", settings.postgres_reader).replace("postgresql:", "postgresql+psycopg2:")
        room.manage("prepare", SUPERSET_SOURCE_URI=source)
        yield


@contextmanager
def _metadata_put_back(room: Room) -> Iterator[None]:
    path = room.settings.resolved(room.settings.superset_home) / "superset.db"
    with closing(sqlite3.connect(path)) as metadata, closing(sqlite3.connect(":memory:")) as kept:
        metadata.backup(kept)
        yield
        kept.backup(metadata)


def _is_chart(url: str) -> bool:
    return "/api/v1/chart/data" in url or "/explore_json/" in url
