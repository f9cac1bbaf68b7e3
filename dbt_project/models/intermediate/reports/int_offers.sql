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

-- How many readable contents a name has had by then; the readable ones have their place in the name's sequence by it.
counted as (

    select
        *,
        count(readable_sha256) over (
            partition by file_name
            order by first_offered_at, offer_id
            rows between unbounded preceding and current row
        ) as readable_so_far
    from readable

),

sequence as (

    select
        file_name,
        readable_sha256,
        readable_so_far as readable_no
    from counted
    where readable_sha256 is not null

),

final as (

    select
        counted.offer_id,
        counted.file_name,
        counted.sha256,
        counted.size_bytes,
        counted.origin,
        counted.first_offered_at,
        counted.last_offered_at,
        counted.status,
        counted.readable_sha256 is not null as is_readable,
        row_number() over (
            partition by counted.sha256 order by counted.first_offered_at, counted.offer_id
        ) = 1 as is_first_offer,
        first_value(counted.file_name) over (
            partition by counted.sha256 order by counted.first_offered_at, counted.offer_id
        ) as first_file_name,
        successors.readable_sha256 as successor_sha256,
        predecessors.readable_sha256 as predecessor_sha256
    from counted
    left join sequence as successors
        on
            counted.file_name = successors.file_name
            and counted.readable_so_far + 1 = successors.readable_no
    left join sequence as predecessors
        on
            counted.file_name = predecessors.file_name
            and counted.readable_so_far - case when counted.readable_sha256 is null then 0 else 1 end
            = predecessors.readable_no

)

select * from final
