"""The chain behind one fact: cell → text → value → KPI → checks → state."""

from __future__ import annotations

import json
from typing import Any

from extract.catalogue import catalogue
from extract.errors import ExtractError
from extract.facts import SCHEMAS, Row
from extract.show.sources import ID_COLUMN, Source

Chain = dict[str, Any]
_COMMON = frozenset(
    ("fact_id", "sha256", "page", "source_ref", "extracted_text", "review_state", "review_reason", "method", "rule")
) | {"checks", "section", "series_id", "match", "match_score", "match_second"}


def explain(source: Source, fact_id: str) -> Chain:
    """What led to a fact: `place`, `headings`, `text`, `value`, `kpi`, `rule`, `checks`, `review`, and for a derived
    one `computed_from`. `conflicts` has the other place of each disagreement. A reject has its place and reason, a
    conflict the chains of its two `sides`.

    Raises:
        ExtractError: the report has no fact, reject or conflict of this id.
    """
    found = source.find(fact_id)
    if found is None:
        raise ExtractError(
            f"this report has no fact {fact_id}; ids belong to the content of a file, `extract read --json` lists them"
        )
    return chain_of(source, *found)


def chain_of(source: Source, kind: str, row: Row) -> Chain:
    """The chain behind a row of a report, as `explain` gives it."""
    chain: Chain = {"id": row[ID_COLUMN[kind]], "kind": kind, "report": _report(source)}
    if kind == "conflict":
        sides = [row["left_fact_id"], row["right_fact_id"]]
        return {
            **chain,
            "check": row["check_name"],
            "detail": row["detail"],
            "sides": [explain(source, side) for side in sides if source.find(side)],
        }
    chain |= {"place": _place(row), "headings": _headings(source, row), "text": row["extracted_text"]}
    if kind == "reject":
        return {**chain, "review": {"state": "rejected", "reason": row["reason"]}}
    return chain | {
        "value": {name: row[name] for name in SCHEMAS[kind].names if name not in _COMMON and row.get(name) is not None},
        "kpi": _kpi(row),
        "method": row["method"],
        "rule": row["rule"],
        "checks": _checks(row),
        "review": {"state": row["review_state"], "reason": row["review_reason"]},
        "computed_from": _computed_from(source, row) if row["review_state"] == "derived" else [],
        "conflicts": _conflicts(source, row),
    }


def _report(source: Source) -> dict[str, Any]:
    head = next(iter(source.rows.get("report", [])), {})
    return {
        "file": source.file_name,
        "sha256": source.sha256,
        "extractor_version": source.extractor_version,
        **{name: head.get(name) for name in ("branch_code", "fiscal_year", "report_kind", "title")},
    }


def _place(row: Row) -> dict[str, Any]:
    return {name: part for name, part in json.loads(row["source_ref"]).items() if name != "sha256"}


def _checks(row: Row) -> list[dict[str, Any]]:
    checks = row.get("checks") or []
    found: list[dict[str, Any]] = json.loads(checks) if isinstance(checks, str) else checks
    return found


def _headings(source: Source, row: Row) -> dict[str, Any]:
    """The heading path, and the labels in the row and over the column of the cell that the fact stands in."""
    return {"section": row.get("section"), "row": [], "column": [], **source.headings_of(row)}


def _kpi(row: Row) -> dict[str, Any] | None:
    """The code with the words it was given for, what decided, and what came second."""
    code = row.get("kpi_code")
    told = json.loads(row["match"]) if row.get("match") else {}
    if code is None:
        return {"code": None, **told} if told else None
    return {"code": code, "name": catalogue()[code].name if code in catalogue() else None, **told}


def _brief(row: Row) -> dict[str, Any]:
    value = row.get("value", row.get("target_value"))
    month = row.get("month")
    return {
        "fact_id": row["fact_id"],
        "place": _place(row),
        "text": row["extracted_text"],
        "value": value,
        "unit": row.get("unit"),
        "of": month.strftime("%Y-%m") if month else row.get("period") or row.get("fiscal_year"),
    }


def _computed_from(source: Source, row: Row) -> list[dict[str, Any]]:
    """The cells of the same series: the months that are printed, and their total."""
    peers = [*source.rows.get("monthly_actual", []), *source.rows.get("period_figure", [])]
    same = [peer for peer in peers if peer.get("series_id") == row.get("series_id") and peer is not row]
    return [_brief(peer) for peer in same if peer["review_state"] != "derived"]


def _conflicts(source: Source, row: Row) -> list[dict[str, Any]]:
    out = []
    for one in source.rows.get("conflict", []):
        for own, other in (("left", "right"), ("right", "left")):
            if one[f"{own}_fact_id"] == row["fact_id"] and (there := source.find(one[f"{other}_fact_id"])):
                out.append(
                    {
                        "check": one["check_name"],
                        "detail": one["detail"],
                        "value": one[f"{own}_value"],
                        "other_value": one[f"{other}_value"],
                        "other": _brief(there[1]),
                    }
                )
    return out
