with

source as (

    select * from {{ facts_input('conflict') }}

),

final as (

    select
        conflict_id,
        sha256,
        check_name,
        kpi_code,
        fiscal_year,
        left_fact_id,
        left_value,
        left_source_ref,
        right_fact_id,
        right_value,
        right_source_ref,
        detail
    from source

)

select * from final
