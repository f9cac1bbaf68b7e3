with

source as (

    select * from {{ facts_input('plan_item') }}

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
        item_ja,
        importance,
        difficulty,
        owner_group
    from source

)

select * from final
