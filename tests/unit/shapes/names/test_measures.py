"""What the figures of a table measure, and totals below months that run down with those of the year before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.catalogue import match
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi
from extract.shapes.names.measures import Naming
from extract.shapes.names.title_words import title_line
from extract.shapes.tables.labelled.figure_tables import read_table
from extract.shapes.tables.labels import Label, read_label
from tests.unit.build import brief, header, paragraph, recorder, scope, table, titled


def test_the_total_in_brackets_is_of_the_year_before() -> None:
    rows = [["月", "受付件数"], *([f"{m}月", f"{m}0\n({m}1)"] for m in (4, 5, 6)), ["計", "150\n(153)"]]
    out = titled(table(rows, boxed=True))
    assert brief(out.of("period_figure"), "fiscal_year", "value") == [(2022, 150), (2021, 153)]


def test_what_joined_a_stock_is_not_the_stock() -> None:
    naming = Naming(scope())
    for words, code in (("健康宣言事業所数 累計", "health_declaration_workplaces"), ("健康宣言事業所数 新規", None)):
        kpi = naming.kpi(read_label(words, 2022), Label(""), None, "事業所", 2022, None).kpi
        assert (kpi.code if kpi else None) == code


def test_a_group_over_per_cents_is_its_rate_in_doubt() -> None:
    naming = Naming(scope())
    meant = naming.kpi(read_label("特定健診（被扶養者）", 2022), Label(""), None, "%", 2022, None)
    assert meant.kpi is not None and meant.kpi.code == "dependent_checkup_rate"
    assert meant.doubt is not None
    assert naming.kpi(read_label("特定健診（被扶養者）", 2022), Label(""), None, "人", 2022, None).kpi is None


def test_a_report_without_a_branch_still_names_its_rows() -> None:
    naming = Naming(scope(replace(header(), branch_code=None)))
    assert naming.measure(read_label("傷病手当金", 2022), Label(""), None, None, None) == "傷病手当金"


def test_a_title_that_another_line_parts_from_its_table_names_it_in_doubt() -> None:
    total = read_label("計", 2022)
    for above, doubted in (
        (("窓口の来訪者数",), False),
        (("窓口の来訪者数", "（単位：人）"), False),
        (("窓口の来訪者数", "掲示を替えた。"), False),
        (("窓口のようす", "掲示を替えた。来訪のあった方の内訳"), True),
        (("窓口のようす", "広報誌の発行部数を左の表に、窓口の来訪者数を右の表にそれぞれ四半期ごとに"), True),
    ):
        naming = Naming(scope().under(caption=above))
        assert naming.measure(total, Label(""), None, None, None).startswith(above[0])
        assert (naming.weakly_named is not None) == doubted


def test_the_running_sum_of_new_ones_is_not_the_stock() -> None:
    for title, code in (("健康宣言事業所数", "health_declaration_workplaces"), ("健康宣言事業所数の新規登録", None)):
        naming = Naming(scope(caption=(title,)))
        kpi = naming.kpi(read_label("累計", 2022), Label(""), None, "事業所", 2022, "cumulative").kpi
        assert (kpi.code if kpi else None) == code


MONTHS = ["4月", "5月", "6月"]


def kpi_beside(words: str, *rows: list[str]) -> Recorder:
    """A table of months in the cell beside a KPI."""
    return titled(table([["項目", "進捗状況"], [f"【KPI】{words}", [table([list(row) for row in rows])]]], boxed=True))


def test_units_in_the_corner_are_shared_by_names() -> None:
    rows = ["（件・％）", *MONTHS], ["窓口件数", "188", "176", "165"], ["R4郵送化率", "95.6", "95.8", "96.2"]
    out = kpi_beside("現金給付等の申請に係る郵送化率を96.0％以上とする。", *rows)
    assert set(brief(out.of("monthly_actual"), "measure_ja", "unit", "kpi_code")) == {
        ("窓口件数", "件", None),
        ("郵送化率", "%", "mail_application_rate"),
    }


def test_running_rates_beside_those_of_months_are_the_same_kpi() -> None:
    rows = ["申請割合", *MONTHS], ["単月", "1.30%", "1.28%", "1.31%"], ["累計", "1.30%", "1.29%", "1.30%"]
    kpi = "柔道整復施術療養費の申請に占める、施術箇所3部位以上、かつ月15日以上の施術の申請の割合"
    out = kpi_beside(f"{kpi}について対前年度以下とする。", *rows)
    assert set(brief(out.of("monthly_actual"), "basis", "kpi_code")) == {
        ("monthly", "judo_multi_site_rate"),
        ("cumulative", "judo_multi_site_rate"),
    }


def test_the_days_beside_the_rate_of_the_same_thing_are_their_own_kpi_in_doubt() -> None:
    rows = ["区分", *MONTHS], ["達成率", "100%", "100%", "100%"], ["平均日数", "7.42", "7.15", "7.08"]
    out = kpi_beside("サービススタンダードの達成状況を100％とする。", *rows)
    found = set(brief(out.of("monthly_actual"), "measure_ja", "kpi_code", "review_state"))
    assert ("平均日数", "service_standard_days", "flagged") in found


def test_how_something_stands_is_over_per_cents_its_rate_in_doubt() -> None:
    naming = Naming(scope().under(caption=("ジェネリック医薬品の使用状況",)))
    meant = naming.kpi(Label(""), Label(""), None, "%", 2022, None)
    assert meant.kpi is not None and meant.kpi.code == "generic_use_rate"
    assert meant.doubt is not None
    assert naming.kpi(Label(""), Label(""), None, "件", 2022, None).kpi is None


def test_the_unit_or_year_between_a_title_and_its_table_names_nothing() -> None:
    above = ("表1 ジェネリック医薬品使用割合", "(単位:%)", "【令和4年度】")
    meant = Naming(scope().under(caption=above)).kpi(Label(""), Label(""), None, "%", 2022, None)
    assert meant.kpi is not None and meant.kpi.code == "generic_use_rate"
    assert title_line(scope().under(caption=above[1:])) == ""


@pytest.mark.parametrize(("corner", "code"), [("提出状況", "dependent_confirmation_rate"), ("勧奨状況", None)])
def test_the_state_in_the_corner_says_no_more_than_the_row(corner: str, code: str | None) -> None:
    around = scope().under(topic="被扶養者資格の再確認の徹底")
    row, over = read_label("提出率", 2022), read_label(corner, 2022)
    kpi = Naming(around).kpi(row, over, None, "%", 2022, None).kpi
    assert (kpi.code if kpi else None) == code


@pytest.mark.parametrize(
    ("words", "torn"),
    [("受付件数 1,778(1,034)", True), ("支給額2,110万円以上の件数", False), ("従業員1,000人以上の事業所数", False)],
)
def test_figures_in_a_name_put_it_in_doubt(words: str, torn: bool) -> None:
    naming = Naming(scope())
    naming.measure(Label(words, rest=words), Label(""), None, None, None)
    assert (naming.weakly_named is not None) == torn


def test_a_rate_that_is_mostly_called_as_the_kpi_beside_its_table_is_in_doubt() -> None:
    text = "全被保険者数に占める健康保険委員が委嘱されている事業所の被保険者数の割合"
    beside = scope().under(kpis=(NamedKpi("health_committee_coverage", "1", text),))
    rows: list[list[str | None]] = [["", "委員のいる事業所数の割合", "入電の応答率"], ["9月末", "47.9%", "91.2%"]]
    out = recorder()
    read_table(table(rows), beside, out)
    assert brief(out.of("period_figure"), "value", "review_state") == [(47.9, "flagged"), (91.2, "ok")]


def test_rows_are_named_by_the_benefit_or_the_quantity_in_the_title_over_them() -> None:
    def named(*caption: str, title: str = "見本") -> list[tuple[object, ...]]:
        out = recorder()
        rows = [["区分", "件数"], ["受付", "10"], ["返戻", "11"]]
        read_table(table(rows), scope(replace(header(), title=title), caption=caption), out)
        return brief(out.of("period_figure"), "measure_ja")

    assert named("傷病手当金")[0] == ("傷病手当金 受付 件数",)
    assert named("窓口の業務は少ない")[0] == ("受付 件数",)


def test_the_title_of_a_report_of_one_table_names_the_quantity_of_its_rows() -> None:
    def named(title: str, caption: str) -> list[tuple[object, ...]]:
        out = recorder()
        rows = [["", "4月", "5月", "6月"], ["内容点検", "32", "31", "34"], ["外傷点検", "10", "9", "11"]]
        read_table(table(rows), scope(replace(header(), title=title), caption=(caption,)), out)
        return brief(out.of("monthly_actual"), "measure_ja")

    title = "令和4年度 点検別 効果額"
    assert named(title, title)[0] == ("効果額 内容点検",)
    assert named("見本", "点検の取組")[0] == ("点検の取組 内容点検",)


def test_the_own_branch_beside_a_measure_is_no_part_of_its_name() -> None:
    naming = Naming(scope(header(branch="oita")))
    assert naming.measure(read_label("大分支部1人当たり医療費", 2022), Label(""), None, None, None) == "1人当たり医療費"
    assert naming.measure(read_label("佐賀支部1人当たり医療費", 2022), Label(""), None, None, None) != "1人当たり医療費"


def test_checkups_and_others_are_none_of_dependants_alone() -> None:
    assert match("特定健診等の受診率", 2023) is None
    found = match("特定健診受診率(被扶養者)", 2023)
    assert found is not None and found.kpi.code == "dependent_checkup_rate"


def test_a_few_months_in_turn_are_a_series_with_its_ranks() -> None:
    rows = [["診療月", "大分支部", "全国", "順位"]]
    rows += [[f"{'令和4年' if m == 4 else ''}{m}月", f"80.{m}%", f"84.{m}%", f"4{m}位"] for m in (4, 5, 6)]
    out = titled(paragraph("ジェネリック医薬品使用割合"), table(rows))
    assert brief(out.of("monthly_actual"), "kpi_code", "month")[2] == ("generic_use_rate", "2022-06")
    assert brief(out.of("kpi_rank"), "kpi_code", "as_of", "rank")[2] == ("generic_use_rate", "2022-06", 46)


def test_a_heading_right_over_a_table_says_whether_its_months_run_up() -> None:
    rows = [["", *(f"{m}月" for m in range(4, 10))], ["令和4年度", *(f"{m}1{m}" for m in range(4, 10))]]
    title = "1. 受付件数（件・累計）"
    for above, basis in (((), "cumulative"), (("窓口に置いた。",), "monthly")):
        out = recorder()
        under = scope().under(section=(title,), topic=title, above=above)
        read_table(table(rows, boxed=True), under, out)
        assert {row["basis"] for row in out.of("monthly_actual")} == {basis}


def test_a_bare_kind_of_quantity_is_not_said_again_behind_a_name() -> None:
    out = titled(table([["項目", "件数"], ["窓口受付件数", "1,022"], ["電話照会件数", "4,155"]], boxed=True))
    assert {row["measure_ja"] for row in out.of("period_figure")} == {"窓口受付件数", "電話照会件数"}


def test_a_benefit_in_the_heading_right_over_a_table_is_part_of_its_names() -> None:
    rows = [["年度", "支給件数"], ["令和3年度", "18,240"], ["令和4年度", "24,881"]]
    out = titled(paragraph("(1) 傷病手当金"), table(rows, boxed=True))
    assert {row["measure_ja"] for row in out.of("period_figure")} == {"傷病手当金 支給件数"}


def test_a_total_of_counts_beside_a_rate_keeps_its_own_name_in_doubt() -> None:
    months = [f"{m}月" for m in range(4, 10)]
    counts = {"傷病手当金": "2,100", "出産手当金": "210", "合計": "2,310"}
    rows = [["令和4年度", *months], *([name, *[count] * 6] for name, count in counts.items())]
    out = recorder()
    kpi = NamedKpi("service_standard_rate", None, "サービススタンダードの達成状況")
    read_table(table(rows, boxed=True), scope().under(kpis=(kpi,)), out)
    named = {(row["measure_ja"], row["review_state"]) for row in out.of("monthly_actual")}
    assert named == {("傷病手当金", "ok"), ("出産手当金", "ok"), ("合計", "flagged")}


def test_the_corner_names_what_the_rows_count() -> None:
    naming = Naming(scope())
    row = read_label("生活習慣病予防健診", 2022)
    for corner in ("受診者数（単月・人）", "受診者数（人・単月）"):
        label = read_label(corner, 2022)
        assert (label.unit, label.basis) == ("人", "monthly")
        assert naming.measure(row, label, None, None, "monthly") == "受診者数 生活習慣病予防健診"
    assert naming.measure(row, read_label("区分", 2022), None, None, "monthly") == "生活習慣病予防健診"


def test_a_kpi_told_of_before_does_not_name_the_rows_of_another_table() -> None:
    near = NamedKpi("counter_application_rate", None, "窓口での受付率", near=True)
    above = ("健診を受けた方の人数", "対象が広がりました。")
    naming = Naming(scope().under(kpis=(near,), caption=above))
    assert "受付率" not in naming.measure(read_label("特定健診", 2022), Label(""), None, None, "monthly")


@pytest.mark.parametrize(
    ("above", "corner", "row", "named"),
    [
        ("【超過勤務時間】", "1人当たり", "令和4年度", ("超過勤務時間 1人当たり", "ok")),
        ("【超過勤務時間】", "令和4年度", "職員1人当たり", ("超過勤務時間 職員1人当たり", "ok")),
        ("【超過勤務時間】", "1人当たり", "契約職員", ("超過勤務時間 1人当たり 契約職員", "ok")),
        ("【超過勤務時間】", "", "総時間", ("超過勤務時間 総時間", "ok")),
        ("医療費の推移", "加入者1人当たり(円)", "外来", ("医療費の推移 加入者1人当たり 外来", "ok")),
        ("", "1人当たり医療費", "令和4年度", ("1人当たり医療費", "ok")),
        ("", "1人当たり", "令和4年度", ("1人当たり", "flagged")),
    ],
)
def test_a_name_that_says_only_per_what_is_none_without_its_heading(
    above: str, corner: str, row: str, named: tuple[str, str]
) -> None:
    rows = table([[corner, *MONTHS], [row, "315", "310", "320"]], boxed=True)
    out = titled(*([paragraph(above)] if above else []), rows)
    assert set(brief(out.of("monthly_actual"), "measure_ja", "review_state")) == {named}


@pytest.mark.parametrize(
    ("title", "last", "doubted"),
    [
        ("支給決定件数(件)", "達成率", True),
        ("サービススタンダードの件数(件)", "達成率", False),
        ("支給決定件数(件)", "出産手当金", False),
    ],
)
def test_a_total_above_the_rate_of_a_kpi_that_its_title_does_not_name_is_in_doubt(
    title: str, last: str, doubted: bool
) -> None:
    about = scope(kpis=(NamedKpi("service_standard_rate", None, "サービススタンダードの達成状況を100%とする"),))
    naming = Naming(about.under(caption=(title,)), frozenset({"傷病手当金", "合計", last}))
    named = naming.measure(read_label("合計", 2022), Label(""), None, None, "monthly")
    assert named.endswith(" 合計") and (naming.weakly_named is not None) == doubted


def test_per_cents_beside_counts_under_a_bare_sign_are_in_doubt() -> None:
    rows = [
        ["種別", "第1四半期", None, "第2四半期", None],
        [None, "件数", "％", "件数", "％"],
        ["出産育児一時金", "210", "95.5", "198", "92.1"],
        ["埋葬料", "66", "94.8", "71", "90.9"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}
    out = titled(table(rows, spans=spans, boxed=True), title="令和4年度 大分支部 保険給付の四半期推移")
    assert set(brief(out.of("period_figure"), "unit", "review_state")) == {(None, "ok"), ("%", "flagged")}


def test_a_group_of_people_is_named_with_what_its_title_counts() -> None:
    around = scope(caption=("特定保健指導の初回面談",))
    assert (
        Naming(around).measure(read_label("被保険者", 2022), Label(""), None, None, None)
        == "特定保健指導の初回面談 被保険者"
    )


def test_work_in_a_column_of_rates_is_its_rate() -> None:
    rows = [["項目", "見込者数", "実施率"], ["事業者健診データ取得", "11,020人", "8.4%"]]
    rows += [["窓口の案内", "310人", "4.0%"]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部事業報告")
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [("employer_checkup_data_rate", 8.4)]


@pytest.mark.parametrize("corner", ["事業", "取組", "事業名"])
def test_a_heading_that_says_only_that_work_stands_below_it_names_no_rate(corner: str) -> None:
    rows = [[corner, "見込者数(人)", "実施率(%)"], ["被扶養者の特定健診", "11,020", "27.4"], ["歯科健診", "310", "4.0"]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部事業報告")
    found = brief(out.of("kpi_actual"), "kpi_code", "value", "review_state")
    assert found == [("dependent_checkup_rate", 27.4, "ok")]


@pytest.mark.parametrize("year", [4, 5])
def test_a_title_that_is_short_for_the_kpi_in_force_names_it_in_doubt(year: int) -> None:
    rows = [["", "4月", "5月", "6月"], [f"令和{year}年度", "8.12", "15.40", "21.07"]]
    above = paragraph("返納金債権の回収率(単位:%)")
    out = titled(above, table(rows, boxed=True), title=f"令和{year}年度 大分支部事業の実施状況 第1四半期")
    assert (
        brief(out.of("monthly_actual"), "kpi_code", "review_state")
        == [("overpayment_recovery_rate_disqualified", "flagged")] * 3
    )


@pytest.mark.parametrize(
    ("basis", "code"), [("cumulative", "health_declaration_workplaces"), ("monthly", None), (None, None)]
)
def test_the_running_number_of_workplaces_beside_a_stock_is_that_stock(basis: str | None, code: str | None) -> None:
    naming = Naming(scope(kpis=["health_declaration_workplaces"]))
    kpi = naming.kpi(read_label("累計", 2022), read_label("事業所数", 2022), None, None, 2022, basis).kpi
    assert (kpi.code if kpi else None) == code


def test_a_total_of_columns_and_names_without_a_thing_take_the_title_over_their_table() -> None:
    def named(caption: str, rows: list[list[str]]) -> list[object]:
        out = recorder()
        read_table(table(rows), scope(replace(header(), title="見本"), caption=(caption,)), out)
        return [name for (name,) in brief(out.of("period_figure"), "measure_ja")]

    assert named("届書の届き方", [["", "郵便", "計"], ["氏名変更", "41", "63"]])[1] == "届書の届き方 氏名変更"
    people = [["", "被保険者", "被扶養者"], ["対象者数(人)", "510", "72"], ["欠席者の数(人)", "41", "3"]]
    assert named("体力測定会", people)[0] == "体力測定会 対象者数 被保険者"
    assert named("人数は速報による", people)[0] == "対象者数 被保険者"  # a remark
    assert named("測定会の開催14回", people)[0] == "対象者数 被保険者"  # a count of its own
    sorts = [["制度", "区分", "項目", "実績"], ["一般", "本人", "人数(人)", "310"], ["一般", "家族", "人数(人)", "280"]]
    assert named("加入のようす", sorts) == ["一般本人人数", "一般家族人数"]
    gap = [["診療種別", "支部", "差"], ["入院", "61,220", "310"], ["調剤", "30,418", "△55"]]
    assert named("1人当たり医療費", gap)[1] == "1人当たり医療費 入院 差"


def test_columns_that_say_only_last_year_are_of_the_quantity_before_them() -> None:
    rows = [["給付", "件数", "前年度", "増減", "金額(千円)", "前年度", "増減"]]
    rows += [["埋葬料", "61", "58", "3", "3,050", "2,900", "150"], ["うち家族", "12", "10", "2", "600", "500", "100"]]
    out = recorder()
    read_table(table(rows), scope(replace(header(), title="見本")), out)
    facts = brief(out.of("period_figure"), "measure_ja", "fiscal_year", "unit", "review_state")
    year = header().fiscal_year or 0
    assert facts[1] == ("埋葬料 件数", year - 1, None, "ok")
    assert facts[4] == ("埋葬料 金額", year - 1, "千円", "ok")
    assert facts[5][0] == "埋葬料 金額 増減"
    assert facts[6][0] == "埋葬料 うち家族 件数"


def test_last_year_below_an_aim_or_a_month_is_not_called_by_it() -> None:
    rows = [["", "訪問件数", "返戻件数"], ["目標", "90", "40"], ["9月末", "51", "22"], ["前年9月末", "48", "25"]]
    out = recorder()
    read_table(table(rows), scope(replace(header(), title="見本")), out)
    assert [name for (name,) in brief(out.of("period_figure"), "measure_ja")][4:] == ["訪問件数", "返戻件数"]


def test_the_group_of_a_rate_among_the_words_of_its_kpi_under_its_title() -> None:
    naming = Naming(scope(caption=("特定保健指導",)))
    meant = naming.kpi(read_label("実施率", 2022), read_label("被扶養者", 2022), Label(""), "%", 2022, None)
    assert meant.kpi is not None and meant.kpi.code == "dependent_guidance_rate"
    assert naming.kpi(read_label("実施数", 2022), read_label("被扶養者", 2022), Label(""), None, 2022, None).kpi is None


def test_a_short_heading_right_over_a_table_names_rows_that_say_no_thing() -> None:
    def named(section: str) -> str:
        around = replace(scope(), section=(section,), topic=section)
        return Naming(around).measure(read_label("繰越分", 2022), read_label("件数", 2022), Label(""), None, None)

    assert named("(3)相談の窓口") == "相談の窓口 繰越分 件数"
    assert named("第3章 組織・運営体制") == "繰越分 件数"




@pytest.mark.parametrize("corner", ["媒体", "広報の手段", "周知方法", "訪問先"])
def test_a_corner_that_names_the_sort_of_its_rows_is_no_part_of_a_name(corner: str) -> None:
    rows = [[corner, "令和3年度", "令和4年度"], ["会員の登録数", "2,140件", "2,390件"], ["駅の掲示", "4回", "6回"]]
    told = brief(titled(table(rows)).of("period_figure"), "measure_ja")
    assert len(told) == 4 and not any(corner in str(name) for (name,) in told)
def test_the_heading_of_a_chapter_is_no_name_of_figures() -> None:
    around = replace(scope(), section=("2. 基盤的な機能",), topic="2. 基盤的な機能")
    naming = Naming(around)
    naming.measure(read_label("令和4年度", 2022), Label(""), Label(""), None, None)
    assert naming.weakly_named is not None


