"""Layout tables and what stands in their columns."""

from __future__ import annotations

from datetime import date

import pytest

from extract.document import Block
from extract.interpret import interpret
from extract.shapes.context import NamedKpi
from extract.shapes.tables.labelled.ranks import read_rank
from extract.shapes.tables.plans.layout import find_layout, is_title_row
from tests.unit.build import brief, document, header, paragraph, recorder, scope, table, titled

HEAD = header()


@pytest.mark.parametrize(
    ("heads", "roles"),
    [
        (["事業", "計画内容", "実施状況（◎○△×）", "評価"], ["title", "plan", "status", "symbol"]),
        (["計画内容", "進捗状況", "今後の取組"], ["plan", "status", "next"]),
        (["具体的な取組", "実施結果", "全国順位"], ["plan", "status", "rank"]),
        (["〈新〉令和5年度事業計画", "〈旧〉令和4年度事業計画"], ["year", "year"]),
        (["現行（令和4年度）", "改定案（令和5年度）"], ["year", "year"]),
    ],
)
def test_roles_by_their_headings(heads: list[str], roles: list[str]) -> None:
    words = "・窓口が混み合う時間を調べて、応援の順番を前もって決めておく。"
    cells = ["◎" if role == "symbol" else words for role in roles]
    layout = find_layout(table([heads, cells]), None, HEAD)
    assert layout is not None
    assert [column.role for column in layout.columns] == roles
    assert layout.first_row == 1


def test_year_columns_know_their_year() -> None:
    layout = find_layout(table([["〈新〉令和5年度事業計画", "〈旧〉令和4年度事業計画"]]), None, HEAD)
    assert layout is not None
    assert [column.fiscal_year for column in layout.columns] == [2023, 2022]


@pytest.mark.parametrize(
    "rows", [[["月", "件数"], ["4月", "5"]], [["担当", "電話"], ["甲", "乙"]], [["計画", "備考"], ["甲", "乙"]]]
)
def test_what_is_no_layout(rows: list[list[str]]) -> None:
    assert find_layout(table(rows), None, HEAD) is None


def test_figures_beside_names_under_headings_of_plans_are_no_layout() -> None:
    heads = [["施策", "計画", "", "進捗率"], ["", "回数", "人数", ""]]
    named = [["教室", "14回", "210人", "40.0%"], ["訪問", "30回", "31人", "－"]]
    assert find_layout(table([*heads, *named]), None, HEAD) is None
    told = [["教室を年に14回開いて参加者を増やし、その後の様子を尋ねる", "14回", "210人", "40.0%"]]
    assert find_layout(table([*heads, *told]), None, HEAD) is not None


def test_a_table_on_the_next_page_goes_on_where_its_columns_stand_alike() -> None:
    xs = [50.0, 200.0, 400.0]
    before = find_layout(table([["計画内容", "進捗状況"], ["甲", "乙"]], boxed=True, xs=xs), None, HEAD)
    assert before is not None
    after = find_layout(table([["丙", "丁"]], boxed=True, xs=xs, page=2), before, HEAD)
    assert after is not None
    assert after.first_row == 0
    assert find_layout(table([["丙", "丁"]], boxed=True, xs=[120.0, 150.0, 330.0], page=2), before, HEAD) is None


def test_a_table_goes_on_over_a_page_though_columns_beside_its_plans_have_no_role() -> None:
    xs = [50.0, 70.0, 280.0, 490.0, 550.0]
    heads = ["分野", "令和5年度（新）", "令和4年度（旧）", "担当"]
    rows = [heads, ["Ⅰ", *["・窓口が混み合う時間を調べて、応援の順番を決めておく。"] * 2, "企画"]]
    before = find_layout(table(rows, boxed=True, xs=xs), None, HEAD)
    assert before is not None
    after = find_layout(table(rows[1:], boxed=True, xs=xs, page=2), before, HEAD)
    assert after is not None
    assert [column.fiscal_year for column in after.columns if column.role == "year"] == [2023, 2022]
    wider = [*xs[:4], 620.0]
    assert find_layout(table(rows[1:], boxed=True, xs=wider, page=2), before, HEAD) is None
    again = find_layout(table(rows[1:], boxed=True, xs=xs, page=3), after, HEAD)
    assert again is not None
