"""The same figure printed twice: what differs and is ok in both places must at least be a listed conflict."""

from __future__ import annotations

import pandas as pd

Findings = dict[str, str]

_WHAT = ["branch_code", "fiscal_year", "what", "scope", "month", "basis", "unit", "period", "dimension"]


def _period(figures: pd.DataFrame) -> pd.Series[str]:
    """The period of each figure. A running total that names no month goes to the month of its report."""
    month = pd.to_datetime(figures["report_as_of"]).dt.strftime(" %m").fillna(" " + figures["report_id"].astype(str))
    period = figures["period"].fillna("").astype(str)
    return period.where(period != "YTD", period + month)


def unlisted(figures: pd.DataFrame, conflicts: pd.DataFrame) -> Findings:
    """Facts of one figure that differ, of which neither is in the list of conflicts."""
    listed = set(conflicts["left_fact_id"]) | set(conflicts["right_fact_id"])
    told = figures[figures["kind"].isin(["kpi_actual", "monthly_actual", "period_figure"])].copy()
    told["what"] = told["kpi_code"].fillna(told["measure_ja"])
    told["scope"] = told["scope"].fillna("branch")
    told["period"] = _period(told)
    told["dimension"] = told["dimension"].fillna("")
    # a result of the year has no month, and its total no basis: they are compared among themselves
    told["kind"] = told["kind"].where(told["month"].isna(), "monthly")
    found: Findings = {}
    keys = ["kind", *_WHAT]
    values = told.groupby(keys, dropna=False)["value"]
    differing = told[values.transform("min") < values.transform("max")]
    for _, own in differing.groupby(keys, dropna=False, sort=False):
        if set(own["fact_id"]) & listed:
            continue
        said = ", ".join(f"{value:g}" for value in sorted(set(own["value"])))
        for fact in own["fact_id"]:
            found[fact] = f"printed as {said} in {len(own)} places, and not a listed conflict"
    return found
