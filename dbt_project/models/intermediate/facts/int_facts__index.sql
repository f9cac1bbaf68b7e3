with

coded as (

    {% for kind in ['kpi_target', 'kpi_actual', 'monthly_actual', 'period_figure', 'kpi_rank'] -%}
    select
        '{{ kind }}' as fact_kind,
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        kpi_code,
        review_state,
        is_current,
        is_superseded
    from {{ ref('int_facts__' ~ kind) }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

uncoded as (

    {% for kind in ['plan_item', 'plan_status', 'schedule_mark'] -%}
    select
        '{{ kind }}' as fact_kind,
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        cast(null as varchar) as kpi_code,
        review_state,
        is_current,
        is_superseded
    from {{ ref('int_facts__' ~ kind) }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

final as (

    select * from coded

    union all

    select * from uncoded

)

select * from final
