with

source as (

    select * from {{ facts_input('plan_status') }}

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
        period,
        item_ja,
        symbol,
        status
    from source

)

select * from final
