with

facts as (

    select * from {{ ref('int_facts__kpi_target') }}

),

final as (

    select
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        kpi_code,
        kpi_text,
        comparator,
        target_value,
        unit,
        source_part,
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
