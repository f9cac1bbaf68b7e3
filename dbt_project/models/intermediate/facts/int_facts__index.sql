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

doubts as (

    select fact_id
    from {{ ref('int_kpi_figures') }}
    where doubt is not null

),

combined as (

    select * from coded

    union all

    select * from uncoded

),

final as (

    select
        combined.fact_kind,
        combined.fact_id,
        combined.report_id,
        combined.branch_code,
        combined.fiscal_year,
        combined.kpi_code,
        case when doubts.fact_id is not null then 'flagged' else combined.review_state end as review_state,
        combined.is_current,
        combined.is_superseded
    from combined
    left join doubts on combined.fact_id = doubts.fact_id

)

select * from final
