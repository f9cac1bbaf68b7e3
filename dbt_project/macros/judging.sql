{#- The rules that give a fact its final review state. They only ever add doubt, they never take it away; only what
    reviewers signed off is beyond them. -#}

{#- A code from the catalogue that may be doubted: unknown, or printed for years in which it did not run. -#}
{% macro kpi_doubt(from_fy, to_fy) -%}
    case
        when kpi_code_read is null then null
        when kpi_code is null then concat('kpi_code ', kpi_code_read, ' is not in the KPI catalogue')
        when fiscal_year < coalesce({{ from_fy }}, fiscal_year) or fiscal_year > coalesce({{ to_fy }}, fiscal_year)
            then concat('KPI ', kpi_code, ' does not run in fiscal year ', fiscal_year)
    end
{%- endmacro %}

{#- A share must be printed as a share and lie between 0 and 100; a count must not be printed as a share. -#}
{% macro unit_doubt(value) -%}
    case
        when kpi_code is null or kpi_direction = 'qualitative' then null
        when unit is not null and (unit = '%') <> (coalesce(kpi_unit, '') = '%')
            then concat('unit ', unit, ' does not fit KPI ', kpi_code, ' (', coalesce(kpi_unit, 'none'), ')')
        when kpi_unit = '%' and ({{ value }} < 0 or {{ value }} > 100)
            then 'a share outside 0 to 100 %'
    end
{%- endmacro %}

{#- Whether printings of one figure differ inside a group. What the extractor itself doubts is no evidence
    against a clean reading, so flagged values do not take part. -#}
{% macro differs(value, group) -%}
    min(case when review_state_read <> 'flagged' then {{ value }} end) over (partition by {{ group }})
    < max(case when review_state_read <> 'flagged' then {{ value }} end) over (partition by {{ group }})
{%- endmacro %}

{#- Whether the printing was made after the year of its figure was over: by then the figure is settled. -#}
{% macro is_settled() -%}
    (report_fiscal_year > fiscal_year or is_year_end_report)
{%- endmacro %}

{#- Disagreements that no rule of finality settles: inside one report, between two readings of one report, between
    reports of equal standing, and between a year's own last report and what later years' reports print for it
    (`settled` is false for kinds without such figures). A later or more final report that prints another value while
    the year still runs is a restatement: it is listed as a conflict, but its value stands. -#}
{% macro contradiction(value, settled=true) -%}
    case
        when {{ differs(value, 'report_id, identity_key') }}
            then 'the report prints different values for the same figure'
        when {{ differs(value, 'reading_key, is_superseded, identity_key') }}
            then 'two readings of the same report differ'
        when {{ differs(value, 'kind_authority, standing_month, is_superseded, identity_key') }}
            then 'reports of equal standing print different values'
        {%- if settled %}
        when {{ is_settled() }} and {{ differs(value, is_settled() ~ ', is_superseded, identity_key') }}
            then 'reports of different years print different values'
        {%- endif %}
    end
{%- endmacro %}

{#- The checks of the reader, and whether other reports that print the figure print the same. -#}
{% macro checks_with_other_reports(value) -%}
    {%- set group = 'is_superseded, identity_key' -%}
    {%- set trusted = "case when review_state_read <> 'flagged' then report_id end" -%}
    case
        when
            review_state_read <> 'flagged'
            and min({{ trusted }}) over (partition by {{ group }}) < max({{ trusted }}) over (partition by {{ group }})
            then concat(
                case when coalesce(checks_read, '[]') = '[]' then '[' else concat(rtrim(checks_read, ']'), ',') end,
                '{"check":"printed_in_other_reports","detail":"',
                case when {{ differs(value, group) }} then 'another report prints another value' else 'as printed' end,
                '","passed":',
                case when {{ differs(value, group) }} then 'false' else 'true' end,
                '}]'
            )
        else checks_read
    end
{%- endmacro %}

{#- The columns every judged fact ends with; `doubts` are SQL expressions that give a sentence or null. -#}
{% macro review_columns(doubts=[]) -%}
    case
        when {{ is_signed_off() }} then review_state_read
        {%- if doubts %}
        when {{ sentences(doubts) }} is not null then 'flagged'
        {%- endif %}
        when review_state_read in ('ok', 'derived', 'flagged') then review_state_read
        else 'flagged'
    end as review_state,
    case when {{ is_signed_off() }} then review_reason_read else {{ sentences([
        'review_reason_read',
        "case when review_state_read is null or review_state_read not in ('ok', 'derived', 'flagged')"
        " then 'the reader gave no known review state' end",
    ] + doubts) }} end as review_reason
{%- endmacro %}

{#- Whether the values that nobody doubts yet differ inside a group of figures that should be one. -#}
{% macro values_vary(value, group) -%}
    coalesce(
        min(case when review_state <> 'flagged' then {{ value }} end) over (partition by {{ group }})
        < max(case when review_state <> 'flagged' then {{ value }} end) over (partition by {{ group }}),
        false
    )
{%- endmacro %}

{#- The worst of several review states: one flagged part makes the whole flagged. Null parts do not count. -#}
{% macro worst_state(states) -%}
    case
        {%- for doubt in ['flagged', 'derived', 'corrected'] %}
        when {% for state in states %}coalesce({{ state }} = '{{ doubt }}', false){{ ' or ' if not loop.last }}{% endfor %}
            then '{{ doubt }}'
        {%- endfor %}
        else 'ok'
    end
{%- endmacro %}
