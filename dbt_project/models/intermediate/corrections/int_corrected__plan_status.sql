{{ corrected_facts('plan_status') }}
