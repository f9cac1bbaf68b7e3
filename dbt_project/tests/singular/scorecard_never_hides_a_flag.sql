-- A flagged target or actual makes its row of the scorecard flagged.
select
    scorecard_id,
    review_state
from {{ ref('mart_kpi_scorecard') }}
where
    review_state <> 'flagged'
    and (
        target_review_state = 'flagged'
        or actual_review_state = 'flagged'
        or prior_year_review_state = 'flagged'
        or reference_review_state = 'flagged'
    )
