{#- A label without spaces: the form in which labels of different printings are compared. -#}
{% macro label_key(label) -%}
    replace(replace(coalesce({{ label }}, ''), ' ', ''), '　', '')
{%- endmacro %}

{#- A short stable key of several values. Null and empty count alike. -#}
{% macro key_of(values) -%}
    md5(concat_ws('|'{% for value in values %}, coalesce(cast({{ value }} as varchar), ''){% endfor %}))
{%- endmacro %}

{#- The sentences that are not null as one text, or null if there is none. -#}
{% macro sentences(values) -%}
    nullif(concat_ws('; '{% for value in values %}, {{ value }}{% endfor %}), '')
{%- endmacro %}

{#- The pages of a JSON list of {page, reason} as readable text: `p. 3 (reason), p. 5 (reason)`. -#}
{% macro unread_pages_text(json_list) -%}
    {{ adapter.dispatch('unread_pages_text', 'kenpo')(json_list) }}
{%- endmacro %}

{% macro default__unread_pages_text(json_list) -%}
    {{ json_list }}
{%- endmacro %}

{% macro duckdb__unread_pages_text(json_list) -%}
    array_to_string(
        list_transform(
            cast({{ json_list }} as json []),
            lambda entry: concat('p. ', entry ->> 'page', ' (', coalesce(entry ->> 'reason', 'no reason given'), ')')
        ),
        ', '
    )
{%- endmacro %}

{% macro postgres__unread_pages_text(json_list) -%}
    case
        when {{ json_list }} is not null then coalesce((
            select string_agg(
                concat('p. ', entry ->> 'page', ' (', coalesce(entry ->> 'reason', 'no reason given'), ')'),
                ', ' order by entry_no
            )
            from json_array_elements(cast({{ json_list }} as json)) with ordinality as entries (entry, entry_no)
        ), '')
    end
{%- endmacro %}

{#- How many entries a JSON list given as text has; 0 for null. -#}
{% macro json_list_length(json_list) -%}
    {{ adapter.dispatch('json_list_length', 'kenpo')(json_list) }}
{%- endmacro %}

{% macro default__json_list_length(json_list) -%}
    coalesce(json_array_length(cast({{ json_list }} as json)), 0)
{%- endmacro %}
