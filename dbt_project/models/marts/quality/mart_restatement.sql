with

changes as (

    select * from {{ ref('int_restatements') }}

),

printings as (

    select * from {{ ref('int_printings') }}

),

states as (

    select
        fact_id,
        review_state
    from {{ ref('int_facts__index') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

placed as (

    select
        printings.*,
        reports.file_name,
        reports.report_kind,
        states.review_state as final_state
    from printings
    inner join reports on printings.report_id = reports.report_id
    inner join states on printings.fact_id = states.fact_id

),

final as (

    select
        changes.restatement_id,
        changes.change_kind,
        after_one.fact_kind,
        after_one.branch_code,
        after_one.fiscal_year,
        after_one.kpi_code,
        after_one.measure_ja,
        after_one.month,
        after_one.period,
        after_one.dimension,
        after_one.scope,
        after_one.basis,
        changes.changed_column,
        changes.value_before,
        changes.value_after,
        before_one.unit as unit_before,
        after_one.unit as unit_after,
        -- figures in two units have no difference
        case
            when before_one.unit <> after_one.unit then null
            else {{ change('changes.value_after', 'changes.value_before') }}
        end as value_change,
        case
            when before_one.unit <> after_one.unit then null
            else {{ rounded(
                '100 * (changes.value_after - changes.value_before) / nullif(abs(changes.value_before), 0)', 2
            ) }}
        end as change_percent,
        changes.said_before,
        changes.said_after,
        changes.before_fact_id,
        changes.after_fact_id,
        before_one.report_id as before_report_id,
        after_one.report_id as after_report_id,
        before_one.file_name as before_file_name,
        after_one.file_name as after_file_name,
        before_one.report_kind as before_report_kind,
        after_one.report_kind as after_report_kind,
        before_one.standing_month as before_standing_month,
        after_one.standing_month as after_standing_month,
        before_one.loaded_at as before_loaded_at,
        after_one.loaded_at as after_loaded_at,
        -- both sides must be there before anybody can see that they differ
        case
            when changes.change_kind = 'corrected' then cast(changes.approved_on as timestamp)
            else greatest(before_one.loaded_at, after_one.loaded_at)
        end as known_at,
        before_one.provisional as was_provisional,
        case
            when after_one.is_current then 'after'
            when before_one.is_current then 'before'
            else 'neither'
        end as current_side,
        changes.chosen_by,
        changes.proposed_by,
        changes.approved_by,
        changes.approved_on,
        changes.reason,
        before_one.final_state as before_review_state,
        after_one.final_state as after_review_state,
        {{ worst_state(['before_one.final_state', 'after_one.final_state']) }} as review_state
    from changes
    inner join placed as before_one on changes.before_fact_id = before_one.fact_id
    inner join placed as after_one on changes.after_fact_id = after_one.fact_id

)

select * from final
