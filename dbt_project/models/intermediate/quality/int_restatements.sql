with

printings as (

    select * from {{ ref('int_printings') }}
    where
        (value is not null or said is not null)
        -- what is told by a sign alone is compared only where the sign was read without doubt
        and (fact_kind not in ('plan_status', 'schedule_mark') or review_state_read <> 'flagged')

),

reports as (

    select * from {{ ref('int_reports') }}

),

decisions as (

    select * from {{ ref('stg_corrections__decision') }}
    where effect = 'corrected'

),

-- Readings of one report are one printing: what differs between them is a conflict, no restatement.
ranked_in_report as (

    select
        *,
        row_number() over (partition by fact_kind, identity_key, report_id order by printing_rank) as rank_in_report,
        row_number() over (
            partition by fact_kind, identity_key, reading_key, is_superseded
            order by printing_rank
        ) as rank_in_reading
    from printings

),

-- Reports of equal standing are one step: what differs between them no rule settles, it is a conflict as well.
in_force as (

    select
        *,
        row_number() over (
            partition by
                fact_kind, identity_key, sign_off_rank, own_year_rank, kind_authority, standing_month
            order by printing_rank
        ) as rank_in_standing
    from ranked_in_report
    where
        not is_superseded
        and rank_in_reading = 1
        and (reading_rank = 1 or sign_off_rank = 1)

),

steps as (

    select
        fact_id as after_fact_id,
        lag(fact_id) over (
            partition by fact_kind, identity_key
            order by printing_rank desc
        ) as before_fact_id
    from in_force
    where rank_in_standing = 1

),

replacements as (

    select
        newer.fact_id as after_fact_id,
        older.fact_id as before_fact_id
    from reports
    inner join ranked_in_report as newer
        on reports.report_id = newer.report_id and newer.rank_in_report = 1
    inner join ranked_in_report as older
        on
            reports.supersedes_report_id = older.report_id
            and newer.fact_kind = older.fact_kind
            and newer.identity_key = older.identity_key
            and older.is_superseded
            and older.rank_in_report = 1

),

pairs as (

    select
        'restated' as change_kind,
        before_fact_id,
        after_fact_id
    from steps
    where before_fact_id is not null

    union all

    select
        'replaced' as change_kind,
        before_fact_id,
        after_fact_id
    from replacements

),

between_printings as (

    select
        pairs.change_kind,
        pairs.before_fact_id,
        pairs.after_fact_id,
        case
            -- a target that was words and is a number now, or the other way round, is another value too
            when coalesce(before_one.value <> after_one.value, (before_one.value is null) <> (after_one.value is null))
                then
                    case after_one.fact_kind
                        when 'kpi_target' then 'target_value' when 'kpi_rank' then 'rank' else 'value'
                    end
            else
                case after_one.fact_kind
                    when 'kpi_target' then 'comparator' when 'plan_status' then 'status' else 'mark'
                end
        end as changed_column,
        before_one.value as value_before,
        after_one.value as value_after,
        before_one.said as said_before,
        after_one.said as said_after,
        case pairs.change_kind
            when 'replaced' then 'the newer content of the same file'
            else {{ standing_rule('after_one', 'before_one') }}
        end as chosen_by,
        cast(null as varchar) as proposed_by,
        cast(null as varchar) as approved_by,
        cast(null as date) as approved_on,
        cast(null as varchar) as reason
    from pairs
    inner join printings as before_one on pairs.before_fact_id = before_one.fact_id
    inner join printings as after_one on pairs.after_fact_id = after_one.fact_id
    where before_one.value is distinct from after_one.value or before_one.said is distinct from after_one.said

),

-- Numbers stand as numbers, every other corrected column in words.
by_reviewers as (

    select
        'corrected' as change_kind,
        decisions.fact_id as before_fact_id,
        decisions.fact_id as after_fact_id,
        decisions.fact_column as changed_column,
        case
            when decisions.fact_column in ('value', 'target_value', 'rank', 'previous_rank')
                then cast(nullif(decisions.value_seen, '') as double precision)
        end as value_before,
        case
            when decisions.fact_column in ('value', 'target_value', 'rank', 'previous_rank')
                then cast(nullif(decisions.value_right, '') as double precision)
        end as value_after,
        case
            when decisions.fact_column not in ('value', 'target_value', 'rank', 'previous_rank')
                then nullif(decisions.value_seen, '')
        end as said_before,
        case
            when decisions.fact_column not in ('value', 'target_value', 'rank', 'previous_rank')
                then nullif(decisions.value_right, '')
        end as said_after,
        'the correction by reviewers' as chosen_by,
        decisions.proposed_by,
        decisions.approved_by,
        decisions.approved_on,
        decisions.reason
    from decisions
    inner join {{ ref('int_printings') }} as corrected on decisions.fact_id = corrected.fact_id

),

combined as (

    select * from between_printings

    union all

    select * from by_reviewers

),

final as (

    select
        {{ key_of(['change_kind', 'before_fact_id', 'after_fact_id', 'changed_column']) }} as restatement_id,
        *
    from combined

)

select * from final
