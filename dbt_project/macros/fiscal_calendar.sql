{#- Fiscal and calendar time are converted here and nowhere else. A fiscal year is named by the calendar year
    it starts in and runs from April (fiscal month 1) to March (fiscal month 12). -#}

{% macro fiscal_year_of(month) -%}
    cast(extract(year from {{ month }}) - case when extract(month from {{ month }}) < 4 then 1 else 0 end as integer)
{%- endmacro %}

{% macro fiscal_month_of(month) -%}
    cast(mod(cast(extract(month from {{ month }}) as integer) + 8, 12) + 1 as integer)
{%- endmacro %}

{#- The first day of the calendar month that is fiscal month `fiscal_month` of `fiscal_year`. -#}
{% macro month_of(fiscal_year, fiscal_month) -%}
    cast(
        {{ dbt.dateadd('month', fiscal_month ~ ' + 2', "cast(" ~ fiscal_year ~ " || '-01-01' as date)") }} as date
    )
{%- endmacro %}

{% macro same_month_last_year(month) -%}
    cast({{ dbt.dateadd('month', -12, month) }} as date)
{%- endmacro %}
