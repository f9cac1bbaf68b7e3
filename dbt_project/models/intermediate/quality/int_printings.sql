with

printings as (

    {% for kind, value, said, label, when in [
        ('kpi_target', 'target_value', 'target_sense', 'kpi_text', {}),
        ('kpi_actual', 'value', none, 'kpi_text', {'month': 'as_of', 'basis': 'basis', 'scope': 'scope'}),
        ('monthly_actual', 'value', none, 'measure_ja', {'month': 'month', 'basis': 'basis'}),
        ('period_figure', 'value', none, 'measure_ja', {'period': 'period', 'dimension': 'dimension'}),
        ('kpi_rank', 'rank', none, 'measure_ja', {'month': 'as_of'}),
        ('plan_status', none, 'status', 'item_ja', {'period': 'period'}),
        ('schedule_mark', none, 'mark', 'activity_ja', {'month': 'month'}),
        ('plan_item', none, none, 'item_ja', {}),
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
        cast({{ when.month or 'null' }} as date) as month,
        cast({{ when.period or 'null' }} as varchar) as period,
        cast({{ when.dimension or 'null' }} as varchar) as dimension,
        cast({{ when.scope or 'null' }} as varchar) as scope,
        cast({{ when.basis or 'null' }} as varchar) as basis,
        section,
        cast({{ value or 'null' }} as double precision) as value,
        cast({{ said or 'null' }} as varchar) as said,
        {{ 'unit' if value and value != 'rank' else 'cast(null as varchar)' }} as unit,
        {{ 'provisional' if kind == 'kpi_actual' else 'cast(null as boolean)' }} as provisional,
        source_ref,
        review_state_read,
        review_state,
        {{ sign_off_rank() }} as sign_off_rank,
        {{ 'own_year_rank' if kind == 'kpi_target' else '1' }} as own_year_rank,
        kind_authority,
        standing_month,
        reading_key,
        loaded_at,
        reading_rank,
        printing_rank,
        is_superseded,
        is_current
    from {{ ref('int_facts__' ~ kind) }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
)

select * from printings
