"""Targets printed twice, planned rates and heads."""

from __future__ import annotations

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
