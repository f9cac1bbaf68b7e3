{{ config(post_hook=["{{ as_of_function('figures') }}", "{{ at_function('figures') }}"]) }}
-- depends_on: {{ ref('dim_publication') }}, {{ ref('stg_history__figure') }}, {{ ref('int_current_figures') }}
with

spells as (

    {{ history_spells(
        staged='stg_history__figure',
        now='int_current_figures',
        key='figure_id',
        described=[
            'fact_kind',
            'branch_code',
            'fiscal_year',
            'kpi_code',
            'measure_ja',
            'month',
            'period',
            'dimension',
            'scope',
            'basis',
            'report_id',
        ],
        compared=[
            'value',
            'said',
            'unit',
            'provisional',
            'review_state',
            'fact_id',
        ],
    ) }}

)

select * from spells
