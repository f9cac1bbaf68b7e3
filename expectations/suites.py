"""The suites: which expectations hold of which frame. Typed builders, independent of Great Expectations until built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from expectations import continuity
from expectations.findings import NUMBER_COLUMNS, SHOWN_FACTS
from expectations.frames import FACT_KINDS

DECISIONS = "decisions"


@dataclass(frozen=True)
class Check:
    """One expectation: the rule it enforces (a key of severities.yml), its Great Expectations class and arguments."""

    rule: str
    expectation: str
    arguments: dict[str, Any] = field(default_factory=dict)
    only_ok: bool = False  # look only at rows whose review_state is ok

    @property
    def column(self) -> str:
        """The column it looks at; empty for the whole table."""
        return str(self.arguments.get("column", ""))


@dataclass(frozen=True)
class Suite:
    """All expectations of one frame."""

    frame: str
    name: str
    ja: str
    en: str
    checks: tuple[Check, ...]


KINDS_JA = {
    "report": "報告書",
    "kpi_target": "KPI目標",
    "kpi_actual": "KPI実績",
    "monthly_actual": "月次実績",
    "period_figure": "期間の数値",
    "plan_item": "計画項目",
    "plan_status": "進捗状況",
    "schedule_mark": "予定表",
    "kpi_rank": "全国順位",
}
_EN = {
    "report": "report headers",
    "kpi_target": "KPI targets",
    "kpi_actual": "KPI results",
    "monthly_actual": "monthly actuals",
    "period_figure": "figures of periods",
    "plan_item": "plan items",
    "plan_status": "plan statuses",
    "schedule_mark": "schedules",
    "kpi_rank": "national ranks",
}
_STATES = ["ok", "flagged", "corrected", "derived"]
_STATES_READ = ["ok", "flagged", "derived"]


def all_suites(with_continuity: bool) -> list[Suite]:
    """Every suite, staging first; the comparison with the published release only where there is one."""
    suites = [_staged_headers(), *(_staged(kind) for kind in FACT_KINDS)]
    suites += [_facts(kind) for kind in FACT_KINDS]
    suites += [*_shown(), _branches(), _reports(), _load_quality(), _conflicts(), _rejects(), _release()]
    suites.append(_decisions())
    return [*suites, *_continuity()] if with_continuity else suites


def filled(rule: str, column: str, only_ok: bool = False) -> Check:
    """The column has no nulls, or none in rows that are ok."""
    return Check(rule, "ExpectColumnValuesToNotBeNull", {"column": column}, only_ok)


def unique(column: str) -> Check:
    """The column holds no value twice."""
    return Check("key_unique", "ExpectColumnValuesToBeUnique", {"column": column})


def one_of(rule: str, column: str, words: Iterable[str]) -> Check:
    """The column holds only these words, or null."""
    return Check(rule, "ExpectColumnValuesToBeInSet", {"column": column, "value_set": list(words)})


def between(rule: str, column: str, low: float | None, high: float | None) -> Check:
    """The column's numbers lie between two bounds, both included."""
    return Check(rule, "ExpectColumnValuesToBeBetween", {"column": column, "min_value": low, "max_value": high})


def no_finding(rule: str, column: str) -> Check:
    """A column of findings is null throughout."""
    return Check(rule, "ExpectColumnValuesToBeNull", {"column": column})


def rows_between(rule: str, low: int | None, high: int | None) -> Check:
    """The table has between so and so many rows."""
    return Check(rule, "ExpectTableRowCountToBeBetween", {"min_value": low, "max_value": high})


def _keys(column: str) -> tuple[Check, ...]:
    return (filled("key_present", column), unique(column))


def _staged_headers() -> Suite:
    checks = (
        *_keys("sha256"),
        filled("report_header_known", "branch_code"),
        filled("report_header_known", "fiscal_year"),
        one_of("known_word", "report_kind", ["plan", "action_plan", "progress", "results"]),
        one_of("known_word", "reader", ["pdf", "text", "ocr"]),
        between("fiscal_year_plausible", "fiscal_year", 2008, 2100),
    )
    return _staging_suite("report", checks)


