{#- Which printing of a figure is current. Written down for people in docs/reference/vintages.md. -#}

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
            case when reading_rank = 1 then 1 else 2 end,
            {%- for term in first %}
            {{ term }},
            {%- endfor %}
            kind_authority,
            standing_month desc nulls last,
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

{#- The best printing, unless only lesser readings have the figure: then it may be another one with its label misread.
    What reviewers corrected is known for what it is. -#}
{% macro is_current() -%}
    not is_superseded
    and printing_rank = 1
    and (
        coalesce(sign_off = 'corrected', false)
        or min(reading_rank) over (partition by identity_key, is_superseded) = 1
    )
{%- endmacro %}

{#- The clause of the rule by which one printing stands before another, or null where none does. Both are aliases of
    rows of int_printings. -#}
{% macro standing_rule(better, other) -%}
    case
        when {{ better }}.sign_off_rank < {{ other }}.sign_off_rank and {{ better }}.sign_off_rank = 1
            then 'the correction by reviewers'
        when {{ better }}.sign_off_rank < {{ other }}.sign_off_rank then 'the other one was overruled by reviewers'
        when {{ better }}.sign_off_rank > {{ other }}.sign_off_rank then null
        when {{ better }}.own_year_rank < {{ other }}.own_year_rank then 'the report of the fiscal year itself'
        when {{ better }}.own_year_rank > {{ other }}.own_year_rank then null
        when {{ better }}.kind_authority < {{ other }}.kind_authority then 'the more final kind of report'
        when {{ better }}.kind_authority > {{ other }}.kind_authority then null
        when {{ better }}.standing_month > {{ other }}.standing_month then 'the later report'
    end
{%- endmacro %}
