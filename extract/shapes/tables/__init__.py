"""Tables of figures: months, KPIs, schedules and ranks, and the layout of tables that hold a whole report."""
