"""What people decide about facts: read from files, held against the facts, laid out for dbt; open cases out and in."""
