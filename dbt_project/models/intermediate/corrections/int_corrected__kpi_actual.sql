{{ corrected_facts('kpi_actual') }}
