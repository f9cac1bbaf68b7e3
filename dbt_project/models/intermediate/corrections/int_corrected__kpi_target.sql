with

final as (

    {{ corrected_facts('kpi_target') }}

)

select * from final
