with

figures as (

    select * from {{ ref('int_kpi_figures') }}
    where figure_rank = 1 and basis <> 'full_year'

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

ranked as (

    select
        figures.branch_code,
        figures.fiscal_year,
        figures.kpi_code,
        figures.month,
        {{ fiscal_month_of('figures.month') }} as fiscal_month,
        figures.basis,
        figures.value,
        kpis.unit,
        figures.is_provisional,
        figures.fact_id,
        figures.review_state,
        figures.review_reason,
        kpis.course,
        kpis.judged_on,
        row_number() over (
            partition by figures.branch_code, figures.fiscal_year, figures.kpi_code, figures.month
            order by {{ basis_rank('figures.basis', 'kpis.default_basis') }}, figures.fact_id
        ) as basis_place,
        max(figures.month) over (
            partition by figures.branch_code, figures.fiscal_year, figures.kpi_code
        ) as latest_month
    from figures
    inner join kpis on figures.kpi_code = kpis.kpi_code

),

chosen as (

    select * from ranked
    where basis_place = 1

),

final as (

    select
        chosen.branch_code,
        chosen.fiscal_year,
        chosen.kpi_code,
        chosen.month,
        chosen.fiscal_month,
        chosen.basis,
        chosen.value,
        chosen.unit,
        chosen.is_provisional,
        chosen.fact_id,
        chosen.review_state,
        chosen.review_reason,
        chosen.course,
        chosen.judged_on,
        chosen.month = chosen.latest_month as is_latest,
        last_year.value as prior_year_same_month,
        last_year.fact_id as prior_year_fact_id,
        last_year.review_state as prior_year_state
    from chosen
    left join figures as last_year
        on
            chosen.branch_code = last_year.branch_code
            and chosen.kpi_code = last_year.kpi_code
            and chosen.basis = last_year.basis
            and {{ same_month_last_year('chosen.month') }} = last_year.month

)

select * from final
