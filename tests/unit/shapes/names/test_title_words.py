"""What titles say of the figures below them."""

from __future__ import annotations

import pytest

from extract.normalise.text import tidy
from extract.shapes.names.measures import Naming
from extract.shapes.names.title_words import (
    fits_name,
    is_aside,
    is_quantity,
    names_per_what,
    own_part,
    title_words,
    unit_among,
    unit_in_brackets,
    units_listed,
    units_of_several,
)
from extract.shapes.tables.labels import Label, read_label
from tests.unit.build import scope


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("2 窓口の来訪者数", "窓口の来訪者数"),
        ("2窓口の来訪者数", "窓口の来訪者数"),
        ("(3)窓口の来訪者数（単位：人）", "窓口の来訪者数"),
        ("表4 窓口の来訪者数（令和4年度）", "窓口の来訪者数"),
        ("IV 窓口の来訪者数(各月末現在、単位:人)", "窓口の来訪者数"),
        ("3部位以上の申請の割合", "3部位以上の申請の割合"),
        ("65歳以上の来訪者数", "65歳以上の来訪者数"),
        ("1人当たりの医療費", "1人当たりの医療費"),
        ("4月別の来訪者数", "月別の来訪者数"),
        ("6点検効果額の推移", "点検効果額の推移"),
        ("3業種の来訪者数", "3業種の来訪者数"),
        ("【参考】窓口の来訪者数", "窓口の来訪者数"),
        ("参考値の一覧", "参考値の一覧"),
    ],
)
def test_a_title_is_read_without_number_unit_and_date(title: str, words: str) -> None:
    assert title_words(tidy(title)) == words


def test_a_title_of_two_measures_gives_each_its_own_name() -> None:
    assert own_part("相談の件数と平均時間", "平均時間") == "相談の平均時間"
    assert own_part("相談の件数", "件数") is None
    label = read_label("達成率", 2022)
    naming = Naming(scope(caption=("サービススタンダードの達成率と平均所要日数",)))
    meant = naming.kpi(label, Label(""), None, "%", 2022, None)
    assert meant.kpi is not None and meant.kpi.code == "service_standard_rate"


@pytest.mark.parametrize(
    ("title", "label", "name"),
    [
        ("申請書の受付件数", "郵送", "申請書の受付件数 郵送"),
        ("申請書の受付件数", "郵送件数", "郵送件数"),
        ("申請書の受付のようす", "郵送", "申請書の受付のようす 郵送"),
        ("件数はいずれも4月からの累計", "郵送", "郵送"),
        ("受付件数及び郵送化率", "郵送", "郵送"),
    ],
)
def test_a_row_that_names_no_quantity_takes_that_of_the_title(title: str, label: str, name: str) -> None:
    naming = Naming(scope(caption=(title,)))
    assert naming.measure(read_label(label, 2022), Label(""), None, None, None) == name
    assert naming.weakly_named is None


def test_a_unit_of_money_is_none_of_counts() -> None:
    assert not fits_name("千円", "回収件数") and fits_name("千円", "回収金額") and fits_name("千円", "回収")
    assert not fits_name("件", "回収金額") and fits_name("件", "回収件数") and fits_name(None, "回収金額")
    assert unit_in_brackets("点検の効果額（加入者1人当たり、円）") == "円"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("申請書の達成率", "%"),
        ("平均所要日数", "日"),
        ("支給決定件数", "件"),
        ("回収した金額", None),
        ("傷病手当金", None),
    ],
)
def test_of_several_units_over_a_table_each_figure_has_that_of_its_name(name: str, unit: str | None) -> None:
    listed = units_listed("（単位：件、％、日）")
    assert listed == ["件", "%", "日"]
    assert unit_among(listed, name) == unit


