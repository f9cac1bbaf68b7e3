"""Rows that name only a group of people, of a rate that the title over the table and a heading say together."""

from __future__ import annotations

from tests.unit.build import brief, paragraph, table, titled

_HEAD = ["区分", "対象者数", "実施率", "目標"]
_ROWS = [["被保険者", "17,530人", "25.5%", "27.3%以上"], ["被扶養者", "742人", "10.5%", "9.5%以上"]]


def test_title_group_and_heading_name_the_kpi() -> None:
    out = titled(paragraph("表5 特定保健指導の実施状況"), table([_HEAD, *_ROWS], boxed=True))
    assert brief(out.of("kpi_target"), "kpi_code", "target_value", "review_state") == [
        ("insured_guidance_rate", 27.3, "ok"),
        ("dependent_guidance_rate", 9.5, "ok"),
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [
        ("insured_guidance_rate", 25.5),
        ("dependent_guidance_rate", 10.5),
    ]
    assert ("特定保健指導 被保険者 対象者数", 17530) in brief(out.of("period_figure"), "measure_ja", "value")


def test_a_title_that_makes_no_kpi_of_the_groups_names_none() -> None:
    out = titled(paragraph("表5 健康相談の実施状況"), table([_HEAD, *_ROWS], boxed=True))
    assert not [row for row in out.of("kpi_actual") if row["kpi_code"] and row["review_state"] == "ok"]
