{{ config(schema='rejects', alias='cell') }}

with

rejected_by_reader as (

    select * from {{ ref('stg_facts__reject') }}

),

not_placed as (

    select * from {{ ref('int_facts__not_placed') }}

),

offers as (

    select * from {{ ref('int_offers') }}

),

combined as (

    select
        reject_id,
        sha256,
        page,
        source_ref,
        extracted_text,
        reason,
        cast(null as varchar) as fact_kind
    from rejected_by_reader

    union all

    select
        fact_id as reject_id,
        sha256,
        page,
        source_ref,
        extracted_text,
        reason,
        fact_kind
    from not_placed

),

seen as (

    select
        sha256,
        min(first_file_name) as file_name,
        min(first_offered_at) as first_seen,
        max(last_offered_at) as last_seen
    from offers
    group by sha256

),

final as (

    select
        combined.reject_id,
        substring(combined.sha256, 1, 16) as report_id,
        combined.sha256,
        seen.file_name,
        combined.page,
        combined.source_ref,
        combined.extracted_text,
        combined.reason,
        combined.fact_kind,
        seen.first_seen,
        seen.last_seen
    from combined
    left join seen on combined.sha256 = seen.sha256

)

select * from final
