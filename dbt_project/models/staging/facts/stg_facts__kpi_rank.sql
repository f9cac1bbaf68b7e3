with

source as (

    select * from {{ facts_input('kpi_rank') }}

),

final as (

    select
        fact_id,
        sha256,
        page,
        source_ref,
        extracted_text,
        review_state,
        review_reason,
        method,
        rule,
        checks,
        section,
        fiscal_year,
        kpi_code,
        measure_ja,
        as_of,
        rank,
        previous_rank
    from source

)

select * from final
