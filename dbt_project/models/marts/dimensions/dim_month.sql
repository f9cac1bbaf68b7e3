with

spine as (

    {{ dbt.date_spine(
        'month',
        "cast('" ~ var('first_fiscal_year') ~ "-04-01' as date)",
        "cast('" ~ ((var('last_fiscal_year') | int) + 1) ~ "-04-01' as date)"
    ) }}

),

months as (

    select cast(date_month as date) as month
    from spine

),

numbered as (

    select
        month,
        {{ fiscal_year_of('month') }} as fiscal_year,
        {{ fiscal_month_of('month') }} as fiscal_month,
        cast(extract(year from month) as integer) as calendar_year,
        cast(extract(month from month) as integer) as calendar_month
    from months

),

final as (

    select
        month,
        fiscal_year,
        fiscal_month,
        cast(floor((fiscal_month - 1) / 3) + 1 as integer) as fiscal_quarter,
        cast(case when fiscal_month <= 6 then 1 else 2 end as integer) as fiscal_half,
        -- the era changed from Heisei to Reiwa in May 2019
        case
            when month < cast('2019-05-01' as date) then concat('平成', calendar_year - 1988, '年', calendar_month, '月')
            when calendar_year = 2019 then concat('令和元年', calendar_month, '月')
            else concat('令和', calendar_year - 2018, '年', calendar_month, '月')
        end as label_ja,
        concat(
            case calendar_month
                when 1 then 'Jan'
                when 2 then 'Feb'
                when 3 then 'Mar'
                when 4 then 'Apr'
                when 5 then 'May'
                when 6 then 'Jun'
                when 7 then 'Jul'
                when 8 then 'Aug'
                when 9 then 'Sep'
                when 10 then 'Oct'
                when 11 then 'Nov'
                else 'Dec'
            end,
            ' ',
            calendar_year
        ) as label_en
    from numbered

)

select * from final
