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
        end as rule_rank,
        -- a rate of the whole year and one cumulated to March are the same figure
        case when figures.basis in ('full_year', 'cumulative') then 'whole_year' else figures.basis end as same_figure
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

compared as (

    select
        *,
        {{ values_vary('value', 'branch_code, fiscal_year, kpi_code, same_figure') }} as is_contradicted
    from candidates

),

ranked as (

    select
        *,
        row_number() over (partition by branch_code, fiscal_year, kpi_code order by rule_rank, fact_id) as year_rank
    from compared

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
        case when is_contradicted then 'flagged' else review_state end as review_state,
        {{ sentences([
            'review_reason',
            "case when is_contradicted then 'the figure of the year and the one cumulated to March differ' end",
        ]) }} as review_reason
    from ranked
    where year_rank = 1

)

select * from final
