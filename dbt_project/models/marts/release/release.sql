with

reports as (

    select * from {{ ref('dim_report') }}

),

facts as (

    select * from {{ ref('int_facts__index') }}

),

offers as (

    select * from {{ ref('mart_load_quality') }}

),

rejects as (

    select * from {{ ref('rejects_cell') }}

),

open_conflicts as (

    select * from {{ ref('mart_source_conflict') }}
    where review_status = 'open'

),

fact_counts as (

    select
        count(*) as fact_count,
        coalesce(sum(case when is_current then 1 else 0 end), 0) as current_fact_count,
        coalesce(sum(case when review_state = 'flagged' then 1 else 0 end), 0) as flagged_count
    from facts

),

-- gate_result stays pending until the warehouse writes what the gate found
final as (

    select
        cast('{{ var("release_id") }}' as varchar) as release_id,
        cast('{{ var("built_at") }}' as timestamp) as built_at,
        nullif(cast('{{ var("previous_release") }}' as varchar), '') as previous_release,
        cast('{{ var("code_version") }}' as varchar) as code_version,
        (select count(*) from offers) as offer_count,
        (select count(*) from reports) as report_count,
        cast(fact_counts.fact_count as bigint) as fact_count,
        cast(fact_counts.current_fact_count as bigint) as current_fact_count,
        cast(fact_counts.flagged_count as bigint) as flagged_count,
        (select count(*) from rejects) as rejected_cell_count,
        (select count(*) from open_conflicts) as open_conflict_count,
        cast('pending' as varchar) as gate_result
    from fact_counts

)

select * from final
