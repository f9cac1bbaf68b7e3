with

decisions as (

    select * from {{ ref('stg_corrections__decision') }}

),

-- Several columns of one fact can be corrected; all else is decided about a fact as a whole.
final as (

    select
        fact_id,
        max(effect) as sign_off,
        case max(effect)
            when 'corrected' then 'corrected' when 'confirmed' then 'ok' else 'flagged'
        end as review_state,
        string_agg(
            distinct concat(effect, ' ', sign_off), '; ' order by concat(effect, ' ', sign_off)
        ) as review_reason,
        case
            when max(effect) = 'corrected'
                then concat(
                    '{',
                    string_agg(
                        concat('"', fact_column, '":"', replace(replace(value_seen, '\', '\\'), '"', '\"'), '"'),
                        ',' order by fact_column
                    ),
                    '}'
                )
        end as values_read
    from decisions
    group by fact_id

)

select * from final
