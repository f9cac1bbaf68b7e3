"""Names to KPIs: paraphrases of our own that the catalogue has never seen, look-alikes, and names that are none."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.catalogue import Kpi, catalogue, fits_row, match, told_nearby

#: Names in words that no form of ours prints, with a fiscal year in which the KPI ran.
PARAPHRASES = [
    ("service_standard_rate", 2023, "サービススタンダード達成率を毎月確認する"),
    ("service_standard_rate", 2024, "Ａ支部における サービス スタンダードの遵守(100%)"),
    ("service_standard_rate", 2021, "ｻｰﾋﾞｽｽﾀﾝﾀﾞｰﾄﾞ達成状況"),
    ("service_standard_days", 2025, "サービススタンダードの平均処理日数"),
    ("service_standard_days", 2025, "受付から支給までの平均日数"),
    ("mail_application_rate", 2022, "申請書の郵送率"),
    ("mail_application_rate", 2023, "各種給付金の 郵送による 申請の割合"),
    ("mail_application_rate", 2024, "現金給付にかかる郵送化率（支部計）"),
    ("counter_application_rate", 2025, "窓口申請率の引下げ"),
    ("counter_application_rate", 2026, "現金給付の申請の窓口受付率"),
    ("judo_multi_site_rate", 2023, "柔整療養費のうち３部位以上で頻回な申請の比率"),
    ("judo_multi_site_rate", 2024, "柔道整復療養費に占める多部位かつ月１５日以上の割合"),
    ("combined_assessment_rate", 2022, "支払基金分と合算した査定率"),
    ("combined_assessment_rate", 2023, "レセプト点検の査定率（基金との合算）"),
    ("receipt_assessment_rate", 2024, "レセプト内容点検の査定率"),
    ("receipt_assessment_rate", 2025, "支部のレセプト点検による査定率"),
    ("reassessment_amount_per_receipt", 2023, "再審査レセプト１件あたり査定額"),
    ("reassessment_amount_per_receipt", 2024, "協会の再審査1件当たりの 査定額"),
    ("card_recovery_rate", 2022, "被保険者証の回収率（資格喪失後１か月以内）"),
    ("card_recovery_rate", 2023, "保険証 回収率"),
    ("overpayment_recovery_rate_disqualified", 2022, "資格喪失後受診による返納金の回収率"),
    ("overpayment_recovery_rate_disqualified", 2023, "債権回収率（喪失後受診分）"),
    ("overpayment_recovery_rate", 2024, "返納金債権全体の回収率"),
    ("overpayment_recovery_rate", 2025, "返納金債権の回収率（不当請求分を除いたもの）"),
    ("dependent_confirmation_rate", 2023, "被扶養者状況リストの提出率"),
    ("dependent_confirmation_rate", 2024, "被扶養者資格の再確認に係る提出率"),
    ("checkup_rate_total", 2023, "加入者全体の特定健康診査実施率"),
    ("checkup_rate_total", 2024, "本人と家族を合わせた特定健診の受診率"),
    ("lifestyle_checkup_rate", 2023, "生活習慣病予防健診の受診率"),
    ("lifestyle_checkup_rate", 2024, "被保険者の生活習慣病予防健診 実施率"),
    ("employer_checkup_data_rate", 2023, "事業者健診結果データの受領率"),
    ("employer_checkup_data_rate", 2024, "事業者健診のデータ提供率"),
    ("dependent_checkup_rate", 2023, "被扶養者の特定健診受診率"),
    ("dependent_checkup_rate", 2024, "ご家族（被扶養者）の特定健康診査 実施率"),
    ("insured_guidance_rate", 2023, "被保険者に対する特定保健指導の実施率"),
    ("dependent_guidance_rate", 2023, "被扶養者に対する特定保健指導の実施率"),
    ("followup_visit_rate_3m", 2023, "受診勧奨の後３ヶ月以内に受診した方の割合"),
    ("followup_visit_rate_10m", 2024, "健診を受けた月から１０か月以内に医療機関へ受診した割合"),
    ("health_declaration_workplaces", 2023, "健康宣言の事業所数（累計）"),
    ("health_declaration_workplaces", 2024, "健康経営宣言事業所数"),
    ("health_committee_coverage", 2023, "健康保険委員のいる事業所の被保険者カバー率"),
    ("health_committee_coverage", 2024, "健康保険委員を委嘱した事業所に勤める被保険者数の割合"),
    ("health_committee_workplaces", 2024, "健康保険委員が委嘱されている事業所数"),
    ("health_committee_workplaces", 2025, "健康保険委員委嘱事業所数 ※年度末"),
    ("generic_use_rate", 2023, "後発医薬品の使用割合（数量ベース）"),
    ("generic_use_rate", 2024, "ジェネリック医薬品の使用率"),
    ("generic_use_rate", 2022, "後発医薬品 数量シェア"),
    ("biosimilar_promotion", 2025, "バイオ後続品に関する医療機関への働きかけ"),
    ("biosimilar_promotion", 2026, "バイオシミラー普及事業"),
    ("evidence_based_opinion", 2023, "審議会等でのデータ等に基づく意見発信"),
    ("evidence_based_opinion", 2024, "地域医療構想調整会議における意見発信"),
    ("sns_monthly_posts", 2025, "ＬＩＮＥでの毎月の情報発信"),
    ("single_bid_rate", 2023, "競争入札のうち１者応札の割合"),
    ("single_bid_rate", 2024, "一者応札率"),
]


@pytest.mark.parametrize(("code", "year", "name"), PARAPHRASES)
def test_names_never_seen_before(code: str, year: int, name: str) -> None:
    found = match(name, year)
    assert found is not None
    assert (found.kpi.code, found.alike_only) == (code, False)


def test_every_kpi_has_paraphrases() -> None:
    assert {code for code, _, _ in PARAPHRASES} == set(catalogue())


@pytest.mark.parametrize("kpi", catalogue().values(), ids=lambda kpi: kpi.code)
def test_the_official_name_is_found_in_every_year_it_ran(kpi) -> None:  # type: ignore[no-untyped-def]
    for year in range(kpi.from_fy or 2018, (kpi.to_fy or 2027) + 1):
        found = match(kpi.name, year)
        assert found is not None
        assert (found.kpi.code, found.sure) == (kpi.code, True), (year, found.why)


@pytest.mark.parametrize("kpi", catalogue().values(), ids=lambda kpi: kpi.code)
@pytest.mark.parametrize("frame", ["■ {}を0.1%以上とする", "(3) {}", "○○支部の{}", "{}（令和5年9月末）"])
def test_what_stands_around_a_name_does_not_hide_it(kpi, frame: str) -> None:  # type: ignore[no-untyped-def]
    found = match(frame.format(kpi.name), kpi.from_fy or kpi.to_fy)
    assert found is not None
    assert found.kpi.code == kpi.code


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        # who is guided
        ("特定保健指導実施率（被保険者）", 2023, "insured_guidance_rate"),
        ("特定保健指導実施率（被扶養者）", 2023, "dependent_guidance_rate"),
        # which check-up
        ("被扶養者の特定健診実施率", 2023, "dependent_checkup_rate"),
        ("被保険者・被扶養者合わせた特定健診実施率", 2023, "checkup_rate_total"),
        ("生活習慣病予防健診実施率（被保険者）", 2023, "lifestyle_checkup_rate"),
        ("事業者健診データ取得率", 2023, "employer_checkup_data_rate"),
        # assessment alone, with the fund, or in yen
        ("査定率", 2024, "receipt_assessment_rate"),
        ("基金と合算した査定率", 2023, "combined_assessment_rate"),
        ("再審査レセプト1件当たりの査定額", 2023, "reassessment_amount_per_receipt"),
        # which claims
        ("返納金債権の回収率", 2024, "overpayment_recovery_rate"),
        ("返納金債権（資格喪失後受診に係るものに限る。）の回収率", 2023, "overpayment_recovery_rate_disqualified"),
        ("保険証回収率", 2023, "card_recovery_rate"),
        # three or ten months
        ("勧奨後3か月以内に受診した者の割合", 2023, "followup_visit_rate_3m"),
        ("健診月から10か月以内に受診した者の割合", 2024, "followup_visit_rate_10m"),
        # a rate or a number
        ("健康保険委員の委嘱事業所数", 2024, "health_committee_workplaces"),
        ("健康保険委員の被保険者カバー率", 2024, "health_committee_coverage"),
        ("健康宣言事業所数", 2024, "health_declaration_workplaces"),
        # rate or days
        ("サービススタンダードの達成率", 2024, "service_standard_rate"),
        ("サービススタンダードの所要日数", 2025, "service_standard_days"),
    ],
)
def test_look_alikes(name: str, year: int, code: str) -> None:
    found = match(name, year)
    assert found is not None
    assert (found.kpi.code, found.sure) == (code, True)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "実施率",
        "受診率",
        "割合",
        "傷病手当金の支給件数",
        "保険料率",
        "特定保健指導の対象者数",
        "特定健診の受診者数",
        "電話応対の満足度",
        "健康保険委員の表彰式",
        "ジェネリック医薬品希望シールの配布枚数",
        "返納金の件数",
        "限度額適用認定証の利用率",
        "被扶養者の人数",
        "広報紙の発行回数",
        "サービス向上のための研修の出席率",
        "超過勤務時間",
        "レセプト点検の件数",
    ],
)
def test_names_of_other_things_are_no_kpi(name: str) -> None:
    assert match(name, 2023) is None


@pytest.mark.parametrize(
    "name",
    [
        "被保険者と被扶養者の特定保健指導実施率",  # which of the two?
        "特定保健指導実施率",
        "特定健診と生活習慣病予防健診の実施率",
        "返納金債権と保険証の回収率",
        "返納金債権と未収金の回収率",  # one of them is no KPI
        "特定健診・特定保健指導の実施率",
    ],
)
def test_a_name_of_two_kpis_is_never_sure(name: str) -> None:
    found = match(name, 2023)
    assert found is None or not found.sure


def test_an_unsure_match_names_its_rival() -> None:
    found = match("査定率と合算した基金の査定額1件当たり", 2023)
    assert found is not None
    assert not found.sure
    assert found.second == "combined_assessment_rate"
    assert found.doubt is not None
    assert found.second in found.doubt


def test_a_likeness_without_the_terms_is_never_sure() -> None:
    found = match("健康保険の委員が委嘱されている事業所の被保険者数の割り合い", 2023)
    assert found is not None
    assert found.alike_only
    assert not found.sure


def test_months_with_a_small_ka() -> None:
    found = match("健診受診月から10ヵ月以内に医療機関を受診した者の割合", 2024)
    assert found is not None
    assert found.sure


def code_of(name: str, year: int, within: list[str] | None = None) -> str | None:
    found = match(name, year, within)
    return found.kpi.code if found else None


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_fiscal_year_chooses_between_successors(year: int) -> None:
    assert code_of("返納金債権の回収率（資格喪失後受診を含む）", year) == "overpayment_recovery_rate_disqualified"
    assert code_of("返納金債権の回収率", year + 2) == "overpayment_recovery_rate"


def test_within_limits_the_candidates() -> None:
    only = ["reassessment_amount_per_receipt"]
    assert code_of("査定率と査定額1件当たり", 2024, only) == "reassessment_amount_per_receipt"
    assert code_of("サービススタンダードの達成状況", 2024, ["single_bid_rate"]) is None


@given(
    st.sampled_from([name for _, _, name in PARAPHRASES]), st.sampled_from([None, 2020, 2023, 2024, 2025]), st.data()
)
def test_spaces_and_width_change_nothing(name: str, year: int | None, data: st.DataObject) -> None:
    wide = str.maketrans("0123456789()%", "０１２３４５６７８９（）％")
    gaps = data.draw(st.lists(st.integers(0, len(name)), max_size=4))
    spaced = name
    for at in sorted(gaps, reverse=True):
        spaced = spaced[:at] + data.draw(st.sampled_from([" ", "\u3000", "\n"])) + spaced[at:]
    assert match(spaced.translate(wide), year) == match(name, year)


@given(
    st.text(max_size=50) | st.text("被保険者被扶養者特定健診保健指導実施率査定率回収率の・()", max_size=40),
    st.sampled_from([None, 2019, 2024]),
)
def test_any_text_gives_the_same_answer_twice_and_explains_it(text: str, year: int | None) -> None:
    first, second = match(text, year), match(text, year)
    assert first == second
    if first is not None:
        assert first.why
        assert first.score >= 0
        assert first.kpi.code in catalogue()


@pytest.mark.parametrize(
    ("label", "code", "unit", "fits"),
    [
        ("実績", "single_bid_rate", "%", True),
        ("", "single_bid_rate", None, True),
        ("単月", "generic_use_rate", "%", True),
        ("一者応札割合", "single_bid_rate", "%", True),
        ("一者応札割合", "single_bid_rate", "件", False),
        ("申請割合", "judo_multi_site_rate", "%", True),
        ("宣言事業所数", "health_declaration_workplaces", "社", True),
        ("宣言事業所数", "health_declaration_workplaces", "%", False),
        ("窓口件数", "mail_application_rate", "件", False),
        ("窓口件数", "mail_application_rate", None, False),
        ("埋葬料", "service_standard_rate", None, False),
    ],
)
def test_short_row_labels(label: str, code: str, unit: str | None, fits: bool) -> None:
    assert fits_row(label, catalogue()[code], unit) is fits


# ── names it never saw ───────────────────────────────────────────────────────────────────────────────────────────────

UNSEEN = Path(__file__).with_name("unseen_names.csv")


def unseen(doubtful: bool) -> list[tuple[str, int, str]]:
    """Names of our own wording with the KPI they mean; `doubtful` are near misses, of which none may be called sure."""
    with UNSEEN.open(encoding="utf-8", newline="") as handle:
        rows = [(row["expected"], int(row["fiscal_year"]), row["name"]) for row in csv.DictReader(handle)]
    return [row for row in rows if (row[0] == "doubtful") is doubtful]


@pytest.mark.parametrize(("code", "year", "name"), unseen(doubtful=False))
def test_an_unseen_name_is_given_its_kpi(code: str, year: int, name: str) -> None:
    assert code_of(name, year) == code


@pytest.mark.parametrize(("_", "year", "name"), unseen(doubtful=True))
def test_a_near_miss_is_never_sure(_: str, year: int, name: str) -> None:
    found = match(name, year)
    assert found is None or not found.sure, found


def test_most_unseen_names_need_no_second_look() -> None:
    names = unseen(doubtful=False)
    sure = [name for _, year, name in names if (found := match(name, year)) is not None and found.sure]
    assert len(sure) >= 0.95 * len(names)


PARTS = [
    ("生活習慣病予防健診", "実施率", "lifestyle_checkup_rate"),
    ("事業者健診データ", "取得率", "employer_checkup_data_rate"),
    ("被扶養者の特定健診", "受診率", "dependent_checkup_rate"),
    ("被保険者の特定保健指導", "実施率", "insured_guidance_rate"),
    ("ジェネリック医薬品", "使用割合", "generic_use_rate"),
    ("返納金債権", "回収率", "overpayment_recovery_rate"),
    ("レセプト点検", "査定率", "receipt_assessment_rate"),
    ("一者応札", "割合", "single_bid_rate"),
    ("被扶養者資格の確認書", "提出率", "dependent_confirmation_rate"),
]
LEADS = ["", "(1) ", "■", "・", "○○支部の", "【KPI】", "当支部における", "①"]
TAILS = ["", "を80%以上とする", "(累計)", "（令和6年9月末時点）", "の目標", "の推移", "について、対前年度以上とする。"]
OTHER_MEASURES = ["の全国順位", "の前年度差", "が低い事業所の割合", "向上に向けた会議の回数"]


@given(
    st.sampled_from(PARTS),
    st.sampled_from(["", "の", "に係る", "における"]),
    st.sampled_from(LEADS),
    st.sampled_from(TAILS),
)
def test_particles_and_what_stands_around_change_nothing(
    parts: tuple[str, str, str], particle: str, lead: str, tail: str
) -> None:
    thing, measure, code = parts
    found = match(f"{lead}{thing}{particle}{measure}{tail}", 2024)
    assert found is not None
    assert (found.kpi.code, found.sure) == (code, True), found


@given(st.sampled_from(PARTS), st.sampled_from(PARTS), st.sampled_from(["と", "及び", "・", "、", "並びに", "／"]))
def test_two_kpis_in_one_name_are_never_sure(one: tuple[str, str, str], two: tuple[str, str, str], joint: str) -> None:
    if one == two:
        return
    found = match(f"{one[0]}の{one[1]}{joint}{two[0]}の{two[1]}", 2024)
    assert found is None or not found.sure, found


@given(st.sampled_from(PARTS), st.sampled_from(OTHER_MEASURES))
def test_a_name_that_goes_on_to_another_measure_is_never_sure(parts: tuple[str, str, str], rest: str) -> None:
    found = match(f"{parts[0]}の{parts[1]}{rest}", 2024)
    assert found is None or not found.sure, found


# ── the years of a KPI ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kpi", [kpi for kpi in catalogue().values() if kpi.figures_from_fy], ids=lambda kpi: kpi.code)
def test_a_name_before_its_time_is_flagged_with_the_years(kpi: Kpi) -> None:
    assert kpi.figures_from_fy is not None
    found = match(kpi.name, kpi.figures_from_fy - 1)
    assert found is not None
    assert (found.kpi.code, found.sure) == (kpi.code, False)
    assert f"from FY{kpi.from_fy}" in str(found.doubt)
    predecessor = [k.code for k in catalogue().values() if k.replaced_by == kpi.code]
    assert all(code in str(found.doubt) for code in predecessor)


@pytest.mark.parametrize("kpi", [kpi for kpi in catalogue().values() if kpi.to_fy], ids=lambda kpi: kpi.code)
def test_a_name_after_its_time_is_flagged_with_what_replaced_it(kpi: Kpi) -> None:
    assert kpi.to_fy is not None
    found = match(kpi.name, kpi.to_fy + 1)
    assert found is not None
    assert (found.kpi.code, found.sure) == (kpi.code, False)
    assert f"until FY{kpi.to_fy}" in str(found.doubt)
    assert kpi.replaced_by is None or kpi.replaced_by in str(found.doubt)


def test_a_report_prints_earlier_figures_of_its_kpis_for_comparison() -> None:
    alone = match("返納金債権の回収率", 2023)
    compared = match("返納金債権の回収率", 2023, printed_in=2024)
    assert alone is not None
    assert compared is not None
    assert (alone.kpi.code, alone.sure) == ("overpayment_recovery_rate", False)
    assert (compared.kpi.code, compared.sure) == ("overpayment_recovery_rate", True)
    long_ago = match("返納金債権の回収率", 2021, printed_in=2024)
    assert long_ago is not None
    assert not long_ago.sure


def test_words_of_the_name_decide_between_a_kpi_and_the_one_before() -> None:
    assert code_of("返納金債権の回収率（資格喪失後受診）", 2023) == "overpayment_recovery_rate_disqualified"
    ten = match("健診受診月から10か月以内に受診した者の割合", 2023)
    assert ten is not None
    assert ten.sure, "its predecessor counts 3 months, the name cannot be short for it"


# ── the explanation ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_match_tells_why_and_what_was_second() -> None:
    found = match("特定健診の実施率（被扶養者）", 2024)
    assert found is not None
    told = json.loads(found.told("特定健診の実施率（被扶養者）", "the sentence"))
    assert told["words"] == "特定健診の実施率（被扶養者）"
    assert told["by"] == "the sentence"
    assert "特定健診" in told["why"]
    assert told["second"] in catalogue()
    assert 0 <= told["second_score"] <= told["score"]
    assert told["doubt"] is None


def test_a_kpi_named_nearby_tells_by_what_words() -> None:
    told = json.loads(told_nearby("single_bid_rate", "一者応札の割合を20%以下とする", "the KPI of the row") or "")
    assert (told["words"], told["by"]) == ("一者応札の割合を20%以下とする", "the KPI of the row")


def test_a_word_of_the_column_also_leaves_the_name_what_it_is() -> None:
    assert "長期受療" in catalogue()["judo_multi_site_rate"].also
    found = match("柔整の多部位・頻回及び長期受療の申請割合", 2024)
    other = match("柔整の多部位・頻回及び鍼灸の申請割合", 2024)
    assert found is not None
    assert other is not None
    assert (found.sure, other.sure) == (True, False)


def test_one_of_two_conditions_alone_leaves_a_doubt() -> None:
    half, whole = match("柔道整復 3部位割合"), match("3部位以上かつ15日以上の割合")
    assert half is not None and not half.sure
    assert whole is not None and whole.sure


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("返納金債権の回収率(資格喪失後受診を除く)", 2023),
        ("資格喪失後受診以外の返納金債権の回収率", 2022),
        ("返納金債権（資格喪失後受診に係るものを除く）の回収率", 2023),
        ("被扶養者を除く特定保健指導の実施率", 2024),
        ("特定健診実施率（被扶養者を含まない）", 2024),
    ],
)
def test_a_name_that_leaves_out_what_the_kpi_measures_is_never_sure(name: str, year: int) -> None:
    found = match(name, year)
    assert found is None or not found.sure


def test_a_name_may_leave_out_what_the_kpi_leaves_out() -> None:
    found = match("返納金債権（不当請求を除く）の回収率", 2024)
    assert found is not None and found.sure and found.kpi.code == "overpayment_recovery_rate"
    limited = match("返納金債権（資格喪失後受診に係るものに限る）の回収率", 2023)
    assert limited is not None and limited.sure


@pytest.mark.parametrize(
    "part", ["女性", "50歳代", "運輸業", "県南部", "北部地区", "巡回健診", "任意継続被保険者", "従業員30人未満"]
)
def test_a_name_of_a_part_alone_is_never_sure(part: str) -> None:
    found = match(f"{part}の被扶養者の特定健診実施率", 2024)
    assert found is not None and not found.sure


def test_whom_a_kpi_is_of_is_no_part_of_it() -> None:
    found = match("被保険者(40歳以上)の生活習慣病予防健診実施率", 2024)
    assert found is not None and found.sure
