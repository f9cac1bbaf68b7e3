with

source as (

    select * from {{ facts_input('report') }}

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
        branch_code,
        fiscal_year,
        report_kind,
        period,
        as_of,
        title,
        reader,
        page_count
    from source

)

select * from final
