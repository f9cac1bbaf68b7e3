{{ corrected_facts('monthly_actual') }}
