"""Figures beside their like: the branch's own history, the other branches, the size and unit the KPI has elsewhere.

Robust throughout: a median and the median distance from it (MAD) are not moved by the very figure they judge.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

from expectations.severities import bound

Findings = dict[str, str]

#: A MAD times this is the standard deviation of a normal distribution.
_NORMAL = 1.4826

#: A longer text is a sentence, which may speak of a share beside a count.
_CELL = 12

#: A number and the word behind it: `23件`, `7日以内`; a % is no word.
_COUNTED = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([^\d\s()\[\]/.,:~-]?)")


def figures_of(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every trusted number of the candidate: what it is of, when, its value. One row a fact."""
    parts = []
    for kind, number, month in (
        ("kpi_target", "target_value", None),
        ("kpi_actual", "value", "as_of"),
        ("monthly_actual", "value", "month"),
        ("period_figure", "value", None),
    ):
        facts = frames.get(f"marts.fct_{kind}")
        if facts is None:
            continue
        part = facts.reindex(
            columns=["fact_id", "report_id", "branch_code", "fiscal_year", "kpi_code", "measure_ja", "basis", "unit",
                     "scope", "period", "dimension", "extracted_text", "review_state", "kpi_unit",
                     "report_as_of"]
        ).astype({"fact_id": "object"})  # fmt: skip
        part["kind"], part["value"] = kind, pd.to_numeric(facts[number], errors="coerce")
        part["month"] = pd.to_datetime(facts[month]) if month else pd.NaT
        parts.append(part)
    every = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    return every[(every["review_state"] != "flagged") & every["value"].notna()] if len(every) else every


def against_own_history(figures: pd.DataFrame) -> Findings:
    """Months far from every other month that the branch prints for the measure."""
    months = figures[figures["kind"] == "monthly_actual"].copy()
    months["what"] = months["kpi_code"].fillna(months["measure_ja"])
    months["place_in_year"] = np.where(months["basis"] == "cumulative", months["month"].dt.month, 0)
    keys = ["branch_code", "what", "basis", "unit", "place_in_year"]
    return _far(months, keys, "history_points", "history_distance", "history_floor", "its own months")


def against_other_branches(figures: pd.DataFrame) -> Findings:
    """Results and targets far from those of the other branches. Only shares: counts go by a branch's size."""
    results = figures[(figures["kind"] != "period_figure") & (figures["unit"] == "%")]
    results = results[results["kpi_code"].notna()].copy()
    results["is_target"] = results["kind"] == "kpi_target"
    keys = ["kpi_code", "is_target"]
    medians = results.groupby([*keys, "branch_code"])["value"].transform("median")
    points = results.assign(value=medians).drop_duplicates([*keys, "branch_code"])
    found: Findings = {}
    for (code, is_target), others in points.groupby(keys):
        if len(others) < bound("branches_points"):
            continue
        middle, spread = float(others["value"].median()), _spread(others["value"], "branches_floor")
        is_far = (others["value"] - middle).abs() / spread > bound("branches_distance")
        if spread > bound("branches_width") * middle or is_far.mean() > bound("unit_odd_share"):
            continue  # a KPI that is printed in two ways has no common size
        own = results[(results["kpi_code"] == code) & (results["is_target"] == is_target)]
        far = (own["value"] - middle).abs() / spread
        for fact, value, distance in zip(own["fact_id"], own["value"], far, strict=True):
            if distance > bound("branches_distance"):
                found[fact] = f"{value:g}, the middle of {len(others)} branches is {middle:g} ({distance:.0f} × spread)"
    return found


def targets_far_from_results(figures: pd.DataFrame) -> Findings:
    """Targets far from everything else that the branch prints for the KPI: results, months, targets of other years."""
    coded = figures[figures["kpi_code"].notna() & (figures["kind"] != "period_figure")]
    running = (coded["basis"] == "cumulative") & (coded["month"].dt.month != 3)
    found: Findings = {}
    for _, own in coded[~running].groupby(["branch_code", "kpi_code", "unit"], dropna=False, sort=False):
        targets = own[own["kind"] == "kpi_target"]
        for row in targets.to_dict("records"):
            is_same = (own["kind"] == "kpi_target") & (own["fiscal_year"] == row["fiscal_year"])
            others = own.loc[~is_same, "value"]
            if others.empty:
                continue
            value, low, high = float(row["value"]), float(others.min()), float(others.max())
            reach = bound("target_points") if row["unit"] == "%" else high * (bound("target_ratio") - 1)
            if not low - reach <= value <= high + reach:
                found[row["fact_id"]] = f"target {value:g}, the branch prints {low:g} to {high:g} for it elsewhere"
    return found


