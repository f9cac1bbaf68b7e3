"""The published release in PostgreSQL, for BI tools that want a server (docs/how-to/postgres.md)."""
