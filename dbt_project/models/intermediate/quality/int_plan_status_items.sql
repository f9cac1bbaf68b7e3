with

statuses as (

    select * from {{ ref('int_facts__plan_status') }}
    where is_current

),

items as (

    select * from {{ ref('int_facts__plan_item') }}
    where is_current

),

keyed_statuses as (

    select
        fact_id,
        branch_code,
        fiscal_year,
        {{ label_key('section') }} as section_key,
        {{ label_key('item_ja') }} as item_key
    from statuses

),

keyed_items as (

    select
        fact_id,
        branch_code,
        fiscal_year,
        {{ label_key('section') }} as section_key,
        {{ label_key('item_ja') }} as item_key,
        {{ label_key('item_no') }} || {{ label_key('item_ja') }} as numbered_key
    from items

),

-- A status names its item by the item's text or by the beginning of it, with or without the item's number.
matched as (

    select
        keyed_statuses.fact_id as status_fact_id,
        keyed_items.fact_id as item_fact_id,
        row_number() over (
            partition by keyed_statuses.fact_id
            order by
                case when keyed_items.section_key = keyed_statuses.section_key then 1 else 2 end,
                case when keyed_items.item_key = keyed_statuses.item_key then 1 else 2 end,
                keyed_items.fact_id
        ) as match_rank
    from keyed_statuses
    inner join keyed_items
        on
            keyed_statuses.branch_code = keyed_items.branch_code
            and keyed_statuses.fiscal_year = keyed_items.fiscal_year
            and (
                keyed_statuses.item_key = keyed_items.item_key
                or (
                    length(keyed_statuses.item_key) >= 8
                    and (
                        starts_with(keyed_items.item_key, keyed_statuses.item_key)
                        or starts_with(keyed_items.numbered_key, keyed_statuses.item_key)
                    )
                )
            )

),

final as (

    select
        status_fact_id,
        item_fact_id
    from matched
    where match_rank = 1

)

select * from final
