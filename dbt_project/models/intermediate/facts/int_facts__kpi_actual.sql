with

facts as (

    select * from {{ ref('int_corrected__kpi_actual') }}

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
    where {{ reason_not_placed('kpi_actual') }} is null

),

coded as (

    select
        placed.fact_id,
        placed.report_id,
        placed.branch_code,
        placed.fiscal_year,
        kpis.kpi_code,
        placed.kpi_code as kpi_code_read,
        placed.kpi_text,
        placed.as_of,
        -- as printed, else what the catalogue says of the KPI; a figure without a month is one of the whole year
        coalesce(
            placed.basis, case when placed.as_of is null then 'full_year' end, kpis.default_basis, 'point'
        ) as basis,
        placed.basis is not null as is_basis_printed,
        placed.value,
        placed.unit,
        coalesce(placed.provisional, false) as provisional,
        coalesce(placed.scope, 'branch') as scope,
        placed.match_score,
        placed.match_second,
        placed.report_fiscal_year,
        placed.report_kind,
        placed.is_year_end_report,
        placed.checks as checks_read,
        {{ reading_columns() }},
        kpis.unit as kpi_unit,
        kpis.direction as kpi_direction,
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
            "coalesce(kpi_code, section || " ~ label_key("kpi_text") ~ ", " ~ label_key("kpi_text") ~ ")",
            'as_of',
            'basis',
            'scope',
        ]) }} as identity_key,
        {{ reading_rank('kpi_code is not null') }} as reading_rank
    from coded

),

judged as (

    select
        *,
        {{ checks_with_other_reports('value') }} as checks,
        {{ review_columns([
            kpi_doubt('figures_from_fy', 'figures_to_fy'),
            unit_doubt('value'),
            contradiction('value'),
            "case when " ~ fiscal_year_of("as_of") ~ " <> fiscal_year then 'the as-of month lies outside the fiscal year' end",
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
