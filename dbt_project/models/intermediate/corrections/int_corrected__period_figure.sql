{{ corrected_facts('period_figure') }}
