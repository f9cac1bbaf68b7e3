with

targets as (

    select * from {{ ref('int_kpi_targets_resolved') }}

),

actuals as (

    select * from {{ ref('int_kpi_latest_actuals') }}

),

pace as (

    select * from {{ ref('int_kpi_pace') }}

),

universe as (

    select
        branch_code,
        fiscal_year,
        kpi_code
    from targets

    union distinct

    select
        branch_code,
        fiscal_year,
        kpi_code
    from actuals

),

paired as (

    select
        universe.branch_code,
        universe.fiscal_year,
        universe.kpi_code,
        targets.target_value_resolved,
        targets.target_resolution,
        targets.judged_by,
        targets.target_fact_id,
        targets.review_state as target_review_state,
        actuals.basis as actual_basis,
        actuals.fact_id as actual_fact_id,
        actuals.review_state as actual_review_state,
        pace.pace,
        pace.pace_rule,
        pace.path_source,
        pace.expected,
        pace.projected,
        pace.projected_low,
        pace.projected_high,
        pace.review_state as pace_review_state,
        {{ reaches('actuals.value', 'targets.judged_by', 'targets.target_value_resolved') }} as is_target_reached
    from universe
    left join targets
        on
            universe.branch_code = targets.branch_code
            and universe.fiscal_year = targets.fiscal_year
            and universe.kpi_code = targets.kpi_code
    left join actuals
        on
            universe.branch_code = actuals.branch_code
            and universe.fiscal_year = actuals.fiscal_year
            and universe.kpi_code = actuals.kpi_code
    -- a year whose own figure is known has been run; only one that still runs has a pace
    left join pace
        on
            actuals.basis <> 'full_year'
            and actuals.branch_code = pace.branch_code
            and actuals.fiscal_year = pace.fiscal_year
            and actuals.kpi_code = pace.kpi_code
            and actuals.month = pace.month

),

-- Each rule by which a figure may be judged; the first that applies decides. How a year that still runs is judged is
-- the matter of int_kpi_pace alone.
ruled as (

    select
        *,
        case
            when target_fact_id is null then 'no_target_printed'
            when judged_by is null then concat('no_target_number_', target_resolution)
            when actual_fact_id is null then 'no_actual_printed'
            when pace_rule = 'no_target_number' then concat('no_target_number_', target_resolution)
            when pace_rule is not null then pace_rule
            when target_value_resolved is null then concat('no_target_number_', target_resolution)
            else 'year_against_target'
        end as attainment_rule
    from paired

),

final as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        target_fact_id,
        actual_fact_id,
        attainment_rule,
        pace,
        pace_rule,
        path_source,
        expected,
        projected,
        projected_low,
        projected_high,
        case
            when attainment_rule like 'no_target%' then 'no_target'
            when attainment_rule = 'year_against_target' and is_target_reached then 'met'
            when attainment_rule = 'year_against_target' then 'not_met'
            when pace in ('on_pace', 'behind_pace') then pace
            -- what is uncertain must not look like a judgement: there is a figure, but none that can be judged yet
            else 'no_actual'
        end as attainment,
        {{ worst_state(['target_review_state', 'actual_review_state', 'pace_review_state']) }} as review_state
    from ruled

)

select * from final
