{#- How far a figure of a year that still runs says what the year will be. Written down for people in
    docs/reference/pace.md. -#}

{#- The order in which the bases of one month's figure are asked: that of the catalogue, else the running one. -#}
{% macro basis_rank(basis, default_basis) -%}
    case
        when {{ basis }} = {{ default_basis }} then 1
        when {{ basis }} = 'cumulative' then 2
        when {{ basis }} = 'point' then 3
        else 4
    end
{%- endmacro %}

{#- Whether a figure can be set against the figure of its year: a single month of what accumulates cannot. -#}
{% macro tells_of_the_year(basis, course) -%}
    ({{ basis }} in ('cumulative', 'point') or {{ course }} = 'level')
{%- endmacro %}

{#- Whether a figure may stand for its whole year: a single month of March only for a KPI judged by the last month. -#}
{% macro stands_for_the_year(year_figure_rule, judged_on) -%}
    ({{ year_figure_rule }} <> 'march_monthly' or {{ judged_on }} = 'last_month')
{%- endmacro %}

{#- What the year will be if `share` of it is reached; no share of a whole comes to more than 100 %. -#}
{% macro projected(value, share, unit) -%}
    {{ rounded(
        "case when " ~ unit ~ " = '%' and " ~ value ~ " / " ~ share ~ " > 100 then 100 else " ~ value ~ " / " ~ share ~ " end",
        6
    ) }}
{%- endmacro %}
