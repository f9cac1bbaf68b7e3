with

facts as (

    select * from {{ ref('int_facts__kpi_rank') }}

),

final as (

    select
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        kpi_code,
        measure_ja,
        as_of,
        rank,
        previous_rank,
        page,
        source_ref,
        extracted_text,
        review_state,
        review_reason,
        sign_off,
        values_read,
        is_current,
        checks,
        rule,
        method,
        section
    from facts

)

select * from final
