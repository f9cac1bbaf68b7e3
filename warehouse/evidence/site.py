"""Builds the evidence site of a candidate: pages of templates, data as scripts, pictures linked from the warehouse."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2

from extract.outcomes import OUTCOME_FILE
from extract.show.picture import text_lines
from extract.show.sources import Source, fact_set_source
from warehouse.evidence import lists
from warehouse.evidence.pictures import DrawLimits, draw_missing, link_pictures, pages_of
from warehouse.evidence.release_data import ReleaseData, Row, opened
from warehouse.evidence.report_data import Entry, Report, Surroundings, entries_of, payload, side_of
from warehouse.evidence.scripts import Pool, write_script
from warehouse.evidence.words import both, static_words, words
from warehouse.paths import Warehouse

_ROOM = Path(__file__).parent
#: Reports whose facts are held in memory at once.
_BATCH = 20
#: Rows of a list in one script, so that no file grows beyond some megabytes.
_CHUNK = 5000


@dataclass(frozen=True)
class SiteResult:
    """What was built: reports with a page of their own, facts and rejects shown, files whose pages were drawn now."""

    reports: int
    entries: int
    drawn: int


def build_site(
    warehouse: Warehouse, database: Path, out_dir: Path, *, workers: int = 1, limits: DrawLimits | None = None
) -> SiteResult:
    """Write the evidence site of a candidate database into `out_dir`, replacing what it held.

    The same database and files give the same site. What a file holds never stops the build: a page that cannot be
    drawn says why.
    """
    if out_dir.exists():
        shutil.rmtree(out_dir)
    with opened(database) as data:
        offers = data.offers()
        drawn = draw_missing(warehouse, (offer["sha256"] for offer in offers), workers, limits or DrawLimits())
        return _Builder(warehouse, data, offers, out_dir).build(drawn)


class _Builder:
    def __init__(self, warehouse: Warehouse, data: ReleaseData, offers: list[Row], out: Path) -> None:
        self.warehouse = warehouse
        self.data = data
        self.offers = offers
        self.out = out
        self.versions = data.extractor_versions()
        self.headers = data.headers()
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_ROOM / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self.templates.globals.update(w=both, words=words(), release=data.release())

    def build(self, drawn: int) -> SiteResult:
        contents = self._contents()
        conflicts, restatements = self.data.conflicts(), self.data.restatements()
        around = self._surroundings(conflicts, restatements[1] if restatements else [])
        sides = {one[f"{side}_fact_id"] for one in conflicts for side in ("left", "right")}
        board = lists.Board(self.data, self.offers, conflicts, restatements)
        neighbours = self._open_neighbours(contents, conflicts)
        entry_count = 0
        for batch in _batched(contents.items(), _BATCH):
            facts = self.data.facts([report_id for report_id, _ in batch])
            rejects = self.data.rejects([report_id for report_id, _ in batch])
            for report_id, offers in batch:
                report = self._report(report_id, offers, facts.get(report_id, {}), rejects.get(report_id, []))
                pool = Pool()
                entries = entries_of(report, around, pool)
                entry_count += len(entries)
                self._write_report(report, payload(report, entries, pool, neighbours[report_id]))
                board.take_in(report, entries)
                board.sides |= {entry["id"]: side_of(report, entry) for entry in entries if entry["id"] in sides}
        self._write_lists(board)
        self._write_static()
        return SiteResult(len(contents), entry_count, drawn)

    def _contents(self) -> dict[str, list[Row]]:
        """The offers of each content, in the order of the list of reports; the one that counts first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for offer in self.offers:
            found[offer["sha256"][:16]].append(offer)
        for offers in found.values():
            offers.sort(key=lambda offer: offer["outcome"] == "duplicate")
        return found

    def _surroundings(self, conflicts: Sequence[Row], restatements: Sequence[Row]) -> Surroundings:
        by_fact: dict[str, list[Row]] = defaultdict(list)
        for conflict in conflicts:
            for fact_id in {conflict["left_fact_id"], conflict["right_fact_id"]}:
                by_fact[fact_id].append(conflict)
        restated: dict[str, list[Row]] = defaultdict(list)
        for row in restatements:
            for name, value in row.items():
                if name.endswith("fact_id") and value:
                    restated[value].append(row)
        return Surroundings(by_fact, self.data.uses(), restated, self.data.reports_of([*by_fact, *restated]))

    def _open_neighbours(
        self, contents: Mapping[str, Any], conflicts: Sequence[Row]
    ) -> dict[str, dict[str, str | None]]:
        """For each report the next and the previous one with open cases, going round."""
        contradicted = [one for one in conflicts if one["review_status"] == "open"]
        with_cases = self.data.reports_with_cases()
        with_cases |= {one[f"{side}_report_id"] for one in contradicted for side in ("left", "right")}
        order = list(contents)
        found = {}
        for at, report_id in enumerate(order):
            after = [other for other in (*order[at + 1 :], *order[:at]) if other in with_cases]
            found[report_id] = {"next": after[0] if after else None, "previous": after[-1] if after else None}
        return found

    def _report(
        self, report_id: str, offers: list[Row], facts: Mapping[str, Sequence[Row]], rejects: Sequence[Row]
    ) -> Report:
        sha256 = offers[0]["sha256"]
        source = self._source(sha256)
        pages = pages_of(self.warehouse, sha256)
        lines = [] if source is None or source.is_pdf or source.data is None else text_lines(source.data)
        header = self.headers.get(sha256)
        return Report(report_id, offers[0], offers, source, pages, lines, facts, rejects, header)

    def _source(self, sha256: str) -> Source | None:
        folder = self.warehouse.facts / f"{sha256}-v{self.versions.get(sha256)}"
        return fact_set_source(self.warehouse.root, folder) if (folder / OUTCOME_FILE).exists() else None

    def _write_report(self, report: Report, data: Entry) -> None:
        write_script(self.out / "data" / "reports" / f"{report.report_id}.js", "report", data)
        link_pictures(self.warehouse, report.head["sha256"], report.pages, self.out / "pages" / report.report_id)
        self._page(f"reports/{report.report_id}.html", "report.html.j2", "../", report=report)

    def _write_lists(self, board: lists.Board) -> None:
        for page in board.pages():
            scripts = []
            for number, rows in enumerate(_chunks(page.rows), 1):
                name = f"data/{page.name}-{number}.js"
                write_script(self.out / name, "rows", rows)
                scripts.append(name)
            write_script(self.out / "data" / f"{page.name}.js", "list", page.about)
            template = page.template or "list.html.j2"
            self._page(f"{page.name}.html", template, "", page=page, scripts=[f"data/{page.name}.js", *scripts])

    def _write_static(self) -> None:
        shutil.copytree(_ROOM / "static", self.out / "static")
        write_script(self.out / "data" / "words.js", "words", static_words())
        write_script(self.out / "data" / "names.js", "names", self.data.names())

    def _page(self, name: str, template: str, root: str, **values: Any) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        restated = self.data.has("marts.mart_restatement")
        here = name.removesuffix(".html")
        html = self.templates.get_template(template).render(root=root, here=here, restated=restated, **values)
        path.write_text(html + "\n", encoding="utf-8", newline="\n")


def _batched(items: Any, size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
