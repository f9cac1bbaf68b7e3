with

printings as (

    {% for kind, value, label in [
        ('kpi_target', 'target_value', 'kpi_text'),
        ('kpi_actual', 'value', 'kpi_text'),
        ('monthly_actual', 'value', 'measure_ja'),
        ('period_figure', 'value', 'measure_ja'),
    ] -%}
    select
        '{{ kind }}' as fact_kind,
        identity_key,
        fact_id,
        report_id,
        branch_code,
        fiscal_year,
        kpi_code,
        {{ label }} as measure_ja,
        {{ value }} as value,
        {{ 'target_sense' if kind == 'kpi_target' else 'cast(null as varchar)' }} as target_sense,
        source_ref,
        review_state,
        kind_authority,
        standing_month,
        reading_key,
        printing_rank
    from {{ ref('int_facts__' ~ kind) }}
    where not is_superseded
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
)

select * from printings
