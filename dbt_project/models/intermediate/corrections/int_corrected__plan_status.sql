with

final as (

    {{ corrected_facts('plan_status') }}

)

select * from final
