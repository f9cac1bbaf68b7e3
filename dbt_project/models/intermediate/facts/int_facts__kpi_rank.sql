with

facts as (

    select * from {{ ref('int_corrected__kpi_rank') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

placed as (

    select
        facts.*,
        {{ report_columns() }}
    from facts
    inner join reports on facts.sha256 = reports.sha256
    where {{ reason_not_placed('kpi_rank') }} is null

),

coded as (

    select
        placed.fact_id,
        placed.report_id,
        placed.branch_code,
        placed.fiscal_year,
        kpis.kpi_code,
        placed.kpi_code as kpi_code_read,
        placed.measure_ja,
        placed.as_of,
        placed.rank,
        placed.previous_rank,
        placed.report_fiscal_year,
        placed.is_year_end_report,
        placed.checks as checks_read,
        {{ reading_columns() }},
        kpis.figures_from_fy,
        kpis.figures_to_fy
    from placed
    left join kpis on placed.kpi_code = kpis.kpi_code

),

identified as (

    select
        *,
        {{ key_of([
            'branch_code',
            'fiscal_year',
            'as_of',
            "coalesce(kpi_code, " ~ label_key("measure_ja") ~ ")",
        ]) }} as identity_key,
        {{ reading_rank('kpi_code is not null') }} as reading_rank
    from coded

),

judged as (

    select
        *,
        {{ checks_with_other_reports('rank') }} as checks,
        {{ review_columns([
            kpi_doubt('figures_from_fy', 'figures_to_fy'),
            contradiction('rank'),
            "case when rank not between 1 and 47 then 'a rank outside 1 to 47' end",
        ]) }}
    from identified

),

ranked as (

    select
        *,
        {{ printing_rank() }} as printing_rank
    from judged

),

final as (

    select
        *,
        {{ is_current() }} as is_current
    from ranked

)

select * from final
