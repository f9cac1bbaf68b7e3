with

facts as (

    select * from {{ ref('int_corrected__monthly_actual') }}

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
    where {{ reason_not_placed('monthly_actual') }} is null

),

coded as (

    select
        placed.fact_id,
        placed.report_id,
        placed.branch_code,
        placed.fiscal_year,
        kpis.kpi_code,
        placed.kpi_code as kpi_code_read,
        placed.month,
        placed.measure_ja,
        -- as printed, else what the catalogue says of the KPI, else single months, which is how grids are printed
        coalesce(placed.basis, nullif(kpis.default_basis, ''), 'monthly') as basis,
        placed.basis is not null as is_basis_printed,
        placed.value,
        placed.unit,
        placed.series_id,
        placed.report_fiscal_year,
        placed.report_kind,
        placed.is_year_end_report,
        -- a label that names several rows of one report is told apart by its section
        count(*) over (
            partition by
                placed.report_id,
                placed.fiscal_year,
                placed.month,
                {{ label_key('placed.measure_ja') }},
                placed.basis,
                placed.unit
        ) > 1 as is_label_ambiguous,
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
            'month',
            'basis',
            "coalesce(kpi_code, " ~ label_key("measure_ja") ~ " || coalesce(unit, ''))",
            "case when kpi_code is null and is_label_ambiguous then section end",
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
            "case when " ~ fiscal_year_of("month") ~ " <> fiscal_year then 'the month lies outside the fiscal year' end",
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
