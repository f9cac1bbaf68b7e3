with

source as (

    select * from {{ history_input('publication') }}

),

final as (

    select
        publication_no,
        release_id,
        cast(published_at as timestamp) as published_at,
        publication_kind,
        is_recorded
    from source

)

select * from final
