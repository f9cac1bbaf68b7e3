with

offers as (

    select * from {{ ref('int_offers') }}

),

outcomes as (

    select * from {{ ref('stg_ledger__outcome') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

counts as (

    select * from {{ ref('int_report_counts') }}

),

rejects as (

    select * from {{ ref('rejects_cell') }}

),

reject_counts as (

    select
        sha256,
        count(*) as rejected_cell_count
    from rejects
    group by sha256

),

judged as (

    select
        offers.*,
        outcomes.reason as outcome_reason,
        outcomes.page_count as pages,
        outcomes.checks_passed,
        outcomes.checks_failed,
        outcomes.seconds,
        outcomes.extractor_version,
        coalesce(reports.reader, outcomes.reader) as reader,
        {{ unread_pages_text('outcomes.pages_unread') }} as unread_pages,
        {{ json_list_length('outcomes.pages_unread') }} as unread_page_count,
        case when reports.is_identified then reports.report_id end as report_id,
        case
            when not offers.is_first_offer then 'duplicate'
            when not offers.is_readable or not coalesce(reports.is_identified, false) then 'rejected'
            when offers.successor_sha256 is not null then 'superseded'
            when outcomes.status = 'partly_read' or {{ json_list_length('outcomes.pages_unread') }} > 0
                then 'partly_loaded'
            else 'loaded'
        end as outcome
    from offers
    left join outcomes on offers.sha256 = outcomes.sha256
    left join reports on offers.sha256 = reports.sha256

),

explained as (

    select
        *,
        case
            when outcome = 'duplicate' then concat('the same content as ', first_file_name)
            when outcome = 'rejected' and status is null then 'no result of reading this content is at hand'
            when outcome = 'rejected' and is_readable
                then 'the branch or the fiscal year of the report could not be determined'
            when outcome = 'rejected' then coalesce(outcome_reason, 'the file could not be read')
            when outcome = 'superseded'
                then concat('newer content under this name: report ', substring(successor_sha256, 1, 16))
            when outcome = 'partly_loaded'
                then coalesce(concat('not read: ', nullif(unread_pages, '')), outcome_reason, 'not read as a whole')
        end as reason
    from judged

),

final as (

    select
        explained.offer_id,
        explained.file_name,
        explained.sha256,
        explained.report_id,
        explained.origin,
        explained.size_bytes,
        explained.first_offered_at,
        explained.last_offered_at,
        explained.outcome,
        explained.reason,
        explained.reader,
        explained.extractor_version,
        explained.pages,
        cast(explained.unread_page_count as bigint) as unread_page_count,
        -- a duplicate adds nothing, so that sums over the rows count every fact once
        {% for kind in fact_kinds() -%}
        {{ count_of_first_offer('counts.' ~ kind ~ '_count') }} as {{ kind }}_count,
        {% endfor -%}
        {{ count_of_first_offer('counts.fact_count') }} as fact_count,
        {{ count_of_first_offer('counts.ok_count') }} as ok_count,
        {{ count_of_first_offer('counts.flagged_count') }} as flagged_count,
        {{ count_of_first_offer('counts.derived_count') }} as derived_count,
        {{ count_of_first_offer('counts.corrected_count') }} as corrected_count,
        {{ count_of_first_offer('reject_counts.rejected_cell_count') }} as rejected_cell_count,
        {{ count_of_first_offer('explained.checks_passed') }} as checks_passed,
        {{ count_of_first_offer('explained.checks_failed') }} as checks_failed,
        counts.expected_kpi_count,
        counts.found_kpi_count,
        case
            when counts.expected_kpi_count > 0
                then {{ rounded('cast(counts.found_kpi_count as double precision) / counts.expected_kpi_count', 4) }}
        end as kpi_coverage,
        explained.seconds
    from explained
    left join counts on explained.report_id = counts.report_id
    left join reject_counts on explained.sha256 = reject_counts.sha256

)

select * from final
