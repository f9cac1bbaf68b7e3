"""Rates against the counts of their table."""

from __future__ import annotations

from tests.unit.certainty.sheet import Sheet, results, texts

COUNTER = ["423", "393", "364", "332", "329", "413"]
POST = ["7,421", "7,307", "7,341", "6,973", "7,183", "6,998"]
SHARE = ["94.6%", "94.9%", "95.3%", "95.5%", "95.6%", "94.4%"]


def table(share, counter=COUNTER, post=POST, totals=(None, None, None)):
    sheet = Sheet()
    sheet.months("窓口件数", counter, totals[0])
    sheet.months("郵送件数", post, totals[1])
    sheet.months("郵送化率", share, totals[2], unit="%")
    return sheet.checked()


def test_a_rate_of_two_parts_is_found_and_noted():
    sheet = table(SHARE)
    assert sheet.flagged == []
    assert all(results(row, "rate_of_counts") == [True] for row in sheet.facts)


def test_the_total_column_takes_part():
    sheet = table(SHARE, totals=("2,254", "43,223", "95.0%"))
    assert [results(row, "rate_of_counts") for row in sheet.out.of("period_figure")] == [[True]] * 3


def test_a_single_month_that_does_not_fit_flags_the_rate_and_its_counts():
    sheet = table([*SHARE[:5], "49.4%"])
    assert texts(sheet.flagged) == ["413", "6,998", "49.4%"]
    assert "is 94.427%, but the rate" in sheet.flagged[0]["review_reason"]
    assert len(sheet.conflicts) == 1


def test_counts_that_sums_prove_are_not_blamed():
    sheet = table([*SHARE[:5], "49.4%"], totals=("2,254", "43,223", None))
    assert texts(sheet.flagged) == ["49.4%"]


def test_a_rate_that_is_cut_off_instead_of_rounded_passes():
    sheet = Sheet()
    sheet.months("送付件数", ["2,307", "1,037", "1,106", "749"])
    sheet.months("登録者数", ["205", "85", "87", "64"])
    sheet.months("登録率", ["8.8%", "8.1%", "7.8%", "8.5%"], unit="%")
    assert results(sheet.checked().facts[-1], "rate_of_counts") == [True]


def test_a_rate_that_fits_too_seldom_is_of_something_else():
    sheet = table(["94.6%", "94.9%", "95.3%", "80.1%", "79.0%", "81.2%"])
    assert sheet.flagged == [] and all(row["checks"] == [] for row in sheet.facts)


def test_a_rate_that_never_changes_proves_nothing():
    sheet = Sheet()
    sheet.months("決定件数", ["20", "31", "42", "7"])
    sheet.months("期限内件数", ["20", "31", "42", "9"])
    sheet.months("達成率", ["100%"] * 4, unit="%")
    assert all(row["checks"] == [] for row in sheet.checked().facts)


def test_rows_of_another_table_or_year_are_not_tried():
    sheet = Sheet()
    sheet.months("窓口件数", COUNTER, table="2.0")
    sheet.months("郵送件数", POST, year=2029)
    sheet.months("郵送化率", SHARE, unit="%")
    assert all(row["checks"] == [] for row in sheet.checked().facts)
