"""Figures without a KPI that go by the short name of one whose target stands under the same headings.

What a table calls 達成率 or 査定額 beside a target for just that may be the KPI, and would be missing from its series.
Where the table is not tied to the KPI, a person has to say which it is. So it is with a rate of no KPI in a column of a
table whose other rates are those of KPIs, and with a figure whose whole name is the short name of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.catalogue import Kpi, catalogue, kin_of, match
from extract.certainty.findings import Claim
from extract.certainty.printed import number, spot, where
from extract.facts import Row
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.names.measures import unit_fits

CHECK = "kpi_unnamed"
#: Shorter names (割合, 累計) are those of anything.
_LEAST_CHARS = 3
#: Names that say only that a figure is a share.
_BARE_RATES = frozenset({"割合", "率", "比率", "構成割合"})
#: What the name of a series says of how its months add up.
_SERIES = re.compile(r"[(]?(?:累計|単月|合計|平均)[)]?$")
#: A figure before a name in brackets.
_FIGURE_FIRST = re.compile(r"[△▲-]?\d[\d,.]*(?:%|円|件|人|社|事業所|日)(?:\([^()]*値\))?\(")


def claims(recorder: Recorder) -> Iterator[Claim]:
    """One failed claim for every figure that may be a KPI of its section and was not tied to it."""
    targets: dict[str, dict[str, Row]] = {}
    for row in recorder.of("kpi_target"):
        if row["kpi_code"] in catalogue():
            targets.setdefault(_headings(row), {}).setdefault(row["kpi_code"], row)
    for kind in ("monthly_actual", "period_figure"):
        for row in recorder.of(kind):
            if row["kpi_code"] is None and (found := _target(row, targets.get(_headings(row), {}))) is not None:
                code, target = found
                detail = (
                    f"{row['measure_ja']} {number(row['value'], row['unit'])} ({where(row)}) may be "
                    f"{code}, whose target stands under the same headings ({where(target)})"
                )
                yield Claim(CHECK, False, (row,), detail)
    yield from _rate_claims(recorder)
    yield from _short_name_claims(recorder, targets)
    yield from _bare_rate_claims(recorder)
    yield from _figure_first_claims(recorder)


def _headings(row: Row) -> str:
    """What a row stands under: its section, or where there is none its page."""
    return str(row["section"] or f"page {spot(row).get('page')}")


def _figure_first_claims(recorder: Recorder) -> Iterator[Claim]:
    """One failed claim for every fact whose name begins with a figure, which then is in no fact of its own:
    62.4%(生活習慣病予防健診実施率).
    """
    for kind in ("kpi_target", "kpi_actual"):
        for row in recorder.of(kind):
            if _FIGURE_FIRST.match(solid(str(row["kpi_text"] or ""))):
                detail = f"{row['kpi_text']} ({where(row)}) is a name with another figure before it"
                yield Claim(CHECK, False, (row,), detail)


def _short_name_claims(recorder: Recorder, targets: dict[str, dict[str, Row]]) -> Iterator[Claim]:
    """One failed claim for every figure of no KPI whose whole name is the short name of one: 査定額, 使用割合 累計;
    without those that may be a KPI of their section by its `targets`.
    """
    for kind in ("monthly_actual", "period_figure"):
        for row in recorder.of(kind):
            code = None if row["kpi_code"] else _short_for(row)
            if code is not None and _target(row, targets.get(_headings(row), {})) is None:
                detail = (
                    f"{row['measure_ja']} {number(row['value'], row['unit'])} ({where(row)}) goes by the short name of "
                    f"{code}, and nothing beside it says whether it is"
                )
                yield Claim(CHECK, False, (row,), detail)


def _bare_rate_claims(recorder: Recorder) -> Iterator[Claim]:
    """One failed claim for every share of no KPI whose own name is only 割合 or 率, under a title that speaks of what a
    KPI is the share of.
    """
    for kind in ("monthly_actual", "period_figure"):
        for row in recorder.of(kind):
            title, _, own = tidy(row["measure_ja"] or "").rpartition(" ")
            if row["kpi_code"] is None and row["unit"] == "%" and title and own in _BARE_RATES:
                kpis = [kpi for kpi in catalogue().values() if kpi.unit == "%" and kpi.ran_in(row["fiscal_year"])]
                code = next((kpi.code for kpi in kpis if kpi.all_of and _names(solid(title), kpi)), None)
                if code is not None:
                    said = f"{row['measure_ja']} {number(row['value'], row['unit'])} ({where(row)})"
                    yield Claim(CHECK, False, (row,), f"{said} may be {code}, of which its title speaks")


def _names(title: str, kpi: Kpi) -> bool:
    """Whether a title names the thing that a KPI is about, the first of the words that its name has to have."""
    return any(term in title for term in kpi.all_of[0])


def _short_for(row: Row) -> str | None:
    said, year = _SERIES.sub("", solid(row["measure_ja"] or "")), row["fiscal_year"]
    codes = _short_names().get(said, ())
    kpis = [kpi for kpi in map(catalogue().__getitem__, codes) if kpi.ran_in(year) and unit_fits(kpi, row["unit"])]
    found = match(said, year) if kpis else None
    return kpis[-1].code if kpis and (found is None or not found.sure) else None


@lru_cache(maxsize=1)
def _short_names() -> dict[str, tuple[str, ...]]:
    """The KPI of each short name that is of one KPI alone, or of one and those that replaced it."""
    kpis: dict[str, list[Kpi]] = {}
    for kpi in catalogue().values():
        for name in {part for label in kpi.row_labels for part in (label, label.removesuffix("数"))}:
            kpis.setdefault(name, []).append(kpi)
    kept = {name: named for name, named in kpis.items() if len(name) >= _LEAST_CHARS and _are_kin(named)}
    return {name: tuple(kpi.code for kpi in named) for name, named in kept.items()}


def _are_kin(kpis: list[Kpi]) -> bool:
    return all(kpi.replaced_by in {other.code for other in kpis} for kpi in kpis[:-1])


def _rate_claims(recorder: Recorder) -> Iterator[Claim]:
    """One failed claim for every rate of no KPI in a column of a table whose other rates are those of KPIs."""
    kpis = {_column(row): row for row in recorder.of("kpi_actual") if row["unit"] == "%"}
    for row in recorder.of("period_figure"):
        beside = kpis.get(_column(row)) if row["kpi_code"] is None and row["unit"] == "%" else None
        if beside is not None and spot(row).get("table") is not None:
            detail = (
                f"{row['measure_ja']} {number(row['value'], row['unit'])} ({where(row)}) stands among rates of KPIs "
                f"({where(beside)}) and may be one"
            )
            yield Claim(CHECK, False, (row,), detail)


def _column(row: Row) -> tuple[object, ...]:
    ref = spot(row)
    return ref.get("page"), ref.get("table"), ref.get("col")


def _target(row: Row, targets: dict[str, Row]) -> tuple[str, Row] | None:
    return next(((kin, target) for code, target in targets.items() for kin in kin_of(code) if _may_be(kin, row)), None)


def _may_be(code: str, row: Row) -> bool:
    """Whether a figure goes by a name of the KPI and has its unit, or prints none."""
    kpi, said = catalogue()[code], solid(row["measure_ja"] or "")
    names = [name for name in kpi.row_labels if len(name) >= _LEAST_CHARS]
    if kpi.unit is None or not unit_fits(kpi, row["unit"]):
        return False
    if not any(said.endswith(name) for name in names) and not _ends_its_name(said, kpi, row["unit"]):
        return False
    other = match(said, row["fiscal_year"])
    return other is None or other.kpi is kpi  # the degree to which another KPI is attained is none of its own


def _ends_its_name(said: str, kpi: Kpi, unit: str | None) -> bool:
    """Whether a whole name with the unit of the KPI is no more than what its name ends in: 事業所数."""
    return unit == kpi.unit and len(said) >= _LEAST_CHARS and kpi.name.endswith(said)