def _far(rows: pd.DataFrame, keys: list[str], points: str, distance: str, floor: str, beside: str) -> Findings:
    # the same month in several reports is one point
    once = rows.drop_duplicates([*keys, "month", "value"])
    grouped = once.groupby(keys, dropna=False)["value"]
    middle, count = grouped.transform("median"), grouped.transform("size")
    deviation = (once["value"] - middle).abs().groupby([once[key] for key in keys], dropna=False)
    rare = (middle.abs() ** 0.5).where(once["unit"] != "%", 0.0)  # counts of rare events move by the root of their size
    spread = _at_least(deviation.transform("median") * _NORMAL, middle, floor)
    spread = spread.where(spread > rare, rare)
    far = (once["value"] - middle).abs() / spread
    chosen = once.assign(middle=middle, far=far)[(count >= bound(points)) & (far > bound(distance))]
    named = rows.merge(chosen[[*keys, "month", "value", "middle", "far"]], on=[*keys, "month", "value"])
    return {
        row["fact_id"]: f"{row['value']:g}, the middle of {beside} is {row['middle']:g} ({row['far']:.0f} × spread)"
        for row in named.to_dict("records")
    }


def _spread(values: pd.Series[float], floor: str) -> float:
    """The MAD as a standard deviation, but never less than a difference that means nothing."""
    middle = pd.Series([float(values.median())])
    mad = pd.Series([float((values - middle.iloc[0]).abs().median()) * _NORMAL])
    return float(_at_least(mad, middle, floor).iloc[0])


def _at_least(spread: pd.Series[float], middle: pd.Series[float], floor: str) -> pd.Series[float]:
    """Rows that hardly move have no spread of their own; a difference of one is never far."""
    least = bound(floor) * middle.abs()
    return spread.where(spread > least, least).clip(lower=1.0)


def of_another_size(figures: pd.DataFrame) -> Findings:
    """Shares of a KPI a hundredth of what it is everywhere else: 96.5 % read as 0.965, or the other way round."""
    shares = figures[figures["kpi_code"].notna() & (figures["value"] > 0)].copy()
    # a running share begins near nothing in April, in every year
    running = (shares["basis"] == "cumulative") & shares["month"].notna()
    shares["place_in_year"] = shares["month"].dt.month.where(running, 0)
    found: Findings = {}
    for (code, _), own in shares.groupby(["kpi_code", "place_in_year"]):
        if len(own) < bound("scale_points"):
            continue
        middle = float(own["value"].median())
        ratio = own["value"] / middle
        wrong = (ratio > bound("scale_factor")) | (ratio < 1 / bound("scale_factor"))
        if wrong.mean() > bound("unit_odd_share"):
            continue
        for fact, value in zip(own["fact_id"][wrong], own["value"][wrong], strict=True):
            found[fact] = f"{value:g}, {code} is {middle:g} in the middle of {len(own)} figures"
    return found


def _printed_otherwise(text: object, value: float, unit: object) -> str | None:
    """What is wrong with the unit of a figure beside its text: it lost the % of its cell, or has one and is counted."""
    if not isinstance(text, str):
        return None
    plain = unicodedata.normalize("NFKC", text)
    if unit != "%":
        return f"printed as {text}, read without %" if "%" in plain and len(text) < _CELL else None
    behind = {word for digits, word in _COUNTED.findall(plain) if float(digits.replace(",", "")) == abs(value)}
    return f"printed as {text}, read as %" if behind and not behind & {"", "%"} else None


def of_another_unit(figures: pd.DataFrame) -> Findings:
    """Figures whose unit is not the one that their text prints, that their KPI has, or that their other months have."""
    found: Findings = {}
    columns = (figures[name] for name in ("fact_id", "extracted_text", "value", "unit", "kpi_code", "kpi_unit"))
    for fact, text, value, unit, code, wanted in zip(*columns, strict=True):
        if (said := _printed_otherwise(text, value, unit)) is not None:
            found[fact] = said
        elif isinstance(wanted, str) and (unit == "%") != (wanted == "%"):
            found[fact] = f"unit {unit!s}, {code!s} is counted in {wanted}"
    months = figures[figures["kind"] == "monthly_actual"].copy()
    months["what"] = months["kpi_code"].fillna(months["measure_ja"])
    for _, own in months.groupby(["report_id", "what", "basis"], dropna=False, sort=False):
        shares = own["unit"] == "%"
        odd = ~shares if shares.mean() > 0.5 else shares
        if odd.mean() <= bound("unit_odd_share"):
            for fact, unit in zip(own["fact_id"][odd], own["unit"][odd], strict=True):
                found.setdefault(fact, f"unit {unit}, the other months of the measure have another one")
    coded = figures[figures["kpi_code"].notna()]
    for code, own in coded.groupby("kpi_code"):
        shares = own["unit"] == "%"
        if len(own) >= bound("scale_points") and 1 - shares.mean() <= bound("unit_odd_share"):
            for fact, unit in zip(own["fact_id"][~shares], own["unit"][~shares], strict=True):
                found.setdefault(fact, f"unit {unit}, {code!s} is printed in % elsewhere")
    return found
