with

actuals as (

    select * from {{ ref('int_facts__kpi_actual') }}

),

monthly as (

    select * from {{ ref('int_facts__monthly_actual') }}

),

period_figures as (

    select * from {{ ref('int_facts__period_figure') }}

),

-- A plan's figures of its own year are intentions; only earlier years in it are results.
from_actuals as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        coalesce(as_of, {{ month_of('fiscal_year', 12) }}) as month,
        case when as_of is null then 'full_year' else basis end as basis,
        value,
        unit,
        provisional as is_provisional,
        'kpi_actual' as fact_kind,
        fact_id,
        report_id,
        review_state,
        review_reason,
        sign_off,
        report_fiscal_year,
        is_year_end_report
    from actuals
    where
        is_current
        and scope = 'branch'
        and kpi_code is not null
        and (report_kind in ('results', 'progress') or fiscal_year < report_fiscal_year)

),

from_months as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        month,
        basis,
        value,
        unit,
        false as is_provisional,
        'monthly_actual' as fact_kind,
        fact_id,
        report_id,
        review_state,
        review_reason,
        sign_off,
        report_fiscal_year,
        is_year_end_report
    from monthly
    where
        is_current
        and kpi_code is not null
        and (report_kind in ('results', 'progress') or fiscal_year < report_fiscal_year)

),

-- Only totals that start in April say the same as a cumulative figure; quarters and averages do not.
from_periods as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        case period
            when 'Q1' then {{ month_of('fiscal_year', 3) }}
            when 'H1' then {{ month_of('fiscal_year', 6) }}
            else {{ month_of('fiscal_year', 12) }}
        end as month,
        case period when 'FY' then 'full_year' else 'cumulative' end as basis,
        value,
        unit,
        false as is_provisional,
        'period_figure' as fact_kind,
        fact_id,
        report_id,
        review_state,
        review_reason,
        sign_off,
        report_fiscal_year,
        is_year_end_report
    from period_figures
    where
        is_current
        and kpi_code is not null
        and period in ('FY', 'H1', 'Q1')
        and coalesce(dimension, '') = ''
        and (report_kind in ('results', 'progress') or fiscal_year < report_fiscal_year)

),

combined as (

    select * from from_actuals

    union all

    select * from from_months

    union all

    select * from from_periods

),

-- A report made while the year still ran cannot know the year's figure: what it calls the total is one so far.
credible as (

    select * from combined
    where basis <> 'full_year' or fiscal_year < report_fiscal_year or is_year_end_report

),

keyed as (

    select
        *,
        -- a figure of the whole year and one cumulated to March are the same figure
        {{ key_of([
            'branch_code',
            'fiscal_year',
            'kpi_code',
            'month',
            "case when basis = 'cumulative' and " ~ fiscal_month_of('month') ~ " = 12 then 'full_year' else basis end",
        ]) }} as figure_key
    from credible

),

compared as (

    select
        *,
        case
            when {{ is_signed_off() }} then null
            when {{ values_vary('value', 'figure_key') }} then 'another value stands for this figure in another place'
        end as doubt
    from keyed

),

final as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        month,
        basis,
        figure_key,
        value,
        unit,
        is_provisional,
        fact_kind,
        fact_id,
        report_id,
        doubt,
        sign_off,
        case when doubt is not null then 'flagged' else review_state end as review_state,
        {{ sentences(['review_reason', 'doubt']) }} as review_reason,
        row_number() over (
            partition by branch_code, fiscal_year, kpi_code, month, basis
            order by
                {{ sign_off_rank() }},
                case fact_kind when 'kpi_actual' then 1 when 'monthly_actual' then 2 else 3 end,
                case review_state when 'ok' then 1 when 'derived' then 2 else 3 end,
                fact_id
        ) as figure_rank,
        row_number() over (
            partition by figure_key
            order by
                {{ sign_off_rank() }},
                case fact_kind when 'kpi_actual' then 1 when 'monthly_actual' then 2 else 3 end,
                case basis when 'full_year' then 1 else 2 end,
                case review_state when 'ok' then 1 when 'derived' then 2 else 3 end,
                fact_id
        ) as place_rank
    from compared

)

select * from final
