with

source as (

    select * from {{ facts_input('kpi_target') }}

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
        kpi_code,
        kpi_text,
        comparator,
        target_value,
        unit,
        source_part,
        match_score,
        match_second
    from source

)

select * from final
