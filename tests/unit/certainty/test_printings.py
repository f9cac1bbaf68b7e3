"""Head counts printed twice; figures are our own."""

from __future__ import annotations

from extract.certainty import printings
from extract.document import Place
from extract.locate import Locator
from extract.recorder import Recorder

SHA = "b" * 64


NAME = "家庭訪問の希望者への再案内予定人数"


def recorder(
    *values: float, rule: str = "headcount", people: tuple[str | None, ...] = (), name: str = NAME
) -> Recorder:
    """A report that prints these values for the same measure, each on a page of its own."""
    out = Recorder(SHA, "pdf")
    for i, value in enumerate(values):
        out.add(
            "period_figure",
            Locator(Place(page=i + 1)),
            f"{value:g}人",
            rule,
            fiscal_year=2022,
            measure_ja=name,
            dimension=people[i] if people else None,
            period="FY",
            unit="人",
            value=value,
        )
    return out


def test_two_numbers_for_the_same_words_contradict() -> None:
    (claim,) = printings.claims(recorder(410, 415))
    assert not claim.passed
    assert claim.disagreement is not None
    assert (claim.disagreement.left_says, claim.disagreement.right_says) == (410, 415)


def test_the_same_number_other_people_or_other_rules_do_not() -> None:
    assert list(printings.claims(recorder(410, 410))) == []
    assert list(printings.claims(recorder(410, 415, people=("被保険者", "被扶養者")))) == []
    assert list(printings.claims(recorder(410, 415, rule="figure_table"))) == []


def test_a_name_of_shared_words_is_not_the_same_everywhere() -> None:
    assert list(printings.claims(recorder(410, 415, name="被保険者 実施対象者数"))) == []
