with

items as (

    select * from {{ ref('int_facts__plan_item') }}
    where is_current

),

statuses as (

    select * from {{ ref('int_facts__plan_status') }}
    where is_current

),

pairs as (

    select * from {{ ref('int_plan_status_items') }}

),

status_labels as (

    select * from {{ ref('statuses') }}

),

branches as (

    select * from {{ ref('dim_branch') }}

),

linked_statuses as (

    select
        statuses.*,
        pairs.item_fact_id
    from statuses
    left join pairs on statuses.fact_id = pairs.status_fact_id

),

-- Every item, with each status it was given, and every status whose item was not found.
progress as (

    select
        coalesce(items.branch_code, linked_statuses.branch_code) as branch_code,
        coalesce(items.fiscal_year, linked_statuses.fiscal_year) as fiscal_year,
        coalesce(items.section, linked_statuses.section) as section,
        items.item_no,
        coalesce(items.item_ja, linked_statuses.item_ja) as item_ja,
        items.importance,
        items.difficulty,
        items.owner_group,
        linked_statuses.period,
        linked_statuses.symbol,
        linked_statuses.status,
        items.fact_id as item_fact_id,
        linked_statuses.fact_id as status_fact_id,
        items.review_state as item_review_state,
        linked_statuses.review_state as status_review_state
    from items
    full outer join linked_statuses on items.fact_id = linked_statuses.item_fact_id

),

final as (

    select
        {{ key_of(['progress.item_fact_id', 'progress.status_fact_id']) }} as plan_progress_id,
        progress.branch_code,
        branches.name_ja as branch_ja,
        branches.name_en as branch_en,
        progress.fiscal_year,
        progress.section,
        progress.item_no,
        progress.item_ja,
        progress.importance,
        progress.difficulty,
        progress.owner_group,
        progress.period,
        progress.symbol,
        progress.status,
        status_labels.label_ja as status_ja,
        status_labels.label_en as status_en,
        progress.item_fact_id,
        progress.status_fact_id,
        {{ worst_state(['progress.item_review_state', 'progress.status_review_state']) }} as review_state
    from progress
    inner join branches on progress.branch_code = branches.branch_code
    left join status_labels on progress.status = status_labels.status

)

select * from final
