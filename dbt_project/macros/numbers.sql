{#- A DOUBLE rounded to a number of decimal digits, still a DOUBLE. -#}
{% macro rounded(value, digits) -%}
    {{ adapter.dispatch('rounded', 'kenpo')(value, digits) }}
{%- endmacro %}

{% macro default__rounded(value, digits) -%}
    round({{ value }}, {{ digits }})
{%- endmacro %}

{#- PostgreSQL rounds only exact numbers to digits. -#}
{% macro postgres__rounded(value, digits) -%}
    cast(round(cast({{ value }} as numeric), {{ digits }}) as double precision)
{%- endmacro %}
