with

final as (

    {{ corrected_facts('period_figure') }}

)

select * from final
