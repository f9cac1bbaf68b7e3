{#- Whether a value reaches a bound, by the direction in which it is judged; null if one of the three is unknown. -#}
{% macro reaches(value, judged_by, bound) -%}
    case
        when {{ judged_by }} = '>=' then {{ value }} >= {{ bound }}
        when {{ judged_by }} = '<=' then {{ value }} <= {{ bound }}
    end
{%- endmacro %}

{#- The change from one figure to another, rounded where binary fractions would show digits that nobody printed. -#}
{% macro change(now, before) -%}
    {{ rounded(now ~ ' - ' ~ before, 6) }}
{%- endmacro %}
