{#- A count that belongs to the first offer of a content; other offers of it count nothing. -#}
{% macro count_of_first_offer(count) -%}
    cast(case when explained.is_first_offer then coalesce({{ count }}, 0) else 0 end as bigint)
{%- endmacro %}