def test_a_wide_column_of_remarks_on_the_next_page_is_that_of_the_headings() -> None:
    xs = [0.0, 150.0, 330.0, 430.0]
    before = find_layout(table([["計画内容", "進捗状況", "備考"], ["甲", "乙", "注"]], boxed=True, xs=xs), None, HEAD)
    after = table([["丙", "丁", "注"]], boxed=True, xs=xs, page=2)
    assert find_layout(after, before, HEAD) is not None
    assert find_layout(table([["丙", "丁", "注"]], boxed=True, xs=[*xs[:3], 460.0], page=2), before, HEAD) is None


def test_sides_in_the_white_between_words_differ_from_page_to_page() -> None:
    heads, words = ["事業", "計画内容", "進捗状況", "状況", "全国順位"], ["案内", "丙の計画", "丁の状況", "○", "3位"]
    before = find_layout(table([heads, words], boxed=True, xs=[0.0, 80.0, 200.0, 330.0, 380.0, 430.0]), None, HEAD)
    near = table([words], boxed=True, xs=[0.0, 68.0, 200.0, 330.0, 390.0, 430.0], page=2)
    assert find_layout(near, before, HEAD) is not None
    far = table([words], boxed=True, xs=[0.0, 40.0, 200.0, 330.0, 390.0, 430.0], page=2)
    assert find_layout(far, before, HEAD) is None


def test_a_nested_table_of_a_conversion_is_not_the_layout_going_on() -> None:
    inner = table([["年度", "一者応札割合"], ["令和4年度", "12.5%"]], page=None, index="1.1.1.0")
    cells: list[list[str | list[Block]]] = [
        ["計画内容", "実施状況"],
        ["・見積りを増やす", [paragraph("・増やした", page=None), inner]],
    ]
    out = titled(table(cells, page=None, index="1"), reader="text")
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [("single_bid_rate", 12.5)]


def test_title_rows_between_the_rows_of_a_layout() -> None:
    grid = table([["〇窓口の仕事（業務部）", None, None], ["甲", "乙", "丙"]], spans={(0, 0): (1, 3)})
    assert is_title_row(grid, 0) == "〇窓口の仕事（業務部）"
    assert is_title_row(grid, 1) is None


class TestRanks:
    def test_a_note_behind_a_rank_says_of_which_month_it_is(self) -> None:
        out = recorder()
        grid = table([["19位\n（前月21\n位）\n※1月診療\n分"]])
        read_rank(grid, grid.cells[0], scope(header(2022, as_of=date(2023, 3, 1)), kpis=["single_bid_rate"]), out)
        found = brief(out.of("kpi_rank"), "rank", "previous_rank", "as_of", "review_state")
        assert found == [(19, 21, "2023-01", "ok")]

    @pytest.mark.parametrize(
        ("text", "rank", "before"),
        [
            ("12位", 12, None),
            ("全国 3位", 3, None),
            ("46位\n(45位)", 46, 45),
            ("７位（前月10位）", 7, 10),
            ("1位(前年度2位)", 1, 2),
        ],
    )
    def test_ranks(self, text: str, rank: int, before: int | None) -> None:
        out = recorder()
        grid = table([[text]])
        read_rank(grid, grid.cells[0], scope(header(2022, as_of=date(2023, 3, 1)), kpis=["single_bid_rate"]), out)
        assert brief(out.of("kpi_rank"), "rank", "previous_rank", "kpi_code", "as_of", "review_state") == [
            (rank, before, "single_bid_rate", "2023-03", "ok")
        ]

    @pytest.mark.parametrize(
        ("text", "kpis"),
        [
            ("48位", ["single_bid_rate"]),
            ("0位", ["single_bid_rate"]),
            ("5位", []),
            ("5位", ["single_bid_rate", "generic_use_rate"]),
            ("5位", [NamedKpi("single_bid_rate", None, "入札の割合", sure=False)]),
        ],
    )
    def test_doubts(self, text: str, kpis: list[str | NamedKpi]) -> None:
        out = recorder()
        grid = table([[text]])
        read_rank(grid, grid.cells[0], scope(kpis=kpis), out)
        assert [row["review_state"] for row in out.of("kpi_rank")] == ["flagged"]

    @pytest.mark.parametrize(("text", "rejects"), [("12", 1), ("上位3割", 1), ("－", 0), ("", 0)])
    def test_what_is_no_rank(self, text: str, rejects: int) -> None:
        out = recorder()
        grid = table([[text]])
        read_rank(grid, grid.cells[0], scope(kpis=["single_bid_rate"]), out)
        assert (len(out.of("kpi_rank")), len(out.of("reject"))) == (0, rejects)


