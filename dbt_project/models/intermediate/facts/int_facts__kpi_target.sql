with

facts as (

    select * from {{ ref('int_corrected__kpi_target') }}

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
    where {{ reason_not_placed('kpi_target') }} is null

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
        placed.comparator,
        placed.target_value,
        placed.unit,
        placed.source_part,
        placed.match_score,
        placed.match_second,
        placed.report_fiscal_year,
        placed.is_year_end_report,
        placed.checks as checks_read,
        {{ reading_columns() }},
        kpis.unit as kpi_unit,
        kpis.direction as kpi_direction,
        kpis.valid_from_fy,
        kpis.valid_to_fy,
        case
            when placed.comparator in ('>=', 'prior_year_or_more') then 'at_least'
            when placed.comparator in ('<=', 'prior_year_or_less') then 'at_most'
        end as target_sense,
        -- a target is best stated by a report of its own year, and there by the body rather than by a list
        case when placed.fiscal_year = placed.report_fiscal_year then 1 else 2 end as own_year_rank,
        case placed.source_part when 'body' then 1 when 'results' then 2 when 'kpi_list' then 3 else 4 end as part_rank
    from placed
    left join kpis on placed.kpi_code = kpis.kpi_code

),

identified as (

    select
        *,
        {{ key_of([
            'branch_code',
            'fiscal_year',
            'coalesce(kpi_code, ' ~ label_key('kpi_text') ~ ')',
        ]) }} as identity_key,
        {{ reading_rank('kpi_code is not null') }} as reading_rank
    from coded

),

judged as (

    select
        *,
        {{ checks_with_other_reports('target_value') }} as checks,
        {{ review_columns([
            kpi_doubt('valid_from_fy', 'valid_to_fy'),
            unit_doubt('target_value'),
            contradiction('target_value'),
            contradiction('target_sense'),
            "case when comparator in ('>=', '<=', '=') and target_value is null then 'a target without its number' end",
        ]) }}
    from identified

),

ranked as (

    select
        *,
        {{ printing_rank(['own_year_rank', 'part_rank']) }} as printing_rank
    from judged

),

final as (

    select
        *,
        {{ is_current() }} as is_current
    from ranked

)

select * from final
