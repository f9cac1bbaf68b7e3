with

facts as (

    select * from {{ ref('int_facts__index') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

counted as (

    select
        report_id,
        {% for kind in fact_kinds() -%}
        cast(sum(case when fact_kind = '{{ kind }}' then 1 else 0 end) as bigint) as {{ kind }}_count,
        {% endfor -%}
        count(*) as fact_count,
        cast(sum(case when review_state = 'ok' then 1 else 0 end) as bigint) as ok_count,
        cast(sum(case when review_state = 'flagged' then 1 else 0 end) as bigint) as flagged_count,
        cast(sum(case when review_state = 'derived' then 1 else 0 end) as bigint) as derived_count,
        cast(sum(case when review_state = 'corrected' then 1 else 0 end) as bigint) as corrected_count
    from facts
    group by report_id

),

expected as (

    select
        reports.report_id,
        reports.fiscal_year,
        kpis.kpi_code
    from reports
    inner join kpis
        on
            reports.fiscal_year >= coalesce(kpis.valid_from_fy, reports.fiscal_year)
            and reports.fiscal_year <= coalesce(kpis.valid_to_fy, reports.fiscal_year)

),

found as (

    select distinct
        report_id,
        fiscal_year,
        kpi_code
    from facts
    where fact_kind in ('kpi_target', 'kpi_actual', 'monthly_actual') and kpi_code is not null

),

covered as (

    select
        expected.report_id,
        count(*) as expected_kpi_count,
        count(found.kpi_code) as found_kpi_count
    from expected
    left join found
        on
            expected.report_id = found.report_id
            and expected.fiscal_year = found.fiscal_year
            and expected.kpi_code = found.kpi_code
    group by expected.report_id

),

final as (

    select
        reports.report_id,
        {% for kind in fact_kinds() -%}
        coalesce(counted.{{ kind }}_count, 0) as {{ kind }}_count,
        {% endfor -%}
        coalesce(counted.fact_count, 0) as fact_count,
        coalesce(counted.ok_count, 0) as ok_count,
        coalesce(counted.flagged_count, 0) as flagged_count,
        coalesce(counted.derived_count, 0) as derived_count,
        coalesce(counted.corrected_count, 0) as corrected_count,
        coalesce(covered.expected_kpi_count, 0) as expected_kpi_count,
        coalesce(covered.found_kpi_count, 0) as found_kpi_count
    from reports
    left join counted on reports.report_id = counted.report_id
    left join covered on reports.report_id = covered.report_id

)

select * from final
