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
        cast(first_offered_at as timestamp) as first_offered_at,
        cast(last_offered_at as timestamp) as last_offered_at,
        outcome_path
    from source

)

select * from final
