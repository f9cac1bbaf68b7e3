with

facts as (

    select * from {{ ref('int_facts__schedule_mark') }}

),

final as (

    select
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        section,
        item_no,
        activity_ja,
        month,
        mark,
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