def _staged(kind: str) -> Suite:
    words = {
        "kpi_target": [
            one_of(
                "known_word",
                "comparator",
                [">=", "<=", "=", "prior_year_or_more", "prior_year_or_less", "qualitative"],
            )
        ],
        "kpi_actual": [
            one_of("known_word", "basis", ["point", "monthly", "cumulative", "full_year"]),
            one_of("known_word", "scope", ["branch", "national_average"]),
        ],
        "monthly_actual": [one_of("known_word", "basis", ["monthly", "cumulative"])],
    }
    checks = (
        *_keys("fact_id"),
        filled("key_present", "sha256"),
        filled("review_state_known", "review_state"),
        one_of("review_state_known", "review_state", _STATES_READ),
        one_of("known_word", "method", ["pdf", "text", "ocr"]),
        between("fiscal_year_plausible", "fiscal_year", 2008, 2100),
        between("page_plausible", "page", 1, None),
        *words.get(kind, []),
    )
    return _staging_suite(kind, checks)


def _staging_suite(kind: str, checks: tuple[Check, ...]) -> Suite:
    return Suite(
        f"staging.stg_facts__{kind}",
        f"1 読取 {KINDS_JA[kind]} - staging {_EN[kind]}",
        f"読取プログラムが残した{KINDS_JA[kind]}の構造を確かめる。",
        f"The structure of the {_EN[kind]} as the extractor left them.",
        checks,
    )


def _facts(kind: str) -> Suite:
    checks = [
        *_keys("fact_id"),
        filled("review_state_known", "review_state"),
        one_of("review_state_known", "review_state", _STATES),
        no_finding("report_exists", "finding_report"),
        filled("source_ref_present", "source_ref", only_ok=True),
        filled("printed_text_present", "extracted_text", only_ok=True),
        no_finding("source_ref_readable", "finding_place"),
        no_finding("flag_has_reason", "finding_reason"),
    ]
    if kind in NUMBER_COLUMNS:
        checks.append(no_finding("printed_number_equals_value", "finding_printed"))
        checks += _bounds(kind)
    if kind == "kpi_target":
        checks.append(no_finding("target_near_results", "finding_target"))
    if kind in ("monthly_actual", "schedule_mark", "kpi_actual"):
        checks.append(no_finding("month_inside_fiscal_year", "finding_month"))
    if kind == "period_figure":
        checks.append(no_finding("total_fits_months", "finding_total"))
        checks.append(no_finding("part_of_year_fits_months", "finding_part"))
    if kind == "monthly_actual":
        checks += _rows_of_months()
    return Suite(
        f"marts.fct_{kind}",
        f"2 事実 {KINDS_JA[kind]} - facts {_EN[kind]}",
        f"{KINDS_JA[kind]}のすべての値が原文までたどれ、妥当であることを確かめる。",
        f"Every one of the {_EN[kind]} leads back to its cell and is plausible.",
        tuple(checks),
    )


def _bounds(kind: str) -> list[Check]:
    if kind == "kpi_rank":
        return [no_finding("rank_within_branches", "finding_rank")]
    return [
        no_finding("share_within_bounds", "finding_share"),
        no_finding("count_not_negative", "finding_count"),
        no_finding("sign_as_printed", "finding_sign"),
        no_finding("own_history", "finding_history"),
        no_finding("other_branches", "finding_branches"),
        no_finding("scale_kept", "finding_scale"),
        no_finding("unit_kept", "finding_unit"),
        no_finding("disagreement_is_listed", "finding_unlisted"),
    ]


def _rows_of_months() -> list[Check]:
    return [
        no_finding("months_in_column_order", "finding_order"),
        no_finding("column_is_one_month", "finding_column"),
        no_finding("row_begins_in_april", "finding_begin"),
        no_finding("years_in_one_order", "finding_year_order"),
        no_finding("sum_holds_in_every_month", "finding_sum"),
        no_finding("running_fits_months", "finding_running"),
        no_finding("table_read_once", "finding_doubled"),
        no_finding("years_not_swapped", "finding_years"),
        no_finding("months_not_rotated", "finding_rotated"),
    ]


def _shown() -> list[Suite]:
    titles = {
        "marts.mart_kpi_scorecard": ("KPIスコアカード", "KPI scorecard", "scorecard_id"),
        "marts.mart_kpi_monthly": ("KPI月次", "KPIs by month", "kpi_month_id"),
        "marts.mart_kpi_pace": ("KPIの進み具合", "pace of KPIs", "pace_id"),
        "marts.mart_monthly_measure": ("月次項目", "monthly measures", "measure_month_id"),
        "marts.mart_plan_progress": ("計画の進捗", "progress of plans", "plan_progress_id"),
    }
    return [
        Suite(
            frame,
            f"3 BI {ja} - {en}",
            f"{ja}に疑わしい値が ok として表示されないことを確かめる。",
            f"The {en} shows nothing doubtful as ok.",
            (
                *_keys(key),
                one_of("review_state_known", "review_state", _STATES),
                no_finding("flag_not_hidden", "finding_hidden_flag"),
            ),
        )
        for frame, (ja, en, key) in titles.items()
        if frame in SHOWN_FACTS
    ]


