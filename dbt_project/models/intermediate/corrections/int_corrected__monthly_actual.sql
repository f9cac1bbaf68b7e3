with

final as (

    {{ corrected_facts('monthly_actual') }}

)

select * from final
