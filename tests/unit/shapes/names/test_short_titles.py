from __future__ import annotations

import pytest

from extract.shapes.names.short_titles import in_full


@pytest.mark.parametrize(
    ("lines", "over", "wanted"),
    [
        (["特定健診の受診率", "月別の受診率（累計、単位：%）"], None, ["特定健診の受診率(累計、単位:%)"]),
        (["年度別の受診率"], "2. 特定健診の受診率の推移", ["特定健診の受診率"]),
        (["受診率の推移（累計）"], "特定健診の受診率", ["特定健診の受診率(累計)"]),
        (["特定健診の受診率", "月別の申請件数"], None, ["特定健診の受診率", "月別の申請件数"]),
        (["特定健診の受診率", "受診率"], None, ["特定健診の受診率", "受診率"]),  # it may be the name of another rate
        (["受診率", "月別の受診率"], None, ["受診率", "月別の受診率"]),
    ],
)
def test_a_title_that_repeats_the_end_of_a_name_is_that_name(
    lines: list[str], over: str | None, wanted: list[str]
) -> None:
    assert in_full(lines, over) == wanted
