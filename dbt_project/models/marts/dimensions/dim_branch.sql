with

branches as (

    select * from {{ ref('branches') }}

),

final as (

    select
        branch_code,
        jis_code,
        name_ja,
        name_en,
        region_ja,
        region_en
    from branches

)

select * from final
