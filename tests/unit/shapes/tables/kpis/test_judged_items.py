"""Lists of KPIs whose statuses judge the work that their rows name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.recorder import Recorder
from extract.shapes.tables.kpis.judged_items import judged_items, read_judged_items
from extract.shapes.tables.kpis.list_columns import list_columns
from tests.unit.build import brief, header, recorder, scope, table

Q2 = header(2024, as_of=date(2024, 9, 1), kind="progress", period="Q2")
BEHIND = ["取組項目", "実施状況", "KPI", "目標", "9月末実績", "評価"]
MAIL = ["郵送の促進", "広報紙で案内した。", "現金給付等の申請に係る郵送化率", "97.0%以上", "97.2%", "○"]
COUNTER = ["窓口応対の向上", "研修が遅れている。", "", "", "", "△"]
CHECKUP = ["健診の受診促進", "事業所を訪問した。", "生活習慣病予防健診実施率", "66.0%以上", "31.2%", "◎"]


def read(rows: Sequence[Sequence[str | None]], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Recorder:
    out, grid = recorder(), table(rows, spans=spans)
    columns = list_columns(grid, scope(Q2))
    assert columns is not None
    read_judged_items(grid, judged_items(grid, columns, scope(Q2)), scope(Q2), out)
    return out


def test_a_status_judges_the_work_of_its_row_with_a_kpi_or_without() -> None:
    out = read([BEHIND, MAIL, COUNTER, CHECKUP])
    judged = [("郵送の促進", "○"), ("窓口応対の向上", "△"), ("健診の受診促進", "◎")]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == judged
    assert brief(out.of("plan_item"), "item_ja") == [(work,) for work, _ in judged]


def test_statuses_ahead_of_the_work_are_of_it_below_the_titles_of_groups() -> None:
    rows = [[row[-1], *row[:-1]] for row in (BEHIND, MAIL, CHECKUP)]
    title = ["1 基盤的機能", None, None, None, None, None]
    out = read([rows[0], title, *rows[1:]], spans={(1, 0): (1, 6)})
    assert brief(out.of("plan_status"), "item_ja", "section") == [
        ("郵送の促進", "1 基盤的機能"),
        ("健診の受診促進", "1 基盤的機能"),
    ]


def test_statuses_behind_kpis_of_every_row_may_be_theirs() -> None:
    assert not read([BEHIND, MAIL, CHECKUP]).of("plan_status")
    shared = [*BEHIND[:1], *BEHIND[2:]]
    other = [None, "事業者健診データ取得率", "9.0%以上", "3.1%", "○"]
    grid = [shared, [CHECKUP[0], *CHECKUP[2:]], other]
    assert not read(grid, spans={(1, 0): (2, 1)}).of("plan_item")
