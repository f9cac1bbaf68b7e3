"""Collects facts, rejects and coverage while a document is interpreted, and gives every fact its identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from extract.document import Place
from extract.facts import Row, dump_json, fact_key
from extract.locate import Locator
from extract.normalise.numbers import Figure
from extract.normalise.text import solid
from extract.readers.words.glyphs import OCR_DOUBT
from extract.shapes.names.ditto import unfinished

#: What makes two ranks one, and the rule that reads them in sentences.
_SAME_RANK, _RANK_SENTENCE = ("fiscal_year", "kpi_code", "as_of", "rank", "previous_rank"), "rank_clause"
_SAME_FIGURE = ("fiscal_year", "month", "period", "dimension", "measure_ja", "kpi_code", "basis", "value", "unit")


@dataclass(frozen=True)
class Comparison:
    """A target and a result with the figure, headed by `words`, that a table prints to compare the two."""

    target: Row
    result: Row
    figure: Figure
    words: str
    is_difference: bool
    fact: Row | None = None  # the comparison as a figure of its own, where it is one


@dataclass(frozen=True)
class Verdict:
    """A target and a result with the `words` beside them that say whether the one `met` the other."""

    target: Row
    result: Row
    words: str
    met: bool


@dataclass(frozen=True)
class RecorderState:
    """How much a recorder held: rows by kind, coverage, comparisons, verdicts, and the keys it gave out."""

    counts: dict[str, int]
    coverage: int
    comparisons: int
    verdicts: int
    seen: Counter[str]


@dataclass
class Recorder:
    """Rows by kind as `extract.facts` describes them.

    `method` is how the document was read (pdf, text); facts of `recognised` pages were read by OCR, and none of them is
    ok as it is.
    """

    sha256: str
    method: str
    recognised: frozenset[int | None] = frozenset()
    standing: str | None = None  # a doubt about every fact that is added while it stands
    rows: dict[str, list[Row]] = field(default_factory=dict)
    coverage: list[dict[str, Any]] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    repeated: list[tuple[str, Row]] = field(default_factory=list)  # (kind, fact) folded into one that says the same
    years_told: set[str] = field(default_factory=set)  # ids of facts whose own table tells their year
    of_work: set[str] = field(default_factory=set)  # ids of counts beside work that a column of their own names
    _seen: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, where: Locator, text: str, rule: str, doubt: str | None = None, **values: Any) -> Row:
        """Records one fact read at `where` from the printed `text`; `doubt` flags it with that reason.

        The id is made of file, kind, place and a counter for facts that share a cell, so it is the same in every run.
        """
        by_ocr = where.place.page in self.recognised
        doubt = doubt or self.standing or (OCR_DOUBT if by_ocr else None)
        doubt = doubt or unfinished(values.get("measure_ja")) or unfinished(values.get("kpi_text"))
        ref = where.source_ref(self.sha256)
        stem = fact_key(self.sha256, kind, ref, rule)
        self._seen[stem] += 1
        row: Row = {
            "fact_id": fact_key(stem, self._seen[stem]),
            "sha256": self.sha256,
            "page": where.place.page,
            "source_ref": ref,
            "extracted_text": text,
            "review_state": "flagged" if doubt else "ok",
            "review_reason": doubt,
            "method": "ocr" if by_ocr else self.method,
            "rule": rule,
            "checks": [],
            **values,
        }
        self.rows.setdefault(kind, []).append(row)
        return row

    def reject(self, where: Locator, text: str, reason: str) -> None:
        """Records something that looked like a fact and could not be read with certainty."""
        ref = where.source_ref(self.sha256)
        key = fact_key(self.sha256, "reject", ref, reason, text)
        if self._seen[key]:
            return
        self._seen[key] += 1
        self.rows.setdefault("reject", []).append(
            {
                "reject_id": key,
                "sha256": self.sha256,
                "page": where.place.page,
                "source_ref": ref,
                "extracted_text": text,
                "reason": reason,
            }
        )

    def conflict(self, check: str, left: Row, right: Row, left_value: object, right_value: object, detail: str) -> None:
        """Records that two facts of this report disagree; both are flagged by the caller."""
        self.rows.setdefault("conflict", []).append(
            {
                "conflict_id": fact_key(check, left["fact_id"], right["fact_id"]),
                "sha256": self.sha256,
                "check_name": check,
                "kpi_code": left.get("kpi_code"),
                "fiscal_year": left.get("fiscal_year"),
                "left_fact_id": left["fact_id"],
                "left_value": str(left_value),
                "left_source_ref": left["source_ref"],
                "right_fact_id": right["fact_id"],
                "right_value": str(right_value),
                "right_source_ref": right["source_ref"],
                "detail": detail,
            }
        )

    def state(self) -> RecorderState:
        """What is recorded so far, to go `back` to."""
        counts = {kind: len(rows) for kind, rows in self.rows.items()}
        return RecorderState(counts, len(self.coverage), len(self.comparisons), len(self.verdicts), self._seen.copy())

    def back(self, state: RecorderState) -> None:
        """Forgets what was recorded since: a shape that began with a table and found that it is none of its own."""
        for kind, rows in self.rows.items():
            del rows[state.counts.get(kind, 0) :]
        del self.coverage[state.coverage :], self.comparisons[state.comparisons :], self.verdicts[state.verdicts :]
        self._seen = state.seen.copy()

    def cover(self, place: str, what: str, read: bool, why: str | None = None, look_in: str | None = None) -> None:
        """Notes for the coverage report (`extract.coverage`) what a table was taken for, or why it was left.

        `look_in` is the module in which a rule for it would stand.
        """
        self.coverage.append({"place": place, "what": what, "read": read, "why": why, "look_in": look_in})

    def of(self, kind: str) -> list[Row]:
        """The facts of one kind recorded so far."""
        return self.rows.get(kind, [])

    def without_repeats(self, kinds: Sequence[str], rules: Set[str] | None = None) -> None:
        """Folds figures that stand twice into one fact each, noting the other places on it.

        Two figures are the same where value, year, month, measure, KPI and basis agree. A conversion writes whole
        tables twice; `rules` limits this to facts of these rules: sentences that a report repeats word by word.
        """
        if rules is None:
            self._fold_series()
        for kind in kinds:
            kept: dict[tuple[Any, ...], Row] = {}
            for row in self.rows.get(kind, []):
                if rules is not None and row["rule"] not in rules:
                    kept[(row["fact_id"],)] = row
                    continue
                first = kept.setdefault(tuple(row.get(name) for name in _SAME_FIGURE), row)
                if first is not row:
                    self.repeated.append((kind, row))
                    checked(first, "printed_again", True, f"the same figure stands again at {row['source_ref']}")
                    if first["review_state"] != "ok" and row["review_state"] == "ok":
                        first["review_state"], first["review_reason"] = "ok", None
            if kind in self.rows:
                self.rows[kind] = list(kept.values())

    def without_ranks_again(self) -> None:
        """Folds a rank that a sentence states into the one that says exactly the same of the same KPI elsewhere."""
        kept: list[Row] = []
        ranks = sorted(self.rows.get("kpi_rank", []), key=lambda row: row["rule"] == _RANK_SENTENCE)
        for row in ranks:
            same = [other for other in kept if all(other.get(name) == row.get(name) for name in _SAME_RANK)]
            if row["rule"] == _RANK_SENTENCE and row["kpi_code"] and same and same[0]["review_state"] == "ok":
                self.repeated.append(("kpi_rank", row))
                checked(same[0], "printed_again", True, f"the same rank stands again at {row['source_ref']}")
            else:
                kept.append(row)
        if ranks:
            self.rows["kpi_rank"] = kept

    def without_same_statuses(self) -> None:
        """Keeps one of the statuses that several shapes took of one place for the same words."""
        kept: list[Row] = []
        known: dict[tuple[object, ...], list[tuple[Place, str]]] = {}
        for row in self.rows.get("plan_status", []):
            place = Locator.of(row["source_ref"]).place
            places = known.setdefault((row["page"], row["symbol"], solid(row["item_ja"] or "")), [])
            if any(rule != row["rule"] and other.touches(place) for other, rule in places):
                self.repeated.append(("plan_status", row))
            else:
                kept.append(row)
                places.append((place, row["rule"]))
        if kept:
            self.rows["plan_status"] = kept

    def _fold_series(self) -> None:
        """A month series of four figures or more that stands a second time is the same table written again."""
        series: dict[str, list[Row]] = {}
        for row in self.rows.get("monthly_actual", []):
            series.setdefault(str(row.get("series_id")), []).append(row)
        first: dict[tuple[Any, ...], list[Row]] = {}
        repeats: set[str] = set()
        for series_id, rows in series.items():
            figures = tuple((row["month"], row["value"]) for row in rows)
            known = first.setdefault(figures, rows)
            if known is not rows and len({value for _, value in figures}) >= 4:
                repeats.add(series_id)
                self.repeated += [("monthly_actual", row) for row in rows]
                for row, again in zip(known, rows, strict=True):
                    checked(row, "printed_again", True, f"the same figure stands again at {again['source_ref']}")
        if repeats:
            self.rows["monthly_actual"] = [
                r for r in self.rows["monthly_actual"] if str(r.get("series_id")) not in repeats
            ]

    def finished(self) -> dict[str, list[Row]]:
        """The rows ready for `write_fact_set`."""
        out: dict[str, list[Row]] = {}
        for kind, rows in self.rows.items():
            out[kind] = [{**row, "checks": dump_json(row["checks"])} if "checks" in row else row for row in rows]
        return out


def flag(row: Row, reason: str) -> None:
    """Takes a fact's ok away; several reasons are kept."""
    row["review_state"] = "flagged"
    known = row.get("review_reason")
    if not known:
        row["review_reason"] = reason
    elif reason not in known:
        row["review_reason"] = f"{known}; {reason}"


def checked(row: Row, check: str, passed: bool, detail: str) -> None:
    """Notes on a fact that a check passed or failed."""
    row["checks"].append({"check": check, "passed": passed, "detail": detail})
