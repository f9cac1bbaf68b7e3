{{ config(post_hook=["{{ as_of_function('scorecard') }}", "{{ at_function('scorecard') }}"]) }}
-- depends_on: {{ ref('dim_publication') }}, {{ ref('stg_history__scorecard') }}, {{ ref('mart_kpi_scorecard') }}
with

spells as (

    {{ history_spells(
        staged='stg_history__scorecard',
        now='mart_kpi_scorecard',
        key='scorecard_id',
        described=[
            'branch_code',
            'fiscal_year',
            'kpi_code',
        ],
        compared=[
            'target_text',
            'comparator',
            'target_value',
            'target_value_resolved',
            'latest_actual',
            'actual_as_of',
            'actual_basis',
            'is_actual_provisional',
            'prior_year_full_year',
            'prior_year_same_month',
            'attainment',
            'attainment_rule',
            'national_average',
            'rank',
            'previous_rank',
            'target_fact_id',
            'actual_fact_id',
            'review_state',
        ],
    ) }}

)

select * from spells
