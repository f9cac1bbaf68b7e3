"""The evidence site of a real load, and a browser that notices every error and every request that leaves the site.

The load holds the samples, and files that mean no good: names and texts of HTML, a copy, a file that is no PDF.
"""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, Request

from tests.conftest import CHROMIUM
from warehouse import extraction, load
from warehouse.evidence.site import build_site
from warehouse.paths import Warehouse

ROOT = Path(__file__).resolve().parents[2]

EVIL_NAME = "a\"><img src=x onerror=evil()>&'.txt"
EVIL = "</script><script>evil()</script><img src=x onerror=evil()>"
#: A report whose words are HTML, with a cell that is no figure and a line separator that old JavaScript breaks at.
EVIL_REPORT = f"""## 令和5年度 石川支部 事業計画 実施状況 {EVIL}

### 1 基盤的保険者機能 <b onmouseover=evil()>

■KPI：サービススタンダードの達成状況を100％とする

| 相談件数 {EVIL} | 4月 | 5月 | 6月 | 7月 |
|---|---|---|---|---|
| 窓口"相談"件数\u2028の数 | 12件 | 1,3,5件 | 15件 | 16件 |
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this room need a load; without a browser there is nothing to test with."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed here (apt-get install chromium)"))


@dataclass(frozen=True)
class Site:
    """A built site, the database that it shows, and the addresses it is read from."""

    folder: Path
    database: Path
    warehouse: Warehouse
    server: str

    @property
    def disk(self) -> str:
        return self.folder.as_uri()

    def query(self, text: str) -> list[tuple]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(text).fetchall()

    def report(self, file_name: str) -> str:
        [(report_id,)] = self.query(
            "select distinct substr(sha256, 1, 16) from marts.mart_load_quality "
            f"where file_name = '{file_name.replace(chr(39), chr(39) * 2)}'"
        )
        return str(report_id)


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for path in sorted((ROOT / "samples" / "reports").iterdir()):
        shutil.copy(path, folder)
    (folder / EVIL_NAME).write_text(EVIL_REPORT, encoding="utf-8")
    shutil.copy(folder / "mie-2024-q1-progress.txt", folder / "the same again.txt")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    return folder


@pytest.fixture(scope="session")
def site(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    warehouse = Warehouse(tmp_path_factory.mktemp("room") / "warehouse").prepare()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("KENPO_CACHE", str(tmp_path_factory.mktemp("cache")))
        listed = load.offer_reports(warehouse, reports)
        extraction.extract_all(warehouse, [(report["sha256"], report["file_name"]) for report in listed], 2)
        built = load.build(warehouse)
        load.evidence(warehouse, built.release_id)
    candidate = warehouse.candidate / built.release_id
    serve = functools.partial(SimpleHTTPRequestHandler, directory=str(candidate))
    serve.func.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/evidence"
    yield Site(candidate / "evidence", candidate / "warehouse.duckdb", warehouse, address)
    server.shutdown()


@pytest.fixture(scope="session")
def again(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site built a second time."""
    folder = tmp_path_factory.mktemp("again") / "evidence"
    build_site(site.warehouse, site.database, folder)
    return folder


@dataclass
class Watched:
    """A page, and what went wrong on it: errors, console messages, requests that leave the site."""

    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.base}/{path}")
        return self.page

    def note(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.wrong.append(f"asked for {request.url}")


@pytest.fixture
def watched(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A page on the site from disk, or from the server if the test is parametrised so; nothing may go wrong on it."""
    base = site.server if getattr(request, "param", "disk") == "server" else site.disk
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    watched = Watched(context.new_page(), base)
    page = watched.page
    page.on("pageerror", lambda error: watched.wrong.append(f"error: {error}"))
    page.on(
        "console", lambda message: watched.wrong.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("requestfailed", lambda failed: watched.wrong.append(f"failed: {failed.url}"))
    page.on("request", watched.note)
    page.on("dialog", lambda dialog: watched.wrong.append(f"dialog: {dialog.message}"))
    yield watched
    context.close()
    assert watched.wrong == []
