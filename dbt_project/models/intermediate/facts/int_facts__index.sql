with

printings as (

    select * from {{ ref('int_printings') }}

),

doubts as (

    select fact_id
    from {{ ref('int_kpi_figures') }}
    where doubt is not null

),

final as (

    select
        printings.fact_kind,
        printings.fact_id,
        printings.report_id,
        printings.branch_code,
        printings.fiscal_year,
        printings.kpi_code,
        case when doubts.fact_id is not null then 'flagged' else printings.review_state end as review_state,
        printings.is_current,
        printings.is_superseded
    from printings
    left join doubts on printings.fact_id = doubts.fact_id

)

select * from final
