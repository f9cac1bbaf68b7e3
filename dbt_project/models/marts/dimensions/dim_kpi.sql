with

kpis as (

    select * from {{ ref('kpi_catalog') }}

),

final as (

    select
        kpi_code,
        name_ja,
        name_en,
        label_ja,
        label_en,
        pillar,
        unit,
        direction,
        default_basis,
        course,
        judged_on,
        valid_from_fy,
        valid_to_fy,
        replaced_by,
        notes
    from kpis

)

select * from final
