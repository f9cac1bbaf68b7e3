with

final as (

    {{ corrected_facts('kpi_rank') }}

)

select * from final
