with

figures as (

    select * from {{ ref('int_kpi_figures') }}
    where figure_rank = 1 and basis <> 'full_year'

),

year_figures as (

    select * from {{ ref('int_kpi_year_figures') }}

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

-- March is the year itself; nothing rests on a figure in doubt, and a month without any progress tells no share.
final as (

    select
        figures.branch_code,
        figures.fiscal_year,
        figures.kpi_code,
        figures.basis,
        {{ fiscal_month_of('figures.month') }} as fiscal_month,
        figures.value / year_figures.value as year_share
    from figures
    inner join year_figures
        on
            figures.branch_code = year_figures.branch_code
            and figures.fiscal_year = year_figures.fiscal_year
            and figures.kpi_code = year_figures.kpi_code
    inner join kpis on figures.kpi_code = kpis.kpi_code
    where
        figures.value > 0
        and year_figures.value > 0
        and figures.review_state <> 'flagged'
        and year_figures.review_state <> 'flagged'
        and {{ fiscal_month_of('figures.month') }} < 12
        and {{ stands_for_the_year('year_figures.year_figure_rule', 'kpis.judged_on') }}
        and {{ tells_of_the_year('figures.basis', 'kpis.course') }}

)

select * from final
