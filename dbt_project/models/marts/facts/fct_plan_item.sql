with

facts as (

    select * from {{ ref('int_facts__plan_item') }}

),

final as (

    select
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        section,
        item_no,
        item_ja,
        importance,
        difficulty,
        owner_group,
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