class TestAWholeRow:
    def test_targets_in_the_plan_and_results_beside_them(self) -> None:
        plan = "・見積りの期間を延ばす\n【KPI】\n一者応札案件の割合を18%以下とする"
        done = "・期間を一週間延ばした\n【KPI達成状況】\n15.4%（令和4年12月末）"
        out = titled(table([["計画内容", "実施状況"], [plan, done]]))
        assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [("single_bid_rate", "<=", 18)]
        assert brief(out.of("kpi_actual"), "kpi_code", "value", "as_of") == [("single_bid_rate", 15.4, "2022-12")]

    @pytest.mark.parametrize(("plan", "kpi"), [("", "single_bid_rate"), ("(2)窓口を増やす", None)])
    def test_a_row_cut_by_the_page_break_keeps_its_kpi_until_a_plan_is_printed(
        self, plan: str, kpi: str | None
    ) -> None:
        def grid(rates: list[str], index: str, page: int) -> list[Block]:
            return [
                table([["累計", "10月", "11月", "12月"], ["令和4年度", *rates]], boxed=True, index=index, page=page)
            ]

        xs = [50.0, 100.0, 250.0, 500.0]
        above = [
            ["事業", "計画内容", "実施状況"],
            ["調達", "【KPI】\n一者応札案件の割合を18%以下とする", "資料のとおり"],
        ]
        rates = grid(["15.4%", "15.1%", "14.9%"], "2.0.2.2.0", 2)
        below = [["事業", "計画内容", "実施状況"], ["", "", "・続き"], ["", plan, rates]]
        first = [paragraph("令和4年度 大分支部 事業報告"), table(above, boxed=True, xs=xs)]
        out, _ = interpret(document(first, [table(below, boxed=True, xs=xs, page=2, index="2.0")]))
        assert brief(out.of("monthly_actual"), "kpi_code", "value") == [(kpi, v) for v in (15.4, 15.1, 14.9)]

    @pytest.mark.parametrize(
        ("page", "above", "found"),
        [
            (2, "16.5%以上とする", [("dependent_guidance_rate", 2021, 9.8)]),
            (3, "16.5%以上とする", []),
            (2, "伸ばす", []),
        ],
    )
    def test_a_result_that_a_page_break_parts_from_its_target_is_of_its_kpi(
        self, page: int, above: str, found: list[tuple[object, ...]]
    ) -> None:
        heads = ["令和4年度 事業計画【KPI】", "令和3年度 事業計画【KPI】"]
        target = f"【KPI】\n①被扶養者の特定保健指導の実施率を{above}"
        first = [paragraph("令和4年度 大分支部 事業計画"), table([heads, [target, target]], boxed=True)]
        below = [heads, ["", "◆令和3年度実績：9.8%（令和3年11月末時点）"]]
        later = [[] for _ in range(page - 2)]
        out, _ = interpret(document(first, *later, [table(below, boxed=True, page=page, index=f"{page}.0")]))
        assert brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "value") == found

    def test_a_figure_of_the_year_to_come_is_no_result(self) -> None:
        out = titled(
            table([["計画内容", "実施状況"], ["【KPI】\n一者応札案件の割合を18%以下とする", "16.0%（令和5年12月末）"]])
        )
        assert out.of("kpi_actual") == []

    def test_schedule_marks_by_month(self) -> None:
        months = [f"{m}月" for m in (4, 5, 6, 7, 8, 9)]
        out = titled(table([["", "取組項目", *months], ["①", "掲示の見直し", "●", "", "→", "→", "", "●会議"]]))
        assert brief(out.of("schedule_mark"), "item_no", "activity_ja", "month", "mark") == [
            ("①", "掲示の見直し", "2022-04", "●"),
            ("①", "掲示の見直し", "2022-06", "→"),
            ("①", "掲示の見直し", "2022-07", "→"),
            ("①", "掲示の見直し", "2022-09", "●会議"),
        ]

    def test_a_text_without_a_branch_flags_every_fact(self) -> None:
        out = titled(paragraph("■ KPI", "一者応札案件の割合を18%以下とする"), title="令和4年度 事業報告")
        rows = [*out.of("report"), *out.of("kpi_target")]
        assert len(rows) == 2
        assert {row["review_state"] for row in rows} == {"flagged"}


