with

final as (

    {{ corrected_facts('schedule_mark') }}

)

select * from final
