with

facts as (

    select * from {{ ref('int_corrected__plan_status') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

placed as (

    select
        facts.*,
        {{ report_columns() }}
    from facts
    inner join reports on facts.sha256 = reports.sha256
    where {{ reason_not_placed('plan_status') }} is null

),

coded as (

    select
        placed.fact_id,
        placed.report_id,
        placed.branch_code,
        placed.fiscal_year,
        placed.period,
        placed.item_ja,
        placed.symbol,
        placed.status,
        placed.checks,
        {{ reading_columns() }}
    from placed

),

identified as (

    select
        *,
        {{ key_of([
            'branch_code',
            'fiscal_year',
            'period',
            label_key("section"),
            label_key("item_ja"),
        ]) }} as identity_key,
        {{ reading_rank('false') }} as reading_rank
    from coded

),

judged as (

    select
        *,
        {{ review_columns([
            contradiction('status', settled=false),
            "case when status is null then concat('unknown symbol ', symbol) end",
        ]) }}
    from identified

),

ranked as (

    select
        *,
        {{ printing_rank() }} as printing_rank
    from judged

),

final as (

    select
        *,
        {{ is_current() }} as is_current
    from ranked

)

select * from final
