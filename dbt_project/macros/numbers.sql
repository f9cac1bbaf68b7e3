{#- A DOUBLE rounded to a number of decimal digits, still a DOUBLE: without what binary fractions add to what was printed. -#}
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

{#- A DOUBLE as text: the fewest digits that give it back, and `.0` where it is whole. -#}
{% macro number_as_text(value) -%}
    {{ adapter.dispatch('number_as_text', 'kenpo')(value) }}
{%- endmacro %}

{% macro default__number_as_text(value) -%}
    cast({{ value }} as varchar)
{%- endmacro %}

{#- PostgreSQL leaves `.0` out; from 1e15 on it writes an exponent. -#}
{% macro postgres__number_as_text(value) -%}
    cast({{ value }} as varchar)
    || case when {{ value }} = trunc({{ value }}) and abs({{ value }}) < 1e15 then '.0' else '' end
{%- endmacro %}
