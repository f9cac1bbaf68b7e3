"""Names of groups beside a list of KPIs are no work."""

from __future__ import annotations

from tests.unit.build import brief, table, titled

HEADS = ["番号", "施策", "KPI", "目標値", "実績値", "評価"]
RATES = [
    ["1", "郵送の促進", "現金給付等の申請に係る郵送化率", "95.0%以上", "96.3%", "○"],
    ["2", None, "生活習慣病予防健診実施率", "61.5%以上", "60.1%", "△"],
    ["3", "医薬品の適正使用", "ジェネリック医薬品使用割合", "78.5%以上", "78.9%", "○"],
]


def test_short_names_some_of_several_kpis_are_groups() -> None:
    out = titled(table([HEADS, *RATES], spans={(1, 1): (2, 1)}))
    assert out.of("plan_item") == []
    assert len(out.of("kpi_target")) == 3


def test_work_beside_kpis_is_work() -> None:
    work = "医師会と共に啓発のちらしを配る。"
    rows = [RATES[0], RATES[1], [*RATES[2][:1], work, *RATES[2][2:]]]
    out = titled(table([HEADS, *rows], spans={(1, 1): (2, 1)}))
    assert (work,) in brief(out.of("plan_item"), "item_ja")
