with

attainment as (

    select * from {{ ref('int_kpi_attainment') }}

),

targets as (

    select * from {{ ref('int_kpi_targets_resolved') }}

),

actuals as (

    select * from {{ ref('int_kpi_latest_actuals') }}

),

year_figures as (

    select * from {{ ref('int_kpi_year_figures') }}

),

references_printed as (

    select * from {{ ref('int_kpi_references') }}

),

branches as (

    select * from {{ ref('dim_branch') }}

),

kpis as (

    select * from {{ ref('dim_kpi') }}

),

final as (

    select
        {{ key_of(['attainment.branch_code', 'attainment.fiscal_year', 'attainment.kpi_code']) }} as scorecard_id,
        attainment.branch_code,
        branches.name_ja as branch_ja,
        branches.name_en as branch_en,
        attainment.fiscal_year,
        attainment.kpi_code,
        kpis.name_ja as kpi_ja,
        kpis.name_en as kpi_en,
        kpis.label_ja as kpi_label_ja,
        kpis.label_en as kpi_label_en,
        kpis.pillar,
        kpis.unit,
        kpis.direction,
        targets.target_text,
        targets.comparator,
        targets.target_value,
        targets.target_value_resolved,
        targets.target_resolution,
        actuals.value as latest_actual,
        actuals.month as actual_as_of,
        actuals.basis as actual_basis,
        actuals.is_provisional as is_actual_provisional,
        last_year.value as prior_year_full_year,
        actuals.prior_year_same_month,
        attainment.attainment,
        attainment.attainment_rule,
        attainment.pace,
        attainment.pace_rule,
        attainment.path_source,
        attainment.expected,
        attainment.projected,
        attainment.projected_low,
        attainment.projected_high,
        references_printed.national_average,
        references_printed.national_average_as_of,
        references_printed.rank,
        references_printed.previous_rank,
        references_printed.rank_as_of,
        targets.target_fact_id,
        targets.resolved_from_fact_id,
        actuals.fact_id as actual_fact_id,
        last_year.fact_id as prior_year_full_year_fact_id,
        actuals.prior_year_fact_id as prior_year_same_month_fact_id,
        references_printed.national_average_fact_id,
        references_printed.rank_fact_id,
        targets.review_state as target_review_state,
        actuals.review_state as actual_review_state,
        last_year.review_state as prior_year_review_state,
        references_printed.review_state as reference_review_state,
        -- the row is as good as its worst figure, also those that only stand beside the judgement
        {{ worst_state([
            'attainment.review_state',
            'last_year.review_state',
            'actuals.prior_year_state',
            'references_printed.review_state',
        ]) }} as review_state,
        {{ sentences([
            "case when targets.review_state <> 'ok' then concat('target: ', coalesce(targets.review_reason, "
            "targets.review_state)) end",
            "case when actuals.review_state <> 'ok' then concat('actual: ', coalesce(actuals.review_reason, "
            "actuals.review_state)) end",
            "case when last_year.review_state <> 'ok' then concat('last year: ', coalesce(last_year.review_reason, "
            "last_year.review_state)) end",
            "case when actuals.prior_year_state <> 'ok' then concat('same month last year: ', "
            "actuals.prior_year_state) end",
            "case when references_printed.review_state <> 'ok' then concat('national average or rank: ', "
            "references_printed.review_state) end",
        ]) }} as review_reason
    from attainment
    inner join branches on attainment.branch_code = branches.branch_code
    inner join kpis on attainment.kpi_code = kpis.kpi_code
    left join targets
        on attainment.target_fact_id = targets.target_fact_id
    left join actuals
        on
            attainment.branch_code = actuals.branch_code
            and attainment.fiscal_year = actuals.fiscal_year
            and attainment.kpi_code = actuals.kpi_code
    left join year_figures as last_year
        on
            attainment.branch_code = last_year.branch_code
            and attainment.fiscal_year = last_year.fiscal_year + 1
            and attainment.kpi_code = last_year.kpi_code
    left join references_printed
        on
            attainment.branch_code = references_printed.branch_code
            and attainment.fiscal_year = references_printed.fiscal_year
            and attainment.kpi_code = references_printed.kpi_code

)

select * from final
