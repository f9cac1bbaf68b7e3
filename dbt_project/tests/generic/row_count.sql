{#- Fails unless the model has exactly this many rows. -#}
{% test row_count(model, equals) %}

    select count(*) as row_count
    from {{ model }}
    having count(*) <> {{ equals }}

{% endtest %}
