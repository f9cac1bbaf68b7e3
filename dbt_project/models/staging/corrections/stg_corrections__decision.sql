with

source as (

    select * from {{ corrections_input('decision') }}

),

final as (

    select
        correction_id,
        fact_id,
        fact_kind,
        fact_column,
        value_seen,
        value_right,
        effect,
        conflict_id,
        reason,
        evidence,
        proposed_by,
        proposed_on,
        approved_by,
        approved_on,
        look_again_by,
        sign_off
    from source

)

select * from final
