with

shares as (

    select * from {{ ref('int_kpi_year_shares') }}

),

months as (

    select * from {{ ref('int_kpi_month_figures') }}

),

-- What is asked for: the months in which a branch has a figure of a year, and, of all branches together, those in
-- which any has one.
asked as (

    select distinct
        branch_code,
        fiscal_year,
        kpi_code,
        basis,
        fiscal_month
    from months

),

asked_of_all as (

    select distinct
        fiscal_year,
        kpi_code,
        basis,
        fiscal_month
    from asked

),

own as (

    select
        asked.branch_code,
        asked.fiscal_year,
        asked.kpi_code,
        asked.basis,
        asked.fiscal_month,
        count(*) as paths_used,
        min(shares.year_share) as share_low,
        percentile_cont(0.5) within group (order by shares.year_share) as share_expected,
        max(shares.year_share) as share_high
    from asked
    inner join shares
        on
            asked.branch_code = shares.branch_code
            and asked.kpi_code = shares.kpi_code
            and asked.basis = shares.basis
            and asked.fiscal_month = shares.fiscal_month
            and shares.fiscal_year between asked.fiscal_year - {{ var('pace_years') }} and asked.fiscal_year - 1
    group by
        asked.branch_code,
        asked.fiscal_year,
        asked.kpi_code,
        asked.basis,
        asked.fiscal_month

),

placed as (

    select
        asked_of_all.*,
        shares.fiscal_year as share_year,
        shares.year_share,
        row_number() over (
            partition by
                asked_of_all.fiscal_year, asked_of_all.kpi_code, asked_of_all.basis, asked_of_all.fiscal_month
            order by shares.year_share
        ) as place,
        count(*) over (
            partition by
                asked_of_all.fiscal_year, asked_of_all.kpi_code, asked_of_all.basis, asked_of_all.fiscal_month
        ) as path_count
    from asked_of_all
    inner join shares
        on
            asked_of_all.kpi_code = shares.kpi_code
            and asked_of_all.basis = shares.basis
            and asked_of_all.fiscal_month = shares.fiscal_month
            and shares.fiscal_year
            between asked_of_all.fiscal_year - {{ var('pace_years') }} and asked_of_all.fiscal_year - 1

),

-- Of ten paths or more the tenth at either end is left out.
of_all as (

    select
        fiscal_year,
        kpi_code,
        basis,
        fiscal_month,
        count(*) as paths_used,
        count(distinct share_year) as years_used,
        min(case when place > floor(path_count / 10.0) then year_share end) as share_low,
        percentile_cont(0.5) within group (order by year_share) as share_expected,
        max(case when place <= path_count - floor(path_count / 10.0) then year_share end) as share_high
    from placed
    group by
        fiscal_year,
        kpi_code,
        basis,
        fiscal_month

),

sourced as (

    select
        asked.branch_code,
        asked.fiscal_year,
        asked.kpi_code,
        asked.basis,
        asked.fiscal_month,
        own.share_low as own_low,
        own.share_high as own_high,
        own.share_expected as own_expected,
        coalesce(own.paths_used, 0) as own_paths,
        of_all.share_low as all_low,
        of_all.share_high as all_high,
        of_all.share_expected as all_expected,
        of_all.paths_used as all_paths,
        of_all.years_used as all_years,
        case
            when own.paths_used >= {{ var('pace_enough_years') }} then 'own_history'
            when of_all.years_used >= {{ var('pace_enough_years') }} then 'other_branches'
            when own.paths_used > 0 then 'own_history'
            when of_all.paths_used > 0 then 'other_branches'
            else 'none'
        end as path_source
    from asked
    left join own
        on
            asked.branch_code = own.branch_code
            and asked.fiscal_year = own.fiscal_year
            and asked.kpi_code = own.kpi_code
            and asked.basis = own.basis
            and asked.fiscal_month = own.fiscal_month
    left join of_all
        on
            asked.fiscal_year = of_all.fiscal_year
            and asked.kpi_code = of_all.kpi_code
            and asked.basis = of_all.basis
            and asked.fiscal_month = of_all.fiscal_month

),

-- The branch's own years count in full also where they are too few and the path is that of all.
taken as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        basis,
        fiscal_month,
        path_source,
        case path_source when 'own_history' then own_paths when 'other_branches' then all_paths else 0 end
            as paths_used,
        case path_source when 'own_history' then own_paths when 'other_branches' then all_years else 0 end
            as years_used,
        case path_source when 'own_history' then own_expected else all_expected end as share_expected,
        case path_source when 'own_history' then own_low else least(all_low, coalesce(own_low, all_low)) end
            as share_low,
        case path_source when 'own_history' then own_high else greatest(all_high, coalesce(own_high, all_high)) end
            as share_high
    from sourced

),

final as (

    select
        branch_code,
        fiscal_year,
        kpi_code,
        basis,
        fiscal_month,
        path_source,
        cast(paths_used as integer) as paths_used,
        cast(years_used as integer) as years_used,
        years_used >= {{ var('pace_enough_years') }} as is_range_known,
        share_expected,
        share_low,
        share_high
    from taken

)

select * from final