@pytest.mark.parametrize("title", ["平均所要日数（日）と達成率（％）", "（平均所要日数：日、達成率：％）"])
def test_a_title_of_several_measures_prints_the_unit_of_each(title: str) -> None:
    naming = Naming(scope(caption=(title,)))
    assert units_of_several(title) == ["日", "%"] and units_of_several("受付件数（件）") == []
    assert [naming.caption_unit(name) for name in ("達成率", "平均所要日数")] == ["%", "日"]


def test_a_benefit_called_by_what_it_pays_for_says_no_unit() -> None:
    listed = units_listed("（単位：件、千円）")
    assert [unit_among(listed, name, "療養費") for name in ("件数", "金額")] == ["件", "千円"]


def test_a_note_of_one_unit_lists_none() -> None:
    assert units_listed("（単位：千円）") == []


def test_the_year_ahead_of_a_title_and_who_published_it_when_are_none_of_its_words() -> None:
    assert title_words("令和6年度 申請書受付件数（月別）") == title_words("申請書受付件数（月別）")
    assert title_words("令和6年度及び令和5年度の件数") == "令和6年度及び令和5年度の件数"
    assert is_quantity("受付件数の計") and not is_quantity("月次業務統計")
    assert is_aside("令和6年9月末現在 全国健康保険協会大分支部（単位：人）") and not is_aside("大分支部の受付件数")


@pytest.mark.parametrize(
    ("words", "per_what"),
    [
        ("1人当たり", True),
        ("被保険者千人あたり", True),
        ("1人1月当たり(平均)", True),
        ("医療費1人当たり", False),
        ("1人当たり医療費", False),
    ],
)
def test_words_that_say_only_per_what_name_no_quantity(words: str, per_what: bool) -> None:
    assert names_per_what(words) == per_what
    assert is_quantity(words) != per_what


def test_a_note_of_units_may_say_of_which_rows_the_second_is() -> None:
    assert units_listed("月別の状況（単位：件、達成率は％）") == ["件", "%"]


@pytest.mark.parametrize("line", ["令和4年度 (単位:人)", "(単位:人) 令和4年度", "令和4年度", "※ 概数"])
def test_a_line_of_year_and_unit_is_no_title(line: str) -> None:
    assert is_aside(line)


@pytest.mark.parametrize(
    ("title", "code", "doubted"),
    [
        ("掲載 ジェネリック医薬品使用割合", "dependent_checkup_rate", True),
        ("参考 ジェネリック医薬品使用割合", "generic_use_rate", False),
        ("月別の推移", "dependent_checkup_rate", False),
    ],
)
def test_a_title_that_names_another_kpi_is_held_against_the_one_named_around(
    title: str, code: str, doubted: bool
) -> None:
    naming = Naming(scope(kpis=("dependent_checkup_rate",), caption=(title,)))
    meant = naming.kpi(read_label("全国(%)", 2022), Label(""), None, "%", 2022, None)
    assert meant.kpi is not None
    assert (meant.kpi.code, meant.doubt is not None) == (code, doubted)
def test_a_number_of_the_iroha_sort_is_no_part_of_a_title() -> None:
    assert title_words("イ 電話の状況") == "電話の状況"
    assert title_words("アンケートの回収数") == "アンケートの回収数"


def test_units_in_brackets_behind_a_title_are_shared_by_its_rows() -> None:
    assert units_listed("支払いの内訳(千円、構成比%)") == ["千円", "%"]
    assert units_listed("相談の内訳(3月末・%)") == []


def test_a_measure_in_the_title_tells_which_unit_is_that_of_rows_without_one() -> None:
    naming = Naming(scope(caption=("1人当たり医療費(調整前) 単位:円、ポイント",)))
    assert naming.caption_unit("", "歯科") == "円"
    assert naming.caption_unit("差", "歯科") is None


def test_the_number_of_a_part_is_no_part_of_its_title() -> None:
    assert title_words("第2 相談の件数") == "相談の件数"
    assert title_words("第2次の計画") == "第2次の計画"
