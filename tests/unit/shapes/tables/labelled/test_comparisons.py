"""The year of comparisons among figures of several years."""

from __future__ import annotations

import pytest

from extract.shapes.tables.labelled.comparisons import compared_years
from extract.shapes.tables.labels import read_label


@pytest.mark.parametrize(
    ("heads", "years"),
    [
        (["令和4年度", "令和5年度", "増減", "対前年比"], {2: 2023, 3: 2023}),
        (["令和5年度", "令和4年度", "差引"], {2: 2023}),
        (["令和5年度", "令和4年度", "令和3年度", "前年比"], {3: 2023}),
        (["令和5年度", "前年比", "令和4年度", "前年比"], {1: 2023, 3: 2022}),
        (["今期", "前年同期", "差引"], {2: 2023}),
        (["男性", "女性", "増減"], {}),
    ],
)
def test_a_comparison_is_of_the_latest_year_of_the_figures_before_it(heads: list[str], years: dict[int, int]) -> None:
    assert compared_years(enumerate(read_label(head, 2023) for head in heads), 2023) == years
