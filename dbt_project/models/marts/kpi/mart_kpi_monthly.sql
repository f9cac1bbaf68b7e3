with

figures as (

    select * from {{ ref('int_kpi_figures') }}
    where figure_rank = 1 and basis <> 'full_year' and fact_kind <> 'period_figure'

),

targets as (

    select * from {{ ref('int_kpi_targets_resolved') }}

),

kpis as (

    select * from {{ ref('dim_kpi') }}

),

branches as (

    select * from {{ ref('dim_branch') }}

),

-- One row per month with the bases side by side; there is at most one figure of each basis.
side_by_side as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        month,
        {% for basis in ['monthly', 'cumulative', 'point'] -%}
        max(case when basis = '{{ basis }}' then value end) as {{ basis }}_value,
        max(case when basis = '{{ basis }}' then fact_id end) as {{ basis }}_fact_id,
        max(case when basis = '{{ basis }}' then review_state end) as {{ basis }}_review_state,
        {% endfor -%}
        max(case when is_provisional then 1 else 0 end) = 1 as is_provisional
    from figures
    group by
        branch_code,
        fiscal_year,
        kpi_code,
        month

),

compared as (

    select
        this_year.*,
        last_year.monthly_value as prior_year_monthly_value,
        last_year.cumulative_value as prior_year_cumulative_value,
        last_year.point_value as prior_year_point_value,
        last_year.monthly_review_state as prior_year_monthly_state,
        last_year.cumulative_review_state as prior_year_cumulative_state,
        last_year.point_review_state as prior_year_point_state
    from side_by_side as this_year
    left join side_by_side as last_year
        on
            this_year.branch_code = last_year.branch_code
            and this_year.kpi_code = last_year.kpi_code
            and {{ same_month_last_year('this_year.month') }} = last_year.month

),

final as (

    select
        {{ key_of(['compared.branch_code', 'compared.kpi_code', 'compared.month']) }} as kpi_month_id,
        compared.branch_code,
        branches.name_ja as branch_ja,
        branches.name_en as branch_en,
        compared.kpi_code,
        kpis.label_ja as kpi_label_ja,
        kpis.label_en as kpi_label_en,
        compared.fiscal_year,
        compared.month,
        kpis.unit,
        compared.monthly_value,
        compared.cumulative_value,
        compared.point_value,
        compared.prior_year_monthly_value,
        compared.prior_year_cumulative_value,
        compared.prior_year_point_value,
        {{ change('compared.monthly_value', 'compared.prior_year_monthly_value') }} as monthly_change,
        {{ change('compared.cumulative_value', 'compared.prior_year_cumulative_value') }} as cumulative_change,
        {{ change('compared.point_value', 'compared.prior_year_point_value') }} as point_change,
        targets.target_value_resolved as target_line,
        targets.target_resolution,
        compared.is_provisional,
        compared.monthly_fact_id,
        compared.cumulative_fact_id,
        compared.point_fact_id,
        targets.target_fact_id,
        compared.monthly_review_state,
        compared.cumulative_review_state,
        compared.point_review_state,
        targets.review_state as target_review_state,
        {{ worst_state([
            'compared.monthly_review_state',
            'compared.cumulative_review_state',
            'compared.point_review_state',
            'compared.prior_year_monthly_state',
            'compared.prior_year_cumulative_state',
            'compared.prior_year_point_state',
            'targets.review_state',
        ]) }} as review_state
    from compared
    inner join branches on compared.branch_code = branches.branch_code
    inner join kpis on compared.kpi_code = kpis.kpi_code
    left join targets
        on
            compared.branch_code = targets.branch_code
            and compared.fiscal_year = targets.fiscal_year
            and compared.kpi_code = targets.kpi_code

)

select * from final
