with

facts as (

    select * from {{ ref('int_facts__monthly_actual') }}

),

final as (

    select
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        month,
        measure_ja,
        kpi_code,
        basis,
        is_basis_printed,
        value,
        unit,
        series_id,
        page,
        source_ref,
        extracted_text,
        review_state,
        review_reason,
        is_current,
        checks,
        rule,
        method,
        section
    from facts

)

select * from final