@pytest.mark.parametrize(("head", "count"), [("令和5年度の目標(KPI)", 1), ("現状とKPI", 0)])
def test_a_figure_alone_is_a_target_below_a_heading_of_nothing_but_targets(head: str, count: int) -> None:
    work = "・窓口が混み合う時間を調べて、応援の順番を前もって決めておく。"
    rows = [["甲", "◆ジェネリック医薬品使用割合80.1%", work], ["乙", "◆健康宣言事業所数820事業所以上", work]]
    grid = table([["担当", head, "主な行動計画"], *rows], boxed=True)
    read = interpret(document([paragraph("令和5年度 大分支部 行動計画", boxed=True), grid]))[0]
    targets = [t["target_value"] for t in read.of("kpi_target") if t["comparator"] == "="]
    assert targets == [80.1] * count


def test_labels_beside_their_text_are_no_headings() -> None:
    rows = [
        ["事業計画", "○窓口の案内の見直し"],
        ["KPI", "◇ジェネリック医薬品使用割合を80.5%以上とする"],
        ["行動計画", "①案内の文面を見直す。\n②相談窓口を開く。"],
    ]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部行動計画")
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("generic_use_rate", 80.5)]
    assert len(out.of("plan_item")) == 3


def test_the_name_of_a_part_that_runs_down_beside_a_title_is_none_of_its_row() -> None:
    rows = [["戦略", "〇健診の推進(保健グループ)", None], [None, "事業", "計画"], [None, "事業", "計画"]]
    assert is_title_row(table(rows, spans={(0, 0): (3, 1), (0, 1): (1, 2)}), 0) == "〇健診の推進(保健グループ)"
    part = [["〇相談窓口の充実", None, "", ""], ["1", "事業", "計画", "○"]]
    assert is_title_row(table(part, spans={(0, 0): (1, 2)}, boxed=True), 0) == "〇相談窓口の充実"
    assert is_title_row(table([["〇相談窓口の充実", None, "", "○"]], spans={(0, 0): (1, 2)}, boxed=True), 0) is None
    beside = [["項目", "〇健診の推進(保健グループ)", None], ["次", "事業", "計画"]]
    assert is_title_row(table(beside, spans={(0, 1): (1, 2)}), 0) is None


_LYING = [0.0, 270.0, 540.0, 600.0]
_UPRIGHT = [20.0, 200.0, 380.0, 420.0]
_HEADED = [
    ["計画内容", "実施状況", "評価"],
    ["・納付書の発送から三十日を過ぎた人に文書での催告を毎月行う。", "・行った。", "○"],
]
_MORE = [["・メールマガジンと紙の広報紙を組み合わせて、届く相手を広げる。", "・広げた。", "△"]]


