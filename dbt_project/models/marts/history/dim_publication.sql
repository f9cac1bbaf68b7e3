with

published as (

    select * from {{ ref('stg_history__publication') }}

),

-- the release being built: for its readers it is the last publication
this_release as (

    select
        cast(coalesce(max(publication_no), 0) + 1 as integer) as publication_no,
        cast('{{ var("release_id") }}' as varchar) as release_id,
        cast('{{ var("built_at") }}' as timestamp) as published_at,
        'build' as publication_kind,
        true as is_recorded,
        true as is_this_release
    from published

),

combined as (

    select
        publication_no,
        release_id,
        published_at,
        publication_kind,
        is_recorded,
        false as is_this_release
    from published

    union all

    select * from this_release

),

final as (

    select
        publication_no,
        release_id,
        published_at,
        lead(published_at) over (order by publication_no) as replaced_at,
        publication_kind,
        is_recorded,
        is_this_release
    from combined

)

select * from final
