with

found_by_reader as (

    select * from {{ ref('stg_facts__conflict') }}

),

computed as (

    select * from {{ ref('int_conflicts') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

decisions as (

    select * from {{ ref('int_decisions') }}

),

from_reader as (

    select
        found_by_reader.conflict_id,
        'inside_report' as conflict_scope,
        found_by_reader.check_name,
        reports.branch_code,
        found_by_reader.fiscal_year,
        found_by_reader.kpi_code,
        cast(null as varchar) as measure_ja,
        reports.report_id as left_report_id,
        found_by_reader.left_fact_id,
        found_by_reader.left_value,
        found_by_reader.left_source_ref,
        reports.report_id as right_report_id,
        found_by_reader.right_fact_id,
        found_by_reader.right_value,
        found_by_reader.right_source_ref,
        cast(null as varchar) as chosen_fact_id,
        'none: both places stay flagged' as chosen_by,
        found_by_reader.detail,
        reports.is_superseded
    from found_by_reader
    inner join reports on found_by_reader.sha256 = reports.sha256

),

from_rules as (

    select
        conflict_id,
        conflict_scope,
        concat('same_', fact_kind) as check_name,
        branch_code,
        fiscal_year,
        kpi_code,
        measure_ja,
        left_report_id,
        left_fact_id,
        left_value,
        left_source_ref,
        right_report_id,
        right_fact_id,
        right_value,
        right_source_ref,
        left_fact_id as chosen_fact_id,
        chosen_by,
        concat('two printings of one ', replace(fact_kind, '_', ' '), ' differ') as detail,
        false as is_superseded
    from computed

),

combined as (

    select * from from_reader

    union all

    select * from from_rules

),

-- A conflict is resolved once one side is corrected, withdrawn or overruled, or both are confirmed.
resolved as (

    select
        combined.*,
        left_decision.sign_off as left_sign_off,
        right_decision.sign_off as right_sign_off,
        {{ sentences(['left_decision.review_reason', 'right_decision.review_reason']) }} as resolution,
        coalesce(
            left_decision.sign_off in ('corrected', 'withdrawn', 'overruled')
            or right_decision.sign_off in ('corrected', 'withdrawn', 'overruled')
            or (left_decision.sign_off = 'confirmed' and right_decision.sign_off = 'confirmed'),
            false
        ) as is_resolved
    from combined
    left join decisions as left_decision on combined.left_fact_id = left_decision.fact_id
    left join decisions as right_decision on combined.right_fact_id = right_decision.fact_id

),

-- What the reader found, reviewers settle: the side that they corrected, or else the one that they did not refuse.
settled as (

    select
        *,
        case
            when chosen_fact_id is not null or not is_resolved then chosen_fact_id
            when left_sign_off = 'corrected' then left_fact_id
            when right_sign_off = 'corrected' then right_fact_id
            when right_sign_off in ('withdrawn', 'overruled') then left_fact_id
            when left_sign_off in ('withdrawn', 'overruled') then right_fact_id
        end as settled_fact_id,
        case
            when chosen_fact_id is not null or not is_resolved then chosen_by
            when left_sign_off = 'corrected' or right_sign_off = 'corrected' then 'the correction by reviewers'
            when left_sign_off = 'confirmed' and right_sign_off = 'confirmed' then 'none: reviewers let both stand'
            else 'the other one was overruled by reviewers'
        end as settled_by
    from resolved

),

final as (

    select
        conflict_id,
        conflict_scope,
        check_name,
        branch_code,
        fiscal_year,
        kpi_code,
        measure_ja,
        left_report_id,
        left_fact_id,
        left_value,
        left_source_ref,
        right_report_id,
        right_fact_id,
        right_value,
        right_source_ref,
        settled_fact_id as chosen_fact_id,
        settled_by as chosen_by,
        detail,
        case when is_superseded then 'superseded' when is_resolved then 'resolved' else 'open' end as review_status,
        resolution
    from settled

)

select * from final
