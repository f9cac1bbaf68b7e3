-- Nothing is lost on the way: a fact that was read stands either in a fact table or in rejects.cell.
with

read_facts as (

    {% for kind in fact_kinds() -%}
    select fact_id from {{ ref('stg_facts__' ~ kind) }}
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

kept as (

    select fact_id from {{ ref('int_facts__index') }}

    union all

    select reject_id as fact_id from {{ ref('rejects_cell') }}

)

select read_facts.fact_id
from read_facts
left join kept on read_facts.fact_id = kept.fact_id
where kept.fact_id is null
