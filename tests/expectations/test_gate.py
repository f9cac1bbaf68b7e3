"""The gate: passes what is sound, and every expectation can fail and then says where."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from expectations import continuity
from expectations.__main__ import main
from expectations.decisions import AcceptedLoss, Decisions, KnownFailure
from expectations.gate import Failure, GateResult, check, find_failures
from expectations.japanese import in_japanese
from expectations.severities import rules
from expectations.suites import DECISIONS, all_suites

Damage = Callable[..., Path]

ONE_MONTH = (
    "fact_id = (select min(fact_id) from marts.fct_monthly_actual where kpi_code is not null and review_state = 'ok')"
)
ONE_RESULT = "fact_id = (select min(fact_id) from marts.fct_kpi_actual where review_state = 'ok')"

#: Rule → a damage that only this rule need notice, and the table it is noticed in.
DAMAGES: dict[str, tuple[str, str]] = {
    "key_present": ("update staging.stg_facts__kpi_target set sha256 = null", "staging.stg_facts__kpi_target"),
    "key_unique": (
        "insert into marts.fct_kpi_rank select * from marts.fct_kpi_rank",
        "marts.fct_kpi_rank",
    ),
    "review_state_known": (
        "update marts.fct_kpi_actual set review_state = 'fine'",
        "marts.fct_kpi_actual",
    ),
    "known_word": (
        "update staging.stg_facts__kpi_target set comparator = 'about'",
        "staging.stg_facts__kpi_target",
    ),
    "report_header_known": (
        "update staging.stg_facts__report set branch_code = null",
        "staging.stg_facts__report",
    ),
    "fiscal_year_plausible": (
        "update staging.stg_facts__kpi_actual set fiscal_year = 1923",
        "staging.stg_facts__kpi_actual",
    ),
    "page_plausible": ("update staging.stg_facts__plan_item set page = 0", "staging.stg_facts__plan_item"),
    "source_ref_present": (
        f"update marts.fct_kpi_actual set source_ref = null where {ONE_RESULT}",
        "marts.fct_kpi_actual",
    ),
    "source_ref_readable": (
        f"""update marts.fct_kpi_actual set source_ref = '{{"sha256":"other"}}' where {ONE_RESULT}""",
        "marts.fct_kpi_actual",
    ),
    "printed_text_present": (
        f"update marts.fct_monthly_actual set extracted_text = null where {ONE_MONTH}",
        "marts.fct_monthly_actual",
    ),
    "printed_number_equals_value": (
        f"update marts.fct_monthly_actual set value = 41.5 where {ONE_MONTH}",
        "marts.fct_monthly_actual",
    ),
    "report_exists": (
        f"update marts.fct_kpi_actual set report_id = 'feedfacefeedface' where {ONE_RESULT}",
        "marts.fct_kpi_actual",
    ),
    "share_within_bounds": (
        f"update marts.fct_monthly_actual set value = 1000, extracted_text = '1,000' where {ONE_MONTH}",
        "marts.fct_monthly_actual",
    ),
    "count_not_negative": (
        "update marts.fct_kpi_actual set kpi_code = 'health_declaration_workplaces', value = -5, extracted_text = '△5' "
        f"where {ONE_RESULT}",
        "marts.fct_kpi_actual",
    ),
    "rank_within_branches": (
        "update marts.fct_kpi_rank set rank = 48, extracted_text = '48位'",
        "marts.fct_kpi_rank",
    ),
    "month_inside_fiscal_year": (
        f"update marts.fct_monthly_actual set month = '2019-04-01' where {ONE_MONTH}",
        "marts.fct_monthly_actual",
    ),
    "total_fits_months": (
        "update marts.fct_period_figure set value = 1053, extracted_text = '1,053'",
        "marts.fct_period_figure",
    ),
    "flag_not_hidden": (
        "update marts.mart_kpi_scorecard set review_state = 'ok' where kpi_code = 'generic_use_rate'",
        "marts.mart_kpi_scorecard",
    ),
    "flag_has_reason": ("update marts.fct_kpi_target set review_reason = null", "marts.fct_kpi_target"),
    "conflict_shows_both_places": (
        "update marts.mart_source_conflict set right_source_ref = null",
        "marts.mart_source_conflict",
    ),
    "something_loaded": ("delete from marts.dim_report", "marts.dim_report"),
    "one_release_row": ("delete from marts.release", "marts.release"),
    "every_branch_known": ("delete from marts.dim_branch where branch_code = 'okinawa'", "marts.dim_branch"),
    "file_was_read": (
        "update marts.mart_load_quality set outcome = 'rejected', reason = 'unread'",
        "marts.mart_load_quality",
    ),
    "pages_were_read": (
        "update marts.mart_load_quality set outcome = 'partly_loaded', reason = 'p. 2'",
        "marts.mart_load_quality",
    ),
    "sign_as_printed": (
        f"update marts.fct_monthly_actual set value = -value where {ONE_MONTH}",
        "marts.fct_monthly_actual",
    ),
    "part_of_year_fits_months": ("update marts.fct_period_figure set period = 'H1'", "marts.fct_period_figure"),
    "own_history": (
        "update marts.fct_monthly_actual set value = 5000, extracted_text = '5,000' "
        "where kpi_code is null and month = '2023-06-01'",
        "marts.fct_monthly_actual",
    ),
    "scale_kept": (
        f"update marts.fct_monthly_actual set value = 1, extracted_text = '1' where {ONE_MONTH}",
        "marts.fct_monthly_actual",
    ),
    "unit_kept": (
        f"update marts.fct_monthly_actual set unit = null where {ONE_MONTH}",
        "marts.fct_monthly_actual",
    ),
    "disagreement_is_listed": (
        "update marts.fct_kpi_actual set value = 92.5, extracted_text = '92.5' "
        "where kpi_code = 'card_recovery_rate' and method = 'text'",
        "marts.fct_kpi_actual",
    ),
    "kpis_covered": (
        "update marts.mart_load_quality set kpi_coverage = 0.1, outcome = 'loaded'",
        "marts.mart_load_quality",
    ),
}

#: Rules about rows of months and about many branches, which test_series.py, test_outliers.py and test_known.py break.
TESTED_ON_ROWS = (
    "months_in_column_order",
    "column_is_one_month",
    "row_begins_in_april",
    "years_in_one_order",
    "target_near_results",
    "page_holds_something",
    "sum_holds_in_every_month",
    "running_fits_months",
    "table_read_once",
    "years_not_swapped",
    "months_not_rotated",
    "other_branches",
    "acceptance_in_use",
)

#: What fails on the sound candidate: its broken and thin reports are not the marts' fault.
EXPECTED_OF_SOUND = {"report_header_known", "fiscal_year_plausible", "file_was_read", "pages_were_read", "kpis_covered"}


def gate(candidate: Path, docs: Path, published: Path | None = None) -> GateResult:
    return check(candidate, published, docs / "docs")


def of_rule(result: GateResult, rule: str, table: str) -> list[Failure]:
    return [failure for failure in result.failures if (failure.expectation, failure.table) == (rule, table)]


@pytest.fixture(scope="session")
def sound_result(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> GateResult:
    return gate(sound, tmp_path_factory.mktemp("sound"))


def test_a_sound_candidate_passes(sound_result: GateResult) -> None:
    assert sound_result.passed, [str(failure) for failure in sound_result.failures]
    assert {failure.expectation for failure in sound_result.failures} <= EXPECTED_OF_SOUND
    assert sound_result.severities["blocks"] == 0
    assert sound_result.expectations_checked > 150


@pytest.mark.parametrize("rule", DAMAGES)
def test_every_expectation_can_fail(damaged: Damage, sound_result: GateResult, rule: str) -> None:
    statement, table = DAMAGES[rule]
    found = find_failures(damaged(statement), tables={table})
    failures = [failure for failure in found if (failure.expectation, failure.table) == (rule, table)]
    assert len(failures) > len(of_rule(sound_result, rule, table))
    # why a file or page was not read is said by the reader, in its own words
    is_ours = rule not in ("file_was_read", "pages_were_read")
    sentences = [failure.value for failure in failures if failure.column.startswith("finding_") and is_ours]
    assert [said for said in sentences if in_japanese(str(said)) is None] == []
    assert {failure.severity for failure in failures} == {rules()[rule].severity}


def test_a_failure_names_report_page_and_value(damaged: Damage) -> None:
    candidate = damaged(f"update marts.fct_monthly_actual set value = 41.5 where {ONE_MONTH}")
    found = find_failures(candidate, tables={"marts.fct_monthly_actual"})
    (failure,) = [failure for failure in found if failure.expectation == "printed_number_equals_value"]
    assert (failure.file_name, failure.page) == ("gunma-results.pdf", 1)
    assert failure.value is not None and "41.5" in failure.value
    assert failure.fact_id
    for word in ("gunma-results.pdf", "page 1", "41.5", failure.fact_id, "printed_number_equals_value"):
        assert word in str(failure)


def test_a_missing_mart_blocks(damaged: Damage, tmp_path: Path) -> None:
    result = gate(damaged("drop table marts.mart_kpi_scorecard"), tmp_path)
    assert not result.passed
    assert of_rule(result, "table_present", "marts.mart_kpi_scorecard")


def test_an_expectation_that_cannot_run_blocks(damaged: Damage) -> None:
    candidate = damaged("alter table rejects.cell drop column reason")
    (failure,) = find_failures(candidate, tables={"rejects.cell"})
    assert (failure.expectation, failure.severity) == ("flag_has_reason", "blocks")


NEW_READER = "update marts.mart_load_quality set extractor_version = '2'"
ONE_MONTH_GONE = f"delete from marts.fct_monthly_actual where {ONE_MONTH}"

#: Damages that only a look at the published release shows: statements, rule, table, whether the release still passes.
LOSSES = [
    ("delete from marts.fct_kpi_actual where branch_code = 'chiba'", "facts_not_lost", continuity.FACTS, False),
    (ONE_MONTH_GONE, "facts_not_lost", continuity.FACTS, False),
    (f"{ONE_MONTH_GONE};{NEW_READER}", "facts_not_lost", continuity.FACTS, False),
    (
        "delete from marts.mart_load_quality where file_name = 'gunma-q2.pdf'",
        "report_still_there",
        continuity.FACTS,
        False,
    ),
    (
        "update marts.fct_plan_item set fact_id = 'f', source_ref = '{}'",
        "facts_replaced",
        continuity.FACTS,
        True,
    ),
    (
        "insert into marts.fct_monthly_actual by name select * replace (fact_id || 'x' as fact_id, 's2' as series_id) "
        "from marts.fct_monthly_actual",
        "facts_not_multiplied",
        continuity.FACTS,
        True,
    ),
    ("update marts.mart_load_quality set kpi_coverage = 0", "coverage_kept", continuity.FACTS, True),
    ("update marts.fct_monthly_actual set review_state = 'flagged'", "trust_kept", continuity.FACTS, True),
    (
        f"update marts.fct_monthly_actual set value = 41.5 where {ONE_MONTH}",
        "value_unchanged",
        continuity.CHANGES,
        False,
    ),
    (
        f"update marts.fct_monthly_actual set value = 41.5 where {ONE_MONTH};{NEW_READER}",
        "value_changed_by_new_reader",
        continuity.CHANGES,
        True,
    ),
    (
        f"update marts.fct_monthly_actual set kpi_code = null where {ONE_MONTH}",
        "meaning_unchanged",
        continuity.CHANGES,
        True,
    ),
    ("update marts.fct_monthly_actual set is_current = false", "volume_kept", continuity.VOLUMES, True),
    ("update marts.mart_kpi_scorecard set latest_actual = 12", "shown_figure_unchanged", continuity.SHOWN, True),
]


@pytest.mark.parametrize(("statement", "rule", "table", "passes"), LOSSES)
def test_a_change_against_the_published_release_is_caught(
    sound: Path, damaged: Damage, statement: str, rule: str, table: str, passes: bool
) -> None:
    failures = find_failures(damaged(*statement.split(";")), sound, {table})
    named = [failure.value for failure in failures if failure.expectation == rule]
    assert named and all(in_japanese(str(said)) for said in named)
    assert ("blocks" not in {failure.severity for failure in failures}) == passes


def test_a_figure_that_reviewers_decided_about_may_change(sound: Path, damaged: Damage) -> None:
    changed = "update marts.mart_kpi_scorecard set latest_actual = 12 where actual_fact_id is not null"
    signed = "sign_off = 'corrected' where fact_id in (select actual_fact_id from marts.mart_kpi_scorecard)"
    kinds = ("kpi_actual", "monthly_actual")
    candidate = damaged(changed, *(f"update marts.fct_{kind} set {signed}" for kind in kinds))
    assert not find_failures(candidate, sound, {continuity.SHOWN})


def test_what_left_for_the_rejects_is_explained(sound: Path, damaged: Damage) -> None:
    candidate = damaged(
        "insert into rejects.cell select cells.* replace "
        "('r' as reject_id, months.report_id as report_id, months.source_ref as source_ref) "
        f"from rejects.cell as cells, (from marts.fct_monthly_actual where {ONE_MONTH}) as months limit 1",
        ONE_MONTH_GONE,
    )
    assert not find_failures(candidate, sound, {continuity.FACTS})


def test_a_signed_acceptance_lets_exactly_its_loss_pass(sound: Path, damaged: Damage) -> None:
    candidate = damaged(ONE_MONTH_GONE)
    (lost,) = find_failures(candidate, sound, {continuity.FACTS})
    counts = [int(word) for word in re.findall(r"\d+", str(lost.value))[:2]]
    day = date(2026, 4, 1)

    def accepted(after: int) -> Decisions:
        names = (str(lost.file_name), "monthly_actual", counts[0], after, "no figure", "A", "B", day, day)
        return Decisions(accepted=(AcceptedLoss(*names),))

    (listed,) = find_failures(candidate, sound, {continuity.FACTS}, accepted(counts[1]))
    assert (listed.expectation, listed.severity) == ("accepted_loss", "note")
    assert "accepted by A, approved by B" in str(listed.value)
    (refused,) = find_failures(candidate, sound, {continuity.FACTS}, accepted(counts[1] + 1))
    assert (refused.expectation, refused.severity) == ("facts_not_lost", "blocks")


def test_a_known_failure_does_not_alert_and_one_more_does(damaged: Damage, tmp_path: Path) -> None:
    candidate = damaged("update marts.fct_kpi_target set review_reason = null where review_state = 'flagged'")
    rule, table, day = "flag_has_reason", "marts.fct_kpi_target", date(2026, 4, 1)
    count = len([found for found in find_failures(candidate, tables={table}) if found.expectation == rule])
    assert count

    def decided(known: int) -> list[Failure]:
        entry = KnownFailure(rule, table, known, "owner", day, day, "reason")
        return find_failures(candidate, None, {table, DECISIONS}, Decisions(known=(entry,)))

    assert all(failure.is_known for failure in decided(count) if failure.table == table)
    for other in (count - 1, count + 1):
        alerts = [failure for failure in decided(other) if failure.expectation == "known_failure_count"]
        assert len(alerts) == 1 and f"known {other}, now {count}" in str(alerts[0].value)
    assert not any(failure.is_known for failure in decided(count - 1))


def test_the_same_release_again_passes(sound: Path, tmp_path: Path) -> None:
    result = gate(sound, tmp_path, published=sound)
    assert result.passed
    assert result.compared_with == sound


def test_every_rule_is_used_and_every_check_has_a_rule() -> None:
    used = {check_.rule for suite in all_suites(with_continuity=True) for check_ in suite.checks}
    assert used | {"table_present"} == set(rules())
    by_comparison = {rule for _, rule, _, _ in LOSSES} | {"accepted_loss"}
    tested = set(DAMAGES) | by_comparison | {"table_present", "known_failure_count"}
    assert tested | set(TESTED_ON_ROWS) == set(rules())


def test_docs_open_from_disk_without_a_network(sound_result: GateResult) -> None:
    folder = sound_result.docs_index.parent
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href)=["']https?://|url\(['"]?https?://""", html), page
    for link in re.findall(r'href="([^"#]+)"', sound_result.docs_index.read_text(encoding="utf-8")):
        assert (folder / unquote(link)).exists(), link


def test_the_front_page_says_the_verdict_and_the_place(damaged: Damage, tmp_path: Path) -> None:
    result = gate(damaged(f"update marts.fct_monthly_actual set value = 41.5 where {ONE_MONTH}"), tmp_path)
    html = result.docs_index.read_text(encoding="utf-8")
    assert "Blocked" in html and "不合格" in html
    assert "gunma-results.pdf" in html and "41.5" in html


def test_command_line_exits_with_one_when_blocked(
    damaged: Damage, sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = damaged(f"update marts.fct_monthly_actual set value = 41.5 where {ONE_MONTH}")
    for candidate, code, word in ((sound, 0, "PASSED"), (bad, 1, "BLOCKED")):
        assert main([str(candidate), "--docs", str(tmp_path / word)]) == code
        said = capsys.readouterr().out
        assert word in said and str(tmp_path / word) in said
    assert "gunma-results.pdf" in said and "printed_number_equals_value" in said


def test_command_line_names_a_database_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([str(tmp_path / "none.duckdb"), "--docs", str(tmp_path)])
    assert stop.value.code == 2
    assert "there is no database" in capsys.readouterr().err
