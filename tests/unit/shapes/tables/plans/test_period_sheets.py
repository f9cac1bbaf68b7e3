"""Sheets of activities with a grid over parts of the year: whose its statuses are, and whose its figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.shapes.tables.plans.activity_rows import period_of
from extract.shapes.tables.plans.period_sheets import period_sheets
from tests.unit.build import brief, paragraph, table, titled

_LEGEND = "◎：計画以上　○：計画どおり　△：計画を下回る　×：未実施"
_NAME: list[str | None] = ["施策番号", "3", "施策名", "債権の回収", "担当", "業務グループ"]
_WORK: list[str | None] = ["取組内容", "文書で催告を行う。", None, None, None, None]
_HEADS: list[str | None] = ["指標", "目標", "前年度実績", "第1四半期", "第2四半期", "累計"]
_KPI: list[str | None] = ["ジェネリック医薬品使用割合", "81.0%以上", "80.0%", "80.1%", "80.4%", ""]
_COUNT: list[str | None] = ["催告の送付件数(件)", "", "40", "3", "0", "3"]
_JUDGED: list[str | None] = ["評価", "", "", "○", "△", ""]
_SAID: list[str | None] = ["コメント", "催告を早めた。", None, None, None, None]
_AIM: list[str | None] = ["目標(KPI)", "被扶養者の特定健診受診率を30.1%以上とする", None, None, None, None]


def _sheet(*rows: list[str | None]) -> object:
    spans = {(at, 1): (1, 5) for at, row in enumerate(rows) if row[2] is None}
    return table(rows, spans=spans, boxed=True)


def _read(*rows: list[str | None]) -> object:
    return titled(paragraph(_LEGEND), _sheet(*rows))


class TestSheetsWithPartsOfTheYear:
    def test_statuses_judge_the_activity_each_in_its_part_of_the_year(self) -> None:
        out = _read(_NAME, _WORK, _HEADS, _KPI, _JUDGED, _SAID)
        found = brief(out.of("plan_status"), "item_ja", "period", "symbol")
        assert found == [("債権の回収", "Q1", "○"), ("債権の回収", "Q2", "△")]
        assert brief(out.of("plan_item"), "section", "item_ja") == [("債権の回収", "文書で催告を行う。")]

    def test_counts_among_kpis_are_figures_of_their_own(self) -> None:
        out = _read(_NAME, _WORK, _HEADS, _KPI, _COUNT, _JUDGED, _SAID)
        figures = [row for row in out.of("period_figure") if row["kpi_code"] is None]
        assert {(row["period"], row["value"]) for row in figures} >= {("Q1", 3), ("Q2", 0)}
        assert all(row["kpi_code"] for row in out.of("kpi_actual"))
        assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("generic_use_rate", 81)]

    @pytest.mark.parametrize("label", ["数値", "実績", "実績値"])
    def test_figures_without_a_name_are_of_the_kpi_whose_target_the_sheet_states(self, label: str) -> None:
        heads: list[str | None] = ["実績", "第1四半期", "第2四半期", "第3四半期", "第4四半期", "通期"]
        figures: list[str | None] = [label, "4.2%", "11.0%", "19.7%", "28.8%", "28.8%"]
        judged: list[str | None] = ["評価", "○", "○", "△", "×", "×"]
        out = _read(_NAME, _AIM, heads, figures, judged, _WORK)
        assert {row["kpi_code"] for row in out.of("period_figure")} == {"dependent_checkup_rate"}
        assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("dependent_checkup_rate", 30.1)]
        assert [row["period"] for row in out.of("plan_status")] == ["Q1", "Q2", "Q3", "Q4", "FY"]

    def test_of_rows_by_what_they_are_only_results_are_results(self) -> None:
        heads: list[str | None] = ["", "第1四半期", "第2四半期", "第3四半期", "第4四半期", "通期"]
        rows = [
            [label, *(f"{value + i}.0%" for i in range(5))]
            for label, value in (("目標", 20), ("実績", 30), ("前年度実績", 40), ("達成率", 90))
        ]
        named: list[str | None] = ["指標", "被扶養者の特定健診実施率", None, None, None, None]
        out = _read(_NAME, named, heads, *[list(row) for row in rows], _WORK)
        assert {row["value"] for row in out.of("period_figure")} == {30, 31, 32, 33}
        assert [row["value"] for row in out.of("kpi_actual")] == [34]
        assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("dependent_checkup_rate", 24)]
        assert len(out.of("reject")) == 4 + 5 + 5
        unnamed = _read(_NAME, _WORK, heads, *[list(row) for row in rows])
        assert not unnamed.of("kpi_actual") and not unnamed.of("period_figure") and not unnamed.of("kpi_target")

    def test_months_in_a_sheet_are_months_of_what_their_rows_name(self) -> None:
        heads: list[str | None] = ["", *(f"{month}月" for month in (4, 5, 6, 7, 8))]
        counts: list[str | None] = ["窓口の来訪者数(人)", "310", "298", "305", "320", "301"]
        out = _read(_NAME, _WORK, heads, counts, _SAID)
        assert [row["value"] for row in out.of("monthly_actual")] == [310, 298, 305, 320, 301]
        assert brief(out.of("plan_item"), "section", "item_ja") == [("債権の回収", "文書で催告を行う。")]

    def test_sheets_in_one_table_begin_where_the_first_label_stands_again(self) -> None:
        rows = [_NAME, _WORK, _HEADS, _KPI, _JUDGED]
        assert len(period_sheets(_sheet(*rows, *rows), 2022)) == 2

    @pytest.mark.parametrize(
        "row",
        [
            ["説明会", "", "", "○", "△", ""],  # symbols that no label says to judge the activity
            ["評価", "", "", "○", "△", "○"],  # a status of no part of the year
        ],
    )
    def test_other_rows_are_left_to_other_shapes(self, row: Sequence[str]) -> None:
        found = period_sheets(_sheet(_NAME, _WORK, _HEADS, list(row), _SAID), 2022)
        assert not [sheet for sheet in found if sheet.sheet.by_parts]

    def test_rows_of_words_say_when_things_are_done(self) -> None:
        heads: list[str | None] = ["", "第1四半期", "第2四半期", "第3四半期", "第4四半期", ""]
        out = _read(_NAME, _WORK, heads, ["説明会", "準備", "", "開催", "", ""], _SAID)
        assert {(row["activity_ja"], row["mark"]) for row in out.of("schedule_mark")} == {
            ("説明会", "準備"),
            ("説明会", "開催"),
        }
        assert brief(out.of("plan_item"), "section", "item_ja") == [("債権の回収", "文書で催告を行う。")]

    def test_a_grid_alone_is_no_sheet(self) -> None:
        assert period_sheets(_sheet(_HEADS, _KPI, _JUDGED), 2022) == []


@pytest.mark.parametrize(
    ("head", "part"),
    [("第1四半期(6月末)", "Q1"), ("第3四半期(10~12月)", "Q3"), ("9月末", "Q2"), ("上期", "H1"), ("9月末実績", None)],
)
def test_parts_of_the_year_are_known_by_name_or_end(head: str, part: str | None) -> None:
    assert period_of(head) == part


def _with_strip(label: str, aim: str, *, number: str = "№1", name: str = "健診の受診促進") -> list[list[str | None]]:
    """The rows of a sheet whose KPI goes in a strip over the grid of its counts."""
    return [
        [number, name, None, None, "担当:保健グループ"],
        ["KPI", aim, None, None, None],
        [label, "6月末", "9月末", "目標", "前年同期"],
        [None, "4.1%", "11.2%", "30.5%", "10.8%"],
        ["取組内容", "受診券を一斉に送付する。", None, None, None],
        ["四半期実績", "", "第1四半期", "第2四半期", "9月末累計"],
        [None, "受診券の送付件数(件)", "300", "20", "320"],
        [None, "評価", "○", "△", ""],
    ]


def _sheets_with_strips(*rows: list[str | None]) -> object:
    spans = {}
    for at, row in enumerate(rows):
        for col in range(len(row)):
            width = next((n for n in range(1, len(row) - col) if row[col + n] is not None), len(row) - col)
            if row[col] is not None and col > 0 and width > 1:
                spans[at, col] = (1, width)
        if row[0] is not None:
            height = next((n for n in range(1, len(rows) - at) if rows[at + n][0] is not None), len(rows) - at)
            if height > 1:
                spans[at, 0] = (height, 1)
    return table(rows, spans=spans, boxed=True)


class TestStripsOfTheKpi:
    @pytest.mark.parametrize(
        ("label", "aim"),
        [
            ("KPIの推移", "被扶養者の特定健診実施率 目標30.5%以上"),
            ("推移", "被扶養者の特定健診実施率(目標 30.5%以上)"),
            ("被扶養者の特定健診実施率の推移", "目標 30.5%以上"),
        ],
    )
    def test_times_over_figures_are_results_of_the_kpi_of_the_sheet(self, label: str, aim: str) -> None:
        out = titled(paragraph(_LEGEND), _sheets_with_strips(*_with_strip(label, aim)))
        results = brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "as_of", "value")
        assert results == [
            ("dependent_checkup_rate", 2022, "2022-06", 4.1),
            ("dependent_checkup_rate", 2022, "2022-09", 11.2),
            ("dependent_checkup_rate", 2021, "2021-09", 10.8),
        ]
        assert {(row["period"], row["value"]) for row in out.of("period_figure")} >= {("Q1", 300), ("Q2", 20)}

    def test_a_target_in_the_strip_has_the_sense_that_the_sheet_states(self) -> None:
        rows = _with_strip("KPIの推移", "被扶養者の特定健診実施率 目標30.5%以上")
        out = titled(paragraph(_LEGEND), _sheets_with_strips(*rows))
        assert set(brief(out.of("kpi_target"), "comparator", "target_value")) == {(">=", 30.5)}

    def test_sheets_begin_with_their_numbers_and_are_called_by_their_names(self) -> None:
        first = _with_strip("推移", "被扶養者の特定健診実施率 目標30.5%以上")
        second = _with_strip("推移", "被扶養者の特定健診実施率 目標30.5%以上", number="№2", name="受診券の送付")
        out = titled(paragraph(_LEGEND), _sheets_with_strips(*first, *second))
        assert brief(out.of("plan_status"), "item_ja", "period", "symbol") == [
            ("健診の受診促進", "Q1", "○"),
            ("健診の受診促進", "Q2", "△"),
            ("受診券の送付", "Q1", "○"),
            ("受診券の送付", "Q2", "△"),
        ]

    def test_who_does_the_work_stands_in_the_title_behind_the_name(self) -> None:
        rows = _with_strip("推移", "被扶養者の特定健診実施率 目標30.5%以上")
        rows[0] = ["№1 健診の受診促進\n担当:保健グループ", None, None, None, None]
        out = titled(paragraph(_LEGEND), _titled_across(rows))
        assert brief(out.of("plan_item"), "section", "owner_group") == [("1 健診の受診促進", "保健グループ")]
        assert {row["item_ja"] for row in out.of("plan_status")} == {"健診の受診促進"}

    def test_a_count_called_much_like_the_kpi_is_none_of_it(self) -> None:
        rows = _with_strip("推移", "健康宣言事業所数 目標900事業所以上")
        rows[3] = [None, "850事業所", "870事業所", "900事業所", "820事業所"]
        rows[6] = [None, "新規宣言事業所数(事業所)", "10", "20", "30"]
        out = titled(paragraph(_LEGEND), _sheets_with_strips(*rows))
        assert {row["value"] for row in out.of("kpi_actual")} == {850, 870, 820}


def _titled_across(rows: list[list[str | None]]) -> object:
    made = _sheets_with_strips(*rows)
    made.cells[0].colspan = made.n_cols
    made.cells[0].rowspan = 1
    return made


_BEGIN: list[str | None] = ["評価シート2", "未受診者への案内", None, None, None, None, None]
_PILLAR: list[str | None] = ["事業計画の柱", "戦略的な働き", None, None, "担当", "保健グループ", None]
_OVER: list[str | None] = ["KPI", "指標", "令和4年度目標", "支部の実績", None, "全国平均", "全国順位（前年度）"]
_UNDER: list[str | None] = [None, None, None, "令和3年度", "令和4年度", None, None]
_LISTED: list[str | None] = [None, "被扶養者の特定健診実施率", "31%以上", "28.1%", "30.4%", "27.7%", "9位(12位)"]
_PARTS_ROW: list[str | None] = ["活動の実績", None, None, "上期", "下期", "令和4年度計", "令和3年度計"]
_SENT: list[str | None] = ["案内の発送件数（件）", None, None, "410", "388", "798", "760"]
_TODO: list[str | None] = ["主な取組", "・案内を年2回送る。", None, None, None, None, None]
_GRADE: list[str | None] = ["自己評価", "△", "評価の理由", "目標に届かなかった。", None, None, None]


class TestListsWithinSheets:
    """A list of KPIs with headings of its own stands between the fields, with a grid over parts of the year or none."""

    def _out(self, *rows: list[str | None]) -> object:
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for at, row in enumerate(rows):
            filled = [col for col, text in enumerate(row) if text is not None]
            for col, end in zip(filled, [*filled[1:], 7], strict=True):
                spans[at, col] = (1, end - col)
        over = rows.index(_OVER)
        spans |= {(over, col): (2, 1) for col in (1, 2, 5, 6)} | {(over, 0): (3, 1)}
        sheet = table(list(rows), spans=spans, boxed=True)
        return titled(paragraph(_LEGEND), sheet, title="令和4年度 大分支部 事業報告")

    @pytest.mark.parametrize("with_grid", [True, False])
    def test_its_figures_are_those_of_the_kpi(self, with_grid: bool) -> None:
        grid = (_PARTS_ROW, _SENT) if with_grid else ()
        out = self._out(
            _BEGIN, _PILLAR, _OVER, _UNDER, _LISTED, *grid, _TODO, _GRADE
        )
        assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("dependent_checkup_rate", 31)]
        assert brief(out.of("kpi_actual"), "fiscal_year", "scope", "value") == [
            (2021, "branch", 28.1),
            (2022, "branch", 30.4),
            (2022, "national_average", 27.7),
        ]
        assert brief(out.of("kpi_rank"), "rank", "previous_rank") == [(9, 12)]
        assert brief(out.of("plan_status"), "section", "item_ja", "symbol") == [
            ("戦略的な働き > 未受診者への案内", "未受診者への案内", "△")
        ]
        assert brief(out.of("plan_item"), "item_ja") == [("案内を年2回送る。",)]
        counted = brief(out.of("period_figure"), "measure_ja", "fiscal_year", "period", "value")
        named = [("案内の発送件数", 2022, part, value) for part, value in (("H1", 410), ("H2", 388), ("FY", 798))]
        assert counted == ([*named, ("案内の発送件数", 2021, "FY", 760)] if with_grid else [])
