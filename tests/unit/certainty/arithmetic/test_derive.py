"""Blanks that exactly one sum of printed figures leaves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.certainty.sheet import HEADER, Sheet


def derived(sheet):
    return {(row["measure_ja"], row["month"].month): row for row in sheet.facts if row["review_state"] == "derived"}


class TestFromTheTotal:
    def test_the_one_blank_month_is_given_by_the_total_and_never_ok(self):
        sheet = Sheet()
        sheet.months("受付数", ["8"] * 12)
        rows = sheet.months("申請件数", ["20", None, *["10"] * 10], "155")
        sheet.checked()
        (derived,) = [row for row in sheet.facts if row["rule"] == "derived_from_total"]
        assert (derived["month"], derived["value"], derived["extracted_text"]) == (date(2030, 5, 1), 35.0, "")
        assert derived["review_state"] == "derived" and "leaves 35" in derived["review_reason"]
        assert '"row":2' in derived["source_ref"] and '"col":2' in derived["source_ref"]
        assert '"bbox":[100.0,40.0,148.0,58.0]' in derived["source_ref"]
        assert derived["series_id"] == rows[0]["series_id"]
        assert derived["fact_id"] not in {row["fact_id"] for row in rows}

    def test_without_a_peer_for_the_column_the_place_lies_between_its_neighbours(self):
        sheet = Sheet()
        april, june, *_ = sheet.months("申請件数", ["20", None, *["10"] * 10], "155")
        sheet.checked()
        place, left, right = (
            json.loads(row["source_ref"]) for row in (sheet.out.of("monthly_actual")[-1], april, june)
        )
        assert (place["row"], place["col"]) == (left["row"], left["col"] + 1)
        assert place["bbox"] == [left["bbox"][2], left["bbox"][1], right["bbox"][0], left["bbox"][3]]

    def test_at_the_end_of_a_row_without_a_peer_the_place_is_that_of_the_total(self):
        sheet = Sheet()
        *_, total = sheet.months("申請件数", [None, "20", *["10"] * 10], "155")
        sheet.checked()
        assert sheet.out.of("monthly_actual")[-1]["source_ref"] == total["source_ref"]

    @pytest.mark.parametrize(
        ("printed", "total", "more"),
        [
            (["20", None, None, *["10"] * 9], "155", {}),  # two months are blank
            (["20", None, *["10"] * 10], None, {}),  # no total
            (["20", None, *["10"] * 10], "120", {}),  # nothing is left for it
            (["20", None, *["10"] * 10], "118", {}),  # the others are more than the total
            (["20", None, *["10"] * 10], "155", {"basis": "cumulative"}),
            (["20", None, *["10"] * 10], "155", {"basis": None}),
            (["20%", None, *["10%"] * 10], "155%", {"unit": "%"}),
            (["2.0", None, *["1.5"] * 10], "19.5", {}),  # not a count
        ],
    )
    def test_nothing_is_derived_where_the_blank_may_mean_something_else(self, printed, total, more):
        sheet = Sheet()
        sheet.months("申請件数", printed, total, **more)
        sheet.checked()
        assert [row for row in sheet.facts if row["rule"] == "derived_from_total"] == []

    def test_a_month_the_report_has_not_reached_is_not_derived(self):
        sheet = Sheet()
        sheet.months("申請件数", [*["10"] * 11, None], "155")
        sheet.checked(replace(HEADER, as_of=date(2031, 2, 1)))
        assert len(sheet.out.of("monthly_actual")) == 11

    def test_nothing_is_derived_from_doubtful_figures(self):
        sheet = Sheet()
        rows = sheet.months("申請件数", ["20", None, *["10"] * 10], "155")
        rows[3]["review_state"], rows[3]["review_reason"] = "flagged", "read by OCR"
        sheet.checked()
        assert len(sheet.out.of("monthly_actual")) == 11


MONTHLY = ["16", "24", "14", "13", "3", "21", "29", "2", "7", "15", "17", "16"]
RUNNING = ["1,186", "1,210", "1,224", "1,237", "1,240", "1,261", "1,290", "1,292", "1,299", "1,314", "1,331", "1,347"]


def pair(monthly=(), running=(), **changed):
    """A monthly and a running row; the months named are blank."""
    sheet = Sheet()
    for printed, blank, basis in ((MONTHLY, monthly, "monthly"), (RUNNING, running, "cumulative")):
        texts = [None if at in blank else changed.get(f"{basis}{at}", text) for at, text in enumerate(printed)]
        sheet.months("登録数", texts, basis=basis)
    return sheet.checked()


class TestFromRunningFigures:
    def test_a_month_is_the_step_between_two_running_figures(self):
        (row,) = derived(pair(monthly=[4])).values()
        assert (row["month"], row["value"], row["basis"]) == (date(2030, 8, 1), 3.0, "monthly")
        assert row["rule"] == "derived_from_running" and row["extracted_text"] == ""
        assert "1,240" in row["review_reason"] and "less 1,237" in row["review_reason"]

    def test_a_running_figure_is_the_one_before_and_its_month(self):
        (row,) = derived(pair(running=[10])).values()
        assert (row["value"], row["basis"]) == (1331.0, "cumulative")

    def test_two_blanks_of_one_month_leave_nothing_certain(self):
        assert derived(pair(monthly=[4], running=[4])) == {}

    def test_nothing_is_derived_where_a_step_fails(self):
        assert derived(pair(monthly=[4], cumulative8="1,300")) == {}

    def test_nor_a_fall(self):
        assert derived(pair(monthly=[11], cumulative11="1,320")) == {}


PARTS = {"甲": ["3", "4", "5", "6", "7"], "乙": ["10", "20", "30", "40", "50"], "丙": ["1", "2", "1", "2", "1"]}


def block(blank, total=("14", "26", "36", "48", "58")):
    sheet = Sheet()
    for name, texts in PARTS.items():
        sheet.months(name, [None if (name, at) in blank else text for at, text in enumerate(texts)])
    sheet.months("合計", list(total))
    return sheet.checked()


class TestFromSumRows:
    def test_the_one_blank_of_a_column_is_what_the_sum_leaves(self):
        (row,) = derived(block({("乙", 3)})).values()
        assert (row["measure_ja"], row["value"], row["rule"]) == ("乙", 40.0, "derived_from_rows")
        assert '"row":2' in row["source_ref"] and '"col":4' in row["source_ref"]

    def test_two_blanks_are_not_told_apart(self):
        assert derived(block({("甲", 3), ("乙", 3)})) == {}

    def test_nothing_is_derived_where_another_column_fails(self):
        assert derived(block({("乙", 3)}, ("14", "26", "36", "48", "59"))) == {}
