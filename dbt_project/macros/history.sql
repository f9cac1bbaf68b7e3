{#- What the marts said at every release. A release leaves only what it changed (warehouse/history.py); the candidate
    being built is compared with the last state and closes the list. -#}

{#- What a key said at which release, one row per key and spell. `staged` are the changes of published releases, `now`
    is what the candidate says; a change in one of the columns `compared` begins a new spell, one in those `described`
    does not. -#}
{% macro history_spells(staged, now, key, described, compared) -%}
{%- set columns = described + compared -%}
with

publications as (

    select * from {{ ref('dim_publication') }}

),

candidate as (

    select * from publications
    where is_this_release

),

staged as (

    select * from {{ ref(staged) }}

),

now as (

    select * from {{ ref(now) }}

),

last_changes as (

    select
        *,
        row_number() over (partition by {{ key }} order by publication_no desc) as recency
    from staged

),

last_state as (

    select * from last_changes
    where recency = 1 and not is_gone

),

changed_now as (

    select
        now.{{ key }},
        candidate.publication_no,
        false as is_gone,
        {%- for column in columns %}
        now.{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from now
    cross join candidate
    left join last_state on now.{{ key }} = last_state.{{ key }}
    where
        last_state.{{ key }} is null
        {%- for column in compared %}
        or now.{{ column }} is distinct from last_state.{{ column }}
        {%- endfor %}

),

gone_now as (

    select
        last_state.{{ key }},
        candidate.publication_no,
        true as is_gone,
        {%- for column in columns %}
        last_state.{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from last_state
    cross join candidate
    left join now on last_state.{{ key }} = now.{{ key }}
    where now.{{ key }} is null

),

changes as (

    select
        {{ key }},
        publication_no,
        is_gone,
        {{ columns | join(',\n        ') }}
    from staged

    union all

    select * from changed_now

    union all

    select * from gone_now

),

spells as (

    select
        *,
        lead(publication_no) over (partition by {{ key }} order by publication_no) as next_no
    from changes

),

final as (

    select
        {{ key_of(['spells.' ~ key, 'spells.publication_no']) }} as spell_id,
        spells.{{ key }},
        {%- for column in columns %}
        spells.{{ column }},
        {%- endfor %}
        spells.publication_no as valid_from_no,
        began.release_id as valid_from_release,
        began.published_at as valid_from_at,
        spells.next_no as valid_to_no,
        ended.release_id as valid_to_release,
        ended.published_at as valid_to_at
    from spells
    inner join publications as began on spells.publication_no = began.publication_no
    left join publications as ended on spells.next_no = ended.publication_no
    where not spells.is_gone

)

select * from final
{%- endmacro %}

{#- Two ways to ask for a table of spells as it stood: `<name>_as_of(moment)` and `<name>_at(release id)`, made by the
    model's post hooks. A database without functions that give tables gets none; spells can be asked directly. -#}
{% macro as_of_function(name) -%}
    {{ adapter.dispatch('as_of_function', 'kenpo')(name) }}
{%- endmacro %}

{% macro default__as_of_function(name) -%}
{%- endmacro %}

{% macro duckdb__as_of_function(name) -%}
    create or replace macro {{ this.schema }}.{{ name }}_as_of(moment) as table
    select * from {{ this.include(database=false) }}
    where
        valid_from_at <= cast(moment as timestamp)
        and (valid_to_at is null or valid_to_at > cast(moment as timestamp))
{%- endmacro %}

{% macro postgres__as_of_function(name) -%}
drop function if exists {{ this.schema }}.{{ name }}_as_of(timestamp);
create function {{ this.schema }}.{{ name }}_as_of(moment timestamp) returns setof {{ this }} language sql stable as $$
    select * from {{ this }}
    where valid_from_at <= moment and (valid_to_at is null or valid_to_at > moment)
$$
{%- endmacro %}

{% macro at_function(name) -%}
    {{ adapter.dispatch('at_function', 'kenpo')(name) }}
{%- endmacro %}

{% macro default__at_function(name) -%}
{%- endmacro %}

{% macro duckdb__at_function(name) -%}
    create or replace macro {{ this.schema }}.{{ name }}_at(wanted) as table
    {{ spells_at(this.include(database=false), ref('dim_publication').include(database=false)) }}
{%- endmacro %}

{% macro postgres__at_function(name) -%}
drop function if exists {{ this.schema }}.{{ name }}_at(text);
create function {{ this.schema }}.{{ name }}_at(wanted text) returns setof {{ this }} language sql stable as $$
    {{ spells_at(this, ref('dim_publication')) }}
$$
{%- endmacro %}

{#- The rows of a table of spells that held at the release `wanted`. -#}
{% macro spells_at(spells, publications) -%}
    {%- set last_publication -%}
    (select max(publication_no) from {{ publications }} where release_id = wanted)
    {%- endset -%}
    select * from {{ spells }}
    where valid_from_no <= {{ last_publication }} and (valid_to_no is null or valid_to_no > {{ last_publication }})
{%- endmacro %}
