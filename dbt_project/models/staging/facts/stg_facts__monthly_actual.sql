with

source as (

    select * from {{ facts_input('monthly_actual') }}

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
        month,
        measure_ja,
        kpi_code,
        basis,
        value,
        unit,
        series_id
    from source

)

select * from final
