"""The web server's configuration, with the real nginx: what is served, what is not, and switches seen at once."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.small_releases import add_release
from warehouse import release, retention
from warehouse.paths import Warehouse

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "web" / "nginx.conf"
#: Debian puts servers where only root's PATH looks.
NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))

LOOPBACK = "127.0.0.1"

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed here")


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.text = response.read().decode(errors="replace")


class Web:
    """A running server of one warehouse."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, method: str = "GET") -> Answer:
        """One request, sent as it is: no browser tidies up the path."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=False)
            connection.endheaders()
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def follow(self, path: str) -> Answer:
        answer = self.ask(path)
        while answer.status in {301, 302}:
            answer = self.ask(answer.headers["location"])
        return answer


@pytest.fixture
def web(warehouse: Warehouse, tmp_path: Path) -> Iterator[Web]:
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    text = CONFIGURATION.read_text(encoding="utf-8")
    changes = {
        " /tmp/": f" {tmp_path}/",
        "/data/warehouse": str(warehouse.root),
        "listen 8080": f"listen {LOOPBACK}:{port}",
    }
    for shipped, here in changes.items():
        assert shipped in text
        text = text.replace(shipped, here)
    # Root's workers would become an unprivileged user who may not see this folder; the composed service has no root.
    own = "user root;\n" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(own + "daemon off;\n" + text, encoding="utf-8")
    assert NGINX
    command = [NGINX, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, stderr=log)
        try:
            serving = Web(port)
            wait_for(serving, server, tmp_path / "log")
            yield serving
        finally:
            server.terminate()
            server.wait()
    assert not [line for line in (tmp_path / "log").read_text().splitlines() if "[emerg]" in line or "[warn]" in line]


def wait_for(web: Web, server: subprocess.Popen, log: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, log.read_text()
        try:
            assert web.ask("/health").text == "ok\n"
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    pytest.fail("nginx did not come up")


def test_the_sites_of_the_published_release_are_served_under_its_name(warehouse: Warehouse, web: Web) -> None:
    now = add_release(warehouse)
    for site in (release.EVIDENCE, release.DOCS):
        asked = web.ask(f"/{site}/index.html?from=chart")
        assert asked.status == 302 and asked.headers["cache-control"] == "no-store"
        assert asked.headers["location"] == f"/releases/{now}/{site}/index.html?from=chart"
        served = web.follow(f"/{site}")
        assert (served.status, served.text) == (200, now)
        assert served.headers["cache-control"].endswith("immutable")
        assert served.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in web.ask("/").headers["content-security-policy"] and now in web.ask("/").text


def test_exports_are_served_with_their_types(warehouse: Warehouse, web: Web) -> None:
    now = add_release(warehouse)
    exports = warehouse.releases / now / "exports"
    (exports / "excel").mkdir(parents=True)
    for name in ("datapackage.json", "excel/kpi.xlsx", "csv.csv", "fct.parquet"):
        (exports / name).write_bytes(b"x")
    types = {name: web.follow(f"/exports/{name}").headers["content-type"] for name in ("csv.csv", "excel/kpi.xlsx")}
    assert types["csv.csv"] == "text/csv" and types["excel/kpi.xlsx"].endswith("spreadsheetml.sheet")
    assert web.follow("/exports/datapackage.json").headers["content-type"] == "application/json; charset=utf-8"


def test_dbts_documentation_is_served_where_it_was_written(warehouse: Warehouse, web: Web) -> None:
    assert web.follow("/dbt-docs/").status == 404
    folder = warehouse.root / "dbt-docs"
    folder.mkdir()
    (folder / "index.html").write_text("tables", encoding="utf-8")
    (folder / "other.html").write_text("secret", encoding="utf-8")
    served = web.follow("/dbt-docs/")
    assert (served.status, served.text) == (200, "tables")
    assert served.headers["content-type"] == "text/html; charset=utf-8"
    assert served.headers["cache-control"] == "no-cache"
    assert "'unsafe-eval'" in served.headers["content-security-policy"]
    assert "unsafe-eval" not in web.ask("/").headers["content-security-policy"]
    assert web.ask("/dbt-docs/other.html").status == 404
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(warehouse.root / "intake")
    assert web.follow("/dbt-docs/").status == 404


def test_a_switch_is_seen_at_once_and_a_page_stays_with_its_release(warehouse: Warehouse, web: Web) -> None:
    first = add_release(warehouse)
    page = web.ask("/evidence/").headers["location"]
    second = add_release(warehouse)
    assert web.follow("/evidence/").text == second and web.ask(page).text == first
    assert json.loads(web.ask("/release.json").text)["release_id"] == second
    release.rollback(warehouse)
    assert web.follow("/evidence/").text == first
    assert json.loads(web.ask("/release.json").text)["release_id"] == first


def test_a_deleted_release_is_gone_and_leads_to_the_published_one(warehouse: Warehouse, web: Web) -> None:
    first = add_release(warehouse)
    for _ in range(2):
        add_release(warehouse)
    assert retention.clean(warehouse, retention.Policy(newest=0)) == [first]
    gone = web.ask(f"/releases/{first}/evidence/index.html")
    assert gone.status == 404 and 'href="/"' in gone.text and "immutable" not in gone.headers.get("cache-control", "")


def test_nothing_else_of_the_warehouse_can_be_reached(warehouse: Warehouse, web: Web) -> None:
    now = add_release(warehouse)
    (warehouse.raw / ("a" * 64)).write_text("secret")
    warehouse.lock_file.write_text("secret")
    folder = warehouse.releases / now
    (folder / release.EVIDENCE / "out").symlink_to(warehouse.raw)
    (folder / release.EVIDENCE / ".hidden").write_text("secret")
    (folder / release.EVIDENCE / "data").mkdir()
    asked = [
        f"/raw/{'a' * 64}", "/.lock", "/intake/", "/published/current.duckdb", "/current.duckdb", "/history.jsonl",
        "/published/history.jsonl", "/warehouse.duckdb", "/releases/", f"/releases/{now}", f"/releases/{now}/",
        f"/releases/{now}/warehouse.duckdb", f"/releases/{now}/release.json", f"/releases/{now}/dbt/manifest.json",
        f"/releases/{now}/evidence/../warehouse.duckdb", f"/releases/{now}/evidence/%2e%2e/warehouse.duckdb",
        f"/releases/{now}/evidence/..%2fwarehouse.duckdb", "/evidence/../../../raw/", "/../../.lock",
        f"/releases/{now}/evidence/out/{'a' * 64}", f"/releases/{now}/evidence/.hidden",
        f"/releases/{now}/evidence/data/", f"/releases/.deleted-{now}/evidence/index.html",
        "/data_docsx", "/candidate/",
    ]  # fmt: skip
    for path in asked:
        answer = web.ask(path)
        assert answer.status in {400, 404}, (path, answer.status)
        assert "secret" not in answer.text
    assert web.ask("/evidence/", "POST").status == web.ask("/evidence/", "DELETE").status == 405


def test_before_the_first_release_it_says_that_there_is_none(web: Web) -> None:
    assert web.ask("/health").status == 200
    assert web.ask("/evidence/").status == 503
    assert web.ask("/release.json").status == 404
