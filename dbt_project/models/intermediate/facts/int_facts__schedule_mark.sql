with

facts as (

    select * from {{ ref('int_corrected__schedule_mark') }}

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
    where {{ reason_not_placed('schedule_mark') }} is null

),

coded as (

    select
        placed.fact_id,
        placed.report_id,
        placed.branch_code,
        placed.fiscal_year,
        placed.item_no,
        placed.activity_ja,
        placed.month,
        placed.mark,
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
            'month',
            label_key("section"),
            'item_no',
            label_key("activity_ja"),
        ]) }} as identity_key,
        {{ reading_rank('false') }} as reading_rank
    from coded

),

judged as (

    select
        *,
        {{ review_columns([
            contradiction('mark', settled=false),
            "case when " ~ fiscal_year_of("month") ~ " <> fiscal_year then 'the month lies outside the fiscal year' end",
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
