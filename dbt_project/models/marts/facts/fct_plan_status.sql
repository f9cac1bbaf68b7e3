with

facts as (

    select * from {{ ref('int_facts__plan_status') }}

),

final as (

    select
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        period,
        section,
        item_ja,
        symbol,
        status,
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
        method
    from facts

)

select * from final
