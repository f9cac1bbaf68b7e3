"""Tables that compare branches give facts of the report's own branch only."""

from __future__ import annotations

from extract.recorder import Recorder
from tests.unit.build import brief, paragraph, table, titled

TITLE = "令和4年度 大分支部事業報告"


def read(rows: list[list[str]], above: str = "") -> Recorder:
    lines = [paragraph(above)] if above else []
    return titled(*lines, table(rows, boxed=True), title=TITLE)


def test_of_a_list_of_branches_the_own_row_is_read() -> None:
    out = read(
        [
            ["順位", "支部", "令和4年度実績"],
            ["3位", "富山", "86.2%"],
            ["19位", "大分", "81.7%"],
            ["20位", "奈良", "81.6%"],
        ],
        above="ジェネリック医薬品使用割合",
    )
    assert brief(out.of("kpi_actual"), "kpi_code", "value", "basis") == [("generic_use_rate", 81.7, "full_year")]
    assert brief(out.of("kpi_rank"), "kpi_code", "rank") == [("generic_use_rate", 19)]
    assert [reject["extracted_text"] for reject in out.of("reject")] == ["3位", "86.2%", "20位", "81.6%"]
    assert out.of("period_figure") == []


def test_lists_side_by_side() -> None:
    head = ["支部", "令和4年度実績"]
    out = read(
        [head * 2, ["富山", "86.2%", "奈良", "81.6%"], ["高知", "84.0%", "大分", "81.7%"]],
        above="ジェネリック医薬品使用割合",
    )
    assert brief(out.of("kpi_actual"), "value") == [(81.7,)]


def test_under_headings_of_branches_the_own_column_and_the_nation_are_read() -> None:
    out = read([
        ["指標", "福井支部", "大分支部", "全国平均"],
        ["健康宣言事業所数", "1,210事業所", "930事業所", "1,504事業所"],
        ["ジェネリック医薬品使用割合", "83.3%", "81.7%", "82.0%"],
    ])  # fmt: skip
    assert brief(out.of("kpi_actual"), "value", "scope", "basis") == [
        (930, "branch", "full_year"), (1504, "national_average", "full_year"),
        (81.7, "branch", "full_year"), (82.0, "national_average", "full_year"),
    ]  # fmt: skip
    assert [reject["extracted_text"] for reject in out.of("reject")] == ["1,210事業所", "83.3%"]


def test_without_an_own_row_nothing_is_read() -> None:
    out = read([["支部", "令和4年度実績"], ["富山", "86.2%"], ["奈良", "81.6%"]], above="ジェネリック医薬品使用割合")
    assert out.of("kpi_actual") == out.of("period_figure") == []


def test_places_that_are_no_branches_are_left() -> None:
    out = read([["市町", "令和4年度実績"], ["別府市", "86.2%"], ["中津市", "81.6%"]], above="健診受診率")
    assert out.of("reject") == []


def test_the_average_of_a_group_of_branches_is_never_the_branchs_own_result() -> None:
    rows = [["指標", "大分支部", "九州ブロック平均"], ["ジェネリック医薬品使用割合(%)", "82.1", "83.4"]]
    out = titled(table(rows, boxed=True))
    assert brief(out.of("kpi_actual"), "value") == [(82.1,)]
    names = ("kpi_code", "measure_ja", "dimension", "value", "review_state")
    assert brief(out.of("period_figure"), *names) == [
        ("generic_use_rate", "ジェネリック医薬品使用割合", "九州ブロック平均", 83.4, "flagged")
    ]
