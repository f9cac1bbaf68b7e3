{#- Which facts can stand in a fact table at all. A fact needs a report whose branch and fiscal year are known and the
    values that its kind cannot do without; the rest goes to rejects.cell with the first reason that holds. -#}

{% macro fact_kinds() -%}
    {{ return([
        'kpi_target', 'kpi_actual', 'monthly_actual', 'period_figure', 'plan_item',
        'plan_status', 'schedule_mark', 'kpi_rank',
    ]) }}
{%- endmacro %}

{% macro needed_values(kind) -%}
    {{ return({
        'kpi_target': [('kpi_text', 'the KPI it belongs to'), ('comparator', 'its comparator')],
        'kpi_actual': [('value', 'its value'), ('kpi_text', 'the KPI it belongs to')],
        'monthly_actual': [('value', 'its value'), ('month', 'its month'), ('measure_ja', 'what it measures')],
        'period_figure': [('value', 'its value'), ('period', 'its period'), ('measure_ja', 'what it measures')],
        'plan_item': [('item_ja', 'its text')],
        'plan_status': [('symbol', 'its symbol'), ('item_ja', 'the item it judges')],
        'schedule_mark': [('month', 'its month'), ('mark', 'its mark'), ('activity_ja', 'the activity it plans')],
        'kpi_rank': [('rank', 'the rank'), ('measure_ja', 'what it ranks')],
    }[kind]) }}
{%- endmacro %}

{#- Columns that hold one of a few words; a word nobody knows has no place in a fact table. -#}
{% macro known_words(kind) -%}
    {{ return({
        'kpi_target': {
            'comparator': ['>=', '<=', '=', 'prior_year_or_more', 'prior_year_or_less', 'qualitative'],
        },
        'kpi_actual': {
            'basis': ['point', 'monthly', 'cumulative', 'full_year'],
            'scope': ['branch', 'national_average'],
        },
        'monthly_actual': {'basis': ['monthly', 'cumulative']},
        'plan_status': {
            'status': ['exceeded', 'on_plan', 'in_progress_or_below', 'not_done', 'scheduled', 'not_done_yet'],
        },
    }.get(kind, {})) }}
{%- endmacro %}

{#- Why a fact cannot be placed, or null. `facts` and `reports` are aliases; reports is joined on the file hash. -#}
{% macro reason_not_placed(kind) -%}
    case
        when facts.sign_off = 'withdrawn' then facts.review_reason
        when reports.sha256 is null then 'no header of the report behind this figure was read'
        when reports.branch_code is null then 'the branch of the report could not be determined'
        when reports.fiscal_year is null then 'the fiscal year of the report could not be determined'
        when facts.fiscal_year is null then 'the fiscal year of the figure could not be determined'
        {%- for column, words in needed_values(kind) %}
        when facts.{{ column }} is null then '{{ words }} could not be determined'
        {%- endfor %}
        when facts.fiscal_year not between {{ var('first_fiscal_year') }} and {{ var('last_fiscal_year') }}
            then concat('fiscal year ', facts.fiscal_year, ' is outside the calendar of this warehouse')
        {%- if kind in ('monthly_actual', 'schedule_mark') %}
        when {{ fiscal_year_of('facts.month') }}
            not between {{ var('first_fiscal_year') }} and {{ var('last_fiscal_year') }}
            then concat('month ', facts.month, ' is outside the calendar of this warehouse')
        {%- endif %}
        {%- for column, words in known_words(kind).items() %}
        when facts.{{ column }} not in ('{{ words | join("', '") }}')
            then concat('unknown {{ column }} ', facts.{{ column }})
        {%- endfor %}
    end
{%- endmacro %}

{#- What a fact takes over from its report: where it belongs and how the report stands among others. -#}
{% macro report_columns() -%}
    reports.report_id,
    reports.branch_code,
    reports.fiscal_year as report_fiscal_year,
    reports.report_kind,
    reports.is_superseded,
    reports.is_year_end_report,
    reports.kind_authority,
    reports.standing_month,
    reports.reading_key,
    reports.reader_authority,
    reports.loaded_at
{%- endmacro %}

{#- How a placed fact was read and where its report stands: what every kind carries along to its verdict. -#}
{% macro reading_columns() -%}
    placed.page,
    placed.source_ref,
    placed.extracted_text,
    placed.review_state as review_state_read,
    placed.review_reason as review_reason_read,
    placed.method,
    placed.rule,
    placed.section,
    placed.sign_off,
    placed.values_read,
    placed.is_superseded,
    placed.kind_authority,
    placed.standing_month,
    placed.reading_key,
    placed.reader_authority,
    placed.loaded_at
{%- endmacro %}

{#- The columns that lead a fact back to its cell, the same on every fact table. -#}
{% macro traced_columns() -%}
    page,
    source_ref,
    extracted_text,
    review_state,
    review_reason,
    sign_off,
    values_read,
    is_current,
    checks,
    rule,
    method,
    section
{%- endmacro %}
