with

intake as (

    select * from {{ ref('stg_ledger__intake') }}

),

outcomes as (

    select * from {{ ref('stg_ledger__outcome') }}

),

-- A file that could not be read replaces nothing: its predecessor stays what BI sees.
readable as (

    select
        intake.*,
        outcomes.status,
        case when outcomes.status in ('read', 'partly_read') then intake.sha256 end as readable_sha256
    from intake
    left join outcomes on intake.sha256 = outcomes.sha256

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
        status,
        readable_sha256 is not null as is_readable,
        row_number() over (partition by sha256 order by first_offered_at, offer_id) = 1 as is_first_offer,
        first_value(file_name) over (partition by sha256 order by first_offered_at, offer_id) as first_file_name,
        lead(readable_sha256 ignore nulls) over (
            partition by file_name order by first_offered_at, offer_id
        ) as successor_sha256,
        lag(readable_sha256 ignore nulls) over (
            partition by file_name order by first_offered_at, offer_id
        ) as predecessor_sha256
    from readable

)

select * from final
