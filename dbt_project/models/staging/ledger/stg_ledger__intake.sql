with

source as (

    select * from {{ ledger_input('intake') }}

),

final as (

    select
        offer_id,
        file_name,
        sha256,
        size_bytes,
        origin,
        first_offered_at,
        last_offered_at,
        outcome_path
    from source

)

select * from final
