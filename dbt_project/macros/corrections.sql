{#- Reviewers' decisions put onto the facts. Which columns a decision may change is told here and in
    warehouse/review/values.py; a test holds the two together. -#}

{% macro correctable_columns(kind) -%}
    {{ return({
        'kpi_target': {
            'fiscal_year': 'integer', 'kpi_code': 'varchar', 'kpi_text': 'varchar', 'comparator': 'varchar',
            'target_value': 'double precision', 'unit': 'varchar',
        },
        'kpi_actual': {
            'fiscal_year': 'integer', 'kpi_code': 'varchar', 'kpi_text': 'varchar', 'as_of': 'date',
            'basis': 'varchar', 'value': 'double precision', 'unit': 'varchar', 'provisional': 'boolean',
            'scope': 'varchar',
        },
        'monthly_actual': {
            'fiscal_year': 'integer', 'month': 'date', 'measure_ja': 'varchar', 'kpi_code': 'varchar',
            'basis': 'varchar', 'value': 'double precision', 'unit': 'varchar',
        },
        'period_figure': {
            'fiscal_year': 'integer', 'measure_ja': 'varchar', 'kpi_code': 'varchar', 'period': 'varchar',
            'dimension': 'varchar', 'value': 'double precision', 'unit': 'varchar',
        },
        'plan_item': {
            'fiscal_year': 'integer', 'item_no': 'varchar', 'item_ja': 'varchar', 'importance': 'varchar',
            'difficulty': 'varchar', 'owner_group': 'varchar',
        },
        'plan_status': {
            'fiscal_year': 'integer', 'period': 'varchar', 'item_ja': 'varchar', 'symbol': 'varchar',
            'status': 'varchar',
        },
        'schedule_mark': {
            'fiscal_year': 'integer', 'item_no': 'varchar', 'activity_ja': 'varchar', 'month': 'date',
            'mark': 'varchar',
        },
        'kpi_rank': {
            'fiscal_year': 'integer', 'kpi_code': 'varchar', 'measure_ja': 'varchar', 'as_of': 'date',
            'rank': 'integer', 'previous_rank': 'integer',
        },
    }[kind]) }}
{%- endmacro %}

{#- All columns of a kind's staged facts, those that a decision corrected in their right form, and two more: sign_off,
    what was decided about the fact, and values_read, what the corrected columns said as read. -#}
{% macro corrected_facts(kind) -%}
with

facts as (

    select * from {{ ref('stg_facts__' ~ kind) }}

),

decided as (

    select * from {{ ref('int_decisions') }}

),

decisions as (

    select * from {{ ref('stg_corrections__decision') }}
    where effect = 'corrected'

),

-- An empty text stands for a column that is empty in truth, null for one that nobody corrected.
right_values as (

    select
        {%- for column in correctable_columns(kind) %}
        max(case when fact_column = '{{ column }}' then coalesce(value_right, '') end) as {{ column }},
        {%- endfor %}
        fact_id
    from decisions
    group by fact_id

),

final as (

    select
        {%- for column in fact_columns(kind) %}
        {%- set type = correctable_columns(kind).get(column) %}
        {%- if type %}
        case
            when right_values.{{ column }} is not null
                then cast(nullif(right_values.{{ column }}, '') as {{ type }})
            else facts.{{ column }}
        end as {{ column }},
        {%- elif column == 'review_state' %}
        coalesce(decided.review_state, facts.review_state) as review_state,
        {%- elif column == 'review_reason' %}
        coalesce(decided.review_reason, facts.review_reason) as review_reason,
        {%- else %}
        facts.{{ column }},
        {%- endif %}
        {%- endfor %}
        decided.sign_off,
        decided.values_read
    from facts
    left join decided on facts.fact_id = decided.fact_id
    left join right_values on facts.fact_id = right_values.fact_id

)

select * from final
{%- endmacro %}

{#- Facts that a person has decided about are not doubted again by rules; what was overruled already is flagged. -#}
{% macro is_signed_off() -%}
    coalesce(sign_off in ('corrected', 'confirmed'), false)
{%- endmacro %}

{#- Order term: what was corrected comes before every other printing, what was overruled after. -#}
{% macro sign_off_rank() -%}
    case sign_off when 'corrected' then 1 when 'overruled' then 3 else 2 end
{%- endmacro %}

{#- The columns of a kind's staged facts, in their order. -#}
{% macro fact_columns(kind) -%}
    {%- set common = [
        'fact_id', 'sha256', 'page', 'source_ref', 'extracted_text', 'review_state', 'review_reason', 'method', 'rule',
        'checks', 'section',
    ] -%}
    {%- set told = {
        'kpi_target': ['source_part', 'match_score', 'match_second'],
        'kpi_actual': ['match_score', 'match_second'],
        'monthly_actual': ['series_id'],
        'period_figure': ['series_id'],
    } -%}
    {{ return(common + correctable_columns(kind).keys() | list + told.get(kind, [])) }}
{%- endmacro %}
