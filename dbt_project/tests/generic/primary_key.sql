{#- Rows whose key is not whole or not unique: not_null and unique in one query. -#}
{% test primary_key(model, columns) %}

    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having
        count(*) > 1
        {% for column in columns -%}
        or {{ column }} is null
        {% endfor %}

{% endtest %}
