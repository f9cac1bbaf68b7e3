"""Work to be done that stands behind the symbol that judges it, and statuses with their reasons."""

from __future__ import annotations

from tests.unit.build import brief, paragraph, table, titled

LEGEND = paragraph("凡例 ◎:計画を上回る ○:計画どおり △:遅れている －:下期に実施する")
TITLE = "令和4年度上期 大分支部事業報告"


def test_work_behind_its_status_is_planned_too() -> None:
    done = "△ 電話の件数を時間帯ごとに数えた。"
    lines = paragraph("○ 案内を窓口に備え付ける。", done, "－ 薬局と共同で相談会を開く。")
    out = titled(LEGEND, lines, title=TITLE)
    assert brief(out.of("plan_status"), "symbol", "item_ja") == [
        ("○", "案内を窓口に備え付ける。"),
        ("△", "電話の件数を時間帯ごとに数えた。"),
        ("－", "薬局と共同で相談会を開く。"),
    ]
    assert brief(out.of("plan_item"), "item_ja") == [("案内を窓口に備え付ける。",), ("薬局と共同で相談会を開く。",)]


def test_dashes_before_sentences_without_other_symbols_are_bullets() -> None:
    out = titled(LEGEND, paragraph("－ 案内を窓口に備え付ける。", "－ 薬局と共同で相談会を開く。"), title=TITLE)
    assert out.of("plan_status") == []


def test_a_status_with_its_reason_behind_it_judges_the_sheet() -> None:
    kpis = table([["KPI", "目標", "9月末実績"], ["現金給付等の申請に係る郵送化率", "95.0%以上", "94.1%"]], index="1.1")
    rows = [
        [[paragraph("施策2 郵送の促進"), kpis], None],
        ["取組内容", "・記入例を窓口に置く。\n・申請書を郵送で受け付ける。"],
        ["実施状況", "・記入例を改めた。"],
        ["評価", "△ 郵送は増えたが、目標には届いていない。"],
        ["今後の対応", "・記入例を広報紙に載せる。"],
    ]
    out = titled(LEGEND, table(rows, spans={(0, 0): (1, 2)}), title=TITLE)
    assert brief(out.of("plan_status"), "symbol", "item_ja") == [("△", "施策2 郵送の促進")]
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("mail_application_rate", 95.0)]
    assert brief(out.of("plan_item"), "item_ja") == [("記入例を窓口に置く。",), ("申請書を郵送で受け付ける。",)]


def test_weights_at_the_end_of_a_sheets_title() -> None:
    rows = [
        ["施策3 健診の推進 戦略的保険者機能 重要度:高 困難度:高", None],
        ["取組内容", "・休日の健診を増やす。"],
        ["実施状況", "・日程を改めた。"],
        ["評価", "○"],
    ]
    out = titled(LEGEND, table(rows, spans={(0, 0): (1, 2)}), title=TITLE)
    assert brief(out.of("plan_item"), "item_ja", "importance", "difficulty") == [("休日の健診を増やす。", "高", "高")]
    assert out.of("plan_item")[0]["section"] == "施策3 健診の推進 戦略的保険者機能"


def test_a_table_of_one_row_heads_the_sheet_below_it() -> None:
    head = table([["No.2", "柔道整復の適正化", "担当\n業務グループ"]])
    work = table([["取組", "自己評価"], ["多部位の施術を文書で確かめる。", "△"], ["案内を送る。", "○"]], index="1.1")
    out = titled(LEGEND, head, work, table([["総合評価", "△"]], index="1.2"), title=TITLE)
    assert {row["section"] for row in out.of("plan_status")} == {"No.2 柔道整復の適正化"}
    overall = [row for row in out.of("plan_status") if row["item_ja"].endswith("柔道整復の適正化")]
    assert brief(overall, "symbol", "status", "review_state") == [("△", "in_progress_or_below", "flagged")]
