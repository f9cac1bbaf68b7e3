"""Results printed more than once."""

from __future__ import annotations

from datetime import date

from tests.unit.certainty.sheet import Sheet, results, texts

SEPTEMBER = date(2030, 9, 1)


def test_a_result_of_the_list_that_the_body_repeats_passes_to_the_coarser_digits():
    sheet = Sheet()
    sheet.actual("generic_use_rate", "81.46", SEPTEMBER)
    sheet.actual("generic_use_rate", "81.5", SEPTEMBER, page=8)
    sheet.checked()
    assert sheet.flagged == [] and all(results(row, "actual_twice") == [True] for row in sheet.facts)


def test_two_different_results_of_one_date_are_both_flagged():
    sheet = Sheet()
    rows = [
        sheet.actual("generic_use_rate", "81.5", SEPTEMBER),
        sheet.actual("generic_use_rate", "85.1", SEPTEMBER, page=8),
    ]
    sheet.checked()
    assert sheet.flagged == rows and len(sheet.conflicts) == 1
    assert "at 2030-09 is 81.5% (page 3) but 85.1% (page 8)" in rows[0]["review_reason"]


def test_other_dates_national_averages_other_bases_and_undated_figures_are_not_compared():
    sheet = Sheet()
    sheet.actual("generic_use_rate", "81.5", SEPTEMBER, basis="cumulative")
    sheet.actual("generic_use_rate", "80.1", date(2030, 8, 1))
    sheet.actual("generic_use_rate", "79.2", SEPTEMBER, scope="national_average")
    sheet.actual("generic_use_rate", "77.7", SEPTEMBER, basis="monthly")
    sheet.actual("generic_use_rate", "70.0", None, basis=None)
    sheet.actual("generic_use_rate", "71.0", None, basis=None)
    assert sheet.checked().flagged == []


class TestSeries:
    running = ("26.83", "33.12", "36.34", "36.75", "41.34", "44.74")

    def sheet(self, basis="cumulative", year=2030):
        sheet = Sheet()
        sheet.months("回収率", self.running, unit="%", basis=basis, kpi="overpayment_recovery_rate", year=year)
        return sheet

    def test_a_result_stands_in_its_row_of_months(self):
        sheet = self.sheet()
        row = sheet.actual("overpayment_recovery_rate", "44.74", SEPTEMBER, basis="cumulative")
        sheet.checked()
        assert sheet.flagged == [] and results(row, "actual_in_series") == [True]

    def test_one_that_differs_is_flagged_with_the_cell(self):
        sheet = self.sheet()
        sheet.actual("overpayment_recovery_rate", "47.44", SEPTEMBER, basis="cumulative")
        sheet.checked()
        assert texts(sheet.flagged) == ["44.74", "47.44%"] and len(sheet.conflicts) == 1

    def test_one_of_another_basis_is_not_compared(self):
        sheet = self.sheet()
        sheet.actual("overpayment_recovery_rate", "47.44", SEPTEMBER, basis="monthly")
        assert sheet.checked().flagged == []

    def test_where_a_running_and_a_monthly_row_are_printed_one_of_them_is_enough(self):
        sheet = self.sheet()
        sheet.months("回収率", ["3.00"] * 6, unit="%", basis="monthly", kpi="overpayment_recovery_rate")
        row = sheet.actual("overpayment_recovery_rate", "44.74", SEPTEMBER)
        sheet.checked()
        assert results(row, "actual_in_series") == [True] and sheet.flagged == []

    def test_last_years_result_is_the_running_figure_of_its_march(self):
        sheet = Sheet()
        sheet.months(
            "回収率", {2: "59.27", 3: "63.53"}, unit="%", basis="cumulative", kpi="overpayment_recovery_rate", year=2029
        )
        row = sheet.actual("overpayment_recovery_rate", "63.53", None, year=2029)
        sheet.checked()
        assert results(row, "year_end") == [True]

    def test_and_is_flagged_where_it_is_not(self):
        sheet = Sheet()
        sheet.months(
            "回収率", {2: "59.27", 3: "63.53"}, unit="%", basis="cumulative", kpi="overpayment_recovery_rate", year=2029
        )
        sheet.actual("overpayment_recovery_rate", "65.33", None, year=2029)
        assert texts(sheet.checked().flagged) == ["63.53", "65.33%"]


def test_a_row_printed_in_two_tables_agrees_but_for_the_cell_that_is_flagged():
    sheet = Sheet()
    sheet.months("相談件数", ["5", "6", "7", "8", "9"], year=2029)
    sheet.months("相談件数", ["5", "6", "7", "8", "6"], year=2029, table="2.0", page=4)
    sheet.checked()
    assert texts(sheet.flagged) == ["9", "6"]
    assert [results(row, "series_twice") for row in sheet.facts[:2]] == [[True], [True]]


def test_rows_that_only_share_a_name_are_not_one_row():
    sheet = Sheet()
    sheet.months("件数", ["5", "6", "7", "8", "9"])
    sheet.months("件数", ["1", "2", "7", "4", "5"], table="2.0", page=2)
    assert all(row["checks"] == [] for row in sheet.checked().facts)


def test_the_national_averages_of_a_table_whose_name_another_table_contradicts_are_in_doubt_with_it():
    sheet = Sheet()

    def actual(text, table, row, scope):
        values = {
            "fiscal_year": 2030, "kpi_code": "generic_use_rate", "kpi_text": "使用割合", "as_of": None, "unit": "%",
            "basis": "full_year", "scope": scope, "provisional": False, "value": float(text),
        }  # fmt: skip
        where = Sheet._cell(3, table, row, 1)
        return sheet.out.add("kpi_actual", where, f"{text}%", "figure_table", **values)

    one, nation = actual("81.5", "3.0", 1, "branch"), actual("80.2", "3.0", 2, "national_average")
    other = actual("27.7", "3.1", 1, "branch")
    alone = actual("80.2", "3.2", 1, "national_average")
    sheet.checked()
    assert [row["review_state"] for row in (one, nation, other, alone)] == ["flagged", "flagged", "flagged", "ok"]
