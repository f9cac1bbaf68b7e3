"""Grids that a conversion ran together, repeated or left without headings; wording and figures are our own."""

from __future__ import annotations

import pytest

from extract.document import Table
from extract.recorder import Recorder
from extract.shapes.repair.rows.quarter_rows import with_quarter_rows
from extract.shapes.repair.rows.short_rows import placed
from extract.shapes.tables.labelled.stacked_rows import unstacked
from tests.unit.build import brief, paragraph, table, titled

HEAD = ["項番", "実施概要", "進捗状況", "実施状況"]
TITLED = ["項番", "事業", *HEAD[1:]]
KPI = "【KPI】全被保険者数に占める健康保険委員が委嘱されている事業所の被保険者数の割合を44.0%以上とする。"
MONTHS = ["4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月"]


def read(rows: list[list[str]]) -> Recorder:
    return titled(table(rows, page=None), reader="text")


# ── quarters without headings ────────────────────────────────────────────────────────────────────────────────────────

QUARTERS = [
    "令和3年度 38.0% 38.9% 39.7% 40.4%",
    "令和4年度 - 41.2% - 41.9% - - 42.5% 43.0% ・3月末 委員数1,234人 カバー率43.1%",
]


def coverage(*cells: str) -> list[list[str]]:
    return [HEAD, ["1", KPI, cells[0], "△"], *(["", "", text, ""] for text in cells[1:])]


def test_four_figures_a_year_apart_by_dashes_are_its_quarters_and_flagged() -> None:
    facts = read(coverage(*QUARTERS)).of("period_figure")
    quarters = brief(facts, "fiscal_year", "period", "value", "kpi_code", "review_state")
    for year, values in ((2021, (38.0, 38.9, 39.7, 40.4)), (2022, (41.2, 41.9, 42.5, 43.0))):
        for number, value in enumerate(values, 1):
            assert (year, f"Q{number}", value, "health_committee_coverage", "flagged") in quarters


def test_the_result_behind_them_has_the_month_named_before_it_and_the_kpi_of_the_row_above() -> None:
    facts = read(coverage(*QUARTERS)).of("kpi_actual")
    assert brief(facts, "kpi_code", "value", "as_of", "review_state") == [
        ("health_committee_coverage", 43.1, "2023-03", "flagged")
    ]


@pytest.mark.parametrize(
    "cells",
    [
        [
            "令和3年度 38.0% 38.9% 39.7% 40.4%",
            "令和4年度 41.2% 41.9% 42.5% 43.0%",
        ],  # nothing says that months lie between
        ["令和4年度 - 41.2% - 41.9% - 42.5% - 43.0%"],  # one year alone
        ["令和3年度 - 38% - 39% - 40% - 41件", "令和4年度 - 38% - 39% - 40% - 41件"],  # figures of two kinds
        ["令和3年度 - 38% - 39% - 40%", "令和4年度 - 38% - 39% - 40%"],
    ],
)
def test_other_runs_of_figures_are_no_quarters(cells: list[str]) -> None:
    made = table(coverage(*cells), page=None)
    assert with_quarter_rows(made) is made


# ── a row one figure short ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (["3", "3", "0", "9"], ["3", "3", "3、0", "0、3", "9"]),  # 3 is lost
        (["1", "1", "1", "4"], ["1", "1", "1", "1", "4"]),
        (["0", "0", "5", "5"], ["0", "0", "0、5", "5、0", "5"]),  # 0 is lost
    ],
)
def test_what_is_the_same_wherever_the_gap_is_is_known(figures: list[str], found: list[str]) -> None:
    assert placed(figures) == found


@pytest.mark.parametrize("figures", [["3", "4", "6"], ["3.5", "1", "9"], ["△1", "1", "3"], ["3", "-", "5"], ["9"]])
def test_rows_that_do_not_say_what_is_missing_are_left(figures: list[str]) -> None:
    assert placed(figures) is None


def test_a_row_one_figure_short_gives_only_what_is_sure_and_rejects_the_rest() -> None:
    whole = ["5", "2", "1", "1", "3", "2", "2", "0", "0", "0", "0", "0", "16"]
    short = ["3", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "6"]
    text = " ".join(["区分", *MONTHS, "合計", "入札件数", *whole, "辞退件数", *short, "割合", "-"])
    out = read([HEAD, ["1", "入札の案内を早める。", text, "○"]])
    facts = [row for row in out.of("monthly_actual") if row["measure_ja"] == "辞退件数"]
    assert brief(facts, "month", "value", "review_state") == [("2022-04", 3.0, "flagged")]
    rejected = [row for row in out.of("reject") if "、" in row["extracted_text"]]
    assert len(rejected) == 11
    assert all("lost" in row["reason"] for row in rejected)
    assert len([row for row in out.of("monthly_actual") if row["measure_ja"] == "入札件数"]) == 12


