"""Targets printed twice, planned rates and heads."""

from __future__ import annotations

from extract.shapes.context import HEADS_BY_OCR, LOST_COLUMN
from tests.unit.certainty.sheet import Sheet, results, texts


def test_the_same_target_in_body_and_list_is_noted_on_both():
    sheet = Sheet()
    rows = [sheet.target("generic_use_rate", "81.0"), sheet.target("generic_use_rate", "81.0", part="kpi_list", page=9)]
    sheet.checked()
    assert sheet.flagged == [] and [results(row, "target_twice") for row in rows] == [[True], [True]]


def test_a_list_that_says_another_number_flags_both_and_is_a_conflict():
    sheet = Sheet()
    listed = sheet.target("generic_use_rate", "80.4", part="kpi_list", page=9)
    body = sheet.target("generic_use_rate", "81.0")
    sheet.checked()
    assert sheet.flagged == [listed, body]
    assert "81.0% in the body (page 2) but 80.4% in the KPI list (page 9)" in body["review_reason"]
    (conflict,) = sheet.conflicts
    assert (conflict["left_value"], conflict["right_value"]) == ("81", "80.4")
    assert conflict["kpi_code"] == "generic_use_rate"


def test_opposite_directions_are_a_conflict():
    sheet = Sheet()
    sheet.target("single_bid_rate", "20", "<=")
    sheet.target("single_bid_rate", "20", ">=", part="kpi_list")
    assert len(sheet.checked().conflicts) == 1 and len(sheet.flagged) == 2


def test_other_years_words_without_number_and_other_wordings_are_no_contradiction():
    sheet = Sheet()
    sheet.target("generic_use_rate", "80.4", year=2029)
    sheet.target("generic_use_rate", "81.0")
    sheet.target("generic_use_rate", "", "prior_year_or_more", part="kpi_list")
    sheet.target("generic_use_rate", "81.0", "=", part="planned")
    assert sheet.checked().flagged == []


def test_a_target_whose_kpi_is_in_doubt_contradicts_nothing():
    sheet = Sheet()
    sheet.target("generic_use_rate", "81.0")
    sheet.target("generic_use_rate", "12.5", doubt="the name fits two KPIs")
    assert sheet.checked().conflicts == []


def plan(sheet, rate, heads, concerned=None, *, page=2, measure="健診"):
    """A planned rate with its heads in one sentence, the people concerned in the one above."""
    if concerned:
        sheet.heads(f"{measure} 実施対象者数", concerned, page=page, bbox=(0.0, 0.0, 9.0, 1.0))
    box = (0.0, 1.0, 9.0, 2.0)
    target = sheet.target(f"{measure}_rate", rate, "=", "planned", page=page, bbox=box)
    return target, sheet.heads(f"{measure} 実施見込者数", heads, "planned_heads", page=page, bbox=box)


def test_planned_rates_follow_from_the_heads_beside_them():
    sheet = Sheet()
    target, heads = plan(sheet, "60.6", "250,000", "412,450")
    sheet.checked()
    assert results(target, "planned_rate") == results(heads, "planned_rate") == [True]


def test_two_rates_of_one_sentence_take_their_heads_in_order():
    sheet = Sheet()
    sheet.heads("被保険者 実施対象者数", "400,000")
    rates = [sheet.target(f"kpi_{rate}", rate, "=", "planned") for rate in ("50.0", "7.5")]
    for heads in ("200,000", "30,000"):
        sheet.heads("見込者数", heads, "planned_heads")
    sheet.checked()
    assert sheet.flagged == [] and [results(row, "planned_rate") for row in rates] == [[True], [True]]


def test_a_planned_rate_that_does_not_follow_is_flagged_where_the_others_do():
    sheet = Sheet()
    for number in range(3):
        plan(sheet, "50.0", "500", "1,000", page=3 + number, measure=f"種別{number}")
    target, heads = plan(sheet, "62.0", "260", "1,000", page=9)
    sheet.checked()
    assert [heads, target] == [row for row in sheet.flagged if row["rule"] != "headcount"]
    assert "is 26%, but the planned rate (page 9) says 62.0%" in target["review_reason"]


