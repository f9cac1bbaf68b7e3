with

printings as (

    select * from {{ ref('int_printings') }}
    where is_current

),

states as (

    select
        fact_id,
        review_state
    from {{ ref('int_facts__index') }}

),

final as (

    select
        {{ key_of(['printings.fact_kind', 'printings.identity_key']) }} as figure_id,
        printings.fact_kind,
        printings.branch_code,
        printings.fiscal_year,
        printings.kpi_code,
        printings.measure_ja,
        printings.month,
        printings.period,
        printings.dimension,
        printings.scope,
        printings.basis,
        printings.value,
        printings.said,
        printings.unit,
        printings.provisional,
        states.review_state,
        printings.fact_id,
        printings.report_id
    from printings
    inner join states on printings.fact_id = states.fact_id

)

select * from final
