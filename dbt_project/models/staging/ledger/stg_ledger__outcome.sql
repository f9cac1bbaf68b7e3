with

source as (

    select * from {{ ledger_input('outcome') }}

),

final as (

    select
        sha256,
        extractor_version,
        status,
        reason,
        reader,
        page_count,
        pages_unread,
        counts,
        flagged,
        derived,
        rejected_cells,
        checks_passed,
        checks_failed,
        coverage,
        problems,
        seconds
    from source

)

select * from final
