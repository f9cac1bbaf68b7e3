"""Figures that go by the short name of a KPI of their section and are not tied to it."""

from __future__ import annotations

import pytest

from extract.certainty import complete
from extract.certainty.unnamed import claims
from extract.document import Place
from extract.locate import Locator
from extract.recorder import Recorder
from tests.unit.build import SHA

_HERE, _THERE = "1.基盤 > 点検の推進", "2.戦略 > 健康づくり"


def _suspected(measure: str, unit: str | None, section: str = _HERE, code: str | None = None) -> list[str]:
    out = Recorder(SHA, "pdf")
    for target in ("reassessment_amount_per_receipt", "service_standard_rate", "health_declaration_workplaces"):
        out.add("kpi_target", Locator(Place(page=1)), "", "target", kpi_code=target, section=_HERE)
    out.add(
        "monthly_actual", Locator(Place(page=1)), "5,210", "grid", measure_ja=measure, unit=unit, section=section,
        kpi_code=code, value=5210.0, fiscal_year=2023,
    )  # fmt: skip
    complete(out)
    return [claim.detail for claim in claims(out) if not claim.passed]


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        ("再審査査定額", None),
        ("再審査 査定額", "円"),
        ("受付件数 達成率", "%"),
        ("平均日数", "日"),
        ("事業所数", "事業所"),
    ],
)
def test_what_may_be_a_kpi_of_the_section_is_pointed_out(measure: str, unit: str | None) -> None:
    assert len(_suspected(measure, unit)) == 1


@pytest.mark.parametrize(
    ("measure", "unit", "section", "code"),
    [
        ("再審査査定額", None, _THERE, None),
        ("再審査査定額", "千円", _HERE, None),
        ("査定額", None, _HERE, "reassessment_amount_per_receipt"),
        ("健康宣言事業所数 達成率", "%", _HERE, None),
        ("受付件数", "件", _HERE, None),
    ],
)
def test_what_is_something_else_is_left_alone(measure: str, unit: str | None, section: str, code: str | None) -> None:
    assert _suspected(measure, unit, section, code) == []


@pytest.mark.parametrize(("codes", "unit", "count"), [(2, "%", 1), (1, "%", 1), (2, "人", 0)])
def test_a_rate_among_results_of_kpis_in_its_column_may_be_one(codes: int, unit: str, count: int) -> None:
    out = Recorder(SHA, "pdf")
    for row, code in enumerate(("checkup_rate_insured", "checkup_rate_dependents")[:codes], 1):
        out.add(
            "kpi_actual", Locator(Place(page=1), "1.0", row, 3), "43.8%", "list", kpi_code=code, unit="%",
            scope="branch", value=43.8, fiscal_year=2023,
        )  # fmt: skip
    out.add(
        "period_figure", Locator(Place(page=1), "1.0", 4, 3), "4.1%", "figures", kpi_code=None, unit=unit,
        measure_ja="事業者健診 実施率", section=None, value=4.1, fiscal_year=2023,
    )  # fmt: skip
    complete(out)
    assert len([claim for claim in claims(out) if not claim.passed]) == count


@pytest.mark.parametrize(("measure", "unit", "found"), [("査定額", None, 1), ("査定額", "千円", 0), ("届出率", "%", 0)])
def test_a_figure_that_goes_by_the_short_name_of_a_kpi_alone_is_pointed_out(
    measure: str, unit: str | None, found: int
) -> None:
    assert len(_suspected(measure, unit, _THERE)) == found


@pytest.mark.parametrize(("name", "doubted"), [("62.4%(健診実施率)", True), ("健診実施率 61.5%以上", False)])
def test_a_name_with_another_figure_before_it_is_in_doubt(name: str, doubted: bool) -> None:
    out = Recorder(SHA, "pdf")
    out.add("kpi_target", Locator(Place(page=1)), "62.0%", "list", kpi_code="lifestyle_checkup_rate", kpi_text=name)
    complete(out)
    assert any(not claim.passed for claim in claims(out)) is doubted


def _share(measure: str) -> list[str]:
    out = Recorder(SHA, "pdf")
    out.add(
        "period_figure", Locator(Place(page=1)), "0.45", "table", measure_ja=measure, unit="%", section=_THERE,
        kpi_code=None, value=0.45, fiscal_year=2023, period="Q1", dimension=None,
    )  # fmt: skip
    complete(out)
    return [claim.detail for claim in claims(out) if not claim.passed]


def test_a_share_under_a_title_that_speaks_of_a_kpi_may_be_that() -> None:
    assert "judo_multi_site_rate" in "".join(_share("柔道整復施術療養費の申請 割合"))


@pytest.mark.parametrize("measure", ["窓口受付の状況 割合", "柔道整復施術療養費の申請 増減率"])
def test_other_shares_are_not(measure: str) -> None:
    assert _share(measure) == []
