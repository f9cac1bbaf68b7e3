with

source as (

    select * from {{ history_input('figure') }}

),

final as (

    select
        publication_no,
        is_gone,
        figure_id,
        fact_kind,
        branch_code,
        fiscal_year,
        kpi_code,
        measure_ja,
        month,
        period,
        dimension,
        scope,
        basis,
        value,
        said,
        unit,
        provisional,
        review_state,
        fact_id,
        report_id
    from source

)

select * from final
