-- A verdict on pace stands only where neither its figure nor its target is in doubt and where the whole range, if there
-- is one, says the same.
select
    pace.pace_id,
    pace.pace,
    pace.pace_rule
from {{ ref('mart_kpi_pace') }} as pace
left join {{ ref('int_kpi_figures') }} as figures on pace.actual_fact_id = figures.fact_id
left join {{ ref('int_kpi_targets_resolved') }} as targets on pace.target_fact_id = targets.target_fact_id
where
    pace.pace in ('on_pace', 'behind_pace')
    and (
        figures.review_state = 'flagged'
        or targets.review_state = 'flagged'
        or (
            pace.pace_rule like 'range_%'
            and (
                pace.years_used < {{ var('pace_enough_years') }}
                or pace.target_value_resolved > pace.projected_low
                and pace.target_value_resolved < pace.projected_high
            )
        )
    )
