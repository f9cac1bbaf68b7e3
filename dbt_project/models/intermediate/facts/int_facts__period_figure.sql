{#- What makes a figure beside its branch, year and period. -#}
{%- set measured = [
    label_key("dimension"),
    "coalesce(kpi_code, " ~ label_key("measure_ja") ~ ") || coalesce(unit, '')",
    "case when kpi_code is null and is_label_ambiguous then section end",
] -%}

with

facts as (

    select * from {{ ref('int_corrected__period_figure') }}

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
    where {{ reason_not_placed('period_figure') }} is null

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
        placed.period,
        -- a running total that names no month runs to the month of its report, so each report's is another figure
        case
            when placed.period = 'YTD' then {{ fiscal_month_of('placed.standing_month') }}
        end as running_to_month,
        placed.dimension,
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
                placed.period,
                placed.dimension,
                {{ label_key('placed.measure_ja') }},
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
            "case when running_to_month is null then period else concat(period, ' ', running_to_month) end",
        ] + measured) }} as identity_key,
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
        ]) }}
    from identified

),

ranked as (

    select
        *,
        {{ printing_rank() }} as printing_rank
    from judged

),

standing as (

    select
        *,
        {{ is_current() }} as is_standing
    from ranked

),

-- of running totals the marts use the one that runs furthest
final as (

    select
        *,
        is_standing
        and coalesce(
            running_to_month = max(case when is_standing then running_to_month end) over (
                partition by branch_code, fiscal_year, period, {{ measured | join(', ') }}
            ),
            true
        ) as is_current
    from standing

)

select * from final
