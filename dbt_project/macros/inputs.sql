{#- The one place that knows how the Parquet inputs are reached.
    DuckDB reads the files in place (the sources' external_location). For another engine they are first loaded into
    tables of the same names in the schema `inputs`, as warehouse/postgres_build.py does, and are read as any source;
    an engine that reads Parquet in another way needs nothing but its own implementation here. -#}
{% macro facts_input(kind) -%}
    {{ adapter.dispatch('facts_input', 'kenpo')(kind) }}
{%- endmacro %}

{% macro default__facts_input(kind) -%}
    {{ source('facts', kind) }}
{%- endmacro %}

{% macro ledger_input(name) -%}
    {{ adapter.dispatch('ledger_input', 'kenpo')(name) }}
{%- endmacro %}

{% macro default__ledger_input(name) -%}
    {{ source('ledger', name) }}
{%- endmacro %}

{% macro history_input(name) -%}
    {{ adapter.dispatch('history_input', 'kenpo')(name) }}
{%- endmacro %}

{% macro default__history_input(name) -%}
    {{ source('history', name) }}
{%- endmacro %}

{% macro corrections_input(name) -%}
    {{ adapter.dispatch('corrections_input', 'kenpo')(name) }}
{%- endmacro %}

{% macro default__corrections_input(name) -%}
    {{ source('corrections', name) }}
{%- endmacro %}
