"""The first page of the Data Docs: the verdict, every failure with its place, and the suites with links."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2

from expectations.severities import SEVERITIES, Severity, rules
from expectations.suites import Suite

if TYPE_CHECKING:
    from expectations.gate import Failure, GateResult

SITE = Path(__file__).with_name("site")

#: Rows of one failed expectation on the front page; the details list all.
ROWS_SHOWN = 50

_MEANINGS: dict[Severity, str] = {
    "blocks": "公開停止 – the release is not published",
    "needs_review": "要確認 – published, a reviewer has to look",
    "note": "参考 – worth knowing",
}


def write_front_page(docs_dir: Path, run_name: str, result: GateResult, suites: list[Suite]) -> Path:
    """Write `index.html` into the Data Docs and give its path."""
    pages = {suite.frame: _page_of(docs_dir, suite) for suite in suites}
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(SITE), autoescape=True, trim_blocks=True)
    html = environment.get_template("front_page.html.j2").render(
        run_name=run_name,
        result=result,
        severity_labels={severity: _MEANINGS[severity] for severity in SEVERITIES},
        groups=_groups(result.failures, pages),
        suites=[_suite_row(suite, result.failures, pages) for suite in suites],
        limit=ROWS_SHOWN,
    )
    index = docs_dir / "index.html"
    index.write_text(html, encoding="utf-8")
    return index


def _page_of(docs_dir: Path, suite: Suite) -> str | None:
    """The details of a suite's run, as a link from the front page."""
    found = sorted((docs_dir / "validations" / suite.name).rglob("*.html"))
    return quote(found[-1].relative_to(docs_dir).as_posix()) if found else None


def _groups(failures: list[Failure], pages: dict[str, str | None]) -> list[dict[str, Any]]:
    def place(failure: Failure) -> tuple[int, str, str]:
        return SEVERITIES.index(failure.severity), failure.expectation, failure.table

    return [
        {
            "key": f"{expectation}-{table}",
            "rule": rules()[expectation],
            "table": table,
            "page": pages.get(table),
            "failures": list(group),
        }
        for (_, expectation, table), group in groupby(sorted(failures, key=place), key=place)
    ]


def _suite_row(suite: Suite, failures: list[Failure], pages: dict[str, str | None]) -> dict[str, Any]:
    failed = {(failure.expectation, failure.column) for failure in failures if failure.table == suite.frame}
    return {"suite": suite, "failed": len(failed), "page": pages[suite.frame]}
