{{ corrected_facts('kpi_rank') }}