def test_a_planned_rate_alone_or_without_people_concerned_is_not_judged():
    sheet = Sheet()
    plan(sheet, "62.0", "260", "1,000")
    plan(sheet, "62.0", "260", page=4, measure="別")
    assert sheet.checked().flagged == []


def test_people_concerned_of_two_groups_add_up():
    sheet = Sheet()
    for name, heads in (
        ("被保険者 対象者数", "36,964"),
        ("被扶養者 対象者数", "2,193"),
        ("被保険者+被扶養者 対象者数", "39,157"),
    ):
        sheet.heads(name, heads)
    sheet.heads("被保険者+被扶養者 対象者数", "40,000")
    sheet.checked()
    assert [results(row, "heads_total") for row in sheet.facts] == [[True], [True], [True], []]
    assert texts(sheet.flagged) == []


class TestLastYear:
    def sheet(self, number, result, **more):
        sheet = Sheet()
        sheet.target("mail_application_rate", "", "prior_year_or_more")
        sheet.target("mail_application_rate", number, page=3)
        sheet.actual("mail_application_rate", result, None, year=2029, **more)
        return sheet.checked()

    def test_the_number_of_a_relative_target_is_last_years_result(self):
        sheet = self.sheet("96.5", "96.5")
        assert sheet.flagged == [] and results(sheet.facts[1], "prior_year_target") == [True]

    def test_one_that_is_not_is_flagged_with_the_result(self):
        sheet = self.sheet("99.3", "96.5")
        assert texts(sheet.flagged) == ["目標を99.3%とする", "96.5%"] and len(sheet.conflicts) == 1
        assert "is the figure of 2029, 96.5%" in sheet.flagged[0]["review_reason"]

    def test_results_of_a_date_or_of_the_nation_are_other_figures(self):
        assert self.sheet("99.3", "96.5", basis="cumulative").flagged == []
        assert self.sheet("99.3", "96.5", scope="national_average").flagged == []

    def test_a_target_that_is_not_relative_may_be_any_number(self):
        sheet = Sheet()
        sheet.target("mail_application_rate", "99.3")
        sheet.actual("mail_application_rate", "96.5", None, year=2029)
        assert sheet.checked().flagged == []


class TestLostColumn:
    def sheet(self, *body, listed=("65.9", "64.2")):
        sheet = Sheet()
        for number in body:
            sheet.target("lifestyle_checkup_rate", number, doubt=LOST_COLUMN)
        for year, number in zip((2030, 2029), listed, strict=True):
            sheet.target("lifestyle_checkup_rate", number, part="kpi_list", page=9, year=year)
        return sheet.checked()

    def test_one_that_some_year_prints_contradicts_nothing(self):
        assert self.sheet("65.9", "64.2").conflicts == []

    def test_one_that_no_year_prints_contradicts_the_list(self):
        sheet = self.sheet("66.8", "65.9", listed=("65.9", "65.9"))
        (conflict,) = sheet.conflicts
        assert (conflict["left_value"], conflict["right_value"]) == ("66.8", "65.9")
        assert "no year prints that" in sheet.facts[2]["review_reason"] and sheet.facts[3]["review_state"] == "ok"


def test_a_target_under_headings_read_by_ocr_is_proven_by_the_list_or_contradicts_it():
    for number, states in (("72.7", {"ok"}), ("75.4", {"flagged"})):
        sheet = Sheet()
        sheet.target("health_committee_coverage", number, doubt=HEADS_BY_OCR)
        sheet.target("health_committee_coverage", "72.7", part="kpi_list", page=9)
        assert {row["review_state"] for row in sheet.checked().facts} == states
