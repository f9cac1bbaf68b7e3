with

printings as (

    {% for kind, value, said, label in [
        ('kpi_target', 'target_value', 'target_sense', 'kpi_text'),
        ('kpi_actual', 'value', none, 'kpi_text'),
        ('monthly_actual', 'value', none, 'measure_ja'),
        ('period_figure', 'value', none, 'measure_ja'),
        ('kpi_rank', 'rank', none, 'measure_ja'),
        ('plan_status', none, 'status', 'item_ja'),
        ('schedule_mark', none, 'mark', 'activity_ja'),
    ] -%}
    select
        '{{ kind }}' as fact_kind,
        identity_key,
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        {{ 'kpi_code' if value else 'cast(null as varchar)' }} as kpi_code,
        {{ label }} as measure_ja,
        cast({{ value or 'null' }} as double) as value,
        {{ said or 'cast(null as varchar)' }} as said,
        source_ref,
        review_state,
        kind_authority,
        standing_month,
        reading_key,
        printing_rank
    from {{ ref('int_facts__' ~ kind) }}
    where
        not is_superseded
        {%- if not value %}
        and review_state_read <> 'flagged'
        {%- endif %}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
)

select * from printings
