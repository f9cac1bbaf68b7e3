{#- Which printing of a figure is current. Written down in models/intermediate/facts/_facts__models.yml. -#}

{% macro method_authority() -%}
    case method when 'pdf' then 1 when 'text' then 2 when 'ocr' then 3 else 4 end
{%- endmacro %}

{#- Place of a fact among the printings of the same figure, 1 is best. `first` are order terms of the kind itself. -#}
{% macro printing_rank(first=[]) -%}
    row_number() over (
        partition by identity_key
        order by
            is_superseded,
            {{ sign_off_rank() }},
            {%- for term in first %}
            {{ term }},
            {%- endfor %}
            kind_authority,
            standing_month desc nulls last,
            reading_rank,
            {{ method_authority() }},
            case review_state when 'ok' then 1 when 'derived' then 2 else 3 end,
            loaded_at,
            fact_id
    )
{%- endmacro %}

{#- Labels may read differently in two readings of one report, so figures known by label only come from the best
    reading that has any of them; figures with a KPI code can be told apart one by one. -#}
{% macro reading_rank(has_code) -%}
    case
        when {{ has_code }} then 1
        else dense_rank() over (
            partition by reading_key, is_superseded, {{ has_code }}
            order by reader_authority, loaded_at, report_id
        )
    end
{%- endmacro %}

{% macro is_current() -%}
    not is_superseded and reading_rank = 1 and printing_rank = 1
{%- endmacro %}
