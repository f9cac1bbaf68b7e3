with

facts as (

    select * from {{ ref('int_facts__period_figure') }}

),

doubts as (

    select
        fact_id,
        doubt
    from {{ ref('int_kpi_figures') }}
    where doubt is not null

),

final as (

    select
        facts.fact_id,
        facts.report_id,
        facts.branch_code,
        facts.fiscal_year,
        facts.measure_ja,
        facts.kpi_code,
        facts.period,
        facts.dimension,
        facts.value,
        facts.unit,
        facts.series_id,
        facts.page,
        facts.source_ref,
        facts.extracted_text,
        case when doubts.doubt is not null then 'flagged' else facts.review_state end as review_state,
        {{ sentences(['facts.review_reason', 'doubts.doubt']) }} as review_reason,
        facts.sign_off,
        facts.values_read,
        facts.is_current,
        facts.checks,
        facts.rule,
        facts.method,
        facts.section
    from facts
    left join doubts on facts.fact_id = doubts.fact_id

)

select * from final
