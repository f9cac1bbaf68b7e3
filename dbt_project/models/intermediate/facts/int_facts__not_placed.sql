with

reports as (

    select * from {{ ref('int_reports') }}

),

not_placed as (

    {% for kind in fact_kinds() -%}
    select
        '{{ kind }}' as fact_kind,
        facts.fact_id,
        facts.sha256,
        facts.page,
        facts.source_ref,
        facts.extracted_text,
        {{ reason_not_placed(kind) }} as reason
    from {{ ref('int_corrected__' ~ kind) }} as facts
    left join reports on facts.sha256 = reports.sha256
    {% if not loop.last %}
    union all

    {% endif -%}
    {% endfor %}
),

final as (

    select * from not_placed
    where reason is not null

)

select * from final
