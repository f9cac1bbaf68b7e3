# ruff: noqa: S608 - the names in these queries are constants of this package
"""The candidate beside the published release: what was there and is no longer."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from expectations.frames import FACT_KINDS, PLACE, opened

#: Share of a report's facts that a new version of the extractor may drop without stopping the release.
TOLERATED_LOSS = 0.1

_COUNTS = " union all ".join(f"select '{kind}' as fact_kind, report_id from marts.fct_{kind}" for kind in FACT_KINDS)
_FACTS = f"select report_id, fact_kind, count(*) as facts from ({_COUNTS}) group by all"
_OFFERS = "select sha256, file_name, extractor_version from marts.mart_load_quality where outcome <> 'duplicate'"
_REPORTS = "select report_id, sha256, file_name from marts.dim_report"


def compare(candidate: Path, published: Path) -> pd.DataFrame:
    """One row per report and kind of fact of the published release, with findings where something was lost."""
    with opened(published) as connection:
        before = connection.execute(_FACTS).df().merge(connection.execute(_REPORTS).df(), on="report_id")
        versions_before = connection.execute(_OFFERS).df()
    with opened(candidate) as connection:
        after = connection.execute(_FACTS).df()
        versions_after = connection.execute(_OFFERS).df()
    rows = before.merge(after, on=["report_id", "fact_kind"], how="left", suffixes=("_before", "_after"))
    rows["facts_after"] = rows["facts_after"].fillna(0).astype("int64")
    rows["version_before"] = rows["sha256"].map(_by_content(versions_before))
    rows["version_after"] = rows["sha256"].map(_by_content(versions_after))
    for column, values in _findings(rows).items():
        rows[column] = pd.Series(values, index=rows.index, dtype="object")
    for column in PLACE:
        if column not in rows:
            rows[column] = None
    return rows.sort_values(["report_id", "fact_kind"], ignore_index=True)


def _by_content(offers: pd.DataFrame) -> dict[str, str]:
    return dict(zip(offers["sha256"], offers["extractor_version"].fillna(""), strict=True))


def _findings(rows: pd.DataFrame) -> dict[str, list[str | None]]:
    gone: list[str | None] = []
    lost: list[str | None] = []
    fewer: list[str | None] = []
    for row in rows.to_dict("records"):
        missing = int(row["facts_before"] - row["facts_after"])
        is_offered = not pd.isna(row["version_after"])
        is_new_reader = row["version_before"] != row["version_after"]
        sentence = f"{missing} of {row['facts_before']} {row['fact_kind']} facts are gone" if missing > 0 else None
        is_small = is_new_reader and missing <= TOLERATED_LOSS * row["facts_before"]
        gone.append(None if is_offered else "the report is no longer in the ledger")
        lost.append(sentence if is_offered and not is_small else None)
        fewer.append(sentence if is_offered and is_small else None)
    return {"finding_gone": gone, "finding_lost": lost, "finding_fewer": fewer}
