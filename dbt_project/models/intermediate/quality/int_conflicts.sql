with

printings as (

    select * from {{ ref('int_printings') }}
    where
        not is_superseded
        -- what is told by a sign alone is compared only where the sign was read without doubt
        and (fact_kind not in ('plan_status', 'schedule_mark') or review_state_read <> 'flagged')

),

figures as (

    select * from {{ ref('int_kpi_figures') }}

),

found_by_reader as (

    select * from {{ ref('stg_facts__conflict') }}

),

-- The printing that the marts would use against every other printing of the same figure that says something else.
between_printings as (

    select
        chosen.fact_kind,
        chosen.branch_code,
        chosen.fiscal_year,
        chosen.kpi_code,
        chosen.measure_ja,
        chosen.report_id as left_report_id,
        chosen.fact_id as left_fact_id,
        coalesce({{ number_as_text('chosen.value') }}, chosen.said) as left_value,
        chosen.source_ref as left_source_ref,
        other.report_id as right_report_id,
        other.fact_id as right_fact_id,
        coalesce({{ number_as_text('other.value') }}, other.said) as right_value,
        other.source_ref as right_source_ref,
        case
            when chosen.report_id = other.report_id then 'inside_report'
            when chosen.reading_key = other.reading_key then 'between_readings'
            else 'between_reports'
        end as conflict_scope,
        case
            when other.review_state = 'flagged' and chosen.review_state <> 'flagged'
                then 'the printing without doubt; the other one is flagged'
            when chosen.report_id = other.report_id
                then 'none: printings of one report; the body is shown before a list, flagged'
            when chosen.reading_key = other.reading_key
                then 'none: readings of one report; pdf is shown before text before ocr, flagged'
            else coalesce(
                {{ standing_rule('chosen', 'other') }},
                'none: reports of equal standing; the first offered is shown, flagged'
            )
        end as chosen_by
    from printings as chosen
    inner join printings as other
        on
            chosen.fact_kind = other.fact_kind
            and chosen.identity_key = other.identity_key
            and chosen.printing_rank = 1
            and other.printing_rank > 1
    where chosen.value <> other.value or chosen.said <> other.said

),

-- The same figure of a KPI in two kinds of place, such as a month grid and a sentence.
between_places as (

    select
        'kpi_figure' as fact_kind,
        first_place.branch_code,
        first_place.fiscal_year,
        first_place.kpi_code,
        first_place.kpi_code as measure_ja,
        first_place.report_id as left_report_id,
        first_place.fact_id as left_fact_id,
        {{ number_as_text('first_place.value') }} as left_value,
        left_printing.source_ref as left_source_ref,
        other_place.report_id as right_report_id,
        other_place.fact_id as right_fact_id,
        {{ number_as_text('other_place.value') }} as right_value,
        right_printing.source_ref as right_source_ref,
        case
            when first_place.report_id = other_place.report_id then 'inside_report' else 'between_reports'
        end as conflict_scope,
        'none: two places for one figure; the result sentence is shown before the grid, flagged' as chosen_by
    from figures as first_place
    inner join figures as other_place
        on
            first_place.figure_key = other_place.figure_key
            and first_place.place_rank = 1
            and other_place.place_rank > 1
    inner join printings as left_printing on first_place.fact_id = left_printing.fact_id
    inner join printings as right_printing on other_place.fact_id = right_printing.fact_id
    where first_place.value <> other_place.value

),

computed as (

    select * from between_printings

    union all

    select * from between_places

),

keyed as (

    select
        {{ key_of(["'computed'", 'least(left_fact_id, right_fact_id)', 'greatest(left_fact_id, right_fact_id)']) }}
            as conflict_id,
        *
    from computed

),

-- A pair that the reader has already reported is listed once, in the reader's words.
final as (

    select keyed.*
    from keyed
    left join found_by_reader
        on
            least(keyed.left_fact_id, keyed.right_fact_id)
            = least(found_by_reader.left_fact_id, found_by_reader.right_fact_id)
            and greatest(keyed.left_fact_id, keyed.right_fact_id)
            = greatest(found_by_reader.left_fact_id, found_by_reader.right_fact_id)
    where found_by_reader.conflict_id is null

)

select * from final
