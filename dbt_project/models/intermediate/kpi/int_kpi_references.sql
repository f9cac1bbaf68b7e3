with

actuals as (

    select * from {{ ref('int_facts__kpi_actual') }}

),

ranks as (

    select * from {{ ref('int_facts__kpi_rank') }}

),

averages as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        value as national_average,
        coalesce(as_of, {{ month_of('fiscal_year', 12) }}) as national_average_as_of,
        fact_id as national_average_fact_id,
        review_state as average_state,
        row_number() over (
            partition by branch_code, fiscal_year, kpi_code
            order by coalesce(as_of, {{ month_of('fiscal_year', 12) }}) desc, fact_id asc
        ) as recency
    from actuals
    where is_current and scope = 'national_average' and kpi_code is not null

),

placings as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        rank,
        previous_rank,
        as_of as rank_as_of,
        fact_id as rank_fact_id,
        review_state as rank_state,
        row_number() over (
            partition by branch_code, fiscal_year, kpi_code order by as_of desc nulls last, fact_id asc
        ) as recency
    from ranks
    where is_current and kpi_code is not null

),

latest_averages as (

    select * from averages
    where recency = 1

),

latest_placings as (

    select * from placings
    where recency = 1

),

final as (

    select
        coalesce(latest_averages.branch_code, latest_placings.branch_code) as branch_code,
        coalesce(latest_averages.fiscal_year, latest_placings.fiscal_year) as fiscal_year,
        coalesce(latest_averages.kpi_code, latest_placings.kpi_code) as kpi_code,
        latest_averages.national_average,
        latest_averages.national_average_as_of,
        latest_averages.national_average_fact_id,
        latest_placings.rank,
        latest_placings.previous_rank,
        latest_placings.rank_as_of,
        latest_placings.rank_fact_id,
        {{ worst_state(['latest_averages.average_state', 'latest_placings.rank_state']) }} as review_state
    from latest_averages
    full outer join latest_placings
        on
            latest_averages.branch_code = latest_placings.branch_code
            and latest_averages.fiscal_year = latest_placings.fiscal_year
            and latest_averages.kpi_code = latest_placings.kpi_code

)

select * from final
