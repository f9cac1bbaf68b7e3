with

months as (

    select * from {{ ref('int_kpi_month_figures') }}

),

targets as (

    select * from {{ ref('int_kpi_targets_resolved') }}

),

ranges as (

    select * from {{ ref('int_kpi_path_ranges') }}

),

year_figures as (

    select * from {{ ref('int_kpi_year_figures') }}

),

rules as (

    select * from {{ ref('pace_rules') }}

),

paired as (

    select
        months.*,
        targets.comparator,
        targets.target_value,
        targets.target_value_resolved,
        targets.judged_by,
        targets.target_fact_id,
        targets.review_state as target_review_state,
        targets.review_reason as target_review_reason,
        coalesce(ranges.path_source, 'none') as path_source,
        coalesce(ranges.paths_used, 0) as paths_used,
        coalesce(ranges.years_used, 0) as years_used,
        coalesce(ranges.is_range_known, false) as is_range_known,
        ranges.share_expected,
        ranges.share_low,
        ranges.share_high,
        year_figures.value as full_year_value,
        year_figures.fact_id as full_year_fact_id,
        year_figures.review_state as full_year_review_state,
        {{ projected('months.value', 'ranges.share_expected', 'months.unit') }} as projected,
        {{ projected('months.value', 'ranges.share_high', 'months.unit') }} as projected_low,
        {{ projected('months.value', 'ranges.share_low', 'months.unit') }} as projected_high,
        {{ reaches('months.value', 'targets.judged_by', 'targets.target_value_resolved') }} as is_target_reached,
        {{ reaches('months.value', 'targets.judged_by', 'months.prior_year_same_month') }} as is_last_year_reached
    from months
    left join targets
        on
            months.branch_code = targets.branch_code
            and months.fiscal_year = targets.fiscal_year
            and months.kpi_code = targets.kpi_code
    left join ranges
        on
            months.branch_code = ranges.branch_code
            and months.fiscal_year = ranges.fiscal_year
            and months.kpi_code = ranges.kpi_code
            and months.basis = ranges.basis
            and months.fiscal_month = ranges.fiscal_month
    left join year_figures
        on
            months.branch_code = year_figures.branch_code
            and months.fiscal_year = year_figures.fiscal_year
            and months.kpi_code = year_figures.kpi_code
            and {{ stands_for_the_year('year_figures.year_figure_rule', 'months.judged_on') }}

),

measured as (

    select
        *,
        {{ reaches('projected_low', 'judged_by', 'target_value_resolved') }} as does_low_reach,
        {{ reaches('projected_high', 'judged_by', 'target_value_resolved') }} as does_high_reach,
        -- what stands where it is measured can be held against the target itself; what runs up needs a path
        course = 'level' and basis <> 'cumulative' as is_level,
        coalesce(prior_year_state <> 'flagged', false) as is_last_year_known
    from paired

),

-- Each rule by which a figure may be judged; the first that applies decides.
ruled as (

    select
        *,
        case
            when target_fact_id is null then 'no_target_printed'
            when judged_by is null then 'no_target_number'
            when fiscal_month = 12 and full_year_value is not null then 'year_is_over'
            when not {{ tells_of_the_year('basis', 'course') }} then 'single_month_of_a_sum'
            when review_state = 'flagged' or target_review_state = 'flagged' then 'figure_in_doubt'
            when target_value_resolved is null and not is_last_year_known then 'no_target_number'
            when target_value_resolved is null and not is_level then 'only_last_year_known'
            when target_value_resolved is null and is_last_year_reached then 'last_year_reached'
            when target_value_resolved is null then 'last_year_missed'
            when course = 'accumulates' and judged_by = '>=' and is_target_reached then 'target_already_reached'
            when is_range_known and value = 0 and not is_level then 'nothing_to_project'
            when is_range_known and course = 'accumulates' and unit = '%' and value / share_expected > 100
                then 'path_does_not_fit'
            when is_range_known and does_low_reach and does_high_reach then 'range_reaches_target'
            when is_range_known and not does_low_reach and not does_high_reach then 'range_misses_target'
            when is_range_known then 'target_inside_range'
            when is_level and is_last_year_known and is_target_reached <> is_last_year_reached
                then 'level_and_last_year_differ'
            when is_level and is_last_year_known and is_target_reached then 'level_and_last_year_reached'
            when is_level and is_last_year_known then 'level_and_last_year_missed'
            when is_level and is_target_reached then 'level_reached'
            when is_level then 'level_missed'
            when paths_used > 0 then 'too_few_years'
            when is_last_year_known then 'only_last_year_known'
            else 'nothing_to_compare'
        end as pace_rule
    from measured

),

judged as (

    select
        ruled.*,
        rules.pace,
        case when rules.rests_on_last_year then ruled.prior_year_state end as last_year_state_used
    from ruled
    left join rules on ruled.pace_rule = rules.pace_rule

),

final as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        month,
        basis,
        value,
        unit,
        is_provisional,
        is_latest,
        target_value_resolved,
        judged_by,
        prior_year_same_month,
        is_last_year_reached,
        case
            when path_source <> 'none' then {{ rounded('target_value_resolved * share_expected', 6) }}
            when is_level then coalesce(target_value_resolved, prior_year_same_month)
        end as expected,
        case when is_range_known then {{ rounded('target_value_resolved * share_low', 6) }} end as expected_low,
        case when is_range_known then {{ rounded('target_value_resolved * share_high', 6) }} end as expected_high,
        projected,
        case when is_range_known then projected_low end as projected_low,
        case when is_range_known then projected_high end as projected_high,
        path_source,
        paths_used,
        years_used,
        pace,
        pace_rule,
        full_year_value,
        case
            when full_year_review_state = 'flagged' or target_review_state = 'flagged' then null
            when {{ reaches('full_year_value', 'judged_by', 'target_value_resolved') }} then 'met'
            when not {{ reaches('full_year_value', 'judged_by', 'target_value_resolved') }} then 'not_met'
        end as year_outcome,
        fact_id,
        target_fact_id,
        prior_year_fact_id,
        full_year_fact_id,
        prior_year_state,
        full_year_review_state,
        {{ worst_state(['review_state', 'target_review_state', 'last_year_state_used']) }} as review_state,
        {{ sentences([
            "case when review_state <> 'ok' then concat('actual: ', coalesce(review_reason, review_state)) end",
            "case when target_review_state <> 'ok' then concat('target: ', coalesce(target_review_reason, "
            "target_review_state)) end",
        ]) }} as review_reason
    from judged

)

select * from final
