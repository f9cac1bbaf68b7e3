"""Cells that print two figures: `126,400部（121,600部）` is this year's figure with last year's in brackets."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from expectations.printed import prints

Findings = dict[str, str]

_BRACKETS = re.compile(r"\(([^()]*)\)")


def brackets_of_the_later_year(months: pd.DataFrame) -> Findings:
    """Months of one cell in which the figure in brackets was read as the later year's: brackets hold the past."""
    found: Findings = {}
    trusted = months[(months["review_state"] != "flagged") & months["value"].notna() & months["source_ref"].notna()]
    for _, own in trusted.groupby(["report_id", "source_ref", "measure_ja", "basis"], dropna=False, sort=False):
        if len(own) != 2 or own["fiscal_year"].nunique() != 2:
            continue
        earlier, later = own.sort_values("fiscal_year").to_dict("records")
        text = unicodedata.normalize("NFKC", str(later["extracted_text"]))
        inside, before = " ".join(_BRACKETS.findall(text)), _BRACKETS.sub(" ", text)
        if earlier["value"] == later["value"] or not inside:
            continue
        if prints(inside, later["value"]) and prints(before, earlier["value"]):
            sentence = f"{text}: the figure in brackets was read as the later year {later['fiscal_year']}"
            found |= {earlier["fact_id"]: sentence, later["fact_id"]: sentence}
    return found
