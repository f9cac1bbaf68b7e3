{{ corrected_facts('schedule_mark') }}
