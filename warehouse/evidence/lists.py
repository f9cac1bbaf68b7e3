"""The lists of the site: reports, flagged facts, rejects, conflicts, restatements, coverage; and whether they add up.

Every list has its columns and rows, and states how many the release counts, so that a reader sees that none is missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from warehouse.evidence.release_data import ReleaseData, Row
from warehouse.evidence.report_data import Entry, Report
from warehouse.evidence.scripts import plain
from warehouse.evidence.sentences import told, whole
from warehouse.evidence.titles import number_text, when_of
from warehouse.review.values import MAIN_COLUMN

STATES = ("ok", "derived", "flagged", "corrected")

#: A column of a list: key (its word, too), type (how it is shown), and whether the reader can filter by it.
Column = tuple[str, str, bool]

_REPORTS: tuple[Column, ...] = (
    ("report", "report", False),
    ("branch", "branch", True),
    ("year", "text", True),
    ("report_kind", "word", True),
    ("period", "text", True),
    ("outcome", "outcome", True),
    ("reason", "text", False),
    ("pages", "number", False),
    ("facts", "sum", False),
    *((state, "sum", False) for state in STATES),
    ("rejected", "sum", False),
    # a conflict between two reports counts for both, so these do not add up to the release
    ("open_conflicts", "share_of", False),
    ("coverage", "share", False),
)
#: What a figure is of.
_SUBJECT: tuple[Column, ...] = (
    ("branch", "branch", True),
    ("year", "text", True),
    ("kind", "word", True),
    ("kpi", "kpi", True),
    ("label", "text", False),
    ("when", "text", False),
)
_CASES: tuple[Column, ...] = (
    ("case", "case", False),
    *_SUBJECT,
    ("value", "value", False),
    ("class", "classes", True),
    ("reason", "text", False),
    ("report", "file", True),
)
_DECIDED: tuple[Column, ...] = (
    ("case", "case", False),
    ("as_decided", "word", True),
    *_SUBJECT,
    ("as_read", "text", False),
    ("value", "value", False),
    ("resolution", "decision", False),
    ("report", "file", True),
)
_CONFLICTS: tuple[Column, ...] = (
    ("case", "conflict", False),
    ("status", "word", True),
    ("branch", "branch", True),
    ("year", "text", True),
    ("kpi", "kpi", True),
    ("label", "topic", False),
    ("check", "word", True),
    ("scope", "word", True),
    ("left", "printed", False),
    ("right", "printed", False),
    ("chosen_by", "word", True),
    ("detail", "told", False),
    ("resolution", "text", False),
)
#: What is shown of `mart_restatement`: what changed, from which printing to which, when and by which rule.
_RESTATEMENTS: tuple[Column, ...] = (
    ("change_kind", "word", True),
    ("branch", "branch", True),
    ("year", "text", True),
    ("kind", "word", True),
    ("kpi", "kpi", True),
    ("label", "topic", False),
    ("when", "text", False),
    ("value_before", "amount", False),
    ("value_after", "amount", False),
    ("unit_after", "text", False),
    ("value_change", "change", False),
    ("before_fact_id", "printing", False),
    ("after_fact_id", "printing", False),
    ("current_side", "word", True),
    ("known_at", "day", False),
    ("chosen_by", "word", True),
    ("reason", "text", False),
)


@dataclass
class ListPage:
    """One page: its name (of the file and of its words), what the script needs to know, its rows, and its template
    where the common one does not do.
    """

    name: str
    about: dict[str, Any]
    rows: Sequence[Any]
    template: str | None = None


@dataclass
class Board:
    """Takes in the reports one after the other and gives the lists of all of them."""

    data: ReleaseData
    offers: Sequence[Row]
    conflicts: Sequence[Row]
    restatements: tuple[list[str], list[Row]] | None
    sides: dict[str, Entry] = field(default_factory=dict)
    _counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _cases: dict[str, list[list[Any]]] = field(default_factory=lambda: {"flagged": [], "rejects": [], "decided": []})

    def take_in(self, report: Report, entries: Sequence[Entry]) -> None:
        """Counts the entries of a report by state and lists those in doubt."""
        counts = self._counts[report.report_id]
        for entry in entries:
            counts[entry["state"]] += 1
            counts["facts"] += entry["kind"] != "reject"
            if entry.get("signed"):
                self._cases["decided"].append(_decided(report, entry))
            if entry["kind"] == "reject":
                self._cases["rejects"].append(_case(report, entry))
            elif entry["state"] == "flagged":
                self._cases["flagged"].append(_case(report, entry))

    def pages(self) -> list[ListPage]:
        """All lists, the front page first."""
        sums = self.sums()
        found = [
            ListPage(
                "index",
                {"columns": _REPORTS, "sums": sums, "says": {one: whole(one) for one in self._outcome_reasons()}},
                self._report_rows(),
                "index.html.j2",
            ),
            ListPage("flagged", {"columns": _CASES, "sums": _only(sums, "flagged")}, self._cases["flagged"]),
            ListPage("decided", {"columns": _DECIDED, "sums": _only(sums, "corrected")}, self._cases["decided"]),
            ListPage("rejects", {"columns": _CASES, "sums": _only(sums, "rejected")}, self._cases["rejects"]),
            ListPage(
                "conflicts",
                {"columns": _CONFLICTS, "sums": _only(sums, "open_conflicts"), "sides": self.sides},
                [_conflict_row(one, self.sides) for one in self.conflicts],
                "conflicts.html.j2",
            ),
            ListPage("coverage", {"sums": _only(sums, "expected", "found")}, self._coverage_rows(), "coverage.html.j2"),
        ]
        if self.restatements is not None:
            found.append(self._restatement_page(self.restatements))
        return found

    def sums(self) -> list[list[Any]]:
        """What the lists hold beside what the release says: word, rows listed, count of the release."""
        release, total = self.data.release(), sum(self._counts.values(), Counter())
        first = [offer for offer in self.offers if offer["outcome"] != "duplicate" and offer["report_id"]]
        coverage = self._coverage_rows()
        open_conflicts = sum(one["review_status"] == "open" for one in self.conflicts)
        identified = {offer["report_id"] for offer in self.offers if offer["report_id"]}
        return [
            ["offers", len(self.offers), release["offer_count"]],
            ["reports", len(identified), release["report_count"]],
            ["facts", total["facts"], release["fact_count"]],
            *([state, total[state], self._counted(state)] for state in STATES),
            ["rejected", total["rejected"], release["rejected_cell_count"]],
            ["open_conflicts", open_conflicts, release["open_conflict_count"]],
            ["expected", len(coverage), sum(offer["expected_kpi_count"] or 0 for offer in first)],
            ["found", sum(row[4] > 0 for row in coverage), sum(offer["found_kpi_count"] or 0 for offer in first)],
        ]

    def _counted(self, state: str) -> int:
        """What the release counts of a state: its own figure where it has one, else that of its offers."""
        release = self.data.release()
        if f"{state}_count" in release:
            return int(release[f"{state}_count"])
        return sum(int(offer.get(f"{state}_count") or 0) for offer in self.offers)

    def _outcome_reasons(self) -> list[str]:
        return sorted({offer["reason"] for offer in self.offers if offer["reason"]})

    def _report_rows(self) -> list[list[Any]]:
        open_conflicts = Counter(
            report_id
            for one in self.conflicts
            if one["review_status"] == "open"
            for report_id in {one["left_report_id"], one["right_report_id"]}
        )
        return [self._report_row(offer, open_conflicts) for offer in self.offers]

    def _report_row(self, offer: Row, open_conflicts: Counter[str]) -> list[Any]:
        report_id = offer["sha256"][:16]
        counts = Counter[str]() if offer["outcome"] == "duplicate" else self._counts[report_id]
        return [
            [report_id, offer["file_name"]],
            offer["branch_code"],
            offer["fiscal_year"],
            offer["report_kind"],
            offer["period"],
            offer["outcome"],
            offer["reason"],
            offer["pages"],
            counts["facts"],
            *(counts[state] for state in STATES),
            counts["rejected"],
            open_conflicts[report_id] if offer["outcome"] != "duplicate" else 0,
            [offer["found_kpi_count"], offer["expected_kpi_count"]] if offer["expected_kpi_count"] else None,
        ]

    def _coverage_rows(self) -> list[list[Any]]:
        """Branch, year, KPI, report, whether it was found (2: without doubt, 1: flagged, 0: not), a fact of it."""
        expected, found = self.data.coverage()
        known = {(row["report_id"], row["kpi_code"]): row for row in found}
        rows = []
        for row in expected:
            fact = known.get((row["report_id"], row["kpi_code"]))
            state = 0 if fact is None else 1 if fact["is_doubtful"] else 2
            place = (row["branch_code"], row["fiscal_year"], row["kpi_code"], row["report_id"])
            rows.append([*place, state, fact["fact_id"] if fact else None])
        return rows

    def _restatement_page(self, restatements: tuple[list[str], list[Row]]) -> ListPage:
        names, rows = restatements
        facts = {row[name] for row in rows for name in names if name.endswith("fact_id") and row[name]}
        sums = [["restatements", len(rows), self.data.count("marts.mart_restatement")]]
        about = {"columns": _RESTATEMENTS, "reports": self.data.reports_of(facts), "sums": sums}
        ordered = sorted(rows, key=lambda row: [str(row.get(name) or "") for name in _ORDER], reverse=True)
        return ListPage("restatements", about, [_restatement_row(row) for row in ordered])


#: The latest changes first.
_ORDER = ("known_at", "branch_code", "fiscal_year", "kpi_code", "measure_ja", "month", "period")


def _restatement_row(row: Row) -> list[Any]:
    said = {
        **row,
        "branch": row.get("branch_code"),
        "year": row.get("fiscal_year"),
        "kind": row.get("fact_kind"),
        "kpi": row.get("kpi_code"),
        "label": row.get("kpi_code") or row.get("measure_ja"),
        "when": when_of({**row, "fiscal_year": None}),
        "value_change": None if row.get("value_change") is None else [row["value_change"], row.get("change_percent")],
        **{
            f"value_{side}": row.get(f"said_{side}") if row.get(f"value_{side}") is None else row[f"value_{side}"]
            for side in ("before", "after")
        },
    }
    return [_plainly(said.get(name)) for name, _, _ in _RESTATEMENTS]


def _plainly(value: Any) -> Any:
    return [plain(part) for part in value] if isinstance(value, list) else plain(value)


def _only(sums: Sequence[list[Any]], *words: str) -> list[list[Any]]:
    return [line for line in sums if line[0] in words]


def _case(report: Report, entry: Entry) -> list[Any]:
    head = report.head
    return [
        [report.report_id, entry["id"], entry.get("page")],
        head["branch_code"],
        _year(entry) or head["fiscal_year"],
        entry.get("was") or entry["kind"],
        entry.get("kpi_code"),
        entry.get("label"),
        entry.get("when"),
        " ".join(part for part in (entry.get("value"), entry.get("unit")) if part) or entry.get("word"),
        entry.get("classes", []),
        entry.get("why"),
        head["file_name"],
    ]


def _decided(report: Report, entry: Entry) -> list[Any]:
    place, branch, year, kind, kpi, label, when, value, _, reason, file_name = _case(report, entry)
    read = entry.get("read", {}) if "mart" in entry else {}
    main = MAIN_COLUMN.get(kind)
    said = "; ".join(number_text(value) if name == main else f"{name}: {value}" for name, value in read.items())
    return [place, entry["signed"], branch, year, kind, kpi, label, when, said, value, reason, file_name]


def _year(entry: Entry) -> str | None:
    year = entry.get("when", "")[:4]
    return year if year.isdigit() else None


def _conflict_row(one: Row, sides: Mapping[str, Entry]) -> list[Any]:
    names = ("left_report_id", "left_fact_id", "right_report_id", "right_fact_id", "chosen_fact_id")
    return [
        [one["conflict_id"], *(one[name] for name in names)],
        one["review_status"],
        one["branch_code"],
        one["fiscal_year"],
        one["kpi_code"],
        one["measure_ja"] or one["kpi_code"] or sides.get(one["left_fact_id"], {}).get("label"),
        one["check_name"],
        one["conflict_scope"],
        one["left_value"],
        one["right_value"],
        one["chosen_by"],
        told(one["detail"]),
        one.get("resolution"),
    ]