# ── rows that a conversion repeats ───────────────────────────────────────────────────────────────────────────────────


def repeated(lost: str, copy: str) -> Table:
    """Three copies of one row of cells that grow, of which the second is whole but for 6月, and the third runs on."""
    noise = [f"か{i}け" for i in range(12)]
    figures = [(str(100 + i), str(200 + i)) for i in range(12)]
    begun = [f"{n} {m} {a}" for n, m, (a, _) in zip(noise, MONTHS, figures, strict=True)]
    whole = [f"{n} {m} {a} {b}" for n, m, (a, b) in zip(noise, MONTHS, figures, strict=True)]
    grown = [f"{text} 送付{i}件" for i, text in enumerate(whole)]
    whole[2], grown[2] = lost, copy
    label = "申請件数 令和3年度"
    rows = [[label, *begun], [f"{label} 令和4年度", *whole], [f"{label} 令和4年度 送付", *grown]]
    return table(rows, page=None)


def june(made: Table) -> list[str]:
    return [text for row in unstacked(made).rows() for text in row[3:4]]


def test_a_month_that_one_copy_lost_is_read_from_another_and_doubted() -> None:
    made = unstacked(repeated("か2け のの", "か2け 6月 102 202 送付2件"))
    assert [made.rows()[row][3] for row in (1, 2, 3)] == ["6月", "102", "202"]
    assert all(line.doubt for row in (2, 3) for line in made.at(row, 3).lines)  # type: ignore[union-attr]
    assert made.rows()[0][1] == "か0け 4月 100"  # the beginning of the row is no row of its own


def test_figures_whose_month_is_lost_stand_in_its_place() -> None:
    assert june(repeated("か2け 102 202", "か2け のの"))[1:4] == ["6月", "102", "202"]


@pytest.mark.parametrize("copy", ["か2け のの", "か2け 6月 102 送付2件", "か2け 7月 102 202 送付2件"])
def test_a_month_that_no_copy_has_stays_lost(copy: str) -> None:
    assert "202" not in june(repeated("か2け のの", copy))


def test_rows_of_other_figures_lend_none() -> None:
    made = repeated("か2け のの", "か2け 6月 102 202 送付2件")
    for cell in [cell for cell in made.cells if cell.row == 2 and cell.col not in (0, 3)]:
        cell.blocks = [paragraph(cell.text.replace(" 2", " 3"), page=None)]
    assert "202" not in june(made)


# ── what stands around ───────────────────────────────────────────────────────────────────────────────────────────────


def nameless(below: str) -> Recorder:
    grid = " ".join([*MONTHS, "計", "令和4年度", *(str(20 + m) for m in range(12)), "306"])
    plan = "・登録の案内を窓口と郵送で続け、登録者を増やす。"
    return read([HEAD, ["1", plan, grid, "○"], ["", "", below, ""]])


@pytest.mark.parametrize(
    ("below", "name"),
    [("・速報メール:毎月送信中。", "速報メール"), ("・速報メールを毎月送信した。", None), ("・7/1 送信:済み", None)],
)
def test_a_grid_without_a_name_is_named_after_the_item_below_it_and_flagged(below: str, name: str | None) -> None:
    facts = nameless(below).of("monthly_actual")
    assert len(facts) == 12
    assert {row["measure_ja"] == name for row in facts} == {name is not None}
    assert {row["review_state"] for row in facts} == {"flagged"}


def test_an_item_that_is_begun_again_in_the_next_row_is_read_once_and_its_first_try_rejected() -> None:
    broken = "(1)窓口の案 肉を 貝や 寺ち 侍間 矢豆 く しぬ 客吏 広ぬ 案向 坂"
    whole = "(1)窓口の案内を見やすくし、待ち時間を短くする。"
    out = read([TITLED, ["1", "窓口", broken, "", ""], ["", "", whole, "・案内板を更新した。", "○"]])
    assert [row["item_ja"] for row in out.of("plan_item")] == ["窓口の案内を見やすくし、待ち時間を短くする。"]
    assert [row["extracted_text"] for row in out.of("reject")] == [broken, "○"]  # which of the two it judges is unsaid


def test_items_of_one_number_that_go_on_otherwise_are_both_kept() -> None:
    plans = ("(1)窓口の案内を見やすくして待ち時間を短くし、満足度を", "(1)電話の案内を見やすくし、待ち時間を短くする。")
    out = read([TITLED, ["1", "窓口", plans[0], "", ""], ["", "", plans[1], "・更新した。", "○"]])
    assert len(out.of("plan_item")) == 2
