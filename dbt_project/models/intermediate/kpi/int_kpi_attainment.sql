with

targets as (

    select * from {{ ref('int_kpi_targets_resolved') }}

),

actuals as (

    select * from {{ ref('int_kpi_latest_actuals') }}

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

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
        kpis.course,
        targets.comparator,
        targets.target_value,
        targets.target_value_resolved,
        targets.target_resolution,
        targets.judged_by,
        targets.target_fact_id,
        targets.review_state as target_review_state,
        actuals.value as actual_value,
        actuals.basis as actual_basis,
        actuals.prior_year_same_month,
        actuals.prior_year_state,
        actuals.fact_id as actual_fact_id,
        actuals.review_state as actual_review_state,
        {{ reaches('actuals.value', 'targets.judged_by', 'targets.target_value_resolved') }} as is_target_reached,
        {{ reaches('actuals.value', 'targets.judged_by', 'actuals.prior_year_same_month') }} as is_last_year_reached
    from universe
    inner join kpis on universe.kpi_code = kpis.kpi_code
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

),

-- Each rule by which a figure may be judged; the first that applies decides.
ruled as (

    select
        *,
        case
            when target_fact_id is null then 'no_target_printed'
            when judged_by is null then concat('no_target_number_', target_resolution)
            when actual_fact_id is null then 'no_actual_printed'
            -- "last year's figure or more" means, before the year is over, last year's figure of the same month
            when
                actual_basis <> 'full_year'
                and comparator like 'prior_year%'
                and target_value is null
                and prior_year_same_month is not null
                then 'same_month_last_year'
            when target_value_resolved is null then concat('no_target_number_', target_resolution)
            when actual_basis = 'full_year' then 'year_against_target'
            when course = 'level' then 'level_against_target'
            when judged_by = '>=' and is_target_reached then 'target_already_reached'
            when prior_year_same_month is not null then 'same_month_last_year'
            else 'no_comparable_figure'
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
        case
            when attainment_rule like 'no_target%' then 'no_target'
            when attainment_rule in ('no_actual_printed', 'no_comparable_figure') then 'no_actual'
            when attainment_rule = 'year_against_target' and is_target_reached then 'met'
            when attainment_rule = 'year_against_target' then 'not_met'
            when attainment_rule in ('level_against_target', 'target_already_reached') and is_target_reached
                then 'on_pace'
            when attainment_rule = 'same_month_last_year' and is_last_year_reached then 'on_pace'
            else 'behind_pace'
        end as attainment,
        -- a doubtful figure of last year casts doubt on the row only where the judgement rests on it
        {{ worst_state([
            'target_review_state',
            'actual_review_state',
            "case when attainment_rule = 'same_month_last_year' then prior_year_state end",
        ]) }} as review_state
    from ruled

)

select * from final
