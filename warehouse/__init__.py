"""The warehouse around the facts: raw store, candidate build, publish, rollback and what an operator sees."""
