with

final as (

    {{ corrected_facts('kpi_actual') }}

)

select * from final
