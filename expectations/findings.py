"""What cannot be said of one column alone: findings, one column each, a sentence where something is wrong else null.

Great Expectations then expects such a column to be null, and Data Docs list the sentences.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from expectations import agreement, cells, outliers, series
from expectations.frames import FACT_KINDS, Frames
from expectations.printed import prints
from expectations.severities import bound

Row = Mapping[str, Any]
Finding = Callable[[Row], str | None]

#: Kinds of facts that hold a number, with the column it stands in.
NUMBER_COLUMNS = {
    "kpi_target": "target_value",
    "kpi_actual": "value",
    "monthly_actual": "value",
    "period_figure": "value",
    "kpi_rank": "rank",
}

#: Parts of a year with their months, counted from April as 0.
PARTS = {
    "FY": range(12),
    "H1": range(6),
    "H2": range(6, 12),
    **{f"Q{quarter + 1}": range(3 * quarter, 3 * quarter + 3) for quarter in range(4)},
}

#: Marts whose rows show figures, with the columns that name the facts behind them.
SHOWN_FACTS = {
    "marts.mart_kpi_scorecard": (
        "target_fact_id",
        "resolved_from_fact_id",
        "actual_fact_id",
        "prior_year_full_year_fact_id",
        "prior_year_same_month_fact_id",
        "national_average_fact_id",
        "rank_fact_id",
    ),
    "marts.mart_kpi_monthly": ("monthly_fact_id", "cumulative_fact_id", "point_fact_id", "target_fact_id"),
    "marts.mart_kpi_pace": ("actual_fact_id", "target_fact_id", "prior_year_same_month_fact_id", "full_year_fact_id"),
    "marts.mart_monthly_measure": ("monthly_fact_id", "cumulative_fact_id"),
    "marts.mart_plan_progress": ("item_fact_id", "status_fact_id"),
}


def add_findings(frames: Frames) -> None:
    """Add all finding columns to the frames they belong to."""
    for kind in FACT_KINDS:
        frame = frames.get(f"marts.fct_{kind}")
        if frame is not None:
            _add_fact_findings(frame, kind)
    _add_totals(frames)
    _add_lines(frames)
    _add_figures(frames)
    _add_hidden_flags(frames)
    _add_load_findings(frames)


def _add(frame: pd.DataFrame, **findings: Finding) -> None:
    """Add one column per finding. All in one pass: making dictionaries of rows costs more than looking at them."""
    said: dict[str, list[str | None]] = {column: [] for column in findings}
    names = list(frame.columns)
    for values in frame.itertuples(index=False, name=None):
        row = dict(zip(names, values, strict=True))
        for column, finding in findings.items():
            said[column].append(finding(row))
    for column, sentences in said.items():
        frame[column] = pd.Series(sentences, index=frame.index, dtype="object")


def _add_fact_findings(frame: pd.DataFrame, kind: str) -> None:
    findings: dict[str, Finding] = {
        "finding_report": _missing_report,
        "finding_place": _foreign_place,
        "finding_reason": _flag_without_reason,
    }
    if kind in NUMBER_COLUMNS:
        number = NUMBER_COLUMNS[kind]
        findings |= {
            "finding_printed": lambda row: _not_printed(row, number),
            "finding_rank": lambda row: _impossible_rank(row, number),
            "finding_share": lambda row: _impossible_share(row, number),
            "finding_count": lambda row: _negative_count(row, number),
            "finding_sign": lambda row: _other_sign(row, number),
        }
    month = {"monthly_actual": "month", "schedule_mark": "month", "kpi_actual": "as_of"}.get(kind)
    if month:
        findings["finding_month"] = lambda row: _outside_year(row, month)
    _add(frame, **findings)


def _is_ok(row: Row) -> bool:
    return bool(row["review_state"] == "ok")


def _known(value: Any) -> bool:
    return value is not None and not pd.isna(value)


def _missing_report(row: Row) -> str | None:
    return None if _known(row["file_name"]) else f"report {row['report_id']} is not in dim_report"


def _foreign_place(row: Row) -> str | None:
    if not _is_ok(row) or not _known(row["source_ref"]):
        return None  # a missing place is another expectation
    try:
        place = json.loads(row["source_ref"])
    except ValueError:
        return f"source_ref is not JSON: {row['source_ref']}"
    named = place.get("sha256") if isinstance(place, dict) else None
    return None if named == row["report_sha256"] else f"source_ref names file {named}, the fact is of another"


def _flag_without_reason(row: Row) -> str | None:
    return None if _is_ok(row) or _known(row["review_reason"]) else f"{row['review_state']} without a reason"


def _not_printed(row: Row, number: str) -> str | None:
    value, text = row[number], row["extracted_text"]
    if not _is_ok(row) or not _known(value) or not _known(text) or prints(text, float(value)):
        return None
    return f"value {value:g}, but the text prints {text!r}"


def _other_sign(row: Row, number: str) -> str | None:
    value, text = row[number], row["extracted_text"]
    if not _is_ok(row) or not _known(value) or not _known(text) or value == 0:
        return None
    if prints(text, -float(value)) and not prints(text, float(value)):
        return f"value {value:g}, but the text prints {text!r}"
    return None


def _impossible_rank(row: Row, number: str) -> str | None:
    value = row[number]
    if number != "rank" or not _is_ok(row) or not _known(value):
        return None
    return None if 1 <= value <= 47 else f"rank {value:g}"


def _impossible_share(row: Row, number: str) -> str | None:
    value = row[number]
    if not _is_ok(row) or not _known(value) or row["kpi_unit"] != "%" or number == "rank":
        return None
    return None if 0 <= value <= 100 else f"{row['kpi_code']} {value:g} %"


def _negative_count(row: Row, number: str) -> str | None:
    value = row[number]
    if not _is_ok(row) or not _known(value) or not _known(row["kpi_code"]) or row["kpi_unit"] == "%":
        return None
    return f"{row['kpi_code']} {value:g}" if value < 0 and number != "rank" else None


def _outside_year(row: Row, column: str) -> str | None:
    if not _is_ok(row) or not _known(row[column]):
        return None
    month = pd.Timestamp(row[column])
    year = month.year - (1 if month.month < 4 else 0)
    return None if year == row["fiscal_year"] else f"{month:%Y-%m} is not in fiscal year {row['fiscal_year']}"


def _add_totals(frames: Frames) -> None:
    totals, months = frames.get("marts.fct_period_figure"), frames.get("marts.fct_monthly_actual")
    if totals is None or months is None:
        return
    keys = ["report_id", "series_id", "fiscal_year"]
    ok_months = months[months["review_state"] == "ok"].dropna(subset=keys).sort_values("month")
    by_series: dict[tuple[Any, ...], list[tuple[pd.Timestamp, float]]] = {}
    columns = (ok_months[name] for name in (*keys, "month", "value"))
    for *key, month, value in zip(*columns, strict=True):
        by_series.setdefault(tuple(key), []).append((pd.Timestamp(month), value))

    def finding(row: Row) -> str | None:
        if not _is_ok(row) or row["period"] not in PARTS or not _known(row["series_id"]):
            return None
        rows = by_series.get((row["report_id"], row["series_id"], row["fiscal_year"]))
        return None if rows is None else _unfit_total(row, rows)

    _add(
        totals,
        finding_total=lambda row: finding(row) if row["period"] == "FY" else None,
        finding_part=lambda row: finding(row) if row["period"] != "FY" else None,
    )


def _unfit_total(total: Row, months: Iterable[tuple[pd.Timestamp, float]]) -> str | None:
    """A total is the sum of its months, for states and cumulative rows the last of them, for some measures the mean."""
    part = PARTS[total["period"]]
    values = [value for month, value in months if (month.month - 4) % 12 in part]
    if len(values) != len(part) or total["unit"] in ("%", "日"):
        return None
    fits = {round(sum(values), 6), round(values[-1], 6)}
    if round(total["value"], 6) in fits or abs(total["value"] - sum(values) / len(values)) <= bound("mean_tolerance"):
        return None
    return f"total {total['value']:g}, months add up to {sum(values):g} and end at {values[-1]:g}"


def _add_lines(frames: Frames) -> None:
    """Findings about rows of months, on the months they are made of."""
    months = frames.get("marts.fct_monthly_actual")
    if months is None:
        return
    in_force = months[~months["report_id"].isin(_replaced(frames))]
    lines = series.lines_of(in_force)
    years, turned = series.moved(lines)
    found = {
        "finding_order": series.out_of_order(lines),
        "finding_column": series.out_of_column(lines),
        "finding_begin": series.begun_late(lines),
        "finding_year_order": cells.brackets_of_the_later_year(in_force) | series.years_out_of_order(lines),
        "finding_sum": series.broken_sums(lines),
        "finding_running": series.broken_running(lines),
        "finding_doubled": series.doubled(lines),
        "finding_years": years,
        "finding_rotated": turned,
    }
    for column, findings in found.items():
        _note(months, column, findings)


def _add_figures(frames: Frames) -> None:
    """Findings about figures beside their like, whatever kind of fact they are."""
    figures = outliers.figures_of(frames)
    if figures.empty:
        return
    figures = figures[~figures["report_id"].isin(_replaced(frames))]
    conflicts = frames.get("marts.mart_source_conflict", pd.DataFrame(columns=["left_fact_id", "right_fact_id"]))
    found = {
        "finding_history": outliers.against_own_history(figures),
        "finding_branches": outliers.against_other_branches(figures),
        "finding_scale": outliers.of_another_size(figures),
        "finding_unit": outliers.of_another_unit(figures),
        "finding_target": outliers.targets_far_from_results(figures),
        "finding_unlisted": agreement.unlisted(figures, conflicts),
    }
    for kind in NUMBER_COLUMNS:
        facts = frames.get(f"marts.fct_{kind}")
        if facts is not None:
            for column, findings in found.items():
                _note(facts, column, findings)


def _replaced(frames: Frames) -> set[str]:
    """Reports whose file was replaced by a later one: what they said stands no more, so it contradicts nothing."""
    reports = frames.get("marts.dim_report")
    return set() if reports is None else set(reports["supersedes_report_id"].dropna())


def _note(facts: pd.DataFrame, column: str, findings: Mapping[str, str]) -> None:
    """Set the findings on the facts they name, except where a reviewer has confirmed the fact as it is."""
    said = [
        None if state == "flagged" or confirmed else findings.get(fact)
        for fact, state, confirmed in zip(facts["fact_id"], facts["review_state"], _confirmed(facts), strict=True)
    ]
    facts[column] = pd.Series(said, index=facts.index, dtype="object")


def _confirmed(facts: pd.DataFrame) -> pd.Series[bool]:
    """Facts that two people have signed as they are now."""
    signed = facts.get("sign_off")
    return pd.Series(False, index=facts.index) if signed is None else signed.isin(["confirmed", "corrected"])


def _add_hidden_flags(frames: Frames) -> None:
    flagged: set[str] = set()
    for kind in FACT_KINDS:
        facts = frames.get(f"marts.fct_{kind}")
        if facts is not None:
            flagged |= set(facts.loc[facts["review_state"] == "flagged", "fact_id"])
    for name, columns in SHOWN_FACTS.items():
        frame = frames.get(name)
        if frame is not None:
            _add(frame, finding_hidden_flag=partial(_hidden_flag, columns=columns, flagged=flagged))


def _hidden_flag(row: Row, columns: tuple[str, ...], flagged: set[str]) -> str | None:
    if row["review_state"] == "flagged":
        return None
    hidden = [f"{column} {row[column]}" for column in columns if row[column] in flagged]
    return f"row is {row['review_state']}, flagged are {', '.join(hidden)}" if hidden else None


def _add_load_findings(frames: Frames) -> None:
    offers = frames.get("marts.mart_load_quality")
    if offers is None:
        return
    pages = _pages_with_something(frames)
    _add(
        offers,
        finding_unread_file=lambda row: row["reason"] if row["outcome"] == "rejected" else None,
        finding_unread_pages=lambda row: row["reason"] if row["outcome"] == "partly_loaded" else None,
        finding_coverage=_thin_coverage,
        finding_empty_pages=lambda row: _empty_pages(pages.get(row["report_id"], set())),
    )


def _pages_with_something(frames: Frames) -> dict[str, set[int]]:
    """For each report the pages on which a fact or a rejected cell stands."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in (*(f"marts.fct_{kind}" for kind in FACT_KINDS), "rejects.cell"):
        frame = frames.get(name)
        if frame is not None:
            placed = frame[frame["page"].notna()]
            for report, page in zip(placed["report_id"], placed["page"], strict=True):
                found[report].add(int(page))
    return found


def _empty_pages(pages: set[int]) -> str | None:
    empty = sorted(set(range(min(pages), max(pages))) - pages) if pages else []
    return f"nothing was read on p. {', '.join(map(str, empty))}, but before and after" if empty else None


def _thin_coverage(row: Row) -> str | None:
    coverage = row["kpi_coverage"]
    if row["report_kind"] != "results" or row["outcome"] not in ("loaded", "partly_loaded") or not _known(coverage):
        return None
    found = f"{row['found_kpi_count']:g} of {row['expected_kpi_count']:g} expected KPIs"
    return None if coverage >= bound("coverage_least") else found
