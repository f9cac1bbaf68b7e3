with

headers as (

    select * from {{ ref('stg_facts__report') }}

),

offers as (

    select * from {{ ref('int_offers') }}

),

branches as (

    select * from {{ ref('branches') }}

),

kinds as (

    select * from {{ ref('report_kinds') }}

),

periods as (

    select * from {{ ref('report_periods') }}

),

readers as (

    select * from {{ ref('readers') }}

),

-- One row per content: a report is superseded only if every name it was offered under has newer content.
contents as (

    select
        sha256,
        min(case when is_first_offer then file_name end) as file_name,
        min(first_offered_at) as loaded_at,
        max(last_offered_at) as last_offered_at,
        count(successor_sha256) = count(*) as is_superseded,
        min(predecessor_sha256) as predecessor_sha256
    from offers
    where is_readable
    group by sha256

),

described as (

    select
        headers.sha256,
        substring(headers.sha256, 1, 16) as report_id,
        contents.file_name,
        branches.branch_code,
        headers.branch_code as branch_code_read,
        headers.fiscal_year,
        kinds.report_kind,
        periods.period,
        headers.as_of,
        headers.title,
        readers.reader,
        headers.page_count,
        contents.loaded_at,
        contents.last_offered_at,
        contents.is_superseded,
        substring(contents.predecessor_sha256, 1, 16) as supersedes_report_id,
        coalesce(kinds.authority, 9) as kind_authority,
        coalesce(readers.authority, 9) as reader_authority,
        coalesce(periods.last_fiscal_month, 12) as last_fiscal_month
    from headers
    inner join contents on headers.sha256 = contents.sha256
    left join branches on headers.branch_code = branches.branch_code
    left join kinds on headers.report_kind = kinds.report_kind
    left join periods on headers.period = periods.period
    left join readers on headers.reader = readers.reader

),

final as (

    select
        *,
        branch_code is not null and fiscal_year is not null as is_identified,
        -- results and progress reports that cover the whole fiscal year
        report_kind in ('results', 'progress') and last_fiscal_month = 12 as is_year_end_report,
        coalesce(as_of, {{ month_of('fiscal_year', 'last_fiscal_month') }}) as standing_month,
        -- readings of one report share this key; a report that does not say what it is stands alone
        case
            when report_kind is null or period is null then report_id
            else {{ key_of(['branch_code', 'fiscal_year', 'report_kind', 'period']) }}
        end as reading_key
    from described

)

select * from final
