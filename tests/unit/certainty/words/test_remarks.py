"""Remarks beside and under tables that say which results are provisional, or of another month."""

from __future__ import annotations

import pytest

from extract.interpret import interpret
from tests.unit.build import document, paragraph, table

TITLE = "令和6年度 大分支部事業の進捗状況(令和6年12月末現在)"
_HEAD = ["No.", "KPI", "目標", "12月末実績", "備考"]
_NAMES = ("生活習慣病予防健診実施率", "被扶養者の特定健診実施率", "ジェネリック医薬品使用割合")


def _read(remarks: tuple[str, str, str], note: str = "") -> dict[float, tuple[bool, str]]:
    """Whether each result is provisional, and its state, by its figure."""
    rows = [
        [str(at), name, f"{50 + at}.0%以上", f"{40 + at}.1%", remark]
        for at, (name, remark) in enumerate(zip(_NAMES, remarks, strict=True), 1)
    ]
    notes = [paragraph(note, boxed=True)] if note else []
    out, _ = interpret(document([paragraph(TITLE, boxed=True), table([_HEAD, *rows], boxed=True), *notes]))
    return {row["value"]: (row["provisional"], row["review_state"]) for row in out.of("kpi_actual")}


def test_the_one_result_beside_a_remark_is_provisional() -> None:
    assert _read(("12月末実績は速報値", "", "")) == {41.1: (True, "ok"), 42.1: (False, "ok"), 43.1: (False, "ok")}


def test_a_remark_that_repeats_the_one_above_leaves_its_result_in_doubt() -> None:
    assert _read(("速報値", "同上", ""))[42.1] == (False, "flagged")


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("(注)No.3は令和6年10月診療分。", {43.1}),
        ("(注)No.3は令和6年12月末時点。", set()),
        ("(注)No.1、2は速報値。", {41.1, 42.1}),
        ("※被扶養者の特定健診実施率は速報値である。", {42.1}),
        ("※実績は速報値である。", {41.1, 42.1, 43.1}),
        ("※令和6年度の被扶養者の特定健診実施率は見込値。", {42.1}),
        ("※令和5年度の被扶養者の特定健診実施率は見込値。", set()),
        ("※前年の実績は速報値である。", set()),
    ],
)
def test_what_a_note_may_be_about_is_in_doubt(note: str, doubted: set[float]) -> None:
    assert {value for value, (_, state) in _read(("", "", ""), note).items() if state != "ok"} == doubted
