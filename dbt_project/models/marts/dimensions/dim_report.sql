with

reports as (

    select * from {{ ref('int_reports') }}

),

final as (

    select
        report_id,
        branch_code,
        fiscal_year,
        report_kind,
        period,
        as_of,
        title,
        file_name,
        sha256,
        reader,
        page_count,
        loaded_at,
        supersedes_report_id,
        is_superseded
    from reports
    where is_identified

)

select * from final
