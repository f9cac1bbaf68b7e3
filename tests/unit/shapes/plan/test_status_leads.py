"""Statuses before the sentences that they judge, and bullets that look like them."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, paragraph, table, titled

_LEGEND = "評価 ◎：計画を上回る ○：計画どおり △：計画を下回る ×：未実施"
_WORK = ("（1）席を増やす。　　△", "（2）札を掛ける。　　◎")
_PLAN = "・遅れそうな申請を毎週確かめ、応援の順番を前もって決めておく。"


def _read(
    *done: str, legend: str = _LEGEND, heads: tuple[str, ...] = ("計画内容", "実施状況及び評価", "今後の予定")
) -> Recorder:
    rows = [list(heads), *([_PLAN, text, "・続ける。"] for text in done)]
    return titled(paragraph(legend), table(rows, boxed=True, xs=[0.0, 240.0, 560.0, 700.0]))


def test_symbols_that_differ_and_are_explained_are_statuses() -> None:
    out = _read("○ 遅れた申請はなかった。\n△ 応援の順番を決めるのが遅れた。", "◎　応援を２回出した。")
    assert brief(out.of("plan_status"), "symbol", "status", "item_ja", "review_state") == [
        ("○", "on_plan", "遅れた申請はなかった。", "ok"),
        ("△", "in_progress_or_below", "応援の順番を決めるのが遅れた。", "ok"),
        ("◎", "exceeded", "応援を2回出した。", "ok"),
    ]


@pytest.mark.parametrize(
    ("done", "legend"),
    [
        (("◎ 応援を２回出した。", "○ 遅れた申請はなかった。"), _LEGEND),
        (("○ 遅れた申請はなかった。", "△ 応援の順番を決めるのが遅れた。"), "令和4年度の取組"),
    ],
)
def test_what_may_be_bullets_is_flagged(done: tuple[str, ...], legend: str) -> None:
    assert brief(_read(*done, legend=legend).of("plan_status"), "review_state") == [("flagged",)] * 2


def test_one_symbol_before_all_sentences_is_no_status_but_is_not_dropped_where_a_legend_explains_it() -> None:
    done = ("○ 遅れた申請はなかった。", "○ 応援の順番を決めた。")
    assert _read(*done).of("plan_status") == []
    assert len(_read(*done).of("reject")) == 2
    assert _read(*done, legend="令和4年度の取組").of("reject") == []


def test_beside_statuses_in_a_place_of_their_own_they_are_bullets() -> None:
    heads = ("計画内容", "実施状況", "評価")
    rows = [list(heads), [_PLAN, "○ 遅れた申請はなかった。\n△ 応援の順番を決めるのが遅れた。", "◎"]]
    out = titled(paragraph(_LEGEND), table(rows, boxed=True, xs=[0.0, 240.0, 560.0, 600.0]))
    assert brief(out.of("plan_status"), "symbol") == [("◎",)]


def test_a_title_that_is_like_a_part_of_a_kpis_name_is_in_doubt() -> None:
    titles = ("全被保険者数に占める健康保険委員が委嘱されて\t○", "健康宣言事業所数\t△")
    out = titled(paragraph(_LEGEND), *(paragraph(title) for title in titles))
    assert brief(out.of("plan_status"), "symbol", "review_state") == [("○", "flagged"), ("△", "ok")]


def test_a_symbol_behind_the_figure_of_a_kpi_judges_it_under_any_heading() -> None:
    rows = [
        ["項目", "令和3年度", None, "令和4年度計画"],
        [None, "計画", "実施結果・評価", None],
        ["給付", _PLAN, "現金給付等の申請に係る郵送化率：95.8% △", _PLAN],
        ["窓口", _PLAN, "窓口の席：3席 ○", _PLAN],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    grid = table(rows, boxed=True, xs=[0.0, 60.0, 240.0, 420.0, 600.0], spans=spans)
    out = titled(paragraph(_LEGEND), grid, title="令和4年度大分支部事業計画及び令和3年度実施結果")
    judged = brief(out.of("plan_status"), "fiscal_year", "item_ja", "symbol", "status")
    assert judged == [(2021, "現金給付等の申請に係る郵送化率", "△", "in_progress_or_below")]


def test_symbols_behind_work_are_read_also_where_a_table_has_statuses() -> None:
    rows = [["指標", "実績", "評価"], ["ジェネリック医薬品使用割合", "85.0%", "○"]]
    lines = [paragraph(_LEGEND), table(rows, boxed=True, xs=[0.0, 240.0, 560.0, 700.0]), *map(paragraph, _WORK)]
    found = brief(titled(*lines).of("plan_status"), "item_ja", "symbol")
    assert [pair for pair in found if pair[0].endswith("。")] == [("席を増やす。", "△"), ("札を掛ける。", "◎")]


def _box(*lines: str) -> list[tuple[object, ...]]:
    box = table([["\n".join(lines)]], boxed=True, xs=[0.0, 400.0])
    out = titled(paragraph(_LEGEND), paragraph("令和4年度の取組"), box)
    return brief(out.of("plan_status"), "item_ja", "symbol", "section")


def test_symbols_behind_the_sentences_of_a_box_of_what_was_done_judge_them() -> None:
    done = ("・席を増やすための会議を二度開いた。\t○", "・札を掛ける場所が決まらず、設置が翌年度とな\t×", "った。")
    assert [row[:2] for row in _box("Do（実施）", *done)] == [
        ("席を増やすための会議を二度開いた。", "○"),
        ("札を掛ける場所が決まらず、設置が翌年度となった。", "×"),
    ]
    assert _box("窓口の案内", *done) == []
def _pairs(*rows: tuple[str, ...], legend: str = _LEGEND) -> Recorder:
    xs = [0.0, 20.0, 320.0, 400.0] if len(rows[0]) == 3 else [0.0, 320.0, 360.0]
    return titled(paragraph(legend), table([list(row) for row in rows], boxed=True, xs=xs))


def test_a_table_without_headings_sets_symbols_beside_what_they_judge() -> None:
    out = _pairs(("待つ席を増やす", "○"), ("番号札を配る", "○"))
    assert brief(out.of("plan_status"), "item_ja", "symbol", "extracted_text", "review_state") == [
        ("待つ席を増やす", "○", "○", "ok"),
        ("番号札を配る", "○", "○", "ok"),
    ]
    assert out.of("reject") == []


def test_words_for_statuses_stand_beside_numbered_work() -> None:
    out = _pairs(("1", "待つ席を増やす", "計画どおり"), ("2", "番号札を配る", "遅れている"))
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "review_state") == [
        ("待つ席を増やす", "計画どおり", "on_plan", "flagged"),
        ("番号札を配る", "遅れている", "in_progress_or_below", "flagged"),
    ]
    assert out.of("reject") == [] and out.of("period_figure") == []


@pytest.mark.parametrize("rows", [(("評価", "○"), ("判定", "△")), (("待つ席を増やす", "○"), ("番号札を配る", "三枚"))])
def test_labels_and_columns_of_other_words_are_no_such_table(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not any(row["rule"] == "status_lead" for row in _pairs(*rows).of("plan_status"))


def test_the_name_of_a_group_ahead_of_work_is_no_part_of_it() -> None:
    lines = ("1　窓口　待つ席を増やした。　　○", "2　電話　応援の順番を決めた。　　△")
    out = titled(paragraph(_LEGEND), *(paragraph(line, boxed=True) for line in lines))
    assert brief(out.of("plan_status"), "section", "item_ja", "symbol") == [
        ("窓口", "待つ席を増やした。", "○"),
        ("電話", "応援の順番を決めた。", "△"),
    ]