def test_a_table_goes_on_upon_a_page_of_another_width_by_the_share_of_its_columns() -> None:
    before = find_layout(table(_HEADED, boxed=True, xs=_LYING), None, HEAD)
    after = find_layout(table(_MORE, boxed=True, xs=_UPRIGHT, page=2), before, HEAD)
    assert after is not None
    assert [(c.role, c.x0, c.x1) for c in after.columns] == [
        ("plan", 20.0, 200.0), ("status", 200.0, 380.0), ("symbol", 380.0, 420.0),
    ]  # fmt: skip
    back = find_layout(table(_MORE, boxed=True, xs=_LYING, page=3), after, HEAD)
    assert back is not None
    assert [c.x0 for c in back.columns] == [0.0, 270.0, 540.0]
    drawn = find_layout(table(_MORE, boxed=True, xs=[20.0, 192.0, 371.0, 420.0], page=2), before, HEAD)
    assert drawn is not None  # sides set by hand on each page
    assert [c.x0 for c in drawn.columns] == [20.0, 192.0, 371.0]


@pytest.mark.parametrize(
    ("row", "xs"),
    [
        (_MORE[0], [20.0, 160.0, 380.0, 420.0]),  # other shares
        ([*_MORE[0][:2], "3回"], _UPRIGHT),  # nothing is judged
        (["12,345人", "・広げた。", "△"], _UPRIGHT),  # nothing is planned
    ],
)
def test_another_table_on_a_page_of_another_width_does_not_go_on(row: list[str], xs: list[float]) -> None:
    before = find_layout(table(_HEADED, boxed=True, xs=_LYING), None, HEAD)
    assert find_layout(table([row], boxed=True, xs=xs, page=2), before, HEAD) is None


def test_short_items_of_two_years_beside_each_other_are_plans_of_each() -> None:
    rows = [
        ["項目", "新（令和4年度）", "旧（令和3年度）", "理由"],
        ["窓口", "・記入台を増やす", "（新設）", "混雑の解消"],
        ["電話", "（削除）", "・受付を延ばす", "件数の減少"],
    ]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部 事業計画 新旧対照表")
    assert [(row["fiscal_year"], row["item_ja"]) for row in out.of("plan_item")] == [
        (2022, "記入台を増やす"),
        (2021, "受付を延ばす"),
    ]


def _turned(progress: str, scale: float) -> list[str] | None:
    """The roles of the columns of a page of another width behind one with headings."""
    words = "・窓口が混み合う時間を調べて、応援の順番を決める"
    heads = table([["計画内容", "実施状況"], [f"(1) 窓口の応援\n{words}", f"(1) 窓口の応援\n{words}"]], boxed=True)
    before = find_layout(heads, None, HEAD)
    lying = table([[f"(2) 電話の応対\n{words}", progress]], boxed=True, xs=[0.0, 30.0 * scale, 80.0 * scale])
    assert before is not None
    found = find_layout(lying, before, HEAD)
    assert found is None or found.upright is before
    return [column.role for column in found.columns] if found is not None else None


def test_rows_under_one_title_on_both_sides_go_on_on_a_turned_page() -> None:
    assert _turned("(2) 電話の応対\n・応対の手引きを改めた", 1.5) == ["plan", "status"]


def test_rows_under_other_titles_do_not_go_on_on_a_turned_page() -> None:
    assert _turned("(3) 文書の整理\n・保存の期限を見直した", 1.5) is None


def test_figures_below_the_dated_title_of_a_block_are_of_its_month_and_those_in_brackets_of_the_year_before() -> None:
    plan = ["■KPI", "(1) 健康宣言事業所数を700事業所以上とする", "(2) 生活習慣病予防健診実施率を59.2%以上とする"]
    done = ["■KPI(令和5年8月末)", "(1) 655事業所(令和4年度 611事業所)", "(2) 23.6%"]
    work = "・受診券を事業所ごとにまとめて送り、届いたことを電話で確かめる。"
    rows = [["計画内容", "実施状況"], ["\n".join([work, *plan]), "\n".join(["・受診券を送付した。", *done])]]
    out = titled(table(rows, boxed=True), title="令和5年度上期 大分支部事業計画の進捗状況")
    assert brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "value", "as_of") == [
        ("health_declaration_workplaces", 2023, 655, "2023-08"),
        ("health_declaration_workplaces", 2022, 611, None),
        ("lifestyle_checkup_rate", 2023, 23.6, "2023-08"),
    ]
