with

final as (

    {{ corrected_facts('plan_item') }}

)

select * from final
