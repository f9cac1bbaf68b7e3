with

months as (

    select * from {{ ref('dim_month') }}

),

numbered as (

    {% for day in range(31) -%}
    select {{ day }} as days_after_first
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor %}

),

counted as (

    select
        months.month,
        months.fiscal_year,
        cast({{ dbt.dateadd('day', 'numbered.days_after_first', 'months.month') }} as date) as day
    from months
    cross join numbered

),

final as (

    select
        day,
        month,
        fiscal_year
    from counted
    where extract(month from day) = extract(month from month)

)

select * from final
