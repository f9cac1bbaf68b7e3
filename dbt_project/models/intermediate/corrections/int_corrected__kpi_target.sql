{{ corrected_facts('kpi_target') }}
