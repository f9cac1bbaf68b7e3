with

pace as (

    select * from {{ ref('int_kpi_pace') }}

),

rules as (

    select * from {{ ref('pace_rules') }}

),

kpis as (

    select * from {{ ref('dim_kpi') }}

),

branches as (

    select * from {{ ref('dim_branch') }}

),

final as (

    select
        {{ key_of(['pace.branch_code', 'pace.kpi_code', 'pace.month']) }} as pace_id,
        pace.branch_code,
        branches.name_ja as branch_ja,
        branches.name_en as branch_en,
        pace.fiscal_year,
        pace.kpi_code,
        kpis.label_ja as kpi_label_ja,
        kpis.label_en as kpi_label_en,
        kpis.pillar,
        pace.unit,
        kpis.direction,
        pace.month,
        pace.is_latest,
        pace.basis,
        pace.value,
        pace.is_provisional,
        pace.target_value_resolved,
        pace.judged_by,
        pace.prior_year_same_month,
        {{ change('pace.value', 'pace.prior_year_same_month') }} as change_on_prior_year,
        pace.is_last_year_reached,
        pace.expected,
        pace.expected_low,
        pace.expected_high,
        pace.projected,
        pace.projected_low,
        pace.projected_high,
        pace.path_source,
        pace.paths_used,
        pace.years_used,
        pace.pace,
        pace.pace_rule,
        rules.sentence_ja as pace_sentence_ja,
        rules.sentence_en as pace_sentence_en,
        pace.full_year_value,
        pace.year_outcome,
        pace.fact_id as actual_fact_id,
        pace.target_fact_id,
        pace.prior_year_fact_id as prior_year_same_month_fact_id,
        pace.full_year_fact_id,
        -- the row is as good as its worst figure, also those that only stand beside the verdict
        {{ worst_state([
            'pace.review_state',
            'pace.prior_year_state',
            'pace.full_year_review_state',
        ]) }} as review_state,
        {{ sentences([
            'pace.review_reason',
            "case when pace.prior_year_state <> 'ok' then concat('same month last year: ', pace.prior_year_state) end",
            "case when pace.full_year_review_state <> 'ok' then concat('full year: ', pace.full_year_review_state) end",
        ]) }} as review_reason
    from pace
    inner join rules on pace.pace_rule = rules.pace_rule
    inner join branches on pace.branch_code = branches.branch_code
    inner join kpis on pace.kpi_code = kpis.kpi_code

)

select * from final
