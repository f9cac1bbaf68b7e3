with

source as (

    select * from {{ facts_input('reject') }}

),

final as (

    select
        reject_id,
        sha256,
        page,
        source_ref,
        extracted_text,
        reason
    from source

)

select * from final
