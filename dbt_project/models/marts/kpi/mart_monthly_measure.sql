with

months as (

    select * from {{ ref('int_facts__monthly_actual') }}
    where is_current and kpi_code is null

),

branches as (

    select * from {{ ref('dim_branch') }}

),

labelled as (

    select
        *,
        {{ label_key('measure_ja') }} as measure_key,
        case when is_label_ambiguous then section end as section_told_apart
    from months

),

-- One row per month with the bases side by side; is_current leaves one figure of each basis.
side_by_side as (

    select
        branch_code,
        fiscal_year,
        measure_key,
        section_told_apart,
        unit,
        month,
        min(measure_ja) as measure_ja,
        min(section) as section,
        {% for basis in ['monthly', 'cumulative'] -%}
        max(case when basis = '{{ basis }}' then value end) as {{ basis }}_value,
        max(case when basis = '{{ basis }}' then fact_id end) as {{ basis }}_fact_id,
        max(case when basis = '{{ basis }}' then review_state end) as {{ basis }}_review_state,
        {% endfor -%}
        count(*) as figure_count
    from labelled
    group by
        branch_code,
        fiscal_year,
        measure_key,
        section_told_apart,
        unit,
        month

),

keyed as (

    select
        *,
        {{ key_of(['branch_code', 'measure_key', 'section_told_apart', 'unit']) }} as measure_id
    from side_by_side

),

final as (

    select
        {{ key_of(['this_year.measure_id', 'this_year.fiscal_year', 'this_year.month']) }} as measure_month_id,
        this_year.measure_id,
        this_year.branch_code,
        branches.name_ja as branch_ja,
        branches.name_en as branch_en,
        this_year.measure_ja,
        this_year.section,
        this_year.fiscal_year,
        this_year.month,
        this_year.unit,
        this_year.monthly_value,
        this_year.cumulative_value,
        last_year.monthly_value as prior_year_monthly_value,
        last_year.cumulative_value as prior_year_cumulative_value,
        {{ change('this_year.monthly_value', 'last_year.monthly_value') }} as monthly_change,
        {{ change('this_year.cumulative_value', 'last_year.cumulative_value') }} as cumulative_change,
        this_year.monthly_fact_id,
        this_year.cumulative_fact_id,
        this_year.monthly_review_state,
        this_year.cumulative_review_state,
        {{ worst_state([
            'this_year.monthly_review_state',
            'this_year.cumulative_review_state',
            'last_year.monthly_review_state',
            'last_year.cumulative_review_state',
        ]) }} as review_state
    from keyed as this_year
    inner join branches on this_year.branch_code = branches.branch_code
    left join keyed as last_year
        on
            this_year.measure_id = last_year.measure_id
            and {{ same_month_last_year('this_year.month') }} = last_year.month
            and this_year.fiscal_year = last_year.fiscal_year + 1

)

select * from final
