"""Names to KPI codes: deterministic, explainable, and edited as data.

`kpis` is the catalogue (`extract/data/kpi_names.csv`), `names` the grammar of a name, `matching` the decision and why.
"""

from extract.catalogue.kpis import Kpi, catalogue, kin_of
from extract.catalogue.matching import Match, Meaning, fits_row, match, told_nearby

__all__ = ["Kpi", "Match", "Meaning", "catalogue", "fits_row", "kin_of", "match", "told_nearby"]
