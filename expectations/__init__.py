"""The gate: whether a candidate may be published, decided by Great Expectations and shown in Data Docs."""
