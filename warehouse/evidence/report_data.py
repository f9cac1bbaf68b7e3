"""The data of one report's page: its pages or lines, and every fact and reject with its place, chain, checks and marts.

What many facts share (headings, KPI, checks) stands once in `shared`, and a fact has its index, so that a report of a
thousand facts stays a file of some hundred kilobytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.show.chain import Chain, chain_of
from extract.show.picture import spanned_lines
from extract.show.sources import Source
from warehouse.evidence.pictures import Page
from warehouse.evidence.reasons import WITHDRAWN, classes_of
from warehouse.evidence.release_data import Row, Use
from warehouse.evidence.scripts import Pool, plain
from warehouse.evidence.sentences import told, whole
from warehouse.evidence.titles import label_of, value_of, when_of, word_of
from warehouse.review.values import KINDS, MAIN_COLUMN, correctable

#: States whose reason is a rule's and has classes; people wrote that of the others.
EXPLAINED_STATES = ("flagged", "derived")
#: Of a longer text only the lines around its facts are shown; of a longer line only its beginning.
MOST_TEXT, MOST_LINE, AROUND = 600_000, 20_000, 3
#: Columns of the fact tables that are shown elsewhere, or are the same for the whole report.
_NOT_LISTED = frozenset({"fact_id", "report_id", "source_ref", "extracted_text", "checks", "section", "rule", "method"})


@dataclass(frozen=True)
class Report:
    """One content that was offered: `head` its row of `mart_load_quality`, `offers` all of its offers. `source` has the
    facts as read, None where there is no fact set; `pages` the pages of a PDF, `lines` those of a text; `header` is the
    place from which branch, year and title were read.
    """

    report_id: str
    head: Row
    offers: list[Row]
    source: Source | None
    pages: list[Page]
    lines: list[str]
    facts: Mapping[str, Sequence[Row]]
    rejects: Sequence[Row] = ()
    header: Row | None = None


@dataclass(frozen=True)
class Surroundings:
    """What the release knows of facts beyond their own report: conflicts by fact, uses by marts, restatements by fact,
    and the report of each fact in a conflict.
    """

    conflicts: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    uses: Mapping[str, Sequence[Use]] = field(default_factory=dict)
    restated: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    report_of: Mapping[str, str] = field(default_factory=dict)


Entry = dict[str, Any]


def entries_of(report: Report, around: Surroundings, pool: Pool) -> list[Entry]:
    """Every fact and reject of a report as its page shows it, in the order of the pages and of the places on them."""
    facts = [_fact(report, kind, row, around, pool) for kind in KINDS for row in report.facts.get(kind, ())]
    rejects = [_reject(report, row, pool) for row in report.rejects]
    return sorted((*facts, *rejects), key=_order)


def payload(report: Report, entries: Sequence[Entry], pool: Pool, neighbours: Mapping[str, str | None]) -> Entry:
    """What the page of a report gets; `neighbours` are the next and previous reports with open cases."""
    head = report.head
    shown = ("file_name", "sha256", "branch_code", "fiscal_year", "report_kind", "period", "as_of", "title")
    told = ("outcome", "reason", "reader", "pages", "extractor_version", "supersedes_report_id")
    return {
        "report": {
            "id": report.report_id,
            **{name: plain(head.get(name)) for name in (*shown, *told)},
            "reason_ja": whole(head.get("reason")),
            "offers": [
                {name: plain(offer.get(name)) for name in ("file_name", "outcome", "reason", "first_offered_at")}
                for offer in report.offers
            ],
        },
        "header": _header(report),
        "pages": [[page.number, page.width, page.height, page.image, page.why] for page in report.pages],
        "text": _runs(report.lines, [entry["span"] for entry in entries if "span" in entry]),
        "columns": {kind: _columns(rows) for kind, rows in report.facts.items() if rows},
        "correctable": {kind: [MAIN_COLUMN[kind], *correctable(kind)] for kind in report.facts},
        "shared": pool.values,
        "facts": list(entries),
        **neighbours,
    }


def _header(report: Report) -> Entry | None:
    """The place that names branch, year and kind of the report."""
    if report.header is None:
        return None
    place = _place(report, report.header)
    told = {"text": report.header["extracted_text"], "state": report.header["review_state"],
            "why": report.header["review_reason"]}  # fmt: skip
    return {name: value for name, value in {**place, **told}.items() if value is not None}


def side_of(report: Report, entry: Entry) -> Entry:
    """One side of a conflict: the fact with its picture, or with its lines."""
    names = ("id", "kind", "state", "label", "when", "value", "unit", "text", "page", "box")
    side = {"report": report.report_id, **{name: entry[name] for name in names if name in entry}}
    page = next((page for page in report.pages if page.number == entry.get("page")), None)
    if page is not None and page.image:
        side["picture"] = [page.image, page.width, page.height]
    if "span" in entry and report.lines:
        side["lines"] = spanned_lines(report.lines, entry["span"])
    return side


def _fact(report: Report, kind: str, row: Row, around: Surroundings, pool: Pool) -> Entry:
    found = report.source.find(row["fact_id"]) if report.source else None
    chain = chain_of(report.source, *found) if report.source and found else {}
    columns = _columns([row])
    entry = {
        "id": row["fact_id"],
        "kind": kind,
        "state": row["review_state"],
        "label": label_of(row),
        "when": when_of(row),
        "value": value_of(kind, row),
        "word": word_of(kind, row),
        "unit": row.get("unit"),
        "kpi_code": row.get("kpi_code"),
        "current": row.get("is_current"),
        "signed": row.get("sign_off"),
        "mart": [plain(row[name]) for name in columns],
        "read": _as_read(chain, row),
        "why": row.get("review_reason"),
        "why_ja": whole(row.get("review_reason")),
        "classes": classes_of(row.get("review_reason")) if row["review_state"] in EXPLAINED_STATES else [],
        "in": pool.add([list(use) for use in around.uses.get(row["fact_id"], ())]),
        "restated": [plain_row(one) for one in around.restated.get(row["fact_id"], ())],
        "conflicts": [_conflict(one, row["fact_id"], around) for one in around.conflicts.get(row["fact_id"], ())],
        **_place(report, row),
        **_interpretation(row, chain, pool),
    }
    return {name: value for name, value in entry.items() if value not in (None, "", [], {})}


def _reject(report: Report, row: Row, pool: Pool) -> Entry:
    """A cell that is no fact; one that was read and could not be placed has its kind and chain."""
    found = report.source.find(row["reject_id"]) if report.source else None
    chain = chain_of(report.source, *found) if report.source and found else {}
    read = chain.get("value") or {}
    entry = {
        "id": row["reject_id"],
        "kind": "reject",
        "was": row.get("fact_kind"),
        "signed": WITHDRAWN if WITHDRAWN in classes_of(row["reason"]) else None,
        "state": "rejected",
        "label": label_of(read) or (row["extracted_text"] or "")[:120],
        "when": when_of(read),
        "value": value_of(row["fact_kind"], read) if row.get("fact_kind") else "",
        "unit": read.get("unit"),
        "kpi_code": read.get("kpi_code"),
        "why": row["reason"],
        "why_ja": whole(row["reason"]),
        "classes": classes_of(row["reason"]),
        "read": {name: plain(value) for name, value in read.items()},
        **_place(report, row),
        **_interpretation(row, chain, pool),
    }
    return {name: value for name, value in entry.items() if value not in (None, "", [], {})}


def _place(report: Report, row: Row) -> Entry:
    """Page and box in percent of its picture, or the span of the lines; the table cell where it stands in one."""
    ref = json.loads(row["source_ref"])
    page = next((page for page in report.pages if page.number == ref.get("page")), None)
    cell = [ref["table"], ref.get("row"), ref.get("col")] if "table" in ref else None
    box = page.box_of(ref["bbox"]) if page is not None and "bbox" in ref else None
    return {"page": ref.get("page"), "box": box, "bbox": ref.get("bbox"), "span": ref.get("span"), "cell": cell}


def _interpretation(row: Row, chain: Chain, pool: Pool) -> Entry:
    """What led from the cell to the fact."""
    headings = chain.get("headings") or {"section": row.get("section"), "row": [], "column": []}
    checks = json.loads(row["checks"]) if row.get("checks") else []
    kpi = chain.get("kpi")
    return {
        "text": row["extracted_text"],
        "headings": pool.add([headings["section"], headings["row"], headings["column"]]),
        "kpi": pool.add(kpi) if kpi else None,
        "rule": row.get("rule"),
        "method": row.get("method"),
        "checks": pool.add([[check["check"], check["passed"], *told(check["detail"])] for check in checks]),
        "from": [cell["fact_id"] for cell in chain.get("computed_from", ())],
    }


def _as_read(chain: Chain, row: Row) -> Entry:
    """The columns in which the marts do not say what was read."""
    read = {name: plain(value) for name, value in (chain.get("value") or {}).items()}
    return {name: value for name, value in read.items() if name in row and plain(row[name]) != value}


def _conflict(conflict: Row, fact_id: str, around: Surroundings) -> Entry:
    """A disagreement as seen from one of its two facts."""
    own, other = ("left", "right") if conflict["left_fact_id"] == fact_id else ("right", "left")
    return {
        "id": conflict["conflict_id"],
        "check": conflict["check_name"],
        "value": conflict[f"{own}_value"],
        "other_value": conflict[f"{other}_value"],
        "other": conflict[f"{other}_fact_id"],
        "other_report": around.report_of.get(conflict[f"{other}_fact_id"]) or conflict[f"{other}_report_id"],
        "chosen": conflict["chosen_fact_id"] and conflict["chosen_fact_id"] == fact_id,
        "by": conflict["chosen_by"],
        "detail": told(conflict["detail"]),
        "status": conflict["review_status"],
    }


def plain_row(row: Row) -> Entry:
    """A row of the database as JSON has it."""
    return {name: plain(value) for name, value in row.items()}


def _columns(rows: Sequence[Row]) -> list[str]:
    return [name for name in rows[0] if name not in _NOT_LISTED]


def _order(entry: Entry) -> tuple[Any, ...]:
    box, span = entry.get("box") or [0, 0], entry.get("span") or [0, 0]
    kinds = (*KINDS, "reject")
    return entry.get("page") or 0, kinds.index(entry["kind"]), span[:2], box[1], box[0], entry["id"]


def _runs(lines: Sequence[str], spans: Sequence[Sequence[int]]) -> list[list[Any]] | None:
    """Runs of lines, each with the number of its first line: all of a text, or what stands around its facts."""
    if not lines:
        return None
    shown = [line[:MOST_LINE] for line in lines]
    if sum(map(len, shown)) <= MOST_TEXT:
        return [[1, shown]]
    wanted = sorted(
        {
            number
            for first, _, last, _ in spans
            for number in range(max(1, first - AROUND), min(len(lines), last + AROUND) + 1)
        }
    )
    runs: list[list[Any]] = []
    for number in wanted:
        if not runs or runs[-1][0] + len(runs[-1][1]) != number:
            runs.append([number, []])
        runs[-1][1].append(shown[number - 1])
    return runs
