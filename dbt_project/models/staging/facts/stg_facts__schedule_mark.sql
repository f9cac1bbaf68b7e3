with

source as (

    select * from {{ facts_input('schedule_mark') }}

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
        item_no,
        activity_ja,
        month,
        mark
    from source

)

select * from final
