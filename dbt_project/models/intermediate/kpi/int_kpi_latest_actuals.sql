with

figures as (

    select * from {{ ref('int_kpi_figures') }}
    where figure_rank = 1

),

year_figures as (

    select * from {{ ref('int_kpi_year_figures') }}

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

-- A single month of March may stand for last year in a comparison, but it does not say that a year's target was met,
-- unless the target is about the end of the year.
final_figures as (

    select year_figures.*
    from year_figures
    inner join kpis on year_figures.kpi_code = kpis.kpi_code
    where {{ stands_for_the_year('year_figures.year_figure_rule', 'kpis.judged_on') }}

),

-- The figure of the whole year is the last word on it; until then the latest month, in the KPI's own basis if printed.
candidates as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        month,
        'full_year' as basis,
        basis as printed_basis,
        value,
        unit,
        is_provisional,
        fact_id,
        report_id,
        review_state,
        review_reason,
        1 as finality
    from final_figures

    union all

    select
        branch_code,
        fiscal_year,
        kpi_code,
        month,
        basis,
        basis as printed_basis,
        value,
        unit,
        is_provisional,
        fact_id,
        report_id,
        review_state,
        review_reason,
        2 as finality
    from figures
    where basis <> 'full_year'

),

ranked as (

    select
        candidates.*,
        row_number() over (
            partition by candidates.branch_code, candidates.fiscal_year, candidates.kpi_code
            order by
                candidates.finality asc,
                candidates.month desc nulls last,
                {{ basis_rank('candidates.basis', 'kpis.default_basis') }} asc,
                candidates.fact_id asc
        ) as recency
    from candidates
    inner join kpis on candidates.kpi_code = kpis.kpi_code

),

latest as (

    select * from ranked
    where recency = 1

),

final as (

    select
        latest.branch_code,
        latest.fiscal_year,
        latest.kpi_code,
        latest.month,
        latest.basis,
        latest.value,
        latest.unit,
        latest.is_provisional,
        latest.fact_id,
        latest.report_id,
        latest.review_state,
        latest.review_reason,
        same_month.value as prior_year_same_month,
        same_month.fact_id as prior_year_fact_id,
        same_month.review_state as prior_year_state
    from latest
    left join figures as same_month
        on
            latest.branch_code = same_month.branch_code
            and latest.kpi_code = same_month.kpi_code
            and latest.printed_basis = same_month.basis
            and {{ same_month_last_year('latest.month') }} = same_month.month

)

select * from final
