{{ corrected_facts('plan_item') }}
