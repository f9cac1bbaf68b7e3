"""Monthly rows against running rows."""

from __future__ import annotations

from tests.unit.certainty.sheet import Sheet, results, texts

MONTHLY = ["9", "6", "△1", "12", "4", "1", "5", "57", "29", "107", "14", "△16"]
RUNNING = ["109", "115", "114", "126", "130", "131", "136", "193", "222", "329", "343", "327"]


def pair(monthly, running, total=None, **more):
    sheet = Sheet()
    sheet.months("登録者数 単月", monthly, total, **more)
    sheet.months("登録者数 累計", running, basis="cumulative", **more)
    return sheet.checked()


def test_a_running_count_that_grows_by_its_months_passes():
    sheet = pair(MONTHLY, RUNNING)
    assert sheet.flagged == []
    assert results(sheet.facts[-1], "running_total") == [True]


def test_the_figure_that_breaks_two_steps_is_flagged_and_months_proven_by_their_total_are_not():
    wrong = [*RUNNING[:5], "130", *RUNNING[6:]]
    sheet = pair(MONTHLY, wrong, total="227")
    assert texts(sheet.flagged) == ["130"] and sheet.flagged[0]["month"].month == 9
    assert {conflict["check_name"] for conflict in sheet.conflicts} == {"running_total"}


def test_without_a_total_the_months_beside_it_are_in_doubt_too():
    wrong = [*RUNNING[:5], "130", *RUNNING[6:]]
    sheet = pair(MONTHLY, wrong)
    assert sorted(row["month"].month for row in sheet.flagged) == [9, 9, 10]


def test_the_last_running_figure_has_only_one_step_to_fail():
    sheet = pair(MONTHLY, [*RUNNING[:-1], "337"])
    assert sorted(texts(sheet.flagged)) == ["337", "△16"]


def test_a_gap_in_the_running_row_is_bridged_by_the_months():
    sheet = pair(MONTHLY, [RUNNING[0], None, None, *RUNNING[3:]])
    assert sheet.flagged == [] and results(sheet.facts[2], "running_total") == [True]


def test_a_stock_that_does_not_follow_its_additions_says_nothing():
    sheet = pair(MONTHLY, ["109", "112", "114", "120", "130", "129", "140", "193", "220", "329", "340", "327"])
    assert sheet.flagged == [] and all(row["checks"] == [] for row in sheet.facts)


def test_rows_of_other_years_or_measures_are_no_pair():
    sheet = Sheet()
    sheet.months("登録者数 単月", MONTHLY)
    sheet.months("登録者数 累計", RUNNING, basis="cumulative", year=2029)
    sheet.months("配信数 累計", RUNNING, basis="cumulative")
    assert all(row["checks"] == [] for row in sheet.checked().facts)


class TestRates:
    monthly = ("0.96", "1.02", "0.86", "0.84", "1.05", "0.99", "0.94", "1.08", "1.00", "0.79", "0.90", "0.90")
    running = ("0.96", "0.99", "0.95", "0.92", "0.95", "0.95", "0.95", "0.97", "0.97", "0.95", "0.95", "0.94")

    def check(self, running):
        sheet = Sheet()
        sheet.months("施術の割合", self.monthly, unit="%", kpi="judo_multi_site_rate")
        sheet.months("施術の割合", running, unit="%", kpi="judo_multi_site_rate", basis="cumulative")
        return sheet.checked()

    def test_a_running_rate_within_the_months_so_far_passes(self):
        sheet = self.check(self.running)
        assert sheet.flagged == [] and set(results(sheet.facts[-1], "running_rate")) == {True}

    def test_one_outside_them_is_flagged_with_its_month(self):
        sheet = self.check([*self.running[:3], "9.20", *self.running[4:]])
        assert texts(sheet.flagged) == ["0.84", "9.20"]
        assert "lies outside them" in sheet.flagged[0]["review_reason"]

    def test_one_within_the_months_that_leaps_past_its_own_month_is_flagged(self):
        sheet = self.check([*self.running[:10], "1.04", "0.94"])
        assert "1.04" in texts(sheet.flagged)

    def test_rates_that_are_not_of_one_kind_say_nothing(self):
        sheet = self.check(["5.00"] * 12)
        assert sheet.flagged == []

    def test_without_april_nothing_is_known_of_the_months_so_far(self):
        sheet = Sheet()
        sheet.months("施術の割合", [None, *self.monthly[1:]], unit="%", kpi="judo_multi_site_rate")
        sheet.months("施術の割合", ["7.00"] * 12, unit="%", kpi="judo_multi_site_rate", basis="cumulative")
        assert all(row["checks"] == [] for row in sheet.checked().facts)


def test_rows_whose_labels_were_exchanged_are_flagged_as_a_whole():
    sheet = Sheet()
    sheet.months("登録者数 累計", MONTHLY, basis="cumulative")
    sheet.months("登録者数 単月", RUNNING)
    sheet.checked()
    assert len(sheet.flagged) == len(sheet.facts) and len(sheet.conflicts) == 1
    assert "only the other way round" in sheet.flagged[0]["review_reason"]
