"""Every query that a page shows can be asked of a release; what those of analysts.md answer has tests of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from synthetic_lake import Lake

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def queries() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shown = [block for _, block in re.findall(r"```(sql)\n(.*?)```", text, re.S)]
        shown += re.findall(r'db\.sql\(\s*"{1,3}(.*?)"{1,3}\)', text, re.S)
        shown += re.findall(r'current\.duckdb \\\n\s*"(.*?)"', text, re.S)
        for block in shown:
            for statement in re.sub(r"--.*", "", block).split(";"):
                asks_files = "from 'published/" in statement
                if statement.strip().startswith(("select", "from", "with")) and not asks_files:
                    yield page.name, statement


QUERIES = list(queries())


@pytest.mark.parametrize(
    ("page", "query"), QUERIES, ids=[f"{page} {number}" for number, (page, _) in enumerate(QUERIES)]
)
def test_a_documented_query_can_be_asked(lake: Lake, page: str, query: str) -> None:
    with duckdb.connect(str(lake.candidate), read_only=True) as connection:
        connection.execute(query).fetchall()


def test_queries_are_found_on_the_pages_that_teach_them() -> None:
    found = {page for page, _ in QUERIES}
    assert {"README.md", "readers.md", "as-of.md", "analysts.md", "postgres.md", "vintages.md"} <= found
