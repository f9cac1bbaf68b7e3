-- The marts use one printing of a figure and never one of a superseded file.
{% for kind in fact_kinds() -%}
select
    '{{ kind }}' as fact_kind,
    identity_key
from {{ ref('int_facts__' ~ kind) }}
where is_current
group by identity_key
having count(*) > 1 or max(case when is_superseded then 1 else 0 end) = 1
{% if not loop.last %}
union all

{% endif -%}
{% endfor %}