def _branches() -> Suite:
    checks = (*_keys("branch_code"), rows_between("every_branch_known", 47, 47))
    return Suite("marts.dim_branch", "3 BI 支部 - branches", "47支部の表を確かめる。", "The table of branches.", checks)


def _reports() -> Suite:
    checks = (
        *_keys("report_id"),
        rows_between("something_loaded", 1, None),
    )
    return Suite("marts.dim_report", "3 BI 報告書 - reports", "報告書の表を確かめる。", "The table of reports.", checks)


def _load_quality() -> Suite:
    outcomes = ["loaded", "partly_loaded", "rejected", "duplicate", "superseded"]
    checks = (
        *_keys("offer_id"),
        one_of("known_word", "outcome", outcomes),
        no_finding("file_was_read", "finding_unread_file"),
        no_finding("pages_were_read", "finding_unread_pages"),
        no_finding("kpis_covered", "finding_coverage"),
        no_finding("page_holds_something", "finding_empty_pages"),
    )
    return Suite(
        "marts.mart_load_quality",
        "4 品質 読込品質 - load quality",
        "受け付けたファイルが読めたことを確かめる。",
        "What was offered has been read.",
        checks,
    )


def _conflicts() -> Suite:
    places = ("left_source_ref", "right_source_ref", "left_value", "right_value")
    checks = (*_keys("conflict_id"), *(filled("conflict_shows_both_places", place) for place in places))
    return Suite(
        "marts.mart_source_conflict",
        "4 品質 原典の矛盾 - conflicts",
        "矛盾が比べられる形で残っていることを確かめる。",
        "Conflicts are listed so that they can be compared.",
        checks,
    )


def _rejects() -> Suite:
    checks = (*_keys("reject_id"), filled("flag_has_reason", "reason"))
    return Suite(
        "rejects.cell",
        "4 品質 棄却セル - rejected cells",
        "棄却したセルに理由があることを確かめる。",
        "Every rejected cell says why.",
        checks,
    )


def _release() -> Suite:
    checks = (filled("key_present", "release_id"), rows_between("one_release_row", 1, 1))
    return Suite("marts.release", "5 公開 リリース - release", "リリースの自己記述。", "What the release says.", checks)


def _decisions() -> Suite:
    checks = (
        no_finding("known_failure_count", "finding_known"),
        no_finding("acceptance_in_use", "finding_acceptance"),
    )
    return Suite(
        DECISIONS,
        "5 公開 既知の失敗と承認 - known failures and acceptances",
        "台帳にある失敗と承認が今も当てはまることを確かめる。",
        "What people decided about failures still holds.",
        checks,
    )


def _continuity() -> list[Suite]:
    return [
        Suite(
            continuity.FACTS,
            "6 継続 報告書ごとの事実 - facts by report",
            "公開中のリリースの報告書と事実が説明なしに失われていないことを確かめる。",
            "Nothing of the published release is lost without an explanation.",
            (
                no_finding("report_still_there", "finding_gone"),
                no_finding("facts_not_lost", "finding_lost"),
                no_finding("accepted_loss", "finding_accepted"),
                no_finding("facts_replaced", "finding_replaced"),
                no_finding("facts_not_multiplied", "finding_more"),
                no_finding("coverage_kept", "finding_coverage"),
                no_finding("trust_kept", "finding_doubted"),
            ),
        ),
        Suite(
            continuity.CHANGES,
            "6 継続 変わった事実 - changed facts",
            "同じセルの値や意味が変わっていないことを確かめる。",
            "The same cell says the same as in the published release.",
            (
                no_finding("value_unchanged", "finding_value"),
                no_finding("value_changed_by_new_reader", "finding_value_new_reader"),
                no_finding("meaning_unchanged", "finding_meaning"),
            ),
        ),
        Suite(
            continuity.VOLUMES,
            "6 継続 支部・年度の件数 - volumes",
            "支部・年度ごとの件数が保たれていることを確かめる。",
            "Every branch and year keeps its facts.",
            (no_finding("volume_kept", "finding_volume"),),
        ),
        Suite(
            continuity.SHOWN,
            "6 継続 スコアカード - scorecard",
            "BIに載る値が新しい報告書なしに変わっていないことを確かめる。",
            "No figure of BI changes without a new report.",
            (no_finding("shown_figure_unchanged", "finding_shown"),),
        ),
    ]
