with

figures as (

    select * from {{ ref('int_kpi_figures') }}

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

-- What can stand for a whole year: its printed figure, else what was reached by March. A single month of March
-- says it only for KPIs that are measured by the month.
candidates as (

    select
        figures.*,
        case
            when figures.basis = 'full_year' then 'full_year'
            when figures.basis = 'cumulative' then 'march_cumulative'
            when figures.basis = 'point' then 'march_point'
            else 'march_monthly'
        end as year_figure_rule,
        case
            when kpis.judged_on = 'last_month' and figures.basis in ('monthly', 'point') then 1
            when figures.basis = 'full_year' then 2
            when figures.basis = 'cumulative' then 3
            when figures.basis = 'point' then 4
            else 5
        end as rule_rank
    from figures
    inner join kpis on figures.kpi_code = kpis.kpi_code
    where
        figures.figure_rank = 1
        and (
            figures.basis = 'full_year'
            or (
                {{ fiscal_month_of('figures.month') }} = 12
                and (figures.basis in ('cumulative', 'point') or kpis.default_basis = 'monthly')
            )
        )

),

ranked as (

    select
        *,
        row_number() over (partition by branch_code, fiscal_year, kpi_code order by rule_rank, fact_id) as year_rank
    from candidates

),

final as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        month,
        basis,
        value,
        unit,
        is_provisional,
        year_figure_rule,
        fact_kind,
        fact_id,
        report_id,
        review_state,
        review_reason
    from ranked
    where year_rank = 1

)

select * from final
