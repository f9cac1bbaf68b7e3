with

source as (

    select * from {{ history_input('scorecard') }}

),

final as (

    select
        publication_no,
        is_gone,
        scorecard_id,
        branch_code,
        fiscal_year,
        kpi_code,
        target_text,
        comparator,
        target_value,
        target_value_resolved,
        latest_actual,
        actual_as_of,
        actual_basis,
        is_actual_provisional,
        prior_year_full_year,
        prior_year_same_month,
        attainment,
        attainment_rule,
        national_average,
        rank,
        previous_rank,
        target_fact_id,
        actual_fact_id,
        review_state
    from source

)

select * from final
