"""Every release in the formats people use: Parquet and CSV with a Frictionless Data Package, and Excel workbooks."""
