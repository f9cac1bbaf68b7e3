with

targets as (

    select * from {{ ref('int_facts__kpi_target') }}

),

year_figures as (

    select * from {{ ref('int_kpi_year_figures') }}

),

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

current_targets as (

    select * from targets
    where is_current and kpi_code is not null

),

resolved as (

    select
        current_targets.branch_code,
        current_targets.fiscal_year,
        current_targets.kpi_code,
        current_targets.kpi_text as target_text,
        current_targets.comparator,
        current_targets.target_value,
        current_targets.unit,
        current_targets.fact_id as target_fact_id,
        current_targets.report_id as target_report_id,
        current_targets.review_state,
        current_targets.review_reason,
        -- a number in the target wins, also beside the words "last year's figure or more"
        coalesce(
            current_targets.target_value,
            case when current_targets.comparator like 'prior_year%' then year_figures.value end
        ) as target_value_resolved,
        case
            when current_targets.target_value is not null then 'printed'
            when current_targets.comparator = 'qualitative' then 'qualitative'
            when year_figures.value is null then 'prior_year_unknown'
            else concat('prior_year_', year_figures.year_figure_rule)
        end as target_resolution,
        case
            when current_targets.comparator in ('>=', 'prior_year_or_more') then '>='
            when current_targets.comparator in ('<=', 'prior_year_or_less') then '<='
            -- "100 % とする" is met by the number itself and by anything better
            when current_targets.comparator = '=' and kpis.direction = 'higher' then '>='
            when current_targets.comparator = '=' and kpis.direction = 'lower' then '<='
        end as judged_by,
        case
            when current_targets.target_value is null and current_targets.comparator like 'prior_year%'
                then year_figures.fact_id
        end as resolved_from_fact_id,
        case
            when current_targets.target_value is null and current_targets.comparator like 'prior_year%'
                then year_figures.review_state
        end as resolved_from_state
    from current_targets
    inner join kpis on current_targets.kpi_code = kpis.kpi_code
    left join year_figures
        on
            current_targets.branch_code = year_figures.branch_code
            and current_targets.kpi_code = year_figures.kpi_code
            and current_targets.fiscal_year = year_figures.fiscal_year + 1

),

final as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        target_text,
        comparator,
        target_value,
        unit,
        target_value_resolved,
        target_resolution,
        judged_by,
        target_fact_id,
        target_report_id,
        resolved_from_fact_id,
        {{ worst_state(['review_state', 'resolved_from_state']) }} as review_state,
        {{ sentences([
            'review_reason',
            "case when resolved_from_state = 'flagged' then 'the figure of last year that it refers to is flagged' end",
        ]) }} as review_reason
    from resolved

)

select * from final
